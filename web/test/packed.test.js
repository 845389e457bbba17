import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { readArcs, readColumns, sizeOf, unpackBytes } from "../src/data/columns.js";
import { readFacts } from "../src/data/facts.js";
import { createGathering, gatheredTroops, spreadCircles, sumSides } from "../src/map/density/gathering.js";
import { indexPatterns, indexTexts } from "../src/data/ids.js";
import { readPoints, worldX, worldY } from "../src/data/points.js";
import { searchWords } from "../src/data/search.js";
import { atOnce } from "../src/lib/slices.js";
import { createUnits } from "../src/data/units.js";
import { speak, sumWords } from "../src/lib/words.js";
import { sumTroops } from "./sums.js";

// made by pack.py
const {
  count,
  columns,
  data,
  rows,
  arcs: packedArcs,
} = JSON.parse(await readFile(new URL("packed.json", import.meta.url), "utf8"));
const bytes = await unpackBytes(data, sizeOf(columns));
const table = atOnce(readColumns(columns, bytes, count));

/** A page's units, without a page. */
async function packedUnits() {
  Object.assign(globalThis, { document: { getElementById: () => ({ textContent: data }) } });
  const scene = /** @type {any} */ ({
    packed: { units: columns, extra: {} },
    count,
    sides: [{ name: "Blue" }, { name: "Red" }, { name: "" }],
  });
  const units = createUnits(scene);
  await units.load();
  return { units, scene };
}

test("the fixture has every kind of column", () => {
  const kinds = new Set(Object.values(columns).map((/** @type {any} */ column) => column.kind));
  assert.deepEqual([...kinds].sort(), ["dictionary", "floats", "numbers", "patterns", "same", "texts"]);
  assert.ok(Object.values(columns).some((/** @type {any} */ column) => column.delta));
});

test("packed columns come back as Python reads them", () => {
  for (const [name, values] of Object.entries(rows))
    assert.deepEqual(
      values.map((/** @type {any} */ _, /** @type {number} */ index) => table.get(name)?.get(index)),
      values,
      name,
    );
});

test("damaged bytes are refused", async () => {
  const size = sizeOf(columns);
  await assert.rejects(unpackBytes(data.slice(0, 400), size));
  await assert.rejects(unpackBytes(`${data.slice(0, 200)}${data[200] === "A" ? "B" : "A"}${data.slice(201)}`, size));
  await assert.rejects(unpackBytes("!!!!", size));
  await assert.rejects(unpackBytes(data, size + 1), RangeError);
  await assert.rejects(unpackBytes(data, size - 1), RangeError);
  assert.throws(() => atOnce(readColumns({ word: columns.word }, bytes, count + 1)), RangeError);
});

test("packed arcs come back as TopoJSON has them", async () => {
  const { lengths, x, y } = packedArcs.columns;
  const packed = await unpackBytes(packedArcs.data, sizeOf({ lengths, x, y }));
  assert.deepEqual(atOnce(readArcs(packedArcs.columns, packed)), packedArcs.arcs);
});

test("ids are found, and others are not", () => {
  const patterns = /** @type {import("../src/data/columns.js").Patterns} */ (table.get("code")?.patterns);
  const find = atOnce(indexPatterns(patterns, count));
  for (let row = 0; row < count; row++) assert.equal(find(`g${row}-${row % 7}`), row);
  for (const other of ["g", `g${count}-0`, "g1-01", "g01-1", "g1-1-1", "g1", "", "g1-2"])
    assert.equal(find(other), -1, other);
  const texts = /** @type {import("../src/data/columns.js").Texts} */ (table.get("word")?.texts);
  const findWord = atOnce(indexTexts(texts, count));
  for (let row = 0; row < count; row++) assert.equal(findWord(rows.word[row]), row);
  assert.equal(findWord("x"), -1);
});

function readableUnits() {
  return createUnits(/** @type {any} */ ({ units: rows, extra: {}, sites: {}, count }));
}

