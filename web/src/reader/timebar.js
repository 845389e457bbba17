// The bar of time under the map: which date is shown, and a way to the others. Only on a page with rows of several dates.

import { html, svg } from "../lib/dom.js";
import { lastSecond } from "../data/moments.js";
import { fill, formatDate, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Scene} Scene
 * @typedef {import("../data/units.js").Units} Units
 */

// how long a date stays while dates are played (ms), and how many times faster one may play
const STAY = 1200;
const SPEEDS = [0.5, 1, 2, 4];

/**
 * @param {Scene} scene @param {Units} units @param {import("../data/state.js").Store} store
 * @returns {{ element: HTMLElement | null, show: () => void }} `show` is called when other units are shown
 */
export function createTimebar(scene, units, store) {
  const { times, language } = scene;
  // a month ends with its last day: they are one step
  const dates = (times?.dates ?? []).filter((date, at, all) => !at || lastSecond(date) > lastSecond(all[at - 1]));
  if (!times || dates.length < 2) return { element: null, show: () => {} };
  const moments = dates.map(lastSecond);
  const last = dates.length - 1;
  let playing = 0;

  const slider = html("input", {
    type: "range",
    class: "dm-time-slider",
    min: 0,
    max: last,
    step: 1,
    "aria-label": WORDS.dateShown,
    oninput: () => {
      stop();
      go(Number(slider.value));
    },
  });
  const bars = svg("svg", {
    class: "dm-time-bars",
    viewBox: `0 0 ${dates.length} 10`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const play = html("button", { type: "button", class: "dm-time-play", onclick: () => (playing ? stop() : start()) });
  const step = (/** @type {string} */ words, /** @type {string} */ sign, /** @type {number} */ by) =>
    html("button", { type: "button", "aria-label": words, onclick: () => walk(by) }, sign);
  const before = step(WORDS.previousDate, "‹", -1);
  const after = step(WORDS.nextDate, "›", 1);
  const speed = html(
    "select",
    { class: "dm-time-speed", "aria-label": WORDS.speed },
    ...SPEEDS.map((times) => html("option", { value: times, selected: times === 1 }, `${times}×`)),
  );
  const date = html("b", { class: "dm-time-date" });
  const said = html("span", { class: "dm-time-said" });
  slider.style.setProperty("--dates", String(dates.length));
  const element = html(
    "section",
    { class: "dm-time", "aria-label": WORDS.dateShown },
    html("div", { class: "dm-time-keys" }, before, play, after),
    html("p", { class: "dm-time-words" }, date, " ", said),
    html("div", { class: "dm-time-line" }, bars, slider),
    speed,
  );

  /** @returns {number} the date's place, or that of the last one before it; -1 before all */
  function place() {
    const moment = lastSecond(store.get().date || times?.shown || dates[last]);
    return moments.findLastIndex((one) => one <= moment);
  }

  /** @param {number} at */
  function go(at) {
    const wanted = dates[Math.min(Math.max(at, 0), last)];
    store.change({ date: wanted === times?.shown ? "" : wanted }, "date");
  }

  /** @param {number} by */
  function walk(by) {
    stop();
    const isBetween = by < 0 && moments[place()] !== lastSecond(store.get().date || times?.shown || "");
    go(place() + (isBetween ? 0 : by));
  }

  function start() {
    if (place() >= last) go(0);
    playing = window.setTimeout(next, STAY / Number(speed.value));
    showPlay();
  }

  function next() {
    go(place() + 1);
    playing = place() < last ? window.setTimeout(next, STAY / Number(speed.value)) : 0;
    showPlay();
  }

  function stop() {
    clearTimeout(playing);
    playing = 0;
    showPlay();
  }

  function showPlay() {
    play.setAttribute("aria-label", playing ? WORDS.pause : WORDS.play);
    play.replaceChildren(
      svg(
        "svg",
        { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
        svg("path", { d: playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2.5 13 8 4 13.5z" }),
      ),
    );
  }

  /** How many rows each date has; that of the date shown is marked. */
  function drawBars() {
    const counts = countDates(units, dates);
    const most = Math.max(...counts, 1);
    bars.replaceChildren(
      ...counts.map((count, at) => {
        const height = count ? Math.max((10 * count) / most, 0.6) : 0;
        return svg("rect", { x: at + 0.12, y: 10 - height, width: 0.76, height });
      }),
    );
    mark();
  }

  function mark() {
    const at = place();
    [...bars.children].forEach((bar, number) => bar.classList.toggle("dm-time-now", number === at));
  }

  function show() {
    const at = place();
    slider.value = String(at);
    const words = formatDate(store.get().date || times?.shown, language);
    const count = units.now?.count ?? 0;
    const ended = units.now?.ended ?? 0;
    date.textContent = words;
    const parts = [fill(WORDS.unitCount, { count }), ...(ended ? [fill(WORDS.notKnown, { count: ended })] : [])];
    said.textContent = parts.join(WORDS.comma);
    slider.setAttribute("aria-valuetext", [words, ...parts].join(WORDS.comma));
    before.setAttribute("aria-disabled", String(at <= 0));
    after.setAttribute("aria-disabled", String(at >= last));
    mark();
  }

  showPlay();
  units.loaded.then(() => {
    drawBars();
    show();
  });
  // at once: what it shows follows when it is known
  store.listen(({ date: now }, { date: then }) => {
    if (now !== then) {
      slider.value = String(place());
      mark();
    }
  });
  return { element, show };
}

/** @param {Units} units @param {string[]} dates @returns {number[]} how many rows each of them has */
function countDates(units, dates) {
  const places = new Map(dates.map((date, at) => [lastSecond(date), at]));
  const counts = dates.map(() => 0);
  const column = units.column("date");
  /** @type {Map<string | null, number>} */
  const known = new Map([[null, -1]]);
  for (let row = 0; column && row < units.count; row++) {
    const date = column.get(row) ?? null;
    let at = known.get(date);
    if (at === undefined) known.set(date, (at = places.get(lastSecond(date)) ?? -1));
    if (at >= 0) counts[at]++;
  }
  return counts;
}
