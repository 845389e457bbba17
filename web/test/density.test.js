// What units are called that are drawn as one, and which of many have a symbol.

import assert from "node:assert/strict";
import { test } from "node:test";
import { circlesOf } from "../src/map/density/circled.js";
import { readFormations } from "../src/map/density/formations.js";
import { createGathering, isHidden, liftCircles } from "../src/map/density/gathering.js";
import { echelonOf, rankUnits } from "../src/map/density/ranking.js";
import { readPoints } from "../src/data/points.js";
import { nameUnits } from "../src/map/naming.js";
import { atOnce } from "../src/lib/slices.js";

const SCENE = /** @type {any} */ ({
  classes: [
    { key: "infantry", label: "Infantry", short_label: "Infantry" },
    { key: "armor", label: "Armored vehicles", short_label: "" },
    { key: "artillery", label: "Artillery", short_label: "" },
    { key: "support", label: "Support units", short_label: "" },
    { key: "event", label: "Battles, attacks and incidents", short_label: "Incidents" },
    { key: "installation", label: "Other military or air installations", short_label: "Other installations" },
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

/**
 * @param {number} row @param {number} room @param {import("../src/data/points.js").Points} points
 * @param {import("../src/map/density/ranking.js").Ranking} ranking @returns {boolean} whether no unit that matters more is nearer than that
 */
function mattersMost(row, room, { x, y }, { outweighs }) {
  const isNear = (/** @type {number} */ other) =>
    Math.max(Math.abs(x[other] - x[row]), Math.abs(y[other] - y[row])) < room;
  return x.every((_, other) => !outweighs(other, row) || !isNear(other));
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
    "5 units: 2 armored, 1 infantry, 1 artillery …",
  );
  assert.equal(nameOf(without("place", "parent").map((row) => ({ ...row, symbol_class: "unit" }))), "5 units");
  assert.equal(nameOf([{ label: "Alone" }]), "");
  const both = ["event", "installation"].map((key) => ({ symbol_class: key }));
  assert.equal(nameOf(both), "2 units: 1 incident, 1 other installation");
  assert.equal(nameOf([...both, ...both]), "4 units: 2 incidents, 2 other installations");
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
    readPoints(/** @type {any} */ ({ ...unitsOf(places.map(([lat, lon]) => ({ lat, lon }))), count })),
  );
  const ranking = atOnce(rankUnits(unitsOf(rows), /** @type {any} */ ({ figures }), indexed));
  const { x, y } = indexed;
  const all = { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  const leadersAt = (/** @type {number} */ room) => atOnce(ranking.leaders(all, room, 2 * room));
  let last = /** @type {number[]} */ ([]);
  for (const room of [1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.005, 5e-4]) {
    const [shown, ofMore] = leadersAt(room);
    assert.ok(last.every((row) => shown.includes(row)));
    // who has none is near one that matters more
    const leaders = [...rows.keys()].filter((row) => mattersMost(row, room, indexed, ranking));
    assert.deepEqual(
      shown.toSorted((a, b) => a - b),
      leaders,
    );
    assert.deepEqual(
      ofMore,
      shown.filter((row) => mattersMost(row, 2 * room, indexed, ranking)),
    );
    for (const a of shown)
      for (const b of shown)
        assert.ok(a === b || Math.max(Math.abs(x[a] - x[b]), Math.abs(y[a] - y[b])) >= room - 1e-6);
    last = shown;
  }
  assert.equal(last.length, count);
  // the largest echelon first, and of these who states most
  const [[first]] = leadersAt(1);
  assert.equal(first % 7, 6);
  assert.equal(troops[first], Math.max(...troops.filter((number, row) => row % 7 === 6 && number === number)));
});

test("a formation has its parts in it until there is room for them, and zooming in only ever opens it", () => {
  let seed = 3;
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const count = 600;
  // some have no position, some are of another side than their superior, some are their own superior's superior
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `N${index}`,
    parent: index < 4 ? (index === 3 ? "N599" : null) : `N${Math.floor(index * chance())}`,
    lat: chance() < 0.05 ? null : 0,
    lon: 0,
    sidc20: `1003100000${index < 40 ? 24 : index < 200 ? 18 : 16}11000000`,
  }));
  for (const row of rows) {
    const above = rows.find(({ id }) => id === row.parent);
    if (row.lat === null) continue;
    const apart = 40 ** -chance();
    row.lat = (above?.lat ?? 40) + (chance() < 0.2 ? 0 : 20 * apart * (chance() - 0.5));
    row.lon = (above?.lon ?? 10) + (chance() < 0.2 ? 0 : 20 * apart * (chance() - 0.5));
  }
  const sides = Uint8Array.from(rows, () => (chance() < 0.1 ? 1 : 0));
  const figures = { troops: null, least: null, most: null, approx: null, countedIn: null };
  const units = { ...unitsOf(rows), now: null, has: () => true, *prepareIds() {} };
  const points = atOnce(readPoints(units));
  const ranking = atOnce(rankUnits(units, /** @type {any} */ ({ figures }), points));
  const formations = atOnce(readFormations(units, sides, points, ranking.outweighs));
  const headOf = /** @type {NonNullable<typeof formations.headOf>} */ (formations.headOf);
  const { x, y } = points;
  const placed = [...rows.keys()].filter((row) => rows[row].lat !== null);
  const superiors = (/** @type {number} */ row) => {
    const found = new Set();
    for (let at = row; at >= 0 && !found.has(at); at = units.indexOfId(rows[at].parent ?? "")) found.add(at);
    return found;
  };
  let last = /** @type {number[]} */ ([]);
  let gathered = 0;
  for (const room of [0.1, 0.04, 0.02, 0.01, 0.004, 0.002, 5e-4, 1e-5, 1e-9]) {
    for (const row of placed) {
      const head = headOf(row, room);
      assert.equal(headOf(head, room), head);
      if (head === row) continue;
      gathered++;
      assert.ok(superiors(row).has(head));
      assert.equal(sides[head], sides[row]);
      assert.ok(Math.max(Math.abs(x[head] - x[row]), Math.abs(y[head] - y[row])) < room);
      assert.ok(ranking.outweighs(head, row) && !mattersMost(row, room, points, ranking));
    }
    const shown = placed.filter((row) => headOf(row, room) === row);
    assert.ok(last.every((row) => shown.includes(row)));
    last = shown;
  }
  assert.ok(gathered > 300);
  // what stands where its superior stands does not open
  assert.ok(last.length < placed.length);
  // with a superior that is not shown, the next one stands for it, or nobody
  points.show(Uint8Array.from(rows, (_, row) => (row % 3 ? 1 : 0)));
  for (const row of placed.filter((one) => one % 3)) {
    const head = headOf(row, 0.01);
    assert.ok(head % 3);
    assert.ok(head === row || Math.max(Math.abs(x[head] - x[row]), Math.abs(y[head] - y[row])) < 0.01);
  }
});

