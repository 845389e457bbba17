"""Cells -> dates, with what is more than one day, and words on how they were read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from deploymap.arrays import Distinct, Texts, distinct
from deploymap.checks.header import NamedSheet
from deploymap.checks.locating import problems_at, tell_unknown
from deploymap.notation.centuries import write_centuries
from deploymap.notation.clocks import FIRST_OF_GROUPS, is_group
from deploymap.notation.dates import (
    YEAR_ADVICE,
    Dated,
    find_order,
    find_years,
    parse_dates,
    read_dates,
    short_years,
)
from deploymap.notation.isodates import say_date
from deploymap.notation.numbers import is_unknown
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.texts import TextColumn

# computed columns of the table that are there where the dates of a sheet say more than a day
SPAN, UTC, WRITTEN = "date_span", "date_utc", "date_written"

# names of columns in which a number is a year, folded
YEARS = ("year", "jahr", "annee", "ano", "anno", "год", "рік", "rok", "yil", "سنة", "年", "jaar")

# such as 1403/05/24, a day of 2024 in Iran: years of the last decades in calendars of today
_OTHER_CALENDAR = late_pattern(r"\s*(?:13[7-9]|14[0-4])\d[-/.]\d{1,2}[-/.]\d{1,2}\b")

# a day and the name of its month, in either order, without a year
_YEARLESS = late_pattern(r"(?:\d{1,2}\W{1,2}[^\W\d_]{3,}|[^\W\d_]{3,}\W{1,2}\d{1,2})\.?\Z")
LEAST_YEARLESS = 2  # different cells

_GROUPS = f"a year of two digits is one of {FIRST_OF_GROUPS} to {FIRST_OF_GROUPS + 99} there"
_TIMES = "write all with their zones, or none"
_MIXED = "some times have a zone and others have none, which are compared as if they were of UTC"


def type_dates(
    sheet: NamedSheet, name: str, cells: TextColumn, problems: list[Problem]
) -> dict[str, Texts]:
    """Return the column of dates, and SPAN, UTC and WRITTEN where cells say more than a day.

    All are ISO 8601 text but WRITTEN, the cell's own words, and UTC, True where a time has a zone.
    """
    texts = set(cells.distinct).difference([""])
    unknown = {cell for cell in texts if is_unknown(cell)}
    problems += tell_unknown(sheet, name, cells, unknown)
    written = write_centuries(texts)
    order, tells = find_order(written.get(cell, cell) for cell in texts)
    own = sheet.own.get(name, name).casefold()
    years = find_years(texts - unknown, is_named=any(word in own for word in YEARS))
    stated = {cell: written.get(cell, cell) for cell in texts - unknown}
    read, wrong = read_dates(
        set(stated.values()), order=order, serials=sheet.raw.has_numbers, years=years
    )
    dates = {cell: read[text] for cell, text in stated.items() if text in read}
    faults = _faults_of(stated, wrong)
    yearless = _tell_yearless(sheet, name, cells, faults)
    problems += yearless or problems_at(sheet, name, cells, faults)
    problems += _tell_centuries(sheet, name, cells, {c: dates[c] for c in written if c in dates})
    if order and (told := _tell_order(sheet, name, cells, order, tells, dates, stated)):
        problems.append(told)
    short = set(short_years(dates)) if years else set()
    problems += _tell_how(sheet, name, cells, dates, is_years=years == "era", short=short)
    columns = {name: cells.take({cell: found.date for cell, found in dates.items()})}
    more: dict[str, dict[str, object]] = {
        SPAN: {cell: found.span for cell, found in dates.items() if found.span},
        UTC: {cell: True for cell, found in dates.items() if found.is_utc and "T" in found.date},
        WRITTEN: {c: c for c, found in dates.items() if found.span or found.says_more},
    }
    return columns | {key: cells.take(values) for key, values in more.items() if values}


def _faults_of(stated: Mapping[str, str], wrong: Mapping[str, Fault]) -> dict[str, Fault]:
    """Return the faults of cells, which are those of what they are read as."""
    return {cell: wrong[text] for cell, text in stated.items() if text in wrong}


def _tell_yearless(
    sheet: NamedSheet, name: str, cells: TextColumn, faults: Mapping[str, Fault]
) -> list[Problem]:
    """Return one error where no cell of the column says its year, as 14-Sep does not.

    So it is where all are day numbers of a spreadsheet.
    """
    texts = [cell for cell in cells.distinct if cell]
    if len(texts) < LEAST_YEARLESS or not set(texts) <= faults.keys():
        return []
    rows = cells.where(faults).tolist()
    if {faults[cell].code for cell in texts} == {"date-serial"}:
        fault = faults[cells[rows[0]]]
        fault = fault._replace(message=f"{fault.message} (and {len(rows) - 1:,} more so)")
    elif all(map(_YEARLESS.match, texts)):
        words = (
            f"none of the column's {len(rows):,} dates says its year, the first {shorten(texts[0])}"
        )
        fault = Fault("date-unreadable", words, "write each with its year, such as 1914-09-14")
    else:
        return []
    told = sheet.problem(rows[0], name, fault)
    return [replace(told, also=tuple(sheet.raw.lines[rows[1:]].tolist()))]


def _tell_centuries(
    sheet: NamedSheet, name: str, cells: TextColumn, dates: Mapping[str, Dated]
) -> list[Problem]:
    """Warn of years of two digits, with the first of them."""
    rows = cells.where(dates).tolist()
    if not rows:
        return []
    cell, more = cells[rows[0]], len(rows) - 1
    so = f" (and {more:,} more row{'s' * (more > 1)} so)" if more else ""
    words = f"{shorten(cell)} is read as {dates[cell].date}: its year has two digits{so}"
    fault = Fault("date-century", words, "write the year with four digits")
    return [sheet.problem(rows[0], name, fault, "warning")]


def _tell_order(
    sheet: NamedSheet,
    name: str,
    cells: TextColumn,
    order: str,
    tells: str,
    dates: Mapping[str, Dated],
    stated: Mapping[str, str],
) -> Problem | None:
    """Say how 03/04/2022 was read, where the column has such a date."""
    doubtful, _ = parse_dates(stated.values(), order=None, serials=False)
    settled = sorted(c for c in dates if stated[c] not in doubtful and stated[c] != tells)
    settled = [cell for cell in settled if "/" in cell or "-" in cell]
    if not settled:
        return None
    row = int(cells.where({settled[0]})[0])
    message = f"{settled[0]} is read as {dates[settled[0]].date}, {order} first, as {tells} has it"
    fault = Fault("date-order", message, "write year-month-day where that is wrong")
    return sheet.problem(row, name, fault, "notice")


def _tell_how(
    sheet: NamedSheet,
    name: str,
    cells: TextColumn,
    dates: Mapping[str, Dated],
    *,
    is_years: bool,
    short: Collection[str],
) -> list[Problem]:
    """Say of spans, zones, years and dates that are about right how the first of them was read."""
    kinds: list[tuple[str, Callable[[str, Dated], bool], str, str]] = [
        (
            "date-span",
            lambda _, d: bool(d.span),
            "a span of time",
            "the first day counts as its date",
        ),
        ("date-group", lambda c, _: is_group(c), "{}, a date-time group", _GROUPS),
        (
            "date-zone",
            lambda c, d: d.is_utc and d.says_more and not is_group(c),
            "{} of UTC",
            "the page says so",
        ),
        (
            "date-about",
            lambda _, d: d.says_more and not d.is_utc,
            "about {}",
            "the page shows the cell",
        ),
        (
            "date-years",
            lambda c, _: is_years and c[:1] in "-−",
            "a year BC, {} as ISO 8601 counts",
            "write it with four digits, such as -0508, where that year of ISO 8601 is meant",
        ),
        ("date-years", lambda c, _: c in short, "the year {}", YEAR_ADVICE),
        (
            "date-calendar",
            lambda c, _: are_recent and bool(_OTHER_CALENDAR.match(c)),
            "{} of the Common Era",
            "where these are of the Iranian or Islamic calendar write the days of the Common Era",
        ),
    ]
    are_recent = all(map(_OTHER_CALENDAR.match, dates))
    problems = []
    for code, is_such, words, advice in kinds:
        such = {cell for cell, found in dates.items() if is_such(cell, found)}
        if rows := cells.where(such).tolist():
            cell = cells[rows[0]]
            found = dates[cell]
            more = (
                f" (and {len(rows) - 1:,} more row{'s' * (len(rows) > 2)} so)"
                if len(rows) > 1
                else ""
            )
            date = say_date(found.date) if code == "date-about" else found.date
            how = f"{words.format(date)}{f', {found.span}' if found.span else ''}"
            fault = Fault(code, f"{shorten(cell)} is read as {how}{more}", advice)
            problems.append(sheet.problem(rows[0], name, fault, "notice"))
    timed = [found.is_utc for found in dates.values() if "T" in found.date]
    if any(timed) and not all(timed):
        problems.append(sheet.problem(None, name, Fault("date-mixed", _MIXED, _TIMES), "warning"))
    return problems


def type_ends(
    sheet: NamedSheet, spans: Iterable[str | None] | None, problems: list[Problem]
) -> Texts:
    """Return the dates of the column `until`, else the last days of `spans`, those of `date`."""
    ends = np.full(len(sheet.raw.lines), None)
    if "until" in sheet.cells:
        ends = type_dates(sheet, "until", sheet.cells["until"], problems)["until"]
    if spans is not None:
        lasts = [(span or "").rpartition("/")[2].strip(". ") or None for span in spans]
        ends = np.array([end or last for end, last in zip(ends, lasts, strict=True)], object)
    return ends


def check_dates_together(
    sheet: NamedSheet, values: Mapping[str, Any], *, has_history: bool
) -> list[Problem]:
    """Warn where most names stand at several dates, and no row is known to follow another.

    So it is in a sheet of reports of several days in which a name stands for many rows: all of them
    are drawn, as if they held at one time.
    """
    # ids of the sheet's own say which rows are other units
    if has_history or "id" in sheet.own or not {"date", "name"} <= set(sheet.own):
        return []
    name, date = (distinct(values[column]) for column in ("name", "date"))
    if not are_returning(name, date):
        return []
    words = f"rows of {len(date.values):,} dates are drawn together, from {min(date.values)} on"
    advice = "give each unit an id that returns, and its newest row is shown; or delete older rows"
    return [sheet.problem(None, "date", Fault("dates-together", words, advice), "warning")]


def are_returning(names: Distinct, dates: Distinct) -> bool:
    """Return whether most of the names stand at several of the dates."""
    stated = (names.codes >= 0) & (dates.codes >= 0)
    if len(dates.values) < 2 or not stated.any():
        return False
    pairs = np.unique(names.codes[stated] * len(dates.values) + dates.codes[stated])
    dates_of = np.bincount(pairs // len(dates.values))
    return bool(2 * (dates_of > 1).sum() > (dates_of > 0).sum())
