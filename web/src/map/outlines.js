// Outlines of the ground: they have many points and never change, and a view is given as many of them as it shows.

import * as L from "leaflet";
import { covers, frameOf, originAt, placeAt } from "./density/frames.js";
import { lineBox, meets } from "./boxes.js";
import { svg } from "../lib/dom.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("../data/courses.js").Course} Course
 * @typedef {Course & { box: Area }} Part a ring or a line
 * @typedef {{ path: SVGElement, parts: Part[], isArea: boolean }} Outline
 */

/** The side of a pattern that areas are filled with (px). */
export const PATTERN = 8;
// how far they are drawn beyond the view, as a part of it
const BEYOND = 0.4;
// what is nearer to a line than that is a part of it (px)
const TOLERANCE = 0.7;
// what is so far outside has no edge to be seen (px)
const OUTSIDE = 8;

/**
 * @param {L.Map} map @param {string} pane
 * @returns {{ add: (courses: Course[], name: string, isArea: boolean) => void }} `add`: lines, or areas by their rings, over what is there
 */
export function createOutlines(map, pane) {
  const looks = { "fill-rule": "evenodd", "stroke-linejoin": "round", "stroke-linecap": "round" };
  const element = svg("svg", { ...looks, class: "leaflet-zoom-animated" });
  /** @type {Outline[]} */
  const outlines = [];
  let frame = frameOf(map, BEYOND);
  const layer = new L.Layer({ pane });
  const place = () => placeAt(map, element, frame);

  function fit() {
    const { left, top, ...others } = frameOf(map, BEYOND);
    // a pattern begins in the corner: it is to lie still on the ground
    frame = { left: patterned(left), top: patterned(top), ...others };
    const { width, height } = frame;
    for (const [name, value] of Object.entries({ width, height })) element.setAttribute(name, String(value));
    place();
  }

  /** @param {Outline} outline */
  function draw({ path, parts, isArea }) {
    path.setAttribute("d", parts.map((part) => written(part, isArea, frame)).join(""));
  }

  layer.onAdd = () => {
    map.getPane(pane)?.append(element);
    fit();
    return layer;
  };
  layer.onRemove = () => {
    element.remove();
    return layer;
  };
  layer.getEvents = () => ({
    zoomanim: (event) => {
      const { zoom, center } = /** @type {L.ZoomAnimEvent} */ (event);
      placeAt(map, element, frame, originAt(map, center, zoom), zoom);
    },
    zoom: place,
    viewreset: place,
    moveend: () => {
      if (frame.zoom === map.getZoom() && covers(map, frame)) return;
      fit();
      outlines.forEach(draw);
    },
  });
  layer.addTo(map);

  return {
    add(courses, name, isArea) {
      const path = svg("path", { class: name });
      const outline = { path, parts: courses.map(partOf), isArea };
      outlines.push(outline);
      draw(outline);
      element.append(path);
    },
  };
}

/** @param {number} px @returns {number} */
const patterned = (px) => Math.floor(px / PATTERN) * PATTERN;

/** @param {Course} course @returns {Part} */
function partOf({ x, y }) {
  const least = (/** @type {Float64Array} */ all) => all.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (/** @type {Float64Array} */ all) => all.reduce((a, b) => Math.max(a, b), -Infinity);
  return { x, y, box: { minX: least(x), minY: least(y), maxX: most(x), maxY: most(y) } };
}

/** @param {Part} part @param {boolean} isArea @param {import("./density/frames.js").Frame} frame @returns {string} what a path says of it there */
function written({ x, y, box }, isArea, { left, top, width, height, zoom }) {
  const world = 256 * 2 ** zoom;
  const drawn = { minX: -OUTSIDE, minY: -OUTSIDE, maxX: width + OUTSIDE, maxY: height + OUTSIDE };
  const [minX, minY, maxX, maxY] = [drawn.minX + left, drawn.minY + top, drawn.maxX + left, drawn.maxY + top].map(
    (px) => px / world,
  );
  if (!meets(box, { minX, minY, maxX, maxY })) return "";
  const isWhole = box.minX >= minX && box.minY >= minY && box.maxX <= maxX && box.maxY <= maxY;
  /** @type {L.Point[]} */
  let run = [];
  const runs = [run];
  let [lastX, lastY] = [NaN, NaN];
  // the last point of a ring is its first one
  const end = x.length - (isArea ? 2 : 1);
  for (let index = 0; index <= end; index++) {
    const [atX, atY] = [x[index] * world - left, y[index] * world - top];
    if (index > 0 && index < end && Math.abs(atX - lastX) + Math.abs(atY - lastY) < TOLERANCE) continue;
    // a line is interrupted where it is out of sight
    if (!isArea && !isWhole && index > 0 && !meets(lineBox([lastX, lastY, atX, atY]), drawn)) {
      if (run.length > 1) runs.push((run = []));
      else run.length = 0;
    }
    run.push(L.point(atX, atY));
    [lastX, lastY] = [atX, atY];
  }
  const edge = L.bounds([drawn.minX, drawn.minY], [drawn.maxX, drawn.maxY]);
  return runs
    .map((points) => (isArea && !isWhole ? L.PolyUtil.clipPolygon(points, edge) : points))
    .filter(({ length }) => length > 1)
    .map((points) => `M${L.LineUtil.simplify(points, TOLERANCE).map(worded).join(" ")}${isArea ? "z" : ""}`)
    .join("");
}

/** @param {L.Point} point @returns {string} */
function worded({ x, y }) {
  return `${Math.round(x)} ${Math.round(y)}`;
}
