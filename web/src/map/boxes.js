// Boxes and lines, in px.

/**
 * @typedef {{ minX: number, minY: number, maxX: number, maxY: number }} Area
 * @typedef {{ width: number, height: number }} Size
 * @typedef {[x1: number, y1: number, x2: number, y2: number]} Line
 */

/** @param {Area} box @param {number} by @returns {Area} */
export function grow(box, by) {
  return { minX: box.minX - by, minY: box.minY - by, maxX: box.maxX + by, maxY: box.maxY + by };
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Area} the box with that middle */
export function around(x, y, width, height) {
  return { minX: x - width / 2, minY: y - height / 2, maxX: x + width / 2, maxY: y + height / 2 };
}

/** @param {Line} line @returns {Area} */
export function lineBox([x1, y1, x2, y2]) {
  return { minX: Math.min(x1, x2), minY: Math.min(y1, y2), maxX: Math.max(x1, x2), maxY: Math.max(y1, y2) };
}

/** @param {Area} a @param {Area} b @returns {Area} around both */
export function unite(a, b) {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

/** @param {Area} box @param {{ x: number, y: number }} by @returns {Area} */
export function shift(box, { x, y }) {
  return { minX: box.minX + x, minY: box.minY + y, maxX: box.maxX + x, maxY: box.maxY + y };
}

/** @param {Line} line @param {{ x: number, y: number }} by @returns {Line} */
export function shiftLine([x1, y1, x2, y2], { x, y }) {
  return [x1 + x, y1 + y, x2 + x, y2 + y];
}

/** @param {Area} a @param {Area} b @returns {boolean} */
export function meets(a, b) {
  return a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;
}

/** @param {Area} a @param {Area} b @returns {number} px between them */
export function apart(a, b) {
  const [wide, high] = [Math.max(a.minX - b.maxX, b.minX - a.maxX, 0), Math.max(a.minY - b.maxY, b.minY - a.maxY, 0)];
  return Math.hypot(wide, high);
}

/** @param {Area} a @param {Area} b @returns {boolean} */
export function same(a, b) {
  return a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY;
}

/** @param {Area} box @returns {[number, number]} */
export function middle({ minX, minY, maxX, maxY }) {
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

/**
 * How far along a direction a box must go from the middle of another until the two do not meet.
 * @param {Area} anchor @param {number} width @param {number} height @param {number} dx @param {number} dy @returns {number}
 */
export function reachOut(anchor, width, height, dx, dy) {
  const wide = (anchor.maxX - anchor.minX + width) / 2;
  const high = (anchor.maxY - anchor.minY + height) / 2;
  return Math.min(wide / Math.max(Math.abs(dx), 1e-9), high / Math.max(Math.abs(dy), 1e-9));
}

/** @param {Area} anchor @param {Area} box @returns {Line} from the anchor's edge to the box's */
export function leaderLine(anchor, box) {
  const [ax, ay] = middle(anchor);
  const clamp = (/** @type {number} */ v, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.min(Math.max(v, low), high);
  const [bx, by] = [clamp(ax, box.minX, box.maxX), clamp(ay, box.minY, box.maxY)];
  return [clamp(bx, anchor.minX, anchor.maxX), clamp(by, anchor.minY, anchor.maxY), bx, by];
}

/** @param {Line} line @param {Area} box @returns {boolean} whether the line enters the box */
export function lineMeets([x1, y1, x2, y2], box) {
  const { minX, minY, maxX, maxY } = grow(box, -1);
  let [from, to] = [0, 1];
  for (const [start, delta, low, high] of [
    [x1, x2 - x1, minX, maxX],
    [y1, y2 - y1, minY, maxY],
  ]) {
    if (Math.abs(delta) < 1e-9) {
      if (start < low || start > high) return false;
      continue;
    }
    const [a, b] = [(low - start) / delta, (high - start) / delta];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from < to;
}

/** @param {Line} a @param {Line} b @returns {boolean} */
export function linesCross(a, b) {
  const turn = (/** @type {number[]} */ p) => (/** @type {Line} */ l) =>
    Math.sign((l[2] - l[0]) * (p[1] - l[1]) - (l[3] - l[1]) * (p[0] - l[0]));
  const [a1, a2, b1, b2] = [
    [a[0], a[1]],
    [a[2], a[3]],
    [b[0], b[1]],
    [b[2], b[3]],
  ];
  return turn(a1)(b) * turn(a2)(b) < 0 && turn(b1)(a) * turn(b2)(a) < 0;
}
