"""Writes a changed sheet whole or not at all, after a copy of it as it was."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from deploymap.edit.faults import refuse
from deploymap.problems import UnwritableError
from deploymap.sheets.source import load_source
from deploymap.write import write_bytes

HOME = Path(".deploymap")
FOLDER = HOME / "backups"
MOST_KEPT = 20  # copies of one sheet
A_DAY = 86_400  # seconds for which each copy is kept, however many there are
ADVICE = "see whether another program has it open, or who may write there"
MOST_TRIES = 20  # to write between the writes of others
# how programs say that they have a file open: LibreOffice, Excel
LOCKS = (".~lock.{}#", "~${}")

ANY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
ZIP = b"PK"  # how a workbook begins

_TIME = "%Y%m%dT%H%M%S.%fZ"
_COPY = r"-[0-9]{8}T[0-9]{6}\.[0-9]{6}Z"

# the bytes of a sheet -> those after a change
Changer = Callable[[bytes], bytes]


class Sitting:
    """The writes of one run of a program: before the first one of a sheet a copy of it is kept.

    `base` is the folder of the map, in which the copies are: `.deploymap/backups`.
    """

    def __init__(self, base: Path) -> None:
        """Begin; nothing is written yet."""
        self.base = base
        self.copies: dict[Path, Path] = {}

    def save(self, path: Path, change: Changer) -> bytes:
        """Write what `change` makes of the bytes that a file has now; return these bytes.

        Whoever reads the file finds the old bytes or the new ones, whenever the program may end.
        Where another program writes it meanwhile, `change` is asked again. What it raises goes
        through, and nothing is written then, nor where it changes nothing.

        Raises `UsageError` where the file or the copy cannot be written.
        """
        for _ in range(MOST_TRIES):
            data = load_source(path).data
            changed = change(data)
            if changed == data:
                return data
            _refuse_read_only(path)
            _refuse_open(path, data)
            if path not in self.copies:
                self.copies[path] = back_up(path, data, self.base)
            if load_source(path).data == data:
                write_bytes(path, changed, advice=ADVICE)
                return changed
        words = "other programs write it all the time"
        raise refuse(path.name, "edit-conflict", words, "close them and try again")


def back_up(path: Path, data: bytes, base: Path) -> Path:
    """Keep a copy of a sheet's bytes in the folder of a map; return its path.

    Of one sheet the newest MOST_KEPT stay, and all that are less than a day old.
    """
    name = f"{path.stem}-{datetime.now(UTC).strftime(_TIME)}{path.suffix}"
    copy = keep(base, f"{FOLDER.name}/{name}", data)
    _remove_old(base / FOLDER, path)
    return copy


def keep(base: Path, name: str, data: bytes) -> Path:
    """Write a file of the editor's own into the folder `.deploymap` of a map; return its path."""
    path = base / HOME / name
    write_bytes(path, data, advice=ADVICE)
    # what is kept for its own sake is no part of what people put under version control
    ignored = base / HOME / ".gitignore"
    if not ignored.exists():
        write_bytes(ignored, b"*\n")
    return path


def find_lock(path: Path) -> Path | None:
    """Return the file by which another program says that it has a sheet open, None without one."""
    names = (path.with_name(lock.format(path.name)) for lock in LOCKS)
    return next((name for name in names if name.exists()), None)


def _refuse_read_only(path: Path) -> None:
    """Raise where a file is not to be written: another one may take its place all the same."""
    mode = path.stat().st_mode
    if not (mode & ANY_WRITES and os.access(path, os.W_OK)):
        raise UnwritableError(f"{path.name}: is read-only; {ADVICE}")


def _refuse_open(path: Path, data: bytes) -> None:
    """Raise where a spreadsheet program has a workbook open: it would save over any change."""
    lock = find_lock(path) if data.startswith(ZIP) else None
    if lock is not None:
        words = f"another program has the workbook open ({lock.name})"
        advice = "close it there and try again, or remove that file where no program has it open"
        raise UnwritableError(f"{path.name}: {words}; {advice}")


def _remove_old(folder: Path, path: Path) -> None:
    """Remove copies that are neither among the newest nor less than a day old."""
    name = re.compile(re.escape(path.stem) + _COPY + re.escape(path.suffix))
    copies = sorted(copy for copy in folder.iterdir() if name.fullmatch(copy.name))
    for copy in copies[:-MOST_KEPT]:
        with contextlib.suppress(OSError):
            if time.time() - copy.stat().st_mtime > A_DAY:
                copy.unlink()
