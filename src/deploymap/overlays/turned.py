"""Says which fronts have left and right exchanged, by the held areas of their date."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats
from deploymap.checks.header import NamedSheet
from deploymap.checks.rows import UNDATED
from deploymap.overlays.sides import pieces_of
from deploymap.overlays.times import NEVER, Timeline, begin_of
from deploymap.problems import Fault, Problem, shorten

FAR = 0.01  # of a front's length: how far beside it to look who holds the ground


def check_turned(sheet: NamedSheet, table: pd.DataFrame) -> list[Problem]:
    """Warn of each front beside which the sides hold the ground the other way round.

    `table` is as `check_overlays` has it.
    """
    if not {"front", "held"} <= set(table["type"]):
        return []
    held = table[(table["type"] == "held") & table["shape"].notna() & table["side"].notna()]
    fronts = [
        (row, front)
        for row, front in enumerate(table.to_dict("records"))
        if front["type"] == "front" and front["shape"] is not None and front["left"]
    ]
    dates = [begin_of(front["date"]) for _, front in fronts]
    moments = np.array([NEVER if date == UNDATED else date for date in dates], dtype=np.int64)
    problems = []
    for areas, places in Timeline(held).stretches(moments):
        for row, front in (fronts[place] for place in places.tolist()):
            if not _is_turned(front["shape"], areas, front["left"], front["right"]):
                continue
            words = f"the ground on the left of the front is held by {shorten(front['right'])}"
            fault = Fault(
                "overlay-turned", words, "exchange left and right, or turn the line round"
            )
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
    starts, ends, _, _ = pieces_of(line)
    along = ends - starts
    left = along[:, ::-1] * (-1, 1) / np.hypot(*along.T)[:, None]
    return np.asarray((starts + ends) / 2 + sign * FAR * float(shapely.length(line)) * left)
