"""The marks of statuses and of doubt."""

from __future__ import annotations

import pandas as pd
import pytest

from deploymap.symbols.status import MARKS, find_doubts, find_mark, style_statuses

PRESENT, PLANNED, DESTROYED = "10031000001211000000", "10031010001211000000", "SFGXUCI--------"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("present", "present"),
        ("in garrison", "present"),
        ("Planned", "planned"),
        ("geplant", "planned"),
        ("reported", "reported"),
        ("not confirmed", "reported"),
        ("damaged", "damaged"),
        ("destroyed", "destroyed"),
        ("знищено", "destroyed"),
        ("fully capable", "ready"),
        ("gone fishing", "other"),
        ("captured", "other"),
        ("withdrawn", "other"),
        ("not destroyed", "other"),
    ],
)
def test_a_status_has_a_mark(text: str, mark: str) -> None:
    assert mark in MARKS
    assert find_mark(text) == mark


def test_statuses_are_those_that_occur_in_words_or_in_codes() -> None:
    status = pd.Series(
        ["destroyed", "present", None, None, "lost at sea", "zerstört"], dtype=object
    )
    sidc = pd.Series([PRESENT, PRESENT, PLANNED, DESTROYED, PRESENT, PRESENT], dtype=object)
    found = {style.mark: (style.words, style.codes) for style in style_statuses(status, sidc)}
    assert found["present"] == (("present",), ())
    assert found["planned"] == ((), ("1",))
    assert found["destroyed"][1] == ("X",)
    assert "destroyed" in found["destroyed"][0]
    assert [mark for mark in MARKS if mark in found] == list(found)


def test_a_sheet_without_statuses_has_no_marks() -> None:
    blank = pd.Series([None, None], dtype=object)
    assert style_statuses(blank, pd.Series([PRESENT, PRESENT], dtype=object)) == ()
    assert find_doubts(blank) == ()


def test_doubts_are_the_texts_that_do_not_say_that_a_row_is_sure() -> None:
    texts = ["high", "Confirmed", None, "near certain", "low", "unverified", "not confirmed"]
    assert find_doubts(pd.Series(texts, dtype=object)) == ("low", "unverified", "not confirmed")
