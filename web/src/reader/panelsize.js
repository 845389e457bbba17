// How wide the details are beside the map, and how high they are as a sheet from below: by dragging and by keys. A browser that lets a page remember
// does so.

import { html } from "../lib/dom.js";
import { whileOpen } from "../lib/life.js";
import { pageWidth, WIDTHS, WORDS } from "../lib/words.js";

/** @typedef {{ width: number, height: number, isFolded: boolean }} Size `width`: px, 0 for the usual one; `height`: a place in HEIGHTS */

const KEY = "deploymap-details";
// px
const LEAST = 240;
const STEP = 24;
// of the window, %
const HEIGHTS = [26, 55, 88];
const USUAL = 1;
// a press that moves less is none that drags (px)
const STILL = 4;

/**
 * @param {HTMLElement} panel
 * @returns {{ grip: HTMLElement, fold: HTMLElement, follow: () => void }} what is dragged; what leaves nothing but the head; `follow`: to be called
 *   when the panel is shown
 */
export function sizePanel(panel) {
  const size = recall();
  const grip = html("div", { class: "dm-grip", role: "separator", tabindex: "0" });
  const fold = html("button", {
    type: "button",
    class: "dm-close dm-fold",
    onclick: () => put({ isFolded: !size.isFolded }),
  });
  const isSheet = () => pageWidth() < WIDTHS.notes;
  const most = () => Math.max(LEAST, Math.round(0.7 * (panel.parentElement?.clientWidth ?? 0)));
  const width = () => Math.min(size.width || panel.offsetWidth, most());

  /** @param {Partial<Size>} change */
  function put(change) {
    Object.assign(size, change);
    remember(size);
    follow();
  }

  function follow() {
    panel.style.setProperty("--panel-width", size.width ? `${Math.min(size.width, most())}px` : "");
    panel.style.setProperty("--panel-height", `${HEIGHTS[size.height]}vh`);
    panel.classList.toggle("dm-folded", size.isFolded);
    fold.textContent = size.isFolded ? "+" : "–";
    fold.setAttribute("aria-label", size.isFolded ? WORDS.unfold : WORDS.fold);
    const [now, least, largest] = isSheet() ? [HEIGHTS[size.height], HEIGHTS[0], HEIGHTS[2]] : [width(), LEAST, most()];
    for (const [name, value] of Object.entries({
      label: isSheet() ? WORDS.panelHeight : WORDS.panelWidth,
      orientation: isSheet() ? "horizontal" : "vertical",
      valuenow: now,
      valuemin: least,
      valuemax: largest,
    }))
      grip.setAttribute(`aria-${name}`, String(value));
  }

  /** @param {number} by steps: wider, or higher */
  function step(by) {
    if (isSheet()) put({ height: Math.min(Math.max(size.height + by, 0), HEIGHTS.length - 1) });
    else put({ width: Math.min(Math.max(width() + by * STEP, LEAST), most()) });
  }

  grip.addEventListener("keydown", (event) => {
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: 1, ArrowUp: 1, ArrowRight: -1, ArrowDown: -1, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return;
    event.preventDefault();
    step(steps[event.key]);
  });

  grip.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    grip.focus({ preventScroll: true });
    grip.setPointerCapture(down.pointerId);
    const [before, high] = [panel.offsetWidth, panel.offsetHeight];
    let far = 0;
    const move = (/** @type {PointerEvent} */ event) => {
      far = isSheet() ? down.clientY - event.clientY : down.clientX - event.clientX;
      if (isSheet()) panel.style.setProperty("--panel-height", `${Math.max(high + far, 80)}px`);
      else if (Math.abs(far) > STILL) put({ width: Math.min(Math.max(before + far, LEAST), most()) });
    };
    const end = () => {
      grip.removeEventListener("pointermove", move);
      if (!isSheet()) return;
      // a tap leads to the next height, and after the largest to the least
      if (Math.abs(far) <= STILL) return put({ height: (size.height + 1) % HEIGHTS.length });
      const part = (100 * (high + far)) / innerHeight;
      const distance = (/** @type {number} */ height) => Math.abs(height - part);
      put({ height: HEIGHTS.indexOf(HEIGHTS.toSorted((a, b) => distance(a) - distance(b))[0]) });
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", end, { once: true });
  });
  addEventListener("resize", follow, whileOpen());
  follow();
  return { grip, fold, follow };
}

/** @returns {Size} */
function recall() {
  const usual = { width: 0, height: USUAL, isFolded: false };
  try {
    const { width, height, isFolded } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {
      width: width >= LEAST ? Number(width) : usual.width,
      height: height in HEIGHTS ? Number(height) : usual.height,
      isFolded: isFolded === true,
    };
  } catch {
    // a browser that keeps nothing for pages, or something that is not ours
    return usual;
  }
}

/** @param {Size} size */
function remember(size) {
  try {
    localStorage.setItem(KEY, JSON.stringify(size));
  } catch {
    // then it is as usual the next time
  }
}
