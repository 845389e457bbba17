"""Headers that are no single row: two rows of names, and sheets whose names stand in a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.rows import Rows
from deploymap.sheets.invisible import clean_name, strip_cell

IsName = Callable[[str], bool]

HEADER_WITHIN = 30  # rows in which the header is looked for
LEAST_NAMES = 2  # names of columns in a second row of a header
LEAST_COLUMNS = 3  # of a sheet that is turned
MOST_TURNED = 500  # rows that become columns

_NUMBER = re.compile(r"[+-]?\d{1,20}(?:[.,]\d{1,20})?")
# names that say nothing without what stands above them
_BOUND = re.compile(
    r"(?:min|max)\.?(?:imum)?|low(?:er)?|high(?:er)?|upper|est\.?|estimate|best|from|to|мин|макс|мін",
    re.IGNORECASE,
)
_TAG = re.compile(r"#[a-z]{2,20}[\w+ -]{0,80}", re.IGNORECASE)


def is_number(cell: str) -> bool:
    """Return whether a cell is a plain number, as none of a header is."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def turn_rows(rows: Rows, file: str, is_name: IsName) -> None:
    """Exchange rows and columns, in place, where the names of columns stand below each other."""
    first = [clean_name(row[0]) for row in rows.rows[:HEADER_WITHIN]]
    if len(rows.rows) > MOST_TURNED or len(rows.rows[0]) < LEAST_NAMES:
        return
    if len({name for name in first if len(name) > 1 and is_name(name)}) < LEAST_COLUMNS:
        return
    if any(_count(row, is_name) >= LEAST_NAMES for row in rows.rows[:HEADER_WITHIN]):
        return
    width = max(map(len, rows.rows))
    padded = [row + [""] * (width - len(row)) for row in rows.rows]
    turned = [list(map(strip_cell, column)) for column in zip(*padded, strict=True)]
    words = "the names of columns stand in the first column: rows and columns are exchanged"
    rows.problems.append(
        Problem.of_cell(
            file, rows.lines[0], None, Fault("sheet-turned", words), "notice", part=rows.part
        )
    )
    kept = [number for number, row in enumerate(turned) if any(row)]
    rows.rows[:] = [turned[number] for number in kept]
    places = {line: number for number, line in enumerate(rows.lines, 1)}
    rows.shortened = frozenset(
        (column, places[line]) for line, column in rows.shortened if line in places
    )
    rows.lines[:] = [number + 1 for number in kept]
    rows.part = "column"


def _count(row: Sequence[str], is_name: IsName) -> int:
    return len({cell for cell in map(clean_name, row) if len(cell) > 1 and is_name(cell)})


def join_second(rows: Rows, at: int, file: str, is_name: IsName) -> int:
    """Make one row of a header of two, in place; return the number of the header's row.

    `at` is that of the row that names most columns: the lower one names columns where the upper one
    has no name or one that is there twice, as `Position` above `Lat` and `Lon`. Where both have
    words, the lower one alone is the name, if it is known and there once below a name that is known
    too; else the name is both.
    """
    for first in (at, at - 1):
        if first < 0 or first + 2 >= len(rows.rows):
            continue
        upper, lower = (list(map(clean_name, row)) for row in rows.rows[first : first + 2])
        upper += [""] * (len(lower) - len(upper))
        lower += [""] * (len(upper) - len(lower))
        is_such = _is_second if first == at else _is_first
        if any(map(is_number, [*upper, *lower])) or not is_such(upper, lower, is_name):
            continue
        joined = _join(upper, lower, is_name)
        names = [name for name, own in zip(joined, lower, strict=True) if own]
        sample = next((name for name in names if name not in {*upper, *lower}), names[0])
        words = f"the header has two rows, which are read together, as in {shorten(sample)}"
        line = rows.lines[first + 1]
        rows.problems.append(
            Problem.of_cell(
                file, line, None, Fault("header-of-two", words), "notice", part=rows.part
            )
        )
        rows.rows[first + 1] = joined
        del rows.rows[first], rows.lines[first]
        return first
    return at


def _is_first(upper: Sequence[str], lower: Sequence[str], is_name: IsName) -> bool:
    """Return whether a row above a header has headings of some of its columns.

    Two cells at the left may be anything about the sheet, such as `Source` and its name.
    """
    filled = [number for number, cell in enumerate(upper) if cell]
    if len(filled) < LEAST_NAMES or filled[-1] < LEAST_NAMES:
        return False
    spans = [n for n in filled if n + 1 < len(upper) and upper[n + 1] in ("", upper[n])]
    return bool(spans) and any(map(is_name, upper)) and all(lower[n] or upper[n] for n in filled)


def _is_second(upper: Sequence[str], lower: Sequence[str], is_name: IsName) -> bool:
    """Return whether a row below a header names columns that the header leaves open."""
    named = [n for n, cell in enumerate(lower) if len(cell) > 1 and is_name(cell)]
    is_open = [n for n in named if not upper[n] or upper.count(upper[n]) > 1]
    beside = [n for n in named if n + 1 < len(upper) and not upper[n + 1] and lower[n + 1]]
    return len({*named}) >= LEAST_NAMES and bool(is_open) and len({*is_open, *beside}) > 1


def _join(upper: Sequence[str], lower: Sequence[str], is_name: IsName) -> list[str]:
    joined, heading = [], ""
    for above, below in zip(upper, lower, strict=True):
        # a heading holds for the columns right of it that have none, and a name below
        heading = above or (heading if below else "")
        is_alone = is_name(below) and lower.count(below) == 1 and is_name(heading)
        is_alone = is_alone and not _BOUND.fullmatch(below)
        if not below or heading.casefold() == below.casefold():
            joined.append(above or below)
        elif is_alone or not heading:
            joined.append(below)
        else:
            joined.append(f"{heading} {below}")
    return joined


def drop_tags(rows: Rows, file: str) -> None:
    """Take away a row of tags below the header, such as #geo+lat (https://hxlstandard.org)."""
    stated = [cell for cell in map(strip_cell, rows.rows[0]) if cell] if rows.rows else []
    if len(stated) < LEAST_NAMES or not all(map(_TAG.fullmatch, stated)):
        return
    words = "the row of tags below the header is passed over"
    rows.problems.append(
        Problem.of_cell(
            file, rows.lines[0], None, Fault("header-repeated", words), "notice", part=rows.part
        )
    )
    del rows.rows[0], rows.lines[0]
