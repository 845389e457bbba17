// Which units have some words in anything that the page shows of them, and where in a text the words are.

import { fold, GAP, PART, soughtSound, soundOf } from "./folding.js";
import { formatDate, formatTroops } from "../lib/words.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./columns.js").Column} Column
 * @typedef {{ folded: string, sound: string }} Sought words as they are looked for
 * @typedef {{ folded: string, sound?: string }} Block many texts, with U+001F between them; `sound` once it was asked for
 * @typedef {(from: number, to: number, hits: Uint8Array) => void} Test marks the rows that have something
 * @typedef {object} Hay texts that are searched
 * @property {number} count
 * @property {(from: number, to: number) => string} write some of them, with U+001F between them; blank ones where none of what is sought can be
 * @property {((row: number) => number) | null} at a row's place among them, null where each row has its own
 * @property {Map<number, Block> | null} blocks those that were made, by the first place; null where they would fill the memory
 * @property {boolean} [isHeard] whether what sounds alike is found too
 * @typedef {(sought: Sought) => Generator<void, Hay, void>} Source the texts in which something can be
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
// rows that are looked at between two looks at the clock
const ROWS = 4096;
// rows of a map whose folded texts are kept from one search to the next; more would fill the memory
const KEPT = 200_000;
// found rows that are put in order
const RANKED = 20_000;

/** @type {WeakMap<Units, Source[]>} */
const SOURCES = new WeakMap();
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
  const folded = fold(words.trim());
  // a number that stands in a text as it is written sounds no other way
  return { folded, sound: /^[0-9]+$/.test(folded) ? "" : soughtSound(words) };
}

/** @param {string} words @returns {string[]} each of them */
function eachWord(words) {
  return words.split(/[\s,;]+/).filter(Boolean);
}

/**
 * Rows that have the words as they stand in one of their texts, as they are written or as they sound; where none has, those that have each
 * word in any. Runs in slices.
 * @param {Units} units @param {string} words @param {number[]} found filled with rows, in order @param {Pick<Scene, "language" | "classes">} scene
 * @returns {Generator<void, void, void>}
 */
export function* searchWords(units, words, found, scene) {
  const sources = sourcesOf(units, scene);
  yield* findRows(units, sources, [words], found);
  const each = eachWord(words);
  if (!found.length && each.length > 1) yield* findRows(units, sources, each, found);
}

/** Make what a search looks through, as far as that is kept. Runs in slices. @param {Units} units @param {Pick<Scene, "language" | "classes">} scene @returns {Generator<void, void, void>} */
export function* prepareSearch(units, scene) {
  // a digit may be in any of them, and a letter is heard
  if (units.count <= KEPT) yield* findRows(units, sourcesOf(units, scene), ["1a"], []);
}

/**
 * @param {Units} units @param {Source[]} sources @param {string[]} words of which each must be in one of them @param {number[]} found
 * @returns {Generator<void, void, void>}
 */
function* findRows(units, sources, words, found) {
  /** @type {Test[][]} of each word, of which one must hold */
  const all = [];
  for (const word of words) {
    const tests = [];
    for (const source of sources) tests.push(yield* testOf(source, seek(word)));
    all.push(tests.filter((test) => test !== null));
  }
  for (let from = 0; from < units.count; from += ROWS) {
    const to = Math.min(from + ROWS, units.count);
    const hits = new Uint8Array(to - from).fill(1);
    for (const tests of all) {
      const own = new Uint8Array(to - from);
      for (const test of tests) {
        test(from, to, own);
        yield;
      }
      for (let row = 0; row < hits.length; row++) hits[row] &= own[row];
    }
    for (let row = 0; row < hits.length; row++) if (hits[row]) found.push(from + row);
    yield;
  }
}

/** @param {Source} source @param {Sought} sought @returns {Generator<void, Test | null, void>} null where no row can have it */
function* testOf(source, sought) {
  const hay = yield* source(sought);
  const { at, count } = hay;
  if (!at) return (from, to, hits) => markBlock(hay, from, to, sought, hits);
  const marks = new Uint8Array(count);
  for (let from = 0; from < count; from += ROWS) {
    const to = Math.min(from + ROWS, count);
    markBlock(hay, from, to, sought, marks.subarray(from, to));
    yield;
  }
  if (!marks.includes(1)) return null;
  return (from, to, hits) => {
    for (let row = from; row < to; row++) if (marks[at(row)]) hits[row - from] = 1;
  };
}

/** @param {Hay} hay @param {number} from @param {number} to @param {Sought} sought @param {Uint8Array} hits */
function markBlock({ write, blocks, isHeard = true }, from, to, { folded, sound }, hits) {
  const block = blocks?.get(from) ?? { folded: fold(write(from, to)) };
  blocks?.set(from, block);
  markRows(block.folded, folded, hits);
  if (isHeard && sound) markRows((block.sound ??= soundOf(block.folded.replaceAll(GAP, "#"))), sound, hits);
}

