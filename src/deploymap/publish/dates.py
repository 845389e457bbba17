"""Rows that are too new to be published."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from deploymap.arrays import distinct
from deploymap.problems import Fault, Problem, UsageError
from deploymap.settings.config import CONFIG_NAME

Day = tuple[int, int, int]


def last_day_shown(base: str, days: int) -> str:
    """Return the day so many days before a date, ISO text; a month or year is its first day.

    Raises UsageError where there is no date to count back from.
    """
    try:
        start = date.fromisoformat((base[:10] + "-01-01")[:10])
        return (start - timedelta(days=days)).isoformat()
    except (OverflowError, ValueError):
        words = "publish.delay_days needs a date to count back from; write date = with the map's"
        raise UsageError(f"{CONFIG_NAME}: {words}") from None


def hold_back(units: pd.DataFrame, *, until: str, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows dated up to a day, and what is to be said of the others.

    A month or a year counts as its last day; what has no date may be new, and is held back too.
    """
    year, month, day = until.split("-")
    limit = (int(year), int(month), int(day))
    found = distinct(units["date"])
    is_old = np.array([_last_day_of(text) <= limit for text in found.values] + [False])
    kept = is_old[found.codes]
    if kept.all():
        return units, []
    undated = int((found.codes < 0).sum())
    count = int((~kept).sum())
    words = f"{count:,} of {len(units):,} rows are newer than {until}"
    words += f" or have no date ({undated:,})" if undated else ""
    problem = Problem.of_cell(
        file,
        None,
        "date",
        Fault(
            "publish-delayed",
            f"{words}; publish.delay_days keeps them out of the page",
            "" if kept.any() else "no row is left: see the map's date and delay_days",
        ),
        "notice" if kept.any() else "warning",
    )
    return units[kept].reset_index(drop=True), [problem]


def _last_day_of(text: str) -> Day:
    """Return year, month and day of the last day that an ISO date means."""
    sign = -1 if text.startswith("-") else 1
    year, *rest = text.removeprefix("-").partition("T")[0].split("-")
    month, day = [*rest, *("12", "31")[len(rest) :]]
    return sign * int(year), int(month), int(day)
