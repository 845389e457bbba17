// The map with all that lies on it, from the ground up.

import { createAsked } from "./asked.js";
import { drawBackdrop } from "./backdrop.js";
import { serveGrid } from "./grid.js";
import { drawLayers } from "./layers.js";
import { createMap } from "./map.js";
import { createOthers } from "./others.js";
import { createOutside } from "./outside.js";
import { createOverlay } from "./overlay.js";
import { createOverlays } from "./overlays.js";
import { createRings } from "./rings.js";
import { serveArrows } from "./roving.js";
import { sayFocused } from "./tip.js";
import { createBusy } from "./density/status.js";
import { createTrail, createTrails } from "./trail.js";

/**
 * @typedef {ReturnType<typeof drawMap>} OnMap
 * @param {import("../data/model.js").Model} model @param {HTMLElement} element of the map @param {import("../reader/parts.js").Parts} parts
 * @param {Pick<import("../reader/parts.js").Acts, "choose" | "pickDrawn"> & Pick<import("./overlay.js").Page, "tell">} acts
 * @param {Record<string, any>} options folium's own
 */
export function drawMap({ scene, units, store }, element, { legend, panel, measureIn }, acts, options) {
  const { map, home, takeIn } = createMap(element, scene, options);
  home.show();
  drawBackdrop(map, scene);
  const drawn = createOverlays(map, scene, (index, from, event) => {
    // many units are a picture, and a click on it is one on what lies under it too
    if (!event || !overlay.click(event)) acts.pickDrawn(index, from);
  });
  const trail = createTrail(map, scene, units);
  const overlay = createOverlay(map, scene, {
    units,
    choose: acts.choose,
    measureIn,
    cover: panel.element,
    tell: acts.tell,
    drawn,
    layers: drawLayers(map, scene),
    dates: trail.dates,
  });
  serveGrid(map, scene.grid);
  serveArrows(map, [...(scene.overlays ? ["dm-drawn-names"] : []), "dm-crowd", "dm-circles", "dm-stacks"]);
  sayFocused(map);
  const asked = createAsked(map, units, scene);
  const rings = createRings(map, units, store);
  const trails = createTrails(map, scene, units, store);
  for (const { element: asks } of [rings, trails]) if (asks) legend.lines.append(asks);
  const others = createOthers(map, units, store);
  const outside = createOutside(map, units, legend.lines);
  return {
    map,
    home,
    takeIn,
    busy: createBusy(map, units.count),
    drawn,
    overlay,
    asked,
    rings,
    trail,
    trails,
    others,
    outside,
  };
}
