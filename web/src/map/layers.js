// Layers of the ground that a map brings along: roads, rivers, woods, villages. They say nothing but where things are.

import * as L from "leaflet";
import { html, OWN } from "../lib/dom.js";
import { layerEntry } from "./drawnnames.js";
import { formOf, makePane } from "./marks.js";
import { positions } from "./overlays.js";

// what is drawn first lies under the rest
const ORDER = ["wood", "built-up", "contour", "river", "track", "road", "point"];

// so much of the map there is for each of their names (px²)
const ROOM = 15_000;

/**
 * @typedef {{ style: string, shapes: { parts: number[][], name?: string }[] }} Layer
 * @typedef {(at: import("./drawnnames.js").At, size: L.Point) => import("./texts.js").Entry[]} Names of what is in view
 */

/** @param {L.Map} map @param {import("../data/scene.js").Scene} scene @returns {Names} */
export function drawLayers(map, { layers, edge }) {
  if (!layers?.length) return () => [];
  makePane(map, "dm-layers", 260).setAttribute("aria-hidden", "true");
  const renderer = L.svg({ pane: "dm-layers", padding: 0.4 });
  const sorted = /** @type {Layer[]} */ ([...layers]).sort((a, b) => ORDER.indexOf(a.style) - ORDER.indexOf(b.style));
  /** @type {Map<string, { style: string, name: string, lines: L.LatLng[][] }>} */
  const named = new Map();
  for (const { style, shapes } of sorted)
    for (const { parts, name } of shapes) {
      const lines = parts.map((part) => positions(part, edge));
      drawShape(map, renderer, style, lines);
      if (!name) continue;
      // a road of many pieces has its name once; of two villages with one name each has its own
      const key = isArea(style) || style === "point" ? `${style} ${named.size}` : `${style} ${name}`;
      named.set(key, { style, name, lines: [...(named.get(key)?.lines ?? []), ...lines] });
    }
  const byRank = [...named].reverse();
  return (at, size) => {
    const most = Math.floor((size.x * size.y) / ROOM);
    const entries = [];
    for (const [key, { style, name, lines }] of byRank) {
      if (entries.length >= most) break;
      const attributes = { class: `dm-layer-name dm-layer-name-${style}`, "aria-hidden": "true", ...OWN };
      const form = formOf([style, name], () => html("span", attributes, name));
      entries.push(...layerEntry(`y${key}`, style, lines, form, at, size));
    }
    return entries;
  };
}

/** @param {string} style @returns {boolean} */
function isArea(style) {
  return style === "wood" || style === "built-up";
}

/** @param {L.Map} map @param {L.Renderer} renderer @param {string} style @param {L.LatLng[][]} lines */
function drawShape(map, renderer, style, lines) {
  const options = { renderer, pane: "dm-layers", interactive: false, smoothFactor: 0.6 };
  const named = (/** @type {string} */ name) => ({ ...options, className: `dm-layer-${name}` });
  if (style === "point")
    for (const [position] of lines) L.circleMarker(position, { ...named("point"), radius: 2.6 }).addTo(map);
  else if (isArea(style)) L.polygon(lines, { ...named(style), fillRule: "evenodd" }).addTo(map);
  else {
    if (style === "road") L.polyline(lines, named("road-case")).addTo(map);
    L.polyline(lines, named(style)).addTo(map);
  }
}
