// The texts that stand on the map.

import { html, OWN } from "../lib/dom.js";
import { capital, fill, formatTroops, WORDS } from "../lib/words.js";

const LISTED = 6;

/**
 * A place's name, and under it what is stationed there. Screen readers have the same from the symbols.
 * @param {string} title @param {string[]} troops in words, each side's @param {{ index: number, label: string }[]} units
 * @param {(index: number) => void} pick @returns {HTMLElement}
 */
export function placeLabel(title, troops, units, pick) {
  const rows = units
    .slice(0, LISTED)
    .map(({ index, label }) => html("span", { class: "dm-listed", ...OWN, onclick: () => pick(index) }, label));
  const numbers = troops.map((words) => html("span", { class: "dm-listed-troops" }, words));
  const rest =
    units.length > LISTED &&
    html("span", { class: "dm-listed" }, fill(WORDS.moreUnits, { count: units.length - LISTED }));
  return html(
    "div",
    { class: "dm-label dm-label-place", "aria-hidden": "true" },
    html("b", OWN, title),
    ...numbers,
    ...rows,
    rest,
  );
}

/**
 * A figure's number and its words.
 * @param {import("../data/scene.js").Row} row @param {string} language @param {boolean} short @returns {HTMLElement}
 */
export function figureLabel(row, language, short, narrow = false) {
  const number = html("b", {}, capital(formatTroops(row, language) ?? ""));
  const words = (short && row.short_text) || row.text;
  return html(
    "div",
    { class: `dm-label dm-label-figure${narrow ? " dm-narrow" : ""}`, "aria-hidden": "true" },
    number,
    " ",
    html("span", OWN, words),
  );
}

/**
 * A note, or the name of a country, a sea or a line, which may be set in more lines.
 * @param {import("../data/scene.js").Row} row @param {boolean} short @param {boolean} narrow @returns {HTMLElement}
 */
export function noteLabel(row, short, narrow = false) {
  const name = `dm-label dm-label-${row.role}${narrow ? " dm-narrow" : ""}`;
  return html("div", { class: name, ...OWN }, (short && row.short_text) || row.text);
}
