"""GeoJSON -> properties and shapes of its features, with what is wrong and what was repaired.

The format: https://www.rfc-editor.org/rfc/rfc7946
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Geometries, Integers
from deploymap.borders.antimeridian_cut import leaps
from deploymap.borders.crs import EXPORT, Project, Reference, find_reference
from deploymap.borders.jsontext import CONVERT, TooDeepError, check_depth, load_json
from deploymap.borders.repair import (
    FOREIGN,
    MOST_LON,
    TYPES,
    FarError,
    LeftOutError,
    ShapeError,
    repair_geometry,
)
from deploymap.borders.topojson import is_topology, unfold_topology
from deploymap.problems import DataError, Fault, Problem, Severity, shorten

MOST_FEATURES = 1_000_000
MERCATOR_EDGE = 20_037_509  # metres: the farthest x and y of Web Mercator

SWAPPED = "lat and lon look swapped; GeoJSON has lon first"

GEOMETRIES = (*TYPES, *FOREIGN, "GeometryCollection")

Properties = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Feature:
    """One feature of a file.

    `number` counts from 1. `shape` is a valid polygon or line, single or multiple, in lon, lat
    (WGS84 degrees) without heights; None where there is none to show, because it is `faulty`, empty
    or of the type `foreign`. `bare` is whether it is a geometry alone, which has no properties.
    """

    number: int
    properties: Properties
    shape: BaseGeometry | None
    foreign: str = ""
    faulty: bool = False
    bare: bool = False


def parse_geojson(
    content: bytes, file: str, *, crs: str | None = None, ready: Geometries | None = None
) -> tuple[list[Feature], list[Problem]]:
    """Return the features and what is wrong with them or was repaired, in the order of the file.

    `content` is a FeatureCollection, a Feature, a geometry, a TopoJSON Topology, or a sequence of
    these. `file` is the
    name for messages. `crs` is the CRS of the coordinates where the file names none, else WGS84.
    `ready` are the shapes of all features where they are known already; see `ready_shapes`.

    Raises DataError where the file is no GeoJSON or has no features, UsageError where `crs` names
    none that is known.
    """
    values, texts = load_json(content, file)
    values, told = _unfold_topologies(values, texts, file)
    items = _list_features(values, file)
    reference = find_reference(values, file, crs)
    geometries = [_split_geometry(item, texts) for item in items]
    shapes = ready
    if shapes is None or len(shapes) != len(items) or reference.project is not None:
        shapes = _build_shapes(geometries, reference.project)
    features, problems = [], [*told, *reference.problems]
    far: dict[int, FarError] = {}
    for number, (item, shape) in enumerate(zip(items, shapes, strict=True), start=1):
        foreign = ""
        found: list[Problem] = []
        if shape is None:
            try:
                shape, found = _repair_feature(item, texts, number, file, reference)
            except FarError as error:
                far[number] = error
            except LeftOutError as left:
                foreign = left.kind
        problems += found
        faulty = number in far or any(problem.severity == "warning" for problem in found)
        bare = isinstance(item, dict) and item.get("type") in GEOMETRIES
        features.append(Feature(number, get_properties(item), shape, foreign, faulty, bare))
    if far and reference.usable:
        good = np.array([feature.shape for feature in features if feature.shape is not None])
        problems.append(_judge_far(far, good, file, reference))
    return features, sorted(problems, key=lambda problem: problem.line or 0)


def is_area(feature: Feature) -> bool:
    """Return whether a feature is a polygon, single or multiple."""
    return bool(shapely.get_dimensions(feature.shape) == 2)


def _unfold_topologies(
    values: Sequence[Any], texts: list[str], file: str
) -> tuple[list[Any], list[Problem]]:
    """Return the JSON values with GeoJSON in place of TopoJSON, and what was left out of it."""
    unfolded, problems = [], list[Problem]()
    for value in values:
        told: list[Problem] = []
        if is_topology(value):
            value, told = unfold_topology(value, texts, file)
        unfolded.append(value)
        problems += told
    return unfolded, problems


def _list_features(values: Sequence[Any], file: str) -> list[Any]:
    """Return the features of the JSON values; DataError where these are something else."""
    _refuse_relatives(values, file)
    items = [item for value in values for item in features_of(value)]
    if not items:
        message = "has no features"
        advice = "a GeoJSON FeatureCollection with one or more is needed"
        raise DataError([Problem.of_file(file, Fault("border-file", message, advice))])
    if len(items) > MOST_FEATURES:
        message = f"has {len(items):,} features; {MOST_FEATURES:,} are the most"
        raise DataError([Problem.of_file(file, Fault("limit", message))])
    return items


def _refuse_relatives(values: Sequence[Any], file: str) -> None:
    """Raise DataError where a JSON value is a map in another format, or a drawing of one."""
    first = values[0] if values and isinstance(values[0], dict) else {}
    features = first.get("features")
    inner = features[0] if isinstance(features, list) and features else None
    esri = "geometryType" in first or (isinstance(inner, dict) and "attributes" in inner)
    if esri and isinstance(features, list):
        message, advice = "is Esri JSON, not GeoJSON", CONVERT.format(file=file)
        raise DataError([Problem.of_file(file, Fault("border-file", message, advice))])
    if "hc-transform" in first and isinstance(features, list):
        # its member crs is that of the map from which the drawing was made
        message = "is a drawing for Highcharts, with positions on its sheet, not lon, lat"
        advice = "take the same map as .topo.json, which has lon, lat"
        raise DataError([Problem.of_file(file, Fault("border-crs", message, advice))])


def features_of(value: Any) -> Iterator[Any]:
    """Yield the features of one JSON value: a collection's, or what is one by itself."""
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        yield from value["features"]
    elif isinstance(value, dict) and ("geometry" in value or value.get("type") in GEOMETRIES):
        yield value


