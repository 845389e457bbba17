"""Problems and the exceptions that carry them."""

from __future__ import annotations

import pytest

from deploymap.problems import (
    ConfigError,
    DataError,
    DeploymapError,
    Fault,
    Problem,
    UsageError,
    did_you_mean,
    nearest_word,
    shorten,
    stop_at_errors,
)

FAULT = Problem.of_cell("units.csv", 7, "lat", Fault("", "94.2 is outside -90..90"))
DOUBT = Problem.of_cell("units.csv", 8, None, Fault("", "odd"), "warning")


def test_a_problem_is_one_line_with_its_place() -> None:
    assert str(FAULT) == "units.csv:7: lat: 94.2 is outside -90..90"
    assert str(DOUBT) == "warning: units.csv:8: odd"
    assert (
        str(Problem.of_cell("units.csv", None, "lat", Fault("", "missing")))
        == "units.csv: lat: missing"
    )
    assert str(Problem.of_file("units.csv", Fault("", "empty"))) == "units.csv: empty"


def test_what_cannot_be_printed_is_escaped_and_the_rest_is_not() -> None:
    problem = Problem.of_cell("a\nb.csv", 1, "не", Fault("", "\x1b[31m \u202e \u00a0 \ud800 “ж”"))
    assert str(problem) == r"a\nb.csv:1: не: \x1b[31m \u202e \xa0 \ud800 “ж”"


def test_all_that_is_raised_on_purpose_has_one_base() -> None:
    for error in (UsageError, DataError, ConfigError):
        assert issubclass(error, DeploymapError)


def test_an_error_of_the_data_says_all_problems() -> None:
    error = DataError(iter([FAULT, DOUBT]))
    assert error.problems == (FAULT, DOUBT)
    assert str(error).splitlines() == [str(FAULT), str(DOUBT)]


def test_warnings_alone_stop_nothing_but_strict_runs() -> None:
    stop_at_errors([])
    stop_at_errors([], strict=True)
    stop_at_errors([DOUBT])
    with pytest.raises(DataError) as caught:
        stop_at_errors([DOUBT], strict=True)
    assert str(caught.value) == "units.csv:8: odd"
    assert DOUBT.severity == "warning"


def test_an_error_brings_the_warnings_along_in_their_order() -> None:
    with pytest.raises(DataError) as caught:
        stop_at_errors([DOUBT, FAULT, DOUBT])
    assert caught.value.problems == (DOUBT, FAULT, DOUBT)


def test_a_slip_of_the_pen_finds_its_word() -> None:
    assert nearest_word("Titel", ["title", "theme"]) == "title"
    assert nearest_word("zzz", ["title", "theme"]) is None
    assert nearest_word("size", ["side"], likeness=0.8) is None
    assert did_you_mean("titel", ["title"]) == "; did you mean title?"
    assert did_you_mean("zzz", ["title"]) == ""


def test_long_texts_are_shortened_to_one_line() -> None:
    assert shorten("a\n b") == "a b"
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"
