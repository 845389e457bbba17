import assert from "node:assert/strict";
import { test } from "node:test";
import { worldX, worldY } from "../src/data/points.js";
import { holds, isFree, readShapes, shapeNamed } from "../src/map/shapes.js";
import { atOnce } from "../src/lib/slices.js";

/** @param {number} west @param {number} south @param {number} east @param {number} north */
function box(west, south, east, north) {
  return { minX: worldX(west), minY: worldY(north), maxX: worldX(east), maxY: worldY(south) };
}

/** Two squares that share an arc, and an island in degrees 60 to 62. @param {object} [more] */
function topology(more) {
  const arcs = [
    [
      [10, 0],
      [10, 10],
    ],
    [
      [10, 10],
      [0, 10],
      [0, 0],
      [10, 0],
    ],
    [
      [10, 0],
      [20, 0],
      [20, 10],
      [10, 10],
    ],
    [
      [60, 0],
      [62, 0],
      [62, 2],
      [60, 2],
      [60, 0],
    ],
  ];
  const countries = [
    { type: "Polygon", arcs: [[0, 1]], properties: { name: "West" } },
    { type: "MultiPolygon", arcs: [[[2, ~0]], [[3]]], properties: { name: "East" } },
    { type: null, properties: { name: "Nothing" } },
  ];
  const regions = [{ type: "Polygon", arcs: [[3]], properties: { name: "Island" } }];
  return { arcs, objects: { countries: { geometries: countries }, regions: { geometries: regions } }, ...more };
}

test("a box lies in the country around it, and in no other", () => {
  const { countries } = atOnce(readShapes(topology()));
  const [west, east] = countries;
  assert.equal(countries.length, 2);
  assert.ok(holds(west, box(2, 2, 8, 8)) && !holds(east, box(2, 2, 8, 8)));
  assert.ok(holds(east, box(12, 2, 18, 8)) && !holds(west, box(12, 2, 18, 8)));
  assert.ok(holds(east, box(60.5, 0.5, 61.5, 1.5)));
  // over the border that they share, over all of a country, and over a corner
  for (const across of [box(8, 2, 12, 8), box(-2, -2, 22, 12), box(-1, -1, 1, 1)])
    for (const one of countries) assert.ok(!holds(one, across));
});

test("a box is free where no country is", () => {
  const { countries } = atOnce(readShapes(topology()));
  assert.ok(isFree(countries, box(30, 2, 40, 8)));
  // between the island's corners
  assert.ok(isFree(countries, box(55, -5, 59, 15)));
  for (const taken of [box(2, 2, 8, 8), box(15, 5, 30, 15), box(58, -2, 64, 4)]) assert.ok(!isFree(countries, taken));
});

test("a name stands for the region that is called so, else for the country around it", () => {
  const shapes = atOnce(readShapes(topology()));
  const at = (/** @type {number} */ lon, /** @type {string[]} */ names) =>
    shapeNamed(shapes, names, worldX(lon), worldY(1))?.name;
  assert.deepEqual(
    [at(61, ["ISLAND"]), at(61, ["East"]), at(5, ["Island"]), at(40, ["East"])],
    ["island", "east", "west", undefined],
  );
});

test("a line that only passes by a corner does not enter the box", () => {
  const arcs = [
    [
      [0, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ],
  ];
  const countries = { geometries: [{ type: "Polygon", arcs: [[0]], properties: {} }] };
  const shapes = atOnce(readShapes({ arcs, objects: { countries } })).countries;
  assert.ok(holds(shapes[0], box(1, 6, 3, 9)));
  assert.ok(isFree(shapes, box(6, 1, 9, 4)));
});

test("what lies west of a map's edge is found beyond 180 degrees", () => {
  const { countries } = atOnce(readShapes(topology({ edge: 30 })));
  assert.ok(holds(countries[0], box(362, 2, 368, 8)));
  assert.ok(holds(countries[1], box(60.5, 0.5, 61.5, 1.5)));
  assert.ok(isFree(countries, box(200, 2, 300, 8)));
  assert.ok(!isFree(countries, box(362, 2, 368, 8)));
});
