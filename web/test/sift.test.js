import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf } from "../src/data/days.js";
import { START } from "../src/data/state.js";
import { createSift } from "../src/data/sift.js";
import { createUnits } from "../src/data/units.js";
import { atOnce } from "../src/lib/slices.js";

const units = {
  id: ["a", "b", "c", "d", "e"],
  label: ["1st Tank", "11th Tank", "2nd Guards", "1-ша бригада", "Staff"],
  side: ["Red", "red", "Blue", null, "Blue"],
  troops: [100, null, null, 500, null],
  troops_max: [null, 9000, null, null, null],
  border_km: [3, 30, 300, null, 90],
  date: ["2022", "2022-01-12", "-0048-03", null, "2022-02"],
};
const uses = [
  { name: "side", use: "facet", own: false },
  { name: "rank", use: "facet", own: true },
  ...["troops", "border_km", "date"].map((name) => ({ name, use: "range", own: false })),
];
const scene = /** @type {any} */ ({
  ...{ units, uses, extra: { rank: ["x", "y", "x", "y", null] }, sites: {} },
  ...{ count: 5, language: "en", classes: [] },
});
const sifter = createSift(createUnits(scene), scene);
const sift = (/** @type {Partial<import("../src/data/state.js").State>} */ asked) =>
  atOnce(sifter.sift({ ...START, ...asked }));
const rows = (/** @type {any} */ filters, text = "") => {
  const { mask, count } = sift({ filters, text });
  const shown = units.id.filter((_, row) => !mask || mask[row]).join("");
  assert.equal(shown.length, count);
  return shown;
};

test("conditions hold together, and what is not stated is a choice of its own", () => {
  assert.equal(rows({}), "abcde");
  assert.equal(rows({ side: { values: ["red"] } }), "ab");
  assert.equal(rows({ side: { values: ["Blue", ""] } }), "cde");
  assert.equal(rows({ side: { values: ["Blue"] }, "own.rank": { values: [""] } }), "e");
  assert.equal(rows({ border_km: { to: "100" } }), "abe");
  assert.equal(rows({ border_km: { from: "10", to: "100", values: [""] } }), "bde");
  assert.equal(rows({ border_km: { values: [""] } }), "d");
  // what may be within the bounds is shown
  assert.equal(rows({ troops: { from: "400" } }), "bd");
  assert.equal(rows({ troops: { to: "50" } }), "b");
  assert.equal(rows({ side: { values: ["Green"] } }), "");
  assert.equal(rows({ nothing: { values: ["x"] } }), "abcde");
});

test("a date of a year or month is all of it, also before our era", () => {
  assert.equal(rows({ date: { from: "2022-01-12", to: "2022-01-12" } }), "ab");
  assert.equal(rows({ date: { from: "2022-02-20" } }), "ae");
  assert.equal(rows({ date: { to: "0000" } }), "c");
  assert.deepEqual(daysOf("1970-01-01/1970-02"), [0, 58]);
  assert.deepEqual(daysOf("1972-02/.."), [761, Infinity]);
  assert.ok(daysOf("0000")[0] < daysOf("0001")[0]);
});

test("each choice is counted with all other conditions, and what was found comes best first", () => {
  rows({ side: { values: ["Red"] }, border_km: { to: "100" } });
  const count = (/** @type {string} */ key) =>
    atOnce(sifter.choices(key)).map(({ value, count }) => `${value} ${count}`);
  assert.deepEqual(count("side"), ["Red 2", "Blue 1", " 0"]);
  assert.deepEqual(count("own.rank"), ["x 1", "y 1", " 0"]);
  assert.deepEqual(atOnce(sifter.bounds("border_km")), [3, 300, true]);
  assert.deepEqual(sift({ text: "1st" }).found, [0, 3]);
  assert.deepEqual(sift({ text: "tank", filters: { side: { values: ["Red"] } } }).found, [0, 1]);
  assert.deepEqual(sift({ text: "red tank" }).found, [0, 1]);
  assert.deepEqual(sift({ text: "brigada" }).found, [3]);
  assert.deepEqual(sift({ text: " " }).mask, null);
});
