"""Dates in sheets: the notations of six languages, eras, serials, and which part comes first."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deploymap.checks.check import check_units
from deploymap.checks.header import is_unit_name
from deploymap.epochs import read_epoch
from deploymap.notation.centuries import write_centuries
from deploymap.notation.dates import (
    MONTHS,
    Dated,
    cut_years,
    find_order,
    find_years,
    month_number,
    parse_dates,
    read_dates,
)
from deploymap.notation.isodates import date_order
from deploymap.problems import Fault
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import Source

OLDEST, NEWEST = -4712, 9999


def read(cell: str, *, order=None, serials: bool = False) -> str | Fault:
    dates, faults = parse_dates([cell], order=order, serials=serials)
    assert len(dates) + len(faults) == 1
    return dates[cell] if cell in dates else faults[cell]


# notations


def test_years_of_two_digits_are_near_the_others_or_as_spreadsheets_have_them() -> None:
    short = {"24-Feb-22": "24-Feb-2022", "3.4.44 10:00": "3.4.1944 10:00", "5/6/30": "5/6/1930"}
    assert write_centuries(short) == short
    cells = ["24 Feb '16", "1/7/17", "11 November 1918", "3/8/99"]
    written = {"24 Feb '16": "24 Feb '1916", "1/7/17": "1/7/1917", "3/8/99": "3/8/1899"}
    assert write_centuries(cells) == written
    # the first numbers may be the years
    for years in (["22/03/24", "22/03/25", "22/04/26"], ["22-Feb-24", "22-Feb-25", "22-Mar-26"]):
        assert write_centuries(years) == {}
    assert write_centuries(["22-03-24", "3 tanks 22", "12 of 22", "2022"]) == {}


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("marzec 2023", "2023-03"),
        ("1.03.2023 r.", "2023-03-01"),
        ("1 października 2023 r.", "2023-10-01"),
        ("październik 2023", "2023-10"),
        ("3 март 1878", "1878-03-03"),
        ("25η Μαρτίου 1821", "1821-03-25"),
        ("17 Agustus 1945", "1945-08-17"),
    ],
)
def test_months_of_more_languages(cell: str, date: str) -> None:
    assert read(cell) == date


def test_months_with_a_number_are_of_a_year_where_the_column_says_so() -> None:
    assert write_centuries(["Jul-50", "Sep-14"]) == {"Jul-50": "Jul-1950", "Sep-14": "Sep-2014"}
    assert write_centuries(["Aug '14", "1917"]) == {"Aug '14": "Aug '1914"}
    assert write_centuries(["Jan-24", "Feb-24", "Mar-24", "Apr-25"])["Feb-24"] == "Feb-2024"
    assert read("Aug '1914") == "1914-08"
    assert write_centuries(["Feb-24", "Jan 2024"]) == {"Feb-24": "Feb-2024"}
    for days in (["Sep-14"], ["Sep-14", "Oct-03", "Nov-07"], ["Unit-50"]):
        assert write_centuries(days) == {}


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2/24/2022 3:40:00 PM", "2022-02-24T15:40"),
        ("3/14/2022 12:00:00 AM", "2022-03-14"),
        ("24 Feb 2022 12:30 p.m.", "2022-02-24T12:30"),
        ("Thu, 24 Feb 2022 03:00:05 GMT", "2022-02-24T03:00:05"),
        ("24-Feb-2022 3:00", "2022-02-24T03:00"),
        ("24.02.2022, 03:40 Uhr", "2022-02-24T03:40"),
        ("February 24, 2022 at 3:40 AM +02:00", "2022-02-24T01:40"),
        ("2022-02-00", "2022-02"),
        ("1943-00-00", "1943"),
        ("2/24/2022 13:40 AM", None),
        ("2022-02-24 25:10", None),
        ("Feb 2022 10:30", None),
        ("0000-00-00", None),
    ],
)
def test_a_time_of_day_stands_beside_any_date(cell: str, date: str | None) -> None:
    found = read(cell)
    assert found == date if date else isinstance(found, Fault)


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
        ("10 أيار 2024", "2024-05-10"),
        ("١٤ تشرين الأول ٢٠٢٣", "2023-10-14"),
        ("12 בינואר 2022", "2022-01-12"),
        ("12. ledna 2022", "2022-01-12"),
        ("červen 1944", "1944-06"),
        ("2022. február 24.", "2022-02-24"),
        ("24 februarie 2022", "2022-02-24"),
        ("6 czerwca 1944 r.", "1944-06-06"),
        ("2022년 2월 24일", "2022-02-24"),
        ("12 ژانویه 2022", "2022-01-12"),
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
        ("12 January 22", "date-century", ""),
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
        ("Sep-14", "date-ambiguous", "may be a month of a year, or day 14 of a month"),
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


@pytest.mark.parametrize(
    ("cell", "date", "is_utc"),
    [
        ("2022-02-24 1:30 PM", "2022-02-24T13:30", False),
        ("02/24/2022 11:15:00 AM", "2022-02-24T11:15", False),
        ("Feb 24, 2022 at 12:30 a.m.", "2022-02-24T00:30", False),
        ("12 PM 24.02.2022", "2022-02-24T12:00", False),
        ("24 Feb 2022 14:30", "2022-02-24T14:30", False),
        ("13:30, 24 лютого 2022 р.", "2022-02-24T13:30", False),
        ("24.02.2022 г. в 04:00", "2022-02-24T04:00", False),
        ("24/02/2022 16h30", "2022-02-24T16:30", False),
        ("24.02.2022 um 4 Uhr", "2022-02-24T04:00", False),
        ("2022-02-24 0400", "2022-02-24T04:00", False),
        ("2022-02-24 1945 hrs", "2022-02-24T19:45", False),
        ("24 Feb 2022 at 0500 hrs", "2022-02-24T05:00", False),
        ("2022-02-24 04:00 local time", "2022-02-24T04:00", False),
        ("Thu Feb 24 04:00:00 2022", "2022-02-24T04:00", False),
        ("Thu, 24 Feb 2022 04:00:00 GMT", "2022-02-24T04:00", True),
        ("20220224T040000Z", "2022-02-24T04:00", True),
        ("24.02.2022 04:00 MSK", "2022-02-24T01:00", True),
        ("2012-02-24 13:30 МСК", "2012-02-24T09:30", True),
        ("2022-02-24 1:30 PM (EET)", "2022-02-24T11:30", True),
        ("24 Feb 2022 (13:30 UTC+3)", "2022-02-24T10:30", True),
        ("241200ZFEB22", "2022-02-24T12:00", True),
        ("24 1200 C Feb 2022", "2022-02-24T09:00", True),
        ("241200JFEB22", "2022-02-24T12:00", False),
        ("061200BJUN44", "1944-06-06T10:00", True),
    ],
)
def test_times_as_people_write_them(cell: str, date: str, is_utc: bool) -> None:
    dates, faults = read_dates([cell], order=None, serials=False)
    assert not faults
    assert dates[cell][0::2] == (date, is_utc)


def test_times_that_may_mean_two_things_are_asked() -> None:
    for cell in ("2022-02-24 13:30 IST", "03/04/2022 2 PM"):
        assert read(cell).code == "date-ambiguous", cell
    for cell in ("2022-02-24 13:30 PM", "2022-02-24 13 AM", "242500ZFEB22"):
        assert read(cell).code == "date-impossible", cell
    for cell in ("2022-02-24 13:30 XYZ", "Feb 2022 13:30", "241200ZABC22", "24 Feb 2022 1:00 2:00"):
        assert read(cell).code == "date-unreadable", cell


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


# spans, zones, and what is about right


def read_more(cell: str, **options) -> Dated | Fault:
    options = {"order": find_order([cell])[0], "serials": False} | options
    dates, faults = read_dates([cell], **options)
    return dates[cell] if cell in dates else faults[cell]


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("July 1-3, 1863", "1863-07-01/1863-07-03"),
        ("14–27 Feb 1900", "1900-02-14/1900-02-27"),
        ("3 Nov 1899 – 28 Feb 1900", "1899-11-03/1900-02-28"),
        ("15-16 April 1943", "1943-04-15/1943-04-16"),
        ("30.04.-02.05.1863", "1863-04-30/1863-05-02"),
        ("30.04.1863 - 02.05.1863", "1863-04-30/1863-05-02"),
        ("15.-16.04.1943", "1943-04-15/1943-04-16"),
        ("28/10/2014 - 30/10/2014", "2014-10-28/2014-10-30"),
        ("28-30/10/2014", "2014-10-28/2014-10-30"),
        ("1914-1918", "1914/1918"),
        ("1914–18", "1914/1918"),
        ("1904–05", "1904/1905"),
        ("April-May 1943", "1943-04/1943-05"),
        ("28 Dec - 3 January 1943", "1942-12-28/1943-01-03"),
        ("2022-02-24/2022-03-05", "2022-02-24/2022-03-05"),
        ("2022-02-24/28", "2022-02-24/2022-02-28"),
        ("2022-02-24..2022-03-05", "2022-02-24/2022-03-05"),
        ("from 1 to 3 July 1863", "1863-07-01/1863-07-03"),
        ("vom 1. bis 3. Juli 1863", "1863-07-01/1863-07-03"),
        ("du 1er au 3 juillet 1863", "1863-07-01/1863-07-03"),
        ("del 1 al 3 de julio de 1863", "1863-07-01/1863-07-03"),
        ("с 1 по 3 июля 1863 г.", "1863-07-01/1863-07-03"),
        ("1 липня – 3 липня 1863", "1863-07-01/1863-07-03"),
        ("264-241 BC", "-0263/-0240"),
        ("27 BC - 14 AD", "-0026/0014"),
        ("49–44 v. Chr.", "-0048/-0043"),
        ("since 2014", "2014/.."),
        ("2014-", "2014/.."),
        ("2014 – present", "2014/.."),
        ("seit März 2022", "2022-03/.."),
        ("until 1918", "../1918"),
        ("до 1918 года", "../1918"),
        ("2022-02-24T01:30+03:00/2022-02-24T05:30+03:00", "2022-02-23T22:30/2022-02-24T02:30"),
    ],
)
def test_each_span_is_read_and_kept(cell: str, span: str) -> None:
    found = read_more(cell)
    assert isinstance(found, Dated), found
    assert found.span == span
    assert found.date == span.replace("../", "").split("/")[0]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("3-1 July 1863", "date-range"),
        ("1918-1914", "date-range"),
        ("241-264 BC", "date-range"),
        ("03/04/2022-05/04/2022", "date-ambiguous"),
        ("1 - 3 July", "date-unreadable"),
        ("100 BC - 14", "date-unreadable"),
        ("2022-13", "date-impossible"),
        ("30-31 February 2022", "date-unreadable"),
    ],
)
def test_spans_that_are_refused(cell: str, code: str) -> None:
    found = read_more(cell)
    assert isinstance(found, Fault), found
    assert found.code == code


@pytest.mark.parametrize(
    ("cell", "date", "says_more"),
    [
        ("2022-02-24T01:30+03:00", "2022-02-23T22:30", True),
        ("2022-02-24 01:30:00+00", "2022-02-24T01:30", False),
        ("2022-02-24 01:30 UTC+3", "2022-02-23T22:30", True),
        ("2022-02-24 01:30 GMT", "2022-02-24T01:30", False),
        ("2022-02-24T01:30Z", "2022-02-24T01:30", False),
        ("2022-02-24 23:30-05", "2022-02-25T04:30", True),
    ],
)
def test_a_time_with_a_zone_is_one_of_utc(cell: str, date: str, says_more: bool) -> None:
    assert read_more(cell) == Dated(date, "", True, says_more)
    assert read_more("2022-02-24 01:30") == Dated("2022-02-24T01:30")


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("c. 1200", "1200"),
        ("ca. 480 BC", "-0479"),
        ("early June 1943", "1943-06"),
        ("mid-1943", "1943"),
        ("um 1200", "1200"),
        ("около 1200 года", "1200"),
        ("1943?", "1943"),
        ("as of 12 January 2022", "2022-01-12"),
    ],
)
def test_what_is_about_right_says_so(cell: str, date: str) -> None:
    assert read_more(cell) == Dated(date, says_more=True)


@given(st.dates(), st.integers(0, 400), st.sampled_from(["–", " - ", " to ", "/", " bis ", " по "]))
def test_a_span_of_two_whole_dates_is_read_again(first, days: int, between: str) -> None:
    from datetime import timedelta

    if first.toordinal() + days > 3_600_000:
        return
    last = first + timedelta(days=days)
    for one, other in (
        (first.isoformat(), last.isoformat()),
        (f"{first:%d.%m.}{first.year:04}", f"{last:%d.%m.}{last.year:04}"),
        (
            f"{first.day} {NAMES[first.month]} {first.year:04}",
            f"{last.day} {NAMES[last.month]} {last.year:04}",
        ),
    ):
        found = read_more(f"{one}{between}{other}")
        assert isinstance(found, Dated), (one, between, other)
        assert found.span == f"{first.isoformat()}/{last.isoformat()}"


@given(days(), st.integers(1, 27), st.integers(1, 27))
def test_days_of_one_month_are_that_span_or_a_fault(date, one: int, other: int) -> None:
    year, month, _ = date
    if year < 1000:
        return
    for text in (
        f"{one}-{other} {NAMES[month]} {year}",
        f"{NAMES[month]} {one}–{other}, {year}",
        f"{one}.-{other}.{month}.{year}",
    ):
        found = read_more(text)
        if one > other:
            assert isinstance(found, Fault), text
        else:
            assert isinstance(found, Dated), text
            assert found.span == f"{year}-{month:02}-{one:02}/{year}-{month:02}-{other:02}"


@pytest.mark.parametrize(
    ("cells", "is_named", "expected"),
    [
        (["-509", "624", "1066"], False, ["-0508", "0624", "1066"]),
        (["-1274", "-509"], False, ["-1273", "-0508"]),
        (["-0509", "-1274", "1066"], False, ["-0509", "-1274", "1066"]),
        (["9", "14", "70"], True, ["0009", "0014", "0070"]),
        (["９８０", "٦٢٤"], False, ["0980", "0624"]),
        (["1066.0", "624.0"], False, ["1066", "0624"]),
    ],
)
def test_a_column_of_bare_years(cells: list[str], is_named: bool, expected: list[str]) -> None:
    years = find_years(cells, is_named=is_named)
    dates, faults = read_dates(cells, order=None, serials=False, years=years)
    assert ([dates[cell].date for cell in cells], faults) == (expected, {})


@pytest.mark.parametrize("cells", [["1", "14", "31"], ["624", "2022-01-12"], ["1066"], ["12.5"]])
def test_other_columns_are_none_of_years(cells: list[str]) -> None:
    assert find_years(cells, is_named=False) == ""


def test_a_year_of_two_digits_among_those_of_four_has_lost_its_century() -> None:
    assert cut_years(["2022", "22", "1812"]) == ["22"]
    assert find_years(["2022", "22"], is_named=True) == ""
    for cells in (["9", "14"], ["9", "476", "1066"], ["-9", "22", "1066"], ["2022", "1812"]):
        assert cut_years(cells) == [], cells


def test_a_year_before_our_era_among_dates_of_our_time_is_a_slip() -> None:
    cells = ["2024-02-01", "-2024-02-01", "0000-01-01", "-2024", "-0490-09-12", "44 BC"]
    dates, faults = parse_dates(cells, order=None, serials=False)
    assert {cell: fault.code for cell, fault in faults.items()} == dict.fromkeys(
        cells[1:4], "date-unreadable"
    )
    assert set(dates) == {"2024-02-01", "-0490-09-12", "44 BC"}


# times that count from 1970


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("1641938400", "2022-01-11T22:00:00Z"),
        ("1641945600", "2022-01-12"),
        ("1641938400000", "2022-01-11T22:00:00Z"),
        # no such month, day, hour or minute, or no such century
        ("2022130412", "2034-01-29T06:53:32Z"),
        ("2022033212", "2034-01-28T03:53:32Z"),
        ("2022030425", "2034-01-28T03:07:05Z"),
        ("202203041260", "1976-05-29T07:30:41Z"),
        ("2122030412", "2037-03-30T12:53:32Z"),
        # dates with an hour, or a minute
        ("2022030412", None),
        ("1944060606", None),
        ("202203041230", None),
        ("197001010001", None),
        ("20220304123015", None),
        ("20220304", None),
    ],
)
def test_digits_count_from_1970_unless_they_read_as_a_date(cell: str, time: str | None) -> None:
    assert read_epoch(cell) == time


@pytest.mark.parametrize("cell", ["2022030412", "202203041230"])
def test_dates_of_digits_alone_become_no_other_year(cell: str) -> None:
    text = f"name,lat,lon,date\nA,48,39,{cell}\n"
    found = check_units(read_sheet(Source(text.encode(), "u.csv"), is_name=is_unit_name))
    assert found.table["date"].tolist() == [None]
    (problem,) = (each for each in found.problems if each.column == "date")
    assert problem.message == f"{cell} is not a date"


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("12.III.1941", "1941-03-12"),
        ("1 XI 1918", "1918-11-01"),
        ("12-VI-1944", "1944-06-12"),
        ("IX 1939", "1939-09"),
        ("III 1241 r.", "1241-03"),
    ],
)
def test_months_may_be_roman_numbers(cell: str, iso: str) -> None:
    assert parse_dates([cell], order=None, serials=False) == ({cell: iso}, {})


@pytest.mark.parametrize("cell", ["XIII 1941", "iii 1241", "Louis.XI 1461", "31.XI.1918", "XIX"])
def test_other_roman_numbers_are_no_months(cell: str) -> None:
    assert parse_dates([cell], order=None, serials=False)[0] == {}
