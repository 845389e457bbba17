"""Parquet and GeoParquet -> the table in them (https://parquet.apache.org, https://geoparquet.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deploymap.problems import DataError, Fault, Problem, stop_at_errors
from deploymap.sheets.formats.archive import MOST_BYTES, MOST_GROWTH
from deploymap.sheets.formats.arrow import Points, chunk_texts, column_texts, points_of_wkb
from deploymap.sheets.formats.points import (
    LAT,
    LON,
    MOST_CELLS,
    find_differences,
    find_faults,
    is_another,
    place_of,
    to_wgs84,
)
from deploymap.sheets.formats.rows import beyond_limit, broken
from deploymap.sheets.formats.shapes import points_on, tell_of_shapes
from deploymap.sheets.sheet import MOST_COLUMNS, Content, most_cells

if TYPE_CHECKING:
    import pyarrow as pa

SIGNATURE, ENCRYPTED = b"PAR1", b"PARE"
_ADVICE = "write the file once more, or save it as CSV"


@dataclass(frozen=True)
class Geometry:
    """What the metadata of a GeoParquet says: the column of points, and what goes with it."""

    column: str
    encoding: str
    crs: Any
    is_stated: bool
    helpers: frozenset[str]


def read_columnar(data: bytes, file: str) -> Content:
    """Return all rows of a Parquet file, its points as lat and lon (WGS84, degrees).

    Numbers stand without exponent, dates in ISO form, what is nested as JSON. `lines` has the
    numbers of the rows, from 1. `file` is the name for messages.

    Raises DataError: a file that cannot be read or is too large, or no point in it.
    """
    table = load_table(data, file)
    geometry = find_geometry(table, file)
    if geometry is None:
        with _explained(file):
            columns = {name: column_texts(table.column(name)) for name in table.column_names}
        return _make_content(columns, range(1, table.num_rows + 1), ())
    return add_points(table, geometry, file)


def load_table(data: bytes, file: str) -> pa.Table:
    """Return the table; texts come as dictionaries, so that what repeats takes no memory."""
    if data.startswith(ENCRYPTED):
        raise broken(file, "is protected by a key", "save it without encryption")
    if not data.startswith(SIGNATURE):
        raise broken(file, "is no Parquet file", _ADVICE)
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _explained(file):
        source = pq.ParquetFile(pa.BufferReader(data))
        texts = [each.name for each in source.schema_arrow if pa.types.is_string(each.type)]
        _refuse_large(source, len(data), file)
        table = pq.ParquetFile(pa.BufferReader(data), read_dictionary=texts).read()
        table.validate(full=True)
    if len(set(table.column_names)) < table.num_columns:
        raise broken(file, "has two columns of one name", "rename one of them")
    return table


def _refuse_large(source: Any, size: int, file: str) -> None:
    """Raise DataError for more cells or bytes than may be; a small file can hold very many.

    The metadata of single columns are not looked at: in a damaged file pyarrow ends the process
    when it is asked for them.
    """
    metadata = source.metadata
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    values = max(sum(each.num_rows * each.num_columns for each in groups), metadata.num_rows)
    unpacked = sum(each.total_byte_size for each in groups)
    is_wide = len(source.schema_arrow) > MOST_COLUMNS
    if (
        values > min(MOST_CELLS, most_cells(size))
        or unpacked > max(MOST_BYTES, MOST_GROWTH * size)
        or is_wide
    ):
        raise beyond_limit(file, "has too many cells", "leave out rows or columns")


@contextmanager
def _explained(file: str) -> Iterator[None]:
    """Turn what pyarrow raises for a damaged file into words."""
    try:
        yield
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise broken(file, "is a Parquet file that is damaged or unusual", _ADVICE) from error


def find_geometry(table: pa.Table, file: str) -> Geometry | None:
    """Return which column holds the points, None for a file without any."""
    text = (table.schema.metadata or {}).get(b"geo")
    if text is None:
        return None
    try:
        geo = json.loads(text)
        name = geo["primary_column"]
        column = geo["columns"][name]
        boxes = [each.get("covering", {}).get("bbox", {}) for each in geo["columns"].values()]
        helpers = {str(path[0]) for box in boxes for path in box.values()} | set(geo["columns"])
        encoding, crs = str(column.get("encoding", "")), column.get("crs")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise broken(file, "has metadata of a GeoParquet that cannot be read", _ADVICE) from error
    if name not in table.column_names or encoding not in ("WKB", "point"):
        raise broken(file, "has no column of points that can be read", "write it as WKB points")
    is_stated = "crs" not in column or crs is not None
    return Geometry(name, encoding, crs, is_stated, frozenset(helpers))


def add_points(table: pa.Table, geometry: Geometry, file: str) -> Content:
    """Return the rows with lat and lon at the end; what is no point stands at a point on it."""
    with _explained(file):
        points = _read_points(table.column(geometry.column), geometry)
    problems = tell_of_shapes(
        {row + 1: shape.geom_type for row, shape in points.others.items()}, file, "row"
    )
    faults = [(row + 1, "has a geometry that cannot be read") for row in points.faults]
    problems += [*find_faults(faults, file, "row"), *_tell_crs(geometry, file)]
    stop_at_errors(problems)
    with _explained(file):
        columns = {
            name: column_texts(table.column(name))
            for name in table.column_names
            if name not in geometry.helpers
        }
        xs, ys = points.xs.copy(), points.ys.copy()
        placed = points_on(list(points.others.values()))
        for row, (x, y) in zip(points.others, placed, strict=True):
            xs[row], ys[row] = x, y
    lines = list(range(1, table.num_rows + 1))
    places = _positions(xs, ys, geometry.crs, lines, file)
    different = _put_places(columns, places)
    problems += find_differences([lines[row] for row in different], file, "row")
    return _make_content(columns, lines, problems)


def _read_points(column: pa.ChunkedArray, geometry: Geometry) -> Points:
    """Return the points of the geometry column."""
    if geometry.encoding == "WKB":
        return points_of_wkb(column)
    import pyarrow.compute as pc

    xs, ys = (pc.struct_field(column, name).to_numpy().astype(float) for name in "xy")
    return Points(xs, ys, {})


def _tell_crs(geometry: Geometry, file: str) -> list[Problem]:
    if geometry.is_stated:
        return []
    message, advice = "does not say its CRS; WGS84 is taken for it", "write the file with its CRS"
    return [Problem.of_file(file, Fault("position-crs", message, advice), "warning")]


def _positions(xs: Any, ys: Any, crs: Any, lines: Sequence[int], file: str) -> dict[str, list[str]]:
    """Return lat and lon as text, blank where there is no geometry."""
    import numpy as np
    import pyarrow as pa

    placed = np.flatnonzero(np.isfinite(xs) & np.isfinite(ys))
    numbers = [lines[row] for row in placed.tolist()]
    found = to_wgs84(xs[placed], ys[placed], crs, file, numbers, "row")
    places = {}
    for name, values in zip((LON, LAT), found, strict=True):
        filled = np.full(len(xs), np.nan)
        filled[placed] = values
        places[name] = chunk_texts(pa.array(filled))
    return places


def _put_places(columns: dict[str, list[str]], places: dict[str, list[str]]) -> list[int]:
    """Put lat and lon at the end, in place; return the rows where columns so called say another.

    A column called lat or lon keeps its say where there is no geometry.
    """
    different: set[int] = set()
    for name in [name for name in columns if place_of(name)]:
        stated, points = columns.pop(name), places[str(place_of(name))]
        for row, text in enumerate(stated):
            if not points[row]:
                points[row] = text
            elif is_another(text, float(points[row])):
                different.add(row)
    columns |= {LAT: places[LAT], LON: places[LON]}
    return sorted(different)


def _make_content(
    columns: dict[str, list[str]], lines: Sequence[int], problems: Sequence[Problem]
) -> Content:
    """Return the columns as one table, its cells row after row."""
    width = len(columns)
    cells = [""] * (width * len(lines))
    for number, texts in enumerate(columns.values()):
        cells[number::width] = texts
    names = [name.strip() for name in columns]
    return Content(names, cells, lines, part="row", has_numbers=True, problems=problems)
