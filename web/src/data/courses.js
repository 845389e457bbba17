// Lines and areas of the base map: from TopoJSON to the Mercator world, on the turn of it that the map shows. Pure.

import { worldX, worldY } from "./points.js";

/**
 * @typedef {import("../map/boxes.js").Area} Area
 * @typedef {{ x: Float64Array, y: Float64Array, box: Area }} Course of an arc: Mercator, 0 to 1 from west and from north
 * @typedef {{ course: Course, isBack: boolean }} Leg a course that is run through, back from its end or not
 * @typedef {Leg[]} Way a line, or around an area: each leg begins where the last one ends
 * @typedef {{ properties: Record<string, any>, parts: Way[][] }} Drawn `parts`: each a line, or the way around an area with those around its holes
 */

/** @type {WeakMap<number[][], Course>} by arc: several shapes share one */
const ARCS = new WeakMap();
/** @type {WeakMap<Course, Course>} the same a turn further */
const TURNED = new WeakMap();
const USUAL = -180;

/** @param {any} topology TopoJSON @param {number} number of an arc @returns {Course} as it is there, on the usual turn */
export function arcCourse({ arcs, transform }, number) {
  const steps = arcs[number];
  const known = ARCS.get(steps);
  if (known) return known;
  const [x, y] = [new Float64Array(steps.length), new Float64Array(steps.length)];
  const {
    scale: [wide, high],
    translate: [west, south],
  } = transform ?? { scale: [1, 1], translate: [0, 0] };
  for (let at = 0, column = 0, row = 0; at < steps.length; at++) {
    // steps from one point to the next, where there is a transform
    [column, row] = transform ? [column + steps[at][0], row + steps[at][1]] : steps[at];
    x[at] = worldX(column * wide + west);
    y[at] = worldY(row * high + south);
  }
  const course = { x, y, box: boxOf(x, y) };
  ARCS.set(steps, course);
  return course;
}

/** @param {any} topology TopoJSON @param {any} object of its objects @returns {Drawn[]} of each of its geometries */
export function coursesOf(topology, object) {
  return (object.geometries ?? [object]).map((/** @type {any} */ { type, arcs = [], properties }) => ({
    properties: properties ?? {},
    parts: partsOf(type, arcs).flatMap((numbers) =>
      turnPart(
        numbers.map((one) => one.map((number) => legOf(topology, number))),
        topology.edge,
      ),
    ),
  }));
}

/** @param {import("./scene.js").Box} box @returns {Way} around it */
export function boxWay([west, south, east, north]) {
  const [[minX, maxX], [minY, maxY]] = [[west, east].map(worldX), [north, south].map(worldY)];
  const x = Float64Array.of(minX, minX, maxX, maxX, minX);
  const y = Float64Array.of(maxY, minY, minY, maxY, maxY);
  return [{ course: { x, y, box: { minX, minY, maxX, maxY } }, isBack: false }];
}

/** @param {Float64Array} x @param {Float64Array} y @returns {Area} */
export function boxOf(x, y) {
  const box = { minX: x[0], minY: y[0], maxX: x[0], maxY: y[0] };
  for (let at = 1; at < x.length; at++) {
    if (x[at] < box.minX) box.minX = x[at];
    else if (x[at] > box.maxX) box.maxX = x[at];
    if (y[at] < box.minY) box.minY = y[at];
    else if (y[at] > box.maxY) box.maxY = y[at];
  }
  return box;
}

/** @param {string} type @param {any[]} arcs @returns {number[][][]} of each part the arcs of its courses */
function partsOf(type, arcs) {
  if (type === "LineString") return [[arcs]];
  if (type === "MultiLineString") return arcs.map((line) => [line]);
  return type === "Polygon" ? [arcs] : arcs;
}

/** @param {any} topology @param {number} number of an arc; ~number of one that runs the other way @returns {Leg} */
function legOf(topology, number) {
  return { course: arcCourse(topology, number < 0 ? ~number : number), isBack: number < 0 };
}

/** @param {Way[]} part @param {number} [edge] @returns {Way[][]} on the map's turn; what the edge cuts is there twice */
function turnPart(part, edge = USUAL) {
  if (edge === USUAL) return [part];
  const at = worldX(edge);
  // the first way is around the others
  const [outer] = part;
  const isWest = outer.some(({ course: { box } }) => box.minX < at);
  const further = isWest ? [part.map((way) => way.map((leg) => ({ ...leg, course: turned(leg.course) })))] : [];
  return outer.some(({ course: { box } }) => box.maxX > at) ? [part, ...further] : further;
}

/** @param {Course} course @returns {Course} */
function turned(course) {
  const known = TURNED.get(course);
  if (known) return known;
  const { x, y, box } = course;
  const further = { x: x.map((one) => one + 1), y, box: { ...box, minX: box.minX + 1, maxX: box.maxX + 1 } };
  TURNED.set(course, further);
  return further;
}
