// The order of battle: the units that are shown, each under its superior, with subtotals in which nothing is counted twice.

import { createGathering } from "../map/density/gathering.js";
import { nameAtAnyDate } from "./units.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./totals.js").Facts} Facts
 * @typedef {{ side: number, sum: import("../map/density/gathering.js").Sum, above: number }} Subtotal `above`: how many of the units are in the
 *   number of another one of them, and not added
 * @typedef {{ above: Int32Array, names: string[], now: Units["now"] }} Superiors of each unit the row of the one above it, -1 for none; rows from the number of units on
 *   are superiors that exist as a name alone, in `names`; `now`: at which date
 * @typedef {object} Tree nodes in the order in which they stand, each before those below it
 * @property {Int32Array} rows of each node its unit's row, or from the number of units on its name's place
 * @property {Int32Array} levels from 0
 * @property {Int32Array} ends where those below it end
 * @property {Int32Array} uppers the node above it, -1 for none
 * @property {Int32Array} places its place among those of one superior, from 0
 * @property {Int32Array} sizes how many these are
 * @property {Int32Array} nodes of each row its node, -1 for none
 * @property {Int32Array} countedIn of each row the row of the nearest one that is shown and has its number in its own, -1 for none
 */

// rows that are looked at between two looks at the clock
const ROWS = 8192;

/**
 * Who stands above whom. Units that belong to each other in a loop have nobody above them. Runs in slices.
 * @param {Units} units @returns {Generator<void, Superiors, void>}
 */
export function* readSuperiors(units) {
  yield* units.prepareIds();
  /** @type {Map<string, number>} */
  const byName = new Map();
  /** @type {string[]} */
  const names = [];
  const column = units.column("parent");
  const find = (/** @type {string | null} */ parent) => {
    if (parent === null) return -1;
    const row = units.indexOfId(parent);
    if (row >= 0) return row;
    const known = byName.get(parent) ?? units.count + names.push(nameAtAnyDate(units, parent) ?? parent) - 1;
    byName.set(parent, known);
    return known;
  };
  const byCode = column?.codes?.values.map(find);
  const above = new Int32Array(units.count).fill(-1);
  for (let row = 0; row < units.count; row++) {
    above[row] = byCode && column?.codes ? byCode[column.codes.at(row)] : find(column?.get(row) ?? null);
    if (row % ROWS === 0) yield;
  }
  yield* openLoops(above);
  return { above, names, now: units.now };
}

/** @param {Int32Array} above of those in a loop nothing is left @returns {Generator<void, void, void>} */
function* openLoops(above) {
  // by which way a row was come through, from 1
  const ways = new Int32Array(above.length);
  for (let start = 0; start < above.length; start++) {
    let at = start;
    while (at >= 0 && at < above.length && !ways[at]) {
      ways[at] = start + 1;
      at = above[at];
    }
    if (at >= 0 && at < above.length && ways[at] === start + 1) for (const row of ringOf(at, above)) above[row] = -1;
    if (start % ROWS === 0) yield;
  }
}

/** @param {number} start a row in a loop @param {Int32Array} above @returns {number[]} the rows of the loop */
function ringOf(start, above) {
  const ring = [start];
  for (let row = above[start]; row !== start; row = above[row]) ring.push(row);
  return ring;
}

/**
 * The tree of the units that are shown, and of all that stand above them. Runs in slices.
 * @param {Pick<Superiors, "above" | "names">} superiors @param {number} count of units @param {(row: number) => boolean} isShown @param {Int32Array | null} countedIn as facts have it
 * @returns {Generator<void, Tree, void>}
 */
