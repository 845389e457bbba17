"""Reads, checks and joins all inputs of a map, and gathers all that is wrong with any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import pandas as pd

from deploymap.arrays import Truths, code_texts, decode_texts, distinct
from deploymap.borders.borders import Borders
from deploymap.borders.join import blank_joined, join_units
from deploymap.borders.sides import tell_other_times
from deploymap.borders.turned import tell_turned
from deploymap.checks.check import (
    Checked,
    LeftOut,
    check_annotations,
    check_units,
)
from deploymap.checks.overtime import NEXT, follow_overlays
from deploymap.checks.sides import spell_as
from deploymap.inspection.areas import check_area_figures
from deploymap.inspection.choosing import choose_rows, take_newest_of, without_later
from deploymap.inspection.firstview import find_far, tell_outliers
from deploymap.inspection.overlaid import Overlaid, check_overlays_of, lay_overlays
from deploymap.inspection.reading import read_annotations, read_land, read_overlays, read_units
from deploymap.inspection.stages import Coded, Inputs, Published, Shown
from deploymap.inspection.superiors import name_superiors, tell_counted
from deploymap.inspection.viewing import (
    check_language,
    check_sides,
    check_view,
    tell_of_today,
    tell_unkeyed,
)
from deploymap.overlays.sides import find_ground
from deploymap.overlays.times import time_of_map
from deploymap.page.scene import sides_of
from deploymap.problems import DataError, Problem
from deploymap.publish.personal import check_personal
from deploymap.publish.rules import Rules, find_rules
from deploymap.publish.units import (
    blank_uncertain,
    has_other_symbols,
    publish_notes,
    publish_units,
)
from deploymap.settings.config import Config
from deploymap.sheets.sheet import RawTable
from deploymap.symbols.draw import Drawing, draw_symbols
from deploymap.symbols.resolve import check_drawings, legend_codes, resolve_symbols

Progress = Callable[[str], None]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Inspection:
    """All that a map is made of, checked and joined, and what is wrong with it.

    `units` and `annotations` are as `check.py` has them; `joined` are the units that the map shows,
    the newest row of each, with what the borders and symbols add. `problems` are all, in the order
    of the files; `fatal` those that a build stops at. What `rules` keep out of the page is in the
    sheets and not in `joined`, nor in the table of `annotations`; `until` is the last day of which
    rows are shown, "" for all. `overlaid` is what is drawn besides. `far` says of the joined rows,
    and then of the placed figures, which lie far from the rest. `history` are the rows of all
    dates, joined in the same way, of a map whose page has them; else None.
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
    overlaid: Overlaid
    far: Truths
    history: pd.DataFrame | None = None

    @property
    def drawn(self) -> pd.DataFrame:
        """The overlays that the page has: those that the map shows, or those of all dates."""
        return self.overlaid.shown if self.history is None else follow_overlays(self.overlaid.table)

    @property
    def has_hidden(self) -> bool:
        """Whether the file of a sheet hides parts that stay out."""
        tables = (self.raw_units, self.raw_annotations, self.overlaid.raw)
        return any("hidden" in problem.code for raw in tables for problem in raw.problems)


def inspect(
    config: Config,
    *,
    units: RawTable | None = None,
    annotations: RawTable | None = None,
    borders: pd.DataFrame | None = None,
    keep_going: bool = False,
    progress: Progress = lambda step: None,
) -> Inspection:
    """Return all inputs of a map, checked and joined.

    `units`, `annotations` and `borders` take the place of the configured files. With `keep_going`
    the rows with an error are left out, and such errors are not fatal.

    Raises `DataError` with the faults of all files where one of them cannot be read at all.
    """
    read = read_inputs(
        config, units=units, annotations=annotations, borders=borders, progress=progress
    )
    file = read.units.file
    progress("checking the sheets")
    coded = check_inputs(config, read)
    shown = choose_rows(config, read, coded, keep_going=keep_going)
    land = read.borders
    published = publish(config, coded, shown, file=file)
    progress("joining units and borders")
    stood = where_stood(published)
    overlaid = lay_overlays(
        config,
        read.overlays,
        coded.overlays,
        take_newest_of(stood, shown),
        until=shown.until,
        rows=stood if published.is_over_time else None,
    )
    every, join_problems = join_published(config, published, land, overlaid, file=file)
    # of a superior that stays out the name does too
    every = name_superiors(every, published.units if config.publish.is_set else coded.table)
    joined = tell_counted(take_newest_of(every, shown))
    codes = distinct(every["sidc20"]).values
    drawings = draw_symbols([*codes, *legend_codes(every)])
    found = [
        *join_problems,
        *check_drawings(every, drawings, file=file),
        *check_view(config, joined, file=file),
    ]
    of_units = [*without_later(coded.problems, shown), *shown.problems, *published.problems]
    notes = published.annotations
    far = find_far(joined, notes.table)
    problems = [
        *check_language(config),
        *tell_unkeyed(config, coded.units.sheet),
        *(tell_of_today(config, joined) if land.world else ()),
        *check_sides(config, joined, drawn=sides_of(overlaid.table)),
        *tell_outliers(config, joined, notes.table, far, read.units, read.annotations),
        *_sorted([*of_units, *map(coded.units.sheet.complete, found)]),
        *notes.problems,
        *overlaid.problems,
        *land.problems,
        *tell_other_times(land, joined, config.date),
        *check_area_figures(notes, joined, land),
    ]
    fatal = [p for p in problems if not (keep_going and is_of_rows(p) and p.file != land.file)]
    return Inspection(
        read.units,
        read.annotations,
        land,
        coded.units,
        notes,
        joined,
        drawings,
        shown.left_out,
        tuple(problems),
        tuple(fatal),
        published.rules,
        shown.until,
        overlaid,
        far,
        every if published.is_over_time else None,
    )