test("the store answers as that of a small map does", async () => {
  const { units } = await packedUnits();
  const small = readableUnits();
  for (const index of [0, 1, 77, count - 1]) {
    assert.deepEqual(units.row(index), small.row(index));
    assert.equal(units.get(index, "troops"), small.get(index, "troops"));
    assert.equal(units.get(index, "nothing"), null);
    assert.deepEqual(units.extra(index), {});
  }
  assert.equal(units.indexOfId("g42"), 42);
  for (const other of ["none", "g", "g042", "g-1", `g${count}`, "G42", "42"])
    assert.equal(units.indexOfId(other), small.indexOfId(other), other);
  assert.equal(units.has("troops"), true);
  assert.equal(units.has("troops_min"), false);
});

test("search finds parts of names and ids, whatever their case", async () => {
  const { units } = await packedUnits();
  const search = (/** @type {typeof units} */ among, /** @type {string} */ words) => {
    /** @type {number[]} */
    const found = [];
    atOnce(searchWords(among, words, found, { language: "en", classes: [] }));
    return found;
  };
  const find = (/** @type {string} */ words) => {
    const found = search(units, words);
    assert.deepEqual(search(readableUnits(), words), found);
    return found;
  };
  assert.deepEqual(find("ÉÉN № 299"), [299]);
  assert.deepEqual(find("G12"), [12, ...Array.from({ length: 10 }, (_, n) => 120 + n)]);
  assert.deepEqual(find("nowhere"), []);
  assert.deepEqual(
    find("één"),
    rows.name.flatMap((/** @type {any} */ name, /** @type {number} */ index) => (name ? [index] : [])),
  );
  assert.deepEqual(find("№ 1 z"), []);
});

test("what stands on both sides of a number is no word", () => {
  const name = { get: () => "No. 5 motorized", patterns: { values: [["No. ", " motorized"]], at: () => 0, slots: [] } };
  const column = (/** @type {string} */ wanted) => (wanted === "name" ? name : undefined);
  const units = /** @type {any} */ ({ count: 1, column, extraColumns: () => [] });
  const find = (/** @type {string} */ words) => {
    /** @type {number[]} */
    const found = [];
    atOnce(searchWords(units, words, found, { language: "en", classes: [] }));
    return found.length;
  };
  assert.deepEqual(["Motorised", "motorized", "no.", "nomotor", "5 motor"].map(find), [0, 1, 1, 0, 1]);
});

test("among very many rows patterns that cannot have the words are passed over, and nothing else", () => {
  const values = [
    ["No. ", " tank battalion"],
    ["", "th guards brigade of ", "th army"],
    ["", "-ша бригада"],
    ["Kh", ""],
  ];
  const [at, number] = [(/** @type {number} */ row) => row % values.length, (/** @type {number} */ row) => row % 977];
  const get = (/** @type {number} */ row) => values[at(row)].join(String(number(row)));
  const find = (/** @type {any} */ name, /** @type {string} */ words) => {
    const column = (/** @type {string} */ wanted) => (wanted === "name" ? name : undefined);
    /** @type {number[]} */
    const found = [];
    const units = /** @type {any} */ ({ count: 200_004, column, extraColumns: () => [] });
    atOnce(searchWords(units, words, found, { language: "en", classes: [] }));
    return found;
  };
  for (const words of ["No. 17 tank", "17 guards", "17 bryhada", "h17", "tank 17", "976"]) {
    const found = find({ get, patterns: { values, at, slots: [number, number] } }, words);
    assert.ok(found.length > 0, words);
    assert.deepEqual(found, find({ get }, words), words);
  }
});

test("points are found where they are", async () => {
  const { units } = await packedUnits();
  const points = atOnce(readPoints(units));
  const [x, y] = [worldX(rows.lon[5]), worldY(rows.lat[5])];
  assert.equal(points.within(x, y, 1e-4)[0], 5);
  const box = { minX: 0.25, minY: 0, maxX: 0.5, maxY: 1 };
  const inside = rows.lon.flatMap((/** @type {number} */ lon, /** @type {number} */ index) =>
    lon >= -90 && lon <= 0 ? [index] : [],
  );
  assert.deepEqual(
    [...points.range(box)].flatMap((some) => [...some]),
    inside,
  );
  assert.equal(points.exceeds(box, inside.length), false);
  assert.equal(points.exceeds(box, inside.length - 1), true);
});

