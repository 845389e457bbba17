"""Dates as people write them in sheets -> ISO 8601 text.

Functions take the distinct cells of a column, so that what stands in a million rows is looked at
once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal

from deploymap.errors import Fault, shorten
from deploymap.notation.numbers import is_unknown
from deploymap.patterns import late_pattern
from deploymap.schema import date_order

# which part comes first in 03/04/2022; None where nothing tells
Order = Literal["day", "month"] | None

ADVICE = "write 2022-01-12 (year-month-day), 2022-01 or 2022"

# names of the months in English, German, French, Spanish, Ukrainian and Russian, in the forms in
# which they stand beside a day; the first letters of each are enough where they are no other's
MONTHS = (
    "january januar jänner janvier enero січень січня январь января",
    "february februar février febrero лютий лютого февраль февраля",
    "march märz maerz mars marzo березень березня март марта",
    "april avril abril квітень квітня апрель апреля",
    "may mai mayo травень травня май мая",
    "june juni juin junio червень червня июнь июня",
    "july juli juillet julio липень липня июль июля",
    "august août agosto серпень серпня август августа",
    "september septembre septiembre setiembre вересень вересня сентябрь сентября",
    "october oktober octobre octubre жовтень жовтня октябрь октября",
    "november novembre noviembre листопад листопада ноябрь ноября",
    "december dezember décembre diciembre грудень грудня декабрь декабря",
)
SHORTEST_MONTH = 3

_TIME = r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?"
_ISO = late_pattern(rf"(-?\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_YEAR_FIRST = late_pattern(rf"(\d{{4}})[./](\d{{1,2}})[./](\d{{1,2}})\.?{_TIME}")
_DOTTED = late_pattern(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{4}}){_TIME}")
_SLASHED = late_pattern(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_SHORT_YEAR = late_pattern(r"\d{1,2}([./-])\d{1,2}\1\d{2}")
_YEAR_MONTH = late_pattern(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = late_pattern(r"(\d{1,2})[./](\d{4})")
_COMPACT = late_pattern(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = late_pattern(r"\d{5}(?:[.,]\d+)?")
_ERA = late_pattern(
    r"(?P<before>bce?|b\.c\.(?:e\.)?|до н\.?\s?[еэ]\.?|v\.\s?chr\.?|av\.\s?j\.?-?c\.?|a\.\s?c\.)"
    r"|(?:ad|a\.d\.|ce|c\.e\.|н\.?\s?[еэ]\.?|n\.\s?chr\.?|apr\.\s?j\.?-?c\.?|d\.\s?c\.)",
    re.IGNORECASE,
)
_NO_SECONDS = late_pattern(r"T00:00(?::00)?\Z|(?<=T\d\d:\d\d):00\Z")
_WORDS = late_pattern(r"\d+|[^\W\d_]+")
_ORDINAL = late_pattern(r"(?<=\d)(?:st|nd|rd|th|er|º|-?го)(?!\w)", re.IGNORECASE)
_YEAR_WORD = late_pattern(r"(?<=\d) ?(?:року|года|[рг])\.?\Z")
_SKIPPED = {"of", "the", "de", "del", "le", "г", "год", "года", "р", "року", "рік", "den"}
WEEKDAYS = (
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo "
    "понеділок вівторок середа четвер субота неділя "
    "понедельник вторник среда четверг пятница суббота воскресенье"
)
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
        if match := _SLASHED.fullmatch(cell):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                tells.setdefault("day", cell)
            elif second > 12 >= first:
                tells.setdefault("month", cell)
    return next(iter(tells.items())) if len(tells) == 1 else (None, "")


def parse_dates(
    distinct: Iterable[str], *, order: Order, serials: bool
) -> tuple[dict[str, str], dict[str, Fault]]:
    """Return the date of each cell as ISO 8601 text, and faults.

    The text is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM (years as `schema.date_order` has
    them); a time keeps no seconds where they are 0, and is brought to UTC where it has a zone.
    `order` is that of 03/04/2022; with `serials` a number is a spreadsheet's day number (day 1 is
    1 January 1900).
    """
    dates: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for cell in distinct:
        found = _parse_date(" ".join(cell.split()), order, serials)
        if isinstance(found, Fault):
            faults[cell] = found
        else:
            dates[cell] = found
    return dates, faults


def _parse_date(cell: str, order: Order, serials: bool) -> str | Fault:
    if date_order(cell) is not None:
        return _NO_SECONDS.sub("", cell)
    if len(cell) > _LONGEST:
        return Fault("date-unreadable", f"{shorten(cell)} is not a date", ADVICE)
    if serials and _SERIAL.fullmatch(cell) and (serial := _read_serial(cell)):
        return serial
    written = _read_digits(cell, order) or _read_words(cell)
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
    text = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    hour, minute, second = (*time[:3], None, None, None)[:3]
    if hour is None or (int(hour), int(minute or 0), int(second or 0)) == (0, 0, 0):
        return text
    shown = f"{text}T{int(hour):02}:{minute}" + (f":{second}" if int(second or 0) else "")
    zone = time[3] if len(time) > 3 else None
    return _to_utc(shown, zone) if zone and zone[0] in "+-" else shown


def _to_utc(text: str, zone: str) -> str:
    """Return a time of another zone as one of UTC, so that times can be compared."""
    try:
        moment = datetime.fromisoformat(f"{text}{zone[:3]}:{zone[-2:]}").astimezone(UTC)
    except (ValueError, OverflowError):
        return text
    return moment.strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00").removesuffix("T00:00")


def _read_words(cell: str) -> str | None:
    """Return the ISO text of a date with words: the name of a month, or an era."""
    era = _ERA.search(cell)
    if era and not (era.start() and cell[era.start() - 1].isalpha()):
        rest = f"{cell[: era.start()]} {cell[era.end() :]}"
    else:
        era, rest = None, cell
    words = [_fold(word) for word in _WORDS.findall(_ORDINAL.sub("", rest))]
    parts = [word for word in words if word not in _SKIPPED and word not in _weekdays()]
    numbers = [word for word in parts if word.isdecimal()]
    months = [month_number(word) for word in parts if not word.isdecimal()]
    if len(months) > 1 or None in months or not (months or era) or not 1 <= len(numbers) <= 2:
        return None
    return _arrange(numbers, months, bool(era and era["before"]), has_era=bool(era))


def _arrange(
    numbers: list[str], months: list[int | None], before: bool, *, has_era: bool
) -> str | None:
    """Return the ISO text of a year with at most a month and a day."""
    if len(numbers) == 2 and not months:
        return None
    year, *days = (
        sorted(numbers, key=lambda number: len(number) < 3)
        if not has_era
        else (
            numbers[-1],
            *numbers[:-1],
        )
    )
    if not has_era and len(year) != 4:
        return None
    counted = 1 - int(year) if before else int(year)
    if counted < -9999 or counted > 9999 or not int(year):
        return None
    text = f"-{-counted:04}" if counted < 0 else f"{counted:04}"
    return _write(text, str(months[0]) if months else None, days[0] if days else None)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(map(_fold, WEEKDAYS.split()))


@cache
def month_number(word: str) -> int | None:
    """Return the number of a month, 1 to 12, by its folded name or the beginning of it."""
    if len(word) < SHORTEST_MONTH:
        return None
    found = {
        number
        for number, names in enumerate(MONTHS, start=1)
        for name in names.split()
        if _fold(name).startswith(word)
    }
    return found.pop() if len(found) == 1 else None


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _explain(cell: str) -> Fault:
    words = f"{shorten(cell)} is not a date"
    if is_unknown(cell):
        return Fault("date-unreadable", words, "leave the cell blank where it is not known")
    if _SERIAL.fullmatch(cell) and (serial := _read_serial(cell)):
        advice = f"it looks like a spreadsheet's day number, {serial}; format the column as text"
        return Fault("date-serial", words, advice)
    if _SHORT_YEAR.fullmatch(cell):
        words = f"{shorten(cell)} has a year of two digits"
        return Fault("date-century", words, "write the year with four digits")
    return Fault("date-unreadable", words, ADVICE)
