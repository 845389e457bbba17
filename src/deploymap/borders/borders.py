"""Border GeoJSON -> `Borders`: countries, regions, borders, coasts and lines of contact.

All coordinates are lon, lat in degrees (WGS84, EPSG:4326), as RFC 7946 has them.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from deploymap.arrays import Geometries
from deploymap.borders.coverage import as_array, make_coverage, share_of_earth
from deploymap.borders.derive import derive_lines
from deploymap.borders.geojson import Feature, is_area, parse_geojson
from deploymap.borders.kinds import choose_kinds
from deploymap.borders.naming import ISO_KEYS, choose_names, first_texts
from deploymap.borders.ready import ready_shapes
from deploymap.borders.vector import as_geojson, write_geojson
from deploymap.packaged import packaged_data
from deploymap.problems import (
    DataError,
    Fault,
    Problem,
    UsageError,
    as_strict,
    did_you_mean,
    shorten,
)

if TYPE_CHECKING:
    import geopandas

AREA_KINDS = ("country", "region")
LINE_KINDS = ("border", "coast", "line_of_contact", "de_facto_line", "line")
COLUMNS = ("kind", "name", "iso", "name_uk", "name_ru", "also")
LINE_COLUMNS = ("country", "left", "right", "held", "accuracy_km", "date", "until", "note")

PACKAGED = "the borders that deploymap ships with (20-60 E, 42-60 N)"

# of the Earth's surface: the land without and with Antarctica, and a little more
ALL_LAND = (0.24, 0.33)

MOST_BYTES = 500_000_000  # of a file
MOST_PROPERTIES = 1_000  # different ones in a file: each is a column


@dataclass(frozen=True, eq=False)
class Borders:
    """A border file.

    `table` has one row a feature in the order of the file, with its `geometry` (shapely) and the
    text columns kind, name, iso, name_uk, name_ru, also (other names, parted by |), the columns of
    lines of contact (country, left, right, held, accuracy_km, date, until, note), and what other
    properties the file has; what a feature lacks is None. `file` is the name to show, `sha256` the
    hash of its bytes and `modified` its time of change in seconds since 1970, None of a table.
    `problems` are notices and warnings: what was repaired, left out or guessed. `sea` is whether it
    is sea where the file has no area, else nobody knows what is there. `packaged` is whether the
    file is that of deploymap itself. `world` is whether it is the world that ships with deploymap,
    of which the table has the countries alone; see `world.py`. `covered` are the
    countries as a coverage, in their order, where their borders were made of it.
    """

    table: pd.DataFrame
    file: str
    sha256: str
    modified: float | None
    problems: tuple[Problem, ...] = ()
    sea: bool = True
    packaged: bool = False
    world: bool = False
    covered: Geometries | None = None

    @property
    def title(self) -> str:
        """What messages call the borders."""
        return PACKAGED if self.packaged else f"the borders of {self.file}"

    @cached_property
    def features(self) -> geopandas.GeoDataFrame:
        """The table as a GeoDataFrame in EPSG:4326."""
        # a map is made without it, and geopandas takes a twelfth of a small one's time to load
        import geopandas

        return geopandas.GeoDataFrame(self.table, geometry="geometry", crs="EPSG:4326")

    def of_kind(self, *kinds: str) -> pd.DataFrame:
        """Return the rows of the table of these kinds, in the order of the file."""
        return self.table[self.table["kind"].isin(kinds)]

    def each(self, *kinds: str) -> Iterator[Any]:
        """Yield the rows of these kinds, with their columns as attributes."""
        yield from self.of_kind(*kinds).itertuples()

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north of all features, degrees."""
        west, south, east, north = shapely.total_bounds(self.table["geometry"].to_numpy()).tolist()
        return west, south, east, north

    def shapes(self, *kinds: str) -> Geometries:
        """Return the geometries of `of_kind` as a plain array."""
        shapes: Geometries = self.of_kind(*kinds)["geometry"].to_numpy()
        return shapes


