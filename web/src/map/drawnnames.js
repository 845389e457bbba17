// The names of what people draw and of the layers of the ground, for the labels' engine: along lines, within areas, beside points.

import * as L from "leaflet";
import { boxOf, spotsAlong, spotsBeside, spotsWithin } from "./along.js";
import { around, grow, meets } from "./boxes.js";
import { formOf } from "./marks.js";

/**
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {import("./texts.js").Entry} Entry
 * @typedef {(position: L.LatLng) => L.Point} At px of the map's container
 * @typedef {{ row: Row, index: number, lines: L.LatLng[][], button: HTMLElement, root: HTMLElement, marker: L.Marker }} Named an overlay with a
 *   name, and the button that has it
 */

// from a line to its name (px): a front has a stroke on each side, an arrow is wide
const AWAY = { front: 14, axis: 9, other: 3 };
// how large a point of a layer is (px)
const POINT = 6;

/** @param {Named} named @param {At} at @param {L.Point} size of the map @returns {Entry[]} none where it is out of view */
export function drawnEntry({ row, index, lines, button, root, marker }, at, size) {
  const middle = L.latLng(row.lat, row.lon);
  const away = row.type === "front" ? AWAY.front : row.type === "axis" ? AWAY.axis : AWAY.other;
  // a range is its edge: far within it a name would say nothing
  const kind = row.is_area && row.type !== "range" ? "area" : "line";
  const spots = spotsOf(lines, kind, { at, size, middle, away });
  if (!spots) return [];
  /** @param {import("./texts.js").Shown | null} shown */
  const show = (shown) => {
    button.classList.toggle("dm-covered", !shown);
    marker.setLatLng(shown ? shown.position : middle);
    root.style.rotate = shown ? `${shown.turn}deg` : "";
  };
  // its size is that of a copy: the button keeps the focus
  const copy = formOf(button.outerHTML, () => /** @type {HTMLElement} */ (button.cloneNode(true)));
  return [{ ...entryOf(`d${index}`, at(middle), spots), forms: [copy], position: middle, show }];
}

/**
 * @param {string} id @param {string} style of the layer @param {L.LatLng[][]} lines @param {import("./marks.js").Form} form
 * @param {At} at @param {L.Point} size of the map @returns {Entry[]} none where it is out of view
 */
export function layerEntry(id, style, lines, form, at, size) {
  const kind = style === "point" ? "point" : style === "wood" || style === "built-up" ? "area" : "line";
  const middle = L.latLngBounds(lines.flat()).getCenter();
  const spots = spotsOf(lines, kind, { at, size, middle, away: AWAY.other });
  return spots ? [{ ...entryOf(id, at(middle), spots), forms: [form], position: middle }] : [];
}

/** @param {string} id @param {L.Point} point @param {(size: import("./boxes.js").Size) => import("./layout.js").Spot[]} spots */
function entryOf(id, { x, y }, spots) {
  return { label: { id, anchor: around(x, y, 1, 1), manner: /** @type {const} */ ("fixed"), sizes: [], spots } };
}

/**
 * @param {L.LatLng[][]} lines @param {"point" | "line" | "area"} kind @param {{ at: At, size: L.Point, middle: L.LatLng, away: number }} where
 * @returns {((size: import("./boxes.js").Size) => import("./layout.js").Spot[]) | null} null where all of it is out of view
 */
function spotsOf(lines, kind, { at, size, middle, away }) {
  const view = { minX: 0, minY: 0, maxX: size.x, maxY: size.y };
  const drawn = lines.map((line) => line.map(at));
  const box = boxOf(drawn.flat());
  if (!meets(grow(box, 1), view)) return null;
  if (kind === "point") return (wanted) => spotsBeside(grow(box, POINT / 2), wanted);
  if (kind === "area") return (wanted) => spotsWithin(drawn, at(middle), wanted, view);
  return (wanted) => spotsAlong(drawn, wanted, away, view);
}
