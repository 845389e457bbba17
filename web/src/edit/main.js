// What `deploymap edit` adds to the page: units are dragged into the sheet, and the page follows what becomes of the files.

import { fill } from "../lib/fill.js";
import { STYLE as MAPS, takeUp } from "./anew.js";
import { STYLE } from "./bar.js";
import { make } from "./dom.js";
import { placeOf, serveDragging, STYLE as DRAGGING } from "./drag.js";
import { createFields } from "./fields.js";
import { createUnsent, post } from "./unsent.js";
import { EDITOR, speakEditor } from "./words.js";

/**
 * @typedef {{ tick: number, version: number, problems: string[] }} News
 * @typedef {News & { refused: string, undo: string, redo: string, fields: import("./fields.js").Field[], language: string, words: import("./words.js").EditorWords | null }} Given `refused`: why the sheet cannot be changed here, "" where it can;
 *   `undo`, `redo`: the steps that can be undone and made again, "" for none; `words` in the map's language, null for English
 */

// ms between two tries to reach an editor that does not answer
const AGAIN = 1000;

let given = /** @type {Given} */ (JSON.parse(document.getElementById("deploymap-edit")?.textContent ?? ""));
speakEditor(given.words, given.language);
const bar = make("div", { className: "dm-edit", lang: given.language });
const message = make("p", {});
message.setAttribute("role", "status");

/** @param {string} words @param {"note" | "fault"} [kind] */
function say(words, kind = "note") {
  bar.dataset.kind = kind;
  message.textContent = words;
}

/** @param {News} news */
function show({ problems }) {
  if (problems.length) say([EDITOR.lastGood, ...problems].join("\n"), "fault");
  else say(given.refused && fill(EDITOR.fixedHere, { reason: given.refused }));
}

