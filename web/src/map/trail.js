// Where the chosen unit came from, up to the date that is shown: a line that grows towards where it is, with the dates.

import * as L from "leaflet";
import { createColors } from "./density/colors.js";
import { around } from "./boxes.js";
import { formOf, makePane } from "./marks.js";
import { labelBeside } from "./texts.js";
import { html } from "../lib/dom.js";
import { sideIndex } from "../data/scene.js";
import { isShown } from "../data/units.js";
import { formatDate, WORDS } from "../lib/words.js";

/** @typedef {import("../data/units.js").Units} Units */

// so many of the last places have their dates at them
const DATED = 6;
// what a date takes each way (px)
const CLEAR = { x: 90, y: 18 };
// the line's width where it begins, and where the unit is (px)
const WIDTH = { first: 1, last: 4 };

// the same of all units, of which more steps than that in view would cover the map
const THIN = { first: 0.6, last: 2 };
const MOST = 5000;

/** @param {Units} units @param {number} index @returns {number[]} the rows of a unit up to this one, of each place in a row the first */
function wayTo(units, index) {
  const rows = units.times && units.now ? units.times.wayTo(index, units.now) : [];
  const placed = rows.filter((row) => units.get(row, "lat") !== null);
  return placed.filter((row, at) => !at || !isSamePlace(units, row, placed[at - 1]));
}

/** @param {Units} units @param {number} one @param {number} other */
function isSamePlace(units, one, other) {
  return ["lat", "lon"].every((name) => units.get(one, name) === units.get(other, name));
}

/** @param {{ first: number, last: number }} width @param {number} step @param {number} places @returns {number} px */
function taper({ first, last }, step, places) {
  return first + ((last - first) * (step + 1)) / (places - 1);
}

/**
 * @param {L.Map} map @param {import("../data/scene.js").Scene} scene @param {Units} units
 * @returns {{ show: (index: number) => void, dates: (at: (position: L.LatLng) => L.Point) => import("./texts.js").Entry[] }} `show`: of the unit in a row, -1
 *   for none; `dates`: labels at its places
 */
export function createTrail(map, scene, units) {
  if (!scene.times) return { show: () => {}, dates: () => [] };
  makePane(map, "dm-trail", 415).style.pointerEvents = "none";
  const renderer = L.svg({ pane: "dm-trail" });
  const layers = L.layerGroup().addTo(map);
  const placeOf = (/** @type {number} */ row) => L.latLng(units.get(row, "lat"), units.get(row, "lon"));
  /** @type {number[]} */
  let way = [];

  return {
    show(index) {
      layers.clearLayers();
      way = index < 0 ? [] : wayTo(units, index);
      way.slice(1).forEach((row, step) => {
        const weight = taper(WIDTH, step, way.length);
        const line = L.polyline([placeOf(way[step]), placeOf(row)], {
          renderer,
          pane: "dm-trail",
          className: "dm-trail",
          interactive: false,
          weight,
        }).addTo(layers);
        line.getElement()?.setAttribute("data-side", String(sideIndex(scene, units.get(index, "side"))));
      });
    },
    dates(at) {
      const taken = way.slice(-1).map((row) => at(placeOf(row)));
      const apart = way.slice(0, -1).filter((row) => {
        const point = at(placeOf(row));
        const isFree = taken.every(({ x, y }) => Math.abs(x - point.x) > CLEAR.x || Math.abs(y - point.y) > CLEAR.y);
        return isFree && taken.push(point);
      });
      return apart.slice(-DATED).map((row) => {
        const { x, y } = at(placeOf(row));
        const words = formatDate(units.get(row, "date"), scene.language);
        const make = () => html("div", { class: "dm-label dm-trail-date", "aria-hidden": "true" }, words);
        const label = labelBeside(`w${row}`, around(x, y, WIDTH.last, WIDTH.last), "close");
        return { label, forms: [formOf(["date", words], make)], position: placeOf(row) };
      });
    },
  };
}

/**
 * Where all units that are shown came from, thinner, where a switch asks for it.
 * @param {L.Map} map @param {import("../data/scene.js").Scene} scene @param {Units} units @param {import("../data/state.js").Store} store
 * @returns {{ element: HTMLElement | null, draw: () => void }} the switch, null where no unit has several dates; `draw` those in view anew
 */
export function createTrails(map, scene, units, store) {
  if (!scene.times || scene.times.alone) return { element: null, draw: () => {} };
  const input = html("input", {
    type: "checkbox",
    onchange: () => store.change({ trails: input.checked }, "trails"),
  });
  const element = html("label", { class: "dm-rings-switch dm-trails-switch" }, input, html("span", {}, WORDS.trails));
  store.listen((state, last) => {
    if (state.trails !== last.trails) draw();
  });
  makePane(map, "dm-trails", 405).style.pointerEvents = "none";
  const renderer = L.canvas({ pane: "dm-trails", padding: 0.3 });
  const lines = L.layerGroup().addTo(map);
  const { circles } = createColors(map, scene);

  /** @returns {{ way: L.LatLng[], side: number }[]} */
  function inView() {
    const bounds = map.getBounds().pad(0.3);
    const found = [];
    let steps = 0;
    for (let row = 0; row < units.count && steps <= MOST; row++) {
      if (!isShown(units, row)) continue;
      const way = wayTo(units, row).map((one) => L.latLng(units.get(one, "lat"), units.get(one, "lon")));
      if (way.length < 2 || !bounds.intersects(L.latLngBounds(way))) continue;
      found.push({ way, side: sideIndex(scene, units.get(row, "side")) });
      steps += way.length - 1;
    }
    return steps > MOST ? [] : found;
  }

  function draw() {
    const { trails: isAsked } = store.get();
    input.checked = isAsked;
    lines.clearLayers();
    if (!isAsked) return;
    const { sides } = circles();
    for (const { way, side } of inView())
      way.slice(1).forEach((to, step) =>
        L.polyline([way[step], to], {
          renderer,
          interactive: false,
          color: sides[side],
          opacity: 0.7,
          weight: taper(THIN, step, way.length),
        }).addTo(lines),
      );
  }

  return { element, draw };
}
