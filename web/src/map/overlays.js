// What people draw: fronts, held ground, arrows, lines. Under the units and their labels, over the ground; each opens its details.

import * as L from "leaflet";
import { html, OWN, svg } from "../lib/dom.js";
import { addMark, makePane } from "./marks.js";
import { eastOf } from "../data/meridian.js";
import { rowsOf, sideIndex } from "../data/scene.js";
import { drawnEntry } from "./drawnnames.js";
import { arrowCourse, arrowShape, offsetLine } from "./strokes.js";
import { typeWord } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {(index: number, from: Element | null, event?: any) => void} Pick
 * @typedef {{ setChosen: (index: number | null) => void, showOnly: (now: (Row | null)[]) => void,
 *   names: (at: import("./drawnnames.js").At, size: L.Point) => import("./texts.js").Entry[], lines: (isWanted: (row: Row) => boolean) => L.LatLng[][] }} Drawn `showOnly`:
 *   those rows that are there at a date, where they are then; `names`: what is to be written on the map; `lines`: where those run that are there
 */

// how far beside a front the line of each side's colour runs (px)
const BESIDE = 4.5;
// types that have the colour of their side
const HATCHED = ["held", "claimed", "minefield"];
// larger areas lie under smaller ones, and all of them under lines
const ORDER = ["claimed", "held", "area", "contested", "minefield", "range", "route", "line", "front", "axis"];

/** @param {L.Map} map @param {Scene} scene @param {Pick} pick @returns {Drawn} */
export function createOverlays(map, scene, pick) {
  const rows = rowsOf(scene.overlays ?? {});
  if (!rows.length) return { setChosen: () => {}, showOnly: () => {}, names: () => [], lines: () => [] };
  makePane(map, "dm-drawn", 300);
  makePane(map, "dm-drawn-names", 405);
  const renderer = L.svg({ pane: "dm-drawn", padding: 0.6 });
  map.getContainer().append(patterns(scene, rows));
  /** @type {(() => void)[]} */
  const redraws = [];
  /** @type {Element[][]} */
  const elements = rows.map(() => []);
  const linesOf = (/** @type {Row} */ { parts, type }) =>
    parts.map((/** @type {number[]} */ part) => positions(part, scene.edge, type === "axis"));
  /** @type {L.LatLng[][][]} */
  const lines = rows.map(linesOf);
  const courseOf = (/** @type {Row} */ { type }, /** @type {L.LatLng[][]} */ own) =>
    type === "axis" ? own.map(arrowCourse) : own;
  const courses = rows.map((row, index) => courseOf(row, lines[index]));
  const names = rows.map((row, index) => addName(map, row, index, pick));
  /** @type {((now: Row) => void)[]} */
  const moves = [];
  /** @type {(Row | null)[]} as they are at the date */
  let shown = rows;
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
    const own = { map, scene, row, parts: lines[index], renderer, draw, redraws };
    const move = drawOne(own);
    // where the units stand that it leads from and to
    moves[index] = (now) => {
      if (!row.moved) return;
      own.parts = lines[index] = linesOf(now);
      courses[index] = courseOf(row, own.parts);
      names[index].marker.setLatLng([now.lat, now.lon]);
      move();
    };
  }
  const redraw = () => redraws.forEach((act) => act());
  map.on("zoomend viewreset", redraw);
  redraw();
  return {
    names: (at, size) =>
      shown.flatMap((row, index) =>
        row?.name ? drawnEntry({ row, index, lines: courses[index], ...names[index] }, at, size) : [],
      ),
    lines: (isWanted) => courses.flatMap((own, index) => (shown[index] && isWanted(rows[index]) ? own : [])),
    showOnly(now) {
      shown = now;
      for (const [index, row] of now.entries()) if (row) moves[index](row);
      for (const [index, own] of elements.entries())
        for (const one of [...own, names[index].root]) one.classList.toggle("dm-not-now", !now[index]);
    },
    setChosen(chosen) {
      elements.forEach((own, index) => own.forEach((one) => one.classList.toggle("dm-drawn-chosen", index === chosen)));
      for (const [index, name] of names.entries())
        if (index === chosen) name.button.setAttribute("aria-current", "true");
        else name.button.removeAttribute("aria-current");
    },
  };
}

/**
 * @typedef {{ map: L.Map, scene: Scene, row: Row, parts: L.LatLng[][], renderer: L.Renderer, draw: (path: L.Path, side?: string | null) => void,
 *   redraws: (() => void)[] }} Drawing
 */

/** @param {Drawing} drawing @returns {() => void} draws it again where its parts are now, as far as units move it */
function drawOne(drawing) {
  const { map, scene, row, parts, renderer, draw, redraws } = drawing;
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
    const redraw = () => void arrow.setLatLngs(arrowShape(map, drawing.parts[0]));
    redraws.push(redraw);
    draw(arrow);
    return redraw;
  }
  if (row.is_area) {
    const path = L.polygon(parts, { ...options(`dm-area dm-area-${row.type}`), fillRule: "evenodd" });
    draw(path);
    const element = path.getElement();
    if (element instanceof SVGElement) element.style.setProperty("--fill", fillOf(scene, row));
    return () => void path.setLatLngs(drawing.parts);
  }
  if (row.type === "front") {
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
  return () => {};
}

/**
 * @param {number[]} flat lon, lat, lon, lat ... @param {number} [edge] @param {boolean} [isWhole] whether each position is turned by itself,
 *   as of an arrow over the antimeridian
 * @returns {L.LatLng[]} on the map's turn of the world
 */
export function positions(flat, edge = -180, isWhole = false) {
  const found = [];
  const east = flat.filter((_, at) => at % 2 === 0).reduce((a, b) => Math.max(a, b), -Infinity);
  for (let at = 0; at < flat.length; at += 2) {
    const lon = isWhole ? eastOf(flat[at], edge) : east <= edge ? flat[at] + 360 : flat[at];
    found.push(L.latLng(flat[at + 1], lon));
  }
  return found;
}

/**
 * The overlay's button: where its name stands, or in its middle.
 * @param {L.Map} map @param {Row} row @param {number} index @param {Pick} pick
 */
function addName(map, row, index, pick) {
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
  return { button, ...addMark(map, "dm-drawn-names", [row.lat, row.lon], button) };
}

/** @param {Scene} scene @param {Row} row @returns {string} what fills an area, "" for what the style says */
export function fillOf(scene, row) {
  if (row.type === "contested") return "url(#dm-dots)";
  if (!HATCHED.includes(row.type)) return "";
  return `url(#dm-${row.type}-${Math.max(sideIndex(scene, row.side), -1)})`;
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
