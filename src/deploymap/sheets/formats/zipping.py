"""Puts another content into one member of a ZIP; all other members stay as they are, packed too.

The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import struct
import zipfile
import zlib

from deploymap.sheets.formats.archive import list_members
from deploymap.sheets.formats.rows import broken

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _ENTRY_MARK, _END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_BEYOND = 0xFFFFFFFF  # stands for a size that is written elsewhere (ZIP64)
_LATER = 0x8  # the flag of a member whose size stands behind it
RESAVE = "save it again in the program that it comes from"


def replace_member(data: bytes, file: str, name: str, content: bytes) -> bytes:
    """Return the bytes of a ZIP with another content of a member.

    The members keep their order, and all but this one keep every byte, as do their times and what
    else is said of them. Raises DataError for an archive that is laid out in an unusual way.
    """
    members = sorted(list_members(data, file), key=lambda info: info.header_offset)
    try:
        return _replace(data, members, name, content)
    except (struct.error, ValueError, StopIteration) as error:
        raise broken(file, "is a ZIP that is laid out in an unusual way", RESAVE) from error


def _replace(data: bytes, members: list[zipfile.ZipInfo], name: str, content: bytes) -> bytes:
    end_at = data.rindex(_END_MARK)
    end = list(_END.unpack_from(data, end_at))
    entries_at = end[6]
    if end_at + _END.size + end[7] != len(data) or entries_at + end[5] != end_at:
        raise ValueError("something stands between the parts")
    begins = [info.header_offset for info in members]
    number = next(n for n, info in enumerate(members) if info.orig_filename == name)
    start, stop = begins[number], [*begins, entries_at][number + 1]
    packed, method = _pack(content, members[number].compress_type)
    said = (zlib.crc32(content), len(packed), len(content))
    member = _make_member(data, start, stop, packed, method, said)
    shift = len(member) - (stop - start)
    entries = _make_entries(data[entries_at:end_at], start, shift, method, said)
    end[6] += shift
    tail = _END.pack(*end) + data[end_at + _END.size :]
    return b"".join([data[:start], member, data[stop:entries_at], entries, tail])


def _pack(content: bytes, method: int) -> tuple[bytes, int]:
    if method == zipfile.ZIP_STORED:
        return content, method
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(), zipfile.ZIP_DEFLATED


def _make_member(
    data: bytes, start: int, stop: int, packed: bytes, method: int, said: tuple[int, int, int]
) -> bytes:
    """Return a member as it stands in the file, with what stood behind the one of before."""
    mark, version, flags, _, time, day, _, size, _, name, extra = _LOCAL.unpack_from(data, start)
    if mark != _LOCAL_MARK:
        raise ValueError("no member here")
    head = start + _LOCAL.size
    begin = head + name + extra
    # what says the size behind a member goes: it stands before it now
    behind = b"" if flags & _LATER else data[begin + size : stop]
    header = (mark, version, flags & ~_LATER, method, time, day, *said, name, 0)
    return _LOCAL.pack(*header) + data[head : head + name] + packed + behind


def _make_entries(
    entries: bytes, start: int, shift: int, method: int, said: tuple[int, int, int]
) -> bytes:
    """Return the list of members at the end, with the new places of those that moved."""
    made, at = [], 0
    while at < len(entries):
        fields = list(_ENTRY.unpack_from(entries, at))
        sizes = fields[10:13]
        if fields[0] != _ENTRY_MARK or _BEYOND in (fields[8], fields[9], fields[16]):
            raise ValueError("no entry here")
        if fields[16] == start:
            fields[3] &= ~_LATER
            fields[4] = method
            fields[7:10] = said
        elif fields[16] > start:
            fields[16] += shift
        length = _ENTRY.size + sum(sizes)
        made.append(_ENTRY.pack(*fields) + entries[at + _ENTRY.size : at + length])
        at += length
    return b"".join(made)
