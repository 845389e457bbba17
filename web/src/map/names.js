// The names of the ground: seas, lakes, rivers, and towns with a dot. They are quiet, come last, and give way to all else.

import * as L from "leaflet";
import { html } from "../lib/dom.js";
import { rowsOf } from "../data/scene.js";
import { around, meets } from "./boxes.js";
import { noteLabel } from "./labels.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {import("./texts.js").Entry} Entry
 */

// so much of the map there is for each town (px²), and how large its dot is (px)
const ROOM = 24_000;
const ROOM_OF_RIVERS = 50_000;
const DOT = 5;
// about how much a letter of a sea's name takes (px), and its longest line in letters
const LETTER = 7;
const LINE = 12;
// of that a sea is wide at least: it is seldom as round as the circle that it is measured by
const PART = 0.7;

/** @param {import("../data/scene.js").Scene} scene @param {(degrees: number) => number} drawnWidth px @returns {Row[]} the seas that have room */
export function seaRows({ seas }, drawnWidth) {
  return rowsOf(seas)
    .filter(({ name, width }) => drawnWidth(width) > LETTER * Math.min(name.length, LINE) * PART)
    .map((row, index) => ({ ...row, text: row.name, role: row.lake ? "lake" : "water", index: `s${index}` }));
}

/**
 * The names of the first rivers in view along these, as many as there is room for.
 * @param {import("../data/scene.js").Scene} scene @param {(position: L.LatLng) => L.Point} at @param {L.Point} size of the map @returns {Entry[]}
 */
export function riverEntries({ rivers }, at, size) {
  /** @type {Map<string, import("./layout.js").Spot[]>} */
  const byName = new Map();
  for (const { name, lat, lon, turn } of rowsOf(rivers)) {
    const { x, y } = at(L.latLng(lat, lon));
    if (x < 0 || y < 0 || x > size.x || y > size.y) continue;
    byName.set(name, [...(byName.get(name) ?? []), { x, y, turn }]);
  }
  return [...byName].slice(0, Math.floor((size.x * size.y) / ROOM_OF_RIVERS)).map(([name, spots]) => {
    const [{ x, y }] = spots;
    return {
      label: { id: `r${name}`, anchor: around(x, y, 1, 1), manner: "fixed", sizes: [], spots: () => spots },
      forms: [noteLabel({ text: name, role: "river" }, false)],
      position: L.latLng(0, 0),
    };
  });
}

/**
 * The first towns in view, as many as there is room for.
 * @param {import("../data/scene.js").Scene} scene @param {(position: L.LatLng) => L.Point} at @param {L.Point} size of the map
 * @param {Area[]} hard what stands on the map already @returns {Entry[]}
 */
export function townEntries({ towns }, at, size, hard) {
  const view = { minX: 0, minY: 0, maxX: size.x, maxY: size.y };
  const most = Math.floor((size.x * size.y) / ROOM);
  /** @type {Entry[]} */
  const entries = [];
  for (const row of rowsOf(towns)) {
    if (entries.length >= most) break;
    const position = L.latLng(row.lat, row.lon);
    const { x, y } = at(position);
    const anchor = around(x, y, DOT, DOT);
    if (!meets(anchor, view) || hard.some((area) => meets(area, anchor))) continue;
    entries.push({
      label: { id: `p${row.name} ${row.lat}`, anchor, manner: "close", sizes: [], dot: true },
      forms: [noteLabel({ ...row, text: row.name, role: row.capital ? "town dm-label-capital" : "town" }, false)],
      position,
    });
  }
  return entries;
}

/** @returns {HTMLElement} what stands at a town's place */
export function townDot() {
  return html("span", { class: "dm-town", "aria-hidden": "true" });
}
