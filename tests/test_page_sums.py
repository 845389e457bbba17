"""Every name and number on the map against the rows: random sheets, several zooms and widths."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest

from conftest import drawn
from test_page_map import sheet

Row = dict[str, object]

SIDES = ("Blue", "Red", "Green", "Grey", "")
PLACES = ("Aaa", "Bbb", "Ccc", "Ddd", None, None)

# what is on the map: stacks and labels by where they stand; of each stack and each gathering of a
# crowd all its units, as they are listed
SHOWN = """
() => {
  // what is opened moves the map
  const bounds = deploymap.map.getBounds().pad(-0.02);
  const view = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
  const where = e => e.closest('.dm-anchor').style.transform;
  const all = (pane, selector) =>
    [...document.querySelectorAll(`.leaflet-${pane}-pane ${selector}`)];
  const stacks = all('dm-stacks', '.dm-stack').map(e => ({
    at: where(e), name: e.ariaLabel, more: e.querySelector('.dm-more'),
    units: [...e.querySelectorAll('.dm-unit')].map(unit => unit.dataset.unit),
  }));
  const texts = (e, selector) => [...e.querySelectorAll(selector)].map(part => part.textContent);
  const labels = all('dm-labels', '.dm-label-place').map(e => ({
    at: where(e), title: e.querySelector('b').textContent,
    troops: texts(e, '.dm-listed-troops'), listed: texts(e, '.dm-listed'),
  }));
  const circles = all('dm-circles', '.dm-mark[data-side]').map(e => [Number(e.dataset.side),
    Math.max(...[...e.querySelectorAll('circle')].map(ring => ring.r.baseVal.value))]);
  const panel = document.querySelector('.dm-panel-body');
  const list = () => {
    for (let last = -1; last < panel.querySelectorAll('li').length;) {
      last = panel.querySelectorAll('li').length;
      panel.scrollTop = 1e9;
      panel.onscroll?.();
    }
    return texts(panel, '.dm-stack-list li button');
  };
  const found = stacks.map(({more, ...stack}) => {
    more?.click();
    return {...stack, said: more ? more.textContent : '', listed: more ? list() : null};
  });
  const gatherings = [...document.querySelectorAll('.dm-gathering')].map(e => {
    e.click();
    const title = document.querySelector('.dm-panel h2').textContent;
    const isList = panel.querySelector('.dm-stack-list') !== null;
    return {
      name: e.ariaLabel, title, listed: isList ? list() : [title],
      sides: isList ? texts(panel, '.dm-stack-list h3') : null,
    };
  });
  deploymap.select(null);
  const isCrowd = document.querySelector('canvas.dm-crowd') !== null;
  return {stacks: found, labels, circles, gatherings, isCrowd, view};
}
"""


def random_rows(count: int, seed: int) -> list[Row]:
    """Return units of several sides in clusters, with numbers of every kind or none."""
    chance = random.Random(seed)
    middles = [(chance.uniform(47, 52), chance.uniform(24, 39)) for _ in range(max(2, count // 9))]
    sides = SIDES[: chance.choice((2, 3, 5))]
    rows: list[Row] = []
    for number in range(count):
        lat, lon = chance.choice(middles)
        if chance.random() < 0.6:
            lat, lon = lat + chance.gauss(0, 0.05), lon + chance.gauss(0, 0.08)
        troops = round(math.exp(chance.uniform(3, 10)))
        least, most = round(troops * chance.uniform(0.6, 1)), round(troops * chance.uniform(1, 1.5))
        kind = chance.choice(("exact", "exact", "about", "blank", "range", "most", "least", "all"))
        row: Row = {
            "id": f"N{number}",
            "name": f"No {number} unit",
            "side": chance.choice(sides),
            "place": chance.choice(PLACES) if count < 400 else chance.choice(("Aaa", "Bbb")),
            "lat": round(lat, 4),
            "lon": round(lon, 4),
            "troops": f"~{troops}"
            if kind == "about"
            else troops
            if kind in ("exact", "all")
            else "",
            "troops_min": least if kind in ("range", "least", "all") else "",
            "troops_max": most if kind in ("range", "most", "all") else "",
            "parent": f"N{chance.randrange(number)}" if number and chance.random() < 0.4 else "",
        }
        rows.append(row)
    return rows


@pytest.mark.parametrize(
    ("count", "seed"), [(3, 1), (8, 2), (12, 2), (40, 3), (80, 14), (300, 5), (800, 6), (8000, 7)]
)
def test_every_name_and_number_on_the_map_is_that_of_its_rows(make_page, open_page, count, seed):
    rows = random_rows(count, seed)
    seen: Counter[str] = Counter()
    page_file = make_page(units=sheet(rows))
    # of many each view takes its time
    for width in (1280, 375) if count < 80 else (1280,):
        with open_page(page_file, width=width) as page:
            first = page.evaluate("deploymap.map.getZoom()")
            for zoom in (None, first - 2, first + 1.5):
                if zoom is not None:
                    page.evaluate(
                        "zoom => void deploymap.map.setZoom(zoom, {animate: false})", zoom
                    )
                    drawn(page)
                check_shown(page.evaluate(SHOWN), rows, seen)
                drawn(page)
    assert seen["label"] > 4
    assert seen["several sides"] > 1
    assert seen["place"] or seen["count"]
    assert seen["some"] or count < 40
    assert seen["gathering"] > 20 or count < 80
    assert seen["circle"] > count / 3 or count > 20


def check_shown(shown: dict, rows: list[Row], seen: Counter[str]) -> None:
    by_id = {row["id"]: row for row in rows}
    by_name = {row["name"]: row for row in rows}
    stacks = {}
    for stack in shown["stacks"]:
        units = [by_id[unit] for unit in stack["units"]]
        if stack["listed"] is not None:
            listed = [by_name[name] for name in stack["listed"]]
            assert stack["said"] == f"+{len(listed) - len(units)}"
            assert all(unit in listed for unit in units)
            units = listed
        assert stack["name"] == title_of(units, by_id, shown["isCrowd"])
        assert stack["at"] not in stacks
        stacks[stack["at"]] = units
    listed = {name for gathering in shown["gatherings"] for name in gathering["listed"]}
    drawn_names = {unit["name"] for units in stacks.values() for unit in units}
    south, west, north, east = shown["view"]
    in_view = {
        row["name"] for row in rows if south < row["lat"] < north and west < row["lon"] < east
    }
    assert in_view <= listed | drawn_names
    assert shown["isCrowd"] or not listed
    for label in shown["labels"]:
        units = stacks[label["at"]]
        assert label["title"] == title_of(units, by_id, shown["isCrowd"])
        assert label["troops"] == (
            lines_of(units[0], rows) if shown["isCrowd"] else troops_of(units, rows)
        )
        names = {unit["name"] for unit in units}
        assert set(label["listed"][:6]) <= names
        seen["label"] += 1
        seen["several sides"] += len(label["troops"]) > 1
        seen["place" if label["title"] in PLACES else "count"] += 1
        seen["some"] += any(" in " in line for line in label["troops"])
    if len(drawn_names) == len(rows):
        check_circles(shown["circles"], rows)
        seen["circle"] += len(shown["circles"])
    check_gatherings(shown["gatherings"], rows, by_name, seen)


def check_gatherings(
    gatherings: list[dict], rows: list[Row], by_name: dict[object, Row], seen: Counter[str]
) -> None:
    """A gathering lists its units by side, and says of each side what its units have together."""
    by_id = {row["id"]: row for row in rows}
    listed = [name for gathering in gatherings for name in gathering["listed"]]
    assert len(set(listed)) == len(listed)
    for gathering in gatherings:
        units = [by_name[name] for name in gathering["listed"]]
        if len(units) == 1:
            assert gathering["name"] == gathering["title"] == units[0]["name"]
            continue
        order = sides_of(rows)
        places = [order.index(str(unit["side"])) for unit in units]
        assert places == sorted(places)
        sides = [order[place] for place in sorted(set(places))]
        lines = [side_line(side, units, rows) for side in sides]
        assert gathering["name"] == ", ".join([f"{len(units):,} units", *lines])
        assert gathering["title"] == title_of(units, by_id)
        assert gathering["sides"] == lines
        seen["gathering"] += 1
        seen["several sides"] += len(sides) > 1
        seen["some"] += any(" in " in line for line in lines)


def side_line(side: str, units: list[Row], rows: list[Row]) -> str:
    own = [unit for unit in units if unit["side"] == side]
    count = f"{len(own):,} unit{'s' * (len(own) != 1)}"
    return f"{side or 'Side not stated'}: {words_of(own, rows) or count}"


def lines_of(unit: Row, rows: list[Row]) -> list[str]:
    """Return what stands under the name of one of many: its number, or that of those under it."""
    own = troops_of([unit], rows)
    below: dict[object, list[Row]] = {}
    for row in rows:
        below.setdefault((row["parent"], row["side"]), []).append(row)
    under = [unit]
    for one in under:
        under += below.get((one["id"], unit["side"]), [])
    if own or len(under) == 1:
        return own
    words = words_of(under[1:], rows)
    return [f"Its units: {words}"] if words else []


def title_of(units: list[Row], by_id: dict[object, Row], is_alone: bool = False) -> object:
    """Return what units are called: by their place, else their superior, else their number."""
    places = {unit["place"] for unit in units}
    if is_alone:
        return units[0]["name"]
    if len(places) == 1 and None not in places:
        return places.pop()
    if len(units) == 1:
        return units[0]["name"]
    parents = {unit["parent"] for unit in units}
    superior = by_id.get(parents.pop()) if len(parents) == 1 else None
    count = f"{len(units):,} units"
    return f"{superior['name']}: {count}" if superior else count


def troops_of(units: list[Row], rows: list[Row]) -> list[str]:
    """Return what a label should say: a line for each side, in the order of the sheet."""
    order = sides_of(rows)
    sides = sorted({str(unit["side"]) for unit in units}, key=order.index)
    lines = []
    for side in sides:
        words = words_of([unit for unit in units if unit["side"] == side], rows)
        if words and len(sides) > 1:
            lines.append(f"{side or 'Side not stated'}: {words}")
        elif words:
            lines.append(words[0].upper() + words[1:])
    return lines


def sides_of(rows: list[Row]) -> list[str]:
    named = list(dict.fromkeys(str(row["side"]) for row in rows))
    return [*filter(None, named), ""]


def figure(row: Row) -> tuple[int | None, int | None, int | None, bool]:
    """Return a row's number, its bounds, and whether it is approximate."""
    text = str(row["troops"])
    number = int(text.lstrip("~")) if text else None
    bounds = (
        int(str(row[name])) if row[name] != "" else None for name in ("troops_min", "troops_max")
    )
    least, most = bounds
    return number, least, most, text.startswith("~")


