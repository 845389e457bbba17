// Which of what is drawn besides the units holds at a date: of one over time the newest row, unless it has ended.

import { rowsOf } from "./scene.js";
import { lastSecond, secondOf } from "./moments.js";

/** @param {import("./scene.js").Scene} scene @param {import("./times.js").Now} now @returns {boolean[]} of each overlay's row */
export function drawnAt({ overlays }, { start, moment }) {
  return rowsOf(overlays ?? {}).map((row) => {
    const begin = row.date ? secondOf(row.date) : -Infinity;
    const next = row.next_date ? secondOf(row.next_date) : Infinity;
    return begin <= moment && moment < next && (!row.until || start <= lastSecond(row.until));
  });
}

/** @param {import("./scene.js").Row} note an annotation @param {import("./times.js").Now | null} now @returns {boolean} whether it holds at the date; on a page of one date it does */
export function isNoteOf({ date, until }, now) {
  return !now || ((!date || secondOf(date) <= now.moment) && (!until || now.start <= lastSecond(until)));
}
