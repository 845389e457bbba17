"""Says which overlays have lat and lon exchanged, by where the units are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import Floats, Truths
from deploymap.problems import Fault, Problem

# of the units' box: as far beyond it an overlay is still with them; degrees at least
PART, LEAST = 1.0, 2.0
ADVICE = "lat and lon look exchanged: WKT and GeoJSON have lon first"


def tell_exchanged(
    placed: pd.DataFrame, units: pd.DataFrame, *, file: str, part: str = "line"
) -> list[Problem]:
    """Return a warning for each overlay far from all units that lies among them the other way.

    `placed` is as `place_shapes` has it; `units` has lat and lon (WGS84 degrees).
    """
    known = units[["lon", "lat"]].dropna().to_numpy(np.float64)
    if not len(placed) or not len(known):
        return []
    west_south, east_north = known.min(axis=0), known.max(axis=0)
    reach = np.maximum((east_north - west_south) * PART, LEAST)
    boxes = shapely.bounds(placed["shape"].to_numpy())
    low, high = west_south - reach, east_north + reach
    exchanged = ~_meets(boxes, low, high) & _meets(boxes[:, [1, 0, 3, 2]], west_south, east_north)
    problems = []
    for row in np.flatnonzero(exchanged):
        west, south = boxes[row][:2]
        words = f"lies at lat {south:.4g}, lon {west:.4g}, far from all units"
        fault = Fault("position-swapped", words, ADVICE)
        line = int(placed["line"].iloc[row])
        problems.append(Problem.of_cell(file, line, "geometry", fault, "warning", part=part))
    return problems


def _meets(boxes: Floats, low: Floats, high: Floats) -> Truths:
    return np.asarray((boxes[:, :2] <= high).all(axis=1) & (boxes[:, 2:] >= low).all(axis=1))