def counted(units: list[Row], rows: list[Row]) -> tuple[list[Row], int]:
    """Return the units whose figures add up, and of how many units these are.

    A superior that stands elsewhere does not part one at this place from those below it.
    """
    side = {row["id"]: row for row in rows if row["side"] == units[0]["side"]}
    stating = {name for name, row in side.items() if figure(row)[:3] != (None, None, None)}
    counting = stating & {unit["id"] for unit in units}

    def is_part(unit: Row) -> bool:
        above = side.get(unit["parent"])
        return above is not None and (above["id"] in counting or is_part(above))

    parts = [unit for unit in units if unit["id"] in stating and not is_part(unit)]
    return parts, sum(unit["id"] in stating or is_part(unit) for unit in units)


def total(parts: list[Row]) -> tuple[float | None, float | None, float | None, bool]:
    figures = [figure(part) for part in parts]
    if len(figures) == 1:
        return figures[0]

    def add(values: list[int | None]) -> int | None:
        return None if None in values else sum(value for value in values if value is not None)

    ranged = any(least is not None or most is not None for _, least, most, _ in figures)
    # where only the most is stated, there may be none
    least = sum(low if low is not None else own or 0 for own, low, *_ in figures) or None
    most = add([number if high is None else high for number, _, high, _ in figures])
    number = add([f[0] for f in figures])
    bounds = (least, most) if ranged else (None, None)
    return (number, *bounds, any(f[3] for f in figures))


