// Changes that are not in the file yet: the editor does not answer, the file cannot be written, or others changed the cell meanwhile.
// They are kept, also in the browser's storage, until they are sent, given up or taken away as a patch.

import { fill } from "../lib/fill.js";
import { make } from "./dom.js";
import { downloadPatch } from "./patch.js";
import { EDITOR } from "./words.js";

/** @typedef {{ column: string, old: string, new: string, now: string }} Clash a cell that others changed to `now` */
/** @typedef {{ problem?: string, faults?: { column: string | null, words: string }[], changed?: boolean, step?: string, shape?: import("./handles.js").Part[], cells?: Record<string, string>, isKept?: boolean, isGone?: boolean, isOld?: boolean, isUnwritten?: boolean, conflict?: Clash[] }} Answer */
/** What is kept of a change besides what is sent: `cells`, as the person saw them, where they are to go. @typedef {{ name: string, lines: import("./patch.js").Line[], cells?: Record<string, string> }} Kept */
/** @typedef {Kept & { path: string, what: Record<string, any> }} Change */

// ms between two tries
const AGAIN = 1000;
// while the page may not have the map of a new run yet
const MOST_TRIES = 10;

/** @returns {string} a mark of a wish, which no other has: what is sent again with it, for want of an answer, is done once */
export function markWish() {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** @param {string} path @param {Record<string, unknown>} what @returns {Promise<Answer>} `problem` where there is none, `isGone` where nobody answers */
export async function post(path, what) {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(what) });
    const isJson = /^application\/json/.test(answer.headers.get("Content-Type") ?? "");
    if (isJson) return await answer.json();
    // another run of the editor does not know this page
    return { problem: await answer.text(), isGone: answer.status === 403 };
  } catch {
    return { problem: EDITOR.noAnswer, isGone: true };
  }
}

/**
 * A change by what the person saw, so that any run of the editor can check it.
 * @param {Change} change @param {string | undefined} called the unit's name @returns {Change}
 */
function bySight(change, called) {
  const what = /** @type {Record<string, any>} */ ({ ...change.what, ...(called !== undefined && { called }) });
  const [line] = change.lines;
  if (change.path === "/change" && line)
    what.seen = { ...Object.fromEntries(change.lines.map(({ column, old }) => [column, old])), ...what.seen };
  if (change.path === "/delete") what.seen = { ...change.cells, ...what.seen };
  if (change.path === "/move" && line && !what.seen) what.stood = /null|undefined/.test(line.old) ? "" : line.old;
  return { ...change, what };
}

/**
 * @param {() => { version: number, folder: string }} given
 * @param {any} page as `window.deploymap`
 * @param {() => void} settled called when a change was given up, or sent after all
 */
