// The troops of units that stand together, summed by cells of the map and in each by side: sides are never added up. Pure.

import { reachOut } from "../boxes.js";

/**
 * @typedef {{ troops: Float64Array | null, least: Float64Array | null, most: Float64Array | null, approx: ((index: number) => boolean) | null,
 *   countedIn: Int32Array | null }} Figures of each unit; NaN where nothing is stated; `countedIn`: the unit in whose number its own is, -1 for none
 * @typedef {{ sides: Uint8Array | Uint16Array, figures: Figures }} Facts of each unit
 * @typedef {{ left: number, top: number, size: number, columns: number, rows: number }} Grid cells of `size` px from a corner on
 * @typedef {import("../../lib/words.js").Figure & { side: number, units: number, stated: number, parts: number, isRough: boolean }} Sum of one side's
 *   units; `units`: how many; `stated`: of how many the figure is, those in a superior's figure among them; `parts`: how many figures were
 *   added; `isRough`: it is a sum, and no exact one
 * @typedef {Sum & { cell: number, x: number, y: number, spread: number, nearest: Nearest }} Gathered `x`, `y`: the units' middle, and how far they are apart, px
 * @typedef {{ far: number, x: number, y: number }} Nearest the unit that is nearest to the middle, and how far it is from there, px
 * @typedef {{ units: number, stated: number, parts: number, first: number, sumX: number, sumY: number, minX: number, maxX: number, minY: number,
 *   maxY: number, troops: number, least: number, most: number, isRanged: boolean, isApprox: boolean, nearest: Nearest }} Heap what one side has in a cell
 */

// how many numbers of superiors are looked at
const HEIGHT = 100;
// of a circle's radius: how far beyond the edge of symbols its middle stands that they would hide
const LIFTED = 0.4;
/** How much of a circle is to be seen beside symbols (px). */
export const SEEN = 6;

/** @returns {Heap} */
function emptyHeap() {
  return {
    units: 0,
    stated: 0,
    parts: 0,
    first: 0,
    sumX: 0,
    sumY: 0,
    minX: Infinity,
    maxX: -Infinity,
    minY: Infinity,
    maxY: -Infinity,
    troops: 0,
    least: 0,
    most: 0,
    isRanged: false,
    isApprox: false,
    nearest: { far: Infinity, x: 0, y: 0 },
  };
}

/** @param {Heap[]} heaps of one cell @returns {number} */
function unitsOf(heaps) {
  return heaps.reduce((sum, { units }) => sum + units, 0);
}

/**
 * @param {Grid} grid @param {Facts} facts @param {(index: number) => number} cellOf the cell of any unit, -1 outside the grid
 */
export function createGathering({ columns, rows }, { sides, figures }, cellOf) {
  /** @type {Heap[][]} of each cell, at the places of the sides that are in it */
  const heaps = Array.from({ length: columns * rows }, () => []);
  const stating = [figures.troops, figures.least, figures.most].filter((column) => column !== null);
  const stated = (/** @type {Float64Array | null} */ column, /** @type {number} */ index) =>
    column ? column[index] : NaN;

  /** @param {number} index @returns {boolean} */
  function hasTroops(index) {
    // a number equals itself, NaN does not
    for (const column of stating) if (column[index] === column[index]) return true;
    return false;
  }

  /** Whether a unit whose number has this one's in it stands in the same cell. @param {number} index @param {number} cell */
  function isPart(index, cell) {
    let above = figures.countedIn?.[index] ?? -1;
    for (let height = 0; above >= 0 && height < HEIGHT; height++) {
      if (cellOf(above) === cell) return true;
      above = figures.countedIn?.[above] ?? -1;
    }
    return false;
  }

  /** @param {number} cell @param {number} side @returns {Heap} */
  function heapOf(cell, side) {
    return (heaps[cell][side] ??= emptyHeap());
  }

  /** @param {Heap} heap @param {number} index */
  function addTroops(heap, index) {
    if (!heap.parts++) heap.first = index;
    const number = stated(figures.troops, index);
    const [low, high] = [stated(figures.least, index), stated(figures.most, index)];
    // a sum with an unknown part is unknown: NaN stays NaN
    heap.troops += number;
    heap.most += high === high ? high : number;
    // of nobody there are fewer than none: where only the most is stated, the others' least is still that of the sum
    heap.least += low === low ? low : number === number ? number : 0;
    if (low === low || high === high) heap.isRanged = true;
    if (figures.approx?.(index)) heap.isApprox = true;
  }

  /** @param {Heap} heap @returns {import("../../lib/words.js").Figure} */
  function figureOf(heap) {
    if (!heap.parts) return {};
    const known = (/** @type {number} */ number) => (number === number ? number : null);
    const alone = heap.parts === 1;
    const [low, high] = alone
      ? [stated(figures.least, heap.first), stated(figures.most, heap.first)]
      : [heap.least || NaN, heap.most];
    const bounds = heap.isRanged
      ? { troops_min: known(low), troops_max: known(high) }
      : { troops_min: null, troops_max: null };
    return { troops: known(heap.troops), ...bounds, troops_approx: heap.isApprox };
  }

  return {
    /** @param {number} index @param {number} cell @param {number} x @param {number} y px */
    add(index, cell, x, y) {
      const heap = heapOf(cell, sides[index]);
      heap.units++;
      heap.sumX += x;
      heap.sumY += y;
      if (x < heap.minX) heap.minX = x;
      if (x > heap.maxX) heap.maxX = x;
      if (y < heap.minY) heap.minY = y;
      if (y > heap.maxY) heap.maxY = y;
      const isIn = isPart(index, cell);
      if (isIn || hasTroops(index)) heap.stated++;
      if (!isIn && hasTroops(index)) addTroops(heap, index);
    },
    /** When all are added: how near a unit stands to the middle. @param {number} index @param {number} cell @param {number} x @param {number} y px */
    approach(index, cell, x, y) {
      const heap = heaps[cell]?.[sides[index]];
      if (!heap) return;
      const [dx, dy] = [x - heap.sumX / heap.units, y - heap.sumY / heap.units];
      const far = Math.sqrt(dx * dx + dy * dy);
      if (far < heap.nearest.far) heap.nearest = { far, x, y };
    },
    /** @param {number} cell @returns {number} */
    unitsIn: (cell) => unitsOf(heaps[cell]),
    /** @param {number} cell @returns {number} px */
    spreadIn(cell) {
      const all = heaps[cell].filter(Boolean);
      const wide = Math.max(...all.map(({ maxX }) => maxX)) - Math.min(...all.map(({ minX }) => minX));
      const high = Math.max(...all.map(({ maxY }) => maxY)) - Math.min(...all.map(({ minY }) => minY));
      return Math.max(wide, high);
    },
    /** @returns {number[]} how many units each cell has that has any */
    counts: () => heaps.map(unitsOf).filter((count) => count > 0),
    /** @returns {Gathered[]} what each side has in each cell, by side */
    list() {
      return heaps.flatMap((bySide, cell) =>
        bySide.flatMap((heap, side) => ({
          cell,
          side,
          units: heap.units,
          stated: heap.stated,
          parts: heap.parts,
          isRough: heap.parts > 1 && (heap.isRanged || heap.isApprox),
          x: heap.sumX / heap.units,
          y: heap.sumY / heap.units,
          spread: Math.max(heap.maxX - heap.minX, heap.maxY - heap.minY),
          nearest: heap.nearest,
          ...figureOf(heap),
        })),
      );
    },
  };
}

