// Which of what is drawn besides the units holds at a date: of one over time the newest row, unless it has ended.

import { rowsOf } from "./scene.js";
import { lastSecond, secondOf } from "./moments.js";

/** @param {import("./scene.js").Scene} scene @param {string} date @returns {boolean[]} of each overlay's row */
export function drawnAt({ overlays }, date) {
  const moment = lastSecond(date);
  return rowsOf(overlays ?? {}).map((row) => {
    const begin = row.date ? secondOf(row.date) : -Infinity;
    const next = row.next_date ? secondOf(row.next_date) : Infinity;
    return begin <= moment && moment < next && (!row.until || moment <= lastSecond(row.until));
  });
}
