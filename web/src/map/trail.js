// Where the chosen unit came from, up to the date that is shown: a line that grows towards where it is, with the dates.

import L from "leaflet";
import { addMark, makePane } from "./marks.js";
import { html } from "../lib/dom.js";
import { sideIndex } from "../data/scene.js";
import { formatDate } from "../lib/words.js";

// so many of the last places have their dates at them
const DATED = 6;
// what a date takes each way (px)
const CLEAR = { x: 90, y: 18 };
// the line's width where it begins, and where the unit is (px)
const WIDTH = { first: 1, last: 4 };

/**
 * @param {L.Map} map @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units
 * @returns {{ show: (index: number) => void }} of the unit in a row, -1 for none
 */
export function createTrail(map, scene, units) {
  if (!scene.times) return { show: () => {} };
  makePane(map, "dm-trail", 415).style.pointerEvents = "none";
  const renderer = L.svg({ pane: "dm-trail" });
  const layers = L.layerGroup().addTo(map);

  /** @param {number} index @returns {number[]} the rows of a unit up to this one, of each place in a row the first */
  function wayTo(index) {
    const rows = units.times?.rowsOf(units.get(index, "id")) ?? [];
    const placed = rows.slice(0, rows.indexOf(index) + 1).filter((row) => units.get(row, "lat") !== null);
    return placed.filter((row, at) => !at || !isSamePlace(row, placed[at - 1]));
  }

  /** @param {number} one @param {number} other */
  function isSamePlace(one, other) {
    return ["lat", "lon"].every((name) => units.get(one, name) === units.get(other, name));
  }

  /** @param {number[]} way @param {(row: number) => L.LatLng} at @returns {number[]} places but the last that are clear of it and of each other */
  function apart(way, at) {
    const taken = way.slice(-1).map((row) => map.latLngToLayerPoint(at(row)));
    return way.slice(0, -1).filter((row) => {
      const point = map.latLngToLayerPoint(at(row));
      const isFree = taken.every(
        (other) => Math.abs(other.x - point.x) > CLEAR.x || Math.abs(other.y - point.y) > CLEAR.y,
      );
      if (isFree) taken.push(point);
      return isFree;
    });
  }

  let shown = -1;
  map.on("zoomend", () => trail.show(shown));
  const trail = {
    /** @param {number} index */
    show(index) {
      shown = index;
      layers.clearLayers();
      if (index < 0) return;
      const way = wayTo(index);
      const at = (/** @type {number} */ row) => L.latLng(units.get(row, "lat"), units.get(row, "lon"));
      way.slice(1).forEach((row, step) => {
        const weight = WIDTH.first + ((WIDTH.last - WIDTH.first) * (step + 1)) / (way.length - 1);
        const line = L.polyline([at(way[step]), at(row)], {
          renderer,
          pane: "dm-trail",
          className: "dm-trail",
          interactive: false,
          weight,
        }).addTo(layers);
        line.getElement()?.setAttribute("data-side", String(sideIndex(scene, units.get(index, "side"))));
      });
      for (const row of apart(way, at).slice(-DATED)) {
        const words = html("span", { class: "dm-trail-date" }, formatDate(units.get(row, "date"), scene.language));
        const { marker, root } = addMark(map, "dm-trail", at(row), words);
        root.setAttribute("aria-hidden", "true");
        layers.addLayer(marker);
      }
    },
  };
  return trail;
}
