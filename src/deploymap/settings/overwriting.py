"""Refuses a page that would take the place of what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deploymap.problems import UsageError


def refuse_overwriting(inputs: Iterable[Any], output: Path) -> None:
    """Raise `UsageError` where one of the inputs that are paths is the page to be written."""
    for path in inputs:
        if isinstance(path, Path) and _is_same_file(path, output):
            words = "is an input and would be overwritten; choose another --output"
            raise UsageError(f"{output}: {words}")


def _is_same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, be it by a link or by another case of letters."""
    try:
        if one.exists() and other.exists():
            return one.samefile(other)
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError):  # a loop of links is no file at all; reading it will say so
        return False
