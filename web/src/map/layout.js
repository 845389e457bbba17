// Where labels go so that none covers another. Pure: boxes in, boxes out, in px of the map's container.

import RBush from "rbush";
import {
  apart,
  around,
  grow,
  leaderLine,
  lineBox,
  lineMeets,
  linesCross,
  meets,
  middle,
  reachOut,
  same,
} from "./boxes.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("./boxes.js").Size} Size
 * @typedef {import("./boxes.js").Line} Line
 * @typedef {"beside" | "near" | "close" | "slide" | "callout" | "fixed"} Manner
 *   beside: next to its anchor, with a leader line where it has to go further; near: likewise, but not far; close: next to it, or nowhere; slide: centred on its anchor, and may be
 *   moved about without a line; callout: always off its anchor, with a line; fixed: at one of its spots, or nowhere
 * @typedef {{ id: string, anchor: Area, sizes: Size[], same?: boolean, manner: Manner, spots?: (size: Size) => Spot[], fits?: (box: Area) => boolean,
 *   dot?: boolean, over?: boolean, parts?: Area[] }} Label `sizes`: the one wished for first; `same`: all say the same; `fits`: whether it may stand there; `dot`: whether there is one at
 *   its anchor, which nothing covers either; `over`: whether it may lie over marks, rather than be left out; `parts`: what of its anchor is drawn
 * @typedef {import("./barriers.js").Barriers} Barriers
 * @typedef {{ id: string, size: number, box: Area, side: string, cost: number, leader: Line | null, spot?: Spot }} Placed `size`: index in `sizes`
 * @typedef {{ label: Label, place: Placed, covers: Area[], named: Area[] }} Put a label where it stands, and what it covers and names there
 * @typedef {{ x: number, y: number, turn: number }} Spot a middle, and by how many degrees the label is turned there
 * @typedef {{ box: Area, pieces?: Area[], side: string, cost: number, leader: Line | null, spot?: Spot }} Candidate `pieces`: what of its box a
 *   turned label covers
 * @typedef {{ taken: RBush<Area>, names: RBush<Area>, symbols: RBush<Area & { of: string }>, barriers: Barriers, dots: RBush<Area>, leaders: Line[], view: Area }} Surroundings `names`: labels,
 *   each with what is between it and its symbol; `symbols`: what a label may stand beside, "" where it has none of its own
 */

const GAP = 5;
export const DIRECTIONS = 16;
const REACH = {
  beside: [16, 32, 52, 80, 115],
  near: [16, 32, 52],
  close: [],
  fixed: [],
  slide: [18, 36, 60, 90, 125, 165],
  callout: [22, 40, 62, 90, 125],
};
// room between a line and another's name (px)
const CLEAR = 4;
// how far outside the view a label stands that is out of sight (px)
const OUTSIDE = 8;
// what a candidate costs beyond its distance: having a line, crossing one, lying in a circle, standing beside its unit's circle, lying over
// what is drawn, beyond a border, and over one, which is less than to go away from its unit with a line, and before another's symbol,
// though its own circle is nearer
const COST = { line: 14, cross: 120, within: 12, outer: 5, stroke: 20, mark: 8, beyond: 32, border: 28, unclear: 24 };
const NO_BARRIERS = /** @type {Barriers} */ ({
  touches: () => false,
  isWithin: () => false,
  isOver: () => false,
  isAcross: () => false,
  isBeyond: () => false,
  isBeyondFront: () => false,
  beside: (box) => box,
  gap: () => Infinity,
});
// any place on its unit's side of a front comes before those beyond it
const FRONT = 1000;
// what stands close to its anchor, and costs more or is further away (px), is left out
const TOO_MUCH = 40;
const CLOSE = 18;
// a smaller size is taken where the wished one costs more than this; it costs so much itself, and is taken from there on if it says the same
const TOO_FAR = 100;
// what costs more, or would be left out, has those near by (px) go elsewhere, if that is the lesser evil
const DEAR = 24;
const LEFT_OUT = 500;
const NEAR = 60;
const NARROWER = 12;

/**
 * Place labels, in the order given, around what stands already; a label for which there is no room is left out. Runs in slices.
 * @param {Label[]} labels @param {{ hard: Area[], barriers?: Barriers, marks?: Area[], lines?: Line[], unnamed?: Area[], view: Area }} ground `marks`: of single units,
 *   which no name of an area covers; `lines`: that no label stands on; `unnamed`: symbols that have no label
 * @returns {Generator<void, Placed[], void>}
 */
