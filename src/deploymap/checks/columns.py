"""Cells -> typed columns: the texts of a named sheet become numbers, dates, words, and faults."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Floats, Texts, blanks
from deploymap.checks.dates import type_dates
from deploymap.checks.header import NamedSheet
from deploymap.checks.locating import problems_at, tell_unknown
from deploymap.checks.rewriting import rewrite
from deploymap.notation.amountwords import UNKNOWN
from deploymap.notation.cells import (
    clean_texts,
    describe_range,
    find_bad_addresses,
    find_bad_choices,
    parse_sidcs,
)
from deploymap.notation.digits import UNSEEN
from deploymap.notation.garbled import SIGNS
from deploymap.notation.numbers import (
    Figure,
    Notation,
    find_notation,
    is_unknown,
    parse_figures,
    parse_numbers,
    parse_plain_numbers,
)
from deploymap.notation.remarks import is_unstated, is_worded
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, Problem, shorten
from deploymap.schema import CIRCLE, Column
from deploymap.sheets.texts import TextColumn, to_objects

NUMERIC = ("number", "integer", "amount", "degrees")
LOOKED_AT = 200  # cells of a column
_COMMA_DEGREES = late_pattern(r"[+-]?[0-9]{1,2},[0-9]{2,20} ?°?(?: ?[NSns])?")
_DOT_GROUP = late_pattern(r"[1-9][0-9]{0,2}\.[0-9]{3}")
# columns whose cells may be ranges or bounds
FIGURES = ("troops", CIRCLE)

# signs for "not known" in columns of few words; elsewhere a dash may be one of the text
BLANK_SIGNS = {"-", "--", "–", "—", "?", "??"}
SIGNED = {"side", "kind", "echelon", "status", "confidence", "parent", "place"}
# of these an unknown one is none; an unknown side may be one
LINKS = {"parent", "place"}
LONGEST_BLANK = max(map(len, UNKNOWN))
# what programs such as R write in cells that say nothing; NA may be a country or a continent
MACHINE_BLANKS = {"NA", "N/A", "#N/A", "n/a", "<NA>", "NaN", "nan", "NULL", "null"}

Cells = TextColumn
Faults = Mapping[str, Fault]
Values = dict[str, Any]


@dataclass(frozen=True)
class Typed:
    """Columns of values: float64 with NaN for numbers, objects (str or None) for all else."""

    values: Values
    problems: list[Problem]


def type_columns(
    sheet: NamedSheet, columns: Sequence[Column], *, filled: Container[str] = ()
) -> Typed:
    """Return the values of all columns, those of the schema first, and what is wrong with cells.

    A cell with a fault is blank in the values. `lat` and `lon` are left to `placing.py`. Where
    one of FIGURES gives a range or a bound, that waits under `bound_key`; `troops_approx` is True
    where `troops` says "about", and `circle_approx` likewise. Whole numbers are floats still; `id`
    is blank where not given. Blank cells of `filled` are no fault: they are filled later.
    """
    typed = Typed({}, [])
    # one array for all columns that are blank, into which nobody can write
    unknown = np.full(len(sheet.raw.lines), np.nan)
    unknown.flags.writeable = False
    blank = no_texts(len(sheet.raw.lines))
    for column in columns:
        cells = sheet.cells.get(column.name)
        if column.kind == "degrees":
            continue
        if column.kind == "date" and cells is not None:
            typed.values.update(type_dates(sheet, column.name, cells, typed.problems))
            continue
        if cells is None:
            typed.values[column.name] = unknown if column.kind in NUMERIC else blank
        elif column.kind in NUMERIC:
            typed.values[column.name] = _type_numbers(sheet, column, cells, typed)
        else:
            typed.values[column.name] = _type_words(sheet, column, cells, typed.problems)
        if column.required and cells is not None and column.name not in filled:
            _check_blank(sheet, column, typed.values[column.name], typed.problems)
    own = [name for name in sheet.cells if name not in {column.name for column in columns}]
    for name in own:
        column = Column(name, "text")
        typed.values[name] = _type_words(sheet, column, sheet.cells[name], typed.problems)
    for name in (name for name in FIGURES if name in typed.values):
        typed.values[f"{name}_approx"] = typed.values.pop(f"{name}_approx", blank)
    _check_ranges(sheet, columns, typed)
    return typed


def no_texts(length: int) -> Texts:
    """Return a column of blanks, into which nobody can write."""
    blank = np.full(length, None, dtype=object)
    blank.flags.writeable = False
    return blank


def _type_numbers(sheet: NamedSheet, column: Column, cells: Cells, typed: Typed) -> Floats:
    plain = plain_numbers(cells, column.kind)
    if plain is not None:
        return plain
    distinct = set(cells.distinct).difference([""])
    unknown = {cell for cell in distinct if is_unknown(cell)}
    has_commas = _has_decimal_commas(sheet)
    is_amount = column.kind == "amount"
    notation = find_notation(distinct, comma_sheet=has_commas, of_people=is_amount)
    if has_commas and sheet.raw.delimiter != ";":
        why = "the sheet's latitudes have decimal commas"
        typed.problems.extend(_tell_groups(sheet, column, cells, why))
    elif is_amount and notation == Notation(True) and not has_commas:
        why = "each of the column's numbers has three digits after a dot, and people are whole"
        typed.problems.extend(_tell_groups(sheet, column, cells, why))
    distinct -= unknown
    typed.problems.extend(tell_unknown(sheet, column.name, cells, unknown))
    if column.name in FIGURES:
        worded = {cell for cell in distinct if column.name == "troops" and is_worded(cell)}
        distinct -= worded
        if worded:
            typed.problems.extend(tell_unknown(sheet, column.name, cells, worded, "warning"))
            _keep_words(sheet, column.name, cells, worded, typed)
        return _type_figures(sheet, column, cells, distinct, notation, typed)
    numbers, faults = parse_numbers(distinct, column.kind, notation)
    if column.kind == "amount":
        numbers, faults = _type_bound(column.name, distinct, notation)
    typed.problems.extend(problems_at(sheet, column.name, cells, faults))
    return cells.take_numbers(numbers)


def plain_numbers(cells: Cells, kind: str) -> Floats | None:
    """Return the numbers of a column, NaN for a blank, if all are plain digits, else None."""
    if cells.arrow is None:
        plain = parse_plain_numbers(cells.distinct, kind)
        return None if plain is None else np.array(plain or [np.nan])[cells.codes]
    numbers = cells.plain_numbers()
    if kind == "number" or numbers is None or not (numbers % 1 > 0).any():
        return numbers if kind == "number" or not _has_points(cells) else None
    return None


def _has_points(cells: Cells) -> bool:
    """Return whether a cell has a point: 10.000 may be ten thousand people."""
    return cells.has_letter(".")


def _has_decimal_commas(sheet: NamedSheet) -> bool:
    """Return whether the sheet is one of those that write 48,57.

    It is parted by semicolons, or has its latitudes so.
    """
    if sheet.raw.delimiter == ";":
        return True
    cells = sheet.cells.get("lat")
    texts = [text for text in cells[:LOOKED_AT] if text] if cells is not None else []
    return bool(texts) and all(map(_COMMA_DEGREES.fullmatch, texts))


def _tell_groups(sheet: NamedSheet, column: Column, cells: Cells, why: str) -> list[Problem]:
    """Say that 2.500 is read as 2,500, and why."""
    grouped = [cell for cell in cells.distinct if _DOT_GROUP.fullmatch(cell)]
    if not grouped or column.name == "accuracy_km":
        return []
    words = f"{grouped[0]} is read as {grouped[0].replace('.', '')}"
    words += f", for {why}"
    advice = f"where it is {float(grouped[0]):g} write {float(grouped[0]):g}".replace(".", ",")
    fault = Fault("number-ambiguous", words, advice)
    return [sheet.problem(None, column.name, fault, "notice")]


def _type_bound(
    name: str, distinct: set[str], notation: Notation
) -> tuple[dict[str, float], dict[str, Fault]]:
    """Return the numbers of `troops_min` or `troops_max`: one number, whatever sign is at it."""
    figures, faults = parse_figures(distinct, notation)
    numbers = {}
    for cell, figure in figures.items():
        bounds = zip(("best", "least", "most"), figure[:3], strict=True)
        stated = {part: number for part, number in bounds if number == number}
        if len(stated) == 1 and stated.keys() <= {"best", bounds_of(FIGURES[0])[name]}:
            numbers[cell] = next(iter(stated.values()))
        else:
            words = f"{shorten(cell)} is not one number"
            faults[cell] = Fault("number-unreadable", words, f"write one number in {name}")
    return numbers, faults


def _type_figures(
    sheet: NamedSheet,
    column: Column,
    cells: Cells,
    distinct: set[str],
    notation: Notation,
    typed: Typed,
) -> Floats:
    """Return the best estimates; bounds and doubt go into columns of their own."""
    figures, faults = parse_figures(distinct, notation)
    typed.problems.extend(problems_at(sheet, column.name, cells, faults))
    if remarks := {cell: figure for cell, figure in figures.items() if figure.remark}:
        typed.problems.append(_tell_remarks(sheet, column.name, cells, remarks))
        _keep_words(sheet, column.name, cells, remarks, typed)
    typed.values[f"{column.name}_approx"] = cells.take(
        {cell: True for cell, figure in figures.items() if figure.about}
    )
    for name, part in bounds_of(column.name).items():
        bounds = {cell: getattr(figure, part) for cell, figure in figures.items()}
        typed.values[bound_key(name)] = cells.take_numbers(bounds)
    return cells.take_numbers({cell: figure.best for cell, figure in figures.items()})


def _keep_words(
    sheet: NamedSheet, column: str, cells: Cells, worded: Iterable[str], typed: Typed
) -> None:
    """Keep cells that say more than a number as those of a column of the sheet's own."""
    own = sheet.own.get(column, column)
    name = own if own not in sheet.cells else f"{own} (2)"
    kept = cells.take({cell: cell for cell in worded})
    if name in typed.values:
        kept = np.where(blanks(kept), typed.values[name], kept)
    typed.values[name] = kept


