"""Positions whose order is exchanged, as the countries tell that the rows name."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploymap.gazetteer import worldplaces
from deploymap.inspection.inputs import inspect
from deploymap.problems import Problem
from deploymap.settings.config import Config


def problems_of(text: str, folder: Path) -> list[Problem]:
    path = folder / "units.csv"
    path.write_text(text, encoding="utf-8")
    found = inspect(Config(base=folder, units=path, output=folder / "page.html"))
    return [problem for problem in found.problems if problem.severity != "notice"]


@pytest.mark.parametrize(
    ("header", "column"),
    [("name,coordinates,country", "coordinates"), ("name,lat,lon,country", "lat")],
)
def test_an_order_that_puts_all_rows_into_their_countries_is_told_of_once(
    header: str, column: str, tmp_path: Path
) -> None:
    rows = [
        ("A", "38.8", "48.7", "Ukraine"),
        ("B", "31.1", "49.7", "UKR"),
        ("C", "40.0", "52.0", "RUS"),
    ]
    quote = '"' if column == "coordinates" else ""
    lines = [f"{name},{quote}{lat},{lon}{quote},{land}" for name, lat, lon, land in rows]
    found = problems_of("\n".join([header, *lines]), tmp_path)
    told = [p for p in found if p.code == "position-swapped"]
    assert [(p.line, p.column) for p in told] == [(None, column)]
    assert "in the other order all 3 rows lie in the country that they name" in told[0].message
    assert not [p for p in found if p.code in ("side-as-country", "area-other")]


def test_where_one_row_lies_in_its_country_the_order_is_right(tmp_path: Path) -> None:
    rows = "A,48.7,39.3,Ukraine\nB,31.1,49.7,Ukraine\nC,40,52,Russia\n"
    found = problems_of(f"name,lat,lon,country\n{rows}", tmp_path)
    assert not [p for p in found if p.code == "position-swapped" and p.line is None]


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        # Yemen, whose towns exchanged lie in Croatia and the Adriatic
        ("A,Yemen,,44.2,15.35\nB,Yemen,,44.0,13.6\nC,Saudi Arabia,,43.3,15.6\n", True),
        ("A,Yemen,,15.35,44.2\nB,Yemen,,13.6,44.0\nC,Saudi Arabia,,15.6,43.3\n", False),
        # an army abroad
        ("A,France,,16.3,0.0\nB,France,,13.5,2.1\nC,Germany,,16.3,0.1\n", False),
        ('A,x,Niamey,2.11,13.5\nB,x,"Bamako, Mali",-8.0,12.6\nC,,Gao,-0.04,16.27\n', True),
        ("A,x,Niamey,13.5,2.11\nB,x,Bamako,-8.0,12.6\nC,,Gao,-0.04,16.27\n", False),
        ("A,x,Nowhere at all,2.11,13.5\nB,x,Gao,-0.04,16.27\nC,x,,1,2\n", False),
    ],
)
def test_without_a_column_of_countries_sides_and_places_tell_the_order(
    rows: str, is_told: bool, tmp_path: Path
) -> None:
    found = problems_of(f"name,side,place,lat,lon\n{rows}", tmp_path)
    told = [(p.line, p.column) for p in found if p.code == "position-swapped" and p.line is None]
    assert told == [(None, "lat")] * is_told
    assert not is_told or not [p for p in found if p.code == "position-outside"]


def test_the_larger_gazetteer_is_not_read_where_rows_have_positions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worldplaces, "_lines", lambda: pytest.fail("it takes some six seconds"))
    rows = "A,x,Niamey,2.11,13.5\nB,x,Bamako,-8.0,12.6\nC,,Gao,-0.04,16.27\n"
    assert problems_of(f"name,side,place,lat,lon\n{rows}", tmp_path)
