"""Arrows and ranges on a page of several dates: where they are while units at their ends stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd
from shapely.geometry.base import BaseGeometry

from deploymap.overlays.shapes import Point
from deploymap.overlays.times import NEVER, begin_of, end_of

# the ends that each type has
ENDS_OF = {"axis": ("from", "to"), "range": ("from",)}


@dataclass(frozen=True)
class Stand:
    """Where a unit stood: the row of a `date` holds from `begin` until before `end`."""

    unit: str
    date: str | None
    begin: int
    end: int
    place: Point


@dataclass(frozen=True)
class Moved:
    """The shape of an overlay while its units stand so: `units` are ids and dates of their rows."""

    units: tuple[tuple[str, str | None], ...]
    shape: BaseGeometry


def find_stands(rows: pd.DataFrame, wanted: set[str]) -> dict[str, list[Stand]]:
    """Return where some units stood, in the order of the sheet.

    `rows` are those of all dates, with id, date, next_date, and lat and lon in WGS84 degrees.
    """
    stands: dict[str, list[Stand]] = {}
    names = ["id", "date", "next_date", "lat", "lon"]
    for row in rows.loc[rows["id"].isin(wanted), names].to_dict("records"):
        if pd.isna(row["lat"]) or pd.isna(row["lon"]):
            continue
        end = NEVER if row["next_date"] is None else begin_of(row["next_date"])
        place = (float(row["lon"]), float(row["lat"]))
        stand = Stand(row["id"], row["date"], begin_of(row["date"]), end, place)
        stands.setdefault(row["id"], []).append(stand)
    return stands


def follow_units(
    overlays: pd.DataFrame,
    stands: Mapping[str, list[Stand]],
    make: Callable[[Mapping[Any, Any], Mapping[str, Point]], BaseGeometry | None],
) -> list[list[Moved] | None]:
    """Return of each overlay its shapes while it holds, None where no unit is at its ends.

    `overlays` are as `check_overlays` has them; `make` draws a row from where units stand.
    """
    begins = [begin_of(date) for date in overlays["date"]]
    later: dict[str, list[int]] = {}
    for name, begin in zip(overlays["id"], begins, strict=True):
        later.setdefault(name, []).append(begin)
    found: list[list[Moved] | None] = []
    for row, begin in zip(overlays.to_dict("records"), begins, strict=True):
        ends = [row[f"{name}_end"] for name in ENDS_OF.get(row["type"], ())]
        units = [end for end in ends if isinstance(end, str)]
        if row["shape"] is not None or not units:
            found.append(None)
            continue
        after = min((one for one in later[row["id"]] if one > begin), default=NEVER)
        end = min(after, end_of(row["until"]))
        each = [stands.get(unit, []) for unit in units]
        moved = []
        for together in _meet(each, begin, end):
            shape = make(row, {stand.unit: stand.place for stand in together})
            if shape is not None:
                moved.append(Moved(tuple((one.unit, one.date) for one in together), shape))
        found.append(moved)
    return found


def _meet(each: list[list[Stand]], begin: int, end: int) -> Iterator[tuple[Stand, ...]]:
    """Yield stands, one of each unit, that hold at one time of a stretch."""
    for together in product(*each):
        first = max(begin, *(stand.begin for stand in together))
        if first <= end and first < min(stand.end for stand in together):
            yield together
