// What the rows rest on: several sources of one row are told apart, and each has a number.

/**
 * @typedef {import("./scene.js").Row} Row
 * @typedef {import("./units.js").Units} Units
 * @typedef {{ text: string, url: string | null }} Source
 * @typedef {Source & { number: number, rows: number[] }} Numbered the units that rest on it
 */

// one more source of a row, in a column of the sheet's own
const FURTHER = /^(source|quelle|fuente|джерело|источник)[ _]?\d+$/i;
const ADDRESS = /^https?:\/\//i;

/**
 * The sources of a row: with semicolons between them, and in numbered columns. Where there are as many addresses as texts, each text has its own.
 * @param {string | null} written @param {string | null} addresses @param {(string | null)[]} further what the numbered columns say @returns {Source[]}
 */
export function splitSources(written, addresses, further = []) {
  const parts = (/** @type {string | null} */ text, /** @type {RegExp} */ sign) =>
    (text ?? "").split(sign).flatMap((part) => part.trim() || []);
  const texts = [written, ...further].flatMap((text) => parts(text, /;/));
  const urls = parts(addresses, /[\s,;]+(?=https?:\/\/)/i);
  const isPaired = urls.length === texts.length;
  const named = texts.map((text, at) => ({ text, url: isPaired ? urls[at] : ADDRESS.test(text) ? text : null }));
  return [...named, ...(isPaired ? [] : urls.map((url) => ({ text: "", url })))];
}

/** @param {string[]} own names of the sheet's own columns @returns {string[]} those that have further sources */
export function furtherColumns(own) {
  return own.filter((name) => FURTHER.test(name));
}

/** @param {Units} units @returns {(row: number) => Source[]} */
export function sourcesOf(units) {
  const further = furtherColumns(units.extraNames()).map((name) => units.extraColumn(name));
  const [texts, urls] = [units.column("source"), units.column("source_url")];
  return (row) =>
    splitSources(
      texts?.get(row) ?? null,
      urls?.get(row) ?? null,
      further.map((column) => column?.get(row) ?? null),
    );
}

/** @param {Source} source @returns {string} the same for all that are one */
export function sourceKey({ text, url }) {
  return `${text}\n${url ?? ""}`;
}

/**
 * All sources by their keys, in the order of the sheet, from 1. Runs in slices.
 * @param {Units} units @returns {Generator<void, Map<string, Numbered>, void>}
 */
export function* numberSources(units) {
  /** @type {Map<string, Numbered>} */
  const all = new Map();
  const read = sourcesOf(units);
  for (let row = 0; row < units.count; row++) {
    for (const source of read(row)) {
      const key = sourceKey(source);
      const known = all.get(key) ?? { ...source, number: all.size + 1, rows: [] };
      all.set(key, known);
      if (known.rows.at(-1) !== row) known.rows.push(row);
    }
    if (row % 4096 === 0) yield;
  }
  return all;
}
