"""The distinct texts of a column, remembered by whoever knows them when the column is made.

What stands in a million rows is looked up in a table of texts again and again: its words, its side,
its country. `spread` makes such a column of few texts, and `distinct` finds them again without
going through its rows.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

Objects = npt.NDArray[np.object_]  # str or None
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

BLANK = -1
FIRST_ROWS = 1_000


@dataclass(frozen=True, eq=False)
class Distinct:
    """The different texts of a column in order of appearance, and each row's number among them.

    A blank has the number BLANK and is not among the texts.
    """

    codes: Integers
    values: list[Any]


Fact = TypeVar("Fact")


class Memory(Generic[Fact]):
    """What is known of columns of texts, for as long as these are there.

    Nobody can write into a column of which something is known.
    """

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._known: dict[int, tuple[weakref.ref[Objects], Fact]] = {}

    def __len__(self) -> int:
        """Return of how many columns something is known."""
        return len(self._known)

    def put(self, texts: Objects, fact: Fact) -> None:
        """Keep what is known of a column."""
        whole = _whole(texts)
        key = id(whole)
        whole.flags.writeable = False
        self._known[key] = (weakref.ref(whole, lambda _: self._known.pop(key, None)), fact)

    def get(self, texts: Objects) -> Fact | None:
        """Return what is known of a column, which may be a view of the array that was put in."""
        whole = _whole(texts)
        array, fact = self._known.get(id(whole), (None, None))
        return fact if array is not None and array() is whole else None


def _whole(texts: Objects) -> Objects:
    """Return the array that a column is a view of, as a whole: pandas hands out such views."""
    whole = texts
    while isinstance(whole.base, np.ndarray) and whole.base.size == texts.size:
        whole = whole.base
    is_same = texts.flags.c_contiguous and _address(whole) == _address(texts)
    return whole if is_same else texts


def _address(texts: Objects) -> int:
    return int(texts.__array_interface__["data"][0])


@dataclass(eq=False)
class _Known:
    """What a column was made of, and once that was asked for its distinct texts."""

    codes: Integers
    values: Sequence[Any]
    found: Distinct | None = None


_columns: Memory[_Known] = Memory()
_blanks: Memory[Truths] = Memory()


def spread(values: Sequence[Any], codes: Integers) -> Objects:
    """Return for each code the value at that place, as an array that nobody can write into.

    Values are str or None, and may be there twice.
    """
    table = np.empty(len(values), dtype=object)
    table[:] = values
    texts: Objects = table.take(codes) if len(values) > 1 else np.full(len(codes), table)
    _columns.put(texts, _Known(codes, list(values)))
    return texts


def distinct(texts: Objects) -> Distinct:
    """Return the distinct texts of a column."""
    known = _columns.get(texts)
    if known is None:
        codes, values = pd.factorize(texts)
        return Distinct(codes.astype(np.int64, copy=False), list(values))
    if known.found is None:
        known.found = _work_out(known)
    return known.found


def is_known(texts: Objects) -> bool:
    """Return whether the distinct texts of a column need not be looked for among its rows."""
    return _columns.get(texts) is not None


def keep_blanks(texts: Objects, is_blank: Truths) -> None:
    """Keep which rows of a column have no text."""
    _blanks.put(texts, is_blank)


def with_columns(table: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return the table with columns added or in place of its own; nothing is copied.

    `DataFrame.assign` puts them in one by one, and pandas warns of that where there are many.
    """
    together: dict[Any, Any] = {name: table[name] for name in table.columns}
    return pd.DataFrame(together | dict(columns), index=table.index, copy=False)


def blanks(texts: Objects) -> Truths:
    """Return which rows of a column are None."""
    is_blank = _blanks.get(texts)
    if is_blank is not None:
        return is_blank
    known = _columns.get(texts)
    if known is None:
        return np.asarray(pd.isna(texts))
    return np.array([value is None for value in known.values] or [True]).take(known.codes)


def number_anew(numbers: Integers) -> tuple[Integers, Integers]:
    """Return for each number (0 or more) its place among those that occur, and these, ascending.

    No number should be much larger than there are numbers.
    """
    there = np.bincount(numbers) > 0
    return (np.cumsum(there, dtype=np.int64) - 1).take(numbers), np.flatnonzero(there)


def first_places(codes: Integers, count: int) -> Integers:
    """Return where each code below `count` stands for the first time, past the end if nowhere.

    Of the codes -1 is that of the last value.
    """
    rows = len(codes)
    used = np.zeros(count, dtype=bool)
    used[codes] = True
    first = np.full(count, rows)
    start, size = 0, max(FIRST_ROWS, count)
    # most are among the first rows
    while (first[used] == rows).any():
        end = min(start + size, rows)
        part = np.full(count, rows)
        # of several writes to one place the last one counts
        part[codes[start:end][::-1]] = np.arange(end - 1, start - 1, -1)
        np.minimum(first, part, out=first)
        start, size = end, 4 * size
    return first


def _work_out(known: _Known) -> Distinct:
    first = first_places(known.codes, len(known.values))
    used = np.flatnonzero(first < len(known.codes))
    numbers: dict[Any, int] = {None: BLANK}
    ranks = np.full(len(first), BLANK)
    for place in used[np.argsort(first[used])].tolist():
        ranks[place] = numbers.setdefault(known.values[place], len(numbers) - 1)
    return Distinct(ranks.take(known.codes), list(numbers)[1:])
