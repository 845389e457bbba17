"""Regular expressions that are compiled when they are first used.

Few sheets need many of them, and compiling all takes longer than reading a small sheet.
"""

from __future__ import annotations

import re
from typing import Any, cast


class LatePattern:
    """Stands for a pattern; each method that is asked for becomes an attribute."""

    def __init__(self, text: str, flags: int) -> None:
        """Keep what `re.compile` takes."""
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the compiled pattern, which `re` keeps."""
        value = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, value)
        return value


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, but compiled when it is first used.

    It has the methods of a pattern, but the functions of `re` do not take it as one.
    """
    return cast("re.Pattern[str]", LatePattern(text, flags))
