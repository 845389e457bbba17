"""Which overlays hold at a date: of one over time the newest row, unless it has ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Integers, Truths
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


def holding_at(overlays: pd.DataFrame, moment: int) -> pd.DataFrame:
    """Return of each overlay the newest row that has begun, where that has not ended.

    `overlays` has the columns id, date and until.
    """
    begin = np.array([begin_of(text) for text in overlays["date"]], dtype=np.int64)
    end = np.array([end_of(text) for text in overlays["until"]], dtype=np.int64)
    newest = _newest(overlays["id"].tolist(), begin, begin <= moment)
    rows = [row for row in newest if end[row] >= moment]
    return overlays.iloc[sorted(rows)].reset_index(drop=True)


def _newest(ids: Sequence[str], begin: Integers, has_begun: Truths) -> list[int]:
    best: dict[str, int] = {}
    for row in np.flatnonzero(has_begun).tolist():
        other = best.get(ids[row])
        if other is None or begin[row] >= begin[other]:
            best[ids[row]] = row
    return list(best.values())
