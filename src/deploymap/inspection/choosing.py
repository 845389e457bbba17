"""Which rows of a sheet of units its map shows: of each unit the newest, and those of all dates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from deploymap.arrays import decode_texts
from deploymap.checks.check import Checked, LeftOut, leave_out, leave_out_taken_off, take_newest
from deploymap.checks.overtime import NEXT, are_alone, follow_rows, is_over_time
from deploymap.checks.rows import leave_later
from deploymap.inspection.stages import Coded, Inputs, Shown
from deploymap.inspection.timing import build_time
from deploymap.problems import DataError, Problem
from deploymap.publish.dates import hold_back, last_day_shown
from deploymap.settings.config import Config

_ROW = "\0row"  # no column of a sheet can be called so


def choose_rows(config: Config, read: Inputs, coded: Coded, *, keep_going: bool) -> Shown:
    """Return of each unit the row that the map shows: the newest that may be shown.

    With `keep_going` rows with an error are left out; raises `DataError` where none is left.
    """
    shown, notes, left_out = coded.table, coded.annotations, LeftOut(0, ())
    if keep_going:
        shown, left_out = leave_out(shown, coded.problems)
        if left_out.rows and not len(shown):
            raise DataError(coded.problems)
        kept, _ = leave_out(notes.table, notes.problems)
        notes = Checked(kept, notes.problems, notes.sheet)
    until = find_last_day(config, read)
    held: list[Problem] = []
    if until:
        shown, held = hold_back(shown, until=until, file=read.units.file)
    units, rows = coded.units, None
    if units.has_history:
        # lines do not tell rows apart: all points of a track are of one
        shown = decode_texts(shown).assign(**{_ROW: np.arange(len(shown))})
    if units.has_history and config.time.history:
        rows = follow_rows(shown, by_name=units.by_name)
        if read.units.part == "unit":
            rows, _ = leave_out_taken_off(rows, shown, LeftOut(0, ()))
        rows = rows if is_over_time(rows) else None
    if rows is None and config.time.history and not units.has_history:
        alone = are_alone(shown, has_ids="id" in units.sheet.own, returns=units.returns)
        rows = shown.assign(**{NEXT: None}) if alone else None
    if config.date and units.has_history:
        shown = leave_later(shown, config.date, by_name=units.by_name)
    newest = take_newest(shown, by_name=units.by_name) if units.has_history else shown
    if read.units.part == "unit":
        newest, left_out = leave_out_taken_off(newest, shown, left_out)
    places = None if rows is None else np.arange(len(newest))
    if rows is not None and units.has_history:
        places = np.searchsorted(rows[_ROW], newest[_ROW])
    if units.has_history:
        newest = newest.drop(columns=_ROW)
        rows = None if rows is None else rows.drop(columns=_ROW)
    problems = tuple(map(units.sheet.complete, held))
    return Shown(newest, rows, places, notes, left_out, until, problems)


def take_newest_of(every: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    """Return the rows that the map shows of rows of all dates, without what these alone have."""
    every = every.drop(columns=NEXT, errors="ignore")
    if shown.places is None or len(every) == len(shown.places):
        return every
    return every.iloc[shown.places].reset_index(drop=True)


def without_later(problems: Sequence[Problem], shown: Shown) -> list[Problem]:
    """Return problems without warnings of dates after the map's, of rows that it does not show."""
    if not any(problem.code == "date-future" for problem in problems):
        return list(problems)
    lines = set(shown.units["line"].tolist())
    return [p for p in problems if p.code != "date-future" or p.line in lines]


def find_last_day(config: Config, read: Inputs) -> str:
    """Return the last day of which rows are shown, "" for all: counted back from the map's date.

    Without one it is counted from the time of the build, that of the newest input.
    """
    if config.publish.delay_days is None:
        return ""
    base = config.date or build_time(config, *read.files) or ""
    return last_day_shown(base, config.publish.delay_days)
