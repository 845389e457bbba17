"""Dates of which the year has two digits: 24-Feb-22, 2/24/22, 24.02.22, Feb-22."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import median_low

from deploymap.notation.digits import plain_digits
from deploymap.notation.months import month_number
from deploymap.patterns import late_pattern

_TIME = r"(\s+\d{1,2}:.{1,20})?"
_DIGITS = late_pattern(rf"(?P<first>\d{{1,2}})([./])\d{{1,2}}\2(?P<year>\d\d){_TIME}")
_WORDS = late_pattern(
    r"(?P<first>\d{1,2})[ ./-]{0,2}(?P<month>[^\W\d_]{3,12})"
    rf"[ ./,'’-]{{1,2}}(?P<year>\d\d){_TIME}"
)
_MONTH = late_pattern(r"(?P<month>[^\W\d_]{3,12})(?P<sign>\.?[ ./,'’-]{1,2})(?P<year>\d\d)")
_LONG_YEAR = late_pattern(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_LONGEST = 40

# Excel and LibreOffice, which write most of such dates, take 30 to 99 for years of the 1900s
LAST_OF_2000S = 29


def write_centuries(distinct: Iterable[str]) -> dict[str, str]:
    """Return of each date whose last number is a year of two digits the same with four.

    The century is that of the other dates of the column, so that the year is near theirs; where all
    are so short, the one that spreadsheets take. None where the first numbers change less than the
    last: these may be days, and the years stand first. Feb-22 is a month of a year where the column
    says that its numbers are no days.
    """
    cells = {cell: plain_digits(cell.strip()) for cell in distinct if len(cell) <= _LONGEST}
    short = {cell: match for cell, text in cells.items() if (match := _read(text))}
    if _may_begin_with_years(list(short.values())):
        short = {}
    months = {cell: match for cell, text in cells.items() if (match := _read_month(text))}
    long = [int(year) for text in cells.values() for year in _LONG_YEAR.findall(text)]
    if _are_of_years(list(months.values()), long):
        short |= months
    if not short:
        return {}
    near = median_low(long) if long else None
    return {cell: _write(match, near) for cell, match in short.items()}


def _read(text: str) -> re.Match[str] | None:
    if match := _DIGITS.fullmatch(text):
        return match
    match = _WORDS.fullmatch(text)
    return match if match and month_number(match["month"].casefold()) else None


def _read_month(text: str) -> re.Match[str] | None:
    match = _MONTH.fullmatch(text)
    return match if match and month_number(match["month"].casefold()) else None


def _are_of_years(matches: list[re.Match[str]], long: list[int]) -> bool:
    """Return whether the numbers after months are years: one is no day, all are of `long` ones, or
    they hardly change.
    """
    years = {match["year"] for match in matches}
    months = {match["month"].casefold() for match in matches}
    if any(not 1 <= int(match["year"]) <= 31 or {*"'’"} & {*match["sign"]} for match in matches):
        return True
    if matches and years <= {f"{year % 100:02}" for year in long}:
        return True
    return len(months) > 2 and len(years) < len(months)


def _may_begin_with_years(matches: list[re.Match[str]]) -> bool:
    firsts, lasts = ({match[name] for match in matches} for name in ("first", "year"))
    return len(matches) > 2 and len(firsts) < len(lasts)


def _write(match: re.Match[str], near: int | None) -> str:
    year = int(match["year"])
    if near is None:
        whole = year + (2000 if year <= LAST_OF_2000S else 1900)
    else:
        first = near - near % 100 - 100
        whole = min((first + year + 100 * n for n in range(3)), key=lambda y: abs(y - near))
    text = match.string
    return f"{text[: match.start('year')]}{whole}{text[match.end('year') :]}"
