// Outlines of the ground: they have many points and never change, and a view is given as many of them as it shows.

import * as L from "leaflet";
import { covers, frameOf, originAt, placeAt } from "./density/frames.js";
import { lineBox, meets } from "./boxes.js";
import { svg } from "../lib/dom.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("../data/courses.js").Course} Course
 * @typedef {import("../data/courses.js").Way} Way
 * @typedef {import("./density/frames.js").Frame} Frame
 * @typedef {{ points: L.Point[], isOut: boolean, isWhole: boolean }} Seen of a course in a frame, px of it: as many points as it shows, only
 *   the ends where it is out of it
 * @typedef {{ path: SVGElement, ways: Way[], isArea: boolean }} Outline
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
 * @returns {{ add: (ways: Way[], name: string, isArea: boolean) => void }} `add`: lines, or areas by their rings, over what is there
 */
export function createOutlines(map, pane) {
  const looks = { "fill-rule": "evenodd", "stroke-linejoin": "round", "stroke-linecap": "round" };
  const element = svg("svg", { ...looks, class: "leaflet-zoom-animated" });
  /** @type {Outline[]} */
  const outlines = [];
  let frame = frameOf(map, BEYOND);
  /** @type {Map<Course, Seen>} several outlines share one */
  const seen = new Map();
  const layer = new L.Layer({ pane });
  const place = () => placeAt(map, element, frame);

  function fit() {
    const { left, top, ...others } = frameOf(map, BEYOND);
    // a pattern begins in the corner: it is to lie still on the ground
    frame = { left: patterned(left), top: patterned(top), ...others };
    seen.clear();
    const { width, height } = frame;
    for (const [name, value] of Object.entries({ width, height })) element.setAttribute(name, String(value));
    place();
  }

  /** @param {Outline} outline */
  function draw({ path, ways, isArea }) {
    path.setAttribute("d", ways.map((way) => (isArea ? ringWords : lineWords)(seenOf(way, see), frame)).join(""));
  }

  /** @param {Course} course @returns {Seen} */
  function see(course) {
    const known = seen.get(course);
    if (known) return known;
    const found = seenIn(course, frame);
    seen.set(course, found);
    return found;
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
    add(ways, name, isArea) {
      const path = svg("path", { class: name });
      const outline = { path, ways, isArea };
      outlines.push(outline);
      draw(outline);
      element.append(path);
    },
  };
}

/** @param {number} px @returns {number} */
const patterned = (px) => Math.floor(px / PATTERN) * PATTERN;

/** @param {Course} course @param {Frame} frame @returns {Seen} */
function seenIn({ x, y, box }, { left, top, width, height, zoom }) {
  const world = 256 * 2 ** zoom;
  const edge = edgeOf({ width, height });
  const [minX, maxX] = [box.minX * world - left, box.maxX * world - left];
  const [minY, maxY] = [box.minY * world - top, box.maxY * world - top];
  const isOut = maxX < edge.minX || minX > edge.maxX || maxY < edge.minY || minY > edge.maxY;
  const isWhole = minX >= edge.minX && maxX <= edge.maxX && minY >= edge.minY && maxY <= edge.maxY;
  /** @type {L.Point[]} */
  const points = [];
  const last = x.length - 1;
  let [lastX, lastY] = [NaN, NaN];
  for (let at = 0; at <= last; at += isOut ? Math.max(last, 1) : 1) {
    const [atX, atY] = [x[at] * world - left, y[at] * world - top];
    if (at < last && Math.abs(atX - lastX) + Math.abs(atY - lastY) < TOLERANCE) continue;
    points.push(L.point(atX, atY));
    [lastX, lastY] = [atX, atY];
  }
  return { points: L.LineUtil.simplify(points, TOLERANCE), isOut, isWhole };
}

/** @param {{ width: number, height: number }} frame @returns {Area} beyond it nothing is to be seen, px of it */
function edgeOf({ width, height }) {
  return { minX: -OUTSIDE, minY: -OUTSIDE, maxX: width + OUTSIDE, maxY: height + OUTSIDE };
}

/** @param {Way} way @param {(course: Course) => Seen} see @returns {Seen[]} from its beginning to its end */
function seenOf(way, see) {
  return way.map(({ course, isBack }) => {
    const { points, ...others } = see(course);
    return { points: isBack ? points.toReversed() : points, ...others };
  });
}

/** @param {Seen[]} legs around an area @param {Frame} frame @returns {string} what a path says of it */
function ringWords(legs, frame) {
  // each begins where the last one ends, and the first one where the last one does
  const ring = legs.flatMap(({ points }) => points.slice(1));
  const { minX, minY, maxX, maxY } = edgeOf(frame);
  const isWhole = legs.every((leg) => leg.isWhole);
  const points = isWhole ? ring : L.PolyUtil.clipPolygon(ring, L.bounds([minX, minY], [maxX, maxY]));
  return points.length > 1 ? `M${points.map(worded).join(" ")}z` : "";
}

/** @param {Seen[]} legs of a line @param {Frame} frame @returns {string} what a path says of it: it is interrupted where it is out of sight */
function lineWords(legs, frame) {
  const edge = edgeOf(frame);
  let words = "";
  let isRunning = false;
  for (const { points, isOut, isWhole } of legs) {
    if (isOut) isRunning = false;
    for (let at = 1; !isOut && at < points.length; at++) {
      const [from, to] = [points[at - 1], points[at]];
      const isSeen = isWhole || meets(lineBox([from.x, from.y, to.x, to.y]), edge);
      if (isSeen) words += `${isRunning ? " " : `M${worded(from)} `}${worded(to)}`;
      isRunning = isSeen;
    }
  }
  return words;
}

/** @param {L.Point} point @returns {string} */
function worded({ x, y }) {
  return `${Math.round(x)} ${Math.round(y)}`;
}
