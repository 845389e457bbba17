"""Dates as the tables have them, and their order in time."""

from __future__ import annotations

import re

_DATE = re.compile(
    r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?)?)?"
)
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def date_order(text: str) -> int | None:
    """Return a number that sorts dates by time, or None where `text` is no date.

    A date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS] in the Gregorian calendar, years as
    ISO 8601 counts them: 0000 is 1 BC, -0048 is 49 BC. A month or a year alone counts as its
    beginning, and comes before the first day in it; so does a day alone.
    """
    match = _DATE.fullmatch(text)
    if match is None or match[1] == "-0000":
        return None
    year, month, day, *time = (int(part) if part else None for part in match.groups())
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and day is not None and not 1 <= day <= _days_in(year, month):
        return None
    hour, minute, second = time
    if (hour or 0) > 23 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    days = year * 10_000 + (month or 0) * 100 + (day or 0)
    since_midnight = 0 if hour is None else 1 + hour * 3600 + (minute or 0) * 60 + (second or 0)
    return days * 100_000 + since_midnight


def say_date(text: str) -> str:
    """Return a date for a message: a year BC as people count it, -0003 as 4 BC, else as it is."""
    year = text[:5] if text.startswith("-") else text[:4]
    is_before = year.removeprefix("-").isdecimal() and int(year) < 1
    return f"{1 - int(year)} BC{text[len(year) :]}" if is_before else text


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]
