// What is near: distances on the WGS84 ellipsoid from units to a unit, a place, a line or a point, and boxes on the map.

import { drawnNow } from "./drawnat.js";
import { rowsOf } from "./scene.js";
import { eastOf, usualLon } from "./meridian.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {"unit" | "place" | "line" | "at"} Of
 * @typedef {{ km: number, of: Of, what: string } | { box: import("./scene.js").Box }} Near within so many km of a unit (its id), a place (its name), a
 *   line or area that is drawn (its id) or a position (lat, lon); or in a box: west, south, east, north, beyond 180 degrees with the west
 *   greater than the east
 * @typedef {{ lat: number, lon: number }} Place
 * @typedef {{ parts: number[][], isArea: boolean }} Shape each part as lon, lat, lon, lat
 */

const MAJOR = 6378.137;
const FLATTENING = 1 / 298.257223563;
const RADIANS = Math.PI / 180;
// km of a degree of latitude, at least
const DEGREE = 110.5;
const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const BOX = new RegExp(`^box:(${NUMBER}),(${NUMBER}),(${NUMBER}),(${NUMBER})$`);
const AT = new RegExp(`^(${NUMBER}),(${NUMBER})$`);
const WITHIN = /^(\d+(?:\.\d+)?):(unit|place|line|at):(.+)$/;
// half of the earth's girth, km
const FURTHEST = 20_040;

/** @param {string} text as a condition has it @returns {Near | null} null where it says nothing */
export function readNear(text) {
  const corners = BOX.exec(text)?.slice(1).map(Number);
  if (corners) {
    const [west, south, east, north] = corners;
    const isBox = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south < north && south >= -90 && north <= 90;
    return isBox ? { box: [west, south, east, north] } : null;
  }
  const [, km, of, what] = WITHIN.exec(text) ?? [];
  if (!of || !(Number(km) <= FURTHEST) || (of === "at" && !readAt(what))) return null;
  return { km: Number(km), of: /** @type {Of} */ (of), what };
}

/** @param {Near} near @returns {string} as a condition has it */
export function writeNear(near) {
  return "box" in near ? `box:${near.box.join(",")}` : `${near.km}:${near.of}:${near.what}`;
}

/** @param {string} text lat, lon @returns {Place | null} */
export function readAt(text) {
  const [lat, lon] = AT.exec(text)?.slice(1).map(Number) ?? [NaN, NaN];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/**
 * Km between two positions on the ellipsoid, by the formula of Andoyer and Lambert: wrong by some 10 m in 1,000 km.
 * https://en.wikipedia.org/wiki/Geographical_distance#Lambert's_formula_for_long_lines
 * @param {Place} one @param {Place} other @returns {number}
 */
export function distance(one, other) {
  const reduced = (/** @type {number} */ lat) => Math.atan((1 - FLATTENING) * Math.tan(lat * RADIANS));
  const [a, b] = [reduced(one.lat), reduced(other.lat)];
  const turn = ((((other.lon - one.lon) % 360) + 540) % 360) - 180;
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin((turn * RADIANS) / 2) ** 2;
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(half)));
  if (angle === 0) return 0;
  const [p, q] = [(a + b) / 2, (b - a) / 2];
  const [sine, cosine] = [Math.sin(angle / 2) ** 2, Math.cos(angle / 2) ** 2];
  const x = cosine ? ((angle - Math.sin(angle)) * Math.sin(p) ** 2 * Math.cos(q) ** 2) / cosine : 0;
  const y = ((angle + Math.sin(angle)) * Math.cos(p) ** 2 * Math.sin(q) ** 2) / sine;
  return MAJOR * (angle - (FLATTENING / 2) * (x + y));
}

/**
 * @param {Place} place @param {Shape} shape @param {number} most km @returns {boolean} whether it is within so many km of a line, or of an area or in it
 */
