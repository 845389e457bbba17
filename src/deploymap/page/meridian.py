"""Longitudes of a map whose units stand on both sides of 180 degrees: counted on, past 180.

A map counts 360 degrees eastward from its edge, which is -180 unless its view reaches past 180.
"""

from __future__ import annotations

import math

import numpy as np

from deploymap.arrays import Floats

Box = tuple[float, float, float, float]

USUAL_EDGE = -180.0


def unroll(lon: Floats) -> Floats:
    """Return longitudes (degrees) with 360 added to those west of the widest gap between them.

    Only where they then span at most half a turn, and did span more: a map of the whole world is
    left as it is.
    """
    if not len(lon) or np.ptp(lon) <= 180:
        return lon
    sorted_lon = np.unique(lon)
    gap = int(np.argmax(np.diff(sorted_lon)))
    turned = np.where(lon <= sorted_lon[gap], lon + 360, lon)
    return turned if np.ptp(turned) <= 180 else lon


def fit_turn(west: float, east: float) -> tuple[float, float]:
    """Return two sides of a view so that the western one is within -180..180, and less than a turn.

    What would be a turn or more ends at 180 degrees on both sides.
    """
    if east - west >= 360:
        return -180.0, 180.0
    turns = 360 * np.floor((west + 180) / 360)
    return float(west - turns), float(east - turns)


def edge_of(view: Box) -> float:
    """Return the longitude from which the map of a view counts: opposite to the view's middle.

    It is rounded down: never east of the view's western side.
    """
    west, _, east, _ = view
    return USUAL_EDGE if east <= 180 else math.floor(((west + east) / 2 - 180) * 1e4) / 1e4


def turn_box(box: Box, edge: float) -> Box:
    """Return a box on the turn that counts from `edge`."""
    west, south, east, north = box
    return (west + 360, south, east + 360, north) if west < edge else box
