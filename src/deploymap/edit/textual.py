"""Rows of a CSV that change: splices of its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deploymap.edit.document import Cell, Document, Record, Splice, write_cell
from deploymap.edit.medium import Texts


@dataclass(frozen=True, eq=False)
class TextRows:
    """The rows of data of a CSV, as `Medium` has them; `records` are those of them."""

    document: Document
    records: Sequence[Record]

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.document.data

    @property
    def delimiter(self) -> str:
        """What parts the cells."""
        return self.document.delimiter

    def said(self, row: int | None, place: int, text: str) -> str:
        """Return what a cell says when a text was written into it: the text."""
        return text

    def written(self, row: int) -> str:
        """Return a row as it is written, with its line end."""
        record = self.records[row]
        return self.document.text[record.start : record.end]

    def written_cells(self, row: int, places: Sequence[int]) -> list[str]:
        """Return cells of a row as they are written, "" where it is too short."""
        cells = self.cells(row, max(places) + 1)
        return [cells[place].written for place in places]

    def cells(self, row: int, width: int) -> list[Cell]:
        """Return the cells of a row as they are written, and blank ones where it is too short."""
        record = self.records[row]
        cells = self.document.cells(record)
        return cells + [Cell(record.stop, "")] * (width - len(cells))

    def put(self, texts: Mapping[int, Texts], written: Mapping[int, Texts]) -> bytes:
        """Write texts into cells of rows; `written` says of some how they were written once."""
        return self.document.splice(
            splice
            for row, cells in texts.items()
            for splice in self._in_row(row, cells, written.get(row, {}))
        )

    def insert(
        self, after: int, texts: Texts, *, width: int, like: int | None
    ) -> tuple[bytes, int]:
        """Add a row behind another, a copy of `like` or else blank, with texts in some cells."""
        document, record = self.document, self.records[after]
        written = [cell.written for cell in self.cells(like, width)] if like is not None else []
        written += [""] * (width - len(written))
        for place, text in texts.items():
            written[place] = write_cell(written[place], text, document.delimiter)
        row, ends = document.delimiter.join(written), document.line_end(record)
        is_ended = record.end > record.stop
        splice = Splice(record.end, record.end, row + ends if is_ended else ends + row)
        return document.splice([splice]), after + 1

    def insert_first(self, texts: Texts, *, width: int) -> bytes:
        """Add the first row to a sheet that has none."""
        document = self.document
        cells = (write_cell("", texts.get(n, ""), document.delimiter) for n in range(width))
        row = document.delimiter.join(cells) + document.line_end(document.records[-1])
        return self.insert_written(None, row)[0]

    def insert_written(self, behind: int | None, written: str) -> tuple[bytes, int]:
        """Add a row as it was written, before all others for None.

        It has its line end, unless it was the last one. A sheet without rows gets it at its end.
        """
        document = self.document
        record = self.records[behind or 0] if self.records else document.records[-1]
        is_before = behind is None and bool(self.records)
        at = record.start if is_before else record.end
        if not is_before and record.end == record.stop:
            written = document.line_end(record) + written.rstrip("\r\n")
        elif written[-1:] not in ("\r", "\n") and at < len(document.text):
            written += document.line_end(record)
        return document.splice([Splice(at, at, written)]), 0 if behind is None else behind + 1

    def delete(self, row: int, places: Sequence[int]) -> bytes:
        """Take a row away; a file that ends without a line end goes on doing so."""
        record, before = self.records[row], self.records[row - 1] if row else None
        is_unended = record.end == record.stop and before is not None and before.end == record.start
        start = before.stop if before is not None and is_unended else record.start
        return self.document.splice([Splice(start, record.end, "")])

    def _in_row(self, row: int, texts: Texts, written: Texts) -> list[Splice]:
        """Return the splices of a row; the cells that it is too short for come at its end."""
        delimiter, record = self.document.delimiter, self.records[row]
        cells = self.document.cells(record)
        splices, beyond = [], {}
        for place, text in texts.items():
            if place < len(cells):
                cell = cells[place]
                new = written.get(place) or write_cell(cell.written, text, delimiter)
                splices.append(Splice(cell.start, cell.end, new))
            else:
                beyond[place] = write_cell("", text, delimiter)
        if beyond:
            places = range(len(cells), max(beyond) + 1)
            new = "".join(delimiter + beyond.get(place, "") for place in places)
            splices.append(Splice(record.stop, record.stop, new))
        return splices
