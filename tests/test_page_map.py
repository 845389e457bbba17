"""Nothing false on the map: what is drawn stands where it is, and says what the rows say."""

from __future__ import annotations

import csv
import io
import json
import math
import random
import re
from collections import Counter
from itertools import accumulate

import pytest
import shapely

from conftest import FEW, drawn
from test_page_browser import IS_ON_TOP, place_of

# lone units at the edges of the world, and beyond where Mercator ends
EDGES = [
    (84.9, 0),
    (85.2, 40),
    (89.9, -60),
    (90, 100),
    (-84.9, 10),
    (-85.3, -70),
    (-90, 60),
    (10, 180),
    (-20, -180),
    (84, 179.9),
    (-84, -179.9),
    (0, 0),
    (70, 27),
    (-33, 22),
]
SIZES = [(1280, 800, 1), (900, 1000, 2), (375, 812, 3)]

# what is painted of the crowd, as a copy whose pixels can be read
CANVAS = """
  const canvas = document.querySelector('canvas.dm-crowd');
  const [map, box] = [deploymap.map, canvas.getBoundingClientRect()];
  const frame = map.getContainer().getBoundingClientRect();
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
    .getContext('2d', {willReadFrequently: true});
  copy.drawImage(canvas, 0, 0);
"""
# for each place, how far (px) the nearest painted pixel is from where the map says that it is;
# 99 where there is none near by, null outside the view
PAINTED = (
    f"places => {{{CANVAS}"
    + """
  const [dx, dy] = [frame.left - box.left, frame.top - box.top];
  const ratio = canvas.width / box.width;
  return places.map(place => {
    const {x, y} = map.latLngToContainerPoint(place);
    if (x < 0 || y < 0 || x > frame.width || y > frame.height) return null;
    const [left, top] = [Math.round((x + dx - 10) * ratio), Math.round((y + dy - 10) * ratio)];
    const size = Math.round(20 * ratio);
    const {data} = copy.getImageData(left, top, size, size);
    let far = 99;
    for (let at = 0; at < size * size; at++) if (data[4 * at + 3] > 200) {
      const [column, line] = [left + at % size + 0.5, top + Math.floor(at / size) + 0.5];
      far = Math.min(far, Math.hypot(column / ratio - dx - x, line / ratio - dy - y));
    }
    return far;
  });
}
"""
)


def sheet(rows: list[dict[str, object]]) -> str:
    """Return a CSV file of rows; a column that a row has not is blank there."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def world_of_marks() -> list[dict[str, object]]:
    """Return many units in France, so that they are marks, and lone ones at the world's edges."""
    rows: list[dict[str, object]] = [
        {"name": f"Unit {n}", "lat": 44 + n % 47 / 10, "lon": n % 61 / 10, "troops": 10}
        for n in range(2100)
    ]
    edges = [{"name": f"Edge {n}", "lat": lat, "lon": lon} for n, (lat, lon) in enumerate(EDGES)]
    return rows + edges


@pytest.fixture(scope="module")
def edges_page(tmp_path_factory):
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("edges")
    (folder / "units.csv").write_text(sheet(world_of_marks()), encoding="utf-8")
    return build_file(folder).output


@pytest.mark.parametrize(("width", "height", "ratio"), SIZES)
def test_marks_are_painted_where_the_map_says_that_units_are(
    edges_page, open_page, width, height, ratio
):
    with open_page(edges_page, width=width, height=height, device_scale_factor=ratio) as page:
        check_painted(page)
        lowest = page.evaluate("deploymap.map.getMinZoom()")
        seen = set()
        for zoom in (lowest, lowest + 0.7, 3):
            for place in [(47, 3), *EDGES]:
                go_to(page, *place, zoom)
                if page.locator("canvas.dm-crowd").count():
                    seen |= check_painted(page)
        assert seen == set(range(len(EDGES)))
        go_to(page, 60, 3, 2)
        page.evaluate("void deploymap.map.setMaxBounds(null)")
        north = page.evaluate("deploymap.map.latLngToContainerPoint([85.06, 3]).y")
        page.evaluate("y => void deploymap.map.panBy([0, y], {animate: false})", north - 60)
        drawn(page)
        assert page.evaluate("deploymap.map.getBounds().getNorth()") > 85.06
        check_painted(page)


