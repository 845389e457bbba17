"""Reports of what is wrong: as a table, in lines, as JSON, CSV and annotations of GitHub."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deploymap.cli.report import (
    FIELDS,
    MOST_ALIKE,
    REPORTS,
    cell_of,
    fold_alike,
    write_csv,
    write_github,
    write_json,
    write_lines,
    write_table,
)
from deploymap.problems import Fault, Problem

FAULT = Problem.of_cell(
    "units.csv",
    7,
    "lat",
    Fault("position-range", "94.2 is outside -90..90", "lat and lon look swapped"),
    found="94.2",
    letter="K",
)
DOUBT = Problem.of_cell(
    "units.csv",
    8,
    "kind",
    Fault("kind-unknown", "tnak is not known", "did you mean tank?"),
    "warning",
)
GENERAL = Problem.of_file("notes.csv", Fault("no-rows", "there are no rows"), "notice")
FEATURE = Problem.of_cell(
    "my.geojson", 3, None, Fault("not-a-point", "is no point"), part="feature"
)
ALL = [FAULT, DOUBT, GENERAL, FEATURE]

EVIL = "a\r\n::error::x\x1b[31m\x07\x00\u202eb\u2028c%0A,:=\"';|\ud800\x85"


def alike(number: int, **changes: str) -> list[Problem]:
    given = {"severity": "error", "code": "c", "column": "lat", "file": "units.csv", **changes}
    return [
        Problem.of_cell(
            given["file"], n, given["column"], Fault(given["code"], f"m{n}"), given["severity"]
        )
        for n in range(number)
    ]


# the table


def test_the_table_has_a_block_for_each_file_with_cell_text_and_advice() -> None:
    assert write_table(ALL, 100) == "\n".join(
        [
            "units.csv",
            "  error   K7       lat: 94.2  [position-range]",
            "                   94.2 is outside -90..90; lat and lon look swapped",
            "  warning line 8   kind  [kind-unknown]",
            "                   tnak is not known; did you mean tank?",
            "",
            "notes.csv",
            "  notice             [no-rows]",
            "                   there are no rows",
            "",
            "my.geojson",
            "  error   no. 3      [not-a-point]",
            "                   is no point",
        ]
    )


def test_no_problems_are_no_text() -> None:
    assert write_table([], 100) == ""
    assert write_lines([]) == ""
    assert write_github([]) == ""
    assert write_csv([]) == ",".join(FIELDS)


@pytest.mark.parametrize("width", [60, 100, 200])
def test_words_are_wrapped_at_the_width_and_none_is_lost(width: int) -> None:
    words = "the cell is one of many that say more than fits into one line of a terminal " * 4
    lines = write_table([Problem.of_cell("u.csv", 2, "lat", Fault("c", words))], width).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line.startswith(" " * 19) for line in lines[2:])
    assert " ".join(" ".join(lines[2:]).split()) == words.strip()
    assert len(lines) == 2 + -(-len(words) // (width - 19)) or len(lines) > 3


@pytest.mark.parametrize("width", [0, 10, 60, 100, 200])
def test_long_words_are_kept_whole_so_that_they_can_be_copied(width: int) -> None:
    address = "https://example.org/" + "a-b" * 80
    lines = write_table(
        [Problem.of_cell("u.csv", 2, "lat", Fault("", f"see {address} there"))], width
    ).splitlines()
    assert sum(address in line for line in lines) == 1


def test_a_settings_problem_has_no_file() -> None:
    assert write_table([Problem.of_file("", Fault("", "x"))]).splitlines()[0] == "settings"


def test_long_cells_are_shortened() -> None:
    (head, _) = write_table(
        [Problem.of_cell("u", 2, "note", Fault("", "x"), found="y" * 500)]
    ).splitlines()[1:]
    assert len(head) < 100
    assert head.endswith("…")


# folding


@pytest.mark.parametrize("severity", sorted(MOST_ALIKE))
@pytest.mark.parametrize("beyond", [-1, 0, 1, 1_234])
def test_many_of_one_kind_are_counted(severity: str, beyond: int) -> None:
    most = MOST_ALIKE[severity]
    shown = fold_alike(alike(most + beyond, severity=severity))
    assert len(shown) == min(most, most + beyond)
    assert [more for _, more in shown[:-1]] == [0] * (len(shown) - 1)
    if shown:
        assert shown[-1][1] == max(beyond, 0)


def test_what_differs_is_not_folded() -> None:
    most = MOST_ALIKE["warning"]
    problems = [
        *alike(most, severity="warning"),
        *alike(most, severity="warning", column="lon"),
        *alike(most, severity="warning", code="d"),
        *alike(most, severity="warning", file="notes.csv"),
        *alike(most),
    ]
    assert [problem for problem, _ in fold_alike(problems)] == problems


def test_the_folded_say_how_many_there_are_more() -> None:
    problems = alike(1_500)
    for text in (write_lines(problems), write_table(problems)):
        assert text.count("(and 1,480 more like this)") == 1
        assert "m19" in text
        assert "m20 " not in text
    assert write_lines(problems).count("\n") == 19


def test_machines_get_all() -> None:
    problems = alike(100)
    assert len(json.loads(write_json(problems))["problems"]) == 100
    assert len(list(csv.reader(io.StringIO(write_csv(problems))))) == 101
    assert write_github(problems).count("\n") == 99


# lines


def test_lines_are_as_compilers_have_them() -> None:
    assert write_lines(ALL).splitlines() == [
        "units.csv:7: lat: 94.2 is outside -90..90; lat and lon look swapped",
        "warning: units.csv:8: kind: tnak is not known; did you mean tank?",
        "notice: notes.csv: there are no rows",
        "my.geojson: feature 3: is no point",
    ]


# JSON


def test_json_has_counts_and_all_fields() -> None:
    answer = json.loads(write_json(ALL))
    assert {name: answer[name] for name in ("errors", "warnings", "notices")} == {
        "errors": 2,
        "warnings": 1,
        "notices": 1,
    }
    assert set(answer) == {"errors", "warnings", "notices", "problems"}
    assert answer["problems"][0] == {
        "severity": "error",
        "code": "position-range",
        "file": "units.csv",
        "part": "line",
        "line": 7,
        "cell": "K7",
        "column": "lat",
        "found": "94.2",
        "message": "94.2 is outside -90..90",
        "advice": "lat and lon look swapped",
    }
    assert answer["problems"][2]["line"] is None
    assert answer["problems"][2]["cell"] is None
    assert [set(problem) for problem in answer["problems"]] == [set(FIELDS)] * 4


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.just(EVIL.replace("\ud800", ""))
PROBLEMS = st.builds(
    Problem,
    file=TEXTS,
    line=st.none() | st.integers(0, 10**7),
    column=st.none() | TEXTS,
    message=TEXTS,
    severity=st.sampled_from(["error", "warning", "notice"]),
    code=st.sampled_from(["", "limit", "position-range"]),
    advice=TEXTS,
    found=TEXTS,
    part=st.sampled_from(["line", "row", "feature"]),
    letter=st.sampled_from(["", "A", "AB"]),
)


@given(st.lists(PROBLEMS, max_size=5))
def test_json_gives_back_what_went_in(problems: list[Problem]) -> None:
    answer = json.loads(write_json(problems))
    for problem, read in zip(problems, answer["problems"], strict=True):
        for name in set(FIELDS) - {"cell"}:
            assert read[name] == getattr(problem, name)


# CSV


@given(st.lists(PROBLEMS, max_size=5))
def test_csv_gives_back_what_went_in(problems: list[Problem]) -> None:
    text = write_csv(problems)
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == FIELDS
    for problem, row in zip(problems, rows, strict=True):
        read = dict(zip(FIELDS, row, strict=True))
        assert read["message"] == shown(problem.message)
        assert read["found"] == shown(problem.found)
        assert read["line"] == ("" if problem.line is None else str(problem.line))
        assert read["severity"] == problem.severity


def shown(text: str) -> str:
    """Return a text as the formats for terminals have it."""
    from deploymap.problems import printable

    return printable(text)


# GitHub


def test_workflow_commands_name_file_line_and_title() -> None:
    assert write_github(ALL, paths={"units.csv": "data/my units.csv"}).splitlines() == [
        "::error file=data/my units.csv,line=7,title=position-range lat::"
        "94.2 is outside -90..90; lat and lon look swapped",
        "::warning file=data/my units.csv,line=8,title=kind-unknown kind::"
        "tnak is not known; did you mean tank?",
        "::notice file=notes.csv,title=no-rows::there are no rows",
        "::error file=my.geojson,title=not-a-point::is no point",
    ]


def test_workflow_commands_escape_what_the_rules_say() -> None:
    # https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    problem = Problem.of_cell("a,b:c%.csv", 1, "x,y", Fault("c", "50% of a,b:c"))
    (line,) = write_github([problem]).splitlines()
    assert line == "::error file=a%2Cb%3Ac%25.csv,line=1,title=c x%2Cy::50%25 of a,b:c"


COMMAND = re.compile(r"::(error|warning|notice) ([a-z]+=[^,:]*(?:,[a-z]+=[^,:]*)*)?::(.*)")


def unescape(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@given(PROBLEMS)
def test_a_workflow_command_is_read_as_it_was_meant(problem: Problem) -> None:
    match = COMMAND.fullmatch(write_github([problem]))
    assert match
    settings = dict(part.split("=", 1) for part in filter(None, (match[2] or "").split(",")))
    assert match[1] == problem.severity
    assert unescape(match[3]) == shown(problem.words)
    if problem.file:
        assert unescape(settings["file"]) == shown(problem.file)


# hostile cells


@pytest.mark.parametrize("format", sorted(REPORTS))
@given(texts=st.tuples(*[st.text(max_size=40) | st.just(EVIL)] * 5))
@example(texts=(EVIL,) * 5)
def test_no_cell_breaks_a_line_or_steers_a_terminal(format: str, texts: tuple[str, ...]) -> None:
    file, column, message, advice, found = texts
    problem = Problem.of_cell(file, 7, column, Fault("c", message, advice), found=found)
    check_harmless(lambda: REPORTS[format]([problem], 100))
    check_harmless(lambda: write_lines([problem]))


def check_harmless(write: Callable[[], str]) -> None:
    text = write()
    assert all(line.isprintable() for line in text.split("\n")), ascii(text)
    text.encode()  # and no half of a surrogate pair


@pytest.mark.parametrize(("format", "lines"), [("csv", 2), ("github", 1)])
def test_each_problem_is_one_line_for_line_tools(format: str, lines: int) -> None:
    problem = Problem.of_cell(EVIL, 7, EVIL, Fault("c", EVIL, EVIL), found=EVIL)
    assert len(REPORTS[format]([problem], 100).splitlines()) == lines
    assert len(write_lines([problem]).splitlines()) == 1
    assert len(write_table([problem], 500).splitlines()) == 3


# cells


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem.of_cell("f", 7, "x", Fault("", "m"), letter="K"), "K7"),
        (Problem.of_cell("f", 7, "x", Fault("", "m")), "line 7"),
        (Problem.of_cell("f", 7, "x", Fault("", "m"), part="row"), "row 7"),
        (Problem.of_cell("f", 7, "x", Fault("", "m"), part="row", letter="AA"), "AA7"),
        (Problem.of_cell("f", 7, "x", Fault("", "m"), part="feature", letter="B"), "no. 7"),
        (Problem.of_cell("f", None, "x", Fault("", "m"), letter="B"), "B"),
        (Problem.of_file("f", Fault("", "m")), ""),
    ],
)
def test_a_cell_is_named_as_a_spreadsheet_does(problem: Problem, expected: str) -> None:
    assert cell_of(problem) == expected
