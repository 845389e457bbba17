"""The dates that a page of rows of several dates can show."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from deploymap.arrays import distinct
from deploymap.checks.overtime import NEXT, day_of, list_dates
from deploymap.settings.config import Config

# at how many days after its row a unit may fade; of those that a map's time has room for the last
FADING = (1, 7, 30, 90, 365, 1825, 9125)
STEPS = 2


@dataclass(frozen=True)
class Times:
    """The dates that a page can show: those of its rows, ISO text, in the order of time.

    `shown` is the one that it opens with, and `since` the first of the span that does, "" for none.
    Of a unit nothing is known so many days after its row, `hold_days`; None for as long as there is
    no other. From so many days on, `fading`, it is drawn fainter. `alone`: each row is of its own
    date alone, for nothing says which of them are one unit.
    """

    dates: tuple[str, ...]
    shown: str
    since: str = ""
    hold_days: int | None = None
    fading: tuple[int, ...] = ()
    alone: bool = False


def find_times(
    rows: pd.DataFrame, overlays: pd.DataFrame, annotations: pd.DataFrame, config: Config
) -> Times:
    """Return the dates of rows, overlays and annotations, and those from which a unit is nowhere.

    A page opens with the map's own, else the last, but one of rows that nothing follows with all.
    """
    alone = bool(rows[NEXT].isna().all())
    own = distinct(rows["date"]).values
    # a unit that was taken off the map has no row of the date of that
    ended = distinct(rows[NEXT]).values
    others = [*ended, *overlays.get("date", ()), *annotations.get("date", ())]
    # hours of what happened are no steps
    given = [text[: 10 + text.startswith("-")] for text in own] if alone else own
    dates = list_dates([*given, *(date for date in others if isinstance(date, str))])
    shown = dates[-1] if alone else config.date or dates[-1]
    hold = config.time.hold_days
    fading = () if alone else find_fading(dates, hold)
    return Times(tuple(dates), shown, dates[0] if alone else "", hold, fading, alone)


def find_fading(dates: list[str], hold_days: int | None) -> tuple[int, ...]:
    """Return from how many days on a unit is drawn fainter: steps that dates leave room for."""
    span = day_of(dates[-1]) - day_of(dates[0])
    most = span if hold_days is None else min(span, hold_days)
    return tuple(days for days in FADING if 2 * days <= most)[-STEPS:]
