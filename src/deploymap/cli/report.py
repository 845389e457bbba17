"""Problems as people and machines read them: lines, a table, JSON, CSV, annotations of GitHub."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from deploymap.problems import Problem, printable, shorten

# problems of one kind in one column that are shown to people before the rest is only counted
MOST_PLACES = 20
MOST_ALIKE = {"error": 20, "warning": 5, "notice": 1}

FIELDS = (
    "severity", "code", "file", "part", "line", "cell", "column", "found", "message", "advice",
)  # fmt: skip

Report = Callable[[Sequence[Problem], int], str]


def write_table(problems: Sequence[Problem], width: int = 100) -> str:
    """Return the problems as a table for a terminal that is `width` characters wide.

    One block for each file; each problem with its cell, the text found there, what is wrong and
    what to try. Of more than MOST_ALIKE problems of one kind in one column the rest is counted.
    """
    blocks = []
    for file, members in groupby(fold_alike(problems), key=lambda entry: entry[0].file):
        lines = [printable(file or "settings")]
        for problem, more in members:
            lines += _write_row(problem, more, width)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _write_row(problem: Problem, more: int, width: int) -> list[str]:
    place = cell_of(problem)
    head = f"  {problem.severity:<8}{place:<9}"
    if problem.column:
        found = f": {shorten(problem.found)}" if problem.found else ""
        head += printable(f"{problem.column}{found}")
    if problem.code:
        head += f"  [{problem.code}]"
    words = problem.words + (f" (and {more:,} more like this)" if more else "")
    inner = textwrap.wrap(
        printable(words), max(width - 19, 30), break_long_words=False, break_on_hyphens=False
    )
    return [head, *(" " * 19 + line for line in inner)]


def write_lines(problems: Iterable[Problem]) -> str:
    """Return one line for each problem, `file:line: column: message; advice`, many alike folded."""
    lines = []
    for problem, more in fold_alike(problems):
        lines.append(str(problem) + (f" (and {more:,} more like this)" if more else ""))
    return "\n".join(lines)


def write_json(
    problems: Sequence[Problem],
    width: int = 0,
    *,
    leaves: Mapping[str, object] | None = None,
    overlays: Sequence[object] | None = None,
) -> str:
    """Return all problems as JSON: counts, and `problems` with the fields FIELDS.

    `leaves` has what enters the page and what stays out, where that was asked for; `overlays` what
    is drawn besides the units, where there is any.
    """
    counts = Counter(problem.severity for problem in problems)
    answer = {
        "errors": counts["error"],
        "warnings": counts["warning"],
        "notices": counts["notice"],
        "problems": [dict(zip(FIELDS, _fields(problem), strict=True)) for problem in problems],
        **({} if overlays is None else {"overlays": overlays}),
        **({} if leaves is None else {"leaves": leaves}),
    }
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    return "\n".join("".join(map(_escape_json, line)) for line in text.split("\n"))


def _escape_json(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]


def write_csv(problems: Sequence[Problem], width: int = 0) -> str:
    """Return all problems as CSV with the columns FIELDS, one line for each.

    What cannot be printed is written as an escape, such as \\n.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for problem in problems:
        writer.writerow(printable(f) if isinstance(f, str) else f for f in _fields(problem))
    return text.getvalue().rstrip("\n")


def write_github(
    problems: Sequence[Problem], width: int = 0, *, paths: Mapping[str, str] | None = None
) -> str:
    """Return all problems as workflow commands, which GitHub shows beside the lines of the files.

    `paths` gives the path of each file in the repository.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(_write_command(problem, paths or {}) for problem in problems)


def _write_command(problem: Problem, paths: Mapping[str, str]) -> str:
    settings = {
        "file": paths.get(problem.file, problem.file),
        "line": str(problem.line or "") if problem.part == "line" else "",
        "title": " ".join(filter(None, (problem.code, problem.column))),
    }
    given = ",".join(
        f"{name}={_escape(printable(value), ',:')}" for name, value in settings.items() if value
    )
    return f"::{problem.severity} {given}::{_escape(printable(problem.words))}"


def _escape(text: str, more: str = "") -> str:
    """Escape what ends a workflow command or a setting of it."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _fields(problem: Problem) -> tuple[object, ...]:
    return (
        problem.severity,
        problem.code,
        problem.file,
        problem.part,
        problem.line,
        cell_of(problem) if problem.line is not None else None,
        problem.column,
        problem.found,
        problem.message,
        problem.advice,
    )


def cell_of(problem: Problem) -> str:
    """Return where a problem is: K7 in a sheet, else the number of the line or feature."""
    if problem.line is None:
        return problem.letter
    if problem.part in ("feature", "record"):
        return f"no. {problem.line}"
    return f"{problem.letter}{problem.line}" if problem.letter else f"{problem.part} {problem.line}"


def fold_alike(problems: Iterable[Problem]) -> list[tuple[Problem, int]]:
    """Return the problems to show, each with how many more like it are not shown.

    Of each kind in each column of a file the first ones stay, by MOST_ALIKE.
    """
    problems = list(problems)
    total = Counter(map(_kind_of, problems))
    for problem in (problem for problem in problems if problem.line is None):
        total[_kind_of(problem)] += max(len(problem.also) - 1, 0)
    seen: Counter[tuple[object, ...]] = Counter()
    shown = []
    for problem in problems:
        kind = _kind_of(problem)
        seen[kind] += 1
        most = MOST_PLACES if problem.code == "place-found" else MOST_ALIKE[problem.severity]
        is_rest = problem.line is None and bool(problem.also)
        if seen[kind] <= most and not (is_rest and seen[kind] > 1):
            shown.append((problem, total[kind] - most if seen[kind] == most else 0))
    return [(problem, max(more, 0)) for problem, more in shown]


def _kind_of(problem: Problem) -> tuple[object, ...]:
    return problem.file, problem.severity, problem.code or problem.message, problem.column


REPORTS: dict[str, Report] = {
    "table": write_table,
    "json": write_json,
    "csv": write_csv,
    "github": write_github,
}
