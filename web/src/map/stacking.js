// Where stacks of symbols go so that none covers another. Pure: boxes in, boxes out, in px.

import RBush from "rbush";
import { around, grow, leaderLine, reachOut } from "./boxes.js";
import { DIRECTIONS } from "./layout.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("./boxes.js").Line} Line
 */

/**
 * @typedef {{ id: string, x: number, y: number, width: number, height: number, inX: number, inY: number }} Stack `x`, `y`: the
 *   point that it stands for; `inX`, `inY`: where in its box that point is
 * @typedef {{ id: string, x: number, y: number, box: Area, leader: Line | null }} PlacedStack
 */

/**
 * Put each stack of symbols on its point, or beside it with a line where another stands there already. A stack for
 * which there is no place within reach is given to the stack that is nearest: `joins` says which.
 * @param {Stack[]} stacks @returns {{ placed: PlacedStack[], joins: Map<string, string> }}
 */
export function placeStacks(stacks) {
  const taken = /** @type {RBush<Area & { id: string }>} */ (new RBush());
  const points = /** @type {RBush<Area & { id: string }>} */ (new RBush()).load(
    stacks.map(({ id, x, y }) => ({ ...around(x, y, 8, 8), id })),
  );
  const placed = [];
  const joins = new Map();
  for (const stack of stacks) {
    const box = stackBox(stack, taken, points);
    if (!box) {
      joins.set(stack.id, nearest(stack, placed).id);
      continue;
    }
    const moved = Math.hypot(box.minX + stack.inX - stack.x, box.minY + stack.inY - stack.y) > 1;
    taken.insert({ ...box, id: stack.id });
    placed.push({ ...stack, box, leader: moved ? leaderLine(around(stack.x, stack.y, 1, 1), box) : null });
  }
  return { placed, joins };
}

/**
 * @param {Stack} stack @param {RBush<Area & { id: string }>} taken @param {RBush<Area & { id: string }>} points
 * @returns {Area | null}
 */
function stackBox({ id, x, y, width, height, inX, inY }, taken, points) {
  const free = (/** @type {Area} */ box) =>
    !taken.collides(grow(box, 2)) && points.search(box).every((point) => point.id === id);
  const centred = { minX: x - inX, minY: y - inY, maxX: x - inX + width, maxY: y - inY + height };
  if (!taken.collides(grow(centred, 2)) && points.search(around(x, y, 12, 12)).length <= 1) return centred;
  for (const reach of [4, 12, 24, 40])
    for (let step = 0; step < DIRECTIONS; step++) {
      const angle = (2 * Math.PI * step) / DIRECTIONS;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      const away = reachOut(around(x, y, 8, 8), width, height, dx, dy) + reach;
      const box = around(x + dx * away, y + dy * away, width, height);
      if (free(box)) return box;
    }
  return null;
}

/** @param {Stack} stack @param {PlacedStack[]} placed @returns {PlacedStack} */
function nearest(stack, placed) {
  const far = (/** @type {PlacedStack} */ other) => Math.hypot(other.x - stack.x, other.y - stack.y);
  return placed.reduce((best, other) => (far(other) < far(best) ? other : best));
}

/**
 * Gather points that lie closer than `distance` px: each point joins the first group whose first point is that near.
 * @param {{ x: number, y: number }[]} points @param {number} distance @returns {number[][]} indices
 */
export function gather(points, distance) {
  const index = /** @type {RBush<Area & { group: number }>} */ (new RBush());
  /** @type {number[][]} */
  const groups = [];
  for (const [number, { x, y }] of points.entries()) {
    const near = index.search(around(x, y, 2 * distance, 2 * distance));
    const group = near.length ? Math.min(...near.map((entry) => entry.group)) : groups.length;
    if (near.length) groups[group].push(number);
    else {
      groups.push([number]);
      index.insert({ minX: x, minY: y, maxX: x, maxY: y, group });
    }
  }
  return groups;
}
