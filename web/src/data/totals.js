// Units and their numbers added up by a column and by side, nothing twice: sides are never added up.

import { sumSides } from "../map/density/gathering.js";

/**
 * @typedef {import("../map/density/gathering.js").Facts} Facts
 * @typedef {{ code: number, side: number, sum: import("../map/density/gathering.js").Sum, above: number }} Total `code`: the value's place in the
 *   column; `above`: how many of the units are in the number of another one that is shown, and not added
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
    (isCounted(row, facts, isShown) ? group.above : group.own).push(row);
    if (++done % 8192 === 0) yield;
  }
  const totals = [];
  for (const { code, side, own, above } of groups.values()) {
    const [sum = emptySum(side)] = sumSides(own, facts);
    const [units, stated] = [own.length + above.length, sum.stated + above.length];
    totals.push({ code, side, sum: { ...sum, units, stated }, above: above.length });
    yield;
  }
  return totals.sort((a, b) => a.code - b.code || a.side - b.side);
}

/** Whether a unit's number is in that of another one that is shown, at any height. @param {number} row @param {Facts} facts @param {(row: number) => boolean} isShown */
function isCounted(row, { figures: { countedIn } }, isShown) {
  const seen = new Set([row]);
  for (let above = countedIn?.[row] ?? -1; above >= 0 && !seen.has(above); above = countedIn?.[above] ?? -1) {
    if (isShown(above)) return true;
    seen.add(above);
  }
  return false;
}

/** @param {number} side @returns {import("../map/density/gathering.js").Sum} */
function emptySum(side) {
  return { side, units: 0, stated: 0, parts: 0, isRough: false };
}