test("a gathering sums each side as the figure of one place does", async () => {
  const { units, scene } = await packedUnits();
  const circles = /** @type {import("../src/data/scene.js").Circles} */ ({ of: "troops" });
  const facts = atOnce(readFacts(units, { ...scene, circles }));
  assert.deepEqual([...facts.sides.slice(0, 4)], [0, 1, 2, 0]);
  const cells = 6;
  const cellOf = (/** @type {number} */ index) => (index * 31) % cells;
  const gathering = createGathering({ left: 0, top: 0, size: 1, columns: cells, rows: 1 }, facts, cellOf);
  for (let index = 0; index < count; index++) gathering.add(index, cellOf(index), index, 0);
  const gathered = gathering.list();
  assert.equal(
    gathered.reduce((sum, one) => sum + one.units, 0),
    count,
  );
  const all = Array.from({ length: count }, (_, index) => index);
  assert.ok(new Set(gathered.map(({ side }) => side)).size > 1);
  for (const one of gathered) {
    const members = all.filter((index) => cellOf(index) === one.cell && facts.sides[index] === one.side);
    const sum = sumTroops(members.map(units.row), all.map(units.row));
    assert.equal(one.units, members.length);
    assert.equal(one.troops, sum?.troops);
  }
});

test("sides are never added up, and what is in another number is not counted again", () => {
  const figures = {
    troops: Float64Array.of(1000, 200, 30, NaN),
    least: null,
    most: null,
    approx: null,
    countedIn: Int32Array.of(-1, -1, 0, -1),
  };
  const sums = sumSides([0, 1, 2, 3], { sides: Uint8Array.of(0, 1, 0, 1), figures });
  assert.deepEqual(
    sums.map(({ side, troops, units, stated }) => [side, troops, units, stated]),
    [
      [0, 1000, 2, 2],
      [1, 200, 2, 1],
    ],
  );
});

test("a sum is no more exact than its parts", async () => {
  speak(
    JSON.parse(await readFile(new URL("../../src/deploymap/languages/en.json", import.meta.url), "utf8")).page,
    "en",
  );
  /** @param {number[]} troops @param {number[]} least @param {number[]} most @param {number[]} approx rows */
  const words = (troops, least, most, approx = []) => {
    const column = (/** @type {number[]} */ numbers) => Float64Array.from(troops, (_, row) => numbers[row] ?? NaN);
    const figures = {
      troops: column(troops),
      least: column(least),
      most: column(most),
      approx: (/** @type {number} */ row) => approx.includes(row),
      countedIn: null,
    };
    const sums = sumSides([...troops.keys()], { sides: new Uint8Array(troops.length), figures });
    return sums.map((sum) => sumWords(sum, "en"));
  };
  const nan = NaN;
  assert.deepEqual(words([48022, 1000], [], []), ["49,022 troops"]);
  assert.deepEqual(words([48022, 1000], [], [], [0]), ["about 49,000 troops"]);
  assert.deepEqual(words([48022, nan], [], [nan, 1000]), ["about 48,000–49,000 troops"]);
  assert.deepEqual(words([nan, nan], [], [500, 300]), ["up to 800 troops"]);
  assert.deepEqual(words([nan, nan, nan], [nan, 2000], [500, 3000, 300]), ["2,000–3,800 troops"]);
  assert.deepEqual(words([nan, nan], [200, 200], [1800, 1000]), ["400–2,800 troops"]);
  assert.deepEqual(words([nan, nan], [200, 200], [1800, 1000], [0]), ["about 400–2,800 troops"]);
  assert.deepEqual(words([195000, 10000, 30000], [], [], [2]), ["about 240,000 troops"]);
  assert.deepEqual(words([205000, 54500, nan], [nan, nan, 20000], [nan, nan, 21000]), ["279,500–280,500 troops"]);
  assert.deepEqual(words([205000, 54500, nan], [nan, nan, 20000], [nan, nan, 21000], [0]), ["about 280,000 troops"]);
  assert.deepEqual(words([9000, 1010], [8000], [10000]), ["about 10,000 (9,000–11,000) troops"]);
  assert.deepEqual(words([9000, 1000], [8000], [10000]), ["10,000 (9,000–11,000) troops"]);
  assert.deepEqual(words([48022, nan], [nan, 100], [nan, 1000]), ["about 48,000–49,000 troops"]);
  assert.deepEqual(words([48022, nan], [nan, 1000], []), ["at least about 49,000 troops"]);
  assert.deepEqual(words([48022, nan, nan], [], [], [0]), ["about 48,022 troops in 1 of 3 units"]);
  assert.deepEqual(words([48022, 1000, nan], [], [], [1]), ["about 49,000 troops in 2 of 3 units"]);
  assert.deepEqual(words([nan, nan], [], []), [null]);
});

