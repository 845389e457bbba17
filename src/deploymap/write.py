"""Writes a file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import time
from pathlib import Path

from deploymap.problems import UnwritableError, UsageError

# a temporary file, and the age in seconds from which on one was left behind by a killed build
_TEMPORARY = re.compile(r"\.deploymap-[0-9a-f]{16}\.tmp")
LEFT_BEHIND = 86_400
ADVICE = "choose another place with --output"


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` in UTF-8; whoever reads the file finds the old text or the new one.

    The text goes into a temporary file beside it, which then takes its place; what killed builds
    left there is removed after a day. Missing folders are made, an existing file keeps its mode, a
    symbolic link stays and its target is replaced. If anything fails, what was there is untouched
    and the temporary file is gone.

    Raises `UsageError` where the place cannot be written to.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes, *, advice: str = ADVICE) -> None:
    """Write bytes as `write_text` does a text; `advice` is for a place that nobody may write to."""
    try:
        target = path.resolve()
        mode = _find_mode(target, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_left_behind(target.parent)
        _replace_file(target, data, mode)
    except (OSError, RuntimeError) as error:
        raise UnwritableError(f"{path}: cannot be written: {_explain(error, advice)}") from None


def _find_mode(target: Path, shown: Path) -> int | None:
    """Return the mode of the file that is there, None if there is none."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise UsageError(f"{shown}: is a folder; name a file in it, such as deployment.html")
    if not stat.S_ISREG(mode):
        raise UsageError(f"{shown}: is not an ordinary file; name one, such as deployment.html")
    return stat.S_IMODE(mode)


def _remove_left_behind(folder: Path) -> None:
    """Remove old temporary files; what cannot be looked at or removed stays."""
    oldest = time.time() - LEFT_BEHIND
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _TEMPORARY.fullmatch(entry.name):
                continue
            with contextlib.suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode) and status.st_mtime < oldest:
                    os.unlink(entry.path)


def _replace_file(target: Path, data: bytes, mode: int | None) -> None:
    temporary = target.with_name(f".deploymap-{secrets.token_hex(8)}.tmp")
    try:
        # a new file's mode is left to the umask
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power failure, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _explain(error: Exception, advice: str) -> str:
    if isinstance(error, PermissionError):
        return f"permission denied; {advice}"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "a part of its path is a file, not a folder"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
