// Lines as they are drawn at a zoom: arrows whose heads keep their size, lines beside lines. All but the map is worked out in px.

import * as L from "leaflet";

// an arrow's head and its shaft where it begins and ends (px)
const HEAD = { long: 20, wide: 22 };
const SHAFT = { first: 4, last: 11 };
// the zoom at which an arrow's course is worked out: no place of it is a px away at any other
const FINE = 24;

/**
 * @param {L.Map} map @param {L.LatLng[]} line from the tail to the tip @returns {L.LatLng[]} the outline of a tapered arrow along it
 */
export function arrowShape(map, line) {
  const zoom = map.getZoom();
  const points = smooth(line.map((position) => map.project(position, zoom)));
  const length = lengthOf(points);
  // a short arrow has a smaller head, or it would be nothing else
  const scale = Math.min(1, length / (2.2 * HEAD.long));
  const [shaft, neck] = cutEnd(points, HEAD.long * scale);
  const tip = points[points.length - 1];
  const total = lengthOf(shaft) || 1;
  let along = 0;
  const sides = shaft.map((point, at) => {
    if (at) along += point.distanceTo(shaft[at - 1]);
    const half = (scale * (SHAFT.first + (SHAFT.last - SHAFT.first) * (along / total))) / 2;
    return { point, normal: normalAt(shaft, at), half };
  });
  const last = direction(neck, tip);
  const wing = L.point(-last.y, last.x).multiplyBy((scale * HEAD.wide) / 2);
  const left = sides.map(({ point, normal, half }) => point.add(normal.multiplyBy(half)));
  const right = sides.map(({ point, normal, half }) => point.subtract(normal.multiplyBy(half)));
  const outline = [...left, neck.add(wing), tip, neck.subtract(wing), ...right.reverse()];
  return outline.map((point) => map.unproject(point, zoom));
}

/** @param {L.LatLng[]} line from the tail to the tip @returns {L.LatLng[]} as an arrow along it is drawn */
export function arrowCourse(line) {
  const points = line.map((position) => L.CRS.EPSG3857.latLngToPoint(position, FINE));
  return smooth(points).map((point) => L.CRS.EPSG3857.pointToLatLng(point, FINE));
}

/**
 * @param {L.Map} map @param {L.LatLng[]} line @param {number} away px to the right of the line, less than 0 to its left
 * @returns {L.LatLng[]} a line beside the line
 */
export function offsetLine(map, line, away) {
  const zoom = map.getZoom();
  const points = thin(line.map((position) => map.project(position, zoom)));
  return points.map((point, at) => map.unproject(point.add(normalAt(points, at).multiplyBy(away)), zoom));
}

/** @param {L.Point[]} points @returns {number} */
function lengthOf(points) {
  return points.reduce((sum, point, at) => (at ? sum + point.distanceTo(points[at - 1]) : 0), 0);
}

/** @param {L.Point} from @param {L.Point} to @returns {L.Point} of length 1 */
function direction(from, to) {
  const way = to.subtract(from);
  return way.divideBy(Math.hypot(way.x, way.y) || 1);
}

/** @param {L.Point[]} points @param {number} at @returns {L.Point} to the right of the line, of length 1 */
function normalAt(points, at) {
  const way = direction(points[Math.max(at - 1, 0)], points[Math.min(at + 1, points.length - 1)]);
  return L.point(-way.y, way.x);
}

/** @param {L.Point[]} points @returns {L.Point[]} without those that are so near to another that a line beside them would knot */
function thin(points) {
  return points.filter((point, at) => at === 0 || at === points.length - 1 || point.distanceTo(points[at - 1]) > 3);
}

/** A curve by the points of a line (Catmull and Rom). @param {L.Point[]} points @returns {L.Point[]} */
function smooth(points) {
  if (points.length < 3) return points;
  const curve = [points[0]];
  for (let at = 0; at < points.length - 1; at++) {
    const [a, b, c, d] = [-1, 0, 1, 2].map((by) => points[Math.min(Math.max(at + by, 0), points.length - 1)]);
    for (let step = 1; step <= 8; step++) curve.push(between(a, b, c, d, step / 8));
  }
  return curve;
}

/** @param {L.Point} a @param {L.Point} b @param {L.Point} c @param {L.Point} d @param {number} t from b to c, 0 to 1 @returns {L.Point} */
function between(a, b, c, d, t) {
  const mix = (/** @type {"x" | "y"} */ axis) =>
    (2 * b[axis] +
      (c[axis] - a[axis]) * t +
      (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t ** 2 +
      (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t ** 3) /
    2;
  return L.point(mix("x"), mix("y"));
}

/** @param {L.Point[]} points @param {number} length px @returns {[rest: L.Point[], end: L.Point]} the line without its last part, and where it now ends */
function cutEnd(points, length) {
  const rest = [...points];
  let left = length;
  while (rest.length > 2 && rest[rest.length - 1].distanceTo(rest[rest.length - 2]) <= left)
    left -= /** @type {L.Point} */ (rest.pop()).distanceTo(rest[rest.length - 1]);
  const [end, before] = [rest[rest.length - 1], rest[rest.length - 2]];
  const neck = end.add(direction(end, before).multiplyBy(Math.min(left, end.distanceTo(before) * 0.95)));
  rest[rest.length - 1] = neck;
  return [rest, neck];
}
