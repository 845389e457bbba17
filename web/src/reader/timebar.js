// The bar of time under the map: which date is shown, and a way to the others. Only on a page with rows of several dates.

import { html, svg } from "../lib/dom.js";
import { lastSecond, secondOf } from "../data/moments.js";
import { isSifted } from "../data/state.js";
import { spanOf, stateOf, writeSpan } from "../data/times.js";
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
  const given = times;
  const moments = dates.map(lastSecond);
  const last = dates.length - 1;
  let playing = 0;
  // whether its end alone goes on while a span is played
  let grows = false;

  const end = (/** @type {string} */ name, /** @type {(at: number) => void} */ act) =>
    html("input", {
      type: "range",
      class: `dm-time-slider ${name}`,
      min: 0,
      max: last,
      step: 1,
      oninput: (/** @type {Event} */ event) => {
        stop();
        act(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value));
        showEnds();
      },
    });
  const slider = end("dm-time-last", (at) => (isSpan() ? goSpan(Math.min(places()[0], at), at) : go(at)));
  const starter = end("dm-time-first", (at) => goSpan(at, Math.max(places()[1], at)));
  starter.setAttribute("aria-label", WORDS.least);
  const bars = svg("svg", {
    class: "dm-time-bars",
    viewBox: `0 0 ${dates.length} 10`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const play = html("button", { type: "button", class: "dm-time-play", onclick: () => (playing ? pause() : start()) });
  const step = (/** @type {string} */ words, /** @type {string} */ sign, /** @type {number} */ by) =>
    html("button", { type: "button", "aria-label": words, onclick: () => walk(by) }, sign);
  const before = step(WORDS.previousDate, "‹", -1);
  const after = step(WORDS.nextDate, "›", 1);
  const speed = html(
    "select",
    { class: "dm-time-speed", "aria-label": WORDS.speed },
    ...SPEEDS.map((times) => html("option", { value: times, selected: times === 1 }, `${times}×`)),
  );
  const spanning = html(
    "button",
    {
      type: "button",
      class: "dm-time-span",
      title: WORDS.span,
      "aria-label": WORDS.span,
      onclick: () => {
        stop();
        const [, at] = places();
        if (isSpan()) go(at);
        else goSpan(0, at);
      },
    },
    svg(
      "svg",
      { viewBox: "0 0 18 16", width: 18, height: 16, "aria-hidden": "true" },
      svg("path", { d: "M1 2h2v12H1zM15 2h2v12h-2zM3 7h12v2H3z" }),
    ),
  );
  const date = html("b", { class: "dm-time-date" });
  const said = html("span", { class: "dm-time-said" });
  const line = html("div", { class: "dm-time-line" }, bars, starter, slider);
  line.style.setProperty("--dates", String(dates.length));
  const element = html(
    "section",
    { class: "dm-time", "aria-label": WORDS.dateShown },
    html("div", { class: "dm-time-keys" }, before, play, after),
    html("p", { class: "dm-time-words", "aria-live": "polite" }, date, " ", said),
    line,
    html("div", { class: "dm-time-more" }, spanning, speed),
  );

  /** @returns {import("../data/times.js").Span} */
  function shown() {
    return spanOf(store.get(), given);
  }

  /** @returns {boolean} */
  function isSpan() {
    return shown().since !== "";
  }

  /** @returns {[first: number, last: number]} where the span's dates are, that of the date alone twice; the last one before it, -1 before all */
  function places() {
    const { date, since } = shown();
    const moment = lastSecond(date);
    const at = moments.findLastIndex((one) => one <= moment);
    if (!since) return [at, at];
    const begin = secondOf(since);
    return [
      Math.min(
        Math.max(
          moments.findIndex((one) => one >= begin),
          0,
        ),
        Math.max(at, 0),
      ),
      at,
    ];
  }

  /** @param {number} at */
  function go(at) {
    const wanted = dates[Math.min(Math.max(at, 0), last)];
    store.change(stateOf({ date: wanted, since: "" }, given), "date");
  }

  /** @param {number} first @param {number} at */
  function goSpan(first, at) {
    store.change(stateOf({ date: dates[Math.max(at, 0)], since: dates[first] }, given), "date");
  }

  /** A span goes on as long as it is. @param {number} by @returns {boolean} whether there was room */
  function move(by) {
    const [first, at] = places();
    if (!isSpan()) {
      go(at + by);
      return at + by < last;
    }
    if (first + by < 0 || at + by > last) return false;
    goSpan(first + by, at + by);
    return at + by < last;
  }

  /** @param {number} by */
  function walk(by) {
    stop();
    const { date, since } = shown();
    const isBetween = by < 0 && !since && moments[places()[1]] !== lastSecond(date);
    move(isBetween ? 0 : by);
  }

  /** A span of all dates has no room to go on as it is: its end goes from the first one to the last, but where each date is looked at alone. */
  function start() {
    const [first, at] = places();
    const isAll = isSpan() && first === 0 && at >= last && !given.alone;
    grows = isAll || (grows && first === 0 && at < last);
    if (isAll) goSpan(0, 0);
    else if (at >= last && first > 0 && isSpan()) goSpan(0, at - first);
    else if (at >= last) go(0);
    playing = window.setTimeout(next, STAY / Number(speed.value));
    showPlay();
  }

  function next() {
    playing = (grows ? grow() : move(1)) ? window.setTimeout(next, STAY / Number(speed.value)) : 0;
    showPlay();
  }

  /** @returns {boolean} whether there was room */
  function grow() {
    const at = places()[1] + 1;
    if (at <= last) goSpan(0, at);
    return at < last;
  }

  function stop() {
    grows = false;
    pause();
  }

  function pause() {
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
    const [first, at] = places();
    [...bars.children].forEach((bar, number) => bar.classList.toggle("dm-time-now", number >= first && number <= at));
  }

  /** Where the ends are, at once: what they show follows when it is known. */
  function showEnds() {
    const [first, at] = places();
    slider.value = String(at);
    starter.value = String(first);
    starter.hidden = !isSpan();
    line.classList.toggle("dm-time-two", isSpan());
    slider.setAttribute("aria-label", isSpan() ? WORDS.most : WORDS.dateShown);
    spanning.setAttribute("aria-pressed", String(isSpan()));
    mark();
  }

  function show() {
    const [first, at] = places();
    const { date: until, since } = shown();
    const words = formatDate(writeSpan(shown()), language);
    const count = units.now?.count ?? 0;
    const ended = units.now?.ended ?? 0;
    date.textContent = words;
    const sum = isSifted(store.get())
      ? fill(WORDS.shownOf, { count: units.shown.count, all: count })
      : fill(WORDS.unitCount, { count });
    const parts = [sum, ...(ended ? [fill(WORDS.notKnown, { count: ended })] : [])];
    said.textContent = parts.join(WORDS.comma);
    slider.setAttribute("aria-valuetext", [since ? formatDate(until, language) : words, ...parts].join(WORDS.comma));
    starter.setAttribute("aria-valuetext", formatDate(since || until, language));
    before.setAttribute("aria-disabled", String(first <= 0));
    after.setAttribute("aria-disabled", String(at >= last));
    showEnds();
  }

  showPlay();
  units.loaded.then(() => {
    drawBars();
    show();
  });
  store.listen((state, then) => {
    if (state.date !== then.date || state.since !== then.since) showEnds();
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
