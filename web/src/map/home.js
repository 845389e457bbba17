// The first view: shown until the reader moves the map, and again when they ask for it.

import L from "leaflet";
import { pageWidth, WIDTHS } from "../lib/words.js";

/**
 * @typedef {object} Home
 * @property {() => void} show the first view, at once
 * @property {() => boolean} keep shows it again, for a map of another size, unless the reader has moved the map; whether it did
 * @property {(act: () => void) => void} quietly moves the map as the program needs it, which is no reader's doing
 */

// what stands further north or south is drawn at the edge of the map, and half a symbol beyond it (degrees, px)
const POLAR = 84;
const BEYOND = 44;

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
    /** @type {[number, number]} */
    const padding = isPolar(view) ? [0, BEYOND] : [0, 0];
    quietly(() => map.fitBounds(toBounds(view), { animate: false, padding }));
    moved = false;
  };
  const keep = () => {
    if (!moved) show();
    return !moved;
  };
  map.on("dragstart zoomstart", () => {
    if (!quiet) moved = true;
  });
  return { show, keep, quietly };
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