def packaged_borders() -> Path:
    """Return the path of the border file that ships with deploymap."""
    return packaged_data("borders.geojson")


def read_borders(
    path: Path,
    *,
    name_key: str | None = None,
    crs: str | None = None,
    kind: str | None = None,
    edge: str | None = None,
) -> Borders:
    """Read a file of borders: GeoJSON, TopoJSON, or what `vector` knows.

    A feature's `kind` is one of country, region (polygons), border, coast, line_of_contact,
    de_facto_line, line (lines). Polygons without a kind are `kind`, or what `choose_kinds` takes
    them for; lines without one are `line` where the file has no polygons. Where the file has
    neither a border nor a coast, borders are made from the edges of the countries. An edge of one
    country is coast where `edge` is "coast", where the file has a coast, or where its areas are the
    land of all the world. `name_key` is the property that holds the names where it is no usual one,
    `crs` the CRS of the coordinates where the file names none and it is not EPSG:4326 in lon, lat,
    such as "EPSG:28406".

    What can be drawn is: features with a shape that cannot be repaired are left out with a warning.

    Raises UsageError where the file cannot be read or `crs` is not known, DataError with all its
    faults: no GeoJSON, no features, features with a misspelt kind, or nothing that can be drawn.
    """
    content, modified = _read_bytes(path)
    text, told = as_geojson(content, path)
    borders = _make_borders(text, path, modified, name_key=name_key, crs=crs, kind=kind, edge=edge)
    if text is content:
        return borders
    sha256 = hashlib.sha256(content).hexdigest()
    return replace(borders, sha256=sha256, problems=(*told, *borders.problems))


def borders_from_frame(frame: pd.DataFrame, name: str, **reading: str | None) -> Borders:
    """Return the borders of a GeoDataFrame in any CRS, called `name`; see `read_borders`.

    Raises UsageError where the table has no geometries.
    """
    table: Any = frame
    if not hasattr(table, "to_crs"):
        raise UsageError(f"{name}: the table has no geometries; give a GeoDataFrame, or a path")
    return _make_borders(write_geojson(table), Path(name), None, **reading)


# a map that is edited is built again and again on the same borders
@lru_cache(maxsize=1)
def _make_borders(
    content: bytes,
    path: Path,
    modified: float | None,
    *,
    name_key: str | None = None,
    crs: str | None = None,
    kind: str | None = None,
    edge: str | None = None,
) -> Borders:
    """Return the borders of a GeoJSON text; see `read_borders`."""
    sha256 = hashlib.sha256(content)
    ready = ready_shapes(sha256.digest())
    features, problems = parse_geojson(content, path.name, crs=crs, ready=ready)
    rows, found = _make_rows(features, path, name_key, kind)
    problems = sorted(problems + found, key=lambda problem: problem.line or 0)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or not rows:
        raise DataError(errors if rows else as_strict(problems))
    sea = edge == "coast" or _is_sea_beyond(rows)
    covered = None
    if not any(row["kind"] in ("border", "coast") for row in rows):
        covered = make_coverage(as_array([each["geometry"] for each in _countries_of(rows)]))
        rows += _derive_rows(_countries_of(rows), covered, sea=sea)
    return Borders(
        make_frame(rows),
        path.name,
        sha256.hexdigest(),
        modified,
        tuple(problems),
        sea,
        ready is not None or path == packaged_borders(),
        covered=covered,
    )


