// Which units hold for what the reader asked for, and how many would with each further choice.

import { writeSpan } from "./times.js";
import { dayOf } from "./days.js";
import { fieldsOf, readFacet, readRange, valueKey } from "./fields.js";
import { createRelations } from "./relations.js";
import { prepareSearch, rankRows, searchWords } from "./search.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./state.js").State} State
 * @typedef {import("./fields.js").Field} Field
 * @typedef {{ mask: Uint8Array | null, count: number, found: number[] | null }} Sifted `mask`: 1 for each unit that holds, null for all; `found`: those
 *   that hold, the best first, where words were searched
 * @typedef {{ value: string, count: number }} Choice
 */

// what a facet's counts are of: a condition's place, and this for the words
const TEXT = "";
// the date is one more, of which no facet is
const NOW = "\0";
// rows that are looked at between two looks at the clock
const ROWS = 65_536;

/** @param {Units} units @param {import("./scene.js").Scene} scene */
export function createSift(units, scene) {
  const fields = fieldsOf(scene);
  const relations = createRelations(units, scene);
  for (const field of fields.values()) if (isRelation(field)) field.named = relations;
  /** @type {Map<string, import("./fields.js").Facet>} */
  const facets = new Map();
  /** @type {Map<string, import("./fields.js").Range>} */
  const ranges = new Map();
  /** @type {Map<string, { key: string, asked: string, pass: Uint8Array, found?: number[] }>} of the last time, by column */
  let known = new Map();
  // by how many conditions each unit fails, and one of these
  let fails = new Uint8Array(0);
  let failing = new Uint8Array(0);

  /** @param {Field} field */
  function* facetOf(field) {
    const facet = facets.get(field.key) ?? (yield* readFacet(units, field));
    facets.set(field.key, facet);
    return facet;
  }

  /** @param {Field} field */
  function* rangeOf(field) {
    const range = ranges.get(field.key) ?? (yield* readRange(units, field));
    ranges.set(field.key, range);
    return range;
  }

  /** @param {Field} field @param {import("./state.js").Condition} condition @returns {Generator<void, Uint8Array, void>} */
  function* passesOf(field, condition) {
    if (field.use === "range") return passRange(yield* rangeOf(field), condition, field.name === "date");
    if (isRelation(field)) return yield* relations.pass(field, condition);
    const { values, codes, parts } = yield* facetOf(field);
    const wanted = new Set((condition.values ?? []).map(valueKey));
    const isWanted = values.map((value) => Number(wanted.has(valueKey(value))));
    for (const [code, own] of parts ?? []) if (own.some((part) => isWanted[part])) isWanted[code] = 1;
    return codes.reduce((pass, code, row) => ((pass[row] = isWanted[code]), pass), new Uint8Array(units.count));
  }

  /** @param {string} text */
  function* searched(text) {
    const pass = new Uint8Array(units.count);
    /** @type {number[]} */
    const found = [];
    yield* searchWords(units, text, found, scene);
    for (const row of found) pass[row] = 1;
    return { key: TEXT, asked: text, pass, found: rankRows(units, found, text) };
  }

  /**
   * Runs in slices.
   * @param {Pick<State, "text" | "filters">} state
   * @returns {Generator<void, Sifted, void>}
   */
  function* sift({ text, filters }) {
    /** @type {typeof known} */
    const next = new Map();
    if (units.now) next.set(NOW, { key: NOW, asked: writeSpan(units.now), pass: units.now.mask });
    const words = text.trim();
    const before = known.get(TEXT);
    if (words) next.set(TEXT, before?.asked === words ? before : yield* searched(words));
    for (const [key, condition] of Object.entries(filters)) {
      const field = fields.get(key);
      if (!field) continue;
      // who stands above whom is another one at each date
      const asked = JSON.stringify([condition, isRelation(field) ? units.now && writeSpan(units.now) : null]);
      const last = known.get(key);
      next.set(key, last?.asked === asked ? last : { key, asked, pass: yield* passesOf(field, condition) });
      yield;
    }
    known = next;
    return yield* combine([...next.values()]);
  }

  /** @param {{ pass: Uint8Array, found?: number[] }[]} conditions @returns {Generator<void, Sifted, void>} */
  function* combine(conditions) {
    [fails, failing] = [new Uint8Array(units.count), new Uint8Array(units.count)];
    if (!conditions.length) return { mask: null, count: units.count, found: null };
    const mask = new Uint8Array(units.count);
    let count = 0;
    for (let from = 0; from < units.count; from += ROWS) {
      const to = Math.min(from + ROWS, units.count);
      for (const [number, { pass }] of conditions.entries())
        for (let row = from; row < to; row++)
          if (!pass[row]) {
            fails[row]++;
            failing[row] = number;
          }
      for (let row = from; row < to; row++) if (!fails[row]) count += mask[row] = 1;
      yield;
    }
    const found = conditions.find((one) => one.found)?.found?.filter((row) => mask[row]) ?? null;
    // the same as before where nothing but a date is asked for
    return { mask: conditions.length > 1 ? mask : conditions[0].pass, count, found };
  }

  /**
   * How many units each value of a facet has that hold for all other conditions. Runs in slices.
   * @param {string} key @returns {Generator<void, Choice[], void>} those that any unit has, the most frequent first, "not stated" last
   */
  function* choices(key) {
    const field = fields.get(key);
    if (field?.use !== "facet") return [];
    const { values, codes, parts } = yield* facetOf(field);
    const counts = new Uint32Array(values.length);
    const all = new Uint32Array(values.length);
    const add = (/** @type {Uint32Array} */ to, /** @type {number} */ code) => {
      const own = parts?.get(code);
      if (!own) to[code]++;
      else for (const part of own) to[part]++;
    };
    const own = [...known.keys()].indexOf(key);
    const isSifted = fails.length > 0;
    for (let row = 0; row < codes.length; row++) {
      add(all, codes[row]);
      if (!isSifted || !fails[row] || (fails[row] === 1 && failing[row] === own)) add(counts, codes[row]);
      if (row % ROWS === 0) yield;
    }
    return values
      .map((value, code) => ({ value, count: counts[code], all: all[code] }))
      .filter((choice) => choice.all)
      .sort((a, b) => Number(a.value === "") - Number(b.value === "") || b.all - a.all)
      .map(({ value, count }) => ({ value, count }));
  }

  /**
   * How many units of each value of a column are shown. Runs in slices.
   * @param {string} name of a known column @returns {Generator<void, Map<string, number>, void>}
   */
  function* tally(name) {
    const { values, codes } = yield* facetOf({ name, key: name, use: "facet", own: false });
    const counts = new Uint32Array(values.length);
    for (let row = 0; row < codes.length; row++) {
      if (!fails.length || !fails[row]) counts[codes[row]]++;
      if (row % ROWS === 0) yield;
    }
    return new Map(values.map((value, code) => [value, counts[code]]));
  }

  /** The least and the most that any unit states. @param {string} key @returns {Generator<void, [low: number, high: number, isBlank: boolean], void>} */
  function* bounds(key) {
    const field = fields.get(key);
    let [least, most, isBlank] = [Infinity, -Infinity, false];
    if (!field) return [least, most, isBlank];
    const { low, high } = yield* rangeOf(field);
    for (let row = 0; row < low.length; row++) {
      if (Number.isNaN(low[row])) isBlank = true;
      if (low[row] < least && low[row] > -Infinity) least = low[row];
      if (high[row] > most && high[row] < Infinity) most = high[row];
    }
    return [least, most, isBlank];
  }

  /** @param {string} key @returns {Generator<void, import("./fields.js").Facet | null, void>} */
  function* facet(key) {
    const field = fields.get(key);
    return field ? yield* facetOf(field) : null;
  }

  const prepare = () => prepareSearch(units, scene);
  return { fields, prepare, facet, sift, choices, tally, bounds, superiors: relations.superiors };
}

/** @param {Field} field @returns {boolean} whether it is on no column */
function isRelation({ use }) {
  return use === "under" || use === "near";
}

/**
 * @param {import("./fields.js").Range} range @param {import("./state.js").Condition} condition @param {boolean} isDate
 * @returns {Uint8Array} 1 for each unit that may be within the bounds, and where that is asked for those that state nothing
 */
function passRange({ low, high }, { from = "", to = "", values = [] }, isDate) {
  const [first, last] = isDate ? [dayOf(from), dayOf(to, true)] : [numberOf(from), numberOf(to)];
  const least = Number.isNaN(first) ? -Infinity : first;
  const most = Number.isNaN(last) ? Infinity : last;
  const isBounded = from !== "" || to !== "";
  const blank = Number(values.includes(""));
  return low.reduce((pass, number, row) => {
    pass[row] = Number.isNaN(number) ? blank : Number(isBounded && high[row] >= least && number <= most);
    return pass;
  }, new Uint8Array(low.length));
}

/** @param {string} text @returns {number} NaN where it is none */
function numberOf(text) {
  return text.trim() === "" ? NaN : Number(text);
}
