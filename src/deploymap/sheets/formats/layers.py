"""Layers that GDAL reads, through geopandas' own reader pyogrio -> features.

They are GeoPackage, FlatGeobuf and Shapefile. GeoJSON has a reader of its own (`geojson.py`), for
GDAL keeps no numbers of features whose geometry is wrong, gives up at the first of them, and knows
neither JSON of another make nor a limit; so have KML (`kml.py`: folders, extended data, hidden
placemarks) and GPX (`gpx.py`: tracks over time).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploymap.problems import DataError, Fault, Problem, did_you_mean
from deploymap.sheets.formats.arrow import column_texts, points_of_wkb
from deploymap.sheets.formats.points import MOST_CELLS, Feature, Features
from deploymap.sheets.formats.rows import beyond_limit, broken, listed

# the layer of this name is read, where there is one
UNITS = "units"

Input = bytes | Path


def list_layers(source: Input, file: str, format: str) -> list[tuple[str, str]]:
    """Return the names of the layers, and the kinds of geometry in them.

    Raises DataError, in which `format` names the kind of file, for one that is damaged.
    """
    layers = _call(file, format, "list_layers", source)
    return [(str(name), str(kind or "")) for name, kind in layers]


def read_layer(
    source: Input, file: str, format: str, layer: str, *, most: int = MOST_CELLS
) -> Features:
    """Return the features of a layer; raises DataError as `list_layers` does, or for too many."""
    meta, table = _call(file, format, "read_arrow", source, layer=layer)
    geometry = meta["geometry_name"] or "wkb_geometry"
    columns = [column for column in table.column_names if column != geometry]
    if table.num_rows * (len(columns) + 2) > most:
        raise beyond_limit(file, "has too many cells", "leave out rows or columns")
    with _damage_explained(file, format):
        texts = [column_texts(table.column(column)) for column in columns]
        rows = zip(*texts, strict=True) if texts else [()] * table.num_rows
        features = [Feature(dict(zip(columns, row, strict=True))) for row in rows]
        if geometry in table.column_names:
            _place(features, table.column(geometry))
    return Features(features, meta["crs"], has_numbers=True)


def choose_layer(
    layers: list[tuple[str, str]], file: str, format: str, layer: str | None
) -> tuple[str, list[Problem]]:
    """Return the name of the layer to read, and a notice where another could be meant.

    It is the one named, called "units", or the first with points.
    """
    names = [name for name, _ in layers]
    if layer is not None:
        return _find_layer(names, file, layer), []
    if not names:
        raise broken(file, "has no layers", advice_for(format))
    for name in names:
        if name.casefold() == UNITS:
            return name, []
    pointed = [name for name, kind in layers if "Point" in kind or kind.startswith("Unknown")]
    if len(pointed) <= 1:
        return (pointed or names)[0], []
    message = f"the layer {pointed[0]} is read; there are also: {listed(pointed[1:])}"
    advice = "--sheet NAME chooses another"
    return pointed[0], [Problem.of_file(file, Fault("sheet-chosen", message, advice), "notice")]


def advice_for(format: str) -> str:
    """Return what to do with a file that cannot be read."""
    return f"export the layer as {format} once more, or as GeoJSON"


def _find_layer(names: list[str], file: str, layer: str) -> str:
    """Return the layer's name as it is written."""
    if layer in names:
        return layer
    for name in names:
        if name.casefold() == layer.strip().casefold():
            return name
    message = f"has no layer {layer}{did_you_mean(layer, names)}"
    advice = f"the layers are: {listed(names)}"
    raise DataError([Problem.of_file(file, Fault("no-such-sheet", message, advice))])


def _place(features: list[Feature], geometries: Any) -> None:
    """Put the geometries into the features."""
    points = points_of_wkb(geometries)
    for feature, x, y in zip(features, points.xs.tolist(), points.ys.tolist(), strict=True):
        if x == x and y == y:  # no NaN
            feature.x, feature.y = x, y
    for row, shape in points.others.items():
        features[row].other, features[row].shape = shape.geom_type, shape
    for row in points.faults:
        features[row].fault = "has a geometry that cannot be read"


def _call(file: str, format: str, function: str, source: Input, **options: Any) -> Any:
    """Call pyogrio, which tells of what it thinks of a file by warnings."""
    import pyogrio

    functions = {"list_layers": pyogrio.list_layers, "read_arrow": pyogrio.raw.read_arrow}
    with _damage_explained(file, format), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return functions[function](source, **options)


@contextmanager
def _damage_explained(file: str, format: str) -> Iterator[None]:
    """Turn what the libraries raise for a damaged file into words."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise broken(file, f"is a {format} that is damaged", advice_for(format)) from error
