// What `deploymap edit` adds to the page: units are dragged into the sheet, and the page follows what becomes of the files.

/**
 * @typedef {{ tick: number, version: number, problems: string[] }} News
 * @typedef {News & { refused: string }} Given `refused`: why the sheet cannot be changed here, "" where it can
 * @typedef {{ unit: string, button: HTMLElement, x: number, y: number, isMoved: boolean }} Drag
 */

// px that a pointer moves before that is a drag
const FAR = 5;
// ms between two tries to reach an editor that does not answer
const AGAIN = 1000;

const STYLE = `
.dm-edit { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 2000; margin: 0; padding: 8px 12px; max-block-size: 40vh;
  overflow: auto; white-space: pre-line; font: 14px/1.4 system-ui, sans-serif; color: #fff; background: #333 }
.dm-edit[data-kind="fault"] { background: #8a1c1c }
.dm-edit:empty { display: none }
.dm-dragged { cursor: grabbing; z-index: 1000; pointer-events: none }
.dm-editing .dm-unit { cursor: grab; touch-action: none }
`;

const given = /** @type {Given} */ (JSON.parse(document.getElementById("deploymap-edit")?.textContent ?? ""));
const bar = document.createElement("p");

/** @param {string} words @param {"note" | "fault"} [kind] */
function say(words, kind = "note") {
  bar.dataset.kind = kind;
  bar.textContent = words;
}

/** @param {News} news */
function show({ problems }) {
  if (problems.length) say(["The map is the last one without faults.", ...problems].join("\n"), "fault");
  else say(given.refused && `Units cannot be moved here: ${given.refused}`);
}

/** Ask for news, and load the page anew where there is another one: view and unit are in its address. */
async function follow() {
  for (let { tick } = given; ;) {
    try {
      const answer = await fetch(`/events?tick=${tick}`);
      if (!answer.ok) {
        say("The editor was started again: open the address that it printed.", "fault");
        return;
      }
      const news = /** @type {News} */ (await answer.json());
      if (news.version !== given.version) {
        location.reload();
        return;
      }
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

/** @param {string} unit @param {number} lat @param {number} lon @returns {Promise<string>} why it is not saved, "" where it is */
async function save(unit, lat, lon) {
  const body = JSON.stringify({ version: given.version, unit, lat: +lat.toFixed(6), lon: +lon.toFixed(6) });
  try {
    const answer = await fetch("/move", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const said = /^application\/json/.test(answer.headers.get("Content-Type") ?? "")
      ? await answer.json()
      : { problem: await answer.text() };
    if (!answer.ok) return said.problem;
    return said.changed ? "" : "the sheet gives too few digits for so short a way";
  } catch {
    return "the editor does not answer";
  }
}

/** @param {any} page as `window.deploymap` */
function serveDragging({ map, unit: rowOf }) {
  let drag = /** @type {Drag | null} */ (null);
  const element = map.getContainer();
  document.documentElement.classList.add("dm-editing");

  /** @param {PointerEvent} event */
  function begin(event) {
    const button = event.target instanceof Element && event.target.closest("[data-unit]");
    if (!(button instanceof HTMLElement) || event.button !== 0) return;
    drag = { unit: button.dataset.unit ?? "", button, x: event.clientX, y: event.clientY, isMoved: false };
    // the map stays where it is
    map.dragging.disable();
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
    map.dragging.enable();
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
    const row = rowOf(ended.unit);
    const stood = map.latLngToContainerPoint([row.lat, row.lon]);
    const at = map.containerPointToLatLng(stood.add([event.clientX - ended.x, event.clientY - ended.y])).wrap();
    say(`Saving ${row.name} ...`);
    const why = await save(ended.unit, at.lat, at.lng);
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

  element.addEventListener("pointerdown", begin, true);
  addEventListener("pointermove", move);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && cancel());
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
bar.className = "dm-edit";
bar.lang = "en";
bar.setAttribute("role", "status");
document.body.append(bar);
show(given);
follow();
const page = /** @type {any} */ (window).deploymap;
if (!given.refused) page?.ready.then(serveDragging, () => {});
