"""Tracks -> one unit over time: a row for each minute of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from deploymap.sheets.formats.points import Feature

MINUTE = len("2022-01-12T06:30")
_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$")


class Fix(NamedTuple):
    """Where something was at a time, in degrees on WGS84; `time` is ISO text."""

    time: str
    x: float
    y: float


def track_features(properties: dict[str, str], fixes: Sequence[Fix], number: int) -> list[Feature]:
    """Return a feature for each minute of a track, all of one id; `number` is that in the file.

    Of the fixes of one minute the last counts.
    """
    own = {"id": f"track {number}", **properties}
    last = {_minute_of(fix.time): fix for fix in fixes}
    return [
        Feature({**own, "date": minute}, fix.x, fix.y, number=number)
        for minute, fix in last.items()
    ]


def _minute_of(time: str) -> str:
    """Return a time without seconds, with its offset from UTC."""
    zone = _ZONE.search(time, MINUTE)
    return time[:MINUTE] + (zone[0] if zone else "")
