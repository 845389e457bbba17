"""Marks of footnotes at the ends of cells that were copied from a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploymap.checks.check import check_units
from deploymap.checks.marks import without_mark
from deploymap.edit.sheet import Reading
from deploymap.serving.project import Project
from deploymap.serving.shown import Row
from deploymap.settings.config import read_config
from deploymap.sheets.source import Source

SHEET = 'Unit,lat,lon,Strength[1][2]\n29th Division[4],40.10,26.20,"17,649[5]"\n'


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("17,649[5]", "17,649"),
        ("~15,000 men[6][b]", "~15,000 men"),
        ("10,000[citation needed]", "10,000"),
        ("29th Division[note 3]", "29th Division"),
        ("1,200*", "1,200"),
        ("48.57 **", "48.57"),
        # these are no marks, or say so
        ("[5]", "[5]"),
        ("[48.5, 37.1]", "[48.5, 37.1]"),
        ("Battery [A]", "Battery [A]"),
        ("see [3] there", "see [3] there"),
        ("A*", "A*"),
    ],
)
def test_marks_stand_right_behind_a_text(text: str, bare: str) -> None:
    assert without_mark(text) == bare


def test_numbers_and_names_are_read_without_their_marks() -> None:
    checked = check_units(Reading().read(Source(SHEET.encode(), "units.csv")))
    assert list(checked.table["name"]) == ["29th Division"]
    assert list(checked.table["troops"]) == [17649]
    (notice,) = checked.problems
    assert (notice.code, notice.line, notice.found) == ("marks-dropped", 2, "29th Division[4]")
    assert "Strength[1][2]" in notice.message


def test_a_unit_with_a_mark_can_be_moved_in_the_editor(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(SHEET)
    project = Project(lambda: read_config(tmp_path))
    project.build()
    row = Row("row2", "", called="29th Division")
    assert project.move(project.version, row, (40.15, 26.25), "")
    moved = SHEET.replace("40.10,26.20", "40.15,26.25")
    assert (tmp_path / "units.csv").read_text() == moved
