import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { circleRadius, figureCircles, scaleAt } from "../src/map/circles.js";
import { pickVersions, rowAt, rowsOf } from "../src/data/scene.js";
import { fill, formatDate, formatTroops, speak } from "../src/lib/words.js";

const TABLES = new URL("../../src/deploymap/languages/", import.meta.url);
const tableOf = (/** @type {string} */ language) =>
  JSON.parse(readFileSync(new URL(`${language}.json`, TABLES), "utf8")).page;

beforeEach(() => speak(tableOf("en"), "en"));
import { sumTroops } from "./sums.js";

test("a figure is written with its doubt and its bounds", () => {
  const words = (/** @type {import("../src/lib/words.js").Figure} */ figure) => formatTroops(figure, "en");
  assert.equal(words({}), null);
  assert.equal(words({ troops: 0 }), "0");
  assert.equal(words({ troops: 32000 }), "32,000");
  assert.equal(words({ troops: 100000, troops_approx: true }), "about 100,000");
  assert.equal(words({ troops_max: 175000 }), "up to 175,000");
  assert.equal(words({ troops_min: 500 }), "at least 500");
  assert.equal(words({ troops_min: 8000, troops_max: 10000 }), "8,000–10,000");
  assert.equal(words({ troops_min: 8000, troops_max: 10000, troops_approx: true }), "about 8,000–10,000");
  assert.equal(words({ troops_max: 500, troops_approx: true }), "up to about 500");
  assert.equal(words({ troops: 9000, troops_min: 8000, troops_max: 10000 }), "9,000 (8,000–10,000)");
});

test("dates are written as exactly as they are known", () => {
  assert.equal(formatDate("2022-01-12", "en"), "12 January 2022");
  assert.equal(formatDate("2022-01", "en"), "January 2022");
  assert.equal(formatDate("2022", "en"), "2022");
  assert.equal(formatDate("-0048-08-09", "en"), "9 August 49 BC");
  assert.equal(formatDate("0476-09-04", "en"), "4 September AD 476");
  assert.equal(formatDate("0009", "en"), "AD 9");
  assert.equal(formatDate("0009-09", "en"), "September AD 9");
  assert.equal(formatDate("0009-09", "en-US"), "September AD 9");
  assert.equal(formatDate("0999", "en"), "AD 999");
  assert.equal(formatDate("1066-10-14", "en"), "14 October 1066");
  const ofAll = ["ar", "de", "es", "fr", "he", "ru", "uk"].map((language) => formatDate("0009", language));
  assert.deepEqual(
    ofAll.map((words) => words.replace(/[\u00a0\u202f]/g, " ")),
    ["9 م", "9 n. Chr.", "9 d. C.", "9 ap. J.-C.", "9 לספירה", "9 г. н. э.", "9 н. е."],
  );
  assert.equal(formatDate("-0043", "en"), "44 BC");
  assert.equal(formatDate("2022-01-12T06:30", "en"), "12 January 2022, 06:30");
  assert.equal(formatDate("2022-02-23T22:30Z", "en"), "23 February 2022, 22:30 UTC");
  assert.equal(formatDate(null, "en"), "");
});

test("spans of dates are written with both their ends, and open where an end is not known", () => {
  assert.equal(formatDate("1863-07-01/1863-07-03", "en"), "1 July 1863 – 3 July 1863");
  assert.equal(formatDate("2020-11-04/2020-11-04", "en"), "4 November 2020");
  assert.equal(formatDate("1943-04/1943-05", "en"), "April 1943 – May 1943");
  assert.equal(formatDate("1914/1918", "en"), "1914 – 1918");
  assert.equal(formatDate("-0263/-0240", "en"), "264 BC – 241 BC");
  assert.equal(formatDate("-0026/0014", "en"), "27 BC – AD 14");
  assert.equal(formatDate("2014/..", "en"), "2014 –");
  assert.equal(formatDate("../1918", "en"), "– 1918");
  assert.equal(
    formatDate("2022-02-23T22:30/2022-02-24T02:30", "en"),
    "23 February 2022, 22:30 – 24 February 2022, 02:30",
  );
  speak(tableOf("de"), "de");
  assert.equal(formatDate("1863-07-01/1863-07-03", "de"), "1. Juli 1863 – 3. Juli 1863");
});

test("area is proportional to troops", () => {
  const scale = { troops: 10000, radius_px: 20 };
  assert.equal(circleRadius(10000, scale), 20);
  assert.equal(circleRadius(40000, scale), 40);
  assert.equal(circleRadius(40000, scaleAt(scale, 375)), 30);
  assert.equal(circleRadius(0, scale), 0);
});

test("a range is drawn as dashed bounds around the number", () => {
  const rings = figureCircles({ troops: 9000, troops_min: 8000, troops_max: 10000 }, { troops: 10000, radius_px: 20 });
  assert.deepEqual(
    rings.map(({ bound }) => bound),
    [true, false, true],
  );
  assert.deepEqual(figureCircles({}, { troops: 10000, radius_px: 20 }), []);
});

test("troops are summed without counting a unit and its superior twice", () => {
  const rows = [
    { id: "a", troops: 4000 },
    { id: "b", troops: 600, counted_in: "a" },
    { id: "c", troops: 100, counted_in: "b" },
    { id: "d", troops: 50 },
    { id: "e" },
  ];
  assert.equal(sumTroops(rows)?.troops, 4050);
  assert.equal(sumTroops([{ id: "e" }]), null);
  assert.equal(sumTroops([rows[0], rows[2]], rows)?.troops, 4000);
});

test("a sum has the bounds of its parts, and no number where a part has none", () => {
  const sum = sumTroops([
    { id: "a", troops: 100 },
    { id: "b", troops_min: 20, troops_max: 30 },
  ]);
  assert.deepEqual(sum, { troops: null, troops_min: 120, troops_max: 130, troops_approx: false });
});

test("the version of an annotation is that of the page's width", () => {
  const rows = [
    { id: "g", text: "narrow" },
    { id: "g", text: "wide", min_width: 600 },
    { id: "n", text: "note", min_width: 600 },
  ];
  assert.deepEqual(
    pickVersions(rows, 375).map(({ text }) => text),
    ["narrow"],
  );
  assert.deepEqual(
    pickVersions(rows, 600).map(({ text }) => text),
    ["wide", "note"],
  );
});

test("a table of columns gives plain rows", () => {
  assert.deepEqual(rowAt({ a: [1, 2], b: ["x", null] }, 1), { a: 2, b: null });
  assert.equal(rowsOf({}).length, 0);
});

test("numbers, doubt and dates follow the language", () => {
  speak(tableOf("de"), "de");
  assert.equal(formatTroops({ troops_max: 12000 }, "de"), "bis zu 12.000");
  assert.equal(formatDate("2022-01-12", "de"), "12. Januar 2022");
  // the calendar and the digits stay those of the sheet
  assert.match(formatDate("2022-01-12", "fa"), /2022/);
  assert.match(formatDate("2022-01-12", "ar-SA"), /2022/);
});

test("a phrase takes the form that its number asks for", () => {
  speak(tableOf("uk"), "uk");
  const units = (/** @type {number} */ count) => fill(tableOf("uk").unitCount, { count });
  assert.deepEqual([1, 3, 5, 21].map(units), ["1 підрозділ", "3 підрозділи", "5 підрозділів", "21 підрозділ"]);
});

test("a text that runs the other way is kept apart from the words around it", () => {
  assert.equal(fill("On the side of {side}", { side: "צפון" }), "On the side of \u2068צפון\u2069");
  assert.equal(fill("On the side of {side}", { side: "North" }), "On the side of North");
});
