// Dates as numbers of days, from the first to the last day that they may be. Pure.

const DAY = 86_400_000;
const DATE = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?/;

/**
 * @param {string} text an ISO date: year, month, day or time @param {boolean} [isEnd] the last day of a year or month, not the first
 * @returns {number} days since 1970, NaN where it is no date
 */
export function dayOf(text, isEnd = false) {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (!year) return NaN;
  const date = new Date(0);
  const next = Number(isEnd);
  if (day) date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  else if (month) date.setUTCFullYear(Number(year), Number(month) - 1 + next, 1 - next);
  else date.setUTCFullYear(Number(year) + next, 0, 1 - next);
  return date.getTime() / DAY;
}

/** @param {number} day since 1970, a whole and finite number @returns {string} an ISO date */
export function dateOf(day) {
  const [year, rest] = /^([+-]?\d+)(.*)T/.exec(new Date(day * DAY).toISOString())?.slice(1) ?? ["", ""];
  return year.replace(/^([+-]?)0*(\d{4})$/, "$1$2").replace("+", "") + rest;
}

/**
 * @param {string | null} text an ISO date, or an interval, open where an end is ".."
 * @returns {[first: number, last: number]} days since 1970, NaN for no date
 */
export function daysOf(text) {
  const [first, last = first] = (text ?? "").split("/");
  return [first === ".." ? -Infinity : dayOf(first), last === ".." ? Infinity : dayOf(last, true)];
}
