"""GeoPackage -> features (https://www.geopackage.org/spec131/)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from deploymap.problems import DataError, Fault, Problem, did_you_mean
from deploymap.sheets.formats.arrow import column_texts, points_of_wkb
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.rows import broken, listed
from deploymap.sheets.formats.sqlitefile import refuse_harmful_layer, refuse_system_views

# the layer of this name is read, where there is one
UNITS = "units"

SIGNATURE = b"SQLite format 3\x00"
_ADVICE = "export the layer as GeoPackage once more, or as GeoJSON"


def read_gpkg(data: bytes, file: str, layer: str | None) -> Features:
    """Return the features of one layer: the one named, called "units", or the first with points."""
    if not data.startswith(SIGNATURE):
        raise broken(file, "is no GeoPackage", _ADVICE)
    refuse_system_views(data, file)
    layers = call(file, "list_layers", data)
    name, problems = choose_layer([(str(n), str(kind or "")) for n, kind in layers], file, layer)
    refuse_harmful_layer(data, file, name)
    meta, table = call(file, "read_arrow", data, layer=name)
    geometry = meta["geometry_name"] or "wkb_geometry"
    columns = [column for column in table.column_names if column != geometry]
    with damage_explained(file):
        texts = [column_texts(table.column(column)) for column in columns]
        rows = zip(*texts, strict=True) if texts else [()] * table.num_rows
        features = [Feature(dict(zip(columns, row, strict=True))) for row in rows]
        if geometry in table.column_names:
            place(features, table.column(geometry))
    return Features(features, meta["crs"], has_numbers=True, problems=problems)


def place(features: list[Feature], geometries: Any) -> None:
    """Put the geometries into the features."""
    points = points_of_wkb(geometries)
    for feature, x, y in zip(features, points.xs.tolist(), points.ys.tolist(), strict=True):
        if x == x and y == y:  # no NaN
            feature.x, feature.y = x, y
    for row, shape in points.others.items():
        features[row].other, features[row].shape = shape.geom_type, shape
    for row in points.faults:
        features[row].fault = "has a geometry that cannot be read"


def call(file: str, function: str, *arguments: Any, **options: Any) -> Any:
    """Call pyogrio, which tells of what it thinks of a file by warnings."""
    import pyogrio

    functions = {"list_layers": pyogrio.list_layers, "read_arrow": pyogrio.raw.read_arrow}
    with damage_explained(file), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return functions[function](*arguments, **options)


@contextmanager
def damage_explained(file: str) -> Iterator[None]:
    """Turn what the libraries raise for a damaged file into words."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise broken(file, "is a GeoPackage that is damaged", _ADVICE) from error


def choose_layer(
    layers: list[tuple[str, str]], file: str, layer: str | None
) -> tuple[str, list[Problem]]:
    """Return the name of the layer to read, and a notice where another could be meant."""
    names = [name for name, _ in layers]
    if layer is not None:
        return find_layer(names, file, layer), []
    if not names:
        raise broken(file, "has no layers", _ADVICE)
    for name in names:
        if name.casefold() == UNITS:
            return name, []
    pointed = [name for name, kind in layers if "Point" in kind or kind.startswith("Unknown")]
    if len(pointed) <= 1:
        return (pointed or names)[0], []
    message = f"the layer {pointed[0]} is read; there are also: {listed(pointed[1:])}"
    advice = "--sheet NAME chooses another"
    return pointed[0], [Problem.of_file(file, Fault("sheet-chosen", message, advice), "notice")]


def find_layer(names: list[str], file: str, layer: str) -> str:
    """Return the layer's name as it is written."""
    if layer in names:
        return layer
    for name in names:
        if name.casefold() == layer.strip().casefold():
            return name
    message = f"has no layer {layer}{did_you_mean(layer, names)}"
    advice = f"the layers are: {listed(names)}"
    raise DataError([Problem.of_file(file, Fault("no-such-sheet", message, advice))])
