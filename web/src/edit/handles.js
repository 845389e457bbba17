// The points of a line or area as handles on the map: dragged, moved with the arrow keys, put between others, taken away.

import { fill } from "../lib/fill.js";
import { eastOf } from "../data/meridian.js";
import { createBurst, stepOf } from "./burst.js";
import { make } from "./dom.js";
import { EDITOR } from "./words.js";

/** @typedef {[lon: number, lat: number]} Point in degrees */
/** @typedef {{ points: Point[], isRing: boolean }} Part */
/** @typedef {"point" | "middle" | "all"} Kind a point, the middle between it and the next one, or what moves all points */
/** @typedef {{ kind: Kind, part: number, at: number, element: HTMLElement | SVGElement }} Handle */

// px that a pointer moves before that is a drag
const FAR = 4;
// px between two points that leave room for the middle between them
const ROOM = 32;
// of a shape of more points than that those have handles that are in view, so many px apart
const MANY = 200;
const APART = 20;
const MOST_DECIMALS = 6;
const LEAST = { ring: 3, line: 2 };

export const STYLE = `
.dm-handles { position: absolute; z-index: 645 }
.leaflet-map-pane .dm-handles svg { position: absolute; z-index: auto; overflow: visible; pointer-events: none }
.dm-handles path { fill: none; stroke: var(--accent); stroke-width: 2px; stroke-dasharray: 5 4 }
.dm-handles button { position: absolute; inset: 0 auto auto 0; box-sizing: border-box; inline-size: 16px; block-size: 16px; margin: -8px; padding: 0; border: 3px solid var(--accent); border-radius: 50%;
  background: var(--ground); cursor: grab; touch-action: none; pointer-events: auto; direction: ltr }
.dm-handles button::before { content: ""; position: absolute; inset: -8px }
@media (pointer: coarse) { .dm-handles button::before { inset: -16px } }
.dm-handles .dm-handle-point { z-index: 1 }
.dm-handles .dm-handle-middle { inline-size: 12px; block-size: 12px; margin: -6px; border-width: 2px; opacity: 0.75; cursor: copy }
.dm-handles .dm-handle-all { z-index: 2; inline-size: 30px; block-size: 30px; margin: -46px -15px 0; border-radius: 6px; cursor: move; color: var(--accent); font: 18px/1 system-ui, sans-serif }
.dm-handles :is(:focus-visible, [data-held]) { background: var(--accent); color: var(--ground); outline: 2px solid var(--ground) }
.leaflet-zoom-anim .dm-handles { display: none }
`;

/** @param {number} lon degrees on any turn @returns {number} within -180 to 180 */
const usual = (lon) => (Math.abs(lon) <= 180 ? lon : lon - 360 * Math.sign(lon));

/**
 * @param {(old: Part[], parts: Part[]) => void} changed called when points were changed, at the end of a drag or of a burst of keys
 * @param {(canRemove: boolean) => void} chosen called when a point is chosen, or none
 */
