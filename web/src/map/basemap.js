// The map under the units: land, regions, borders, the line of contact and the area that it cuts off.

import { createOutlines } from "./outlines.js";
import { featuresOf, turnBox } from "../data/meridian.js";
import { svg } from "../lib/dom.js";

// the rank of a river up to which it is a great one
const GREAT = 3;
// the zoom under which lines are thinner
const FAR = 4.5;

/**
 * Draw the borders into a pane of their own, under everything else. Runs in slices.
 * @param {L.Map} map @param {any} topology TopoJSON, see docs/page-format.md @returns {Generator<void, void, void>}
 */
export function* drawBasemap(map, topology) {
  const pane = map.createPane("dm-base");
  pane.style.zIndex = "250";
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true");
  // far out lines would be all that is seen
  const thin = () => pane.classList.toggle("dm-far", map.getZoom() < FAR);
  map.on("zoomend", thin);
  thin();
  const { add } = createOutlines(map, "dm-base");
  const draw = (/** @type {any} */ shape, /** @type {string | ((f: any) => string)} */ name) => {
    for (const one of shape.features ?? [shape])
      if (one.geometry) add(one.geometry, typeof name === "string" ? name : name(one));
  };
  // lines of one look are one path: hundreds of short ones take their time
  const drawLines = (/** @type {any} */ object, /** @type {string} */ name) =>
    add({ type: "MultiLineString", coordinates: partsOf(topology, object) }, name);
  const { countries, land, lakes, rivers, held, region_borders: regions, coast, edges, borders } = topology.objects;
  const { disputed, lines } = topology.objects;
  const subject = subjectCountries(topology);
  // where nobody knows what is beyond the edges, the ground is blank
  for (const [west, south, east, north] of topology.bbox && !edges ? turnBox(topology.bbox, topology.edge) : [])
    add({ type: "Polygon", coordinates: [cornersOf(west, south, east, north)] }, "dm-sea");
  yield;
  draw(featuresOf(topology, countries), (f) => (subject.has(f.properties.iso) ? "dm-land dm-land-subject" : "dm-land"));
  if (land) draw(featuresOf(topology, land), "dm-land");
  yield;
  for (const [shape, name] of [
    [rivers, (/** @type {any} */ f) => (f.properties.rank > GREAT ? "dm-river" : "dm-river dm-river-great")],
    [lakes, "dm-lake"],
    [held, "dm-held"],
  ]) {
    if (shape) draw(featuresOf(topology, shape), name);
    yield;
  }
  for (const [object, name] of [
    [regions, "dm-region"],
    [coast, "dm-coast"],
    [edges, "dm-edge"],
    [borders, "dm-border"],
    // along a border it takes its place
    [disputed, "dm-disputed-case"],
    [disputed, "dm-disputed"],
  ]) {
    if (object) drawLines(object, name);
    yield;
  }
  if (!lines) return;
  draw(featuresOf(topology, lines), (f) => `dm-line-case dm-case-${f.properties.kind}`);
  draw(featuresOf(topology, lines), (f) => `dm-line dm-line-${f.properties.kind}`);
}

/** @param {number} west @param {number} south @param {number} east @param {number} north @returns {number[][]} a ring */
function cornersOf(west, south, east, north) {
  return [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
}

/** @param {any} topology @returns {Set<string>} the countries that a line of contact runs through */
function subjectCountries(topology) {
  const lines = topology.objects.lines?.geometries ?? [];
  return new Set(lines.map((/** @type {any} */ line) => line.properties?.country).filter(Boolean));
}

/** @param {any} topology @param {string} kind @returns {boolean} whether the borders have a line of that kind */
export function hasLine(topology, kind) {
  return (topology.objects.lines?.geometries ?? []).some((/** @type {any} */ line) => line.properties?.kind === kind);
}

// so many lines of one kind have their names in the legend
const MOST_NAMED = 4;

// what the shipped line of contact is called, in the words of the page
const SHIPPED = "Line of contact";

/** @param {any} topology @returns {string[]} the names of lines of contact, "" for those that have none of their own; of many only that there are some */
export function contactLines(topology) {
  const lines = (topology.objects.lines?.geometries ?? []).filter(
    (/** @type {any} */ line) => line.properties?.kind === "line_of_contact",
  );
  const names = lines.map((/** @type {any} */ line) => line.properties.name ?? "");
  const own = [...new Set(names.map((/** @type {string} */ name) => (name === SHIPPED ? "" : name)))];
  return own.length <= MOST_NAMED ? own : [""];
}

/** @param {any} topology @returns {string[]} the names of lines that are of no known kind, none where they are many */
export function plainLines(topology) {
  const lines = (topology.objects.lines?.geometries ?? []).filter(
    (/** @type {any} */ line) => line.properties?.kind === "line",
  );
  const names = [...new Set(lines.map((/** @type {any} */ line) => line.properties.name).filter(Boolean))];
  return names.length <= MOST_NAMED ? names : [];
}

/**
 * Where the lines of contact run, part by part, for labels to keep off.
 * @param {any} topology @returns {Part[]}
 */
export function lineParts(topology) {
  return partsOf(topology, topology.objects.lines);
}

/** @param {any} topology @returns {Part[]} where the borders of countries run */
export function borderParts(topology) {
  return partsOf(topology, topology.objects.borders);
}

/** @typedef {[lon: number, lat: number][]} Part of a line @param {any} topology @param {any} object lines @returns {Part[]} */
function partsOf(topology, object) {
  if (!object || !topology.arcs.length) return [];
  const shape = /** @type {any} */ (featuresOf(topology, object));
  return (shape.features ?? [shape]).flatMap((/** @type {any} */ { geometry }) =>
    geometry.type === "MultiLineString" ? geometry.coordinates : [geometry.coordinates],
  );
}

/** The hatching of the held area, for the page to hold once. @returns {SVGSVGElement} */
export function hatching() {
  const stroke = svg("path", { d: "M-1 1l2-2M0 8l8-8M7 9l2-2", class: "dm-hatch-line" });
  const pattern = svg("pattern", { id: "dm-hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse" }, stroke);
  return svg("svg", { width: 0, height: 0, "aria-hidden": "true", class: "dm-defs" }, svg("defs", {}, pattern));
}
