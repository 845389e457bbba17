// The sources of the units, each a numbered note with the units that rest on it; numbers in the details lead there.

import { numberSources } from "../data/sources.js";
import { isShown } from "../data/units.js";
import { inSlices } from "../lib/slices.js";
import { html, OWN, webLinks } from "../lib/dom.js";
import { fill, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/sources.js").Numbered} Numbered
 */

// sources that are listed, and units of one at first
const LISTED = 500;
const FEW = 12;

/**
 * @param {Units} units @param {(index: number, from: Element) => void} pick
 * @returns {{ element: HTMLElement, show: () => void } | null} null where no row has a source; `show` other units that are shown now
 */
export function createSources(units, pick) {
  if (!units.has("source") && !units.has("source_url")) return null;
  const list = html("ol", { class: "dm-sources-list" });
  const more = html("p", { hidden: true });
  const element = html(
    "details",
    { class: "dm-all", id: "dm-sources", ontoggle: show },
    html("summary", {}, WORDS.unitSources),
    list,
    more,
  );
  let numbered = /** @type {Promise<Map<string, Numbered> | null> | null} */ (null);

  function numbers() {
    numbered ??= units.loaded.then(() => inSlices(numberSources(units)));
    return numbered;
  }

  async function show() {
    if (!element.open) return;
    const all = [...((await numbers())?.values() ?? [])];
    list.replaceChildren(...all.slice(0, LISTED).map(note));
    more.hidden = all.length <= LISTED;
    more.textContent = more.hidden ? "" : fill(WORDS.more, { count: all.length - LISTED });
  }

  /** @param {Numbered} source */
  function note({ number, text, url, rows }) {
    const shown = rows.filter((row) => isShown(units, row));
    const link = webLinks(url, text);
    const resting = html("span", { class: "dm-source-units" });
    const write = (/** @type {number} */ count) =>
      resting.replaceChildren(
        ...shown.slice(0, count).flatMap((row, at) => [at ? WORDS.comma : "", way(row)]),
        shown.length > count
          ? html(
              "button",
              { type: "button", class: "dm-link", onclick: () => writeAll(count) },
              fill(WORDS.more, { count: shown.length - count }),
            )
          : "",
      );
    /** @param {number} known how many are there */
    function writeAll(known) {
      write(shown.length);
      resting.querySelectorAll("button")[known].focus();
    }
    write(FEW);
    return html(
      "li",
      { value: number, id: `dm-source-${number}`, tabindex: "-1" },
      html("span", OWN, webLinks(text) ?? text),
      link && text !== url && " ",
      link && text !== url && link,
      html("small", {}, ` ${fill(WORDS.unitCount, { count: shown.length })} `),
      resting,
    );
  }

  /** @param {number} row */
  function way(row) {
    const choose = (/** @type {Event} */ event) => pick(row, /** @type {Element} */ (event.currentTarget));
    return html("button", { type: "button", class: "dm-way", ...OWN, onclick: choose }, units.get(row, "label"));
  }

  return { element, show };
}
