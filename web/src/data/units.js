// The units, one interface to them whether the page has ten in plain JSON or a million in packed columns.

import { readColumns, sizeOf, unpackBytes } from "./columns.js";
import { indexPatterns, indexTexts } from "./ids.js";
import { eastOf } from "./meridian.js";
import { packedText, rowAt, rowsOf } from "./scene.js";
import { atOnce, inSlices } from "../lib/slices.js";

/**
 * @typedef {import("./scene.js").Row} Row
 * @typedef {{ mask: Uint8Array | null, count: number, turn: number }} Shown `mask`: 1 for each unit that is shown, null where all are; `turn` changes
 *   with it
 * @typedef {object} Units
 * @property {number} count how many
 * @property {(column: string) => boolean} has whether any unit has a value in the column
 * @property {(index: number, column: string) => any} get one value, null for a blank
 * @property {(index: number) => Row} row all columns of one unit
 * @property {(index: number) => Row} extra the sheet's own further columns of one unit
 * @property {(id: string) => number} indexOfId -1 where no unit has that id
 * @property {() => Generator<void, void, void>} prepareIds makes `indexOfId` quick, in slices; else its first call does
 * @property {() => Iterable<number>} kinds units that have every kind among them, for the legend
 * @property {(column: string) => import("./columns.js").Column | undefined} column all values of a column, undefined where all are blank
 * @property {() => Iterable<import("./columns.js").Column>} extraColumns the sheet's own further columns
 * @property {(name: string) => import("./columns.js").Column | undefined} extraColumn one of them
 * @property {() => string[]} extraNames their names
 * @property {() => Promise<void>} load read packed units; rejects where they are damaged
 * @property {Promise<void>} loaded resolved when packed units have been read
 * @property {Shown} shown which of them the reader sees
 * @property {boolean} packed
 * @property {boolean} large whether they stand at too many places for all to be symbols at any view
 */

/** Up to so many places, and lists, are shown as a whole. */
export const FEW = 150;

// rows that are kept as objects, of those asked for
const KEPT = 4000;
// kinds that a legend lists
const MOST_KINDS = 60;

/** @param {Units} units @param {number} index @returns {boolean} */
export function isShown({ shown: { mask } }, index) {
  return !mask || mask[index] === 1;
}

/**
 * The next unit that is shown, after the last one the first.
 * @param {Units} units @param {number} index @param {number} by 1, or -1 for the one before it
 * @returns {number} the same where it is the only one
 */
export function nextShown(units, index, by) {
  let next = index;
  do next = (next + by + units.count) % units.count;
  while (next !== index && !isShown(units, next));
  return next;
}

/** @param {Units} units @param {number} index @returns {{ number: number, count: number }} its place among all that are shown, from 1, and how many these are */
export function placeShown({ shown: { mask, count } }, index) {
  const number = mask ? mask.subarray(0, index + 1).reduce((sum, one) => sum + one, 0) : index + 1;
  return { number, count };
}

/** @param {Units} units @returns {number[]} the rows of all that are shown, in the order of the sheet */
export function shownRows(units) {
  return Array.from({ length: units.count }, (_, index) => index).filter((index) => isShown(units, index));
}

/** @param {import("./scene.js").Scene} scene @returns {Units} */
export function createUnits(scene) {
  return scene.packed ? packedUnits(scene.packed, scene) : readableUnits(scene);
}

/** @param {import("./scene.js").Scene} scene @returns {Units} */
function readableUnits({ units, extra, sites, count }) {
  const rows = rowsOf(units);
  const byId = new Map(rows.map((row, index) => [row.id, index]));
  const [columns, others] = [units, extra].map(
    (table) =>
      new Map(
        Object.entries(table).map(([name, values]) => [
          name,
          { get: (/** @type {number} */ row) => values[row] ?? null },
        ]),
      ),
  );
  return {
    shown: { mask: null, count, turn: 0 },
    packed: false,
    large: (sites.lat?.length ?? 0) > FEW,
    count,
    has: (column) => Object.hasOwn(units, column),
    get: (index, column) => rows[index]?.[column] ?? null,
    row: (index) => rows[index],
    extra: (index) => rowAt(extra, index),
    indexOfId: (id) => byId.get(id) ?? -1,
    *prepareIds() {},
    kinds: () => rows.keys(),
    column: (name) => columns.get(name),
    extraColumns: () => others.values(),
    extraColumn: (name) => others.get(name),
    extraNames: () => Object.keys(extra),
    load: async () => {},
    loaded: Promise.resolve(),
  };
}

