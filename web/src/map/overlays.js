// What people draw: fronts, held ground, arrows, lines. Under the units and their labels, over the ground; each opens its details.

import L from "leaflet";
import { html, OWN, svg } from "../lib/dom.js";
import { addMark, makePane } from "./marks.js";
import { eastOf } from "../data/meridian.js";
import { rowsOf, sideIndex } from "../data/scene.js";
import { arrowShape, middleAngle, offsetLine } from "./strokes.js";
import { typeWord } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {(index: number, from: Element | null, event?: any) => void} Pick
 */

// how far beside a front the line of each side's colour runs (px)
const BESIDE = 4.5;
// types that have the colour of their side
const HATCHED = ["held", "claimed", "minefield"];
// larger areas lie under smaller ones, and all of them under lines
const ORDER = ["claimed", "held", "area", "contested", "minefield", "range", "route", "line", "front", "axis"];

/**
 * @param {L.Map} map @param {Scene} scene @param {Pick} pick
 * @returns {{ setChosen: (index: number | null) => void, showOnly: (there: boolean[]) => void, keepOff: (numbers: import("./layout.js").Area[]) => void }} `showOnly`: those rows
 *   that are there at a date; `keepOff`: names make room for
 *   the units and their labels, and for `numbers`, px of the map's container
 */
export function createOverlays(map, scene, pick) {
  const rows = rowsOf(scene.overlays ?? {});
  const keepOff = (/** @type {import("./layout.js").Area[]} */ numbers) => keepNamesOff(map, numbers);
  if (!rows.length) return { setChosen: () => {}, showOnly: () => {}, keepOff };
  makePane(map, "dm-drawn", 300);
  makePane(map, "dm-drawn-names", 405);
  const renderer = L.svg({ pane: "dm-drawn", padding: 0.6 });
  map.getContainer().append(patterns(scene, rows));
  /** @type {(() => void)[]} */
  const redraws = [];
  /** @type {Element[][]} */
  const elements = rows.map(() => []);
  /** @type {Element[]} */
  const names = [];
  const byOrder = rows.map((row, index) => ({ row, index }));
  byOrder.sort((a, b) => ORDER.indexOf(a.row.type) - ORDER.indexOf(b.row.type) || (b.row.km2 ?? 0) - (a.row.km2 ?? 0));
  for (const { row, index } of byOrder) {
    const draw = (/** @type {L.Path} */ path, /** @type {string | null} */ side = row.side) => {
      path.addTo(map);
      const element = path.getElement();
      if (!element) return;
      const number = sideIndex(scene, side);
      if (side && number >= 0) element.setAttribute("data-side", String(number));
      elements[index].push(element);
      path.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        pick(index, null, event);
      });
    };
    drawOne({ map, scene, row, renderer, draw, redraws });
    names[index] = addName(map, row, index, pick);
  }
  const redraw = () => redraws.forEach((act) => act());
  map.on("zoomend viewreset", redraw);
  redraw();
  return {
    keepOff,
    showOnly(there) {
      for (const [index, own] of elements.entries())
        for (const one of [...own, names[index]]) one.classList.toggle("dm-not-now", !there[index]);
    },
    setChosen(chosen) {
      elements.forEach((own, index) => own.forEach((one) => one.classList.toggle("dm-drawn-chosen", index === chosen)));
    },
  };
}

/**
 * @typedef {{ map: L.Map, scene: Scene, row: Row, renderer: L.Renderer, draw: (path: L.Path, side?: string | null) => void,
 *   redraws: (() => void)[] }} Drawing
 */

/** @param {Drawing} drawing */
function drawOne({ map, scene, row, renderer, draw, redraws }) {
  const parts = row.parts.map((/** @type {number[]} */ part) => positions(part, scene.edge, row.type === "axis"));
  const options = (/** @type {string} */ name) => ({
    renderer,
    pane: "dm-drawn",
    className: `dm-drawn ${name}`,
    smoothFactor: 0.6,
    noClip: row.type === "axis",
    bubblingMouseEvents: false,
  });
  if (row.type === "axis") {
    const arrow = L.polygon([], options("dm-axis"));
    redraws.push(() => arrow.setLatLngs(arrowShape(map, parts[0])));
    draw(arrow);
  } else if (row.is_area) {
    const path = L.polygon(parts, { ...options(`dm-area dm-area-${row.type}`), fillRule: "evenodd" });
    draw(path);
    const element = path.getElement();
    if (element instanceof SVGElement) element.style.setProperty("--fill", fillOf(scene, row));
  } else if (row.type === "front") {
    draw(L.polyline(parts, options("dm-front-case")), null);
    for (const [side, away] of /** @type {[string | null, number][]} */ ([
      [row.left, -BESIDE],
      [row.right, BESIDE],
    ])) {
      if (!side) continue;
      const line = L.polyline([], options("dm-front-side"));
      redraws.push(() => line.setLatLngs(parts.map((/** @type {L.LatLng[]} */ part) => offsetLine(map, part, away))));
      draw(line, side);
    }
    draw(L.polyline(parts, options("dm-front")), null);
  } else {
    draw(L.polyline(parts, options("dm-stroke-case")), null);
    draw(L.polyline(parts, options(`dm-stroke dm-stroke-${row.type}`)));
  }
}

/**
 * @param {number[]} flat lon, lat, lon, lat ... @param {number | undefined} edge @param {boolean} isWhole whether each position is turned by itself,
 *   as of an arrow over the antimeridian
 * @returns {L.LatLng[]} on the map's turn of the world
 */
