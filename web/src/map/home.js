// The first view: shown until the reader moves the map, and again when they ask for it.

import * as L from "leaflet";
import { around, meets } from "./boxes.js";
import { controlAreas } from "./texts.js";
import { rowsOf } from "../data/scene.js";
import { pageWidth, WIDTHS } from "../lib/words.js";

/**
 * @typedef {object} Home
 * @property {() => void} show the first view, at once
 * @property {() => boolean} keep shows it again, for a map of another size, unless the reader has moved the map; whether it did
 * @property {() => import("../data/state.js").View | null} view where the reader has moved the map, null at the first view
 * @property {(view: import("../data/state.js").View | null) => void} go to such a view, or with null to the first one
 * @property {(center: L.LatLng, zoom: number) => void} stay where a map of before is, which is no reader's doing
 * @property {(act: () => void) => void} quietly moves the map as the program needs it, which is no reader's doing
 */

// what stands further north or south is drawn at the edge of the map, and half a symbol beyond it (degrees, px)
const POLAR = 84;
const BEYOND = 44;
// what a symbol takes (px), and room for the controls at the left and the search at the top, as little as is needed
const SYMBOL = 26;
const ROOMS = [
  [0, 0],
  [62, 0],
  [0, 62],
  [62, 62],
];

/** @param {L.Map} map @param {import("../data/scene.js").Scene} scene @returns {Home} */
export function createHome(map, scene) {
  let moved = false;
  let quiet = 0;
  const quietly = (/** @type {() => void} */ act) => {
    quiet++;
    act();
    quiet--;
  };
  const show = () => {
    const view = viewAt(scene, pageWidth());
    const bounds = toBounds(view);
    /** @type {L.FitBoundsOptions} */
    const room = isPolar(view)
      ? { padding: [0, BEYOND] }
      : { paddingTopLeft: roomFor(map, bounds, scene.packed ? [] : rowsOf(scene.sites)) };
    moved = false;
    quietly(() => map.fitBounds(bounds, { animate: false, ...room }));
  };
  const keep = () => {
    if (!moved) show();
    return !moved;
  };
  const view = () => {
    const { lat, lng } = map.getCenter();
    const round = (/** @type {number} */ degrees) => Math.round(1e4 * degrees) / 1e4;
    return moved ? { lat: round(lat), lon: round(lng), zoom: Math.round(100 * map.getZoom()) / 100 } : null;
  };
  const go = (/** @type {import("../data/state.js").View | null} */ wanted) => {
    if (!wanted) return show();
    moved = true;
    map.setView([wanted.lat, wanted.lon], wanted.zoom, { animate: false });
  };
  const stay = (/** @type {L.LatLng} */ center, /** @type {number} */ zoom) => {
    const off = map.project(center, zoom).distanceTo(map.project(map.getCenter(), zoom));
    if (map.getZoom() === zoom && off < 0.01) return;
    // anew, for else the map goes by whole px
    quietly(() => map.setView(center, zoom, /** @type {L.ZoomPanOptions} */ ({ animate: false, reset: true })));
  };
  map.on("dragstart zoomstart", () => {
    if (!quiet) moved = true;
  });
  return { show, keep, view, go, stay, quietly };
}

/**
 * How much room a first view leaves at the left and at the top, so that no control lies over a unit; none where that is of no help.
 * @param {L.Map} map @param {L.LatLngBounds} bounds @param {import("../data/scene.js").Row[]} sites of few units @returns {L.Point}
 */
function roomFor(map, bounds, sites) {
  const rooms = ROOMS.map(([left, top]) => L.point(left, top));
  const areas = sites.length ? controlAreas(map) : [];
  const isFree = (/** @type {L.Point} */ room) => {
    const zoom = map.getBoundsZoom(bounds, false, room);
    const [a, b] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, zoom));
    const origin = a.add(b).subtract(map.getSize()).subtract(room).divideBy(2);
    return !sites.some(({ lat, lon }) => {
      const { x, y } = map.project([lat, lon], zoom).subtract(origin);
      return areas.some((area) => meets(area, around(x, y, SYMBOL, SYMBOL)));
    });
  };
  return rooms.find(isFree) ?? rooms[0];
}

/** @param {import("../data/scene.js").Scene} scene @param {number} width of the page, px @returns {import("../data/scene.js").Box} what the scene names for it */
function viewAt({ view, view_narrow }, width) {
  return width < WIDTHS.notes ? view_narrow : view;
}

/** @param {import("../data/scene.js").Box} view @returns {boolean} */
export function isPolar([, south, , north]) {
  return north > POLAR || south < -POLAR;
}

/** @param {number[]} box west, south, east, north @returns {L.LatLngBounds} as far as Mercator can show it */
export function toBounds([west, south, east, north]) {
  return L.latLngBounds([Math.max(south, -85), west], [Math.min(north, 85), east]);
}
