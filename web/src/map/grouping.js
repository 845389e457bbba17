// Which units are drawn as one stack, and where it stands.

import * as L from "leaflet";
import { shift, shiftLine } from "./boxes.js";
import { nameUnits } from "./naming.js";
import { SHOWN } from "./stack.js";
import { gather, placeStacks } from "./stacking.js";

/**
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("./boxes.js").Line} Line
 * @typedef {{ key: string, position: L.LatLng, units: number[], sites: number[], title: string, box: Area, leader: Line | null }} Group units drawn
 *   as one stack; `title`: what they are called, "" for one unit without a place; `box`, `leader`: px from the position
 * @typedef {import("./ground.js").Ground & { units: import("../data/units.js").Units, scene: import("../data/scene.js").Scene }} Tables
 * @typedef {(indices: number[]) => import("./boxes.js").Size & { x: number, y: number }} SizeOf the size of a stack of units
 */

// points nearer than this (px) are one stack
const NEAR = 10;
// symbols stand so near to where their units do (px), or a crowd is drawn in their place; circles likewise, or have a line
export const FAR = 26;

/**
 * Runs in slices.
 * @param {L.Map} map @param {Tables} tables @param {SizeOf} sizeOf
 * @returns {Generator<void, Group[] | null, void>} null where symbols would stand too far from where their units do
 */
export function* groupSites(map, tables, sizeOf) {
  const { sites, members } = tables;
  const zoom = map.getZoom();
  const points = sites.map((site) => map.project([site.lat, site.lon], zoom));
  let groups = gather(points, NEAR);
  for (let round = 0; round < 8; round++) {
    if (groups.some((group) => isHeap(group, members))) return null;
    const stacks = groups.map((group, number) => {
      const { width, height, x: inX, y: inY } = sizeOf(group.flatMap((site) => members[site]));
      return { id: String(number), x: points[group[0]].x, y: points[group[0]].y, width, height, inX, inY };
    });
    yield;
    const { placed, joins } = placeStacks(stacks);
    yield;
    if (joins.size === 0) {
      const isNear = placed.every(({ id, box }) =>
        groups[Number(id)].every((site) => distance(points[site], box) <= FAR),
      );
      return isNear ? placed.map((place) => makeGroup(groups[Number(place.id)], place, tables)) : null;
    }
    groups = joinGroups(groups, joins);
  }
  return null;
}

/**
 * Each unit by itself, at its own place.
 * @param {L.Map} map @param {Tables} tables @param {SizeOf} sizeOf @returns {Group[]}
 */
export function standAlone(map, tables, sizeOf) {
  return tables.sites.map((site, number) => {
    const { width, height, x: inX, y: inY } = sizeOf(tables.members[number].slice(0, 1));
    const { x, y } = map.project([site.lat, site.lon], map.getZoom());
    const box = { minX: x - inX, minY: y - inY, maxX: x - inX + width, maxY: y - inY + height };
    const [first] = tables.members[number];
    return { ...makeGroup([number], { id: "", x, y, box, leader: null }, tables), units: [first], title: "" };
  });
}

/** @param {number[]} group @param {number[][]} members @returns {boolean} whether units of several sites would stand behind a number */
function isHeap(group, members) {
  return group.length > 1 && group.reduce((count, site) => count + members[site].length, 0) > SHOWN;
}

/** @param {{ x: number, y: number }} point @param {Area} box @returns {number} */
function distance({ x, y }, { minX, minY, maxX, maxY }) {
  return Math.hypot(Math.max(minX - x, 0, x - maxX), Math.max(minY - y, 0, y - maxY));
}

/** @param {number[][]} groups @param {Map<string, string>} joins @returns {number[][]} */
function joinGroups(groups, joins) {
  const joined = groups.map((group) => [...group]);
  for (const [from, to] of joins) {
    joined[Number(to)].push(...joined[Number(from)]);
    joined[Number(from)] = [];
  }
  return joined.filter((group) => group.length);
}

/** @param {number[]} group @param {import("./stacking.js").PlacedStack} place @param {Tables} tables @returns {Group} */
function makeGroup(group, { x, y, box, leader }, { sites, members, units, scene }) {
  const first = sites[group[0]];
  const indices = group.flatMap((site) => members[site]);
  return {
    key: indices.slice(0, SHOWN).join(" "),
    position: L.latLng(first.lat, first.lon),
    units: indices,
    sites: group,
    title: nameUnits(indices, units, scene),
    box: shift(box, { x: -x, y: -y }),
    leader: leader && shiftLine(leader, { x: -x, y: -y }),
  };
}
