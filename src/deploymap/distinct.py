"""The distinct texts of a column, remembered by whoever knows them when the column is made.

What stands in a million rows is looked up in a table of texts again and again: its words, its side,
its country. `spread` makes such a column of few texts, and `distinct` finds them again without
going through its rows.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Objects = npt.NDArray[np.object_]  # str or None
Integers = npt.NDArray[np.int64]

BLANK = -1


@dataclass(frozen=True, eq=False)
class Distinct:
    """The different texts of a column in order of appearance, and each row's number among them.

    A blank has the number BLANK and is not among the texts.
    """

    codes: Integers
    values: list[Any]


@dataclass(eq=False)
class _Known:
    """What a column was made of, and once that was asked for its distinct texts."""

    array: weakref.ref[Objects]
    codes: Integers
    values: Sequence[Any]
    found: Distinct | None = None


# by the id of the array; an entry goes when its array does
_known: dict[int, _Known] = {}


def spread(values: Sequence[Any], codes: Integers) -> Objects:
    """Return for each code the value at that place, as an array that nobody can write into.

    Values are str or None, and may be there twice.
    """
    table = np.empty(len(values), dtype=object)
    table[:] = values
    texts: Objects = table.take(codes)
    texts.flags.writeable = False
    key = id(texts)
    _known[key] = _Known(weakref.ref(texts, lambda _: _known.pop(key, None)), codes, list(values))
    return texts


def distinct(texts: Objects) -> Distinct:
    """Return the distinct texts of a column."""
    known = _find(texts)
    if known is None:
        codes, values = pd.factorize(texts)
        return Distinct(codes.astype(np.int64, copy=False), list(values))
    if known.found is None:
        known.found = _work_out(known)
    return known.found


def _find(texts: Objects) -> _Known | None:
    """Return what is remembered of an array, or of that which it is a view of."""
    whole: Any = texts
    # pandas hands out views of its arrays
    while isinstance(whole.base, np.ndarray) and whole.base.shape == texts.shape:
        whole = whole.base
    known = _known.get(id(whole))
    if known is None or known.array() is not whole:
        return None
    return known if _place(whole) == _place(texts) else None


def _place(texts: Any) -> tuple[int, tuple[int, ...]]:
    return texts.__array_interface__["data"][0], texts.strides


def _work_out(known: _Known) -> Distinct:
    rows = len(known.codes)
    # where each value is for the first time; of several writes to one place the last one counts
    first = np.full(len(known.values), rows)
    first[known.codes[::-1]] = np.arange(rows - 1, -1, -1)
    used = np.flatnonzero(first < rows)
    numbers: dict[Any, int] = {None: BLANK}
    ranks = np.full(len(first), BLANK)
    for place in used[np.argsort(first[used])].tolist():
        ranks[place] = numbers.setdefault(known.values[place], len(numbers) - 1)
    return Distinct(ranks.take(known.codes), list(numbers)[1:])
