// What a page is made of before anything is drawn: the scene, its units, and what the reader is at.

import { fieldsOf } from "./fields.js";
import { readScene } from "./scene.js";
import { createSift } from "./sift.js";
import { createStore, readState } from "./state.js";
import { createUnits } from "./units.js";
import { speak } from "../lib/words.js";

/**
 * @typedef {object} Model
 * @property {import("./scene.js").Scene} scene in the style of symbols that the reader asks for
 * @property {import("./scene.js").Scene["symbol_style"]} ownStyle that of the map itself
 * @property {import("./units.js").Units} units
 * @property {ReturnType<typeof createSift>} sifter says which of the units are shown
 * @property {import("./state.js").Store} store what the reader is at; nothing else holds it
 * @property {import("./state.js").Known} known how a column can be filtered
 * @property {boolean} isOverTime whether the page has several dates
 * @property {ReturnType<typeof readState>} opened what the page was opened with, by its address
 */

/** @returns {Model} */
export function openModel() {
  const given = readScene();
  speak(given.words, given.language, given.right_to_left);
  const fields = fieldsOf(given);
  const known = (/** @type {string} */ column) => fields.get(column)?.use ?? null;
  const isOverTime = given.times !== undefined;
  const opened = readState(location.hash, known, isOverTime);
  const scene = { ...given, symbol_style: opened.state.style ?? given.symbol_style };
  const units = createUnits(scene, opened.state);
  const store = createStore(opened.state);
  const sifter = createSift(units, scene);
  return { scene, ownStyle: given.symbol_style, units, sifter, store, known, isOverTime, opened };
}
