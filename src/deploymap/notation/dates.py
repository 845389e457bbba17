"""Dates as people write them in sheets -> ISO 8601 text.

Functions take the distinct cells of a column, so that what stands in a million rows is looked at
once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from deploymap.notation.clocks import offset_of, split_clock
from deploymap.notation.digits import plain_digits
from deploymap.notation.isodates import date_order
from deploymap.notation.months import MONTHS, Order, month_number, read_words, write_date
from deploymap.notation.numbers import is_unknown
from deploymap.notation.spans import read_about, read_span
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, shorten

__all__ = [
    "MONTHS",
    "YEAR_ADVICE",
    "Dated",
    "cut_years",
    "find_order",
    "find_years",
    "month_number",
    "parse_dates",
    "read_dates",
    "short_years",
]

# what a column of bare years counts with a minus: years before Christ, or as ISO 8601 has them
Years = Literal["", "era", "iso"]

YEAR_ADVICE = "write all four digits, such as 2022, where another year is meant"
ADVICE = "write 2022-01-12 (year-month-day), 2022-01 or 2022"

_TIME = r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?"
_TIME += r"(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?)?"
_ZONE = late_pattern(r"\d:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d[\d:]*)\Z")
_NO_ZONE = late_pattern(r"[\d:T .,/-]+")
_UTC = late_pattern(r"Z|(?:UTC|GMT)?(?:[+-]00?(?::?00)?)?")
_ISO = late_pattern(rf"(-?\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_YEAR_FIRST = late_pattern(rf"(\d{{4}})[./](\d{{1,2}})[./](\d{{1,2}})\.?{_TIME}")
_DOTTED = late_pattern(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{4}}){_TIME}")
_SLASHED = late_pattern(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_SLASHES = late_pattern(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_SHORT_YEAR = late_pattern(
    r"\d{1,2}([./-])\d{1,2}\1\d{2}|\d{1,2}([ ./-]?)([^\W\d_]{3,})\.?\2['’]?\d{2}"
)
_MONTH_NUMBER = late_pattern(r"([^\W\d_]{3,12})\.?[ ./,-]{1,2}(\d\d)")
_YEAR_MONTH = late_pattern(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = late_pattern(r"(\d{1,2})[./](\d{4})")
_EAST_ASIAN = late_pattern(r"(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일])?)?")
_DAY = late_pattern(r"-?\d{4}-\d\d-\d\d")
_COMPACT = late_pattern(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = late_pattern(r"\d{5}(?:[.,]\d+)?")
_BARE_YEAR = late_pattern(r"(-?)(\d{1,4})(?:\.0)?")
_SHORT = late_pattern(r"[1-9]\d{0,2}(?:\.0)?")
# what programs write for no date, where other dates of the column are of our time
_NO_DATE = late_pattern(r"-[1-9]\d{3}(?:-.*)?|0000(?:-01(?:-01)?)?(?:[T ].*)?|-0001-11-30.*")
_OFFSET = late_pattern(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")
_NOT_STATED = late_pattern(r"(\d{4})[-/.](?:(0[1-9]|1[0-2])[-/.]00|00[-/.]00)")
_NO_SECONDS = late_pattern(r"T00:00(?::00)?\Z|(?<=T\d\d:\d\d):00\Z")
_YEAR_WORD = late_pattern(r"(?<=\d) ?(?:року|года|roku|[ргr])\.?\Z")
_LONGEST = 60

# day 0 of a spreadsheet's calendar; the 29 February 1900 that it believes in lies before the
# first serial that is read
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(367, 2_958_466)  # 1901 to 9999


def find_order(distinct: Iterable[str]) -> tuple[Order, str]:
    """Return what comes first in the column's dates of the form 03/04/2022, and a cell that tells.

    None where no cell tells, or where two contradict each other.
    """
    tells: dict[Order, str] = {}
    for cell in sorted(distinct):
        for match in _SLASHES.finditer(plain_digits(cell[: 2 * _LONGEST])):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                tells.setdefault("day", cell)
            elif second > 12 >= first:
                tells.setdefault("month", cell)
    return next(iter(tells.items())) if len(tells) == 1 else (None, "")


class Dated(NamedTuple):
    """What a cell says of time.

    `date` is ISO 8601 text: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM (years as
    `isodates.date_order` has them); a time keeps no seconds where they are 0, and is brought to UTC
    where it has a zone, which `is_utc` says. `span` is an ISO interval, `..` where it is open, of
    which `date` is the first day. `says_more` where the cell's own words say more than these:
    another zone, or "about".
    """

    date: str
    span: str = ""
    is_utc: bool = False
    says_more: bool = False


def parse_dates(
    distinct: Iterable[str], *, order: Order, serials: bool
) -> tuple[dict[str, str], dict[str, Fault]]:
    """Return the `date` of each cell as `read_dates` has it, and faults."""
    dates, faults = read_dates(distinct, order=order, serials=serials)
    return {cell: found.date for cell, found in dates.items()}, faults


def read_dates(
    distinct: Iterable[str], *, order: Order, serials: bool, years: Years = ""
) -> tuple[dict[str, Dated], dict[str, Fault]]:
    """Return what each cell says of time, and faults.

    `order` is that of 03/04/2022; with `serials` a number is a spreadsheet's day number (day 1 is
    1 January 1900); `years` is as in `find_years`.
    """
    dates: dict[str, Dated] = {}
    faults: dict[str, Fault] = {}
    for cell in distinct:
        text = " ".join(plain_digits(cell[: 4 * _LONGEST]).split())
        found = _read_date(text, order, serials, years)
        if isinstance(found, Fault):
            faults[cell] = found
        else:
            dates[cell] = found
    if not years and any(found.date[:1] != "-" and found.date >= "1" for found in dates.values()):
        faults |= _refuse_no_dates(dates)
    return {cell: found for cell, found in dates.items() if cell not in faults}, faults


def find_years(distinct: Iterable[str], *, is_named: bool) -> Years:
    """Return whether a column is one of bare years, and what a minus means in it.

    It is where no cell has a day or month, and years with a minus or of fewer than four digits are
    among them; most have three or four digits, or the column is called so (`is_named`). A minus is
    that of ISO 8601, as -0508, where a year with one begins with 0; else -509 is 509 BC. Years that
    may have lost their century make no such column (`cut_years`).
    """
    distinct = list(distinct)
    if cut_years(distinct):
        return ""
    cells = [plain_digits(cell.strip()) for cell in distinct if len(cell) < _LONGEST]
    bare = [match for cell in cells if (match := _BARE_YEAR.fullmatch(cell))]
    odd = [match for match in bare if match[1] or len(match[2]) < 4]
    long = sum(len(match[2]) > 2 for match in bare)
    if not odd or 10 * len(bare) < 9 * len(cells) or not (is_named or 2 * long > len(cells)):
        return ""
    return "iso" if any(match[1] and match[2].startswith("0") for match in bare) else "era"


def short_years(distinct: Iterable[str]) -> list[str]:
    """Return the cells that are years of one to three digits, without a minus or a leading 0."""
    return [cell for cell in distinct if _SHORT.fullmatch(plain_digits(cell.strip()))]


def cut_years(distinct: Iterable[str]) -> list[str]:
    """Return the years of one or two digits among others of four: 22 beside 2022 is no year 22.

    None where years of three digits or with a minus say that the column is of such times.
    """
    cells = {cell: plain_digits(cell.strip()) for cell in distinct if len(cell) < _LONGEST}
    short = [cell for cell, text in cells.items() if re.fullmatch(r"\d{1,2}(?:\.0)?", text)]
    of_old = any(re.fullmatch(r"-\d{1,4}|\d{3}|0\d{3}", text) for text in cells.values())
    of_late = any(re.fullmatch(r"[1-9]\d{3}(?:\.0)?", text) for text in cells.values())
    return short if of_late and not of_old else []


def _refuse_no_dates(dates: dict[str, Dated]) -> dict[str, Fault]:
    """Return the faults of years below 1 that stand among dates of our time."""
    advice = "leave the cell blank where the date is not known, or write such as 44 BC"
    return {
        cell: Fault("date-unreadable", f"{shorten(cell)} is a date before our era", advice)
        for cell in dates
        if _NO_DATE.fullmatch(" ".join(plain_digits(cell).split()))
    }


def _read_date(cell: str, order: Order, serials: bool, years: Years) -> Dated | Fault:
    if years and (match := _BARE_YEAR.fullmatch(cell)):
        return _read_year(match, years)
    found = _parse_date(cell, order, serials)
    if (part := _NOT_STATED.fullmatch(cell)) and int(part[1]):
        return Dated("-".join(filter(None, part.groups())), says_more=True)
    # an open end is more than the date before it
    if isinstance(found, str) and not cell.endswith(("-", "–", "—", "..")):
        zone = _zone_of(cell) if "T" in found else ""
        return Dated(found, "", bool(zone), bool(zone and not _UTC.fullmatch(zone)))
    if isinstance(found, str):
        fault = _explain(cell)
    elif found.code in ("date-unreadable", "date-impossible") and len(cell) <= _LONGEST:
        fault = found
    else:
        return found

    def read_one(text: str) -> str | Fault:
        return _parse_date(text, order, serials=False)

    if about := read_about(cell, read_one):
        return Dated(about, says_more=True)
    span = read_span(cell, order, read_one)
    if span is None or isinstance(span, Fault):
        return span or _doubt_month(cell) or fault
    return Dated(span.date, span.interval, bool(_ZONE.search(cell)))


def _zone_of(cell: str) -> str:
    """Return the zone that a cell with one time states, "" for none."""
    if match := _ZONE.search(cell):
        return str(match[1])
    clock = None if _NO_ZONE.fullmatch(cell) else split_clock(cell)
    zone = offset_of(clock.zone, clock.day) if clock else ""
    return zone if isinstance(zone, str) else ""


def _read_year(match: re.Match[str], years: Years) -> Dated | Fault:
    year = int(match[2])
    if not year:
        return Fault("date-unreadable", f"{match[0]} is no year: 1 follows 1 BC", ADVICE)
    if match[1]:
        year = 1 - year if years == "era" else -year
    return Dated(write_date(year))


def _parse_date(cell: str, order: Order, serials: bool) -> str | Fault:
    if date_order(cell) is not None:
        return _NO_SECONDS.sub("", cell)
    if len(cell) > _LONGEST:
        return Fault("date-unreadable", f"{shorten(cell)} is not a date", ADVICE)
    if serials and _SERIAL.fullmatch(cell) and (serial := _read_serial(cell)):
        return serial
    written = _read_digits(cell, order) or _read_words(cell) or _read_clock(cell, order)
    if isinstance(written, Fault):
        return written
    if written is None:
        return _explain(cell)
    if date_order(written) is None:
        words = f"{shorten(cell)} is no day or month of the calendar"
        if date_order(written.partition("T")[0]) is not None:
            words = f"{shorten(cell)} has a time that no clock shows"
        return Fault("date-impossible", words, "correct it")
    return written


def _read_serial(cell: str) -> str | None:
    day = int(re.split("[.,]", cell)[0])
    return (_DAY_ZERO + timedelta(days=day)).isoformat() if day in _SERIALS else None


def _read_digits(cell: str, order: Order) -> str | Fault | None:
    """Return the ISO text of a date in digits alone, with the Slavic word for year or without."""
    cell = _YEAR_WORD.sub("", cell)
    if match := _EAST_ASIAN.fullmatch(cell):
        return _write(*match.groups())
    if re.fullmatch("[0-9]{4}", cell):
        return cell
    if match := _ISO.fullmatch(cell) or _YEAR_FIRST.fullmatch(cell):
        return _write(match[1], match[2], match[3], match.groups()[3:])
    if match := _DOTTED.fullmatch(cell):
        return _write(match[3], match[2], match[1], match.groups()[3:])
    if match := _SLASHED.fullmatch(cell):
        return _read_slashed(match, cell, order)
    if match := _YEAR_MONTH.fullmatch(cell):
        return _write(match[1], match[2])
    if match := _MONTH_YEAR.fullmatch(cell):
        return _write(match[2], match[1], None)
    if match := _COMPACT.fullmatch(cell):
        written = _write(match[1], match[2], match[3])
        return written if date_order(written) is not None else None
    return None


def _read_slashed(match: re.Match[str], cell: str, order: Order) -> str | Fault:
    first, second, year, time = match[1], match[3], match[4], match.groups()[4:]
    as_day, as_month = _write(year, second, first, time), _write(year, first, second, time)
    if order is None and int(first) != int(second) and max(int(first), int(second)) <= 12:
        words = f"{shorten(cell)} may be {as_day} or {as_month}"
        return Fault("date-ambiguous", words, "write the one that is meant (year-month-day)")
    return as_month if order == "month" or (order is None and int(second) > 12) else as_day


def _write(
    year: str, month: str | None = None, day: str | None = None, time: Sequence[str | None] = ()
) -> str:
    return _add_time("-".join([year, *(f"{int(part):02}" for part in (month, day) if part)]), time)


def _add_time(text: str, time: Sequence[str | None]) -> str:
    """Return the ISO text of a day with its time: hour, minute, second and zone."""
    hour, minute, second = (*time[:3], None, None, None)[:3]
    if hour is None or (int(hour), int(minute or 0), int(second or 0)) == (0, 0, 0):
        return text
    shown = f"{text}T{int(hour):02}:{minute}" + (f":{second}" if int(second or 0) else "")
    zone = time[3] if len(time) > 3 else None
    return _to_utc(shown, zone) if zone else shown


def _to_utc(text: str, zone: str) -> str:
    """Return a time of another zone as one of UTC, so that times can be compared."""
    offset = _OFFSET.fullmatch(zone)
    if offset is None:
        return text
    zone = f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}"
    try:
        moment = datetime.fromisoformat(f"{text}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return text
    return moment.strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00").removesuffix("T00:00")


def _read_clock(cell: str, order: Order) -> str | Fault | None:
    """Return the ISO text of a day with a time that is written otherwise than in ISO 8601."""
    clock = split_clock(cell)
    if clock is None:
        return None
    day = _read_digits(clock.day, order) or _read_words(clock.day)
    if not isinstance(day, str):
        return day
    if not _DAY.fullmatch(day):
        return None
    zone = offset_of(clock.zone, day)
    return zone if isinstance(zone, Fault) else _add_time(day, (*clock.time, zone))


def _read_words(cell: str) -> str | None:
    """Return the ISO text of a date with words: the name of a month, or an era."""
    era, numbers, months = read_words(cell)
    if months is None or len(months) > 1 or not (months or era) or not 1 <= len(numbers) <= 2:
        return None
    return _arrange(numbers, months, era)


def _arrange(numbers: list[str], months: list[int], era: str) -> str | None:
    """Return the ISO text of a year with at most a month and a day."""
    if len(numbers) == 2 and not months:
        return None
    # with an era the year stands beside it, at the end
    by_length = sorted(numbers, key=lambda number: len(number) < 3)
    year, *days = (numbers[-1], *numbers[:-1]) if era else by_length
    if not era and len(year) != 4:
        return None
    counted = 1 - int(year) if era == "BC" else int(year)
    if counted < -9999 or counted > 9999 or not int(year):
        return None
    return write_date(counted, months[0] if months else None, int(days[0]) if days else None)


def _explain(cell: str) -> Fault:
    words = f"{shorten(cell)} is not a date"
    if is_unknown(cell):
        return Fault("date-unreadable", words, "leave the cell blank where it is not known")
    if _SERIAL.fullmatch(cell) and (serial := _read_serial(cell)):
        advice = f"it looks like a spreadsheet's day number, {serial}; format the column as text"
        return Fault("date-serial", words, advice)
    short = _SHORT_YEAR.fullmatch(cell)
    if short and (not short[3] or month_number(short[3].casefold())):
        words = f"{shorten(cell)} has a year of two digits"
        return Fault("date-century", words, "write the year with four digits")
    return Fault("date-unreadable", words, ADVICE)


def _doubt_month(cell: str) -> Fault | None:
    """Return the fault of a month with a number that is its day, or its year."""
    month = _MONTH_NUMBER.fullmatch(cell)
    if not month or not month_number(month[1].casefold()):
        return None
    words = f"{shorten(cell)} may be a month of a year, or day {int(month[2])} of a month"
    return Fault("date-ambiguous", words, "write the one that is meant (year-month-day)")
