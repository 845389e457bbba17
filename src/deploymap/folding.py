"""What is left of a text in every spelling of its letters."""

from __future__ import annotations

import unicodedata
from itertools import filterfalse


def plain_letters(text: str) -> str:
    """Return a text in small letters without accents: `Été` is `ete`, `Ї` is `і`."""
    if text.isascii():
        return text.lower()
    # what stands in one sign, such as ℡, comes out of it in capitals
    parted = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(filterfalse(unicodedata.combining, parted))
