"""GeoJSON -> properties and shapes, with what is wrong in words.

The format: https://www.rfc-editor.org/rfc/rfc7946
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.errors import DataError, Problem

TYPES = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")
LEAST_RING, LEAST_LINE = 4, 2  # points

COORDINATES = re.compile(r'("coordinates"\s*:\s*)(\[[][\s0-9.,eE+-]*\])')

Properties = dict[str, Any]
Geometries = npt.NDArray[np.object_]


class ShapeError(ValueError):
    """What is wrong with one feature, in words."""


def parse_geojson(content: bytes, file: str) -> list[tuple[Properties, BaseGeometry | ShapeError]]:
    """Return the properties and the shape of each feature, or what is wrong with it.

    Shapes are polygons and lines, single and multiple, in lon, lat (WGS84 degrees); heights are
    dropped. `file` is the name for messages.

    Raises DataError where the file is no GeoJSON or has no features.
    """
    collection, texts = load_json(content, file)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        message = "has no features; a GeoJSON FeatureCollection with one or more is needed"
        raise DataError([Problem(file, None, None, message)])
    geometries = [split_geometry(feature, texts) for feature in features]
    shapes = build_shapes(geometries)
    return [
        (get_properties(feature), shape or build_slowly(*geometry))
        for feature, geometry, shape in zip(features, geometries, shapes, strict=True)
    ]


def load_json(content: bytes, file: str) -> tuple[Any, list[str]]:
    """Return what the file holds, {"taken": n} in place of all coordinates, and these as texts.

    So the many numbers go to GEOS as they stand; by way of Python lists they take twice the time.
    """
    texts: list[str] = []

    def take(match: re.Match[str]) -> str:
        texts.append(match[2])
        return f'{match[1]}{{"taken":{len(texts) - 1}}}'

    line, reason = None, "no UTF-8 text"
    try:
        text = content.decode("utf-8-sig")
        try:
            return json.loads(COORDINATES.sub(take, text)), texts
        except json.JSONDecodeError:
            return json.loads(text), []  # for the right line in the message
    except json.JSONDecodeError as error:
        line, reason = error.lineno, error.msg
    except RecursionError:
        reason = "too many brackets within each other"
    except UnicodeDecodeError:
        pass
    message = f"is no GeoJSON ({reason}); export the borders as GeoJSON in UTF-8"
    raise DataError([Problem(file, line, None, message)])


def get_properties(feature: Any) -> Properties:
    """Return a feature's properties that are plain values."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return {}
    return {key: value for key, value in properties.items() if not isinstance(value, dict | list)}


def split_geometry(feature: Any, texts: list[str]) -> tuple[str, str]:
    """Return a geometry's type and its coordinates as text; blank for a feature without one."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        return "", ""
    coordinates = geometry.get("coordinates")
    if isinstance(coordinates, dict) and coordinates.get("taken") in range(len(texts)):
        return str(geometry.get("type")), texts[coordinates["taken"]]
    return str(geometry.get("type")), json.dumps(coordinates)


def build_shapes(geometries: Sequence[tuple[str, str]]) -> Geometries:
    """Return the shapes that are right, None for the others."""
    texts = [f'{{"type":"{kind}","coordinates":{text}}}' for kind, text in geometries]
    with np.errstate(all="ignore"):
        shapes = shapely.force_2d(shapely.from_geojson(texts, on_invalid="ignore"))
    west, south, east, north = shapely.bounds(shapes).T
    right = (west >= -180) & (south >= -90) & (east <= 180) & (north <= 90)
    right &= shapely.is_valid(shapes) & np.isin([kind for kind, _ in geometries], TYPES)
    shapes[~right] = None
    return np.asarray(shapes)


def build_slowly(kind: str, text: str) -> BaseGeometry | ShapeError:
    """Return a shape that GEOS would not build as it stands, or what is wrong with it."""
    if not kind:
        return ShapeError("has no geometry; remove it or give it one")
    if kind not in TYPES:
        return ShapeError(f"is a {kind}; expected polygons or lines")
    try:
        coordinates = json.loads(text)
        parts = coordinates if kind.startswith("Multi") else [coordinates]
        build = build_line if kind.endswith("LineString") else build_polygon
        shapes = [build(part) for part in parts]
    except ShapeError as error:
        return error
    except (ValueError, TypeError, RecursionError):
        return ShapeError("has coordinates that are not nested lists of numbers")
    if not shapes:
        return ShapeError("has no coordinates")
    if not kind.startswith("Multi"):
        return shapes[0]
    join = shapely.multilinestrings if build is build_line else shapely.multipolygons
    return check_shape(join(shapes))


def build_line(positions: Any) -> BaseGeometry:
    """Return a line from its positions."""
    return check_shape(shapely.linestrings(make_points(positions, LEAST_LINE)))


def build_polygon(rings: Any) -> BaseGeometry:
    """Return a polygon from its outer ring and its holes; a ring that is open is closed."""
    if not rings:
        raise ShapeError("has a polygon without rings")
    shell, *holes = (shapely.linearrings(make_points(ring, LEAST_RING)) for ring in rings)
    return check_shape(shapely.polygons(shell, holes or None))


def make_points(positions: Any, least: int) -> npt.NDArray[np.float64]:
    """Return the lon, lat of positions, checked."""
    points = np.array([position[:2] for position in positions], dtype=np.float64)
    if len(points) < least or points.shape != (len(points), 2):
        raise ShapeError(f"has a line or ring of fewer than {least} points")
    far = np.flatnonzero(~(np.abs(points) <= (180, 90)).all(axis=1))
    if len(far):
        x, y = points[far[0]]
        raise ShapeError(
            f"has the position {x:g}, {y:g}, not lon, lat in degrees; export as EPSG:4326"
        )
    return points


def check_shape(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape; ShapeError where it crosses or touches itself."""
    if not shapely.is_valid(shape):
        raise ShapeError(f"is invalid ({shapely.is_valid_reason(shape)}); repair it in a GIS")
    return shape