def _geometry_of(item: Any) -> Any:
    """Return a feature's geometry; ShapeError where the feature is none."""
    if not isinstance(item, dict) or "features" in item:
        raise ShapeError("is no feature", advice="write each as a GeoJSON Feature")
    return item if item.get("type") in GEOMETRIES else item.get("geometry")


def get_properties(item: Any) -> Properties:
    """Return a feature's properties that are plain values."""
    properties = item.get("properties") if isinstance(item, dict) else None
    if not isinstance(properties, dict):
        return {}
    return {
        _clean(key): _clean(value)
        for key, value in properties.items()
        if not isinstance(value, dict | list)
    }


def _clean(value: Any) -> Any:
    """Return a value as a table can hold it: no half characters, no number that is none."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _split_geometry(item: Any, texts: list[str]) -> tuple[str, str]:
    """Return a geometry's type and its coordinates as text; blank where GEOS shall not try."""
    if not isinstance(item, dict):
        return "", ""
    geometry = item if item.get("type") in TYPES else item.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in TYPES:
        return "", ""
    number = _taken(geometry.get("coordinates"), texts)
    return ("", "") if number is None else (geometry["type"], texts[number])


def _taken(coordinates: Any, texts: Sequence[str]) -> int | None:
    """Return which of the texts stands for the coordinates."""
    number = coordinates.get("taken") if isinstance(coordinates, dict) else None
    return number if type(number) is int and 0 <= number < len(texts) else None


def _build_shapes(geometries: Sequence[tuple[str, str]], project: Project | None) -> Geometries:
    """Return the shapes that are right, None for the others."""
    texts = [f'{{"type":"{kind}","coordinates":{text}}}' for kind, text in geometries]
    with np.errstate(all="ignore"):
        shapes = shapely.force_2d(shapely.from_geojson(texts, on_invalid="ignore"))
        if project is not None:
            shapes = shapely.transform(shapes, project)
        west, south, east, north = shapely.bounds(shapes).T
        right = (west >= -180) & (south >= -90) & (east <= 180) & (north <= 90)
        right &= shapely.is_valid(shapes) & np.isin([kind for kind, _ in geometries], TYPES)
        right[_holds_empty_part(shapes)] = False
        for wide in np.flatnonzero(right & (east - west > 180)):
            right[wide] = not any(map(leaps, _coordinate_lists(shapes[wide])))
    shapes[~right] = None
    return np.asarray(shapes)