def check_painted(page) -> set[int]:
    """Compare marks with the map; return which of the edges were in view."""
    found = page.evaluate(PAINTED, EDGES)
    seen = {n for n, far in enumerate(found) if far is not None}
    assert [EDGES[n] for n in seen if not found[n] < 1.5] == []
    return seen


def go_to(page, lat: float, lon: float, zoom: float) -> None:
    move = "([at, zoom]) => void deploymap.map.setView(at, zoom, {animate: false})"
    page.evaluate(move, [[lat, lon], zoom])
    drawn(page)


# what is written on the land, with its box, the map's frame, and what it must keep off, px
WRITTEN = """
() => {
  const box = e => {
    const {left, top, right, bottom} = e.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const all = selector => [...document.querySelectorAll('.folium-map ' + selector)];
  const kinds = ['country', 'water', 'note', 'line', 'figure', 'place'];
  const labels = all('.dm-label').map(e => ({
    kind: kinds.find(kind => e.classList.contains('dm-label-' + kind)),
    text: e.textContent, box: box(e),
  }));
  const circles = all('.dm-circle .dm-ring').map(box);
  const fronts = all('path.dm-line').flatMap(path => {
    const matrix = path.getScreenCTM();
    const steps = Math.ceil(path.getTotalLength() / 3);
    return Array.from({length: steps}, (_, step) => {
      const {x, y} = path.getPointAtLength(3 * step).matrixTransform(matrix);
      return [x, y];
    });
  });
  const map = deploymap.map;
  const {x, y} = map.getPixelBounds().min;
  return {labels, circles, fronts, frame: box(map.getContainer()), corner: [x, y],
    world: 256 * 2 ** map.getZoom()};
}
"""


def countries_of(page) -> dict[str, object]:
    """Return the outlines of the countries that a page draws, in the Mercator world of 0 to 1."""
    scene = json.loads(page.locator("#deploymap-scene").text_content())
    topology = scene["basemap"]
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        [
            world_of(kx * x + dx, ky * y + dy)
            for x, y in zip(*map(accumulate, zip(*arc, strict=True)), strict=True)
        ]
        for arc in topology["arcs"]
    ]

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return [point for part in parts for point in part]

    shapes = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        drawn_as = [shapely.Polygon(ring(p[0]), [ring(hole) for hole in p[1:]]) for p in polygons]
        shapes[country["properties"]["name"]] = shapely.make_valid(shapely.MultiPolygon(drawn_as))
    return shapes


def world_of(lon: float, lat: float) -> tuple[float, float]:
    sine = math.sin(math.radians(lat))
    return lon / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def faults_of_labels(page, countries) -> list[str]:
    """Return what is wrong with the labels of the view."""
    found = page.evaluate(WRITTEN)
    left, top, right, bottom = found["frame"]
    faults = []
    for label in found["labels"]:
        kind, text, (x1, y1, x2, y2) = label["kind"], label["text"], label["box"]
        if x2 <= left or x1 >= right or y2 <= top or y1 >= bottom:
            continue
        if x1 < left or y1 < top or x2 > right or y2 > bottom:
            faults.append(f"{text} is cut off")
        if kind in ("figure", "place"):
            continue
        if any(x1 < x < x2 and y1 < y < y2 for x, y in found["fronts"]):
            faults.append(f"{text} is over a line")
        for circle in found["circles"]:
            radius, cx, cy = (
                (circle[2] - circle[0]) / 2,
                (circle[0] + circle[2]) / 2,
                (circle[1] + circle[3]) / 2,
            )
            if math.hypot(cx - min(max(cx, x1), x2), cy - min(max(cy, y1), y2)) < radius:
                faults.append(f"{text} is over a circle")
        edges = [
            (x - base + corner) / found["world"]
            for x, base, corner in zip(
                (x1, y1, x2, y2), (left, top) * 2, found["corner"] * 2, strict=True
            )
        ]
        box = shapely.box(*edges)
        if kind == "country" and not countries[text].covers(box):
            faults.append(f"{text} is not within its country")
        if kind == "water" and any(shape.intersects(box) for shape in countries.values()):
            faults.append(f"{text} is on land")
    return faults


