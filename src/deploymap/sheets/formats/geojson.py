"""GeoJSON, and JSON of any other make that has records, -> features or rows.

https://www.rfc-editor.org/rfc/rfc7946, the `crs` of its forerunner, and the JSON of ArcGIS
(https://developers.arcgis.com/rest/services-reference/enterprise/feature-object/).
"""

from __future__ import annotations

from typing import Any

from deploymap.sheets.formats.jsontext import as_number, json_text, kind_of
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.records import (
    Record,
    Records,
    find_records,
    flatten,
    load_any,
    read_epochs,
)
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.formats.shapes import COLLECTION, KINDS, make_shape

_ADVICE = "export the points as GeoJSON in UTF-8"
_BAD = "has coordinates that are no longitude and latitude"
SHAPES = KINDS | {COLLECTION}
GEOMETRIES = SHAPES | {"Point"}
NO_PROPERTIES = frozenset({"type", "geometry", "properties", "id", "bbox"})

# numbers of ArcGIS's own for what EPSG calls otherwise
ESRI_CRS = {"102100": "3857", "102113": "3857", "4326": "4326"}


def read_geojson(data: bytes, file: str) -> Features:
    """Return the features of a GeoJSON, or the records of another JSON.

    GeoJSON is a FeatureCollection, a feature, a geometry, or a list of them, also one a line.
    """
    root = load_any(data, file, _ADVICE)
    kind = root.get("type") if isinstance(root, dict) else None
    if kind == "FeatureCollection":
        features = root.get("features")
        if not isinstance(features, list):
            raise broken(file, "has no list of features", _ADVICE)
        return _gather(features, file, root)
    if kind == "Feature" or (isinstance(kind, str) and kind in GEOMETRIES):
        return _gather([root], file, root)
    if kind == "Topology":
        raise broken(file, f"is no GeoJSON FeatureCollection ({kind_of(root)})", _ADVICE)
    if collections := _find_collections(root):
        return _gather_layers(collections, file, root)
    found = find_records(root, file)
    if any(_is_feature(each) for each in found.records):
        return _gather(found.records, file, found.root, found.problems)
    return _gather_records(found, file)


def _find_collections(root: Any) -> list[Record]:
    """Return the collections of features that a list holds, or one of the lists of an object.

    So uMap saves the layers of a map.
    """
    lists = [root] if isinstance(root, list) else [*root.values()] if isinstance(root, dict) else []
    for values in (each for each in lists if isinstance(each, list)):
        found = [each for each in values if isinstance(each, dict)]
        found = [each for each in found if each.get("type") == "FeatureCollection"]
        is_whole = all(isinstance(each.get("features"), list) for each in found)
        if found and is_whole and len({_crs_of(each) for each in found}) == 1:
            return found
    return []


def _gather_layers(collections: list[Record], file: str, root: Any) -> Features:
    """Return the features of several collections, each with the name of its own as `folder`."""
    layers = [_gather(each["features"], file, each) for each in collections]
    for collection, layer in zip(collections, layers, strict=True):
        options = collection.get("_umap_options")
        name = json_text((options if isinstance(options, dict) else collection).get("name"))
        for feature in layer.features if name else ():
            feature.properties = {"folder": name, **feature.properties}
    features = [feature for layer in layers for feature in layer.features]
    problems = [problem for layer in layers for problem in layer.problems]
    properties = root.get("properties") if isinstance(root, dict) else None
    title = json_text(properties.get("name")) if isinstance(properties, dict) else ""
    return Features(features, layers[0].crs, True, problems, title)


def _is_feature(value: Any) -> bool:
    """Whether a value says that it is a feature of GeoJSON."""
    return isinstance(value, dict) and value.get("type") == "Feature"


def _gather(values: Any, file: str, root: Any, problems: Any = ()) -> Features:
    """Return features of GeoJSON; `root` may say their CRS and name."""
    features = [_make_feature(each) for each in values]
    epochs = read_epochs([each.properties for each in features], file, "feature")
    title = json_text(root.get("name")) if root.get("type") == "FeatureCollection" else ""
    return Features(features, _crs_of(root), True, [*problems, *epochs], title)


def _gather_records(found: Records, file: str) -> Features:
    """Return records as features, with the geometry that one of their values is."""
    features = [_make_record(each) for each in found.records]
    epochs = read_epochs([each.properties for each in features], file, "record")
    problems = [*found.problems, *epochs]
    crs = _esri_crs(found.root)
    own = {_esri_crs(each["geometry"]) for each in found.records if _is_placed_by_esri(each)}
    if crs is None and len(own) == 1:
        crs = own.pop()
    return Features(features, crs, True, problems, part="record")