test("circles that symbols would hide stand along their edge, and none covers another", () => {
  const symbols = { minX: 0, minY: 0, maxX: 26, maxY: 26 };
  assert.ok(isHidden({ x: 13, y: 13, radius: 15 }, symbols));
  assert.ok(!isHidden({ x: 13, y: 13, radius: 30 }, symbols));
  const radii = [4, 9, 12];
  const places = liftCircles(radii, symbols);
  assert.ok(places.every(({ x, y }, at) => !isHidden({ x, y, radius: Math.max(radii[at], 12) }, symbols)));
  for (const [a, { x, y }] of places.entries())
    for (const [b, other] of places.entries())
      assert.ok(a === b || Math.hypot(x - other.x, y - other.y) >= radii[a] + radii[b] - 1e-9);
});

test("circles of three units at one place leave it by less than a symbol's width", () => {
  // four symbols' room, and circles that end within it
  const radii = [26, 23, 13];
  for (const [at, { x, y }] of liftCircles(radii, { minX: -26, minY: -26, maxX: 26, maxY: 26 }).entries())
    assert.ok(Math.hypot(x, y) - radii[at] < 26, `${radii[at]} at ${x}, ${y}`);
});

for (const count of [8, 80, 800, 8000, 100_000, 1_000_000])
  test(`of ${count} units each cell has each side's own sum, and says of how many`, () => {
    let seed = count;
    const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const grid = { left: 0, top: 0, size: 1, columns: 5, rows: 4 };
    const sides = Uint8Array.from({ length: count }, () => 3 * chance());
    const cells = Uint8Array.from({ length: count }, () => 20 * chance());
    const troops = Float64Array.from({ length: count }, () => (chance() < 0.4 ? NaN : Math.round(1000 * chance())));
    // some numbers are in that of a unit before them, which may stand in another cell
    const countedIn = Int32Array.from({ length: count }, (_, row) =>
      chance() < 0.3 ? Math.floor(row * chance()) : row,
    );
    countedIn.forEach((above, row) => (countedIn[row] = above === row ? -1 : above));
    const isAbout = (/** @type {number} */ row) => row % 97 === 0;
    const figures = { troops, least: null, most: null, approx: isAbout, countedIn };
    const gathering = createGathering(grid, { sides, figures }, (row) => cells[row]);
    for (let row = 0; row < count; row++) gathering.add(row, cells[row], 0, 0);
    /** @type {Map<number, { units: number, stated: number, sum: number, parts: number, rough: boolean }>} */
    const wanted = new Map();
    for (let row = 0; row < count; row++) {
      const key = 3 * cells[row] + sides[row];
      const one = wanted.get(key) ?? { units: 0, stated: 0, sum: 0, parts: 0, rough: false };
      wanted.set(key, one);
      one.units++;
      let isPart = false;
      for (let above = countedIn[row]; above >= 0; above = countedIn[above]) isPart ||= cells[above] === cells[row];
      if (isPart || !Number.isNaN(troops[row])) one.stated++;
      if (isPart || Number.isNaN(troops[row])) continue;
      one.sum += troops[row];
      one.parts++;
      one.rough ||= isAbout(row);
    }
    const found = gathering.list();
    assert.equal(found.length, wanted.size);
    for (const { cell, side, units, stated, parts, isRough, troops: sum } of found) {
      const one = /** @type {NonNullable<ReturnType<typeof wanted.get>>} */ (wanted.get(3 * cell + side));
      assert.deepEqual([units, stated, parts], [one.units, one.stated, one.parts]);
      assert.equal(sum ?? 0, one.sum);
      assert.equal(isRough, parts > 1 && one.rough);
    }
  });

