// Where stacks and labels go so that none covers another. Pure: boxes in, boxes out, in px of the map's container.

import RBush from "rbush";

/**
 * @typedef {{ minX: number, minY: number, maxX: number, maxY: number }} Area
 * @typedef {{ width: number, height: number }} Size
 * @typedef {"beside" | "close" | "slide" | "callout" | "fixed"} Manner
 *   beside: next to its anchor, with a leader line where it has to go further; close: next to it, or nowhere; slide: centred on its anchor, and may be
 *   moved about without a line; callout: always off its anchor, with a line; fixed: at one of its spots, or nowhere
 * @typedef {{ id: string, anchor: Area, sizes: Size[], manner: Manner, spots?: Spot[], fits?: (box: Area) => boolean }} Label `sizes`: the one wished for
 *   first; `fits`: whether it may stand there
 * @typedef {import("./barriers.js").Barriers} Barriers
 * @typedef {{ id: string, size: number, box: Area, side: string, cost: number, leader: Line | null, spot?: number }} Placed `size`: index in `sizes`, `spot` in `spots`
 * @typedef {{ x: number, y: number, turn: number }} Spot a middle, and by how many degrees the label is turned there
 * @typedef {[x1: number, y1: number, x2: number, y2: number]} Line
 * @typedef {{ box: Area, side: string, cost: number, leader: Line | null, spot?: number }} Candidate
 */

const GAP = 5;
const DIRECTIONS = 16;
const REACH = {
  beside: [16, 32, 52, 80, 115],
  close: [],
  fixed: [],
  slide: [18, 36, 60, 90, 125, 165],
  callout: [22, 40, 62, 90, 125],
};
// how far outside the view a label stands that is out of sight (px)
const OUTSIDE = 8;
// what a candidate costs beyond its distance: having a line, crossing one, lying in a circle, standing beside its unit's circle, lying over
// what is drawn
const COST = { line: 14, cross: 120, within: 12, outer: 5, stroke: 20, mark: 8 };
const NO_BARRIERS = /** @type {Barriers} */ ({
  touches: () => false,
  isWithin: () => false,
  isOver: () => false,
  beside: (box) => box,
});
// what stands close to its anchor, and costs more or is further away (px), is left out
const TOO_MUCH = 40;
const CLOSE = 18;
// a smaller size is taken where the wished one costs more than this
const TOO_FAR = 100;

/**
 * Place labels, in the order given, around what stands already; a label for which there is no room is left out. Runs in slices.
 * @param {Label[]} labels @param {{ hard: Area[], barriers?: Barriers, marks?: Area[], lines?: Line[], view: Area }} ground `marks`: of single units,
 *   which no name of an area covers
 * @returns {Generator<void, Placed[], void>}
 */
export function* placeLabels(labels, { hard, barriers = NO_BARRIERS, marks = [], lines = [], view }) {
  const taken = /** @type {RBush<Area>} */ (new RBush()).load(hard);
  const dots = /** @type {RBush<Area>} */ (new RBush()).load(marks);
  const leaders = [...lines];
  const placed = [];
  for (const label of labels) {
    const best = bestPlace(label, { taken, barriers, dots, leaders, view });
    yield;
    if (!best) continue;
    taken.insert(best.box);
    if (best.leader) leaders.push(best.leader);
    placed.push(best);
  }
  return placed;
}

/**
 * @param {Label} label
 * @param {{ taken: RBush<Area>, barriers: Barriers, dots: RBush<Area>, leaders: Line[], view: Area }} ground
 * @returns {Placed | null}
 */
function bestPlace(label, ground) {
  /** @type {Placed | null} */
  let best = null;
  // a unit's label may stand within a circle; what is written on the land goes elsewhere, or is left out
  const keepsOff = label.manner === "slide" || label.manner === "callout" || label.manner === "fixed";
  const most = label.manner === "close" ? TOO_MUCH : Infinity;
  const isFar = (/** @type {Area} */ box) => label.manner === "close" && apart(box, label.anchor) > CLOSE;
  const outer = keepsOff ? label.anchor : ground.barriers.beside(label.anchor);
  for (const [size, { width, height }] of label.sizes.entries()) {
    for (const candidate of candidates(label, outer, width, height)) {
      // it can only become dearer
      if (best && candidate.cost + 12 * size >= best.cost) continue;
      if (isFar(candidate.box) || isCut(candidate.box, label.anchor, ground.view)) continue;
      if (ground.taken.collides(grow(candidate.box, 2))) continue;
      if (ground.barriers.touches(candidate.box)) continue;
      if (keepsOff && ground.barriers.isWithin(candidate.box)) continue;
      if (label.fits && (ground.dots.collides(candidate.box) || !label.fits(candidate.box))) continue;
      if (ground.leaders.some((line) => lineMeets(line, candidate.box))) continue;
      if (candidate.leader && isBarred(candidate.leader, label.anchor, ground.taken)) continue;
      const cost = candidate.cost + groundCost(candidate, ground) + 12 * size;
      if (cost <= most && (!best || cost < best.cost)) best = { ...candidate, cost, id: label.id, size };
    }
    if (best && best.cost < TOO_FAR) break;
  }
  return best;
}

/**
 * Whether the view cuts off a box, or has its anchor alone: of a number that is cut off another one would be left.
 * @param {Area} box @param {Area} anchor @param {Area} view @returns {boolean}
 */
function isCut(box, anchor, view) {
  const isWithin = box.minX >= view.minX && box.maxX <= view.maxX && box.minY >= view.minY && box.maxY <= view.maxY;
  // what stands just outside the view would show an edge of itself
  return !isWithin && (meets(box, grow(view, OUTSIDE)) || meets(anchor, view));
}

