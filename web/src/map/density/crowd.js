// Many units at once: each a mark in its side's colour, and circles for the troops of those that are near each other.

import L from "leaflet";
import { figureCircles, scaleAt } from "../circles.js";
import { html } from "../../lib/dom.js";
import { createGatherings } from "./gatherings.js";
import { createGathering, gatheredTroops, largestOf, spreadCircles } from "./gathering.js";
import { around, meets, shift, unite } from "../layout.js";
import { inSlices, nextFrame, pause } from "../../lib/slices.js";
import { formatNumber, pageWidth } from "../../lib/words.js";

/**
 * @typedef {import("../../data/points.js").Points} Points
 * @typedef {import("./gathering.js").Facts} Facts of the units, for drawing
 * @typedef {import("./gathering.js").Gathered & { rings: ReturnType<typeof figureCircles>, isMoved?: boolean }} Circled
 * @typedef {{ left: number, top: number, width: number, height: number, zoom: number, ratio: number }} Frame the part of the
 *   world that a picture shows, px at its zoom; `ratio`: device px to a px
 * @typedef {{ troops: number, radius_px: number }} Scale
 * @typedef {import("../layout.js").Area} Area
 * @typedef {{ numbers: Area[], circles: Area[], marks: Area[] }} Areas of a picture; `marks` of its units, several of which may have one area
 * @typedef {{ count: number, scale: Scale, gathered: Circled[], gatherings: Map<number, import("./gatherings.js").Gathering>, marks: Area[],
 *   leaders: number[], named: number[], cellOf: (row: number) => number }} Painted `count`: units in view; `leaders`: those that have a symbol, what
 *   matters most first; `named`: those with room for a name; areas are px of the picture
 */

// how far a picture goes beyond the view, for panning: a part of the view
const BEYOND = 0.15;
// cells whose troops are summed, and the largest circle in them (px)
const CELL = 72;
const LARGEST = 0.44 * CELL;
// where several sides have circles in one cell, each of these
const LARGEST_OF_SIDES = 0.27 * CELL;
// a mark's diameter (px), and the part of a cell that its marks together would cover
const MARK = { least: 1, most: 7, cover: 0.3 };
// how much of a circle's colour fills it
const FILLED = 0.22;
// marks that cannot be smaller let the land through instead
const FAINTEST = 0.5;
// a mark with few others in its cell is not to be overlooked, however many there are elsewhere: up to so many, at least so large (px)
const LONELY = [
  { units: 12, size: 3.5 },
  { units: 60, size: 2.4 },
];
// how much room a unit needs each way to have a symbol, and a name (px); the symbols of APP-6 are larger
const ROOM = { classes: 34, app6: 50 };
const NAME_ROOM = 60;
// from this diameter on marks have an edge (device px)
const EDGED = 5;
// labels keep off squares of so many px that have a mark
const SQUARE = 12;
// half of a symbol, which a circle's number keeps off (px), and half of that number's height
const SYMBOL = 16;
const HIGH = 7;
// a gathering without a circle is at least so large for the eye that follows the focus (px)
const LEAST = 20;
// marks that are drawn between two looks at the clock
const BATCH = 8192;

/**
 * @param {L.Map} map @param {import("../../data/scene.js").Scene} scene @param {import("../../data/units.js").Units} units
 * @param {{ points: Points, facts: Facts, ranking: import("./ranking.js").Ranking, style: () => import("../overlay.js").Style,
 *   choose: (rows: number[], from: Element | null) => void, drawn: (shown: { count: number, scale: Scale }) => void }} page `style`: of the symbols
 *   among the marks; `drawn`: called with every new picture
 */
