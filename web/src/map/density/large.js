// What a map of many units needs beyond a small one: its data unpacked, an index, a canvas, and words about it.

import { readArcs, sizeOf, unpackBytes } from "../../data/columns.js";
import { createCrowd } from "./crowd.js";
import { readFacts } from "../../data/facts.js";
import { readFormations } from "./formations.js";
import { createPicker } from "./pick.js";
import { readPoints } from "../../data/points.js";
import { rankUnits } from "./ranking.js";
import { packedText } from "../../data/scene.js";
import { atOnce, inSlices, isLate, pause } from "../../lib/slices.js";
import { nameUnits } from "../naming.js";
import { createStatus } from "./status.js";
import { fill, pageWidth, WIDTHS, WORDS } from "../../lib/words.js";

/**
 * @typedef {import("leaflet").Map} Map
 * @typedef {import("../../data/scene.js").Scene} Scene
 * @typedef {import("../../data/units.js").Units} Units
 * @typedef {import("../overlay.js").Density} Density
 * @typedef {{ overlay: ReturnType<typeof import("../overlay.js").createOverlay>, legend: ReturnType<typeof import("../../reader/legend.js").createLegend>,
 *   choose: (choice: import("../overlay.js").Choice, from: Element | null) => void }} Page
 * @typedef {Pick<Density, "points" | "facts" | "ranking" | "formations">} Tables
 */

// what a symbol takes in each direction (px)
const SYMBOL = 30;
// for units that come so soon (ms) the names of the ground wait
const SOON = 100;

/**
 * Rejects where the units cannot be read, and says so on the page.
 * @param {Map} map @param {Scene} scene @param {Units} units
 * @param {Page & { ground: Generator<void, void, void>,
 *   takeIn: (box: import("../../data/scene.js").Box | null, places: import("../outside.js").Places) => void }} page
 */
export async function openLarge(map, scene, units, page) {
  const status = createStatus(map);
  status.say(fill(WORDS.loading, { count: units.count }));
  await pause();
  try {
    await readBasemap(scene);
    await inSlices(page.ground);
    // names have their places anew with the units: they come first where these are still on their way
    if (scene.packed && (await isLate(packedText("data"), SOON))) page.overlay.draw();
    await pause();
    await units.load();
    const points = await inSlices(readPoints(units));
    const facts = await inSlices(readFacts(units, scene));
    const ranking = points && facts && (await inSlices(rankUnits(units, facts, points)));
    const formations = ranking && (await inSlices(readFormations(units, facts.sides, points, ranking.outweighs)));
    if (!formations) throw new Error("stopped");
    if (units.shown.mask) points.show(units.shown.mask);
    page.takeIn(points.extent, points);
    page.overlay.setDensity(createDensity(map, scene, units, { points, facts, ranking, formations }, status, page));
    page.legend.showStyle(page.overlay.style());
    await page.overlay.draw(pause);
  } catch (fault) {
    status.fail(WORDS.broken);
    throw fault;
  }
}

/**
 * Of a map of few units, which may still be too many for some view of it.
 * @param {Map} map @param {Scene} scene @param {Units} units @param {import("./gathering.js").Facts} facts @param {Page} page @returns {Density}
 */
export function openSmall(map, scene, units, facts, page) {
  const points = atOnce(readPoints(units));
  const ranking = atOnce(rankUnits(units, facts, points));
  const formations = atOnce(readFormations(units, facts.sides, points, ranking.outweighs));
  if (units.shown.mask) points.show(units.shown.mask);
  return createDensity(map, scene, units, { points, facts, ranking, formations }, createStatus(map), page);
}

/**
 * @param {Map} map @param {Scene} scene @param {Units} units @param {Tables} tables @param {ReturnType<typeof createStatus>} status @param {Page} page
 * @returns {Density}
 */
function createDensity(map, scene, units, tables, status, { overlay, legend, choose }) {
  /** @param {number[]} rows @param {Element | null} from */
  function chooseAll(rows, from) {
    const [index] = rows;
    if (rows.length === 1) choose({ kind: "unit", index, ...company(index) }, from);
    else choose({ kind: "stack", index, among: rows, title: nameUnits(rows, units, scene) }, from);
  }

  /** The units that one is gathered with, and those that its symbol covers. @param {number} index @returns {{ among?: number[], title?: string }} */
  function company(index) {
    const { points, facts } = tables;
    const [x, y, reach] = [points.x[index], points.y[index], SYMBOL / 2 / (256 * 2 ** map.getZoom())];
    const box = { minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach };
    const covered = [...points.range(box)].flatMap((rows) => [...rows]);
    const all = new Set([...(crowd.gatheringOf(index)?.list() ?? []), ...crowd.partsOf(index), ...covered]);
    if (all.size < 2) return {};
    const among = [...all].sort((a, b) => facts.sides[a] - facts.sides[b] || a - b);
    return { among, title: nameUnits(among, units, scene) };
  }
  const crowd = createCrowd(map, scene, units, {
    ...tables,
    style: overlay.style,
    choose: chooseAll,
    drawn: ({ count, scale }) => {
      overlay.setScale(scale);
      legend.showCrowd(scale);
      const words = fill(WORDS.crowd, { count });
      status.say(words, pageWidth() < WIDTHS.notes ? "" : `. ${WORDS.zoomForSymbols}`);
    },
  });
  const few = () => {
    legend.showCrowd(null);
    status.say("");
  };
  const picker = createPicker(map, scene, units, { ...tables, crowd, isCrowd: overlay.isCrowd, choose: chooseAll });
  return { ...tables, crowd, picker, company, few };
}

/** Give the base map its arcs, which a large map has packed. @param {Scene} scene */
async function readBasemap({ basemap, packed }) {
  if (!packed) return;
  const { lengths, x, y } = packed.arcs;
  const bytes = await unpackBytes(await packedText("arcs"), sizeOf({ lengths, x, y }));
  basemap.arcs = await inSlices(readArcs(packed.arcs, bytes));
}
