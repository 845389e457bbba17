// Dates as moments: seconds since 1970, of which a day, month or year has a first and a last one. Pure.

import { dateOf, dayOf } from "./days.js";

const DAY = 86_400;
const DATE = /^(-?\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/;
const TIME = /T(\d\d):(\d\d)(?::(\d\d))?/;

/** @param {string} text @returns {boolean} whether it is an ISO date that there is: year, month, day or time */
export function isMoment(text) {
  const day = DATE.exec(text)?.[1];
  return day !== undefined && (text === day || day.length > 8) && dateOf(dayOf(day)).startsWith(day);
}

/** @param {string} text an ISO date: year, month, day or time @returns {number} its first second, NaN where it is no date */
export function secondOf(text) {
  const [, hour = 0, minute = 0, second = 0] = TIME.exec(text) ?? [];
  return DAY * dayOf(text) + 3600 * Number(hour) + 60 * Number(minute) + Number(second);
}

/** @param {string} text an ISO date, or an interval, of which the end counts @returns {number} its last second, Infinity for an open end */
export function lastSecond(text) {
  const last = text.slice(text.lastIndexOf("/") + 1);
  if (last === "..") return Infinity;
  const time = TIME.exec(last);
  if (time) return secondOf(last) + (time[3] ? 0 : 59);
  return DAY * (dayOf(last, true) + 1) - 1;
}
