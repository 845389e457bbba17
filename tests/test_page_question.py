"""A question that an analyst has, answered by keys alone and sent to a colleague."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import drawn, opened, until

SIDES = ("Red", "Blue", "Green")
KINDS = ("tank", "artillery", "motorized infantry", "air defence")
LEVELS = ("army", "corps", "division", "brigade", "battalion", "company")
DAYS = ("2022-02-24", "2022-03-01", "2022-03-15", "2022-04-01")
ASKED = "2022-03-01"
# degrees from the border, which is the meridian of 37
NEAR, FAR = 0.2, 2.5
# all that is seen of a mark, and where it stands
MARKS = """[...document.querySelectorAll('.dm-mark')].map(mark => {
  const [{ x, y }, from] = [mark.closest('.dm-anchor'), document.querySelector('.folium-map')]
    .map(element => element.getBoundingClientRect());
  const look = mark.outerHTML.replace(/ tabindex="[^"]*"/g, '');
  return `${Math.round(x - from.x)} ${Math.round(y - from.y)} ${look}`;
}).sort()"""
SAID = "document.querySelector('.dm-finder output').textContent"
COVERED = """(() => {
  const box = element => element.getBoundingClientRect();
  const over = box(document.querySelector('.dm-finder'));
  return [...document.querySelectorAll('.dm-label')].map(box).some(({ left, right, top, bottom }) =>
    left < over.right && over.left < right && top < over.bottom && over.top < bottom);
})()"""
FOCUSED = """(() => {
  const { ariaLabel, labels, innerText } = document.activeElement;
  return (ariaLabel ?? labels?.[0]?.innerText ?? innerText).trim();
})()"""


class Report(NamedTuple):
    """Where a unit was on a day, and by what source."""

    day: str
    far: float
    source: str


def reports(unit: int) -> list[Report]:
    """Return those of a unit, one for each day from its first one on."""
    return [
        Report(
            day,
            NEAR if (unit // 7 + time) % 3 else FAR,
            "Bulletin" if (unit // 5 + time) % 2 else "",
        )
        for time, day in enumerate(DAYS[unit // 4 % 3 :])
    ]


def sheet() -> str:
    """Return 800 units of three sides and six levels at four dates."""
    lines = ["id,name,side,kind,echelon,parent,lat,lon,date,source"]
    for unit in range(800):
        kind, echelon = KINDS[unit % 4], LEVELS[min(int(math.log(unit * 2 + 1, 3)), 5)]
        parent = f"u{(unit // 3 - 1) // 3 * 3 + unit % 3}" if unit > 2 else ""
        head = f"u{unit},{unit}th {kind} unit,{SIDES[unit % 3]},{kind},{echelon},{parent}"
        for day, far, source in reports(unit):
            place = f"{46 + unit % 50 / 12.5},{37 + (-far if unit % 3 else far)}"
            lines.append(f"{head},{place},{day},{source}")
    return "\n".join(lines)


def answer() -> int:
    """Return how many tank units of Red are within 50 km of the border, with a source."""
    held = [
        [report for report in reports(unit) if report.day <= ASKED][-1:]
        for unit in range(800)
        if SIDES[unit % 3] == "Red" and KINDS[unit % 4] == "tank"
    ]
    return sum(far == NEAR and source != "" for one in held for _, far, source in one)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("question")
    (folder / "units.csv").write_text(sheet(), encoding="utf-8")
    halves = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[west, 44], [37, 44], [37, 52], [west, 52], [west, 44]]],
            },
        }
        for name, west in (("Westland", 32), ("Eastland", 42))
    ]
    borders = {"type": "FeatureCollection", "features": halves}
    (folder / "borders.geojson").write_text(json.dumps(borders), encoding="utf-8")
    return build_file(folder).output


def look(page) -> list:
    """Return what a page says, its marks and address, when two pictures in a row are the same."""
    still = f"""async () => {{
      let last = null, marks = {MARKS};
      while (JSON.stringify(marks) !== JSON.stringify(last)) {{
        for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
        [last, marks] = [marks, {MARKS}];
      }}
    }}"""
    page.evaluate(still)
    return [page.evaluate(what) for what in (SAID, MARKS, "location.hash")]


@pytest.mark.parametrize("width", [1280, 375])
def test_a_question_is_answered_by_keys_and_its_link_opens_the_same_view(
    chromium, page_file, width
) -> None:
    with opened(chromium, page_file, width=width) as page:

        def reach(name: str) -> None:
            for _ in range(80):
                page.keyboard.press("Tab")
                if page.evaluate(FOCUSED).startswith(name):
                    return
            raise AssertionError(f"no way to {name} by the Tab key")

        def unfold(column: str) -> None:
            reach(column)
            page.keyboard.press("Enter")
            until(page, "document.activeElement.parentElement.querySelector('input')")

        def choose(column: str, value: str) -> None:
            unfold(column)
            reach(value)
            page.keyboard.press("Space")

        page.keyboard.press("/")
        if page.locator(".dm-filters").is_hidden():
            reach("Filter")
            page.keyboard.press("Enter")
        until(page, f"!{COVERED}")
        choose("Side", "Red")
        choose("Kind", "Tank")
        choose("With a source", "yes")
        unfold("Distance to the border, km")
        reach("Distance to the border, km, To")
        page.keyboard.type("50")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        reach("Date shown")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        drawn(page)
        until(page, f"{SAID}.startsWith('{answer()} of')")
        drawn(page)
        seen = look(page)
        assert len(seen[1]) > 5
    # where the table stands below the map, the map is at its first view again when it is closed
    address = seen[2] + "&show=table" * (width == 1280)
    with opened(chromium, page_file, width=width, address=address) as page:
        if width == 1280:
            page.get_by_role("region", name="Table").get_by_role("button", name="Close").press(
                "Enter"
            )
            until(page, f"{FOCUSED}.startsWith('Search')")
            drawn(page)
        assert look(page) == seen
