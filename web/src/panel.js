// The panel that shows one unit or figure.

import { html, OWN } from "./dom.js";
import { figureDetails, unitDetails } from "./details.js";
import { figureLabel } from "./labels.js";
import { rowAt, sideIndex } from "./scene.js";
import { unitSymbol } from "./stack.js";
import { fill, WORDS } from "./words.js";

/**
 * @param {import("./scene.js").Scene} scene @param {import("./units.js").Units} units
 * @param {{ close: () => void, step: (by: number) => void }} act
 */
export function createPanel(scene, units, act) {
  const title = html("h2", { id: "dm-panel-title", tabindex: "-1", ...OWN });
  const place = html("p", { class: "dm-panel-place", ...OWN });
  const symbols = html("span", { class: "dm-panel-symbols" });
  const body = html("div", { class: "dm-panel-body", tabindex: "0", role: "group", "aria-labelledby": "dm-panel-title" });
  const closeButton = html("button", { type: "button", class: "dm-close", "aria-label": WORDS.close, onclick: act.close }, "×");
  const count = html("span", { class: "dm-step-count" });
  const steps = html("div", { class: "dm-steps" },
    html("button", { type: "button", "aria-label": WORDS.previous, onclick: () => act.step(-1) }, "‹"), count,
    html("button", { type: "button", "aria-label": WORDS.next, onclick: () => act.step(1) }, "›"));
  const element = html("aside", { class: "dm-panel", "aria-labelledby": "dm-panel-title", hidden: true },
    html("div", { class: "dm-panel-head" }, symbols, html("div", { class: "dm-panel-names" }, title, place), closeButton), body, steps);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") act.close();
  });

  /** @param {number} index */
  function showUnit(index) {
    const unit = units.row(index);
    title.textContent = unit.label;
    place.textContent = unit.label === unit.place ? "" : (unit.place ?? "");
    const glyph = html("span", { class: "dm-key", "data-side": sideIndex(scene, unit.side) }, unitSymbol(unit, scene, "classes"));
    symbols.replaceChildren(glyph, ...(scene.symbols[unit.sidc20] ? [unitSymbol(unit, scene, "app6")] : []));
    body.replaceChildren(unitDetails(unit, units.extra(index), scene));
    count.textContent = fill(WORDS.step, { number: index + 1, count: units.count });
    steps.hidden = units.count < 2;
  }

  /** @param {number} index an annotation's row */
  function showFigure(index) {
    const row = rowAt(scene.annotations, index);
    title.textContent = figureLabel(row, scene.language, false).textContent;
    place.textContent = "";
    symbols.replaceChildren();
    body.replaceChildren(figureDetails(row, scene));
    steps.hidden = true;
  }

  return {
    element,
    /** @param {import("./overlay.js").Choice} choice @param {boolean} focus */
    show(choice, focus) {
      if (choice.kind === "unit") showUnit(choice.index);
      else showFigure(choice.index);
      element.hidden = false;
      body.scrollTop = 0;
      if (focus) title.focus({ preventScroll: true });
    },
    hide() {
      element.hidden = true;
    },
  };
}