export function createHandles(changed, chosen) {
  let map = /** @type {any} */ (null);
  let name = "";
  /** What the sheet says, as far as it is known. @type {Part[]} */
  let known = [];
  let parts = /** @type {Part[]} */ ([]);
  let edge = -180;
  /** @type {Handle[]} */
  let handles = [];
  let held = /** @type {Pick<Handle, "kind" | "part" | "at"> | null} */ (null);
  /** @type {{ handle: Handle, x: number, y: number, isMoved: boolean, from: Part[] } | null} */
  let drag = null;
  let hasFocus = false;
  let isDraft = false;
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  const layer = make("div", { className: "dm-handles" });
  const burst = createBurst(commit);

  const copy = (/** @type {Part[]} */ all) =>
    all.map(({ points, isRing }) => ({
      points: points.map(([lon, lat]) => /** @type {Point} */ ([lon, lat])),
      isRing,
    }));
  const isSame = (/** @type {Part[]} */ one, /** @type {Part[]} */ other) =>
    JSON.stringify(one) === JSON.stringify(other);

  function commit() {
    if (isSame(known, parts)) return;
    const old = known;
    known = copy(parts);
    changed(old, known);
  }

  /** @param {Point} point @returns {[lat: number, lon: number]} on the map's turn of the world */
  const onMap = ([lon, lat]) => [lat, eastOf(lon, edge)];

  /** @param {Point} point @returns {{ x: number, y: number }} px of the map's pane */
  const pixel = ([lon, lat]) => map.latLngToLayerPoint(onMap([lon, lat]));

  /** @param {{ x: number, y: number }} at px of the map's pane @returns {Point} with as many digits as a pixel is worth */
  function pointAt({ x, y }) {
    const { lat, lng } = map.layerPointToLatLng([x, y]);
    return [round(usual(lng)), round(Math.max(-90, Math.min(90, lat)))];
  }

  /** @param {Point} point @param {number} x @param {number} y px @returns {Point} what is not moved stays as it is */
  function moveBy([lon, lat], x, y) {
    const { lat: north, lng } = map.unproject(map.project(onMap([lon, lat])).add([x, y]));
    return [x ? round(usual(lng)) : lon, y ? round(Math.max(-90, Math.min(90, north))) : lat];
  }

  /** @param {number} degrees @returns {number} */
  function round(degrees) {
    const pixels = 256 * 2 ** map.getZoom();
    return Number(degrees.toFixed(Math.max(0, Math.min(MOST_DECIMALS, Math.ceil(Math.log10(pixels / 360))))));
  }

  const isMany = () => parts.reduce((sum, { points }) => sum + points.length, 0) > MANY;

  /** @param {Pick<Handle, "kind" | "part" | "at">} handle @returns {{ x: number, y: number }} px of the map's pane */
  function placeOf({ kind, part, at }) {
    if (kind === "all") {
      // of many points, of which most may be out of view, the middle one of those that have handles
      const near = handles.filter((one) => one.kind === "point").map((one) => parts[one.part].points[one.at]);
      const all = (
        isMany() ? near.slice(near.length / 2, near.length / 2 + 1) : parts.flatMap(({ points }) => points)
      ).map(pixel);
      const xs = all.map(({ x }) => x);
      return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: Math.min(...all.map(({ y }) => y)) };
    }
    const { points } = parts[part];
    const [one, next] = [points[at], points[(at + 1) % points.length]].map(pixel);
    return kind === "point" ? one : { x: (one.x + next.x) / 2, y: (one.y + next.y) / 2 };
  }

  function place() {
    for (const handle of handles) {
      const { x, y } = placeOf(handle);
      handle.element.style.translate = `${x}px ${y}px`;
      if (handle.kind === "middle") handle.element.style.display = hasRoom(handle) ? "" : "none";
    }
    const lines = parts.map(({ points, isRing }) => {
      // points on one pixel are one
      const all = points.map(pixel).map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`);
      const drawn = all.filter((one, at) => one !== all[at - 1]);
      return all.length ? `M${drawn.join("L")}${isRing ? "Z" : ""}` : "";
    });
    path.setAttribute("d", lines.join(""));
  }

  /** @param {number} part @returns {number[]} which of its points have handles: of many those in view that can be told apart */
  function listPoints(part) {
    const all = [...parts[part].points.keys()];
    if (!isMany()) return all;
    const { x: width, y: height } = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    let last = { x: -Infinity, y: 0 };
    return all.filter((at) => {
      const here = pixel(parts[part].points[at]);
      const [x, y] = [here.x - corner.x, here.y - corner.y];
      const isSeen = x >= 0 && y >= 0 && x <= width && y <= height;
      const isApart = Math.hypot(here.x - last.x, here.y - last.y) >= APART;
      if (!(isSeen && isApart) && !isAt(held, { kind: "point", part, at })) return false;
      last = here;
      return true;
    });
  }

  /** @param {Handle} middle @returns {boolean} whether it can be told from the points beside it */
  function hasRoom({ part, at }) {
    const { points } = parts[part];
    const [one, next] = [points[at], points[(at + 1) % points.length]].map(pixel);
    return Math.hypot(one.x - next.x, one.y - next.y) > ROOM;
  }

  /** @param {Kind} kind @param {number} part @param {number} at @returns {Handle} */
  function createHandle(kind, part, at) {
    const all = parts.reduce((sum, { points }) => sum + points.length, 0);
    const number = parts.slice(0, part).reduce((sum, { points }) => sum + points.length, at + 1);
    const label = {
      point: fill(EDITOR.pointOf, { number, count: all }),
      middle: fill(EDITOR.addPoint, { number }),
      all: fill(EDITOR.moveAll, { name }),
    }[kind];
    const element = make("button", { type: "button", className: `dm-handle-${kind}`, ariaLabel: label, title: label });
    if (kind === "all") element.textContent = "✥";
    const handle = { kind, part, at, element };
    element.addEventListener("pointerdown", (event) => press(event, handle));
    element.addEventListener("focus", () => hold(handle));
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      if (handle.kind === "middle") insert(handle);
    });
    // the map is neither dragged nor zoomed by what is done to a handle
    for (const type of ["mousedown", "touchstart", "dblclick", "contextmenu"])
      element.addEventListener(type, (event) => event.stopPropagation());
    return handle;
  }

  function render() {
    const had = hasFocus;
    handles = parts.flatMap(({ points, isRing }, part) => [
      ...listPoints(part).flatMap((at) => [
        createHandle("point", part, at),
        ...(at + 1 < points.length || (isRing && points.length > 2) ? [createHandle("middle", part, at)] : []),
      ]),
    ]);
    if (parts.some(({ points }) => points.length > 1)) handles.unshift(createHandle("all", 0, 0));
    layer.replaceChildren(svg, ...handles.map(({ element }) => element));
    place();
    const again = held && handles.find(({ kind, part, at }) => isAt(held, { kind, part, at }));
    if (again && had) again.element.focus({ preventScroll: true });
    hold(again ?? null);
  }

  /** @param {Pick<Handle, "kind" | "part" | "at"> | null} one @param {Pick<Handle, "kind" | "part" | "at">} other */
  const isAt = (one, other) => one?.kind === other.kind && one.part === other.part && one.at === other.at;

  /** @param {Pick<Handle, "kind" | "part" | "at"> | null} handle */
  function hold(handle) {
    held = handle && { kind: handle.kind, part: handle.part, at: handle.at };
    for (const one of handles) one.element.toggleAttribute("data-held", isAt(held, one));
    chosen(held?.kind === "point" && canRemove(held.part));
  }

  /** @param {number} part @returns {boolean} */
  const canRemove = (part) => parts[part].points.length > (isDraft ? 0 : parts[part].isRing ? LEAST.ring : LEAST.line);

  /** @param {PointerEvent} event @param {Handle} handle */
  function press(event, handle) {
    if (event.button !== 0) return;
    event.stopPropagation();
    burst.flush();
    drag = { handle, x: event.clientX, y: event.clientY, isMoved: false, from: copy(parts) };
    handle.element.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  function follow(event) {
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.isMoved && Math.hypot(x, y) <= FAR) return;
    if (!drag.isMoved && drag.handle.kind === "middle") become(drag.handle);
    drag.isMoved = true;
    const { handle } = drag;
    if (handle.kind === "all") shiftAll(drag.from, x, y);
    else {
      const box = map.getContainer().getBoundingClientRect();
      const at = map.containerPointToLayerPoint([event.clientX - box.left, event.clientY - box.top]);
      parts[handle.part].points[handle.at] = pointAt(at);
    }
    place();
  }

  function drop() {
    const ended = drag;
    drag = null;
    if (ended) map.dragging.enable();
    if (!ended?.isMoved) return;
    held = { ...ended.handle };
    hasFocus = ended.handle.element instanceof HTMLElement;
    render();
    commit();
  }

  function cancel() {
    if (!drag) return;
    parts = drag.from;
    drag = null;
    map.dragging.enable();
    render();
  }

  /** A middle becomes a point, those behind it are counted on. @param {Handle} handle */
  function become(handle) {
    const at = pointAt(placeOf(handle));
    parts[handle.part].points.splice(handle.at + 1, 0, at);
    for (const other of handles) if (other.part === handle.part && other.at > handle.at) other.at += 1;
    handle.kind = "point";
    handle.at += 1;
  }

  /** @param {Handle} handle */
  function insert(handle) {
    become(handle);
    held = { ...handle };
    hasFocus = true;
    render();
    commit();
  }

  function remove() {
    const all = parts[0]?.points.length ?? 0;
    // of what is drawn the last point is meant where none is chosen
    if (isDraft && held?.kind !== "point" && all) held = { kind: "point", part: 0, at: all - 1 };
    if (held?.kind !== "point" || !canRemove(held.part)) return;
    const { part, at } = held;
    parts[part].points.splice(at, 1);
    const last = parts[part].points.length - 1;
    held = last < 0 ? null : { kind: "point", part, at: Math.min(at, last) };
    render();
    burst.flush();
    commit();
  }

  /** @param {Part[]} from @param {number} x @param {number} y px */
  function shiftAll(from, x, y) {
    const first = from[0].points[0];
    const [lon, lat] = moveBy(first, x, y);
    const [east, north] = [round(lon - first[0]), round(lat - first[1])];
    parts = from.map(({ points, isRing }) => ({
      points: points.map(([a, b]) => [Number(usual(a + east).toFixed(7)), Number((b + north).toFixed(7))]),
      isRing,
    }));
  }

  /** Move the point that is chosen, or all of them. @param {number} x @param {number} y px */
  function nudge(x, y) {
    if (held?.kind === "point") {
      const { part, at } = held;
      parts[part].points[at] = moveBy(parts[part].points[at], x, y);
    } else shiftAll(copy(parts), x, y);
    place();
    burst.add();
  }

  layer.addEventListener("focusin", () => (hasFocus = true));
  layer.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Element && !layer.contains(relatedTarget)) hasFocus = false;
  });
  layer.addEventListener("keydown", (event) => {
    const step = stepOf(event);
    if (step && held?.kind !== "middle") nudge(...step);
    else if (["Delete", "Backspace"].includes(event.key)) remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  /** The shape itself moves all of it; an area that is larger than the map, the map. */
  function pressShape(/** @type {PointerEvent} */ event) {
    const { target } = event;
    if (!(target instanceof SVGElement) || !target.matches(".dm-drawn-chosen") || !known.length) return;
    const frame = map.getContainer().getBoundingClientRect();
    const box = target.getBoundingClientRect();
    if (known.some(({ isRing }) => isRing) && (box.width > frame.width || box.height > frame.height)) return;
    map.dragging.disable();
    press(event, { kind: "all", part: 0, at: 0, element: target });
  }

  document.addEventListener("pointerdown", pressShape, true);
  addEventListener("pointermove", follow);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && cancel());

  /** @param {any} next the Leaflet map on which the handles are from now on */
  function attach(next) {
    if (map !== next) {
      map = next;
      map.on("zoomend viewreset", place);
      // other points are in view; what is held stays in hand
      map.on("moveend", () => isMany() && !drag && !burst.isUnderway() && render());
    }
    if (layer.parentElement !== map.getPane("mapPane")) map.getPane("mapPane").append(layer);
    render();
  }

  return {
    attach,
    /** @param {boolean} isAsked whether it is asked for what the points are now */
    wait(isAsked) {
      layer.ariaBusy = String(isAsked);
    },
    remove,
    nudge,
    flush: burst.flush,
    /** Whether there are any, be it on a map that has just gone. */
    isShown: () => parts.length > 0,
    /** Whether something is under way that the sheet does not say yet. */
    isBusy: () => drag !== null || burst.isUnderway(),
    parts: () => parts,
    /** @param {any} next the Leaflet map @param {Part[]} all as the sheet has them @param {string} called @param {number} west edge of the map's turn of the world @param {boolean} [isNew] whether it may have fewer points than it needs */
    show(next, all, called, west, isNew = false) {
      isDraft = isNew;
      [known, parts, name, edge] = [copy(all), copy(all), called, west];
      if (held && !(held.at < (parts[held.part]?.points.length ?? 0))) held = null;
      attach(next);
    },
    /** A point more at the end of the only line. @param {Point} point */
    append([lon, lat]) {
      const { points } = parts[0];
      points.push([round(lon), round(lat)]);
      held = { kind: "point", part: 0, at: points.length - 1 };
      hasFocus = false;
      render();
      commit();
    },
    /** @param {boolean} isRing */
    setRing(isRing) {
      if (parts[0].isRing === isRing) return;
      parts[0].isRing = known[0].isRing = isRing;
      render();
    },
    hide() {
      burst.flush();
      layer.remove();
      [parts, known, handles, held, hasFocus] = [[], [], [], null, false];
      chosen(false);
    },
  };
}
