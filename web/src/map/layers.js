// Layers of the ground that a map brings along: roads, rivers, woods, villages. They say nothing but where things are.

import L from "leaflet";
import { html, OWN } from "../lib/dom.js";
import { addMark, makePane } from "./marks.js";

// what is drawn first lies under the rest
const ORDER = ["wood", "built-up", "contour", "river", "track", "road", "point"];

/** @typedef {{ style: string, shapes: { parts: number[][], name?: string }[] }} Layer */

/** @param {L.Map} map @param {Layer[] | undefined} layers */
export function drawLayers(map, layers) {
  if (!layers?.length) return;
  makePane(map, "dm-layers", 260).setAttribute("aria-hidden", "true");
  makePane(map, "dm-layer-names", 265).setAttribute("aria-hidden", "true");
  const renderer = L.svg({ pane: "dm-layers", padding: 0.4 });
  const sorted = [...layers].sort((a, b) => ORDER.indexOf(a.style) - ORDER.indexOf(b.style));
  for (const { style, shapes } of sorted)
    for (const { parts, name } of shapes) {
      const lines = parts.map(positions);
      drawShape(map, renderer, style, lines);
      if (name) addName(map, style, name, middleOf(lines, style));
    }
}

/** @param {number[]} flat @returns {L.LatLng[]} */
function positions(flat) {
  return flat.flatMap((_, at) => (at % 2 ? [] : [L.latLng(flat[at + 1], flat[at])]));
}

/** @param {L.Map} map @param {L.Renderer} renderer @param {string} style @param {L.LatLng[][]} lines */
function drawShape(map, renderer, style, lines) {
  const options = { renderer, pane: "dm-layers", interactive: false, smoothFactor: 0.6 };
  const named = (/** @type {string} */ name) => ({ ...options, className: `dm-layer-${name}` });
  if (style === "point")
    for (const [position] of lines) L.circleMarker(position, { ...named("point"), radius: 2.6 }).addTo(map);
  else if (style === "wood" || style === "built-up")
    L.polygon(lines, { ...named(style), fillRule: "evenodd" }).addTo(map);
  else {
    if (style === "road") L.polyline(lines, named("road-case")).addTo(map);
    L.polyline(lines, named(style)).addTo(map);
  }
}

/** @param {L.LatLng[][]} lines @param {string} style @returns {L.LatLng} */
function middleOf(lines, style) {
  const longest = lines.reduce((a, b) => (b.length > a.length ? b : a), lines[0]);
  if (style === "wood" || style === "built-up") return L.latLngBounds(longest).getCenter();
  return longest[Math.floor(longest.length / 2)];
}

/** @param {L.Map} map @param {string} style @param {string} name @param {L.LatLng} at */
function addName(map, style, name, at) {
  const element = html("span", { class: `dm-layer-name dm-layer-name-${style}`, ...OWN }, name);
  addMark(map, "dm-layer-names", at, element).marker.addTo(map);
}
