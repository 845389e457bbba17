// Units and their numbers added up by a column and by side, nothing twice: sides are never added up.

import { sumSides } from "../map/density/gathering.js";

/**
 * @typedef {import("../map/density/gathering.js").Facts} Facts
 * @typedef {{ code: number, side: number, sum: import("../map/density/gathering.js").Sum, above: number }} Total `code`: the value's place in the
 *   column; `above`: how many of the units are in the number of another one that is shown, and not added
 * @typedef {{ row: number, counted: number }} Part of a sum: a unit, and the row of another one of it that has its number in its own, -1 for none
 */

/**
 * Runs in slices.
 * @param {Iterable<number>} rows those that are shown @param {(row: number) => number} codeOf a unit's value @param {Facts} facts
 * @param {(row: number) => boolean} isShown
 * @returns {Generator<void, Total[], void>} by value and side
 */
export function* addUp(rows, codeOf, facts, isShown) {
  /** @type {Map<string, { code: number, side: number, own: number[], above: number[] }>} */
  const groups = new Map();
  let done = 0;
  for (const row of rows) {
    const [code, side] = [codeOf(row), facts.sides[row]];
    const key = `${code} ${side}`;
    const group = groups.get(key) ?? { code, side, own: [], above: [] };
    groups.set(key, group);
    (countedBy(row, facts, isShown) < 0 ? group.own : group.above).push(row);
    if (++done % 8192 === 0) yield;
  }
  const totals = [];
  for (const { code, side, own, above } of groups.values()) {
    totals.push({ code, ...sumOf(side, own, above, facts) });
    yield;
  }
  return totals.sort((a, b) => a.code - b.code || a.side - b.side);
}

/**
 * @param {number} side @param {number[]} own rows of one side that are added @param {number[]} above those that are in the number of another one
 * @param {Facts} facts @returns {Omit<Total, "code">}
 */
export function sumOf(side, own, above, facts) {
  const [sum = emptySum(side)] = sumSides(own, facts);
  const [units, stated] = [own.length + above.length, sum.stated + above.length];
  return { side, sum: { ...sum, units, stated }, above: above.length };
}

/**
 * What a sum is of, by side. Runs in slices.
 * @param {Iterable<number>} rows @param {Facts} facts @param {(row: number) => boolean} isIn whether a unit is among those that are added up
 * @returns {Generator<void, { side: number, parts: Part[] }[], void>}
 */
export function* partsOf(rows, facts, isIn) {
  /** @type {Map<number, Part[]>} */
  const sides = new Map();
  let done = 0;
  for (const row of rows) {
    const parts = sides.get(facts.sides[row]) ?? [];
    sides.set(facts.sides[row], parts);
    parts.push({ row, counted: countedBy(row, facts, isIn) });
    if (++done % 8192 === 0) yield;
  }
  return [...sides].sort(([a], [b]) => a - b).map(([side, parts]) => ({ side, parts }));
}

/**
 * @param {number} row @param {Facts} facts @param {(row: number) => boolean} isIn @returns {number} the row of the nearest unit of some that has this
 *   one's number in its own, at any height; -1 where none has
 */
export function countedBy(row, { figures: { countedIn } }, isIn) {
  const seen = new Set([row]);
  for (let above = countedIn?.[row] ?? -1; above >= 0 && !seen.has(above); above = countedIn?.[above] ?? -1) {
    if (isIn(above)) return above;
    seen.add(above);
  }
  return -1;
}

/** @param {number} side @returns {import("../map/density/gathering.js").Sum} */
function emptySum(side) {
  return { side, units: 0, stated: 0, parts: 0, isRough: false };
}
