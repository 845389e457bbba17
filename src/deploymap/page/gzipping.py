"""Bytes -> gzip, in blocks that are compressed beside what makes them."""

from __future__ import annotations

import os
import struct
import zlib
from concurrent.futures import Future, ThreadPoolExecutor

BLOCK = 1 << 20  # bytes that are compressed on their own
LEVEL = 6  # a tenth larger than at 9, in a third of the time
WORTH = 0.95  # the share of the quick way's bytes from which on the slow one is taken
SAMPLE = 1 << 15  # bytes of a block by which the way to compress it is chosen


class GzipStream:
    """One gzip member; the same bytes for the same writes, whenever they are done.

    Each write is compressed in blocks of its own, which are joined to one stream as RFC 1951 lets
    them be: all end on a whole byte, in no last block. `size` is how many bytes were written.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.size = 0
        self._sum = 0
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1)
        self._parts: list[Future[bytes]] = []

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self.size += len(data)
        self._sum = zlib.crc32(data, self._sum)
        for at in range(0, len(data), BLOCK):
            self._parts.append(self._pool.submit(compress_block, data[at : at + BLOCK]))

    def finish(self) -> bytes:
        """Return the whole member; nothing can be written after that."""
        body = b"".join(part.result() for part in self._parts)
        self._pool.shutdown()
        # RFC 1952: deflate, no name, no time, unknown system; checksum and length at the end
        head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
        end = deflate(b"", zlib.Z_DEFAULT_STRATEGY, flush=zlib.Z_FINISH)
        return head + body + end + struct.pack("<LL", self._sum, self.size & 0xFFFFFFFF)


def compress_block(data: bytes) -> bytes:
    """Return a block as raw deflate blocks, by the way that suits its first bytes.

    Numbers that repeat in no order only have some bytes more often than others: to look for
    stretches that are there again takes ten times as long, and makes them no smaller.
    """
    sample = data[:SAMPLE]
    ways = (zlib.Z_RLE, zlib.Z_DEFAULT_STRATEGY)
    quick, slow = (len(deflate(sample, way)) for way in ways)
    return deflate(data, ways[slow < quick * WORTH])


def deflate(data: bytes, way: int, *, flush: int = zlib.Z_FULL_FLUSH) -> bytes:
    """Return raw deflate blocks, by default not the last of a stream."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, way)
    return packer.compress(data) + packer.flush(flush)
