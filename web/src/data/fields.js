// The columns by which units can be filtered, as codes and numbers that are quick to compare.

import { dateOf, dayOf, daysOf } from "./days.js";
import { relationsOf } from "./relations.js";
import { furtherColumns, sourcesOf, splitSources } from "./sources.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {Omit<import("./scene.js").Use, "use"> & { key: string, use: import("./state.js").How, named?: Named }} Field `key`: its
 *   name, with "own." before it for one of the sheet's own; `named`: what its values are called, where it is on no column
 * @typedef {Pick<ReturnType<typeof import("./relations.js").createRelations>, "labelOf" | "lineOf" | "isThere">} Named
 * @typedef {{ values: string[], codes: Uint16Array, parts?: Map<number, number[]> }} Facet each unit's place among the values, 0 for "", which is not
 *   stated; `parts`: of values that are lists the places of what is in them
 * @typedef {{ low: Float64Array, high: Float64Array }} Range what each unit states, from and to; NaN where it states nothing
 */

// rows that are read between two looks at the clock
const ROWS = 8192;
// a column that the page works out
const SOURCED = "sourced";
// and one in which a row may have several values
const SOURCE = "source";
const DATE = /^-?\d{4}(-\d\d(-\d\d)?)?$/;
const NUMBER = /^-?(\d+(\.\d+)?|\.\d+)$/;

/**
 * @param {Pick<import("./scene.js").Scene, "uses"> & Partial<import("./scene.js").Scene>} scene
 * @returns {Map<string, Field>} by their keys, in the order in which they are offered
 */
export function fieldsOf(scene) {
  const columns = scene.uses.map((use) => ({ ...use, key: use.own ? `own.${use.name}` : use.name }));
  return new Map([...columns, ...relationsOf(scene)].map((field) => [field.key, field]));
}

/** @param {Units} units @returns {import("./columns.js").Column} whether a row says where it was read */
function sourcedColumn(units) {
  const columns = ["source", "source_url"].map((name) => units.column(name));
  const isStated = (/** @type {number} */ row) => columns.some((column) => (column?.get(row) ?? null) !== null);
  return { get: (row) => (isStated(row) ? "yes" : "no") };
}

/** @param {Units} units @param {Field} field @returns {import("./columns.js").Column | undefined} */
function columnOf(units, { name, own }) {
  if (own) return units.extraColumn(name);
  if (name === SOURCED) return sourcedColumn(units);
  return name === SOURCE ? sourceColumn(units) : units.column(name);
}

/** @param {Units} units @returns {import("./columns.js").Column | undefined} all sources of a row, also those in numbered columns */
function sourceColumn(units) {
  const own = units.column(SOURCE);
  if (!furtherColumns(units.extraNames()).length) return own;
  const read = sourcesOf(units);
  const texts = (/** @type {number} */ row) => read(row).flatMap(({ text }) => text || []);
  return { get: (row) => texts(row).join("; ") || null };
}

/**
 * @param {string} key of a field @param {string} text "" for an open end
 * @returns {boolean} whether it can be an end of a range: a year, month or day that there is, or a number
 */
export function isEnd(key, text) {
  if (text === "") return true;
  return key === "date" ? DATE.test(text) && dateOf(dayOf(text)).startsWith(text) : NUMBER.test(text);
}

/** @param {string} text a value @returns {string} the same for all that are one choice: they differ in case alone */
export function valueKey(text) {
  return text.normalize("NFC").toLowerCase();
}

/**
 * Values that differ in case alone are one. Runs in slices.
 * @param {Units} units @param {Field} field @returns {Generator<void, Facet, void>}
 */
export function* readFacet(units, field) {
  const column = columnOf(units, field);
  const values = [""];
  const codes = new Uint16Array(units.count);
  /** @type {Map<string, number>} */
  const byKey = new Map([["", 0]]);
  /** @type {Map<any, number>} */
  const byValue = new Map();
  const codeOf = (/** @type {any} */ value) => {
    const known = byValue.get(value);
    if (known !== undefined) return known;
    const text = value === null || value === undefined ? "" : String(value);
    const key = valueKey(text);
    const code = byKey.get(key) ?? values.push(text) - 1;
    byKey.set(key, code);
    byValue.set(value, code);
    return code;
  };
  const coded = column?.codes?.values.map(codeOf);
  for (let row = 0; row < units.count; row++) {
    codes[row] = coded && column?.codes ? coded[column.codes.at(row)] : codeOf(column?.get(row));
    if (row % ROWS === 0) yield;
  }
  if (field.name !== SOURCE || field.own) return { values, codes };
  const parts = new Map();
  for (const [code, value] of [...values.entries()]) {
    const texts = splitSources(value, null).map(({ text }) => text);
    if (texts.length > 1) parts.set(code, [...new Set(texts.map(codeOf))]);
  }
  return { values, codes, parts };
}

/** Runs in slices. @param {Units} units @param {Field} field @returns {Generator<void, Range, void>} */
export function* readRange(units, field) {
  const [low, high] = [new Float64Array(units.count), new Float64Array(units.count)];
  const read = readerOf(units, field);
  for (let row = 0; row < units.count; row++) {
    [low[row], high[row]] = read(row);
    if (row % ROWS === 0) yield;
  }
  return { low, high };
}

/** @param {Units} units @param {Field} field @returns {(row: number) => [low: number, high: number]} */
function readerOf(units, field) {
  const column = columnOf(units, field);
  if (field.own) return (row) => twice(Number(column?.get(row) ?? NaN));
  if (field.name === "date") return dateReader(column, units.column("date_span"));
  const [least, most] = ["_min", "_max"].map((end) => units.column(field.name + end));
  return (row) => {
    const [own, low, high] = [column, least, most].map((one) => one?.get(row) ?? null);
    if (own === null && low === null && high === null) return [NaN, NaN];
    return [low ?? own ?? 0, high ?? own ?? Infinity];
  };
}

/** @param {import("./columns.js").Column | undefined} dates @param {import("./columns.js").Column | undefined} spans @returns {(row: number) => [number, number]} */
function dateReader(dates, spans) {
  /** @type {Map<string | null, [number, number]>} */
  const known = new Map();
  return (row) => {
    const text = spans?.get(row) ?? dates?.get(row) ?? null;
    const days = known.get(text) ?? daysOf(text);
    known.set(text, days);
    return days;
  };
}

/** @param {number} number @returns {[number, number]} */
function twice(number) {
  return [number, number];
}