export function isNearShape(place, { parts, isArea }, most) {
  const scale = Math.cos(place.lat * RADIANS);
  // degrees of longitude as long as those of latitude; what is further away is not looked at
  const reach = most / DEGREE;
  let isIn = false;
  for (const part of parts) {
    let [x, y] = [NaN, NaN];
    for (let at = 0; at < part.length; at += 2) {
      const [lastX, lastY] = [x, y];
      x = (((((part[at] - place.lon) % 360) + 540) % 360) - 180) * scale;
      y = part[at + 1] - place.lat;
      if (at === 0) {
        if (part.length === 2 && distance(place, { lat: part[1], lon: part[0] }) <= most) return true;
        continue;
      }
      // across the other side of the earth
      if (Math.abs(x - lastX) > 180 * scale) continue;
      if (isArea && y > 0 !== lastY > 0 && lastX + ((x - lastX) * -lastY) / (y - lastY) > 0) isIn = !isIn;
      if ((y > reach && lastY > reach) || (y < -reach && lastY < -reach)) continue;
      const [stepX, stepY] = [x - lastX, y - lastY];
      const length = stepX ** 2 + stepY ** 2;
      const along = length ? Math.min(Math.max(-(lastX * stepX + lastY * stepY) / length, 0), 1) : 0;
      const [nearX, nearY] = [lastX + along * stepX, lastY + along * stepY];
      const near = { lat: place.lat + nearY, lon: place.lon + (scale ? nearX / scale : 0) };
      if (distance(place, near) <= most) return true;
    }
  }
  return isIn;
}

/** @param {Place} place @param {import("./scene.js").Box} box @returns {boolean} */
export function isInBox({ lat, lon }, [west, south, east, north]) {
  const end = east < west ? east + 360 : east;
  return lat >= south && lat <= north && eastOf(usualLon(lon), west) <= end;
}

/** What is drawn besides units, by what the state calls it. @param {Partial<import("./scene.js").Scene>} scene @returns {Map<string, import("./scene.js").Row>} */
export function linesOf({ overlays = {} }) {
  return new Map(rowsOf(overlays).map((row, at) => [keyOf(row, at), row]));
}

/** @param {import("./scene.js").Row} row @param {number} at its place @returns {string} */
function keyOf({ id, name }, at) {
  return String(id ?? name ?? at);
}

/**
 * Where something is that distances can be from: a place, or a shape.
 * @param {Exclude<Near, { box: any }>} near @param {Units} units @param {Partial<import("./scene.js").Scene>} scene
 * @returns {Place | Shape | null} null where it is nowhere
 */
export function locate({ of, what }, units, scene) {
  if (of === "at") return readAt(what);
  if (of === "line") {
    const rows = drawnNow(scene, units);
    const row = rows.find((one, at) => one && keyOf(one, at) === what);
    return row ? { parts: row.parts, isArea: Boolean(row.is_area) } : null;
  }
  if (of === "unit") return placeOf(units, units.column("id") ? units.indexOfId(what) : -1);
  return placeNamed(what, units, scene);
}

/** @param {Units} units @param {number} row @returns {Place | null} */
function placeOf(units, row) {
  const [lat, lon] = row < 0 ? [null, null] : [units.get(row, "lat"), units.get(row, "lon")];
  return lat === null || lon === null ? null : { lat, lon };
}

/** Where the first unit of a place stands, or a town of the map. @param {string} name @param {Units} units @param {Partial<import("./scene.js").Scene>} scene @returns {Place | null} */
function placeNamed(name, units, { towns = {} }) {
  const places = units.column("place");
  for (let row = 0; places && row < units.count; row++)
    if (places.get(row) === name) {
      const place = placeOf(units, row);
      if (place) return place;
    }
  const town = (towns.name ?? []).indexOf(name);
  return town < 0 ? null : { lat: towns.lat[town], lon: towns.lon[town] };
}

/**
 * Which units are near. Runs in slices.
 * @param {Near} near @param {Units} units @param {Partial<import("./scene.js").Scene>} scene @returns {Generator<void, Uint8Array, void>}
 */
export function* passNear(near, units, scene) {
  const pass = new Uint8Array(units.count);
  const from = "box" in near ? null : locate(near, units, scene);
  const [lats, lons] = [units.column("lat"), units.column("lon")];
  for (let row = 0; row < units.count; row++) {
    const [lat, lon] = [lats?.get(row) ?? null, lons?.get(row) ?? null];
    if (lat === null || lon === null) continue;
    if ("box" in near) pass[row] = Number(isInBox({ lat, lon }, near.box));
    else if (from && "parts" in from) pass[row] = Number(isNearShape({ lat, lon }, from, near.km));
    else if (from && Math.abs(lat - from.lat) * DEGREE <= near.km)
      pass[row] = Number(distance(from, { lat, lon }) <= near.km);
    if (row % 256 === 0) yield;
  }
  return pass;
}
