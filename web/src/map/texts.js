// All that is written on the map: what stands beside units, figures of people, and the names of lines, seas, countries and notes.

import * as L from "leaflet";
import { drawCircles, figureCircles } from "./circles.js";
import { createBarriers, ringBox } from "./barriers.js";
import { borderCourses, lineCourses } from "./basemap.js";
import { html } from "../lib/dom.js";
import { around, grow, lineBox, meets, shiftLine } from "./boxes.js";
import { placeLabels } from "./layout.js";
import { addMark, leaderSvg, measureAll, putAt } from "./marks.js";
import { worldX, worldY } from "../data/points.js";
import { isNoteOf } from "../data/drawnat.js";
import { pickVersions, rowsOf } from "../data/scene.js";
import { holds, isFree, readShapes, shapeNamed } from "./shapes.js";
import { figureLabel, noteLabel } from "./labels.js";
import { riverEntries, seaRows, townDot, townEntries } from "./names.js";
import { pageWidth, WIDTHS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {import("./boxes.js").Area} Area
 * @typedef {import("../data/courses.js").Course} Course
 * @typedef {import("./layout.js").Label} Label
 * @typedef {import("./overlay.js").Page} Page
 * @typedef {import("./overlay.js").State} State
 * @typedef {{ position: L.LatLng, turn: number }} Shown a label's middle, and by how many degrees it is turned
 * @typedef {{ label: Label, forms: import("./marks.js").Form[], position: L.LatLng, show?: (shown: Shown | null) => void }} Entry a label with what it
 *   may look like, the fullest first; `show`: how it is shown that is on the map already, null where it
 *   has no room
 * @typedef {{ hard: Area[], rings: import("./barriers.js").Ring[], marks: Area[], lines: import("./boxes.js").Line[], unnamed: Area[], entries: Entry[] }} Ground what a
 *   renderer has drawn, in px of the map's container: areas that no label covers, circles whose edge none touches, marks of single units, lines that
 *   none crosses, symbols without a label; and what is to be written beside it
 */

// about how much a letter of a country's name takes (px)
const LETTER = 11;
// where a figure of people stands that has no circle (px)
const POINT = 4;
// shorter pieces of fronts and borders are part of their neighbours (px)
const SHORT = 3;
// boxes that make about a circle, as parts of its diameter
const ROUND = [
  [1, 0.38],
  [0.71, 0.71],
  [0.38, 1],
];
// which of the texts come first
const ORDER = ["line", "water", "country", "note", "lake"];

/**
 * @param {L.Map} map @param {import("../data/scene.js").Scene} scene @param {Page} page @param {State} state
 */
export function createTexts(map, scene, page, state) {
  /** @type {Row[]} */
  const annotations = rowsOf(scene.annotations).map((row, index) => ({ ...row, index }));
  const isOfPeople = scene.circles.of === "troops";
  // both are known when the base map's arcs are
  let contact = /** @type {Course[]} */ ([]);
  let borders = /** @type {Course[]} */ ([]);
  let shapes = /** @type {import("./shapes.js").Shapes | null} */ (null);
  const figures = L.layerGroup().addTo(map);
  let drawnBorders = { view: "", lines: /** @type {import("./boxes.js").Line[]} */ ([]) };
  /** @type {Map<string, L.Marker>} what is written, by all that is seen of it: what stays the same keeps its element */
  let written = new Map();
  let turn = 0;
  /** @type {Map<string, ReturnType<typeof shapeNamed>>} by the names of countries and where they stand */
  const named = new Map();

  function shownAnnotations() {
    return pickVersions(
      annotations.filter((row) => isNoteOf(row, page.units.now)),
      pageWidth(),
    );
  }

  function shownFigures() {
    return shownAnnotations().filter(({ role }) => role === "figure");
  }

  /** The circles of an annotation's figure; people have none where circles show another number: a point. @param {Row} row */
  function ringsOf(row) {
    return isOfPeople ? figureCircles(row, state.scale()) : [{ radius: POINT, bound: false }];
  }

  function drawFigures() {
    figures.clearLayers();
    for (const row of shownFigures())
      figures.addLayer(addMark(map, "dm-circles", [row.lat, row.lon], figureButton(row)).marker);
  }

  /** @param {Row} row */
  function figureButton(row) {
    const chosen = state.chosen?.kind === "figure" && state.chosen.index === row.index;
    /** @type {import("../lib/dom.js").Attributes} */
    const attributes = {
      type: "button",
      class: isOfPeople ? "dm-figure" : "dm-figure dm-figure-point",
      "aria-label": figureLabel(row, scene.language, true).make().textContent ?? "",
      "aria-current": chosen ? "true" : null,
      "data-note": row.index,
    };
    const button = html(
      "button",
      { ...attributes, onclick: () => page.choose({ kind: "figure", index: row.index }, button) },
      drawCircles(ringsOf(row)),
    );
    return button;
  }

  /**
   * Write all labels anew. Runs in slices; gives up where they are laid anew meanwhile.
   * @param {(at: (position: L.LatLng) => L.Point, near: Area) => Ground} drawn what the renderer has drawn @returns {Generator<void, void, void>}
   */
  function* lay(drawn) {
    const mine = ++turn;
    if (!shapes && scene.basemap.arcs.length) shapes = yield* readShapes(scene.basemap);
    const size = map.getSize();
    // the map may be moved between two slices
    const origin = map.containerPointToLayerPoint([0, 0]);
    const near = grow({ minX: 0, minY: 0, maxX: size.x, maxY: size.y }, 0.25 * size.x);
    const at = (/** @type {L.LatLng} */ position) => map.latLngToLayerPoint(position).subtract(origin);
    const units = drawn(at, near);
    const towns = townEntries(scene, at, size, [...units.hard, ...units.rings.map(ringBox)]);
    const rivers = riverEntries(scene, at, size);
    const isNear = (/** @type {Entry} */ { label }) => meets(label.anchor, near);
    // what is drawn is what the map tells of, and the ground is not
    const entries = [
      ...[...figureEntries(at), ...units.entries, ...page.dates(at)].filter(isNear),
      ...page.drawn.names(at, size),
      ...textEntries(at).filter(isNear),
      ...page.layers(at, size),
      ...towns,
      ...rivers,
    ];
    measureEntries(entries);
    const ground = groundOf(units, at, near);
    const points = new Map(entries.map(({ label, position }) => [label.id, at(position)]));
    yield;
    const wanted = entries.map(({ label }) => label);
    const placed = yield* placeLabels(wanted, ground);
    if (mine !== turn) return;
    const before = written;
    written = new Map();
    const places = new Map(placed.map((place) => [place.id, place]));
    const shownAt = (/** @type {import("./layout.js").Spot} */ { x, y, turn }) => ({
      position: map.layerPointToLatLng(L.point(x, y).add(origin)),
      turn,
    });
    for (const entry of entries) {
      const place = places.get(entry.label.id);
      const shown = place?.spot ? shownAt(place.spot) : null;
      if (entry.show) entry.show(shown);
      else if (place) {
        const point = /** @type {L.Point} */ (points.get(place.id));
        const look = lookOf(entry, place, shown, point);
        written.set(look, before.get(look) ?? showLabel(entry, place, shown, point));
      }
    }
    for (const [look, marker] of before) if (!written.has(look)) marker.remove();
  }

  /** All that is seen of a label. @param {Entry} entry @param {import("./layout.js").Placed} place @param {Shown | null} shown @param {L.Point} point where it stood when it was placed @returns {string} */
  function lookOf({ forms, position }, { id, size, side, box, leader }, shown, { x, y }) {
    const by = shown ?? [position, box.minX - x, box.minY - y, leader && shiftLine(leader, { x: -x, y: -y })];
    return JSON.stringify([id, forms[size].look, side, by]);
  }

  /**
   * What units and all else on the map leave to the labels.
   * @param {Ground} units @param {(position: L.LatLng) => L.Point} at @param {Area} near
   */
  function groundOf(units, at, near) {
    const size = map.getSize();
    if (!contact.length) contact = lineCourses(scene.basemap);
    if (!borders.length) borders = borderCourses(scene.basemap);
    const isFront = (/** @type {Row} */ row) => row.type === "front";
    const fronts = [...coursePieces(map, contact, near), ...pieces(page.drawn.lines(isFront), at, near)];
    const strokes = page.drawn.lines((row) => !isFront(row) && !row.is_area);
    const rings = shownFigures().flatMap((row) => {
      const { x, y } = at(L.latLng(row.lat, row.lon));
      return ringsOf(row).map(({ radius }) => ({ x, y, radius, of: `f${row.index}` }));
    });
    const all = [...units.rings, ...rings].filter((ring) => meets(ringBox(ring), near));
    return {
      hard: units.hard,
      barriers: createBarriers(all, fronts, pieces(strokes, at, near), bordersNear(near)),
      marks: units.marks,
      lines: units.lines,
      unnamed: units.unnamed,
      view: { minX: 3, minY: 3, maxX: size.x - 3, maxY: size.y - 3 },
    };
  }

  /** The same as long as the view is. @param {Area} near @returns {import("./boxes.js").Line[]} */
  function bordersNear(near) {
    const view = `${map.getZoom()} ${map.getPixelBounds().min} ${map.getSize()} ${borders.length}`;
    if (view !== drawnBorders.view) drawnBorders = { view, lines: coursePieces(map, borders, near) };
    return drawnBorders.lines;
  }

  /**
   * @param {Entry} entry @param {import("./layout.js").Placed} place @param {Shown | null} shown where it is turned, null beside its position
   * @param {L.Point} point where that stood when it was placed
   */
  function showLabel({ forms, label, position }, { size, side, box, leader }, shown, { x, y }) {
    const element = forms[size].make();
    const { marker, root } = addMark(map, "dm-labels", shown?.position ?? position, element);
    const { width, height } = label.sizes[size];
    element.dataset.beside = side;
    if (shown) element.style.rotate = `${shown.turn}deg`;
    putAt(element, shown ? -width / 2 : box.minX - x, shown ? -height / 2 : box.minY - y);
    if (leader) root.prepend(leaderSvg(shiftLine(leader, { x: -x, y: -y })));
    if (label.dot) root.prepend(townDot());
    return marker;
  }

  /** @param {(position: L.LatLng) => L.Point} at @returns {Entry[]} */
  function figureEntries(at) {
    return shownFigures().map((row) => {
      const position = L.latLng(row.lat, row.lon);
      const { x, y } = at(position);
      const wide = 2 * (ringsOf(row)[0]?.radius ?? 0);
      const narrow = pageWidth() < WIDTHS.notes ? [] : [figureLabel(row, scene.language, isShort(), true)];
      const forms = [figureLabel(row, scene.language, isShort()), ...narrow];
      // another's name may stand in the corners of its box
      const parts = ROUND.map(([across, down]) => around(x, y, across * wide, down * wide));
      const label = { ...labelOf(`f${row.index}`, around(x, y, wide, wide), "beside"), same: true, over: true, parts };
      return { label, forms, position };
    });
  }

  /** How wide degrees of longitude are drawn, px. @param {number} degrees */
  function drawnWidth(degrees) {
    return (degrees / 360) * 256 * 2 ** map.getZoom();
  }

  /** Lines' labels, then those of countries and seas, then notes. @param {(position: L.LatLng) => L.Point} at @returns {Entry[]} */
  function textEntries(at) {
    /** @type {Row[]} */
    const rows = shownAnnotations().filter((row) => ORDER.includes(row.role) && row.lat != null && row.lon != null);
    /** @type {Row[]} */
    const countries = rowsOf(scene.country_labels)
      .filter(({ name, width }) => drawnWidth(width) > LETTER * name.length)
      .map((row, index) => ({ ...row, text: row.name, role: "country", index: `c${index}` }));
    return [...rows, ...seaRows(scene, drawnWidth), ...countries]
      .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
      .map((row) => {
        const position = L.latLng(row.lat, row.lon);
        const { x, y } = at(position);
        const manner = row.role === "line" ? "callout" : row.role === "lake" ? "fixed" : "slide";
        const spots = row.role === "lake" ? () => [{ x, y, turn: 0 }] : undefined;
        const same = row.role === "line";
        const label = { ...labelOf(`t${row.index}`, around(x, y, 4, 4), manner), spots, fits: fitOf(row), same };
        const forms = (same ? [false, true] : [false]).map((narrow) => noteLabel(row, isShort(), narrow));
        return { label, forms, position };
      });
  }

  /**
   * A name stands within what it names in this view, or nowhere: that of a country or region on its land, that of a sea on no land.
   * @param {Row} row @returns {((box: Area) => boolean) | undefined} undefined for what is no such name
   */
  function fitOf({ role, text, area, lat, lon, width }) {
    if (!shapes || (role !== "country" && role !== "water")) return undefined;
    const { countries } = shapes;
    const key = `${text} ${lat} ${lon}`;
    if (role === "country" && !named.has(key))
      named.set(key, shapeNamed(shapes, [text, area], worldX(lon), worldY(lat)));
    const shape = role === "country" && named.get(key);
    // where it is known how wide a sea is, its name stands about the middle of it: next to it is another sea
    const far = role === "water" && width ? width / 720 : Infinity;
    const world = 256 * 2 ** map.getZoom();
    const corner = /** @type {L.Point} */ (map.getPixelBounds().min);
    return (placed) => {
      // it is shown at a whole px
      const { minX, minY, maxX, maxY } = grow(placed, 1);
      const box = {
        minX: (minX + corner.x) / world,
        minY: (minY + corner.y) / world,
        maxX: (maxX + corner.x) / world,
        maxY: (maxY + corner.y) / world,
      };
      const away = Math.hypot((box.minX + box.maxX) / 2 - worldX(lon), (box.minY + box.maxY) / 2 - worldY(lat));
      return shape ? holds(shape, box) : away <= far && isFree(countries, box);
    };
  }

  /** Give all labels their sizes. @param {Entry[]} entries */
  function measureEntries(entries) {
    const sizes = measureAll(
      entries.flatMap(({ forms }) => forms),
      page.measureIn,
    );
    for (const { label, forms } of entries) label.sizes = sizes.splice(0, forms.length);
  }

  return { drawFigures, lay };
}

function isShort() {
  return pageWidth() < WIDTHS.lists;
}

/**
 * A label whose size is not known yet.
 * @param {string} id @param {Area} anchor @param {import("./layout.js").Manner} manner @returns {Label}
 */
function labelOf(id, anchor, manner) {
  return { id, anchor, manner, sizes: [] };
}

/**
 * The label of units, whose size is not known yet.
 * @param {string} id @param {Area} box of their symbols @param {import("./layout.js").Manner} manner @returns {Label}
 */
export function labelBeside(id, box, manner) {
  return labelOf(id, grow(box, 1), manner);
}

/**
 * The pieces of lines that are near the view.
 * @param {L.LatLng[][]} parts @param {(position: L.LatLng) => L.Point} at @param {Area} near @returns {import("./boxes.js").Line[]} px
 */
function pieces(parts, at, near) {
  return parts.flatMap((part) => {
    const points = part.map(at);
    const lines = points
      .slice(1)
      .map(({ x, y }, at) => /** @type {import("./boxes.js").Line} */ ([points[at].x, points[at].y, x, y]));
    return lines.filter((line) => meets(grow(lineBox(line), 1), near));
  });
}

/**
 * The same of courses, but for bends that are too small to matter.
 * @param {L.Map} map @param {Course[]} courses @param {Area} near @returns {import("./boxes.js").Line[]} px
 */
function coursePieces(map, courses, near) {
  /** @type {import("./boxes.js").Line[]} */
  const lines = [];
  const { minX, minY, maxX, maxY } = grow(near, 1);
  const world = 256 * 2 ** map.getZoom();
  const corner = /** @type {L.Point} */ (map.getPixelBounds().min);
  for (const { x, y } of courses) {
    for (let at = 0, lastX = NaN, lastY = NaN; at < x.length; at++) {
      const [px, py] = [Math.round(x[at] * world) - corner.x, Math.round(y[at] * world) - corner.y];
      const isShort = Math.abs(px - lastX) < SHORT && Math.abs(py - lastY) < SHORT;
      if (isShort && at < x.length - 1) continue;
      const isNear = Math.min(px, lastX) < maxX && Math.max(px, lastX) > minX;
      if (isNear && Math.min(py, lastY) < maxY && Math.max(py, lastY) > minY) lines.push([lastX, lastY, px, py]);
      [lastX, lastY] = [px, py];
    }
  }
  return lines;
}

/**
 * The areas that elements cover, with a little room around them, px of the container.
 * @param {L.Map} map @param {Iterable<Element>} elements @returns {Area[]}
 */
export function areasOf(map, elements) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...elements]
    .map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return grow(
        { minX: left - frame.left, minY: top - frame.top, maxX: right - frame.left, maxY: bottom - frame.top },
        4,
      );
    })
    .filter((area) => area.maxX - area.minX > 8);
}

/** What the map's controls cover. @param {L.Map} map @returns {Area[]} px of the container */
export function controlAreas(map) {
  const finder = map.getContainer().parentElement?.querySelectorAll(".dm-finder") ?? [];
  return areasOf(map, [...map.getContainer().querySelectorAll(".leaflet-control, .dm-outside"), ...finder]);
}
