"""A pattern that is compiled late does what one compiled at once does."""

from __future__ import annotations

import re

import pytest

from deploymap.patterns import LatePattern, late_pattern


def test_it_is_compiled_when_it_is_first_used() -> None:
    pattern = late_pattern("(a)|b", re.IGNORECASE)
    assert set(vars(pattern)) == {"_text", "_flags"}
    match = pattern.fullmatch("A")
    assert match is not None
    assert match[1] == "A"
    assert "fullmatch" in vars(pattern)
    assert [found[0] for found in pattern.finditer("xbA")] == ["b", "A"]
    assert pattern.sub("-", "cab") == "c--"
    assert (pattern.pattern, pattern.groups) == ("(a)|b", 1)


def test_a_wrong_one_is_told_when_it_is_used() -> None:
    pattern = late_pattern("(")
    with pytest.raises(re.error, match="missing"):
        pattern.match("")
    with pytest.raises(AttributeError, match="nothing"):
        _ = LatePattern("a", 0).nothing