def _is_sea_beyond(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether the file tells a coast, or its areas are all the land there is."""
    if any(row["kind"] == "coast" for row in rows):
        return True
    areas = [row["geometry"] for row in rows if row["kind"] in AREA_KINDS]
    return ALL_LAND[0] <= share_of_earth(as_array(areas)) <= ALL_LAND[1]


def _read_bytes(path: Path) -> tuple[bytes, float]:
    """Return a file's bytes and its time of change.

    Raises UsageError where there is no file that can be read, DataError where it is too large.
    """
    try:
        # looked at before it is opened: a pipe would wait for its writer
        status = path.stat()
        _refuse_special(path, status)
        with path.open("rb") as file:
            return file.read(), os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file; check its name and folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read: {reason}") from None


def _refuse_special(path: Path, status: os.stat_result) -> None:
    """Raise UsageError for what is no regular file, DataError for one that is too large."""
    if stat.S_ISDIR(status.st_mode):
        raise UsageError(f"{path}: is a folder, not a file; name a GeoJSON file in it")
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(f"{path}: is a pipe or a device, not a file; save the GeoJSON in a file")
    if status.st_size > MOST_BYTES:
        size = f"has {status.st_size / 1e6:,.0f} MB; {MOST_BYTES / 1e6:,.0f} MB are the most"
        advice = "leave out what the map does not show, or simplify its lines"
        raise DataError([Problem.of_file(path.name, Fault("limit", size, advice))])


def _make_rows(
    features: Sequence[Feature], path: Path, name_key: str | None, area_kind: str | None
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return a row for each feature to show, and what is wrong or was left out."""
    rows, owners, problems = [], [], []
    lines_alone = not any(feature.shape is not None and is_area(feature) for feature in features)
    left = Counter(feature.foreign for feature in features if feature.foreign)
    for feature in features:
        if feature.shape is None:
            continue
        fault = _find_fault(feature, path.name)
        if fault:
            problems.append(fault)
        elif not is_area(feature) and not _own_kind(feature) and not lines_alone:
            left[_type_of(feature)] += 1
        else:
            rows.append({**feature.properties, "geometry": feature.shape})
            owners.append(feature)
    wrong = problems or any(feature.faulty for feature in features)
    problems += _tell_left(left, path.name, nothing=not rows and not wrong)
    names, found = choose_names(owners, path, name_key) if owners else ([], [])
    kinds, notices = _take_kinds(owners, names, path.name, area_kind)
    isos = first_texts(owners, ISO_KEYS)
    rows = [
        {**row, "kind": kind, "name": name, "iso": iso}
        for row, kind, name, iso in zip(rows, kinds, names, isos, strict=True)
    ]
    return rows, problems + found + notices + _limit_properties(rows, path.name)


def _own_kind(feature: Feature) -> str | None:
    """Return the kind that a feature has, None for one that deploymap does not know."""
    kind = feature.properties.get("kind")
    return kind if kind in (AREA_KINDS if is_area(feature) else LINE_KINDS) else None


def _has_kind(feature: Feature) -> bool:
    """Return whether a feature has any kind."""
    return bool(feature.properties.get("kind"))


def _take_kinds(
    features: Sequence[Feature], names: Sequence[str | None], file: str, area_kind: str | None
) -> tuple[list[str], list[Problem]]:
    """Return the kind of each feature, and notices of what was taken for what."""
    kinds = [_own_kind(f) or ("" if is_area(f) else "line") for f in features]
    open_ones = [number for number, kind in enumerate(kinds) if not kind]
    chosen, notices = [area_kind or ""] * len(open_ones), list[Problem]()
    if not area_kind:
        some = [features[number] for number in open_ones]
        chosen, notices = choose_kinds(some, [names[number] for number in open_ones], file)
    for number, kind in zip(open_ones, chosen, strict=True):
        kinds[number] = kind
    foreign = [str(f.properties["kind"]) for f in features if not _own_kind(f) and _has_kind(f)]
    if foreign:
        message = (
            f"the kind of {len(foreign):,} features, such as {shorten(foreign[0])}, is not known"
        )
        advice = f"the kinds are {', '.join(AREA_KINDS + LINE_KINDS)}"
        notices += [Problem.of_file(file, Fault("border-kind", message, advice), "notice")]
    lines = sum(not is_area(f) and not _own_kind(f) for f in features)
    if lines:
        message = f"{lines:,} lines without a kind are drawn as plain lines"
        advice = f"to say what they are give them a property kind: {', '.join(LINE_KINDS)}"
        notices += [Problem.of_file(file, Fault("border-kind", message, advice), "notice")]
    return kinds, notices


def _type_of(feature: Feature) -> str:
    """Return the GeoJSON type of a feature's shape."""
    return feature.shape.geom_type if feature.shape is not None else feature.foreign


def _find_fault(feature: Feature, file: str) -> Problem | None:
    """Return what is wrong with a feature's kind and side.

    A word that is like none of ours is of a vocabulary of the file's own, and no fault.
    """
    kind, held = (feature.properties.get(key) for key in ("kind", "held"))
    expected = AREA_KINDS if is_area(feature) else LINE_KINDS
    meant = "" if _own_kind(feature) else did_you_mean(str(kind or ""), [*AREA_KINDS, *LINE_KINDS])
    if (kind in AREA_KINDS + LINE_KINDS and kind not in expected) or meant:
        what = f"is a {_type_of(feature)} with the kind {shorten(str(kind))}"
        message = f"{what}; expected {', '.join(expected)}"
    elif held not in (None, "left", "right"):
        message = f"has held {shorten(str(held))}; expected left or right"
    else:
        return None
    return Problem.of_cell(
        file,
        feature.number,
        None,
        Fault("border-kind", message, meant.removeprefix("; ")),
        part="feature",
    )


def _tell_left(left: Mapping[str, int], file: str, *, nothing: bool) -> list[Problem]:
    """Return which types of features were left out; an error where they were all that was there."""
    if nothing and not left:
        message = "has no polygons; all its features are empty"
        return [Problem.of_file(file, Fault("border-kind", message))]
    if not left:
        return []
    kinds = ", ".join(f"{count} of the type {kind}" for kind, count in sorted(left.items()))
    if nothing:
        message = f"has no polygons, only features that cannot be shown: {kinds}"
        advice = f"give lines a property kind: {', '.join(LINE_KINDS)}"
        return [Problem.of_file(file, Fault("border-kind", message, advice))]
    message = f"features without a use on the map were left out: {kinds}"
    return [Problem.of_file(file, Fault("border-left-out", message), "notice")]


def _limit_properties(rows: Sequence[Mapping[str, Any]], file: str) -> list[Problem]:
    """Return the fault of having too many different properties."""
    count = len({key for row in rows for key in row})
    if count <= MOST_PROPERTIES:
        return []
    message = f"has {count:,} different properties; {MOST_PROPERTIES:,} are the most"
    return [Problem.of_file(file, Fault("limit", message))]


def make_frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the rows as a table: the columns of every border file, then the others."""
    names = dict.fromkeys([*COLUMNS, *LINE_COLUMNS, *(key for row in rows for key in row)])
    table = {name: [row.get(name) for row in rows] for name in names if name != "geometry"}
    shapes = np.array([row["geometry"] for row in rows], dtype=object)
    return pd.DataFrame(table, dtype=object).assign(geometry=pd.Series(shapes, dtype=object))


def _countries_of(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the rows of countries."""
    return [row for row in rows if row["kind"] == "country"]


def _derive_rows(
    countries: Sequence[Mapping[str, Any]], covered: Geometries, *, sea: bool
) -> list[dict[str, Any]]:
    """Return the borders of countries, whose coverage is `covered`, and their other edges.

    These are coast where it is `sea` beyond, else of the kind edge.
    """
    if not countries:
        return []
    names, isos = ([row[key] for row in countries] for key in ("name", "iso"))
    lines = derive_lines(covered, names, isos)
    if not sea:
        lines = [{**line, "kind": "edge"} if line["kind"] == "coast" else line for line in lines]
    return lines
