// Where a large map's units are, with an index of them.

import KDBush from "kdbush";

/**
 * @typedef {{ minX: number, minY: number, maxX: number, maxY: number }} Box of the world: Mercator, 0 to 1 from west and from north
 * @typedef {{ x: Float32Array, y: Float32Array, extent: import("./scene.js").Box | null, range: (box: Box) => Generator<number[], void, void>,
 *   turn: number, show: (mask: Uint8Array | null) => void, exceeds: (box: Box, most: number) => boolean, within: (x: number, y: number, radius: number) => number[] }} Points `show`: those that
 *   are not in the mask are nowhere; `turn` changes with it
 */

// a part's places fit into 16 bits, and its sorting into a few ms
const PART = 65_535;
// Mercator's end: where the world is a square
const MOST_LAT = 85.0511287798;
// where a unit without a position is: no view and no pointer comes near
const NOWHERE = -1e6;

/**
 * Runs in slices.
 * @param {import("./units.js").Units} units @returns {Generator<void, Points, void>}
 */
export function* indexPoints(units) {
  const { count } = units;
  // single precision: a sixteenth of a px at zoom 12
  const [x, y] = [new Float32Array(count), new Float32Array(count)];
  const [lat, lon] = ["lat", "lon"].map((name) => units.column(name));
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  /** @type {{ start: number, index: KDBush }[]} */
  const parts = [];
  for (let start = 0; start < count; start += PART) {
    const size = Math.min(PART, count - start);
    const index = new KDBush(size, 64, Float32Array);
    for (let row = start; row < start + size; row++) {
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
      index.add(x[row], y[row]);
      if (row % 8192 === 0) yield;
    }
    yield;
    parts.push({ start, index: index.finish() });
    yield;
  }

  // where all are, while some are not shown
  let all = /** @type {{ x: Float32Array, y: Float32Array } | null} */ (null);
  let shown = /** @type {Uint8Array | null} */ (null);

  /** @param {number[]} rows @returns {number[]} those that are shown */
  function sift(rows) {
    return shown ? rows.filter((row) => shown?.[row]) : rows;
  }

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

  /** Rows in a box, part by part. @param {Box} box @returns {Generator<number[], void, void>} */
  function* range({ minX, minY, maxX, maxY }) {
    for (const { start, index } of parts) {
      const rows = [];
      for (const place of index.range(minX, minY, maxX, maxY))
        if (!shown || shown[place + start]) rows.push(place + start);
      yield rows;
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
    const found = sift(parts.flatMap(({ start, index }) => index.within(atX, atY, radius).map((row) => row + start)));
    const far = (/** @type {number} */ row) => (x[row] - atX) ** 2 + (y[row] - atY) ** 2;
    return found.sort((a, b) => far(a) - far(b) || a - b);
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