export function createCrowd(map, scene, units, { points, facts, ranking, style, choose, drawn }) {
  const canvas = html("canvas", { class: "dm-crowd leaflet-zoom-animated", "aria-hidden": "true" });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const colors = createColors(map, scene);
  const layer = new L.Layer({ pane: "dm-crowd" });
  let pixels = new Uint32Array(0);
  let frame = /** @type {Frame | null} */ (null);
  // counts the pictures begun: an older one is given up
  let turn = 0;
  let wanted = "";
  let busy = false;
  let drawing = Promise.resolve();
  let shown = /** @type {Painted | null} */ (null);
  let numbers = /** @type {Area[]} */ ([]);
  const buttons = createGatherings(scene, units, choose);
  let last = { zoom: NaN, troops: 0 };

  layer.onAdd = () => {
    map.getPane("dm-crowd")?.append(canvas, buttons.element);
    return layer;
  };
  layer.onRemove = () => {
    // the next time it must not show what was there now
    canvas.width = 0;
    canvas.remove();
    buttons.element.remove();
    shown = null;
    turn++;
    wanted = "";
    frame = null;
    busy = false;
    drawing = Promise.resolve();
    return layer;
  };
  layer.getEvents = () => ({
    zoomanim: (event) => {
      const { zoom, center } = /** @type {L.ZoomAnimEvent} */ (event);
      if (frame) placeAt(originAt(map, center, zoom), zoom, frame);
    },
    zoom: place,
    viewreset: place,
    move: () => {
      if (frame && !busy && frame.zoom === map.getZoom() && !covers(frame)) draw();
    },
  });
  colors.onChange(() => {
    wanted = "";
    if (frame) draw();
  });

  /** The old picture stands where its part of the world is until there is a new one. */
  function place() {
    if (frame) placeAt(map.getPixelOrigin(), map.getZoom(), frame);
  }

  /**
   * By px of the world alone: a corner that is north of where Mercator ends is no place on Earth, and degrees would move it there.
   * @param {L.Point} origin of the map's layers, px of the world at `zoom` @param {number} zoom @param {Frame} frame
   */
  function placeAt(origin, zoom, { left, top, zoom: drawnAt }) {
    const scale = map.getZoomScale(zoom, drawnAt);
    for (const element of [canvas, buttons.element])
      L.DomUtil.setTransform(element, L.point(left, top).multiplyBy(scale).subtract(origin), scale);
  }

  /** @param {Frame} frame @returns {boolean} whether it covers the view */
  function covers({ left, top, width, height }) {
    const { min, max } = /** @type {{ min: L.Point, max: L.Point }} */ (map.getPixelBounds());
    return left <= min.x && top <= min.y && left + width >= max.x && top + height >= max.y;
  }

  /** Draw what is in view, unless it is drawn already. @param {() => Promise<void>} [wait] between slices @returns {Promise<void>} */
  function draw(wait = nextFrame) {
    const next = frameOf(map);
    const key = [next.left, next.top, next.width, next.height, next.zoom, next.ratio, style(), points.turn].join(" ");
    if (key !== wanted) {
      wanted = key;
      drawing = drawFrame(next, wait);
    }
    return drawing;
  }

  /** @param {Frame} next @param {() => Promise<void>} wait @returns {Promise<void>} */
  async function drawFrame(next, wait) {
    const mine = ++turn;
    busy = true;
    const painted = await inSlices(paint(next), {
      budget: wait === pause ? 40 : 12,
      wait,
      stopped: () => mine !== turn,
    });
    // a newer picture has taken its place: who waits, waits for that
    if (!painted) return drawing;
    busy = false;
    frame = next;
    show(next, painted);
    shown = painted;
    // a unit alone that has a symbol is a button already
    const symbols = new Set(painted.leaders);
    buttons.show([...painted.gatherings.values()].filter((one) => one.units > 1 || !symbols.has(one.first)));
    drawn({ count: painted.count, scale: painted.scale });
    // the reader may have gone on
    if (frame.zoom === map.getZoom() && !covers(frame)) draw();
  }

  /** @param {Frame} next @returns {Generator<void, Painted, void>} */
  function* paint(next) {
    const { left, top, width, height, ratio } = next;
    const world = 256 * 2 ** next.zoom;
    const grid = gridOf(next);
    const box = {
      minX: grid.left / world,
      minY: grid.top / world,
      maxX: (grid.left + grid.columns * CELL) / world,
      maxY: (grid.top + grid.rows * CELL) / world,
    };
    const found = [];
    for (const part of points.range(box)) {
      found.push(part);
      yield;
    }
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    const [aside, above] = [(wide * BEYOND) / (1 + 2 * BEYOND), (high * BEYOND) / (1 + 2 * BEYOND)];
    const isInView = (/** @type {number} */ column, /** @type {number} */ line) =>
      column >= aside && line >= above && column < wide - aside && line < high - above;
    if (pixels.length === wide * high) pixels.fill(0);
    else pixels = new Uint32Array(wide * high);
    yield;
    const { x, y } = points;
    const cellOf = (/** @type {number} */ row) => {
      const column = Math.floor((x[row] * world - grid.left) / CELL);
      const line = Math.floor((y[row] * world - grid.top) / CELL);
      return column >= 0 && line >= 0 && column < grid.columns && line < grid.rows ? line * grid.columns + column : -1;
    };
    const gathering = createGathering(grid, facts, cellOf);
    const firsts = new Int32Array(grid.columns * grid.rows);
    for (const rows of batches(found)) {
      for (const row of rows) {
        const cell = cellOf(row);
        firsts[cell] = row;
        if (cell >= 0) gathering.add(row, cell, x[row] * world - left, y[row] * world - top);
      }
      yield;
    }
    const gathered = gathering.list();
    const { size, alpha } = markSize(gathering.counts());
    const edge = colors.edge();
    const usual = makeStamp(size * ratio, wide, alpha, edge);
    const lonely = LONELY.map(({ units, size: least }) => ({
      units,
      stamp: makeStamp(Math.max(size, least) * ratio, wide, 1, edge),
    }));
    const place = makeStamp(MARK.most * ratio, wide, 1, edge);
    const stampIn = (/** @type {number} */ cell) =>
      gathering.spreadIn(cell) < 1
        ? place
        : (lonely.find(({ units }) => gathering.unitsIn(cell) <= units)?.stamp ?? usual);
    const stamps = Array.from({ length: grid.columns * grid.rows }, (_, cell) => stampIn(cell));
    const palette = colors.sides();
    const isHollow = scene.sides.map(({ form }) => form > 0);
    let inView = 0;
    const across = Math.ceil(width / SQUARE);
    const squares = new Uint8Array(across * Math.ceil(height / SQUARE));
    for (const rows of batches(found)) {
      for (const row of rows) {
        const stamp = stamps[cellOf(row)] ?? usual;
        const column = Math.round((x[row] * world - left) * ratio - stamp.half);
        const line = Math.round((y[row] * world - top) * ratio - stamp.half);
        if (column < 0 || line < 0 || column + stamp.size > wide || line + stamp.size > high) continue;
        stamp.put(pixels, line * wide + column, palette[facts.sides[row]], isHollow[facts.sides[row]]);
        if (isInView(column + stamp.half, line + stamp.half)) inView++;
        const down = Math.floor((y[row] * world - top) / SQUARE);
        squares[down * across + Math.floor((x[row] * world - left) / SQUARE)] = 1;
      }
      yield;
    }
    const scale = scaleFor(gathered, next.zoom);
    const circled = circlesOf(gathered, scale);
    const leaders = yield* ranking.leaders(box, ROOM[style()] / world);
    return {
      count: inView,
      scale,
      gathered: circled,
      gatherings: gatheringsOf(gathered, circled, next, { grid, found, firsts, cellOf }),
      marks: [...squares.keys()]
        .filter((square) => squares[square])
        .map((square) =>
          around(((square % across) + 0.5) * SQUARE, (Math.floor(square / across) + 0.5) * SQUARE, SQUARE, SQUARE),
        ),
      leaders,
      named: leaders.filter((row) => ranking.isLeader(row, NAME_ROOM / world)),
      cellOf,
    };
  }

  /**
   * The units of each cell that has any.
   * @param {import("./gathering.js").Gathered[]} gathered @param {Circled[]} circled @param {Frame} next
   * @param {{ grid: import("./gathering.js").Grid, found: number[][], firsts: Int32Array, cellOf: (row: number) => number }} cells
   */
  function gatheringsOf(gathered, circled, { zoom }, { grid, found, firsts, cellOf }) {
    /** @type {Map<number, import("./gatherings.js").Gathering>} */
    const gatherings = new Map();
    for (const one of gathered) {
      const known = gatherings.get(one.cell);
      const box = around(one.x, one.y, Math.max(one.spread, LEAST), Math.max(one.spread, LEAST));
      if (known) {
        known.sums.push(one);
        known.units += one.units;
        known.box = unite(known.box, box);
        continue;
      }
      const list = () => bySide(found.flatMap((rows) => rows.filter((row) => cellOf(row) === one.cell)));
      const [column, line] = [one.cell % grid.columns, Math.floor(one.cell / grid.columns)];
      const key = `${zoom} ${grid.left / CELL + column} ${grid.top / CELL + line}`;
      gatherings.set(one.cell, { key, box, sums: [one], units: one.units, first: firsts[one.cell], list });
    }
    for (const { cell, x, y, rings } of circled) {
      const gathering = gatherings.get(cell);
      if (gathering) gathering.box = unite(gathering.box, around(x, y, 2 * rings[0].radius, 2 * rings[0].radius));
    }
    return gatherings;
  }

  /** @param {number[]} rows @returns {number[]} side by side, and within one as in the sheet */
  function bySide(rows) {
    return rows.sort((a, b) => facts.sides[a] - facts.sides[b] || a - b);
  }

  /** While the zoom stays, so does the scale, unless a circle would be too large. @param {import("./gathering.js").Gathered[]} gathered @param {number} zoom */
  function scaleFor(gathered, zoom) {
    const own = scaleAt(scene.circles, pageWidth());
    const needed = byCell(gathered).map((sides) =>
      gatheredTroops(Math.max(...sides.map(largestOf)), own, sides.length > 1 ? LARGEST_OF_SIDES : LARGEST),
    );
    const least = needed.reduce((most, one) => Math.max(most, one), own.troops);
    const stays = last.zoom === zoom && last.troops >= least && last.troops <= 5 * least;
    if (!stays) last = { zoom, troops: least };
    return { troops: last.troops, radius_px: own.radius_px };
  }

  /** The new picture takes the place of the old one at once. @param {Frame} next @param {Painted} painted */
  function show(next, { gathered, leaders }) {
    const [wide, high] = [Math.round(next.width * next.ratio), Math.round(next.height * next.ratio)];
    Object.assign(canvas, { width: wide, height: high });
    Object.assign(canvas.style, { width: `${next.width}px`, height: `${next.height}px` });
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), wide, high), 0, 0);
    context.setTransform(next.ratio, 0, 0, next.ratio, 0, 0);
    const world = 256 * 2 ** next.zoom;
    const symbols = leaders.map((row) =>
      around(points.x[row] * world - next.left, points.y[row] * world - next.top, 2 * SYMBOL, 2 * SYMBOL),
    );
    numbers = drawGathered(context, gathered, symbols, colors.circles(), scene.language);
    place();
  }

  /** How far the picture lies from the map's container, px. @param {Frame} from */
  function offset({ left, top }) {
    const origin = /** @type {L.Point} */ (map.getPixelBounds().min);
    return { x: left - origin.x, y: top - origin.y };
  }

  /** What labels have to keep off. @returns {Areas} px of the map's container */
  function areas() {
    if (!frame || !shown) return { numbers: [], circles: [], marks: [] };
    const by = offset(frame);
    const circles = shown.gathered.map(({ x, y, rings: [{ radius }] }) => around(x, y, 2 * radius, 2 * radius));
    const move = (/** @type {Area[]} */ boxes) => boxes.map((box) => shift(box, by));
    return { numbers: move(numbers), circles: move(circles), marks: move(shown.marks) };
  }

  /** @returns {Pick<Painted, "leaders" | "named">} the units of the picture that have a symbol, and those that have a name */
  function leaders() {
    return shown ?? { leaders: [], named: [] };
  }

  /** @param {number} row of a unit @returns {import("./gatherings.js").Gathering | null} that it is in */
  function gatheringOf(row) {
    return shown?.gatherings.get(shown.cellOf(row)) ?? null;
  }

  /** @param {L.Point} point of the map's container @returns {import("./gatherings.js").Gathering | null} whose circle it is in, the smallest of several */
  function gatheringAt(point) {
    if (!frame || !shown) return null;
    const by = offset(frame);
    const [around] = shown.gathered
      .filter(({ x, y, rings }) => Math.hypot(point.x - by.x - x, point.y - by.y - y) <= rings[0].radius)
      .sort((a, b) => a.rings[0].radius - b.rings[0].radius);
    return (around && shown.gatherings.get(around.cell)) ?? null;
  }

  return { layer, draw, areas, leaders, gatheringOf, gatheringAt };
}

