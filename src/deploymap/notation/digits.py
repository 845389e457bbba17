"""Digits and marks of all scripts -> those of ASCII, and what cannot be seen -> nothing.

A number means the same whether it is written ١٢, १२, １２ or 12.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# the marks that Arabic and East Asian keyboards put between digits
_MARKS = {"٫": ".", "٬": "'", "،": ",", "؛": ";", "、": ",", "。": ".", "〜": "~"}
# what turns the direction of the text after it: the digits would be read in another order than seen
_TURNING = "\u202d\u202e"
# letters and signs that are drawn as nothing
UNSEEN = "\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5"


def plain_digits(text: str) -> str:
    """Return a text with ASCII digits and marks, and without characters that cannot be seen."""
    return text if text.isascii() else "".join(map(_plain_sign, text))


def is_seen(text: str) -> bool:
    """Return whether a text has anything that can be seen."""
    return (text.isascii() and not text.isspace()) or not all(map(_is_hidden, text))


def without_hidden(text: str) -> str:
    """Return a text without characters that cannot be seen, and single spaces."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join("".join("" if _is_unseen(sign) else sign for sign in text).split())


@cache
def _plain_sign(sign: str) -> str:
    if sign in _MARKS:
        return _MARKS[sign]
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    # full-width signs, ！ to ～, stand as far from ASCII as the block is wide
    if "！" <= sign <= "～":
        return chr(ord(sign) - 0xFEE0)
    return "" if _is_unseen(sign) and sign not in _TURNING else sign


@cache
def _is_hidden(sign: str) -> bool:
    return sign.isspace() or _is_unseen(sign)


def _is_unseen(sign: str) -> bool:
    return sign in UNSEEN or unicodedata.category(sign) == "Cf"
