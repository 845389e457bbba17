// Countries as outlines of the Mercator world, to ask whether a name lies within what it names. Pure.

import { arcCourse, boxOf } from "../data/courses.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {{ box: Area, x: Float64Array, y: Float64Array }} Stretch a part of an outline
 * @typedef {{ name: string, box: Area, stretches: Stretch[], turns: number[] }} Shape of one country or region; `turns`: of the world, on which
 *   the map may have it
 * @typedef {{ countries: Shape[], regions: Shape[] }} Shapes
 */

// points of an outline that are looked at together
const LENGTH = 32;

/**
 * Runs in slices. Each arc is read once, for all areas that it bounds: which way it runs makes no difference to what lies inside. Arcs of
 * rivers and lines bound none.
 * @param {any} topology TopoJSON @returns {Generator<void, Shapes, void>} the countries and regions that it draws
 */
export function* readShapes(topology) {
  const { countries, regions } = topology.objects;
  /** @type {Map<number, Stretch[]>} */
  const arcs = new Map();
  for (const number of [countries, regions].flatMap(areasOf).flatMap(boundsOf)) {
    if (arcs.has(number)) continue;
    arcs.set(number, arcStretches(arcCourse(topology, number)));
    yield;
  }
  // a map with its edge elsewhere has what lies west of it beyond 180 degrees
  const turns = topology.edge === undefined ? [0] : [0, 1];
  return { countries: shapesOf(countries, arcs, turns), regions: shapesOf(regions, arcs, turns) };
}

/** @param {any} collection @returns {any[]} its areas */
function areasOf(collection) {
  const isArea = (/** @type {any} */ { type }) => type === "Polygon" || type === "MultiPolygon";
  return (collection?.geometries ?? []).filter(isArea);
}

/** @param {any} area @returns {number[]} the arcs around it */
function boundsOf({ arcs }) {
  return arcs.flat(2).map((/** @type {number} */ number) => (number < 0 ? ~number : number));
}

/** @param {any} collection @param {Map<number, Stretch[]>} arcs @param {number[]} turns @returns {Shape[]} */
function shapesOf(collection, arcs, turns) {
  return areasOf(collection).flatMap((area) => {
    const stretches = boundsOf(area).flatMap((number) => arcs.get(number) ?? []);
    if (!stretches.length) return [];
    return [{ name: fold(area.properties?.name), box: around(stretches.map((one) => one.box)), stretches, turns }];
  });
}

/** @param {string | null | undefined} name */
function fold(name) {
  return (name ?? "").toLowerCase();
}

/** @param {import("../data/courses.js").Course} arc @returns {Stretch[]} */
function arcStretches({ x, y }) {
  const stretches = [];
  for (let start = 0; start < x.length - 1; start += LENGTH) {
    const [xs, ys] = [x.subarray(start, start + LENGTH + 1), y.subarray(start, start + LENGTH + 1)];
    stretches.push({ box: boxOf(xs, ys), x: xs, y: ys });
  }
  return stretches;
}

/** @param {Area[]} boxes @returns {Area} */
function around(boxes) {
  const of = (/** @type {(...numbers: number[]) => number} */ pick, /** @type {keyof Area} */ edge) =>
    boxes.reduce((best, box) => pick(best, box[edge]), boxes[0][edge]);
  return {
    minX: of(Math.min, "minX"),
    minY: of(Math.min, "minY"),
    maxX: of(Math.max, "maxX"),
    maxY: of(Math.max, "maxY"),
  };
}

/**
 * What a name stands for: the region or country around it that is called so, else the country that it is in.
 * @param {Shapes} shapes @param {string[]} names @param {number} x @param {number} y of the world @returns {Shape | null} null where it is in no country
 */
export function shapeNamed({ countries, regions }, names, x, y) {
  const called = names.map(fold);
  const around = (/** @type {Shape} */ shape) => isIn(shape, x, y);
  const named = [...regions, ...countries].find((shape) => called.includes(shape.name) && around(shape));
  return named ?? countries.find(around) ?? null;
}

/** @param {Shape} shape @param {Area} box of the world @returns {boolean} whether all of the box lies in the country */
export function holds(shape, box) {
  const [x, y] = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
  return isIn(shape, x, y) && !crosses(shape, box);
}

/** @param {Shape[]} shapes @param {Area} box of the world @returns {boolean} whether none of the box lies in any country */
export function isFree(shapes, box) {
  return shapes.every((shape) => !crosses(shape, box) && !isIn(shape, box.minX, box.minY));
}

/** @param {Shape} shape @param {number} x @param {number} y @returns {boolean} whether the point lies in the country */
function isIn({ box, stretches, turns }, x, y) {
  return turns.some(
    (turn) =>
      x - turn >= box.minX &&
      x - turn <= box.maxX &&
      y >= box.minY &&
      y <= box.maxY &&
      isInside(stretches, x - turn, y),
  );
}

/** By the crossings of a line to the east. @param {Stretch[]} stretches @param {number} x @param {number} y @returns {boolean} */
function isInside(stretches, x, y) {
  let inside = false;
  for (const { box: part, x: xs, y: ys } of stretches) {
    if (part.maxX < x || part.minY > y || part.maxY < y) continue;
    for (let at = 0; at < xs.length - 1; at++) {
      const [y1, y2] = [ys[at], ys[at + 1]];
      if (y1 > y !== y2 > y && x < xs[at] + ((y - y1) / (y2 - y1)) * (xs[at + 1] - xs[at])) inside = !inside;
    }
  }
  return inside;
}

/** @param {Shape} shape @param {Area} box @returns {boolean} whether the country's outline enters the box */
function crosses({ box: whole, stretches, turns }, box) {
  return turns.some((turn) => {
    const moved = { ...box, minX: box.minX - turn, maxX: box.maxX - turn };
    return meets(whole, moved) && stretches.some((stretch) => entersBox(stretch, moved));
  });
}

/** @param {Stretch} stretch @param {Area} box @returns {boolean} */
function entersBox({ box: part, x, y }, box) {
  if (!meets(part, box)) return false;
  for (let at = 0; at < x.length - 1; at++) if (enters(x[at], y[at], x[at + 1], y[at + 1], box)) return true;
  return false;
}

/** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {Area} box @returns {boolean} whether a line enters the box */
function enters(x1, y1, x2, y2, { minX, minY, maxX, maxY }) {
  if (Math.max(x1, x2) < minX || Math.min(x1, x2) > maxX || Math.max(y1, y2) < minY || Math.min(y1, y2) > maxY)
    return false;
  // unless all four corners are on one side of it
  const side = (/** @type {number} */ x, /** @type {number} */ y) =>
    Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  return Math.abs(side(minX, minY) + side(maxX, minY) + side(maxX, maxY) + side(minX, maxY)) < 4;
}

/** @param {Area} a @param {Area} b @returns {boolean} */
function meets(a, b) {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}