export function* placeLabels(labels, { hard, barriers = NO_BARRIERS, marks = [], lines = [], unnamed = [], view }) {
  const taken = /** @type {RBush<Area>} */ (new RBush()).load(hard);
  const dots = /** @type {RBush<Area>} */ (new RBush()).load(marks);
  const names = /** @type {RBush<Area>} */ (new RBush());
  const symbols = /** @type {RBush<Area & { of: string }>} */ (new RBush()).load(
    labels
      .filter(standsBeside)
      .flatMap(({ id, anchor, parts = [anchor] }) => parts.map((part) => ({ ...part, of: id })))
      .concat(unnamed.map((area) => ({ ...area, of: "" }))),
  );
  const ground = { taken, names, symbols, barriers, dots, leaders: [...lines], view };
  /** @type {Put[]} */
  const placed = [];
  for (const label of labels) {
    const isCovered = label.dot && taken.collides(label.anchor);
    const best = isCovered ? null : bestPlace(label, ground);
    yield;
    const isDear = label.manner === "beside" && !(best && best.cost < DEAR);
    if (isDear && makeRoom(label, best?.cost ?? LEFT_OUT, placed, ground)) continue;
    if (best) placed.push(put(label, best, ground));
  }
  return placed.map(({ place }) => place);
}

/** @param {Label} label @param {Placed} place @param {Surroundings} ground that has it from now on @returns {Put} */
function put(label, place, { taken, names, leaders }) {
  const covers = label.dot ? [label.anchor, ...piecesOf(place)] : piecesOf(place);
  const named = namedBy(place, label.anchor).map((piece) => grow(piece, CLEAR));
  for (const piece of covers) taken.insert(piece);
  for (const piece of named) names.insert(piece);
  if (place.leader) leaders.push(place.leader);
  return { label, place, covers, named };
}

/** @param {Put} one that is put elsewhere @param {Surroundings} ground */
function lift({ place, covers, named }, { taken, names, leaders }) {
  for (const piece of covers) taken.remove(piece);
  for (const piece of named) names.remove(piece);
  if (place.leader) leaders.splice(leaders.indexOf(place.leader), 1);
}

/**
 * Put a label where one near by stands, which goes elsewhere, if the two together are better placed then.
 * @param {Label} label @param {number} cost of its place as they stand @param {Put[]} placed @param {Surroundings} ground @returns {boolean}
 */
function makeRoom(label, cost, placed, ground) {
  const near = grow(label.anchor, NEAR);
  for (const [at, other] of placed.entries()) {
    if (other.label.manner !== "beside" || !meets(other.place.box, near)) continue;
    lift(other, ground);
    const mine = bestPlace(label, ground);
    const first = mine && put(label, mine, ground);
    const theirs = first && bestPlace(other.label, ground);
    if (theirs && mine.cost + theirs.cost < cost + other.place.cost) {
      placed[at] = put(other.label, theirs, ground);
      placed.push(first);
      return true;
    }
    if (first) lift(first, ground);
    placed[at] = put(other.label, other.place, ground);
  }
  return false;
}

/**
 * @param {Label} label @param {Surroundings} ground @returns {Placed | null}
 */
function bestPlace(label, ground) {
  /** @type {Placed | null} */
  let best = null;
  // a unit's label may stand within a circle; what is written on the land goes elsewhere, or is left out
  const keepsOff = label.manner === "slide" || label.manner === "callout" || label.manner === "fixed";
  const most = label.manner === "close" ? TOO_MUCH : Infinity;
  // what is out of view has its name there
  const isOut = !keepsOff && !meets(label.anchor, ground.view);
  const isAway = (/** @type {Area} */ box) =>
    (label.manner === "close" && apart(box, label.anchor) > CLOSE) || (isOut && meets(box, ground.view));
  const outer = keepsOff ? label.anchor : ground.barriers.beside(label.anchor, label.id);
  for (const [size, { width, height }] of label.sizes.entries()) {
    for (const candidate of candidates(label, outer, width, height)) {
      // it can only become dearer
      if (best && candidate.cost + NARROWER * size >= best.cost) continue;
      if (isAway(candidate.box) || isCut(candidate.box, label.anchor, ground.view)) continue;
      if (piecesOf(candidate).some((piece) => isTaken(piece, keepsOff, ground))) continue;
      const hides = label.fits ?? (label.manner !== "slide" && label.manner !== "callout" && !label.over);
      if (hides && ground.dots.collides(grow(candidate.box, CLEAR))) continue;
      if (label.fits && !label.fits(candidate.box)) continue;
      if (isCrossed(candidate, label.anchor, ground.leaders)) continue;
      if (candidate.leader ? isBarred(candidate.leader, label.anchor, ground) : isAnothers(candidate, label, ground))
        continue;
      const unclear = candidate.leader || !isBeforeAnothers(candidate, label, ground) ? 0 : COST.unclear;
      const cost = candidate.cost + groundCost(candidate, label.anchor, ground) + NARROWER * size + unclear;
      if (cost > most) continue;
      const rank = cost + (standsBeside(label) && isOverFront(candidate, label, ground) ? FRONT : 0);
      if (!best || rank < best.cost) best = { ...candidate, cost: rank, id: label.id, size };
    }
    if (best && best.cost < (label.same ? NARROWER : TOO_FAR)) break;
  }
  return best;
}

