// Which part of the world a picture of many units shows, and the cells in it.

import * as L from "leaflet";

/**
 * @typedef {{ left: number, top: number, width: number, height: number, zoom: number, ratio: number }} Frame the part of the
 *   world that a picture shows, px at its zoom; `ratio`: device px to a px
 */

/** How far a picture goes beyond the view, for panning: a part of the view. */
export const BEYOND = 0.15;
/** Cells whose troops are summed (px). */
export const CELL = 72;

/** @param {L.Map} map @returns {Frame} */
export function frameOf(map) {
  const size = map.getSize();
  const margin = size.multiplyBy(BEYOND).round();
  const zoom = map.getZoom();
  const origin = /** @type {L.Point} */ (map.getPixelBounds().min).subtract(margin);
  return {
    left: origin.x,
    top: origin.y,
    width: size.x + 2 * margin.x,
    height: size.y + 2 * margin.y,
    zoom,
    ratio: window.devicePixelRatio || 1,
  };
}

/**
 * Where the map's layers will have their origin after a zoom.
 * @param {L.Map} map @param {L.LatLng} center @param {number} zoom @returns {L.Point} px of the world at `zoom`
 */
export function originAt(map, center, zoom) {
  const moved = L.DomUtil.getPosition(/** @type {HTMLElement} */ (map.getPane("mapPane")));
  return map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(moved).round();
}

/** Whole cells that cover a frame; they stand where they are in the world, however the map is panned. @param {Frame} frame @returns {import("./gathering.js").Grid} */
export function gridOf({ left, top, width, height }) {
  const [column, row] = [Math.floor(left / CELL), Math.floor(top / CELL)];
  const [columns, rows] = [Math.ceil((left + width) / CELL) - column, Math.ceil((top + height) / CELL) - row];
  return { left: column * CELL, top: row * CELL, size: CELL, columns, rows };
}
