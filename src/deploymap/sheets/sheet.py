"""A sheet as it was written: every cell as text, and where each row stands in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from deploymap.arrays import Integers
from deploymap.problems import Problem
from deploymap.sheets.texts import TextColumn, to_objects

# no sheet of units has more; what has is not one, or is made to do harm
MOST_COLUMNS = 1_000
# blank cells that a file need not write out may not outgrow it: so many at least, and two a byte
SPARE_CELLS = 2_000_000
LONGEST_CELL = 100_000  # characters; a spreadsheet program takes 32,767


def most_cells(size: int) -> int:
    """Return how many cells a text file of so many bytes may have."""
    return max(SPARE_CELLS, 2 * size)


@dataclass(frozen=True)
class Content:
    """What a reader of one file format returns.

    `names` is the header as written, "" for a column without a name. `cells` has the cells of all
    rows, one row after the other, each row as long as `names`. `lines` says where each row begins,
    counted as `part` says: "line" of a text file, "row" of a spreadsheet, "feature" of a map file,
    all from 1; `header` is that of the header, None where there is no such line. `delimiter` is
    that of a text file. `has_numbers` is True where the file tells numbers from texts, as a
    spreadsheet does. `problems` are faults and notices of the reading. `title` is what the file
    calls itself, "" where it does not.
    """

    names: Sequence[str]
    cells: Sequence[str]
    lines: Sequence[int]
    part: str = "line"
    header: int | None = None
    delimiter: str = ""
    has_numbers: bool = False
    problems: Sequence[Problem] = ()
    title: str = ""


@dataclass(frozen=True, eq=False)
class RawTable:
    """A sheet as it was written.

    `columns` has them in the order of the file, each cell a `str` without white space around it, a
    blank as "". `lines` (int64) has the line of the file on which each row begins, as an editor
    counts them. `file` is the name to show, `sha256` that of the file's bytes, `modified` the
    file's time in seconds since 1970, None for a table that comes from no file. `letters` has for
    each column the spreadsheet's letter. `heads` has for a column that was put together from
    several of the file the name of the one from which each cell is. `indents` has by column and
    line how wide the white space before a cell is, in spaces, of those that have any. The rest is
    as in `Content`.
    """

    columns: Mapping[str, TextColumn]
    lines: Integers
    file: str
    sha256: str = ""
    modified: float | None = None
    part: str = "line"
    header: int | None = None
    delimiter: str = ""
    has_numbers: bool = False
    letters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    heads: Mapping[str, TextColumn] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    title: str = ""
    indents: Mapping[str, Mapping[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def frame(self) -> pd.DataFrame:
        """The columns as a table of texts (dtype object)."""
        columns = {name: to_objects(list(column)) for name, column in self.columns.items()}
        # dtype object keeps plain str cells, whichever text dtype this pandas would choose
        index = pd.RangeIndex(len(self.lines))
        return pd.DataFrame(columns, index=index, columns=list(columns), dtype=object)


def column_letter(number: int) -> str:
    """Return a spreadsheet's letter of a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
