"""The refusals of a change, as the faults of data have them: what, where, why, what to try."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from deploymap.problems import DataError, Fault, Problem, shorten


class Clash(NamedTuple):
    """A cell that others changed: what it was, what it should become, and what it is now."""

    column: str
    old: str
    new: str
    now: str

    @property
    def words(self) -> str:
        """What is told of it."""
        old, new, now = (shorten(text) or "blank" for text in self[1:])
        return f"the cell was {old} and should become {new}, but is {now} now"


class ConflictError(DataError):
    """Cells that others changed meanwhile, of which somebody has to choose."""

    def __init__(self, problems: Sequence[Problem], clashes: Sequence[Clash]) -> None:
        """Keep both: what is told, and the texts."""
        super().__init__(problems)
        self.clashes = tuple(clashes)


def refuse(
    file: str,
    code: str,
    words: str,
    advice: str = "",
    *,
    line: int | None = None,
    column: str | None = None,
    found: str = "",
) -> DataError:
    """Return the error for what cannot be done."""
    return DataError([Problem.of_cell(file, line, column, Fault(code, words, advice), found=found)])


def conflict(file: str, line: int, clashes: Sequence[Clash]) -> ConflictError:
    """Return the error for cells of a row that others changed."""
    advice = "choose one of them, and change the cell by hand or in a new patch"
    problems = [
        Problem.of_cell(
            file, line, each.column, Fault("edit-conflict", each.words, advice), found=each.now
        )
        for each in clashes
    ]
    return ConflictError(problems, clashes)
