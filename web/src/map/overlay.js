// Units, figures and labels on the map, laid out anew whenever the view changes.

import L from "leaflet";
import { drawCircles, figureCircles, scaleAt } from "./circles.js";
import { linePoints } from "./basemap.js";
import { html } from "../lib/dom.js";
import { readFacts } from "../data/facts.js";
import { spreadCircles, sumSides } from "./density/gathering.js";
import { allSites, isInView, NOTHING, sitesOf, unitsInView } from "./ground.js";
import { around, gather, grow, meets, placeLabels, placeStacks, unite } from "./layout.js";
import { addMark, leaderSvg, makePane, measureAll, putAt } from "./marks.js";
import { worldX, worldY } from "../data/points.js";
import { pickVersions, rowsOf } from "../data/scene.js";
import { holds, isFree, readShapes, shapeNamed } from "./shapes.js";
import { atOnce, inSlices, pause } from "../lib/slices.js";
import { SHOWN, stackElement, stackGrid, stackSize, withChosen } from "./stack.js";
import { figureLabel, noteLabel, placeLabel } from "./labels.js";
import { FEW } from "../data/units.js";
import { capital, fill, pageWidth, sumWords, WIDTHS, WORDS } from "../lib/words.js";

/**
 * @typedef {import("../data/scene.js").Row} Row
 * @typedef {import("./layout.js").Area} Area
 * @typedef {import("./ground.js").Ground} Ground
 * @typedef {{ kind: "unit" | "figure" | "stack", index: number, among?: number[], title?: string }} Choice a unit by its row, a figure by its
 *   annotation row, a stack by its first unit; `among`: the units of the stack, `title`: what it is called
 * @typedef {{ key: string, position: L.LatLng, units: number[], sites: number[], title: string }} Group units drawn as one stack
 * @typedef {{ label: import("./layout.js").Label, elements: HTMLElement[], position: L.LatLng, click?: () => void }} Entry
 */

// points nearer than this (px) are one stack; the second where there are more sites than FEW
const NEAR = { few: 10, many: 40 };
// about how much a letter of a country's name takes (px)
const LETTER = 11;
// where a figure of people stands that has no circle (px)
const POINT = 4;
// the ring at the chosen unit's place with a little room around it (px); style/marks.css has its size
const RING = 48;

/**
 * @param {L.Map} map @param {import("../data/scene.js").Scene} scene
 * @param {{ units: import("../data/units.js").Units, choose: (choice: Choice, from: Element | null) => void, measureIn: HTMLElement, cover: HTMLElement,
 *   tell: (state: "drawing" | "ready") => void }} page
 */
