// Keeps what the reader looks at in sight: beside the panel, over a sheet, as large as the map can.

import * as L from "leaflet";
import { letFurther, wantsStillness } from "../map/map.js";

// as much of the window's height the map has at least while a sheet is open
const MAP_LEFT = 0.4;

/**
 * Show some units as large as the map can, or where all of them stand at one place that place closer by.
 * @param {L.Map} map @param {import("../data/units.js").Units} units @param {number[]} rows
 */
export function zoomTo(map, units, rows) {
  const bounds = L.latLngBounds([]);
  for (const row of rows) {
    const [lat, lon] = [units.get(row, "lat"), units.get(row, "lon")];
    if (lat !== null && lon !== null) bounds.extend([lat, lon]);
  }
  if (!bounds.isValid()) return;
  const closer = Math.min(map.getZoom() + 2, map.getMaxZoom());
  const isPlace = bounds.getSouthWest().equals(bounds.getNorthEast());
  if (isPlace) map.setView(bounds.getCenter(), closer, { animate: false });
  else map.fitBounds(bounds, { padding: [60, 60], maxZoom: map.getMaxZoom(), animate: false });
}

/** @param {DOMRect} cover of the panel @param {DOMRect} frame of the map @returns {boolean} whether the panel is a sheet at the window's foot */
function isSheet(cover, frame) {
  return cover.width > 0.8 * frame.width;
}

/**
 * Over a sheet a good part of the map stays in sight: where it does not, the page goes to where the map begins.
 * @param {HTMLElement} stage @param {HTMLElement} panel
 */
export function makeRoom(stage, panel) {
  const [frame, cover] = [stage.getBoundingClientRect(), panel.getBoundingClientRect()];
  const left = Math.min(cover.top, frame.bottom) - Math.max(frame.top, 0);
  if (isSheet(cover, frame) && left < MAP_LEFT * innerHeight) scrollBy({ top: frame.top, behavior: "instant" });
}

/**
 * Move the map so that neither panel nor finder covers what it speaks of.
 * @param {L.Map} map @param {HTMLElement} stage @param {HTMLElement} panel @param {DOMRect | null} finder what is open of it @param {L.LatLng} position
 */
export function bringIntoView(map, stage, panel, finder, position) {
  const frame = stage.getBoundingClientRect();
  const cover = panel.getBoundingClientRect();
  const asSheet = isSheet(cover, frame);
  const covered = asSheet ? Math.min(Math.max(frame.bottom - cover.top, 0), frame.height - 40) : 0;
  // in the middle of what is left of a low map, else well off its edges
  const half = (frame.height - covered) / 2;
  const left = finder && !asSheet ? finder.right - frame.left + 30 : 50;
  const topLeft = L.point(left, Math.min(70, half));
  const bottomRight = asSheet ? L.point(50, covered + Math.min(40, half)) : L.point(frame.right - cover.left + 90, 60);
  letFurther(map, position, topLeft, bottomRight);
  map.panInside(position, { paddingTopLeft: topLeft, paddingBottomRight: bottomRight, animate: !wantsStillness() });
}
