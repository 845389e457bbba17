// The part of the bar for what is chosen: where it stands, all its cells, its points; and for what is not there yet.

import { fill } from "../lib/fill.js";
import { make } from "./dom.js";
import { createFields } from "./fields.js";
import { createHandles } from "./handles.js";
import { serveNudging } from "./nudge.js";
import { createChoice, placeOf, readScene, rowOf, sheetOf } from "./things.js";
import { post } from "./unsent.js";
import { EDITOR } from "./words.js";

/** @typedef {import("./things.js").Thing} Thing @typedef {import("./things.js").SheetName} SheetName @typedef {import("./unsent.js").Answer} Answer */
/**
 * What the form has from the editor.
 * @typedef {object} Editor
 * @property {any} page as `window.deploymap`
 * @property {HTMLElement} bar
 * @property {HTMLElement[]} buttons for the way back and forth
 * @property {() => { version: number, fields: import("./fields.js").Field[], besides: Record<string, { refused: string, fields: import("./fields.js").Field[] }> }} given
 * @property {() => Promise<void>} fresh settled when the page has what was changed last
 * @property {(words: string, kind?: "note" | "fault") => void} say
 * @property {(path: "/move" | "/change" | "/draw" | "/add" | "/copy" | "/delete", what?: Record<string, unknown>, kept?: { name: string, lines: import("./patch.js").Line[] }) => Promise<Answer>} send
 * @property {(thing: Thing, at: { lat: number, lon: number }, putBack: () => void) => void} drop
 */

// types of overlays whose shape is an area, and those for which that depends on their points
const AREAS = ["held", "contested", "claimed", "area"];
const EITHER = ["minefield", "range"];
/** What stands in a new row at first. @type {Record<SheetName, Record<string, string>>} */
const FIRST = { units: {}, annotations: { type: "label" }, overlays: { type: "front" } };

