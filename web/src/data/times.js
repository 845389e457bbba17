// Units over time: which of the rows of all dates hold at a date. A row holds until its unit's next one, as far as it does not end before.

import { lastSecond, secondOf } from "./moments.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./columns.js").Column} Column
 * @typedef {{ dates: string[], shown: string, since: string, hold_days: number | null, fading: number[], alone: boolean }} Dates as the scene has them
 * @typedef {{ date: string, since: string }} Span what is shown: a date, or from `since` on to it
 * @typedef {Span & { mask: Uint8Array, count: number, ended: number, start: number, moment: number }} Now `mask`: 1 for each row that holds; `count`: how
 *   many do; `ended`: how many units are known of no more; `start`, `moment`: the first and the last second of the time that is shown
 * @typedef {object} Times
 * @property {(date: string, since?: string) => Now} at which rows hold at the end of a date; with `since` also those of units of which nothing is
 *   known any more then, and was at any time in the span. Of each unit it is the last one
 * @property {(now: Now) => void} show makes that the date of all that asks by ids
 * @property {(id: string) => number} rowOf the row of a unit that holds at the date that is shown; -1 for none
 * @property {(id: string) => number} someRow the last row of a unit in the sheet, of whatever date; -1 for none
 * @property {(id: string) => number[]} rowsOf all rows of a unit, the oldest first
 * @property {(row: number, now: Now) => number[]} wayTo those of its unit up to a row, of a span those that held in it
 * @property {(row: number, now: Now) => number} daysSince how many days before a date the row was reported, 0 where it covers the date
 * @property {(row: number, now: Now) => number} fadingOf how many steps fainter a row is drawn, by how old it is
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
  const [hold, fading, alone] = [times?.hold_days ?? Infinity, times?.fading ?? [], times?.alone ?? false];
  for (let row = 0; row < count; row++) {
    // who says until when knows
    if (ends[row] < Infinity) reported[row] = ends[row];
    else ends[row] = reported[row] + (alone ? 0 : hold * DAY);
  }
  const { numbers, unit } = yield* numberUnits(count, column("id"));
  const rowAt = new Int32Array(numbers.size).fill(-1);
  const lastRow = new Int32Array(numbers.size);
  for (let row = 0; row < count; row++) lastRow[unit[row]] = row;
  const above = yield* readAbove(count, column, circles.of, numbers);
  const countedIn = above && new Int32Array(count).fill(-1);

  /** @type {ReturnType<typeof groupRows> | null} */
  let grouped = null;
  // what is of its own date alone is never old
  const daysSince = (/** @type {number} */ row, /** @type {Now} */ { moment }) =>
    alone ? 0 : Math.max(Math.floor((moment - reported[row]) / DAY), 0);

  /** @param {string} date @param {string} [since] */
  function at(date, since = "") {
    const moment = lastSecond(date);
    const start = since ? secondOf(since) : alone ? secondOf(date) : moment;
    const mask = new Uint8Array(count);
    let [held, ended] = [0, 0];
    for (let row = 0; row < count; row++) {
      if (!(begins[row] <= moment && moment < follows[row])) continue;
      if (start <= ends[row]) held += mask[row] = 1;
      else ended++;
    }
    return { mask, count: held, ended: alone ? 0 : ended, date, since, start, moment };
  }

  /** @param {string} id */
  function rowsOf(id) {
    const number = numbers.get(id) ?? -1;
    const { rows, starts } = (grouped ??= groupRows(unit, numbers.size));
    const own = number < 0 ? [] : [...rows.subarray(starts[number], starts[number + 1])];
    return own.sort((a, b) => follows[a] - follows[b] || begins[a] - begins[b]);
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
    rowsOf,
    wayTo(row, { since, start }) {
      const own = rowsOf(column("id")?.get(row));
      return own.slice(0, own.indexOf(row) + 1).filter((one) => !since || follows[one] > start);
    },
    daysSince,
    fadingOf(row, now) {
      const days = fading.length ? daysSince(row, now) : 0;
      return fading.reduce((steps, least) => steps + Number(days >= least), 0);
    },
    countedIn,
  };
}

/**
 * What a state shows, as a page with several dates has it.
 * @param {Span} state "" and "" for what the page opens with @param {Dates} times @returns {Span}
 */
export function spanOf({ date, since }, { shown, since: first }) {
  if (!date && !since) return { date: shown, since: first };
  const last = date || shown;
  return { date: last, since: since && secondOf(since) < lastSecond(last) ? since : "" };
}

/** The other way round. @param {Span} span @param {Dates} times @returns {Span} */
export function stateOf({ date, since }, { shown, since: first }) {
  return date === shown && since === first ? { date: "", since: "" } : { date, since };
}

/** @param {import("./units.js").Units} units @param {Dates | undefined} times @returns {number} of how many dates the rows are that are shown, where nothing says which of them are one unit; else 1 */
export function datesTogether({ now }, times) {
  if (!now || !times?.alone) return 1;
  return times.dates.filter((date) => secondOf(date) <= now.moment && lastSecond(date) >= now.start).length;
}

/** @param {Span} span @returns {string} as an ISO date or interval */
export function writeSpan({ date, since }) {
  return since ? `${since}/${date}` : date;
}

/** @param {Int32Array} unit the number of each row's unit @param {number} count of units @returns {{ rows: Int32Array, starts: Int32Array }} the rows, unit by unit */
function groupRows(unit, count) {
  const starts = new Int32Array(count + 1);
  for (const number of unit) starts[number + 1]++;
  for (let number = 0; number < count; number++) starts[number + 1] += starts[number];
  const next = starts.slice();
  const rows = new Int32Array(unit.length);
  unit.forEach((number, row) => (rows[next[number]++] = row));
  return { rows, starts };
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
