// All that is known of one unit or figure.

import { html, webLinks } from "./dom.js";
import { capital, formatDate, formatNumber, formatTroops, WORDS } from "./words.js";

/** @typedef {import("./scene.js").Row} Row @typedef {[label: string, value: import("./dom.js").Child, computed?: string]} Fact */

/**
 * @param {Row} unit @param {Row} extra the sheet's own columns @param {import("./scene.js").Scene} scene @returns {HTMLElement}
 */
export function unitDetails(unit, extra, { language, classes }) {
  const symbolClass = classes.find((entry) => entry.key === unit.symbol_class);
  const number = (/** @type {number | null} */ value) => (value === null || value === undefined ? null : formatNumber(value, language));
  return factList([
    ["Side", unit.side],
    ["Kind", unit.kind ? capital(unit.kind) : symbolClass?.label, unit.kind ? undefined : "the symbol’s class"],
    ["Echelon", unit.echelon && capital(unit.echelon)],
    ["Count", unit.count > 1 ? `${number(unit.count)} units in this entry` : null],
    ["Troops", formatTroops(unit, language) ?? WORDS.noTroops],
    ["Place", unit.place],
    ["Position", position(unit), unit.position_source && `of the place; ${unit.position_source}`],
    ["Country", unit.in_country, WORDS.computed],
    ["Region", unit.in_region, WORDS.computed],
    ["Side of the line", unit.line_side && `On the side of the ${unit.line_side}`, WORDS.computed],
    ["Border", borderWords(unit, language), WORDS.computed],
    ["Date", formatDate(unit.date, language)],
    ["Status", unit.status && capital(unit.status)],
    ["Confidence", unit.confidence && capital(unit.confidence)],
    ["Superior", unit.parent],
    ["Note", unit.note],
    ...sourceFacts(unit),
    ["Symbol code", unit.sidc20, unit.sidc ? undefined : WORDS.fromWords],
    ...Object.entries(extra).map(([name, value]) => /** @type {Fact} */ ([name, value])),
  ]);
}

/** @param {Row} row a figure @param {import("./scene.js").Scene} scene @returns {HTMLElement} */
export function figureDetails(row, { language }) {
  return factList([
    ["Troops", formatTroops(row, language)],
    ["Area", row.area],
    ["Place", row.place],
    ["Date", formatDate(row.date, language)],
    ["Note", row.note],
    ...sourceFacts(row),
  ]);
}

/** @param {Row} row @returns {Fact[]} */
function sourceFacts(row) {
  const link = webLinks(row.source_url);
  return [["Source", row.source], ["Link", link ?? row.source_url]];
}

/** @param {Row} unit @returns {string} */
function position({ lat, lon, accuracy_km: accuracy }) {
  const words = `${Math.abs(lat).toFixed(4)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(lon).toFixed(4)}° ${lon < 0 ? "W" : "E"}`;
  return accuracy === null || accuracy === undefined ? words : `${words}, to within ${accuracy} km`;
}

/** @param {Row} unit @param {string} language @returns {string | null} */
function borderWords({ border_km: km, border_with: other }, language) {
  if (km === null || km === undefined) return null;
  const far = km < 10 ? Math.round(10 * km) / 10 : Math.round(km);
  return `${formatNumber(far, language)} km to the border${other ? ` with ${other}` : ""}`;
}

/** @param {Fact[]} facts those without a value are left out @returns {HTMLElement} */
function factList(facts) {
  const rows = facts.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([label, value, computed]) =>
    html("div", {}, html("dt", {}, label), html("dd", {}, value, computed && html("small", {}, ` (${computed})`))));
  return html("dl", { class: "dm-facts" }, ...rows);
}
