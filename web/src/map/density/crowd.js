// Many units at once: each a mark in its side's colour, and circles for the troops of those that are near each other.

import * as L from "leaflet";
import { byCell, circlesOf, drawGathered } from "./circled.js";
import { circleRadius, scaleAt } from "../circles.js";
import { createColors } from "./colors.js";
import { html } from "../../lib/dom.js";
import { BEYOND, CELL, covers, frameOf, gridOf, originAt, placeAt } from "./frames.js";
import { createGatherings } from "./gatherings.js";
import { createGathering, gatheredTroops, largestOf } from "./gathering.js";
import { around, shift, unite } from "../boxes.js";
import { inSlices, nextFrame, pause } from "../../lib/slices.js";
import { createStamps } from "./stamps.js";
import { pageWidth } from "../../lib/words.js";

/**
 * @typedef {import("../../data/points.js").Points} Points
 * @typedef {import("./gathering.js").Facts} Facts of the units, for drawing
 * @typedef {import("./gathering.js").Gathered & { rings: ReturnType<typeof import("../circles.js").figureCircles>, isMoved?: boolean }} Circled
 * @typedef {import("./frames.js").Frame} Frame
 * @typedef {{ troops: number, radius_px: number }} Scale
 * @typedef {import("../boxes.js").Area} Area
 * @typedef {{ numbers: Area[], rings: import("../barriers.js").Ring[], marks: Area[] }} Areas of a picture; `marks` of its units, several of which may have one area
 * @typedef {{ count: number, scale: Scale, gathered: Circled[], gatherings: Map<number, import("./gatherings.js").Gathering>, marks: Area[],
 *   leaders: number[], named: number[], cellOf: (row: number) => number, headOf: (row: number) => number, parts: Map<number, number>,
 *   partsOf: (row: number) => number[] }} Painted `count`: units in view; `leaders`: those that have a symbol, what matters most first; `named`: those
 *   with room for a name; `headOf`: the unit that stands for one, mostly itself; `parts`: for how many others each one stands; areas are px of the
 *   picture
 */

// the largest circle in a cell (px)
const LARGEST = 0.44 * CELL;
// where several sides have circles in one cell, each of these
const LARGEST_OF_SIDES = 0.27 * CELL;
// how much room a unit needs each way to have a symbol, and a name (px); the symbols of APP-6 are larger
const ROOM = { classes: 34, app6: 50 };
const NAME_ROOM = 60;
// labels keep off squares of so many px that have a mark
const SQUARE = 12;
// half of a symbol, which a circle's number keeps off (px); those of APP-6 have their echelon above them
const SYMBOL = { classes: 16, app6: 22 };
// a gathering without a circle is at least so large for the eye that follows the focus (px)
const LEAST = 20;
// marks that are drawn between two looks at the clock
const BATCH = 8192;

/**
 * @param {L.Map} map @param {import("../../data/scene.js").Scene} scene @param {import("../../data/units.js").Units} units
 * @param {{ points: Points, facts: Facts, ranking: import("./ranking.js").Ranking, formations: import("./formations.js").Formations,
 *   style: () => import("../overlay.js").Style, choose: (rows: number[], from: Element | null) => void, drawn: (shown: { count: number, scale: Scale }) => void }} page `style`: of the symbols
 *   among the marks; `drawn`: called with every new picture
 */
