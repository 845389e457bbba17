"""GeoPackage -> features (https://www.geopackage.org/spec131/)."""

from __future__ import annotations

from dataclasses import replace

from deploymap.sheets.formats.layers import advice_for, choose_layer, list_layers, read_layer
from deploymap.sheets.formats.points import Features
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.formats.sqlitefile import refuse_harmful_layer, refuse_system_views

SIGNATURE = b"SQLite format 3\x00"
FORMAT = "GeoPackage"


def read_gpkg(data: bytes, file: str, layer: str | None) -> Features:
    """Return the features of one layer: the one named, called "units", or the first with points."""
    if not data.startswith(SIGNATURE):
        raise broken(file, "is no GeoPackage", advice_for(FORMAT))
    refuse_system_views(data, file)
    name, problems = choose_layer(list_layers(data, file, FORMAT), file, FORMAT, layer)
    refuse_harmful_layer(data, file, name)
    return replace(read_layer(data, file, FORMAT, name), problems=problems)
