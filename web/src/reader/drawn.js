// What is drawn besides the units, beside the map: in the legend, in the list, and all that is known of one.

import { factList, sourceFacts } from "./details.js";
import { fillOf } from "../map/overlays.js";
import { html, OWN, svg } from "../lib/dom.js";
import { rowsOf, sideIndex } from "../data/scene.js";
import { capital, enumerate, fill, formatDate, formatNumber, typeWord, WORDS } from "../lib/words.js";

/** @typedef {import("../data/scene.js").Scene} Scene @typedef {import("../data/scene.js").Row} Row */

// types of which the legend names each side
const SIDED = ["held", "claimed", "axis", "minefield"];

/** What the map has of overlays, and nothing else. @param {Scene} scene @returns {HTMLElement[]} */
export function drawnLegend(scene) {
  /** @type {Map<string, Row>} */
  const kinds = new Map();
  for (const row of rowsOf(scene.overlays ?? {})) {
    const key = kindOf(row);
    if (!kinds.has(key)) kinds.set(key, row);
  }
  return [...kinds].map(([key, row]) => {
    const words = typeWord(row.type);
    const named = SIDED.includes(row.type) && row.side;
    return html(
      "li",
      { "data-kind": key },
      keyOf(scene, row),
      named ? fill(WORDS.ofSide, { side: row.side, words }) : words,
    );
  });
}

/** @param {Row} row @returns {string} what is one entry of the legend */
function kindOf(row) {
  return `${row.type} ${row.is_area} ${SIDED.includes(row.type) ? row.side : ""}`;
}

/** Leave what is not there at a date out of legend and list. @param {Scene} scene @param {boolean[]} there of each row @param {HTMLElement} legend @param {HTMLElement | null} list */
export function showDrawn(scene, there, legend, list) {
  const rows = rowsOf(scene.overlays ?? {});
  const kinds = new Set(rows.filter((_, index) => there[index]).map(kindOf));
  for (const item of legend.querySelectorAll("[data-kind]"))
    item.classList.toggle("dm-not-now", !kinds.has(item.getAttribute("data-kind") ?? ""));
  const summary = list?.querySelector("summary");
  if (!list || !summary) return;
  [...list.querySelectorAll("li")].forEach((item, index) => item.classList.toggle("dm-not-now", !there[index]));
  summary.textContent = drawnTitle(scene, there.filter(Boolean).length);
}

/** @param {Scene} scene @param {number} count @returns {string} */
function drawnTitle({ language }, count) {
  return `${WORDS.drawn} (${formatNumber(count, language)})`;
}

/** @param {Scene} scene @param {Row} row @returns {SVGSVGElement} a piece of it */
function keyOf(scene, row) {
  const side = sideIndex(scene, row.side);
  const attributes = { width: 30, height: 14, "aria-hidden": "true", class: "dm-line-key" };
  const own = { "data-side": row.side && side >= 0 ? side : null };
  if (row.type === "axis")
    return svg(
      "svg",
      attributes,
      svg("path", { d: "M1 6L19 4V1L29 7L19 13V10L1 8Z", class: "dm-drawn dm-axis", ...own }),
    );
  if (row.is_area) {
    const round = row.type === "range" ? 6 : 0;
    const box = { x: 1, y: 1, width: 28, height: 12, rx: round, class: `dm-drawn dm-area dm-area-${row.type}`, ...own };
    const area = svg("rect", box);
    area.style.setProperty("--fill", fillOf(scene, row));
    return svg("svg", attributes, area);
  }
  if (row.type === "front") {
    const beside = [row.left, row.right].map((name, at) => ({ at: sideIndex(scene, name), y: at ? 11 : 3, name }));
    return svg(
      "svg",
      attributes,
      ...beside.map(({ at, y, name }) =>
        name ? svg("path", { d: `M1 ${y}H29`, class: "dm-drawn dm-front-side", "data-side": at }) : null,
      ),
      svg("path", { d: "M1 7H29", class: "dm-drawn dm-front" }),
    );
  }
  return svg(
    "svg",
    attributes,
    svg("path", { d: "M1 7H29", class: `dm-drawn dm-stroke dm-stroke-${row.type}`, ...own }),
  );
}

/** @param {Scene} scene @param {(index: number, from: Element) => void} pick @returns {HTMLElement | null} */
export function drawnList(scene, pick) {
  const rows = rowsOf(scene.overlays ?? {});
  if (!rows.length) return null;
  const items = rows.map((row, index) => {
    const act = (/** @type {MouseEvent} */ event) => pick(index, /** @type {Element} */ (event.currentTarget));
    const words = enumerate([row.name && typeWord(row.type), row.side, sizeWords(row, scene)]);
    const button = html("button", { type: "button", ...OWN, onclick: act }, row.name ?? typeWord(row.type));
    return html("li", {}, button, words && html("small", {}, words));
  });
  return html(
    "details",
    { class: "dm-all", id: "dm-drawn-list" },
    html("summary", {}, drawnTitle(scene, rows.length)),
    html("div", {}, html("ol", {}, ...items)),
  );
}

/** @param {Row} row @param {Scene} scene @returns {string | null} */
function sizeWords({ km2 }, { language }) {
  return km2 == null ? null : fill(WORDS.km2, { number: formatNumber(km2, language) });
}

/** @param {Row} row @param {Row} extra the sheet's own columns @param {Scene} scene @returns {HTMLElement} */
export function drawnDetails(row, extra, scene) {
  const { language } = scene;
  return factList([
    [WORDS.kind, typeWord(row.type)],
    [WORDS.side, row.side],
    [WORDS.leftSide, row.left],
    [WORDS.rightSide, row.right],
    [WORDS.from, row.from],
    [WORDS.to, row.to],
    [WORDS.radius, row.radius_km == null ? null : fill(WORDS.km, { number: row.radius_km })],
    [WORDS.size, sizeWords(row, scene), WORDS.fromShape],
    [WORDS.date, formatDate(row.date, language), row.date_written],
    [WORDS.until, formatDate(row.until, language)],
    [WORDS.confidence, row.confidence && capital(row.confidence)],
    [WORDS.note, row.note],
    ...sourceFacts(row),
    ...Object.entries(extra).map(([name, value]) => /** @type {import("./details.js").Fact} */ ([name, value])),
  ]);
}
