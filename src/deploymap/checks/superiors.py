"""A column that names the superiors of units, though it is not called so."""

from __future__ import annotations

from collections.abc import Iterable

from deploymap.checks.header import NamedSheet
from deploymap.checks.spelling import plain_name, shell_quoted
from deploymap.problems import Fault, Problem, shorten
from deploymap.sizes import MANY_ROWS

FEWEST = 2  # cells that have to name other rows


def offer_superiors(sheet: NamedSheet) -> list[Problem]:
    """Return a notice of a column all of whose cells are names or ids of other rows.

    Without a column `parent` the numbers of superiors and subordinates are added up.
    """
    if "parent" in sheet.own or "name" not in sheet.own:
        return []
    free = [use.own for use in sheet.uses if use.column is None and use.how == "kept"]
    if not free:
        return []
    names = {
        text.casefold()
        for column in ("name", "id")
        if column in sheet.own
        for text in sheet.cells[column][:MANY_ROWS]
        if text
    }
    own = [text.casefold() for text in sheet.cells["name"][:MANY_ROWS]]
    for column in free:
        cells = sheet.raw.columns[column][:MANY_ROWS]
        if _name_others([text.casefold() for text in cells], own, names):
            example = shorten(next(filter(None, cells)))
            words = f"all its cells are names of other rows, such as {example}"
            option = shell_quoted(f"parent={plain_name(column)}")
            advice = f"where they are superiors, write --column {option}; else all are added up"
            return [
                sheet.problem(None, column, Fault("superiors-offered", words, advice), "notice")
            ]
    return []


def _name_others(cells: Iterable[str], own: Iterable[str], names: set[str]) -> bool:
    """Return whether each text names a row, and never its own."""
    count = 0
    for text, name in zip(cells, own, strict=True):
        if text and (text == name or text not in names):
            return False
        count += bool(text)
    return count >= FEWEST