def read_inputs(
    config: Config,
    *,
    units: RawTable | None = None,
    annotations: RawTable | None = None,
    borders: pd.DataFrame | None = None,
    progress: Progress = lambda step: None,
) -> Inputs:
    """Return all files as they are read; arguments and errors as in `inspect`."""
    faults: list[Problem] = []
    progress("reading the sheets")
    raw_units = _try(lambda: units or read_units(config), faults)
    raw_notes = _try(lambda: annotations or read_annotations(config), faults)
    progress("reading the borders")
    land = _try(lambda: read_land(config, borders), faults)
    raw_overlays = _try(lambda: read_overlays(config), faults)
    if raw_units is None or raw_notes is None or land is None or raw_overlays is None:
        # all faults at once: also of what could be read
        faults += check_units_of(config, raw_units).problems if raw_units else ()
        faults += check_annotations(raw_notes).problems if raw_notes else ()
        raise DataError(faults)
    return Inputs(raw_units, raw_notes, raw_overlays, land)


def check_inputs(config: Config, read: Inputs) -> Coded:
    """Return the sheets checked, and the units with their symbols."""
    checked = check_units_of(config, read.units)
    table = code_texts(checked.table)
    sides = distinct(table["side"]).values
    spelt = spell_as(config.sides, sides)
    affiliations = {name: side.affiliation for name, side in spelt.items() if side.affiliation}
    table, found = resolve_symbols(
        table, affiliations, by_name=checked.sheet.says_no_kind, file=read.units.file
    )
    problems = (*checked.problems, *map(checked.sheet.complete, found))
    notes = check_annotations(read.annotations)
    drawn = check_overlays_of(config, read.overlays, checked.table)
    return Coded(checked, notes, drawn, table, affiliations, problems)


def publish(config: Config, coded: Coded, shown: Shown, *, file: str) -> Published:
    """Return what of the rows that are shown may leave for the page."""
    sheet, notes = coded.units.sheet, shown.annotations
    rules = find_rules(config.publish, sheet, notes.sheet, coded.overlays.sheet)
    problems = [*rules.problems, *check_personal(sheet, rules)]
    # who is not to know ids or dates is not to know which rows are one unit
    is_over_time = shown.rows is not None and not {"id", "date"} & {*rules.units}
    given = ready = shown.every if is_over_time else shown.units
    if config.publish.is_set:
        ready, told = publish_units(decode_texts(ready), rules, sheet)
        problems += told
    if has_other_symbols(rules):
        ready, _ = resolve_symbols(ready, coded.affiliations, by_name=sheet.says_no_kind, file=file)
    notes = Checked(publish_notes(notes.table, rules), notes.problems, notes.sheet)
    return Published(given, ready, is_over_time, notes, rules, tuple(problems))


def join_published(
    config: Config,
    published: Published,
    land: Borders,
    overlaid: Overlaid,
    *,
    file: str,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the published units joined with the borders, and what is told of the sheet's own.

    Texts are as `code_texts` has them: from here on they are asked for their distinct ones.
    """
    moment = overlaid.moment
    if published.is_over_time:
        # each row is of its own date
        moment = time_of_map("", [*overlaid.table["date"], *published.given["date"]])

    def join(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
        joined, problems = join_units(table, land, file=file, date=config.date)
        return find_ground(joined, overlaid.table, moment), problems

    joined, problems = join(code_texts(published.units))
    given, round_km = joined, published.rules.publish.round_km
    if round_km:
        # what is told of are the positions of the sheet
        given, problems = join(published.given)
        joined = blank_uncertain(joined, round_km, lambda table: decode_texts(join(table)[0]))
    problems = tell_turned(given, land, problems, file=file)
    if config.ground.borders:
        return code_texts(joined), problems
    # of another time nobody knows here what lay in which country
    kept = [problem for problem in problems if problem.code.startswith("position-")]
    return code_texts(blank_joined(joined)), kept


def where_stood(published: Published) -> pd.DataFrame:
    """Return the rows under their sheet's ids, named and placed as the page has them."""
    units = published.units
    names = [name for name in ("name", "lat", "lon", "date", NEXT) if name in units]
    columns = {name: units[name] for name in names}
    columns["id"] = published.given["id"].set_axis(units.index)
    return decode_texts(pd.DataFrame(columns, copy=False))


def is_of_rows(problem: Problem) -> bool:
    """Return whether a problem is one of single rows, which can be left out."""
    return problem.line is not None or bool(problem.also)


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


def _try(read: Callable[[], T], faults: list[Problem]) -> T | None:
    """Return what is read; None, with what is wrong added to `faults`, where it cannot be."""
    try:
        return read()
    except DataError as error:
        faults += error.problems
        return None


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
