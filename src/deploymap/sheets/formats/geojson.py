"""GeoJSON -> features (https://www.rfc-editor.org/rfc/rfc7946, and the `crs` of its forerunner)."""

from __future__ import annotations

from typing import Any

from deploymap.sheets.formats.jsontext import as_number, json_text, kind_of, load_json, whole
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.rows import broken

_ADVICE = "export the points as GeoJSON in UTF-8"
_BAD = "has coordinates that are no longitude and latitude"
SHAPES = frozenset(
    {"MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)


def read_geojson(data: bytes, file: str) -> Features:
    """Return the features of a FeatureCollection, or the one feature that the file is."""
    root = load_json(data, file, _ADVICE)
    if not isinstance(root, dict) or root.get("type") not in ("FeatureCollection", "Feature"):
        raise broken(file, f"is no GeoJSON FeatureCollection ({kind_of(root)})", _ADVICE)
    features = [root] if root["type"] == "Feature" else root.get("features")
    if not isinstance(features, list):
        raise broken(file, "has no list of features", _ADVICE)
    return Features([make_feature(each) for each in features], crs_of(root), has_numbers=True)


def crs_of(root: dict[str, Any]) -> str | None:
    """Return the name of the CRS that the file states, if it does."""
    crs = root.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if name is None and crs is not None:
        return json_text(crs)
    return None if name is None else json_text(name)


def make_feature(value: Any) -> Feature:
    """Return one feature; what is wrong with its geometry stands in it."""
    if not isinstance(value, dict):
        return Feature({}, fault="is no GeoJSON feature")
    properties = value.get("properties")
    if not isinstance(properties, dict | None):
        return Feature({}, fault="has properties that are no object")
    texts = {whole(name): json_text(each) for name, each in (properties or {}).items()}
    return place_feature(Feature(texts), value.get("geometry"))


def place_feature(feature: Feature, geometry: Any) -> Feature:
    """Put the geometry into the feature."""
    if geometry is None:
        return feature
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    point: Any = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "MultiPoint" and isinstance(point, list) and len(point) <= 1:
        kind, point = "Point", point[0] if point else []
    if kind == "Point" and point == []:
        return feature
    if kind == "Point":
        x, y = map(as_number, point[:2]) if is_pair(point) else (None, None)
        feature.x, feature.y = x, y
        feature.fault = _BAD if x is None or y is None else ""
    elif isinstance(kind, str) and kind in SHAPES:
        feature.other = kind
    else:
        feature.fault = "has a geometry of no known type"
    return feature


def is_pair(point: Any) -> bool:
    """Whether coordinates are a list of two or more."""
    return isinstance(point, list) and len(point) >= 2
