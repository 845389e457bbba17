"""Map files of points, and feeds -> one row a point."""

from __future__ import annotations

from typing import Literal

from deploymap.problems import DataError, Fault, Problem
from deploymap.sheets.formats.feeds import read_feed
from deploymap.sheets.formats.geojson import read_geojson
from deploymap.sheets.formats.gpkg import read_gpkg
from deploymap.sheets.formats.gpx import read_gpx
from deploymap.sheets.formats.kml import read_kml, read_kmz
from deploymap.sheets.formats.points import content_of
from deploymap.sheets.formats.shapefile import read_flatgeobuf, read_shapefile
from deploymap.sheets.sheet import Content, most_cells

Format = Literal["geojson", "gpkg", "flatgeobuf", "shapefile", "kml", "kmz", "gpx", "feed"]

LAYERED = {"gpkg": read_gpkg, "flatgeobuf": read_flatgeobuf, "shapefile": read_shapefile}
READERS = {
    "geojson": read_geojson,
    "kml": read_kml,
    "kmz": read_kmz,
    "gpx": read_gpx,
    "feed": read_feed,
}


def read_features(data: bytes, file: str, format: Format, *, layer: str | None = None) -> Content:
    """Return the points: the properties in the order of the file, then lat and lon.

    `lat` and `lon` are WGS84 in degrees, from the geometry; blank for a feature without one.
    `lines` has the numbers of the features in the file, from 1. `layer` is one of a GeoPackage, or
    of several Shapefiles; without it the one called "units" is read, else the first that has
    points. `file` is the name for messages.

    Raises DataError: a file that cannot be read, no such layer, no point in it.
    """
    if format in LAYERED:
        return content_of(LAYERED[format](data, file, layer), file)
    if layer is not None:
        message = f"has no layer {layer}; only a GeoPackage has layers"
        raise DataError([Problem.of_file(file, Fault("no-such-sheet", message))])
    return content_of(READERS[format](data, file), file, most=most_cells(len(data)))
