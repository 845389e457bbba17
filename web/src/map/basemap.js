// The map under the units: land, regions, borders, the line of contact and the area that it cuts off.

import { turnBox } from "../data/meridian.js";
import { boxWay, coursesOf } from "../data/courses.js";
import { svg } from "../lib/dom.js";
import { PATTERN, createOutlines } from "./outlines.js";

/**
 * @typedef {import("../data/courses.js").Course} Course
 * @typedef {import("../data/courses.js").Way} Way
 */

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
  const draw = (/** @type {any} */ object, /** @type {(properties: any) => string} */ name, isArea = true) => {
    for (const { properties, parts } of object ? coursesOf(topology, object) : [])
      add(parts.flat(), name(properties), isArea);
  };
  const { countries, land, lakes, rivers, held, region_borders: regions, coast, edges, borders } = topology.objects;
  const { disputed, lines } = topology.objects;
  const subject = subjectCountries(topology);
  // where nobody knows what is beyond the edges, the ground is blank
  for (const box of topology.bbox && !edges ? turnBox(topology.bbox, topology.edge) : [])
    add([boxWay(box)], "dm-sea", true);
  yield;
  draw(countries, ({ iso }) => (subject.has(iso) ? "dm-land dm-land-subject" : "dm-land"));
  draw(land, () => "dm-land");
  yield;
  draw(rivers, ({ rank }) => (rank > GREAT ? "dm-river" : "dm-river dm-river-great"), false);
  yield;
  draw(lakes, () => "dm-lake");
  yield;
  draw(held, () => "dm-held");
  for (const [object, name] of [
    [regions, "dm-region"],
    [coast, "dm-coast"],
    [edges, "dm-edge"],
    [borders, "dm-border"],
    // along a border it takes its place
    [disputed, "dm-disputed-case"],
    [disputed, "dm-disputed"],
  ]) {
    yield;
    // lines of one look are one path: hundreds of short ones take their time
    if (object) add(waysOf(topology, object), name, false);
  }
  yield;
  draw(lines, ({ kind }) => `dm-line-case dm-case-${kind}`, false);
  draw(lines, ({ kind }) => `dm-line dm-line-${kind}`, false);
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
 * @param {any} topology @returns {Course[]}
 */
export function lineCourses(topology) {
  return linesOf(topology, topology.objects.lines);
}

/** @param {any} topology @returns {Course[]} where the borders of countries run */
export function borderCourses(topology) {
  return linesOf(topology, topology.objects.borders);
}

/** @param {any} topology @param {any} object lines @returns {Course[]} */
function linesOf(topology, object) {
  return waysOf(topology, object).flatMap((way) => way.map(({ course }) => course));
}

/** @param {any} topology @param {any} object lines @returns {Way[]} none until the arcs are there */
function waysOf(topology, object) {
  return object && topology.arcs.length ? coursesOf(topology, object).flatMap(({ parts }) => parts.flat()) : [];
}

/** The hatching of the held area, for the page to hold once. @returns {SVGSVGElement} */
export function hatching() {
  const stroke = svg("path", { d: "M-1 1l2-2M0 8l8-8M7 9l2-2", class: "dm-hatch-line" });
  const pattern = svg(
    "pattern",
    { id: "dm-hatch", width: PATTERN, height: PATTERN, patternUnits: "userSpaceOnUse" },
    stroke,
  );
  return svg("svg", { width: 0, height: 0, "aria-hidden": "true", class: "dm-defs" }, svg("defs", {}, pattern));
}
