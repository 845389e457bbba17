"""The arrays that columns are, and the distinct texts of one, so that each is looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]  # str or None
Geometries = npt.NDArray[np.object_]  # of shapely, or None

BLANK = -1
FIRST_ROWS = 1_000
# distinct texts up to which a column of them is coded, and the share of the rows that they may be
MOST_CODED, MOST_SHARE = 65_000, 0.5


@dataclass(frozen=True, eq=False)
class Distinct:
    """The different texts of a column in order of appearance, and each row's number among them.

    A blank has the number BLANK and is not among the texts.
    """

    codes: Integers
    values: list[Any]


def from_codes(values: Sequence[Any], codes: Integers) -> Texts:
    """Return for each code the value at that place; values are str or None."""
    table = np.empty(len(values), dtype=object)
    table[:] = values
    return table.take(codes) if len(values) > 1 else np.full(len(codes), table)


def distinct(texts: Texts | pd.Series) -> Distinct:
    """Return the distinct texts of a column; of one that is coded they are known."""
    if isinstance(texts, pd.Series):
        if _is_coded(texts):
            codes = np.asarray(texts.cat.codes, dtype=np.int64)
            return _in_order(codes, texts.cat.categories.tolist())
        texts = texts.to_numpy(object)
    codes, values = pd.factorize(texts)
    return Distinct(codes.astype(np.int64, copy=False), list(values))


def code_values(values: Sequence[Any], codes: Integers, index: pd.Index) -> pd.Series:
    """Return for each code the value at that place as categories; values are str or None."""
    numbers, texts = pd.factorize(np.array([*values, None], dtype=object))
    return _as_categories(_in_order(numbers.take(codes), texts.tolist()), index)


def _as_categories(found: Distinct, index: pd.Index) -> pd.Series:
    """Return distinct texts, and which rows have, as a column."""
    kind = pd.CategoricalDtype(pd.Index(found.values, dtype=object))
    return pd.Series(pd.Categorical.from_codes(found.codes, dtype=kind), index, copy=False)


def _in_order(codes: Integers, values: list[Any]) -> Distinct:
    """Return distinct texts in order of appearance, without those that are there no more."""
    if not values:
        return Distinct(codes, values)
    first = first_places(codes, len(values))
    if (first < len(codes)).all() and (np.diff(first) > 0).all():
        return Distinct(codes, values)
    order = np.argsort(first)[: np.count_nonzero(first < len(codes))]
    numbers = np.full(len(values) + 1, BLANK)
    numbers[order] = np.arange(len(order))
    return Distinct(numbers.take(codes), [values[place] for place in order.tolist()])


def code_texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its columns of few texts as categories, all others as str or None.

    Who asks for the distinct texts of such a column has them from there. A blank is None no more,
    but what pandas has for none.
    """
    columns: dict[Any, pd.Series] = {}
    arrays: dict[int, pd.Series] = {}
    for name in table.columns:
        column = table[name]
        if _is_coded(column):
            columns[name] = code_column(column)
        elif column.dtype == object:
            # columns without any text are one array
            place = column.to_numpy().__array_interface__["data"][0]
            if place not in arrays:
                arrays[place] = code_column(column)
            columns[name] = arrays[place]
    return with_columns(table, columns)


def _is_coded(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype)


def code_column(column: pd.Series) -> pd.Series:
    """Return a column of texts, str or None, as categories; as it is where they are many.

    Categories that are many among fewer rows become str or None again.
    """
    most = int(min(MOST_CODED, max(MOST_SHARE * len(column), 1)))
    if _is_coded(column):
        is_few = len(column.cat.categories) <= most or len(distinct(column).values) <= most
        return column if is_few else decode_column(column)
    texts = column.to_numpy(object)
    # the first rows tell of most columns whether they are many
    some = texts[:FIRST_ROWS]
    if 2 * len(pd.unique(some)) > len(some) and len(pd.unique(texts[: 2 * most])) > most:
        return column
    found = distinct(texts)
    if len(found.values) > most:
        return column
    return _as_categories(found, column.index)


def decode_texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with all its columns of texts as str or None."""
    coded = [name for name in table.columns if _is_coded(table[name])]
    return with_columns(table, {name: decode_column(table[name]) for name in coded})


def decode_column(column: pd.Series) -> pd.Series:
    """Return categories as a column of texts, str or None."""
    texts = from_codes([*column.cat.categories, None], np.asarray(column.cat.codes, np.int64))
    return pd.Series(texts, column.index, object, copy=False)


def with_columns(table: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return the table with columns added or in place of its own; nothing is copied.

    `DataFrame.assign` puts them in one by one, and pandas warns of that where there are many.
    """
    together: dict[Any, Any] = {name: table[name] for name in table.columns}
    return pd.DataFrame(together | dict(columns), index=table.index, copy=False)


def blanks(texts: Texts) -> Truths:
    """Return which rows of a column are None."""
    return np.asarray(pd.isna(texts))


def number_anew(numbers: Integers) -> tuple[Integers, Integers]:
    """Return for each number (0 or more) its place among those that occur, and these, ascending.

    No number should be much larger than there are numbers.
    """
    there = np.bincount(numbers) > 0
    return (np.cumsum(there, dtype=np.int64) - 1).take(numbers), np.flatnonzero(there)


def first_places(codes: Integers, count: int) -> Integers:
    """Return where each code below `count` stands for the first time, past the end if nowhere.

    A blank, of the code -1, is passed over.
    """
    rows = len(codes)
    # the last place is for blanks
    first = np.full(count + 1, rows)
    start, size = 0, max(FIRST_ROWS, count)
    # most are among the first rows
    while start < rows and (first[:-1] == rows).any():
        end = min(start + size, rows)
        part = np.full(count + 1, rows)
        # of several writes to one place the last one counts
        part[codes[start:end][::-1]] = np.arange(end - 1, start - 1, -1)
        np.minimum(first, part, out=first)
        start, size = end, 4 * size
    return first[:-1]
