"""The tables of columns, and the order of dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.notation.isodates import date_order
from deploymap.schema import (
    ANNOTATION_COLUMNS,
    COMPUTED_COLUMNS,
    COMPUTED_OF_NOTES,
    RESERVED,
    SITE_COLUMNS,
    UNIT_COLUMNS,
    UNIT_EXTRAS,
)

UNIT_NAMES = (
    "id, name, side, kind, echelon, count, troops, troops_min, troops_max, place, lat, lon, "
    "accuracy_km, date, parent, status, sidc, source, source_url, confidence, note"
)
ANNOTATION_NAMES = (
    "id, type, text, short_text, place, lat, lon, area, troops, troops_min, troops_max, "
    "min_width, date, until, source, source_url, note"
)


def test_unit_columns_are_those_of_the_sheet_in_its_order() -> None:
    assert ", ".join(column.name for column in UNIT_COLUMNS) == UNIT_NAMES
    assert [column.name for column in UNIT_COLUMNS if column.required] == ["name"]


def test_annotation_columns_are_those_of_the_sheet_in_its_order() -> None:
    assert ", ".join(column.name for column in ANNOTATION_COLUMNS) == ANNOTATION_NAMES
    assert [column.name for column in ANNOTATION_COLUMNS if column.required] == ["type", "text"]


GIVEN = {column.name for column in (*UNIT_COLUMNS, *ANNOTATION_COLUMNS)} | {*UNIT_EXTRAS}
SOURCES = GIVEN | {"borders", "overlays", "a column of the sheet"}


@pytest.mark.parametrize(
    "columns",
    [UNIT_COLUMNS, ANNOTATION_COLUMNS, COMPUTED_COLUMNS, COMPUTED_OF_NOTES, SITE_COLUMNS],
)
def test_each_column_is_documented_and_each_number_has_a_range(columns) -> None:
    for column in columns:
        assert column.doc, column.name
        if columns in (UNIT_COLUMNS, ANNOTATION_COLUMNS):
            assert column.name not in (*RESERVED, *UNIT_EXTRAS)
            assert not column.of
        else:
            assert column.of, column.name
            assert SOURCES.issuperset(column.of), column.name
        is_number = column.kind in ("number", "integer", "amount", "degrees")
        assert is_number == (column.minimum is not None), column.name
        assert is_number == (column.maximum is not None), column.name


@pytest.mark.parametrize(
    "dates",
    [
        ["-0049", "-0048-03-15", "-0048-04", "0000", "0001-01-01"],
        [
            "2021-12-31T23:59",
            "2022",
            "2022-01",
            "2022-01-12",
            "2022-01-12T00:00",
            "2022-01-12T06:30:05",
        ],
    ],
)
def test_dates_sort_by_time_before_our_era_and_where_they_are_partial(dates) -> None:
    latest_first = dates[::-1]
    assert sorted(latest_first, key=date_order) == dates


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "2022-13",
        "2022-00",
        "2022-01-00",
        "2022-04-31",
        "1900-02-29",
        "-0000",
        "2022-1-2",
        "2022-01-12T24:00",
        "2022-01-12T10",
        "2022-01T10:00",
        "12.01.2022",
        "２０２２",
        " 2022",
        "2022\n",
    ],
)
def test_what_is_no_date_has_no_order(text: str) -> None:
    assert date_order(text) is None


@given(st.dates(), st.dates())
def test_date_order_agrees_with_the_calendar(one: date, other: date) -> None:
    first, second = date_order(one.isoformat()), date_order(other.isoformat())
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)


@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_day_is_a_date_exactly_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        exists = False
    else:
        exists = True
    assert (date_order(f"{year:04}-{month:02}-{day:02}") is not None) == exists
