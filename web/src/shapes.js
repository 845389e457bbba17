// Countries as outlines of the Mercator world, to ask whether a name lies within what it names. Pure.

import { featuresOf } from "./meridian.js";
import { worldX, worldY } from "./points.js";

/**
 * @typedef {import("./layout.js").Area} Area
 * @typedef {{ box: Area, x: Float64Array, y: Float64Array, start: number, end: number }} Stretch a part of a ring, from point `start` to `end`
 * @typedef {{ name: string, box: Area, stretches: Stretch[] }} Shape of one country or region
 * @typedef {{ countries: Shape[], regions: Shape[] }} Shapes
 */

// points of a ring that are looked at together
const LENGTH = 32;

/**
 * Runs in slices.
 * @param {any} topology TopoJSON @returns {Generator<void, Shapes, void>} the countries and regions that it draws
 */
export function* readShapes(topology) {
  const { countries, regions } = topology.objects;
  return { countries: yield* shapesOf(topology, countries), regions: yield* shapesOf(topology, regions) };
}

/** @param {any} topology @param {any} collection @returns {Generator<void, Shape[], void>} */
function* shapesOf(topology, collection) {
  const shapes = [];
  for (const geometry of collection?.geometries ?? []) {
    const { coordinates, type } = /** @type {any} */ (featuresOf(topology, geometry)).geometry ?? {};
    const rings = type === "Polygon" ? coordinates : type === "MultiPolygon" ? coordinates.flat() : [];
    const stretches = rings.flatMap(ringStretches);
    if (stretches.length) shapes.push({ name: fold(geometry.properties?.name), box: around(stretches.map((/** @type {Stretch} */ one) => one.box)), stretches });
    yield;
  }
  return shapes;
}

/** @param {string | null | undefined} name */
function fold(name) {
  return (name ?? "").toLowerCase();
}

/** @param {[lon: number, lat: number][]} ring @returns {Stretch[]} */
function ringStretches(ring) {
  const x = Float64Array.from(ring, ([lon]) => worldX(lon));
  const y = Float64Array.from(ring, ([, lat]) => worldY(lat));
  const stretches = [];
  for (let start = 0; start < ring.length - 1; start += LENGTH) {
    const end = Math.min(start + LENGTH, ring.length - 1);
    const [xs, ys] = [x.subarray(start, end + 1), y.subarray(start, end + 1)];
    const box = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
    stretches.push({ box, x, y, start, end });
  }
  return stretches;
}

/** @param {Area[]} boxes @returns {Area} */
function around(boxes) {
  const of = (/** @type {(...numbers: number[]) => number} */ pick, /** @type {keyof Area} */ edge) => boxes.reduce((best, box) => pick(best, box[edge]), boxes[0][edge]);
  return { minX: of(Math.min, "minX"), minY: of(Math.min, "minY"), maxX: of(Math.max, "maxX"), maxY: of(Math.max, "maxY") };
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
  return shapes.every((shape) => !meets(shape.box, box) || (!crosses(shape, box) && !isIn(shape, box.minX, box.minY)));
}

/** By the crossings of a line to the east. @param {Shape} shape @param {number} x @param {number} y @returns {boolean} */
function isIn({ box, stretches }, x, y) {
  if (x < box.minX || x > box.maxX || y < box.minY || y > box.maxY) return false;
  let isInside = false;
  for (const { box: part, x: xs, y: ys, start, end } of stretches) {
    if (part.maxX < x || part.minY > y || part.maxY < y) continue;
    for (let at = start; at < end; at++) {
      const [y1, y2] = [ys[at], ys[at + 1]];
      if (y1 > y !== y2 > y && x < xs[at] + ((y - y1) / (y2 - y1)) * (xs[at + 1] - xs[at])) isInside = !isInside;
    }
  }
  return isInside;
}

/** @param {Shape} shape @param {Area} box @returns {boolean} whether the country's outline enters the box */
function crosses({ box: whole, stretches }, box) {
  if (!meets(whole, box)) return false;
  return stretches.some(({ box: part, x, y, start, end }) => {
    if (!meets(part, box)) return false;
    for (let at = start; at < end; at++) if (enters(x[at], y[at], x[at + 1], y[at + 1], box)) return true;
    return false;
  });
}

/** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {Area} box @returns {boolean} whether a line enters the box */
function enters(x1, y1, x2, y2, { minX, minY, maxX, maxY }) {
  let [from, to] = [0, 1];
  for (const [start, delta, low, high] of [[x1, x2 - x1, minX, maxX], [y1, y2 - y1, minY, maxY]]) {
    if (delta === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [a, b] = [(low - start) / delta, (high - start) / delta];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from <= to;
}

/** @param {Area} a @param {Area} b @returns {boolean} */
function meets(a, b) {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}
