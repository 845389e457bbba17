// All that is known of one unit or figure.

import { html, OWN, webLinks } from "../lib/dom.js";
import { furtherColumns, splitSources } from "../data/sources.js";
import { fieldLabel } from "./conditions.js";
import { usualLon } from "../data/meridian.js";
import { capital, enumerate, figureOf, fill, formatDate, formatNumber, formatTroops, WORDS } from "../lib/words.js";

/** @typedef {import("../data/scene.js").Row} Row */
/**
 * @typedef {{ days: number, rows: { date: string, place: string | null, isNow: boolean }[], goTo: (date: string) => void }} History of a unit on a
 *   page of several dates: how long its row holds already, and all that it has
 */
/** @typedef {[label: string, value: import("../lib/dom.js").Child, computed?: string]} Fact */

/**
 * @param {Row} unit @param {Row} extra the sheet's own columns @param {import("../data/scene.js").Scene} scene
 * @param {import("../data/kin.js").Kin | null} kin null while it is looked for @param {(index: number) => void} pick @param {History | null} history
 * @returns {HTMLElement}
 */
export function unitDetails(unit, extra, scene, kin, pick, history) {
  const { language, classes, circles } = scene;
  const symbolClass = classes.find((entry) => entry.key === unit.symbol_class);
  return factList([
    [WORDS.side, unit.side],
    [WORDS.kind, unit.kind ? capital(unit.kind) : symbolClass?.label, unit.kind ? undefined : WORDS.fromClass],
    [WORDS.echelon, unit.echelon && capital(unit.echelon)],
    [WORDS.count, unit.count > 1 ? fill(WORDS.inEntry, { count: unit.count }) : null],
    ...numbers(unit, language, circles),
    [WORDS.place, unit.place],
    [
      WORDS.position,
      position(unit, language),
      unit.lat != null && unit.position_source && fill(WORDS.ofPlace, { source: unit.position_source }),
    ],
    [WORDS.country, unit.in_country, WORDS.computed],
    [WORDS.region, unit.in_region, WORDS.computed],
    [
      WORDS.lineSide,
      unit.line_side ? fill(WORDS.onSide, { side: unit.line_side }) : unit.line_side_by,
      unit.line_side && unit.line_side_by ? fill(WORDS.saidBy, { name: unit.line_side_by }) : WORDS.computed,
    ],
    [WORDS.nearBorder, borderWords(unit), WORDS.computed],
    [
      WORDS.date,
      formatDate(unit.date_span ?? (unit.date && unit.date_utc ? `${unit.date}Z` : unit.date), language),
      enumerate([unit.date_written, history && history.days > 0 && fill(WORDS.daysBefore, { count: history.days })]),
    ],
    [WORDS.overTime, history && history.rows.length > 1 ? overTime(history, language) : null],
    [WORDS.status, unit.status && capital(unit.status)],
    [WORDS.confidence, unit.confidence && capital(unit.confidence)],
    [WORDS.superior, superior(unit, kin, pick), kin && unit.parent && !kin.superior ? WORDS.notOnMap : undefined],
    [WORDS.subordinates, kin && subordinates(kin, pick)],
    [WORDS.note, linked(unit.note)],
    ...unitSources(unit, extra),
    [WORDS.symbolCode, unit.sidc20, unit.sidc ? undefined : WORDS.fromWords],
    ...Object.entries(extra)
      .filter(([name]) => !furtherColumns([name]).length)
      .map(([name, value]) => /** @type {Fact} */ ([fieldLabel({ name, own: true }, scene), linked(value)])),
  ]);
}

/** What the circles show, and beside another number the troops that are stated. @param {Row} unit @param {string} language @param {import("../data/scene.js").Circles} circles @returns {Fact[]} */
function numbers(unit, language, circles) {
  const shown = formatTroops(figureOf(unit, circles), language) ?? WORDS.noTroops;
  if (circles.of === "troops") return [[circles.unit ? capital(circles.unit) : WORDS.troops, shown]];
  return [
    [WORDS.troops, formatTroops(unit, language)],
    [capital(circles.unit), shown],
  ];
}