function positions(flat, edge = -180, isWhole) {
  const found = [];
  const east = flat.filter((_, at) => at % 2 === 0).reduce((a, b) => Math.max(a, b), -Infinity);
  for (let at = 0; at < flat.length; at += 2) {
    const lon = isWhole ? eastOf(flat[at], edge) : east <= edge ? flat[at] + 360 : flat[at];
    found.push(L.latLng(flat[at + 1], lon));
  }
  return found;
}

/** The overlay's button, with its name where it has one: along a line, in the middle of an area. @param {L.Map} map @param {Row} row @param {number} index @param {Pick} pick @returns {HTMLElement} */
function addName(map, row, index, pick) {
  const turn = row.is_area ? 0 : middleAngle(row.parts, row.lon, row.lat);
  const button = html(
    "button",
    {
      type: "button",
      class: `dm-drawn-name dm-drawn-name-${row.is_area ? "area" : row.type}`,
      "aria-label": row.name ?? typeWord(row.type),
      "data-drawn": index,
      ...OWN,
      onclick: (/** @type {MouseEvent} */ event) => pick(index, /** @type {Element} */ (event.currentTarget)),
    },
    row.name ?? "",
  );
  const { root, marker } = addMark(map, "dm-drawn-names", [row.lat, row.lon], button);
  root.style.rotate = `${turn}deg`;
  marker.addTo(map);
  return root;
}

/** @param {Scene} scene @param {Row} row @returns {string} what fills an area, "" for what the style says */
export function fillOf(scene, row) {
  if (row.type === "contested") return "url(#dm-dots)";
  if (!HATCHED.includes(row.type)) return "";
  return `url(#dm-${row.type}-${Math.max(sideIndex(scene, row.side), -1)})`;
}

/**
 * Names of what is drawn, and of the ground, are not seen where a unit, its label or a leader stands, under a control, or where the map's edge cuts them.
 * @param {L.Map} map @param {import("./layout.js").Area[]} numbers of circles, px of the map's container
 */
function keepNamesOff(map, numbers) {
  const container = map.getContainer();
  const boxes = (/** @type {string} */ wanted) =>
    [...container.querySelectorAll(wanted)].map((element) => ({ element, box: element.getBoundingClientRect() }));
  // what is drawn is what the map tells of, and the ground is not
  const names = [...boxes(".dm-drawn-name"), ...boxes(".dm-layer-name")];
  if (!names.length) return;
  const frame = container.getBoundingClientRect();
  const solid = ".dm-stack, .leaflet-dm-labels-pane .dm-mark > *, .dm-leader line, .leaflet-control, .dm-outside";
  const around = [...(container.parentElement?.querySelectorAll(".dm-finder") ?? [])].map((element) =>
    element.getBoundingClientRect(),
  );
  const written = numbers.map(
    ({ minX, minY, maxX, maxY }) => new DOMRect(frame.left + minX, frame.top + minY, maxX - minX, maxY - minY),
  );
  const taken = [...boxes(solid).map(({ box }) => box), ...around, ...written];
  const isWhole = (/** @type {DOMRect} */ { left, right, top, bottom }) =>
    left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom;
  const isAway = ({ left, right, top, bottom } = frame) =>
    right < frame.left || left > frame.right || bottom < frame.top || top > frame.bottom;
  for (const { element, box } of names) {
    const isFree =
      (isWhole(box) || isAway(box)) &&
      taken.every(
        (other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
      );
    element.classList.toggle("dm-covered", !isFree);
    if (isFree && box.width) taken.push(box);
  }
}

/**
 * The hatchings, each in the colour and the direction of its side: they can be told apart without colours too.
 * @param {Scene} scene @param {Row[]} rows @returns {SVGSVGElement}
 */
function patterns(scene, rows) {
  const wanted = new Set(rows.map((row) => `${row.type} ${Math.max(sideIndex(scene, row.side), -1)}`));
  const made = [];
  for (const key of wanted) {
    const [type, number] = key.split(" ");
    if (!HATCHED.includes(type)) continue;
    const inside = type === "minefield" ? mines() : hatch(type === "held" ? 7 : 14);
    const size = type === "minefield" ? 16 : type === "held" ? 7 : 14;
    const turn = type === "minefield" ? 0 : [45, -45, 0, 90][(Number(number) + 4) % 4];
    made.push(
      svg(
        "pattern",
        {
          id: `dm-${type}-${number}`,
          width: size,
          height: size,
          patternUnits: "userSpaceOnUse",
          patternTransform: `rotate(${turn})`,
          "data-side": Number(number) < 0 ? null : number,
          class: `dm-pattern dm-pattern-${type}`,
        },
        ...inside,
      ),
    );
  }
  const dots = [
    svg("circle", { cx: 2.5, cy: 2.5, r: 1.3, class: "dm-dots" }),
    svg("circle", { cx: 7.5, cy: 7.5, r: 1.3, class: "dm-dots" }),
  ];
  made.push(svg("pattern", { id: "dm-dots", width: 10, height: 10, patternUnits: "userSpaceOnUse" }, ...dots));
  return svg("svg", { width: 0, height: 0, "aria-hidden": "true", class: "dm-defs" }, svg("defs", {}, ...made));
}

/** @param {number} size @returns {SVGElement[]} */
function hatch(size) {
  return [
    svg("rect", { width: size, height: size, class: "dm-tint" }),
    svg("path", { d: `M0 ${size / 2}H${size}`, class: "dm-hatching" }),
  ];
}

/** @returns {SVGElement[]} */
function mines() {
  return [
    svg("rect", { width: 16, height: 16, class: "dm-tint" }),
    svg("circle", { cx: 4, cy: 4, r: 2.4, class: "dm-mine" }),
    svg("circle", { cx: 12, cy: 12, r: 2.4, class: "dm-mine" }),
  ];
}
