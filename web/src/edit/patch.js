// A patch: changes of single cells as a CSV, which `deploymap apply` makes in the sheet.

import { make } from "./dom.js";

/** @typedef {{ id: string, column: string, old: string, new: string, note?: string }} Line see docs/editing.md */

const HEAD = /** @type {const} */ (["id", "column", "old", "new", "note"]);

/** @param {Line[]} lines */
export function downloadPatch(lines) {
  const rows = lines.map((line) => HEAD.map((name) => quote(line[name] ?? "")));
  const text = [HEAD, ...rows].map((row) => row.join(",")).join("\r\n");
  const href = URL.createObjectURL(new Blob([`${text}\r\n`], { type: "text/csv" }));
  make("a", { href, download: "patch.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** @param {string} text @returns {string} a cell of a CSV */
function quote(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
