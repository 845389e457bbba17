"""What the inputs of a map are on their way to its page, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from deploymap.arrays import Integers
from deploymap.borders.borders import Borders
from deploymap.checks.check import Checked, LeftOut
from deploymap.problems import Problem
from deploymap.publish.rules import Rules
from deploymap.sheets.sheet import RawTable


@dataclass(frozen=True, eq=False)
class Inputs:
    """What a map is made of, as it was read."""

    units: RawTable
    annotations: RawTable
    overlays: RawTable
    borders: Borders

    @property
    def files(self) -> tuple[RawTable, RawTable, Borders, RawTable]:
        """What `build_time` looks at."""
        return self.units, self.annotations, self.borders, self.overlays


@dataclass(frozen=True, eq=False)
class Coded:
    """The sheets checked; `table` are the units with what `resolve_symbols` adds to them.

    The texts of `table` are as `code_texts` has them: they are asked for their distinct ones.
    `affiliations` gives by the name of a side what the settings say of it. `problems` are those of
    the units; the annotations have their own.
    """

    units: Checked
    annotations: Checked
    overlays: Checked
    table: pd.DataFrame
    affiliations: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class Shown:
    """Of each unit the row that the map shows, and what is known of the other rows.

    `until` is the last day of which rows are shown, "" for all. `rows` are those of all dates, with
    their next ones (see `checks.overtime`); None where the page has one date. `places` are those of
    the units among them.
    """

    units: pd.DataFrame
    rows: pd.DataFrame | None
    places: Integers | None
    annotations: Checked
    left_out: LeftOut
    until: str
    problems: tuple[Problem, ...]

    @property
    def every(self) -> pd.DataFrame:
        """The rows of all dates, or those that there are."""
        return self.units if self.rows is None else self.rows


@dataclass(frozen=True, eq=False)
class Published:
    """What may leave for the page: units and annotations without what `rules` keep out.

    `units` are the rows of all dates where the page has them, as `given` has them from the sheet.
    """

    given: pd.DataFrame
    units: pd.DataFrame
    is_over_time: bool
    annotations: Checked
    rules: Rules
    problems: tuple[Problem, ...]
