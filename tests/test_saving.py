"""A sheet is written whole or not at all, and a copy of it as it was is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import edits_at_once
from deploymap.edit.saving import A_DAY, FOLDER, MOST_KEPT, Sitting, back_up, find_lock
from deploymap.page.html import DeploymentMap
from deploymap.problems import DataError, UnwritableError, UsageError

OLD, NEW = b"id,name\nU1,A\n", b"id,name\nU1,B\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "units.csv"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def copies_of(base: Path) -> list[bytes]:
    return [copy.read_bytes() for copy in sorted((base / FOLDER).iterdir())]


def test_before_the_first_write_of_a_sitting_a_copy_is_kept(tmp_path: Path, sheet: Path) -> None:
    sheet.chmod(0o640)
    sitting = Sitting(tmp_path)
    assert sitting.save(sheet, lambda data: data) == OLD
    assert not (tmp_path / ".deploymap").exists()
    assert sitting.save(sheet, lambda data: NEW) == NEW
    assert sitting.save(sheet, lambda data: data + b"U2,C\n") == NEW + b"U2,C\n"
    assert sheet.read_bytes() == NEW + b"U2,C\n"
    assert sheet.stat().st_mode & 0o777 == 0o640
    assert copies_of(tmp_path) == [OLD]
    assert (tmp_path / ".deploymap" / ".gitignore").read_bytes() == b"*\n"
    Sitting(tmp_path).save(sheet, lambda data: OLD)
    assert copies_of(tmp_path) == [OLD, NEW + b"U2,C\n"]


def test_the_newest_copies_are_kept_and_all_of_the_last_day(tmp_path: Path, sheet: Path) -> None:
    made = [back_up(sheet, OLD, tmp_path) for _ in range(MOST_KEPT + 4)]
    other = back_up(sheet.with_name("annotations.csv"), OLD, tmp_path)
    assert all(copy.exists() for copy in made)
    for copy in (*made[:3], other):
        os.utime(copy, (0, copy.stat().st_mtime - A_DAY - 1))
    made.append(back_up(sheet, NEW, tmp_path))
    assert [copy.exists() for copy in made] == [False] * 3 + [True] * (MOST_KEPT + 2)
    assert other.exists()


def test_a_sheet_that_is_read_only_is_not_written_until_it_is_no_longer(
    tmp_path: Path, sheet: Path
) -> None:
    sitting = Sitting(tmp_path)
    sheet.chmod(0o444)
    assert sitting.save(sheet, lambda data: data) == OLD
    with pytest.raises(UnwritableError, match="is read-only"):
        sitting.save(sheet, lambda data: NEW)
    assert sheet.read_bytes() == OLD
    assert not (tmp_path / ".deploymap").exists()
    sheet.chmod(0o644)
    assert sitting.save(sheet, lambda data: NEW) == NEW


def test_what_another_program_writes_meanwhile_is_changed_too(tmp_path: Path, sheet: Path) -> None:
    seen = []

    def change(data: bytes) -> bytes:
        seen.append(data)
        if len(seen) == 1:
            sheet.write_bytes(NEW)
        return data + b"U2,C\n"

    assert Sitting(tmp_path).save(sheet, change) == NEW + b"U2,C\n"
    assert seen == [OLD, NEW]

    def never(data: bytes) -> bytes:
        sheet.write_bytes(data + b"\n")
        return data + b"x"

    with pytest.raises(DataError, match="other programs write it all the time"):
        Sitting(tmp_path).save(sheet, never)


def test_where_no_copy_can_be_kept_nothing_is_written(tmp_path: Path, sheet: Path) -> None:
    (tmp_path / ".deploymap").write_text("a file where the folder should be")
    with pytest.raises(UsageError, match="cannot be written"):
        Sitting(tmp_path).save(sheet, lambda data: NEW)
    assert sheet.read_bytes() == OLD


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_until_the_new_sheet_takes_its_place_the_old_one_is_whole(
    tmp_path: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    sitting, seen = Sitting(tmp_path), []
    sitting.save(sheet, lambda data: NEW)
    sitting.save(sheet, lambda data: OLD)

    def fail(*_: object) -> None:
        seen.append(sheet.read_bytes())
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, step, fail)
        with pytest.raises(UsageError, match="cannot be written"):
            sitting.save(sheet, lambda data: NEW)
    assert seen == [OLD]
    assert sheet.read_bytes() == OLD
    assert list(sheet.parent.iterdir()) == [sheet]


def test_a_sheet_that_another_program_has_open_is_known(sheet: Path) -> None:
    assert find_lock(sheet) is None
    lock = sheet.with_name(".~lock.units.csv#")
    lock.touch()
    assert find_lock(sheet) == lock


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_a_killed_edit_leaves_the_old_row_or_the_new_one(root: Path) -> None:
    script = [sys.executable, root / "tests" / "killed_edits.py", "8"]
    done = subprocess.run(script, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "none lost" in done.stdout


def test_edits_of_two_pages_and_of_another_editor_at_once_are_merged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # the page itself is not looked at
    monkeypatch.setattr(DeploymentMap, "to_html", lambda self: "")
    made, told = edits_at_once.main(30)
    assert made > 15
    assert told
