"""For which time a line of contact holds, and which dates lie in it."""

from __future__ import annotations

import re
from typing import Any

# a day, month or year in ISO form, the year with a sign where it is before our era
DATE = re.compile(r"([+-]?\d{1,6})(?:-(\d\d)(?:-(\d\d))?)?")
EVER = (-(10**12), 10**12)

Period = tuple[int, int]


def read_period(text: Any) -> Period | None:
    """Return the first and the last day of a date, or of two with a slash between; None for none.

    A day is year * 10,000 + month * 100 + day.
    """
    parts = str(text).strip().split("/") if isinstance(text, str) else []
    found = [DATE.match(part.strip()) for part in parts]
    days = [_read_days(match) for match in found if match]
    if not days or len(days) < len(parts):
        return None
    return days[0][0], days[-1][1]


def _read_days(match: re.Match[str]) -> Period:
    """Return the first and the last day of a day, month or year."""
    year = int(match[1]) * 10_000
    month = int(match[2]) * 100 if match[2] else 0
    day = int(match[3] or 0)
    low = year + (month or 100) + (day or 1)
    return low, year + (month or 1_200) + (day or 31)


def line_period(date: Any, until: Any) -> Period | None:
    """Return the first and the last day for which a line holds; None where it has no time.

    `date` is the day, month or year that it shows. It holds from then to the end of `until`; where
    that is not given, to the end of `date`.
    """
    start, end = read_period(date), read_period(until)
    if start is None and end is None:
        return None
    return (start or EVER)[0], (end or start or EVER)[1]


def holds_at(line: Period | None, date: Period | None) -> bool:
    """Return whether all of a date lies in the time of a line; a line without a time always holds.

    Of a unit without a date nobody knows.
    """
    if line is None:
        return True
    return date is not None and line[0] <= date[0] and date[1] <= line[1]
