"""Reads, checks and joins all inputs of a map, and gathers all that is wrong with any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pandas as pd

from deploymap.borders.borders import (
    Borders,
    borders_from_frame,
    packaged_borders,
    read_borders,
)
from deploymap.borders.join import join_units
from deploymap.borders.turned import tell_turned
from deploymap.checks.check import (
    Checked,
    LeftOut,
    check_annotations,
    check_units,
    leave_out,
    leave_out_taken_off,
    take_newest,
)
from deploymap.checks.header import is_annotation_name, is_unit_name
from deploymap.checks.sides import spell_as
from deploymap.distinct import distinct
from deploymap.inspection.areas import check_area_figures
from deploymap.inspection.firstview import tell_outliers
from deploymap.inspection.superiors import name_superiors
from deploymap.inspection.timing import build_time
from deploymap.inspection.viewing import check_language, check_sides, check_view
from deploymap.problems import DataError, Problem
from deploymap.publish.dates import hold_back, last_day_shown
from deploymap.publish.personal import check_personal
from deploymap.publish.rules import Rules, find_rules
from deploymap.publish.units import (
    blank_uncertain,
    has_other_symbols,
    publish_notes,
    publish_units,
)
from deploymap.schema import ANNOTATION_COLUMNS
from deploymap.settings.config import Config
from deploymap.settings.folders import refuse_foreign_files, refuse_foreign_input
from deploymap.sheets.frames import table_from_frame
from deploymap.sheets.many import find_many, is_many, is_query, read_many, read_query
from deploymap.sheets.read import read_sheet
from deploymap.sheets.sheet import RawTable
from deploymap.sheets.source import is_address, load_source
from deploymap.symbols.draw import Drawing, draw_symbols
from deploymap.symbols.resolve import check_drawings, resolve_symbols

Progress = Callable[[str], None]
# takes the units that the map shows, its annotations and borders before they are joined; returns
# what can be done while they are
Chosen = Callable[[pd.DataFrame, pd.DataFrame, Borders], Callable[[], object]]


def nothing_else(units: pd.DataFrame, annotations: pd.DataFrame, borders: Borders) -> Any:
    """Return that there is nothing to be done while units are joined."""
    return lambda: None


@dataclass(frozen=True, eq=False)
class Inspection:
    """All that a map is made of, checked and joined, and what is wrong with it.

    `units` and `annotations` are as `check.py` has them; `joined` are the units that the map shows,
    the newest row of each, with what the borders and symbols add. `problems` are all, in the order
    of the files; `fatal` those that a build stops at. What `rules` keep out of the page is in the
    sheets and not in `joined`, nor in the table of `annotations`; `until` is the last day of which
    rows are shown, "" for all.
    """

    raw_units: RawTable
    raw_annotations: RawTable
    borders: Borders
    units: Checked
    annotations: Checked
    joined: pd.DataFrame
    drawings: Mapping[str, Drawing]
    left_out: LeftOut
    problems: tuple[Problem, ...]
    fatal: tuple[Problem, ...]
    rules: Rules
    until: str

    @property
    def has_hidden(self) -> bool:
        """Whether the file of a sheet hides parts that stay out."""
        tables = (self.raw_units, self.raw_annotations)
        return any("hidden" in problem.code for raw in tables for problem in raw.problems)


def inspect(
    config: Config,
    *,
    units: RawTable | None = None,
    annotations: RawTable | None = None,
    borders: pd.DataFrame | None = None,
    keep_going: bool = False,
    progress: Progress = lambda step: None,
    chosen: Chosen = nothing_else,
) -> Inspection:
    """Return all inputs of a map, checked and joined.

    `units`, `annotations` and `borders` take the place of the configured files. With `keep_going`
    the rows with an error are left out, and such errors are not fatal. `chosen` may begin with what
    the page needs.

    Raises `DataError` with the faults of all files where one of them cannot be read at all.
    """
    faults: list[Problem] = []
    progress("reading the sheets")
    with _gather(faults):
        raw_units = units or read_units(config)
    with _gather(faults):
        raw_notes = annotations or read_annotations(config)
    progress("reading the borders")
    with _gather(faults):
        land = read_land(config, borders)
    if faults:
        raise DataError([*faults, *_check_the_rest(config, locals())])
    progress("checking the sheets")
    checked = check_units_of(config, raw_units)
    notes = check_annotations(raw_notes)
    sides = distinct(checked.table["side"].to_numpy(object)).values
    spelt = spell_as(config.sides, sides)
    affiliations = {name: side.affiliation for name, side in spelt.items() if side.affiliation}
    coded, symbol_problems = resolve_symbols(checked.table, affiliations, file=raw_units.file)
    complete = checked.sheet.complete
    problems = [*checked.problems, *map(complete, symbol_problems)]
    left_out = LeftOut(0, ())
    shown = coded
    if keep_going:
        shown, left_out = leave_out(coded, problems)
        if left_out.rows and not len(shown):
            raise DataError(problems)
        notes_table, _ = leave_out(notes.table, notes.problems)
        notes = Checked(notes_table, notes.problems, notes.sheet)
    until = find_last_day(config, raw_units, raw_notes, land)
    if until:
        shown, held = hold_back(shown, until=until, file=raw_units.file)
        problems += map(complete, held)
    newest = take_newest(shown, by_name=checked.by_name) if checked.has_history else shown
    if raw_units.part == "unit":
        newest, left_out = leave_out_taken_off(newest, shown, left_out)
    rules = find_rules(config.publish, checked.sheet, notes.sheet)
    problems += [*rules.problems, *check_personal(checked.sheet, rules)]
    ready = newest
    if config.publish.is_set:
        ready, told = publish_units(newest, rules, checked.sheet)
        problems += told
    if has_other_symbols(rules):
        ready, _ = resolve_symbols(ready, affiliations, file=raw_units.file)
    notes = Checked(publish_notes(notes.table, rules), notes.problems, notes.sheet)
    is_lost = any(p.severity == "error" for p in [*problems, *notes.problems])
    # where there are errors there will most likely be no map
    begin = nothing_else if is_lost and not keep_going else chosen
    meanwhile = begin(ready, notes.table, land)
    progress("joining units and borders")
    join = partial(join_units, borders=land, file=raw_units.file, date=config.date)
    joined, join_problems = join(ready, meanwhile=meanwhile)
    given = joined
    if rules.publish.round_km:
        # what is told of are the positions of the sheet
        given, join_problems = join(newest)
        joined = blank_uncertain(joined, rules.publish.round_km, lambda table: join(table)[0])
    join_problems = tell_turned(given, land, join_problems, file=raw_units.file)
    # of a superior that stays out the name does too
    joined = name_superiors(joined, ready if config.publish.is_set else coded)
    drawings = draw_symbols(distinct(joined["sidc20"].to_numpy(object)).values)
    problems += map(complete, join_problems)
    problems += map(complete, check_drawings(joined, drawings, file=raw_units.file))
    problems += map(complete, check_view(config, joined, file=raw_units.file))
    problems = [
        *check_language(config),
        *check_sides(config, joined),
        *tell_outliers(config, joined, notes.table, raw_units, raw_notes),
        *_sorted(problems),
        *notes.problems,
        *land.problems,
    ]
    problems += check_area_figures(notes, joined, land)
    fatal = [p for p in problems if not (keep_going and is_of_rows(p) and p.file != land.file)]
    return Inspection(
        raw_units,
        raw_notes,
        land,
        checked,
        notes,
        joined,
        drawings,
        left_out,
        tuple(problems),
        tuple(fatal),
        rules,
        until,
    )


def find_last_day(config: Config, units: RawTable, notes: RawTable, land: Borders) -> str:
    """Return the last day of which rows are shown, "" for all: counted back from the map's date.

    Without one it is counted from the time of the build, that of the newest input.
    """
    if config.publish.delay_days is None:
        return ""
    base = config.date or build_time(config, units, notes, land) or ""
    return last_day_shown(base, config.publish.delay_days)


def is_of_rows(problem: Problem) -> bool:
    """Return whether a problem is one of single rows, which can be left out."""
    return problem.line is not None or bool(problem.also)


def read_units(config: Config) -> RawTable:
    """Read the sheet of units: a file, several, an address, the standard input, or a query."""
    refuse_foreign_input(config, "units")
    if is_query(config.units):
        return read_query(str(config.units))
    if not is_address(config.units) and is_many(config.units):
        refuse_foreign_files(find_many(config.units), config)
        return read_many(config.units)
    source = load_source(config.units)
    named = {*config.columns.values(), config.circles.column} - {""}
    return read_sheet(
        source,
        is_name=lambda text: text.strip() in named or is_unit_name(text),
        sheet=config.sheet or None,
        encoding=config.encoding,
        include_hidden=config.include_hidden,
    )


def read_annotations(config: Config) -> RawTable:
    """Return the sheet of annotations, an empty one where the map has none."""
    refuse_foreign_input(config, "annotations")
    if config.annotations is not None:
        return read_sheet(
            load_source(config.annotations),
            is_name=is_annotation_name,
            include_hidden=config.include_hidden,
        )
    blank = pd.DataFrame(columns=[column.name for column in ANNOTATION_COLUMNS], dtype=object)
    return table_from_frame(blank, "")


def read_land(config: Config, frame: pd.DataFrame | None = None) -> Borders:
    """Read the borders, of a GeoDataFrame if there is one."""
    how = {
        "name_key": config.border_name or None,
        "crs": config.border_crs or None,
        "kind": config.border_kind or None,
        "edge": config.border_edge or None,
    }
    if frame is not None:
        return borders_from_frame(frame, "borders (GeoDataFrame)", **how)
    refuse_foreign_input(config, "borders")
    return read_borders(config.borders or packaged_borders(), **how)


def check_units_of(config: Config, raw: RawTable) -> Checked:
    """Check a sheet of units with what the settings say of it."""
    return check_units(
        raw,
        mapping=config.columns,
        crs=config.crs,
        places=config.places,
        # of a span its last day counts; an open one has none
        latest=config.date.rpartition("/")[2].strip(".") or _day_of(raw.modified),
        circles=config.circles.column,
    )


@contextmanager
def _gather(faults: list[Problem]) -> Iterator[None]:
    """Keep what is wrong with a file, and go on to the next."""
    try:
        yield
    except DataError as error:
        faults += error.problems


def _check_the_rest(config: Config, found: Mapping[str, object]) -> list[Problem]:
    """Return what is wrong with the sheets that could be read, where another file could not."""
    problems: list[Problem] = []
    units, notes = found.get("raw_units"), found.get("raw_notes")
    if isinstance(units, RawTable):
        problems += check_units_of(config, units).problems
    if isinstance(notes, RawTable):
        problems += check_annotations(notes).problems
    return problems


def _day_of(modified: float | None) -> str:
    """Return the day after a time of change: whoever wrote it may have been in any time zone."""
    if modified is None:
        return ""
    try:
        return datetime.fromtimestamp(modified + 86_400, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line or 0)
