// What `deploymap edit` adds to the page: units are dragged into the sheet, and the page follows what becomes of the files.

import { fill } from "../lib/fill.js";
import { GoneError, STYLE as MAPS, takeUp } from "./anew.js";
import { makeRoom, STYLE } from "./bar.js";
import { make } from "./dom.js";
import { serveDragging, STYLE as DRAGGING } from "./drag.js";
import { createForm } from "./form.js";
import { STYLE as HANDLES } from "./handles.js";
import { placeOf, rowOf, STYLE as THINGS } from "./things.js";
import { createUnsent, post } from "./unsent.js";
import { EDITOR, speakEditor } from "./words.js";

/** @typedef {import("./things.js").Thing} Thing */
/**
 * @typedef {{ tick: number, version: number, problems: string[] }} News
 * @typedef {News & { folder: string, refused: string, held: string, undo: string, redo: string, fields: import("./fields.js").Field[], besides: Record<string, { refused: string, fields: import("./fields.js").Field[] }>, language: string, words: import("./words.js").EditorWords | null }} Given `refused`: why the sheet cannot be changed here, "" where it can;
 *   `held`: a sheet that was written here while another program has it open, or "";
 *   `besides`: the same of annotations and overlays; `undo`, `redo`: the steps that can be undone and made again, "" for none; `words` in the map's language, null for English
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

// settled when the page has what was changed last
let fresh = Promise.resolve();
let freshen = () => {};

/** @param {News} news */
function show({ problems }) {
  if (problems.length) say([EDITOR.lastGood, ...problems].join("\n"), "fault");
  else if (given.refused) say(fill(EDITOR.fixedHere, { reason: given.refused }));
  else say(given.held && fill(EDITOR.heldElsewhere, { file: given.held }));
}

/** Ask for news, and show another map where there is one. */
async function follow() {
  for (let { tick } = given; ;) {
    try {
      const answer = await fetch(`/events?tick=${tick}`);
      if (answer.status === 403) {
        // another run, which lets the page in when its address is opened
        freshen();
        await wait(EDITOR.startedAgain);
        tick = -1;
        continue;
      }
      const news = /** @type {News} */ (await answer.json());
      if (news.version !== given.version && !(await renew())) return;
      if (news.tick !== tick || "gone" in bar.dataset) show(news);
      delete bar.dataset.gone;
      tick = news.tick;
      freshen();
    } catch {
      freshen();
      await wait(EDITOR.noAnswer);
      tick = -1;
    }
  }
}

/** Say that the editor is gone, and wait a little. @param {string} words */
async function wait(words) {
  bar.dataset.gone = "";
  say(words, "fault");
  await new Promise((resolve) => setTimeout(resolve, AGAIN));
}

/** Show the map as it was last built. @returns {Promise<boolean>} false where the page has to be loaded anew for it */
async function renew() {
  try {
    given.version = await takeUp(page);
  } catch (error) {
    if (error instanceof GoneError) throw error;
    location.reload();
    return false;
  }
  form?.follow();
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
  begin();
  form?.show();
  return true;
}

/** Let what is on the map be changed, once the sheet can be: it may just have been saved when the page came. */
function begin() {
  if (given.refused || isBegun) return;
  isBegun = true;
  page?.ready.then(() => {
    serveDragging(page, drop, true);
    form = createForm({ page, bar, buttons: steps.buttons, given: () => given, fresh: () => fresh, say, send, drop });
  });
}

/**
 * @param {"/move" | "/change" | "/draw" | "/add" | "/copy" | "/delete" | "/undo" | "/redo"} path @param {Record<string, unknown>} [what]
 * @param {import("./unsent.js").Kept} [kept] what is kept of it while the editor does not answer
 * @returns {Promise<import("./unsent.js").Answer>} `problem`: why it is not saved
 */
async function send(path, what = {}, kept) {
  const answer = await post(path, what);
  if (kept && unsent.take({ path, what, ...kept }, answer)) return { isKept: true, isGone: answer.isGone };
  if (answer.changed || answer.step) fresh = new Promise((resolve) => (freshen = resolve));
  if (answer.problem || answer.changed !== false) return answer;
  return { problem: path === "/move" ? EDITOR.tooShort : EDITOR.saidAlready };
}

/** @param {Thing} thing @param {{ lat: number, lon: number }} at @param {() => void} putBack */
async function drop(thing, at, putBack) {
  const { id, name, lat, lon, date } = placeOf(page, thing);
  say(fill(EDITOR.saving, { name }));
  const line = { id, date, column: "position", old: `${lat}, ${lon}`, new: `${at.lat}, ${at.lon}` };
  // a patch is one of the sheet of units
  const kept = { name, lines: "unit" in thing ? [line] : [] };
  await fresh;
  const { problem, isKept, isGone } = await send("/move", { ...rowOf(page, given.version, thing), ...at }, kept);
  if (isKept && !isGone) putBack();
  if (!problem) return;
  putBack();
  say(fill(EDITOR.notMoved, { name, reason: problem }), "fault");
}

/** Buttons for the way back and forth, each of which says what it changes. */
function createSteps() {
  const kinds = /** @type {const} */ (["undo", "redo"]);
  const buttons = kinds.map((kind) => {
    const take = async () => {
      form?.flush();
      await fresh;
      const step = given[kind];
      if (!step) return;
      const answer = await send(`/${kind}`, { step });
      const { problem, conflict } = answer;
      if (conflict?.length) unsent.ask({ path: `/${kind}`, what: { step }, name: step, lines: [] }, answer);
      else if (problem) say(problem, "fault");
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

const sheet = new CSSStyleSheet();
sheet.replaceSync(MAPS + STYLE + DRAGGING + THINGS + HANDLES);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const page = /** @type {any} */ (window).deploymap;
const unsent = createUnsent(
  () => given,
  page,
  () => form?.showPoints(),
);
bar.append(message, unsent.element);
document.body.append(bar);
makeRoom(bar, page);
const steps = createSteps();
let form = /** @type {ReturnType<typeof createForm> | null} */ (null);
let isBegun = false;
show(given);
begin();
follow();
