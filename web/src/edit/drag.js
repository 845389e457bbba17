// Units, and in the editor annotations, are taken with the mouse or a finger, and dragged to another place.

import { placeOf } from "./things.js";

/** @typedef {import("./things.js").Thing} Thing */
/** @typedef {{ thing: Thing, lat: number, lon: number, button: HTMLElement, x: number, y: number, isMoved: boolean }} Drag */

// px that a pointer moves before that is a drag
const FAR = 5;

/** How what is dragged looks. */
export const STYLE = `
.dm-dragged { cursor: grabbing; z-index: 1000; pointer-events: none }
.dm-editing .dm-unit, .dm-editing-notes [data-note] { cursor: grab; touch-action: none; pointer-events: auto }
`;

/**
 * @param {any} page as `window.deploymap`
 * @param {(thing: Thing, at: { lat: number, lon: number }, putBack: () => void) => void} drop called with where it was let go, degrees
 * @param {boolean} [withNotes] whether annotations can be taken as well
 */
export function serveDragging(page, drop, withNotes = false) {
  let drag = /** @type {Drag | null} */ (null);
  document.documentElement.classList.add("dm-editing");
  if (withNotes) document.documentElement.classList.add("dm-editing-notes");

  /** @param {PointerEvent} event */
  function begin(event) {
    const button =
      event.target instanceof Element && event.target.closest(withNotes ? "[data-unit], [data-note]" : "[data-unit]");
    if (!(button instanceof HTMLElement) || event.button !== 0 || !page.map.getContainer().contains(button)) return;
    const { unit, note } = button.dataset;
    const thing = unit === undefined ? { note: Number(note) } : { unit };
    const { lat, lon } = placeOf(page, thing);
    if (lat === null || lon === null) return;
    drag = { thing, lat, lon, button, x: event.clientX, y: event.clientY, isMoved: false };
    // the map stays where it is
    page.map.dragging.disable();
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.isMoved ||= Math.hypot(x, y) > FAR;
    if (!drag.isMoved) return;
    drag.button.classList.add("dm-dragged");
    drag.button.style.translate = `${x}px ${y}px`;
  }

  /** @returns {Drag | null} what was dragged */
  function end() {
    const ended = drag;
    drag = null;
    page.map.dragging.enable();
    return ended;
  }

  /** @param {Drag} ended */
  function putBack({ button }) {
    button.classList.remove("dm-dragged");
    button.style.translate = "";
  }

  /** @param {PointerEvent} event */
  function finish(event) {
    const ended = drag && end();
    if (!ended?.isMoved) return;
    // a drag is no click
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    const { map } = page;
    const stood = map.latLngToContainerPoint([ended.lat, ended.lon]);
    const { lat, lng } = map
      .containerPointToLatLng(stood.add([event.clientX - ended.x, event.clientY - ended.y]))
      .wrap();
    drop(ended.thing, { lat: +lat.toFixed(6), lon: +lng.toFixed(6) }, () => putBack(ended));
  }

  /** @param {Event} event */
  function swallow(event) {
    event.stopPropagation();
    event.preventDefault();
  }

  function cancel() {
    const ended = drag && end();
    if (ended) putBack(ended);
  }

  document.addEventListener("pointerdown", begin, true);
  addEventListener("pointermove", move);
  addEventListener("pointerup", finish);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && cancel());
}
