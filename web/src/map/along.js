// Where the name of a line or an area may stand: along the one, within the other or beside it. Pure, in px of the map's container.

import { around, grow, meets } from "./boxes.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("./boxes.js").Size} Size
 * @typedef {import("./layout.js").Spot} Spot
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ spot: Spot, cost: number }} Priced
 */

// how far apart along a line the places are that are tried, and how many of them are kept
const STEP = 24;
const MOST = 16;
// a name is at most so much longer than its line
const LONGER = 1.8;
// so far from its edge a name stands beside what it names (px), and so large that may be
const GAP = 4;
const SMALL = 170;
// an area is looked into at so many places each way
const GRID = 6;

/**
 * Places along lines, the best first: where the line is straight, near its middle, above it before below it.
 * @param {Point[][]} lines @param {Size} size of the name @param {number} away from the line to the name @param {Area} view @returns {Spot[]}
 */
export function spotsAlong(lines, size, away, view) {
  const found = lines.flatMap((line) => alongOne(line, size, away).filter(({ spot }) => isIn(spot, view)));
  return best(found);
}

/** @param {Point[]} line @param {Size} size @param {number} away @returns {Priced[]} */
function alongOne(line, { width, height }, away) {
  const far = distances(line);
  const length = far[far.length - 1];
  if (!(length * LONGER > width)) return [];
  const half = Math.min(width, length) / 2;
  const count = Math.max(1, Math.floor((length - 2 * half) / STEP) + 1);
  const found = [];
  for (let step = 0; step < count; step++) {
    const middle = count === 1 ? length / 2 : half + (step * (length - 2 * half)) / (count - 1);
    const from = pointAt(line, far, middle - half);
    const to = pointAt(line, far, middle + half);
    const chord = Math.hypot(to.x - from.x, to.y - from.y);
    // a line that turns back has no name along it
    if (chord < half) continue;
    const turn = readable(Math.atan2(to.y - from.y, to.x - from.x));
    const up = { x: Math.sin(turn), y: -Math.cos(turn) };
    const between = line.filter((_, at) => far[at] > middle - half && far[at] < middle + half);
    const heights = [0, ...between.map(({ x, y }) => (x - from.x) * up.x + (y - from.y) * up.y)];
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const center = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const price = 2 * (high - low) + (20 * Math.abs(middle - length / 2)) / length;
    for (const [by, cost] of [
      [high + away + height / 2, price],
      [low - away - height / 2, price + 8],
    ]) {
      const spot = { x: center.x + up.x * by, y: center.y + up.y * by, turn: (turn * 180) / Math.PI };
      found.push({ spot, cost });
    }
  }
  return found;
}

/**
 * Places for the name of an area: within it, the nearest to its middle first; beside it where it is small.
 * @param {Point[][]} rings @param {Point} middle well within it @param {Size} size @param {Area} view @returns {Spot[]}
 */
export function spotsWithin(rings, middle, size, view) {
  const box = boxOf(rings.flat());
  if (!meets(box, view)) return [];
  const seen = {
    minX: Math.max(box.minX, view.minX),
    minY: Math.max(box.minY, view.minY),
    maxX: Math.min(box.maxX, view.maxX),
    maxY: Math.min(box.maxY, view.maxY),
  };
  const grid = Array.from({ length: GRID * GRID }, (_, at) => ({
    x: seen.minX + ((seen.maxX - seen.minX) * ((at % GRID) + 0.5)) / GRID,
    y: seen.minY + ((seen.maxY - seen.minY) * (Math.floor(at / GRID) + 0.5)) / GRID,
  }));
  const inside = [middle, ...grid]
    .filter((point) => isIn(point, view) && holdsBox(rings, around(point.x, point.y, size.width, size.height)))
    .map((point) => ({ spot: { ...point, turn: 0 }, cost: Math.hypot(point.x - middle.x, point.y - middle.y) }));
  if (inside.length) return best(inside);
  const isSmall = box.maxX - box.minX < SMALL && box.maxY - box.minY < SMALL;
  return isSmall ? spotsBeside(box, size) : isIn(middle, view) ? [{ ...middle, turn: 0 }] : [];
}

/** Places beside a box: below it, right, left, above. @param {Area} box @param {Size} size @returns {Spot[]} */
export function spotsBeside({ minX, minY, maxX, maxY }, { width, height }) {
  const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const [wide, high] = [width / 2 + GAP, height / 2 + GAP / 2];
  return [
    { x, y: maxY + high, turn: 0 },
    { x: maxX + wide, y, turn: 0 },
    { x: minX - wide, y, turn: 0 },
    { x, y: minY - high, turn: 0 },
  ];
}

/** @param {Priced[]} found @returns {Spot[]} */
function best(found) {
  const sorted = found.sort((a, b) => a.cost - b.cost);
  return sorted.slice(0, MOST).map(({ spot }) => spot);
}

/** @param {Point[]} points @returns {Area} */
export function boxOf(points) {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { x, y } of points) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

/** @param {Point} point @param {Area} box @returns {boolean} */
function isIn({ x, y }, { minX, minY, maxX, maxY }) {
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}

/** Whether rings hold a box: its corners, its middle and the middles of its edges. @param {Point[][]} rings @param {Area} box @returns {boolean} */
function holdsBox(rings, box) {
  const { minX, minY, maxX, maxY } = grow(box, 1);
  const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2];
  return [minX, x, maxX].every((across) => [minY, y, maxY].every((down) => isWithin(rings, across, down)));
}

/** @param {Point[][]} rings of which every second within another is a hole @param {number} x @param {number} y @returns {boolean} */
function isWithin(rings, x, y) {
  let within = false;
  for (const ring of rings)
    for (let at = 0, last = ring.length - 1; at < ring.length; last = at++) {
      const [a, b] = [ring[at], ring[last]];
      if (a.y > y !== b.y > y && x < a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)) within = !within;
    }
  return within;
}

/** @param {Point[]} line @returns {number[]} how far along the line each point is */
function distances(line) {
  let far = 0;
  return line.map(({ x, y }, at) => (at ? (far += Math.hypot(x - line[at - 1].x, y - line[at - 1].y)) : 0));
}

/** @param {Point[]} line @param {number[]} far @param {number} wanted @returns {Point} */
function pointAt(line, far, wanted) {
  const at = Math.max(
    1,
    far.findIndex((one) => one >= wanted),
  );
  const next = far[at] >= wanted ? at : line.length - 1;
  const [a, b] = [line[next - 1], line[next]];
  const part = Math.min(1, Math.max(0, (wanted - far[next - 1]) / (far[next] - far[next - 1] || 1)));
  return { x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y) };
}

/** @param {number} angle in radians @returns {number} the same line's, read from the left */
function readable(angle) {
  return Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle;
}
