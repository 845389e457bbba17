"""The distinct texts of a column."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap import arrays as module
from deploymap.arrays import (
    BLANK,
    blanks,
    code_texts,
    code_values,
    decode_column,
    decode_texts,
    distinct,
    first_places,
    from_codes,
    number_anew,
    with_columns,
)

values = st.lists(st.none() | st.sampled_from("abc"), min_size=1, max_size=6)


@given(values, st.data())
def test_texts_are_spread_and_found_again_blanks_apart(table, data) -> None:
    rows = data.draw(st.lists(st.integers(0, len(table) - 1), max_size=12))
    texts = from_codes(table, np.array(rows, np.int64))
    expected = [table[row] for row in rows]
    assert texts.tolist() == expected
    assert blanks(texts).tolist() == [text is None for text in expected]
    found = distinct(texts)
    assert found.values == list(dict.fromkeys(filter(None, expected)))
    assert [None if code == BLANK else found.values[code] for code in found.codes] == expected


@given(st.lists(st.none() | st.sampled_from("abc"), max_size=12), st.data())
def test_of_rows_of_a_coded_table_is_known_what_a_look_at_them_finds(texts, data) -> None:
    table = pd.DataFrame({"a": pd.Series(texts, dtype=object), "n": range(len(texts))})
    rows = data.draw(st.lists(st.sampled_from(range(len(texts)))) if texts else st.just([]))
    coded, plain = code_texts(table).iloc[rows], table.iloc[rows]
    known, found = distinct(coded["a"]), distinct(plain["a"])
    assert known.values == found.values
    assert known.codes.tolist() == found.codes.tolist()
    # of fewer rows they may be many
    for again in (decode_texts(coded), decode_texts(code_texts(coded))):
        pd.testing.assert_frame_equal(again, plain)


@given(st.lists(st.integers(0, 9)))
def test_numbers_are_counted_without_gaps(numbers) -> None:
    places, occurring = number_anew(np.array(numbers, np.int64))
    assert occurring.tolist() == sorted(set(numbers))
    assert occurring[places].tolist() == numbers


@given(st.integers(1, 6), st.data())
def test_the_first_place_of_each_code_is_found(count, data) -> None:
    codes = data.draw(st.lists(st.integers(-1, count - 1), max_size=40))
    # -1, a blank, is none of them
    expected = [codes.index(code) if code in codes else len(codes) for code in range(count)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FIRST_ROWS", 3)
        assert first_places(np.array(codes, np.int64), count).tolist() == expected


def test_columns_are_put_into_a_wide_table_without_a_warning() -> None:
    wide = pd.DataFrame({f"c{n}": pd.Series([n], dtype=object) for n in range(300)}, copy=False)
    for n in range(150):
        wide = with_columns(wide, {f"more {n}": [n], "c0": ["new"]})
    assert wide.shape == (1, 450)
    assert list(wide.columns[:2]) == ["c0", "c1"]
    assert wide["c0"].tolist() == ["new"]


@given(st.lists(st.sampled_from(["a", "b", "", None]), max_size=6), st.data())
def test_values_by_code_are_the_column_that_coding_their_texts_makes(values, data) -> None:
    codes = data.draw(st.lists(st.integers(-1, len(values) - 1), max_size=9))
    index = pd.RangeIndex(7, 7 + len(codes))
    texts = pd.Series([[*values, None][code] for code in codes], index, object)
    coded = code_values(values, np.array(codes, np.int64), index)
    assert decode_column(coded).tolist() == texts.tolist()
    assert coded.cat.categories.tolist() == list(dict.fromkeys(t for t in texts if t is not None))
    assert coded.index.equals(index)
