"""The fields of a unit, as a form asks for them: what each cell of a sheet may hold, in words."""

from __future__ import annotations

from typing import Any

from deploymap.edit.sheet import EditableSheet
from deploymap.schema import LAT_LON, UNIT_COLUMNS
from deploymap.symbols.vocabulary import read_vocabulary

MOST_CHOICES = 200
# columns whose cells are proposed again
REPEATED = ("side", "place", "source", "confidence")
POSITIONS = ("lat", "lon", LAT_LON)


def describe_fields(sheet: EditableSheet) -> list[dict[str, Any]]:
    """Return for each column of a sheet of units its own name (`own`) and that of the schema.

    `column` is "" for one of the sheet's own, `kind` and `words` are those of the schema, `range`
    the least and the most that a number may be, `choices` what may be chosen, in words.
    """
    columns = {column.name: column for column in UNIT_COLUMNS}
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
                "choices": _choices(sheet, own, name),
            }
        )
    return described


def _choices(sheet: EditableSheet, own: str, name: str) -> list[str]:
    """Return what may be chosen for a column: the words of the symbols, or what other rows say."""
    if words := read_vocabulary().get(name):
        return [entry.key for entry in words][:MOST_CHOICES]
    if name not in REPEATED:
        return []
    return sorted({text for text in sheet.sheet.raw.columns[own] if text})[:MOST_CHOICES]