export function createCrowd(map, scene, units, { points, facts, ranking, formations, style, choose, drawn }) {
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
      place(originAt(map, center, zoom), zoom);
    },
    zoom: () => place(),
    viewreset: () => place(),
    move: () => {
      if (frame && !busy && frame.zoom === map.getZoom() && !covers(map, frame))
        draw().then(() => shown && showButtons(shown.leaders));
    },
  });
  colors.onChange(() => {
    wanted = "";
    if (frame) draw();
  });

  /** @param {L.Point} [origin] @param {number} [zoom] where the map goes, nothing where it is */
  function place(origin, zoom) {
    if (!frame) return;
    for (const element of [canvas, buttons.element]) placeAt(map, element, frame, origin, zoom);
  }

  /** Draw what is in view, unless it is drawn already. @param {() => Promise<void>} [wait] between slices @returns {Promise<void>} */
  function draw(wait = nextFrame) {
    const next = frameOf(map, BEYOND);
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
    drawn({ count: painted.count, scale: painted.scale });
    // the reader may have gone on
    if (frame.zoom === map.getZoom() && !covers(map, frame)) draw();
  }

  /** Make buttons of all gatherings but units alone that have a symbol, which is one already. @param {number[]} rows that have symbols */
  function showButtons(rows) {
    const symbols = new Set(rows);
    buttons.show([...(shown?.gatherings.values() ?? [])].filter((one) => one.units > 1 || !symbols.has(one.first)));
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
    /** @type {Uint32Array[]} */
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
    const room = ROOM[style()] / world;
    const { headOf: heads } = formations;
    const headOf = (/** @type {number} */ row) => (heads ? heads(row, room) : row);
    /** @param {number} head that stands for itself */
    const placeOf = (head) => {
      const column = Math.floor((x[head] * world - grid.left) / CELL);
      const line = Math.floor((y[head] * world - grid.top) / CELL);
      return column >= 0 && line >= 0 && column < grid.columns && line < grid.rows ? line * grid.columns + column : -1;
    };
    // a unit that is gathered into another one is where that is
    const cellOf = (/** @type {number} */ row) => placeOf(headOf(row));
    const gathering = createGathering(grid, facts, cellOf);
    /** @type {Map<number, number>} */
    const parts = new Map();
    const firsts = new Int32Array(grid.columns * grid.rows);
    const gather = (/** @type {number} */ row) => {
      const head = headOf(row);
      const cell = placeOf(head);
      firsts[cell] = head;
      if (head !== row) parts.set(head, (parts.get(head) ?? 0) + 1);
      if (cell >= 0) gathering.add(row, cell, x[head] * world - left, y[head] * world - top);
    };
    for (const rows of batches(found)) {
      rows.forEach(gather);
      yield;
    }
    const stampOf = createStamps(grid, gathering, { ratio, stride: wide, edge: colors.edge() });
    const { times, now } = units;
    const palettes = [0, ...(scene.times?.fading ?? [])].map((_, step) => colors.sides(step));
    const paletteOf = (/** @type {number} */ row) => palettes[times && now ? times.fadingOf(row, now) : 0];
    const isHollow = scene.sides.map(({ form }) => form > 0);
    let inView = 0;
    const across = Math.ceil(width / SQUARE);
    const squares = new Uint8Array(across * Math.ceil(height / SQUARE));
    const draw = (/** @type {number} */ row) => {
      const head = headOf(row);
      const cell = placeOf(head);
      const stamp = stampOf(cell, parts.has(row));
      gathering.approach(row, cell, x[head] * world - left, y[head] * world - top);
      const column = Math.round((x[row] * world - left) * ratio - stamp.half);
      const line = Math.round((y[row] * world - top) * ratio - stamp.half);
      if (column < 0 || line < 0 || column + stamp.size > wide || line + stamp.size > high) return;
      if (isInView(column + stamp.half, line + stamp.half)) inView++;
      if (head !== row) return;
      stamp.put(pixels, line * wide + column, paletteOf(row)[facts.sides[row]], isHollow[facts.sides[row]]);
      const down = Math.floor((y[row] * world - top) / SQUARE);
      squares[down * across + Math.floor((x[row] * world - left) / SQUARE)] = 1;
    };
    for (const rows of batches(found)) {
      rows.forEach(draw);
      yield;
    }
    const gathered = gathering.list();
    const scale = scaleFor(gathered, next.zoom);
    const [leaders, named] = yield* ranking.leaders(box, room, NAME_ROOM / world);
    const circled = circlesOf(gathered, scale, symbolsOf(leaders, next, SYMBOL.classes - 3));
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
      named,
      cellOf,
      headOf,
      parts,
      partsOf: (row) =>
        parts.has(row) ? found.flatMap((rows) => [...rows.filter((one) => one !== row && headOf(one) === row)]) : [],
    };
  }

  /**
   * The units of each cell that has any.
   * @param {import("./gathering.js").Gathered[]} gathered @param {Circled[]} circled @param {Frame} next
   * @param {{ grid: import("./gathering.js").Grid, found: Uint32Array[], firsts: Int32Array, cellOf: (row: number) => number }} cells
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
      const list = () => bySide(found.flatMap((rows) => [...rows.filter((row) => cellOf(row) === one.cell)]));
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

  /** While the zoom stays, so does the scale, unless a circle would be too large; of several dates the map's own holds for what it shows of any. @param {import("./gathering.js").Gathered[]} gathered @param {number} zoom */
  function scaleFor(gathered, zoom) {
    const own = scaleAt(scene.circles, pageWidth());
    const most = units.times ? circleRadius(scene.circles.legend[0] ?? 0, own) : 0;
    const needed = byCell(gathered).map((sides) =>
      gatheredTroops(
        Math.max(...sides.map(largestOf)),
        own,
        Math.max(most, sides.length > 1 ? LARGEST_OF_SIDES : LARGEST),
      ),
    );
    const least = needed.reduce((most, one) => Math.max(most, one), own.troops);
    const stays = last.zoom === zoom && last.troops >= least && (units.times || last.troops <= 5 * least);
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
    numbers = drawGathered(
      context,
      gathered,
      symbolsOf(leaders, next, SYMBOL[style()]),
      colors.circles(),
      scene.language,
    );
    place();
  }

  /** @param {number[]} leaders @param {Frame} next @param {number} half of a symbol, px @returns {Area[]} px of the picture */
  function symbolsOf(leaders, { left, top, zoom }, half) {
    const world = 256 * 2 ** zoom;
    return leaders.map((row) => around(points.x[row] * world - left, points.y[row] * world - top, 2 * half, 2 * half));
  }

  /** How far the picture lies from the map's container, px. @param {Frame} from */
  function offset({ left, top }) {
    const origin = /** @type {L.Point} */ (map.getPixelBounds().min);
    return { x: left - origin.x, y: top - origin.y };
  }

  /** What labels have to keep off. @returns {Areas} px of the map's container */
  function areas() {
    if (!frame || !shown) return { numbers: [], rings: [], marks: [] };
    const by = offset(frame);
    const rings = shown.gathered.flatMap(({ x, y, rings }) =>
      rings.map(({ radius }) => ({ x: x + by.x, y: y + by.y, radius })),
    );
    const move = (/** @type {Area[]} */ boxes) => boxes.map((box) => shift(box, by));
    return { numbers: move(numbers), rings, marks: move(shown.marks) };
  }

  /** @returns {Pick<Painted, "leaders" | "named">} the units of the picture that have a symbol, and those that have a name */
  function leaders() {
    return shown ?? { leaders: [], named: [] };
  }

  /** @param {number} row of a unit @returns {import("./gatherings.js").Gathering | null} that it is in */
  function gatheringOf(row) {
    return shown?.gatherings.get(shown.cellOf(row)) ?? null;
  }

  /** @param {number} row @returns {number[]} the units that are gathered into one, in its symbol or mark */
  function partsOf(row) {
    return shown?.partsOf(row) ?? [];
  }

  /** @param {number} row @returns {number} how many these are */
  function countParts(row) {
    return shown?.parts.get(row) ?? 0;
  }

  /** @param {number} row @returns {number} the unit in whose symbol or mark it is, mostly itself */
  function headOf(row) {
    return shown?.headOf(row) ?? row;
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

  return { layer, draw, areas, leaders, showButtons, gatheringOf, gatheringAt, partsOf, countParts, headOf };
}

/** @param {Uint32Array[]} found @returns {Generator<Uint32Array, void, void>} as many rows as are drawn between two looks at the clock */
function* batches(found) {
  for (const part of found)
    for (let from = 0; from < part.length; from += BATCH) yield part.subarray(from, from + BATCH);
}
