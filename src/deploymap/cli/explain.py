"""Says in words how a sheet was understood: its file, its columns, its notations."""

from __future__ import annotations

from collections.abc import Mapping

from deploymap.checks.found import ColumnUse
from deploymap.checks.header import NamedSheet
from deploymap.checks.spelling import plain_name
from deploymap.problems import printable, shorten
from deploymap.schema import CIRCLE

WORDS = {
    "named": "{column}",
    "spelling": "{column}",
    "synonym": "{column}, by its name",
    "setting": "{column}, as the settings say",
    "loose": "{column}: {why}",
    "part": "{column}: {why}",
    "cells": "{column}: {why}",
    "joined": "{why}",
    "kept": "kept, shown in the unit's details",
    "doubtful": "kept as text: its name promises {why}, but its cells are not so",
}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def explain_sheet(sheet: NamedSheet) -> str:
    """Return how each column was understood, with a cell of it, one line a column."""
    raw = sheet.raw
    facts = [f"{len(raw.lines):,} row{'' if len(raw.lines) == 1 else 's'}"]
    if raw.header is not None:
        facts.append(f"header on {raw.part} {raw.header}")
    if raw.delimiter:
        facts.append(f"cells parted by {DELIMITERS[raw.delimiter]}")
    rows = [_explain_column(use, sheet) for use in sheet.uses]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    lines = [
        f"  {letter:<{widths[0]}}  {name:<{widths[1]}}  {sample:<{widths[2]}}  {words}"
        for letter, name, sample, words in rows
    ]
    return "\n".join([printable(f"{raw.file}: {', '.join(facts)}"), *lines])


def write_columns(columns: Mapping[str, str]) -> str:
    """Return the table `[columns]` of deploymap.toml, by column of the schema the sheet's name."""
    lines = [f"{column} = {quote_toml(own)}" for column, own in columns.items()]
    return "\n".join(["[columns]", *lines])


def quote_toml(text: str) -> str:
    """Return a text as a string of TOML, in one line (https://toml.io/en/v1.0.0#string)."""
    plain = plain_name(text).replace("\\", "\\\\").replace('"', '\\"')
    escaped = "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in plain)
    return f'"{escaped}"'


def _explain_column(use: ColumnUse, sheet: NamedSheet) -> tuple[str, str, str, str]:
    cells = sheet.raw.columns[use.own]
    filled = len(cells) - int(cells.is_blank.sum())
    sample = next((cell for cell in cells if cell), "")
    column = "the number that circles show" if use.column == CIRCLE else use.column
    words = WORDS[use.how].format(column=column, why=use.why)
    shown = shorten(sample)[:30]
    if filled < len(cells):
        words += f" ({filled:,} filled)" if filled else " (blank)"
    return use.letter, printable(shorten(use.own)[:30]), printable(shown), words
