"""Says which fronts have left and right exchanged, by the held areas of their date."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats
from deploymap.checks.header import NamedSheet
from deploymap.checks.rows import UNDATED
from deploymap.overlays.times import NEVER, begin_of, holding_at
from deploymap.problems import Fault, Problem, shorten

FAR = 0.01  # of a front's length: how far beside it to look who holds the ground


def check_turned(sheet: NamedSheet, table: pd.DataFrame) -> list[Problem]:
    """Warn of each front beside which the sides hold the ground the other way round.

    `table` is as `check_overlays` has it.
    """
    if not {"front", "held"} <= set(table["type"]):
        return []
    held = table[(table["type"] == "held") & table["shape"].notna() & table["side"].notna()]
    problems = []
    for row, front in enumerate(table.to_dict("records")):
        if front["type"] != "front" or front["shape"] is None or not front["left"]:
            continue
        moment = begin_of(front["date"])
        areas = holding_at(held, NEVER if moment == UNDATED else moment)
        if not _is_turned(front["shape"], areas, front["left"], front["right"]):
            continue
        words = f"the ground on the left of the front is held by {shorten(front['right'])}"
        fault = Fault("overlay-turned", words, "exchange left and right, or turn the line round")
        problems.append(sheet.problem(row, "left", fault, "warning"))
    return problems


def _is_turned(line: BaseGeometry, areas: pd.DataFrame, left: str, right: str | None) -> bool:
    """Return whether most of the ground beside a line is held by the other side."""
    if not right or not len(areas):
        return False
    votes = 0
    for sign, own, other in ((1.0, left, right), (-1.0, right, left)):
        points = _beside(line, sign)
        for side, weight in ((own, -1), (other, 1)):
            shapes = areas["shape"][areas["side"] == side].tolist()
            inside = np.zeros(len(points), dtype=bool)
            for shape in shapes:
                inside |= shapely.intersects_xy(shape, *points.T)
            votes += weight * int(inside.sum())
    return votes > 0


def _beside(line: BaseGeometry, sign: float) -> Floats:
    """Return a point beside the middle of each piece of a line: on its left (1.0) or right."""
    points, part = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    first = np.flatnonzero((part[1:] == part[:-1]) & (points[1:] != points[:-1]).any(axis=1))
    along = points[first + 1] - points[first]
    left = along[:, ::-1] * (-1, 1) / np.hypot(*along.T)[:, None]
    middle = (points[first + 1] + points[first]) / 2
    return np.asarray(middle + sign * FAR * float(shapely.length(line)) * left)
