"""Text with delimiters (CSV) -> rows of cells, each with the line on which it begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.rows import Rows

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
    rows = Rows([], [], part="line", has_numbers=False, problems=[])
    start = 1
    if said:
        text, start = text[said.end() :], 2
    # newline="" leaves line breaks within quotation marks as they are
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True, strict=True)
    _take_rows(reader, start, rows, file)
    return rows, delimiter


def find_separator_line(text: str) -> re.Match[str] | None:
    """Return the line at the start that names the delimiter, None where there is none."""
    return _SEPARATOR_LINE.match(text)


def _take_rows(reader: Iterator[list[str]], first: int, rows: Rows, file: str) -> None:
    """Fill `rows` from a csv.reader; what stands after a fault of the quoting is not to be read."""
    start = first
    before = first - 1
    try:
        for row in reader:
            line, start = start, before + reader.line_num + 1  # type: ignore[attr-defined]
            if any(map(str.strip, row)):
                rows.rows.append(row)
                rows.lines.append(line)
    except csv.Error as error:
        at = before + reader.line_num  # type: ignore[attr-defined]
        rows.problems.append(_explain(str(error), file, start, at))


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
