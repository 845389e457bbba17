"""Reads a sheet: every cell as text, each row with the line of the file on which it begins."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from deploymap.errors import DataError, Problem, UsageError

DELIMITERS = (",", ";", "\t")

# first bytes of files that are taken for a CSV, and what to do about each
SIGNATURES = {
    b"PK\x03\x04": "is an Excel or ZIP file; save it as CSV (in Excel: CSV UTF-8)",
    b"\xd0\xcf\x11\xe0": "is an old Excel file; save it as CSV (in Excel: CSV UTF-8)",
    b"%PDF": "is a PDF; a sheet saved as CSV is needed",
    b"\xff\xfe": "is in the encoding UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)",
    b"\xfe\xff": "is in the encoding UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)",
}

_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, eq=False)
class RawTable:
    """A sheet as it was written.

    `frame` holds its columns in the order of the file, each cell a `str` (dtype object) without
    white space around it, a blank as "". `lines` (int64) has the line of the file on which each row
    begins, as an editor counts them. `file` is the name to show, `sha256` that of the file's bytes,
    `modified` the file's time in seconds since 1970, None for a table that comes from no file.
    """

    frame: pd.DataFrame
    lines: np.ndarray[Any, np.dtype[np.int64]]
    file: str
    sha256: str
    modified: float | None


def read_csv(path: Path) -> RawTable:
    """Read a CSV in UTF-8, with commas, semicolons or tabs; its first row names the columns.

    Rows without any text are passed over, missing cells at a row's end are blank.

    Raises `UsageError` where there is no file to read, `DataError` where it is not such a CSV: not
    UTF-8, empty, a quotation mark not closed, more cells in a row than columns, a column's name
    given twice.
    """
    data, modified = _read_bytes(path)
    text = _decode(data, path.name)
    names, cells, lines = _split_cells(text, path.name)
    frame = _make_frame(names, cells, lines, path.name)
    starts = np.array(lines[1:], dtype=np.int64)
    return RawTable(frame, starts, path.name, hashlib.sha256(data).hexdigest(), modified)


def table_from_frame(frame: pd.DataFrame, name: str) -> RawTable:
    """Return a DataFrame as a sheet; lines are counted as if it were written with a header line.

    None, NaN, NA and NaT are blanks. Of a GeoDataFrame the points, brought to EPSG:4326, become the
    columns `lat` and `lon`, in place of columns of those names; its geometry column is left out.
    `sha256` is that of the cells as CSV.

    Raises `UsageError` for a GeoDataFrame without a CRS, `DataError` for a geometry that is no
    point and for a column's name given twice.
    """
    flat = _flatten_points(frame, name)
    names = [str(column).strip() for column in flat.columns]
    _refuse_doubled(names, name, None)
    columns = {
        column: _cells_to_text(flat.iloc[:, number].tolist()) for number, column in enumerate(names)
    }
    text = pd.DataFrame(columns, index=pd.RangeIndex(len(flat)), dtype=object)
    digest = hashlib.sha256()
    digest.update(text.to_csv(index=False, lineterminator="\n").encode("utf-8", "backslashreplace"))
    lines = np.arange(2, len(text) + 2, dtype=np.int64)
    return RawTable(text, lines, name, digest.hexdigest(), None)


def _read_bytes(path: Path) -> tuple[bytes, float]:
    try:
        with path.open("rb") as file:
            return file.read(), os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file; check its name and folder") from None
    except IsADirectoryError:
        raise UsageError(f"{path}: is a folder, not a file; name a CSV in it") from None
    except OSError as error:
        if path.is_dir():
            raise UsageError(f"{path}: is a folder, not a file; name a CSV in it") from None
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None


def _decode(data: bytes, name: str) -> str:
    for signature, advice in SIGNATURES.items():
        if data.startswith(signature):
            raise DataError([Problem(name, None, None, advice)])
    if (position := data.find(b"\0")) >= 0:
        message = "a zero byte, which no text file has; save the sheet as CSV (UTF-8)"
        raise DataError([Problem(name, data.count(b"\n", 0, position) + 1, None, message)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"byte 0x{data[error.start]:02X} is not UTF-8; "
            "save the file in the encoding UTF-8 (in Excel: CSV UTF-8)"
        )
        raise DataError([Problem(name, line, None, message)]) from None


def _split_cells(text: str, file: str) -> tuple[list[str], list[str], list[int]]:
    """Return the header, the cells of all other rows in one list, and each row's first line.

    The header's own line comes first among the lines. Rows without any text are left out.
    """
    # newline="" leaves line breaks within quotation marks as they are
    source = io.StringIO(text, newline="")
    delimiter = _sniff_delimiter(text)
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True, strict=True)
    header: list[str] = []
    cells: list[str] = []
    lines: list[int] = []
    problems: list[Problem] = []
    start = 1
    try:
        for row in reader:
            line, start = start, reader.line_num + 1
            if not any(map(str.strip, row)):
                continue
            lines.append(line)
            if not header:
                header = list(map(str.strip, row))
                continue
            if len(row) != len(header):
                row, message = _fit_row(row, len(header))
                problems += [Problem(file, line, None, message)] if message else []
            cells += row
    except csv.Error as error:
        message = _explain_csv_error(str(error), reader.line_num)
        problems.append(Problem(file, start, None, message))
    if not header and not problems:
        message = "the file is empty; its first line names the columns, such as name,lat,lon"
        problems.append(Problem(file, None, None, message))
    if problems:
        raise DataError(problems)
    return header, cells, lines


def _fit_row(row: list[str], width: int) -> tuple[list[str], str]:
    """Return the row with as many cells as the header has, and what is wrong with it, if anything.

    Blank cells at the end do no harm, whether they are missing or too many.
    """
    if any(map(str.strip, row[width:])):
        advice = "put a text that holds a delimiter into quotation marks"
        return row[:width], f"{len(row)} cells, but the header has {width}; {advice}"
    return (row + [""] * width)[:width], ""


def _sniff_delimiter(text: str) -> str:
    """Return the delimiter that the header line has most of, outside quotation marks."""
    lines = _QUOTED.sub("quoted", text.lstrip()[:65_536]).splitlines()
    header = next((line for line in lines if line.strip(",;\t ")), "")
    return max(DELIMITERS, key=header.count)


def _explain_csv_error(error: str, line: int) -> str:
    if "expected after" in error:
        return (
            f"text follows a closing quotation mark on line {line}; "
            'inside a quoted cell write each quotation mark twice: ""'
        )
    return 'a quotation mark opens a cell here and is never closed; close it with "'


def _make_frame(
    names: list[str], cells: list[str], lines: Sequence[int], file: str
) -> pd.DataFrame:
    """Return the cells as a table of stripped texts, without columns that have no name."""
    _refuse_doubled(names, file, lines[0])
    table = np.empty(len(cells), dtype=object)
    table[:] = list(map(str.strip, cells))
    rows = table.reshape(-1, len(names))
    _refuse_unnamed(names, rows, lines, file)
    named = [number for number, name in enumerate(names) if name]
    kept = rows if len(named) == len(names) else rows[:, named]
    # dtype object keeps plain str cells, whichever text dtype this pandas would choose
    return pd.DataFrame(kept, columns=[names[number] for number in named], dtype=object)


def _refuse_doubled(names: Sequence[str], file: str, line: int | None) -> None:
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        message = "two columns have this name; rename or delete one of them"
        raise DataError([Problem(file, line, name, message) for name in doubled])


def _refuse_unnamed(
    names: Sequence[str], table: np.ndarray[Any, Any], lines: Sequence[int], file: str
) -> None:
    """Raise for columns that have text but no name; wholly blank ones are what editors leave."""
    problems = []
    for number in (number for number, name in enumerate(names) if not name):
        filled = np.flatnonzero(table[:, number] != "")
        if len(filled):
            message = (
                f"column {number + 1} has no name, but a cell on line {lines[filled[0] + 1]}; "
                "give it a name in the header, or delete the column"
            )
            problems.append(Problem(file, lines[0], None, message))
    if problems:
        raise DataError(problems)


def _flatten_points(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Replace the geometry of a GeoDataFrame by `lat` and `lon`; pass any other frame through."""
    # whoever holds a GeoDataFrame has imported geopandas; nobody else should have to
    geopandas = sys.modules.get("geopandas")
    if geopandas is None or not isinstance(frame, geopandas.GeoDataFrame):
        return frame
    geometry: Any = frame.geometry
    if geometry.crs is None:
        raise UsageError(f"{name}: the GeoDataFrame has no CRS; set it, such as .set_crs(4326)")
    blank = geometry.isna() | geometry.is_empty
    wrong = ~blank & (geometry.geom_type != "Point")
    if wrong.any():
        message = "is no point; try .representative_point()"
        raise DataError(
            Problem(name, int(index) + 2, "geometry", f"{geometry.iloc[index].geom_type} {message}")
            for index in np.flatnonzero(wrong)
        )
    points = geometry.where(~blank).to_crs(4326)
    flat = pd.DataFrame(frame.drop(columns=geometry.name))
    return flat.assign(lat=points.y.to_numpy(), lon=points.x.to_numpy())


def _cells_to_text(cells: list[Any]) -> list[str]:
    return [cell.strip() if type(cell) is str else _to_text(cell) for cell in cells]


def _to_text(value: Any) -> str:
    """Return one value as a sheet would show it: dates in ISO form, numbers without exponents."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | np.floating):
        if np.isnan(value):
            return ""
        return str(value) if np.isinf(value) else np.format_float_positional(value, trim="-")
    return str(value).strip()
