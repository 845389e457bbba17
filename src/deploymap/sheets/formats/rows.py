"""Rows as a spreadsheet has them, before anyone knows which one is the header."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deploymap.problems import DataError, Fault, Problem

INCLUDE = "--include-hidden takes in what is hidden"


@dataclass
class Rows:
    """The rows of a sheet that hold anything, as they were written.

    All `rows` are of one length, their cells stripped, a blank is "". The first cell of each is in
    column A, whether or not that column holds anything. `lines` has the number of each row, counted
    as `part` says. `has_numbers` is True where the file tells numbers from texts. `problems` are
    warnings and notices of the reading. `hidden_columns` (from 1) are those that the file hides;
    their cells are here, and are not to be read; `hidden_rows` are not here. `shortened` has line
    and column (from 1) of cells that are dates of which only the day and month, or the month and
    year, are shown; `indents` how far cells are indented, in spaces, of those that are.
    `title` is what the sheet is called, "" where that says nothing of it.
    """

    rows: list[list[str]]
    lines: list[int]
    part: str = "row"
    has_numbers: bool = True
    problems: list[Problem] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    shortened: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict, compare=False)
    title: str = field(default="", compare=False)


def broken(file: str, message: str, advice: str, *, line: int | None = None) -> DataError:
    """Return the error for a file that is not what its format asks for."""
    return DataError([Problem.of_cell(file, line, None, Fault("format-broken", message, advice))])


def beyond_limit(file: str, message: str, advice: str) -> DataError:
    """Return the error for a file that would take more memory than it may."""
    return DataError([Problem.of_file(file, Fault("limit", message, advice))])


def listed(names: Iterable[str]) -> str:
    """Return the names for a message: in one text, the first ten of them."""
    names = list(names)
    more = [f"{len(names) - 10} more"] if len(names) > 10 else []
    return ", ".join(names[:10] + more)
