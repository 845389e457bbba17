"""Edits by two pages and by another editor at once: python tests/edits_at_once.py 1000

Each edit gives a cell a text that no other one gives. Those that were made have to be a chain for
each cell: from what it said at first, each from what the one of before wrote, to what the file says
in the end. One that was lost without a word would break it. The other editor saves between the
edits of the pages, and while one of them is being made. All others are told as conflicts, with both
texts.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from deploymap.edit.faults import ConflictError
from deploymap.edit.saving import FOLDER, Sitting
from deploymap.edit.sheet import Reading, open_sheet
from deploymap.page.html import DeploymentMap
from deploymap.serving.project import Project
from deploymap.serving.shown import Row
from deploymap.settings.config import read_config
from deploymap.sheets.source import Source

UNITS = 6
COLUMNS = ("name", "note")
HEAD = "# mine\r\nid;name;note;lat;lon\r\n"

Cell = tuple[str, str]  # a unit, and one of its columns
Change = Callable[[bytes], bytes]


class Interrupted(Sitting):
    """Writes as a sitting does; something may happen while a change is being made."""

    def __init__(self, base: Path, happen: Callable[[], None]) -> None:
        """Keep what happens."""
        super().__init__(base)
        self.happen = happen

    def save(self, path: Path, change: Change) -> bytes:
        """Write a change, in the midst of which something happens."""

        def interrupted(data: bytes) -> bytes:
            changed = change(data)
            self.happen()
            return changed

        return super().save(path, interrupted)


class Trial:
    """A folder, two pages of it, and another editor; `made` has the edits of each cell."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Begin with a sheet and its first map."""
        self.chance = random.Random(seed)
        self.path = folder / "units.csv"
        ends = ("\n", "\r\n")
        rows = "".join(f"U{n};first {n};;{n};{n}{ends[n % 2]}" for n in range(UNITS))
        self.path.write_bytes((HEAD + rows).encode())
        self.first = self.read()
        self.project = Project(lambda: read_config(folder))
        self.project.build()
        self.project._sitting = Interrupted(folder, self.interrupt)
        self.pages = [self.project.version] * 2
        self.made: dict[Cell, list[tuple[str, str]]] = {cell: [] for cell in self.first}
        self.number = self.told = 0

    def read(self) -> dict[Cell, str]:
        """Return what the cells of the file say."""
        sheet = open_sheet(Source(self.path.read_bytes(), "units.csv"), Reading())
        rows = [sheet.content(row) for row in range(len(sheet.records))]
        return {(row["id"], column): row[column] for row in rows for column in COLUMNS}

    def new_text(self) -> str:
        """Return a text that nobody has written yet."""
        self.number += 1
        return f"text {self.number}"

    def edit_elsewhere(self) -> None:
        """Save the file with another text in a cell, as any editor does that has just read it."""
        cell, new = self.chance.choice(list(self.first)), self.new_text()
        data, old = self.path.read_bytes(), self.read()[cell]
        lines = data.decode().splitlines(keepends=True)
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{cell[0]};"))
        cells = lines[at].split(";")
        cells[1 + COLUMNS.index(cell[1])] = new
        lines[at] = ";".join(cells)
        self.path.write_bytes("".join(lines).encode())
        self.made[cell].append((old, new))

    def interrupt(self) -> None:
        """Let the other editor save now and then."""
        if self.chance.random() < 0.3:
            self.edit_elsewhere()

    def edit_on_page(self) -> None:
        """Change a cell on one of the pages, which may be behind; of a conflict choose one text."""
        version = self.chance.choice(self.pages)
        unit, column = cell = self.chance.choice(list(self.first))
        old, new = self.project.cells(version, Row(unit))[column], self.new_text()
        try:
            self.project.change(version, Row(unit), {column: new})
        except ConflictError as error:
            (clash,) = error.clashes
            assert (clash.old, clash.new) == (old, new)
            self.told += 1
            if self.chance.random() < 0.5:
                return
            old = clash.now
            try:
                self.project.change(version, Row(unit), {column: new}, {column: old})
            except ConflictError:  # once more changed while the person chose
                self.told += 1
                return
        self.made[cell].append((old, new))

    def build(self) -> None:
        """Make the map anew, and show it on one of the pages."""
        self.project.build()
        assert not self.project.problems
        self.pages[self.chance.randrange(2)] = self.project.version
        oldest = self.project.version - 2
        self.pages = [max(oldest, version) for version in self.pages]

    def check(self) -> int:
        """Return how many edits were made, of which none may be lost."""
        now = self.read()
        for cell, edits in self.made.items():
            by_old = dict(edits)
            assert len(by_old) == len(edits), f"an edit of {cell} is lost"
            text = self.first[cell]
            for _ in edits:
                assert text in by_old, f"an edit of {cell} is lost"
                text = by_old[text]
            assert text == now[cell], f"{cell} says {now[cell]}, not {text}"
        return sum(map(len, self.made.values()))


def main(edits: int, seed: int = 16) -> tuple[int, int]:
    """Make so many edits; return how many were made, and how many conflicts were told."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), seed)
        for number in range(edits):
            trial.edit_on_page() if trial.chance.random() < 0.7 else trial.edit_elsewhere()
            if number % 8 == 7:
                trial.build()
        copies = list((Path(folder) / FOLDER).iterdir())
        assert all(copy.read_bytes().startswith(HEAD.encode()) for copy in copies)
        return trial.check(), trial.told


if __name__ == "__main__":
    DeploymentMap.to_html = lambda self: ""  # the page itself is not looked at
    made, told = main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
    print(f"{made} edits made, none lost; {told} conflicts told")