export function createOverlay(map, scene, page) {
  makePane(map, "dm-crowd", 410);
  makePane(map, "dm-circles", 420);
  makePane(map, "dm-labels", 610);
  makePane(map, "dm-stacks", 620);
  makePane(map, "dm-chosen", 630).style.pointerEvents = "none";
  /** @type {Row[]} */
  const annotations = rowsOf(scene.annotations).map((row, index) => ({ ...row, index }));
  // known when the base map's arcs are
  let contact = linePoints(scene.basemap);
  const isOfPeople = scene.circles.of === "troops";
  let shapes = /** @type {import("./shapes.js").Shapes | null} */ (null);
  const circles = L.layerGroup().addTo(map);
  const labels = L.layerGroup().addTo(map);
  const stacks = L.layerGroup().addTo(map);
  const chosenPlace = L.layerGroup().addTo(map);
  const state = {
    style: scene.symbol_style,
    chosen: /** @type {Choice | null} */ (null),
    drawnAt: "",
    groups: /** @type {(Group & { box: Area, leader: import("./layout.js").Line | null })[]} */ ([]),
    // what is drawn as symbols; a map of few units has all of them in it, at any view
    ...(page.units.large ? NOTHING : allSites(scene, page.units)),
    // where there are too many units for symbols
    isCrowd: false,
    // whether the chosen unit stands where another would
    isLifted: false,
    scale: /** @type {import("./density/crowd.js").Scale | null} */ (null),
  };
  const fewFacts = page.units.large ? null : atOnce(readFacts(page.units, scene));
  /** @type {{ points: import("./density/crowd.js").Points, crowd: ReturnType<typeof import("./density/crowd.js").createCrowd>,
   *   facts: import("./density/crowd.js").Facts, few: () => void } | null} */
  let large = null;
  // counts the drawings begun of a large map, which takes its time: the newest one says when all is drawn
  let turn = 0;
  let layTurn = 0;

  /**
   * Of a large map, take up the units in view, if they are not too many, and those that are never without a symbol: the chosen one, and
   * the one with the focus.
   * @param {NonNullable<typeof large>} from
   */
  function survey({ points }) {
    const zoom = map.getZoom();
    if (state.region?.zoom === zoom && isInView(map, state.region.box)) return;
    const { box, rows } = unitsInView(map, points);
    state.isCrowd = rows === null;
    const drawn = [...new Set([...(rows ?? []), ...keptUnits()])];
    const surveyed = rows ? `${zoom} ${box.minX} ${box.minY}` : drawn.join(" ");
    Object.assign(state, sitesOf(drawn, page.units), { region: rows && { zoom, box }, surveyed });
  }

  /** @param {number[]} indices of units @returns {import("./density/gathering.js").Sum[]} */
  function sumUnits(indices) {
    const facts = large?.facts ?? fewFacts;
    return facts ? sumSides(indices, facts) : [];
  }

  /** @returns {number[]} */
  function keptUnits() {
    const focused = document.activeElement?.closest("[data-index]")?.getAttribute("data-index");
    const chosen = state.chosen?.kind === "unit" ? [state.chosen.index] : [];
    return [...new Set([...chosen, ...(focused ? [Number(focused)] : [])])];
  }

  /**
   * Stacks keep from one zoom to the next as long as nothing about them changes: the focus stays where it is. Runs in slices; the new ones
   * come all at once.
   * @returns {Generator<void, void, void>}
   */
  function* drawStacks() {
    const key = `${map.getZoom()} ${state.style} ${listsUnits()} ${state.surveyed}`;
    if (key === state.drawnAt) return;
    const groups = yield* groupSites(
      map,
      state,
      (indices) =>
        stackSize(stackGrid(withChosen(indices, state.chosen).slice(0, SHOWN).map(page.units.row), scene, state.style)),
      page.units,
    );
    const elements = [];
    for (const group of groups) {
      elements.push(stackElement(group, scene, page, state));
      yield;
    }
    state.drawnAt = key;
    state.groups = groups;
    const focused = document.activeElement?.closest("[data-unit]")?.getAttribute("data-unit");
    stacks.clearLayers();
    for (const [number, { position, leader, box }] of groups.entries()) {
      const mark = addMark(map, "dm-stacks", position, elements[number]);
      if (leader) mark.root.prepend(html("span", { class: "dm-dot" }), leaderSvg(leader));
      putAt(elements[number], box.minX, box.minY);
      stacks.addLayer(mark.marker);
    }
    markChosen();
    if (focused) focusUnit(focused);
  }

  /** @param {Choice} choice @returns {[lat: number, lon: number] | null} null for what is no unit, or one without a position */
  function placeOf({ kind, index }) {
    const [lat, lon] = kind === "unit" ? [page.units.get(index, "lat"), page.units.get(index, "lon")] : [];
    return lat == null || lon == null ? null : [lat, lon];
  }

  /** @param {(position: L.LatLng) => L.Point} at @returns {Area | null} what the ring at the chosen unit's place covers */
  function ringArea(at) {
    const place = state.chosen && placeOf(state.chosen);
    if (!place) return null;
    const { x, y } = at(L.latLng(place));
    return around(x, y, RING, RING);
  }

  /** Tell of each unit's symbol whether it is the chosen one, and ring the chosen one's place. */
  function markChosen() {
    const { chosen } = state;
    chosenPlace.clearLayers();
    const place = chosen && placeOf(chosen);
    if (place)
      chosenPlace.addLayer(
        addMark(map, "dm-chosen", place, html("div", { class: "dm-chosen", "aria-hidden": "true" })).marker,
      );
    for (const button of map.getPane("dm-stacks")?.querySelectorAll("[data-index]") ?? []) {
      if (chosen?.kind === "unit" && button.getAttribute("data-index") === String(chosen.index))
        button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  function drawCircleMarks() {
    circles.clearLayers();
    // in a crowd the picture has the circles
    for (const { lat, lon, side, rings, x, y } of state.isCrowd ? [] : siteCircles()) {
      const circle = drawCircles(rings);
      const mark = addMark(map, "dm-circles", [lat, lon], circle);
      circle.style.left = `${x}px`;
      circle.style.top = `${y}px`;
      mark.root.setAttribute("data-side", String(side));
      circles.addLayer(mark.marker);
    }
    for (const row of shownAnnotations()) {
      if (row.role !== "figure") continue;
      const rings = ringsOf(row);
      const mark = addMark(map, "dm-circles", [row.lat, row.lon], figureButton(row, rings));
      circles.addLayer(mark.marker);
    }
  }

  /**
   * Each side's circle at each site; those of several sides stand around it.
   * @returns {{ lat: number, lon: number, side: number, rings: ReturnType<typeof figureCircles>, x: number, y: number }[]} `x`, `y`: px from the site
   */
  function siteCircles() {
    return state.sites.flatMap(({ lat, lon }, number) => {
      const drawn = sumUnits(state.members[number])
        .map((sum) => ({ side: sum.side, rings: figureCircles(sum, scale()) }))
        .filter(({ rings }) => rings.length);
      const places = spreadCircles(drawn.map(({ rings }) => rings[0].radius));
      return drawn.map((one, at) => ({ ...one, ...places[at], lat, lon }));
    });
  }

  /** @param {Row} row @param {{ radius: number, bound: boolean }[]} rings */
  function figureButton(row, rings) {
    const chosen = state.chosen?.kind === "figure" && state.chosen.index === row.index;
    const label = figureLabel(row, scene.language, true).textContent ?? "";
    /** @type {import("../lib/dom.js").Attributes} */
    const attributes = {
      type: "button",
      class: isOfPeople ? "dm-figure" : "dm-figure dm-figure-point",
      "aria-label": label,
      "aria-current": chosen ? "true" : null,
    };
    const button = html(
      "button",
      { ...attributes, onclick: () => page.choose({ kind: "figure", index: row.index }, button) },
      drawCircles(rings),
    );
    return button;
  }

  /** The circles of an annotation's figure; people have none where circles show another number: a point. @param {Row} row */
  function ringsOf(row) {
    return isOfPeople ? figureCircles(row, scale()) : [{ radius: POINT, bound: false }];
  }

  function scale() {
    return (state.isCrowd && state.scale) || scaleAt(scene.circles, pageWidth());
  }

  function listsUnits() {
    return pageWidth() >= WIDTHS.lists;
  }

  function shownAnnotations() {
    return pickVersions(annotations, pageWidth());
  }

  function drawLabels() {
    atOnce(layLabels());
  }

  /** Runs in slices; gives up where labels are laid anew meanwhile. @returns {Generator<void, void, void>} */
  function* layLabels() {
    const mine = ++layTurn;
    if (!shapes && scene.basemap.arcs.length) shapes = yield* readShapes(scene.basemap);
    const size = map.getSize();
    // the map may be moved between two slices
    const origin = map.containerPointToLayerPoint([0, 0]);
    const view = { minX: 3, minY: 3, maxX: size.x - 3, maxY: size.y - 3 };
    const near = grow({ minX: 0, minY: 0, maxX: size.x, maxY: size.y }, 0.25 * size.x);
    const at = (/** @type {L.LatLng} */ position) => map.latLngToLayerPoint(position).subtract(origin);
    const all = state.groups.map((group) => ({ group, box: shift(group.box, at(group.position)) }));
    const groups = all.filter(({ box }) => meets(box, near));
    const rings = ringAreas(map, state.isCrowd ? [] : siteCircles(), shownAnnotations(), ringsOf).filter((area) =>
      meets(area, near),
    );
    const ringed = ringArea(at);
    const entries = [
      ...figureEntries(at),
      // the label of what the ring is around stands beside the ring
      ...groups.map(({ group, box }) => groupEntry(group, ringed && meets(ringed, box) ? unite(ringed, box) : box)),
      ...textEntries(at),
    ].filter((entry) => meets(entry.label.anchor, near));
    measureEntries(entries);
    const lines = groups.flatMap(({ group }) => (group.leader ? [shiftLine(group.leader, at(group.position))] : []));
    const hard = [...all.map(({ box }) => box), ...(ringed ? [ringed] : []), ...coveredAreas(map, page.cover)];
    const gathered = large && state.isCrowd ? large.crowd.areas() : [];
    if (!contact.length) contact = linePoints(scene.basemap);
    const soft = [...rings, ...gathered, ...lineAreas(map, contact).filter((area) => meets(area, near))];
    const points = new Map(entries.map(({ label, position }) => [label.id, at(position)]));
    yield;
    const placed = yield* placeLabels(
      entries.map((entry) => entry.label),
      { hard, soft, lines, view },
    );
    if (mine !== layTurn) return;
    labels.clearLayers();
    const byId = new Map(entries.map((entry) => [entry.label.id, entry]));
    for (const place of placed)
      showLabel(/** @type {Entry} */ (byId.get(place.id)), place, /** @type {L.Point} */ (points.get(place.id)));
  }

  /** @param {Entry} entry @param {import("./layout.js").Placed} place @param {L.Point} point where it stood when it was placed */
  function showLabel(entry, place, point) {
    const element = entry.elements[place.size];
    const mark = addMark(map, "dm-labels", entry.position, element);
    element.dataset.beside = place.side;
    putAt(element, place.box.minX - point.x, place.box.minY - point.y);
    if (place.leader) mark.root.prepend(leaderSvg(shiftLine(place.leader, { x: -point.x, y: -point.y })));
    labels.addLayer(mark.marker);
  }

  /** @param {Group} group @param {Area} box @returns {Entry} */
  function groupEntry(group, box) {
    const pick = (/** @type {number} */ index) => page.choose({ kind: "unit", index }, null);
    const units = group.units.map((index) => ({ index, label: page.units.get(index, "label") }));
    const troops = troopLines(group.units);
    const title = group.title || units[0].label;
    const full = listsUnits() && units.length && group.title ? [placeLabel(title, troops, units, pick)] : [];
    const elements = [...full, placeLabel(title, troops, [], pick)];
    return { label: entryLabel(`g${group.key}`, grow(box, 1), "beside"), elements, position: group.position };
  }

  /** The troops of units that stand together: of several sides each has its own line. @param {number[]} indices @returns {string[]} */
  function troopLines(indices) {
    const sums = sumUnits(indices);
    return sums.flatMap((sum) => {
      const words = sumWords(sum, scene.language, scene.circles.unit);
      if (words === null) return [];
      return [
        sums.length > 1
          ? fill(WORDS.ofSide, { side: scene.sides[sum.side].name || WORDS.noSide, words })
          : capital(words),
      ];
    });
  }

  /** @param {(position: L.LatLng) => L.Point} at @returns {Entry[]} */
  function figureEntries(at) {
    return shownAnnotations()
      .filter((row) => row.role === "figure")
      .map((row) => {
        const position = L.latLng(row.lat, row.lon);
        const { x, y } = at(position);
        const radius = ringsOf(row)[0]?.radius ?? 0;
        const elements = [figureLabel(row, scene.language, shortTexts())];
        return {
          label: entryLabel(`f${row.index}`, around(x, y, 2 * radius, 2 * radius), "beside"),
          elements,
          position,
        };
      });
  }

  function shortTexts() {
    return pageWidth() < WIDTHS.lists;
  }

  /** How wide degrees of longitude are drawn, px. @param {number} degrees */
  function drawnWidth(degrees) {
    return (degrees / 360) * 256 * 2 ** map.getZoom();
  }

  /** Lines' labels, then those of countries and seas, then notes. @param {(position: L.LatLng) => L.Point} at @returns {Entry[]} */
  function textEntries(at) {
    const order = ["line", "water", "country", "note"];
    /** @type {Row[]} */
    const rows = shownAnnotations().filter((row) => order.includes(row.role) && row.lat != null && row.lon != null);
    /** @type {Row[]} */
    const countries = rowsOf(scene.country_labels)
      .filter(({ name, width }) => drawnWidth(width) > LETTER * name.length)
      .map((row, index) => ({ ...row, text: row.name, role: "country", index: `c${index}` }));
    return [...rows, ...countries]
      .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
      .map((row) => {
        const position = L.latLng(row.lat, row.lon);
        const { x, y } = at(position);
        const elements = [noteLabel(row, shortTexts())];
        const manner = row.role === "line" ? "callout" : "slide";
        const label = { ...entryLabel(`t${row.index}`, around(x, y, 4, 4), manner), fits: fitOf(row) };
        return { label, elements, position };
      });
  }

  /**
   * A name stands within what it names in this view, or nowhere: that of a country or region on its land, that of a sea on no land.
   * @param {Row} row @returns {((box: Area) => boolean) | undefined} undefined for what is no such name
   */
  function fitOf({ role, text, area, lat, lon }) {
    if (!shapes || (role !== "country" && role !== "water")) return undefined;
    const { countries } = shapes;
    const named = role === "country" ? shapeNamed(shapes, [text, area], worldX(lon), worldY(lat)) : null;
    const world = 256 * 2 ** map.getZoom();
    const corner = /** @type {L.Point} */ (map.getPixelBounds().min);
    return ({ minX, minY, maxX, maxY }) => {
      const box = {
        minX: (minX + corner.x) / world,
        minY: (minY + corner.y) / world,
        maxX: (maxX + corner.x) / world,
        maxY: (maxY + corner.y) / world,
      };
      return named ? holds(named, box) : isFree(countries, box);
    };
  }

  /** Give all labels their sizes. @param {Entry[]} entries */
  function measureEntries(entries) {
    const sizes = measureAll(
      entries.flatMap((entry) => entry.elements),
      page.measureIn,
    );
    for (const { label, elements } of entries) label.sizes = sizes.splice(0, elements.length);
  }

  function drawAll() {
    atOnce(drawStacks());
    drawCircleMarks();
    drawLabels();
  }

  /**
   * A large map's symbols go when the picture that has their units is there, and come before it goes.
   * @param {NonNullable<typeof large>} from @param {() => boolean} isOld whether another drawing was begun @param {() => Promise<void>} [wait]
   */
  async function drawLarge(from, isOld, wait) {
    survey(from);
    map.getContainer().classList.toggle("dm-crowded", state.isCrowd);
    if (state.isCrowd) {
      from.crowd.layer.addTo(map);
      await from.crowd.draw(wait);
      if (!state.isCrowd) return;
    }
    // many symbols take their time, and so do their circles and labels
    await inSlices(drawStacks(), { stopped: isOld });
    if (isOld()) return;
    if (!state.isCrowd) {
      from.crowd.layer.remove();
      from.few();
    }
    const { surveyed } = state;
    await pause();
    if (surveyed !== state.surveyed) return;
    drawCircleMarks();
    await pause();
    if (surveyed === state.surveyed) await inSlices(layLabels(), { stopped: isOld });
  }

  return {
    /** @param {() => Promise<void>} [wait] between slices @returns {Promise<void>} */
    async draw(wait) {
      if (!large) {
        drawAll();
        return;
      }
      const mine = ++turn;
      page.tell("drawing");
      await drawLarge(large, () => mine !== turn, wait);
      if (mine === turn) page.tell("ready");
    },
    drawLabels,
    /** @param {NonNullable<typeof large>} from `few` is called when units are drawn as symbols */
    setLarge(from) {
      large = from;
    },
    /** @param {import("./density/crowd.js").Scale} scale of the circles of a crowd */
    setScale(scale) {
      state.scale = scale;
    },
    isCrowd: () => state.isCrowd,
    style: () => state.style,
    /** @param {"classes" | "app6"} style */
    setStyle(style) {
      state.style = style;
      this.draw();
    },
    /** @param {Choice | null} choice */
    setChosen(choice) {
      state.chosen = choice;
      markChosen();
      // a symbol that stood behind a stack's number comes forward, and goes back
      const isHidden =
        choice !== null &&
        placeOf(choice) !== null &&
        !map.getPane("dm-stacks")?.querySelector(`[data-index="${choice.index}"]`);
      if (isHidden || state.isLifted) state.drawnAt = "";
      state.isLifted = isHidden;
      if (isHidden || state.drawnAt === "" || state.isCrowd) this.draw();
      else drawCircleMarks();
    },
  };
}

/**
 * A label whose size is not known yet.
 * @param {string} id @param {Area} anchor @param {import("./layout.js").Manner} manner @returns {import("./layout.js").Label}
 */
function entryLabel(id, anchor, manner) {
  return { id, anchor, manner, sizes: [] };
}

/** @param {string} id of a unit */
function focusUnit(id) {
  const button = document.querySelector(`[data-unit="${CSS.escape(id)}"]`);
  if (button instanceof HTMLElement) button.focus({ preventScroll: true });
}

/**
 * @param {L.Map} map @param {Ground} ground
 * @param {(indices: number[]) => import("./layout.js").Size & { x: number, y: number }} sizeOf
 * @param {import("../data/units.js").Units} units
 * @returns {Generator<void, (Group & { box: Area, leader: import("./layout.js").Line | null })[], void>} boxes and lines are offsets from the
 *   position. Runs in slices
 */
function* groupSites(map, { sites, members }, sizeOf, units) {
  const zoom = map.getZoom();
  const points = sites.map((site) => map.project([site.lat, site.lon], zoom));
  let groups = gather(points, sites.length > FEW ? NEAR.many : NEAR.few);
  for (let round = 0; round < 8; round++) {
    const stacks = groups.map((group, number) => {
      const { width, height, x: inX, y: inY } = sizeOf(group.flatMap((site) => members[site]));
      return { id: String(number), ...xy(points[group[0]]), width, height, inX, inY };
    });
    yield;
    const { placed, joins } = placeStacks(stacks);
    yield;
    if (joins.size === 0 || round === 7)
      return placed.map((place) => makeGroup(groups[Number(place.id)], place, { sites, members, units }));
    groups = joinGroups(groups, joins);
  }
  return [];
}

/** @param {number[][]} groups @param {Map<string, string>} joins @returns {number[][]} */
function joinGroups(groups, joins) {
  const joined = groups.map((group) => [...group]);
  for (const [from, to] of joins) {
    joined[Number(to)].push(...joined[Number(from)]);
    joined[Number(from)] = [];
  }
  return joined.filter((group) => group.length);
}

/**
 * @param {number[]} group @param {import("./layout.js").PlacedStack} place
 * @param {{ sites: Row[], members: number[][], units: import("../data/units.js").Units }} tables
 */
function makeGroup(group, { x, y, box, leader }, { sites, members, units }) {
  const first = sites[group[0]];
  const indices = group.flatMap((site) => members[site]);
  return {
    key: indices
      .slice(0, SHOWN)
      .map((index) => units.get(index, "id"))
      .join(" "),
    position: L.latLng(first.lat, first.lon),
    units: indices,
    sites: group,
    title: groupTitle(indices, units),
    box: shift(box, { x: -x, y: -y }),
    leader: leader && shiftLine(leader, { x: -x, y: -y }),
  };
}

/**
 * What units that stand together are called: by the place that all of them share, else by how many they are, never by one of them.
 * @param {number[]} indices @param {import("../data/units.js").Units} units @returns {string} "" where it is one unit without a place
 */
function groupTitle(indices, units) {
  const place = units.get(indices[0], "place");
  if (place && indices.every((index) => units.get(index, "place") === place)) return place;
  return indices.length > 1 ? fill(WORDS.unitCount, { count: indices.length }) : "";
}

/**
 * The areas of the circles, for labels to keep off.
 * @param {L.Map} map @param {{ lat: number, lon: number, rings: { radius: number }[], x: number, y: number }[]} circles @param {Row[]} annotations
 * @param {(row: Row) => { radius: number }[]} ringsOf a figure, the largest first @returns {Area[]}
 */
function ringAreas(map, circles, annotations, ringsOf) {
  const figures = annotations
    .filter((row) => row.role === "figure")
    .map((row) => ({ lat: row.lat, lon: row.lon, x: 0, y: 0, radius: ringsOf(row)[0]?.radius ?? 0 }));
  return [...circles.map((one) => ({ ...one, radius: one.rings[0].radius })), ...figures].map(
    ({ lat, lon, x, y, radius }) => {
      const at = map.latLngToContainerPoint([lat, lon]);
      return around(at.x + x, at.y + y, 2 * radius + 2, 2 * radius + 2);
    },
  );
}

/**
 * Small areas along the lines of contact, some px apart.
 * @param {L.Map} map @param {[lon: number, lat: number][]} points @returns {Area[]}
 */
function lineAreas(map, points) {
  const drawn = points.map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]));
  return drawn.flatMap((end, index) => {
    const start = drawn[index - 1] ?? end;
    const steps = Math.min(Math.ceil(start.distanceTo(end) / 8), 200);
    return Array.from({ length: steps }, (_, step) => {
      const part = (step + 1) / steps;
      return around(start.x + part * (end.x - start.x), start.y + part * (end.y - start.y), 6, 6);
    });
  });
}

/**
 * The areas that the map's controls and the open panel cover, px of the container.
 * @param {L.Map} map @param {HTMLElement} cover @returns {Area[]}
 */
function coveredAreas(map, cover) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control, .dm-outside"), cover]
    .map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return grow(
        { minX: left - frame.left, minY: top - frame.top, maxX: right - frame.left, maxY: bottom - frame.top },
        4,
      );
    })
    .filter((area) => area.maxX - area.minX > 8);
}

/** @param {Area} box @param {{ x: number, y: number }} by @returns {Area} */
function shift(box, { x, y }) {
  return { minX: box.minX + x, minY: box.minY + y, maxX: box.maxX + x, maxY: box.maxY + y };
}

/** @param {import("./layout.js").Line} line @param {{ x: number, y: number }} by @returns {import("./layout.js").Line} */
function shiftLine([x1, y1, x2, y2], { x, y }) {
  return [x1 + x, y1 + y, x2 + x, y2 + y];
}

/** @param {{ x: number, y: number }} point */
function xy({ x, y }) {
  return { x, y };
}
