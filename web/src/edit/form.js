// The part of the bar for what is chosen: where it stands, all its cells, its points; and for what is not there yet.

import { fill } from "../lib/fill.js";
import { make } from "./dom.js";
import { createDraft } from "./draft.js";
import { createFields } from "./fields.js";
import { createHandles } from "./handles.js";
import { serveNudging } from "./nudge.js";
import { createChoice, freeId, placeOf, readScene, rowOf, sheetOf } from "./things.js";
import { markWish, post } from "./unsent.js";
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
 * @property {(path: "/move" | "/change" | "/draw" | "/add" | "/copy" | "/delete", what?: Record<string, unknown>, kept?: import("./unsent.js").Kept) => Promise<Answer>} send
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
  // the version for which it is shown, and why its sheet cannot be changed
  let read = 0;
  let refused = "";
  let stood = "";
  let name = "";
  // the versions of the map from which position and fields were taken
  let written = 0;
  /** Of what all fields are shown. @type {{ thing: Thing, name: string, version: number, cells: Record<string, string> } | null} */
  let opened = null;
  let cells = /** @type {Record<string, string>} */ ({});
  /** The sheet for which a row is asked that is not there yet. @type {SheetName} */
  let adding = "units";
  let isDraft = false;
  let isWarning = false;
  let sending = 0;
  let queue = Promise.resolve();

  const choice = createChoice(page, () => show());
  const handles = createHandles(redraw, (canRemove) => (removing.hidden = !canRemove));
  const draft = createDraft(handles, showDraft);
  const isDrawing = () => isDraft && handles.parts()[0].points.length > 0;
  const warn = () => {
    isWarning = true;
    say(EDITOR.notAddedYet, "fault");
  };
  const fields = createFields({ save, close: endDraft, isDrawing, warn });

  /** @param {SheetName} sheet */
  const fieldsOf = (sheet) => (sheet === "units" ? given().fields : (given().besides[sheet]?.fields ?? []));

  /**
   * @param {"/move" | "/change" | "/copy" | "/delete"} path @param {Record<string, unknown>} [what] @param {[column: string, old: string, text: string][]} [changed]
   * @param {{ thing: Thing, name: string } | null} [about] what is chosen, where nothing is said
   * @returns {Promise<Answer>}
   */
  async function change(path, what, changed = [], about = shown && { thing: shown, name }) {
    if (about === null) return {};
    const { thing, name: called } = about;
    handles.flush();
    await fresh();
    const { id, date: held } = placeOf(page, thing);
    // a patch is one of the sheet of units
    const lines = changed.map(([column, old, text]) => ({ id, date: held, column, old, new: text }));
    const kept = { name: called, lines: "unit" in thing ? lines : [], ...(path === "/delete" && { cells }) };
    const wish = path === "/copy" || path === "/delete" ? { wish: markWish() } : {};
    const answer = await send(path, { ...rowOf(page, given().version, thing), ...wish, ...what }, kept);
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
    if (!fields.asks() && opened) {
      const { version, cells: said } = opened;
      const changed = Object.entries(texts).map(([own, text]) => [own, said[own] ?? "", text]);
      return change("/change", { texts, version }, /** @type {[string, string, string][]} */ (changed), opened);
    }
    handles.flush();
    await fresh();
    const points = isDraft ? handles.parts()[0].points : [];
    const what = { ...(place && { position: place }), ...(points.length && { points }) };
    const called = ["name", "text", "type"].map(fields.said).find(Boolean) ?? texts.id ?? "";
    const said = { version: given().version, wish: markWish(), sheet: adding, texts, ...what };
    const answer = await send("/add", said, { name: called, lines: [] });
    if (answer.problem) say(fill(EDITOR.notAdded, { reason: answer.problem }), "fault");
    return answer;
  }

  /** @param {import("./handles.js").Part[]} old @param {import("./handles.js").Part[]} parts */
  function redraw(old, parts) {
    if (isDraft) return draft.take(old);
    if (shown === null) return;
    const [thing, called, day] = [shown, name, drawnDate.value.trim()];
    const points = (/** @type {import("./handles.js").Part[]} */ all) => all.map((part) => part.points);
    const what = { old: points(old), parts: points(parts), ...(day && { date: day }) };
    // what follows is about the row that this makes
    drawnDate.value = "";
    sending += 1;
    say(fill(EDITOR.saving, { name: called }));
    queue = queue.then(async () => {
      await fresh();
      const row = rowOf(page, given().version, thing);
      const { problem } = await send("/draw", { ...row, ...what }, { name: called, lines: [] });
      sending -= 1;
      if (!problem) return;
      if (day) drawnDate.value = day;
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
    if (!fields.leave()) return;
    const isDrawn = sheet === "overlays";
    if (isDrawn) leave();
    adding = sheet;
    say({ units: EDITOR.addHint, annotations: EDITOR.addTextHint, overlays: EDITOR.drawHint }[sheet]);
    root.classList.add("dm-adding");
    parts.hidden = true;
    const called = { units: EDITOR.addUnit, annotations: EDITOR.addText, overlays: EDITOR.draw }[sheet];
    fields.show(fieldsOf(sheet), null, called, { isDrawn, first: FIRST[sheet] });
    isDraft = isDrawn;
    draft.begin();
    if (isDrawn) showDraft([{ points: [], isRing: false }]);
  }

  /** @param {import("./handles.js").Part[]} all */
  function showDraft(all) {
    handles.show(page.map, all, "", readScene().edge, true);
    turnRing();
  }

  function endDraft() {
    root.classList.remove("dm-adding");
    if (isDraft) handles.hide();
    isDraft = false;
    opened = null;
    parts.hidden = shown === null;
    // neither how to go on nor what would be lost is of use any longer
    if (bar.dataset.kind === "note" || isWarning) say("");
    isWarning = false;
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
      // the second click of a double one is no point more
      if (event.detail > 1) return;
      fields.touch();
      handles.append([lng, lat]);
      turnRing();
    },
    true,
  );

  document.addEventListener(
    "dblclick",
    (event) => isDraft && page.map.getContainer().contains(event.target) && event.stopPropagation(),
    true,
  );

  document.addEventListener(
    "keydown",
    (event) => {
      if (fields.element.hidden || handles.isBusy()) return;
      if (event.key === "Escape") fields.leave();
      else if (!isDraft || !draft.press(event)) return;
      else turnRing();
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

  /** @param {string} textContent @param {() => void} onclick */
  const button = (textContent, onclick) => make("button", { type: "button", textContent, onclick });
  const position = make("input", { name: "position", size: 24, autocomplete: "off", dir: "ltr" });
  const date = make("input", { name: "date", size: 10, autocomplete: "off", dir: "ltr", placeholder: "2022-02-01" });
  const asOf = make("label", {}, EDITOR.asOf, date);
  const drawnDate = make("input", { size: 10, autocomplete: "off", dir: "ltr", placeholder: "2022-02-01" });
  const drawnAsOf = make("label", {}, EDITOR.asOf, drawnDate);
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
    const lines = day ? [] : /** @type {[string, string, string][]} */ ([["position", stood, to]]);
    const { problem } = await change("/move", { position: to, date: day, version: written }, lines);
    // what follows is about the row that this has made
    if (!problem) date.value = "";
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
    drawnAsOf,
    button(EDITOR.allFields, () => {
      if (shown === null || !fields.leave()) return;
      opened = { thing: shown, name, version: given().version, cells };
      fields.show(fieldsOf(sheetOf(shown)), cells, name);
    }),
    button(EDITOR.copy, () => change("/copy", shown ? { wanted: freeId(page, shown) } : {})),
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
    const why = (thing && given().besides[sheetOf(thing)]?.refused) ?? "";
    if (!isOther && read === version && refused === why) return;
    [read, refused] = [version, why];
    // what is being written stays, be the map another one
    if (isOther && !fields.asks() && !fields.isPending()) fields.hide();
    if (isOther) handles.flush();
    if (isOther && !isDraft) handles.hide();
    shown = thing;
    parts.hidden = thing === null || fields.asks();
    if (isDraft) return handles.attach(page.map);
    if (thing === null) return handles.hide();
    const { lat, lon, name: called } = placeOf(page, thing);
    title.textContent = name = called;
    if (isOther) date.value = "";
    moving.hidden = "drawn" in thing;
    drawnAsOf.hidden = !("drawn" in thing);
    asOf.hidden = !("unit" in thing);
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
    show,
    showPoints,
    /** The map is another one. */
    follow() {
      choice.follow();
      listTexts();
      show();
    },
  };
}
