"""What a sheet is written in: a text, or a workbook; each says how its rows and cells change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

# the place of a cell in its row, from 0 -> its text
Texts = Mapping[int, str]


class Placed(Protocol):
    """A row, as it stands in its file."""

    @property
    def line(self) -> int:
        """The line of the file on which it begins, or the row of a workbook, from 1."""


class Medium(Protocol):
    """The bytes of a sheet, and its rows of data in the order in which they are read, from 0.

    What changes something returns the new bytes, in which all else stays as it was, and raises
    `DataError` where they cannot be had. Where a row is added, it says too which one it is then.
    """

    @property
    def data(self) -> bytes:
        """The bytes of the file."""

    @property
    def delimiter(self) -> str:
        """What parts the cells of a row that is given as one text."""

    @property
    def records(self) -> Sequence[Placed]:
        """Where each row stands."""

    def said(self, row: int | None, place: int, text: str) -> str:
        """Return what a cell says when a text was written into it; None stands for a new row."""

    def written(self, row: int) -> str:
        """Return a row as it is written."""

    def written_cells(self, row: int, places: Sequence[int]) -> list[str]:
        """Return cells of a row as they are written, "" where it is too short."""

    def put(self, texts: Mapping[int, Texts], written: Mapping[int, Texts]) -> bytes:
        """Write texts into cells of rows; `written` says of some how they were written once."""

    def insert(
        self, after: int, texts: Texts, *, width: int, like: int | None
    ) -> tuple[bytes, int]:
        """Add a row behind another, a copy of `like` or else blank, with texts in some cells."""

    def insert_first(self, texts: Texts, *, width: int) -> bytes:
        """Add the first row to a sheet that has none."""

    def insert_written(self, behind: int | None, written: str) -> tuple[bytes, int]:
        """Add a row as it was written, behind another one, or before all for None."""

    def delete(self, row: int, places: Sequence[int]) -> bytes:
        """Take a row away, of which the sheet reads the cells at some places."""
