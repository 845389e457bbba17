// The payload that Python put into the page, as columns and as plain objects.

import { turnScene } from "./meridian.js";

/**
 * @typedef {Record<string, any[]>} Columns
 * @typedef {Record<string, import("./columns.js").Description>} Descriptions of packed units: then there are no `units`, `extra` and `sites`
 * @typedef {{ svg: string, width: number, height: number, x: number, y: number }} Drawing
 * @typedef {{ name: string, color: string, color_dark: string, form: number }} Side
 * @typedef {{ key: string, label: string, short_label: string, is_own?: boolean }} SymbolClass
 * @typedef {{ troops: number, radius_px: number, legend: number[], of: "troops" | "circle", unit: string }} Circles `troops` have a circle of
 *   `radius_px`; `of`: the column that circles show; `unit`: what it counts, "" for troops
 * @typedef {{
 *   format: number, title: string, subtitle: string, date: string, language: string, text_language: string, right_to_left: boolean, credit: string,
 *   symbol_style: "classes" | "app6", theme: "auto" | "light" | "dark", policy: string[], policy_language: string, built: string | null,
 *   left_out: { rows: number, reasons: [words: string, rows: number][] }, unplaced: number, rounded_km: number, shown_until: string,
 *   files: { name: string, sha256: string }[], sides: Side[], classes: SymbolClass[], statuses: { mark: string, words: string[], codes: string[] }[], doubts: string[], doubtful?: string[], count: number,
 *   times?: import("./times.js").Dates,
 *   uses: Use[], units: Columns, extra: Columns, sites: Columns, annotations: Columns, country_labels: Columns,
 *   towns: Columns, seas: Columns, rivers: Columns, disputed_in_view: boolean,
 *   packed?: { units: Descriptions, extra: Descriptions, arcs: import("./columns.js").PackedArcs },
 *   symbols: Record<string, Drawing>, circles: Circles,
 *   overlays?: Columns, overlays_extra?: Columns, layers?: import("../map/layers.js").Layer[], grid?: import("../map/grid.js").Grid,
 *   image?: import("../map/backdrop.js").Image, tiles?: import("../map/backdrop.js").Tiles,
 *   view: Box, view_narrow: Box, border_in_view: boolean, edge?: number, basemap: any, words: import("../lib/words.js").Words | null
 * }} Scene
 * @typedef {{ name: string, use: "facet" | "range", own: boolean }} Use a column by which units can be filtered; `own`: one of the sheet's own
 * @typedef {[west: number, south: number, east: number, north: number]} Box
 * @typedef {Record<string, any>} Row one unit, annotation or site as a plain object; a blank is null
 */

/**
 * What the page carries packed, in base64; of a page that is still on its way, as soon as it has come.
 * @param {string} name @returns {Promise<string>}
 */
export async function packedText(name) {
  const find = () => document.getElementById(`deploymap-${name}`);
  // an element with something after it is whole
  if (document.readyState === "loading" && !find()?.nextSibling)
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  const text = find()?.textContent;
  if (!text) throw new Error(`the page has no ${name}`);
  return text;
}

/** @returns {Scene} */
export function readScene() {
  const element = document.getElementById("deploymap-scene");
  const scene = JSON.parse(element?.textContent ?? "{}");
  return turnScene({ ...scene, language: knownTag(scene.language) });
}

/** @param {string} tag @returns {string} the tag, or of one that no browser takes its first part */
function knownTag(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return tag.split("-")[0];
  }
}

/**
 * One row of a table; a column that is not there is blank throughout.
 * @param {Columns} table @param {number} index @returns {Row}
 */
export function rowAt(table, index) {
  // a sheet may name a column as the language names what every object has
  return Object.fromEntries(Object.entries(table).map(([name, values]) => [name, values[index] ?? null]));
}

/** @param {Columns} table @returns {Row[]} */
export function rowsOf(table) {
  const count = Object.values(table)[0]?.length ?? 0;
  return Array.from({ length: count }, (_, index) => rowAt(table, index));
}

/** @param {Columns} sites @returns {Box | null} around all of them, null where there are none */
export function extentOf({ lat = [], lon = [] }) {
  return lat.length ? [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)] : null;
}

/**
 * The versions of the annotations that a width calls for: of the rows of one `id`, the one with the largest `min_width`
 * that is not over `width`. An annotation whose smallest `min_width` is over it is not on the page.
 * @param {Row[]} rows @param {number} width px @returns {Row[]}
 */
export function pickVersions(rows, width) {
  /** @type {Map<string, Row>} */
  const best = new Map();
  for (const row of rows) {
    const least = row.min_width ?? 0;
    if (least > width) continue;
    const other = best.get(row.id);
    if (!other || least > (other.min_width ?? 0)) best.set(row.id, row);
  }
  return rows.filter((row) => best.get(row.id) === row);
}

/**
 * A side's place among the scene's sides, by which the style knows its colours; units without one have the side "".
 * @param {Scene} scene @param {string | null | undefined} side @returns {number}
 */
export function sideIndex({ sides }, side) {
  return sides.findIndex(({ name }) => name === (side ?? ""));
}