/** @param {Row} row a figure @param {import("../data/scene.js").Scene} scene @returns {HTMLElement} */
export function figureDetails(row, { language }) {
  return factList([
    [WORDS.troops, formatTroops(row, language)],
    [WORDS.area, row.area],
    [WORDS.place, row.place],
    [WORDS.date, formatDate(row.date, language)],
    [WORDS.note, linked(row.note)],
    ...sourceFacts(row),
  ]);
}

/**
 * @param {Row} unit @param {import("../data/kin.js").Kin | null} kin @param {(index: number) => void} pick @returns {import("../lib/dom.js").Child}
 */
function superior({ parent, parent_name: name }, kin, pick) {
  if (!kin || !parent) return null;
  return kin.superior ? wayTo(kin.superior, pick) : (name ?? kin.away ?? parent);
}

/** @param {import("../data/kin.js").Kin} kin @param {(index: number) => void} pick @returns {HTMLElement | null} */
function subordinates({ subordinates: all, more }, pick) {
  if (!all.length) return null;
  const rest = more > 0 && html("li", {}, fill(WORDS.more, { count: more }));
  return html("ul", {}, ...all.map((one) => html("li", {}, wayTo(one, pick))), rest);
}

/** @param {import("../data/kin.js").Relative} unit @param {(index: number) => void} pick */
function wayTo({ index, label }, pick) {
  return html("button", { type: "button", class: "dm-way", ...OWN, onclick: () => pick(index) }, label);
}

/** A way to each date that a unit has a row of. @param {History} history @param {string} language @returns {HTMLElement} */
function overTime({ rows, goTo }, language) {
  const items = rows.map(({ date, place, isNow }) => {
    const words = formatDate(date, language);
    const act = { type: "button", class: "dm-way", "aria-current": isNow ? "date" : null, onclick: () => goTo(date) };
    return html("li", {}, html("button", act, words), place && html("small", OWN, ` ${place}`));
  });
  return html("ol", { class: "dm-over-time" }, ...items);
}

/** Several sources of a unit are a list, each with its address. @param {Row} unit @param {Row} extra @returns {Fact[]} */
function unitSources(unit, extra) {
  const further = furtherColumns(Object.keys(extra)).map((name) => extra[name]);
  const all = splitSources(unit.source, unit.source_url, further);
  if (all.length < 2) return sourceFacts(unit);
  const items = all.map(({ text, url }) =>
    html("li", {}, linked(text), text && url && url !== text && " ", url !== text && (webLinks(url, text) ?? url)),
  );
  return [[WORDS.source, html("ol", { class: "dm-sources" }, ...items)]];
}

/** @param {Row} row @returns {Fact[]} */
export function sourceFacts(row) {
  return [
    [WORDS.source, linked(row.source)],
    [WORDS.link, linked(row.source_url)],
  ];
}

/** @param {string | null} text @returns {import("../lib/dom.js").Child} */
function linked(text) {
  return webLinks(text) ?? text;
}

/** @param {Row} unit @param {string} language @returns {string} */
function position({ lat = null, lon = null, accuracy_km: accuracy }, language) {
  if (lat === null || lon === null) return WORDS.noTroops;
  const degrees = (/** @type {number} */ angle) => formatNumber(Math.abs(angle), language, 4);
  const words = fill(WORDS.latLon, {
    lat: fill(lat < 0 ? WORDS.south : WORDS.north, { degrees: degrees(lat) }),
    lon: fill(usualLon(lon) < 0 ? WORDS.west : WORDS.east, { degrees: degrees(usualLon(lon)) }),
  });
  return accuracy === null || accuracy === undefined ? words : fill(WORDS.within, { position: words, km: accuracy });
}

/** @param {Row} unit @returns {string | null} */
function borderWords({ border_km: km, border_with: other }) {
  if (km === null || km === undefined) return null;
  const far = km < 10 ? Math.round(10 * km) / 10 : Math.round(km);
  return other ? fill(WORDS.toBorderWith, { km: far, country: other }) : fill(WORDS.toBorder, { km: far });
}

/** @param {Fact[]} facts those without a value are left out @returns {HTMLElement} */
export function factList(facts) {
  const rows = facts
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([label, value, computed]) =>
      html(
        "div",
        {},
        html("dt", { dir: "auto" }, label),
        html("dd", OWN, value, computed ? " " : null, computed ? html("small", OWN, `(${computed})`) : null),
      ),
    );
  return html("dl", { class: "dm-facts" }, ...rows);
}
