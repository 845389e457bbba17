"""Writes a sheet that was read, in whatever form, as a clean `units.csv`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import with_columns
from deploymap.checks.parts import read_parts
from deploymap.checks.spelling import fold_name, without_unit
from deploymap.checks.synonyms import loose_synonyms, unit_synonyms
from deploymap.notation.dates import MONTHS
from deploymap.schema import UNIT_COLUMNS

# columns of a checked table that are not written: the line is that of the old file
NOT_WRITTEN = ("line", "troops_approx", "date_span", "date_utc", "date_written")


def write_clean_csv(units: pd.DataFrame, *, by_name: bool = False) -> str:
    """Return a checked table of units as CSV text that reads back to the same table.

    Columns are those of the schema that hold anything, then the sheet's own. Numbers are plain
    digits with a decimal point; `~` before `troops` says "about"; dates are ISO 8601. With
    `by_name`, as in `Checked`, no ids are written, and superiors by their names.
    """
    known = [column.name for column in UNIT_COLUMNS]
    own = [name for name in units.columns if name not in (*known, *NOT_WRITTEN)]
    own = [name for name in own if units[name].notna().any()]
    always = {"id", "name", "lat", "lon", *_meant_by(own)}
    if units["troops_approx"].notna().any():
        always.add("troops")
    names = [n for n in known if n in always or units[n].notna().any()] + own
    if by_name:
        names.remove("id")
        called = dict(zip(units["id"], units["name"], strict=True))
        units = with_columns(units, {"parent": [called.get(own, own) for own in units["parent"]]})
    columns = write_columns(units, names)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue()


def write_columns(units: pd.DataFrame, names: Sequence[str]) -> dict[str, list[str]]:
    """Return columns of a checked table as texts that read back to the same."""
    return {name: _write_column(units, name) for name in names}


def _meant_by(own: list[str]) -> set[str]:
    """Return the columns that one's own would be taken for if they were not there."""
    folded = [fold_name(form) for name in own for form in (name, without_unit(name))]
    tables = (unit_synonyms(), loose_synonyms())
    meant = {column for table in tables for name in folded for column in table.get(name, ())}
    return meant | {part.column for name in own for part in read_parts(name)}


def _write_column(units: pd.DataFrame, name: str) -> list[str]:
    cells = [_write_cell(value) for value in units[name].tolist()]
    if name == "date":
        nothing = [None] * len(cells)
        more = (units.get(key, nothing) for key in ("date_span", "date_utc", "date_written"))
        return [_write_date(*entry) for entry in zip(cells, *more, strict=True)]
    if name != "troops" or "troops_approx" not in units:
        return cells
    bounds = zip(units["troops_min"], units["troops_max"], units["troops_approx"], strict=True)
    return [_write_doubt(cell, *rest) for cell, rest in zip(cells, bounds, strict=True)]


def _write_date(date: str, span: str | None, is_utc: bool | None, written: str | None) -> str:
    """Return a date that reads back: its span, its zone, or what the cell said of it."""
    if span:
        return "/".join(end if end == ".." else _write_era(end) for end in span.split("/"))
    if is_utc:
        return f"{date}Z"
    return written or _write_era(date)


def _write_era(date: str) -> str:
    """Return a date; one before our era in words, where its digits may mean another year."""
    if not re.match("-[1-9]|0000", date):
        return date
    year, *rest = date.removeprefix("-").split("-")
    month, day = (*(int(part) for part in rest), None, None)[:2]
    named = MONTHS[month - 1].split()[0].capitalize() if month else ""
    before = int(year) + 1 if date.startswith("-") else 1
    return " ".join(filter(None, (str(day or ""), named, f"{before} BC")))


def _write_doubt(best: str, least: Any, most: Any, about: Any) -> str:
    """Return the best estimate, or what is about right: a range or a bound."""
    is_about = not pd.isna(about) and bool(about)
    if not is_about or best:
        return f"~{best}" if is_about else best
    if not pd.isna(least) and not pd.isna(most):
        return f"~{least}-{most}"
    return f"~<{most}" if pd.isna(least) else f"~>{least}"


def _write_cell(value: Any) -> str:
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, float):
        return "" if np.isnan(value) else np.format_float_positional(value, trim="-")
    return str(value)
