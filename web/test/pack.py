"""Write a packed table of every kind of column, with what it holds, for the decoder's tests.

python web/test/pack.py > web/test/packed.json
"""

from __future__ import annotations

import base64
import gzip
import json
import math
import sys
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import code_texts
from deploymap.inspection.superiors import tell_counted
from deploymap.page.gzipping import GzipStream
from deploymap.page.packing import pack_arcs, pack_table
from deploymap.page.unpacking import unpack_table

COUNT = 300


def make_table() -> pd.DataFrame:
    """Return a table whose columns are packed in every way."""
    rows = range(COUNT)
    troops = [None if row % 7 == 0 else 100 + row * 37 % 900 for row in rows]
    names = [f"Één № {row}" if row % 11 else None for row in rows]
    parents = [f"g{row // 2}" if row % 4 else None for row in rows]
    table = pd.DataFrame(
        {
            "id": pd.Series([f"g{row}" for row in rows], dtype=object),
            "code": pd.Series([f"g{row}-{row % 7}" for row in rows], dtype=object),
            "word": pd.Series([spell(row) for row in rows], dtype=object),
            "kind": pd.Series([["tank", "gun", None][row % 3] for row in rows], dtype=object),
            "class": pd.Series([["armor", "guns", None][row % 3] for row in rows], dtype=object),
            "name": pd.Series(names, dtype=object),
            "side": pd.Series([["Blue", "Red", None][row % 3] for row in rows], dtype=object),
            "troops": pd.Series(troops, dtype="Int64"),
            "line": np.arange(COUNT) * 3 + 2,
            "far": np.arange(COUNT) * 70_000 + 5,
            "lat": np.linspace(-60.0, 75.5, COUNT).round(4),
            "lon": (np.arange(COUNT) * 7919 % 3600 / 10.0) - 180,
            "odd": np.where(np.arange(COUNT) % 5 == 0, np.nan, np.arange(COUNT) ** 0.5),
            "label": pd.Series(names, dtype=object),
            "parent": pd.Series(parents, dtype=object),
        }
    )
    return tell_counted(table.assign(troops_min=math.nan, troops_max=math.nan))


def spell(number: int) -> str:
    """Return a number as letters, in an order that repeats nothing."""
    return "".join(chr(ord("a") + number * step % 25) for step in (1, 7, 11)) * (1 + number // 25)


def make_fixture() -> dict[str, Any]:
    """Return descriptions, bytes as base64 of gzip, and the columns as lists."""
    table = make_table()
    stream = GzipStream()
    columns = pack_table(code_texts(table), list(table.columns), stream)
    data = stream.finish()
    rows = unpack_table(columns, gzip.decompress(data), COUNT)
    plain = {name: [None if v is None else v for v in values] for name, values in rows.items()}
    packed = base64.b64encode(data).decode()
    arcs = [[[40, 7], [-3, 2], [0, 900]], [[0, 0], [5, -5]], [[70_000, 1], [1, 1]]]
    drawn = GzipStream()
    described = pack_arcs(arcs, drawn)
    arcs_data = base64.b64encode(drawn.finish()).decode()
    packed_arcs = {"arcs": arcs, "columns": described, "data": arcs_data}
    return {"arcs": packed_arcs, "count": COUNT, "columns": columns, "data": packed, "rows": plain}


if __name__ == "__main__":
    json.dump(make_fixture(), sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write("\n")
