// The arrow keys move what is chosen.

import { createBurst, stepOf } from "./burst.js";
import { elementOf, placeOf } from "./things.js";

/** @typedef {import("./things.js").Thing} Thing */

/**
 * @param {any} page as `window.deploymap` @param {() => Thing | null} find what is chosen
 * @param {(thing: Thing, at: { lat: number, lon: number }, putBack: () => void) => void} drop called with where it comes to stand, degrees
 * @param {(x: number, y: number) => void} nudgeShape called for an overlay, px
 */
export function serveNudging(page, find, drop, nudgeShape) {
  let moved = /** @type {{ thing: Thing, lat: number, lon: number, x: number, y: number } | null} */ (null);
  const burst = createBurst(() => {
    if (!moved) return;
    const { thing, lat, lon, x, y } = moved;
    moved = null;
    const { map } = page;
    const now = map.unproject(map.project([lat, lon]).add([x, y])).wrap();
    drop(thing, { lat: +now.lat.toFixed(6), lon: +now.lng.toFixed(6) }, () => show(thing, 0, 0));
  });

  /** @param {Thing} thing @param {number} x @param {number} y px */
  function show(thing, x, y) {
    const element = elementOf(page, thing);
    if (element) element.style.translate = x || y ? `${x}px ${y}px` : "";
  }

  /** Other buttons, and all that is written or rolled, have the keys for themselves. @param {EventTarget | null} target @param {Thing} thing */
  function isFree(target, thing) {
    if (!(target instanceof HTMLElement)) return false;
    const map = page.map.getContainer();
    return [document.body, map, elementOf(page, thing)].includes(target) || target.matches(".dm-panel h2");
  }

  document.addEventListener(
    "keydown",
    (event) => {
      const step = stepOf(event);
      const thing = step && find();
      if (!step || !thing || !isFree(event.target, thing)) return;
      event.preventDefault();
      event.stopPropagation();
      if ("drawn" in thing) return nudgeShape(...step);
      if (moved && JSON.stringify(moved.thing) !== JSON.stringify(thing)) burst.flush();
      const { lat, lon } = placeOf(page, thing);
      if (!moved && (lat === null || lon === null)) return;
      moved ??= { thing, lat: /** @type {number} */ (lat), lon: /** @type {number} */ (lon), x: 0, y: 0 };
      moved.x += step[0];
      moved.y += step[1];
      show(thing, moved.x, moved.y);
      burst.add();
    },
    true,
  );
}
