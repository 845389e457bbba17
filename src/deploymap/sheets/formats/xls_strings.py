"""The texts of XLS: those of single records, and the table of shared ones over several records."""

from __future__ import annotations

import struct

from deploymap.sheets.formats.grid import Budget
from deploymap.sheets.sheet import LONGEST_CELL

WIDE, RICH, SPOKEN = 0x01, 0x08, 0x04


def read_text(data: bytes, codepage: str, *, is_unicode: bool, wide: bool = True) -> str:
    """Return the text at the beginning of some bytes; its length takes two of them if `wide`."""
    length = struct.unpack_from("<H" if wide else "<B", data)[0]
    rest = data[2 if wide else 1 :]
    if not is_unicode:
        return rest[:length].decode(codepage, "replace")
    flags = rest[0] if rest else 0
    start = 1 + 2 * bool(flags & RICH) + 4 * bool(flags & SPOKEN)
    if flags & WIDE:
        return rest[start : start + 2 * length].decode("utf-16-le", "replace")
    return rest[start : start + length].decode("latin-1")


def read_shared(parts: list[bytes], budget: Budget) -> list[str]:
    """Return the shared texts, which may go over from one record to the next.

    Raises ValueError or struct.error where they are cut off.
    """
    count = struct.unpack_from("<I", parts[0], 4)[0]
    reader = _Parts(parts, 8)
    strings: list[str] = []
    while len(strings) < count and not reader.is_at_end():
        text = reader.read_string()
        budget.take_elements(1)
        budget.take_cells(1, len(text))
        strings.append(text[: LONGEST_CELL + 1])
    return strings


class _Parts:
    """Bytes in several records; a text that goes over begins anew with its flags there."""

    def __init__(self, parts: list[bytes], start: int) -> None:
        self.parts, self.part, self.at = parts, 0, start

    def is_at_end(self) -> bool:
        while self.part < len(self.parts) and self.at >= len(self.parts[self.part]):
            self.part, self.at = self.part + 1, 0
        return self.part >= len(self.parts)

    def take(self, count: int) -> bytes:
        """Return so many bytes, from however many records."""
        taken = b""
        while len(taken) < count:
            if self.is_at_end():
                raise ValueError("cut off")
            piece = self.parts[self.part][self.at : self.at + count - len(taken)]
            self.at += len(piece)
            taken += piece
        return taken

    def read_string(self) -> str:
        length, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & RICH else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & SPOKEN else 0
        pieces: list[str] = []
        while length:
            if self.at >= len(self.parts[self.part]):
                if self.is_at_end():
                    raise ValueError("cut off")
                flags = self.take(1)[0]
            size = 2 if flags & WIDE else 1
            room = (len(self.parts[self.part]) - self.at) // size
            count = min(length, room)
            if not count:
                raise ValueError("cut off")
            data = self.take(count * size)
            pieces.append(data.decode("utf-16-le" if size == 2 else "latin-1", "replace"))
            length -= count
        self.skip(4 * runs + extra)
        return "".join(pieces)

    def skip(self, count: int) -> None:
        """Pass over bytes, from however many records."""
        while count and not self.is_at_end():
            step = min(count, len(self.parts[self.part]) - self.at)
            self.at += step
            count -= step