/** @param {L.Map} map @returns {Frame} */
function frameOf(map) {
  const size = map.getSize();
  const margin = size.multiplyBy(BEYOND).round();
  const zoom = map.getZoom();
  const origin = /** @type {L.Point} */ (map.getPixelBounds().min).subtract(margin);
  return {
    left: origin.x,
    top: origin.y,
    width: size.x + 2 * margin.x,
    height: size.y + 2 * margin.y,
    zoom,
    ratio: window.devicePixelRatio || 1,
  };
}

/**
 * Where the map's layers will have their origin after a zoom.
 * @param {L.Map} map @param {L.LatLng} center @param {number} zoom @returns {L.Point} px of the world at `zoom`
 */
function originAt(map, center, zoom) {
  const moved = L.DomUtil.getPosition(/** @type {HTMLElement} */ (map.getPane("mapPane")));
  return map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(moved).round();
}

/** Whole cells that cover a frame; they stand where they are in the world, however the map is panned. @param {Frame} frame @returns {import("./gathering.js").Grid} */
function gridOf({ left, top, width, height }) {
  const [column, row] = [Math.floor(left / CELL), Math.floor(top / CELL)];
  const [columns, rows] = [Math.ceil((left + width) / CELL) - column, Math.ceil((top + height) / CELL) - row];
  return { left: column * CELL, top: row * CELL, size: CELL, columns, rows };
}

