"""On whose ground units stand, by the held areas and fronts of their own date.

A held area goes before a front, for it says the same with more words. On contested ground, and
where two sides hold one place, nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Integers, Texts, distinct, with_columns
from deploymap.borders.locate import locate
from deploymap.overlays.times import Timeline, end_of

BY = "line_side_by"
# types that say on whose ground a unit stands
TELLING = ("held", "contested", "front")
NAMELESS = {"held": "a held area", "contested": "a contested area", "front": "a front"}


def find_ground(units: pd.DataFrame, overlays: pd.DataFrame, moment: int) -> pd.DataFrame:
    """Return the units with `line_side` and `line_side_by` as the overlays of their date say.

    `units` has lat, lon (WGS84 degrees), date and `line_side`, which stays where no overlay says
    anything. `overlays` has all rows of all dates, with their shapes. A unit without a date is of
    the map's `moment` (see `times`), and so is one whose date is later. `line_side_by` says in
    words which overlay told it, and of which date; None where none did.
    """
    telling = overlays[overlays["type"].isin(TELLING)]
    if not len(telling) or not len(units):
        return units
    side = units["line_side"].to_numpy(object).copy()
    by = np.full(len(units), None, dtype=object)
    points = units[["lon", "lat"]].to_numpy(np.float64)
    found = distinct(units["date"])
    moments = np.array([min(end_of(text), moment) for text in found.values] + [moment])[found.codes]
    placed = np.flatnonzero(~np.isnan(points.sum(axis=1)))
    for of_date, places in Timeline(telling).stretches(moments[placed]):
        rows = placed[places]
        holder, told = _find_holders(of_date, points[rows])
        said = rows[[text is not None for text in told]]
        side[said] = [holder[n] for n, text in enumerate(told) if text is not None]
        by[said] = [text for text in told if text is not None]
    columns = {"line_side": side, BY: by}
    series = {
        name: pd.Series(texts, units.index, object, copy=False) for name, texts in columns.items()
    }
    return with_columns(units, series)


def _find_holders(overlays: pd.DataFrame, points: Floats) -> tuple[Texts, Texts]:
    """Return for each lon, lat who holds the ground, and the words on what says so."""
    holder = np.full(len(points), None, dtype=object)
    told = np.full(len(points), None, dtype=object)
    for row in _rows(overlays, "front"):
        where = side_of_line(row["shape"], points)
        for sign, name in ((1, "left"), (-1, "right")):
            if row[name]:
                _say(holder, told, where == sign, row[name], row)
    held = np.full(len(points), None, dtype=object)
    words = np.full(len(points), None, dtype=object)
    for row in _rows(overlays, "held"):
        inside = locate(np.array([row["shape"]]), points) == 0
        again = inside & np.array([text is not None for text in words], dtype=bool)
        other = again & (held != row["side"])
        _say(held, words, inside & ~again, row["side"], row)
        for n in np.flatnonzero(other).tolist():
            held[n], words[n] = None, f"{words[n]}; {_words_of(row)}"
    said = np.array([text is not None for text in words], dtype=bool)
    holder[said], told[said] = held[said], words[said]
    for row in _rows(overlays, "contested"):
        _say(holder, told, locate(np.array([row["shape"]]), points) == 0, None, row)
    return holder, told


def _rows(overlays: pd.DataFrame, kind: str) -> Iterator[Mapping[Any, Any]]:
    yield from overlays[overlays["type"] == kind].to_dict("records")


def _say(holder: Texts, told: Texts, where: Any, side: str | None, row: Mapping[Any, Any]) -> None:
    holder[where], told[where] = side, _words_of(row)


def _words_of(row: Mapping[Any, Any]) -> str:
    """Return what an overlay is called, with its date."""
    name = row["name"] or NAMELESS[row["type"]]
    return f"{name} ({row['date']})" if row["date"] else str(name)


def side_of_line(line: BaseGeometry, points: Floats) -> Integers:
    """Return for each lon, lat 1 on the left of a line, -1 on its right, 0 where it is on neither.

    The line's direction says what is left. It parts only the ground beside it: what lies beyond its
    ends, or farther off than the line is long, is on neither side.
    """
    starts, ends, is_first, is_last = pieces_of(line)
    if not len(starts) or not len(points):
        return np.zeros(len(points), dtype=np.int64)
    # near the line a degree of longitude is so much shorter
    scale = np.array([np.cos(np.radians((starts[:, 1].min() + starts[:, 1].max()) / 2)), 1.0])
    a, b, p = starts * scale, ends * scale, points * scale
    tree = shapely.STRtree(shapely.linestrings(np.stack([a, b], axis=1)))
    near = tree.nearest(shapely.points(p))
    along = b - a
    length = np.hypot(*along.T)
    left = np.stack([-along[:, 1], along[:, 0]], axis=1) / length[:, None]
    way = ((p - a[near]) * along[near]).sum(axis=1) / length[near] ** 2
    foot = a[near] + np.clip(way, 0, 1)[:, None] * along[near]
    normal = left[near].copy()
    # at a bend the line's left is between that of its two pieces
    # https://doi.org/10.1109/TVCG.2005.49
    for step, is_end, beyond in ((-1, is_first, way <= 0), (1, is_last, way >= 1)):
        bend = beyond & ~is_end[near]
        normal[bend] += left[near[bend] + step]
    away = p - foot
    height = (away * normal).sum(axis=1)
    off = ((way < 0) & is_first[near]) | ((way > 1) & is_last[near])
    off |= np.hypot(*away.T) > length.sum()
    return np.where(off, 0, np.sign(height)).astype(np.int64)


def pieces_of(line: BaseGeometry) -> tuple[Floats, Floats, Any, Any]:
    """Return starts and ends of a line's pieces, and which are the first and last of a part."""
    points, part = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    at = np.flatnonzero((part[1:] == part[:-1]) & (points[1:] != points[:-1]).any(axis=1))
    own = part[at]
    change = own[1:] != own[:-1]
    return points[at], points[at + 1], np.append(True, change), np.append(change, True)
