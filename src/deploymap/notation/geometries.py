"""Geometries in one cell: WKT and GeoJSON of lines, areas and several points, and WKB in digits.

WKT and WKB are those of https://www.ogc.org/standards/sfa/, also with the SRID of PostGIS.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from deploymap.notation.angles import LIMITS, PositionError, unreadable_error
from deploymap.notation.grids import Point, describe_crs, transform_points
from deploymap.patterns import late_pattern
from deploymap.problems import shorten

_KINDS = "multipoint|linestring|multilinestring|polygon|multipolygon|geometrycollection"
_WKT_SHAPE = late_pattern(
    rf"(?:srid=([0-9]{{1,6}}); ?)?(?:{_KINDS}) ?(?:zm|z|m)? ?\(", re.IGNORECASE
)
_JSON_SHAPE = late_pattern(rf'"type": ?"(?:{_KINDS})"', re.IGNORECASE)
_END = 60  # characters of JSON at its beginning and at its end that may say its type
_WKB = late_pattern(r"0[01][0-9a-f]{40,}", re.IGNORECASE)
_WGS84 = "4326"


def is_shape(text: str) -> bool:
    """Return whether a text is a geometry that is no point, in WKT or GeoJSON."""
    return bool(_WKT_SHAPE.match(text)) or _is_json(text)


def read_geometry(text: str) -> Point | None:
    """Return a point on a shape in WKT or GeoJSON, or the point that WKB is; None for others.

    Raise `PositionError` for what looks so and is broken, or lies outside of its system.
    """
    if match := _WKT_SHAPE.match(text):
        bare = text.partition(";")[2].strip() if match[1] else text
        return _point_on(text, _load("from_wkt", bare, text), match[1])
    if _is_json(text):
        return _point_on(text, _load("from_geojson", text, text), None)
    if _WKB.fullmatch(text) and len(text) % 2 == 0:
        import shapely

        made = _load("from_wkb", text, text)
        return _point_on(text, made, str(shapely.get_srid(made) or _WGS84))
    return None


def _is_json(text: str) -> bool:
    return text[:1] == "{" and bool(_JSON_SHAPE.search(f"{text[:_END]} {text[-_END:]}"))


def _load(reader: str, text: str, cell: str) -> Any:
    import shapely

    try:
        made = getattr(shapely, reader)(text)
    except (shapely.GEOSException, ValueError, TypeError) as error:
        raise unreadable_error(cell, "position") from error
    if made is None or made.is_empty:
        raise unreadable_error(cell, "position")
    return made


def _point_on(text: str, made: Any, srid: str | None) -> Point:
    """Return a point within an area or on a line, on WGS 84."""
    import shapely

    x, y = shapely.get_coordinates(shapely.point_on_surface(made))[0]
    lat, lon = float(y), float(x)
    if (srid or _WGS84) != _WGS84:
        lats, lons = transform_points(np.array([x]), np.array([y]), srid or _WGS84)
        lat, lon = float(lats[0]), float(lons[0])
    if abs(lat) <= LIMITS["lat"] and abs(lon) <= LIMITS["lon"]:
        return Point(lat, lon, None)
    words = f"{shorten(text)} is outside the area of {describe_crs(srid or _WGS84)}"
    raise PositionError("position-range", words, "write degrees, longitude first, or an SRID")
