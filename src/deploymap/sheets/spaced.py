"""Text whose columns are parted by spaces -> rows of cells, each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.rows import Rows

IsName = Callable[[str], bool]

LONGEST = 2_000_000  # characters of a text that is looked at so
WITHIN = 30  # lines in which the header is looked for
LEAST_COLUMNS, LEAST_ROWS, LEAST_NAMES = 3, 1, 2

_RULE = re.compile(r"[\s|+=_-]+")
_GAP = re.compile(r"\s{2,}")
_WORD = re.compile(r'"[^"]*"|\S+')

Line = tuple[int, str]


def read_spaced(text: str, file: str, is_name: IsName) -> Rows | None:
    """Return the rows of a text that spaces part into columns, None where they do not.

    Below a header of two names at least either each line has as many cells as it, parted by two
    spaces or by one, or the columns stand below each other. Lines above the header are one cell.
    """
    if len(text) > LONGEST:
        return None
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(n, line.expandtabs()) for n, line in lines if not _RULE.fullmatch(line)]
    for at, (_, line) in enumerate(lines[:WITHIN]):
        names = {word for word in _WORD.findall(line) if len(word) > 1 and is_name(word)}
        if len(names) < LEAST_NAMES or len(lines) - at <= LEAST_ROWS:
            continue
        below = lines[at:]
        for part in (_by_gaps, _by_words, _by_places):
            cells = part(below)
            if cells and sum(map(is_name, cells[0])) >= LEAST_NAMES:
                above = [[words.strip()] for _, words in lines[:at]]
                numbers = [n for n, _ in lines]
                told = [_tell(cells[0], below[0][0], file)]
                return Rows([*above, *cells], numbers, "line", has_numbers=False, problems=told)
    return None


def _by_gaps(lines: Sequence[Line]) -> list[list[str]]:
    return _alike([_GAP.split(line.strip()) for _, line in lines])


def _by_words(lines: Sequence[Line]) -> list[list[str]]:
    return _alike([[word.strip('"') for word in _WORD.findall(line)] for _, line in lines])


def _alike(rows: list[list[str]]) -> list[list[str]]:
    """Return rows that all have as many cells, else none."""
    width = len(rows[0])
    return rows if width >= LEAST_COLUMNS and all(len(row) == width for row in rows) else []


def _by_places(lines: Sequence[Line]) -> list[list[str]]:
    """Return the cells of lines whose columns stand below each other, else none.

    A column begins where all lines have a space and the header a word after it.
    """
    width = max(len(line) for _, line in lines)
    is_blank = bytearray(b"\1" * width)
    for _, line in lines:
        for at, letter in enumerate(line):
            if letter != " ":
                is_blank[at] = 0
    header = lines[0][1]
    starts = [0]
    for word in _WORD.finditer(header):
        gap = is_blank.rfind(1, 0, word.start() + 1)
        if gap > starts[-1] and not header[gap : word.start()].strip():
            starts.append(gap)
    if len(starts) < LEAST_COLUMNS:
        return []
    ends = [*starts[1:], width]
    return [
        [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        for _, line in lines
    ]


def _tell(names: Sequence[str], line: int, file: str) -> Problem:
    words = f"spaces part it into {len(names)} columns: {shorten(', '.join(names))}"
    fault = Fault("columns-spaced", words, "where that is wrong save it as CSV")
    return Problem.of_cell(file, line, None, fault, "notice")
