// Which units of a crowd have a symbol: those that matter more than all others near by. What matters and how near others are does not change
// with the view, so zooming in only ever adds symbols. Pure.

/**
 * @typedef {import("../../data/points.js").Box} Box
 * @typedef {{ leaders: (box: Box, room: number) => Generator<void, number[], void>, isLeader: (row: number, room: number) => boolean,
 *   outweighs: (a: number, b: number) => boolean }} Ranking `leaders`: the units in a box that matter most in so much room (of the world) each way, in
 *   slices, what matters most first; `outweighs`: whether a unit matters more than another
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

  /** @param {number} row @param {number} room @returns {boolean} */
  function isLeader(row, room) {
    const box = { minX: x[row] - room, minY: y[row] - room, maxX: x[row] + room, maxY: y[row] + room };
    for (const rows of points.range(box))
      if (rows.some((other) => outweighs(other, row) && isNear(other, row, room))) return false;
    return true;
  }

  /** @param {Box} box @param {number} room @returns {Generator<void, number[], void>} */
  function* leaders({ minX, minY, maxX, maxY }, room) {
    // cells with one more around the box, for what stands just outside
    const [columns, lines] = [Math.ceil((maxX - minX) / room) + 2, Math.ceil((maxY - minY) / room) + 2];
    const first = new Int32Array(columns * lines).fill(-1);
    const around = { minX: minX - room, minY: minY - room, maxX: maxX + room, maxY: maxY + room };
    for (const rows of points.range(around)) {
      for (const row of rows) {
        const column = Math.floor((x[row] - around.minX) / room);
        const line = Math.floor((y[row] - around.minY) / room);
        const cell = Math.min(line, lines - 1) * columns + Math.min(column, columns - 1);
        if (first[cell] < 0 || outweighs(row, first[cell])) first[cell] = row;
      }
      yield;
    }
    const found = [];
    for (const [cell, row] of first.entries()) {
      if (row < 0 || x[row] < minX || x[row] > maxX || y[row] < minY || y[row] > maxY) continue;
      // most are outweighed by the first of a cell beside theirs
      const beside = [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1];
      const others = beside.map((by) => first[cell + by] ?? -1).filter((other) => other >= 0);
      if (others.some((other) => outweighs(other, row) && isNear(other, row, room))) continue;
      if (isLeader(row, room)) found.push(row);
      yield;
    }
    return found.sort((a, b) => weights[b] - weights[a] || a - b);
  }

  return { leaders, isLeader, outweighs };
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
