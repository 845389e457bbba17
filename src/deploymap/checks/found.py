"""What is known so far of the columns of a sheet: which is which, by what, and what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from deploymap.checks.parts import YEARS
from deploymap.checks.rewriting import are_geohashes, is_geohash_name, write_year
from deploymap.checks.spelling import fold_name
from deploymap.schema import LAT_LON
from deploymap.sheets.sheet import RawTable

How = Literal[
    "named", "spelling", "synonym", "setting", "loose", "part", "cells", "joined",
    "kept", "doubtful",
]  # fmt: skip
GUESSED = ("loose", "part", "cells")

AXES = ("lat", "lon")

# cells that are looked at to see whether a column holds what its name promises
LOOKED_AT = 200

# tells whether texts of a column may be what a column of the schema holds
Fits = Callable[[str, Sequence[str]], bool]


@dataclass(frozen=True)
class ColumnUse:
    """How one column was understood.

    `own` is its name in the sheet, `letter` the spreadsheet's; `column` the schema's name, None
    where it has none; `how` says by what, and `why` in words where it is not plain.
    """

    own: str
    letter: str
    column: str | None
    how: How
    why: str = ""


@dataclass
class Found:
    """What is known so far of a sheet's columns: name -> column of the schema, by what, and why."""

    raw: RawTable
    known: Sequence[str]
    fits: Fits
    uses: dict[str, tuple[str | None, How, str]] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> dict[str, str]:
        """The columns of the schema that are found, each with the sheet's name of it."""
        return {column: own for own, (column, _, _) in self.uses.items() if column}

    def take(self, own: str, column: str, how: How, why: str = "") -> bool:
        """Let a column be one of the schema, if neither is given away; return whether it is."""
        if own in self.uses or column in self.taken or column not in self.known:
            return False
        self.uses[own] = (column, how, why)
        return True

    def has_fitting(self, own: str, column: str) -> bool:
        """Return whether a column's cells may be what one of the schema holds."""
        texts = self.sample(own)
        if column == "date" and fold_name(own) in YEARS:
            texts = list(map(write_year, texts))
        if column == LAT_LON and is_geohash_name(own) and are_geohashes(texts):
            return True
        return self.fits(column, texts)

    def sample(self, own: str) -> list[str]:
        """Return the first texts of a column that are not blank, of each line one.

        Rows that were made of dates across the top have those of their line.
        """
        texts = self.raw.columns[own][: 5 * LOOKED_AT]
        if self.raw.heads and own not in self.raw.heads:
            lines = self.raw.lines[: len(texts)]
            texts = [text for at, text in enumerate(texts) if not at or lines[at] != lines[at - 1]]
        return [text for text in texts if text][:LOOKED_AT]

    def share(self, own: str) -> float:
        """Return how much of a column is not blank, 1 where there are no rows."""
        blank = self.raw.columns[own].is_blank
        return 1 - float(blank.mean()) if len(blank) else 1.0

    def free(self) -> list[str]:
        """Return the names of columns that have no meaning yet."""
        return [own for own in self.raw.columns if own not in self.uses]