/** @param {Area} piece of a label @param {boolean} keepsOff circles @param {Surroundings} ground @returns {boolean} */
function isTaken(piece, keepsOff, { taken, barriers }) {
  return taken.collides(grow(piece, 2)) || barriers.touches(piece) || (keepsOff && barriers.isWithin(piece));
}

/** @param {Candidate} candidate @returns {Area[]} what it covers */
function piecesOf({ box, pieces }) {
  return pieces ?? [box];
}

/**
 * What another's line would seem to point at: a label, and what is between it and the symbol that it stands beside.
 * @param {Candidate} candidate @param {Area} anchor @returns {Area[]}
 */
function namedBy(candidate, anchor) {
  const pieces = piecesOf(candidate);
  return candidate.leader || candidate.spot ? pieces : [...pieces, ...between(candidate.box, anchor)];
}

/** @param {Area} a @param {Area} b @returns {Area[]} what lies between two boxes that are side by side, or one above the other */
function between(a, b) {
  const [minX, maxX] = [Math.max(a.minX, b.minX), Math.min(a.maxX, b.maxX)];
  const [minY, maxY] = [Math.max(a.minY, b.minY), Math.min(a.maxY, b.maxY)];
  if (minX > maxX && minY > maxY) return [];
  return [
    { minX: Math.min(minX, maxX), minY: Math.min(minY, maxY), maxX: Math.max(minX, maxX), maxY: Math.max(minY, maxY) },
  ];
}

/**
 * Whether a line that is there runs through a label, too near to it, or between it and its symbol.
 * @param {Candidate} candidate @param {Area} anchor @param {Line[]} leaders @returns {boolean}
 */
function isCrossed(candidate, anchor, leaders) {
  const areas = namedBy(candidate, anchor);
  return leaders.some((line) => areas.some((area) => lineMeets(line, grow(area, starts(line, anchor) ? 0 : CLEAR))));
}

