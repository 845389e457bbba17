"""Superiors of units where no column says so: those of another name, and indented names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from deploymap.checks.header import NamedSheet
from deploymap.checks.spelling import plain_name, shell_quoted
from deploymap.checks.totals import sum_rows
from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.texts import to_objects
from deploymap.sizes import MANY_ROWS

FEWEST = 2  # cells that have to name other rows; rows that have to be indented
STEP = 2  # spaces: one alone is a slip


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


def take_indented(sheet: NamedSheet, values: dict[str, Any]) -> list[Problem]:
    """Fill `parent` where the names are an outline, each indented below its superior, and say so.

    Not where a column `parent` is there, or a superior states fewer than one of its subordinates:
    then its number does not have theirs in it.
    """
    indents = sheet.raw.indents.get(sheet.own.get("name", ""), {})
    if "parent" in sheet.own or len(indents) < FEWEST:
        return []
    sums = sum_rows(sheet)
    rows = [row for row, name in enumerate(sheet.cells["name"]) if name and row not in sums]
    lines = sheet.raw.lines[rows].tolist()
    above = find_superiors([indents.get(line, 0) for line in lines])
    pairs = [(row, rows[up]) for row, up in zip(rows, above, strict=True) if up is not None]
    if len(pairs) < FEWEST or _is_exceeded(values["troops"], pairs):
        return []
    ids, parents = values["id"], [None] * len(sheet.raw.lines)
    for row, up in pairs:
        parents[row] = ids[up]
    values["parent"] = to_objects(parents)
    part, whole = (shorten(values["name"][each]) for each in pairs[0])
    words = f"{len(pairs):,} indented rows are taken for parts of those above them: "
    words += f"{part} is of {whole}"
    advice = "a superior's number has those of its parts in it"
    advice += "; where that is wrong add a column parent, which may be blank"
    fault = Fault("superiors-indented", words, advice)
    return [sheet.problem(pairs[0][0], "name", fault, "notice")]


def find_superiors(widths: Sequence[int]) -> list[int | None]:
    """Return for each row the number of the row above it that is less indented, None for the first.

    All are None where the widths are no clean outline: the first row is the least indented, each
    level is STEP wider than that above it, and what goes back goes back to a level.
    """
    levels: list[int] = []
    above: list[int | None] = []
    for number, width in enumerate(widths):
        before = len(levels)
        while levels and widths[levels[-1]] > width:
            levels.pop()
        is_new = not levels or widths[levels[-1]] < width
        gap = width - widths[levels[-1]] if levels else number and -1
        if is_new and (len(levels) < before or (number and gap < STEP)):
            return [None] * len(widths)
        if not is_new:
            levels.pop()
        above.append(levels[-1] if levels else None)
        levels.append(number)
    return above


def _is_exceeded(troops: Any, pairs: Iterable[tuple[int, int]]) -> bool:
    """Return whether a row states more than the one that it is part of."""
    return any(troops[row] > troops[up] for row, up in pairs)
