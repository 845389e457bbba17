"""A DataFrame -> a sheet: what a notebook gives in place of a file."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import with_columns
from deploymap.problems import DataError, Fault, Problem, UsageError
from deploymap.sheets.sheet import RawTable, column_letter
from deploymap.sheets.texts import TextColumn


def table_from_frame(frame: pd.DataFrame, name: str) -> RawTable:
    """Return a DataFrame as a sheet; lines are counted as if it were written with a header line.

    None, NaN, NA and NaT are blanks. Of a GeoDataFrame the points, brought to EPSG:4326, become the
    columns `lat` and `lon`, in place of columns of those names; its geometry column is left out.
    What is no point stands at a point on it, with a notice. `sha256` is that of the cells as CSV.

    Raises `UsageError` for a GeoDataFrame without a CRS, `DataError` for a column's name given
    twice.
    """
    flat, problems = _flatten_shapes(frame, name)
    names = [str(column).strip() for column in flat.columns]
    _refuse_doubled(names, name)
    columns = {
        column: _cells_to_text(flat.iloc[:, number].tolist()) for number, column in enumerate(names)
    }
    lines = np.arange(2, len(flat) + 2, dtype=np.int64)
    letters = {column: column_letter(number) for number, column in enumerate(names)}
    cells = {column: TextColumn(texts) for column, texts in columns.items()}
    raw = RawTable(cells, lines, name, letters=letters, problems=tuple(problems))
    text = raw.frame.to_csv(index=False, lineterminator="\n").encode("utf-8", "backslashreplace")
    return replace(raw, sha256=hashlib.sha256(text).hexdigest())


def _refuse_doubled(names: Sequence[str], file: str) -> None:
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        words, advice = "two columns have this name", "rename or delete one of them"
        raise DataError(
            [
                Problem.of_cell(file, None, name, Fault("column-doubled", words, advice))
                for name in doubled
            ]
        )


def _flatten_shapes(frame: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Replace the geometry of a GeoDataFrame by `lat` and `lon`; pass any other frame through.

    Return also a notice of what is no point.
    """
    # whoever holds a GeoDataFrame has imported geopandas; nobody else should have to
    geopandas = sys.modules.get("geopandas")
    if geopandas is None or not isinstance(frame, geopandas.GeoDataFrame):
        return frame, []
    from deploymap.sheets.formats.shapes import points_on, tell_of_shapes

    geometry: Any = frame.geometry
    if geometry.crs is None:
        raise UsageError(f"{name}: the GeoDataFrame has no CRS; set it, such as .set_crs(4326)")
    places = np.full((len(frame), 2), np.nan)
    filled = np.flatnonzero(~(geometry.isna() | geometry.is_empty))
    shapes = geometry.iloc[filled].to_numpy()
    places[filled] = np.reshape(points_on(shapes), (len(filled), 2))
    kinds = {
        number + 2: shape.geom_type
        for number, shape in zip(filled.tolist(), shapes, strict=True)
        if shape.geom_type != "Point"
    }
    points = geopandas.points_from_xy(*places.T, crs=geometry.crs).to_crs(4326)
    flat = pd.DataFrame(frame.drop(columns=geometry.name))
    return with_columns(flat, {"lat": points.y, "lon": points.x}), tell_of_shapes(
        kinds, name, "row"
    )


def _cells_to_text(cells: list[Any]) -> list[str]:
    return [cell.strip() if type(cell) is str else _to_text(cell) for cell in cells]


def _to_text(value: Any) -> str:
    """Return one value as a sheet would show it: dates in ISO form, numbers without exponents."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, datetime):
        text = value.replace(tzinfo=None, microsecond=0).isoformat()
        day = text.removesuffix("T00:00:00")
        zone = value.strftime("%z") if day is text else ""
        return f"{day if zone else day.removesuffix(':00')}{zone}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | np.floating):
        if np.isnan(value):
            return ""
        return str(value) if np.isinf(value) else np.format_float_positional(value, trim="-")
    return str(value).strip()
