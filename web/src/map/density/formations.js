// Which units belong to which: what is under one, and what a crowd gathers into the symbol or mark of a formation while there is no room for its
// parts. How near parts are does not change with the view, so zooming in opens a formation and only ever adds. Pure.

import { isNow } from "../../data/units.js";

/**
 * @typedef {object} Formations
 * @property {(index: number) => number[]} below all units of its side that a unit has under it, at any depth; none where they are too many
 * @property {((row: number, room: number) => number) | null} headOf the unit that stands for one in so much room (of the world) each way: itself, or
 *   a superior that matters more and is nearer than that; null where no unit has a superior
 * @property {() => Generator<void, void, void>} follow makes both those of the date that is shown, where that has become another one
 */

// of more units only the numbers that they state themselves are shown
const MOST = 20_000;
// how many superiors are looked at
const HEIGHT = 100;

/**
 * Runs in slices.
 * @param {import("../../data/units.js").Units} units @param {ArrayLike<number>} sides of each unit
 * @param {Pick<import("../../data/points.js").Points, "x" | "y">} points all of them: what is not shown now may be later
 * @param {(a: number, b: number) => boolean} outweighs whether a unit matters more than another
 * @returns {Generator<void, Formations, void>}
 */
export function* readFormations(units, sides, points, outweighs) {
  const [x, y] = [points.x.slice(), points.y.slice()];
  yield;
  let now = /** @type {typeof units.now | undefined} */ (undefined);
  /** @type {Formations} */
  const formations = { below: () => [], headOf: null, follow };

  function* follow() {
    if (now === units.now) return;
    const wanted = units.now;
    const above = yield* readAbove(units, sides);
    if (!above) Object.assign(formations, { below: () => [], headOf: null });
    else Object.assign(formations, yield* read(above));
    now = wanted;
  }

  /** @param {Int32Array} above @returns {Generator<void, Pick<Formations, "below" | "headOf">, void>} */
  function* read(above) {
    const tables = { above: skipNowhere(above, x), x, y, outweighs };
    const opening = yield* readOpening(tables);
    return { below: createBelow(above), headOf: createHeads(tables, opening, points) };
  }

  yield* follow();
  return formations;
}

/**
 * @param {import("../../data/units.js").Units} units @param {ArrayLike<number>} sides
 * @returns {Generator<void, Int32Array | null, void>} the row of each unit's superior of its side, -1 for none; null where no unit has one
 */
function* readAbove(units, sides) {
  const column = units.has("parent") ? units.column("parent") : undefined;
  if (!column) return null;
  yield* units.prepareIds();
  const find = (/** @type {string | null} */ id) => (id === null ? -1 : units.indexOfId(id));
  const byCode = column.codes?.values.map(find);
  const above = new Int32Array(units.count).fill(-1);
  let any = false;
  for (let row = 0; row < units.count; row++) {
    const superior = column.codes && byCode ? byCode[column.codes.at(row)] : find(column.get(row));
    if (superior >= 0 && superior !== row && isNow(units, row) && sides[superior] === sides[row]) {
      above[row] = superior;
      any = true;
    }
    if (row % 2048 === 0) yield;
  }
  return any ? above : null;
}

/** The first superior that has a position. @param {Int32Array} above @param {Float32Array} x @returns {Int32Array} */
function skipNowhere(above, x) {
  return above.map((superior) => {
    for (let height = 0; superior >= 0 && x[superior] < -1 && height < HEIGHT; height++) superior = above[superior];
    return superior;
  });
}

/** @typedef {{ above: Int32Array, x: Float32Array, y: Float32Array, outweighs: (a: number, b: number) => boolean }} Tables */

/**
 * The largest room in which each unit is drawn by itself: in more it is gathered into the lowest of its superiors that is drawn by itself then, as
 * long as that one matters more and is nearer than the room.
 * @param {Tables} tables @returns {Generator<void, Float64Array, void>} of the world, Infinity where it is drawn by itself always
 */
function* readOpening({ above, x, y, outweighs }) {
  const opening = new Float64Array(above.length).fill(NaN);
  /** @type {number[]} */
  const path = [];
  for (let row = 0; row < above.length; row++) {
    for (let at = row; at >= 0 && Number.isNaN(opening[at]); at = above[at]) {
      // superiors that are their own have none
      opening[at] = Infinity;
      path.push(at);
    }
    while (path.length) {
      const one = /** @type {number} */ (path.pop());
      opening[one] = openingOf(one);
    }
    if (row % 4096 === 0) yield;
  }

  /** @param {number} row whose superiors' are known @returns {number} */
  function openingOf(row) {
    const chain = chainOf(row, above);
    let room = Infinity;
    // from the widest view on, the superiors that stand for it one after the other
    for (let end = chain.length; end > 0;) {
      const at = widest(chain.slice(0, end).map((one) => opening[one]));
      const [head, next] = [chain[at], at ? Math.max(...chain.slice(0, at).map((one) => opening[one])) : 0];
      if (!outweighs(head, row)) return room;
      room = Math.min(room, Math.max(Math.abs(x[head] - x[row]), Math.abs(y[head] - y[row])));
      if (room > next) return room;
      room = next;
      end = at;
    }
    return room;
  }

  return opening;
}

/** @param {number[]} rooms @returns {number} the place of the largest, the first of several */
function widest(rooms) {
  return rooms.indexOf(Math.max(...rooms));
}

/** @param {number} row @param {Int32Array} above @returns {number[]} its superiors, the lowest first */
function chainOf(row, above) {
  const chain = [];
  for (let at = above[row]; at >= 0 && chain.length < HEIGHT && at !== row; at = above[at]) chain.push(at);
  return chain;
}

/**
 * @param {Tables} tables @param {Float64Array} opening @param {Pick<import("../../data/points.js").Points, "x" | "y">} shown where those are that are shown now
 * @returns {(row: number, room: number) => number}
 */
function createHeads({ above, x, y, outweighs }, opening, shown) {
  return (row, room) => {
    if (room <= opening[row]) return row;
    for (let at = above[row], height = 0; at >= 0 && height < HEIGHT; at = above[at], height++) {
      if (shown.x[at] < -1 || room > opening[at]) continue;
      // where one between them is not shown, this one may be too far
      const isNear = Math.abs(x[at] - x[row]) < room && Math.abs(y[at] - y[row]) < room;
      return isNear && outweighs(at, row) ? at : row;
    }
    return row;
  };
}

/** @param {Int32Array} above @returns {(index: number) => number[]} */
function createBelow(above) {
  /** @type {Int32Array[] | null} where the subordinates of each unit begin among all that are sorted by superior */
  let sorted = null;

  function sort() {
    const starts = new Int32Array(above.length + 1);
    for (const superior of above) if (superior >= 0) starts[superior + 1]++;
    for (let row = 0; row < above.length; row++) starts[row + 1] += starts[row];
    const [rows, next] = [new Int32Array(starts[above.length]), starts.slice()];
    above.forEach((superior, row) => {
      if (superior >= 0) rows[next[superior]++] = row;
    });
    return [starts, rows];
  }

  return (index) => {
    const [starts, rows] = (sorted ??= sort());
    // a set grows while it is gone through, and has a unit of a circle of superiors once
    const all = new Set([index]);
    for (const one of all) {
      for (let at = starts[one]; at < starts[one + 1]; at++) all.add(rows[at]);
      if (all.size > MOST) return [];
    }
    all.delete(index);
    return [...all];
  };
}
