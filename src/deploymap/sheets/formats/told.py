"""What a workbook's reader tells of its cells: merged ones, formulas, errors, lost digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from deploymap.problems import Fault, Problem, Severity
from deploymap.sheets.formats.grid import (
    Area,
    Budget,
    CellRef,
    Grid,
    column_letters,
    put_cell,
    rows_within,
)

# cells with one kind of fault that are told of one by one
MOST_TOLD = 1_000

_ADDRESS = re.compile(r"://|\bwww\.|@")

# a merged area of one row and so many columns is a heading, and no cell of each
HEADING = 4


def tell_cells(grid: Grid, file: str) -> list[Problem]:
    """Return what is wrong with single cells; `column` is the letter of each."""
    problems = _tell_each(sorted(grid.unvalued), lambda place: _tell_unvalued(place, file))
    problems += _tell_each(
        sorted(grid.errors), lambda place: _tell_error(place, grid.errors[place], file)
    )
    problems += _tell_each(
        sorted(grid.lost), lambda place: _tell_lost(place, grid.lost[place], file)
    )
    problems += _tell_besides(grid, file)
    struck = [line for line, count in grid.struck.items() if 2 * count >= _filled(grid, line)]
    if struck:
        rows = f"{len(struck)} row{'s' * (len(struck) > 1)}"
        words = f"{rows} with text that is struck through, which may be withdrawn"
        advice = "delete them, or hide them, where they are not to be on the map"
        line = min(struck)
        problems.append(
            Problem.of_cell(
                file, line, None, Fault("struck-through", words, advice), "warning", part="row"
            )
        )
    return problems


def _tell_each(places: Sequence[CellRef], tell: Callable[[CellRef], Problem]) -> list[Problem]:
    """Return a problem for each of the first places, and one for all that follow."""
    problems = list(map(tell, places[:MOST_TOLD]))
    rest = places[MOST_TOLD:]
    if rest:
        lines = tuple(line for line, _ in rest)
        words = f"{len(rest):,} more cells have such a fault"
        problems.append(replace(problems[-1], line=None, message=words, also=lines, found=""))
    return problems


def _tell_besides(grid: Grid, file: str) -> list[Problem]:
    """Return notices of links and remarks, which are not read: how many, at the first of them.

    A cell that says the address itself loses nothing.
    """
    linked = sorted(place for place in grid.linked if not _ADDRESS.search(_text_at(grid, place)))
    problems = []
    for places, words, advice, code in (
        (linked, "link", "write the addresses into a column source_url", "links-left-out"),
        (sorted(grid.remarked), "comment", "write them into a column note", "comments-left-out"),
    ):
        if places:
            many = len(places) > 1
            words = (
                f"{len(places):,} {words}{'s' * many} of cells {'are' if many else 'is'} not read"
            )
            problems.append(_cell_problem(places[0], file, words, "notice", code, advice))
    return problems


def _text_at(grid: Grid, place: CellRef) -> str:
    line, column = place
    cells = grid.rows.get(line, [])
    return cells[column - 1] if column <= len(cells) else ""


def _filled(grid: Grid, line: int) -> int:
    return sum(map(bool, grid.rows.get(line, [])))


def _tell_unvalued(place: CellRef, file: str) -> Problem:
    words = "the cell has a formula without a value"
    advice = "open the file in a spreadsheet program and save it there"
    return _cell_problem(place, file, words, "warning", "formula-without-value", advice)


def _tell_error(place: CellRef, text: str, file: str) -> Problem:
    words = f"the formula of this cell gives {text}"
    advice = "mend the formula, or clear the cell"
    return _cell_problem(place, file, words, "warning", "cell-error", advice, text)


def _tell_lost(place: CellRef, text: str, file: str) -> Problem:
    words = "a number of 16 or more digits, of which a spreadsheet keeps the first 15 only"
    advice = "format the column as text and enter it again"
    return _cell_problem(place, file, words, "error", "lost-digits", advice, text)


def _cell_problem(
    place: CellRef,
    file: str,
    words: str,
    severity: Severity,
    code: str,
    advice: str,
    found: str = "",
) -> Problem:
    line, column = place
    letters = column_letters(column)
    return Problem.of_cell(
        file, line, letters, Fault(code, words, advice), severity, found=found, part="row"
    )


def fill_merged(grid: Grid, file: str, budget: Budget) -> list[Problem]:
    """Write the text of each merged area into all of its cells, in place; return notices of it.

    Only rows that hold anything else are filled, as far to the right as any of them reaches. An
    area of one row that reaches over many columns is a heading, and stays as it is.
    """
    lines, widest = sorted(grid.rows), max(map(len, grid.rows.values()), default=0)
    filled: dict[int, list[CellRef]] = {}
    for area in grid.merged:
        top, left, bottom, right = area
        cells = grid.rows.get(top, [])
        text = cells[left - 1] if 0 < left <= len(cells) else ""
        if not text or (bottom == top and right - left + 1 >= HEADING):
            continue
        for place in _places_of((top, left, bottom, min(right, widest)), lines, budget):
            put_cell(grid.rows[place[0]], place[1], text)
            filled.setdefault(place[1], []).append(place)
            if (top, left) in grid.shortened:
                grid.shortened.add(place)
    return [_tell_merged(sorted(places), file) for _, places in sorted(filled.items())]


def _places_of(area: Area, lines: list[int], budget: Budget) -> Iterable[CellRef]:
    """Yield the cells of an area but the first, in rows that hold anything."""
    top, left, bottom, right = area
    for line in rows_within(lines, top, bottom):
        budget.refuse_far(line, right)
        budget.take_cells(right - left + 1, 0)
        for column in range(left, right + 1):
            if (line, column) != (top, left):
                yield line, column


def _tell_merged(places: Sequence[CellRef], file: str) -> Problem:
    cells = f"{len(places):,} cell{'s' * (len(places) > 1)}"
    words = f"merged cells: what stands in each area holds for all of its rows ({cells} filled)"
    advice = "unmerge them where that is not meant"
    told = _cell_problem(places[0], file, words, "notice", "merged-cells", advice)
    return replace(told, also=tuple(sorted({line for line, _ in places[1:]})))
