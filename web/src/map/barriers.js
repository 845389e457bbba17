// What a label neither covers nor touches though it is no box: the edges of circles, and fronts. Pure, in px of the map's container.

import RBush from "rbush";
import { around, grow, lineBox, lineMeets, linesCross, meets, unite } from "./boxes.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("./boxes.js").Line} Line
 * @typedef {{ x: number, y: number, radius: number, of?: string }} Ring the edge of a circle; `of`: the label of what it belongs to
 * @typedef {{ touches: (box: Area) => boolean, isWithin: (box: Area) => boolean, isOver: (box: Area) => boolean, isAcross: (box: Area) => boolean, isBeyond: (line: Line) => boolean, isBeyondFront: (line: Line) => boolean,
 *   beside: (box: Area, id: string) => Area, gap: (box: Area, reach: number, isOne: (of: string | undefined) => boolean | undefined) => number }} Barriers
 *   `touches`: whether a box meets a front or a circle's edge; `isWithin`: whether it lies in a circle; `isOver`: whether on another line or an arrow;
 *   `isAcross`: whether a border runs through it; `isBeyond`, `isBeyondFront`: whether a line from a unit to its label crosses a border or a front, and a front;
 *   `beside`: a box with the circles that it touches and that are no other label's; `gap`: px from a box to the nearest edge within reach of such circles
 */

// room between a label and a circle's edge, and a front (px)
const ROOM = { ring: 2, front: 5 };
// a circle that is larger has its label within it, or elsewhere (px)
const LARGE = 90;
/** @type {WeakMap<Line[], RBush<any>>} borders are the same ones as long as the view is */
const TREES = new WeakMap();

/**
 * @param {Ring[]} rings @param {Line[]} fronts @param {Line[]} [strokes] other lines, and arrows @param {Line[]} [borders] of countries
 * @returns {Barriers}
 */
export function createBarriers(rings, fronts, strokes = [], borders = []) {
  const circles = /** @type {RBush<Area & { ring: Ring }>} */ (new RBush()).load(
    rings.map((ring) => ({ ...ringBox(ring), ring })),
  );
  const [lines, others, between] = [fronts, strokes, borders].map(treeOf);
  const near = (/** @type {Area} */ box) => circles.search(grow(box, ROOM.ring)).map(({ ring }) => ring);
  return {
    touches(box) {
      // a line enters a box that is a little larger
      const wide = grow(box, ROOM.front + 1);
      return near(box).some((ring) => cuts(ring, box)) || lines.search(wide).some(({ line }) => lineMeets(line, wide));
    },
    isOver: (box) => others.search(box).some(({ line }) => lineMeets(line, box)),
    isAcross: (box) => between.search(box).some(({ line }) => lineMeets(line, box)),
    isBeyond: (line) => [lines, between].some((all) => isCrossed(line, all)),
    isBeyondFront: (line) => isCrossed(line, lines),
    isWithin: (box) => near(box).some((ring) => !cuts(ring, box) && farthest(ring, box) < ring.radius),
    beside(box, id) {
      const all = near(box).filter(
        ({ of = id, ...ring }) => of === id && ring.radius <= LARGE && meets(ringBox(ring), box),
      );
      return all.map(ringBox).reduce(unite, box);
    },
    gap(box, reach, isOne) {
      const all = circles.search(grow(box, reach)).filter(({ ring }) => isOne(ring.of));
      return Math.min(
        ...all.map(({ ring }) => Math.max(nearest(ring, box) - ring.radius, ring.radius - farthest(ring, box))),
      );
    },
  };
}

/** @param {Line} line @param {RBush<Area & { line: Line }>} others @returns {boolean} */
function isCrossed(line, others) {
  return others.search(lineBox(line)).some((other) => linesCross(line, other.line));
}

/** @param {Line[]} lines which are not changed @returns {RBush<Area & { line: Line }>} */
function treeOf(lines) {
  const tree = TREES.get(lines) ?? new RBush().load(lines.map((line) => ({ ...lineBox(line), line })));
  TREES.set(lines, tree);
  return tree;
}

/** @param {Ring} ring @returns {Area} */
export function ringBox({ x, y, radius }) {
  return around(x, y, 2 * radius + 2, 2 * radius + 2);
}

/** @param {Ring} ring @param {Area} box @returns {boolean} whether the circle's edge runs through the box, or too near to it */
function cuts(ring, box) {
  return nearest(ring, box) < ring.radius + ROOM.ring && farthest(ring, box) > ring.radius - ROOM.ring;
}

/** @param {Ring} ring @param {Area} box @returns {number} how far the box is from the circle's middle */
function nearest({ x, y }, { minX, minY, maxX, maxY }) {
  return Math.hypot(Math.max(minX - x, 0, x - maxX), Math.max(minY - y, 0, y - maxY));
}

/** @param {Ring} ring @param {Area} box @returns {number} how far its farthest corner is from the circle's middle */
function farthest({ x, y }, { minX, minY, maxX, maxY }) {
  return Math.hypot(Math.max(x - minX, maxX - x), Math.max(y - minY, maxY - y));
}
