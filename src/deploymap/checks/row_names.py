"""Names of rows that have none: by their kind and place, else by their number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from deploymap.arrays import blanks
from deploymap.checks.fitting import are_index
from deploymap.checks.header import NamedSheet
from deploymap.checks.header_faults import option
from deploymap.checks.meaning import FORMATIONS
from deploymap.checks.parts import read_parts
from deploymap.checks.spelling import fold_name, plain_name
from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.texts import TextColumn, to_objects

LOOKED_AT = 1_000
LONGEST = 60  # characters of a kind or a place that goes into a name


def fill_names(sheet: NamedSheet, values: dict[str, Any]) -> list[Problem]:
    """Give rows without a name one of kind and place, or of their number, and say so.

    "Tanks near Hill 5", "Hill 5", "Tanks (row 7)", "Row 7"; where a column numbers the rows, that
    number: "Unit 7".
    """
    names = values["name"]
    rows = np.flatnonzero(blanks(names)).tolist()
    if not rows:
        return []
    kinds, places = (_texts(values, name) for name in ("kind", "place"))
    numbers, others = _numbers(sheet), _other_names(sheet) if "name" in sheet.own else []
    filled = list(names)
    for row in rows:
        other = next((cells[row] for cells in others if cells[row]), "")
        filled[row] = other or _make_name(kinds[row], places[row], row, numbers, sheet)
    values["name"] = to_objects(filled)
    return [_tell(sheet, rows, filled, others=bool(others))]


def _texts(values: Mapping[str, Any], name: str) -> list[str]:
    texts = values[name]
    return [" ".join(text.split()) if text and len(text) <= LONGEST else "" for text in texts]


def _other_names(sheet: NamedSheet) -> list[TextColumn]:
    """Return further columns of names of the rows, the likeliest first."""
    free = [use.own for use in sheet.uses if use.how == "kept"]
    ranked = [(part.rank, own) for own in free for part in read_parts(own) if part.column == "name"]
    others = [own for _, own in sorted(ranked)]
    # a division without a name below the corps of which it is one
    others += [own for own in free if fold_name(own) in FORMATIONS and own not in others]
    return [sheet.raw.columns[own] for own in others]


def _numbers(sheet: NamedSheet) -> list[str]:
    """Return the rows' own numbers, where a column of the sheet numbers them, else no numbers."""
    for use in sheet.uses:
        cells = sheet.raw.columns[use.own]
        if use.column in (None, "id") and are_index([text for text in cells[:LOOKED_AT] if text]):
            return list(cells)
    return []


def _make_name(kind: str, place: str, row: int, numbers: list[str], sheet: NamedSheet) -> str:
    called = kind[:1].upper() + kind[1:]
    if kind and place:
        return f"{called} near {place}"
    if place:
        return place
    if numbers and numbers[row]:
        return f"{called or 'Unit'} {numbers[row]}"
    number = int(sheet.raw.lines[row])
    return f"{called} (row {number})" if kind else f"Row {number}"


def _tell(sheet: NamedSheet, rows: list[int], names: list[str], *, others: bool) -> Problem:
    """Say how many rows got a name, one of them, and how a column is chosen instead."""
    sample = shorten(names[rows[0]])
    own = sheet.own.get("name")
    if own is None:
        words = f"no column names the rows: they are called by kind, place or number ({sample})"
        advice = f"to choose a column write {option('name', 'COLUMN')}"
        return sheet.problem(None, None, Fault("names-made", words, advice), "notice")
    how = "another name, " if others else ""
    many = "row has" if len(rows) == 1 else "rows have"
    words = f"{len(rows):,} {many} no name: called by {how}kind, place or number ({sample})"
    advice = f"fill in {plain_name(own)}, or choose another column: {option('name', 'COLUMN')}"
    return sheet.problem(rows[0], "name", Fault("names-made", words, advice), "notice")