/** @param {Line} line @param {Area} anchor @returns {boolean} whether one end of the line is at the anchor's edge */
function starts([x1, y1, x2, y2], anchor) {
  const near = grow(anchor, 2);
  return meets(around(x1, y1, 1, 1), near) || meets(around(x2, y2, 1, 1), near);
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

/** @param {Label} label @returns {boolean} whether it is of a unit or a figure */
function standsBeside({ manner, dot }) {
  return !dot && (manner === "beside" || manner === "near" || manner === "close");
}

/** Whether another's symbol or circle is nearer to a label without a line than what it names. @param {Candidate} candidate @param {Label} label @param {Surroundings} ground */
function isAnothers({ box }, label, { symbols, barriers }) {
  if (!standsBeside(label)) return false;
  const { id } = label;
  const far = gapTo(box, label);
  const own =
    Math.min(
      far,
      barriers.gap(box, far, (of) => of === id),
    ) - 0.01;
  return isNearer(box, own, id, symbols) || barriers.gap(box, own, (of) => of !== undefined && of !== id) < own;
}

/** Whether another's symbol is nearer to a label than its own, whatever their circles. @param {Candidate} candidate @param {Label} label @param {Surroundings} ground */
function isBeforeAnothers({ box }, label, { symbols }) {
  return standsBeside(label) && isNearer(box, gapTo(box, label) - 0.01, label.id, symbols);
}

/** @param {Area} box @param {Label} label @returns {number} px to what is drawn of its anchor */
function gapTo(box, { anchor, parts = [anchor] }) {
  return Math.min(...parts.map((part) => apart(box, part)));
}

/** @param {Area} box @param {number} than px @param {string} id @param {Surroundings["symbols"]} symbols @returns {boolean} */
function isNearer(box, than, id, symbols) {
  return symbols.search(grow(box, than)).some((other) => other.of !== id && apart(other, box) < than);
}

/**
 * @param {Candidate} candidate @param {Area} anchor @param {{ barriers: Barriers, dots: RBush<Area>, leaders: Line[] }} ground @returns {number}
 */
function groundCost(candidate, anchor, { barriers, dots, leaders }) {
  const { box, leader, spot } = candidate;
  let cost = COST.mark * dots.search(box).length + (barriers.isWithin(box) ? COST.within : 0);
  if (barriers.isOver(box)) cost += COST.stroke;
  if (piecesOf(candidate).some(barriers.isAcross)) cost += COST.border;
  if (spot === undefined && barriers.isBeyond(lineTo(box, anchor))) cost += COST.beyond;
  if (!leader) return cost;
  for (const other of leaders) if (linesCross(leader, other)) cost += COST.cross;
  const over = dots.search(lineBox(leader)).filter((dot) => lineMeets(leader, dot));
  return cost + COST.mark * over.length;
}

/** @param {Candidate} candidate @param {Label} label of a unit or a figure @param {Surroundings} ground @returns {boolean} whether a front runs between the two */
function isOverFront({ box }, { anchor }, { barriers }) {
  return barriers.isBeyondFront(lineTo(box, anchor));
}

/** @param {Area} box @param {Area} anchor @returns {Line} from where the unit is: a front may run beneath its symbol */
function lineTo(box, anchor) {
  return leaderLine(around(...middle(anchor), 1, 1), box);
}

/**
 * Whether a line would run through another label or another's symbols, or between them: then it would seem to be theirs.
 * @param {Line} line @param {Area} anchor where it begins @param {Surroundings} ground @returns {boolean}
 */
function isBarred(line, anchor, { taken, names }) {
  const along = grow(lineBox(line), 1);
  const isMet = (/** @type {Area} */ other) => !same(other, anchor) && lineMeets(line, other);
  return taken.search(along).some(isMet) || names.search(along).some(isMet);
}

/**
 * @param {Label} label @param {Area} outer its anchor with the circles around it @param {number} width @param {number} height @returns {Generator<Candidate>}
 */
function* candidates({ anchor, manner, spots }, outer, width, height) {
  const [x, y] = middle(anchor);
  for (const [cost, spot] of (spots?.({ width, height }) ?? []).entries())
    yield { ...turned(spot, width, height), side: "middle", cost, leader: null, spot };
  if (manner === "slide") yield { box: around(x, y, width, height), side: "middle", cost: 0, leader: null };
  if (manner === "beside" || manner === "near" || manner === "close") yield* besides(anchor, width, height);
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

/** @param {Spot} spot @param {number} width @param {number} height @returns {{ box: Area, pieces: Area[] }} the box around a turned label, and what of it is covered */
function turned({ x, y, turn }, width, height) {
  const [dx, dy] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const box = around(x, y, width * Math.abs(dx) + height * Math.abs(dy), width * Math.abs(dy) + height * Math.abs(dx));
  if (Math.abs(dy) < 0.02) return { box, pieces: [box] };
  const count = Math.max(1, Math.round((2 * width) / height));
  const size = height * (Math.abs(dx) + Math.abs(dy));
  const pieces = Array.from({ length: count }, (_, at) => {
    const along = count === 1 ? 0 : (at / (count - 1) - 0.5) * Math.max(width - height, 0);
    return around(x + dx * along, y + dy * along, size, size);
  });
  return { box, pieces };
}

/**
 * The places that need no line: right, left, below, above, a little off the middle, then the corners.
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
    [right, y + height / 3, "right", 9],
    [right, y - height / 3, "right", 9],
    [left, y + height / 3, "left", 11],
    [left, y - height / 3, "left", 11],
    [right, below, "right", 12],
    [right, above, "right", 12],
    [left, below, "left", 14],
    [left, above, "left", 14],
  ];
  for (const [cx, cy, side, cost] of places) yield { box: around(cx, cy, width, height), side, cost, leader: null };
}
