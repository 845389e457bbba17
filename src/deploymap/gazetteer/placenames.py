"""Names of places in all their spellings: folded to what the spellings have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable

from deploymap.folding import plain_letters
from deploymap.patterns import late_pattern

_APOSTROPHES = late_pattern("['\"`´ʹʺʻʼʽˈ‘’‚‛“”„′″]")
_WORDS = late_pattern(r"[^\W_]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ґ": "г"})
_LATIN = late_pattern(r"[A-Z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ʼ”. -]*")
_CYRILLIC = late_pattern(r"[А-ЯЁЄІЇҐЎа-яёєіїґў'’ʼ”. -]+")


def fold(text: str) -> str:
    """Return what a name keeps of itself in every spelling: small plain letters and single spaces.

    Where transliterations differ, it takes one letter: i for i, j, y and runs of them, none of them
    before e; v for w, c for ts. So Avdiyivka is Avdiivka, and Donec'k is Donetsk.
    """
    return fold_plain(plain(text))


def fold_plain(text: str) -> str:
    """Return what `fold` does, of a text that `plain` has made."""
    text = text.replace("w", "v").replace("ts", "c").replace("j", "i").replace("y", "i")
    while "ii" in text:
        text = text.replace("ii", "i")
    return text.replace("ie", "e")


def useful_names(names: Iterable[str], name: str) -> list[str]:
    """Return the names in Latin or Cyrillic script that are not `name` nor one another.

    What GeoNames has besides are codes of airports, and other scripts put into small Latin letters.
    """
    return list(folded_names(names, name).values())


def folded_names(names: Iterable[str], name: str) -> dict[str, str]:
    """Return what `useful_names` does, by their folded forms."""
    own = fold(name)
    kept: dict[str, str] = {}
    for text in names:
        code = text.isupper() and len(text) < 4
        if not code and (_LATIN.fullmatch(text) or _CYRILLIC.fullmatch(text)):
            kept.setdefault(fold(text), text)
    return {key: text for key, text in kept.items() if key and key != own}


def plain(text: str) -> str:
    """Return the words of a text in small letters without marks."""
    letters = plain_letters(_APOSTROPHES.sub("", text))
    return " ".join(_WORDS.findall(letters if letters.isascii() else letters.translate(_LETTERS)))


_SOUNDS = (
    ("shch|sch|sh|[шщ]", "s"), ("zh|ж", "z"), ("kh|х|г|ґ|g", "h"), ("tch|ch|ч|ts|tz|ц", "c"),
    ("w", "v"), ("[аеєиіїйоуўыьъэюяaeiouyj ]", ""),
)  # fmt: skip
_CONSONANTS = str.maketrans("бвдзклмнпрстф", "bvdzklmnprstf")


def bare(name: str) -> str:
    """Return the consonants of a name, the same for its spellings in Latin and Cyrillic script."""
    text = plain(name)
    for sound, letter in _SOUNDS:
        text = re.sub(sound, letter, text)
    return re.sub(r"(.)\1+", r"\1", text.translate(_CONSONANTS))
