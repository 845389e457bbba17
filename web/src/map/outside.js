// A word about the units that the first view leaves out, with a way to them.

import * as L from "leaflet";
import { html } from "../lib/dom.js";
import { toBounds } from "./home.js";
import { wantsStillness } from "./map.js";
import { worldX, worldY } from "../data/points.js";
import { isNow } from "../data/units.js";
import { fill, pageWidth, WIDTHS, WORDS } from "../lib/words.js";

/** @typedef {import("../data/scene.js").Box} Box @typedef {{ x: ArrayLike<number>, y: ArrayLike<number> }} Places of each unit: Mercator, 0 to 1, far beyond where it has no position */

/**
 * @param {import("leaflet").Map} map @param {import("../data/units.js").Units} units @param {HTMLElement} below what stands under a narrow map, which
 *   has no room for the words
 * @returns {{ look: (extent: Box | null, places?: Places) => void, show: () => void }} `look` is told where the units
 *   are, `show` counts those that are out of view
 */
export function createOutside(map, units, below) {
  let reach = /** @type {Box | null} */ (null);
  let known = /** @type {Places} */ ({ x: [], y: [] });
  const words = html("span", {});
  const showAll = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (reach) map.fitBounds(toBounds(reach), { animate: !wantsStillness(), padding: [24, 24] });
  };
  const element = html(
    "div",
    { class: "dm-outside", hidden: true },
    words,
    " ",
    html("a", { href: "#", onclick: showAll }, WORDS.showAll),
  );
  L.DomEvent.disableClickPropagation(element);
  const corner = map.getContainer().querySelector(".leaflet-bottom.leaflet-right");
  const place = () => (pageWidth() < WIDTHS.notes ? below.prepend(element) : corner?.append(element));
  place();
  map.on("resize", place);
  const show = () => {
    const count = !reach || map.getBounds().contains(toBounds(reach)) ? 0 : countOutside(map, units, known);
    element.hidden = count === 0;
    words.textContent = count ? `${fill(WORDS.outside, { count })}.` : "";
  };
  const look = (/** @type {Box | null} */ extent, /** @type {Places} */ places = placesOf(units)) => {
    [reach, known] = [extent, places];
    show();
  };
  return { look, show };
}

/** @param {import("../data/units.js").Units} units of a map of few @returns {Places} */
function placesOf({ column, count }) {
  const [lat, lon] = [column("lat"), column("lon")];
  const rows = Array.from({ length: count }, (_, row) => row);
  return { x: rows.map((row) => worldX(lon?.get(row) ?? NaN)), y: rows.map((row) => worldY(lat?.get(row) ?? NaN)) };
}

/** @param {import("leaflet").Map} map @param {import("../data/units.js").Units} units @param {Places} places @returns {number} how many units are out of view */
function countOutside(map, units, { x, y }) {
  const bounds = map.getBounds();
  const [west, east, north, south] = [
    worldX(bounds.getWest()),
    worldX(bounds.getEast()),
    worldY(bounds.getNorth()),
    worldY(bounds.getSouth()),
  ];
  let outside = 0;
  for (let index = 0; index < units.count; index++) {
    if (!isNow(units, index)) continue;
    const [atX, atY] = [x[index], y[index]];
    // what has no position is out of every map
    if (Math.abs(atX) < 10 && (atX < west || atX > east || atY < north || atY > south)) outside++;
  }
  return outside;
}
