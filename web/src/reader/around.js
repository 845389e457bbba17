// The choice of what is near: so many km around a unit, a place, a line or the border, or what a reader draws on the map.

import { html, OWN } from "../lib/dom.js";
import { linesOf, readNear, writeNear } from "../data/near.js";
import { isEnd } from "../data/fields.js";
import { nameOf } from "./conditions.js";
import { withCondition } from "../data/state.js";
import { usualLon } from "../data/meridian.js";
import { fill, typeWord, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 * @typedef {import("../data/near.js").Near} Near
 * @typedef {{ draw: (kind: "box" | "circle") => Promise<Near | null>, bounds: () => import("leaflet").LatLngBounds }} Drawing `draw`: null where the
 *   reader left it; `bounds`: of what the map shows
 */

// places that are offered
const PLACES = 200;
const BORDER = "border";

/**
 * @param {{ scene: Scene, store: import("../data/state.js").Store, sifter: import("./filters.js").Sifter, units: Units, drawing: Drawing }} act
 * @param {HTMLElement} body
 * @returns {() => Promise<void>} shows what can be chosen
 */
export function createAround({ scene, store, sifter, units, drawing }, body) {
  const km = html("input", { type: "text", inputmode: "decimal", id: "dm-near-km", value: "50", autocomplete: "off" });
  const what = html("select", { id: "dm-near-of" });
  const hint = html("p", { class: "dm-hint-text", hidden: true, role: "alert" }, WORDS.numberForm);
  const form = html(
    "form",
    { class: "dm-near", onsubmit: submit },
    html("label", { for: "dm-near-km" }, WORDS.distanceKm),
    km,
    html("label", { for: "dm-near-of" }, WORDS.nearTo),
    what,
    html("button", { type: "submit" }, WORDS.showThem),
  );
  const button = (/** @type {string} */ words, /** @type {() => void} */ act) =>
    html("button", { type: "button", class: "dm-link", onclick: act }, words);
  body.append(
    form,
    hint,
    html(
      "div",
      { class: "dm-draw" },
      button(WORDS.drawBox, () => draw("box")),
      button(WORDS.drawCircle, () => draw("circle")),
      button(WORDS.inView, inView),
    ),
  );

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const number = km.value.trim().replace(",", ".");
    const isNumber = number !== "" && isEnd("near", number) && Number(number) >= 0;
    km.setAttribute("aria-invalid", String(!isNumber));
    hint.hidden = isNumber;
    if (!isNumber) return;
    // it may come before the choices do
    await show();
    if (!what.value) return;
    if (what.value === BORDER) return ask("border_km", { to: number });
    const [of, ...name] = what.value.split(":");
    near({ km: Number(number), of: /** @type {import("../data/near.js").Of} */ (of), what: name.join(":") });
  }

  /** @param {string} key @param {import("../data/state.js").Condition} condition */
  function ask(key, condition) {
    store.change({ filters: withCondition(store.get().filters, key, condition) }, `filter ${key}`);
  }

  /** @param {Near} asked */
  function near(asked) {
    ask("near", { values: [writeNear(asked)] });
  }

  /** @param {"box" | "circle"} kind */
  async function draw(kind) {
    const drawn = await drawing.draw(kind);
    if (drawn) near(drawn);
  }

  function inView() {
    const bounds = drawing.bounds();
    const round = (/** @type {number} */ degrees) => Number(degrees.toFixed(3));
    const [south, north] = [bounds.getSouth(), bounds.getNorth()].map((lat) => round(Math.min(Math.max(lat, -90), 90)));
    const isWorld = bounds.getEast() - bounds.getWest() >= 360;
    const [west, east] = isWorld
      ? [-180, 180]
      : [bounds.getWest(), bounds.getEast()].map((lon) => round(usualLon(lon)));
    near({ box: [west, south, east, north] });
  }

  /** @returns {[value: string, words: string][]} */
  function places() {
    const column = units.column("place");
    /** @type {Set<string>} */
    const names = new Set(column?.codes?.values.flatMap((name) => name ?? []));
    if (column && !column.codes)
      for (let row = 0; row < units.count && names.size < PLACES; row++) {
        const name = column.get(row);
        if (name !== null && units.get(row, "lat") !== null) names.add(name);
      }
    const towns = [...new Set([...names, ...(scene.towns.name ?? [])])].slice(0, PLACES);
    return towns.sort((a, b) => a.localeCompare(b)).map((name) => [`place:${name}`, name]);
  }

  let offered = /** @type {HTMLElement[] | null} */ (null);
  let offeredFor = "";
  let saidFor = "";

  async function show() {
    await units.loaded;
    const chosen = store.get().unit;
    const asked = whatIsAsked();
    const wanted = JSON.stringify([chosen, asked]);
    if (offered && wanted === offeredFor) return;
    const option = (/** @type {[value: string, words: string]} */ [value, words]) =>
      html("option", { value, ...OWN }, words);
    offered ??= [
      sifter.fields.has("border_km") && html("option", { value: BORDER }, WORDS.theBorder),
      group(
        WORDS.drawnHead,
        [...linesOf(scene)].map(([key, { name, type }]) => option([`line:${key}`, name ?? typeWord(type)])),
      ),
      group(WORDS.placesHead, places().map(option)),
    ].filter((one) => one instanceof HTMLElement);
    const row = chosen === null ? -1 : units.indexOfId(chosen);
    const own = row >= 0 && units.get(row, "lat") !== null;
    const before = what.value;
    offeredFor = wanted;
    what.replaceChildren(
      ...(own
        ? [option([`unit:${chosen}`, fill(WORDS.ofSide, { side: WORDS.chosenUnit, words: units.get(row, "label") })])]
        : []),
      ...offered,
    );
    const isOffered = (/** @type {string} */ value) => [...what.options].some((one) => one.value === value);
    if (asked?.name && !isOffered(asked.value)) what.prepend(option([asked.value, asked.name]));
    // what is asked for stands in the form, once: who writes goes on writing
    const said = JSON.stringify(asked);
    if (asked && said !== saidFor) [what.value, km.value] = [asked.value, String(asked.km)];
    else if ((!own || asked) && isOffered(before)) what.value = before;
    saidFor = said;
  }

  /** @returns {{ km: string | number, value: string, name?: string } | null} what the reader, or a link, asks for */
  function whatIsAsked() {
    const { near: asked, border_km: border } = store.get().filters;
    const one = readNear(asked?.values?.at(-1) ?? "");
    const named = sifter.fields.get("near")?.named;
    if (one && named && !("box" in one))
      return { km: one.km, value: `${one.of}:${one.what}`, name: nameOf(one, named, scene.language) };
    return border?.to && !border.from ? { km: border.to, value: BORDER } : null;
  }

  return show;
}

/** @param {string} label @param {HTMLElement[]} options @returns {HTMLElement | false} */
function group(label, options) {
  return options.length > 0 && html("optgroup", { label }, ...options);
}
