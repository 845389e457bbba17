"""What `packing.py` has written -> tables and arcs: what the page's program does, in Python.

`docs/page-format.md` describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from deploymap.page.numbered import PART, write_texts
from deploymap.page.packing import Arcs, Description


def unpack_table(
    columns: Mapping[str, Description], data: bytes, count: int
) -> dict[str, list[Any]]:
    """Return the columns of a packed table as lists, None for a blank: what the page does."""
    table: dict[str, list[Any]] = {}
    for name, column in columns.items():
        if column["kind"] == "same":
            table[name] = table[column["as"]]
        else:
            stretch = data[column["offset"] : column["offset"] + column["bytes"]]
            table[name] = UNPACKERS[column["kind"]](column, stretch, count)
    return table


def unpack_arcs(described: Description, data: bytes) -> Arcs:
    """Return the arcs that `pack_arcs` has written."""
    points, count = int(described["points"]), int(described["count"])
    numbers = {
        name: unpack_table({name: described[name]}, data, number)[name]
        for name, number in {"x": points, "y": points, "lengths": count}.items()
    }
    steps = iter(zip(numbers["x"], numbers["y"], strict=True))
    return [[list(step) for step in islice(steps, length)] for length in numbers["lengths"]]


def _from_planes(data: bytes, kind: str, count: int) -> npt.NDArray[Any]:
    """Return the values of planes."""
    width = np.dtype(kind).itemsize
    planes = np.frombuffer(data[: width * count], np.uint8).reshape(width, count)
    return np.ascontiguousarray(planes.T).reshape(-1).view(kind)


def _unpack_dictionary(column: Description, data: bytes, count: int) -> list[Any]:
    """Return the texts of a dictionary."""
    values = [None, *column["values"]]
    return [values[code] for code in _from_planes(data, f"<u{column['width']}", count).tolist()]


def _unpack_texts(column: Description, data: bytes, count: int) -> list[Any]:
    """Return texts that stand one after the other."""
    return [text or None for text in data.decode().split(PART)]


def _unpack_numbers(column: Description, data: bytes, count: int) -> list[Any]:
    """Return whole or decimal numbers."""
    values = _from_planes(data, f"<u{column['width']}", count).astype(np.int64) + column["base"]
    if column["delta"]:
        values[:1] = column["first"]
        values = np.cumsum(values)
    scaled = values / 10 ** column["decimals"] if column["decimals"] else values
    numbers: list[Any] = scaled.tolist()
    if not column["blanks"]:
        return numbers
    bits = np.frombuffer(data[column["width"] * count :], np.uint8)
    blanks = np.unpackbits(bits, count=count, bitorder="little").tolist()
    return [None if blank else number for number, blank in zip(numbers, blanks, strict=True)]


def _unpack_patterns(column: Description, data: bytes, count: int) -> list[Any]:
    """Return texts of patterns and numbers."""
    width = column["width"]
    codes = _from_planes(data, f"<u{width}", count).tolist() if width else [0] * count
    slots = [
        _unpack_numbers(slot, data[slot["offset"] : slot["offset"] + slot["bytes"]], count)
        for slot in column["slots"]
    ]
    return [text or None for text in write_texts(column["values"], codes, slots)]


def _unpack_floats(column: Description, data: bytes, count: int) -> list[Any]:
    """Return numbers that are kept as they are."""
    return [None if n != n else n for n in _from_planes(data, "<f8", count).tolist()]


UNPACKERS = {
    "dictionary": _unpack_dictionary,
    "texts": _unpack_texts,
    "patterns": _unpack_patterns,
    "numbers": _unpack_numbers,
    "floats": _unpack_floats,
}
