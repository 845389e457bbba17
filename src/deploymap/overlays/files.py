"""Files of shapes: the features of a GeoJSON, GeoPackage, KML, Shapefile or FlatGeobuf.

GeoJSON is read here; the others are left to GDAL, but only where their first bytes say that they
are what they are called: some of its formats would fetch other files, or ask the web.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from deploymap.borders.crs import Project, find_reference
from deploymap.borders.geojson import features_of, get_properties
from deploymap.borders.jsontext import decode_values
from deploymap.overlays.wkt import COLLECTION, LEVELS
from deploymap.problems import DataError, Fault, Problem, UsageError, nearest_word, shorten
from deploymap.settings.folders import is_below
from deploymap.sheets.source import PARTS_OF_SHAPEFILE, Source, is_address, load_source

MOST_BYTES = 200_000_000
MOST_FEATURES = 100_000
HEAD = 4_096
MOST_NUMBER = 1e300  # a whole number may be more than a float holds
SHAPEFILE = b"\x00\x00\x27\x0a"
SUFFIXES = (".geojson", ".json", ".gpkg", ".kml", ".shp", ".fgb")
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


def read_features(
    place: Path | str, source: Source | None = None
) -> tuple[list[Feature], list[Problem]]:
    """Return the features of a file, in lon, lat (WGS84 degrees), and what is to be said of them.

    `source` is what the place holds, where it is loaded already; nothing else is read then.

    Raises DataError for a file that is none of these, UsageError where it cannot be opened.
    """
    source = source or load_source(place, limit=MOST_BYTES)
    kind = _kind_of(source.data[:HEAD], source.name)
    if kind == "geojson":
        features, problems = _read_json(source)
    elif kind:
        if kind == "shp" and not is_address(place):
            _refuse_foreign_parts(Path(place))
        features, problems = _read_by_gdal(source, kind), []
    else:
        raise _fault(source.name, "is no GeoJSON, GeoPackage, KML, Shapefile or FlatGeobuf")
    if not features:
        raise _fault(source.name, "has no features", "draw one, or leave the file out")
    if len(features) > MOST_FEATURES:
        words = f"has more than {MOST_FEATURES:,} features, which are the most"
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
    if head.startswith((SHAPEFILE, b"PK\x03\x04")) and name.casefold().endswith(".shp"):
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


def _project(geometry: Any, project: Project) -> Any:
    """Return a geometry of another CRS in lon, lat, with its faults, which are for `repair`."""
    if not isinstance(geometry, dict):
        return geometry
    members = geometry.get("geometries")
    if isinstance(members, list):
        return {**geometry, "geometries": [_project(member, project) for member in members]}
    return {**geometry, "coordinates": _project_positions(geometry.get("coordinates"), project)}


def _project_positions(values: Any, project: Project) -> Any:
    """Return positions, in lists within lists, in lon, lat; what is no position stays."""
    if not isinstance(values, list):
        return values
    if _is_position(values):
        return _project_positions([values], project)[0]
    if values and all(map(_is_position, values)):
        return project(np.array([value[:2] for value in values], dtype=np.float64)).tolist()
    return [_project_positions(value, project) for value in values]


def _is_position(value: Any) -> bool:
    return isinstance(value, list) and 2 <= len(value) <= 4 and all(map(_is_number, value))


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and abs(value) < MOST_NUMBER


def _read_by_gdal(source: Source, kind: str) -> list[Feature]:
    """Return the features of all layers of a file, and one more than the most at the utmost."""
    from pyogrio.errors import DataSourceError, FieldError, GeometryError

    try:
        with warnings.catch_warnings(action="ignore"):
            frames = (
                _read_shapefile(source)
                if kind == "shp"
                else _read_layers(source.data, source.name, kind)
            )
            frames = [_in_degrees(frame) for frame in frames if hasattr(frame, "crs")]
    except (DataSourceError, FieldError, GeometryError, shapely.GEOSException, OSError) as error:
        raise _fault(source.name, f"cannot be read ({shorten(str(error))})") from None
    except (ValueError, RuntimeError, UnicodeError) as error:
        raise _fault(source.name, f"cannot be read ({shorten(str(error))})") from None
    return [feature for frame in frames for feature in _features_in(frame)]


def _read_layers(data: bytes | Path, file: str, kind: str) -> list[Any]:
    """Return a frame for each layer with geometries; of a GeoPackage only plain tables are read."""
    import pyogrio

    from deploymap.sheets.formats.sqlitefile import refuse_harmful_layer, refuse_system_views

    tables = data if isinstance(data, bytes) and kind == "gpkg" else None
    if tables is not None:
        refuse_system_views(tables, file)
    frames: list[Any] = []
    left = MOST_FEATURES + 1
    # by their numbers, for two layers may have one name
    for number, (name, geometry) in enumerate(pyogrio.list_layers(data)):
        if geometry is None or left <= 0:
            continue
        if tables is not None:
            refuse_harmful_layer(tables, file, str(name))
        how = {"layer": number, "on_invalid": "ignore", "max_features": left}
        frames.append(pyogrio.read_dataframe(data, **how))
        left -= len(frames[-1])
    return frames


def _read_shapefile(source: Source) -> list[Any]:
    """Return the frames of a Shapefile that was loaded, with its other parts, as a ZIP."""
    from deploymap.sheets.formats.shapefile import unpack_shapefiles

    if source.data.startswith(SHAPEFILE):
        advice = "put its .shx, .dbf and .prj into its folder, or save it as GeoJSON in lon, lat"
        raise _fault(source.name, "is a Shapefile without its other parts", advice)
    frames = []
    for parts in unpack_shapefiles(source.data, source.name).values():
        with tempfile.TemporaryDirectory() as folder:
            for suffix, data in parts.items():
                (Path(folder) / f"layer{suffix}").write_bytes(data)
            frames += _read_layers(Path(folder) / "layer.shp", source.name, "shp")
    return frames


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


def _refuse_foreign_parts(place: Path) -> None:
    """Raise UsageError where a part of a Shapefile is a link to somewhere else."""
    for part in place.parent.iterdir():
        is_part = part.stem == place.stem and part.suffix.casefold() in PARTS_OF_SHAPEFILE
        if is_part and not is_below(part, place.resolve().parent):
            raise UsageError(f"{part}: is not in the folder of {place.name}, to which it belongs")


def _fault(file: str, words: str, advice: str = ADVICE) -> DataError:
    return DataError([Problem.of_file(file, Fault("overlay-file", words, advice))])
