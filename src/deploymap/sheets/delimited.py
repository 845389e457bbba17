"""Text with delimiters (CSV) -> rows of cells, each with the line on which it begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.rows import Rows
from deploymap.sheets.spaced import read_spaced

DELIMITERS = (",", ";", "\t", "|")

# tells whether a text is a name that columns have
IsName = Callable[[str], bool]

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=([,;|\t])\"?[ \t]*(?:\r\n|\n|\r)", re.IGNORECASE)
_LINES = re.compile(r"\r\n|\n|\r")
HEAD = 65_536  # characters that are looked at to tell the delimiter
HEAD_LINES = 30


def read_delimited(text: str, file: str, *, is_name: IsName) -> tuple[Rows, str]:
    """Return the rows of a text that have any cell with text, and the delimiter.

    Rows are as wide as they are written. `is_name` helps to tell the delimiter. A line `sep=;` at
    the start, as Excel has it, names the delimiter and is no row.
    """
    said = find_separator_line(text)
    delimiter = said[1] if said else find_delimiter(text, is_name)
    if (
        not said
        and _is_undelimited(text, delimiter)
        and (found := read_spaced(text, file, is_name))
    ):
        return found, ""
    rows = Rows([], [], part="line", has_numbers=False, problems=[])
    start = 1
    if said:
        text, start = text[said.end() :], 2
    _take_rows(text, delimiter, start, rows, file)
    return rows, delimiter


def _is_undelimited(text: str, delimiter: str) -> bool:
    """Return whether hardly a line at the start of a text has its likeliest delimiter."""
    lines = [line for line in _LINES.split(text[:HEAD]) if line.strip()][:HEAD_LINES]
    return 2 * sum(delimiter in line for line in lines) < len(lines)


def find_separator_line(text: str) -> re.Match[str] | None:
    """Return the line at the start that names the delimiter, None where there is none."""
    return _SEPARATOR_LINE.match(text)


def _take_rows(text: str, delimiter: str, first: int, rows: Rows, file: str) -> None:
    """Fill `rows` from a text that begins in line `first`.

    A line in which text follows a closing quotation mark is read with its marks as they stand,
    where it has as many cells as the row before and each mark has its fellow in its cell; what
    stands after another fault is not read.
    """
    # newline="" leaves line breaks within quotation marks as they are
    source = io.StringIO(text, newline="")
    lines: Iterable[str] = source
    texts: list[str] = []
    marked: list[tuple[int, str]] = []
    offset = first
    while fault := _read_rows(lines, delimiter, offset, rows):
        error, start, at = fault
        texts = texts or list(io.StringIO(text, newline=""))
        cells = _split_marks(texts[at - first], delimiter)
        is_sure = "expected after" in error and start == at and bool(rows.rows)
        is_whole = all(cell.count('"') % 2 == 0 for cell in cells)
        if not is_sure or not is_whole or len(cells) != len(rows.rows[-1]):
            rows.problems.append(_explain(error, file, start, at))
            break
        marked.append((at, next(cell for cell in cells if cell.startswith('"'))))
        rows.rows.append(cells)
        rows.lines.append(at)
        lines, offset = source, at + 1
    if marked:
        rows.problems.append(_tell_marks(marked, file))


def _read_rows(
    lines: Iterable[str], delimiter: str, first: int, rows: Rows
) -> tuple[str, int, int] | None:
    """Add rows up to a fault of the quoting: return its words, and where its row begins and ends.

    `first` is the number of the first line.
    """
    indented: dict[int, str] = {}
    reader = csv.reader(
        _note_indented(lines, delimiter, first, indented),
        delimiter=delimiter,
        skipinitialspace=True,
        strict=True,
    )
    start = first
    try:
        for row in reader:
            line, start = start, first + reader.line_num
            if any(map(str.strip, row)):
                if line in indented:
                    _restore_indents(row, indented.pop(line), delimiter)
                rows.rows.append(row)
                rows.lines.append(line)
    except csv.Error as error:
        return str(error), start, first + reader.line_num - 1
    return None


def _note_indented(
    lines: Iterable[str], delimiter: str, first: int, indented: dict[int, str]
) -> Iterator[str]:
    """Pass lines on, and keep by number those that have cells which begin with spaces."""
    wide = f"{delimiter}  "
    for number, line in enumerate(lines, first):
        if line.startswith(" ") or wide in line:
            indented[number] = line
        yield line


def _restore_indents(row: list[str], line: str, delimiter: str) -> None:
    """Write the spaces again that the cells of a row begin with; beside quotes only the first."""
    given = line.split(delimiter, 1 if '"' in line else -1)
    for number, cell in enumerate(given[: 1 if '"' in line else len(row)]):
        if row[number]:
            row[number] = " " * (len(cell) - len(cell.lstrip(" "))) + row[number]


def _split_marks(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line: those within quotation marks without them, others as they are."""
    mark = re.escape(delimiter)
    pattern = rf'[ ]*(?:"((?:[^"]|"")*)"[ ]*(?={mark}|\Z)|([^{mark}]*))(?:{mark}|\Z)'
    cells = re.finditer(pattern, line.rstrip("\r\n") + delimiter)
    found = [(cell[1] or "").replace('""', '"') or (cell[2] or "").strip() for cell in cells]
    return found[:-1]


