// Which units have some words in anything that the page shows of them, and where in a text the words are.

import { fold, PART, soughtSound, soundOf } from "./folding.js";
import { formatDate, formatTroops } from "../lib/words.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./columns.js").Column} Column
 * @typedef {{ folded: string, sound: string }} Sought words as they are looked for
 * @typedef {{ folded: string, sound?: string }} Block many texts, with U+001F between them; `sound` once it was asked for
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
// rows of a map whose folded texts are kept from one search to the next; more would fill the memory
const KEPT = 200_000;
// found rows that are put in order
const RANKED = 20_000;

/** @type {WeakMap<Column, Map<number, Block>>} by column and first row: the texts of a block, folded */
const BLOCKS = new WeakMap();
/** @type {Map<string, string>} to write a date takes long, and so does a number */
const DATES = new Map();
/** @type {typeof DATES} */
const FIGURES = new Map();

/** @type {Map<string, string>} how short texts sound, for the next key */
const SOUNDS = new Map();

/** @param {string} folded @returns {string} */
function heardOf(folded) {
  const known = SOUNDS.get(folded);
  if (known !== undefined) return known;
  const heard = soundOf(folded);
  if (SOUNDS.size < KEPT) SOUNDS.set(folded, heard);
  return heard;
}

/** @param {string} words @returns {Sought} */
export function seek(words) {
  return { folded: fold(words.trim()), sound: soughtSound(words) };
}

/** @param {string} words @returns {string[]} each of them */
function eachWord(words) {
  return words.split(/[\s,;]+/).filter(Boolean);
}

/**
 * Rows that have the words as they stand in one of their texts, as they are written or as they sound; where none has, those that have each
 * word in any. Runs in slices.
 * @param {Units} units @param {string} words @param {number[]} found filled with rows, in order @param {(part: number) => void} tell called from
 *   time to time with the part that is done @param {Pick<Scene, "language" | "classes">} scene
 * @returns {Generator<void, void, void>}
 */
export function* searchWords(units, words, found, tell, scene) {
  yield* findRows(units, [testsOf(units, scene, seek(words))], found, tell);
  const each = eachWord(words);
  if (found.length || each.length < 2) return;
  const tests = each.map((word) => testsOf(units, scene, seek(word)));
  yield* findRows(units, tests, found, tell);
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
      for (const test of tests) {
        test(from, to, own);
        yield;
      }
      for (let row = 0; row < hits.length; row++) hits[row] &= own[row];
    }
    for (let row = 0; row < hits.length; row++) if (hits[row]) found.push(from + row);
    if (from % TOLD === 0) tell(from / units.count);
    yield;
  }
}

/** @param {Units} units @param {Pick<Scene, "language" | "classes">} scene @param {Sought} sought @returns {Test[]} */
function testsOf(units, scene, sought) {
  const kept = units.count <= KEPT;
  const own = COLUMNS.flatMap((name) => units.column(name) ?? []);
  const tests = [...new Set([...own, ...units.extraColumns()])].map((column) => testOf(column, sought, { kept }));
  const [date, kind] = [units.column("date"), units.column("symbol_class")];
  if (date) tests.push(testOf(date, sought, { write: (value) => dateWords(value, scene.language) }));
  const labels = new Map(scene.classes.map(({ key, label }) => [key, label]));
  if (kind) tests.push(testOf(kind, sought, { write: (value) => labels.get(value) ?? "" }));
  if (!/[0-9]/.test(sought.folded)) return tests;
  const figures = ["troops", "circle"].filter((of) => ["", "_min", "_max"].some((end) => units.has(of + end)));
  return [...tests, ...figures.map((of) => figureTest(units, of, scene, sought.folded))];
}

/** @param {string} value @param {string} language @returns {string} */
function dateWords(value, language) {
  const known = DATES.get(value);
  if (known !== undefined) return known;
  const words = formatDate(value, language);
  if (DATES.size < KEPT) DATES.set(value, words);
  return words;
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
    return figureTexts(figure, scene.language).includes(needle);
  };
  return (from, to, hits) => {
    for (let row = from; row < to; row++) if (!hits[row - from] && has(row)) hits[row - from] = 1;
  };
}

/** @param {Record<string, any>} figure @param {string} language @returns {string} as it is written, folded, and its digits */
function figureTexts(figure, language) {
  const key = Object.values(figure).join();
  const known = FIGURES.get(key);
  if (known !== undefined) return known;
  const words = formatTroops(figure, language);
  const texts = words === null ? "" : `${fold(words)}${PART}${figure.troops ?? ""}`;
  if (FIGURES.size < KEPT) FIGURES.set(key, texts);
  return texts;
}

/**
 * @param {Column} column @param {Sought} sought
 * @param {{ write?: (value: any) => string, kept?: boolean }} [how] `write`: how the page writes a value; `kept`: whether the folded texts are
 * @returns {Test}
 */
export function testOf(column, sought, { write = String, kept = false } = {}) {
  const has = (/** @type {any} */ value) =>
    value !== null && value !== undefined && hasSought(fold(write(value)), sought);
  const { codes, patterns } = column;
  // what has no digit can only stand beside the numbers of a pattern
  const told = codes ?? (patterns && write === String && !/[0-9]/.test(sought.folded) ? patterns : null);
  if (!told)
    return (from, to, hits) => {
      const block = foldBlock(column, from, to, write, kept);
      markRows(block.folded, sought.folded, hits);
      if (sought.sound) markRows((block.sound ??= soundOf(block.folded)), sought.sound, hits);
    };
  const known = told.values.map((value) => (Array.isArray(value) ? value.some(has) : has(value)));
  return (from, to, hits) => {
    for (let row = from; row < to; row++) if (known[told.at(row)]) hits[row - from] = 1;
  };
}

