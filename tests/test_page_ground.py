"""What stands on the ground in a browser: names of rivers, lakes and towns."""

from __future__ import annotations

import io
import math
from typing import Any

import pyproj
import pytest
from PIL import Image

from conftest import FEW, drawn, until
from deploymap.chain import build_file
from deploymap.inspection.gridlines import draw_grid

# a river, a lake, towns and circles of troops around Lake Victoria
LAKES = """name,side,lat,lon,kind,troops
A,UN,0.3,32.6,infantry,9000
B,UN,-1.3,36.8,infantry,
C,UN,-2.5,32.9,tank,400
D,UN,-1.9,30.1,infantry,20000
E,UN,0.9,33.1,infantry,
"""
BOXES = """() => {
  const box = (one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const told = (one) => ({ text: one.textContent, box: box(one) });
  const all = (wanted) => [...document.querySelectorAll(wanted)].map(told);
  return {
    map: box(document.querySelector(".leaflet-container")),
    ground: all(".dm-label-river, .dm-label-lake, .dm-label-town"),
    rivers: all(".dm-label-river").length,
    lakes: all(".dm-label-lake").length,
    units: all(".dm-stack, .dm-label-place, .dm-label-figure, .dm-label-close"),
  };
}"""

FILTER = "(one) => getComputedStyle(one).filter"


@pytest.mark.parametrize("width", [1280, 375])
def test_names_of_the_ground_are_whole_and_cover_nothing(make_page, open_page, width: int) -> None:
    with open_page(make_page(units=LAKES), width=width) as page:
        found = page.evaluate(BOXES)
    # beyond the view stands what a reader sees who moves the map
    ground = [one for one in found["ground"] if meets(one["box"], found["map"])]
    others = [one["box"] for one in found["units"]]
    assert len(ground) > (4 if width == 1280 else 0)
    assert found["rivers"] or width < 600
    assert len(others) > 5
    for one in ground:
        assert within(one["box"], found["map"]), one
        assert not any(meets(one["box"], other) for other in others), one
        others.append(one["box"])
    if width == 1280:
        assert "Lake Victoria" in [one["text"] for one in ground]


