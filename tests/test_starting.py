"""`deploymap init`: a folder with a clean sheet and settings, whole or not at all."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from deploymap.cli.parser import main
from deploymap.inspection.inputs import check_units_of
from deploymap.inspection.reading import read_units
from deploymap.settings.config import read_config
from sheets_of_strangers import STRANGERS, Stranger

SHEET = (
    "BattleName,BeginDate,lost_by,Latitude,Longitude (W)\n"
    'Ford,1863-04-30,"Red ""North""",34.5,86.25\nChurch,1864-08-03,Blue,30.5,88\n'
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "battles.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_folder_is_made_that_builds(sheet: Path, tmp_path: Path, capsys) -> None:
    folder = tmp_path / "deep" / "map"
    assert main(["init", str(folder), str(sheet)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["deploymap.toml", "units.csv"]
    settings = (folder / "deploymap.toml").read_text(encoding="utf-8")
    assert tomllib.loads(settings) == {"title": "Battles"}
    assert "#     B  BeginDate" in settings
    assert '# [sides."Red \\"North\\""]' in settings
    assert "Wrote" in capsys.readouterr().out
    found = check_units_of(config := read_config(folder), read_units(config))
    assert [use.how for use in found.sheet.uses] == ["named"] * len(found.sheet.uses)
    assert found.table["lon"].tolist() == [-86.25, -88]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["battles.csv", "deep"]


def test_nothing_that_is_there_is_changed(sheet: Path, tmp_path: Path, capsys) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    assert main(["init", str(folder), str(sheet)]) == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    sheet.write_text(SHEET.replace("Ford", "Bridge"), encoding="utf-8")
    assert main(["init", str(folder), str(sheet)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert main(["init", str(sheet), str(sheet)]) == 2


def test_a_sheet_with_errors_makes_no_folder(tmp_path: Path, monkeypatch, capsys) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("name,lat,lon\nA,95,39\nB,48.5,39.5\n", encoding="utf-8")
    assert main(["init", str(tmp_path / "map"), str(path)]) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["bad.csv"]
    assert main(["init", str(tmp_path / "map"), str(path), "--keep-going"]) == 0
    assert "Wrote" in capsys.readouterr().out

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert main(["init", str(tmp_path / "other"), str(path), "--keep-going"]) == 2
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["bad.csv", "map"]


def test_what_was_assumed_is_printed_as_settings_that_say_the_same(
    sheet: Path, tmp_path: Path, capsys
) -> None:
    page = ["--output", str(tmp_path / "page.html")]
    assert main(["build", str(tmp_path), "--units", str(sheet), *page]) == 0
    table = capsys.readouterr().out.partition("\n[columns]\n")[2]
    assert tomllib.loads(f"[columns]\n{table}")["columns"] == {
        "name": "BattleName",
        "date": "BeginDate",
        "side": "lost_by",
        "lon": "Longitude (W)",
    }
    first = (tmp_path / "page.html").read_bytes()
    (tmp_path / "deploymap.toml").write_text(f"[columns]\n{table}", encoding="utf-8")
    assert main(["build", str(tmp_path), "--units", str(sheet), *page]) == 0
    assert "[columns]" not in capsys.readouterr().out
    assert len((tmp_path / "page.html").read_bytes()) == pytest.approx(len(first), abs=300)


def test_the_message_says_how_many_rows_would_be_drawn_without_those_in_error(
    tmp_path: Path, capsys
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("name,lat,lon\nA,95,39\nB,48.5,39.5\nC,48.5,39.6\n", encoding="utf-8")
    assert main(["build", str(tmp_path)]) == 1
    assert capsys.readouterr().err.rstrip().endswith("--keep-going: it draws 2 of 3 rows")
    path.write_text("name,lat\nA,95\nB,48.5\n", encoding="utf-8")
    assert main(["build", str(tmp_path)]) == 1
    assert "--keep-going" not in capsys.readouterr().err


@pytest.mark.parametrize("stranger", STRANGERS[::4], ids=lambda stranger: stranger.name)
def test_a_clean_sheet_is_read_as_the_one_that_it_was_made_of(
    stranger: Stranger, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(stranger.text, encoding="utf-8")
    clean = tmp_path / "clean.csv"
    assert main(["convert", str(path), str(clean)]) == 0
    assert main(["convert", str(clean), str(tmp_path / "again.csv")]) == 0
    assert (tmp_path / "again.csv").read_bytes() == clean.read_bytes()
