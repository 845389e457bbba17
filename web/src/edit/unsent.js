// Changes that the editor has not taken, for it does not answer: they are kept, sent when it is back, or taken away as a patch.

import { fill } from "../lib/fill.js";
import { make } from "./dom.js";
import { downloadPatch } from "./patch.js";
import { EDITOR } from "./words.js";

/** @typedef {{ problem?: string, faults?: { column: string | null, words: string }[], changed?: boolean, step?: string, shape?: import("./handles.js").Part[], cells?: Record<string, string>, isGone?: boolean }} Answer */
/** @typedef {{ path: string, what: Record<string, unknown>, name: string, lines: import("./patch.js").Line[] }} Change */

// ms between two tries
const AGAIN = 1000;

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

/** @param {(words: string) => void} fail called with the words on a change that could not be made when it was sent */
export function createUnsent(fail) {
  let kept = /** @type {Change[]} */ ([]);
  const words = make("span", {});
  const element = make(
    "p",
    { hidden: true },
    words,
    make("button", {
      type: "button",
      textContent: EDITOR.downloadThem,
      onclick: () => downloadPatch(kept.flatMap(({ lines }) => lines)),
    }),
  );

  function show() {
    element.hidden = !kept.length;
    const names = [...new Set(kept.map(({ name }) => name))].join(", ");
    words.textContent = `${fill(EDITOR.unsent, { count: kept.length, names })} `;
  }

  addEventListener("beforeunload", (event) => {
    if (kept.length) event.preventDefault();
  });

  /** Send what is kept, in its order; what does not fit any longer is told of, and not kept. */
  async function send() {
    while (kept.length) {
      const [{ path, what, name }] = kept;
      const { problem, isGone } = await post(path, what);
      if (isGone) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
        continue;
      }
      kept = kept.slice(1);
      show();
      if (problem) fail(fill(EDITOR.notChanged, { name, reason: problem }));
    }
  }

  return {
    element,
    /** @param {Change} change */
    keep(change) {
      kept = [...kept, change];
      show();
      if (kept.length === 1) send();
    },
  };
}