/** @param {number[][]} found @returns {Generator<number[], void, void>} as many rows as are drawn between two looks at the clock */
function* batches(found) {
  for (const part of found) for (let from = 0; from < part.length; from += BATCH) yield part.slice(from, from + BATCH);
}

/** The sides of each cell that have a circle there. @param {import("./gathering.js").Gathered[]} gathered @returns {import("./gathering.js").Gathered[][]} */
function byCell(gathered) {
  /** @type {Map<number, import("./gathering.js").Gathered[]>} */
  const cells = new Map();
  for (const one of gathered) {
    if (largestOf(one) <= 0) continue;
    const sides = cells.get(one.cell);
    if (sides) sides.push(one);
    else cells.set(one.cell, [one]);
  }
  return [...cells.values()];
}

/**
 * Circles large enough to be seen: where a side's units are, and beside each other where they would cover one another.
 * @param {import("./gathering.js").Gathered[]} gathered @param {Scale} scale @returns {Circled[]}
 */
function circlesOf(gathered, scale) {
  return byCell(gathered).flatMap((sides) => {
    const circled = sides
      .map((one) => ({ ...one, rings: figureCircles(one, scale).filter(({ radius }) => radius >= 1.5) }))
      .filter(({ rings }) => rings.length);
    if (!isCovered(circled)) return circled;
    const units = circled.reduce((sum, one) => sum + one.units, 0);
    const middle = (/** @type {"x" | "y"} */ axis) =>
      circled.reduce((sum, one) => sum + one.units * one[axis], 0) / units;
    const [x, y] = [middle("x"), middle("y")];
    const places = spreadCircles(circled.map(({ rings }) => rings[0].radius));
    return circled.map((one, number) => ({ ...one, x: x + places[number].x, y: y + places[number].y, isMoved: true }));
  });
}