/** @param {Units} units @param {Pick<Scene, "language" | "classes">} scene @returns {Source[]} */
function sourcesOf(units, { language, classes }) {
  const known = SOURCES.get(units);
  if (known) return known;
  const own = COLUMNS.flatMap((name) => units.column(name) ?? []);
  const sources = [...new Set([...own, ...units.extraColumns()])].map((column) => columnSource(column, units.count));
  const [date, kind] = [units.column("date"), units.column("symbol_class")];
  const labels = new Map(classes.map(({ key, label }) => [key, label]));
  const coded = (
    /** @type {(Column | undefined)[]} */ columns,
    /** @type {(...values: any[]) => string | null} */ write,
    isHeard = true,
  ) => sources.push(codedSource(units.count, columns, write, isHeard));
  if (date) coded([date], (value) => formatDate(value, language));
  if (kind) coded([kind], (value) => labels.get(value) ?? "");
  for (const of of ["troops", "circle"]) {
    const columns = ["", "_min", "_max", "_approx"].map((end) => units.column(of + end));
    if (columns.slice(0, 3).every((column) => !column)) continue;
    // as they are written, and their digits
    coded(
      columns,
      (troops, troops_min, troops_max, troops_approx) =>
        `${formatTroops({ troops, troops_min, troops_max, troops_approx }, language) ?? ""}${GAP}${troops ?? ""}`,
      false,
    );
  }
  SOURCES.set(units, sources);
  return sources;
}

/** @param {any[]} texts @returns {string} blank ones for what is blank */
function join(texts) {
  return texts.map((text) => String(text ?? "").replaceAll(PART, " ")).join(PART);
}

/** @param {Column} column @param {number} count rows @returns {Source} */
function columnSource({ get, codes, texts, patterns }, count) {
  const told = codes ?? patterns;
  const values = codes?.values ?? patterns?.values.map((parts) => parts.join(GAP)) ?? [];
  /** @type {Hay | null} */
  const hay = told
    ? { count: values.length, write: (from, to) => join(values.slice(from, to)), at: told.at, blocks: new Map() }
    : null;
  /** @type {Hay} */
  const each = {
    count,
    write: (from, to) => texts?.block(from, to) ?? join(Array.from({ length: to - from }, (_, at) => get(from + at))),
    at: null,
    blocks: count > KEPT ? null : new Map(),
  };
  // what has no digit can only stand beside the numbers of a pattern
  return function* (sought) {
    if (hay && (codes || !/[0-9]/.test(sought.folded))) return hay;
    if (!patterns || each.blocks) return each;
    // whatever numbers they have, the words between are the same
    const may = patterns.values.map((parts) => mayHave(parts.join("0"), sought));
    const write = (/** @type {number} */ from, /** @type {number} */ to) =>
      join(Array.from({ length: to - from }, (_, at) => (may[patterns.at(from + at)] ? get(from + at) : null)));
    return may.includes(true) ? { ...each, write } : { ...each, count: 0, at: () => 0 };
  };
}

/**
 * @param {number} count rows @param {(Column | undefined)[]} columns @param {(...values: any[]) => string | null} write their values, each differing ones once
 * @param {boolean} isHeard @returns {Source}
 */
function codedSource(count, columns, write, isHeard) {
  /** @type {Hay | null} */
  let hay = null;
  return function* () {
    if (hay) return hay;
    /** @type {Map<string, number>} */
    const places = new Map();
    /** @type {(string | null)[]} */
    const texts = [];
    const codes = new Uint32Array(count);
    for (let row = 0; row < count; row++) {
      const values = columns.map((column) => column?.get(row) ?? null);
      const key = values.join(GAP);
      codes[row] = places.get(key) ?? texts.push(write(...values)) - 1;
      places.set(key, codes[row]);
      if (row % ROWS === 0) yield;
    }
    hay = {
      count: texts.length,
      write: (from, to) => join(texts.slice(from, to)),
      at: (row) => codes[row],
      blocks: new Map(),
      isHeard,
    };
    return hay;
  };
}

/** @param {string} text @param {Sought} sought @returns {boolean} whether a text may have the words, if its numbers were others */
function mayHave(text, { folded, sound }) {
  const written = fold(text);
  if (folded.split(/[0-9]+/).every((part) => written.includes(part))) return true;
  const heard = soundOf(written);
  return sound !== "" && sound.split(/[#0-9;]+/).every((part) => heard.includes(part));
}

/** @param {string} folded @param {Sought} sought @returns {boolean} */
function hasSought(folded, sought) {
  return folded.includes(sought.folded) || (sought.sound !== "" && heardOf(folded).includes(sought.sound));
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
