// Conditions that are on no column: which superior a unit belongs to, and what it is near.

import { readSuperiors } from "./hierarchy.js";
import { linesOf, locate, passNear, readNear } from "./near.js";
import { nameAtAnyDate } from "./units.js";

/**
 * @typedef {import("./units.js").Units} Units
 * @typedef {import("./fields.js").Field} Field
 */

/** @param {Partial<import("./scene.js").Scene>} scene @returns {Field[]} those that some units can hold for */
export function relationsOf({ units, packed, count = 0 }) {
  const has = (/** @type {string} */ name) => Object.hasOwn(packed?.units ?? units ?? {}, name);
  /** @type {Field[]} */
  const all = [
    { name: "near", key: "near", use: "near", own: false },
    { name: "under", key: "under", use: "under", own: false },
  ];
  return all.filter(({ use }) => (use === "near" ? has("lat") && count > 1 : has("parent")));
}

/** @param {Units} units @param {import("./scene.js").Scene} scene */
export function createRelations(units, scene) {
  let superiors = /** @type {import("./hierarchy.js").Superiors | null} */ (null);

  /** Who stands above whom. Runs in slices. */
  function* above() {
    // at another date others stand above them
    if (superiors?.now !== units.now) superiors = null;
    superiors ??= yield* readSuperiors(units);
    return superiors;
  }

  /**
   * Which units belong to one of some superiors, at any height, or are one of them. Runs in slices.
   * @param {string[]} values ids, or names of superiors that are a name alone @returns {Generator<void, Uint8Array, void>}
   */
  function* passUnder(values) {
    const { above: upper, names } = yield* above();
    const { count } = units;
    // 1 for one that is below, 2 for one that is not; a way up ends where that is known
    const known = new Uint8Array(count + names.length);
    for (const value of values) {
      // one that is not there at the date is a name alone
      const place = Math.max(names.indexOf(value), names.indexOf(nameAtAnyDate(units, value) ?? ""));
      const row = place >= 0 && units.indexOfId(value) < 0 ? count + place : units.indexOfId(value);
      if (row >= 0) known[row] = 1;
    }
    for (let row = 0; row < count; row++) {
      let top = row;
      while (!known[top] && top < count && upper[top] >= 0) top = upper[top];
      const answer = known[top] || 2;
      for (let at = row; at >= 0 && !known[at]; at = at < count ? upper[at] : -1) known[at] = answer;
      if (row % 8192 === 0) yield;
    }
    return known.subarray(0, count).map((answer) => Number(answer === 1));
  }

  return {
    superiors: above,
    /** @param {Field} field @param {import("./state.js").Condition} condition @returns {Generator<void, Uint8Array, void>} */
    *pass(field, { values = [] }) {
      if (field.use === "under") return yield* passUnder(values);
      const all = new Uint8Array(units.count);
      for (const near of values.map(readNear)) {
        if (!near) continue;
        const pass = yield* passNear(near, units, scene);
        for (let row = 0; row < pass.length; row++) all[row] |= pass[row];
      }
      return all;
    },
    /** What a value is called. @param {string} id of a unit @returns {string} */
    labelOf(id) {
      // before packed units are read no id is known
      const row = units.column("id") ? units.indexOfId(id) : -1;
      return row < 0 ? (nameAtAnyDate(units, id) ?? id) : units.get(row, "label");
    },
    /** Whether there is anything at the date that is shown from which distances are. @param {import("./near.js").Near} near */
    isThere: (near) => "box" in near || !units.column("lat") || locate(near, units, scene) !== null,
    /** @param {string} key of a line or area @returns {import("./scene.js").Row | undefined} */
    lineOf: (key) => linesOf(scene).get(key),
  };
}
