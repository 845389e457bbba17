import assert from "node:assert/strict";
import { test } from "node:test";
import { dateOf, dayOf, daysOf } from "../src/data/days.js";
import { isEnd } from "../src/data/fields.js";
import { START } from "../src/data/state.js";
import { createSift } from "../src/data/sift.js";
import { createUnits } from "../src/data/units.js";
import { atOnce } from "../src/lib/slices.js";
import { askedWords, conditionWords, readEnd, writeEnd } from "../src/reader/conditions.js";

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
  ...{ count: 5, language: "en", classes: [], circles: { unit: "" } },
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

test("values that differ in more than case are choices of their own", () => {
  const own = { rank: ["Côte", "Cote", "côte", "राम", "रोम"] };
  const other = { ...scene, extra: own };
  const sifter = createSift(createUnits(other), other);
  const choices = atOnce(sifter.choices("own.rank")).map(({ value, count }) => `${value} ${count}`);
  assert.deepEqual(choices, ["Côte 2", "Cote 1", "राम 1", "रोम 1"]);
  const filters = { "own.rank": { values: ["CO\u0302TE"] } };
  assert.deepEqual([...(atOnce(sifter.sift({ ...START, filters })).mask ?? [])], [1, 0, 1, 0, 0]);
});

test("what might be another end than was meant is none", () => {
  const [date, troops] = ["date", "troops"].map((key) => /** @type {any} */ ({ key, name: key, own: false }));
  const read =
    (/** @type {any} */ field, language = "en") =>
    (/** @type {string} */ text) =>
      readEnd(field, text, language);
  assert.deepEqual(["2022", " 2022-01", "2024-02-29", "-0048-03", ""].map(read(date)), [
    ...["2022", "2022-01", "2024-02-29", "-0048-03", ""],
  ]);
  for (const text of ["2022-1-5", "20220105", "2022/03/01", "2022-13", "2023-02-29", "5.1.2022"])
    assert.equal(read(date)(text), null, text);
  assert.deepEqual(["100", "2,5", "-.5", "1000,25", "0,125", "1.250"].map(read(troops)), [
    ...["100", "2.5", "-.5", "1000.25", "0.125", "1.250"],
  ]);
  for (const text of ["1,000", "1 000", "abc", "1,000,000", "Infinity"]) assert.equal(read(troops)(text), null, text);
  assert.equal(read(troops, "de")("1.000"), null);
  assert.ok(isEnd("troops", "") && !isEnd("own.date", "2022-01"));
});

test("the end of what is open is not written", () => {
  const field = (/** @type {string} */ key) => /** @type {any} */ ({ key });
  assert.deepEqual(
    [Infinity, -Infinity, 0].map((end) => writeEnd(field("date"), end)),
    ["", "", "1970-01-01"],
  );
  assert.equal(writeEnd(field("troops"), -Infinity), "");
  for (const text of ["-0048-03-01", "0000-01-01", "2022-12-31"]) assert.equal(dateOf(dayOf(text)), text);
});

test("what was asked for is said with its column and without", () => {
  const words = (/** @type {string} */ key, /** @type {import("../src/data/state.js").Condition} */ condition) =>
    [askedWords, conditionWords].map((write) =>
      write(/** @type {any} */ ({ key, name: key, own: false }), condition, scene),
    );
  const side = { values: ["Red: A", ""] };
  assert.deepEqual(words("side", side), ["Red: A, not stated", "Side: Red: A, not stated"]);
  assert.deepEqual(words("border_km", { to: "9" }), Array(2).fill("within 9 km of the border"));
  assert.deepEqual(words("troops", { from: "9" }), ["at least 9", "Troops: at least 9"]);
});

test("a row of several sources is found by each of them", () => {
  const own = { source: ["Report 1; Report 2", "report 2", null], id: ["a", "b", "c"], label: ["A", "B", "C"] };
  const of = (/** @type {any} */ extra) => {
    const held = /** @type {any} */ ({
      ...{ units: own, extra, uses: [{ name: "source", use: "facet", own: false }], sites: {} },
      ...{ count: 3, language: "en", classes: [], circles: { unit: "" } },
    });
    return createSift(createUnits(held), held);
  };
  const found = (/** @type {any} */ by, /** @type {string} */ value) => {
    const { mask } = atOnce(by.sift({ ...START, filters: { source: { values: [value] } } }));
    return own.id.filter((_, row) => mask[row]).join("");
  };
  const choices = (/** @type {any} */ by) =>
    atOnce(by.choices("source")).map((/** @type {any} */ one) => `${one.value} ${one.count}`);
  const plain = of({});
  assert.equal(found(plain, "Report 2"), "ab");
  assert.equal(found(plain, "Report 1"), "a");
  assert.equal(found(plain, ""), "c");
  assert.deepEqual(choices(of({})), ["report 2 2", "Report 1 1", " 1"]);
  const numbered = of({ source_2: ["Map", "Map", null] });
  assert.equal(found(numbered, "Map"), "ab");
  assert.deepEqual(choices(numbered), ["Report 2 2", "Map 2", "Report 1 1", " 1"]);
});