def _holds_empty_part(shapes: Geometries) -> Integers:
    """Return the numbers of the shapes of which a part has no points, which GEOS keeps."""
    many = np.flatnonzero(shapely.get_num_geometries(shapes) > 1)
    parts, owner = shapely.get_parts(shapes[many], return_index=True)
    return np.asarray(many[owner[shapely.is_empty(parts)]])


def _coordinate_lists(shape: BaseGeometry) -> Iterator[Floats]:
    """Yield the lon, lat of each ring and each line of a shape."""
    parts = shapely.get_parts(shape)
    area = shapely.get_dimensions(shape) == 2
    yield from map(shapely.get_coordinates, shapely.get_rings(parts) if area else parts)


def _repair_feature(
    item: Any, texts: Sequence[str], number: int, file: str, reference: Reference
) -> tuple[BaseGeometry | None, list[Problem]]:
    """Return the shape of a feature that GEOS did not take, and what was repaired or is wrong.

    Raises FarError, which only all features together explain, and LeftOutError.
    """

    def tell(message: str, code: str, advice: str = "", *, wrong: bool = False) -> list[Problem]:
        severity: Severity = "warning" if wrong else "notice"
        return [
            Problem.of_cell(
                file, number, None, Fault(code, message, advice), severity, part="feature"
            )
        ]

    try:
        shape, notes = repair_geometry(_thaw(_geometry_of(item), texts), reference.project)
    except LeftOutError as left:
        if left.kind:
            raise
        return None, tell(left.words, "border-left-out")
    except FarError:
        raise
    except ShapeError as error:
        return None, tell(f"{error}; it was left out", error.code, error.advice, wrong=True)
    return shape, tell("was repaired: " + "; ".join(notes), "border-repaired") if notes else []


def _thaw(geometry: Any, texts: Sequence[str]) -> Any:
    """Return a geometry with its coordinates in place of the mark for their text."""
    if not isinstance(geometry, dict):
        return geometry
    number = _taken(geometry.get("coordinates"), texts)
    whole = dict(geometry)
    if number is not None:
        whole["coordinates"] = _read_coordinates(texts[number])
    if isinstance(geometry.get("geometries"), list):
        whole["geometries"] = [_thaw(member, texts) for member in geometry["geometries"]]
    return whole


def _read_coordinates(text: str) -> Any:
    """Return the coordinates in a text; ShapeError where they are none."""
    try:
        check_depth(text)
        return json.loads(text)
    except TooDeepError as error:
        raise ShapeError(str(error), code="limit") from None
    except ValueError:
        raise ShapeError("has coordinates that are not nested lists of numbers") from None


def _judge_far(
    far: dict[int, FarError], shapes: Geometries, file: str, reference: Reference
) -> Problem:
    """Return what all features that are not in degrees have in common, and what to do."""
    number, first = next(iter(far.items()))
    more = f"; nor are {len(far) - 1} features more" if len(far) > 1 else ""
    said = f"the file says that it is {shorten(reference.name)}" if reference.name else ""
    x, y = np.max([error.reach for error in far.values()], axis=0)
    east = np.abs(shapely.bounds(shapes)[:, ::2])
    if (
        all(lon <= 90 < lat <= 180 for lon, lat in (error.reach for error in far.values()))
        and not (east > 90).any()
    ):
        advice = SWAPPED
    elif max(x, y) > MOST_LON and max(x, y) <= MERCATOR_EDGE:
        advice = f"{said or 'the file does not say its CRS'}; {EXPORT}"
    else:
        advice = f"lon is within ±180, lat within ±90; {EXPORT}"
    message = f"{first}{more}"
    severity: Severity = "error"
    if len(far) < len(shapes) and advice != SWAPPED:
        message, severity = f"{message}; it was left out", "warning"
    return Problem.of_cell(
        file, number, None, Fault("border-crs", message, advice), severity, part="feature"
    )
