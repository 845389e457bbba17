"""Numbers that a cell's format shows with words: `0" km"`, `0"th Brigade"`, `0.0"N";0.0"S"`.

The number alone would be another one: 12 of `12 тис.`, 48.5 of `48.5 S`, 500 of `500 m`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from deploymap.sheets.formats.values import number_text

LONGEST = 500  # characters of a format
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[0#?][0#?.,]*|general|standard)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_SCALE = re.compile(r"(,+)(?:\.|\Z)")
_SHOWN = re.compile(r"(\D*?)([-+\u2212]?\d(?:[\d., \'\u00a0\u202f\u2019]*\d)?)(\D*)")
_POWER = re.compile(r"E[+-]", re.IGNORECASE)
# signs that say more of a number, as letters do
_SIGNS = frozenset("°º′″~≈<>≤≥+±")


class Section(NamedTuple):
    """What one part of a format puts before and behind a number, and for which numbers it is.

    `digits` is "" where it shows no number, or in pieces.
    """

    before: str
    digits: str
    after: str
    condition: tuple[str, float] | None

    @property
    def has_words(self) -> bool:
        """Whether what stands beside the number says more of it."""
        return bool(self.digits) and _says_more(self.before + self.after)


def has_words(code: str) -> bool:
    """Return whether a format shows words beside a number."""
    return any(section.has_words for section in _read_sections(code[:LONGEST]))


def worded_text(value: float, code: str) -> str:
    """Return a number with the words of its format, and all of its own digits."""
    section, is_bare = _choose(_read_sections(code[:LONGEST]), value)
    if not section.has_words:
        return number_text(value)
    scale = _SCALE.search(section.digits)
    thousands = len(scale[1]) if scale else 0
    number = number_text(float(Decimal(repr(abs(value))).scaleb(-3 * thousands)))
    if re.fullmatch("0{2,}", section.digits):
        number = number.zfill(len(section.digits))
    sign = "-" if value < 0 and not is_bare else ""
    return f"{sign}{section.before}{number}{section.after}".strip()


def keep_words(value: float, shown: str) -> str:
    """Return a number with the words that a cell shows beside it.

    Where the cell shows another number, a part of it or one in thousands, that is returned.
    """
    match = _SHOWN.fullmatch(shown)
    if match is None or not _says_more(match[1] + match[3]):
        return number_text(value)
    sign = match[2][:1] if match[2][0] in "-+\u2212" else ""
    if not _is_about(match[2].removeprefix(sign), abs(value)):
        return shown
    return f"{sign}{match[1]}{number_text(abs(value))}{match[3]}".strip()


def _is_about(digits: str, value: float) -> bool:
    """Return whether digits, grouped or with decimals, are a number as far as they go."""
    *groups, last = re.split(r"\D", digits)
    whole = "".join(groups)
    readings = [(int(whole + last), 0)]
    if whole:
        readings.append((int(whole + last), len(last)))
    return any(abs(n / 10**places - value) <= 0.5 / 10**places for n, places in readings)


def _says_more(literal: str) -> bool:
    is_power = _POWER.fullmatch(literal.strip()) is not None
    return not is_power and any(sign.isalnum() or sign in _SIGNS for sign in literal)


@lru_cache(maxsize=1_000)
def _read_sections(code: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    tokens: list[re.Match[str]] = []
    for match in _TOKENS.finditer(code):
        if match["end"]:
            sections.append(_read_section(tokens))
            tokens = []
        else:
            tokens.append(match)
    return (*sections, _read_section(tokens))


def _read_section(tokens: list[re.Match[str]]) -> Section:
    texts, digits = ["", ""], []
    condition = None
    for token in tokens:
        if token["digits"]:
            digits.append(token["digits"])
        elif token["bracket"] is not None:
            if match := _CONDITION.fullmatch(token["bracket"]):
                condition = match[1], float(match[2])
            elif token["bracket"].startswith("$"):
                texts[bool(digits)] += token["bracket"][1:].partition("-")[0]
        else:
            texts[bool(digits)] += token["quoted"] or token["escaped"] or token["other"] or ""
    bare = "".join(token["other"] or "" for token in tokens)
    # parts of dates, powers of ten and percentages are read otherwise
    is_plain = len(digits) == 1 and not re.search(r"[a-z%@/]", bare, re.IGNORECASE)
    return Section(texts[0], digits[0] if is_plain else "", texts[1], condition)


def _choose(sections: tuple[Section, ...], value: float) -> tuple[Section, bool]:
    """Return the section for a number, and whether it shows a negative one without its sign."""
    if any(section.condition for section in sections):
        fitting = (s for s in sections if s.condition is None or _holds(value, *s.condition))
        return next(fitting, sections[0]), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2 if not value and len(sections) > 2 else 0], False


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[sign]
