"""Brings the sheet's names of its columns together with the schema's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from deploymap.checks.axes import read_axis_name
from deploymap.checks.cellwise import join_columns
from deploymap.checks.epochs import find_epochs, join_epochs
from deploymap.checks.found import AXES, ColumnUse, Fits, Found
from deploymap.checks.header_faults import (
    Told,
    option,
    tell_assumed,
    tell_mapping,
    tell_missing,
    tell_no_position,
    tell_strangers,
    tell_whole_degrees,
)
from deploymap.checks.joining import Joined
from deploymap.checks.looks import find_by_cells
from deploymap.checks.meaning import (
    close,
    find_by_words,
    find_named,
    find_pair,
    find_sure_positions,
    fold_synonym,
)
from deploymap.checks.metres import find_metres, join_metres
from deploymap.checks.parts import read_parts
from deploymap.checks.spelling import fold_name, plain_name, split_words
from deploymap.checks.synonyms import unit_synonyms
from deploymap.problems import Fault, Problem, Severity
from deploymap.schema import (
    ANNOTATION_COLUMNS,
    LAT_LON,
    RESERVED,
    UNIT_COLUMNS,
    UNIT_EXTRAS,
    Column,
)
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn

UNIT_NAMES = {*(column.name for column in UNIT_COLUMNS), *UNIT_EXTRAS, LAT_LON}
ANNOTATION_NAMES = {fold_name(column.name) for column in ANNOTATION_COLUMNS}

# rows with one kind of fault that are told of one by one
MOST_TOLD = 1_000


@dataclass(frozen=True, eq=False)
class NamedSheet:
    """A sheet whose columns have the schema's names: `cells` by name, one text a row.

    Columns that the schema does not know keep their own names. `own` gives the sheet's name of each
    of the schema's.
    """

    raw: RawTable
    cells: Mapping[str, TextColumn]
    own: Mapping[str, str]
    uses: tuple[ColumnUse, ...]

    @property
    def says_no_kind(self) -> bool:
        """Whether no column is one of kinds or symbol codes; names may say what units are."""
        return self.cells.keys().isdisjoint(("kind", "sidc"))

    def without(self, *names: str) -> NamedSheet:
        """Return the sheet without some columns."""
        rest = {name: cells for name, cells in self.cells.items() if name not in names}
        return replace(self, cells=rest)

    def problem(
        self, row: int | None, column: str | None, fault: Fault, severity: Severity = "error"
    ) -> Problem:
        """Return a fault at a row (from 0) and a column (the schema's name), with its cell."""
        raw = self.raw
        if column in AXES and column not in self.own and LAT_LON in self.own:
            column = LAT_LON
        own = None if column is None else self.own.get(column, column)
        found = ""
        if row is not None and own is not None and own in raw.columns:
            found = raw.columns[own][row]
            own = raw.heads[own][row] if own in raw.heads else own
        return Problem.of_cell(
            raw.file,
            None if row is None else int(raw.lines[row]),
            own and plain_name(own),
            fault,
            severity,
            found=found,
            letter=raw.letters.get(own, "") if own else "",
            part=raw.part,
        )

    def problems(
        self,
        rows: Iterable[int],
        column: str | None,
        fault_of: Fault | Callable[[int], Fault],
        severity: Severity = "error",
    ) -> list[Problem]:
        """Return a problem for each of the first MOST_TOLD rows, and one for all that follow."""
        rows = list(rows)
        told = [
            self.problem(
                row, column, fault_of if isinstance(fault_of, Fault) else fault_of(row), severity
            )
            for row in rows[:MOST_TOLD]
        ]
        rest = rows[MOST_TOLD:]
        if rest:
            words = f"{len(rest):,} more rows have such a fault"
            lines = tuple(self.raw.lines[rest].tolist())
            fault = Fault(told[-1].code, words, told[-1].advice)
            told.append(replace(self.problem(None, column, fault, severity), also=lines))
        return told

    def complete(self, problem: Problem) -> Problem:
        """Return a problem that names the schema's column with what the sheet has there."""
        row = None
        if problem.line is not None:
            row = int(np.searchsorted(self.raw.lines, problem.line))
        advice = problem.advice
        lat, lon = self.own.get("lat"), self.own.get("lon")
        if problem.code == "position-swapped" and problem.line is None and lat and lon:
            advice = f"where they are swapped write {option('lat', lon)} {option('lon', lat)}"
        fault = Fault(problem.code, problem.message, advice)
        return self.problem(row, problem.column, fault, problem.severity)


def is_unit_name(text: str) -> bool:
    """Return whether columns of a sheet of units are called so."""
    if fold_synonym(text, unit_synonyms()) or text.strip() in UNIT_NAMES:
        return True
    # one word may as well be a cell, and so may a sentence
    return 1 < len(split_words(text)) < 5 and len(text) < 40 and bool(read_parts(text))


def is_position_name(text: str) -> bool:
    """Return whether columns of positions are called so, or those of one axis of them."""
    meant = unit_synonyms().get(fold_synonym(text, unit_synonyms()), ())
    return bool({*AXES, LAT_LON}.intersection(meant)) or read_axis_name(text) is not None


def is_annotation_name(text: str) -> bool:
    """Return whether columns of a sheet of annotations are called so."""
    return fold_name(text) in ANNOTATION_NAMES


def name_units(
    raw: RawTable, *, mapping: Mapping[str, str], fits: Fits, is_projected: bool = False
) -> tuple[NamedSheet, list[Problem]]:
    """Return a sheet of units with the schema's names, and what is to be told of its header.

    `mapping` says of columns of the schema under which name the sheet has them; `is_projected` that
    latitude and longitude are metres of a system that is known.
    """
    known = [*(column.name for column in UNIT_COLUMNS), *UNIT_EXTRAS, LAT_LON]
    found = Found(raw, known, fits)
    find_named(found, unit_synonyms(), mapping)
    is_plain = _is_plain(found)
    find_by_words(found, unit_synonyms())
    pairs = find_pair(found)
    find_sure_positions(found, unit_synonyms())
    if not is_projected:
        find_metres(found)
    find_by_cells(found, is_plain=is_plain)
    if not is_plain:
        find_epochs(found)
    joined = join_columns(found)
    join_epochs(found, joined)
    if not is_projected:
        join_metres(found, joined)
    for own, why in joined.parts.items():
        found.uses[own] = (None, "joined", why)
        found.doubtful.pop(own, None)
    told = tell_assumed(found, pairs, [own for own, _ in joined.told])
    told += tell_no_position(found)
    told += tell_whole_degrees(found, [own for own, _ in joined.told])
    uses = close(found)
    renamed = _rename_kept(found)
    reserved = {own: name for own, name in renamed.items() if own in RESERVED}
    told += tell_strangers(found, ("name",), reserved)
    told += [Told(own, fault, "notice") for own, fault in joined.told]
    sheet = _name_cells(found, uses, joined, renamed)
    problems = [
        replace(sheet.problem(None, None, fault), column=column)
        for column, fault, _ in tell_mapping(found, mapping)
    ]
    return sheet, problems + [sheet.problem(None, *one) for one in told]


def name_annotations(raw: RawTable, *, fits: Fits) -> tuple[NamedSheet, list[Problem]]:
    """Return a sheet of annotations with the schema's names, and what is wrong with its header."""
    places = {name: columns for name, columns in unit_synonyms().items() if columns[0] in AXES}
    return name_sheet(raw, ANNOTATION_COLUMNS, places, fits=fits)


def name_sheet(
    raw: RawTable,
    columns: Sequence[Column],
    synonyms: Mapping[str, tuple[str, ...]],
    *,
    fits: Fits,
) -> tuple[NamedSheet, list[Problem]]:
    """Return a sheet with the names of some columns, and what is wrong with its header."""
    required = tuple(column.name for column in columns if column.required)
    found = Found(raw, [column.name for column in columns], fits)
    find_named(found, synonyms, {})
    joined = join_columns(found)
    uses = close(found)
    told = [*tell_missing(found, required), *tell_strangers(found, required, {})]
    sheet = _name_cells(found, uses, joined, _rename_kept(found))
    return sheet, [sheet.problem(None, *one) for one in told]


def _is_plain(found: Found) -> bool:
    """Return whether a sheet names its units and their positions as the schema does."""
    by_name = {column for column, how, _ in found.uses.values() if column and how == "named"}
    return "name" in by_name and (by_name >= {*AXES} or LAT_LON in by_name or "place" in by_name)


def _rename_kept(found: Found) -> dict[str, str]:
    """Return the new names of columns of one's own whose own the schema or the program uses."""
    used = {*found.taken, *RESERVED}
    names = {*found.raw.columns} | used
    renamed: dict[str, str] = {}
    for own, (column, how, _) in found.uses.items():
        if column or how == "joined" or own not in used:
            continue
        name = own[:1].upper() + own[1:] if own in RESERVED else f"{own} (2)"
        while name in names:
            name += " (2)"
        names.add(name)
        renamed[own] = name
    return renamed


def _name_cells(
    found: Found, uses: Sequence[ColumnUse], joined: Joined, renamed: Mapping[str, str]
) -> NamedSheet:
    cells: dict[str, TextColumn] = {}
    own = dict(found.taken.items())
    for use in (use for use in uses if use.how != "joined"):
        name = use.column or renamed.get(use.own, use.own)
        cells[name] = (
            joined.cells.get(name, found.raw.columns[use.own])
            if use.column
            else (found.raw.columns[use.own])
        )
        if use.own in renamed and not use.column:
            own[name] = use.own
    return NamedSheet(found.raw, cells, own, tuple(uses))
