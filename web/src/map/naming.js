// What units are called that are drawn as one: never by one of them.

import { countClass, enumerate, fill, within, WORDS } from "../lib/words.js";

// kinds that a name lists
const KINDS = 3;
// so many units are looked at; of more, the name says only how many
const LOOKED_AT = 5000;

/**
 * By the place that all of them share, else by their common superior, else by how many they are and of which kinds.
 * @param {number[]} indices @param {import("../data/units.js").Units} units @param {import("../data/scene.js").Scene} scene
 * @returns {string} "" where it is one unit without a place
 */
export function nameUnits(indices, units, scene) {
  const count = indices.length;
  if (count > LOOKED_AT) return fill(WORDS.unitCount, { count });
  const place = commonOf(indices, units, "place");
  if (place) return place;
  if (count === 1) return "";
  const superior = superiorOf(indices, units);
  if (superior) return fill(WORDS.unitsUnder, { units: fill(WORDS.unitCount, { count }), name: superior });
  return kindsOf(indices, units, scene);
}

/**
 * A unit's name where that of its place stands over it: of "Tanks near Hill 5", as rows without a name are called, "Tanks".
 * @param {string} name @param {string} place @returns {string}
 */
export function besidePlace(name, place) {
  const end = ` near ${place}`;
  return place && name.endsWith(end) ? name.slice(0, -end.length) : name;
}

/** @param {number[]} indices @param {import("../data/units.js").Units} units @param {string} column @returns {string | null} */
function commonOf(indices, units, column) {
  const first = units.get(indices[0], column);
  return first && indices.every((index) => units.get(index, column) === first) ? first : null;
}

/** @param {number[]} indices @param {import("../data/units.js").Units} units @returns {string | null} the name of the one that all belong to */
function superiorOf(indices, units) {
  const parent = commonOf(indices, units, "parent");
  if (!parent) return null;
  const row = units.indexOfId(parent);
  return row < 0 ? commonOf(indices, units, "parent_name") : units.get(row, "label");
}

/**
 * @param {number[]} indices @param {import("../data/units.js").Units} units @param {import("../data/scene.js").Scene} scene @returns {string}
 */
function kindsOf(indices, units, { classes }) {
  const all = fill(WORDS.unitCount, { count: indices.length });
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const index of indices) {
    const key = units.get(index, "symbol_class");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const named = classes.filter(({ key }) => counts.has(key));
  // where nothing but "unit" is known of them
  if (!named.length || (named.length === 1 && named[0].key === "unit")) return all;
  const sorted = named.sort((a, b) => (counts.get(b.key) ?? 0) - (counts.get(a.key) ?? 0));
  const words = sorted.slice(0, KINDS).map(({ key, label, short_label: short, is_own: isOwn }) => {
    const count = counts.get(key) ?? 0;
    // words of the settings have no plural that is known
    return (!isOwn && countClass(key, count)) || fill(WORDS.kindCount, { number: count, kind: within(short || label) });
  });
  return fill(WORDS.unitsOfKinds, { units: all, kinds: enumerate(words) + (sorted.length > KINDS ? " …" : "") });
}
