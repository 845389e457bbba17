"""A column of texts answers alike, whether it was read as texts, by Arrow or as codes."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from deploymap.sheets.texts import TextColumn, to_objects

cells = st.lists(
    st.sampled_from(["", "1", "2.5", "-3", "total", "Kyiv & co", "Київ"])
    | st.text("1.-aü", max_size=4),
    min_size=1,
    max_size=9,
)


def columns(texts: list[str]) -> list[TextColumn]:
    """Return the same column in each form; Arrow's also as a part of a longer one."""
    codes, values = pd.factorize(to_objects(texts))
    longer = pa.array(["before", *texts, "1"], pa.string())
    return [
        TextColumn(texts),
        TextColumn(arrow=pa.array(texts, pa.string())),
        TextColumn(arrow=longer[1:-1]),
        TextColumn(coded=(codes.astype(np.int64), list(values))),
    ]


@given(cells)
def test_all_forms_answer_alike(texts: list[str]) -> None:
    first, *others = columns(texts)
    for column in others:
        assert list(column) == texts
        assert len(column) == len(texts)
        assert column[0] == texts[0]
        assert column[1:3] == texts[1:3]
        assert column.distinct == first.distinct
        assert column.codes.tolist() == first.codes.tolist()
        assert column.is_blank.tolist() == [not text for text in texts]
        assert column.stated().tolist() == [text or None for text in texts]
        assert column.is_plain() == first.is_plain()
        assert column.exceeds(3) == any(len(text) > 3 for text in texts)
        assert column.has_letter("a") == any("a" in text for text in texts)
        assert column.where({"1", "Київ"}).tolist() == first.where({"1", "Київ"}).tolist()
        assert column.where_found(r"K|^\W*t").tolist() == [
            row for row, text in enumerate(texts) if re.search(r"[kK]|^\W*[tT]", text)
        ]
        for asked in [(4, b"1t"), (4, b"1t", b"-", 3)]:
            assert column.where_short(*asked).tolist() == first.where_short(*asked).tolist()


@given(cells)
def test_numbers_are_plain_if_python_reads_them_all(texts: list[str]) -> None:
    def read(text: str) -> float | None:
        try:
            return float(text) if text and set(text) <= set("0123456789.-") else None
        except ValueError:
            return None

    wanted = [np.nan if not text else read(text) for text in texts]
    for column in columns(texts)[1:3]:
        found = column.plain_numbers()
        if None in wanted:
            assert found is None
        else:
            assert found is not None
            np.testing.assert_array_equal(found, wanted)
