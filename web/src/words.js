// The page's own words, and how it writes numbers and dates.

/** Page widths in px at which the design changes; page.css has the same numbers. */
export const WIDTHS = { side: 1100, lists: 900, notes: 600 };

export const WORDS = {
  legend: "Legend",
  lines: "Lines and symbol style",
  troops: "Troops",
  people: "troops",
  bounds: "Dashed: lowest or highest estimate",
  symbols: "Symbols",
  classes: "Simple",
  app6: "NATO (APP-6)",
  border: "Recognised border",
  plainBorder: "Border",
  deFacto: "De facto line",
  contact: "Line of contact, approximate",
  noSide: "Side not stated",
  headline: "Headline figures",
  units: "All units on the map",
  about: "About this map",
  sources: "Sources",
  policy: "Borders",
  close: "Close",
  previous: "Previous unit",
  next: "Next unit",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  home: "Back to the first view",
  map: "Map. Arrow keys move it, plus and minus zoom.",
  geonames: "Positions of places: GeoNames (CC BY 4.0).",
  noTroops: "not stated",
  computed: "worked out from the position",
  fromWords: "drawn from the words of the sheet",
  gesture: "Use two fingers to move the map",
  loading: (/** @type {string} */ count) => `Loading ${count} units …`,
  broken: "The units or the borders of this map cannot be read: the file is damaged or incomplete. Get it again from where it came from.",
  crowd: (/** @type {string} */ count) => `${count} units in view. Zoom in for symbols.`,
  mark: "A unit, in its side’s colour",
  gathered: "Troops of the units around it, together; the number says how many units they are",
  gatheredShort: "Troops of the units around it, and how many units",
  here: "Units here",
  closer: (/** @type {string} */ count) => `and ${count} more: zoom in`,
  more: (/** @type {string} */ count) => `and ${count} more`,
  search: "Search names, ids and places",
  searching: (/** @type {string} */ part, /** @type {string} */ found) => `Searching … ${part} %, ${found} found`,
  found: (/** @type {string} */ found, /** @type {boolean} */ one) => (one ? "1 unit found" : `${found} units found`),
  page: "Page",
  previousPage: "Previous page of units",
  nextPage: "Next page of units",
  wheel: "Hold Ctrl (or ⌘) while you scroll to zoom",
};

/** @typedef {{ troops?: number | null, troops_min?: number | null, troops_max?: number | null, troops_approx?: boolean | null }} Figure */

/** @type {Map<string, Intl.NumberFormat>} to make one takes as long as writing a thousand numbers with it */
const FORMATS = new Map();

/** @param {number} number @param {string} language @returns {string} */
export function formatNumber(number, language) {
  const format = FORMATS.get(language) ?? new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  FORMATS.set(language, format);
  return format.format(number);
}

/**
 * A troop figure in words: its doubt and its bounds belong to it. Null where nothing is stated.
 * @param {Figure} figure @param {string} language @returns {string | null}
 */
export function formatTroops(figure, language) {
  const write = (/** @type {number} */ number) => formatNumber(number, language);
  const { troops = null, troops_min: least = null, troops_max: most = null } = figure;
  const some = troops === null && figure.troops_approx ? (/** @type {number} */ number) => `about ${write(number)}` : write;
  const range = formatRange(least, most, some, write);
  if (troops === null) return range;
  const about = figure.troops_approx ? `about ${write(troops)}` : write(troops);
  return range && least !== most ? `${about} (${range})` : about;
}

/**
 * @param {number | null} least @param {number | null} most @param {(number: number) => string} some writes the first number
 * @param {(number: number) => string} write the second @returns {string | null}
 */
function formatRange(least, most, some, write) {
  if (least !== null && most !== null)
    return least === most ? some(least) : `${some(least)}–${write(most)}`;
  if (most !== null) return `up to ${some(most)}`;
  return least === null ? null : `at least ${some(least)}`;
}

/**
 * An ISO date (year, month or day; years before 1 with a minus) in words.
 * @param {string | null | undefined} text @param {string} language @returns {string}
 */
export function formatDate(text, language) {
  const parts = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?/.exec(text ?? "");
  if (!parts) return text ?? "";
  const [, year, month, day, time] = parts;
  const date = new Date(Date.UTC(2000, Number(month ?? 1) - 1, Number(day ?? 1)));
  date.setUTCFullYear(Number(year));
  /** @type {Intl.DateTimeFormatOptions} */
  const style = { timeZone: "UTC", year: "numeric" };
  if (month) style.month = "long";
  if (day) style.day = "numeric";
  // years as ISO 8601 counts them: 0 is 1 BC
  if (Number(year) < 1) style.era = "short";
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, style).format(date);
  return time ? `${words}, ${time}` : words;
}

/** @param {string} text @returns {string} the text with a capital first letter */
export function capital(text) {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** @param {number} count @param {string} one @param {string} many @returns {string} */
export function plural(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}
