"""Sheets of strangers make a map at the first try, and every column is what it should be."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from deploymap.checks.check import Checked
from deploymap.inspection.inputs import check_units_of, read_units
from deploymap.settings.config import Config
from sheets_of_strangers import STRANGERS, Stranger


def checked(stranger: Stranger, folder: Path) -> Checked:
    path = folder / "sheet.csv"
    path.write_text(stranger.text, encoding="utf-8")
    config = Config(base=folder, units=path, output=folder / "page.html")
    return check_units_of(config, read_units(config))


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.name)
def test_the_sheet_of_a_stranger_is_understood(stranger: Stranger, tmp_path: Path) -> None:
    found = checked(stranger, tmp_path)
    assert [str(p) for p in found.problems if p.severity == "error"] == []
    uses = {use.column: use.own for use in found.sheet.uses if use.column}
    assert uses == stranger.columns
    first = found.table.iloc[0]
    for column, value in stranger.first.items():
        if isinstance(value, float):
            assert math.isclose(first[column], value, abs_tol=1e-6), column
        elif value is None:
            assert found.table[column].isna().all(), column
        else:
            assert first[column] == value, column
    assert found.table[["name", "lat", "lon"]].notna().all(axis=None)


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.name)
def test_whatever_was_guessed_is_told(stranger: Stranger, tmp_path: Path) -> None:
    found = checked(stranger, tmp_path)
    guessed = {u.own for u in found.sheet.uses if u.how in ("loose", "part", "cells")}
    codes = ("column-assumed", "column-half", "columns-joined", "pair-order")
    told = {p.column for p in found.problems if p.code in codes}
    assert guessed <= told
    assert {p.severity for p in found.problems if p.code in codes} <= {"notice"}
