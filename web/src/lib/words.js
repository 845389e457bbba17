// How the page speaks: its words, and how it writes numbers and dates. The words stand in src/deploymap/languages, one table a language:
// English is in the program, another one comes with the scene.

import english from "../../../src/deploymap/languages/en.json" with { type: "json" };
import { fill, formatNumber, isolate, setSpoken, spoken } from "./fill.js";

export { fill, formatNumber, isolate };

/** Page widths in px at which the design changes; style/widths.css has the same numbers. */
export const WIDTHS = { side: 1100, lists: 900, notes: 600 };

let sheet = /** @type {number | null} */ (null);

/** @returns {number} how wide the page is, px: the window, or the sheet that it is printed on */
export function pageWidth() {
  return sheet ?? window.innerWidth;
}

/** @param {number | null} px of a sheet, null for the window's */
export function setPageWidth(px) {
  sheet = px;
}

/**
 * @typedef {import("./phrases.d.ts").Words} Words
 * @typedef {import("./phrases.d.ts").Phrase} Phrase
 * @typedef {{ troops?: number | null, troops_min?: number | null, troops_max?: number | null, troops_approx?: boolean | null }} Figure
 */

/** The page's words. */
export let WORDS = /** @type {Words} */ (english.page);

/** @param {Words | null} words null for English @param {string} language a BCP 47 tag @param {boolean} [rightToLeft] */
export function speak(words, language, rightToLeft = false) {
  WORDS = words ?? english.page;
  setSpoken(language, rightToLeft);
}

/** Texts one after the other, blank ones left out. @param {(string | null | undefined | false)[]} texts @returns {string} */
export function enumerate(texts) {
  return texts
    .filter((text) => typeof text === "string" && text !== "")
    .map((text) => isolate(String(text)))
    .join(WORDS.comma);
}

/** @param {string} language @returns {string} what it writes between thousands, "" where that is nothing */
export function groupSign(language) {
  return new Intl.NumberFormat(language).formatToParts(10_000).find(({ type }) => type === "group")?.value ?? "";
}

/** @param {string} type of what is drawn besides units @returns {string} */
export function typeWord(type) {
  /** @type {Record<string, string>} */
  const words = {
    front: WORDS.front,
    held: WORDS.heldArea,
    contested: WORDS.contested,
    claimed: WORDS.claimed,
    axis: WORDS.axis,
    line: WORDS.drawnLine,
    area: WORDS.area,
    route: WORDS.route,
    minefield: WORDS.minefield,
    range: WORDS.range,
  };
  return words[type] ?? type;
}

/**
 * How many units of a class there are, in the form that the number asks for.
 * @param {string} key of a class @param {number} count @returns {string} "" where no words are known
 */
export function countClass(key, count) {
  /** @type {Record<string, Phrase>} */
  const phrases = {
    infantry: WORDS.countInfantry,
    armor: WORDS.countArmor,
    artillery: WORDS.countArtillery,
    air_defense: WORDS.countAirDefense,
    aviation: WORDS.countAviation,
    naval: WORDS.countNaval,
    special: WORDS.countSpecial,
    cavalry: WORDS.countCavalry,
    support: WORDS.countSupport,
    installation: WORDS.countInstallation,
    event: WORDS.countEvent,
    unit: WORDS.countUnit,
  };
  return phrases[key] ? fill(phrases[key], { count }) : "";
}

/**
 * A troop figure in words: its doubt and its bounds belong to it. Null where nothing is stated.
 * @param {Figure} figure @param {string} language @returns {string | null}
 */
export function formatTroops(figure, language) {
  const write = (/** @type {number} */ number) => formatNumber(number, language);
  const writeAbout = (/** @type {number} */ number) => fill(WORDS.aboutNumber, { number: write(number) });
  const { troops = null, troops_min: least = null, troops_max: most = null } = figure;
  const some = troops === null && figure.troops_approx ? writeAbout : write;
  const range = formatRange(least, most, some, write);
  if (troops === null) return range;
  const about = figure.troops_approx ? writeAbout(troops) : write(troops);
  return range && least !== most ? `${about} (${range})` : about;
}

/**
 * The figure that a unit's circle shows: its troops, or the number of another column of the sheet.
 * @param {import("../data/scene.js").Row} unit @param {Pick<import("../data/scene.js").Circles, "of">} circles @returns {Figure}
 */
export function figureOf(unit, { of }) {
  const [troops, troops_min, troops_max, troops_approx] = ["", "_min", "_max", "_approx"].map((end) => unit[of + end]);
  return { troops, troops_min, troops_max, troops_approx };
}

/**
 * The number of a unit's circle in words, with what it counts where these are no troops. Null where nothing is stated.
 * @param {import("../data/scene.js").Row} unit @param {Pick<import("../data/scene.js").Scene, "language" | "circles">} scene @returns {string | null}
 */
export function unitNumber(unit, { language, circles }) {
  const number = formatTroops(figureOf(unit, circles), language);
  return number && circles.unit ? fill(WORDS.ofUnit, { number, unit: circles.unit }) : number;
}

