// What is drawn besides the units at a date: of one over time the newest row, unless it has ended; and where it is while units stand at its ends.

import { rowsOf } from "./scene.js";
import { lastSecond, secondOf } from "./moments.js";

/** @typedef {import("./scene.js").Row} Row */

/**
 * @param {Partial<import("./scene.js").Scene>} scene @param {Pick<import("./units.js").Units, "now" | "get" | "indexOfId">} units
 * @returns {(Row | null)[]} of each overlay's row what it is at the date that is shown, null where it does not hold, or a unit at its end is not there;
 *   all of them on a page of one date
 */
export function drawnNow({ overlays }, units) {
  const rows = rowsOf(overlays ?? {});
  const { now } = units;
  if (!now) return rows;
  return rows.map((row) => {
    const begin = row.date ? secondOf(row.date) : -Infinity;
    const next = row.next_date ? secondOf(row.next_date) : Infinity;
    const holds = begin <= now.moment && now.moment < next && (!row.until || now.start <= lastSecond(row.until));
    return holds ? whereUnitsStand(row, units) : null;
  });
}

/** @param {Row} row of an overlay @param {Pick<import("./units.js").Units, "get" | "indexOfId">} units @returns {Row | null} null where they do not stand */
function whereUnitsStand(row, units) {
  if (!row.moved) return row;
  const isThere = (/** @type {[id: string, date: string | null]} */ [id, date]) => {
    const at = units.indexOfId(id);
    return at >= 0 && (units.get(at, "date") ?? null) === date;
  };
  const found = row.moved.find((/** @type {Row} */ one) => one.units.every(isThere));
  return found ? { ...row, lat: found.lat, lon: found.lon, parts: found.parts } : null;
}

/** @param {Row} note an annotation @param {import("./times.js").Now | null} now @returns {boolean} whether it holds at the date; on a page of one date it does */
export function isNoteOf({ date, until }, now) {
  return !now || ((!date || secondOf(date) <= now.moment) && (!until || now.start <= lastSecond(until)));
}
