"""Finds a column of times that count seconds or milliseconds from 1970, and reads it."""

from __future__ import annotations

from collections.abc import Sequence

from deploymap.checks.found import Found
from deploymap.checks.joining import Joined
from deploymap.checks.rewriting import rewrite
from deploymap.checks.spelling import folded_words, split_words
from deploymap.epochs import read_epoch
from deploymap.patterns import late_pattern
from deploymap.problems import Fault

_TIMES = folded_words("time timestamp epoch unixtime unix datetime ts date when created utc")
# from September 2001 on, in seconds or in milliseconds
_EPOCH = late_pattern(r"[1-3][0-9]{9}|[1-3][0-9]{12}")


def find_epochs(found: Found) -> None:
    """Find a column of such numbers that is called a time, where there is no other date."""
    for own in found.free() if "date" not in found.taken else ():
        if _TIMES.intersection(split_words(own)) and _are_epochs(found.sample(own)):
            found.doubtful.pop(own, None)
            found.take(own, "date", "cells", "its cells count from 1970")


def join_epochs(found: Found, joined: Joined) -> None:
    """Read such numbers in the column of dates as times, and say so."""
    own = found.taken.get("date")
    if own is None or not any(map(is_epoch, found.sample(own))):
        return
    cells = found.raw.columns[own]
    joined.cells["date"] = rewrite(cells, _write_time)
    sample = next(text for text in cells.distinct if is_epoch(text))
    words = f"counts from 1970: {sample} is read as {_write_time(sample)} (UTC)"
    joined.told.append((own, Fault("date-epoch", words)))


def _are_epochs(texts: Sequence[str]) -> bool:
    return bool(texts) and all(map(is_epoch, texts))


def is_epoch(text: str) -> bool:
    """Return whether a text is such a number."""
    return _read(text) is not None


def _read(text: str) -> str | None:
    return read_epoch(text) if _EPOCH.fullmatch(text) else None


def _write_time(text: str) -> str:
    return _read(text) or text
