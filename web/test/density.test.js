// What units are called that are drawn as one, and which of many have a symbol.

import assert from "node:assert/strict";
import { test } from "node:test";
import { echelonOf, rankUnits } from "../src/map/density/ranking.js";
import { indexPoints } from "../src/data/points.js";
import { nameUnits } from "../src/map/naming.js";
import { atOnce } from "../src/lib/slices.js";

const SCENE = /** @type {any} */ ({
  classes: [
    { key: "infantry", label: "Infantry", short_label: "Infantry" },
    { key: "armor", label: "Armored vehicles", short_label: "" },
    { key: "artillery", label: "Artillery", short_label: "" },
    { key: "support", label: "Support units", short_label: "" },
    { key: "unit", label: "Units", short_label: "" },
  ],
});

/** @param {Record<string, any>[]} rows @returns {any} */
function unitsOf(rows) {
  return {
    count: rows.length,
    get: (/** @type {number} */ index, /** @type {string} */ column) => rows[index][column] ?? null,
    indexOfId: (/** @type {string} */ id) => rows.findIndex((row) => row.id === id),
    column: (/** @type {string} */ name) => ({ get: (/** @type {number} */ index) => rows[index][name] ?? null }),
  };
}

/** @param {Record<string, any>[]} rows @returns {string} */
function nameOf(rows) {
  return nameUnits(
    [...rows.keys()].filter((index) => !rows[index].isAway),
    unitsOf(rows),
    SCENE,
  );
}

test("units drawn as one are called by place, else by superior, else by count and kinds", () => {
  const kinds = ["infantry", "armor", "armor", "support", "artillery"];
  const rows = kinds.map((key, index) => ({ label: `L${index}`, symbol_class: key, parent: "P", place: "Kyiv" }));
  const without = (/** @type {string[]} */ ...columns) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))));
  const superior = { id: "P", label: "3rd Corps", isAway: true };
  assert.equal(nameOf(rows), "Kyiv");
  assert.equal(nameOf([...without("place"), superior]), "3rd Corps: 5 units");
  assert.equal(
    nameOf([...rows.slice(1), { symbol_class: "infantry" }].map(({ symbol_class: key }) => ({ symbol_class: key }))),
    "5 units: 2 armored vehicles, 1 infantry, 1 artillery …",
  );
  assert.equal(nameOf(without("place", "parent").map((row) => ({ ...row, symbol_class: "unit" }))), "5 units");
  assert.equal(nameOf([{ label: "Alone" }]), "");
});

test("an echelon is read from digits and from letters", () => {
  assert.equal(echelonOf("10031000161211000000"), 16);
  assert.equal(echelonOf("10031000001211000000"), 0);
  assert.equal(echelonOf("SFGPUCI----H---"), 18);
  assert.equal(echelonOf(null), 0);
});

test("zooming in only ever adds symbols, and none of them meet", () => {
  let seed = 7;
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const count = 200;
  const places = Array.from({ length: count }, () => [150 * (chance() - 0.5), 340 * (chance() - 0.5)]);
  const troops = Float64Array.from({ length: count }, () => (chance() < 0.3 ? NaN : Math.round(1000 * chance())));
  const rows = Array.from({ length: count }, (_, index) => ({ sidc20: `100310001${index % 7}1211000000` }));
  const figures = { troops, least: null, most: null, approx: null, countedIn: null };
  const indexed = atOnce(
    indexPoints(/** @type {any} */ ({ ...unitsOf(places.map(([lat, lon]) => ({ lat, lon }))), count })),
  );
  const ranking = atOnce(rankUnits(unitsOf(rows), /** @type {any} */ ({ figures }), indexed));
  const { x, y } = indexed;
  const all = { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  const leadersAt = (/** @type {number} */ room) => atOnce(ranking.leaders(all, room));
  let last = /** @type {number[]} */ ([]);
  for (const room of [1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.005, 1e-4]) {
    const shown = leadersAt(room);
    assert.ok(last.every((row) => shown.includes(row)));
    assert.deepEqual(
      shown,
      shown.filter((row) => ranking.isLeader(row, room)),
    );
    for (const a of shown)
      for (const b of shown)
        assert.ok(a === b || Math.max(Math.abs(x[a] - x[b]), Math.abs(y[a] - y[b])) >= room - 1e-6);
    // who has none is near one that matters more
    assert.equal(shown.length, rows.filter((_, row) => ranking.isLeader(row, room)).length);
    last = shown;
  }
  assert.equal(last.length, count);
  // the largest echelon first, and of these who states most
  const [first] = leadersAt(1);
  assert.equal(first % 7, 6);
  assert.equal(troops[first], Math.max(...troops.filter((number, row) => row % 7 === 6 && number === number)));
});
