"""Rows against each other: superiors, dates, places far from all, series, and sums of areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.borders.borders import packaged_borders, read_borders
from deploymap.borders.join import join_units
from deploymap.checks.check import Checked, check_annotations, check_units, take_newest
from deploymap.checks.distances import FAR_KM, find_middle, great_circle_km
from deploymap.checks.header import is_unit_name
from deploymap.checks.rows import order_dates, tells_units_by_name
from deploymap.checks.superiors import find_superiors
from deploymap.checks.totals import MAY_BE, is_total
from deploymap.inspection.areas import check_area_figures
from deploymap.inspection.superiors import counted_above
from deploymap.problems import Problem
from deploymap.sheets.read import read_sheet
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import Source
from deploymap.sheets.texts import TextColumn, to_objects
from deploymap.symbols.resolve import resolve_symbols

Row = dict[str, str]


def sheet(rows: Sequence[Row], file: str = "units.csv") -> RawTable:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name, "") for name in names] for row in rows]
    frame = pd.DataFrame(np.array(cells, dtype=object), columns=names, dtype=object)
    columns = {name: TextColumn(frame[name].tolist()) for name in frame}
    return RawTable(columns, np.arange(2, len(rows) + 2), file)


def unit(name: str = "A", lat: float = 48.5, lon: float = 39.3, **cells: str) -> Row:
    return {"name": name, "lat": f"{lat:.4f}", "lon": f"{lon:.4f}", **cells}


def check(rows: Sequence[Row], **options: str) -> Checked:
    return check_units(sheet(rows), **options)


def told(found: Checked | Sequence[Problem], code: str) -> list[tuple[int | None, str | None, str]]:
    """Return line, column and message of each problem of a kind."""
    problems = found.problems if isinstance(found, Checked) else found
    return [(p.line, p.column, p.message) for p in problems if p.code == code]


# superiors


@pytest.mark.parametrize(
    ("widths", "above"),
    [
        ([0, 2, 4, 2, 0, 4], [None, 0, 1, 0, None, 4]),
        ([0, 3, 3, 0, 3], [None, 0, 0, None, 3]),
        # the whole column may be indented
        ([2, 4, 6], [None, 0, 1]),
        # one space is a slip
        ([0, 1, 0, 1], [None] * 4),
        ([0, 2, 3], [None] * 3),
        # back to a level that is not there
        ([0, 4, 2], [None] * 3),
        ([2, 4, 0], [None] * 3),
        ([0, 0, 0], [None] * 3),
        ([], []),
    ],
)
def test_indented_rows_belong_to_those_above_them(widths: list[int], above: list) -> None:
    assert find_superiors(widths) == above


def outline(*rows: str, head: str = "name,troops,lat,lon") -> Checked:
    text = "\n".join([head, *(f"{row},48.{number},39" for number, row in enumerate(rows, 1))])
    return check_units(read_sheet(Source(text.encode(), "units.csv"), is_name=is_unit_name))


def test_an_outline_of_names_says_who_is_whose_superior() -> None:
    for space in ("  ", "\t", "\u00a0\u00a0", "\u3000"):
        found = outline("Armée,900", f"{space}I. Korps,400", f'"{space}II. Korps",300')
        assert found.table["parent"].tolist() == [None, "row2", "row2"]
        assert found.table["name"].tolist() == ["Armée", "I. Korps", "II. Korps"]
        assert counted_above(found.table, np.full(3, True)).tolist() == [-1, 0, 0]
        assert [line for line, _, _ in told(found, "superiors-indented")] == [3]


def test_an_outline_is_left_where_it_is_not_sure() -> None:
    # a part with more troops: the number of the one above it is its own alone
    assert outline("Staff,90", "  A,400", "  B,300").table["parent"].isna().all()
    # an accident
    assert outline("A,90", "  B,40").table["parent"].isna().all()
    # a column that says so, though it is blank
    head = "name,troops,parent,lat,lon"
    found = outline("Army,90,", "  A,40,", "  B,30,", head=head)
    assert found.table["parent"].isna().all()
    # a sum is nobody's superior
    found = outline("Total,900", "  Army,900", "    A,400", "    B,300")
    assert found.table["parent"].tolist() == [None, None, "row3", "row3"]


def test_a_superior_may_be_given_by_id_or_by_name() -> None:
    rows = [
        unit("1st Army", id="a1"),
        unit("2nd Division", id="d2", parent="a1"),
        unit("3rd Brigade", id="b3", parent="2nd Division"),
    ]
    found = check(rows)
    assert found.table["parent"].tolist() == [None, "a1", "d2"]
    assert found.problems == []


def test_a_superior_by_its_name_in_a_sheet_without_ids() -> None:
    found = check([unit("1st Army"), unit("2nd Division", parent="1st Army")])
    assert found.table["parent"].tolist() == [None, "row2"]
    assert found.problems == []


def test_an_id_goes_before_a_name() -> None:
    rows = [unit("x", id="a"), unit("a", id="b"), unit("c", id="c", parent="a")]
    assert check(rows).table["parent"].tolist() == [None, None, "a"]


def test_a_name_of_two_units_is_no_superior_but_one_of_two_rows_is() -> None:
    rows = [unit("x", id="a"), unit("x", id="b"), unit("c", id="c", parent="x")]
    found = check(rows)
    assert told(found, "parent-missing") == [(4, "parent", "several units have the name x")]
    rows = [unit("x", id="a", date="2021"), unit("x", id="a", date="2022"), unit("c", parent="x")]
    assert check(rows).table["parent"].tolist() == [None, None, "a"]


def test_a_superior_by_its_name_is_of_the_same_side() -> None:
    corps = [unit("I Corps", side="Union"), unit("I Corps", side="Confederate")]
    law, iron = unit("Law", side="Confederate"), unit("Iron", side="Union")
    rows = [*corps, *({**each, "parent": "i corps"} for each in (iron, law))]
    found = check(rows)
    assert found.table["parent"].tolist() == [None, None, "row2", "row3"]
    assert found.problems == []
    # of one side alone whose side has none, and of several of its own side
    alone = check([corps[0], {**law, "parent": "I Corps"}])
    assert alone.table["parent"].tolist() == [None, "row2"]
    doubled = [corps[0], corps[0] | {"lat": "48.6"}, corps[1]]
    several = check([*doubled, {**iron, "parent": "I Corps"}, {**law, "parent": "I Corps"}])
    assert several.table["parent"].tolist() == [None, None, None, "I Corps", "row4"]
    (problem,) = [p for p in several.problems if p.code == "parent-missing"]
    assert problem.line == 5
    assert problem.message == "several units have the name I Corps"
    assert problem.advice.endswith("give each unit an id, and write ids in parent")


def test_a_missing_superior_is_told_once_with_the_number_of_its_rows() -> None:
    rows = [unit(str(number), parent="ghost") for number in range(3)]
    found = check(rows)
    (problem,) = [p for p in found.problems if p.code == "parent-missing"]
    assert (problem.line, problem.column, problem.severity) == (2, "parent", "warning")
    assert problem.advice == "the unit stands by itself (and 2 more rows)"
    (problem,) = [p for p in check(rows[:2]).problems if p.code == "parent-missing"]
    assert problem.advice.endswith("(and 1 more row)")
    assert check(rows).table["parent"].tolist() == ["ghost"] * 3


def chain_of(*parents: str) -> list[Row]:
    return [unit(f"n{n}", id=str(n), parent=parent) for n, parent in enumerate(parents)]


@pytest.mark.parametrize(
    ("parents", "lines"),
    [
        (("0",), [2]),
        (("1", "0"), [2, 3]),
        (("1", "2", "3", "4", "0"), [2, 3, 4, 5, 6]),
        # tails that lead into a loop are none of it
        (("1", "0", "0", "2"), [2, 3]),
        (("1", "2", "1"), [3, 4]),
        (("1", "2", "3", "3"), [5]),
        # two loops, and a tree beside them
        (("1", "0", "3", "2", "", "4"), [2, 3, 4, 5]),
        (("", "0", "1", "2", "3"), []),
    ],
)
def test_loops_are_told_at_each_of_their_units(parents: Sequence[str], lines: list[int]) -> None:
    found = check(chain_of(*parents))
    assert [line for line, _, _ in told(found, "parent-loop")] == lines


def test_a_loop_is_told_with_its_way() -> None:
    assert told(check(chain_of("0")), "parent-loop")[0][2] == "a unit cannot belong to itself"
    found = told(check(chain_of("1", "2", "0")), "parent-loop")
    assert [words.partition(": ")[2] for _, _, words in found] == [
        "0 belongs to 1 belongs to 2 belongs to 0",
        "1 belongs to 2 belongs to 0 belongs to 1",
        "2 belongs to 0 belongs to 1 belongs to 2",
    ]
    long = chain_of(*(str((n + 1) % 9) for n in range(9)))
    assert "belongs to 4 belongs to … belongs to 0" in told(check(long), "parent-loop")[0][2]


def test_a_long_chain_of_superiors_ends() -> None:
    rows = chain_of("", *map(str, range(3_000)))
    assert told(check(rows), "parent-loop") == []
    rows[0]["parent"] = "3000"
    assert len(told(check(rows), "parent-loop")) == 3_001


# ids and dates


def test_one_id_with_one_date_twice_is_an_error_at_the_later_row() -> None:
    rows = [unit(id="u", date="2022-01-12"), unit(id="v"), unit(id="u", date="12.01.2022")]
    assert told(check(rows), "id-repeated") == [
        (4, "id", "u stands on line 2 already, with the same date")
    ]
    rows = [unit(id="u"), unit(id="u")]
    assert told(check(rows), "id-repeated")[0][2] == "u stands on line 2 already, with no date"


def test_one_id_with_different_dates_is_one_unit() -> None:
    dates = ["2021", "2022-01", "2022-01-12", "2022-01-12T10:30", "", "49 BC"]
    found = check([unit(id="u", date=date) for date in dates])
    assert told(found, "id-repeated") == []
    assert take_newest(found.table)["date"].tolist() == ["2022-01-12T10:30"]


def test_rows_of_the_newest_dates_stay_in_the_order_of_the_file() -> None:
    rows = [
        unit("b old", id="b", date="2021"),
        unit("a new", id="a", date="2022"),
        unit("c", id="c"),
        unit("a old", id="a", date="49 BC"),
        unit("b new", id="b", date="2022-05"),
        unit("d none", id="d"),
        unit("d any", id="d", date="0001"),
    ]
    newest = take_newest(check(rows).table)
    assert newest["name"].tolist() == ["a new", "c", "b new", "d any"]


def test_dates_sort_by_time() -> None:
    dates = [None, "-0048", "0000", "2022", "2022-01", "2022-01-12", "2022-01-12T00:01"]
    order = order_dates(to_objects(dates)).tolist()
    assert order == sorted(order)
    assert len(set(order)) == len(order)


@pytest.mark.parametrize(
    ("date", "latest", "is_future"),
    [
        ("2022-01-12", "2022-01-12", False),
        ("2022-01-13", "2022-01-12", True),
        ("2022-01-12T23:59:59", "2022-01-12", False),
        ("2022-01-13T00:01", "2022-01-12", True),
        ("2022-01", "2022-01-12", False),
        ("2022-02", "2022-01-12", True),
        ("2022", "2022-01-12", False),
        ("2023", "2022-01-12", True),
        ("2022-01-31", "2022-01", False),
        ("2022-02-01", "2022-01", True),
        ("2022-12-31T23:59", "2022", False),
        ("2023-01-01", "2022", True),
        ("2022-01-12T10:29", "2022-01-12T10:30", False),
        ("2022-01-12T10:31", "2022-01-12T10:30", True),
        ("-0048", "2022", False),
        ("2022-01-13", "2022-01-12T10:30", True),
        ("2022-01-12T10:30:15", "2022-01-12T10:30", False),
        ("2022-01-12T10:30:15", "2022-01-12T10:30:14", True),
        ("-0047", "-0048", True),
        ("-0048-05-01", "-0048", False),
        ("-0048-05-01", "-0048-04", True),
        ("2032", "", False),
        ("2032", "no date", False),
    ],
)
def test_dates_after_the_latest(date: str, latest: str, is_future: bool) -> None:
    found = check([unit(date=date)], latest=latest)
    assert [(line, column) for line, column, _ in told(found, "date-future")] == (
        [(2, "date")] if is_future else []
    )


def test_a_planned_unit_may_stand_in_the_future() -> None:
    rows = [unit("a", date="2030", status="Planned"), unit("b", date="2030", status="present")]
    assert [line for line, *_ in told(check(rows, latest="2022"), "date-future")] == [3]


# series of reports without ids


def reports(days: int, names: Sequence[str], **cells: str) -> list[Row]:
    return [
        unit(name, date=f"2022-01-{day + 1:02}", **cells) for day in range(days) for name in names
    ]


UNITS = ["1st Army", "2nd Army", "3rd Army", "4th Army"]


def is_series(rows: Sequence[Row]) -> bool:
    found = check(rows)
    assert tells_units_by_name(
        found.sheet, {name: found.table[name].to_numpy() for name in ("name", "date")}
    ) == (found.by_name)
    assert (told(found, "names-tell-units") != []) == found.by_name
    return found.by_name


def test_a_series_of_reports_is_known_by_its_names() -> None:
    rows = reports(3, UNITS)
    assert is_series(rows)
    newest = take_newest(check(rows).table, by_name=True)
    assert newest["name"].tolist() == UNITS
    assert set(newest["date"]) == {"2022-01-03"}


def test_one_name_on_two_sides_is_two_units() -> None:
    rows = reports(3, UNITS, side="Red") + reports(2, UNITS, side="Blue")
    newest = take_newest(check(rows).table, by_name=True)
    assert sorted(zip(newest["side"], newest["date"], strict=True)) == [
        *[("Blue", "2022-01-02")] * 4,
        *[("Red", "2022-01-03")] * 4,
    ]


def test_a_list_with_general_names_and_days_of_sight_is_no_series() -> None:
    rows = [unit("Tank", date=f"2022-01-{day + 1:02}") for day in range(28)]
    assert not is_series(rows)
    assert not is_series([unit("Tank", date=f"2022-01-{n % 3 + 1:02}") for n in range(30)])


def test_one_date_or_ids_or_no_dates_make_no_series() -> None:
    assert not is_series(reports(1, UNITS))
    assert not is_series([row | {"id": str(n)} for n, row in enumerate(reports(3, UNITS))])
    assert not is_series([unit(name) for name in UNITS * 3])
    assert not is_series([row | {"date": ""} for row in reports(3, UNITS)])


def test_names_that_are_hardly_ever_there_again_make_no_series() -> None:
    rows = [unit(f"unit {n}", date=f"2022-01-{n % 3 + 1:02}") for n in range(30)]
    assert not is_series(rows)


# far from all others


def far(*points: tuple[float, float]) -> list[int]:
    """Return the numbers, from 0, of the units that are told to be far from all."""
    rows = [unit(str(n), lat, lon) for n, (lat, lon) in enumerate(points)]
    return [(line or 0) - 2 for line, *_ in told(check(rows), "position-far")]


HOME = [(48.0, 38.0), (48.5, 38.5), (49.0, 39.0)]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (HOME[:1], []),
        # of two nobody can tell which is wrong
        ([HOME[0], (-48.0, 38.0)], []),
        ([*HOME[:2], (-48.0, 38.0)], [2]),
        ([(-48.0, 38.0), *HOME], [0]),
        ([*HOME, (48.0, -38.0)], [3]),
        ([*HOME, (48.0, 55.0)], []),
        # over the antimeridian and the poles the way is short
        ([(65.0, 179.5), (65.0, -179.5), (66.0, 179.0)], []),
        ([(89.0, 0.0), (89.0, 180.0), (88.0, 90.0)], []),
        ([(-89.0, 10.0), (-89.0, -170.0), (-90.0, 0.0)], []),
        # two units at one place are not alone
        ([*HOME, (-30.0, 38.0), (-30.0, 38.0)], []),
        ([*HOME, (-30.0, 38.0), (-30.1, 38.0)], []),
        ([*HOME, (-30.0, 38.0), (60.0, -100.0)], [3, 4]),
    ],
)
def test_positions_far_from_all_others(points, expected: list[int]) -> None:
    assert far(*points) == expected


def test_one_far_unit_among_many_is_found_and_no_other() -> None:
    many = [(40 + n % 50 / 5, 30 + n // 50 / 5) for n in range(5_000)]
    assert far(*many, (0.0, -150.0)) == [5_000]
    assert far(*many) == []


def test_on_a_map_of_a_continent_far_is_farther() -> None:
    # stations of the Antarctic, of which one is on the peninsula; ships of an ocean
    stations = [(-77.85, 166.67), (-90, 0), (-78.46, 106.84), (-75.1, 123.33), (-77.32, 39.7)]
    assert far(*stations, (-80.42, 77.12), (-64.24, -56.62)) == []
    ships = [(21.17, 166.5), (20.5, -162.2), (39, 170.2), (31, -158.3), (26, -158), (21.25, -158)]
    assert far(*ships) == []
    # a sign that is missing is so all the same
    assert far(*stations, (-80.42, 77.12), (64.24, -56.62)) == [6]


def test_the_limit_is_that_of_the_constant() -> None:
    degrees = FAR_KM / 6371.0 * 180 / np.pi
    assert far((0.0, 0.0), (0.1, 0.0), (0.0, degrees - 0.01)) == []
    assert far((0.0, 0.0), (0.1, 0.0), (0.0, degrees + 0.01)) == [2]


def test_a_far_unit_is_told_at_the_column_that_the_sheet_has() -> None:
    rows = [{"name": str(n), "lat_lon": f"{lat}, {lon}"} for n, (lat, lon) in enumerate(HOME)]
    found = check([*rows, {"name": "far", "lat_lon": "-48, 38"}])
    assert [(line, column) for line, column, _ in told(found, "position-far")] == [(5, "lat_lon")]


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(POINTS, min_size=3, max_size=8, unique=True))
def test_far_is_what_the_distances_say(points: list[tuple[float, float]]) -> None:
    places = np.round(np.array(points), 4)
    if len(np.unique(places, axis=0)) < len(places):
        return
    expected = []
    for number, point in enumerate(places):
        others = np.delete(places, number, axis=0)
        km = great_circle_km(point, others).min()
        apart = np.sort(great_circle_km(find_middle(others), others))
        bar = max(FAR_KM, 4 * apart[(len(others) - 1) // 2])
        if abs(km - bar) < 1:
            return
        if km > bar:
            expected.append(number)
    assert far(*points) == expected


@pytest.mark.parametrize(
    ("first", "second", "km"),
    [
        ((0, 0), (0, 90), 10_007.5),
        ((90, 0), (-90, 0), 20_015.1),
        ((0, 179), (0, -179), 222.4),
        ((48.57, 39.31), (48.57, 39.31), 0),
        ((48.8566, 2.3522), (50.4501, 30.5234), 2_023),
    ],
)
def test_great_circles(first, second, km: float) -> None:
    assert great_circle_km(np.array(first), np.array([second]))[0] == pytest.approx(km, abs=1)


# sums of areas


@pytest.fixture(scope="module")
def land():
    return read_borders(packaged_borders())


@pytest.fixture
def sums(land):
    """Return a function: rows of units, rows of figures -> what is told of the figures."""

    def tell(units: Sequence[Row], *figures: Row) -> list[tuple[int | None, str | None, str]]:
        coded, _ = resolve_symbols(check(units).table, {}, file="units.csv")
        joined, _ = join_units(take_newest(coded), land, file="units.csv")
        rows = [{"type": "figure", "text": "troops", **figure} for figure in figures]
        notes = check_annotations(sheet(rows, "notes.csv"))
        return told(check_area_figures(notes, joined, land), "area-sum")

    return tell


LUHANSK, ROSTOV = {"lat": 48.57, "lon": 39.31}, {"lat": 47.5, "lon": 40.1}


def test_a_figure_that_is_less_than_its_units_is_told(sums) -> None:
    units = [unit("a", **LUHANSK, troops="3000"), unit("b", **LUHANSK, troops="2000")]
    assert sums(units, {"area": "Ukraine", "troops": "4000"}) == [
        (2, "troops", "4,000 for Ukraine, but its units have 5,000")
    ]
    assert sums(units, {"area": "Ukraine", "troops": "5000"}) == []
    assert sums(units, {"area": "Ukraine", "troops": "50000"}) == []
    assert sums(units, {"area": "Russia", "troops": "1"}) == []
    assert sums(units, {"area": "Atlantis", "troops": "1"}) == []
    assert sums(units, {"troops": "1"}) == []


def test_a_unit_whose_superior_has_a_number_is_not_counted_again(sums) -> None:
    units = [
        unit("army", id="a", **LUHANSK, troops="5000"),
        unit("division", id="d", parent="a", **LUHANSK),
        unit("brigade", id="b", parent="d", **LUHANSK, troops="4000"),
    ]
    assert sums(units, {"area": "Ukraine", "troops": "5000"}) == []
    assert sums(units, {"area": "Ukraine", "troops": "4999"}) != []
    units[0] |= {"troops": ""}
    assert sums(units, {"area": "Ukraine", "troops": "4000"}) == []
    assert sums(units, {"area": "Ukraine", "troops": "3999"}) != []


def test_a_superior_elsewhere_does_not_take_its_units_away(sums) -> None:
    units = [
        unit("army", id="a", **ROSTOV, troops="5000"),
        unit("brigade", id="b", parent="a", **LUHANSK, troops="4000"),
    ]
    assert sums(units, {"area": "Ukraine", "troops": "3000"}) != []


def test_an_area_counts_a_unit_once_though_one_between_stands_elsewhere(sums) -> None:
    units = [
        unit("army", id="a", **LUHANSK, troops="5000"),
        unit("division", id="d", parent="a", **ROSTOV, troops="4500"),
        unit("brigade", id="b", parent="d", **LUHANSK, troops="4000"),
    ]
    assert sums(units, {"area": "Ukraine", "troops": "5000"}) == []


@given(st.data(), st.integers(1, 12))
def test_a_number_is_in_that_of_the_nearest_superior_of_its_side_that_counts(data, size) -> None:
    def draw(values) -> list[Any]:
        return data.draw(st.lists(values, min_size=size, max_size=size))

    ids = [f"u{number}" for number in range(size)]
    parents = draw(st.sampled_from([*ids, "away", None]))
    sides, counts = draw(st.sampled_from(["A", "A", None])), draw(st.booleans())
    table = pd.DataFrame({"id": ids, "parent": parents, "side": sides}, dtype=object)

    def way_up(row: int) -> list[int]:
        """Return the superiors, the nearest first; none where the way ends in a loop."""
        way: list[int] = []
        while parents[row] in ids and sides[ids.index(parents[row])] == sides[row]:
            row = ids.index(parents[row])
            if row in way:
                return []
            way.append(row)
        return way

    above = [[other for other in way_up(row) if counts[other]] for row in range(size)]
    expected = [rows[0] if rows else -1 for rows in above]
    assert counted_above(table, np.array(counts)).tolist() == expected


def test_units_in_a_loop_end(sums) -> None:
    units = [unit("a", id="a", parent="b", **LUHANSK), unit("b", id="b", parent="a", **LUHANSK)]
    assert sums(units, {"area": "Ukraine", "troops": "0"}) == []


def test_about_allows_a_fifth_more(sums) -> None:
    units = [unit("a", **LUHANSK, troops="1200")]
    assert sums(units, {"area": "Ukraine", "troops": "~1000"}) == []
    assert sums(units, {"area": "Ukraine", "troops": "~990"}) != []
    assert sums(units, {"area": "Ukraine", "troops": "1000"}) != []


def test_of_a_range_the_upper_end_counts_and_of_units_the_lower(sums) -> None:
    units = [unit("a", **LUHANSK, troops="1000-2000"), unit("b", **LUHANSK, troops="<900")]
    assert sums(units, {"area": "Ukraine", "troops": "500-1000"}) == []
    assert sums(units, {"area": "Ukraine", "troops": "500-999"}) != []
    assert sums(units, {"area": "Ukraine", "troops": "<999"}) != []
    assert sums(units, {"area": "Ukraine", "troops": ">1"}) == []


@pytest.mark.parametrize(
    "area", ["Ukraine", "UKRAINE", "Україна", "Украина", "UA", "UKR", "Luhansk", "Luhans'k"]
)
def test_an_area_may_be_spelt_otherwise(sums, area: str) -> None:
    units = [unit("a", **LUHANSK, place="Luhansk", troops="2000")]
    assert sums(units, {"area": area, "troops": "1000"}) != []


def test_a_place_is_known_by_its_units(sums) -> None:
    units = [unit("a", **LUHANSK, place="Somewhere Ferry", troops="2000")]
    assert sums(units, {"area": "somewhere ferry", "troops": "1000"}) != []
    assert sums(units, {"area": "Ferry", "troops": "1000"}) == []


def test_the_line_is_that_of_the_figure(sums) -> None:
    units = [unit("a", **LUHANSK, troops="2000")]
    good, bad = {"area": "Ukraine", "troops": "3000"}, {"area": "Ukraine", "troops": "1000"}
    assert [line for line, *_ in sums(units, good, bad, good, bad)] == [3, 5]


@pytest.mark.parametrize(
    "name",
    ["Insgesamt", "Gesamtstärke", "Subtotal North", "Summe Nord", "Zwischensumme", "Σ", "Σ West",
     "Total", "Total:", "Total North", "Total of all units", "Grand total", "North, total",
     "Всего", "Итого по фронту", "Разом", "Усього осіб", "Sous-total Nord", "Somme", "Suma",
     "Totale", "Razem", "Celkem", "Toplam", "Totaal", "Totalt", "Σύνολο", "المجموع", "סה״כ", "合计",
     "小計", "Összesen", "Yhteensä", "Общо", "В сумме", "Ukupno",
     "I alt", "합계", "Kokku", "Zusammen"],
)  # fmt: skip
def test_names_of_rows_that_sum_up_others(name: str) -> None:
    assert is_total(name)
    # and is found among many, which Arrow reads
    for cells in (TextColumn([name]), TextColumn(arrow=pa.array([name]))):
        assert cells.where_found(MAY_BE).tolist() == [0]


@pytest.mark.parametrize(
    "name",
    ["Sumy Brigade", "Summer Camp", "Total War Museum", "Gesamtverband", "Allied Command", "Sum 41",
     "Ensemble Alexandrov", "1st Tank Battalion", "Media Regiment", "Всеволод", "All-Russian",
     "Общовойсковая армия", "Visoko brigade", "Zusammengesetzte Brigade"],
)  # fmt: skip
def test_names_of_units_that_begin_alike(name: str) -> None:
    assert not is_total(name)


TOTALS_WITHOUT_A_NAME = [
    {"id": "Итого", "name": "", "troops": "300"},
    {"side": "Total Russia", "name": "", "troops": "310"},
    {"id": "", "name": "", "troops": "300"},
    {"id": "", "name": "", "troops": "299"},
]


@pytest.mark.parametrize("row", TOTALS_WITHOUT_A_NAME, ids=str)
def test_a_row_without_a_name_may_sum_up_others(row) -> None:
    units = [{"id": "a", "name": "A", "troops": "100"}, {"id": "b", "name": "B", "troops": "200"}]
    keys = ("id", "side", "name", "troops")
    cells = {key: TextColumn([unit.get(key, "") for unit in [*units, row]]) for key in keys}
    cells |= {"lat": TextColumn(["48.5", "48.6", ""]), "lon": TextColumn(["39", "39", ""])}
    found = check_units(RawTable(cells, np.array([2, 3, 4]), "units.csv", header=1))
    lines = [problem.line for problem in found.problems if problem.code == "row-total"]
    assert lines == ([] if row["troops"] == "299" else [4])
    # what sums up others is no unit, and not counted
    assert len(found.table) == 3 - len(lines)


def test_a_total_is_a_unit_only_where_it_stands_somewhere() -> None:
    rows = [unit(troops="100"), unit("B", troops="200"), {"name": "Total", "troops": "300"}]
    found = check(rows)
    assert found.table["name"].tolist() == ["A", "B"]
    assert [p.code for p in found.problems] == ["row-total"]
    placed = check([*rows[:2], unit("Total", 48.2, 38, troops="300")])
    assert placed.table["troops"].sum() == 600
    assert [p.code for p in placed.problems] == ["row-total"]


def test_the_position_of_programs_that_know_none_has_words_of_its_own() -> None:
    found = check([unit(), unit("B", 0, 0), unit("C", 0, 39), unit("D", 48, 0)])
    assert [(line, column) for line, column, _ in told(found, "position-null")] == [(3, "lat")]


@pytest.mark.parametrize(
    ("longitudes", "expected"),
    [
        (["39.31 O", "9.5 W"], [39.31, -9.5]),
        (["39°18'00\"O", "9,5 w"], [39.3, -9.5]),
        (["9.31 O", "39.5 E", "39.6 E"], [-9.31, 39.5, 39.6]),
    ],
)
def test_the_letter_o_is_what_the_other_cells_leave_for_it(
    longitudes: list[str], expected: list[float]
) -> None:
    found = check([{"name": "A", "lat": "48 N", "lon": lon} for lon in longitudes])
    assert found.table["lon"].tolist() == expected
    assert len(told(found, "position-letter")) == 1
    pairs = check([{"name": "A", "coordinates": f"48 N, {lon}"} for lon in longitudes])
    assert pairs.table["lon"].tolist() == expected
    assert len(told(pairs, "position-letter")) == 1


@pytest.mark.parametrize(
    "longitudes", [["39.31 O"], ["3 O", "9 W", "9 E"], ["3 O", "9"], ["3 O", "9 E"]]
)
def test_the_letter_o_is_asked_for_where_nothing_tells(longitudes: list[str]) -> None:
    found = check([{"name": "A", "lat": "48 N", "lon": lon} for lon in longitudes])
    assert len(told(found, "position-ambiguous")) == 1


@pytest.mark.parametrize(
    "name", ["\u200b", "\u3164", "\u2800", "\u2060 \u200d", "\ufeff", "\u115f"]
)
def test_a_name_that_cannot_be_seen_is_none(name: str) -> None:
    found = check([unit(), unit(name)])
    assert name not in found.table["name"].tolist()
    assert len(found.problems) > len(check([unit(), unit("B")]).problems)


def test_case_and_blanks_make_no_other_side() -> None:
    sides = [
        "Russia",
        "russia ",
        "RUSSIA",
        "Ru\u200bssia",
        "Russia",
        "",
        "Ukraine",
        "Ukraine  East",
    ]
    found = check([unit(str(row), side=side) for row, side in enumerate(sides)])
    assert found.table["side"].tolist() == [*["Russia"] * 5, None, "Ukraine", "Ukraine  East"]
    assert len(told(found, "side-spelling")) == 1


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("Russia", "Rusia", False),
        ("Russia", "Ruzsia", True),
        ("Germany", "Germnay", True),
        ("Germany", "Germanyy", True),
        ("Україна", "Украна", True),
        ("Austria", "Australia", False),
        ("Team 1", "Team 2", False),
        ("Group A", "Group B", False),
        ("Iran", "Iraq", False),
        ("Blue", "Blue.", True),
        ("Red Force", "Red-Force", True),
        ("Blue", "\u0412lue", True),
        ("A+", "A-", False),
    ],
)
def test_a_side_one_letter_off_is_told_of(one: str, other: str, is_told: bool) -> None:
    found = check([unit("A", side=one), unit("B", side=one), unit("C", side=other)])
    assert [line for line, _, _ in told(found, "side-near")] == ([4] if is_told else [])


def test_rows_of_many_dates_that_are_drawn_together_are_warned_of() -> None:
    named = [(name, month) for month in (4, 5) for name in "AABB"]
    rows = [
        unit(name, 48 + row / 100, date=f"2022-0{month}-01")
        for row, (name, month) in enumerate(named)
    ]
    assert len(told(check(rows), "dates-together")) == 1
    assert (
        told(check([{**row, "id": row["name"] + row["lat"]} for row in rows[:4]]), "dates-together")
        == []
    )
    battles = [unit(f"Battle {year}", date=str(year)) for year in range(1900, 1920)]
    assert told(check(battles), "dates-together") == []