@pytest.mark.parametrize(
    ("width", "height"),
    [(1280, 800), (900, 1000), (760, 760), (680, 760), (600, 900), (375, 812), (320, 640)],
)
def test_what_is_written_on_the_land_is_whole_and_where_it_belongs(
    page_of, open_page, width, height
):
    kinds = Counter()
    with open_page(page_of(FEW), width=width, height=height) as page:
        countries = countries_of(page)
        assert faults_of_labels(page, countries) == []
        lowest, highest = page.evaluate("[deploymap.map.getMinZoom(), deploymap.map.getMaxZoom()]")
        for lat, lon in [(48, 39), (46, 34), (54, 28), (44, 44)]:
            zoom = lowest
            while zoom < highest:
                go_to(page, lat, lon, zoom)
                assert faults_of_labels(page, countries) == [], (lat, lon, zoom)
                kinds.update(label["kind"] for label in page.evaluate(WRITTEN)["labels"])
                zoom += 0.6
    assert kinds["country"] > 20
    # on the least page buttons, names and what is between them and their symbols leave room for few
    assert kinds["line"] > (3 if width > 320 else 1)
    assert min(kinds["note"], kinds["water"]) > 2 or width < 600


@pytest.mark.parametrize("width", [1280, 900, 600, 375])
def test_the_name_of_a_place_stands_in_its_own_country(page_of, open_page, width):
    with open_page(page_of(FEW), width=width, height=740) as page:
        ukraine = countries_of(page)["Ukraine"]
        name = page.locator(".dm-label-place b", has_text="Luhansk")
        left, top, right, bottom = name.evaluate(
            """name => {
              const range = document.createRange();
              range.selectNodeContents(name);
              const {x, y, width, height} = range.getBoundingClientRect();
              const frame = deploymap.map.getContainer().getBoundingClientRect();
              const all = [[x, y], [x + width, y + height]].map(([x, y]) =>
                deploymap.map.containerPointToLatLng([x - frame.x, y - frame.y]));
              return all.flatMap(({lat, lng}) => [lng, lat]);
            }"""
        )
        box = shapely.box(*world_of(left, top), *world_of(right, bottom))
        assert ukraine.intersection(box).area > 0.5 * box.area


STACK = 30


def one_place(count: int) -> list[dict[str, object]]:
    """Return so many units at one place, and one at another."""
    rows = [
        {"id": f"P{n}", "name": f"Unit {n}", "side": "Blue", "lat": 50, "lon": 30}
        for n in range(count)
    ]
    return [{"id": "far", "name": "Far", "side": "Blue", "lat": 52, "lon": 34}, *rows]


@pytest.mark.parametrize("width", [1280, 375])
def test_what_stands_behind_a_stacks_number_is_a_list(make_page, open_page, width):
    with open_page(make_page(units=sheet(one_place(STACK))), width=width) as page:
        more = page.get_by_role("button", name=f"{STACK - 8} more units here")
        more.focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("complementary", name=f"{STACK} units")
        names = panel.get_by_role("listitem").get_by_role("button").all_text_contents()
        assert names == [f"Unit {n}" for n in range(STACK)]
        panel.get_by_role("button", name="Unit 29", exact=True).click()
        seen = [page.get_by_role("heading", level=2, name=re.compile("^Unit ")).text_content()]
        assert page.get_by_text(f"{STACK} of {STACK}", exact=True).is_visible()
        for _ in range(STACK):
            page.get_by_role("button", name="Next unit").click()
            seen.append(page.locator(".dm-panel h2").text_content())
        assert seen == ["Unit 29", *(f"Unit {n}" for n in range(STACK))]
        page.get_by_role("button", name="All units here").click()
        assert panel.get_by_role("listitem").count() == STACK
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.closest('.folium-map') !== null")