/**
 * @param {Candidate} candidate @param {{ barriers: Barriers, dots: RBush<Area>, leaders: Line[] }} ground @returns {number}
 */
function groundCost({ box, leader }, { barriers, dots, leaders }) {
  let cost = COST.mark * dots.search(box).length + (barriers.isWithin(box) ? COST.within : 0);
  if (barriers.isOver(box)) cost += COST.stroke;
  if (leader) for (const other of leaders) if (linesCross(leader, other)) cost += COST.cross;
  return cost;
}

/**
 * Whether a line would run through another label or another's symbols: then it would seem to be theirs.
 * @param {Line} line @param {Area} anchor where it begins @param {RBush<Area>} taken @returns {boolean}
 */
function isBarred([x1, y1, x2, y2], anchor, taken) {
  const along = {
    minX: Math.min(x1, x2) - 1,
    minY: Math.min(y1, y2) - 1,
    maxX: Math.max(x1, x2) + 1,
    maxY: Math.max(y1, y2) + 1,
  };
  return taken.search(along).some((other) => !same(other, anchor) && lineMeets([x1, y1, x2, y2], other));
}

/**
 * @param {Label} label @param {Area} outer its anchor with the circles around it @param {number} width @param {number} height @returns {Generator<Candidate>}
 */
function* candidates({ anchor, manner, spots }, outer, width, height) {
  const [x, y] = middle(anchor);
  for (const [spot, { x, y, turn }] of (spots ?? []).entries()) {
    const [wide, high] = turnedSize(width, height, turn);
    yield { box: around(x, y, wide, high), side: "middle", cost: spot, leader: null, spot };
  }
  if (manner === "slide") yield { box: around(x, y, width, height), side: "middle", cost: 0, leader: null };
  if (manner === "beside" || manner === "close") yield* besides(anchor, width, height);
  if (outer !== anchor)
    for (const place of besides(outer, width, height)) yield { ...place, cost: place.cost + COST.outer };
  for (const reach of REACH[manner])
    for (let step = 0; step < DIRECTIONS; step++) {
      const angle = (2 * Math.PI * step) / DIRECTIONS;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      const away = manner === "slide" ? reach : reachOut(anchor, width, height, dx, dy) + reach;
      const box = around(x + dx * away, y + dy * away, width, height);
      const leader = manner === "slide" ? null : leaderLine(anchor, box);
      yield {
        box,
        side: dx < -0.3 ? "left" : dx > 0.3 ? "right" : "middle",
        cost: reach + (leader ? COST.line : 0),
        leader,
      };
    }
}

/** @param {number} width @param {number} height @param {number} turn degrees @returns {[number, number]} the size of the box around it */
function turnedSize(width, height, turn) {
  const [across, up] = [Math.abs(Math.cos((turn * Math.PI) / 180)), Math.abs(Math.sin((turn * Math.PI) / 180))];
  return [width * across + height * up, width * up + height * across];
}

/**
 * The places that need no line: right, left, below, above, then the corners.
 * @param {Area} a @param {number} width @param {number} height @returns {Generator<Candidate>}
 */
function* besides(a, width, height) {
  const [x, y] = middle(a);
  const [right, left] = [a.maxX + GAP + width / 2, a.minX - GAP - width / 2];
  const [below, above] = [a.maxY + GAP / 2 + height / 2, a.minY - GAP / 2 - height / 2];
  const flush = (a.maxY - a.minY - height) / 2;
  /** @type {[number, number, string, number][]} */
  const places = [
    [right, y, "right", 0],
    [right, y - flush, "right", 2],
    [right, y + flush, "right", 2],
    [left, y, "left", 4],
    [left, y - flush, "left", 6],
    [left, y + flush, "left", 6],
    [x, below, "middle", 7],
    [x, above, "middle", 8],
    [right, below, "right", 12],
    [right, above, "right", 12],
    [left, below, "left", 14],
    [left, above, "left", 14],
  ];
  for (const [cx, cy, side, cost] of places) yield { box: around(cx, cy, width, height), side, cost, leader: null };
}

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

/** @param {Area} box @param {number} by @returns {Area} */
export function grow(box, by) {
  return { minX: box.minX - by, minY: box.minY - by, maxX: box.maxX + by, maxY: box.maxY + by };
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Area} the box with that middle */
export function around(x, y, width, height) {
  return { minX: x - width / 2, minY: y - height / 2, maxX: x + width / 2, maxY: y + height / 2 };
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
function apart(a, b) {
  const [wide, high] = [Math.max(a.minX - b.maxX, b.minX - a.maxX, 0), Math.max(a.minY - b.maxY, b.minY - a.maxY, 0)];
  return Math.hypot(wide, high);
}

/** @param {Area} a @param {Area} b @returns {boolean} */
function same(a, b) {
  return a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY;
}

/** @param {Area} box @returns {[number, number]} */
function middle({ minX, minY, maxX, maxY }) {
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

/**
 * How far along a direction a box must go from the middle of another until the two do not meet.
 * @param {Area} anchor @param {number} width @param {number} height @param {number} dx @param {number} dy @returns {number}
 */
function reachOut(anchor, width, height, dx, dy) {
  const wide = (anchor.maxX - anchor.minX + width) / 2;
  const high = (anchor.maxY - anchor.minY + height) / 2;
  return Math.min(wide / Math.max(Math.abs(dx), 1e-9), high / Math.max(Math.abs(dy), 1e-9));
}

/** @param {Area} anchor @param {Area} box @returns {Line} from the anchor's edge to the box's */
function leaderLine(anchor, box) {
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
function linesCross(a, b) {
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
