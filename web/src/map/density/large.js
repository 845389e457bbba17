// What a map of many units needs beyond a small one: its data unpacked, an index, a canvas, and words about it.

import { readArcs, sizeOf, unpackBytes } from "../../data/columns.js";
import { createCrowd } from "./crowd.js";
import { readFacts } from "../../data/facts.js";
import { createPicker } from "./pick.js";
import { indexPoints } from "../../data/points.js";
import { packedText } from "../../data/scene.js";
import { inSlices, pause } from "../../lib/slices.js";
import { createStatus } from "./status.js";
import { fill, WORDS } from "../../lib/words.js";

/**
 * Rejects where the units cannot be read, and says so on the page.
 * @param {import("leaflet").Map} map @param {import("../../data/scene.js").Scene} scene @param {import("../../data/units.js").Units} units
 * @param {{ overlay: ReturnType<typeof import("../overlay.js").createOverlay>, legend: ReturnType<typeof import("../../reader/legend.js").createLegend>,
 *   ground: Generator<void, void, void>, takeIn: (box: import("../../data/scene.js").Box | null, places: import("../outside.js").Places) => void, choose: (index: number, from: Element) => void }} page
 * @returns {Promise<ReturnType<typeof createPicker>>}
 */
export async function openLarge(map, scene, units, { overlay, legend, ground, takeIn, choose }) {
  const status = createStatus(map);
  status.say(fill(WORDS.loading, { count: units.count }));
  await pause();
  try {
    await readBasemap(scene);
    await inSlices(ground);
    await pause();
    overlay.draw();
    await pause();
    await units.load();
    const points = await inSlices(indexPoints(units));
    const facts = await inSlices(readFacts(units, scene));
    if (points && units.shown.mask) points.show(units.shown.mask);
    if (!points || !facts) throw new Error("stopped");
    takeIn(points.extent, { x: (index) => points.x[index], y: (index) => points.y[index] });
    const crowd = createCrowd(map, scene, {
      points,
      facts,
      drawn: ({ count, scale }) => {
        overlay.setScale(scale);
        legend.showCrowd(scale);
        status.say(fill(WORDS.crowd, { count }));
      },
    });
    overlay.setLarge({
      points,
      facts,
      crowd,
      few: () => {
        legend.showCrowd(null);
        status.say("");
      },
    });
    legend.showStyle(overlay.style());
    await overlay.draw(pause);
    return createPicker(map, scene, units, { points, facts, isCrowd: overlay.isCrowd, choose });
  } catch (fault) {
    status.fail(WORDS.broken);
    throw fault;
  }
}

/** Give the base map its arcs, which a large map has packed. @param {import("../../data/scene.js").Scene} scene */
async function readBasemap({ basemap, packed }) {
  if (!packed) return;
  const { lengths, x, y } = packed.arcs;
  const bytes = await unpackBytes(await packedText("arcs"), sizeOf({ lengths, x, y }));
  basemap.arcs = await inSlices(readArcs(packed.arcs, bytes));
}