/** @param {Circled[]} circled of one cell @returns {boolean} whether one covers a part of another */
function isCovered(circled) {
  return circled.some((one, number) =>
    circled
      .slice(number + 1)
      .some((other) => Math.hypot(one.x - other.x, one.y - other.y) < one.rings[0].radius + other.rings[0].radius),
  );
}

/** The size that suits most cells. @param {number[]} units in each cell that has any @returns {{ size: number, alpha: number }} a mark's diameter (px) and opacity */
function markSize(units) {
  const counts = [...units].sort((a, b) => a - b);
  const wished = Math.sqrt((MARK.cover * CELL * CELL) / (counts[Math.floor(0.75 * counts.length)] ?? 1));
  const size = Math.min(Math.max(wished, MARK.least), MARK.most);
  return { size, alpha: Math.min(Math.max(wished / size, FAINTEST), 1) };
}

/**
 * A round mark as the pixels that it covers.
 * @param {number} diameter device px @param {number} stride pixels of a line @param {number} opacity 0 to 1 @param {number} edge its colour
 */
function makeStamp(diameter, stride, opacity, edge) {
  const size = Math.max(Math.round(diameter), 1);
  const [half, radius] = [size / 2, size / 2];
  /** @type {[offset: number, alpha: number, edged: number][]} 1 in the edge's colour, 2 where the mark is hollow */
  const covered = [];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const far = Math.hypot(column + 0.5 - half, row + 0.5 - half);
      // small ones are squares
      const alpha = Math.round(255 * opacity * (size < 4 ? 1 : Math.min(Math.max(radius - far + 0.5, 0), 1)));
      if (alpha === 0) continue;
      covered.push([
        row * stride + column,
        alpha,
        size < EDGED ? 0 : far > radius - 1 ? 1 : far < 0.4 * radius ? 2 : 0,
      ]);
    }
  const count = covered.length;
  const offsets = Int32Array.from(covered, ([offset]) => offset);
  const alphas = Uint8Array.from(covered, ([, alpha]) => alpha);
  const edged = Uint8Array.from(covered, ([, , edge]) => edge);
  return {
    size,
    half,
    /** @param {Uint32Array} pixels @param {number} at @param {number} color opaque @param {boolean} hollow */
    put(pixels, at, color, hollow) {
      for (let n = 0; n < count; n++) {
        const place = at + offsets[n];
        const alpha = alphas[n];
        if (pixels[place] >>> 24 > alpha) continue;
        pixels[place] =
          (((edged[n] === 1 || (hollow && edged[n] === 2) ? edge : color) & 0xffffff) | (alpha << 24)) >>> 0;
      }
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} context @param {Circled[]} gathered @param {Area[]} symbols which their numbers keep off
 * @param {{ sides: string[], veil: string, text: string, halo: string, font: string }} colors @param {string} language
 * @returns {Area[]} where the numbers are
 */
function drawGathered(context, gathered, symbols, colors, language) {
  for (const { x, y, side, spread, rings } of gathered)
    for (const { radius, bound } of rings) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.setLineDash(bound ? [4, 3] : []);
      Object.assign(context, { lineWidth: 1.4, strokeStyle: colors.sides[side] });
      // the marks under it step back, but for that of a place
      if (!bound && spread >= 1) fill(context, colors.veil, 1);
      if (!bound) fill(context, colors.sides[side], FILLED);
      context.stroke();
    }
  context.setLineDash([]);
  Object.assign(context, {
    font: colors.font,
    textAlign: "center",
    textBaseline: "middle",
    lineWidth: 3,
    lineJoin: "round",
    strokeStyle: colors.halo,
    fillStyle: colors.text,
  });
  /** @type {Area[]} */
  const numbers = [];
  for (const one of gathered) {
    const write = (/** @type {number} */ number) => formatNumber(number, language);
    const words = one.stated < one.units ? `${write(one.stated)}/${write(one.units)}` : write(one.units);
    const wide = context.measureText(words).width;
    if (one.units < 2 || wide > 2 * one.rings[0].radius - 4) continue;
    const area = numberAreas(one, wide).find((place) => ![...symbols, ...numbers].some((other) => meets(place, other)));
    if (!area) continue;
    const [x, y] = [(area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2];
    context.strokeText(words, x, y);
    context.fillText(words, x, y);
    numbers.push(area);
  }
  return numbers;
}

/** Where the number of a circle may stand, the best first. @param {Circled} circled @param {number} wide px @returns {Area[]} */
function numberAreas({ x, y, spread, isMoved, rings: [{ radius }] }, wide) {
  // beside the mark of a place where all of them are
  const middle = spread < 1 && !isMoved ? y + MARK.most + 4 : y;
  const off = Math.max(radius - HIGH - 2, 0);
  return [middle, y + off, y - off].map((at) => around(x, at, wide, 2 * HIGH));
}

/** @param {CanvasRenderingContext2D} context @param {string} fillStyle @param {number} globalAlpha */
function fill(context, fillStyle, globalAlpha) {
  Object.assign(context, { fillStyle, globalAlpha });
  context.fill();
  context.globalAlpha = 1;
}

/**
 * The colours of the style as a canvas needs them: computed, and as bytes.
 * @param {L.Map} map @param {import("../../data/scene.js").Scene} scene
 */
function createColors(map, scene) {
  const sides = scene.sides.map((_, index) => html("i", { "data-side": index }));
  const [veil, text, halo, edge] = ["veil", "text", "halo", "edge"].map((name) =>
    html("i", { class: `dm-probe-${name}` }),
  );
  map
    .getContainer()
    .append(html("div", { class: "dm-probes", "aria-hidden": "true" }, ...sides, veil, text, halo, edge));
  const context = /** @type {CanvasRenderingContext2D} */ (
    html("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true })
  );
  const css = (/** @type {Element} */ element) => getComputedStyle(element).color;

  /** @param {Element} element @returns {number} as a pixel of a picture has it */
  function pixel(element) {
    context.fillStyle = css(element);
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
  }

  return {
    sides: () => sides.map(pixel),
    edge: () => pixel(edge),
    circles: () => ({
      sides: sides.map(css),
      veil: css(veil),
      text: css(text),
      halo: css(halo),
      font: getComputedStyle(text).font,
    }),
    /** @param {() => void} act */
    onChange(act) {
      for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
        matchMedia(query).addEventListener("change", act);
    },
  };
}
