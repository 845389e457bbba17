"""A patch: changes of a sheet as a CSV, made by a reader of a map, and applied to the sheet.

Its columns are `id`, `column`, `old`, `new` and `note`; `row`, the whole line of the sheet, tells
rows without an id, and it or `date` those of a unit at several dates.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from deploymap.checks.check import Checked, check_annotations, check_units
from deploymap.edit.changes import Change, Changed, Outcome, RowKey, change_cells
from deploymap.edit.faults import refuse
from deploymap.edit.saving import Sitting
from deploymap.edit.sheet import EditableSheet, Reading, open_sheet
from deploymap.overlays.check import check_overlays
from deploymap.problems import Problem, UsageError
from deploymap.settings.config import Config
from deploymap.settings.folders import refuse_foreign_input
from deploymap.sheets.invisible import strip_cell
from deploymap.sheets.read import read_sheet
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import Source, load_source

NEEDED = ("column", "old", "new")
NAMES = ("id", "row", *NEEDED, "note", "date")


@dataclass(frozen=True)
class Line:
    """A line of a patch: `row` is a whole line of the sheet, `date` that of a row, or blank."""

    line: int
    id: str
    column: str
    old: str
    new: str
    note: str
    row: str
    date: str


@dataclass(frozen=True, eq=False)
class Applied:
    """What became of a patch: its lines, with the outcome of each.

    `copy` is where the sheet is kept as it was, None where nothing was written.
    """

    sheet: Path
    lines: Sequence[Line]
    outcomes: Sequence[Outcome]
    copy: Path | None


def read_patch(source: Source) -> list[Line]:
    """Return the lines of a patch; raises `DataError` where it is none."""
    raw = read_sheet(source, is_name=lambda name: strip_cell(name).casefold() in NAMES)
    named = {name.casefold(): column for name, column in raw.columns.items()}
    missing = [name for name in NEEDED if name not in named]
    if missing or not {"id", "row"} & set(named):
        lacks = ", ".join(missing or ["id"])
        words = f"is no patch: it has no column {lacks}"
        advice = "its first line is id,column,old,new,note"
        raise refuse(source.name, "edit-column", words, advice, line=raw.header)
    rows = zip(*(named.get(name, [""] * len(raw.lines)) for name in NAMES), strict=True)
    return [
        Line(int(number), **dict(zip(NAMES, row, strict=True)))
        for number, row in zip(raw.lines, rows, strict=True)
    ]


def apply_patch(config: Config, patch: Path | str, *, dry_run: bool = False) -> Applied:
    """Make the changes of a patch in the sheet of units of a map, as far as they fit.

    Each line is checked against what the sheet says now; with `dry_run` nothing is written.

    Raises `UsageError` where the sheet is no file, `DataError` where it cannot be changed at all.
    """
    lines = read_patch(load_source(patch))
    path, reading = config.units, reading_of(config)
    refuse_foreign_input(config, "units")
    if not isinstance(path, Path) or str(path) == "-":
        raise UsageError(f"{path}: is no file, so there is nothing to change; save it as a CSV")
    sitting = Sitting(config.base)
    made: list[Changed] = []

    def change(data: bytes) -> bytes:
        sheet = open_sheet(Source(data, path.name), reading)
        made.append(change_checked(sheet, [change_of(sheet, line) for line in lines], config))
        return made[-1].data

    if dry_run:
        change(load_source(path).data)
    else:
        sitting.save(path, change)
    return Applied(path, lines, made[-1].outcomes, sitting.copies.get(path))


def reading_of(config: Config) -> Reading:
    """Return how the sheet of units is read."""
    named = frozenset({*config.columns.values(), config.circles.column} - {""})
    return Reading(
        "units",
        config.encoding,
        config.columns,
        named,
        config.crs,
        sheet=config.sheet,
        include_hidden=config.include_hidden,
    )


def change_of(sheet: EditableSheet, line: Line) -> Change:
    """Return a line of a patch as a change of a sheet."""
    key = RowKey(line.id, content_of(sheet, line.row) if line.row else {}, line.date)
    return Change(key, line.column, line.old, line.new, line.note)


def content_of(sheet: EditableSheet, row: str) -> Mapping[str, str]:
    """Return what a whole line of a sheet says, by the sheet's own names of the columns."""
    cells = next(csv.reader([row], delimiter=sheet.medium.delimiter, skipinitialspace=True), [])
    cells = [*map(strip_cell, cells), *[""] * (max(sheet.places.values()) + 1 - len(cells))]
    return {own: cells[place] for own, place in sheet.places.items()}


