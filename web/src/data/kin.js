// Which unit is above another one, and which are below it.

import { isNow, nameAtAnyDate } from "./units.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {{ index: number, label: string }} Relative
 * @typedef {{ superior: Relative | null, away: string | null, subordinates: Relative[], more: number }} Kin `away`: the name of a superior of which
 *   no row holds at the date that is shown; `more`: how many further subordinates there are
 */

const LISTED = 30;
// rows that are looked at between two looks at the clock
const ROWS = 4096;

/** Runs in slices. @param {Units} units @param {number} index @returns {Generator<void, Kin, void>} */
export function* findKin(units, index) {
  const relative = (/** @type {number} */ row) => ({ index: row, label: units.get(row, "label") });
  const parent = units.get(index, "parent");
  if (parent !== null) yield* units.prepareIds();
  const above = parent === null ? -1 : units.indexOfId(parent);
  const below = yield* findBelow(units, units.get(index, "id"));
  return {
    superior: above < 0 ? null : relative(above),
    away: above < 0 && parent !== null ? nameAtAnyDate(units, parent) : null,
    subordinates: below.slice(0, LISTED).map(relative),
    more: below.length - LISTED,
  };
}

/** @param {Units} units @param {string} id @returns {Generator<void, number[], void>} rows */
function* findBelow(units, id) {
  const column = units.column("parent");
  if (!column) return [];
  /** @type {number[]} */
  const found = [];
  for (let row = 0; row < units.count; row++) {
    if (isNow(units, row) && column.get(row) === id) found.push(row);
    if (row % ROWS === 0) yield;
  }
  return found;
}
