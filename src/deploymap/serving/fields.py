"""The fields of a row, as a form asks for them: what each cell of a sheet may hold, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deploymap.edit.sheet import EditableSheet
from deploymap.schema import LAT_LON, UNIT_COLUMNS, Column
from deploymap.symbols.vocabulary import read_vocabulary

MOST_CHOICES = 200
# columns whose cells are proposed again
REPEATED = ("side", "left", "right", "place", "area", "source", "confidence")
POSITIONS = ("lat", "lon", LAT_LON)


def describe_fields(
    sheet: EditableSheet, known: Sequence[Column] = UNIT_COLUMNS
) -> list[dict[str, Any]]:
    """Return for each column of a sheet its own name (`own`) and that of the schema.

    `known` are the columns of the schema, of units where nothing else is said.

    `column` is "" for one of the sheet's own, `kind` and `words` are those of the schema, `range`
    the least and the most that a number may be, `choices` what may be chosen, in words.
    """
    columns = {column.name: column for column in known}
    names = {own: name for name, own in sheet.sheet.own.items()}
    described = []
    for own in sheet.places:
        name = names.get(own, "")
        column = columns.get(name)
        described.append(
            {
                "own": own,
                "column": name,
                "kind": column.kind if column else "text",
                "words": column.doc if column else "",
                "range": [column.minimum, column.maximum] if column else [None, None],
                "isNeeded": bool(column and column.required),
                "choices": _choices(sheet, own, column),
            }
        )
    return described


def _choices(sheet: EditableSheet, own: str, column: Column | None) -> list[str]:
    """Return what may be chosen for a column: the words of the symbols, or what other rows say."""
    if column is None:
        return []
    if column.choices:
        return [*column.choices]
    if words := read_vocabulary().get(column.name):
        return [entry.key for entry in words][:MOST_CHOICES]
    if column.name not in REPEATED:
        return []
    return sorted({text for text in sheet.sheet.raw.columns[own] if text})[:MOST_CHOICES]
