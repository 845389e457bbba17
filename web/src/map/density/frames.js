// Which part of the world a picture of many units shows, and the cells in it.

import * as L from "leaflet";

/**
 * @typedef {{ left: number, top: number, width: number, height: number, zoom: number, ratio: number }} Frame the part of the
 *   world that a picture shows, px at its zoom; `ratio`: device px to a px
 */

/** How far a picture of units goes beyond the view, for panning: a part of the view. */
export const BEYOND = 0.15;
/** Cells whose troops are summed (px). */
export const CELL = 72;

/** @param {L.Map} map @param {number} beyond the view, as a part of it @returns {Frame} */
export function frameOf(map, beyond) {
  const size = map.getSize();
  const margin = size.multiplyBy(beyond).round();
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

/** @param {L.Map} map @param {Frame} frame @returns {boolean} whether it covers the view */
export function covers(map, { left, top, width, height }) {
  const { min, max } = /** @type {{ min: L.Point, max: L.Point }} */ (map.getPixelBounds());
  return left <= min.x && top <= min.y && left + width >= max.x && top + height >= max.y;
}

/**
 * A picture stands where its part of the world is until there is a new one. By px of the world alone: a corner that is north of where Mercator
 * ends is no place on Earth, and degrees would move it there.
 * @param {L.Map} map @param {HTMLElement | SVGElement} element @param {Frame} frame that it shows
 * @param {L.Point} [origin] of the map's layers, px of the world at `zoom` @param {number} [zoom]
 */
export function placeAt(
  map,
  element,
  { left, top, zoom: drawnAt },
  origin = map.getPixelOrigin(),
  zoom = map.getZoom(),
) {
  const scale = map.getZoomScale(zoom, drawnAt);
  L.DomUtil.setTransform(
    /** @type {HTMLElement} */ (element),
    L.point(left, top).multiplyBy(scale).subtract(origin),
    scale,
  );
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
