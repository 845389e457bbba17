// The MGRS grid of a map of a battlefield, which the reader can switch on: hairlines, with their numbers at two edges of the map.

import * as L from "leaflet";
import { html } from "../lib/dom.js";
import { WORDS } from "../lib/words.js";
import { makePane } from "./marks.js";

/**
 * @typedef {{ axis: "e" | "n", metres: number, points: number[] }} Line an easting or a northing, as flat lon, lat
 * @typedef {{ lines: Line[], squares: { name: string, lat: number, lon: number }[] }} Grid
 * @typedef {{ line: Line, positions: L.LatLng[] }} Drawn
 */

// metres between lines: the finest of these whose lines are so far apart (px)
const STEPS = [100, 1000, 10_000];
const APART = 44;
// how far from the map's edge numbers stand (px)
const EDGE = 12;

/** @param {L.Map} map @param {Grid | undefined} grid */
export function serveGrid(map, grid) {
  if (!grid) return;
  makePane(map, "dm-grid", 270).setAttribute("aria-hidden", "true");
  makePane(map, "dm-grid-names", 415).setAttribute("aria-hidden", "true");
  const renderer = L.svg({ pane: "dm-grid", padding: 0.6 });
  const shown = L.layerGroup();
  const lines = grid.lines.map((line) => ({ line, positions: positionsOf(line) }));
  const draw = () => {
    shown.clearLayers();
    const step = stepAt(map, lines);
    for (const { line, positions } of lines) {
      if (line.metres % step) continue;
      const style = line.metres % (10 * step) ? "dm-grid-line" : "dm-grid-line dm-grid-tenth";
      L.polyline(positions, { renderer, pane: "dm-grid", interactive: false, className: style, weight: 1 }).addTo(
        shown,
      );
      const at = edgePoint(map, line, positions);
      if (at) addName(at, numberOf(line.metres, step), "dm-grid-number");
    }
    for (const { name, lat, lon } of grid.squares) addName(L.latLng(lat, lon), name, "dm-grid-square");
  };
  const addName = (/** @type {L.LatLng} */ position, /** @type {string} */ text, /** @type {string} */ name) => {
    const icon = L.divIcon({ className: "dm-anchor", html: html("span", { class: name }, text), iconSize: [0, 0] });
    L.marker(position, { icon, pane: "dm-grid-names", interactive: false, keyboard: false }).addTo(shown);
  };
  map.on("moveend resize", () => {
    if (map.hasLayer(shown)) draw();
  });
  addSwitch(map, (isOn) => {
    if (isOn) {
      shown.addTo(map);
      draw();
    } else shown.remove();
  });
}

/** @param {Line} line @returns {L.LatLng[]} */
function positionsOf({ points }) {
  return points.flatMap((lon, at) => (at % 2 ? [] : [L.latLng(points[at + 1], lon)]));
}

/** @param {L.Map} map @param {Drawn[]} lines @returns {number} metres between the lines that have room at this zoom */
function stepAt(map, lines) {
  const northings = lines.filter(({ line }) => line.axis === "n").slice(0, 2);
  if (northings.length < 2) return STEPS[0];
  const [one, other] = northings.map(({ positions }) => map.project(positions[0], map.getZoom()).y);
  const pxToMetre = Math.abs(one - other) / Math.abs(northings[0].line.metres - northings[1].line.metres);
  return STEPS.find((step) => step * pxToMetre >= APART) ?? STEPS[STEPS.length - 1];
}

/** The principal digits of a line, as sheets of maps have them. @param {number} metres @param {number} step @returns {string} */
function numberOf(metres, step) {
  const inSquare = (metres % 100_000) / Math.min(step, 1000);
  return String(Math.round(inSquare)).padStart(step < 1000 ? 3 : 2, "0");
}

/** Where a line meets the foot of the map, or its right edge. @param {L.Map} map @param {Line} line @param {L.LatLng[]} positions @returns {L.LatLng | null} */
function edgePoint(map, { axis }, positions) {
  const size = map.getSize();
  const [along, across] = axis === "e" ? /** @type {const} */ (["y", "x"]) : /** @type {const} */ (["x", "y"]);
  const edge = size[along] - EDGE;
  const points = positions.map((position) => map.latLngToContainerPoint(position));
  for (let at = 1; at < points.length; at++) {
    const [one, other] = [points[at - 1], points[at]];
    const part = (edge - one[along]) / (other[along] - one[along]);
    if (!(part >= 0 && part <= 1)) continue;
    const middle = one[across] + part * (other[across] - one[across]);
    if (middle < 2 * EDGE || middle > size[across] - 2 * EDGE) return null;
    return map.containerPointToLatLng(axis === "e" ? [middle, edge] : [edge, middle]);
  }
  return null;
}

/** @param {L.Map} map @param {(isOn: boolean) => void} turn */
function addSwitch(map, turn) {
  const button = html(
    "button",
    {
      type: "button",
      "aria-pressed": "false",
      onclick: () => {
        const isOn = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(isOn));
        turn(isOn);
      },
    },
    WORDS.grid,
  );
  const box = html("div", { class: "dm-switchbox leaflet-control" }, button);
  L.DomEvent.disableClickPropagation(box);
  const control = new L.Control({ position: "bottomright" });
  control.onAdd = () => box;
  control.addTo(map);
}