def meets(one: list[float], other: list[float]) -> bool:
    """Return whether two boxes (left, top, right, bottom) share more than an edge."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


def within(one: list[float], other: list[float]) -> bool:
    """Return whether a box (left, top, right, bottom) is in another."""
    return all(a >= b for a, b in zip(one[:2], other[:2], strict=True)) and all(
        a <= b for a, b in zip(one[2:], other[2:], strict=True)
    )


def battlefield(count: int = 30) -> str:
    """Return a sheet of so many units within 4 km."""
    rows = [
        f"Unit {n},{'AB'[n % 2]},{50.66 + 0.006 * (n // 6) + 0.001 * (n % 4):.4f},"
        f"{4.37 + 0.009 * (n % 6):.4f},infantry\n"
        for n in range(count)
    ]
    return "name,side,lat,lon,kind\n" + "".join(rows)


@pytest.mark.parametrize("view", [(4.3, 50.6, 4.6, 50.75), (5.8, -10.1, 6.3, -9.9)])
def test_the_grid_has_lines_at_whole_kilometres_of_each_zone(view) -> None:
    grid = draw_grid(view, 40)
    assert grid is not None
    assert {line.axis for line in grid.lines} == {"e", "n"}
    for line in grid.lines:
        assert line.metres % 1000 == 0
        for lon, lat in zip(line.points[::2], line.points[1::2], strict=True):
            # where two zones meet it is a line of one of them
            at = [transform(zone, lat > 0, lon, lat) for zone in (31, 32)]
            assert min(abs(point[line.axis == "n"] - line.metres) for point in at) < 1
    assert draw_grid(view, 51) is None
    southern = {"31L HJ", "31L HK", "32L JP", "32L JQ", "32L KP", "32L KQ"}
    names = {square.name for square in grid.squares}
    assert names == (southern if view[1] < 0 else {"31U ES", "31U FS"})


def transform(zone: int, is_north: bool, lon: float, lat: float) -> tuple[float, float]:
    code = f"EPSG:{326 if is_north else 327}{zone}"
    return pyproj.Transformer.from_crs("EPSG:4326", code, always_xy=True).transform(lon, lat)


def test_30_units_within_4_km_are_apart_and_the_grid_can_be_switched_on(make_page, open_page):
    with open_page(make_page(units=battlefield())) as page:
        stacks = page.locator(".dm-stack")
        assert stacks.count() == 30
        named = page.locator(".dm-label-place").count()
        assert named >= 24
        switch = page.get_by_role("button", name="MGRS grid")
        assert page.locator(".dm-grid-number").count() == 0
        switch.focus()
        page.keyboard.press("Enter")
        assert switch.get_attribute("aria-pressed") == "true"
        numbers = page.locator(".dm-grid-number").all_inner_texts()
        assert len(numbers) > 6
        assert all(len(text) in (2, 3) for text in numbers)
        assert page.locator(".dm-grid-square").first.inner_text() == "31U ES"
        page.evaluate("void deploymap.map.setZoom(deploymap.map.getMaxZoom())")
        drawn(page)
        assert page.evaluate("deploymap.map.getMaxZoom()") >= 16
        scale = page.locator(".leaflet-control-scale-line").first.inner_text()
        assert scale.endswith(" m")
        page.keyboard.press("Enter")
        assert page.locator(".dm-grid-number, .dm-grid-line").count() == 0


def test_an_image_lies_under_the_map_and_can_be_made_fainter(tmp_path, open_page) -> None:
    (tmp_path / "units.csv").write_text("name,lat,lon\nA,50.68,4.41\nB,50.7,4.4\n")
    settings = 'image = "map.png"\nimage_corners = [4.3, 50.6, 4.5, 50.8]\n'
    (tmp_path / "deploymap.toml").write_text(f"[ground]\n{settings}")
    Image.new("RGB", (300, 400), (200, 180, 120)).save(tmp_path / "map.png")
    with open_page(build_file(tmp_path).output, width=375) as page:
        image = page.locator("img.dm-backdrop")
        west, north = page.evaluate(
            "(({ x, y }) => [x, y])(deploymap.map.latLngToContainerPoint([50.8, 4.3]))"
        )
        frame, box = page.locator(".leaflet-container").bounding_box(), image.bounding_box()
        assert abs(box["x"] - frame["x"] - west) < 1
        assert abs(box["y"] - frame["y"] - north) < 1
        assert image.evaluate("(one) => one.naturalWidth") > 200
        slider = page.get_by_role("slider", name="Map image")
        slider.focus()
        page.keyboard.press("Home")
        assert image.evaluate("(one) => getComputedStyle(one).opacity") == "0"
        # a dark page's words are read on a picture that was made on white
        light = image.evaluate(FILTER)
        page.emulate_media(color_scheme="dark")
        assert (light, image.evaluate(FILTER)) == ("none", "brightness(0.45)")


def test_tiles_are_asked_of_one_host_and_without_an_answer_the_land_stands(tmp_path, chromium):
    (tmp_path / "units.csv").write_text("name,lat,lon\nA,50.68,4.41\n")
    settings = 'tiles = "https://tile.example.org/{z}/{x}/{y}.png"\nattribution = "<b>Them</b>"\n'
    (tmp_path / "deploymap.toml").write_text(f"[ground]\n{settings}")
    path = build_file(tmp_path).output
    tile = io.BytesIO()
    Image.new("RGB", (256, 256), (200, 220, 200)).save(tile, "PNG")
    for body in (b"", tile.getvalue()):
        context = chromium.new_context(viewport={"width": 900, "height": 700})
        asked = answer_all(context, body)
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate("deploymap.ready.then(() => null)")
        assert page.get_by_text("This map asks tile.example.org").count() == 1
        assert page.get_by_text("<b>Them</b>").count() == 1
        tiled = "document.querySelector('.leaflet-container').classList.contains('dm-tiled')"
        if body:
            until(page, tiled)
        else:
            assert not page.evaluate(tiled)
        assert {url.split("/")[2] for url in asked} == {"tile.example.org"}
        context.close()


def answer_all(context: Any, body: bytes) -> list[str]:
    """Answer what a page asks for with a picture, or not at all; return what it asks for."""
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        if body:
            route.fulfill(body=body, content_type="image/png")
        else:
            route.abort()

    context.route("https://**/*", answer)
    return asked


# where the middle of a sea's name is, degrees
NAMED = """name => {
  const label = [...document.querySelectorAll('.dm-label-water')].find(e => e.textContent === name);
  if (!label) return null;
  const box = label.getBoundingClientRect();
  const map = deploymap.map.getContainer().getBoundingClientRect();
  const {lat, lng} = deploymap.map.containerPointToLatLng(
    [box.left + box.width / 2 - map.left, box.top + box.height / 2 - map.top]);
  return [lng, lat];
}"""
STRAIT = """name,lat,lon,troops,place
29th Division,40.0458,26.1753,17649,Cape Helles
Anzac,40.2461,26.2778,15000,ANZAC Cove
Corps,40.0078,26.2,16762,Kum Kale
9th Division,40.1833,26.35,12000-15000,Maidos
19th Division,40.2167,26.3167,10000,Bigali
"""


@pytest.mark.parametrize("width", [1280, 900, 375])
def test_the_name_of_a_strait_stands_in_it_or_nowhere(make_page, open_page, width) -> None:
    with open_page(make_page(units=STRAIT), width=width) as page:
        seas = page.evaluate(
            "JSON.parse(document.getElementById('deploymap-scene').textContent).seas"
        )
        at = seas["name"].index("Dardanelles")
        found = page.evaluate(NAMED, "Dardanelles")
        away = found and math.hypot(found[0] - seas["lon"][at], 1.3 * (found[1] - seas["lat"][at]))
        assert found is None or away <= 0.52 * seas["width"][at]
        assert found is not None or width < 900


# whether the ground has land at a place of the view
ON_LAND = """
([lat, lon]) => {
  const {x, y} = deploymap.map.latLngToContainerPoint([lat, lon]);
  const frame = deploymap.map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll('path.dm-land')].some(path => {
    const point = new DOMPoint(frame.x + x, frame.y + y);
    return path.isPointInFill(point.matrixTransform(path.getScreenCTM().inverse()));
  });
}
"""


def test_the_ground_is_where_it_is_at_every_zoom(page_of, open_page) -> None:
    with open_page(page_of(FEW)) as page:
        for by in (0, 1.3, 3, 4):
            for (lat, lon), is_land in {(48, 37.8): True, (46.3, 37.2): False}.items():
                page.evaluate(
                    """([lat, lon, by]) => {
                      const {map} = deploymap;
                      map.setView([lat, lon], map.getMinZoom() + by, {animate: false});
                    }""",
                    [lat, lon, by],
                )
                assert page.evaluate(ON_LAND, [lat, lon]) == is_land, (by, lat, lon)


def test_outlines_are_drawn_anew_only_where_the_view_leaves_them(page_of, open_page) -> None:
    changed = """
    by => {
      const {map} = deploymap;
      const ways = () => [...map.getPane('dm-base').querySelectorAll('path')];
      const watch = new MutationObserver(() => {});
      watch.observe(map.getPane('dm-base'), {subtree: true, attributeFilter: ['d']});
      map.panBy(by, {animate: false});
      const records = watch.takeRecords().length;
      const [svg, frame] = [map.getPane('dm-base').querySelector('svg'), map.getContainer()]
        .map(e => e.getBoundingClientRect());
      const isCovered = svg.left <= frame.left && svg.right >= frame.right
        && svg.top <= frame.top && svg.bottom >= frame.bottom;
      return [records > 0, isCovered, ways().length > 3];
    }
    """
    with open_page(page_of(FEW)) as page:
        page.evaluate("deploymap.map.setZoom(deploymap.map.getMinZoom() + 2, {animate: false})")
        assert page.evaluate(changed, [20, 10]) == [False, True, True]
        assert page.evaluate(changed, [700, 0]) == [True, True, True]


def test_the_hatching_of_held_ground_lies_still_when_the_map_is_moved(page_of, open_page) -> None:
    spot = """() => {
      const {map} = deploymap;
      const {left, top} = map.getContainer().getBoundingClientRect();
      const {x, y} = map.latLngToContainerPoint([48.12, 38.6]);
      return [left + x, top + y];
    }"""

    def seen(page: Any) -> bytes:
        x, y = page.evaluate(spot)
        box = {"x": round(x) - 20, "y": round(y) - 20, "width": 40, "height": 40}
        return Image.open(io.BytesIO(page.screenshot(clip=box))).tobytes()

    with open_page(page_of(FEW)) as page:
        # units and their labels stand over it
        page.evaluate(
            """() => {
              const ground = deploymap.map.getPane('dm-base');
              for (const pane of ground.parentElement.children)
                if (pane !== ground) pane.style.visibility = 'hidden';
            }"""
        )
        page.evaluate("void deploymap.map.setView([48.12, 38.6], 9, {animate: false})")
        drawn(page)
        before = seen(page)
        assert len(set(before)) > 4
        # the last of them is where it was drawn before
        for by in ([403, 0], [-801, 5], [398, 331], [0, -336]):
            page.evaluate("by => void deploymap.map.panBy(by, {animate: false})", by)
            drawn(page)
            assert seen(page) == before, by
