"""The overlays that a map shows: their last shapes, where units stand that arrows begin at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from deploymap.overlays.check import ENDS, End
from deploymap.overlays.following import Moved, find_stands, follow_units
from deploymap.overlays.shapes import Point, area_km2, circle_around, is_area, line_through
from deploymap.problems import Fault, Problem, shorten


def place_shapes(
    overlays: pd.DataFrame,
    units: pd.DataFrame,
    *,
    file: str,
    part: str = "line",
    rows: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the overlays with a shape each, and a warning of each that can have none.

    `overlays` are as `check_overlays` has them. `units` has id, name, lat and lon (WGS84 degrees):
    those that the map shows, where it shows them. Such an id in `from` or `to` becomes the unit's
    name. An axis goes from `from` by its points to `to`; a range is a circle. `km2` is the size of
    each area, NaN for a line.

    With `rows`, those of the units at all dates with their next_date, the overlays have `moved`:
    of each a list of `Moved`, None where no unit is at its ends.
    """
    wanted = {end for name in ENDS for end in overlays[f"{name}_end"] if isinstance(end, str)}
    own = units[units["id"].isin(wanted)] if wanted else units[:0]
    places: dict[str, tuple[float, float]] = {}
    names: dict[str, str] = {}
    moved: list[list[Moved] | None] = [None] * len(overlays)
    if rows is not None and wanted:
        of_all = rows[rows["id"].isin(wanted)]
        names.update(zip(of_all["id"], of_all["name"], strict=True))
        moved = follow_units(overlays, find_stands(of_all, wanted), _make)
    for row in own[["id", "name", "lat", "lon"]].to_dict("records"):
        names[row["id"]] = row["name"]
        if not np.isnan(row["lat"] + row["lon"]):
            places[row["id"]] = (float(row["lon"]), float(row["lat"]))
    shapes, problems, drawn = [], [], []
    for number, row in enumerate(overlays.to_dict("records")):
        shape = row["shape"]
        lacking = [] if shape is not None else [name for name in ENDS if _lacks(row, name, places)]
        shape = shape or (None if lacking else _make(row, places))
        if shape is None and (at_dates := moved[number]):
            shape = at_dates[-1].shape
        if shape is None:
            problems.append(_tell_unplaced(row, lacking, names, file, part))
            continue
        shapes.append(shape)
        drawn.append(number)
    shown = overlays.iloc[drawn].reset_index(drop=True)
    told = {
        name: [names.get(end, text) if isinstance(end, str) else text for end, text in pairs]
        for name in ENDS
        if (pairs := list(zip(shown[f"{name}_end"], shown[name], strict=True)))
    }
    column = np.empty(len(shapes), dtype=object)
    column[:] = shapes
    areas = [area_km2(s) if is_area(s) else np.nan for s in shapes]
    texts = {name: pd.Series(values, dtype=object) for name, values in told.items()}
    placed = shown.assign(shape=column, km2=areas, **texts)
    if rows is not None:
        at_all = np.empty(len(drawn), dtype=object)
        at_all[:] = [moved[number] for number in drawn]
        placed = placed.assign(moved=at_all)
    return placed, problems


def _lacks(row: Mapping[Any, Any], name: str, places: Mapping[str, Point]) -> bool:
    """Return whether an end is a unit that the map shows nowhere."""
    end = row[f"{name}_end"]
    return isinstance(end, str) and end not in places


def _make(row: Mapping[Any, Any], places: Mapping[str, Point]) -> Any:
    """Return the line of an axis or the circle of a range, None where there is nothing of it."""
    first, last = (_place(row[f"{name}_end"], places) for name in ENDS)
    if row["type"] == "range":
        centre = first or next(iter(row["points"]), None)
        return circle_around(centre, row["radius_km"]) if centre else None
    return line_through([*_some(first), *row["points"], *_some(last)])


def _place(end: End | None, places: Mapping[str, Point]) -> Point | None:
    return places.get(end) if isinstance(end, str) else end


def _some(point: Point | None) -> Sequence[Point]:
    return [] if point is None else [point]


def _tell_unplaced(
    row: Mapping[Any, Any], lacking: list[str], names: Mapping[str, str], file: str, part: str
) -> Problem:
    """Say why an overlay is not drawn."""
    column, words = "geometry", "both ends are one place, and it is not drawn"
    if lacking:
        column = lacking[0]
        known = row[column] in names
        words = "a unit without a position" if known else "a unit that the map does not show"
        words = f"{shorten(str(row[column]))} is {words}, and the overlay is not drawn"
    advice = "name a place, or write the position as lat, lon"
    fault = Fault("overlay-unplaced", words, advice)
    return Problem.of_cell(file, int(row["line"]), column, fault, "warning", part=part)
