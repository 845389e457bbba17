"""Which overlays hold at a date: of one over time the newest row, unless it has ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Integers
from deploymap.checks.rows import LENGTHS, UNDATED
from deploymap.notation.isodates import date_order

NEVER = 10**15  # after every date


def begin_of(text: Any) -> int:
    """Return the number of the moment at which a date begins, UNDATED for a blank."""
    found = date_order(text) if isinstance(text, str) else None
    return UNDATED if found is None else found


def end_of(text: Any) -> int:
    """Return the number of the last moment of a date, or of a span's last date; NEVER for a blank.

    The numbers are those of `isodates.date_order`: a day is over with its last second.
    """
    last = str(text).rpartition("/")[2].strip() if isinstance(text, str) else ""
    found = date_order(last)
    if found is None:
        return NEVER
    return found + LENGTHS[len(last.removeprefix("-"))] - 1


def time_of_map(date: str, dates: Iterable[Any]) -> int:
    """Return the moment that a map shows: the end of its date, else of the newest of some dates."""
    if date:
        return end_of(date)
    return max((end_of(text) for text in dates if isinstance(text, str)), default=NEVER)


class Timeline:
    """Overlays with the columns id, date and until, asked for those that hold at some moments."""

    def __init__(self, overlays: pd.DataFrame) -> None:
        """Read the dates, once."""
        self.overlays = overlays
        self.begin = np.array([begin_of(text) for text in overlays["date"]], dtype=np.int64)
        self.end = np.array([end_of(text) for text in overlays["until"]], dtype=np.int64)
        ids = {name: number for number, name in enumerate(dict.fromkeys(overlays["id"]))}
        self.owner = np.array([ids[name] for name in overlays["id"]], dtype=np.int64)
        # of two rows that begin at once the later one of the sheet is the newer
        self.order = np.argsort(self.begin, kind="stable")

    def holding_at(self, moment: int) -> pd.DataFrame:
        """Return of each overlay the newest row that has begun, where that has not ended."""
        begun = self.order[self.begin[self.order] <= moment]
        newest = np.full(len(self.order), -1, dtype=np.int64)
        # of one overlay the last in order stays
        newest[self.owner[begun]] = begun
        rows = newest[newest >= 0]
        rows = np.sort(rows[self.end[rows] >= moment])
        return self.overlays.iloc[rows].reset_index(drop=True)

    def stretches(self, moments: Integers) -> Iterator[tuple[pd.DataFrame, Integers]]:
        """Yield what holds, and the places of the moments at which just that does.

        Between two dates of the overlays nothing changes.
        """
        edges = np.unique(np.concatenate([self.begin, self.end + 1]))
        stretch = np.searchsorted(edges, moments, side="right")
        order = np.argsort(stretch, kind="stable")
        for places in np.split(order, np.flatnonzero(np.diff(stretch[order])) + 1):
            if len(places):
                yield self.holding_at(int(moments[places[0]])), places


def holding_at(overlays: pd.DataFrame, moment: int) -> pd.DataFrame:
    """Return what holds at one moment; see `Timeline`."""
    return Timeline(overlays).holding_at(moment)
