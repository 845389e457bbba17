// The units, one interface to them whether the page has ten in plain JSON or a million in packed columns.

import { readColumns, sizeOf, unpackBytes } from "./columns.js";
import { indexPatterns, indexTexts } from "./ids.js";
import { eastOf } from "./meridian.js";
import { packedText, rowAt, rowsOf } from "./scene.js";
import { readTimes, spanOf } from "./times.js";
import { atOnce, inSlices } from "../lib/slices.js";

/**
 * @typedef {import("./scene.js").Row} Row
 * @typedef {{ mask: Uint8Array | null, count: number, turn: number }} Shown `mask`: 1 for each unit that is shown, null where all are; `turn` changes
 *   with it
 * @typedef {object} Units
 * @property {number} count how many rows: of one unit there may be several, of several dates
 * @property {(column: string) => boolean} has whether any unit has a value in the column
 * @property {(index: number, column: string) => any} get one value, null for a blank
 * @property {(index: number) => Row} row all columns of one unit
 * @property {(index: number) => Row} extra the sheet's own further columns of one unit
 * @property {(id: string) => number} indexOfId of the row that holds at the date that is shown; -1 where no unit has that id
 * @property {() => Generator<void, void, void>} prepareIds makes `indexOfId` quick, in slices; else its first call does
 * @property {() => Iterable<number>} kinds units that have every kind among them, for the legend
 * @property {(column: string) => import("./columns.js").Column | undefined} column all values of a column, undefined where all are blank
 * @property {() => Iterable<import("./columns.js").Column>} extraColumns the sheet's own further columns
 * @property {(name: string) => import("./columns.js").Column | undefined} extraColumn one of them
 * @property {() => string[]} extraNames their names
 * @property {() => Promise<void>} load read packed units; rejects where they are damaged
 * @property {Promise<void>} loaded resolved when packed units have been read
 * @property {Shown} shown which of them the reader sees
 * @property {import("./times.js").Times | null} times of a page with rows of several dates, once they are read
 * @property {import("./times.js").Now | null} now the date that is shown, and what holds at it
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

/** @param {Units} units @param {number} index @returns {boolean} whether a row holds at the date that is shown */
export function isNow({ now }, index) {
  return !now || now.mask[index] === 1;
}

/** @param {Units} units @returns {number} how many there are at the date that is shown */
export function countNow({ now, count }) {
  return now ? now.count : count;
}

/** @param {Units} units @param {string} id @returns {string | null} what a unit is called of which no row holds at the date; null where none has the id */
export function nameAtAnyDate(units, id) {
  const row = units.times?.someRow(id) ?? -1;
  return row < 0 ? (namesAway(units).get(id) ?? null) : units.get(row, "name");
}

/** @type {WeakMap<Units, Map<string, string>>} of each page's units */
const AWAY = new WeakMap();

/** What the sheet calls superiors that are in none of the page's rows. @param {Units} units @returns {Map<string, string>} by their ids */
function namesAway(units) {
  const known = AWAY.get(units);
  if (known) return known;
  const [parents, names] = [units.column("parent"), units.column("parent_name")];
  /** @type {Map<string, string>} */
  const found = new Map();
  if (!parents || !names) return found;
  for (let row = 0; row < units.count; row++) {
    const name = names.get(row);
    if (name) found.set(parents.get(row), name);
  }
  AWAY.set(units, found);
  return found;
}

/** Make a date or span the one that is shown, before anything else asks. @param {Units} units @param {import("./times.js").Span} span */
export function setDate(units, { date, since }) {
  if (!units.times) return;
  const now = units.times.at(date, since);
  units.times.show(now);
  units.now = now;
  units.shown = { mask: now.mask, count: now.count, turn: units.shown.turn + 1 };
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

/** What a page opens with, where nobody asks for more. @type {import("./times.js").Span} */
const OPENING = { date: "", since: "" };

/** @param {import("./scene.js").Scene} scene @param {import("./times.js").Span} [asked] what to show first @returns {Units} */
export function createUnits(scene, asked = OPENING) {
  return scene.packed ? packedUnits(scene.packed, scene, asked) : readableUnits(scene, asked);
}

/** @param {import("./scene.js").Scene} scene @param {import("./times.js").Span} asked @returns {Units} */
function readableUnits(scene, asked) {
  const { units, extra, sites, count } = scene;
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
  const times = scene.times ? atOnce(readTimes(count, (name) => columns.get(name), scene)) : null;
  /** @type {Units} */
  const made = {
    shown: { mask: null, count, turn: 0 },
    times,
    now: null,
    packed: false,
    large: (times && scene.times ? mostSites(rows, times, scene.times) : (sites.lat?.length ?? 0)) > FEW,
    count,
    has: (column) => Object.hasOwn(units, column),
    get: (index, column) => rows[index]?.[column] ?? null,
    row: (index) => rows[index],
    extra: (index) => rowAt(extra, index),
    indexOfId: (id) => (times ? times.rowOf(id) : (byId.get(id) ?? -1)),
    *prepareIds() {},
    kinds: () => rows.keys(),
    column: (name) => columns.get(name),
    extraColumns: () => others.values(),
    extraColumn: (name) => others.get(name),
    extraNames: () => Object.keys(extra),
    load: async () => {},
    loaded: Promise.resolve(),
  };
  if (scene.times) setDate(made, spanOf(asked, scene.times));
  return made;
}

/** @param {Row[]} rows @param {import("./times.js").Times} times @param {import("./times.js").Dates} dates @returns {number} at how many places units stand at most at one date, or in the span that the page opens with */
function mostSites(rows, times, { dates, shown, since }) {
  return (since ? [shown] : dates).reduce((most, date) => {
    const { mask } = times.at(date, since);
    const places = new Set(rows.filter((row, index) => mask[index] && row.site !== null).map(({ site }) => site));
    return Math.max(most, places.size);
  }, 0);
}

/** @param {NonNullable<import("./scene.js").Scene["packed"]>} packed @param {Pick<import("./scene.js").Scene, "count" | "edge" | "times" | "circles">} scene @param {import("./times.js").Span} asked @returns {Units} */
function packedUnits(packed, scene, asked) {
  const { count, edge } = scene;
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
    if (scene.times) units.times = await inSlices(readTimes(count, (name) => columns.get(name), scene));
    if (scene.times) setDate(units, spanOf(asked, scene.times));
    tell();
  }

  /** @type {Units} */
  const units = {
    shown: { mask: null, count, turn: 0 },
    times: null,
    now: null,
    packed: true,
    large: true,
    count,
    has: (column) => Object.hasOwn(packed.units, column),
    get: (index, column) => columns.get(column)?.get(index) ?? null,
    row,
    extra: (index) => rowOf(others, index),
    indexOfId(id) {
      if (units.times) return units.times.rowOf(id);
      find ??= atOnce(finder(columns.get("id"), count));
      return find(id);
    },
    *prepareIds() {
      if (!units.times) find ??= yield* finder(columns.get("id"), count);
    },
    kinds: () => kinds,
    column: (name) => columns.get(name),
    extraColumns: () => others.values(),
    extraColumn: (name) => others.get(name),
    extraNames: () => Object.keys(packed.extra),
    load,
    loaded: new Promise((resolve) => (tell = resolve)),
  };
  return units;
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

/** @param {Units} units @param {number} index @returns {number} how many steps fainter a unit is drawn, for it is carried forward from so long before */
export function fadingOf({ times, now }, index) {
  return times && now ? times.fadingOf(index, now) : 0;
}
