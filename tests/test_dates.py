"""Dates in sheets: the notations of six languages, eras, serials, and which part comes first."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deploymap.errors import Fault
from deploymap.notation.dates import MONTHS, find_order, month_number, parse_dates
from deploymap.schema import date_order

OLDEST, NEWEST = -4712, 9999


def read(cell: str, *, order=None, serials: bool = False) -> str | Fault:
    dates, faults = parse_dates([cell], order=order, serials=serials)
    assert len(dates) + len(faults) == 1
    return dates[cell] if cell in dates else faults[cell]


# notations


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2022", "2022"),
        ("2022-01", "2022-01"),
        ("2022-01-12", "2022-01-12"),
        ("2022-1-2", "2022-01-02"),
        ("2022/01/12", "2022-01-12"),
        ("2022.01.12", "2022-01-12"),
        ("2022. 1. 12.", None),
        ("20220112", "2022-01-12"),
        ("12.01.2022", "2022-01-12"),
        ("12. 1. 2022", "2022-01-12"),
        ("1.2.2022", "2022-02-01"),
        ("13/01/2022", "2022-01-13"),
        ("01/13/2022", "2022-01-13"),
        ("04/04/2022", "2022-04-04"),
        ("13-01-2022", "2022-01-13"),
        ("01/2022", "2022-01"),
        ("1.2022", "2022-01"),
        # words
        ("12 January 2022", "2022-01-12"),
        ("January 12, 2022", "2022-01-12"),
        ("Jan 12 2022", "2022-01-12"),
        ("12th of January, 2022", "2022-01-12"),
        ("1st Jan. 2022", "2022-01-01"),
        ("2022 January 12", "2022-01-12"),
        ("January 2022", "2022-01"),
        ("12-Jan-2022", "2022-01-12"),
        ("12. Januar 2022", "2022-01-12"),
        ("12. Jänner 2022", "2022-01-12"),
        ("3. März 2022", "2022-03-03"),
        ("3 mars 2022", "2022-03-03"),
        ("1er janvier 2022", "2022-01-01"),
        ("12 août 2022", "2022-08-12"),
        ("12 décembre 2022", "2022-12-12"),
        ("12 de enero de 2022", "2022-01-12"),
        ("12 setiembre 2022", "2022-09-12"),
        ("12 січня 2022", "2022-01-12"),
        ("12 січня 2022 р.", "2022-01-12"),
        ("24 лютого 2022 року", "2022-02-24"),
        ("12 января 2022 г.", "2022-01-12"),
        ("12 января 2022 года", "2022-01-12"),
        ("январь 2022", "2022-01"),
        ("12 мая 2022", "2022-05-12"),
        ("12 Мая 2022", "2022-05-12"),
        # times
        ("2022-01-12T10:30", "2022-01-12T10:30"),
        ("2022-01-12 10:30", "2022-01-12T10:30"),
        ("2022-01-12T10:30:15", "2022-01-12T10:30:15"),
        ("2022-01-12T10:30:00Z", "2022-01-12T10:30"),
        ("2022-01-12 10:30:15.25 UTC", "2022-01-12T10:30:15"),
        ("2022-01-12T10:30:15+02:00", "2022-01-12T08:30:15"),
        ("2022-01-12T23:30:00-08:00", "2022-01-13T07:30"),
        ("2022-01-12T02:00+0200", "2022-01-12"),
        ("2022-01-12 00:00:00", "2022-01-12"),
        ("12.01.2022 9:05", "2022-01-12T09:05"),
        ("13/01/2022 9:05", "2022-01-13T09:05"),
        # eras: 1 BC is the year 0 of ISO 8601
        ("49 BC", "-0048"),
        ("1 BC", "0000"),
        ("49 BCE", "-0048"),
        ("49 B.C.", "-0048"),
        ("January 49 BC", "-0048-01"),
        ("10 January 49 BC", "-0048-01-10"),
        ("15 March 44 BC", "-0043-03-15"),
        ("4713 BC", "-4712"),
        ("AD 9", "0009"),
        ("9 AD", "0009"),
        ("476 CE", "0476"),
        ("49 v. Chr.", "-0048"),
        ("10. Januar 49 v. Chr.", "-0048-01-10"),
        ("9 n. Chr.", "0009"),
        ("49 av. J.-C.", "-0048"),
        ("49 a. C.", "-0048"),
        ("49 до н. э.", "-0048"),
        ("49 до н.е.", "-0048"),
        ("9 н. э.", "0009"),
        ("-0048", "-0048"),
        ("-0048-01-10", "-0048-01-10"),
        ("0000-02-29", "0000-02-29"),
    ],
)
def test_each_notation_is_read(cell: str, expected: str | None) -> None:
    found = read(cell)
    if expected is None:
        assert isinstance(found, Fault)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("yesterday", "date-unreadable", "yesterday is not a date"),
        ("Winter 2022", "date-unreadable", ""),
        ("0 BC", "date-unreadable", ""),
        ("January", "date-unreadable", ""),
        ("12 January", "date-unreadable", ""),
        ("12 January 22", "date-unreadable", ""),
        ("Ju 2022", "date-unreadable", ""),
        ("1 January February 2022", "date-unreadable", ""),
        ("12 13 January 2022", "date-unreadable", ""),
        ("-0000", "date-unreadable", ""),
        ("20221345", "date-unreadable", ""),
        ("n/a", "date-unreadable", ""),
        ("x" * 61, "date-unreadable", ""),
        ("2022-02-30", "date-impossible", "2022-02-30 is no day or month of the calendar"),
        ("2022-13-01", "date-impossible", ""),
        ("2022-13", "date-impossible", "2022-13 is no day or month of the calendar"),
        ("2022-00", "date-impossible", ""),
        ("29.02.2023", "date-impossible", ""),
        ("32 January 2022", "date-impossible", ""),
        ("30 февраля 2022", "date-impossible", ""),
        ("31/31/2022", "date-impossible", ""),
        ("2022-01-12 25:00", "date-impossible", ""),
        ("03/04/2022", "date-ambiguous", "03/04/2022 may be 2022-04-03 or 2022-03-04"),
        ("3-4-2022", "date-ambiguous", ""),
        ("12.01.22", "date-century", "12.01.22 has a year of two digits"),
        ("1/2/99", "date-century", ""),
        ("44573", "date-serial", "44573 is not a date"),
    ],
)
def test_each_fault_has_its_code_and_says_what_to_try(cell: str, code: str, words: str) -> None:
    found = read(cell)
    assert isinstance(found, Fault), found
    assert found.code == code
    assert words in found.message
    assert found.advice


def test_a_serial_is_told_with_its_date() -> None:
    found = read("44573")
    assert isinstance(found, Fault)
    assert "2022-01-12" in found.advice


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("44573", "2022-01-12"),
        ("44573.75", "2022-01-12"),
        ("44573,75", "2022-01-12"),
        ("36526", "2000-01-01"),
        ("1900", "1900"),
        ("10000", "1927-05-18"),
    ],
)
def test_serials_of_a_spreadsheet(cell: str, expected: str) -> None:
    assert read(cell, serials=True) == expected


def test_numbers_that_are_no_serials_are_faults() -> None:
    for cell in ("99", "999999", "9999999", "0", "4457"):
        found = read(cell, serials=True)
        assert isinstance(found, Fault) or cell == "4457", cell


# what comes first


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], (None, "")),
        (["03/04/2022"], (None, "")),
        (["03/04/2022", "2022-01-13", "13.01.2022"], (None, "")),
        (["03/04/2022", "13/04/2022"], ("day", "13/04/2022")),
        (["03/04/2022", "04/13/2022"], ("month", "04/13/2022")),
        (["13/04/2022", "04/13/2022"], (None, "")),
        (["13-04-2022"], ("day", "13-04-2022")),
        (["31/31/2022"], (None, "")),
    ],
)
def test_what_comes_first_in_a_column(cells: list[str], expected: tuple[str | None, str]) -> None:
    assert find_order(cells) == expected
    assert find_order(reversed(cells)) == expected


def test_the_order_settles_the_doubtful_dates() -> None:
    assert read("03/04/2022", order="day") == "2022-04-03"
    assert read("03/04/2022", order="month") == "2022-03-04"
    for order in ("day", "month"):
        assert read("03.04.2022", order=order) == "2022-04-03"
        assert read("2022/03/04", order=order) == "2022-03-04"


def test_a_date_against_the_columns_order_is_impossible() -> None:
    found = read("04/13/2022", order="day")
    assert isinstance(found, Fault)
    assert found.code == "date-impossible"


# months


@pytest.mark.parametrize("number", range(1, 13))
def test_every_name_of_every_month_is_known(number: int) -> None:
    for name in MONTHS[number - 1].split():
        found = read(f"12 {name} 2022")
        assert found == f"2022-{number:02}-12", name
        assert read(f"12 {name.upper()} 2022") == found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("jan", 1),
        ("mar", 3),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("sept", 9),
        ("dez", 12),
        ("j", None),
        ("ju", None),
        ("jui", None),
        ("", None),
        ("лип", 7),
        ("лис", 11),
        ("сент", 9),
    ],
)
def test_the_beginning_of_a_month_is_enough_where_it_is_no_others(
    word: str, expected: int | None
) -> None:
    assert month_number(word) == expected


# properties


@st.composite
def days(draw: st.DrawFn) -> tuple[int, int, int]:
    """Draw a year as ISO 8601 counts it, a month and a day of it."""
    year, month = draw(st.integers(OLDEST, NEWEST)), draw(st.integers(1, 12))
    possible = [d for d in range(28, 32) if date_order(f"{iso(year)}-{month:02}-{d}") is not None]
    return year, month, draw(st.integers(1, max(possible)))


def iso(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


NAMES = {1: "January", 2: "февраля", 3: "März", 4: "avril", 5: "mayo", 6: "червня", 7: "Jul"}
NAMES |= {8: "août", 9: "вересня", 10: "Okt", 11: "noviembre", 12: "декабря"}


@given(days())
@example((-4712, 1, 1))
@example((0, 2, 29))
@example((-48, 1, 10))
@example((9999, 12, 31))
def test_every_day_in_every_notation_is_read_again(date: tuple[int, int, int]) -> None:
    year, month, day = date
    expected = f"{iso(year)}-{month:02}-{day:02}"
    assert read(expected) == expected
    assert read(f"{iso(year)}-{month}-{day}") == expected
    name = NAMES[month]
    if year <= 0:
        for era in ("BC", "BCE", "v. Chr.", "до н. э.", "av. J.-C."):
            assert read(f"{day} {name} {1 - year} {era}") == expected
            assert read(f"{name} {1 - year} {era}") == expected[: -len("-dd")]
            assert read(f"{1 - year} {era}") == iso(year)
        return
    assert read(f"{day} {name} {year} AD") == expected
    for text in (
        f"{year:04}/{month}/{day}",
        f"{year:04}.{month:02}.{day:02}",
        f"{day}.{month}.{year:04}",
        f"{day:02}.{month:02}.{year:04}",
        f"{day} {name} {year:04}",
        f"{name} {day}, {year:04}",
    ):
        assert read(text) == expected, text
    assert read(f"{day}/{month}/{year:04}", order="day") == expected
    assert read(f"{month}/{day}/{year:04}", order="month") == expected


@given(st.dates(), st.times())
def test_every_time_is_read_again(date, time_of_day) -> None:
    plain = f"{date.isoformat()} {time_of_day.hour:02}:{time_of_day.minute:02}"
    found = read(f"{plain}:{time_of_day.second:02}")
    assert isinstance(found, str)
    assert date_order(found) is not None
    expected = f"{plain}:{time_of_day.second:02}".replace(" ", "T").removesuffix(":00")
    assert found == (date.isoformat() if expected.endswith("T00:00") else expected)


@given(st.integers(10_000, 99_999))
def test_every_serial_is_the_day_that_a_spreadsheet_means(day: int) -> None:
    from datetime import date, timedelta

    expected = (date(1899, 12, 30) + timedelta(days=day)).isoformat()
    assert read(str(day), serials=True) == expected


SCRAPS = st.lists(
    st.sampled_from(
        [
            "12",
            "1",
            "2022",
            "13",
            "0",
            "-",
            "/",
            ".",
            " ",
            "T",
            ":",
            "Jan",
            "mai",
            "BC",
            "v. Chr.",
            "AD",
            "st",
            "of",
            "Z",
            "+02:00",
            "²",
            "❶",
            "٣",
            "１２",
            "½",
            "Ⅻ",
            "г.",
            ",",
            "99999",
        ]
    ),
    max_size=10,
).map("".join)


@given(st.one_of(SCRAPS, st.text(max_size=80)), st.sampled_from([None, "day", "month"]))
@example("12 January ❶", None)
@example("❶ BC", None)
@example("² BC", None)
def test_any_text_is_a_date_or_a_fault(text: str, order) -> None:
    for serials in (False, True):
        found = read(text, order=order, serials=serials)
        if isinstance(found, str):
            assert date_order(found) is not None, (text, found)
        else:
            assert isinstance(found, Fault)
            assert found.code.startswith("date-")
    find_order([text])


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1000000,
        "1 " * 500000,
        " " * 1000000,
        "BC" * 500000,
        "January " * 100000,
        "1-1-" * 250000,
        "до н" * 200000,
        "1st" * 300000,
    ],
    ids=lambda text: text[:6],
)
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    start = time.process_time()
    read(text)
    find_order([text])
    assert time.process_time() - start < 2
