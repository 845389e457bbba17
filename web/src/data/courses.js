// Lines and areas of the base map: from TopoJSON to the Mercator world, on the turn of it that the map shows. Pure.

import { worldX, worldY } from "./points.js";

/**
 * @typedef {{ x: Float64Array, y: Float64Array }} Course of a line, or around an area: Mercator, 0 to 1 from west and from north
 * @typedef {{ properties: Record<string, any>, parts: Course[][] }} Drawn `parts`: each a line, or the course around an area with those around its holes
 */

/** @type {WeakMap<number[][], Course>} by arc: several shapes share one */
const ARCS = new WeakMap();
const USUAL = -180;

/** @param {any} topology TopoJSON @param {number} number of an arc @returns {Course} as it is there, on the usual turn */
export function arcCourse({ arcs, transform }, number) {
  const steps = arcs[number];
  const known = ARCS.get(steps);
  if (known) return known;
  const course = courseOf(steps.length);
  const {
    scale: [wide, high],
    translate: [west, south],
  } = transform ?? { scale: [1, 1], translate: [0, 0] };
  for (let at = 0, column = 0, row = 0; at < steps.length; at++) {
    // steps from one point to the next, where there is a transform
    [column, row] = transform ? [column + steps[at][0], row + steps[at][1]] : steps[at];
    course.x[at] = worldX(column * wide + west);
    course.y[at] = worldY(row * high + south);
  }
  ARCS.set(steps, course);
  return course;
}

/** @param {any} topology TopoJSON @param {any} object of its objects @returns {Drawn[]} of each of its geometries */
export function coursesOf(topology, object) {
  return (object.geometries ?? [object]).map((/** @type {any} */ { type, arcs = [], properties }) => ({
    properties: properties ?? {},
    parts: partsOf(type, arcs).flatMap((numbers) =>
      turnPart(
        numbers.map((one) => join(topology, one)),
        topology.edge,
      ),
    ),
  }));
}

/** @param {import("./scene.js").Box} box @returns {Course} around it */
export function boxCourse([west, south, east, north]) {
  const [x, y] = [[west, east].map(worldX), [south, north].map(worldY)];
  return { x: Float64Array.of(x[0], x[0], x[1], x[1], x[0]), y: Float64Array.of(y[0], y[1], y[1], y[0], y[0]) };
}

/** @param {string} type @param {any[]} arcs @returns {number[][][]} of each part the arcs of its courses */
function partsOf(type, arcs) {
  if (type === "LineString") return [[arcs]];
  if (type === "MultiLineString") return arcs.map((line) => [line]);
  return type === "Polygon" ? [arcs] : arcs;
}

/** @param {any} topology @param {number[]} numbers of arcs that follow each other; ~number of one that runs the other way @returns {Course} */
function join(topology, numbers) {
  const arcs = numbers.map((number) => arcCourse(topology, number < 0 ? ~number : number));
  // each begins where the last one ends
  const course = courseOf(arcs.reduce((sum, { x }) => sum + x.length - 1, 1));
  let from = 0;
  for (const [at, { x, y }] of arcs.entries()) {
    course.x.set(numbers[at] < 0 ? x.toReversed() : x, from);
    course.y.set(numbers[at] < 0 ? y.toReversed() : y, from);
    from += x.length - 1;
  }
  return course;
}

/** @param {number} count of points @returns {Course} */
function courseOf(count) {
  return { x: new Float64Array(count), y: new Float64Array(count) };
}

/** @param {Course[]} part @param {number} [edge] @returns {Course[][]} on the map's turn; what the edge cuts is there twice */
function turnPart(part, edge = USUAL) {
  if (edge === USUAL) return [part];
  const [{ x }] = part;
  const at = worldX(edge);
  const further = x.some((one) => one < at) ? [part.map(({ x, y }) => ({ x: x.map((one) => one + 1), y }))] : [];
  return x.some((one) => one > at) ? [part, ...further] : further;
}
