"""Brings the sheet's names of its columns together with the schema's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from deploymap.checks.synonyms import (
    fold_name,
    is_in_thousands,
    unit_synonyms,
    without_unit,
)
from deploymap.errors import Fault, Problem, Severity, nearest_word
from deploymap.schema import ANNOTATION_COLUMNS, LAT_LON, RESERVED, UNIT_COLUMNS, UNIT_EXTRAS
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.texts import TextColumn

How = Literal["named", "spelling", "synonym", "setting", "kept", "doubtful", "left out"]

# what people call the columns of the position, where the letters alone do not give it away
POSITION_NAMES = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon"}

PLACES = ("lat", "lon")
PEOPLE = {"troops", "troops_min", "troops_max"}
SURE_PLACES = [("lat",), ("lon",), (LAT_LON,)]
UNIT_NAMES = {*(column.name for column in UNIT_COLUMNS), *UNIT_EXTRAS, LAT_LON}
ANNOTATION_NAMES = {fold_name(column.name) for column in ANNOTATION_COLUMNS}

# rows with one kind of fault that are told of one by one
MOST_TOLD = 1_000

# cells that are looked at to see whether a column holds what its name promises
LOOKED_AT = 200

# tells whether texts of a column may be what a column of the schema holds
Fits = Callable[[str, Sequence[str]], bool]


@dataclass(frozen=True)
class ColumnUse:
    """How one column was understood.

    `own` is its name in the sheet, `letter` the spreadsheet's; `column` the schema's name, None
    where it has none; `how` says why.
    """

    own: str
    letter: str
    column: str | None
    how: How


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

    def problem(
        self, row: int | None, column: str | None, fault: Fault, severity: Severity = "error"
    ) -> Problem:
        """Return a fault at a row (from 0) and a column (the schema's name), with its cell."""
        raw = self.raw
        own = None if column is None else self.own.get(column, column)
        found = ""
        if row is not None and own is not None and own in raw.columns:
            found = raw.columns[own][row]
        return Problem(
            raw.file,
            None if row is None else int(raw.lines[row]),
            own,
            fault.message,
            severity,
            fault.code,
            fault.advice,
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
        fault = Fault(problem.code, problem.message, problem.advice)
        return self.problem(row, problem.column, fault, problem.severity)


def is_unit_name(text: str) -> bool:
    """Return whether columns of a sheet of units are called so."""
    return bool(_folded(text, unit_synonyms())) or text.strip() in UNIT_NAMES


def is_annotation_name(text: str) -> bool:
    """Return whether columns of a sheet of annotations are called so."""
    return fold_name(text) in ANNOTATION_NAMES


def name_units(
    raw: RawTable, *, mapping: Mapping[str, str], fits: Fits
) -> tuple[NamedSheet, list[Problem]]:
    """Return a sheet of units with the schema's names, and what is wrong with its header.

    `mapping` says of columns of the schema under which name the sheet has them.
    """
    known = [*(column.name for column in UNIT_COLUMNS), *UNIT_EXTRAS, LAT_LON]
    return _name_columns(raw, known, unit_synonyms(), ("name",), mapping, fits)


def name_annotations(raw: RawTable, *, fits: Fits) -> tuple[NamedSheet, list[Problem]]:
    """Return a sheet of annotations with the schema's names, and what is wrong with its header."""
    known = [column.name for column in ANNOTATION_COLUMNS]
    required = tuple(column.name for column in ANNOTATION_COLUMNS if column.required)
    places = {name: columns for name, columns in unit_synonyms().items() if columns[0] in PLACES}
    return _name_columns(raw, known, places, required, {}, fits)


def _name_columns(
    raw: RawTable,
    known: Sequence[str],
    synonyms: Mapping[str, tuple[str, ...]],
    required: Sequence[str],
    mapping: Mapping[str, str],
    fits: Fits,
) -> tuple[NamedSheet, list[Problem]]:
    uses = _find_uses(raw, known, synonyms, mapping, fits)
    own = {use.column: use.own for use in uses if use.column}
    # a column that the settings have put out of its name stays under another
    spare = {use.own: f"{use.own} (2)" if use.own in own else use.own for use in uses}
    kept = {use.column or spare[use.own]: use.own for use in uses if use.how != "left out"}
    cells = {name: raw.columns[column] for name, column in kept.items()}
    for name in PEOPLE.intersection(cells):
        if is_in_thousands(kept[name]):
            cells[name] = TextColumn([_add_thousand(text) for text in cells[name]])
    sheet = NamedSheet(raw, cells, own, tuple(uses))
    return sheet, [
        *_check_mapping(sheet, mapping, known),
        *_check_missing(sheet, known, required),
        *_check_strangers(sheet, known, required),
    ]


def _add_thousand(text: str) -> str:
    """Return a number with the sign for thousands after it, where the column's name has it."""
    return f"{text}k" if text[-1:].isdigit() else text


def _find_uses(
    raw: RawTable,
    known: Sequence[str],
    synonyms: Mapping[str, tuple[str, ...]],
    mapping: Mapping[str, str],
    fits: Fits,
) -> list[ColumnUse]:
    names = list(raw.columns)
    found: dict[str, tuple[str | None, How]] = {}
    taken: set[str] = set()
    doubtful: set[str] = set()

    def take(own: str, column: str, how: How) -> None:
        if own not in found and column not in taken:
            found[own] = (column, how)
            taken.add(column)

    for column, own in mapping.items():
        if own in names and column in known:
            take(own, column, "setting")
    for own in names:
        if own in known:
            take(own, own, "named")
    folded = {fold_name(column): column for column in known}
    for own in names:
        if meant := folded.get(fold_name(own)):
            take(own, meant, "spelling")
    for _, own, column in _rank_synonyms(names, synonyms):
        if own in found or column in taken or column not in known:
            continue
        texts = [text for text in raw.columns[own][: 5 * LOOKED_AT] if text][:LOOKED_AT]
        if fits(column, texts):
            take(own, column, "synonym")
        else:
            doubtful.add(own)
    for own, column in _sure_positions(names, synonyms):
        # what nothing else tells is read from there, and its cells are told of
        others = {LAT_LON, "place"} if column in PLACES else {LAT_LON, "place", *PLACES}
        if own in doubtful and LAT_LON in known and not others & taken:
            take(own, column, "synonym")
    for own in doubtful.difference(RESERVED):
        found.setdefault(own, (None, "doubtful"))
    for own in names:
        found.setdefault(own, (None, "left out" if own in RESERVED else "kept"))
    return [ColumnUse(own, raw.letters.get(own, ""), *found[own]) for own in names]


def _rank_synonyms(
    names: Sequence[str], synonyms: Mapping[str, tuple[str, ...]]
) -> list[tuple[int, str, str]]:
    """Return rank, own name and column of each column with a known synonym, the likeliest first."""
    order = {folded: number for number, folded in enumerate(synonyms)}
    ranked = []
    for own in names:
        if folded := _folded(own, synonyms):
            ranked += [(order[folded], own, column) for column in synonyms[folded]]
    return sorted(ranked, key=lambda entry: entry[0])


def _sure_positions(
    names: Sequence[str], synonyms: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, str]]:
    """Return own name and column of those whose names can mean nothing but a position."""
    ranked = [(own, synonyms[_folded(own, synonyms)]) for own in names if _folded(own, synonyms)]
    return [(own, meant[0]) for own, meant in ranked if meant in SURE_PLACES]


def _folded(name: str, synonyms: Mapping[str, tuple[str, ...]]) -> str:
    """Return the folded synonym that a name is, with or without its unit; "" if it is none."""
    words = (fold_name(name), fold_name(without_unit(name)))
    return next((folded for folded in words if folded in synonyms), "")


def _check_mapping(
    sheet: NamedSheet, mapping: Mapping[str, str], known: Sequence[str]
) -> list[Problem]:
    problems = []
    names = list(sheet.raw.columns)
    for column, own in mapping.items():
        if column not in known:
            near = nearest_word(column, known)
            advice = f"did you mean {near}?" if near else f"the columns are {', '.join(known)}"
            fault = Fault("mapping-unknown", f"{column} is no column that deploymap knows", advice)
        elif own not in names:
            folded = {name.casefold(): name for name in names}
            near = folded.get(nearest_word(own, folded) or "")
            advice = f"did you mean {near}?" if near else f"the sheet has {', '.join(names)}"
            fault = Fault("mapping-missing", f"the sheet has no column {own}", advice)
        else:
            continue
        problems.append(sheet.problem(None, column, fault))
    return problems


def _check_missing(
    sheet: NamedSheet, known: Sequence[str], required: Sequence[str]
) -> list[Problem]:
    """Tell of columns that have to be there and are not."""
    strangers = [use.own for use in sheet.uses if use.column is None]
    problems = []
    for name in (name for name in required if name not in sheet.own):
        meant = next((own for own in strangers if _guess(own, (name,), (name,)) == name), None)
        advice = f"rename {meant} to it" if meant else "add it to the header line"
        if not meant and strangers:
            advice = f"say which it is, such as --column {name}={strangers[0]}"
        fault = Fault("column-missing", "there is no such column", advice)
        problems.append(sheet.problem(None, name, fault))
    half = len({*PLACES}.intersection(sheet.own)) == 1
    if "name" in required and (half or not {"place", LAT_LON}.intersection(sheet.own)):
        for name, other in (("lat", "lon"), ("lon", "lat")):
            if name in sheet.own:
                continue
            meant = next((own for own in strangers if _guess(own, (name,), (name,)) == name), None)
            advice = (
                f"rename {meant} to it"
                if meant
                else (
                    "add it, or a column place with names of towns"
                    if other not in sheet.own
                    else "add it to the header line"
                )
            )
            fault = Fault("column-missing", "there is no such column", advice)
            problems.append(sheet.problem(None, name, fault))
    return problems


def _check_strangers(
    sheet: NamedSheet, known: Sequence[str], required: Sequence[str]
) -> list[Problem]:
    """Tell of columns that are misspelt as it seems, doubtful, or that cannot be kept."""
    told = {*required, *(PLACES if required == ("name",) else ())}
    missing = [name for name in known if name not in sheet.own]
    problems = []
    for use in sheet.uses:
        if use.how == "left out":
            words = "the program uses this name itself, the column is left out"
            fault = Fault("column-reserved", words, "rename it")
        elif use.how == "doubtful":
            words = "its cells are not what its name promises; they are kept as text"
            fault = Fault("column-doubtful", words, "see deploymap check --explain")
            problems.append(sheet.problem(None, use.own, fault, "notice"))
            continue
        elif use.how == "kept" and (guess := _guess(use.own, missing, required)):
            if guess in told:
                continue
            words = "is no column that deploymap knows"
            fault = Fault("column-misspelt", words, f"did you mean {guess}?")
        else:
            continue
        problems.append(sheet.problem(None, use.own, fault, "warning"))
    return problems


def _guess(name: str, missing: Sequence[str], required: Sequence[str]) -> str | None:
    """Return the missing column that `name` may stand for.

    A slip of the pen is likelier where the column is required than where `name` may well be a
    column of the user's own: `nmae` is name, but `size` is not side.
    """
    needed = {word: word for word in missing if word in (*required, *PLACES)}
    words = needed | {word: own for word, own in POSITION_NAMES.items() if own in needed}
    if near := nearest_word(name, words):
        return words[near]
    return nearest_word(name, missing, likeness=0.8)
