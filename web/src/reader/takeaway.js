// What is shown, to take away: as CSV for a spreadsheet, and as GeoJSON. Pure but for the download itself.

import { usualLon } from "../data/meridian.js";

/**
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {{ names: string[], row: (index: number) => any[] }} Cells
 */

const COLUMNS = [
  ...["id", "name", "side", "kind", "echelon", "count", "troops", "troops_min", "troops_max", "troops_approx"],
  ...["circle", "circle_min", "circle_max", "circle_approx", "place", "lat", "lon", "accuracy_km"],
  ...["date", "parent", "status", "sidc", "source", "source_url", "confidence", "note"],
  ...["in_country", "in_region", "line_side", "border_km", "border_with"],
];
// rows that are written between two looks at the clock
const ROWS = 2000;
// in a cell's beginning it makes a formula of it, unless the cell is a number
const FORMULA = /^[=+\-@\t\r]/;
// letters of a file's name: of two bytes each they are as many as file systems hold
const LONGEST = 120;
const NUMBER = /^[+-]?[0-9]*[.,]?[0-9]+$/;

/** @param {Units} units @param {string[]} own names of the sheet's own columns @returns {Cells} */
export function cellsOf(units, own) {
  const known = COLUMNS.filter((name) => units.has(name));
  return {
    names: [...known, ...own],
    row: (index) => [
      ...known.map((name) => cellOf(units, index, name)),
      ...own.map((name) => units.extraColumn(name)?.get(index) ?? null),
    ],
  };
}

/** @param {Units} units @param {number} index @param {string} name @returns {any} as a sheet would have it */
function cellOf(units, index, name) {
  const value = units.get(index, name);
  if (name === "lon") return value === null ? null : usualLon(value);
  return name === "date" ? (units.get(index, "date_span") ?? value) : value;
}

/**
 * Cells that a spreadsheet would take for a formula begin with an apostrophe. Runs in slices.
 * @param {number[]} rows @param {Cells} cells @returns {Generator<void, string[], void>} parts of the text
 */
export function* writeCsv(rows, { names, row }) {
  // without the mark some spreadsheets take it for another encoding
  const parts = [`\ufeff${names.map(writeCell).join(",")}\r\n`];
  for (const some of batches(rows)) {
    parts.push(some.map((index) => `${row(index).map(writeCell).join(",")}\r\n`).join(""));
    yield;
  }
  return parts;
}

/** @param {any} value @returns {string} */
export function writeCell(value) {
  if (value === null || value === undefined) return "";
  const text = String(value);
  const safe = FORMULA.test(text) && text.trim() !== "-" && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Runs in slices.
 * @param {number[]} rows @param {Cells} cells @param {string} words what is shown of what @returns {Generator<void, string[], void>} parts of the text
 */
export function* writeGeojson(rows, { names, row }, words) {
  const [lat, lon] = ["lat", "lon"].map((name) => names.indexOf(name));
  const feature = (/** @type {number} */ index) => {
    const values = row(index);
    const isPlaced = (values[lat] ?? null) !== null && (values[lon] ?? null) !== null;
    const properties = Object.fromEntries(
      names.map((name, at) => [name, values[at]]).filter(([, value]) => value !== null),
    );
    const geometry = isPlaced ? { type: "Point", coordinates: [values[lon], values[lat]] } : null;
    return JSON.stringify({ type: "Feature", geometry, properties });
  };
  const parts = [`{"type":"FeatureCollection","source":${JSON.stringify(words)},"features":[\n`];
  let written = 0;
  for (const some of batches(rows)) {
    parts.push((written ? ",\n" : "") + some.map(feature).join(",\n"));
    written += some.length;
    yield;
  }
  return [...parts, "\n]}\n"];
}

/** @param {number[]} rows @returns {Generator<number[], void, void>} */
function* batches(rows) {
  for (let from = 0; from < rows.length; from += ROWS) yield rows.slice(from, from + ROWS);
}

/** @param {string} words @param {string} ending @param {string} group what stands between thousands @returns {string} a file's name that says what is in it */
export function fileName(words, ending, group) {
  const numbers = group
    ? words.replace(/(\d)(\D)(?=\d{3}(?!\d))/g, (all, digit, sign) => (sign === group ? digit : all))
    : words;
  const name = numbers.replace(/[^\p{L}\p{N}.]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  // half of a number would be another one
  const short = name.length > LONGEST ? name.slice(0, LONGEST + 1).replace(/-[^-]*$/, "") : name;
  return `${short.slice(0, LONGEST) || "units"}.${ending}`;
}

/** @param {string[]} parts @param {string} name @param {string} type */
export function download(parts, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
