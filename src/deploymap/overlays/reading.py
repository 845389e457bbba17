"""A sheet or a file of shapes -> one row an overlay, each cell as text."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from deploymap.overlays.columns import column_of, is_overlay_name
from deploymap.overlays.files import GEOMETRY, Feature, as_cell, is_map_file, read_features
from deploymap.problems import Fault, Problem
from deploymap.settings.config import Location
from deploymap.sheets.read import read_sheet
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import Source, load_source
from deploymap.sheets.texts import TextColumn


def read_overlays(place: Location, *, include_hidden: bool = False) -> RawTable:
    """Read overlays: a sheet with a column of geometries, or a file of shapes.

    Of a file of shapes the properties are the columns; each feature is a row. Raises DataError
    where it is none of these, UsageError where it cannot be opened.
    """
    source = load_source(place)
    if is_map_file(source.data, source.name):
        features, problems = read_features(place, source)
        return _as_sheet(features, source, problems)
    return read_sheet(source, is_name=is_overlay_name, include_hidden=include_hidden)


def _as_sheet(features: Sequence[Feature], source: Source, problems: Sequence[Problem]) -> RawTable:
    names = dict.fromkeys(name for one in features for name in one.properties)
    kept = [name for name in names if column_of(name) != GEOMETRY]
    columns = {
        name: [as_cell(one.properties.get(name)).strip() for one in features] for name in kept
    }
    columns = {name: cells for name, cells in columns.items() if any(cells)}
    told = list(problems)
    if not any(column_of(name) == "type" for name in columns):
        columns["type"] = [_type_of(one.geometry) for one in features]
        words = "the file has no property type: its lines are lines, its areas are areas"
        advice = "to say what they are give them a type, such as front, held or axis"
        fault = Fault("overlay-type", words, advice)
        told.append(Problem.of_cell(source.name, None, "type", fault, "notice"))
    columns[GEOMETRY] = [
        "" if one.geometry is None else json.dumps(one.geometry) for one in features
    ]
    return RawTable(
        {name: TextColumn(cells) for name, cells in columns.items()},
        np.arange(1, len(features) + 1, dtype=np.int64),
        source.name,
        source.sha256,
        source.modified,
        part="feature",
        problems=tuple(told),
    )


def _type_of(geometry: object) -> str:
    kind = str(geometry.get("type")) if isinstance(geometry, dict) else ""
    return "area" if "Polygon" in kind else "line"
