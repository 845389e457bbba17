"""What of the borders a view of the map shows: legend and words are of nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.borders.borders import Borders
from deploymap.borders.held import held_area

Box = tuple[float, float, float, float]


def crop_lines(borders: Borders, views: Iterable[Box]) -> Borders:
    """Return the borders without the lines of contact and de facto lines that no view shows.

    A view is west, south, east, north in degrees; it shows a line where it shows the line itself or
    ground that is held behind it.
    """
    frame = _frame_of(views)
    table = borders.table
    lines = table["kind"].isin(["line_of_contact", "de_facto_line"])
    gone = [n for n in table.index[lines] if not _shows_line(frame, table.loc[n], borders)]
    return replace(borders, table=table.drop(index=gone)) if gone else borders


def shows(borders: Borders, topic: str, views: Iterable[Box]) -> bool:
    """Return whether a view shows a feature of the kind, or with the code, `topic`."""
    table = borders.table
    chosen = table[(table["kind"] == topic) | (table["iso"] == topic)]
    return bool(shapely.intersects(chosen["geometry"].to_numpy(), _frame_of(views)).any())


def _shows_line(frame: BaseGeometry, line: pd.Series, borders: Borders) -> bool:
    """Return whether a frame shows a line, or the ground that is held behind it."""
    if frame.intersects(line["geometry"]):
        return True
    countries = borders.of_kind("country")
    own = countries["geometry"][countries["iso"] == line["country"]] if line["held"] else ()
    return any(frame.intersects(held_area(c, line["geometry"], line["held"])) for c in own)


def _frame_of(views: Iterable[Box]) -> BaseGeometry:
    """Return the ground that the views show; a view may go beyond 180 degrees."""
    turned = ((w + turn, s, e + turn, n) for w, s, e, n in views for turn in (-360, 0, 360))
    return shapely.union_all([shapely.box(*view) for view in turned])
