// What stands around the map: title, headline figures, sources, the list of units, credits, the build line.

import { html, longAndShort, webLink } from "./dom.js";
import { capital, formatDate, formatTroops, WIDTHS, WORDS } from "./words.js";
import { rowsOf } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene @typedef {import("./scene.js").Row} Row */

/** @param {Scene} scene @returns {HTMLElement} */
export function createHeader(scene) {
  const date = scene.date && html("time", { datetime: scene.date }, formatDate(scene.date, scene.language));
  return html("header", { class: "dm-head" },
    date && html("p", { class: "dm-date" }, date),
    html("h1", {}, scene.title),
    scene.subtitle && html("p", { class: "dm-subtitle" }, scene.subtitle));
}

/** @param {Scene} scene @returns {HTMLElement} the figures that have no place on the map */
export function createHeadline(scene) {
  const figures = rowsOf(scene.annotations).filter((row) => row.role === "headline");
  const list = html("ul", {}, ...figures.map((row) => headlineFigure(row, scene.language)));
  return html("section", { class: "dm-headline", "aria-label": WORDS.headline, hidden: !figures.length }, list);
}

/** @param {Row} row @param {string} language */
function headlineFigure(row, language) {
  const link = webLink(row.source_url);
  const source = row.source && html("small", {}, row.source, link && " ", link);
  return html("li", {}, html("b", {}, capital(formatTroops(row, language) ?? "")), html("p", {}, ...longAndShort(row.text, row.short_text)),
    row.note && html("small", { class: "dm-figure-note" }, row.note), source);
}

/**
 * @param {Scene} scene @param {Row[]} units @param {(index: number, from: Element) => void} pick @returns {HTMLElement}
 */
export function createNotes(scene, units, pick) {
  const sources = rowsOf(scene.annotations).filter((row) => row.role === "source");
  const quiet = rowsOf(scene.annotations).filter((row) => row.role === "note" && row.lat === null && (row.min_width ?? 0) <= window.innerWidth);
  return html("section", { class: "dm-notes", "aria-label": WORDS.about },
    ...quiet.map((row) => html("p", { class: "dm-quiet-note" }, row.text)),
    sources.length > 0 && html("h2", {}, WORDS.sources),
    ...sources.map((row) => html("p", {}, row.text, webLink(row.source_url) && " ", webLink(row.source_url))),
    scene.policy.length > 0 && html("h2", {}, WORDS.policy),
    ...scene.policy.map((text) => html("p", {}, text)),
    unitList(scene, units, pick));
}

/** @param {Scene} scene @param {Row[]} units @param {(index: number, from: Element) => void} pick @returns {HTMLElement} */
function unitList(scene, units, pick) {
  const list = html("ol", {});
  const open = () => {
    if (list.childElementCount) return;
    list.append(...units.map((unit, index) => unitItem(unit, index, scene, pick)));
  };
  return html("details", { class: "dm-all", ontoggle: open }, html("summary", {}, `${WORDS.units} (${scene.count})`), list);
}

/**
 * @param {Row} unit @param {number} index @param {Scene} scene @param {(index: number, from: Element) => void} pick
 */
function unitItem(unit, index, scene, pick) {
  const words = [unit.place, unit.side, formatTroops(unit, scene.language)].filter(Boolean).join(", ");
  /** @type {import("./dom.js").Attributes} */
  const attributes = { type: "button", onclick: (/** @type {MouseEvent} */ event) => pick(index, /** @type {Element} */ (event.currentTarget)) };
  return html("li", {}, html("button", attributes, unit.label), words && html("small", {}, words));
}

/** @param {Scene} scene @returns {HTMLElement} */
export function createFooter(scene) {
  return html("footer", { class: "dm-foot" }, scene.credit && html("p", {}, scene.credit), buildLine(scene));
}

/** @param {Scene} scene when the page was built, and from which files */
function buildLine({ built, files, language }) {
  const when = built ? ` ${formatDate(built.slice(0, 10), language)}, ${built.slice(11, 16)} UTC,` : "";
  const names = files.flatMap(({ name, sha256 }, index) => [
    index ? ", " : " ", name, " ", html("code", { title: `SHA-256 ${sha256}` }, sha256.slice(0, 8)),
  ]);
  return html("p", { class: "dm-built" }, `Built${when} from`, ...names, ".");
}

/** @returns {boolean} whether the map fills the height of the window beside the texts */
export function isSideBySide() {
  return window.innerWidth >= WIDTHS.side;
}
