"""The cells of one sheet of a workbook, as its reader finds them, and what may be in one at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from deploymap.problems import DataError
from deploymap.sheets.formats.rows import beyond_limit
from deploymap.sheets.sheet import LONGEST_CELL

# a spreadsheet's own limits
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

# spreadsheets keep 15 digits of a number; what has more is a code that was taken for a number
LEAST_LOST = 10.0**15

# of one sheet, from A1 to its last cell; all rows of a sheet in the 26 columns A to Z are fewer
MOST_CELLS = 30_000_000

# What a workbook may hold: so much at least, and so much for each of its bytes. Packed, a cell
# takes two bytes and more even where it says the same as all others, an element one and more.
FEWEST_CELLS, CELLS_PER_BYTE = 500_000, 2
FEWEST_ELEMENTS, ELEMENTS_PER_BYTE = 600_000, 6
LEAST_TEXT, TEXT_PER_BYTE = 20_000_000, 30  # characters of all cells

CellRef = tuple[int, int]  # row and column, both from 1
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class Grid:
    """The cells of a sheet.

    `rows` has by number (from 1) the texts of the rows that hold anything, from column A to the
    last that is filled. What else is known: `hidden_rows` and `hidden_columns` (from 1), `merged`
    areas, formulas without a value (`unvalued`), the texts of `errors`, numbers that lost digits
    (`lost`), dates that a cell shows without their year or day (`shortened`), and of how many cells
    in a row the text is struck through. Links of cells (`linked`) and comments on them (`remarked`)
    are not read. `starts` has of an XLSX, where that was asked for, at which byte of its XML each
    row begins, 0 for one of which not all cells stand within one element.
    """

    rows: dict[int, list[str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    unvalued: list[CellRef] = field(default_factory=list)
    errors: dict[CellRef, str] = field(default_factory=dict)
    lost: dict[CellRef, str] = field(default_factory=dict)
    shortened: set[CellRef] = field(default_factory=set)
    indents: dict[CellRef, int] = field(default_factory=dict)
    struck: dict[int, int] = field(default_factory=dict)
    linked: set[CellRef] = field(default_factory=set)
    remarked: set[CellRef] = field(default_factory=set)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass
class Budget:
    """What is left of that which a file of so many bytes may hold; what is beyond is refused."""

    file: str
    size: int

    def __post_init__(self) -> None:
        """Begin with all of it."""
        self.cells = FEWEST_CELLS + CELLS_PER_BYTE * self.size
        self.elements = FEWEST_ELEMENTS + ELEMENTS_PER_BYTE * self.size
        self.text = LEAST_TEXT + TEXT_PER_BYTE * self.size

    def take_cells(self, cells: int, characters: int) -> None:
        """Count a row's cells, blank ones before its last too, and their characters."""
        self.cells -= cells
        self.text -= characters
        if self.cells < 0 or self.text < 0:
            raise self.refusal()

    def take_elements(self, count: int) -> None:
        """Count elements of XML, whatever they are."""
        self.elements -= count
        if self.elements < 0:
            raise self.refusal()

    def refuse_far(self, height: int, width: int) -> None:
        """Refuse a sheet that no spreadsheet program has, or one with cells in far corners."""
        if height > LAST_ROW or width > LAST_COLUMN or height * width > MOST_CELLS:
            raise self.refusal()

    def refusal(self) -> DataError:
        """Return the error for a sheet that goes beyond it."""
        advice = "delete the cells far to the right or far below the table"
        message = "has a sheet of too many cells or too much text"
        return beyond_limit(self.file, message, advice)


def cut(pieces: list[str]) -> None:
    """Shorten what is gathered of a cell's text, where it is longer than any may be."""
    if sum(map(len, pieces)) > LONGEST_CELL:
        pieces[:] = ["".join(pieces)[: LONGEST_CELL + 1]]


def put_cell(cells: list[str], column: int, text: str) -> None:
    """Write a text into a row's column (from 1), with blanks before it."""
    missing = column - 1 - len(cells)
    if missing < 0:
        cells[column - 1] = text
        return
    if missing:
        cells += [""] * missing
    cells.append(text)


def column_number(letters: str) -> int:
    """Return the number of a spreadsheet's column: 1 for A, 27 for AA; LAST_COLUMN + 1 beyond."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number if 0 < number <= LAST_COLUMN and len(letters) < 4 else LAST_COLUMN + 1


def column_letters(number: int) -> str:
    """Return the letters of a spreadsheet's column: A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def rows_within(lines: list[int], first: int, last: int) -> Iterator[int]:
    """Yield those of sorted numbers that are from `first` to `last`."""
    from bisect import bisect_left

    for index in range(bisect_left(lines, first), len(lines)):
        if lines[index] > last:
            return
        yield lines[index]
