"""The marks of statuses and of doubt."""

from __future__ import annotations

import pandas as pd
import pytest

from deploymap.symbols.status import (
    MARKS,
    doubt_of,
    find_doubtful,
    find_doubts,
    find_mark,
    style_statuses,
)

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


def test_doubt_has_levels_in_words_and_in_the_admiralty_code() -> None:
    codes = {
        f"{source}{news}": doubt_of(f"{source}{news}") for source in "ABCDEF" for news in "123456"
    }
    assert [code for code, doubt in codes.items() if doubt == 0] == ["A1", "A2", "B1", "B2"]
    assert {code for code, doubt in codes.items() if doubt == 2} == {
        code for code in codes if code[0] in "DE" or code[1] in "45"
    }
    assert [doubt_of(text) for text in ("b 2", "B/2", "C-3", "f6", "E 1")] == [0, 0, 1, 1, 2]
    assert [doubt_of(text) for text in ("High", "probable", "Very low", "B7")] == [0, 1, 2, 1]
    texts = pd.Series(["high", "low", None, "likely", "D3"], dtype=object)
    assert find_doubtful(texts) == ("low", "D3")
