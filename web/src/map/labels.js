// The texts that stand on the map.

import { html, OWN } from "../lib/dom.js";
import { formOf } from "./marks.js";
import { capital, fill, formatTroops, WORDS } from "../lib/words.js";

/** @typedef {import("./marks.js").Form} Form */

const LISTED = 6;

/**
 * A place's name, and under it what is stationed there. Screen readers have the same from the symbols.
 * @param {string} title @param {string[]} troops in words, each side's @param {{ index: number, label: string }[]} units
 * @param {(index: number) => void} pick @param {string} [name] of its class, with a space before it @returns {Form}
 */
export function placeLabel(title, troops, units, pick, name = "") {
  const rest = units.length > LISTED ? fill(WORDS.moreUnits, { count: units.length - LISTED }) : "";
  const row = (/** @type {{ index: number, label: string }} */ { index, label }) =>
    html("span", { class: "dm-listed", ...OWN, onclick: () => pick(index) }, label);
  return formOf([name, title, troops, units], () =>
    html(
      "div",
      { class: `dm-label dm-label-place${name}`, "aria-hidden": "true" },
      html("b", OWN, title),
      ...troops.map((words) => html("span", { class: "dm-listed-troops" }, words)),
      ...units.slice(0, LISTED).map(row),
      rest && html("span", { class: "dm-listed" }, rest),
    ),
  );
}

/**
 * A figure's number and its words.
 * @param {import("../data/scene.js").Row} row @param {string} language @param {boolean} short @returns {Form}
 */
export function figureLabel(row, language, short, narrow = false) {
  const number = capital(formatTroops(row, language) ?? "");
  const words = (short && row.short_text) || row.text;
  const name = `dm-label dm-label-figure${narrow ? " dm-narrow" : ""}`;
  return formOf([name, number, words], () =>
    html("div", { class: name, "aria-hidden": "true" }, html("b", {}, number), " ", html("span", OWN, words)),
  );
}

/**
 * A note, or the name of a country, a sea or a line, which may be set in more lines.
 * @param {import("../data/scene.js").Row} row @param {boolean} short @param {boolean} narrow @returns {Form}
 */
export function noteLabel(row, short, narrow = false) {
  const name = `dm-label dm-label-${row.role}${narrow ? " dm-narrow" : ""}`;
  const words = (short && row.short_text) || row.text;
  const note = typeof row.index === "number" ? row.index : null;
  return formOf([name, words, note], () => html("div", { class: name, "data-note": note, ...OWN }, words));
}
