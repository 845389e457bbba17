// Words beside what is pointed at on the map, or has the keyboard's focus.

import { html, OWN } from "../lib/dom.js";
import { whileOpen } from "../lib/life.js";

/** @typedef {{ x: number, y: number }} Point px of the map's container */

/** @param {import("leaflet").Map} map @returns {{ show: (point: Point, ...words: Node[]) => void, hide: () => void }} a screen reader has the words from what they are about */
export function createTip(map) {
  const element = html("div", { class: "dm-tip", "aria-hidden": "true" });
  const hide = () => element.remove();
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide(), whileOpen());
  map.on("movestart zoomstart", hide);
  return {
    show({ x, y }, ...words) {
      element.replaceChildren(...words);
      map.getContainer().append(element);
      const size = map.getSize();
      const left = x + 14 + element.offsetWidth > size.x ? x - 14 - element.offsetWidth : x + 14;
      element.style.left = `${Math.max(left, 4)}px`;
      element.style.top = `${Math.max(Math.min(y + 10, size.y - element.offsetHeight - 4), 4)}px`;
    },
    hide,
  };
}

/** A pointer has words from titles, and in a crowd from the picture: who uses keys and sees has the same. @param {import("leaflet").Map} map */
export function sayFocused(map) {
  const tip = createTip(map);
  const container = map.getContainer();

  function show() {
    const focused = document.activeElement;
    if (!focused?.matches(".leaflet-pane button:focus-visible") || !container.contains(focused)) return tip.hide();
    const [frame, { right, bottom }] = [container, focused].map((element) => element.getBoundingClientRect());
    tip.show({ x: right - frame.left, y: bottom - frame.top }, html("span", OWN, focused.ariaLabel));
  }

  container.addEventListener("focusin", show);
  container.addEventListener("focusout", tip.hide);
  map.on("moveend", show);
}