@pytest.mark.parametrize("place", [0, 7, 8, 20, 29])
def test_the_chosen_unit_is_seen_whatever_it_was_gathered_into(make_page, open_page, place):
    with open_page(make_page(units=sheet(one_place(STACK)))) as page:
        before = page.locator(".dm-unit").all_text_contents()
        page.evaluate(f"deploymap.select('P{place}')")
        check_chosen(page, f"P{place}", 50, 30)
        page.evaluate("deploymap.map.setZoom(3, {animate: false}) && null")
        drawn(page)
        check_chosen(page, f"P{place}", 50, 30)
        page.evaluate("deploymap.select('far')")
        check_chosen(page, "far", 52, 34)
        assert page.locator(f"[data-unit=P{place}]").count() == (place < 8)
        page.evaluate("deploymap.select(null)")
        assert page.locator(".dm-chosen").count() == 0
        assert page.locator(".dm-unit").all_text_contents() == before


@pytest.mark.parametrize("count", [400, 2500])
def test_the_chosen_one_of_many_is_seen_too(make_page, open_page, count):
    chance = random.Random(count)
    rows = [
        {
            "id": f"M{n}",
            "name": f"Unit {n}",
            "lat": round(chance.uniform(45, 53), 3),
            "lon": round(chance.uniform(25, 40), 3),
        }
        for n in range(count)
    ]
    with open_page(make_page(units=sheet(rows))) as page:
        for number in (0, count // 2, count - 1):
            page.evaluate(f"deploymap.select('M{number}')")
            drawn(page)
            check_chosen(page, f"M{number}", rows[number]["lat"], rows[number]["lon"])


def check_chosen(page, unit: str, lat: float, lon: float) -> None:
    """Its symbol is the one that is marked, and a ring is on top at its place."""
    assert page.locator(".dm-unit[aria-current]").get_attribute("data-unit") == unit
    box = page.locator(".dm-chosen").bounding_box()
    x, y = place_of(page, lat, lon)
    assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=1.5)
    assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=1.5)
    assert page.locator(".dm-unit[aria-current]").evaluate(IS_ON_TOP)


@pytest.mark.parametrize("style", ["Simple", "NATO (APP-6)"])
@pytest.mark.parametrize("width", [1280, 375])
def test_the_ring_around_the_chosen_one_covers_no_label(page_of, open_page, width, style):
    with open_page(page_of(FEW), width=width) as page:
        page.get_by_role("radio", name=style).check()
        for unit in ("U1", "U3", "U5"):
            page.evaluate("id => { deploymap.select(id); }", unit)
            drawn(page)
            ring = page.locator(".dm-chosen").bounding_box()
            labels = page.locator(".folium-map .dm-label")
            # the one of its own place among them
            place = page.evaluate("id => deploymap.unit(id).place", unit)
            assert place in [text.splitlines()[0] for text in labels.all_inner_texts()]
            boxes = [label.bounding_box() for label in labels.all()]
            assert not any(is_meeting(ring, box) for box in boxes)


def test_the_ring_around_the_chosen_one_has_no_other_units_name(make_page, open_page):
    rows = [
        {"id": "far", "name": "Far", "side": "Blue", "lat": 52, "lon": 34, "troops": 900},
        {"id": "near", "name": "Greater", "side": "Blue", "lat": 50, "lon": 30, "troops": 400},
        {"id": "chosen", "name": "Smaller", "side": "Blue", "lat": 50, "lon": 30.21},
    ]
    with open_page(make_page(units=sheet(rows))) as page:
        page.evaluate("void deploymap.select('chosen')")
        drawn(page)
        ring = page.locator(".dm-chosen").bounding_box()
        symbol = page.locator("[data-unit=near]").bounding_box()
        assert is_meeting(ring, symbol)
        names = page.locator(".folium-map .dm-label-place")
        labels = {label.inner_text().splitlines()[0]: label for label in names.all()}
        assert {"Smaller", "Greater"} <= set(labels)
        far = {text: gap(label.bounding_box(), ring) for text, label in labels.items()}
        assert far["Smaller"] < far["Greater"]
        assert gap(labels["Greater"].bounding_box(), symbol) <= far["Greater"]


