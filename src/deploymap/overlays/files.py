"""Files of shapes: the features of a GeoJSON, GeoPackage, KML, Shapefile or FlatGeobuf.

GeoJSON is read here; the others are left to GDAL, but only where their first bytes say that they
are what they are called: some of its formats would fetch other files, or ask the web.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from deploymap.borders.crs import find_reference
from deploymap.borders.geojson import features_of, get_properties
from deploymap.borders.jsontext import decode_values
from deploymap.overlays.wkt import COLLECTION, LEVELS
from deploymap.problems import DataError, Fault, Problem, UsageError, nearest_word, shorten
from deploymap.settings.folders import is_below
from deploymap.sheets.source import Source, load_source

MOST_BYTES = 200_000_000
MOST_FEATURES = 100_000
HEAD = 4_096
SUFFIXES = (".geojson", ".json", ".gpkg", ".kml", ".shp", ".fgb")
# the files that belong to a Shapefile
BESIDE = (".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx")
# properties by which a feature is named
NAMES = ("id", "fid", "name", "label", "title")
# what GDAL makes properties of the placemarks of a KML
OF_KML = frozenset(
    {"altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet"}
)
# the sheet's column of the geometry
GEOMETRY = "geometry"
GEOMETRIES = frozenset({kind for kind, _ in LEVELS.values()} | {COLLECTION})

ADVICE = "save it as GeoJSON in lon, lat"
_REFERENCE = re.compile(
    r"\s*(?P<file>[^#\r\n]+?\.(?:geojson|json|gpkg|kml|shp|fgb))\s*(?:#\s*(?P<feature>.*?))?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Feature:
    """One feature: its properties, and its geometry as GeoJSON has it, None for none."""

    properties: Mapping[str, Any]
    geometry: Any


def is_map_file(data: bytes, name: str) -> bool:
    """Return whether a file holds shapes, by its first bytes."""
    return bool(_kind_of(data[:HEAD], name))


def read_features(place: Path, source: Source | None = None) -> tuple[list[Feature], list[Problem]]:
    """Return the features of a file, in lon, lat (WGS84 degrees), and what is to be said of them.

    Raises DataError for a file that is none of these, UsageError where it cannot be opened.
    """
    source = source or load_source(place, limit=MOST_BYTES)
    kind = _kind_of(source.data[:HEAD], source.name)
    if kind == "geojson":
        features, problems = _read_json(source)
    elif kind:
        _refuse_foreign_parts(place, kind)
        features, problems = _read_by_gdal(place, source.name), []
    else:
        raise _fault(source.name, "is no GeoJSON, GeoPackage, KML, Shapefile or FlatGeobuf")
    if not features:
        raise _fault(source.name, "has no features", "draw one, or leave the file out")
    if len(features) > MOST_FEATURES:
        words = f"has {len(features):,} features; {MOST_FEATURES:,} are the most"
        raise DataError([Problem.of_file(source.name, Fault("limit", words))])
    return features, problems


def split_reference(cell: str) -> tuple[str, str] | None:
    """Return the file and the feature that a cell names, None where it names no file."""
    match = _REFERENCE.fullmatch(cell)
    return (match["file"], match["feature"] or "") if match else None


def find_file(name: str, home: Path | None) -> Path:
    """Return the path of a file that a sheet names, which has to lie beside the sheet or below.

    `home` is the sheet's folder, None where it has none. Raises ValueError with what is wrong.
    """
    if home is None:
        raise ValueError("names a file, and the sheet comes from no folder")
    path = home / name
    if not is_below(path, home):
        raise ValueError(f"names {shorten(name)}, which is not below the sheet's folder")
    if not path.is_file():
        raise ValueError(f"names {shorten(name)}, and there is no such file in the sheet's folder")
    return path


def choose_feature(features: Sequence[Feature], wanted: str) -> Feature:
    """Return the feature with a number, counted from 1, or with a name; ValueError where none is.

    Without a word the file's only one is meant.
    """
    if not wanted:
        if len(features) == 1:
            return features[0]
        raise ValueError(f"has {len(features):,} features; name one, such as file.geojson#1")
    named = [one for one in features if wanted in _names_of(one)]
    if len(named) == 1:
        return named[0]
    if len(named) > 1:
        raise ValueError(f"has {len(named)} features called {shorten(wanted)}; write its number")
    if wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(features):
        return features[int(wanted) - 1]
    names = {name.casefold(): name for one in features for name in _names_of(one)}
    near = names.get(nearest_word(wanted, names) or "")
    hint = f"; did you mean {shorten(near)}?" if near else f"; it has {len(features):,}"
    raise ValueError(f"has no feature {shorten(wanted)}{hint}")


def _names_of(feature: Feature) -> list[str]:
    found = {key.casefold(): value for key, value in feature.properties.items()}
    return [as_cell(found[name]) for name in NAMES if found.get(name) is not None]


def as_cell(value: Any) -> str:
    """Return a property as the text of a cell."""
    if value is None or value is np.nan or value != value:
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _kind_of(head: bytes, name: str) -> str:
    """Return which of the formats the first bytes are, "" for another."""
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if head.startswith(b"fgb\x03"):
        return "fgb"
    # a Shapefile is loaded together with the files beside it
    if head.startswith((b"\x00\x00\x27\x0a", b"PK\x03\x04")) and name.casefold().endswith(".shp"):
        return "shp"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        is_kml = re.search(rb"<(?:\w+:)?kml[\s>]", text) and b"<OGRVRT" not in text
        return "kml" if is_kml and name.casefold().endswith(".kml") else ""
    return "geojson" if text.startswith((b"{", b"[")) else ""


def _read_json(source: Source) -> tuple[list[Feature], list[Problem]]:
    """Return the features of a GeoJSON text, in lon, lat."""
    values = _decode(source)
    reference = find_reference(values, source.name, None)
    found = []
    for item in (item for value in values for item in features_of(value)):
        bare = isinstance(item, dict) and item.get("type") in GEOMETRIES
        geometry = item if bare else item.get("geometry") if isinstance(item, dict) else None
        own = {"id": item["id"]} if isinstance(item, dict) and "id" in item and not bare else {}
        if reference.project is not None:
            geometry = _project(geometry, reference.project)
        found.append(Feature({**own, **get_properties(item)}, geometry))
    return found, list(reference.problems)


def _decode(source: Source) -> list[Any]:
    """Return the JSON values of a file."""
    try:
        return decode_values(source.data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _fault(source.name, "is no UTF-8 text", "save it in the encoding UTF-8") from None
    except json.JSONDecodeError as error:
        fault = _fault(source.name, f"is no GeoJSON ({error.msg})").problems[0]
        raise DataError([replace(fault, line=error.lineno)]) from None
    except ValueError as error:
        raise _fault(source.name, f"is no GeoJSON ({shorten(str(error))})") from None


def _project(geometry: Any, project: Any) -> Any:
    """Return a geometry of another CRS in lon, lat; one that is broken as it is."""
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
        return json.loads(shapely.to_geojson(shapely.transform(shape, project)))
    except (shapely.GEOSException, ValueError, TypeError):
        return geometry


def _read_by_gdal(place: Path, file: str) -> list[Feature]:
    """Return the features of all layers of a file."""
    import pyogrio
    from pyogrio.errors import DataSourceError, FieldError, GeometryError

    try:
        with warnings.catch_warnings(action="ignore"):
            layers = [name for name, kind in pyogrio.list_layers(place) if kind is not None]
            frames = [
                pyogrio.read_dataframe(place, layer=name, on_invalid="ignore") for name in layers
            ]
            frames = [_in_degrees(frame) for frame in frames if hasattr(frame, "crs")]
    except (DataSourceError, FieldError, GeometryError, shapely.GEOSException, OSError) as error:
        raise _fault(file, f"cannot be read ({shorten(str(error))})") from None
    except (ValueError, RuntimeError, UnicodeError) as error:
        raise _fault(file, f"cannot be read ({shorten(str(error))})") from None
    return [feature for frame in frames for feature in _features_in(frame)]


def _in_degrees(frame: Any) -> Any:
    return frame if frame.crs is None or frame.crs.to_epsg() == 4326 else frame.to_crs(4326)


def _features_in(frame: Any) -> Iterable[Feature]:
    """Yield the rows of a GeoDataFrame."""
    names = [name for name in frame.columns if name != frame.geometry.name]
    names = [name for name in names if name not in OF_KML or "tessellate" not in names]
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    texts = shapely.to_geojson(shapes)
    rows = frame[names].astype(object).to_numpy().tolist()
    for row, text in zip(rows, texts, strict=True):
        yield Feature(dict(zip(names, row, strict=True)), json.loads(text) if text else None)


def _refuse_foreign_parts(place: Path, kind: str) -> None:
    """Raise UsageError where a part of a Shapefile is a link to somewhere else."""
    parts = [place.with_suffix(end) for end in BESIDE] if kind == "shp" else []
    for part in parts:
        if part.exists() and not is_below(part, place.resolve().parent):
            raise UsageError(f"{part}: is not in the folder of {place.name}, to which it belongs")


def _fault(file: str, words: str, advice: str = ADVICE) -> DataError:
    return DataError([Problem.of_file(file, Fault("overlay-file", words, advice))])
