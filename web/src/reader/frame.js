// What stands around the map: title, headline figures, sources, the list of units, credits, the build line.

import { html, longAndShort, OWN, webLinks } from "../lib/dom.js";
import { capital, fill, formatDate, formatTroops, pageWidth, WIDTHS, WORDS } from "../lib/words.js";
import { whilePrinting } from "../lib/paper.js";
import { createList } from "./list.js";
import { isNoteOf } from "../data/drawnat.js";
import { pickVersions, rowsOf } from "../data/scene.js";
import { spanOf, writeSpan } from "../data/times.js";

/** @typedef {import("../data/scene.js").Scene} Scene @typedef {import("../data/scene.js").Row} Row @typedef {import("../data/units.js").Units} Units */

// figures that stand above the map on paper, where they have the room of two rows
const FIGURES_ABOVE = 4;

/** For who goes through the page by keys: a way past the map. @returns {HTMLElement} */
export function skipLink() {
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    const list = document.getElementById("dm-units");
    list?.setAttribute("open", "");
    list?.querySelector("summary")?.focus();
  };
  return html("a", { class: "dm-skip", href: "#dm-units", onclick: go }, WORDS.skip);
}

/** @param {Scene} scene @returns {{ element: HTMLElement, showDate: (date: string) => void }} */
export function createHeader(scene) {
  const shown = scene.times ? writeSpan(spanOf({ date: "", since: "" }, scene.times)) : scene.date;
  const date = shown && html("time", { datetime: shown }, formatDate(shown, scene.language));
  const element = html(
    "header",
    { class: "dm-head" },
    date && html("p", { class: "dm-date" }, date),
    html("h1", OWN, scene.title),
    scene.subtitle && html("p", { class: "dm-subtitle", ...OWN }, scene.subtitle),
  );
  return {
    element,
    showDate(text) {
      if (!scene.times || !date) return;
      date.setAttribute("datetime", text.slice(text.indexOf("/") + 1));
      date.textContent = formatDate(text, scene.language);
    },
  };
}

/**
 * A part of the page whose rows depend on the page's width: `show` makes it anew.
 * @typedef {{ element: HTMLElement, show: () => void }} Part
 */

/** @param {Scene} scene @param {Units} units @returns {Part} the figures that have no place on the map */
export function createHeadline(scene, units) {
  const list = html("ul", {});
  const element = html("section", { class: "dm-headline", "aria-label": WORDS.headline }, list);
  const show = () => {
    const figures = shownRows(scene, units, "headline");
    list.replaceChildren(...figures.map((row) => headlineFigure(row, scene.language)));
    element.hidden = figures.length === 0;
  };
  show();
  return { element, show };
}

/**
 * On paper the map, its legend and its scale stand whole on the first sheet: more figures than two rows have come after them.
 * @param {Element} headline @param {Element} before @param {Element} last of what explains the map
 */
export function orderForPaper(headline, before, last) {
  const count = headline.querySelectorAll("li").length;
  whilePrinting(
    () => count > FIGURES_ABOVE && last.after(headline),
    () => before.after(headline),
  );
}

/** @param {Scene} scene @param {Units} units @param {string} role @returns {Row[]} the annotations of a role that date and width of the page call for */
function shownRows(scene, { now }, role) {
  const held = rowsOf(scene.annotations).filter((row) => isNoteOf(row, now));
  return pickVersions(held, pageWidth()).filter((row) => row.role === role);
}

/** @param {Row} row @param {string} language */
function headlineFigure(row, language) {
  const link = webLinks(row.source_url, true);
  const source = row.source && html("small", OWN, row.source, link && " ", link);
  return html(
    "li",
    {},
    html("b", {}, capital(formatTroops(row, language) ?? "")),
    html("p", OWN, ...longAndShort(row.text, row.short_text)),
    row.note && html("small", { class: "dm-figure-note", ...OWN }, row.note),
    source,
  );
}

/** @param {Scene} scene @param {Units} units @param {(index: number, from: Element) => void} pick @returns {Part & { list: import("./list.js").List }} */
export function createNotes(scene, units, pick) {
  const texts = html("div", {});
  const list = createList(scene, units, pick);
  const element = html("section", { class: "dm-notes", "aria-label": WORDS.about }, texts, list.element);
  const show = () => texts.replaceChildren(...noteTexts(scene, units));
  show();
  return { element, show, list };
}

