// The legend: what the map has, and nothing else.

import { circleRadius, scaleAt } from "../map/circles.js";
import { html, longAndShort, OWN, say, svg } from "../lib/dom.js";
import { drawGlyph, drawSymbol } from "../map/glyphs.js";
import { contactLines, hasLine, plainLines } from "../map/basemap.js";
import { drawnLegend } from "./drawn.js";
import { rowsOf } from "../data/scene.js";
import { fadingOf, isShown } from "../data/units.js";
import { ageMark, APP6, doubtMark } from "../map/stack.js";
import { workOn } from "../lib/slices.js";
import { capital, fill, formatNumber, pageWidth, WORDS } from "../lib/words.js";

/** @typedef {import("../map/density/crowd.js").Scale} Scale @typedef {ReturnType<typeof import("../data/sift.js").createSift>} Sifter */

// words that a mark of the legend lists
const LISTED = 6;
// how far numbers beside circles are below each other at least, px
const LINE = 14;

/**
 * @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units
 * @param {(style: "classes" | "app6") => void} setStyle
 * @returns {{ element: HTMLElement, lines: HTMLElement, showStyle: (style: "classes" | "app6") => void, showCircles: () => void,
 *   showCounts: (sifter: Sifter | null) => void, showCrowd: (scale: Scale | null) => void }} `lines` is the part that a narrow page has under the map; `showCrowd` says what the marks of many
 *   units are, with the scale of their circles, or with null no longer
 */
export function createLegend(scene, units, setStyle) {
  const symbols = html("ul", { class: "dm-legend-symbols", "aria-label": WORDS.symbols });
  const circles = html("div", { class: "dm-legend-circles", hidden: !scene.circles.legend.length });
  const statuses = html("ul", { class: "dm-legend-statuses" });
  const element = html(
    "section",
    { class: "dm-legend", "aria-label": WORDS.legend },
    html("h2", { class: "dm-hidden" }, WORDS.legend),
    circles,
    html("div", {}, symbols, statuses, sideLegend(scene)),
  );
  const marks = html("ul", { class: "dm-legend-marks", hidden: true }, ...crowdRows(scene, units));
  symbols.before(marks);
  let crowd = /** @type {Scale | null} */ (null);
  const showCircles = () => circles.replaceChildren(...circleLegend(scene, units, crowd));
  const showCrowd = (/** @type {Scale | null} */ scale) => {
    const isSame = crowd === scale || (scale && crowd?.troops === scale.troops && crowd.radius_px === scale.radius_px);
    crowd = scale;
    marks.hidden = !scale;
    if (!isSame) showCircles();
  };
  const styles = styleSwitch(scene, setStyle);
  const lines = html(
    "section",
    { class: "dm-legend dm-legend-more", "aria-label": WORDS.lines },
    lineLegend(scene),
    styles,
  );
  let counted = /** @type {Sifter | null} */ (null);
  let turn = 0;
  const countAnew = () => {
    const mine = ++turn;
    countRows(element, counted, units, scene.language, () => mine !== turn);
  };
  const showStyle = (/** @type {"classes" | "app6"} */ style) => {
    for (const option of styles.querySelectorAll("input")) option.checked = option.value === style;
    symbols.replaceChildren(...(style === "app6" ? app6Rows(scene, units) : classRows(scene)));
    // the symbols of APP-6 have a status in themselves
    statuses.replaceChildren(...(style === "app6" ? [] : statusRows(scene)), ...doubtRows(scene), ...agedRows(scene));
    statuses.hidden = !statuses.childElementCount;
    countAnew();
  };
  /** How many units of each side and class are shown, null where all are. @param {Sifter | null} sifter */
  const showCounts = (sifter) => {
    counted = sifter;
    countAnew();
  };
  showStyle(scene.symbol_style);
  showCircles();
  return { element, lines, showStyle, showCircles, showCounts, showCrowd };
}

/**
 * Nested circles on one foot, to the map's scale.
 * @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units @param {Scale | null} crowd the scale of a crowd's circles
 * @returns {Element[]}
 */
