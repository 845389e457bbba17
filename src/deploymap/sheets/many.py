"""A folder or pattern of Parquet files, or the answer to a DuckDB query -> one sheet.

DuckDB (https://duckdb.org) works through data that are larger than the memory; of its answer only
what a map shows has to fit.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from deploymap.problems import DataError, Fault, Problem, UsageError, shorten
from deploymap.sheets.read import make_table
from deploymap.sheets.sheet import RawTable, column_letter
from deploymap.sheets.source import Source
from deploymap.sheets.texts import TextColumn

if TYPE_CHECKING:
    import pyarrow as pa

QUERY = re.compile(r"\s*(?:select|with|from)\s", re.IGNORECASE)
NAME_OF_QUERY = "query"

# a query may read files; it gets no code from the net and no variables of this program
DUCKDB_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}


def is_query(place: Path | str) -> bool:
    """Return whether a text is a query, not a file's name."""
    # a file may be called so by whoever made it
    return isinstance(place, str) and QUERY.match(place) is not None and not _is_file(place)


def _is_file(text: str) -> bool:
    """Return whether a text is the name of something that is there, be it a link to nowhere."""
    try:
        return os.path.lexists(text)
    except ValueError:
        return False


def is_many(place: Path | str) -> bool:
    """Return whether a path is a folder, or a pattern such as reports/*.parquet."""
    path = Path(place)
    return path.is_dir() or (any(sign in str(place) for sign in "*?[") and not path.exists())


def read_many(place: Path | str) -> RawTable:
    """Return the rows of all Parquet files of a folder or pattern, in the order of their names.

    Columns are brought together by their names; a file that lacks one has blanks there. Rows are
    counted through all files.

    Raises `UsageError` where there is no such file, `DataError` where one cannot be read.
    """
    paths, pattern = find_many(place), _pattern_of(place)
    if not paths and Path(place).is_dir():
        raise UsageError(f"{place}: is a folder without Parquet files; name a file in it")
    if not paths:
        raise UsageError(f"{pattern}: there are no such files; name a folder of Parquet files")
    digest = hashlib.sha256()
    tables = [_load(path, digest) for path in paths]
    modified = max(path.stat().st_mtime for path in paths)
    return _make_sheet(_join(tables, pattern), Path(pattern).name, digest.hexdigest(), modified)


def find_many(place: Path | str) -> list[Path]:
    """Return the Parquet files of a folder, or those of a pattern, in the order of their names."""
    return sorted(map(Path, glob.glob(_pattern_of(place), recursive=True)))


def _pattern_of(place: Path | str) -> str:
    folder = glob.escape(str(place))
    return str(Path(folder) / "*.parquet") if Path(place).is_dir() else str(place)


def read_query(query: str) -> RawTable:
    """Return the answer to a DuckDB query as a sheet.

    The query is one SELECT: it reads, and neither writes, attaches nor installs anything.

    Raises `UsageError` where DuckDB is not installed or the query is wrong.
    """
    try:
        import duckdb
    except ImportError:
        advice = 'install it with: pip install "deploymap[duckdb]"'
        raise UsageError(f"a query needs DuckDB; {advice}") from None
    try:
        with duckdb.connect(config=DUCKDB_SETTINGS) as connection:
            statements = connection.extract_statements(query)
            if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
                words = "a query is one SELECT, which reads and does nothing else"
                raise UsageError(f"{shorten(query)}: {words}")
            answer: Any = connection.sql(statements[0])
            table = answer.to_arrow_table()
    except (duckdb.Error, AttributeError) as error:
        words = " ".join(str(error).split()) or "the query gives no table"
        raise UsageError(f"{shorten(query)}: {words}") from None
    digest = hashlib.sha256(query.encode())
    return _make_sheet(table, NAME_OF_QUERY, digest.hexdigest(), None)


def _load(path: Path, digest: Any) -> pa.Table:
    from deploymap.sheets.formats.columnar import load_table
    from deploymap.sheets.source import load_source

    source = load_source(path)
    digest.update(source.sha256.encode())
    return load_table(source.data, source.name)


def _join(tables: Iterable[pa.Table], pattern: str) -> pa.Table:
    import pyarrow as pa

    try:
        return pa.concat_tables(tables, promote_options="permissive")
    except pa.ArrowException as error:
        words = f"the files do not go together: {' '.join(str(error).split())}"
        advice = "give their columns the same types"
        raise DataError([Problem.of_file(pattern, Fault("format-broken", words, advice))]) from None


def _make_sheet(table: pa.Table, name: str, sha256: str, modified: float | None) -> RawTable:
    from deploymap.sheets.formats.columnar import add_points, find_geometry

    geometry = find_geometry(table, name)
    if geometry is not None:
        source = Source(b"", name, modified)
        return make_table(add_points(table, geometry, name), source, sha256=sha256)
    names = list(dict.fromkeys(table.column_names))
    return RawTable(
        {column: _texts_of(table.column(column)) for column in names},
        np.arange(1, table.num_rows + 1, dtype=np.int64),
        name,
        sha256,
        modified,
        part="row",
        letters=MappingProxyType({n: column_letter(number) for number, n in enumerate(names)}),
    )


def _texts_of(column: pa.ChunkedArray) -> TextColumn:
    import pyarrow as pa
    import pyarrow.compute as pc

    from deploymap.sheets.formats.arrow import column_texts

    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        whole = pa.concat_arrays(column.cast(pa.string()).chunks or [pa.array([], pa.string())])
        return TextColumn(arrow=pc.utf8_trim_whitespace(whole.fill_null("")))
    return TextColumn(arrow=pa.array(column_texts(column), pa.string()))
