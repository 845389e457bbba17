// What `deploymap edit` adds to the page: units are dragged into the sheet, and the page follows what becomes of the files.

import { STYLE as MAPS, takeUp } from "./anew.js";

/**
 * @typedef {{ tick: number, version: number, problems: string[] }} News
 * @typedef {News & { refused: string, undo: string, redo: string }} Given `refused`: why the sheet cannot be changed here, "" where it can;
 *   `undo`, `redo`: the steps that can be undone and made again, "" for none
 * @typedef {{ unit: string, button: HTMLElement, x: number, y: number, isMoved: boolean }} Drag
 */

// px that a pointer moves before that is a drag
const FAR = 5;
// ms between two tries to reach an editor that does not answer
const AGAIN = 1000;

const STYLE = `
.dm-edit { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 2000; padding: 8px 12px; max-block-size: 40vh; overflow: auto;
  font: 14px/1.4 system-ui, sans-serif; color: #fff; background: #333 }
.dm-edit[data-kind="fault"] { background: #8a1c1c }
.dm-edit p { margin: 0; white-space: pre-line }
.dm-edit :is(form, span, label) { display: flex; flex-wrap: wrap; gap: 8px; align-items: center }
.dm-edit :is(input, select, button) { font: inherit; color: #000; background: #fff; border: 1px solid #767676; border-radius: 4px; padding: 2px 8px }
.dm-edit button:disabled { color: #595959; background: #ccc }
.dm-edit [hidden] { display: none }
.dm-dragged { cursor: grabbing; z-index: 1000; pointer-events: none }
.dm-editing .dm-unit { cursor: grab; touch-action: none }
`;

let given = /** @type {Given} */ (JSON.parse(document.getElementById("deploymap-edit")?.textContent ?? ""));
const bar = make("div", { className: "dm-edit", lang: "en" });
const message = make("p", {});
message.setAttribute("role", "status");

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} values @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, values, ...children) {
  const element = Object.assign(document.createElement(tag), values);
  element.append(...children);
  return element;
}

/** @param {string} words @param {"note" | "fault"} [kind] */
function say(words, kind = "note") {
  bar.dataset.kind = kind;
  message.textContent = words;
}

/** @param {News} news */
function show({ problems }) {
  if (problems.length) say(["The map is the last one without faults.", ...problems].join("\n"), "fault");
  else say(given.refused && `Units cannot be moved here: ${given.refused}`);
}

/** Ask for news, and show another map where there is one. */
async function follow() {
  for (let { tick } = given; ;) {
    try {
      const answer = await fetch(`/events?tick=${tick}`);
      if (!answer.ok) {
        say("The editor was started again: open the address that it printed.", "fault");
        return;
      }
      const news = /** @type {News} */ (await answer.json());
      if (news.version !== given.version && !(await renew())) return;
      if (news.tick !== tick || bar.dataset.gone) show(news);
      delete bar.dataset.gone;
      tick = news.tick;
    } catch {
      bar.dataset.gone = "";
      say("The editor does not answer. What is moved now is not saved.", "fault");
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
  given = { ...(await (await fetch("/state")).json()), version };
  steps.show();
  show(given);
  return true;
}

/**
 * @param {string} path @param {Record<string, unknown>} what
 * @returns {Promise<{ problem?: string, changed?: boolean, cells?: Record<string, string> }>} the answer; `problem` where there is none
 */
async function post(path, what) {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(what) });
    const isJson = /^application\/json/.test(answer.headers.get("Content-Type") ?? "");
    return isJson ? await answer.json() : { problem: await answer.text() };
  } catch {
    return { problem: "the editor does not answer" };
  }
}

/**
 * @param {"/move" | "/change" | "/copy" | "/delete" | "/undo" | "/redo"} path @param {Record<string, unknown>} [what]
 * @returns {Promise<string>} why it is not saved, "" where it is
 */
async function send(path, what = {}) {
  const { problem, changed } = await post(path, what);
  if (problem || changed !== false) return problem ?? "";
  return path === "/move" ? "the sheet gives too few digits for so short a way" : "the sheet says so already";
}