def _tell_remarks(
    sheet: NamedSheet, column: str, cells: Cells, remarks: Mapping[str, Figure]
) -> Problem:
    """Say once that words behind numbers are no part of them."""
    rows = cells.where(remarks).tolist()
    figure = remarks[cells[rows[0]]]
    number = next(each for each in figure[:3] if each == each)
    words = f"{shorten(cells[rows[0]])} is read as {number:,.0f}, and the words are shown as text"
    words += f" (and {len(rows) - 1:,} more so)" if len(rows) > 1 else ""
    advice = "where another number is meant write it alone"
    return sheet.problem(rows[0], column, Fault("number-remark", words, advice), "notice")


def bounds_of(name: str) -> dict[str, str]:
    """Return the columns of bounds of one of FIGURES, and which part of a `Figure` each has."""
    return {f"{name}_min": "least", f"{name}_max": "most"}


def bound_key(name: str) -> str:
    """Return under what a bound such as `troops_min`, as `troops` states it, is in the values.

    No column of a sheet is called so.
    """
    return f"\0{name}"


def _type_words(sheet: NamedSheet, column: Column, cells: Cells, problems: list[Problem]) -> Texts:
    if column.choices:
        faults = find_bad_choices(cells.distinct, column.choices)
        problems += problems_at(sheet, column.name, cells, faults)
        return cells.take({cell: cell.casefold() or None for cell in cells.distinct})
    if column.kind == "url":
        cells = _without_machine_blanks(sheet, column.name, cells, problems)
        faults = find_bad_addresses(cells.distinct)
        problems += problems_at(sheet, column.name, cells, faults, "warning")
        return cells.take({cell: cell for cell in cells.distinct if cell and cell not in faults})
    if column.kind == "sidc":
        codes, faults = parse_sidcs(set(cells.distinct).difference([""]))
        problems += problems_at(sheet, column.name, cells, faults)
        return cells.take(codes)
    return _type_texts(sheet, column, cells, problems)


