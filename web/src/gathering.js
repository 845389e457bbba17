// The troops of many units, summed by cells of the map. Pure.

/**
 * @typedef {{ troops: Float64Array | null, least: Float64Array | null, most: Float64Array | null, approx: ((index: number) => boolean) | null,
 *   superior: Int32Array | null }} Figures of each unit; NaN where nothing is stated, -1 where no unit is the superior
 * @typedef {{ left: number, top: number, size: number, columns: number, rows: number }} Grid cells of `size` px from a corner on
 * @typedef {import("./words.js").Figure & { units: number, x: number, y: number, spread: number }} Gathered `units`: how many; `x`, `y`: their
 *   middle, and how far they are apart, px
 */

// how far up superiors are looked for; more is a circle of superiors
const HEIGHT = 100;

/**
 * @param {Grid} grid @param {Figures} figures @param {(index: number) => number} cellOf the cell of any unit, -1 outside the grid
 */
export function createGathering({ columns, rows }, figures, cellOf) {
  const size = columns * rows;
  const [units, counted, first] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  const [sumX, sumY, troops, least, most] = Array.from({ length: 5 }, () => new Float64Array(size));
  const [minX, minY] = Array.from({ length: 2 }, () => new Float64Array(size).fill(Infinity));
  const [maxX, maxY] = Array.from({ length: 2 }, () => new Float64Array(size).fill(-Infinity));
  const [ranged, approx] = [new Uint8Array(size), new Uint8Array(size)];
  const stated = (/** @type {Float64Array | null} */ column, /** @type {number} */ index) => (column ? column[index] : NaN);

  /** @param {number} index @returns {boolean} */
  function hasTroops(index) {
    // a number equals itself, NaN does not
    return [figures.troops, figures.least, figures.most].some((column) => column && column[index] === column[index]);
  }

  /** Whether a superior that states troops stands in the same cell: its figure has the unit's in it. @param {number} index @param {number} cell */
  function isPart(index, cell) {
    if (!figures.superior) return false;
    let above = figures.superior[index];
    for (let height = 0; above >= 0 && above !== index && height < HEIGHT; height++) {
      if (cellOf(above) !== cell) return false;
      if (hasTroops(above)) return true;
      above = figures.superior[above];
    }
    return false;
  }

  /** @param {number} cell @returns {number} px */
  function spreadIn(cell) {
    return Math.max(maxX[cell] - minX[cell], maxY[cell] - minY[cell]);
  }

  return {
    /** @param {number} index @param {number} cell @param {number} x @param {number} y px */
    add(index, cell, x, y) {
      units[cell]++;
      sumX[cell] += x;
      sumY[cell] += y;
      if (x < minX[cell]) minX[cell] = x;
      if (x > maxX[cell]) maxX[cell] = x;
      if (y < minY[cell]) minY[cell] = y;
      if (y > maxY[cell]) maxY[cell] = y;
      if (!hasTroops(index) || isPart(index, cell)) return;
      if (!counted[cell]++) first[cell] = index;
      const number = stated(figures.troops, index);
      const [low, high] = [stated(figures.least, index), stated(figures.most, index)];
      // a sum with an unknown part is unknown: NaN stays NaN
      troops[cell] += number;
      least[cell] += low === low ? low : number;
      most[cell] += high === high ? high : number;
      if (low === low || high === high) ranged[cell] = 1;
      if (figures.approx?.(index)) approx[cell] = 1;
    },
    /** @param {number} cell @returns {number} */
    unitsIn: (cell) => units[cell],
    spreadIn,
    /** @returns {Gathered[]} the cells that have units */
    list() {
      const known = (/** @type {number} */ number) => (number === number ? number : null);
      const all = [];
      for (let cell = 0; cell < size; cell++) {
        if (!units[cell]) continue;
        const place = { units: units[cell], x: sumX[cell] / units[cell], y: sumY[cell] / units[cell], spread: spreadIn(cell) };
        const alone = counted[cell] === 1;
        const [low, high] = alone ? [stated(figures.least, first[cell]), stated(figures.most, first[cell])] : [least[cell], most[cell]];
        const bounds = ranged[cell] ? { troops_min: known(low), troops_max: known(high) } : { troops_min: null, troops_max: null };
        const figure = counted[cell] ? { troops: known(troops[cell]), ...bounds, troops_approx: approx[cell] === 1 } : {};
        all.push({ ...place, ...figure });
      }
      return all;
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
 * The troop figure of some units together, as `sumTroops` has it, without making an object of each.
 * @param {number[]} indices @param {Figures} figures @returns {import("./words.js").Figure | null}
 */
export function sumOf(indices, figures) {
  const among = figures.superior && new Set(indices);
  const gathering = createGathering({ left: 0, top: 0, size: 0, columns: 1, rows: 1 }, figures, (index) => (among?.has(index) ? 0 : -1));
  for (const index of indices) gathering.add(index, 0, 0, 0);
  const [sum] = gathering.list();
  return sum && [sum.troops, sum.troops_min, sum.troops_max].some((number) => number != null) ? sum : null;
}