def gap(one: dict[str, float], other: dict[str, float]) -> float:
    """Return how far two boxes are apart, px."""
    return math.hypot(
        *(
            max(one[at] - other[at] - other[size], other[at] - one[at] - one[size], 0)
            for at, size in (("x", "width"), ("y", "height"))
        )
    )


def is_meeting(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "width"), ("y", "height"))
    )


def test_the_bar_of_a_side_is_not_over_that_of_the_condition(make_page, open_page):
    """APP-6 has a bar under a unit that is damaged, and the page one in its side's colour."""
    units = "name,side,kind,lat,lon,status\nA,Blue,tank,50,30,\nB,Blue,tank,50,34,damaged\n"
    with open_page(make_page(units=units, deploymap='symbol_style = "app6"\n')) as page:
        tops = page.locator(".dm-unit").evaluate_all(
            "all => all.map(e => parseFloat(getComputedStyle(e, '::after').top)"
            " - e.querySelector('img').offsetTop)"
        )
        drawings = json.loads(page.locator("#deploymap-scene").text_content())["symbols"]
        heights = page.locator(".dm-unit img").evaluate_all("all => all.map(e => e.offsetHeight)")
    assert len(drawings) == 2
    # the drawing of the damaged one ends with its bar
    assert tops[1] >= heights[1] - 3
    assert tops[1] > tops[0] + 3


def test_status_and_doubt_are_seen_without_colour_and_in_the_legend(make_page, open_page):
    words = [
        "present",
        "planned",
        "reported",
        "damaged",
        "destroyed",
        "fully capable",
        "overdue",
        "captured",
        "",
    ]
    # what the marks know no better has one mark, and all its words stand beside it in the legend
    shown = {"overdue": "Overdue, captured", "captured": "Overdue, captured"}
    rows = [
        {
            "name": f"Unit {n}",
            "kind": "tank",
            "side": "Blue",
            "lat": 50,
            "lon": 28 + n,
            "status": status,
            "confidence": {"": "doubtful", "captured": "B3"}.get(status, "confirmed"),
        }
        for n, status in enumerate(words)
    ]
    with open_page(make_page(units=sheet(rows))) as page:
        looks = []
        for number, status in enumerate(words):
            unit = page.get_by_role("button", name=re.compile(f"^Unit {number},"))
            name = unit.get_attribute("aria-label")
            assert (status in name) == (status != "present"), name
            assert ("doubtful" in name) == (status == "")
            looks.append(unit.screenshot())
        looks.pop(words.index("captured"))
        assert len(set(looks)) == len(words) - 1
        marks = page.locator(".dm-unit[data-mark=other]")
        assert marks.evaluate_all("all => all.map(e => e.dataset.status)") == [*shown]
        legend = page.get_by_role("region", name="Legend", exact=True)
        for text in [shown.get(word, word.capitalize()) for word in words if word]:
            assert legend.get_by_text(text, exact=True).is_visible()
        assert legend.get_by_text("Not certain: B3").is_visible()
        assert legend.get_by_text("Doubtful: doubtful").is_visible()
        # the symbols of APP-6 have a status in themselves, and none has doubt
        page.get_by_role("radio", name="NATO (APP-6)").check()
        drawn(page)
        assert not legend.get_by_text("Damaged", exact=True).is_visible()
        assert legend.get_by_text("Doubtful: doubtful").is_visible()
        marks = page.locator(".dm-stack .dm-doubt")
        assert marks.all_text_contents() == ["?", "??"]
        assert all(mark.is_visible() for mark in marks.all())
        doubted = page.get_by_role("button", name=re.compile("^Unit 8,"))
        assert doubted.locator(".dm-doubt").count() == 1
    plain = [{**row, "status": "present", "confidence": ""} for row in rows]
    with open_page(make_page(units=sheet(plain))) as page:
        assert page.get_by_text("Present", exact=True).count() == 0
        assert page.get_by_text("Confidence").count() == 0