def _type_texts(sheet: NamedSheet, column: Column, cells: Cells, problems: list[Problem]) -> Texts:
    if column.name in SIGNED and not BLANK_SIGNS.isdisjoint(cells.distinct):
        cells = TextColumn(["" if cell in BLANK_SIGNS else cell for cell in cells])
    # a name that a column called so states is one, whatever it is
    if column.name in SIGNED or (column.name == "name" and sheet.own["name"] != "name"):
        cells = _without_machine_blanks(sheet, column.name, cells, problems)
    if cells.is_plain(UNSEEN + SIGNS):
        return cells.stated()
    changed, faults = clean_texts(cells.distinct)
    problems += problems_at(sheet, column.name, cells, faults, "warning")
    return cells.take({cell: changed.get(cell, cell) or None for cell in cells.distinct})


def _without_machine_blanks(
    sheet: NamedSheet, name: str, cells: Cells, problems: list[Problem]
) -> Cells:
    """Return the cells without words for a blank, and say which; a name may be any but a few."""
    unknown = MACHINE_BLANKS.intersection(cells.distinct)
    if name in SIGNED:
        says_blank = is_unknown if name in LINKS else is_unstated
        unknown |= {
            cell for cell in cells.distinct if len(cell) <= LONGEST_BLANK and says_blank(cell)
        }
        unknown -= {""}
    if not unknown:
        return cells
    problems += tell_unknown(sheet, name, cells, unknown)
    return rewrite(cells, lambda text: "" if text in unknown else text)


def _check_blank(sheet: NamedSheet, column: Column, texts: Texts, problems: list[Problem]) -> None:
    fault = Fault("blank-cell", f"the cell is blank, and every row needs one: {column.doc}")
    rows = np.flatnonzero(blanks(texts)).tolist()
    problems += sheet.problems(rows, column.name, fault)


def _check_ranges(sheet: NamedSheet, columns: Sequence[Column], typed: Typed) -> None:
    """Blank the numbers that are outside their column's range, and tell of them."""
    for column in columns:
        if column.kind not in NUMERIC or column.kind == "degrees":
            continue
        parts = [column.name, *map(bound_key, bounds_of(column.name))]
        for part in (part for part in parts if part in typed.values):
            numbers = typed.values[part]
            outside = (numbers < column.minimum) | (numbers > column.maximum)
            if not outside.any():
                continue
            typed.values[part] = np.where(outside, np.nan, numbers)
            tell = partial(_tell_outside, sheet.cells[column.name], describe_range(column))
            rows = np.flatnonzero(outside).tolist()
            typed.problems.extend(sheet.problems(rows, column.name, tell))


def _tell_outside(cells: Cells, limits: str, row: int) -> Fault:
    words = f"{shorten(cells[row])} is outside {limits}"
    return Fault("out-of-range", words, "leave the cell blank where it is not known")


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
    return pd.Series(to_objects(values), dtype=object, copy=False)