def change_checked(sheet: EditableSheet, changes: Sequence[Change], config: Config) -> Changed:
    """Return the sheet with the changes that fit, and of which none makes an error of its row."""
    changed = change_cells(sheet, changes)
    refused = _find_wrong(sheet, changed, config)
    if not refused:
        return changed
    kept = [number for number in range(len(changes)) if number not in refused]
    rest = change_checked(sheet, [changes[number] for number in kept], config)
    outcomes = dict(zip(kept, rest.outcomes, strict=True))
    outcomes |= {number: Outcome(changes[number], problem=p) for number, p in refused.items()}
    return Changed(rest.data, [outcomes[number] for number in range(len(changes))])


def new_errors(before: EditableSheet, after: EditableSheet, config: Config) -> list[Problem]:
    """Return the errors of rows that a changed sheet has, and had not before, wherever they are."""

    def kinds(errors: Iterable[Problem]) -> Counter[tuple[str | None, str, str]]:
        return Counter((problem.column, problem.code, problem.found) for problem in errors)

    errors = list(_find_errors(after, config).values())
    if not errors:
        return []
    new = kinds(errors) - kinds(_find_errors(before, config).values())
    return [p for p in errors if (p.column, p.code, p.found) in new]


def _find_wrong(sheet: EditableSheet, changed: Changed, config: Config) -> dict[int, Problem]:
    """Return the changes, by their number, after which there is an error that was not there."""
    again = open_sheet(Source(changed.data, sheet.file), sheet.reading, sheet.opened)
    errors = _find_errors(again, config)
    before = _find_errors(sheet, config) if errors else {}
    wrong: dict[int, Problem] = {}
    for (row, column, code), problem in errors.items():
        if (row, column, code) not in before:
            told = replace(problem, line=sheet.line(row))
            wrong |= dict.fromkeys(_find_causes(again, changed.outcomes, row, column), told)
    return wrong


def _find_causes(
    sheet: EditableSheet, outcomes: Sequence[Outcome], row: int, column: str
) -> list[int]:
    """Return the changes, by their number, that an error of a cell may come from.

    They are those of the cell itself or, as an id that is there twice is told of where it comes
    again, of other rows with the id; of none such they are all.
    """
    made = [number for number, outcome in enumerate(outcomes) if outcome.columns]
    ids = sheet.sheet.cells.get("id")
    unit = [] if ids is None else sheet.find_id(ids[row])
    for rows in ([row], unit):
        if causes := [n for n in made if outcomes[n].row in rows and column in outcomes[n].columns]:
            return causes
    for rows in ([row], unit):
        if causes := [number for number in made if outcomes[number].row in rows]:
            return causes
    return made


def _check_as(reading: Reading, raw: RawTable, config: Config) -> Checked:
    if reading.of == "annotations":
        return check_annotations(raw)
    if reading.of == "overlays":
        return check_overlays(raw, reading.known)
    return check_units(
        raw,
        mapping=config.columns,
        crs=config.crs,
        places=config.places,
        circles=config.circles.column,
    )


def _find_errors(sheet: EditableSheet, config: Config) -> dict[tuple[int, str, str], Problem]:
    """Return the errors of single rows by row, the sheet's own column, and code."""
    raw = sheet.sheet.raw
    checked = _check_as(sheet.reading, raw, config)
    rows = {line: row for row, line in enumerate(raw.lines.tolist())}
    return {
        (rows[problem.line], problem.column or "", problem.code): problem
        for problem in checked.problems
        if problem.severity == "error" and problem.line in rows
    }
