"""Compound files (OLE2), which XLS and protected workbooks are: their streams by name.

The format: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb
"""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER, ENTRY = 512, 128
LAST = 0xFFFFFFFA  # what is greater is no sector
IN_HEADER = 109  # sectors of the allocation table that the header names
NAMES = 10_000  # entries of the directory that are looked at


def read_stream(data: bytes, *names: str) -> bytes | None:
    """Return the first stream of one of some names, None where there is none.

    Raises ValueError or struct.error for a file that is damaged.
    """
    sector = 1 << _number(data, 30, "<H", most=16)
    table = _read_table(data, sector)
    directory = _follow(data, table, _number(data, 48), sector, max(sector, HEADER))
    entries: dict[str, tuple[int, int]] = {}
    root = (0, 0)
    for at in range(0, min(len(directory), NAMES * ENTRY) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        if kind == 5:
            root = (start, size)
        elif kind == 2:
            entries.setdefault(name.casefold(), (start, size))
    for name in names:
        if name.casefold() in entries:
            start, size = entries[name.casefold()]
            return _read_entry(data, table, sector, start, size, root)
    return None


def _read_entry(
    data: bytes, table: list[int], sector: int, start: int, size: int, root: tuple[int, int]
) -> bytes:
    if size >= _number(data, 56):
        return _follow(data, table, start, sector, max(sector, HEADER))[:size]
    small = 1 << _number(data, 32, "<H", most=16)
    mini = _follow(data, table, root[0], sector, max(sector, HEADER))
    packed = _follow(data, table, _number(data, 60), sector, max(sector, HEADER))
    mini_table = list(struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4]))
    return _follow(mini, mini_table, start, small, 0)[:size]


def _read_table(data: bytes, sector: int) -> list[int]:
    """Return for each sector the one that follows."""
    places = list(struct.unpack_from(f"<{IN_HEADER}I", data, 76))
    more, seen = _number(data, 68), 0
    while more < LAST and seen * sector < len(data):
        at, seen = _place(more, sector), seen + 1
        count = sector // 4
        listed = struct.unpack_from(f"<{count}I", data, at)
        places += listed[:-1]
        more = listed[-1]
    table: list[int] = []
    for place in places:
        at = _place(place, sector)
        if place < LAST and at < len(data) and len(table) * sector <= 2 * len(data) + sector:
            part = data[at : at + sector]
            table += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    return table


def _follow(data: bytes, table: list[int], start: int, sector: int, header: int) -> bytes:
    """Return what a chain of sectors holds; no sector counts twice."""
    parts, seen = [], set()
    while start < LAST and start < len(table) and start not in seen:
        seen.add(start)
        at = start * sector + header
        parts.append(data[at : at + sector])
        start = table[start]
    return b"".join(parts)


def _place(number: int, sector: int) -> int:
    return number * sector + max(sector, HEADER)


def _number(data: bytes, at: int, form: str = "<I", *, most: int = 1 << 32) -> int:
    number: int = struct.unpack_from(form, data, at)[0]
    if number > most:
        raise ValueError("no compound file")
    return number
