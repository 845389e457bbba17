"""What a GeoPackage is made of, looked at before a library reads it: SQLite runs what a file says.

A view may go on for ever, a column that is worked out may be of any size, and pages that stand for
many rows each may be used again and again (https://www.sqlite.org/security.html).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from deploymap.sheets.formats.rows import beyond_limit, broken

_ADVICE = "export the layer as GeoPackage once more, or as GeoJSON"

# what the rows of a layer may have together, in bytes: so much, or so many times the file's size
SPARE_BYTES = 20_000_000
MOST_GROWTH = 10
LONGEST_VALUE = 50_000_000  # bytes of one value

SECONDS = 1.0
SECONDS_A_BYTE = 2e-6
STEPS = 10_000  # of SQLite between two looks at the clock

_WAL = slice(18, 20)  # of the header: how the file is written and read, 2 for a write-ahead log


def refuse_system_views(data: bytes, file: str) -> None:
    """Raise DataError where a table that the format itself needs is something else."""
    with _opened(data, file) as base:
        odd = base.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'gpkg\\_%' ESCAPE '\\' "
            "AND (type = 'view' OR sql LIKE 'CREATE VIRTUAL%')"
        ).fetchall()
    if odd:
        raise broken(file, "has views in place of the tables of a GeoPackage", _ADVICE)


def refuse_harmful_layer(data: bytes, file: str, layer: str) -> None:
    """Raise DataError where a layer is no plain table, or has more in it than its file can hold."""
    with _opened(data, file) as base:
        found = base.execute(
            "SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE "
            "AND type IN ('table', 'view')",
            [layer],
        ).fetchone()
        if found is None:
            raise broken(file, f"has no table for its layer {layer}", _ADVICE)
        if found[0] == "view" or str(found[1]).upper().startswith("CREATE VIRTUAL"):
            message = f"has a layer that is no table but a view: {layer}"
            raise broken(file, message, "export it as a layer of its own")
        columns = base.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", [layer]).fetchall()
        if any(hidden for _, hidden in columns):
            message = f"has columns that are worked out in the layer {layer}"
            raise broken(file, message, "export it as a layer of its own")
        _count_bytes(base, layer, [name for name, _ in columns], file, len(data))


def _count_bytes(
    base: sqlite3.Connection, layer: str, columns: list[str], file: str, size: int
) -> None:
    """Raise DataError where a table's values are many times the size of the file."""
    limit = max(SPARE_BYTES, MOST_GROWTH * size)
    lengths = " + ".join(f"ifnull(length({_quoted(name)}), 0)" for name in columns) or "0"
    total = 0
    for (length,) in base.execute(f"SELECT {lengths} FROM {_quoted(layer)}"):
        total += int(length) + len(columns)
        if total > limit:
            message = f"holds more than {limit // 1_000_000} MB in the layer {layer}"
            raise beyond_limit(file, message, "leave out what is not needed")


def _quoted(name: str) -> str:
    """Return a name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[sqlite3.Connection]:
    """Open a file of SQLite in memory, for reading and not for long.

    Raises DataError for what is damaged, and for what takes too much time.
    """
    ends = time.monotonic() + SECONDS + SECONDS_A_BYTE * len(data)
    late = False

    def look() -> bool:
        nonlocal late
        late = time.monotonic() > ends
        return late

    with closing(sqlite3.connect(":memory:")) as base:
        try:
            whole = bytearray(data)
            whole[_WAL] = b"\x01\x01"  # in memory there is no log
            base.deserialize(bytes(whole))
            base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA query_only = ON")
            base.set_progress_handler(look, STEPS)
            yield base
        # SQLite's own words of a damaged file need be no text
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            if late:
                raise beyond_limit(file, "takes too long to read", _ADVICE) from error
            raise broken(file, "is a GeoPackage that is damaged", _ADVICE) from error
