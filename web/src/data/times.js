// Units over time: which of the rows of all dates hold at a date. A row holds until its unit's next one, as far as it does not end before.

import { lastSecond, secondOf } from "./moments.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./columns.js").Column} Column
 * @typedef {{ dates: string[], shown: string, hold_days: number | null }} Dates as the scene has them
 * @typedef {{ mask: Uint8Array, count: number, ended: number, date: string, moment: number }} Now `mask`: 1 for each row that holds; `count`: how
 *   many do; `ended`: how many units are known of no more; `moment`: the last second of the date
 * @typedef {object} Times
 * @property {(date: string) => Now} at which rows hold at the end of a date
 * @property {(now: Now) => void} show makes that the date of all that asks by ids
 * @property {(id: string) => number} rowOf the row of a unit that holds at the date that is shown; -1 for none
 * @property {(id: string) => number} someRow the last row of a unit in the sheet, of whatever date; -1 for none
 * @property {(id: string) => number[]} rowsOf all rows of a unit, the oldest first
 * @property {(row: number, now: Now) => number} daysSince how many days before a date the row was reported, 0 where it covers the date
 * @property {string} first the date that the map opens with
 * @property {Int32Array | null} countedIn the row of the superior in whose number each row's is, at the date that is shown; -1 for none
 */

const DAY = 86_400;
// rows that are read between two looks at the clock
const ROWS = 8192;

/**
 * Runs in slices.
 * @param {number} count of rows @param {(name: string) => Column | undefined} column @param {Pick<import("./scene.js").Scene, "times" | "circles">} scene
 * @returns {Generator<void, Times, void>}
 */
export function* readTimes(count, column, { times, circles }) {
  const begins = yield* readEach(count, column("date"), (text) => (text ? secondOf(text) : -Infinity), -Infinity);
  const reported = yield* readEach(count, column("date"), (text) => (text ? lastSecond(text) : Infinity), Infinity);
  const follows = yield* readEach(count, column("next_date"), (text) => (text ? secondOf(text) : Infinity), Infinity);
  const ends = yield* readEach(count, column("date_span"), endOfSpan, Infinity);
  const hold = times?.hold_days ?? Infinity;
  for (let row = 0; row < count; row++) {
    // who says until when knows
    if (ends[row] < Infinity) reported[row] = ends[row];
    else ends[row] = reported[row] + hold * DAY;
  }
  const { numbers, unit } = yield* numberUnits(count, column("id"));
  const rowAt = new Int32Array(numbers.size).fill(-1);
  const lastRow = new Int32Array(numbers.size);
  for (let row = 0; row < count; row++) lastRow[unit[row]] = row;
  const above = yield* readAbove(count, column, circles.of, numbers);
  const countedIn = above && new Int32Array(count).fill(-1);

  /** @param {string} date */
  function at(date) {
    const moment = lastSecond(date);
    const mask = new Uint8Array(count);
    let [held, ended] = [0, 0];
    for (let row = 0; row < count; row++) {
      if (!(begins[row] <= moment && moment < follows[row])) continue;
      if (moment <= ends[row]) held += mask[row] = 1;
      else ended++;
    }
    return { mask, count: held, ended, date, moment };
  }

  /** @param {Now} now */
  function show({ mask }) {
    rowAt.fill(-1);
    for (let row = 0; row < count; row++) if (mask[row]) rowAt[unit[row]] = row;
    if (above && countedIn) countRows(mask, rowAt, above, countedIn);
  }

  return {
    at,
    show,
    rowOf: (id) => rowAt[numbers.get(id) ?? -1] ?? -1,
    someRow: (id) => lastRow[numbers.get(id) ?? -1] ?? -1,
    rowsOf(id) {
      const number = numbers.get(id);
      const rows = [];
      if (number !== undefined) for (let row = 0; row < count; row++) if (unit[row] === number) rows.push(row);
      return rows.sort((a, b) => follows[a] - follows[b] || begins[a] - begins[b]);
    },
    daysSince: (row, { moment }) => Math.max(Math.floor((moment - reported[row]) / DAY), 0),
    first: times?.shown ?? "",
    countedIn,
  };
}