function circleLegend({ circles: own, language, annotations, sides }, units, crowd) {
  if (!own.legend.length) return [];
  const scale = crowd ?? scaleAt(own, pageWidth());
  const circles = crowd && crowd.troops !== own.troops ? { ...own, legend: [crowd.troops, crowd.troops / 10] } : own;
  // figures of annotations are people
  const placed = own.of === "troops" ? rowsOf(annotations).filter((row) => row.role === "figure") : [];
  const hasBounds =
    units.has(`${own.of}_min`) ||
    units.has(`${own.of}_max`) ||
    placed.some((row) => row.troops_min != null || row.troops_max != null);
  const largest = circleRadius(circles.legend[0], scale);
  const [middle, foot] = [largest + 1.5, 2 * largest + 8];
  let below = -Infinity;
  const drawn = circles.legend.flatMap((number) => {
    const radius = circleRadius(number, scale);
    const top = foot - 2 * radius;
    below = Math.max(top + 4, below + LINE);
    return [
      svg("circle", { cx: middle, cy: foot - radius, r: radius, class: "dm-ring" }),
      svg("line", { x1: middle, y1: top, x2: 2 * middle + 5, y2: top, class: "dm-legend-tick" }),
      svg("text", { x: 2 * middle + 8, y: below }, formatNumber(number, language)),
    ];
  });
  const longest = Math.max(...circles.legend.map((number) => formatNumber(number, language).length));
  const [width, height] = [Math.ceil(2 * middle + 12 + 8 * longest), Math.ceil(foot + 2)];
  const names = circles.legend.map((number) => formatNumber(number, language)).join(WORDS.comma);
  // in the colour of all circles where they have one
  const isOfUnits = ["", "_min", "_max"].some((end) => units.has(own.of + end));
  const name = own.unit
    ? fill(WORDS.circlesOf, { numbers: names, unit: own.unit })
    : fill(WORDS.circles, { numbers: names });
  const attributes = {
    class: isOfUnits && sides.length > 1 ? "dm-ring-neutral" : null,
    "data-side": isOfUnits && sides.length === 1 ? 0 : null,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": name,
  };
  const bounds = hasBounds && html("span", { class: "dm-legend-bounds" }, WORDS.bounds);
  return [
    html("span", own.unit ? OWN : {}, own.unit ? capital(own.unit) : WORDS.troops),
    svg("svg", attributes, ...drawn),
    ...(bounds ? [bounds] : []),
  ];
}

/**
 * @param {HTMLElement} legend @param {Sifter | null} sifter null where all units are shown @param {import("../data/units.js").Units} units
 * @param {string} language @param {() => boolean} stopped whether they are counted anew
 */
async function countRows(legend, sifter, units, language, stopped) {
  await showAged(legend, units, stopped);
  const rows = [...legend.querySelectorAll("li[data-column]")];
  for (const column of new Set(rows.map((row) => row.getAttribute("data-column") ?? ""))) {
    const tally = sifter?.tally(column);
    const counts = tally && (await workOn(units, tally, stopped));
    if (stopped()) return;
    for (const row of rows.filter((one) => one.getAttribute("data-column") === column)) {
      const count = counts ? (counts.get(row.getAttribute("data-value") ?? "") ?? 0) : null;
      row.classList.toggle("dm-none", count === 0);
      const tally = row.querySelector(".dm-tally");
      if (count === null) tally?.remove();
      else say(tally ?? row.appendChild(html("small", { class: "dm-tally" })), formatNumber(count, language));
    }
  }
}

/** @param {import("../data/scene.js").Scene} scene @returns {HTMLElement[]} */
function classRows(scene) {
  return scene.classes.map(({ key, label, short_label }) =>
    html(
      "li",
      { "data-column": "symbol_class", "data-value": key },
      html("span", { class: "dm-key" }, drawGlyph(key)),
      ...longAndShort(label, short_label),
    ),
  );
}

/**
 * @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units
 * @returns {(HTMLElement | false)[]} what stands for many units at once
 */
function crowdRows(scene, units) {
  const mark = html("li", {}, html("span", { class: "dm-key" }, html("span", { class: "dm-mark-key" })), WORDS.mark);
  const unit = capital(scene.circles.unit);
  const words = unit
    ? longAndShort(fill(WORDS.gatheredOf, { unit }), fill(WORDS.gatheredOfShort, { unit }))
    : longAndShort(WORDS.gathered, WORDS.gatheredShort);
  const circle = html(
    "li",
    {},
    html("span", { class: "dm-key" }, html("span", { class: "dm-ring-key" })),
    html("span", {}, ...words),
  );
  const keys = html("span", { class: "dm-key" }, html("span", { class: "dm-formation-key" }));
  const formation =
    units.has("parent") &&
    html("li", {}, keys, html("span", {}, ...longAndShort(WORDS.formation, WORDS.formationShort)));
  return [mark, formation, scene.circles.legend.length > 0 && circle];
}