/** Ask for news, and show another map where there is one. */
async function follow() {
  for (let { tick } = given; ;) {
    try {
      const answer = await fetch(`/events?tick=${tick}`);
      if (!answer.ok) {
        say(EDITOR.startedAgain, "fault");
        return;
      }
      const news = /** @type {News} */ (await answer.json());
      if (news.version !== given.version && !(await renew())) return;
      if (news.tick !== tick || "gone" in bar.dataset) show(news);
      delete bar.dataset.gone;
      tick = news.tick;
    } catch {
      bar.dataset.gone = "";
      say(EDITOR.noAnswer, "fault");
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

/** Show the map as it was last built. @returns {Promise<boolean>} false where the page has to be loaded anew for it */
async function renew() {
  try {
    given.version = await takeUp(page);
  } catch {
    location.reload();
    return false;
  }
  document.documentElement.dataset.edited = String(given.version);
  const { version } = given;
  const { language } = given;
  given = { ...(await (await fetch("/state")).json()), version };
  // the words of the bar are made once
  if (given.language !== language) {
    location.reload();
    return false;
  }
  steps.show();
  show(given);
  return true;
}

/**
 * @param {"/move" | "/change" | "/add" | "/copy" | "/delete" | "/undo" | "/redo"} path @param {Record<string, unknown>} [what]
 * @param {{ name: string, lines: import("./patch.js").Line[] }} [kept] what is kept of it while the editor does not answer
 * @returns {Promise<import("./unsent.js").Answer>} `problem`: why it is not saved
 */
async function send(path, what = {}, kept) {
  const answer = await post(path, what);
  if (answer.isGone && kept) {
    unsent.keep({ path, what, ...kept });
    return {};
  }
  if (answer.problem || answer.changed !== false) return answer;
  return { problem: path === "/move" ? EDITOR.tooShort : EDITOR.saidAlready };
}

/** Which row of a unit is meant: the one that the page shows. @param {string} unit @returns {Record<string, unknown>} */
function rowOf(unit) {
  return { version: given.version, unit, held: page.unit(unit)?.date ?? "" };
}

/** @param {import("./drag.js").Thing} thing @param {{ lat: number, lon: number }} at @param {() => void} putBack */
async function drop(thing, at, putBack) {
  const { id, name, lat, lon } = placeOf(page, thing);
  say(fill(EDITOR.saving, { name }));
  const line = { id, column: "position", old: `${lat}, ${lon}`, new: `${at.lat}, ${at.lon}` };
  const isUnit = "unit" in thing;
  const row = isUnit ? rowOf(id) : { version: given.version, unit: id, sheet: "annotations", number: thing.note };
  // a patch is one of the sheet of units
  const { problem } = await send("/move", { ...row, ...at }, { name, lines: isUnit ? [line] : [] });
  if (!problem) return;
  putBack();
  say(fill(EDITOR.notMoved, { name, reason: problem }), "fault");
}

/** Buttons for the way back and forth, each of which says what it changes. */
function createSteps() {
  const kinds = /** @type {const} */ (["undo", "redo"]);
  const buttons = kinds.map((kind) => {
    const take = async () => {
      const { problem } = await send(`/${kind}`);
      if (problem) say(problem, "fault");
    };
    return make("button", { type: "button", textContent: EDITOR[kind], onclick: take });
  });
  const show = () => {
    const said = [given.undo, given.redo];
    const phrases = [EDITOR.undoStep, EDITOR.redoStep];
    const none = [EDITOR.noUndo, EDITOR.noRedo];
    buttons.forEach((button, index) => {
      const step = said[index];
      button.disabled = !step;
      button.title = step ? fill(phrases[index], { step }) : none[index];
    });
  };
  show();
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    const at = key === "y" || (key === "z" && event.shiftKey) ? 1 : key === "z" ? 0 : -1;
    if (at < 0) return;
    event.preventDefault();
    buttons[at].click();
  });
  return { buttons, show };
}

/** @param {string} unit @returns {Promise<Record<string, string>>} what the sheet says of a unit, by its own names of the columns */
async function readCells(unit) {
  return (await post("/cells", rowOf(unit))).cells ?? {};
}

/** The form for the unit that is open: where it stands, in any notation, and its other cells. */
function createForm() {
  const position = make("input", { name: "position", size: 24, autocomplete: "off", dir: "ltr" });
  const date = make("input", { name: "date", size: 10, autocomplete: "off", dir: "ltr", placeholder: "2022-02-01" });
  const name = make("strong", {});
  let shown = /** @type {string | null} */ (null);
  let read = 0;
  let stood = "";
  // the versions of the map from which position and fields were taken
  let written = 0;
  let opened = 0;
  let cells = /** @type {Record<string, string>} */ ({});

  /**
   * @param {"/move" | "/change" | "/copy" | "/delete"} path @param {Record<string, unknown>} [what] @param {[column: string, old: string, text: string][]} [cells]
   * @returns {Promise<import("./unsent.js").Answer>}
   */
  async function change(path, what, cells) {
    if (shown === null) return {};
    const unit = shown;
    const lines = cells?.map(([column, old, text]) => ({ id: unit, column, old, new: text }));
    const answer = await send(path, { ...rowOf(unit), ...what }, lines && { name: name.textContent, lines });
    if (answer.problem) say(fill(EDITOR.notChanged, { name: name.textContent, reason: answer.problem }), "fault");
    else if (path === "/delete") page.select(null);
    return answer;
  }

  const fields = createFields(
    async (texts, place) => {
      if (!fields.asks())
        return change(
          "/change",
          { texts, version: opened },
          Object.entries(texts).map(([own, text]) => [own, cells[own] ?? "", text]),
        );
      const answer = await send("/add", { version: given.version, texts, ...(place && { position: place }) });
      if (answer.problem) say(fill(EDITOR.notAdded, { reason: answer.problem }), "fault");
      return answer;
    },
    () => element.classList.remove("dm-adding"),
  );
  const element = document.documentElement;
  const showAll = () => {
    opened = given.version;
    fields.show(given.fields, cells);
  };
  const add = () => {
    say(EDITOR.addHint);
    element.classList.add("dm-adding");
    fields.show(given.fields, null);
  };
  document.addEventListener(
    "click",
    (event) => {
      const map = page.map.getContainer();
      if (!fields.asks() || !(event.target instanceof Element) || !map.contains(event.target)) return;
      if (event.target.closest("button, a, input, .leaflet-control")) return;
      event.stopPropagation();
      const { lat, lng } = page.map.mouseEventToLatLng(event).wrap();
      fields.place(`${lat.toFixed(5)}, ${lng.toFixed(5)}`);
    },
    true,
  );

  /** @param {string} textContent @param {"/copy" | "/delete"} path */
  const button = (textContent, path) => make("button", { type: "button", textContent, onclick: () => change(path) });
  /** @param {() => Promise<void>} submit @param {(Node | string)[]} children */
  const part = (submit, ...children) => {
    const form = make("form", {}, ...children);
    form.onsubmit = (event) => {
      event.preventDefault();
      submit();
    };
    return form;
  };
  const parts = make(
    "span",
    { hidden: true },
    name,
    part(
      async () => {
        const [to, day] = [position.value, date.value.trim()];
        await change(
          "/move",
          { position: to, date: day, version: written },
          day ? undefined : [["position", stood, to]],
        );
      },
      make("label", {}, EDITOR.position, position),
      make("label", {}, EDITOR.asOf, date),
      make("button", { textContent: EDITOR.move }),
    ),
    make("button", { type: "button", textContent: EDITOR.allFields, onclick: showAll }),
    button(EDITOR.copy, "/copy"),
    button(EDITOR.remove, "/delete"),
  );

  async function show() {
    const chosen = page.map.getContainer().querySelector(".dm-unit[aria-current=true]");
    const unit = chosen instanceof HTMLElement ? (chosen.dataset.unit ?? null) : null;
    if (unit === shown && read === given.version) return;
    read = given.version;
    // what is being written stays, be the map another one
    if (unit !== shown && !fields.asks()) fields.hide();
    shown = unit;
    parts.hidden = unit === null;
    const row = unit === null ? null : page.unit(unit);
    if (!row || unit === null) return;
    name.textContent = row.label ?? row.name;
    const stands = row.lat == null ? "" : `${row.lat}, ${row.lon}`;
    // who writes goes on writing, as of what was read before
    if (position.value === stood || document.activeElement !== position) {
      position.value = stood = stands;
      written = given.version;
    }
    const said = await readCells(unit);
    if (unit !== shown) return;
    cells = said;
  }

  new MutationObserver(show).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["aria-current"],
  });
  show();
  const adding = make("button", { type: "button", textContent: EDITOR.addUnit, onclick: add });
  bar.append(fields.element, make("span", {}, parts, adding, ...steps.buttons));
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(MAPS + STYLE + DRAGGING);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const unsent = createUnsent((words) => say(words, "fault"));
bar.append(message, unsent.element);
document.body.append(bar);
const page = /** @type {any} */ (window).deploymap;
const steps = createSteps();
show(given);
follow();
if (!given.refused)
  page?.ready.then(() => {
    serveDragging(page, drop, true);
    createForm();
  });
