// What a reader asked for, in words.

import { dateOf } from "../data/days.js";
import { isEnd } from "../data/fields.js";
import { readAt, readNear } from "../data/near.js";
import { capital, fill, formatDate, formatNumber, groupSign, isolate, typeWord, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/fields.js").Field} Field
 * @typedef {import("../data/state.js").Condition} Condition
 */

/** @param {Pick<Field, "name" | "own">} field @param {Scene} scene @returns {string} what a column is called */
export function fieldLabel({ name, own }, scene) {
  const labels = labelsOf(scene);
  if (!own) return labels[name] ?? name;
  // the sheet's own country is not the one that a position is in
  const same = Object.values(labels).find((label) => label.toLocaleLowerCase() === name.trim().toLocaleLowerCase());
  return same ? fill(WORDS.ofSheet, { name }) : name;
}

/** What the page calls its own columns. @param {Scene} scene @returns {Record<string, string>} */
function labelsOf(scene) {
  return {
    label: WORDS.unit,
    count: WORDS.count,
    place: WORDS.place,
    lat: WORDS.latitude,
    lon: WORDS.longitude,
    border_with: WORDS.nearBorder,
    parent_name: WORDS.superior,
    source_url: WORDS.link,
    note: WORDS.note,
    id: WORDS.id,
    side: WORDS.side,
    kind: WORDS.kind,
    symbol_class: WORDS.symbolClass,
    echelon: WORDS.echelon,
    in_country: WORDS.country,
    in_region: WORDS.region,
    line_side: WORDS.lineSide,
    status: WORDS.status,
    confidence: WORDS.confidence,
    source: WORDS.source,
    sourced: WORDS.sourced,
    date: WORDS.date,
    troops: WORDS.troops,
    circle: capital(scene.circles.unit),
    border_km: WORDS.borderDistance,
    accuracy_km: WORDS.accuracy,
    under: WORDS.belongsTo,
    near: WORDS.nearSomething,
  };
}

/** @param {Field} field @param {string} value @param {Scene} scene @returns {string} as the page writes it */
export function valueWords({ name, own, use, named }, value, scene) {
  if (named) return use === "near" ? nearWords(named, value, scene) : named.labelOf(value);
  if (value === "") return WORDS.noTroops;
  if (own) return value;
  if (name === "sourced") return value === "yes" ? WORDS.yes : WORDS.no;
  if (name === "symbol_class") return scene.classes.find(({ key }) => key === value)?.label ?? value;
  return ["kind", "echelon", "status", "confidence"].includes(name) ? capital(value) : value;
}

/** @param {import("../data/fields.js").Named} named @param {string} value @param {Scene} scene @returns {string} such as "within 50 km of Kyiv" */
function nearWords(named, value, { language }) {
  const near = readNear(value);
  if (!near) return value;
  if ("box" in near) {
    const [west, south, east, north] = near.box;
    const [from, to] = [lonWords(west, language), lonWords(east, language)];
    return fill(WORDS.inBox, {
      south: latWords(south, language),
      north: latWords(north, language),
      west: from,
      east: to,
    });
  }
  const words = fill(WORDS.withinKmOf, {
    km: formatNumber(near.km, language),
    name: isolate(nameOf(near, named, language)),
  });
  // else nothing would say why no unit is found
  return named.isThere(near) ? words : `${words} (${WORDS.notOnMap})`;
}

/** What distances are from. @param {Exclude<import("../data/near.js").Near, { box: any }>} near @param {import("../data/fields.js").Named} named @param {string} language @returns {string} */
export function nameOf({ of, what }, named, language) {
  const at = (/** @type {import("../data/near.js").Place} */ { lat, lon }) =>
    fill(WORDS.latLon, { lat: latWords(lat, language), lon: lonWords(lon, language) });
  const place = of === "at" && readAt(what);
  const line = of === "line" ? named.lineOf(what) : undefined;
  if (place) return at(place);
  if (of === "unit") return named.labelOf(what);
  return line ? (line.name ?? typeWord(line.type)) : what;
}

/** @param {number} lat @param {string} language */
function latWords(lat, language) {
  return fill(lat < 0 ? WORDS.south : WORDS.north, { degrees: formatNumber(Math.abs(lat), language) });
}

/** @param {number} lon @param {string} language */
function lonWords(lon, language) {
  return fill(lon < 0 ? WORDS.west : WORDS.east, { degrees: formatNumber(Math.abs(lon), language) });
}

/** @param {Field} field @param {Condition} condition @param {Scene} scene @returns {string} such as "Side: Russia, Belarus" */
export function conditionWords(field, condition, scene) {
  const words = askedWords(field, condition, scene);
  const isPhrase = field.use === "near" || (field.key === "border_km" && condition.to && !condition.from);
  return isPhrase ? words : fill(WORDS.ofSide, { side: fieldLabel(field, scene), words });
}

/** @param {Field} field @param {Condition} condition @param {Scene} scene @returns {string} the same without the column, such as "Russia, Belarus" */
export function askedWords(field, { values = [], from = "", to = "" }, scene) {
  const range = from || to ? [rangeWords(field, from, to, scene)] : [];
  return [...range, ...values.map((value) => isolate(valueWords(field, value, scene)))].join(WORDS.comma);
}

/** @param {Field} field @param {string} from @param {string} to @param {Scene} scene @returns {string} */
function rangeWords({ name, own }, from, to, { language }) {
  if (name === "border_km" && !own && !from) return fill(WORDS.nearTheBorder, { km: Number(to) });
  const isDate = name === "date" && !own;
  const write = (/** @type {string} */ text) =>
    isDate ? formatDate(text, language) : formatNumber(Number(text), language);
  if (isDate && from && to) return from === to ? write(from) : `${write(from)} – ${write(to)}`;
  if (isDate) return from ? fill(WORDS.sinceDate, { date: write(from) }) : fill(WORDS.untilDate, { date: write(to) });
  if (from && to) return fill(WORDS.between, { least: write(from), most: write(to) });
  return from ? fill(WORDS.atLeast, { number: write(from) }) : fill(WORDS.upTo, { number: write(to) });
}

/**
 * @param {Field} field @param {string} text what a reader wrote @param {string} language
 * @returns {string | null} as a condition has it, null where it can be no end of the range, or might be another one than was meant
 */
export function readEnd({ key }, text, language) {
  const written = text.trim();
  if (key === "date") return isEnd(key, written) ? written : null;
  const isGrouped = /^-?[1-9]\d{0,2}([.,])\d{3}$/.exec(written);
  if (isGrouped && [",", groupSign(language)].includes(isGrouped[1])) return null;
  const number = written.replace(",", ".");
  return isEnd(key, number) ? number : null;
}

/** @param {Field} field @param {number} end of all that is stated @returns {string} "" where that is open */
export function writeEnd({ key }, end) {
  if (!Number.isFinite(end)) return "";
  return key === "date" ? dateOf(end) : String(end);
}