def _tell_marks(marked: Sequence[tuple[int, str]], file: str) -> Problem:
    line, cell = marked[0]
    more = len(marked) - 1
    words = f"quotation marks within a text are read as they stand: {shorten(cell)}"
    words += f" (and {more:,} more row{'s' * (more > 1)} so)" if more else ""
    fault = Fault("quoting", words, "nothing is to be done")
    return Problem.of_cell(file, line, None, fault, "notice")


def find_delimiter(text: str, is_name: IsName) -> str:
    """Return the delimiter that makes most names of columns, else the one that is there most."""
    head = _QUOTED.sub("quoted", text[:HEAD])
    lines = [line for line in _LINES.split(head) if line.strip(",;|\t ")][:HEAD_LINES]

    def score(delimiter: str) -> tuple[int, int]:
        rows = (line.split(delimiter) for line in lines if delimiter in line)
        names = [list(filter(is_name, row)) for row in rows]
        most = max((len(found) for found in names if not _is_letter(found)), default=0)
        return most, lines[0].count(delimiter) if lines else 0

    return max(DELIMITERS, key=score)


def _is_letter(names: Sequence[str]) -> bool:
    """Return whether a single letter, such as x, is all that is a name: it may be anything."""
    return len(names) == 1 and sum(map(str.isalnum, names[0])) == 1


def _explain(error: str, file: str, start: int, line: int) -> Problem:
    if "field larger" in error:
        words, advice = "a cell here is longer than 100,000 characters", "shorten it"
        return Problem.of_cell(file, start, None, Fault("limit", words, advice))
    if "expected after" in error:
        words = f"text follows a closing quotation mark on line {line}"
        advice = 'inside a quoted cell write each quotation mark twice: ""'
    else:
        words = "a quotation mark opens a cell here and is never closed"
        advice = 'close it with "'
    return Problem.of_cell(file, start, None, Fault("quoting", words, advice))


def drop_comments(rows: Rows, width: int, file: str) -> None:
    """Take lines away that begin with # and are no rows of a table of this width."""
    comments = {
        number
        for number, row in enumerate(rows.rows)
        if row[0].lstrip().startswith("#") and not len(row) == width > 1
    }
    if not comments:
        return
    first = min(comments)
    shown = shorten(",".join(rows.rows[first]))
    words = f"{len(comments)} comment{'s' if len(comments) > 1 else ''} passed over: {shown}"
    advice = "a unit's line may not begin with #"
    rows.problems.append(
        Problem.of_cell(file, rows.lines[first], None, Fault("comment", words, advice), "notice")
    )
    kept = [number for number in range(len(rows.rows)) if number not in comments]
    rows.rows[:] = [rows.rows[number] for number in kept]
    rows.lines[:] = [rows.lines[number] for number in kept]
