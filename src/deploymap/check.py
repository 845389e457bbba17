"""Checks a sheet: raw cells in, a table of typed columns and all the faults out, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import eq
from typing import Any, Literal

import numpy as np
import pandas as pd

from deploymap.cells import (
    Faults,
    are_plain_texts,
    clean_texts,
    describe_range,
    find_bad_addresses,
    find_bad_choices,
    find_bad_dates,
    find_bad_sidcs,
    find_doubt,
    parse_numbers,
    parse_plain_numbers,
)
from deploymap.errors import Problem, shorten
from deploymap.header import check_names, match_names
from deploymap.read import RawTable
from deploymap.schema import (
    ANNOTATION_COLUMNS,
    RESERVED,
    UNIT_COLUMNS,
    UNIT_EXTRAS,
    Column,
    date_order,
)

NUMERIC = ("number", "integer", "amount")

# comes before every date; a faulty date comes before that, each at a time of its own
UNDATED = -(10**9)

Cells = Mapping[str, Sequence[str]]
Values = Mapping[str, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
Texts = list[str | None]


def check_units(raw: RawTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the units of a sheet and all its faults, errors and warnings, in the file's order.

    The table has the columns of `schema.UNIT_COLUMNS` in that order, then `line` (int64, of the
    file), then the sheet's own further columns, then `troops_approx`: True where `troops` says
    "about", else None. Texts have dtype object, None for a blank; numbers
    are float64 with NaN, whole numbers Int64 with NA; `date` is the text as written. A number with
    a fault is blank in the table. `id` is `row7` for line 7 where the sheet has none. Of several
    rows with one `id` the newest stays; a row without a date is older than all others.
    """
    cells, problems = _take_columns(raw, UNIT_COLUMNS, UNIT_EXTRAS)
    values, faults = _type_columns(raw, cells, UNIT_COLUMNS)
    order = _order_dates(values["date"])
    codes, rows = _sort_rows(values["id"], order)
    problems += faults
    problems += _check_troops(raw, values)
    problems += _check_parents(raw, values["id"], values["parent"])
    problems += _check_repeated(raw, values, codes, rows, order, "date")
    if not len(raw.lines):
        message = "the sheet has no rows below its header; the map shows no units"
        problems.append(Problem(raw.file, None, None, message, "warning"))
    newest = _newest_rows(codes, rows)
    frame = _make_frame(raw, values, UNIT_COLUMNS)
    if len(newest) < len(frame):
        frame = frame.iloc[newest].reset_index(drop=True)
    return frame, _in_file_order(problems, values)


