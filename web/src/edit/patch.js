// A patch: changes of single cells as a CSV, which `deploymap apply` makes in the sheet.

import { make } from "./dom.js";

/** @typedef {{ id: string, column: string, old: string, new: string, note?: string, date?: string | null }} Line see docs/editing.md; `date`: that of the row */

const HEAD = /** @type {const} */ (["id", "column", "old", "new", "note"]);

/** @param {Line[]} lines */
export function downloadPatch(lines) {
  const head = lines.some(({ date }) => date) ? /** @type {const} */ ([...HEAD, "date"]) : HEAD;
  const rows = lines.map((line) => head.map((name) => quote(line[name] ?? "")));
  const text = [head, ...rows].map((row) => row.join(",")).join("\r\n");
  const href = URL.createObjectURL(new Blob([`${text}\r\n`], { type: "text/csv" }));
  make("a", { href, download: "patch.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** @param {string} text @returns {string} a cell of a CSV */
function quote(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
