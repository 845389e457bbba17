// One Tab stop for all units on the map: the arrow keys go from one to the next.

import { nextFrame } from "../lib/slices.js";
import { WORDS } from "../lib/words.js";

const STEPS = new Map([
  ["ArrowRight", 1],
  ["ArrowDown", 1],
  ["ArrowLeft", -1],
  ["ArrowUp", -1],
]);

/**
 * @param {import("leaflet").Map} map @param {string[]} names of the panes that have the buttons, in the order in which they are gone through
 */
export function serveArrows(map, names) {
  const panes = names.map((name) => /** @type {HTMLElement} */ (map.getPane(name)));
  const buttons = () => panes.flatMap((pane) => [...pane.querySelectorAll("button")]);
  let last = /** @type {HTMLElement | null} */ (null);
  let isAsked = false;

  /** The stop is where the focus was, else at the first one in view. */
  function placeStop() {
    const all = buttons();
    const stop =
      all.find((button) => button === last || isSame(button, last)) ??
      all.find((button) => isInView(map, button)) ??
      all[0];
    for (const button of all) {
      const place = button === stop ? 0 : -1;
      if (button.tabIndex !== place || !button.hasAttribute("tabindex")) button.tabIndex = place;
    }
  }

  /** With the next picture, before which many symbols may be made anew: where they stand is known when it is laid out, once. */
  function placeSoon() {
    if (isAsked) return;
    isAsked = true;
    nextFrame().then(() => {
      isAsked = false;
      // the editor may have put another map in this one's place
      if (panes[0].isConnected) placeStop();
    });
  }

  /** @param {KeyboardEvent} event */
  function go(event) {
    const all = buttons();
    const at = all.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const step = STEPS.get(event.key);
    const next =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? all.length - 1
          : step === undefined
            ? -1
            : (at + step + all.length) % all.length;
    if (at < 0 || next < 0) return;
    event.preventDefault();
    event.stopPropagation();
    all[next].focus({ preventScroll: true });
    bringIn(map, all[next]);
  }

  panes.at(-1)?.setAttribute("role", "group");
  panes.at(-1)?.setAttribute("aria-label", WORDS.onMap);
  for (const pane of panes) {
    pane.addEventListener("keydown", go);
    pane.addEventListener("focusin", (event) => {
      last = /** @type {HTMLElement} */ (event.target);
      placeStop();
    });
    // symbols are made anew with every view
    new MutationObserver(placeSoon).observe(pane, { childList: true, subtree: true });
  }
  map.on("moveend", placeSoon);
}

/** @param {HTMLElement} button @param {HTMLElement | null} other @returns {boolean} whether they are one unit's */
function isSame(button, other) {
  return other?.dataset.index !== undefined && button.dataset.index === other.dataset.index;
}

/** @param {import("leaflet").Map} map @param {HTMLElement} button @returns {boolean} */
function isInView(map, button) {
  const [frame, box] = [map.getContainer(), button].map((element) => element.getBoundingClientRect());
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

/** @param {import("leaflet").Map} map @param {HTMLElement} button moves the map where the focus would be out of view */
function bringIn(map, button) {
  if (isInView(map, button)) return;
  const [frame, box] = [map.getContainer(), button].map((element) => element.getBoundingClientRect());
  map.panBy(
    [(box.left + box.right - frame.left - frame.right) / 2, (box.top + box.bottom - frame.top - frame.bottom) / 2],
    { animate: false },
  );
}
