"""The distinct texts of a column: the same whether they are remembered or looked for."""

from __future__ import annotations

import gc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap import distinct as module
from deploymap.distinct import (
    BLANK,
    blanks,
    distinct,
    first_places,
    keep_blanks,
    number_anew,
    spread,
    with_columns,
)

values = st.lists(st.none() | st.sampled_from("abc"), min_size=1, max_size=6)


@given(values, st.data())
def test_what_is_remembered_is_what_is_found(table, data) -> None:
    rows = data.draw(st.lists(st.integers(0, len(table) - 1), max_size=12))
    texts = spread(table, np.array(rows, np.int64))
    assert texts.tolist() == [table[row] for row in rows]
    known, found = distinct(texts), distinct(texts.copy())
    assert known.values == found.values
    assert known.codes.tolist() == found.codes.tolist()


@given(values, st.data())
def test_blanks_are_those_of_the_column_however_they_are_known(table, data) -> None:
    rows = data.draw(st.lists(st.integers(0, len(table) - 1), max_size=12))
    texts = spread(table, np.array(rows, np.int64))
    expected = [table[row] is None for row in rows]
    assert blanks(texts).tolist() == blanks(texts.copy()).tolist() == expected
    other = texts.copy()
    keep_blanks(other, np.array(expected, bool))
    assert blanks(other).tolist() == expected


@given(st.lists(st.integers(0, 9)))
def test_numbers_are_counted_without_gaps(numbers) -> None:
    places, occurring = number_anew(np.array(numbers, np.int64))
    assert occurring.tolist() == sorted(set(numbers))
    assert occurring[places].tolist() == numbers


@given(st.integers(1, 6), st.data())
def test_the_first_place_of_each_code_is_found(count, data) -> None:
    codes = data.draw(st.lists(st.integers(-1, count - 1), max_size=40))
    # -1 is the last one, as an index is
    same = [code % count for code in codes]
    expected = [same.index(code) if code in same else len(same) for code in range(count)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FIRST_ROWS", 3)
        assert first_places(np.array(codes, np.int64), count).tolist() == expected


def test_it_is_remembered_through_a_table_but_not_for_what_was_changed() -> None:
    texts = spread(["a", None, "b"], np.array([2, 1, 0, 2]))
    table = pd.DataFrame(
        {"side": pd.Series(texts, dtype=object, copy=False), "n": range(4)}, copy=False
    )
    wider = table.assign(more=1)
    assert distinct(wider["side"].to_numpy(object)) is distinct(texts)
    wider.loc[0, "side"] = "c"
    assert distinct(wider["side"].to_numpy(object)).values == ["c", "a", "b"]
    assert distinct(texts).values == ["b", "a"]
    part = wider.iloc[1:]["side"].to_numpy(object)
    assert distinct(part).codes.tolist() == [BLANK, 0, 1]
    assert distinct(texts[1:]).codes.tolist() == [BLANK, 0, 1]
    assert distinct(texts[::-1]).values == ["b", "a"]
    assert distinct(texts[::-1]).codes.tolist() == [0, 1, BLANK, 0]


def test_nobody_can_write_into_what_is_remembered() -> None:
    texts = spread(["a"], np.array([0, 0]))
    with pytest.raises(ValueError, match="read-only"):
        texts[0] = "b"


def test_what_is_gone_is_forgotten() -> None:
    gc.collect()
    before = len(module._columns)
    texts = spread(["a"], np.array([0, 0]))
    assert len(module._columns) == before + 1
    del texts
    gc.collect()
    assert len(module._columns) == before


def test_columns_are_put_into_a_wide_table_without_a_warning() -> None:
    wide = pd.DataFrame({f"c{n}": pd.Series([n], dtype=object) for n in range(300)}, copy=False)
    for n in range(150):
        wide = with_columns(wide, {f"more {n}": [n], "c0": ["new"]})
    assert wide.shape == (1, 450)
    assert list(wide.columns[:2]) == ["c0", "c1"]
    assert wide["c0"].tolist() == ["new"]
