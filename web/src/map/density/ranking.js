// Which units of a crowd have a symbol: those that matter more than all others near by. What matters and how near others are does not change
// with the view, so zooming in only ever adds symbols. Pure.

/**
 * @typedef {import("../../data/points.js").Box} Box
 * @typedef {{ leaders: (box: Box, room: number, more: number) => Generator<void, [leaders: number[], ofMore: number[]], void>,
 *   outweighs: (a: number, b: number) => boolean }} Ranking `leaders`: the units in a box that matter most in so much room (of the world) each way, in
 *   slices, what matters most first, and those of them that do in more room; `outweighs`: whether a unit matters more than another
 */

// in a code of letters, the one that stands for an echelon; in a code of digits they are 11 to 18 and 21 to 26
const LETTERS = "ABCDEFGHIJKLMN";
const DIGITS = [11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 26];

/**
 * Larger formations first, then more troops, then the order of the sheet. Runs in slices.
 * @param {import("../../data/units.js").Units} units @param {import("./gathering.js").Facts} facts @param {import("../../data/points.js").Points} points
 * @returns {Generator<void, Ranking, void>}
 */
export function* rankUnits(units, { figures }, points) {
  const { x, y } = points;
  const weights = yield* weigh(units, figures);
  const outweighs = (/** @type {number} */ a, /** @type {number} */ b) =>
    weights[a] > weights[b] || (weights[a] === weights[b] && a < b);
  const isNear = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ room) =>
    Math.abs(x[a] - x[b]) < room && Math.abs(y[a] - y[b]) < room;

  /** @param {Box} box @param {number} room @param {number} more @returns {Generator<void, [number[], number[]], void>} */
  function* leaders({ minX, minY, maxX, maxY }, room, more) {
    // cells with some more around the box, for what stands just outside
    const beyond = Math.ceil(more / room) * room;
    const around = { minX: minX - beyond, minY: minY - beyond, maxX: maxX + beyond, maxY: maxY + beyond };
    const columns = Math.ceil((around.maxX - around.minX) / room);
    const lines = Math.ceil((around.maxY - around.minY) / room);
    // of each cell the unit that matters most, and its last one; of each unit the one before it in its cell
    const [first, last] = Array.from({ length: 2 }, () => new Int32Array(columns * lines).fill(-1));
    const before = new Int32Array(units.count);
    const take = (/** @type {number} */ row) => {
      const column = Math.min(Math.floor((x[row] - around.minX) / room), columns - 1);
      const line = Math.min(Math.floor((y[row] - around.minY) / room), lines - 1);
      const cell = line * columns + column;
      before[row] = last[cell];
      last[cell] = row;
      if (first[cell] < 0 || outweighs(row, first[cell])) first[cell] = row;
    };
    for (const rows of points.range(around)) {
      rows.forEach(take);
      yield;
    }

    /** Whether a cell has a unit that matters more than one, and is nearer than that. @param {number} cell @param {number} row @param {number} reach */
    function hasGreater(cell, row, reach) {
      const top = first[cell] ?? -1;
      if (top < 0 || !outweighs(top, row)) return false;
      for (let other = last[cell]; other >= 0; other = before[other])
        if (outweighs(other, row) && isNear(other, row, reach)) return true;
      return false;
    }

    /** @param {number} cell @param {number} row of it @param {number} reach @returns {boolean} whether no unit that matters more is nearer than that */
    function isLeader(cell, row, reach) {
      const far = Math.ceil(reach / room);
      for (let line = -far; line <= far; line++)
        for (let column = -far; column <= far; column++)
          if (hasGreater(cell + line * columns + column, row, reach)) return false;
      return true;
    }

    const [found, ofMore] = /** @type {[number[], number[]]} */ ([[], []]);
    for (const [cell, row] of first.entries()) {
      if (cell % columns === 0) yield;
      if (row < 0 || x[row] < minX || x[row] > maxX || y[row] < minY || y[row] > maxY) continue;
      if (isLeader(cell, row, room)) found.push(row);
      if (found.at(-1) === row && isLeader(cell, row, more)) ofMore.push(row);
    }
    const byWeight = (/** @type {number} */ a, /** @type {number} */ b) => weights[b] - weights[a] || a - b;
    return [found.sort(byWeight), ofMore.sort(byWeight)];
  }

  return { leaders, outweighs };
}

/** @param {string | null} code of a symbol @returns {number} 0 where it says no echelon */
export function echelonOf(code) {
  if (!code) return 0;
  if (code.length !== 20) return DIGITS[LETTERS.indexOf(code[11])] ?? 0;
  const digits = Number(code.slice(8, 10));
  return DIGITS.includes(digits) ? digits : 0;
}

/**
 * @param {import("../../data/units.js").Units} units @param {import("./gathering.js").Figures} figures @returns {Generator<void, Float64Array, void>}
 */
function* weigh(units, { troops, least, most }) {
  const codes = units.column("sidc20");
  const byCode = codes?.codes?.values.map(echelonOf);
  const weights = new Float64Array(units.count);
  const numbers = [troops, most, least].filter((column) => column !== null);
  for (let row = 0; row < units.count; row++) {
    const echelon = byCode && codes?.codes ? byCode[codes.codes.at(row)] : echelonOf(codes?.get(row) ?? null);
    let number = 0;
    for (const column of numbers) {
      // a number equals itself, NaN does not
      if (column[row] !== column[row]) continue;
      number = column[row];
      break;
    }
    // no number of people comes near 10^12
    weights[row] = 1e12 * (echelon ?? 0) + number;
    if (row % 8192 === 0) yield;
  }
  return weights;
}