/** @param {string[]} words @returns {string} the first of them */
function listWords(words) {
  return words.slice(0, LISTED).join(WORDS.comma) + (words.length > LISTED ? " …" : "");
}

/** @param {import("../data/scene.js").Scene} scene @returns {HTMLElement[]} the marks of doubt */
function doubtRows({ doubts, doubtful = [] }) {
  const row = (/** @type {string[]} */ texts, /** @type {boolean} */ isDoubtful) => {
    const [long, brief] = isDoubtful ? [WORDS.doubtful, WORDS.doubtfulShort] : [WORDS.doubted, WORDS.doubtedShort];
    const words = longAndShort(fill(long, { words: listWords(texts) }), brief);
    return html("li", {}, html("span", { class: "dm-key" }, doubtMark(isDoubtful)), html("span", {}, ...words));
  };
  const others = doubts.filter((text) => !doubtful.includes(text));
  return [...(others.length ? [row(others, false)] : []), ...(doubtful.length ? [row(doubtful, true)] : [])];
}

/** @param {import("../data/scene.js").Scene} scene @returns {HTMLElement[]} the steps in which what is carried forward fades */
function agedRows({ times }) {
  return (times?.fading ?? []).map((count, step) =>
    html(
      "li",
      { class: "dm-aged" },
      html("span", { class: "dm-key dm-key-aged", "data-fading": step + 1 }, drawGlyph("unit"), ageMark(step + 1)),
      fill(WORDS.fading, { count }),
    ),
  );
}

/**
 * Only the steps that units are at.
 * @param {HTMLElement} legend @param {import("../data/units.js").Units} units @param {() => boolean} stopped
 */
async function showAged(legend, units, stopped) {
  const steps = [...legend.querySelectorAll(".dm-aged")];
  if (!steps.length) return;
  const counts = await workOn(units, countAged(units), stopped);
  if (!counts) return;
  steps.forEach((step, number) => step.classList.toggle("dm-not-now", !counts[number + 1]));
  const list = /** @type {HTMLElement} */ (steps[0].parentElement);
  list.hidden = [...list.children].every((item) => item.classList.contains("dm-not-now"));
}

/** How many units are drawn fainter by each number of steps. Runs in slices. @param {import("../data/units.js").Units} units @returns {Generator<void, number[], void>} */
function* countAged(units) {
  /** @type {number[]} */
  const counts = [];
  for (let row = 0; row < units.count; row++) {
    if (isShown(units, row)) counts[fadingOf(units, row)] = (counts[fadingOf(units, row)] ?? 0) + 1;
    if (row % 8192 === 0) yield;
  }
  return counts;
}

/** @param {import("../data/scene.js").Scene} scene @returns {HTMLElement[]} the marks of statuses */
function statusRows({ statuses }) {
  /** @type {Record<string, string>} */
  const names = {
    planned: WORDS.statusPlanned,
    damaged: WORDS.statusDamaged,
    destroyed: WORDS.statusDestroyed,
    ready: WORDS.statusReady,
  };
  const marked = statuses.some(({ mark }) => mark !== "present") ? statuses : [];
  return marked.map(({ mark, words }) =>
    html(
      "li",
      {},
      html("span", { class: "dm-key", "data-mark": mark }, drawGlyph("unit")),
      words.length ? html("span", OWN, capital(listWords(words))) : names[mark],
    ),
  );
}

/**
 * @param {import("../data/scene.js").Scene} scene @param {import("../data/units.js").Units} units @returns {HTMLElement[]}
 */
