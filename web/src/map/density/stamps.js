// Marks of a crowd as pixels: how large they are, and what covers what.

// a mark's diameter (px), and the part of a cell that its marks together would cover
export const MARK = { least: 1, most: 7, cover: 0.3 };
// marks that cannot be smaller let the land through instead
const FAINTEST = 0.5;
// a mark with few others in its cell is not to be overlooked, however many there are elsewhere: up to so many, at least so large (px)
const LONELY = [
  { units: 12, size: 3.5 },
  { units: 60, size: 2.4 },
];
// of a formation's mark within its ring: a part of a mark's diameter
const INNER = 0.55;
// the ring around the mark of a formation, and what is between the two (px)
const RING = { wide: 1.3, off: 1.3 };
// from this diameter on marks have an edge (device px)
const EDGED = 5;

/** @typedef {ReturnType<typeof makeStamp>} Stamp */

/**
 * The stamps for the marks of each cell.
 * @param {import("./gathering.js").Grid} grid @param {ReturnType<typeof import("./gathering.js").createGathering>} gathering
 * @param {{ ratio: number, stride: number, edge: number }} picture device px to a px, pixels of a line, the colour of a mark's edge
 * @returns {(cell: number, isFormation: boolean) => Stamp} of a unit, or of a formation with units of its own in it
 */
export function createStamps({ size: cellSize, columns, rows }, gathering, { ratio, stride, edge }) {
  const { size, alpha } = markSize(gathering.counts(), cellSize);
  const both = (/** @type {number} */ wide, /** @type {number} */ opacity) => ({
    unit: makeStamp(wide * ratio, stride, opacity, edge),
    formation: makeStamp(
      (Math.max(INNER * wide, LONELY[1].size) + 2 * (RING.wide + RING.off)) * ratio,
      stride,
      1,
      edge,
      ratio,
    ),
  });
  const usual = both(size, alpha);
  const lonely = LONELY.map(({ units, size: least }) => ({ units, ...both(Math.max(size, least), 1) }));
  const place = both(MARK.most, 1);
  const stamps = Array.from({ length: columns * rows }, (_, cell) =>
    gathering.spreadIn(cell) < 1 ? place : (lonely.find(({ units }) => gathering.unitsIn(cell) <= units) ?? usual),
  );
  return (cell, isFormation) => (stamps[cell] ?? usual)[isFormation ? "formation" : "unit"];
}

/** The size that suits most cells. @param {number[]} units in each cell that has any @param {number} cell its size, px @returns {{ size: number, alpha: number }} a mark's diameter (px) and opacity */
function markSize(units, cell) {
  const counts = [...units].sort((a, b) => a - b);
  const wished = Math.sqrt((MARK.cover * cell * cell) / (counts[Math.floor(0.75 * counts.length)] ?? 1));
  const size = Math.min(Math.max(wished, MARK.least), MARK.most);
  return { size, alpha: Math.min(Math.max(wished / size, FAINTEST), 1) };
}

/**
 * A round mark as the pixels that it covers.
 * @param {number} diameter device px @param {number} stride pixels of a line @param {number} opacity 0 to 1 @param {number} edge its colour
 * @param {number} [ringed] device px to a px, of a mark with a ring around it
 */
function makeStamp(diameter, stride, opacity, edge, ringed = 0) {
  const size = Math.max(Math.round(diameter), 1);
  const [half, radius] = [size / 2, size / 2];
  const inner = radius - (RING.wide + RING.off) * ringed;
  /** @type {[offset: number, alpha: number, edged: number][]} 1 in the edge's colour, 2 where the mark is hollow */
  const covered = [];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const far = Math.hypot(column + 0.5 - half, row + 0.5 - half);
      // small ones are squares
      const alpha = Math.round(255 * opacity * (size < 4 ? 1 : Math.min(Math.max(radius - far + 0.5, 0), 1)));
      if (alpha === 0) continue;
      covered.push([
        row * stride + column,
        alpha,
        ringed ? ringPart(far, radius, inner) : size < EDGED ? 0 : far > radius - 1 ? 1 : far < 0.4 * radius ? 2 : 0,
      ]);
    }
  const count = covered.length;
  const offsets = Int32Array.from(covered, ([offset]) => offset);
  const alphas = Uint8Array.from(covered, ([, alpha]) => alpha);
  const edged = Uint8Array.from(covered, ([, , edge]) => edge);
  return {
    size,
    half,
    /** @param {Uint32Array} pixels @param {number} at @param {number} color opaque @param {boolean} hollow */
    put(pixels, at, color, hollow) {
      for (let n = 0; n < count; n++) {
        const place = at + offsets[n];
        const alpha = alphas[n];
        if (pixels[place] >>> 24 > alpha) continue;
        pixels[place] =
          (((edged[n] === 1 || (hollow && edged[n] === 2) ? edge : color) & 0xffffff) | (alpha << 24)) >>> 0;
      }
    },
  };
}

/** @param {number} far from the middle @param {number} radius @param {number} inner that of the mark within the ring @returns {number} as in a stamp */
function ringPart(far, radius, inner) {
  const isBetween = far > inner && far < inner + (radius - inner) / 2;
  return isBetween ? 1 : far < 0.4 * inner ? 2 : 0;
}