def _is_placed_by_esri(record: Any) -> bool:
    """Whether a record has a geometry of ArcGIS, which may say its CRS itself."""
    return isinstance(record, dict) and all(
        isinstance(record.get(name), dict) for name in ("attributes", "geometry")
    )


def _make_record(value: Any) -> Feature:
    """Return one record; what is wrong with it stands in it."""
    if not isinstance(value, dict):
        return Feature({}, fault="is no object with names and values")
    attributes = value.get("attributes")
    geometry = value.get("geometry")
    if isinstance(attributes, dict) and isinstance(geometry, dict | None):
        feature = Feature(flatten(attributes))
        return _put_esri(feature, geometry) if geometry else feature
    name = next((name for name, each in value.items() if _is_geometry(each)), None)
    rest = {key: each for key, each in value.items() if key != name}
    feature = Feature(flatten(rest))
    return feature if name is None else _place_feature(feature, value[name])


def _is_geometry(value: Any) -> bool:
    """Whether a value is a geometry of GeoJSON."""
    kind = value.get("type") if isinstance(value, dict) else None
    return (
        isinstance(kind, str)
        and kind in GEOMETRIES
        and isinstance(value.get("coordinates", value.get("geometries")), list)
    )


def _put_esri(feature: Feature, geometry: Record) -> Feature:
    """Put a geometry of ArcGIS into the feature."""
    for name, kind in (
        ("paths", "MultiLineString"),
        ("rings", "Polygon"),
        ("points", "MultiPoint"),
    ):
        if isinstance(geometry.get(name), list):
            return _place_feature(feature, {"type": kind, "coordinates": geometry[name]})
    return _place_feature(
        feature, {"type": "Point", "coordinates": [geometry.get("x"), geometry.get("y")]}
    )


def _esri_crs(root: Any) -> str | None:
    """Return the CRS that an answer of ArcGIS states."""
    stated = root.get("spatialReference")
    if not isinstance(stated, dict):
        return None
    number = json_text(stated.get("latestWkid") or stated.get("wkid"))
    return f"EPSG:{ESRI_CRS.get(number, number)}" if number else None


def _crs_of(root: Any) -> str | None:
    """Return the name of the CRS that the file states, if it does."""
    crs = root.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if name is None and crs is not None:
        return json_text(crs)
    return None if name is None else json_text(name)


def _make_feature(value: Any) -> Feature:
    """Return one feature; what is wrong with its geometry stands in it."""
    if not isinstance(value, dict):
        return Feature({}, fault="is no GeoJSON feature")
    kind = value.get("type")
    if isinstance(kind, str) and kind in GEOMETRIES:
        return _place_feature(Feature({}), value)
    properties = value.get("properties")
    if not isinstance(properties, dict | None):
        return Feature({}, fault="has properties that are no object")
    if not properties:
        properties = {name: each for name, each in value.items() if name not in NO_PROPERTIES}
    return _place_feature(Feature(flatten(properties)), value.get("geometry"))


def _place_feature(feature: Feature, geometry: Any) -> Feature:
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
        x, y = map(as_number, point[:2]) if _is_pair(point) else (None, None)
        feature.x, feature.y = x, y
        feature.fault = _BAD if x is None or y is None else ""
    elif isinstance(kind, str) and kind in SHAPES:
        feature.other = kind
        _put_shape(feature, geometry)
    else:
        feature.fault = "has a geometry of no known type"
    return feature


def _put_shape(feature: Feature, geometry: Record) -> None:
    """Put a shape into the feature; one without coordinates is none."""
    if not (geometry.get("coordinates") or geometry.get("geometries")):
        return
    try:
        feature.shape = _shape_of(geometry)
    except ValueError:
        feature.fault = _BAD


def _shape_of(geometry: Any) -> Any:
    """Return a geometry as shapely has it; raise ValueError where it is none."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == COLLECTION:
        parts = geometry.get("geometries")
        return make_shape(COLLECTION, [_shape_of(each) for each in parts or []])
    if kind == "Point":
        return make_shape("MultiPoint", [geometry.get("coordinates")])
    if kind not in KINDS:
        raise ValueError("no known type")
    return make_shape(kind, geometry.get("coordinates"))


def _is_pair(point: Any) -> bool:
    """Whether coordinates are a list of two or more."""
    return isinstance(point, list) and len(point) >= 2
