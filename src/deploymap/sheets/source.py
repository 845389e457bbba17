"""Gets the bytes of an input: a file, the standard input, or an address that the user names."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import sys
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from deploymap.problems import DataError, Fault, Problem, UsageError

STANDARD_INPUT = "-"

# bytes; a sheet of a million rows has some 300 MB
MOST_BYTES = 2_000_000_000
CHUNK = 1 << 20

# No input of text (CSV, JSON, XML) takes more memory, while it is read, than so many times its own
# size and a constant of so many bytes. The worst are cells and rows of one character each: what
# Python needs for a text, a row and its number comes to some 100 bytes for each of the file's.
# `tests/test_fuzz.py` measures it. Compressed files are bounded by what they may unpack to.
MEMORY_MULTIPLE = 128
MEMORY_CONSTANT = 150_000_000

# what belongs to a .shp and stands beside it
PARTS_OF_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg")

KINDS = (
    (stat.S_ISDIR, "is a folder, not a file; name a file in it"),
    (stat.S_ISFIFO, "is a pipe, not a file; write - to read the standard input"),
    (stat.S_ISSOCK, "is a socket, not a file; name a file"),
    (stat.S_ISCHR, "is a device, not a file; name a file"),
    (stat.S_ISBLK, "is a device, not a file; name a file"),
)


@dataclass(frozen=True)
class Source:
    """The bytes of an input, the name to show, and its time of change in seconds since 1970.

    `modified` is None where nothing tells it.
    """

    data: bytes
    name: str
    modified: float | None = None

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def load_source(place: Path | str, *, limit: int = MOST_BYTES) -> Source:
    """Return what a path, `-` (the standard input) or an http(s) address holds.

    Raises `UsageError` where there is nothing to read: no such file, a folder, pipe or device, no
    permission, a loop of links, an address that does not answer; `DataError` for more than `limit`
    bytes.
    """
    if is_address(place):
        from deploymap.sheets.fetch import fetch

        data, name = fetch(_restore_address(str(place)))
        return Source(data, name)
    if str(place) == STANDARD_INPUT:
        return Source(_read(sys.stdin.buffer, "standard input", limit), "standard input")
    path = Path(place)
    _refuse_odd_files(path)
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            name = as_text(path.name)
            source = Source(_read(file, name, limit), name, os.fstat(file.fileno()).st_mtime)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    return _with_parts(source, path, limit) if path.suffix.casefold() == ".shp" else source


def is_address(place: Path | str) -> bool:
    """Return whether a text is an http or https address; a path is none, whatever its name."""
    return isinstance(place, str) and place.casefold().startswith(("http:/", "https:/"))


def _restore_address(text: str) -> str:
    """Return an address that went through `Path`, which makes one slash of two."""
    scheme, _, rest = text.partition(":")
    return f"{scheme}://{rest.lstrip('/')}"


def as_text(name: str) -> str:
    """Return a name with � for what is no text in it, as names of files may have it."""
    return name.encode("utf-8", "replace").decode()


def _with_parts(source: Source, path: Path, limit: int) -> Source:
    """Return a Shapefile as a ZIP of it and its other parts, which are files of the same name."""
    parts = {path.suffix: source.data}
    for part in sorted(path.parent.iterdir()):
        if part.stem == path.stem and part.suffix.casefold() in PARTS_OF_SHAPEFILE:
            parts[part.suffix] = load_source(part, limit=limit).data
    if len(parts) == 1:
        return source
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for suffix, data in parts.items():
            # of no time, so that the same files have the same hash
            member = zipfile.ZipInfo(f"{path.stem}{suffix}")
            archive.writestr(member, data)
    return replace(source, data=packed.getvalue())


def _open_at_once(name: str, flags: int) -> int:
    """Open a file without waiting: what the system gives piece by piece is refused, not awaited."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_odd_files(path: Path) -> None:
    """Raise for what is no file; a pipe is not even opened, for that would wait for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file; check its name and folder") from None
    except (OSError, RuntimeError, ValueError) as error:
        words = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read: {words}") from None
    for is_kind, advice in KINDS:
        if is_kind(mode):
            raise UsageError(f"{path}: {advice}")


def _read(file: BinaryIO, name: str, limit: int) -> bytes:
    """Read to the end, but not more than `limit` bytes."""
    data: bytes | None = file.read(limit + 1)
    if data is None:
        raise UsageError(f"{name}: gives its bytes piece by piece; save them in a file")
    if len(data) <= limit:
        return data
    words = f"is larger than {limit:,} bytes"
    raise DataError([Problem.of_file(name, Fault("limit", words, "part the sheet"))])