# a crowd of which each cell has units of one side, so near each other that their circle hides them;
# no symbol hides the circle, which would stand beside it else
CELL, ZOOM = 72, 6
CIRCLES = [("Blue", 36, 130, 77), ("Red", 48, 133, 77), ("Blue", 64, 136, 77), ("Red", 80, 133, 80)]
UNITS = 550

# of the painted pixels around each place: how many, and how many of its edge have the colour
BLOBS = (
    f"([places, half]) => {{{CANVAS}"
    + """
  const colors = Object.fromEntries([...document.querySelectorAll('.dm-legend-sides li')].map(li =>
    [li.innerText.trim(), getComputedStyle(li.querySelector('.dm-swatch')).backgroundColor
      .match(/\\d+/g).map(Number)]));
  const painted = places.map(([lat, lon, side]) => {
    const {x, y} = map.latLngToContainerPoint([lat, lon]);
    const [left, top] = [x + frame.left - box.left - half, y + frame.top - box.top - half];
    const {data} = copy.getImageData(Math.round(left), Math.round(top), 2 * half, 2 * half);
    const alike = (at, color) => color.every((part, n) => Math.abs(data[at + n] - part) < 30);
    let [area, own, others] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] > 60) area++;
      if (data[at + 3] < 200) continue;
      for (const [name, color] of Object.entries(colors))
        if (alike(at, color)) name === side ? own++ : others++;
    }
    return {area, own, others};
  });
  const circle = document.querySelector('.dm-legend-circles circle');
  const words = document.querySelector('.dm-legend-circles text').textContent;
  return {painted, radius: +circle.getAttribute('r'), troops: +words.replace(/\\D/g, '')};
}
"""
)


def degrees_of(x: float, y: float) -> tuple[float, float]:
    """Return the latitude and longitude of a pixel of the world at ZOOM."""
    world = 256 * 2**ZOOM
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / world))))
    return lat, x / world * 360 - 180


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_crowds_circles_are_its_sides_troops(make_page, open_page, scheme):
    """Read from the picture: the area is that of the troops, on the legend's scale."""
    chance = random.Random(6)
    rows = []
    for side, troops, column, line in CIRCLES:
        for _ in range(UNITS):
            x, y = ((n + 0.5) * CELL + chance.uniform(-2, 2) for n in (column, line))
            lat, lon = degrees_of(x, y)
            rows.append(
                {
                    "name": f"Unit {len(rows)}",
                    "side": side,
                    "troops": troops,
                    "lat": lat,
                    "lon": lon,
                }
            )
    centres = [
        (*degrees_of((column + 0.5) * CELL, (line + 0.5) * CELL), side)
        for side, _, column, line in CIRCLES
    ]
    with open_page(make_page(units=sheet(rows)), scheme=scheme) as page:
        go_to(page, 49, 31, ZOOM)
        found = page.evaluate(BLOBS, [centres, CELL // 2])
    for (side, troops, *_), blob in zip(CIRCLES, found["painted"], strict=True):
        wanted = found["radius"] * math.sqrt(UNITS * troops / found["troops"])
        # half of its edge lies outside the circle
        assert math.sqrt(blob["area"] / math.pi) - 0.7 == pytest.approx(wanted, abs=0.6), side
        assert blob["own"] > 2 * wanted
        assert blob["others"] == 0


@pytest.mark.parametrize(
    ("lat", "lon", "is_seen"), [(49, 40.5, True), (33.5, 36.3, True), (-25, 134, False)]
)
def test_the_legend_explains_borders_where_some_are_in_view(
    make_page, open_page, lat, lon, is_seen
):
    rows = f"A,{lat},{lon}\nB,{lat + 0.5},{lon - 1.5}\n"
    with open_page(make_page(units=f"name,lat,lon\n{rows}")) as page:
        lines = page.locator(".dm-legend-lines")
        assert lines.get_by_text(re.compile("border", re.IGNORECASE)).count() == is_seen


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (900, 1000), (375, 812)])
def test_the_first_view_stands_in_the_middle_where_the_borders_do_not_reach(
    make_page, open_page, width, height
):
    """What the window shows beside the view may lie where no border and no unit is."""
    rows = "".join(f"U{n},{12 + n % 5},{-8 + 3 * n}\n" for n in range(6))
    with open_page(make_page(units=f"name,lat,lon\n{rows}"), width=width, height=height) as page:
        off, size = page.evaluate(
            """() => {
              const { map } = deploymap;
              const { x, y } = map.getSize();
              const spots = [[12, -8], [16, 4], [12, 7]].map(([lat, lon]) =>
                map.latLngToContainerPoint([lat, lon]));
              const [ys, xs] = [spots.map(s => s.y), spots.map(s => s.x)];
              const middle = all => (Math.min(...all) + Math.max(...all)) / 2;
              return [[middle(xs) - x / 2, middle(ys) - y / 2], [x, y]];
            }"""
        )
        assert all(abs(o) < 0.03 * s for o, s in zip(off, size, strict=True)), (off, size)


