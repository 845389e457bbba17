"""Which rows were added or deleted for a page already: it asks again when it had no answer.

A page gives each such wish a mark of its own, and says the same mark whenever it sends the wish
again, so that two pages that wish the same have both.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from deploymap.edit.saving import HOME, keep

NAME = "wishes.txt"
MOST_KEPT = 1000


class Wishes:
    """The wishes that were made in this run, and those that earlier runs began to make.

    These are in a file of the folder `.deploymap`, a mark a line, written before the sheet is: a
    run may have been killed between the two, so that the sheet has to say whether they were made.
    """

    def __init__(self, base: Path) -> None:
        """Read the file, which need not be there; `base` is the folder of the map."""
        self._base = base
        self._earlier = frozenset(self._read())
        self._made: set[str] = set()

    def is_made(self, wish: str, is_there: Callable[[], bool]) -> bool:
        """Return whether a wish was made; `is_there` tells whether the sheet looks like it."""
        return wish in self._made or (wish in self._earlier and is_there())

    @contextlib.contextmanager
    def making(self, wish: str) -> Iterator[None]:
        """Note that a wish is begun, and when the block ends without a fault that it was made.

        Raises `UnwritableError` where the file cannot be written.
        """
        kept = [*self._read(), wish][-MOST_KEPT:]
        keep(self._base, NAME, "".join(f"{mark}\n" for mark in kept).encode())
        yield
        self._made.add(wish)

    def _read(self) -> list[str]:
        try:
            return (self._base / HOME / NAME).read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return []
