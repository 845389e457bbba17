import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, isInBox, isNearShape, readNear, writeNear } from "../src/data/near.js";

test("distances are those on the ellipsoid", () => {
  // lat, lon, lat, lon, and km by GeographicLib
  const known = [
    [48, 38, 50, 36, 266.2232],
    [48, 179.5, 48, -179.5, 74.6248],
    [0, 0, 0, 10, 1113.1949],
    [60, 10, -30, 100, 12843.1257],
    [50, 30, 50, 30.01, 0.716958],
  ];
  for (const [lat, lon, otherLat, otherLon, km] of known) {
    const found = distance({ lat, lon }, { lat: otherLat, lon: otherLon });
    assert.ok(Math.abs(found - km) < 1e-5 * km + 1e-4, `${found} in place of ${km}`);
  }
  assert.equal(distance({ lat: 48, lon: 38 }, { lat: 48, lon: 398 }), 0);
});

test("of a line the nearest point counts, of an area all of it", () => {
  const line = { parts: [[30, 50, 32, 50]], isArea: false };
  // half a degree of latitude is some 55.6 km there
  const place = { lat: 50.5, lon: 31 };
  assert.deepEqual(
    [55, 56.5].map((km) => isNearShape(place, line, km)),
    [false, true],
  );
  assert.equal(isNearShape({ lat: 50, lon: 33 }, line, 70), false);
  assert.equal(isNearShape({ lat: 50, lon: 33 }, line, 73), true);
  const ring = [30, 50, 32, 50, 32, 52, 30, 52, 30, 50];
  const hole = [30.5, 50.5, 31.5, 50.5, 31.5, 51.5, 30.5, 51.5, 30.5, 50.5];
  const area = { parts: [ring, hole], isArea: true };
  assert.equal(isNearShape({ lat: 50.2, lon: 31 }, area, 0), true);
  assert.equal(isNearShape({ lat: 51, lon: 31 }, area, 1), false);
  assert.equal(isNearShape({ lat: 51, lon: 31 }, area, 60), true);
  // across 180 degrees
  assert.equal(isNearShape({ lat: 50, lon: 181 }, { parts: [[-179, 49, -179, 51]], isArea: false }, 1), true);
});

test("a box may lie across 180 degrees", () => {
  assert.ok(isInBox({ lat: 50, lon: -179 }, [170, 40, -170, 60]));
  assert.ok(isInBox({ lat: 50, lon: 181 }, [170, 40, -170, 60]));
  assert.ok(!isInBox({ lat: 50, lon: 160 }, [170, 40, -170, 60]));
  assert.ok(!isInBox({ lat: 61, lon: 175 }, [170, 40, -170, 60]));
});

test("what a condition says comes back as it was, and what says nothing is none", () => {
  for (const text of ["50:unit:A:1", "2.5:place:Kyiv", "0:line:front", "10:at:48.5,-39", "box:170,40,-170,60"])
    assert.equal(writeNear(/** @type {any} */ (readNear(text))), text);
  for (const text of [
    "50",
    "50:moon:x",
    "-1:unit:a",
    "50:unit:",
    "9:at:95,1",
    "box:1,2,3",
    "box:1,5,3,2",
    "1e9:unit:a",
  ])
    assert.equal(readNear(text), null, text);
});
