// Units of a crowd under the pointer: a word about the nearest one, and those that a click or a tap may mean.

import L from "leaflet";
import { html, OWN } from "../../lib/dom.js";
import { fill, WORDS } from "../../lib/words.js";

/** @typedef {import("../../data/units.js").Units} Units */

// how near the pointer must come to a mark (px)
const REACH = { hover: 9, click: 14 };
// marks that are so much further than the nearest one are not meant (px), for a mouse and for a finger
const CLEAR = { mouse: 2, touch: 6 };
const LISTED = 30;

/**
 * @param {L.Map} map @param {import("../../data/scene.js").Scene} scene @param {Units} units
 * @param {{ points: import("../../data/points.js").Points, facts: import("./crowd.js").Facts, isCrowd: () => boolean, choose: (index: number, from: Element) => void }} page
 */
export function createPicker(map, scene, units, { points, facts, isCrowd, choose }) {
  const element = map.getContainer();
  const tip = html("div", { class: "dm-tip", "aria-hidden": "true", hidden: true });
  const list = html("div", { class: "dm-here", role: "group", "aria-label": WORDS.here, hidden: true });
  element.append(tip, list);
  L.DomEvent.disableClickPropagation(list);
  L.DomEvent.disableScrollPropagation(list);
  let asked = 0;

  /** @param {L.Point} at px of the map's container @param {number} reach px @returns {{ index: number, far: number }[]} the nearest first */
  function near(at, reach) {
    const world = 256 * 2 ** map.getZoom();
    const { x, y } = /** @type {L.Point} */ (map.getPixelBounds().min).add(at);
    const far = (/** @type {number} */ index) => Math.hypot(points.x[index] * world - x, points.y[index] * world - y);
    return points.within(x / world, y / world, reach / world).map((index) => ({ index, far: far(index) }));
  }

  /** @param {number} index @returns {(Node | string)[]} its name and side */
  function words(index) {
    const [name, side] = [units.get(index, "label"), units.get(index, "side")];
    return [
      html("span", { class: "dm-swatch", "data-side": facts.sides[index] }),
      html("span", {}, html("bdi", OWN, name), side && html("small", {}, " ", html("bdi", OWN, side))),
    ];
  }

  /** @param {HTMLElement} box @param {L.Point} point beside which it stands */
  function putBeside(box, { x, y }) {
    const size = map.getSize();
    box.hidden = false;
    const left = x + 14 + box.offsetWidth > size.x ? x - 14 - box.offsetWidth : x + 14;
    box.style.left = `${Math.max(left, 4)}px`;
    box.style.top = `${Math.max(Math.min(y + 10, size.y - box.offsetHeight - 4), 4)}px`;
  }

  /** @param {L.LeafletMouseEvent} event */
  function hover({ containerPoint, originalEvent }) {
    cancelAnimationFrame(asked);
    const onMap =
      originalEvent.target instanceof Element && !originalEvent.target.closest(".leaflet-control, button, .dm-here");
    asked = requestAnimationFrame(() => {
      const [nearest] = isCrowd() && onMap ? near(containerPoint, REACH.hover) : [];
      element.classList.toggle("dm-over-mark", Boolean(nearest));
      tip.hidden = !nearest;
      if (!nearest) return;
      tip.replaceChildren(...words(nearest.index));
      putBeside(tip, containerPoint);
    });
  }

  function hideTip() {
    cancelAnimationFrame(asked);
    tip.hidden = true;
    element.classList.remove("dm-over-mark");
  }

  /** @param {{ index: number }[]} meant @param {L.Point} point @param {L.LatLng} position */
  function offer(meant, point, position) {
    const items = meant.slice(0, LISTED).map(({ index }) =>
      html(
        "li",
        {},
        html(
          "button",
          {
            type: "button",
            onclick: () => {
              close();
              choose(index, element);
            },
          },
          ...words(index),
        ),
      ),
    );
    const rest = { count: meant.length - LISTED };
    const closer = () => {
      close();
      element.focus({ preventScroll: true });
      map.setView(position, map.getZoom() + 2);
    };
    const more =
      meant.length > LISTED &&
      (map.getZoom() < map.getMaxZoom()
        ? html("button", { type: "button", class: "dm-closer", onclick: closer }, fill(WORDS.closer, rest))
        : html("p", {}, fill(WORDS.more, rest)));
    list.replaceChildren(html("ul", {}, ...items), ...(more ? [more] : []));
    putBeside(list, point);
    list.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @returns {boolean} whether the list was open */
  function close() {
    const wasOpen = !list.hidden;
    list.hidden = true;
    return wasOpen;
  }

  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !close()) return;
    event.stopPropagation();
    element.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTip();
  });
  map.on("mousemove", hover);
  map.on("mouseout movestart zoomstart", hideTip);
  map.on("movestart zoomstart", close);

  return {
    /** What a click on the map means. @param {L.LeafletMouseEvent} event @returns {boolean} whether it means units */
    click({ latlng, containerPoint, originalEvent }) {
      close();
      hideTip();
      if (!isCrowd()) return false;
      const found = near(containerPoint, REACH.click);
      if (!found.length) return false;
      const finger = /** @type {PointerEvent} */ (originalEvent).pointerType === "touch";
      const meant = found.filter(({ far }) => far <= found[0].far + (finger ? CLEAR.touch : CLEAR.mouse));
      if (meant.length === 1) choose(meant[0].index, element);
      else offer(meant, containerPoint, latlng);
      return true;
    },
  };
}
