"""Writing: whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from deploymap import write
from deploymap.problems import UsageError
from deploymap.write import write_text

posix_only = pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX's")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_text_is_written_as_utf8_without_touching_its_line_breaks(tmp_path: Path) -> None:
    write_text(tmp_path / "map.html", "Доне́цьк\r\n\n")
    assert (tmp_path / "map.html").read_bytes() == "Доне́цьк\r\n\n".encode()
    assert names_in(tmp_path) == ["map.html"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "b" / "map.html", "x")
    assert (tmp_path / "a" / "b" / "map.html").read_text() == "x"


def test_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("ж" * 120 + ".html")
    write_text(path, "x")
    assert path.read_text() == "x"


@posix_only
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "map.html", "x")
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "map.html") == 0o640


@posix_only
def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text("old")
    path.chmod(0o604)
    write_text(path, "new")
    assert path.read_text() == "new"
    assert mode_of(path) == 0o604


@posix_only
def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "site" / "index.html"
    link = tmp_path / "map.html"
    link.symlink_to(target)
    write_text(link, "first")  # the target is not there yet
    write_text(link, "second")
    assert link.is_symlink()
    assert target.read_text() == "second"
    assert names_in(tmp_path / "site") == ["index.html"]


@posix_only
def test_a_file_that_is_open_keeps_the_old_text(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text("old")
    with path.open() as reader:
        write_text(path, "new")
        assert reader.read() == "old"


def fail_with(error: BaseException):
    def fail(*arguments: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("error", "raised", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), UsageError, "No space left on device"),
        (PermissionError(errno.EACCES, "Permission denied"), UsageError, "permission denied"),
        (KeyboardInterrupt("stop"), KeyboardInterrupt, "stop"),
    ],
)
def test_whatever_fails_the_old_text_stays_alone(
    tmp_path: Path, monkeypatch, step, error, raised, words
) -> None:
    path = tmp_path / "map.html"
    path.write_text("old")
    monkeypatch.setattr(write.os, step, fail_with(error))
    with pytest.raises(raised, match=words):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert names_in(tmp_path) == ["map.html"]


def test_text_that_utf8_cannot_hold_touches_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "map.html", "\ud800")
    assert names_in(tmp_path) == []


def test_a_folder_is_no_place_for_a_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; name a file in it"):
        write_text(tmp_path, "x")


def test_a_path_through_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "map").touch()
    with pytest.raises(UsageError, match="a part of its path is a file"):
        write_text(tmp_path / "map" / "map.html", "x")


@posix_only
def test_devices_and_loops_of_links_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="is not an ordinary file"):
        write_text(tmp_path / "pipe", "x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(UsageError, match="cannot be written"):
        write_text(tmp_path / "loop", "x")
    assert names_in(tmp_path) == ["loop", "pipe"]


def test_what_killed_builds_left_behind_is_removed_after_a_day(tmp_path: Path) -> None:
    old, young = (tmp_path / f".deploymap-{letter * 16}.tmp" for letter in "ab")
    others = [tmp_path / ".deploymap-short.tmp", tmp_path / "mine.tmp"]
    for path in (old, young, *others):
        path.write_text("x", encoding="utf-8")
    folder = tmp_path / f".deploymap-{'c' * 16}.tmp"
    folder.mkdir()
    for path in (old, folder, *others):
        os.utime(path, (time.time() - 90_000,) * 2)
    write_text(tmp_path / "map.html", "new")
    assert not old.exists()
    assert all(path.exists() for path in (young, folder, *others))
