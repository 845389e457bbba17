"""The dates that a page of rows of several dates can show."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from deploymap.arrays import distinct
from deploymap.checks.overtime import list_dates
from deploymap.settings.config import Config


@dataclass(frozen=True)
class Times:
    """The dates that a page can show: those of its rows, ISO text, in the order of time.

    `shown` is the one that it opens with. Of a unit nothing is known so many days after its row,
    `hold_days`; None for as long as there is no other.
    """

    dates: tuple[str, ...]
    shown: str
    hold_days: int | None = None


def find_times(rows: pd.DataFrame, overlays: pd.DataFrame, config: Config) -> Times:
    """Return the dates of rows and overlays; a page opens with the map's own, else the last."""
    drawn = overlays.get("date", ())
    dates = list_dates([*distinct(rows["date"].to_numpy(object)).values, *drawn])
    return Times(tuple(dates), config.date or dates[-1], config.time.hold_days)
