"""Border files in other formats than GeoJSON, by geopandas: Shapefile, FlatGeobuf, GeoPackage.

A ZIP archive may hold one of them, or GeoJSON, which may be packed with gzip too.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sqlite3
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NoReturn

from deploymap.borders.jsontext import CONVERT
from deploymap.crs import WGS84, is_wgs84
from deploymap.problems import DataError, Fault, Problem, shorten

if TYPE_CHECKING:
    import geopandas

SHAPEFILE, FLATGEOBUF = b"\x00\x00\x27\x0a", b"fgb\x03"
GEOPACKAGE, ZIP, GZIP = b"SQLite format 3\x00", b"PK\x03\x04", b"\x1f\x8b"

SUFFIXES = (".shp", ".fgb", ".gpkg", ".geojson", ".json", ".topojson")
# the parts of a Shapefile that are needed: shapes, their index, texts, CRS, encoding of the texts
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# what is packed may hold so many times its size, or so many bytes
MOST_GROWTH, SPARE = 25, 25_000_000


def as_geojson(content: bytes, path: Path) -> tuple[bytes, list[Problem]]:
    """Return a border file's bytes as GeoJSON, and what is to be said of it.

    Bytes of no such format come back as they are. Raises DataError for what cannot be read.
    """
    if content.startswith(ZIP):
        return _read_zip(content, path)
    if content.startswith(GZIP):
        return _gunzip(content, path.name), []
    if content.startswith(SHAPEFILE):
        return _read_parts(_parts_beside(path, content), ".shp", path.name)
    if content.startswith(FLATGEOBUF):
        return _read_parts({".fgb": content}, ".fgb", path.name)
    if content.startswith(GEOPACKAGE):
        return _read_parts({".gpkg": content}, ".gpkg", path.name)
    return content, []


def _read_zip(content: bytes, path: Path) -> tuple[bytes, list[Problem]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        _refuse(path.name, "is a broken ZIP archive", "download or pack it again")
    names = [name for name in archive.namelist() if not _is_hidden(name)]
    found = [name for name in names if PurePath(name).suffix.lower() in SUFFIXES]
    if len(found) != 1:
        what = f"has {len(found)} border files" if found else "has no border file"
        shown = f": {', '.join(map(shorten, found[:6]))}" if found else ""
        advice = "unpack it and name one" if found else CONVERT.format(file=path.name)
        _refuse(path.name, f"is a ZIP archive that {what} in it{shown}", advice)
    stem, suffix = found[0][: -len(PurePath(found[0]).suffix)], PurePath(found[0]).suffix.lower()
    wanted = {name for name in names if name == found[0] or _is_part(name, stem, suffix)}
    parts = _unpack(archive, wanted, len(content), path.name)
    if suffix not in (".shp", ".fgb", ".gpkg"):
        return parts[suffix], []
    return _read_parts(parts, suffix, path.name)


def _is_hidden(name: str) -> bool:
    """Return whether a member is what macOS packs beside each file."""
    return PurePath(name).name.startswith(".") or name.startswith("__MACOSX/")


def _is_part(name: str, stem: str, suffix: str) -> bool:
    own = PurePath(name).suffix
    return suffix == ".shp" and own.lower() in PARTS and name[: -len(own)] == stem


def _unpack(archive: zipfile.ZipFile, names: set[str], size: int, file: str) -> dict[str, bytes]:
    """Return some members by their suffixes; the sizes that the archive states are not believed."""
    parts, left = {}, max(SPARE, MOST_GROWTH * size)
    try:
        for name in sorted(names):
            with archive.open(name) as member:
                parts[PurePath(name).suffix.lower()] = data = member.read(left + 1)
            left -= len(data)
            if left < 0:
                _refuse_size(file, max(SPARE, MOST_GROWTH * size))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
        _refuse(file, "is a ZIP archive that cannot be unpacked", "pack it again, with no password")
    return parts


def _gunzip(content: bytes, file: str) -> bytes:
    """Return what is packed, all of it: gzip may go on with a further part after each."""
    most = max(SPARE, MOST_GROWTH * len(content))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            data = packed.read(most + 1)
    except EOFError:
        _refuse(file, "is packed with gzip, and cut off", "download or pack it again")
    except (zlib.error, OSError):
        _refuse(file, "is packed with gzip, and damaged", "download or pack it again")
    if len(data) > most:
        _refuse_size(file, most)
    return data


def _parts_beside(path: Path, content: bytes) -> dict[str, bytes]:
    """Return the parts of a Shapefile in its folder; a link to elsewhere is none of them."""
    parts = {".shp": content}
    folder = path.resolve().parent
    for part in sorted(folder.iterdir()):
        suffix = part.suffix.lower()
        is_own = part.stem == path.stem and suffix in PARTS and suffix not in parts
        if is_own and part.is_file() and part.resolve().parent == folder:
            parts[suffix] = part.read_bytes()
    return parts


def _read_parts(parts: Mapping[str, bytes], suffix: str, file: str) -> tuple[bytes, list[Problem]]:
    """Return what a file, or the parts of a Shapefile, hold."""
    lacks = [part for part in (".dbf", ".shx") if suffix == ".shp" and part not in parts]
    if lacks:
        advice = "put the .dbf, .shx and .prj beside the .shp, or pack all of them into a ZIP"
        _refuse(file, f"is a Shapefile without its {' and '.join(lacks)}", advice)
    with tempfile.TemporaryDirectory() as folder:
        for part, data in parts.items():
            (Path(folder) / f"borders{part}").write_bytes(data)
        place = Path(folder) / f"borders{suffix}"
        layer = _find_layer(place, file) if suffix == ".gpkg" else None
        encoding = _find_encoding(parts) if suffix == ".shp" else None
        frame = _read_frame(place, layer, encoding, file)
    problems = [_tell_encoding(file, encoding)] if encoding == "cp1252" else []
    return write_geojson(frame), problems


def write_geojson(frame: geopandas.GeoDataFrame) -> bytes:
    """Return a frame as GeoJSON in its own CRS, which the member `crs` names where it is known.

    So it is transformed once, where all GeoJSON is, and what the file states goes before all else.
    """
    with warnings.catch_warnings(action="ignore"):
        value = frame.to_geo_dict(na="null", drop_id=True)
    if frame.crs is not None:
        value["crs"] = {"type": "name", "properties": {"name": _name_crs(frame.crs)}}
    return json.dumps(value, default=str).encode()


def _name_crs(crs: Any) -> str:
    """Return a name by which a CRS is found again, exactly as it is."""
    if is_wgs84(crs):
        return WGS84
    authority = crs.to_authority(min_confidence=100)
    return ":".join(authority) if authority else str(crs.to_wkt())


def _read_frame(
    place: Path, layer: str | None, encoding: str | None, file: str
) -> geopandas.GeoDataFrame:
    # most borders are GeoJSON, which does without it
    import pyogrio

    try:
        with warnings.catch_warnings(action="ignore"):
            frame = pyogrio.read_dataframe(place, layer=layer, encoding=encoding, use_arrow=False)
    except MemoryError:
        raise
    # what is broken in a file shows in many ways; all of them are the file's fault
    except Exception as error:
        words = " ".join(str(error).replace(f"{place.parent}{os.sep}", "").split())
        _refuse(file, f"cannot be read: {shorten(words)}", CONVERT.format(file=file))
    if not hasattr(frame, "to_crs"):
        _refuse(file, "has no shapes", CONVERT.format(file=file))
    return frame


def _find_layer(place: Path, file: str) -> str:
    """Return the one table of a GeoPackage that has areas or lines; a view is not run."""
    query = (
        "SELECT g.table_name, g.geometry_type_name FROM gpkg_geometry_columns g"
        " JOIN sqlite_master m ON m.name = g.table_name AND m.type = 'table'"
    )
    try:
        with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as database:
            tables = {str(name): str(kind).upper() for name, kind in database.execute(query)}
    except (sqlite3.Error, UnicodeDecodeError):
        _refuse(file, "is no GeoPackage that can be read", CONVERT.format(file=file))
    areas = [name for name, kind in tables.items() if kind.endswith("POLYGON")]
    layers = areas or list(tables)
    if len(layers) != 1:
        shown = f": {', '.join(map(shorten, layers[:6]))}" if layers else ""
        advice = "save the layer of the borders in a file of its own"
        _refuse(file, f"has {len(layers) or 'no'} layers that may be borders{shown}", advice)
    return layers[0]


def _find_encoding(parts: Mapping[str, bytes]) -> str | None:
    """Return the encoding of a Shapefile's texts, None where the file itself names one."""
    texts = parts[".dbf"]
    # the 30th byte names a code page
    if ".cpg" in parts or texts[29:30] not in (b"", b"\x00") or texts[32:].isascii():
        return None
    try:
        texts[32:].decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _tell_encoding(file: str, encoding: str) -> Problem:
    words = "does not say how its texts are encoded; read as Windows-1252 (Western Europe)"
    advice = "where names are wrong put a .cpg beside the .dbf, with one word such as 1251"
    return Problem.of_file(file, Fault("encoding", words, advice), "notice")


def _refuse_size(file: str, most: int) -> NoReturn:
    message = f"unpacks to more than {most // 1_000_000} MB"
    raise DataError([Problem.of_file(file, Fault("limit", message, "unpack it"))])


def _refuse(file: str, message: str, advice: str) -> NoReturn:
    raise DataError([Problem.of_file(file, Fault("border-file", message, advice))])
