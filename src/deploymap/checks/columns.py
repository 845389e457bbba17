"""Cells -> typed columns: the texts of a named sheet become numbers, dates, words, and faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from deploymap.checks.header import NamedSheet
from deploymap.errors import Fault, Problem, Severity, shorten
from deploymap.notation.cells import (
    are_plain_texts,
    clean_texts,
    describe_range,
    find_bad_addresses,
    find_bad_choices,
    parse_sidcs,
)
from deploymap.notation.dates import find_order, parse_dates
from deploymap.notation.numbers import (
    Figure,
    Notation,
    find_notation,
    is_unknown,
    parse_figures,
    parse_numbers,
    parse_plain_numbers,
)
from deploymap.schema import Column

NUMERIC = ("number", "integer", "amount", "degrees")
FIGURE = "troops"
BOUNDS = {"troops_min": "least", "troops_max": "most"}

Cells = Sequence[str]
Faults = Mapping[str, Fault]
Values = dict[str, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Texts = list[str | None]


@dataclass(frozen=True)
class Typed:
    """Columns of values: float64 with NaN for numbers, lists of str or None for all else."""

    values: Values
    problems: list[Problem]


def type_columns(sheet: NamedSheet, columns: Sequence[Column]) -> Typed:
    """Return the values of all columns, those of the schema first, and what is wrong with cells.

    A cell with a fault is blank in the values. `lat` and `lon` are left to `placing.py`. Where
    `troops` gives a range or a bound, it stands in `troops_min` and `troops_max`; `troops_approx`
    is True where it says "about". Whole numbers are floats still; `id` is blank where not given.
    """
    typed = Typed({}, [])
    for column in columns:
        cells = sheet.cells.get(column.name)
        if column.kind == "degrees":
            continue
        if cells is None:
            typed.values[column.name] = _blanks(column, len(sheet.raw.lines))
        elif column.kind in NUMERIC:
            typed.values[column.name] = _type_numbers(sheet, column, cells, typed)
        else:
            typed.values[column.name] = _type_words(sheet, column, cells, typed.problems)
    own = [name for name in sheet.cells if name not in {column.name for column in columns}]
    for name in own:
        column = Column(name, "text")
        typed.values[name] = _type_words(sheet, column, sheet.cells[name], typed.problems)
    about = typed.values.pop("troops_approx", [None] * len(sheet.raw.lines))
    typed.values["troops_approx"] = about
    _check_ranges(sheet, columns, typed)
    return typed


def _blanks(column: Column, length: int) -> Floats | Texts:
    return np.full(length, np.nan) if column.kind in NUMERIC else [None] * length


def _type_numbers(sheet: NamedSheet, column: Column, cells: Cells, typed: Typed) -> Floats:
    plain = parse_plain_numbers(cells, column.kind)
    if plain is not None:
        return np.array(plain, dtype=np.float64)
    distinct = set(cells).difference([""])
    unknown = {cell for cell in distinct if is_unknown(cell)}
    notation = find_notation(distinct, comma_sheet=has_decimal_commas(sheet))
    distinct -= unknown
    typed.problems.extend(tell_unknown(sheet, column.name, cells, unknown))
    if column.name == FIGURE:
        return _type_figures(sheet, cells, distinct, notation, typed)
    numbers, faults = parse_numbers(distinct, column.kind, notation)
    if column.kind == "amount":
        numbers, faults = _type_bound(column.name, distinct, notation)
    typed.problems.extend(locate(sheet, column.name, cells, faults))
    return np.array(list(map(numbers.get, cells)), dtype=np.float64)


def has_decimal_commas(sheet: NamedSheet) -> bool:
    """Return whether the sheet is one of those that write 48,57: parted by semicolons."""
    return sheet.raw.delimiter == ";"


def _type_bound(
    name: str, distinct: set[str], notation: Notation
) -> tuple[dict[str, float], dict[str, Fault]]:
    """Return the numbers of `troops_min` or `troops_max`: one number, whatever sign is at it."""
    figures, faults = parse_figures(distinct, notation)
    numbers = {}
    for cell, figure in figures.items():
        stated = {part: n for part, n in figure._asdict().items() if part != "about" and n == n}
        if len(stated) == 1 and stated.keys() <= {"best", BOUNDS[name]}:
            numbers[cell] = next(iter(stated.values()))
        else:
            words = f"{shorten(cell)} is not one number"
            faults[cell] = Fault("number-unreadable", words, f"write one number in {name}")
    return numbers, faults


def _type_figures(
    sheet: NamedSheet, cells: Cells, distinct: set[str], notation: Notation, typed: Typed
) -> Floats:
    """Return the best estimates; bounds and doubt go into columns of their own."""
    figures, faults = parse_figures(distinct, notation)
    typed.problems.extend(locate(sheet, FIGURE, cells, faults))
    blank = Figure()
    found = [figures.get(cell, blank) for cell in cells]
    typed.values["troops_approx"] = [figure.about or None for figure in found]
    for name, part in BOUNDS.items():
        typed.values[bound_key(name)] = np.array([getattr(f, part) for f in found])
    return np.array([figure.best for figure in found], dtype=np.float64)


def bound_key(name: str) -> str:
    """Return under what `troops_min` or `troops_max` as `troops` states it stands in the values.

    No column of a sheet is called so.
    """
    return f"\0{name}"


def tell_unknown(sheet: NamedSheet, column: str, cells: Cells, unknown: set[str]) -> list[Problem]:
    """Say that words such as `n/a` are read as a blank."""
    faults = {
        cell: Fault("not-stated", f"{cell} is read as not stated", "a blank cell says the same")
        for cell in unknown
    }
    return locate(sheet, column, cells, faults, "notice")


def _type_words(sheet: NamedSheet, column: Column, cells: Cells, problems: list[Problem]) -> Texts:
    if column.choices:
        faults = find_bad_choices(set(cells), column.choices)
        problems += locate(sheet, column.name, cells, faults)
        return [cell.casefold() or None for cell in cells]
    if column.kind == "date":
        return _type_dates(sheet, cells, problems)
    if column.kind == "url":
        faults = find_bad_addresses(set(cells))
        problems += locate(sheet, column.name, cells, faults, "warning")
        return [cell if cell and cell not in faults else None for cell in cells]
    if column.kind == "sidc":
        codes, faults = parse_sidcs(set(cells).difference([""]))
        problems += locate(sheet, column.name, cells, faults)
        return [codes.get(cell) for cell in cells]
    texts = _type_texts(sheet, column, cells, problems)
    if column.required:
        _check_blank(sheet, column, texts, problems)
    return texts


def _type_texts(sheet: NamedSheet, column: Column, cells: Cells, problems: list[Problem]) -> Texts:
    if are_plain_texts(cells):
        return [cell or None for cell in cells]
    changed, faults = clean_texts(set(cells))
    problems += locate(sheet, column.name, cells, faults, "warning")
    return [changed.get(cell, cell) or None for cell in cells]


def _check_blank(sheet: NamedSheet, column: Column, texts: Texts, problems: list[Problem]) -> None:
    fault = Fault("blank-cell", f"the cell is blank, and every row needs one: {column.doc}")
    problems += [
        sheet.problem(row, column.name, fault) for row, text in enumerate(texts) if not text
    ]


def _type_dates(sheet: NamedSheet, cells: Cells, problems: list[Problem]) -> Texts:
    distinct = set(cells).difference([""])
    unknown = {cell for cell in distinct if is_unknown(cell)}
    problems += tell_unknown(sheet, "date", cells, unknown)
    order, tells = find_order(distinct)
    dates, faults = parse_dates(distinct - unknown, order=order, serials=sheet.raw.has_numbers)
    problems += locate(sheet, "date", cells, faults)
    if order and (told := _tell_order(sheet, cells, order, tells, dates)):
        problems.append(told)
    return [dates.get(cell) for cell in cells]


def _tell_order(
    sheet: NamedSheet, cells: Cells, order: str, tells: str, dates: Mapping[str, str]
) -> Problem | None:
    """Say how 03/04/2022 was read, where the column has such a date."""
    doubtful, _ = parse_dates(set(cells).difference([""]), order=None, serials=False)
    settled = sorted(set(dates).difference(doubtful) - {tells})
    if not settled:
        return None
    row = list(cells).index(settled[0])
    message = f"{settled[0]} is read as {dates[settled[0]]}, {order} first, as {tells} has it"
    fault = Fault("date-order", message, "write year-month-day where that is wrong")
    return sheet.problem(row, "date", fault, "notice")


def locate(
    sheet: NamedSheet, column: str, cells: Cells, faults: Faults, severity: Severity = "error"
) -> list[Problem]:
    """Return a problem for each row whose cell is among the faults."""
    if not faults:
        return []
    return [
        sheet.problem(row, column, faults[cell], severity)
        for row, cell in enumerate(cells)
        if cell in faults
    ]


def _check_ranges(sheet: NamedSheet, columns: Sequence[Column], typed: Typed) -> None:
    """Blank the numbers that are outside their column's range, and tell of them."""
    for column in columns:
        if column.kind not in NUMERIC or column.kind == "degrees":
            continue
        parts = [column.name, *(bound_key(name) for name in BOUNDS if column.name == FIGURE)]
        for part in (part for part in parts if part in typed.values):
            numbers = typed.values[part]
            outside = (numbers < column.minimum) | (numbers > column.maximum)
            if not outside.any():
                continue
            typed.values[part] = np.where(outside, np.nan, numbers)
            for row in np.flatnonzero(outside).tolist():
                words = (
                    f"{shorten(sheet.cells[column.name][row])} is outside {describe_range(column)}"
                )
                fault = Fault("out-of-range", words, "leave the cell blank where it is not known")
                typed.problems.append(sheet.problem(row, column.name, fault))


def make_frame(lines: Any, values: Mapping[str, Any], columns: Sequence[Column]) -> pd.DataFrame:
    """Return the values as a table: the schema's columns, `line`, then all others."""
    ready: dict[str, Any] = {}
    for column in columns:
        ready[column.name] = _as_array(values[column.name], column.kind)
    ready["line"] = lines
    for name in (name for name in values if name not in ready):
        ready[name] = _as_array(values[name], "text")
    return pd.DataFrame(ready, copy=False)


def _as_array(values: Any, kind: str) -> Any:
    if kind in ("number", "degrees"):
        return values
    if kind in NUMERIC:
        blank = np.isnan(values)
        return pd.arrays.IntegerArray(np.where(blank, 0, values).astype(np.int64), blank)
    # a Series of dtype object, for pandas would make another text dtype of an array
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return pd.Series(array, dtype=object)
