"""Large plain CSV -> columns, by Arrow's reader, where it surely reads what `delimited.py` does.

What it might read otherwise (quotation marks in odd places, line breaks in cells, blank lines,
comments, rows of another width ...) it leaves to the other: `read_columns` returns None.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from deploymap.sheets.sheet import LONGEST_CELL
from deploymap.sheets.texts import TextColumn

if TYPE_CHECKING:
    import pyarrow as pa

# bytes from which on Arrow is worth its start
LARGE = 1_000_000
HEAD = 100_000
LEAST_NAMES = 2
# no quotation mark stands in such a file but beside a delimiter, a line's end or another one
QUOTE, NEWLINE = ord('"'), ord("\n")
ODD = bytes(set(range(32)) - set(b"\t\n\r")) + b"\x7f"


def read_columns(
    data: bytes, delimiter: str, is_name: Callable[[str], bool]
) -> dict[str, TextColumn] | None:
    """Return the columns of a CSV whose first line names them, None for one that is not so plain.

    `data` is UTF-8 without a byte order mark. Rows are all lines but the first.
    """
    end = data.find(b"\n", 0, HEAD)
    if end < 0 or not _is_regular(data, delimiter):
        return None
    names = _read_header(data[:end], delimiter)
    known = {name.casefold() for name in names if len(name) > 1 and is_name(name)}
    if len(known) < LEAST_NAMES or len(set(names)) < len(names) or not all(names):
        return None
    table = _read_table(data, delimiter, names)
    rows = data.count(b"\n") - (1 if data.endswith(b"\n") else 0)
    if table is None or table.num_rows != rows:
        return None
    columns = {name: _trim(table.column(number)) for number, name in enumerate(names)}
    return columns if columns and _are_filled(columns) else None


def _is_regular(data: bytes, delimiter: str) -> bool:
    """Return whether quotation marks, line ends and signs are where they cannot be mistaken."""
    if data.count(b"\r") != data.count(b"\r\n") or b"\n#" in data or data.startswith(b"#"):
        return False
    if len(data.translate(None, ODD)) != len(data):
        return False
    return b'"' not in data or _are_quotes_regular(data, delimiter)


def _are_quotes_regular(data: bytes, delimiter: str) -> bool:
    codes = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(codes == QUOTE)
    ends = np.flatnonzero(codes == NEWLINE)
    # an even number of them before the end of each line: no cell goes over it
    if (np.searchsorted(quotes, ends) % 2).any() or len(quotes) % 2:
        return False
    edge = np.isin(np.arange(256), [QUOTE, NEWLINE, ord("\r"), ord(delimiter)])
    padded = np.concatenate([[NEWLINE], codes, [NEWLINE]])
    opening, closing = quotes[::2], quotes[1::2]
    return bool(edge[padded[opening]].all() and edge[padded[closing + 2]].all())


def _read_header(line: bytes, delimiter: str) -> list[str]:
    text = line.decode("utf-8", "replace").rstrip("\r")
    row = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])
    return [name.strip() for name in row]


def _read_table(data: bytes, delimiter: str, names: list[str]) -> pa.Table | None:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    try:
        return arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None


def _trim(column: pa.ChunkedArray) -> TextColumn:
    import pyarrow.compute as pc

    whole: Any = column.combine_chunks()
    trimmed = pc.utf8_trim_whitespace(whole)
    return TextColumn(arrow=trimmed if not trimmed.equals(whole) else whole)


def _are_filled(columns: dict[str, TextColumn]) -> bool:
    """Return whether no row is blank throughout, and no cell too long."""
    import pyarrow.compute as pc

    blank: Any = True
    for column in columns.values():
        if (pc.max(pc.utf8_length(column.arrow)).as_py() or 0) > LONGEST_CELL:
            return False
        blank = blank & column.is_blank if np.any(blank) else blank
    return not np.any(blank)