/** @param {NonNullable<import("./scene.js").Scene["packed"]>} packed @param {Pick<import("./scene.js").Scene, "count" | "edge">} scene @returns {Units} */
function packedUnits(packed, { count, edge }) {
  /** @type {Map<string, import("./columns.js").Column>} */
  let columns = new Map();
  /** @type {typeof columns} */
  let others = new Map();
  /** @type {((id: string) => number) | null} */
  let find = null;
  /** @type {Map<number, Row>} */
  const rows = new Map();
  /** @type {number[]} */
  let kinds = [];
  /** @type {() => void} */
  let tell;
  const rowOf = (/** @type {typeof columns} */ table, /** @type {number} */ index) =>
    Object.fromEntries([...table].map(([name, column]) => [name, column.get(index)]));

  /** @param {number} index */
  function row(index) {
    const kept = rows.get(index);
    if (kept) return kept;
    if (rows.size >= KEPT) rows.clear();
    const made = rowOf(columns, index);
    rows.set(index, made);
    return made;
  }

  async function load() {
    const bytes = await unpackBytes(await packedText("data"), Math.max(sizeOf(packed.units), sizeOf(packed.extra)));
    columns = (await inSlices(readColumns(packed.units, bytes, count))) ?? columns;
    const lon = columns.get("lon");
    if (lon && edge !== undefined) columns.set("lon", { get: (index) => turned(lon.get(index), edge) });
    others = (await inSlices(readColumns(packed.extra, bytes, count))) ?? others;
    kinds = (await inSlices(firstOfKinds(columns, count))) ?? kinds;
    tell();
  }

  return {
    shown: { mask: null, count, turn: 0 },
    packed: true,
    large: true,
    count,
    has: (column) => Object.hasOwn(packed.units, column),
    get: (index, column) => columns.get(column)?.get(index) ?? null,
    row,
    extra: (index) => rowOf(others, index),
    indexOfId(id) {
      find ??= atOnce(finder(columns.get("id"), count));
      return find(id);
    },
    *prepareIds() {
      find ??= yield* finder(columns.get("id"), count);
    },
    kinds: () => kinds,
    column: (name) => columns.get(name),
    extraColumns: () => others.values(),
    extraColumn: (name) => others.get(name),
    extraNames: () => Object.keys(packed.extra),
    load,
    loaded: new Promise((resolve) => (tell = resolve)),
  };
}

/** @param {number | null} lon @param {number} edge @returns {number | null} */
function turned(lon, edge) {
  return lon === null ? null : eastOf(lon, edge);
}

/**
 * The first unit of each kind. Runs in slices.
 * @param {Map<string, import("./columns.js").Column>} columns @param {number} count @returns {Generator<void, number[], void>}
 */
function* firstOfKinds(columns, count) {
  const [keys, kinds] = ["kind_key", "kind"].map((name) => columns.get(name));
  const [at, other] = [keys?.codes?.at, kinds?.codes?.at];
  const many = kinds?.codes?.values.length ?? 1;
  /** @type {Map<number, number>} */
  const first = new Map();
  for (let index = 0; index < count && first.size < MOST_KINDS; index++) {
    // what is no dictionary has no kinds that a legend could list
    const code = (at ? at(index) * many : 0) + (other ? other(index) : 0);
    if (!first.has(code)) first.set(code, index);
    if (index % 8192 === 0) yield;
  }
  return [...first.values()];
}

/**
 * @param {import("./columns.js").Column | undefined} column of ids @param {number} count
 * @returns {Generator<void, (id: string) => number, void>}
 */
function* finder(column, count) {
  if (!column) return () => -1;
  if (column.texts) return yield* indexTexts(column.texts, count);
  if (column.patterns) return yield* indexPatterns(column.patterns, count);
  /** @type {Map<string, number>} */
  const rows = new Map();
  for (let index = 0; index < count; index++) {
    rows.set(String(column.get(index)), index);
    if (index % 4096 === 0) yield;
  }
  return (id) => rows.get(id) ?? -1;
}