/**
 * The least scale of 1, 2 or 5 times a power of ten whose largest circle stays within a radius, never larger than the map's own.
 * @param {number} largest troops @param {{ troops: number, radius_px: number }} own @param {number} radius px @returns {number} troops
 */
export function gatheredTroops(largest, own, radius) {
  const least = largest * (own.radius_px / radius) ** 2;
  if (!(least > own.troops)) return own.troops;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * /** @type {number} */ ([1, 2, 5, 10].find((step) => step * power >= 0.999 * least));
}

/**
 * The troops of some units, each side's apart. A unit whose number is in that of another one among them, as the page's column `counted_in`
 * says, is not added.
 * @param {number[]} indices @param {Facts} facts @returns {Sum[]} one of each side that is among them, in the order of the sides
 */
export function sumSides(indices, facts) {
  const among = facts.figures.countedIn && new Set(indices);
  const gathering = createGathering({ left: 0, top: 0, size: 0, columns: 1, rows: 1 }, facts, (index) =>
    among?.has(index) ? 0 : -1,
  );
  for (const index of indices) gathering.add(index, 0, 0, 0);
  return gathering.list();
}

/** @param {import("../../lib/words.js").Figure} figure @returns {number} the largest number that it has, 0 where it has none */
export function largestOf(figure) {
  return figure.troops_max ?? figure.troops ?? figure.troops_min ?? 0;
}

/**
 * Where circles stand that symbols would hide: around these, as near as they are seen.
 * @param {number[]} radii px @param {import("../boxes.js").Area} symbols @returns {{ x: number, y: number }[]} px
 */
export function liftCircles(radii, symbols) {
  const away = (/** @type {number} */ radius, /** @type {number} */ dx, /** @type {number} */ dy) =>
    reachOut(symbols, 2 * LIFTED * radius, 2 * LIFTED * radius, dx, dy);
  const middle = { x: (symbols.minX + symbols.maxX) / 2, y: (symbols.minY + symbols.maxY) / 2 };
  return aroundPlace(radii, away).map(({ x, y }) => ({ x: middle.x + x, y: middle.y + y }));
}

/**
 * Whether symbols hide a circle, or leave so little of it that one has to look for it.
 * @param {{ x: number, y: number, radius: number }} circle px @param {{ minX: number, minY: number, maxX: number, maxY: number }} symbols @returns {boolean}
 */
export function isHidden({ x, y, radius }, { minX, minY, maxX, maxY }) {
  return Math.max(minX - (x - radius), x + radius - maxX, minY - (y - radius), y + radius - maxY) < SEEN;
}

/**
 * Where circles of one place stand: one in its middle, several around it, so that none covers another.
 * @param {number[]} radii px @returns {{ x: number, y: number }[]} px from the place
 */
export function spreadCircles(radii) {
  return radii.length < 2 ? radii.map(() => ({ x: 0, y: 0 })) : aroundPlace(radii, () => 0);
}

/**
 * @param {number[]} radii px @param {(radius: number, dx: number, dy: number) => number} least how far each is away at least in its direction
 * @returns {{ x: number, y: number }[]} px from the place
 */
function aroundPlace(radii, least) {
  // two circles at an angle of 2π/n do not meet where each is its radius / sin(π/n) away, or further
  const apart = radii.length < 2 ? Infinity : Math.sin(Math.PI / radii.length);
  return radii.map((radius, number) => {
    const angle = Math.PI + (2 * Math.PI * number) / radii.length;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const far = Math.max(radius / apart, least(radius, dx, dy));
    return { x: far * dx, y: far * dy };
  });
}
