"""Large plain CSV -> columns, by Arrow's reader, where it surely reads what `delimited.py` does.

What it might read otherwise (quotation marks in odd places, line breaks in cells, blank lines,
comments, rows of another width ...) it leaves to the other: `read_columns` returns None.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from deploymap.sheets.arrowcalls import trim
from deploymap.sheets.invisible import clean_name
from deploymap.sheets.sheet import LONGEST_CELL
from deploymap.sheets.texts import TextColumn, to_objects

if TYPE_CHECKING:
    import pyarrow as pa

HEAD = 100_000
# stretches of the file that are looked at first, the bytes of each, and the share of different
# texts up to which a column's texts are taken to repeat
SAMPLES, SAMPLE, MOST_DISTINCT = 4, 100_000, 0.5
BLOCK = 4_000_000  # bytes that Arrow reads at a time; no line is longer
LEAST_NAMES = 2
# no quotation mark stands in such a file but beside a delimiter, a line's end or another one
QUOTE, NEWLINE, RETURN, TAB = b'"\n\r\t'
FIRST_LETTER = 0x20  # what is below are control characters
PART = 1 << 20
THREADS = 2  # columns that are trimmed at a time


def read_columns(
    data: bytes, delimiter: str, is_name: Callable[[str], bool]
) -> dict[str, TextColumn] | None:
    """Return the columns of a CSV whose first line names them, None for one that is not so plain.

    `data` is UTF-8 without a byte order mark. Rows are all lines but the first.
    """
    end = data.find(b"\n", 0, HEAD)
    rows = _count_rows(data) if end >= 0 else None
    if rows is None or (b'"' in data and not _are_quotes_regular(data, delimiter)):
        return None
    names = _read_header(data[:end], delimiter)
    known = {name.casefold() for name in names if len(name) > 1 and is_name(name)}
    if len(known) < LEAST_NAMES or len(set(names)) < len(names) or not all(names):
        return None
    repeating = _find_repeating(data, end, delimiter, names)
    table = _read_table(data, delimiter, names, repeating)
    if table is None or table.num_rows != rows:
        return None
    with ThreadPoolExecutor(THREADS) as pool:
        columns = dict(zip(names, pool.map(_make_column, table.columns), strict=True))
    return columns if columns and _are_filled(columns) else None


def _count_rows(data: bytes) -> int | None:
    """Return how many lines there are below the first, None where some are comments, or where signs
    and line ends are that may be read in another way.
    """
    has_returns, has_tabs = b"\r" in data, b"\t" in data
    if b"\x7f" in data or (has_returns and data.count(b"\r") != data.count(b"\r\n")):
        return None
    if data.startswith(b"#") or (b"#" in data and b"\n#" in data):
        return None
    wanted = [NEWLINE] + [RETURN] * has_returns + [TAB] * has_tabs
    codes = np.frombuffer(data, np.uint8)
    rows = 0
    # a part at a time, which the processor keeps at hand
    for start in range(0, len(codes), PART):
        part = codes[start : start + PART]
        ends, *others = (int(np.count_nonzero(part == sign)) for sign in wanted)
        if np.count_nonzero(part < FIRST_LETTER) != ends + sum(others):
            return None
        rows += ends
    return rows - int(codes[-1] == NEWLINE)


def _are_quotes_regular(data: bytes, delimiter: str) -> bool:
    codes = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(codes == QUOTE)
    ends = np.flatnonzero(codes == NEWLINE)
    # an even number of them before the end of each line: no cell goes over it
    if (np.searchsorted(quotes, ends) % 2).any() or len(quotes) % 2:
        return False
    edge = np.isin(np.arange(256), [QUOTE, NEWLINE, RETURN, ord(delimiter)])
    before, after = quotes[::2] - 1, quotes[1::2] + 1
    before, after = before[before >= 0], after[after < len(codes)]
    return bool(edge[codes[before]].all() and edge[codes[after]].all())


def _read_header(line: bytes, delimiter: str) -> list[str]:
    text = line.decode("utf-8", "replace").rstrip("\r")
    row = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])
    return list(map(clean_name, row))


def _find_repeating(data: bytes, start: int, delimiter: str, names: list[str]) -> set[str]:
    """Return the columns whose texts repeat in some stretches of the file, and so all over it."""
    import pyarrow as pa

    tables = []
    for share in range(SAMPLES):
        at = data.find(b"\n", start + share * (len(data) - start) // SAMPLES)
        end = data.rfind(b"\n", at, at + SAMPLE)
        if 0 <= at < end:
            tables.append(_read_table(data[at : end + 1], delimiter, names, set()))
    if not tables or any(table is None for table in tables):
        return set()
    whole = pa.concat_tables(tables)
    most = whole.num_rows * MOST_DISTINCT
    return {name for name in names if len(set(whole.column(name).to_pylist())) <= most}


def _read_table(
    data: bytes, delimiter: str, names: list[str], repeating: set[str]
) -> pa.Table | None:
    """Return the rows below the first line; columns that repeat have codes and distinct texts."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    coded = pa.dictionary(pa.int32(), pa.string())
    types = {name: coded if name in repeating else pa.string() for name in names}
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=types,
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None


def _make_column(column: pa.ChunkedArray) -> TextColumn:
    """Return a column's texts, without white space around them."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        whole: Any = column.combine_chunks()
        trimmed = trim(whole)
        return TextColumn(arrow=trimmed if not trimmed.equals(whole) else whole)
    coded: Any = column.unify_dictionaries().combine_chunks()
    indices = np.frombuffer(coded.indices.buffers()[1], np.int32)
    codes = indices[coded.offset : coded.offset + len(coded)].astype(np.int64)
    texts = coded.dictionary.to_pylist()
    trimmed = [text.strip() for text in texts]
    if trimmed != texts:
        again, distinct = pd.factorize(to_objects(trimmed))
        codes, trimmed = again[codes], distinct.tolist()
    return TextColumn(coded=(codes, trimmed))


def _are_filled(columns: dict[str, TextColumn]) -> bool:
    """Return whether no row is blank throughout, and no cell too long."""
    blank: Any = True
    for column in columns.values():
        if column.exceeds(LONGEST_CELL):
            return False
        blank = blank & column.is_blank if np.any(blank) else blank
    return not np.any(blank)