/** @param {string | null} span an ISO interval @returns {number} its last second; Infinity where it has no end */
function endOfSpan(span) {
  const last = span?.split("/")[1];
  return last && last !== ".." ? lastSecond(last) : Infinity;
}

/**
 * A number of each row's text, worked out once for each text.
 * @param {number} count @param {Column | undefined} column @param {(text: string | null) => number} read @param {number} blank
 * @returns {Generator<void, Float64Array, void>}
 */
function* readEach(count, column, read, blank) {
  const numbers = new Float64Array(count).fill(blank);
  if (!column) return numbers;
  /** @type {Map<string | null, number>} */
  const known = new Map();
  const byCode = column.codes?.values.map(read);
  for (let row = 0; row < count; row++) {
    if (byCode && column.codes) numbers[row] = byCode[column.codes.at(row)];
    else {
      const text = column.get(row);
      let number = known.get(text);
      if (number === undefined) known.set(text, (number = read(text)));
      numbers[row] = number;
    }
    if (row % ROWS === 0) yield;
  }
  return numbers;
}

/** @param {number} count @param {Column | undefined} column of ids @returns {Generator<void, { numbers: Map<string, number>, unit: Int32Array }, void>} */
function* numberUnits(count, column) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  const numberOf = (/** @type {any} */ id) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  };
  const unit = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    unit[row] = numberOf(column?.get(row));
    if (row % ROWS === 0) yield;
  }
  return { numbers, unit };
}

/**
 * @typedef {{ parents: Int32Array, sides: Int32Array, states: Uint8Array }} Above of each row: the number of its superior, -1 for none; that of its
 *   side; whether it states the number that circles show
 */

/**
 * @param {number} count @param {(name: string) => Column | undefined} column @param {string} of the number that circles show
 * @param {Map<string, number>} numbers of units
 * @returns {Generator<void, Above | null, void>} null where nobody has a superior
 */
function* readAbove(count, column, of, numbers) {
  const parent = column("parent");
  if (!parent) return null;
  const parents = Int32Array.from(
    yield* readEach(count, parent, (id) => (id === null ? -1 : (numbers.get(id) ?? -1)), -1),
  );
  /** @type {Map<string | null, number>} */
  const known = new Map();
  const sideNumber = (/** @type {string | null} */ side) => known.get(side) ?? known.set(side, known.size).size - 1;
  const sides = Int32Array.from(yield* readEach(count, column("side"), sideNumber, -1));
  const states = new Uint8Array(count);
  const columns = ["", "_min", "_max"].flatMap((end) => column(of + end) ?? []);
  for (let row = 0; row < count; row++) {
    if (columns.some((one) => (one.get(row) ?? null) !== null)) states[row] = 1;
    if (row % ROWS === 0) yield;
  }
  return { parents, sides, states };
}

/**
 * The nearest superior of one's side, at any height, that states a number, as `inspection/superiors.py` has it of one date: a unit whose way up
 * ends in a loop has none.
 * @param {Uint8Array} mask @param {Int32Array} rowAt of each unit @param {Above} above @param {Int32Array} found
 */
function countRows(mask, rowAt, { parents, sides, states }, found) {
  const NONE = -1;
  // not looked at, and being looked at
  const [NEW, OPEN] = [-2, -3];
  found.fill(NEW);
  /** @type {Set<number>} rows whose way up ends in a loop */
  const looped = new Set();
  const step = (/** @type {number} */ row) => {
    const next = parents[row] < 0 ? NONE : rowAt[parents[row]];
    return next >= 0 && sides[next] === sides[row] ? next : NONE;
  };
  /** @type {number[]} */
  const way = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start]) {
      found[start] = NONE;
      continue;
    }
    if (found[start] !== NEW) continue;
    way.length = 0;
    let row = start;
    while (row >= 0 && found[row] === NEW) {
      found[row] = OPEN;
      way.push(row);
      row = step(row);
    }
    const isLoop = row >= 0 && (found[row] === OPEN || looped.has(row));
    let nearest = isLoop || row < 0 ? NONE : states[row] ? row : found[row];
    for (let at = way.length - 1; at >= 0; at--) {
      const one = way[at];
      found[one] = nearest;
      if (isLoop) looped.add(one);
      else if (states[one]) nearest = one;
    }
  }
}