/** @param {string} folded @param {Sought} sought @returns {boolean} */
function hasSought(folded, sought) {
  return folded.includes(sought.folded) || (sought.sound !== "" && heardOf(folded).includes(sought.sound));
}

/** @param {Column} column @param {number} from @param {number} to @param {(value: any) => string} write @param {boolean} kept @returns {Block} */
function foldBlock(column, from, to, write, kept) {
  const known = kept ? (BLOCKS.get(column) ?? new Map()) : null;
  const before = known?.get(from);
  if (before) return before;
  const folded = fold(
    write === String && column.texts ? column.texts.block(from, to) : writeBlock(column, from, to, write),
  );
  const block = /** @type {Block} */ ({ folded });
  if (known) BLOCKS.set(column, known.set(from, block));
  return block;
}

/** @param {Column} column @param {number} from @param {number} to @param {(value: any) => string} write @returns {string} */
function writeBlock({ get }, from, to, write) {
  return Array.from({ length: to - from }, (_, at) => {
    const value = get(from + at) ?? null;
    return value === null ? "" : write(value).replaceAll(PART, " ");
  }).join(PART);
}

/**
 * Mark the parts of a text that have a needle, without making a text of each.
 * @param {string} block parted by U+001F @param {string} needle "" for nothing @param {Uint8Array} hits
 */
function markRows(block, needle, hits) {
  if (!needle) return;
  let [row, end] = [0, block.indexOf(PART)];
  for (let at = block.indexOf(needle); at >= 0; at = block.indexOf(needle, end)) {
    while (end >= 0 && end < at) {
      row++;
      end = block.indexOf(PART, end + 1);
    }
    hits[row] = 1;
    if (end < 0) return;
  }
}

/**
 * Found rows, the best first: those that are called so, then those whose name begins with the words, has them at a word's beginning, anywhere,
 * as they sound; then those that have them elsewhere.
 * @param {Units} units @param {number[]} rows @param {string} words @returns {number[]} as they are where they are too many to put in order
 */
export function rankRows(units, rows, words) {
  if (rows.length > RANKED) return rows;
  const sought = seek(words);
  const ranks = new Map(rows.map((row) => [row, rankOf(units, row, sought)]));
  return rows.toSorted((a, b) => Number(ranks.get(a)) - Number(ranks.get(b)) || a - b);
}

/** @param {Units} units @param {number} row @param {Sought} sought @returns {number} 0 for the best */
function rankOf(units, row, { folded, sound }) {
  const [label, id] = [fold(String(units.get(row, "label") ?? "")), fold(String(units.get(row, "id") ?? ""))];
  if (label === folded || id === folded) return 0;
  const heard = sound && heardOf(label);
  if (sound && (heard === sound || heard === `${sound};`)) return 1;
  if (label.startsWith(folded)) return 2;
  if (sound && heard.startsWith(sound)) return 3;
  const at = label.indexOf(folded);
  if (at > 0 && !/[\p{L}\p{N}]/u.test(label[at - 1])) return 4;
  if (at > 0) return 6;
  if (sound && heard.includes(sound)) return 5;
  return fold(String(units.get(row, "place") ?? "")).includes(folded) ? 7 : 8;
}

/**
 * The parts of a text that were searched for: the words as they stand, else each of them.
 * @param {string} text @param {string} words @returns {[from: number, to: number][]} one after the other
 */
export function findParts(text, words) {
  const whole = findPart(text, seek(words));
  if (whole) return [whole];
  const each = eachWord(words);
  if (each.length < 2) return [];
  const parts = each.flatMap((word) => [findPart(text, seek(word)) ?? []].filter((part) => part.length === 2));
  return /** @type {[number, number][]} */ (parts)
    .sort((a, b) => a[0] - b[0])
    .filter(([from], place, all) => place === 0 || from >= all[place - 1][1]);
}

/** @param {string} text @param {Sought} sought @returns {[from: number, to: number] | null} */
function findPart(text, { folded, sound }) {
  const whole = fold(text);
  const at = folded ? whole.indexOf(folded) : -1;
  if (at >= 0 && whole.length === text.length) return [at, at + folded.length];
  const isFound = (/** @type {string} */ part) =>
    at >= 0 ? fold(part).startsWith(folded) : soundOf(fold(part)).startsWith(sound);
  if (at < 0 && (!sound || !soundOf(whole).includes(sound))) return null;
  // where it was found by what no longer has a place in the text, it is looked for from each letter on
  for (let from = 0; from < text.length; from++) {
    if (!/[\p{L}\p{N}]/u.test(text[from]) || !isFound(text.slice(from))) continue;
    let to = from + 1;
    while (to < text.length && !isFound(text.slice(from, to))) to++;
    return [from, to];
  }
  return null;
}

/**
 * What of a unit has the words, where neither its name nor its place has.
 * @param {Units} units @param {number} row @param {string} words @returns {string | null}
 */
export function foundElsewhere(units, row, words) {
  const sought = seek(words);
  const has = (/** @type {any} */ value) =>
    value !== null && value !== undefined && hasSought(fold(String(value)), sought);
  if (["label", "place", "side"].some((name) => has(units.get(row, name)))) return null;
  const texts = [...COLUMNS.map((name) => units.get(row, name)), ...Object.values(units.extra(row))];
  return texts.find(has) ?? null;
}