test("circles of several sides at one place do not cover each other", () => {
  assert.deepEqual(spreadCircles([7]), [{ x: 0, y: 0 }]);
  for (const radii of [
    [5, 9],
    [20, 1, 7],
    [3, 3, 3, 3],
    [40, 2, 2, 19, 8],
    Array.from({ length: 17 }, (_, n) => 1 + ((n * 7) % 11)),
  ]) {
    const places = spreadCircles(radii);
    for (const [a, { x, y }] of places.entries())
      for (const [b, other] of places.entries())
        if (a < b) assert.ok(Math.hypot(x - other.x, y - other.y) > radii[a] + radii[b] - 1e-6, `${radii}: ${a}, ${b}`);
  }
});

test("ranges and doubt stay in a sum, and what is not known is not guessed", () => {
  const nan = NaN;
  /** @type {[troops: number, least: number, most: number, approx: boolean, countedIn: number][]} */
  const all = [
    [100, nan, nan, false, -1],
    [200, 150, nan, true, -1],
    [nan, nan, 500, false, -1],
    [nan, nan, nan, false, 0],
    [50, nan, nan, false, 0],
    [70, nan, nan, false, 4],
  ];
  const figures = {
    troops: Float64Array.from(all, ([n]) => n),
    least: Float64Array.from(all, ([, n]) => n),
    most: Float64Array.from(all, ([, , n]) => n),
    approx: (/** @type {number} */ index) => all[index][3],
    countedIn: Int32Array.from(all, ([, , , , n]) => n),
  };
  const known = (/** @type {number} */ n) => (Number.isNaN(n) ? null : n);
  const asRows = all.map(([troops, least, most, approx, above], id) => ({
    id: String(id),
    counted_in: above < 0 ? null : String(above),
    troops: known(troops),
    troops_min: known(least),
    troops_max: known(most),
    troops_approx: approx || null,
  }));
  for (const members of [[0], [1], [2], [0, 1], [0, 1, 2], [0, 3, 4], [3, 4], [2, 3], [4, 5], [5], [0, 5], [1, 5]]) {
    const gathering = createGathering(
      { left: 0, top: 0, size: 1, columns: 1, rows: 1 },
      { sides: new Uint8Array(all.length), figures },
      (index) => (members.includes(index) ? 0 : -1),
    );
    for (const index of members) gathering.add(index, 0, 0, 0);
    const [one] = gathering.list();
    const sum = sumTroops(
      members.map((index) => asRows[index]),
      asRows,
    );
    const bounds = [sum?.troops ?? null, sum?.troops_min ?? null, sum?.troops_max ?? null, Boolean(sum?.troops_approx)];
    assert.deepEqual(
      [one.troops ?? null, one.troops_min ?? null, one.troops_max ?? null, Boolean(one.troops_approx)],
      bounds,
      members.join(),
    );
  }
});

test("the circles of a gathering have a round scale that fits", () => {
  const own = { troops: 10000, radius_px: 20 };
  assert.equal(gatheredTroops(0, own, 32), 10000);
  assert.equal(gatheredTroops(20000, own, 32), 10000);
  assert.equal(gatheredTroops(1e6, own, 20), 1e6);
  assert.equal(gatheredTroops(1.3e6, own, 20), 2e6);
});
