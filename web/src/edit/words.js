// How the editor speaks: its words stand in src/deploymap/languages/editor, one table a language. English is in the program.

import english from "../../../src/deploymap/languages/editor/en.json" with { type: "json" };
import { setSpoken } from "../lib/fill.js";

/** @typedef {import("../lib/phrases.d.ts").EditorWords} EditorWords */

/** The editor's words. */
export let EDITOR = /** @type {EditorWords} */ (english);

/** @param {EditorWords | null | undefined} words none for English @param {string} language a BCP 47 tag */
export function speakEditor(words, language) {
  EDITOR = words ?? english;
  setSpoken(language, document.documentElement.dir === "rtl");
}
