"""Texts in UTF-8 that a program once read as another encoding, and wrote out as they looked."""

from __future__ import annotations

from deploymap.patterns import late_pattern

CODECS = ("cp1252", "cp1251")
# what nearly every such text has, and hardly any other: the first bytes of European letters in
# Windows-1252; what follows those of Cyrillic ones in Windows-1251
SIGNS = "ÃÐÑµѕЅ°±јЃЂЊ"
# fewer letters may mean themselves
LEAST = 4
_MAY_BE = late_pattern(f"[{SIGNS}]")


def ungarble(text: str) -> str:
    """Return the first word of a text as it was meant, such as Донецк for Ð”Ð¾Ð½ÐµÑ†Ðº, else ""."""
    if text.isascii() or not _MAY_BE.search(text):
        return ""
    found = (_read_again(word, codec) for word in text.split(" ") for codec in CODECS)
    return next((word for word in found if word), "")


def _read_again(word: str, codec: str) -> str:
    letters = sum(not letter.isascii() for letter in word)
    if letters < LEAST:
        return ""
    try:
        return b"".join(_byte_of(letter, codec) for letter in word).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""


def _byte_of(letter: str, codec: str) -> bytes:
    """Return the byte that a program showed as the letter; those without one stay controls."""
    return letter.encode("latin-1" if "\x80" <= letter < "\xa0" else codec)
