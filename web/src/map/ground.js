// Where the units are that are drawn as symbols: all of a small map's, those in view of a large one's.

import { rowsOf } from "../data/scene.js";
import { isShown } from "../data/units.js";

/**
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {import("../data/points.js").Box} Box
 * @typedef {import("../data/points.js").Points} Points
 * @typedef {{ sites: Row[], members: number[][], surveyed: string, region: { zoom: number, box: Box } | null, named: Set<number> | null }} Ground `members`: the units of
 *   each site; `surveyed` changes with what is drawn; `region`: the part of the world that it holds for, null for all; `named`: the units of a
 *   crowd that have room for a name, null where all have
 */

// units are drawn as symbols in a view and as much of it beyond: up to so many, at so many places
const BEYOND = 0.2;
const MANY = 20_000;
const MOST_PLACES = 150;
/** @type {Ground} */
export const NOTHING = { sites: [], members: [], surveyed: "", region: null, named: null };

/** @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units @returns {Ground} */
export function allSites(scene, units) {
  const sites = rowsOf(scene.sites);
  /** @type {number[][]} */
  const members = Array.from({ length: sites.length }, () => []);
  for (let index = 0; index < units.count; index++)
    if (isShown(units, index)) members[units.get(index, "site")]?.push(index);
  const kept = sites.map((site, number) => ({ site, units: members[number] })).filter((one) => one.units.length);
  const surveyed = String(units.shown.turn);
  return { ...NOTHING, sites: kept.map(({ site }) => site), members: kept.map((one) => one.units), surveyed };
}

/** The distinct positions of some units. @param {number[]} rows @param {import("../data/units.js").Units} units @returns {Pick<Ground, "sites" | "members">} */
export function sitesOf(rows, units) {
  /** @type {Map<string, number>} */
  const places = new Map();
  /** @type {Row[]} */
  const sites = [];
  /** @type {number[][]} */
  const members = [];
  for (const index of rows) {
    const [lat, lon] = [units.get(index, "lat"), units.get(index, "lon")];
    if (lat === null || lon === null) continue;
    const key = `${lat} ${lon}`;
    const site = places.get(key) ?? sites.push({ place: units.get(index, "place"), lat, lon }) - 1;
    places.set(key, site);
    (members[site] ??= []).push(index);
  }
  return { sites, members };
}

/**
 * The units in view and a little beyond it.
 * @param {import("leaflet").Map} map @param {Points} points @returns {{ box: Box, rows: number[] | null }} null where they are too many for symbols
 */
export function unitsInView(map, points) {
  const box = worldBox(map, BEYOND);
  if (points.exceeds(box, MANY)) return { box, rows: null };
  const rows = [...points.range(box)].flatMap((some) => [...some]);
  return { box, rows: isAtFewPlaces(rows, points) ? rows : null };
}

/** @param {import("leaflet").Map} map @param {Box} box @returns {boolean} whether all that is in view is in the box */
export function isInView(map, box) {
  const view = worldBox(map, 0);
  return view.minX >= box.minX && view.minY >= box.minY && view.maxX <= box.maxX && view.maxY <= box.maxY;
}

/**
 * By px alone: a view goes beyond where Mercator ends, and degrees do not.
 * @param {import("leaflet").Map} map @param {number} beyond a part of the view @returns {Box}
 */
function worldBox(map, beyond) {
  const { min, max } = /** @type {{ min: import("leaflet").Point, max: import("leaflet").Point }} */ (
    map.getPixelBounds()
  );
  const world = 256 * 2 ** map.getZoom();
  const [wide, high] = [beyond * (max.x - min.x), beyond * (max.y - min.y)];
  return {
    minX: (min.x - wide) / world,
    minY: (min.y - high) / world,
    maxX: (max.x + wide) / world,
    maxY: (max.y + high) / world,
  };
}

/** @param {number[]} rows @param {Points} points @returns {boolean} */
function isAtFewPlaces(rows, { x, y }) {
  const places = new Set();
  for (const row of rows) if (places.add(`${x[row]} ${y[row]}`).size > MOST_PLACES) return false;
  return true;
}