/** @param {Editor} editor */
export function createForm({ page, bar, buttons, given, fresh, say, send, drop }) {
  const root = document.documentElement;
  let shown = /** @type {Thing | null} */ (null);
  let read = 0;
  let stood = "";
  let name = "";
  // the versions of the map from which position and fields were taken
  let written = 0;
  let opened = 0;
  let cells = /** @type {Record<string, string>} */ ({});
  /** The sheet for which a row is asked that is not there yet. @type {SheetName} */
  let adding = "units";
  let isDraft = false;
  let sending = 0;
  let queue = Promise.resolve();

  const choice = createChoice(page, () => show());
  const handles = createHandles(redraw, (canRemove) => (removing.hidden = !canRemove));
  const fields = createFields(save, endDraft);

  /** @param {SheetName} sheet */
  const fieldsOf = (sheet) => (sheet === "units" ? given().fields : (given().besides[sheet]?.fields ?? []));

  /**
   * @param {"/move" | "/change" | "/copy" | "/delete"} path @param {Record<string, unknown>} [what] @param {[column: string, old: string, text: string][]} [changed]
   * @returns {Promise<Answer>}
   */
  async function change(path, what, changed) {
    if (shown === null) return {};
    const [thing, called] = [shown, name];
    handles.flush();
    await fresh();
    const { id } = placeOf(page, thing);
    // a patch is one of the sheet of units
    const lines = changed?.map(([column, old, text]) => ({ id, column, old, new: text }));
    const kept = lines && { name: called, lines: "unit" in thing ? lines : [] };
    const answer = await send(path, { ...rowOf(page, given().version, thing), ...what }, kept);
    if (answer.problem) say(fill(EDITOR.notChanged, { name: called, reason: answer.problem }), "fault");
    else if (path === "/delete") leave();
    return answer;
  }

  function leave() {
    page.select(null);
    choice.pick(null);
  }

  /** @param {Record<string, string>} texts @param {string} place @returns {Promise<Answer>} */
  async function save(texts, place) {
    if (!fields.asks())
      return change(
        "/change",
        { texts, version: opened },
        Object.entries(texts).map(([own, text]) => [own, cells[own] ?? "", text]),
      );
    handles.flush();
    await fresh();
    const points = isDraft ? handles.parts()[0].points : [];
    const what = { ...(place && { position: place }), ...(points.length && { points }) };
    const answer = await send("/add", { version: given().version, sheet: adding, texts, ...what });
    if (answer.problem) say(fill(EDITOR.notAdded, { reason: answer.problem }), "fault");
    return answer;
  }

  /** @param {import("./handles.js").Part[]} old @param {import("./handles.js").Part[]} parts */
  function redraw(old, parts) {
    if (isDraft || shown === null) return;
    const [thing, called] = [shown, name];
    const points = (/** @type {import("./handles.js").Part[]} */ all) => all.map((part) => part.points);
    const what = { old: points(old), parts: points(parts) };
    sending += 1;
    say(fill(EDITOR.saving, { name: called }));
    queue = queue.then(async () => {
      await fresh();
      const row = rowOf(page, given().version, thing);
      const { problem } = await send("/draw", { ...row, ...what }, { name: called, lines: [] });
      sending -= 1;
      if (!problem) return;
      say(fill(EDITOR.notChanged, { name: called, reason: problem }), "fault");
      await showPoints();
    });
  }

  /** Show the points of the overlay that is chosen, as its sheet has them. */
  async function showPoints() {
    if (shown === null || !("drawn" in shown)) return handles.hide();
    if (handles.isShown()) handles.attach(page.map);
    if (sending || handles.isBusy()) return;
    const [thing, { version }] = [shown, given()];
    handles.wait(true);
    const { shape, problem } = await post("/shape", rowOf(page, version, thing));
    handles.wait(false);
    if (shown !== thing || version !== given().version || sending || handles.isBusy()) return;
    if (shape) handles.show(page.map, shape, name, readScene().edge);
    else handles.hide();
    tell(shape ? EDITOR.pointsHint : fill(EDITOR.shapeFixed, { reason: problem ?? "" }), !shape);
  }

  /** @param {SheetName} sheet */
  function ask(sheet) {
    const refused = given().besides[sheet]?.refused;
    if (refused) return say(refused, "fault");
    const isDrawn = sheet === "overlays";
    if (isDrawn) leave();
    adding = sheet;
    say({ units: EDITOR.addHint, annotations: EDITOR.addTextHint, overlays: EDITOR.drawHint }[sheet]);
    root.classList.add("dm-adding");
    fields.show(fieldsOf(sheet), null, { isDrawn, first: FIRST[sheet] });
    isDraft = isDrawn;
    if (isDrawn) handles.show(page.map, [{ points: [], isRing: false }], "", readScene().edge, true);
    turnRing();
  }

  function endDraft() {
    root.classList.remove("dm-adding");
    if (isDraft) handles.hide();
    isDraft = false;
  }

  /** The draft of an area ends where it begins. */
  function turnRing() {
    if (!isDraft) return;
    const type = fields.said("type");
    handles.setRing(AREAS.includes(type) || (EITHER.includes(type) && handles.parts()[0].points.length > 2));
  }
  fields.element.addEventListener("input", turnRing);

  document.addEventListener(
    "click",
    (event) => {
      const map = page.map.getContainer();
      if (!fields.asks() || !(event.target instanceof Element) || !map.contains(event.target)) return;
      if (event.target.closest("button, a, input, .leaflet-control")) return;
      event.stopPropagation();
      const { lat, lng } = page.map.mouseEventToLatLng(event).wrap();
      if (!isDraft) return fields.place(`${lat.toFixed(5)}, ${lng.toFixed(5)}`);
      handles.append([lng, lat]);
      turnRing();
    },
    true,
  );

  /** @param {string} textContent @param {() => void} onclick */
  const button = (textContent, onclick) => make("button", { type: "button", textContent, onclick });
  const position = make("input", { name: "position", size: 24, autocomplete: "off", dir: "ltr" });
  const date = make("input", { name: "date", size: 10, autocomplete: "off", dir: "ltr", placeholder: "2022-02-01" });
  const asOf = make("label", {}, EDITOR.asOf, date);
  const title = make("strong", { dir: "auto" });
  const hint = make("em", {});
  /** @param {string} words @param {boolean} isReason why something cannot be done, which is said on narrow pages too */
  const tell = (words, isReason) => {
    hint.textContent = words;
    hint.className = isReason ? "" : "dm-edit-hint";
  };
  const moving = make(
    "form",
    {},
    make("label", {}, EDITOR.position, position),
    asOf,
    make("button", { textContent: EDITOR.move }),
  );
  moving.onsubmit = async (event) => {
    event.preventDefault();
    const [to, day] = [position.value, asOf.hidden ? "" : date.value.trim()];
    const lines = day ? undefined : /** @type {[string, string, string][]} */ ([["position", stood, to]]);
    await change("/move", { position: to, date: day, version: written }, lines);
  };
  const removing = make("button", {
    type: "button",
    textContent: EDITOR.removePoint,
    hidden: true,
    // the point stays the one that is chosen
    onpointerdown: (event) => event.preventDefault(),
    onclick: () => handles.remove(),
  });
  const parts = make(
    "span",
    { hidden: true },
    title,
    hint,
    moving,
    button(EDITOR.allFields, () => {
      if (shown === null) return;
      endDraft();
      opened = given().version;
      fields.show(fieldsOf(sheetOf(shown)), cells);
    }),
    button(EDITOR.copy, () => change("/copy")),
    button(EDITOR.remove, () => change("/delete")),
  );

  const texts = make("select", {
    ariaLabel: EDITOR.texts,
    onchange: () => {
      page.select(null);
      choice.pick(Number(texts.value));
      texts.value = "";
    },
  });

  /** All annotations, be they on the map or beside it. */
  function listTexts() {
    const said = /** @type {string[]} */ (readScene().annotations?.text ?? []);
    const options = said.map((text, value) => make("option", { value: String(value), textContent: text.slice(0, 50) }));
    texts.replaceChildren(make("option", { value: "", textContent: EDITOR.texts }), ...options);
    texts.hidden = !said.length;
  }

  async function show() {
    const { version } = given();
    if (page.map.getContainer().closest("[inert]")) return;
    choice.mark();
    const thing = choice.find();
    const isOther = JSON.stringify(thing) !== JSON.stringify(shown);
    if (!isOther && read === version) return;
    read = version;
    // what is being written stays, be the map another one
    if (isOther && !fields.asks()) fields.hide();
    if (isOther) handles.flush();
    if (isOther && !isDraft) handles.hide();
    shown = thing;
    parts.hidden = thing === null;
    if (isDraft) return handles.attach(page.map);
    if (thing === null) return handles.hide();
    const { lat, lon, name: called } = placeOf(page, thing);
    title.textContent = name = called;
    moving.hidden = "drawn" in thing;
    asOf.hidden = !("unit" in thing);
    const { refused } = given().besides[sheetOf(thing)] ?? {};
    tell(refused ? fill(EDITOR.shapeFixed, { reason: refused }) : "", true);
    const stands = lat == null ? "" : `${lat}, ${lon}`;
    // who writes goes on writing, as of what was read before
    if (position.value === stood || document.activeElement !== position) {
      position.value = stood = stands;
      written = version;
    }
    showPoints();
    const said = (await post("/cells", rowOf(page, version, thing))).cells ?? {};
    if (shown === thing) cells = said;
  }

  new MutationObserver(show).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["aria-current"],
  });
  serveNudging(page, choice.find, drop, (x, y) => handles.isShown() && handles.nudge(x, y));
  bar.append(
    fields.element,
    make(
      "span",
      {},
      parts,
      removing,
      make(
        "span",
        { className: "dm-edit-more" },
        button(EDITOR.addUnit, () => ask("units")),
        button(EDITOR.addText, () => ask("annotations")),
        button(EDITOR.draw, () => ask("overlays")),
        texts,
        ...buttons,
      ),
    ),
  );
  listTexts();
  show();
  return {
    flush: handles.flush,
    /** The map is another one. */
    follow() {
      choice.follow();
      listTexts();
      show();
    },
  };
}
