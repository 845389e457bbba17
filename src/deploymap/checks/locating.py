"""Words on distinct cells -> problems at the rows that have them."""

from __future__ import annotations

from collections.abc import Mapping

from deploymap.checks.header import NamedSheet
from deploymap.problems import Fault, Problem, Severity
from deploymap.sheets.texts import TextColumn


def problems_at(
    sheet: NamedSheet,
    column: str,
    cells: TextColumn,
    faults: Mapping[str, Fault],
    severity: Severity = "error",
) -> list[Problem]:
    """Return a problem for each row whose cell is among the faults."""
    rows = cells.where(faults).tolist()
    return sheet.problems(rows, column, lambda row: faults[cells[row]], severity)


def tell_unknown(
    sheet: NamedSheet,
    column: str,
    cells: TextColumn,
    unknown: set[str],
    severity: Severity = "notice",
) -> list[Problem]:
    """Say that words such as `n/a` are read as a blank; with a warning, that they say no number."""
    words, advice = "is read as not stated", "a blank cell says the same"
    if severity == "warning":
        words, advice = "says no number, which is not stated", "write one, or a range"
    faults = {cell: Fault("not-stated", f"{cell} {words}", advice) for cell in unknown}
    return problems_at(sheet, column, cells, faults, severity)