/**
 * A sum of two digits, "about" where one of its parts is or where that changed it. Exact ends that two digits would make one stay as they are.
 * @param {Figure} sum @returns {Figure}
 */
function roundSum(sum) {
  const round = (/** @type {number | null | undefined} */ number) =>
    number == null ? null : Number(number.toPrecision(2));
  const { troops, troops_min: least, troops_max: most, troops_approx: isAbout } = sum;
  const numbers = [troops, least, most];
  const rounded = numbers.map(round);
  if (!isAbout && least !== most && least != null && rounded[1] === rounded[2]) return sum;
  return {
    troops: rounded[0],
    troops_min: rounded[1],
    troops_max: rounded[2],
    troops_approx: isAbout || rounded.some((number, at) => number !== (numbers[at] ?? null)),
  };
}

/**
 * The troops of some units in words, or what else the circles show: no more exact than its parts, and said of how many units it is where that
 * is not all of them.
 * @param {import("../map/density/gathering.js").Sum} sum @param {string} language @param {string} [unit] what is counted, "" for troops
 * @returns {string | null} null where none of them states any
 */
export function sumWords(sum, language, unit = "") {
  const words = formatTroops(sum.isRough ? roundSum(sum) : sum, language);
  if (words === null) return null;
  const [all, some] = unit ? [WORDS.ofUnit, WORDS.unitOfSome] : [WORDS.people, WORDS.troopsOfSome];
  return sum.stated < sum.units
    ? fill(some, { number: words, unit, some: sum.stated, all: sum.units })
    : fill(all, { number: words, unit });
}

/**
 * @param {number | null} least @param {number | null} most @param {(number: number) => string} some writes the first number
 * @param {(number: number) => string} write the second @returns {string | null}
 */
function formatRange(least, most, some, write) {
  if (least !== null && most !== null)
    return least === most ? some(least) : fill(WORDS.between, { least: some(least), most: write(most) });
  if (most !== null) return fill(WORDS.upTo, { number: some(most) });
  return least === null ? null : fill(WORDS.atLeast, { number: some(least) });
}

// the first year that is read as one by itself
const ERA_UNTIL = 1000;

/** @type {Map<string, Intl.DateTimeFormat>} to make one takes as long as writing a thousand dates with it */
const DATE_FORMATS = new Map();

/**
 * An ISO date (year, month or day; years before 1 with a minus) in words. A time that ends in Z is one of UTC, and is said to be.
 * @param {string | null | undefined} text @param {string} language @returns {string}
 */
export function formatDate(text, language) {
  // a span is an ISO interval, open where an end is ".."
  if (text?.includes("/")) {
    const ends = text.split("/").map((end) => (end === ".." ? "" : formatDate(end, language)));
    return [...new Set(ends)].join(" – ").trim();
  }
  const parts = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]00:?00)?)?/.exec(
    text ?? "",
  );
  if (!parts) return text ?? "";
  const [, year, month, day, time, zone] = parts;
  const date = new Date(Date.UTC(2000, Number(month ?? 1) - 1, Number(day ?? 1)));
  date.setUTCFullYear(Number(year));
  /** @type {Intl.DateTimeFormatOptions} */
  const style = { timeZone: "UTC", year: "numeric", calendar: "gregory", numberingSystem: "latn" };
  if (month) style.month = "long";
  if (day) style.day = "numeric";
  // years as ISO 8601 counts them: 0 is 1 BC; one of few digits is read as a day, or as no year, without its era
  if (Number(year) < ERA_UNTIL) style.era = "short";
  const key = [language, month && "m", day && "d", style.era].join(" ");
  const format = DATE_FORMATS.get(key) ?? new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, style);
  DATE_FORMATS.set(key, format);
  const words = writeEra(format.formatToParts(date), language);
  return time ? fill(WORDS.atTime, { date: words, time: zone ? fill(WORDS.utc, { time }) : time }) : words;
}

/** English has AD before its year, BC after it. @param {Intl.DateTimeFormatPart[]} parts @param {string} language @returns {string} */
function writeEra(parts, language) {
  const write = (/** @type {string} */ before, /** @type {Intl.DateTimeFormatPart[]} */ some) =>
    some.map(({ type, value }) => (type === "year" ? before + value : value)).join("");
  const era = parts.find(({ type }) => type === "era")?.value;
  return era === "AD" && /^en\b/.test(language) ? write("AD ", parts.slice(0, -2)) : write("", parts);
}

/** @param {string} words @returns {string} words as they stand within a sentence: German alone writes its nouns with a capital */
export function within(words) {
  const isName = /^.?\p{Lu}/u.test(words.slice(1));
  return isName || /^de\b/.test(spoken) ? words : words.charAt(0).toLocaleLowerCase(spoken) + words.slice(1);
}

/** @param {string} text @returns {string} the text with a capital first letter */
export function capital(text) {
  return text.charAt(0).toLocaleUpperCase(spoken) + text.slice(1);
}
