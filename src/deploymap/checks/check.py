"""Checks a sheet: raw cells in, a table of typed columns and all the faults out, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Texts, Truths, blanks
from deploymap.checks.abreast import find_blocks, tell_abreast, tell_blocks
from deploymap.checks.across import spread_dates
from deploymap.checks.circles import choose_circles, offer_circles
from deploymap.checks.codesides import take_code_sides
from deploymap.checks.columns import FIGURES, Typed, bound_key, bounds_of, make_frame, type_columns
from deploymap.checks.dates import SPAN, check_dates_together, type_ends
from deploymap.checks.distances import check_far_positions, check_polar
from deploymap.checks.ends import add_ends
from deploymap.checks.fitting import fits_column
from deploymap.checks.header import NamedSheet, name_annotations, name_units
from deploymap.checks.headings import find_headings, name_headings, take_headings
from deploymap.checks.marks import drop_marks
from deploymap.checks.overtime import check_ends
from deploymap.checks.placing import place_units, read_positions
from deploymap.checks.returning import unite_returning
from deploymap.checks.row_names import fill_names
from deploymap.checks.rows import (
    check_doubled,
    check_future_dates,
    check_null_positions,
    check_parents,
    check_repeated,
    check_troops,
    check_undated,
    newest_by_name,
    newest_rows,
    order_dates,
    sort_rows,
    tell_names,
    tells_units_by_name,
)
from deploymap.checks.ships import name_ships
from deploymap.checks.sides import tell_headed, unite_sides
from deploymap.checks.spelling import plain_name, undoubled
from deploymap.checks.spreadsheet import find_made_dates, say_what_spreadsheets_did
from deploymap.checks.superiors import offer_superiors, take_indented
from deploymap.checks.totals import find_totals
from deploymap.problems import Fault, Problem
from deploymap.schema import ANNOTATION_COLUMNS, CIRCLE, CIRCLE_COLUMNS, LAT_LON, UNIT_COLUMNS
from deploymap.sheets.sheet import RawTable


@dataclass(frozen=True, eq=False)
class Checked:
    """A checked sheet: its table, its faults in the order of the file, and its columns' names.

    `by_name` says that rows of one name are one unit over time, as rows of one `id` are;
    `has_history` is False where no unit has two rows. `returns` says that names return at other
    dates, and nothing whether such rows are one unit.
    """

    table: pd.DataFrame
    problems: list[Problem]
    sheet: NamedSheet
    by_name: bool = False
    has_history: bool = True
    returns: bool = False


@dataclass(frozen=True)
class LeftOut:
    """Rows of a sheet that are not on the map: how many, and the code of the first fault of each.

    `reasons` counts the rows by code, the commonest first.
    """

    rows: int
    reasons: tuple[tuple[str, int], ...]


def check_units(
    raw: RawTable,
    *,
    mapping: Mapping[str, str] | None = None,
    crs: str = "",
    places: Mapping[str, str] | None = None,
    latest: str = "",
    circles: str = "",
) -> Checked:
    """Return the units of a sheet and all its faults: errors, warnings, notices.

    The table has the columns of `schema.UNIT_COLUMNS` in that order, then `line` (int64, as
    `RawTable.part` counts), then the sheet's own further columns, then `troops_approx` (True where
    `troops` says "about", else None) and `position_source`. Texts have dtype object, None for a
    blank; numbers are float64 with NaN, whole numbers Int64 with NA; `date` is ISO 8601 text. A
    cell with a fault is blank in the table. `id` is `row7` for line 7 where the sheet has none. All
    rows are there, of all dates (see `take_newest`), but for those that sum up others.

    `mapping` says of columns of the schema under which name the sheet has them; `crs` and `places`
    are as in `placing.place_units`; a date after `latest` (ISO text) is warned of. Where `circles`
    names a column that is not `troops`, its numbers are in schema.CIRCLE_COLUMNS and
    `circle_approx`.
    """
    raw = spread_dates(drop_marks(raw), mapping or {})
    sheet, problems = name_units(
        raw, mapping=mapping or {}, fits=fits_column, is_projected=bool(crs)
    )
    if circles:
        sheet, problems = choose_circles(sheet, circles, problems)
    else:
        problems += offer_circles(sheet)
    headings = find_headings(sheet)
    sheet = name_headings(sheet, headings)
    problems += offer_superiors(sheet)
    of_blocks = tell_blocks(sheet)
    problems += [*tell_abreast(sheet), *of_blocks]
    columns = (*UNIT_COLUMNS, *CIRCLE_COLUMNS) if CIRCLE in sheet.cells else UNIT_COLUMNS
    typed = type_columns(sheet, columns, filled=("name",))
    values = typed.values
    blocks = find_blocks(sheet) if of_blocks else []
    problems += _without_joined(raw.problems, sheet, settled=blocks)
    problems += typed.problems
    problems += place_units(sheet, typed, crs=crs, places=places, aside=headings.texts)
    values.pop(LAT_LON, None)
    _merge_bounds(sheet, typed, problems)
    problems += add_ends(sheet, values)
    problems += name_ships(sheet, values)
    problems += fill_names(sheet, values)
    values["id"] = _name_rows(values["id"], raw)
    values["side"], of_sides = unite_sides(sheet, values["side"])
    problems += [*of_sides, *tell_headed(sheet)]
    problems += check_troops(sheet, values)
    by_name = tells_units_by_name(sheet, values)
    returns, of_names = (False, []) if by_name else unite_returning(sheet, values)
    problems += of_names
    problems += take_indented(sheet, values)
    is_heading, of_headings = take_headings(sheet, headings, values)
    problems += [*of_headings, *take_code_sides(sheet, values)]
    problems += check_parents(sheet, values, by_name=by_name)
    order = order_dates(values["date"])
    history = sort_rows(values["id"], order)
    problems += check_repeated(sheet, values, order, "date", history)
    problems += check_undated(sheet, values, order, history)
    is_total, of_totals = find_totals(sheet, values)
    is_total |= is_heading
    problems += of_totals
    problems += check_doubled(sheet)
    problems += check_future_dates(sheet, values, order, latest)
    problems += check_null_positions(sheet, values)
    problems += check_far_positions(sheet, values)
    problems += check_polar(sheet, values)
    if not len(raw.lines) and not any(each.code == "quoting" for each in raw.problems):
        message = "the sheet has no rows below its header; the map shows no units"
        problems.append(sheet.problem(None, None, Fault("no-rows", message), "warning"))
    if by_name:
        problems.append(tell_names(sheet))
    problems = say_what_spreadsheets_did([*problems, *find_made_dates(sheet)], sheet)
    table = make_frame(raw.lines, values, columns)
    table = table[~is_total].reset_index(drop=True) if is_total.any() else table
    has_history = by_name or len(history.rows) > 0
    if not returns:
        problems += check_dates_together(sheet, values, has_history=has_history)
    return Checked(table, _in_file_order(problems, sheet), sheet, by_name, has_history, returns)


def _without_joined(
    problems: Iterable[Problem], sheet: NamedSheet, *, settled: Iterable[str] = ()
) -> list[Problem]:
    """Return problems without those that the header settled.

    Two columns of one name may be minutes of two axes; folders may be sides or kinds.
    """
    joined = {undoubled(use.own) for use in sheet.uses if use.how == "joined"}
    joined |= set(map(undoubled, settled))
    taken = {use.own for use in sheet.uses if use.column}
    return [
        p
        for p in problems
        if not (p.code == "column-doubled" and p.column in joined)
        and not (p.code == "folder-kept" and p.column in taken)
    ]


def check_annotations(raw: RawTable) -> Checked:
    """Return the annotations of a sheet and all its faults, as `check_units` does for units.

    Columns as in `schema.ANNOTATION_COLUMNS`. Rows with one `id` are versions of one text for
    different page widths, and all stay; among them a blank `min_width` is no different from 0.
    """
    sheet, problems = name_annotations(raw, fits=fits_column)
    columns = [column for column in ANNOTATION_COLUMNS if column.name != "until"]
    typed = type_columns(sheet.without("until"), columns)
    values = typed.values
    values["until"] = type_ends(sheet, values.get(SPAN), typed.problems)
    placed = read_positions(sheet)
    values["lat"], values["lon"] = placed.lat, placed.lon
    problems += [*raw.problems, *typed.problems, *placed.problems]
    _merge_bounds(sheet, typed, problems)
    values["id"] = _name_rows(values["id"], raw)
    problems += check_troops(sheet, values)
    problems += _check_figures(sheet)
    problems += _check_unplaced(sheet, values)
    problems += check_ends(sheet, values, "annotation-until")
    widths = np.nan_to_num(values["min_width"]).astype(np.int64)
    history = sort_rows(values["id"], widths)
    problems += check_repeated(sheet, values, widths, "min_width", history)
    problems = say_what_spreadsheets_did(problems, sheet)
    table = make_frame(raw.lines, values, ANNOTATION_COLUMNS)
    return Checked(table, _in_file_order(problems, sheet), sheet)


def take_newest(units: pd.DataFrame, *, by_name: bool = False) -> pd.DataFrame:
    """Return of several rows with one `id` the newest, in the file's order.

    A row without a date is older than all others. `by_name` is as in `Checked`.
    """
    if by_name:
        return newest_by_name(units)
    history = sort_rows(units["id"].to_numpy(), order_dates(units["date"]))
    return units.iloc[newest_rows(history)].reset_index(drop=True) if len(history.rows) else units


def leave_out(table: pd.DataFrame, problems: Iterable[Problem]) -> tuple[pd.DataFrame, LeftOut]:
    """Return the table without the rows that have an error, and which these are."""
    first: dict[int, str] = {}
    for problem in problems:
        if problem.severity == "error" and problem.line is not None:
            first.setdefault(problem.line, problem.code)
        if problem.severity == "error":
            first |= {line: problem.code for line in problem.also if line not in first}
    bad = table["line"].isin(list(first)).to_numpy()
    codes = Counter(first[line] for line in table["line"][bad].tolist())
    counts = sorted(codes.items(), key=lambda entry: (-entry[1], entry[0]))
    kept = table[~bad].reset_index(drop=True) if bad.any() else table
    return kept, LeftOut(sum(codes.values()), tuple(counts))


def leave_out_taken_off(
    newest: pd.DataFrame, states: pd.DataFrame, left_out: LeftOut
) -> tuple[pd.DataFrame, LeftOut]:
    """Return the newest states of a scenario's units without those that have left the map.

    These stand nowhere now, and stood somewhere before; what stood nowhere at any time stays.
    """
    placed = states["id"][states["lat"].notna()]
    gone = (newest["lat"].isna() & newest["id"].isin(placed)).to_numpy()
    if not gone.any():
        return newest, left_out
    reasons = (*left_out.reasons, ("taken-off", int(gone.sum())))
    kept = newest[~gone].reset_index(drop=True)
    return kept, LeftOut(left_out.rows + int(gone.sum()), reasons)


def _name_rows(ids: Texts, raw: RawTable) -> Texts:
    """Return the ids, `row7` for line 7 where there is none; no other row has such a one."""
    blank = np.flatnonzero(blanks(ids))
    if not len(blank):
        return ids
    taken = set(ids.tolist())
    named = ids.copy()
    for row, line in zip(blank.tolist(), raw.lines[blank].tolist(), strict=True):
        name = f"row{line}"
        while name in taken:
            name += "_"
        named[row] = name
    return named


def _merge_bounds(sheet: NamedSheet, typed: Typed, problems: list[Problem]) -> None:
    """Put the bounds that `troops` states into `troops_min` and `troops_max`, and so on."""
    for figure, name in ((one, name) for one in FIGURES for name in bounds_of(one)):
        stated = typed.values.pop(bound_key(name), None)
        if stated is None:
            continue
        own = typed.values[name]
        for row in np.flatnonzero(~np.isnan(own) & ~np.isnan(stated) & (own != stated)).tolist():
            words = f"{stated[row]:,.0f} here, but {name} says {own[row]:,.0f}"
            fault = Fault("troops-contradict", words, "correct one of them")
            problems.append(sheet.problem(row, figure, fault))
        typed.values[name] = np.where(np.isnan(own), stated, own)


def _check_figures(sheet: NamedSheet) -> list[Problem]:
    given = [_is_given(sheet, name) for name in ("troops", "troops_min", "troops_max")]
    figures = _is_of_type(sheet, "figure")
    fault = Fault("figure-bare", "a figure needs a number in troops, troops_min or troops_max")
    bare = figures & ~np.any(given, axis=0)
    return [sheet.problem(row, "troops", fault) for row in np.flatnonzero(bare).tolist()]


def _check_unplaced(sheet: NamedSheet, values: Mapping[str, Any]) -> list[Problem]:
    """Warn of labels without a position, which stand nowhere."""
    bare = _is_of_type(sheet, "label") & ~_is_given(sheet, "lat") & ~_is_given(sheet, "lon")
    words = "a label without a position is not shown"
    fault = Fault("label-unplaced", words, "fill in lat and lon")
    rows = np.flatnonzero(bare).tolist()
    return [sheet.problem(row, "lat", fault, "warning") for row in rows]


def _is_of_type(sheet: NamedSheet, kind: str) -> Truths:
    if "type" not in sheet.cells:
        return np.zeros(len(sheet.raw.lines), dtype=bool)
    return np.array([cell.casefold() == kind for cell in sheet.cells["type"]], dtype=bool)


def _is_given(sheet: NamedSheet, name: str) -> Truths:
    if name not in sheet.cells:
        return np.zeros(len(sheet.raw.lines), dtype=bool)
    return ~sheet.cells[name].is_blank


def _in_file_order(problems: Iterable[Problem], sheet: NamedSheet) -> list[Problem]:
    rank = {plain_name(use.own): number for number, use in enumerate(sheet.uses)}
    return sorted(problems, key=lambda found: (found.line or 0, rank.get(found.column or "", -1)))
