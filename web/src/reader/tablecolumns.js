// The columns of the table: what is called how, written how, and sorted by what.

import { dayOf } from "../data/days.js";
import { fold } from "../data/folding.js";
import { usualLon } from "../data/meridian.js";
import { numberReader } from "../data/ordering.js";
import { fieldLabel, valueWords } from "./conditions.js";
import { figureOf, formatDate, formatNumber, formatTroops } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {object} Column
 * @property {string} key
 * @property {string} label
 * @property {boolean} own whether it is one of the sheet's own
 * @property {"name" | "number" | "text" | "long"} form how it is laid out
 * @property {(index: number) => string} write
 * @property {(index: number) => string | number | null} order what it is sorted by, null for a blank
 */

const NUMBERS = ["count", "border_km", "accuracy_km", "lat", "lon"];
const LONG = ["note", "source", "source_url"];
const KNOWN = [
  ...["label", "side", "kind", "echelon", "count", "troops", "circle", "place", "lat", "lon", "accuracy_km"],
  ...["in_country", "in_region", "line_side", "border_km", "border_with", "date", "status", "confidence"],
  ...["parent_name", "source", "source_url", "note", "id"],
];

/** @param {Scene} scene @param {Units} units @param {string[]} own names of the sheet's own columns @returns {Column[]} those that any unit states */
export function tableColumns(scene, units, own) {
  const known = KNOWN.filter((name) => [name, `${name}_min`, `${name}_max`].some((one) => units.has(one)));
  return [...known.map((name) => knownColumn(name, scene, units)), ...own.map((name) => ownColumn(name, scene, units))];
}

/** @param {string} name @param {Scene} scene @param {Units} units @returns {Column} */
function knownColumn(name, scene, units) {
  const base = { key: name, label: fieldLabel({ name, own: false }, scene), own: false };
  const get = (/** @type {number} */ index) => units.get(index, name);
  if (name === "label") return { ...base, form: "name", ...textColumn(get) };
  if (name === "troops" || name === "circle") return { ...base, form: "number", ...figureColumn(name, scene, units) };
  if (name === "lon") return { ...base, form: "number", ...numberColumn(usualOf(get), scene.language) };
  if (NUMBERS.includes(name)) return { ...base, form: "number", ...numberColumn(get, scene.language) };
  if (name === "date") return { ...base, form: "text", ...dateColumn(units, scene.language) };
  const write = (/** @type {number} */ index) => {
    const value = get(index);
    return value === null ? "" : valueWords({ name, own: false, key: name, use: "facet" }, String(value), scene);
  };
  return { ...base, form: LONG.includes(name) ? "long" : "text", ...textColumn(get), write };
}

/** @param {(index: number) => number | null} get @returns {(index: number) => number | null} the longitude as the sheet has it, on whatever turn the map is */
function usualOf(get) {
  return (index) => {
    const lon = get(index);
    return lon === null ? null : usualLon(lon);
  };
}

/** @param {string} name @param {Scene} scene @param {Units} units @returns {Column} */
function ownColumn(name, scene, units) {
  const get = (/** @type {number} */ index) => units.extraColumn(name)?.get(index) ?? null;
  /** @type {ReturnType<typeof numberReader> | undefined} when it is sorted by */
  let read;
  const order = (/** @type {number} */ index) => {
    read ??= numberReader(stated());
    const value = get(index);
    return value === null || value === "" ? null : (read(String(value)) ?? fold(String(value)));
  };
  function* stated() {
    const column = units.extraColumn(name);
    if (column?.codes) yield* column.codes.values;
    else for (let index = 0; index < units.count; index++) yield get(index);
  }
  return {
    key: `own.${name}`,
    label: fieldLabel({ name, own: true }, scene),
    own: true,
    form: "text",
    write: (index) => String(get(index) ?? ""),
    order,
  };
}

/** @param {(index: number) => any} get @returns {Pick<Column, "write" | "order">} */
function textColumn(get) {
  return {
    write: (index) => String(get(index) ?? ""),
    order: (index) => {
      const value = get(index);
      return value === null ? null : fold(String(value));
    },
  };
}

/** @param {(index: number) => any} get @param {string} language @returns {Pick<Column, "write" | "order">} */
function numberColumn(get, language) {
  return { write: (index) => (get(index) === null ? "" : formatNumber(get(index), language)), order: get };
}

/** @param {Units} units @param {string} language @returns {Pick<Column, "write" | "order">} */
function dateColumn(units, language) {
  const get = (/** @type {number} */ index) => units.get(index, "date");
  return {
    write: (index) => formatDate(units.get(index, "date_span") ?? get(index), language),
    order: (index) => (get(index) === null ? null : dayOf(get(index))),
  };
}

/** @param {"troops" | "circle"} of @param {Scene} scene @param {Units} units @returns {Pick<Column, "write" | "order">} */
function figureColumn(of, { language }, units) {
  const figure = (/** @type {number} */ index) => figureOf(units.row(index), { of });
  return {
    write: (index) => formatTroops(figure(index), language) ?? "",
    // not by whole rows: there may be a million
    order: (index) => units.get(index, of) ?? units.get(index, `${of}_max`) ?? units.get(index, `${of}_min`),
  };
}