export function createUnsent(given, page, settled) {
  let kept = /** @type {Change[]} */ ([]);
  // what the person has to decide, one after the other
  let asked = /** @type {{ change: Change, answer: Answer }[]} */ ([]);
  // what pages before this one have left
  let left = /** @type {Change[]} */ ([]);
  let isSending = false;
  const own = `${Date.now()}-${Math.random()}`;
  const keyOf = (/** @type {string} */ name) => `deploymap-unsent-${given().folder}-${name}`;

  /** @param {string} textContent @param {() => void} onclick */
  const button = (textContent, onclick) => make("button", { type: "button", textContent, onclick });
  const words = make("span", {});
  const download = button(EDITOR.downloadThem, () => downloadPatch(kept.flatMap(({ lines }) => lines)));
  const sending = make("p", { hidden: true }, words, download);
  const leftWords = make("span", {});
  const downloadLeft = button(EDITOR.downloadThem, () => downloadPatch(left.flatMap(({ lines }) => lines)));
  const offering = make(
    "p",
    { hidden: true },
    leftWords,
    button(EDITOR.sendThem, () => takeLeft((changes) => changes.forEach(keep))),
    downloadLeft,
    button(EDITOR.giveUp, () => takeLeft(() => {})),
  );
  const question = make("span", {});
  const choices = make("span", {});
  const asking = make("p", { hidden: true }, question, choices);
  asking.setAttribute("role", "alert");
  const element = make("div", {}, asking, sending, offering);

  /** @param {string[]} names */
  const list = (names) => [...new Set(names)].join(", ");

  function show() {
    sending.hidden = !kept.length;
    words.textContent = `${fill(EDITOR.unsent, { count: kept.length, names: list(kept.map(({ name }) => name)) })} `;
    offering.hidden = !left.length;
    leftWords.textContent = `${fill(EDITOR.leftUnsent, { count: left.length, names: list(left.map(({ name }) => name)) })} `;
    // a patch has changes of units alone
    download.hidden = !kept.some(({ lines }) => lines.length);
    downloadLeft.hidden = !left.some(({ lines }) => lines.length);
    asking.hidden = !asked.length;
    if (asked.length) showQuestion(asked[0]);
    store();
  }

  /** @param {{ change: Change, answer: Answer }} first */
  function showQuestion({ change, answer }) {
    const { path, name, what } = change;
    const clashes = answer.conflict ?? [];
    const told = clashes.map(({ column, old, new: mine, now }) => {
      if (path === "/draw") return fill(EDITOR.conflictShape, { name });
      const [before, yours, theirs] = [old, mine, now].map((text) => text || EDITOR.blank);
      const isGoing = path === "/delete" || (path !== "/change" && path !== "/move" && !mine);
      return fill(isGoing ? EDITOR.conflictRow : EDITOR.conflict, { name, column, before, yours, theirs });
    });
    question.textContent = `${told.join("\n") || fill(EDITOR.unwritten, { name, reason: answer.problem ?? "" })} `;
    const seen = { ...what.seen, ...Object.fromEntries(clashes.map(({ column, now }) => [column, now])) };
    choices.replaceChildren(
      clashes.length
        ? button(EDITOR.takeMine, () => decide({ ...change, what: { ...what, seen, stood: undefined } }))
        : button(EDITOR.tryAgain, () => decide(change)),
      button(clashes.length ? EDITOR.keepTheirs : EDITOR.giveUp, () => decide(null)),
    );
  }

  /** @param {Change | null} change what is sent of the question that is shown, null for nothing */
  function decide(change) {
    asked = asked.slice(1);
    if (change) return keep(change);
    show();
    settled();
  }

  function store() {
    const all = [...kept, ...asked.map(({ change }) => change)];
    try {
      if (all.length) localStorage.setItem(keyOf(own), JSON.stringify(all));
      else localStorage.removeItem(keyOf(own));
    } catch {
      // without storage the page alone keeps them
    }
  }

  /** @returns {string[]} the keys under which other pages have left something */
  function keysLeft() {
    return Object.keys(localStorage).filter((key) => key.startsWith(keyOf("")) && key !== keyOf(own));
  }

  function readLeft() {
    try {
      left = keysLeft().flatMap((key) => JSON.parse(localStorage.getItem(key) ?? "[]"));
    } catch {
      left = [];
    }
    show();
  }

  /** @param {(changes: Change[]) => void} take */
  function takeLeft(take) {
    const changes = left;
    for (const key of keysLeft()) localStorage.removeItem(key);
    left = [];
    take(changes);
    show();
  }

  addEventListener("storage", readLeft);
  addEventListener("beforeunload", (event) => {
    if (kept.length || asked.length) event.preventDefault();
  });

  /** Send what is kept, in its order; what is refused is asked about. */
  async function send() {
    if (isSending) return;
    isSending = true;
    for (let tries = 0; kept.length;) {
      const [change] = kept;
      const answer = await post(change.path, { ...change.what, version: given().version });
      // of another run the page has no map yet, or the row is not there any longer
      tries = answer.isOld ? tries + 1 : 0;
      if (answer.isGone || (answer.isOld && tries < MOST_TRIES)) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
        continue;
      }
      tries = 0;
      kept = kept.slice(1);
      if (answer.problem) asked = [...asked, { change, answer }];
      show();
    }
    isSending = false;
    settled();
  }

  /** @param {Change} change */
  function keep(change) {
    kept = [...kept, change];
    show();
    send();
  }

  /**
   * Keep a change that is not in the file.
   * @param {Change} change @param {Answer} answer @returns {boolean} whether it is kept: it was no fault of its own
   */
  function take(change, answer) {
    const called = change.what.sheet ? undefined : page.unit(change.what.unit)?.name;
    const sighted = bySight(change, called);
    if (answer.conflict?.length || answer.isUnwritten) {
      ask(sighted, answer);
      return true;
    }
    if (!answer.isGone && !(answer.isOld && change.path !== "/copy")) return false;
    keep(sighted);
    return true;
  }

  readLeft();
  /** Ask what is to become of a change that others stand against. @param {Change} change @param {Answer} answer */
  function ask(change, answer) {
    asked = [...asked, { change, answer }];
    show();
  }

  return { element, take, ask };
}
