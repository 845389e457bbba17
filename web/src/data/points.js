// Where a large map's units are. To look at each is quicker than to sort them first, up to a million and more.

/**
 * @typedef {{ minX: number, minY: number, maxX: number, maxY: number }} Box of the world: Mercator, 0 to 1 from west and from north
 * @typedef {{ x: Float32Array, y: Float32Array, extent: import("./scene.js").Box | null, range: (box: Box) => Generator<Uint32Array, void, void>,
 *   turn: number, show: (mask: Uint8Array | null) => void, exceeds: (box: Box, most: number) => boolean, within: (x: number, y: number, radius: number) => number[] }} Points `range`: the
 *   rows in a box, in the order of the sheet and in slices; `show`: those that are not in the mask are nowhere; `turn` changes with it
 */

// rows that are looked at between two looks at the clock
const PART = 65_536;
// Mercator's end: where the world is a square
const MOST_LAT = 85.0511287798;
// where a unit without a position is: no view and no pointer comes near
const NOWHERE = -1e6;

/**
 * Runs in slices.
 * @param {import("./units.js").Units} units @returns {Generator<void, Points, void>}
 */
export function* readPoints(units) {
  const { count } = units;
  // single precision: a sixteenth of a px at zoom 12
  const [x, y] = [new Float32Array(count), new Float32Array(count)];
  const [lat, lon] = ["lat", "lon"].map((name) => units.column(name));
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row < count; row++) {
    const [atLat, atLon] = [lat?.get(row) ?? null, lon?.get(row) ?? null];
    if (atLat === null || atLon === null) x[row] = y[row] = NOWHERE;
    else {
      if (atLon < west) west = atLon;
      if (atLon > east) east = atLon;
      if (atLat < south) south = atLat;
      if (atLat > north) north = atLat;
      x[row] = worldX(atLon);
      y[row] = worldY(atLat);
    }
    if (row % 8192 === 0) yield;
  }

  const scratch = new Uint32Array(Math.min(PART, count));
  // where all are, while some are not shown
  let all = /** @type {{ x: Float32Array, y: Float32Array } | null} */ (null);
  let shown = /** @type {Uint8Array | null} */ (null);

  /** @param {Uint8Array | null} mask */
  function show(mask) {
    if (mask === shown) return;
    all ??= { x: x.slice(), y: y.slice() };
    shown = mask;
    points.turn++;
    for (let row = 0; row < count; row++) {
      const isThere = !mask || mask[row];
      x[row] = isThere ? all.x[row] : NOWHERE;
      y[row] = isThere ? all.y[row] : NOWHERE;
    }
  }

  /** @param {Box} box @returns {Generator<Uint32Array, void, void>} */
  function* range({ minX, minY, maxX, maxY }) {
    for (let start = 0; start < count; start += PART) {
      const end = Math.min(start + PART, count);
      let found = 0;
      for (let row = start; row < end; row++)
        if (x[row] >= minX && x[row] <= maxX && y[row] >= minY && y[row] <= maxY) scratch[found++] = row;
      yield scratch.slice(0, found);
    }
  }

  /** @param {Box} box @param {number} most @returns {boolean} whether the box holds more than that many */
  function exceeds(box, most) {
    let sum = 0;
    for (const found of range(box)) if ((sum += found.length) > most) return true;
    return false;
  }

  /** @param {number} atX @param {number} atY @param {number} radius @returns {number[]} rows, the nearest first */
  function within(atX, atY, radius) {
    const far = (/** @type {number} */ row) => (x[row] - atX) ** 2 + (y[row] - atY) ** 2;
    const around = range({ minX: atX - radius, minY: atY - radius, maxX: atX + radius, maxY: atY + radius });
    return [...around]
      .flatMap((rows) => [...rows])
      .filter((row) => far(row) <= radius ** 2)
      .sort((a, b) => far(a) - far(b) || a - b);
  }

  const extent = /** @type {import("./scene.js").Box | null} */ (west > east ? null : [west, south, east, north]);
  const points = { x, y, extent, turn: 0, show, range, exceeds, within };
  return points;
}

/** @param {number} lon degrees @returns {number} */
export function worldX(lon) {
  return lon / 360 + 0.5;
}

/** @param {number} lat degrees @returns {number} */
export function worldY(lat) {
  const sine = Math.sin((Math.PI / 180) * Math.min(Math.max(lat, -MOST_LAT), MOST_LAT));
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
