"""The refusals of a change, as the faults of data have them: what, where, why, what to try."""

from __future__ import annotations

from deploymap.problems import DataError, Fault, Problem


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