/** @param {Scene} scene @param {Units} units @returns {HTMLElement[]} notes without a place on the map, sources, and the border policy */
function noteTexts(scene, units) {
  const notes = shownRows(scene, units, "note").filter((row) => row.lat == null);
  const sources = shownRows(scene, units, "source").map((row) =>
    html("p", OWN, row.text, webLinks(row.source_url) && " ", webLinks(row.source_url, row.text)),
  );
  const policy = scene.policy.map((text) => html("p", { dir: "auto", lang: scene.policy_language }, text));
  return [
    ...notes.map((row) => html("p", OWN, row.text)),
    ...(sources.length ? [html("h2", {}, WORDS.sources), ...sources] : []),
    ...(policy.length ? [html("h2", {}, WORDS.policy), ...policy] : []),
  ];
}

/** @param {Scene} scene @returns {HTMLElement} */
export function createFooter(scene) {
  return html(
    "footer",
    { class: "dm-foot" },
    scene.credit && html("p", OWN, scene.credit),
    placesLine(scene),
    scene.tiles ? html("p", { class: "dm-asks" }, fill(WORDS.tilesAsked, { host: scene.tiles.host })) : null,
    leftOutLine(scene),
    unplacedLine(scene),
    ...publishedLines(scene),
    buildLine(scene),
  );
}

/** @param {Scene} scene where the positions of places come from, where any do @returns {HTMLElement | null} */
function placesLine({ units, packed }) {
  const isPlace = (/** @type {string | null} */ source) => /^GeoNames \d+$/.test(source ?? "");
  const packedSource = packed?.units.position_source;
  // as texts of their own they are as many as the places that the gazetteer gave
  const known = packedSource
    ? packedSource.kind !== "dictionary" || (packedSource.values ?? []).some(isPlace)
    : (units?.position_source ?? []).some(isPlace);
  return known ? html("p", {}, WORDS.geonames) : null;
}

/** @param {Scene} scene which rows are not on the map, and why @returns {HTMLElement | null} */
function leftOutLine({ left_out: { rows, reasons } }) {
  if (!rows) return null;
  const words = reasons.map(([reason, count]) => fill(WORDS.leftOutFor, { count, reason })).join(WORDS.comma);
  return html("p", { class: "dm-left-out" }, fill(WORDS.leftOut, { count: rows, reasons: words }));
}

/** @param {Scene} scene how many units are not on the map @returns {HTMLElement | null} */
function unplacedLine({ unplaced, count, times }) {
  // at each date it is another number: the list says it
  return unplaced && !times
    ? html("p", { class: "dm-unplaced" }, fill(WORDS.unplaced, { count: unplaced, all: count }))
    : null;
}

/** @param {Scene} scene what was rounded and held back before it was published @returns {HTMLElement[]} */
function publishedLines({ rounded_km: km, shown_until: until, language }) {
  const rounded = km > 0 && html("p", { class: "dm-rounded" }, fill(WORDS.rounded, { km }));
  const delayed =
    until && html("p", { class: "dm-until" }, fill(WORDS.shownUntil, { date: formatDate(until, language) }));
  return [rounded, delayed].filter((line) => line instanceof HTMLElement);
}

/** @param {Scene} scene when the page was built, and from which files */
function buildLine({ built, files, language }) {
  const words = built
    ? fill(WORDS.builtWhen, { date: formatDate(built.slice(0, 10), language), time: built.slice(11, 16) })
    : WORDS.built;
  const names = files.flatMap(({ name, sha256 }, index) => [
    index ? WORDS.comma : " ",
    html("bdi", {}, name),
    ...(sha256 ? [" ", html("code", { title: `SHA-256 ${sha256}` }, sha256.slice(0, 8))] : []),
  ]);
  return html("p", { class: "dm-built" }, words, ...names, ".");
}

/** @returns {boolean} whether the map fills the height of the window beside the texts */
export function isSideBySide() {
  return pageWidth() >= WIDTHS.side;
}