test("a circle is around one of its units where none would stand in it", () => {
  const figures = {
    troops: Float64Array.of(100, 100, 100, 100),
    least: null,
    most: null,
    approx: null,
    countedIn: null,
  };
  const sides = Uint8Array.of(0, 0, 0, 1);
  const grid = { left: 0, top: 0, size: 72, columns: 2, rows: 1 };
  /** @param {[x: number, y: number][]} places @param {number} radius px @returns {[number, number][]} */
  const circles = (places, radius) => {
    const gathering = createGathering(grid, { sides, figures }, () => 0);
    places.forEach(([x, y], row) => gathering.add(row, 0, x, y));
    places.forEach(([x, y], row) => gathering.approach(row, 0, x, y));
    const circled = circlesOf(gathering.list(), { troops: 100 * places.length, radius_px: radius }, []);
    return circled.map(({ x, y }) => [x, y]);
  };
  const apart = /** @type {[number, number][]} */ ([
    [4, 10],
    [66, 10],
    [60, 60],
  ]);
  assert.deepEqual(circles(apart, 5), [apart[1]]);
  // in a larger one some stand: it is in their middle
  assert.deepEqual(circles(apart, 40), [[130 / 3, 80 / 3]]);
  assert.deepEqual(circles(apart.slice(0, 1), 5), [apart[0]]);
});
