// Which units have some words in anything that the page shows of them.

import { formatDate, formatTroops } from "../lib/words.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {(from: number, to: number, hits: Uint8Array) => void} Test marks the rows that have something
 */

const COLUMNS = [
  "label",
  "name",
  "id",
  "place",
  "side",
  "kind",
  "kind_key",
  "echelon",
  "status",
  "confidence",
  "in_country",
  "in_region",
  "line_side",
  "border_with",
  "parent_name",
  "note",
  "source",
  "source_url",
  "sidc20",
  "position_source",
  "date",
];
// rows that are looked at between two looks at the clock, and between two words about it
const ROWS = 4096;
const TOLD = 16 * ROWS;
// letters that no accent tells from their like
const LETTERS = new Map(
  Object.entries({ ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", æ: "ae", œ: "oe", ı: "i", "’": "'", ʼ: "'", ʹ: "'" }),
);

/**
 * Rows that have the words as they stand in one of their texts; where none has, those that have each word in any. Runs in slices.
 * @param {Units} units @param {string} words @param {number[]} found @param {(part: number) => void} tell @param {Scene} scene
 * @returns {Generator<void, void, void>}
 */
export function* searchWords(units, words, found, tell, scene) {
  yield* searchUnits(units, words, found, tell, scene);
  const each = fold(words)
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (!found.length && each.length > 1)
    yield* findRows(
      units,
      each.map((word) => testsOf(units, scene, word)),
      found,
      tell,
    );
}

/**
 * Runs in slices.
 * @param {Units} units of a large map @param {string} words @param {number[]} found filled with rows, in order
 * @param {(part: number) => void} tell called from time to time with the part that is done @param {Pick<Scene, "language" | "classes">} [scene]
 * @returns {Generator<void, number, void>} how many were found
 */
export function* searchUnits(units, words, found, tell, scene = { language: "en", classes: [] }) {
  yield* findRows(units, [testsOf(units, scene, fold(words))], found, tell);
  return found.length;
}

/**
 * @param {Units} units @param {Test[][]} words of each word the tests, of which one must hold @param {number[]} found @param {(part: number) => void} tell
 * @returns {Generator<void, void, void>}
 */
function* findRows(units, words, found, tell) {
  for (let from = 0; from < units.count; from += ROWS) {
    const to = Math.min(from + ROWS, units.count);
    const hits = new Uint8Array(to - from).fill(1);
    for (const tests of words) {
      const own = new Uint8Array(to - from);
      for (const test of tests) test(from, to, own);
      for (let row = 0; row < hits.length; row++) hits[row] &= own[row];
    }
    for (let row = 0; row < hits.length; row++) if (hits[row]) found.push(from + row);
    if (from % TOLD === 0) tell(from / units.count);
    yield;
  }
}

/** @param {Units} units @param {Pick<Scene, "language" | "classes">} scene @param {string} needle folded @returns {Test[]} */
function testsOf(units, scene, needle) {
  const own = COLUMNS.flatMap((name) => units.column(name) ?? []);
  const tests = [...new Set([...own, ...units.extraColumns()])].map((column) => testOf(column, needle));
  const [date, kind] = [units.column("date"), units.column("symbol_class")];
  if (date) tests.push(testOf(date, needle, (value) => formatDate(value, scene.language)));
  const labels = new Map(scene.classes.map(({ key, label }) => [key, label]));
  if (kind) tests.push(testOf(kind, needle, (value) => labels.get(value) ?? ""));
  if (!/[0-9]/.test(needle)) return tests;
  const figures = ["troops", "circle"].filter((of) => ["", "_min", "_max"].some((end) => units.has(of + end)));
  return [...tests, ...figures.map((of) => figureTest(units, of, scene, needle))];
}

/**
 * @param {Units} units @param {string} of which figure @param {Pick<Scene, "language" | "classes">} scene @param {string} needle
 * @returns {Test} of the figures as they are written, and of their digits
 */
function figureTest(units, of, scene, needle) {
  const columns = ["", "_min", "_max", "_approx"].map(
    (end) => /** @type {const} */ ([`troops${end}`, units.column(of + end)]),
  );
  const has = (/** @type {number} */ row) => {
    const figure = Object.fromEntries(columns.map(([name, column]) => [name, column?.get(row) ?? null]));
    const words = formatTroops(figure, scene.language);
    return words !== null && (fold(words).includes(needle) || String(figure.troops ?? "").includes(needle));
  };
  return (from, to, hits) => {
    for (let row = from; row < to; row++) if (!hits[row - from] && has(row)) hits[row - from] = 1;
  };
}

/**
 * @param {import("./columns.js").Column} column @param {string} needle folded @param {(value: any) => string} [write] how the page writes a value
 * @returns {Test}
 */
export function testOf({ codes, texts, patterns, get }, needle, write = String) {
  const has = (/** @type {any} */ value) =>
    fold(value === null || value === undefined ? "" : write(value)).includes(needle);
  if (texts && write === String) return (from, to, hits) => markRows(fold(texts.block(from, to)), needle, hits);
  // what has no digit can only stand beside the numbers of a pattern
  const told = codes ?? (patterns && write === String && !/[0-9]/.test(needle) ? patterns : null);
  const known = told?.values.map((value) => (Array.isArray(value) ? value.some(has) : has(value)));
  return (from, to, hits) => {
    for (let row = from; row < to; row++) if (told && known ? known[told.at(row)] : has(get(row))) hits[row - from] = 1;
  };
}

/**
 * Mark the parts of a text that have a needle, without making a text of each.
 * @param {string} block parted by U+001F @param {string} needle @param {Uint8Array} hits
 */
function markRows(block, needle, hits) {
  let [row, end] = [0, block.indexOf("\x1f")];
  for (let at = block.indexOf(needle); at >= 0; at = block.indexOf(needle, end)) {
    while (end >= 0 && end < at) {
      row++;
      end = block.indexOf("\x1f", end + 1);
    }
    hits[row] = 1;
    if (end < 0) return;
  }
}

/** @param {string} text @returns {string} without case, accents and other marks, by which nobody searches */
export function fold(text) {
  // most texts have none
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøłđðæœı’ʼʹ]/g, (letter) => LETTERS.get(letter) ?? letter);
}
