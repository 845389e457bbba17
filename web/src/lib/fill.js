// Phrases with values in them, in the language that the page speaks: what the page and the editor share, without the page's table.

/** @typedef {import("./phrases.d.ts").Phrase} Phrase */

/** A BCP 47 tag. */
export let spoken = "en";
let fromRight = false;

/** @type {{ spoken: string, select: Intl.PluralRules } | null} likewise */
let rules = null;
/** @type {Map<string, Intl.NumberFormat>} to make one takes as long as writing a thousand numbers with it */
const FORMATS = new Map();

/** @param {string} language a BCP 47 tag @param {boolean} [rightToLeft] */
export function setSpoken(language, rightToLeft = false) {
  spoken = language;
  fromRight = rightToLeft;
}

/**
 * A phrase with values in the place of its names; numbers are written out, and `count` chooses among the forms of a plural.
 * @param {Phrase} phrase @param {Record<string, string | number>} values @returns {string}
 */
export function fill(phrase, values) {
  const form = typeof phrase === "string" ? phrase : chooseForm(phrase, Number(values.count));
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? formatNumber(value, spoken) : isolate(value ?? "");
  });
}

/** @param {Exclude<Phrase, string>} forms @param {number} count @returns {string} */
function chooseForm(forms, count) {
  if (rules?.spoken !== spoken) rules = { spoken, select: new Intl.PluralRules(spoken) };
  return forms[rules.select.select(count)] ?? forms.other;
}

/**
 * A text of the sheet's within one of the page's: where one of them runs from the right, they do not mix.
 * @param {string} text @returns {string}
 */
export function isolate(text) {
  const isRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(text);
  const isLeft = /[A-Za-z\u00c0-\u058f]/.test(text);
  return (fromRight ? isLeft : isRight) ? `\u2068${text}\u2069` : text;
}

/** @param {number} number @param {string} language @param {number} [decimals] exactly so many @returns {string} */
export function formatNumber(number, language, decimals) {
  const key = `${language} ${decimals}`;
  const places =
    decimals === undefined
      ? { maximumFractionDigits: 3 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  // other digits would contradict those of the sheet
  const format = FORMATS.get(key) ?? new Intl.NumberFormat(language, { ...places, numberingSystem: "latn" });
  FORMATS.set(key, format);
  return format.format(number);
}