def check_annotations(raw: RawTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the annotations of a sheet and all its faults, as `check_units` does for units.

    Columns as in `schema.ANNOTATION_COLUMNS`. Rows with one `id` are versions of one text for
    different page widths, and all stay; among them a blank `min_width` is no different from 0.
    """
    cells, problems = _take_columns(raw, ANNOTATION_COLUMNS, ())
    values, faults = _type_columns(raw, cells, ANNOTATION_COLUMNS)
    widths = np.nan_to_num(values["min_width"]).astype(np.int64)
    codes, rows = _sort_rows(values["id"], widths)
    problems += faults
    problems += _check_troops(raw, values)
    problems += _check_half_positions(raw, cells)
    problems += _check_figures(raw, cells)
    problems += _check_unplaced(raw, cells)
    problems += _check_repeated(raw, values, codes, rows, widths, "min_width")
    return _make_frame(raw, values, ANNOTATION_COLUMNS), _in_file_order(problems, values)


def _take_columns(
    raw: RawTable, columns: Sequence[Column], extras: Sequence[str]
) -> tuple[dict[str, list[str]], list[Problem]]:
    """Return the sheet's cells by the schema's names of columns, and what is wrong with names."""
    known = [*(column.name for column in columns), *extras]
    names = match_names(list(raw.frame.columns), known)
    cells = {name: raw.frame[own].tolist() for own, name in names.items() if name not in RESERVED}
    return cells, check_names(raw.file, list(names.values()), columns, known)


def _type_columns(
    raw: RawTable, cells: Cells, columns: Sequence[Column]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values by column, the schema's first; whole numbers are floats still."""
    cells, about = _take_doubt(cells)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in columns:
        if column.name in cells:
            values[column.name], faults = _type_column(raw, column, cells[column.name])
            problems += faults
        else:
            values[column.name] = _blanks(column, len(raw.lines))
    for name in (name for name in cells if name not in values):
        values[name], faults = _type_column(raw, Column(name, "text"), cells[name])
        problems += faults
    values["troops_approx"] = about or [None] * len(raw.lines)
    values, faults = _check_ranges(raw, cells, values, columns)
    ids = zip(values["id"], raw.lines.tolist(), strict=True)
    return {**values, "id": [own or f"row{line}" for own, line in ids]}, problems + faults


def _take_doubt(cells: Cells) -> tuple[Cells, list[bool | None]]:
    """Return the cells with `troops` without the word "about", and which of them had it."""
    troops = cells.get("troops", ())
    about = find_doubt(set(troops))
    if not about:
        return cells, []
    plain = [about.get(cell, cell) for cell in troops]
    return {**cells, "troops": plain}, [cell in about or None for cell in troops]


def _blanks(column: Column, length: int) -> Floats | Texts:
    return np.full(length, np.nan) if column.kind in NUMERIC else [None] * length


def _type_column(
    raw: RawTable, column: Column, cells: Sequence[str]
) -> tuple[Floats | Texts, list[Problem]]:
    if column.kind in NUMERIC:
        numbers, problems = _type_numbers(raw, column, cells)
        blanks = _check_blank(raw, column, cells)
        return numbers, problems + blanks
    words, problems = _type_words(raw, column, cells)
    return words, problems + _check_blank(raw, column, words)


def _type_numbers(
    raw: RawTable, column: Column, cells: Sequence[str]
) -> tuple[Floats, list[Problem]]:
    plain = parse_plain_numbers(cells, column.kind)
    if plain is not None:
        return np.array(plain, dtype=np.float64), []
    numbers, faults = parse_numbers(set(cells).difference([""]), column.kind)
    values = np.array(list(map(numbers.get, cells)), dtype=np.float64)
    return values, _locate(raw, column.name, cells, faults)


def _type_words(raw: RawTable, column: Column, cells: Sequence[str]) -> tuple[Texts, list[Problem]]:
    if column.choices:
        faults = find_bad_choices(set(cells), column.choices)
        problems = _locate(raw, column.name, cells, faults)
        return [cell.casefold() or None for cell in cells], problems
    if column.kind == "url":
        faults = find_bad_addresses(set(cells))
        kept: Texts = [cell if cell and cell not in faults else None for cell in cells]
        return kept, _locate(raw, column.name, cells, faults, "warning")
    if column.kind == "text":
        return _type_texts(raw, column, cells)
    find_bad = find_bad_dates if column.kind == "date" else find_bad_sidcs
    problems = _locate(raw, column.name, cells, find_bad(set(cells)))
    return [cell or None for cell in cells], problems


def _type_texts(raw: RawTable, column: Column, cells: Sequence[str]) -> tuple[Texts, list[Problem]]:
    if are_plain_texts(cells):
        return [cell or None for cell in cells], []
    changed, faults = clean_texts(set(cells))
    texts = [changed.get(cell, cell) or None for cell in cells]
    return texts, _locate(raw, column.name, cells, faults, "warning")


def _check_blank(raw: RawTable, column: Column, cells: Sequence[str | None]) -> list[Problem]:
    if not column.required or ("" not in cells and None not in cells):
        return []
    message = f"the cell is blank, and every row needs one: {column.doc}"
    return [
        Problem(raw.file, line, column.name, message)
        for line, cell in zip(raw.lines.tolist(), cells, strict=True)
        if not cell
    ]


def _locate(
    raw: RawTable,
    column: str,
    cells: Sequence[str],
    faults: Faults,
    severity: Literal["error", "warning"] = "error",
) -> list[Problem]:
    """Return a problem for each row whose cell is among the faults."""
    if not faults:
        return []
    return [
        Problem(raw.file, line, column, faults[cell], severity)
        for line, cell in zip(raw.lines.tolist(), cells, strict=True)
        if cell in faults
    ]


def _check_ranges(
    raw: RawTable, cells: Cells, values: Values, columns: Sequence[Column]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values without the numbers that are outside their column's range."""
    kept = dict(values)
    problems = []
    for column in columns:
        if column.kind not in NUMERIC:
            continue
        numbers = values[column.name]
        outside = (numbers < column.minimum) | (numbers > column.maximum)
        if not outside.any():
            continue
        kept[column.name] = np.where(outside, np.nan, numbers)
        for row in np.flatnonzero(outside).tolist():
            cell = shorten(cells[column.name][row])
            advice = _advise_range(column.name, numbers[row], values["lon"][row])
            message = f"{cell} is outside {describe_range(column)}; {advice}"
            problems.append(_problem(raw, row, column.name, message))
    return kept, problems


def _advise_range(name: str, number: float, longitude: float) -> str:
    if name == "lat" and abs(number) <= 180 and abs(longitude) <= 90:
        return "lat and lon look swapped"
    if name in ("lat", "lon"):
        return "write degrees with a decimal point, such as 48.57"
    return "leave the cell blank where it is not known"


def _problem(raw: RawTable, row: int, column: str, message: str) -> Problem:
    return Problem(raw.file, int(raw.lines[row]), column, message)


def _check_troops(raw: RawTable, values: Values) -> list[Problem]:
    """Tell of troops_min above troops_max, and of troops outside the two."""
    troops, low, high = (values[name] for name in ("troops", "troops_min", "troops_max"))
    problems = []
    for row in np.flatnonzero(low > high).tolist():
        message = f"{low[row]:,.0f} is more than troops_max, {high[row]:,.0f}; correct one of them"
        problems.append(_problem(raw, row, "troops_min", message))
    for row in np.flatnonzero(((troops < low) | (troops > high)) & ~(low > high)).tolist():
        below = troops[row] < low[row]
        words = f"less than troops_min, {low[row]:,.0f}"
        if not below:
            words = f"more than troops_max, {high[row]:,.0f}"
        message = f"{troops[row]:,.0f} is {words}; correct one of them"
        problems.append(_problem(raw, row, "troops", message))
    return problems


def _check_parents(
    raw: RawTable, ids: Sequence[str], parents: Sequence[str | None]
) -> list[Problem]:
    strangers = set(parents).difference(ids, [None])
    if not strangers and not any(map(eq, ids, parents)):
        return []
    problems = []
    for line, own, parent in zip(raw.lines.tolist(), ids, parents, strict=True):
        if parent in strangers:
            message = f"no row has the id {shorten(str(parent))}; the unit stands by itself"
        elif parent == own:
            message = "a unit cannot belong to itself; write the id of the unit above it"
        else:
            continue
        problems.append(Problem(raw.file, line, "parent", message, "warning"))
    return problems


def _check_half_positions(raw: RawTable, cells: Cells) -> list[Problem]:
    problems = []
    for own, other in (("lat", "lon"), ("lon", "lat")):
        message = f"the cell is blank, but {other} is not; fill in both, or neither"
        missing = _is_given(raw, cells, other) & ~_is_given(raw, cells, own)
        problems += [_problem(raw, row, own, message) for row in np.flatnonzero(missing).tolist()]
    return problems


def _check_figures(raw: RawTable, cells: Cells) -> list[Problem]:
    given = [_is_given(raw, cells, name) for name in ("troops", "troops_min", "troops_max")]
    figures = np.array([kind.casefold() == "figure" for kind in cells.get("type", ())], dtype=bool)
    message = "a figure needs a number in troops, troops_min or troops_max"
    bare = figures & ~np.any(given, axis=0) if len(figures) else figures
    return [_problem(raw, row, "troops", message) for row in np.flatnonzero(bare).tolist()]


def _check_unplaced(raw: RawTable, cells: Cells) -> list[Problem]:
    """Warn of labels without a position, which stand nowhere."""
    labels = np.array([kind.casefold() == "label" for kind in cells.get("type", ())], dtype=bool)
    message = "a label without a position is not shown; fill in lat and lon"
    bare = labels & ~_is_given(raw, cells, "lat") if len(labels) else labels
    return [
        Problem(raw.file, int(raw.lines[row]), "lat", message, "warning")
        for row in np.flatnonzero(bare).tolist()
    ]


def _is_given(raw: RawTable, cells: Cells, name: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    if name not in cells:
        return np.zeros(len(raw.lines), dtype=bool)
    return np.array([cell != "" for cell in cells[name]], dtype=bool)


def _order_dates(dates: Sequence[str | None]) -> Integers:
    """Return numbers that sort the rows by time."""
    orders = {text: date_order(text) if text else UNDATED for text in set(dates)}
    found = list(map(orders.get, dates))
    if None in found:
        found = [UNDATED - 1 - row if order is None else order for row, order in enumerate(found)]
    return np.array(found, dtype=np.int64)


def _sort_rows(ids: Sequence[str], order: Integers) -> tuple[Integers, Integers]:
    """Return the ids as codes, and the rows, both sorted by id, `order` and place in the file."""
    if len(set(ids)) == len(ids):
        rows = np.arange(len(ids))
        return rows, rows
    codes = pd.factorize(np.array(ids, dtype=object))[0]
    rows = np.lexsort((order, codes))
    return codes[rows], rows


def _newest_rows(codes: Integers, rows: Integers) -> Integers:
    """Return the positions of the rows that stay, one for each id, in the file's order."""
    is_last = np.append(codes[1:] != codes[:-1], True)
    return np.sort(rows[is_last[: len(rows)]])


def _check_repeated(
    raw: RawTable, values: Values, codes: Integers, rows: Integers, order: Integers, column: str
) -> list[Problem]:
    """Tell of rows that share both `id` and what should tell such rows apart, `column`."""
    same = (codes[1:] == codes[:-1]) & (order[rows][1:] == order[rows][:-1])
    problems = []
    for earlier, row in zip(rows[:-1][same].tolist(), rows[1:][same].tolist(), strict=True):
        value = values[column][row]
        words = f"with {'no' if pd.isna(value) or value == 0 else 'the same'} {column}"
        found = f"{shorten(values['id'][row])} stands on line {raw.lines[earlier]} already, {words}"
        advice = f"give the row an id of its own, or a {column} of its own"
        problems.append(_problem(raw, row, "id", f"{found}; {advice}"))
    return problems


def _make_frame(raw: RawTable, values: Values, columns: Sequence[Column]) -> pd.DataFrame:
    ready: dict[str, Any] = {}
    for column in columns:
        ready[column.name] = _as_array(values[column.name], column.kind)
    ready["line"] = raw.lines
    for name in (name for name in values if name not in ready):
        ready[name] = _as_array(values[name], "text")
    return pd.DataFrame(ready, copy=False)


def _as_array(values: Any, kind: str) -> Any:
    if kind == "number":
        return values
    if kind in NUMERIC:
        blank = np.isnan(values)
        return pd.arrays.IntegerArray(np.where(blank, 0, values).astype(np.int64), blank)
    # a Series of dtype object, for pandas would make another text dtype of an array
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return pd.Series(array, dtype=object)


def _in_file_order(problems: Iterable[Problem], columns: Iterable[str]) -> list[Problem]:
    rank = {name: number for number, name in enumerate(columns)}
    return sorted(problems, key=lambda found: (found.line or 0, rank.get(found.column or "", -1)))
