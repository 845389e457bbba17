"""`deploymap build --watch`: whatever an editor does to a file, the map follows."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploymap.cli import commands, editing, watching
from deploymap.cli.parser import main
from deploymap.serving.project import Project

UNITS = "name,lat,lon\n1st Tank Battalion,48.57,39.31\n"


def write_anew(path: Path) -> None:
    path.write_text("new")


def replace(path: Path) -> None:
    made = path.with_name("tmp")
    made.write_text("old")  # of the same size
    made.replace(path)


def remove(path: Path) -> None:
    path.unlink()


def waited_for(before: watching.State, path: Path, act: Callable[[], None]) -> list[Path]:
    """Return what is found to have changed by what is done while it is waited for."""
    found: list[Path] = []

    def find() -> list[Path]:
        return [path, path.with_name("borders.geojson")]

    waiting = threading.Thread(target=lambda: found.extend(watching.wait_for_change(before, find)))
    waiting.start()
    act()
    while waiting.is_alive():
        # whatever happens in the folder, it is looked at
        path.with_name("another").write_text("any")
        waiting.join(0.05)
    return found


@pytest.mark.parametrize("act", [write_anew, replace, remove])
def test_a_file_that_changed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], None]
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("old")
    monkeypatch.setattr(watching, "LOOK", 3600)  # what happens is told
    before = watching.look(lambda: [path, tmp_path / "borders.geojson"])
    assert waited_for(before, path, lambda: act(path)) == [path]


def tell_nothing(*_: object, **__: object) -> Iterator[set[object]]:
    while True:
        yield set()


def watch_no_more(*_: object, **__: object) -> Iterator[set[object]]:
    raise RuntimeError("OS file watch limit reached")


@pytest.mark.parametrize("watch", [tell_nothing, watch_no_more])
def test_where_no_word_comes_the_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watch: Callable[..., Iterator[set[object]]]
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("old")
    monkeypatch.setattr(watching, "watch", watch)
    before = watching.look(lambda: [path, tmp_path / "borders.geojson"])
    assert waited_for(before, path, lambda: replace(path)) == [path]


def test_a_folder_that_comes_is_watched_for_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data" / "units.csv"
    watched: list[set[Path]] = []

    def watch(*folders: Path, **_: object) -> Iterator[set[object]]:
        watched.append({*folders})
        path.parent.mkdir(exist_ok=True)
        if len(watched) > 1:
            path.write_text(UNITS)
        yield {"any"}
        raise AssertionError("a folder that is there is watched by the one above it")

    monkeypatch.setattr(watching, "watch", watch)
    assert watching.wait_for_change({path: None}, lambda: [path]) == [path]
    assert watched == [{tmp_path}, {path.parent}]


class Writer(threading.Event):
    """Writes a file while it is waited for; sets nothing."""

    def __init__(self, write: Callable[[], None]) -> None:
        super().__init__()
        self.write = write
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0)
        self.write()
        return False


def test_a_file_that_is_emptied_and_written_piece_by_piece_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("old text")
    before = watching.look(lambda: [path])
    path.write_text("")
    texts = ["ne", "new text", "new text"]
    writer = Writer(lambda: path.write_text(texts.pop(0)) if texts else None)
    assert watching.wait_for_change(before, lambda: [path], written=writer) == [path]
    assert path.read_text() == "new text"
    assert writer.waited[:3] == [watching.EMPTIED, watching.EMPTIED, watching.SETTLED]

    # one that grows for ever is read some time
    writer = Writer(lambda: path.write_text(path.read_text() + "x"))
    assert watching.wait_for_change(before, lambda: [path], written=writer) == [path]
    assert sum(writer.waited) == pytest.approx(watching.LONGEST, abs=watching.SETTLED)


def test_what_is_known_to_be_whole_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("old text")
    before, writer = watching.look(lambda: [path]), Writer(lambda: None)
    writer.set()
    path.write_text("")
    assert watching.wait_for_change(before, lambda: [path], written=writer) == [path]
    assert writer.waited == []
    assert not writer.is_set()


@pytest.mark.parametrize("units", ["-", "https://example.org/units.csv", "select 1"])
def test_what_is_no_file_cannot_be_watched(tmp_path: Path, capsys, units: str) -> None:
    assert main(["build", str(tmp_path), "--units", units, "--watch"]) == 2
    assert "cannot be watched" in capsys.readouterr().err


def test_the_editor_follows_its_files_after_settings_that_name_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "map"
    config, sheet = folder / "deploymap.toml", folder / "units.csv"
    options = argparse.Namespace(
        **dict.fromkeys(("units", "annotations", "overlays", "borders", "circles")),
        folder=folder,
        column=None,
    )
    folder.mkdir()
    acts = [
        lambda: config.write_text('[files]\nunits = "https://example.org/units.csv"\n'),
        lambda: config.write_text("units = [\n"),
        lambda: folder.rename(tmp_path / "away"),
        lambda: (tmp_path / "away").rename(folder),
        lambda: config.write_text('[files]\nunits = "other.csv"\n'),
        lambda: (folder / "other.csv").write_text(UNITS),
    ]

    def watch(*_: object, **__: object) -> Iterator[set[object]]:
        while acts:
            acts.pop(0)()
            yield set()
        raise KeyboardInterrupt

    def find_files() -> watching.Find:
        return commands._find_files(options)

    monkeypatch.setattr(watching, "watch", watch)
    sheet.write_text(UNITS)
    built: list[None] = []
    monkeypatch.setattr(Project, "build", lambda project: built.append(None))
    files = find_files()
    with pytest.raises(KeyboardInterrupt):
        editing._follow(Project(Path), watching.look(files), files, find_files, threading.Event())
    assert len(built) == 6


def test_files_whose_shapes_a_sheet_names_are_followed(tmp_path: Path) -> None:
    (tmp_path / "overlays.csv").write_text("type,geometry\nheld,parts/held.geojson#2\nheld,no\n")
    options = argparse.Namespace(
        **dict.fromkeys(("units", "annotations", "overlays", "borders", "circles")),
        folder=tmp_path,
        column=None,
    )
    find = commands._find_files(options)
    assert tmp_path / "parts" / "held.geojson" in find()
    (tmp_path / "overlays.csv").write_bytes(b"\0")
    assert tmp_path / "overlays.csv" in commands._find_files(options)()


@pytest.mark.parametrize("port", ["70000", "-1", "9" * 30])
def test_a_port_that_is_none_is_said_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, port: str
) -> None:
    (tmp_path / "units.csv").write_text(UNITS)
    monkeypatch.setattr(Project, "build", lambda project: pytest.fail("it was built"))
    assert main(["edit", str(tmp_path), f"--port={port}", "--no-open"]) == 2
    assert "cannot be used: ports are numbers from 0 to 65535" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_the_map_follows_the_sheet_and_survives_its_faults(tmp_path: Path) -> None:
    sheet, page = tmp_path / "units.csv", tmp_path / "deployment.html"
    sheet.write_text(UNITS)
    command = [sys.executable, "-m", "deploymap", "build", str(sheet), "--watch"]
    command += ["--output", str(page)]
    # what was begun in the background ignores Ctrl-C, and so would what it begins
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path
    ) as process:
        signal.signal(signal.SIGINT, heard)
        assert process.stdout is not None

        def read_until(words: str) -> list[str]:
            lines = []
            for line in process.stdout:
                lines.append(line)
                if words in line:
                    return lines
            raise AssertionError(lines)

        read_until("Wrote")
        read_until("Ctrl-C ends it")
        first = page.read_bytes()
        sheet.write_text(UNITS.replace("48.57", "948"))
        said = "".join(read_until("Ctrl-C ends it"))
        assert "units.csv changed" in said
        assert "units.csv:2: lat: 948" in said
        assert page.read_bytes() == first
        made = tmp_path / "new.csv"
        made.write_text(UNITS.replace("1st", "2nd"))
        made.replace(sheet)
        read_until("Wrote")
        read_until("Ctrl-C ends it")
        assert b"2nd Tank" in page.read_bytes()
        (tmp_path / "deploymap.toml").write_text('title = "Another title"\n')
        read_until("Wrote")
        read_until("Ctrl-C ends it")
        assert b"Another title" in page.read_bytes()
        # settings with faults, and settings that a build refuses, do not end it
        (tmp_path / "deploymap.toml").write_text("title = Another\n")
        assert "deploymap.toml:1" in "".join(read_until("Ctrl-C ends it"))
        sheet.write_text(UNITS)
        (tmp_path / "deploymap.toml").write_text("")
        read_until("Wrote")
        read_until("Ctrl-C ends it")
        os.kill(process.pid, signal.SIGINT)
        assert process.wait() == 0
