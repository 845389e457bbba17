// What a reader asked for, in words.

import { dateOf } from "../data/days.js";
import { isEnd } from "../data/fields.js";
import { capital, fill, formatDate, formatNumber, groupSign, isolate, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/fields.js").Field} Field
 * @typedef {import("../data/state.js").Condition} Condition
 */

/** @param {Pick<Field, "name" | "own">} field @param {Scene} scene @returns {string} what a column is called */
export function fieldLabel({ name, own }, scene) {
  if (own) return name;
  /** @type {Record<string, string>} */
  const labels = {
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
    date: WORDS.date,
    troops: WORDS.troops,
    circle: capital(scene.circles.unit),
    border_km: WORDS.borderDistance,
    accuracy_km: WORDS.accuracy,
    under: WORDS.belongsTo,
  };
  return labels[name] ?? name;
}

/** @param {Field} field @param {string} value @param {Scene} scene @returns {string} as the page writes it */
export function valueWords({ name, own, words }, value, scene) {
  if (words) return words(value);
  if (value === "") return WORDS.noTroops;
  if (own) return value;
  if (name === "symbol_class") return scene.classes.find(({ key }) => key === value)?.label ?? value;
  return ["kind", "echelon", "status", "confidence"].includes(name) ? capital(value) : value;
}

/** @param {Field} field @param {Condition} condition @param {Scene} scene @returns {string} such as "Side: Russia, Belarus" */
export function conditionWords(field, condition, scene) {
  const words = askedWords(field, condition, scene);
  const isPhrase = field.key === "border_km" && condition.to && !condition.from;
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
