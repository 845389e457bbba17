"""What commands say to the terminal about themselves, and with which status they end."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

from deploymap.problems import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

DONE = 0
DATA_FAULTS = 1
WRONG_USAGE = 2
PROGRAM_FAULT = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
NOBODY_READS = 141  # 128 + SIGPIPE


UNWRITABLE = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EIO", "EFBIG", "EBADF", "EAGAIN", "ENXIO")
    if hasattr(errno, name)
)
NO_MEMORY = (
    "not enough memory, nothing is written; close other programs, leave out columns that the map "
    "does not need, or part the sheet"
)


def say(words: str) -> None:
    """Print a line about the command itself; see `tame`.

    That it cannot be written is found when the command ends.
    """
    with contextlib.suppress(OSError, ValueError):
        print(tame(printable(f"deploymap: {words}")), file=sys.stderr)


def silence(stream: TextIO | None) -> None:
    """Send what is still to be written to nowhere, or Python would complain of it at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def is_output_full(error: OSError) -> bool:
    """Return whether what is printed cannot be written: a full disk, a quota, a broken device."""
    return error.filename is None and error.errno in UNWRITABLE


def show(text: str, *, file: TextIO | None = None, end: str = "\n") -> None:
    """Print lines in which there may be words of others; see `tame`."""
    print(tame(text), file=file, end=end)


def tame(text: str) -> str:
    """Return lines that neither steer a terminal nor command the machine that logs them.

    Whatever cannot be printed stands as an escape, and so does the sign with which GitHub and Azure
    let a program that they run give commands, wherever it stands in a line: `::` at its beginning,
    `##[` and `##vso[`.
    """
    return "\n".join(map(_tame_line, text.split("\n")))


def _tame_line(line: str) -> str:
    line = printable(line)
    if line.lstrip().startswith("::"):
        line = line.replace("::", r"\x3a:", 1)
    return line.replace("##[", r"\x23#[").replace("##vso[", r"\x23#vso[")


def is_lack_of_memory(error: BaseException) -> bool:
    """Return whether an error comes from too little memory, in whatever way that shows."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    words = str(error)
    # a library that cannot be loaded, a thread that cannot be begun
    if isinstance(error, ImportError) and ("map segment" in words or "allocate memory" in words):
        return True
    if isinstance(error, RuntimeError) and "start new thread" in words:
        return True
    cause = error.__cause__ or error.__context__
    return cause is not None and is_lack_of_memory(cause)
