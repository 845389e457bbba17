"""ZIP archives, which several formats are: what is in them, within a limit of real size."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from deploymap.problems import DataError
from deploymap.sheets.formats.rows import beyond_limit, broken

# of all members together when unpacked: the greater of these two
MOST_BYTES = 200_000_000
MOST_GROWTH = 100  # times the size of the file

SPARE_KEPT = 25_000_000

CHUNK = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # mark, lengths of name and extra
_RESAVE = "save it again in the program that it comes from"


def unpack(
    data: bytes, file: str, wanted: Callable[[str], bool], *, most_kept: int | None = None
) -> dict[str, bytes]:
    """Return the wanted members by name; count what all of them unpack to.

    `most_kept` bytes of those that are wanted may be, or SPARE_KEPT.

    The sizes that the archive states are not believed. Neither is the zipfile module asked to
    unpack, which stops at the stated size where other readers go on.

    Raises DataError: no ZIP archive, a broken one, or more than the limit.
    """
    members: dict[str, bytes] = {}
    left = limit = max(MOST_BYTES, MOST_GROWTH * len(data))
    kept_left = limit if most_kept is None else min(limit, max(SPARE_KEPT, most_kept))
    for info in list_members(data, file):
        chunks = []
        for chunk in _unpack_member(data, file, info):
            left -= len(chunk)
            kept_left -= len(chunk) if wanted(info.filename) else 0
            if left < 0 or kept_left < 0:
                raise _too_large(file, limit if left < 0 else max(SPARE_KEPT, most_kept or 0))
            if wanted(info.filename):
                chunks.append(chunk)
        if chunks:
            members[info.filename] = b"".join(chunks)
    return members


def stream(data: bytes, file: str, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield one member in chunks, until it is larger than all members together may be.

    Raises DataError: a broken one, or more than the limit.
    """
    left = limit = max(MOST_BYTES, MOST_GROWTH * len(data))
    for chunk in _unpack_member(data, file, info):
        left -= len(chunk)
        if left < 0:
            raise _too_large(file, limit)
        yield chunk


def _too_large(file: str, limit: int) -> DataError:
    """Return the error for an archive that unpacks to more than so many bytes."""
    message = f"unpacks to more than {limit // 1_000_000} MB"
    return beyond_limit(file, message, "take out what is not needed, or save it as CSV")


def list_members(data: bytes, file: str) -> list[zipfile.ZipInfo]:
    """Return what the archive lists; no name may stand in it twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except MemoryError:
        raise
    # what is broken in a directory shows in many ways; all of them are the file's fault
    except Exception as error:
        raise broken(file, "is cut off or damaged", _RESAVE) from error
    if len({info.filename for info in infos}) < len(infos):
        raise broken(file, "has two members of one name", _RESAVE)
    return infos


def _unpack_member(data: bytes, file: str, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield one member in chunks, so that the caller can stop in time."""
    if info.flag_bits & 1:
        raise broken(file, "is protected by a password", "save it without one")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise broken(file, "is packed in an unusual way", _RESAVE)
    try:
        mark, name, extra = _LOCAL_HEADER.unpack_from(data, info.header_offset)
        start = info.header_offset + _LOCAL_HEADER.size + name + extra
        packed = data[start : start + info.compress_size]
        if mark != b"PK\x03\x04" or len(packed) != info.compress_size:
            raise ValueError("no member here")
        if info.compress_type == zipfile.ZIP_STORED:
            yield packed
        else:
            yield from _inflate(packed)
    except (struct.error, ValueError, zlib.error) as error:
        raise broken(file, "is cut off or damaged", _RESAVE) from error


def _inflate(packed: bytes) -> Iterator[bytes]:
    """Yield what is packed, in chunks."""
    unpacker = zlib.decompressobj(-15)
    while packed and not unpacker.eof:
        yield unpacker.decompress(packed, CHUNK)
        packed = unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof:
        raise ValueError("cut off")