function serveDragging() {
  let drag = /** @type {Drag | null} */ (null);
  document.documentElement.classList.add("dm-editing");

  /** @param {PointerEvent} event */
  function begin(event) {
    const button = event.target instanceof Element && event.target.closest("[data-unit]");
    if (!(button instanceof HTMLElement) || event.button !== 0 || !page.map.getContainer().contains(button)) return;
    drag = { unit: button.dataset.unit ?? "", button, x: event.clientX, y: event.clientY, isMoved: false };
    // the map stays where it is
    page.map.dragging.disable();
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.isMoved ||= Math.hypot(x, y) > FAR;
    if (!drag.isMoved) return;
    drag.button.classList.add("dm-dragged");
    drag.button.style.translate = `${x}px ${y}px`;
  }

  /** @returns {Drag | null} what was dragged */
  function end() {
    const ended = drag;
    drag = null;
    page.map.dragging.enable();
    return ended;
  }

  /** @param {Drag} ended */
  function putBack({ button }) {
    button.classList.remove("dm-dragged");
    button.style.translate = "";
  }

  /** @param {PointerEvent} event */
  async function drop(event) {
    const ended = drag && end();
    if (!ended?.isMoved) return;
    // a drag is no click
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    const { map } = page;
    const row = page.unit(ended.unit);
    const stood = map.latLngToContainerPoint([row.lat, row.lon]);
    const at = map.containerPointToLatLng(stood.add([event.clientX - ended.x, event.clientY - ended.y])).wrap();
    say(`Saving ${row.name} ...`);
    const why = await send("/move", {
      version: given.version,
      unit: ended.unit,
      lat: +at.lat.toFixed(6),
      lon: +at.lng.toFixed(6),
    });
    if (!why) return;
    putBack(ended);
    say(`${row.name} was not moved: ${why}`, "fault");
  }

  /** @param {Event} event */
  function swallow(event) {
    event.stopPropagation();
    event.preventDefault();
  }

  function cancel() {
    const ended = drag && end();
    if (ended) putBack(ended);
  }

  document.addEventListener("pointerdown", begin, true);
  addEventListener("pointermove", move);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && cancel());
}

/** Buttons for the way back and forth, each of which says what it changes. */
function createSteps() {
  const kinds = /** @type {const} */ (["undo", "redo"]);
  const buttons = kinds.map((kind) => {
    const take = async () => {
      const why = await send(`/${kind}`);
      if (why) say(why, "fault");
    };
    return make("button", { type: "button", textContent: kind === "undo" ? "Undo" : "Redo", onclick: take });
  });
  const show = () =>
    buttons.forEach((button, index) => {
      const said = given[kinds[index]];
      button.disabled = !said;
      button.title = said ? `${button.textContent} ${said}` : `Nothing to ${kinds[index]}`;
    });
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
  return (await post("/cells", { version: given.version, unit })).cells ?? {};
}

/** The form for the unit that is open: where it stands, in any notation, and its other cells. */
function createForm() {
  const position = make("input", { name: "position", size: 24, autocomplete: "off" });
  const date = make("input", { name: "date", size: 10, autocomplete: "off", placeholder: "2022-02-01" });
  const column = make("select", { name: "column", ariaLabel: "Cell" });
  const cell = make("input", { name: "cell", size: 24, autocomplete: "off", ariaLabel: "Text of the cell" });
  const name = make("strong", {});
  let shown = /** @type {string | null} */ (null);
  let read = 0;
  let cells = /** @type {Record<string, string>} */ ({});

  /** @param {"/move" | "/change" | "/copy" | "/delete"} path @param {Record<string, unknown>} [what] */
  async function change(path, what) {
    const why = await send(path, { version: given.version, unit: shown, ...what });
    if (why) say(`${name.textContent} was not changed: ${why}`, "fault");
  }

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
  const fields = make(
    "span",
    { hidden: true },
    name,
    part(
      () => change("/move", { position: position.value, date: date.value.trim() }),
      make("label", {}, "Position", position),
      make("label", {}, "as of (a new row)", date),
      make("button", { textContent: "Move" }),
    ),
    part(
      () => change("/change", { column: column.value, text: cell.value }),
      make("label", {}, "Cell", column),
      cell,
      make("button", { textContent: "Change" }),
    ),
    button("Copy", "/copy"),
    button("Delete", "/delete"),
  );

  async function show() {
    const chosen = page.map.getContainer().querySelector(".dm-unit[aria-current=true]");
    const unit = chosen instanceof HTMLElement ? (chosen.dataset.unit ?? null) : null;
    if (unit === shown && read === given.version) return;
    read = given.version;
    shown = unit;
    fields.hidden = unit === null;
    const row = unit === null ? null : page.unit(unit);
    if (!row || unit === null) return;
    name.textContent = row.label ?? row.name;
    position.value = row.lat == null ? "" : `${row.lat}, ${row.lon}`;
    date.value = "";
    const said = await readCells(unit);
    if (unit !== shown) return;
    cells = said;
    const last = column.value;
    column.replaceChildren(...Object.keys(cells).map((own) => make("option", { value: own, textContent: own })));
    if (last in cells) column.value = last;
    cell.value = cells[column.value] ?? "";
  }

  column.onchange = () => (cell.value = cells[column.value] ?? "");
  new MutationObserver(show).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["aria-current"],
  });
  show();
  bar.append(make("span", {}, fields, ...steps.buttons));
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(MAPS + STYLE);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
bar.append(message);
document.body.append(bar);
const page = /** @type {any} */ (window).deploymap;
const steps = createSteps();
show(given);
follow();
if (!given.refused)
  page?.ready.then(() => {
    serveDragging();
    createForm();
  });
