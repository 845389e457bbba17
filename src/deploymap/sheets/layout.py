"""Rows of a sheet -> its header and the rows below it, each as wide as the header."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from deploymap.problems import DataError, Fault, Problem, shorten
from deploymap.sheets.asides import drop_asides
from deploymap.sheets.delimited import drop_comments
from deploymap.sheets.formats.rows import Rows
from deploymap.sheets.headers import (
    HEADER_WITHIN,
    drop_tags,
    is_number,
    join_second,
    turn_rows,
)
from deploymap.sheets.invisible import clean_name, strip_behind, strip_cell
from deploymap.sheets.quotes import find_single, find_swallowed
from deploymap.sheets.sheet import Content, column_letter
from deploymap.sheets.shown import hide_columns, tell_below, tell_hidden, tell_shortened

IsName = Callable[[str], bool]

LEAST_NAMES = 2
LEAST_COLUMNS = 3  # of a form that numbers them

# columns by which an export of ORBAT Mapper is known
ORBAT_MAPPER = ("sidc", "location", "side ID", "side name")

_JSON_PAIR = re.compile(r"\[\s*(-?[0-9.]+)\s*,\s*(-?[0-9.]+)\s*\]")
# `1.`, `(2)`, `3)` and `гр. 4` of a row that numbers the columns
_COLUMN_NUMBER = re.compile(
    r"^(?:гр|граф[аи]|col|column|sp|spalte)?[.\s(\[№#]+|[.)\]\s]+$", re.IGNORECASE
)
# what a row above the header is that is no title
_ASIDE = re.compile(
    r"#|//|\W*(?:sources?|quellen?|fuentes?|источник|джерело|notes?|nota|hinweis|remarks?|see|https?"
    r"|last|updated?|as of|stand|date|datum|fecha|author|autor|prepared|compiled|exported)\b",
    re.IGNORECASE,
)


def with_header(
    rows: Rows, file: str, is_name: IsName, *, delimiter: str = "", most: int | None = None
) -> Content:
    """Return the rows below the header, each as wide as it; `most` is a limit of cells."""
    problems = rows.problems
    if not rows.rows:
        if any(problem.severity == "error" for problem in problems):
            raise DataError(problems)
        words = "the file is empty"
        advice = "its first line names the columns, such as name,lat,lon"
        raise DataError([*problems, Problem.of_file(file, Fault("empty", words, advice))])
    hidden = hide_columns(rows)
    _strip_rows(rows)
    if not hidden:
        turn_rows(rows, file, is_name)
    at = join_second(rows, _find_header(rows, is_name), file, is_name)
    names = list(map(clean_name, rows.rows[at]))
    while names and not names[-1]:
        names.pop()
    title = _find_title(rows, at)
    problems += _tell_above(rows, at, title, file)
    _refuse_headless(names, rows, at, file, is_name)
    header = rows.lines[at]
    problems += tell_hidden(hidden, rows, at, file)
    problems += tell_shortened(rows, at, file)
    problems += tell_below(rows, at, file)
    del rows.rows[: at + 1], rows.lines[: at + 1]
    drop_tags(rows, file)
    if rows.part == "line":
        problems += find_swallowed(rows, len(names), delimiter, file)
        problems += find_single(rows, file)
        drop_comments(rows, len(names), file)
    _drop_headers(rows, names, file)
    _drop_column_numbers(rows, len(names), file)
    drop_asides(rows, len(names), file)
    if most is not None and len(rows.rows) * len(names) > most:
        words = f"{len(rows.rows):,} rows of {len(names):,} columns, with hardly anything in them"
        advice = "delete the columns that no unit needs"
        raise DataError([Problem.of_cell(file, header, None, Fault("limit", words, advice))])
    _fit_rows(rows, names, file)
    if set(ORBAT_MAPPER) <= set(names):
        _restore_points(rows, names.index("location"))
    _indent(rows, len(names))
    cells = [cell for row in rows.rows for cell in row]
    rows.rows.clear()
    told = [
        _name_column(problem, names, rows.part)
        for problem in problems
        if not (rows.part == "row" and problem.column in hidden)
    ]
    return Content(
        names,
        cells,
        rows.lines,
        rows.part,
        header,
        delimiter,
        rows.has_numbers,
        told,
        title or rows.title,
    )


def _strip_rows(rows: Rows) -> None:
    """Take away what nobody sees around cells, and rows in which nothing else is."""
    blank = set()
    for number, row in enumerate(rows.rows):
        if not all(map(str.isascii, row)):
            row[:] = map(strip_behind, row)
            if not any(row):
                blank.add(number)
    if blank and len(blank) < len(rows.rows):
        kept = [number for number in range(len(rows.rows)) if number not in blank]
        rows.rows[:] = [rows.rows[number] for number in kept]
        rows.lines[:] = [rows.lines[number] for number in kept]


def _indent(rows: Rows, width: int) -> None:
    """Write spaces before the cells that a spreadsheet indents, in place."""
    if not rows.indents:
        return
    numbers = {line: number for number, line in enumerate(rows.lines)}
    for (line, column), spaces in rows.indents.items():
        if line in numbers and column <= width and rows.rows[numbers[line]][column - 1]:
            row = rows.rows[numbers[line]]
            row[column - 1] = " " * spaces + row[column - 1]


def _find_title(rows: Rows, at: int) -> str:
    """Return what the first row above the header calls the table: all that is in it is one cell."""
    if not at:
        return ""
    cells = list(filter(None, map(str.strip, rows.rows[0])))
    is_title = len(cells) == 1 and any(map(str.isalpha, cells[0]))
    return cells[0] if is_title and not _ASIDE.match(cells[0]) else ""


def _tell_above(rows: Rows, at: int, title: str, file: str) -> list[Problem]:
    """Say that rows above the header are passed over; rows with numbers may be units."""
    if not at:
        return []
    counts = [sum(map(is_number, row)) for row in rows.rows[:at]]
    units = [number for number, count in enumerate(counts) if count >= LEAST_NAMES]
    if units:
        first = rows.lines[units[0]]
        words = f"{len(units)} row{'s' * (len(units) > 1)} with numbers, from {rows.part} {first}"
        words += f" on, above the header, {rows.part} {rows.lines[at]}"
        advice = "move the header above them where it is theirs; else give each table a sheet"
        # not one of rows that may be left out: they would be, without a word
        return [Problem.of_file(file, Fault("rows-above", words, advice))]
    above = " ".join(filter(None, map(str.strip, rows.rows[0])))
    words = f"the header is here; what stands above it is passed over: {shorten(above)}"
    if title:
        words = f"the header is here; the map's title, if the settings have none: {shorten(title)}"
        words += "; what else stands above it is passed over" * (at > 1)
    line = rows.lines[at]
    return [
        Problem.of_cell(file, line, None, Fault("header-below", words), "notice", part=rows.part)
    ]


def _drop_headers(rows: Rows, names: Sequence[str], file: str) -> None:
    """Take away rows that say what the header says, as sheets have that were put together.

    A row of one cell right above such a row is the heading of the table that follows.
    """
    wanted = [name.casefold() for name in names]
    again = {
        number
        for number, row in enumerate(rows.rows)
        if clean_name(row[0]).casefold() == wanted[0]
        and [clean_name(cell).casefold() for cell in row[: len(wanted)]] == wanted
    }
    if not again or len(wanted) < LEAST_NAMES:
        return
    words = f"the header is repeated, and passed over ({len(again)} time{'s' * (len(again) > 1)})"
    line = rows.lines[min(again)]
    headings = {n - 1 for n in again if n and sum(map(bool, map(str.strip, rows.rows[n - 1]))) == 1}
    if headings:
        quoted = ", ".join("".join(rows.rows[n]).strip() for n in sorted(headings))
        words += f", with what stands above it: {shorten(quoted)}"
    again |= headings
    rows.problems.append(
        Problem.of_cell(file, line, None, Fault("header-repeated", words), "notice", part=rows.part)
    )
    kept = [number for number in range(len(rows.rows)) if number not in again]
    rows.rows[:] = [rows.rows[number] for number in kept]
    rows.lines[:] = [rows.lines[number] for number in kept]


def _drop_column_numbers(rows: Rows, width: int, file: str) -> None:
    """Take away a row that numbers the columns, as forms have it below their header."""
    first = rows.rows[0][:width] if len(rows.rows) > 1 else []
    first = [_COLUMN_NUMBER.sub("", strip_cell(cell)) for cell in first]
    if width < LEAST_COLUMNS or first != [str(number) for number in range(1, width + 1)]:
        return
    words = "the row that numbers the columns is passed over"
    line = rows.lines[0]
    rows.problems.append(
        Problem.of_cell(file, line, None, Fault("header-repeated", words), "notice", part=rows.part)
    )
    del rows.rows[0], rows.lines[0]


def _restore_points(rows: Rows, column: int) -> None:
    """Write positions as ORBAT Mapper exports them, [lon, lat], so that their order is plain."""
    for row in rows.rows:
        if match := _JSON_PAIR.fullmatch(row[column].strip()):
            row[column] = f"POINT ({match[1]} {match[2]})"


def _name_column(problem: Problem, names: Sequence[str], part: str) -> Problem:
    """Return a problem of a spreadsheet's reader, which knows letters, with the column's name."""
    letters = {column_letter(number): name for number, name in enumerate(names)}
    if part != "row" or problem.column not in letters:
        return problem
    return replace(problem, column=letters[problem.column] or None, letter=problem.column)


def _find_header(rows: Rows, is_name: IsName) -> int:
    """Return the number of the row that names the columns: among the first, that with most."""
    scores = [_count_names(row, is_name) for row in rows.rows[:HEADER_WITHIN]]
    best = max(scores)
    if best >= LEAST_NAMES:
        likely = [number for number, score in enumerate(scores) if score == best]
        # a comment may name the columns as well as the header below it
        return next((n for n in likely if not rows.rows[n][0].lstrip().startswith("#")), likely[0])
    # a lone title or comment is no header
    first = [
        n for n, row in enumerate(rows.rows[:HEADER_WITHIN]) if not row[0].lstrip().startswith("#")
    ]
    wide = [n for n in first if sum(map(bool, map(str.strip, rows.rows[n]))) >= LEAST_NAMES]
    is_titled = bool(wide) and sum(map(bool, map(str.strip, rows.rows[first[0]]))) == 1
    return wide[0] if is_titled else next(iter(first), 0)


def _count_names(row: Sequence[str], is_name: IsName) -> int:
    """Return how many cells name a column; a row with a number in it is no header."""
    if any(map(is_number, row)):
        return 0
    head = {_letters(cell): cell for cell in row}
    return sum(is_name(cell) for letters, cell in head.items() if len(letters) > 1)


def _letters(cell: str) -> str:
    return "".join(filter(str.isalnum, cell.casefold()))


def _refuse_headless(names: Sequence[str], rows: Rows, at: int, file: str, is_name: IsName) -> None:
    """Raise where the first row is one of data: it has a number, and no name that columns have."""
    known = {name for name in names if len(name) > 1 and is_name(name)}
    if known or not any(map(is_number, names)):
        return
    words = f"the sheet has no header: its first row is {shorten(', '.join(names))}"
    advice = "write the names of the columns above it, such as name,lat,lon"
    raise DataError(
        [
            *rows.problems,
            Problem.of_cell(
                file, rows.lines[at], None, Fault("no-header", words, advice), part=rows.part
            ),
        ]
    )


def _fit_rows(rows: Rows, names: Sequence[str], file: str) -> None:
    """Make all rows as wide as the header; tell of cells with text that are too many.

    Blank cells at the end do no harm, whether they are missing or too many.
    """
    width = len(names)
    advice = "put a text that holds a delimiter into quotation marks"
    if rows.part == "row":
        advice = "name its column in the header, or clear what stands beyond the last named column"
    for number, row in enumerate(rows.rows):
        if len(row) == width:
            continue
        if any(map(str.strip, row[width:])):
            words = f"{len(row)} cells, but the header has {width}"
            rows.problems.append(
                Problem.of_cell(
                    file,
                    rows.lines[number],
                    None,
                    Fault("too-many-cells", words, advice),
                    part=rows.part,
                )
            )
        rows.rows[number] = (row + [""] * (width - len(row)))[:width]