def test_a_line_of_contact_of_ones_own_has_its_own_name_in_the_legend(make_page, open_page):
    line = {"type": "LineString", "coordinates": [[35, 48], [36, 50], [38, 51]]}
    front = {"kind": "line_of_contact", "name": "Front of July 1943"}
    features = [
        {"type": "Feature", "properties": front, "geometry": line},
        {
            "type": "Feature",
            "properties": {"kind": "country", "name": "A"},
            "geometry": shapely.geometry.mapping(shapely.box(30, 45, 40, 53)),
        },
    ]
    borders = json.dumps({"type": "FeatureCollection", "features": features})
    page_file = make_page(units="name,lat,lon\nA,49,37\nB,50,37\n", borders=borders)
    with open_page(page_file) as page:
        assert "Front of July 1943" in page.locator(".dm-legend-lines").inner_text()


# two dates: with room for symbols, and with twelve units of three sides in one valley
LATE = "".join(f"{n},{'ABC'[n % 3]},1950-09-01,3000,{36 + n / 100},128.5\n" for n in range(12))
DATED = f"""id,side,date,troops,lat,lon
1st,A,1950-07-01,13000,37.74,127.05
1st,A,1950-09-01,19494,37.456,126.705
20th,B,1950-07-01,50000,40.48,127.11
{LATE}"""
SCALE = """() => {
  const circle = document.querySelector('.dm-legend-circles circle');
  const words = document.querySelector('.dm-legend-circles text').textContent;
  return circle.getAttribute('r') ** 2 / words.replace(/\\D/g, '');
}"""


def test_circles_keep_their_scale_from_date_to_date(make_page, open_page):
    with open_page(make_page(units=DATED)) as page:
        go_to(page, 38, 127.5, 6)
        late = page.evaluate(SCALE)
        assert page.locator(".dm-crowded").count(), "there is room for symbols"
        page.get_by_role("button", name="Date before").click()
        page.locator(".leaflet-container:not(.dm-crowded)").wait_for()
        drawn(page)
        assert page.evaluate(SCALE) == pytest.approx(late, rel=0.01)


def test_a_circle_that_stands_far_from_its_place_has_a_line(make_page, open_page):
    rows = "".join(f"{side},{side},45000,49,31\n" for side in "ABCDEFGHI")
    with open_page(make_page(units=f"name,side,troops,lat,lon\n{rows}")) as page:
        assert page.locator(".leaflet-dm-circles-pane .dm-leader").count() == 9
