import assert from "node:assert/strict";
import { test } from "node:test";
import { coursesOf } from "../src/data/courses.js";
import { worldX, worldY } from "../src/data/points.js";

/** @param {import("../src/data/courses.js").Way} way @param {[number, number][]} places lon, lat */
function runsAlong(way, places) {
  const legs = way.map(({ course, isBack }) => ({
    x: isBack ? course.x.toReversed() : course.x,
    y: isBack ? course.y.toReversed() : course.y,
  }));
  const [x, y] = [
    legs.flatMap((leg, at) => [...leg.x.slice(at && 1)]),
    legs.flatMap((leg, at) => [...leg.y.slice(at && 1)]),
  ];
  assert.equal(x.length, places.length);
  for (const [at, [lon, lat]] of places.entries()) {
    assert.ok(Math.abs(x[at] - worldX(lon)) < 1e-9 && Math.abs(y[at] - worldY(lat)) < 1e-9, `${at}: ${lon} ${lat}`);
  }
}

test("arcs follow each other, either way round", () => {
  const arcs = [
    [
      [0, 0],
      [10, 0],
      [10, 10],
    ],
    [
      [0, 0],
      [0, 10],
      [10, 10],
    ],
  ];
  const area = { type: "Polygon", arcs: [[0, ~1]], properties: { iso: "ONE" } };
  const nothing = { type: null };
  const [outline, none] = coursesOf({ arcs }, { type: "GeometryCollection", geometries: [area, nothing] });
  assert.deepEqual([outline.properties, none], [{ iso: "ONE" }, { properties: {}, parts: [] }]);
  runsAlong(outline.parts[0][0], [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
    [0, 0],
  ]);
});

test("with a transform points are steps of its size", () => {
  const topology = {
    arcs: [
      [
        [2, 4],
        [1, -2],
      ],
    ],
    transform: { scale: [10, 5], translate: [-100, 7] },
  };
  for (const line of [
    { type: "LineString", arcs: [0] },
    { type: "MultiLineString", arcs: [[0]] },
  ])
    runsAlong(coursesOf(topology, line)[0].parts[0][0], [
      [-80, 27],
      [-70, 17],
    ]);
});

test("on a map with its edge elsewhere what lies west of it is a turn further, and what it cuts is there twice", () => {
  const lines = [
    [-170, -160],
    [-10, 10],
    [20, 30],
  ];
  const arcs = lines.map(([west, east]) => [
    [west, 0],
    [east, 0],
  ]);
  const object = { type: "MultiLineString", arcs: [[0], [1], [2]] };
  const [{ parts }] = coursesOf({ arcs, edge: 0 }, object);
  const turned = [
    [190, 200],
    [-10, 10],
    [350, 370],
    [20, 30],
  ];
  assert.equal(parts.length, turned.length);
  for (const [at, [west, east]] of turned.entries())
    runsAlong(parts[at][0], [
      [west, 0],
      [east, 0],
    ]);
});
