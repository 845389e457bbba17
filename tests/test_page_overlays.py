"""What people draw, as a reader sees it: on the map, in the legend, the list and the panel."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import FEW, drawn
from deploymap.chain import build_file, build_scene
from deploymap.settings.config import override_config, read_config

EXAMPLES = sorted(path.parent.name for path in Path("examples").glob("*/units.csv"))
# wider than one theatre
WIDE = {"bering-strait", "taiwan-strait-2022"}
UKRAINIAN = "kharkiv-2022"
DRAWN = """
() => [...document.querySelectorAll('.leaflet-dm-drawn-pane path')].map(
  e => [e.getAttribute('class').replace(/ ?leaflet-interactive| ?dm-drawn /g, ''), e.dataset.side])
"""
# how wide the head of the arrow is that goes eastward, px
HEAD = """
() => {
  const points = document.querySelector('.leaflet-dm-drawn-pane .dm-axis').getAttribute('d')
    .match(/-?[\\d.]+[ ,]-?[\\d.]+/g).map(pair => pair.split(/[ ,]/).map(Number));
  const tip = points.findIndex(([x]) => x === Math.max(...points.map(([other]) => other)));
  const [a, b] = [points[tip - 1], points[(tip + 1) % points.length]];
  return Math.round(Math.hypot(a[0] - b[0], a[1] - b[1]));
}
"""


@pytest.fixture(scope="module")
def kharkiv(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("drawn") / "map.html"
    return build_file(root / "examples/kharkiv-2022", output=output).output


TURN = "() => document.querySelector('.dm-drawn-name:not(:empty)').parentElement.style.rotate"
# what the names of overlays lie over
COVERED = """() => {
  const told = (one) => [one.textContent, one.getBoundingClientRect()];
  const boxes = (wanted) => [...document.querySelectorAll(wanted)].map(told);
  const [names, others] = [
    boxes(".dm-drawn-name:not(:empty, .dm-covered)"),
    boxes(".dm-stack, .leaflet-dm-labels-pane .dm-mark > .dm-label"),
  ];
  return names.flatMap(([, a]) => others.filter(([, b]) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(([text]) => text));
}"""


def test_what_is_drawn_is_on_the_map_in_the_legend_the_list_and_the_panel(
    kharkiv: Path, open_page: Any
) -> None:
    with open_page(kharkiv) as page:
        # areas under lines, and both under what moves; each in its side's colour
        assert page.evaluate(DRAWN) == [
            ["dm-area dm-area-held", "0"],
            ["dm-front-case", None],
            ["dm-front-side", "0"],
            ["dm-front-side", "1"],
            ["dm-front", None],
            ["dm-axis", "1"],
        ]
        legend = page.get_by_role("region", name="Lines and symbol style")
        assert legend.get_by_role("listitem").all_inner_texts() == [
            "Border",
            "Front line",
            "Russia: Held ground",
            "Ukraine: Axis of advance",
        ]
        # the arrow's name runs along it, over nothing else
        assert page.evaluate(TURN) not in ("", "0deg")
        assert page.evaluate(COVERED) == []
        # an arrow's head has one size at each zoom
        first = page.evaluate(HEAD)
        page.get_by_role("button", name="Zoom in").click()
        drawn(page)
        assert abs(page.evaluate(HEAD) - first) <= 2
        page.get_by_role("button", name="Back to the first view").click()
        # a click opens all that is known, and the list and the keyboard do too
        panel = page.get_by_role("complementary")
        page.mouse.click(1100, 500)
        assert "Held ground" in panel.inner_text()
        assert re.search(r"Size\s+[\d,]+ km² \(worked out from its outline\)", panel.inner_text())
        assert page.locator(".dm-drawn-chosen").count() == 1
        page.keyboard.press("Escape")
        assert panel.is_hidden()
        page.get_by_text("Lines, areas and arrows on the map (3)").click()
        page.get_by_role("button", name="To Kupiansk").last.click()
        assert "Troops before Balakliia" in panel.inner_text()
        page.keyboard.press("Escape")
        page.locator(".dm-drawn-name").first.focus()
        page.keyboard.press("Enter")
        assert panel.is_visible()
        # a unit says on whose ground it stands, and by what
        page.evaluate("() => { deploymap.select('K1') }")
        assert "On the side of the Ukraine (by a front (2022-09-10))" in panel.inner_text()
        page.keyboard.press("Escape")
        # names that made room for units come back when these are left out
        names = page.locator(".dm-drawn-name:not(:empty)")
        names.evaluate_all("all => all.forEach(e => e.classList.add('dm-covered'))")
        page.get_by_role("searchbox").fill("nothing at all")
        assert page.locator(".dm-drawn-name.dm-covered").count() == 0


def test_a_map_on_which_nothing_is_drawn_has_nothing_of_it(page_of: Any, open_page: Any) -> None:
    with open_page(page_of(FEW)) as page:
        assert page.locator(".dm-drawn, .leaflet-dm-drawn-pane, #dm-drawn-list").count() == 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_built_without_an_error(root: Path, tmp_path: Path, name: str) -> None:
    result = build_file(root / "examples" / name, output=tmp_path / "map.html")
    assert not [problem for problem in result.problems if problem.severity != "notice"]
    assert result.size < (1_200_000 if name in WIDE else 900_000)
    assert name == UKRAINIAN or "Crimea" not in result.output.read_text("utf-8")
    assert (root / "examples" / name / "README.md").read_text("utf-8").count("\n") == 1


def test_from_one_date_to_the_next_areas_front_and_sides_change(root: Path) -> None:
    seen = {}
    for date in ("2022-09-05", "2022-09-10", "2022-10-03"):
        config = override_config(read_config(root / "examples/kharkiv-2022"), date=date)
        scene, _ = build_scene(config)
        held = scene.overlays[scene.overlays["type"] == "held"].iloc[0]
        seen[date] = (held["km2"], held["date"], scene.units["line_side"].tolist())
    sizes, dates, sides = zip(*seen.values(), strict=True)
    assert list(sizes) == sorted(sizes, reverse=True)
    assert dates == tuple(seen)
    assert [of.count("Russia") for of in sides] == [4, 2, 0]


# where the tip of the arrow and the middle of the range are, and whether each is there
ENDS = """
() => {
  const box = e => e.getBoundingClientRect();
  const [arrow, range] = ['.dm-axis', '.dm-area-range'].map(
    name => document.querySelector(`.leaflet-dm-drawn-pane ${name}`));
  const [unit, port] = ['u', 'p'].map(id => {
    const stack = document.querySelector(`[data-unit="${id}"]`);
    const {lat, lon} = deploymap.unit(id) ?? {};
    return stack && deploymap.map.latLngToContainerPoint([lat, lon]);
  });
  const map = box(deploymap.map.getContainer());
  const around = (e) => e.classList.contains('dm-not-now') ? null :
    [box(e).left - map.left, box(e).right - map.left].map(Math.round);
  return {arrow: around(arrow), range: around(range), unit: unit && Math.round(unit.x),
    port: port && Math.round(port.x)};
}
"""
MOVING = """id,name,side,lat,lon,date
u,Army,Red,48,36,2022-03-01
u,Army,Red,48,38,2022-03-09
u,Army,Red,48,39,2022-04-01
p,Port,Blue,48,42,2022-03-09
"""
LED = """id,type,name,side,from,to,radius_km,date
a,axis,Thrust,Red,u,p,,2022-03-01
r,range,Guns,Red,u,,40,2022-03-01
"""


def test_an_arrow_and_a_range_are_where_their_units_stand_at_each_date(
    tmp_path: Path, open_page: Any
) -> None:
    (tmp_path / "units.csv").write_text(MOVING, "utf-8")
    (tmp_path / "overlays.csv").write_text(LED, "utf-8")
    with open_page(build_file(tmp_path, output=tmp_path / "map.html").output) as page:
        listed = page.locator("#dm-drawn-list")
        listed.locator("summary").click()
        seen = []
        for key in ("End", "ArrowLeft", "ArrowLeft"):
            page.get_by_role("slider", name="Date shown").press(key)
            drawn(page)
            now = page.evaluate(ENDS)
            seen.append((now["unit"], listed.get_by_role("button").all_inner_texts()))
            left, right = now["range"]
            assert abs((left + right) / 2 - now["unit"]) <= 3
            if now["port"] is None:
                # nobody stands where it leads to
                assert now["arrow"] is None
            else:
                assert abs(now["arrow"][0] - now["unit"]) <= 12
                assert abs(now["arrow"][1] - now["port"]) <= 12
        xs, names = zip(*seen, strict=True)
        assert xs[0] > xs[1] > xs[2]
        assert names == (["Thrust", "Guns"], ["Thrust", "Guns"], ["Guns"])
        # what is near it is near where it is at the date
        page.evaluate("location.hash = '1&near=45:line:r&date=2022-03-01'")
        page.get_by_text("1 of 1 units").first.wait_for()