def words_of(units: list[Row], rows: list[Row]) -> str:
    parts, stated = counted(units, rows)
    if not parts:
        return ""
    number, least, most, approx = total(parts)
    if len(parts) > 1 and (approx or least is not None or most is not None):
        number, least, most, approx = round_sum(number, least, most, approx)

    def write(value: float) -> str:
        return f"{value:,.0f}"

    def some(value: float) -> str:
        return f"about {write(value)}" if approx and number is None else write(value)

    words = "" if number is None else f"about {write(number)}" if approx else write(number)
    if least is not None and most is not None:
        bounds = some(least) if least == most else f"{some(least)}–{write(most)}"
    elif most is not None:
        bounds = f"up to {some(most)}"
    else:
        bounds = "" if least is None else f"at least {some(least)}"
    if words and bounds and least != most:
        words = f"{words} ({bounds})"
    words = words or bounds
    if not words:
        return ""
    return f"{words} troops" + (
        "" if stated == len(units) else f" in {stated:,} of {len(units):,} units"
    )


def round_sum(
    number: float | None, least: float | None, most: float | None, approx: bool
) -> tuple[float | None, float | None, float | None, bool]:
    """Return a sum of two digits, about where these changed it; an exact range stays a range."""
    rounded = [value and round_half_up(value) for value in (number, least, most)]
    if not approx and least is not None and least != most and rounded[1] == rounded[2]:
        return number, least, most, approx
    return *rounded, approx or rounded != [number, least, most]


def round_half_up(value: float) -> float:
    """Return a number of two significant digits."""
    unit = 10 ** max(len(str(int(value))) - 2, 0)
    return math.floor(value / unit + 0.5) * unit


def check_circles(circles: list[tuple[int, float]], rows: list[Row]) -> None:
    """Each side has a circle of its own at each position, its area that of its troops."""
    order = sides_of(rows)
    expected = Counter()
    for place in {(row["lat"], row["lon"]) for row in rows}:
        here = [row for row in rows if (row["lat"], row["lon"]) == place]
        for side in {str(row["side"]) for row in here}:
            parts, _ = counted([row for row in here if row["side"] == side], rows)
            number, least, most, _ = total(parts) if parts else (None, None, None, False)
            largest = max((value for value in (number, least, most) if value), default=0)
            if largest:
                expected[order.index(side), round(largest)] += 1
    if not circles:
        return
    # the scale is that of the widest circle, whatever the width of the page
    ratio = max(radius for _, radius in circles) ** 2 / max(troops for _, troops in expected)
    assert len(circles) == sum(expected.values())
    wrong = [
        (side, radius)
        for side, radius in circles
        if not any(
            s == side and math.isclose(radius**2, troops * ratio, rel_tol=0.01, abs_tol=0.2)
            for s, troops in expected
        )
    ]
    assert wrong == []
