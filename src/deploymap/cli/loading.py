"""Imports of what a command needs, as quick as may be."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loaded_for_good() -> Iterator[None]:
    """Let what is imported within be left alone by the search for garbage, now and later.

    Modules stay to the end of the process, and are a hundred thousand objects: to look through them
    again and again takes a fifth of the time of a small map. Where they are there already, as in
    somebody else's process, nothing is changed.
    """
    if "pandas" in sys.modules:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
