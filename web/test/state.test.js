import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore, isSifted, readState, START, withCondition, writeState } from "../src/data/state.js";

/** @type {import("../src/data/state.js").Known} */
const known = (column) =>
  /** @type {const} */ ({ side: "facet", "own.q": "facet", border_km: "range" })[column] ?? null;

/** @type {import("../src/data/state.js").State} */
const FULL = {
  text: "1-ша танкова & more",
  filters: {
    side: { values: ["Russia", "a=b&c", ""] },
    border_km: { to: "100", values: [""] },
    "own.q": { values: ["100%"] },
  },
  since: "2022-02-01",
  trails: true,
  date: "2022-03-01",
  unit: "U 3",
  view: { lat: 48.1, lon: -38.25, zoom: 7.5 },
  style: "app6",
  show: "table",
  sort: "-troops",
  without: "note,own.q",
  group: "side",
  open: ",d,1st Army",
  why: ",,Red",
  rings: true,
  others: true,
};

test("a state comes back from its address as it was, also as browsers write it", () => {
  const address = writeState(FULL);
  assert.deepEqual(readState(address, known, true), { state: FULL, unknown: [] });
  assert.deepEqual(readState(new URL(address, "file:///a.html").hash, known, true).state, FULL);
  assert.equal(writeState(START), "");
  assert.deepEqual(readState("", known).state, START);
});

test("a date is one that there is, beside a condition on the rows' dates, and means nothing on a map of one", () => {
  const dated = (/** @type {string} */ column) => (column === "date" ? /** @type {const} */ ("range") : null);
  const { state, unknown } = readState("#1&date=2022-01..&date=2022-03-01T14:30&date=", dated, true);
  assert.deepEqual(state, { ...START, date: "2022-03-01T14:30", filters: { date: { from: "2022-01", values: [""] } } });
  assert.deepEqual(unknown, []);
  assert.deepEqual(readState("#1&date=2022-02-30&date=March&date=-0048", dated, true).state.date, "-0048");
  assert.deepEqual(
    readState("#1&date=2022-03-01", () => null),
    { state: START, unknown: ["date"] },
  );
});

test("an address can be read by people", () => {
  const state = { ...START, text: "tank", filters: { border_km: { to: "100" } }, unit: "U3" };
  assert.equal(writeState(state), "#1&border_km=..100&q=tank&unit=U3");
});

test("what an address says of things that are not here is left out, with a word", () => {
  const { state, unknown } = readState(
    "#1&q=tank&echelon=brigade&at=95,1,2&show=all&x&%zz=1&side=Red&border_km=abc..",
    known,
  );
  assert.deepEqual(state, { ...START, text: "tank", filters: { side: { values: ["Red"] } } });
  assert.deepEqual(unknown, ["echelon", "at", "show", "x", "%zz", "border_km"]);
  assert.deepEqual(readState("#2&q=tank", known), { state: START, unknown: ["#2&q=tank"] });
  // an address of somebody else's
  assert.deepEqual(readState("#dm-units", known), { state: START, unknown: [] });
});

test("a store tells of what changed and of nothing else", () => {
  const store = createStore(START);
  /** @type {unknown[]} */
  const heard = [];
  store.listen((state, last, step) => heard.push([last.text, state.text, step]));
  store.change({ text: "a" }, "text");
  store.change({ text: "a" }, "text");
  store.change({ text: "b" });
  store.set(START);
  assert.deepEqual(heard, [
    ["", "a", "text"],
    ["a", "b", null],
    ["b", "", undefined],
  ]);
});

test("a condition that holds for all is none", () => {
  const filters = withCondition({}, "side", { values: ["Red"] });
  assert.deepEqual(filters, { side: { values: ["Red"] } });
  assert.deepEqual(withCondition(filters, "side", { values: [], from: "" }), {});
  assert.equal(isSifted({ ...START, filters }), true);
  assert.equal(isSifted({ ...START, text: " " }), false);
});