function app6Rows(scene, units) {
  /** @type {Map<string, { words: string, sidc: string, lang: string }>} */
  const codes = new Map();
  for (const index of units.kinds()) {
    const [key, own] = [units.get(index, "kind_key"), units.get(index, "kind")];
    // what the program calls a kind is English: elsewhere the sheet's word comes first
    const isOwn = own && (!key || !scene.language.startsWith("en"));
    const words = capital((isOwn ? own : key) ?? WORDS.unit);
    if (!codes.has(key ?? words))
      codes.set(key ?? words, {
        words,
        sidc: units.get(index, "sidc20"),
        lang: isOwn ? scene.text_language : key ? "en" : scene.language,
      });
  }
  // the kind by itself: not damaged, and of no size, as its first unit may be
  const drawKind = (/** @type {string} */ sidc) => {
    const drawing = scene.symbols[kindAlone(sidc)] ?? scene.symbols[sidc];
    return drawing && drawSymbol(drawing, APP6);
  };
  return [...codes.values()].map(({ words, sidc, lang }) =>
    html(
      "li",
      {},
      html("span", { class: "dm-key dm-key-app6" }, drawKind(sidc)),
      html("span", { dir: "auto", lang: lang === scene.language ? null : lang }, words),
    ),
  );
}

/** @param {string} sidc @returns {string} the code of its kind, present and of no size, as Python has it */
function kindAlone(sidc) {
  return /^\d/.test(sidc)
    ? `${sidc.slice(0, 6)}0000${sidc.slice(10)}`
    : `${sidc.slice(0, 3)}P${sidc.slice(4, 10)}--${sidc.slice(12)}`;
}

/** @param {import("../data/scene.js").Scene} scene @returns {HTMLElement | null} */
function sideLegend(scene) {
  if (scene.sides.length < 2 && !scene.sides[0]?.name) return null;
  const rows = scene.sides.map(({ name }, index) =>
    html(
      "li",
      { "data-side": index, "data-column": "side", "data-value": name },
      html("span", { class: "dm-swatch" }),
      name ? html("span", OWN, name) : WORDS.noSide,
    ),
  );
  return html("ul", { class: "dm-legend-sides" }, ...rows);
}

/** @param {import("../data/scene.js").Scene} scene @returns {HTMLElement} */
function lineLegend(scene) {
  const { basemap, border_in_view, disputed_in_view } = scene;
  const line = (/** @type {string} */ name, /** @type {string} */ words) =>
    html(
      "li",
      {},
      svg(
        "svg",
        { width: 30, height: 14, "aria-hidden": "true", class: "dm-line-key" },
        svg("path", { d: "M1 7H29", class: `dm-line-case dm-case-${name}` }),
        svg("path", {
          d: "M1 7H29",
          class: ["border", "disputed"].includes(name) ? `dm-${name}` : `dm-line dm-line-${name}`,
        }),
      ),
      words,
    );
  const held = basemap.objects.held?.geometries?.[0]?.properties;
  const area =
    held &&
    html(
      "li",
      {},
      svg(
        "svg",
        { width: 30, height: 14, "aria-hidden": "true", class: "dm-line-key" },
        svg("rect", { x: 0.5, y: 0.5, width: 29, height: 13, class: "dm-held dm-held-key" }),
      ),
      (held.name ?? held.held_by) ? fill(WORDS.held, { name: held.name ?? held.held_by }) : WORDS.heldByOther,
    );
  return html(
    "ul",
    { class: "dm-legend-lines" },
    border_in_view &&
      basemap.objects.borders?.geometries.length > 0 &&
      line("border", basemap.objects.lines?.geometries.length ? WORDS.border : WORDS.plainBorder),
    disputed_in_view && line("disputed", WORDS.disputed),
    ...contactLines(basemap).map((name) => line("line_of_contact", name || WORDS.contact)),
    area,
    hasLine(basemap, "de_facto_line") && line("de_facto_line", WORDS.deFacto),
    ...plainLines(basemap).map((name) => line("line", name)),
    ...drawnLegend(scene),
  );
}

/**
 * @param {import("../data/scene.js").Scene} scene @param {(style: "classes" | "app6") => void} setStyle @returns {HTMLElement}
 */
function styleSwitch(scene, setStyle) {
  const option = (/** @type {"classes" | "app6"} */ style) =>
    html(
      "label",
      {},
      html("input", {
        type: "radio",
        name: "dm-style",
        value: style,
        checked: scene.symbol_style === style,
        onchange: () => setStyle(style),
      }),
      html("span", {}, WORDS[style]),
    );
  return html("fieldset", { class: "dm-switch" }, html("legend", {}, WORDS.symbols), option("classes"), option("app6"));
}
