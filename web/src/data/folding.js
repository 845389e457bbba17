// Texts as a search compares them: without case, accents and punctuation, and with one spelling of Cyrillic and Latin names. Pure.

// letters that no accent tells from their like
const LETTERS = new Map(
  Object.entries({ ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", æ: "ae", œ: "oe", ı: "i", "’": "'", ʼ: "'", ʹ: "'" }),
);
// Cyrillic letters without their marks, of Ukrainian, Russian and Belarusian
const CYRILLIC = new Map(
  Object.entries({
    ...{ а: "a", б: "b", в: "v", г: "h", ґ: "h", д: "d", е: "e", є: "ie", ж: "zh", з: "z", и: "i", і: "i", ы: "i" },
    ...{ к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts" },
    ...{
      ч: "ch",
      ш: "sh",
      щ: "shch",
      ъ: "",
      ь: "",
      э: "e",
      ю: "iu",
      я: "ia",
      ј: "i",
      љ: "l",
      њ: "n",
      ћ: "ch",
      џ: "dzh",
    },
  }),
);
// a number's ending as an ordinal: 1st, 1 st, 1-ша, 2-го, 1er, 3ème, 1.ª
const ORDINAL =
  /(\p{N})(?:[ -]?(?:st|nd|rd|th)|(?:er|ere|e|eme)|[.]?[ªº]|-(?:ша|га|тя|та|ма|а|я|й|и|ии|го|ои|му|ая|ое|е|о))(?![\p{L}\p{N}])/gu;
// what the many ways to write Ukrainian and Russian names in Latin letters differ in
const SPELLINGS = /** @type {[RegExp, string][]} */ ([
  [/t?sch|tch|cz/g, "ch"],
  [/sz/g, "sh"],
  [/kh|g/g, "h"],
  [/w/g, "v"],
  [/[yj]/g, "i"],
  [/i+e/g, "e"],
  [/(zh|ch|sh)\1+/g, "$1"],
  [/([a-z])\1+/g, "$1"],
]);
const PLAIN = /^[\x00-\x7f]*$/;

/** Stands between texts in a block of them, and within one where nothing reaches across. */
export const PART = "\x1f";
export const GAP = "\x1e";

/** @param {string} text @returns {string} without case, accents and other marks, by which nobody searches */
export function fold(text) {
  // most texts have none
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøłđðæœı’ʼʹ]/g, (letter) => LETTERS.get(letter) ?? letter);
}

/**
 * A text's sound, by which spellings of one name are alike: letters and digits only, each number as #12; so that 1 is no part of 11.
 * @param {string} folded a text, or many with U+001F between them @returns {string}
 */
export function soundOf(folded) {
  const isPlain = PLAIN.test(folded);
  let text = /[0-9]/.test(folded) ? folded.replace(ORDINAL, "$1") : folded;
  if (!isPlain) text = text.replace(/[\u0400-\u045f\u0490\u0491]/g, (letter) => CYRILLIC.get(letter) ?? letter);
  text = text.replace(/[0-9]+/g, "#$&;").replace(isPlain ? /[^a-z0-9#;\x1f]+/g : /[^\p{L}\p{N}#;\x1f]+/gu, "");
  for (const [spelling, sound] of SPELLINGS) text = text.replace(spelling, sound);
  return text;
}

/** @param {string} words that are searched for @returns {string} their sound; a number at their end may still go on */
export function soughtSound(words) {
  const folded = fold(words).trim();
  const sound = soundOf(folded);
  // an ordinal is a whole number
  return /\p{N}$/u.test(folded) ? sound.replace(/;$/, "") : sound;
}