export function* growTree({ above, names }, count, isShown, countedIn) {
  const all = count + names.length;
  const upper = (/** @type {number} */ row) => (row < count ? above[row] : -1);
  const isThere = new Uint8Array(all);
  let size = 0;
  for (let row = 0; row < count; row++) {
    if (isShown(row)) for (let at = row; at >= 0 && !isThere[at]; at = upper(at)) size += isThere[at] = 1;
    if (row % ROWS === 0) yield;
  }
  const [first, next, many] = [new Int32Array(all + 1).fill(-1), new Int32Array(all).fill(-1), new Int32Array(all + 1)];
  // below each the rows in their order; what stands below nothing is below the last
  for (let row = all - 1; row >= 0; row--) {
    if (!isThere[row]) continue;
    const at = upper(row) < 0 ? all : upper(row);
    next[row] = first[at];
    first[at] = row;
    many[at]++;
    if (row % ROWS === 0) yield;
  }
  const [rows, levels, ends, uppers, places, sizes] = Array.from({ length: 6 }, () => new Int32Array(size));
  const nodes = new Int32Array(all).fill(-1);
  let [node, row, level, last] = [0, first[all], 0, -1];
  while (row >= 0) {
    [rows[node], levels[node], uppers[node], nodes[row]] = [row, level, last, node];
    sizes[node] = many[last < 0 ? all : rows[last]];
    if (first[row] >= 0) [last, row, level] = [node, first[row], level + 1];
    else {
      ends[node] = node + 1;
      for (row = next[row]; row < 0 && last >= 0; last = uppers[last], level--) {
        ends[last] = node + 1;
        row = next[rows[last]];
      }
    }
    if (++node % ROWS === 0) yield;
  }
  /** @type {Int32Array} how many of the nodes below each were counted */
  const counted = new Int32Array(size + 1);
  for (let at = 0; at < size; at++) places[at] = counted[uppers[at] + 1]++;
  yield;
  return {
    rows,
    levels,
    ends,
    uppers,
    places,
    sizes,
    nodes,
    countedIn: yield* nearestShown(count, isShown, countedIn),
  };
}

/**
 * @param {number} count @param {(row: number) => boolean} isShown @param {Int32Array | null} countedIn
 * @returns {Generator<void, Int32Array, void>}
 */
function* nearestShown(count, isShown, countedIn) {
  const nearest = new Int32Array(count).fill(-1);
  if (!countedIn) return nearest;
  for (let row = 0; row < count; row++) {
    let at = countedIn[row];
    // as many steps as there are units at most, should they go round
    for (let step = 0; at >= 0 && !isShown(at) && step < count; step++) at = countedIn[at];
    nearest[row] = at >= 0 && isShown(at) && at !== row ? at : -1;
    if (row % ROWS === 0) yield;
  }
  return nearest;
}

/**
 * What the units that are shown at a node and below it are together, by side: sides are never added up. Runs in slices.
 * @param {Tree} tree @param {number} node @param {(row: number) => boolean} isShown @param {Facts} facts @returns {Generator<void, Subtotal[], void>}
 */
export function* sumBelow({ rows, ends, nodes, countedIn }, node, isShown, { sides, figures }) {
  const one = { left: 0, top: 0, size: 0, columns: 1, rows: 1 };
  // who is in whose number is looked at here
  const gathering = createGathering(one, { sides, figures: { ...figures, countedIn: null } }, () => 0);
  /** @type {number[]} by side */
  const above = [];
  for (let at = node; at < ends[node]; at++) {
    const row = rows[at];
    if (row >= countedIn.length || !isShown(row)) continue;
    const counted = countedIn[row] < 0 ? -1 : nodes[countedIn[row]];
    if (counted >= node && counted < ends[node]) above[sides[row]] = (above[sides[row]] ?? 0) + 1;
    else gathering.add(row, 0, 0, 0);
    if (at % ROWS === 0) yield;
  }
  return gathering.list().map(({ side, ...sum }) => {
    const more = above[side] ?? 0;
    return { side, sum: { ...sum, side, units: sum.units + more, stated: sum.stated + more }, above: more };
  });
}

/**
 * @param {Tree} tree @param {number} node @returns {{ rows: number[], isIn: (row: number) => boolean }} the units at it and below it, shown or not
 */
export function unitsBelow({ rows, ends, nodes, countedIn }, node) {
  const below = rows.subarray(node, ends[node]);
  return {
    rows: [...below].filter((row) => row < countedIn.length),
    isIn: (row) => nodes[row] >= node && nodes[row] < ends[node],
  };
}

/** @param {Tree} tree @param {(node: number) => boolean} isOpen @returns {number[]} the nodes of which all above are open */
export function openNodes({ ends }, isOpen) {
  const open = [];
  for (let node = 0; node < ends.length; node = ends[node] > node + 1 && isOpen(node) ? node + 1 : ends[node])
    open.push(node);
  return open;
}

/** @param {Tree} tree @param {number} most @returns {number} how many levels can be open so that no more nodes than that are seen, or the first alone */
export function levelsWithin({ levels }, most) {
  /** @type {number[]} */
  const many = [];
  for (const level of levels) many[level] = (many[level] ?? 0) + 1;
  let seen = 0;
  const level = many.findIndex((count) => (seen += count) > most);
  return level < 0 ? many.length : Math.max(level - 1, 0);
}
