"""Numbers as people write them in sheets: digits, groups, decimal commas, ranges and doubt.

Functions take the distinct cells of a column, so that what stands in a million rows is looked at
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import NamedTuple, TypeVar

from deploymap.notation import amountwords as words
from deploymap.notation.digits import plain_digits
from deploymap.notation.remarks import is_doubt, numbers_in, split_remark
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, shorten


class Figure(NamedTuple):
    """A number of people as a cell states it; NaN is not stated."""

    best: float = nan
    least: float = nan
    most: float = nan
    about: bool = False
    remark: str = ""  # the words behind the number


@dataclass(frozen=True)
class Notation:
    """How the numbers of a column are written: what a lone `.` or `,` before three digits means.

    True where it parts groups (10.000 is ten thousand), False where it is the decimal mark, None
    where nothing tells.
    """

    dot_groups: bool | None = None
    comma_groups: bool | None = None
    # marks that are decimal ones and have zeros after them in whole numbers, as in 3500,00
    zero_marks: str = field(default="", compare=False)


ADVICE = {
    "number": "write digits with a decimal point, such as 48.57",
    "integer": "write a whole number in digits, such as 2",
    "amount": "write a number such as 32,000, a range such as 8,000-10,000, or ~10,000, <500, 10k",
}

_PLAIN = frozenset("0123456789.+-")
_SPACES = late_pattern(r"(?<=\d)[ \u00a0\u2007\u2009\u202f'’](?=\d{3}(?!\d))")
_MANY_DOTS = late_pattern(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")
_MANY_COMMAS = late_pattern(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+")
_ONE_DOT = late_pattern(r"\d*\.\d+|\d+\.")
_ONE_COMMA = late_pattern(r"\d*,\d+")
# 10,00 may be 10,000 that has lost a digit; 2.0 is how programs write 2
_LOST_GROUP = late_pattern(r"[0-9]{1,3}(?:(?=,(?!000\Z)|\.(?!0\Z|000\Z))([.,])0+)|[0-9]{4,}[.,]000")
_ZEROS = late_pattern(
    r"(?:\d{4,}|\d{1,3}(?:,\d{3})+)(\.)(?!000\Z)0+|(?:\d{4,}|\d{1,3}(?:\.\d{3})+)(,)(?!000\Z)0+"
)
_LONE_GROUP = late_pattern(r"[1-9]\d{0,2}[.,]\d{3}")
_EXPONENT = late_pattern(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_LONGEST = 80
LEAST_GROUPED = 3  # different numbers such as 13.500 that tell together that the dot parts groups

_NUMBER = r"\d(?:[.,]?\d)*(?:[.,](?![.,]))?"
_LONE_M = ("m", "M", "м", "М")
_SCALE = rf"(?:[{''.join(words.SIGNS)}]|(?:{words.THOUSAND}|{words.MILLION})(?!\w))"
_END = rf"(?:\s?(?:{words.PEOPLE}))?(?P<doubt>{words.DOUBT})?"

_SINGLE = late_pattern(
    rf"(?:(?P<about>{words.ABOUT})\s?)?"
    rf"(?:(?P<most>{words.AT_MOST})\s?|(?P<least>{words.AT_LEAST})\s?)?(?:(?P<about2>{words.ABOUT})\s?)?"
    rf"(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})?(?P<plus>(?:\s?(?:[人名兵]|여?명))?(?:{words.OR_MORE}))?{_END}",
    re.IGNORECASE,
)
_RANGE = late_pattern(
    rf"(?:(?P<about>{words.ABOUT})\s?)?(?:{words.BETWEEN})?"
    rf"(?P<low>{_NUMBER})\s?(?P<low_scale>{_SCALE})?"
    rf"{words.TO}(?P<high>{_NUMBER})\s?(?P<high_scale>{_SCALE})?{_END}",
    re.IGNORECASE,
)
_MARGIN = late_pattern(
    rf"(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})?\s?(?:±|\+/-|\+-)\s?"
    rf"(?P<margin>{_NUMBER})\s?(?P<margin_scale>{_SCALE})?{_END}",
    re.IGNORECASE,
)

# 1万5千, 2千5百, 1만 2000: numbers with signs of which each says less than the one before it
_SIGNED = late_pattern(
    rf"(?<![\d.,])(?:\d{{1,4}}\s?[{''.join(words.SIGNS)}]\s?)+(?:\d{{1,4}}(?![\d.,]))?"
)
_SIGN = late_pattern(rf"(\d+(?:\.\d+)?)\s?([{''.join(words.SIGNS)}])")
_PART = late_pattern(rf"(\d+)\s?([{''.join(words.SIGNS)}]?)")
# 1 млн 200 тыс., 12 тис. 500
_TWO_SCALES = late_pattern(
    rf"(?<![\d.,])(\d{{1,3}})\s?(?:{words.MILLION})\s(\d{{1,3}})\s?(?:{words.THOUSAND})(?!\w)",
    re.IGNORECASE,
)
_THOUSANDS = late_pattern(
    rf"(?<![\d.,])(\d{{1,3}})\s?(?:{words.THOUSAND})\s(\d{{3}})(?![\d.,])", re.IGNORECASE
)
_WITHIN = late_pattern(r"([^()]*\d[^()]*?)\s?\(([^()]*\d[^()]*)\)")
_MIL = late_pattern(rf"{_NUMBER}\s?mil\.?{_END}", re.IGNORECASE)

Value = TypeVar("Value")


def is_unknown(cell: str) -> bool:
    """Return whether the cell is a word for "not known", such as `n/a`, `?` or `-`."""
    return " ".join(cell.casefold().split()) in words.UNKNOWN


def parse_plain_numbers(cells: Sequence[str], kind: str) -> list[float] | None:
    """Return the number of each cell, NaN for a blank, if all are plain digits, else None.

    This is the short way for a whole column; `parse_numbers` and `parse_figures` are the long one.
    """
    if not _PLAIN.issuperset("".join(cells)):
        return None
    try:
        numbers = [float(cell) if cell else nan for cell in cells]
    except ValueError:
        return None
    if kind == "number":
        return numbers
    # 10.000 may be ten thousand people, and 2.5 are no units: the long way has words for both
    return None if any("." in cell for cell in cells) else numbers


def find_notation(cells: Iterable[str], *, comma_sheet: bool, of_people: bool = False) -> Notation:
    """Return how the numbers of a column are written, as far as its distinct cells tell.

    `comma_sheet` says that the sheet itself is one with decimal commas; `of_people` that all are
    whole numbers: several of which each has three digits behind its only dot have groups.
    """
    numbers = {
        number.strip(".,")
        for cell in cells
        if "." in cell or "," in cell or not cell.isascii()
        for number in re.findall(_NUMBER, _SPACES.sub("", plain_digits(cell[:_LONGEST])))
    }
    sure = [number for number in numbers if not _LONE_GROUP.fullmatch(number)]
    dots = any(_MANY_DOTS.fullmatch(text) or _ONE_COMMA.fullmatch(text) for text in sure)
    commas = any(_MANY_COMMAS.fullmatch(text) or _ONE_DOT.fullmatch(text) for text in sure)
    zeros = {match[1] or match[2] for text in numbers if (match := _ZEROS.fullmatch(text))}
    marks = "".join(sorted(zeros | ({","} if comma_sheet else set())))
    if dots != commas:
        return Notation(dots, commas, marks)
    if of_people and not comma_sheet and not sure and len(numbers) >= LEAST_GROUPED:
        return Notation(all("." in text for text in numbers) or None, None, marks)
    return Notation(comma_sheet or None, None, marks)


def parse_numbers(
    distinct: Iterable[str], kind: str, notation: Notation
) -> tuple[dict[str, float], dict[str, Fault]]:
    """Return the number of each cell, and faults; `kind` is that of a column of the schema."""
    return _parse_each(distinct, lambda cell: _parse_signed(cell, kind, notation))


def parse_figures(
    distinct: Iterable[str], notation: Notation
) -> tuple[dict[str, Figure], dict[str, Fault]]:
    """Return the figure of each cell, and faults.

    `10,000`, `10 000`, `10k`, `~10,000`, `8,000-10,000`, `10,000 ± 500`, `<500`, `up to 175,000`,
    `10,000+` and such, in many languages, with or without a word for people. "Less than" and "up
    to" are both an upper bound; what is approximate or a bound stays so. Words behind the number,
    such as a breakdown in brackets, are its remark.
    """
    return _parse_each(distinct, lambda cell: _parse_remarked(cell, notation))


def _parse_each(
    distinct: Iterable[str], parse: Callable[[str], Value | Fault]
) -> tuple[dict[str, Value], dict[str, Fault]]:
    values: dict[str, Value] = {}
    faults: dict[str, Fault] = {}
    for cell in distinct:
        value = parse(cell)
        if isinstance(value, Fault):
            faults[cell] = value
        else:
            values[cell] = value
    return values, faults


def _parse_remarked(cell: str, notation: Notation) -> Figure | Fault:
    """Return the figure of a cell, of which the words behind a number may be a remark on it."""
    found = _parse_figure(cell, notation)
    if isinstance(found, Figure) or found.code != "number-unreadable" or len(cell) > 2 * _LONGEST:
        return found
    text = _SPACES.sub("", " ".join(plain_digits(cell).split()))
    if (match := _WITHIN.fullmatch(text)) and (within := _read_within(match, notation)):
        return within
    if (parts := split_remark(text)) is None:
        return found
    figure = _parse_figure(parts[0], notation)
    if isinstance(figure, Fault):
        return figure if figure.code != "number-unreadable" else found
    largest = max(number for number in (*figure[:3], 0.0) if number == number)
    if largest < max(numbers_in(parts[1]), default=0):
        return found
    return figure._replace(about=figure.about or is_doubt(parts[1]), remark=parts[1])


def _read_within(match: re.Match[str], notation: Notation) -> Figure | None:
    """Return a number that has its bounds behind it, as `12,000 (10,000-14,000)`."""
    best, bounds = (_parse_figure(match[part], notation) for part in (1, 2))
    if isinstance(best, Fault) or isinstance(bounds, Fault):
        return None
    if not bounds.least <= best.best <= bounds.most:
        return None
    return Figure(best.best, bounds.least, bounds.most, best.about or bounds.about)


def _parse_figure(cell: str, notation: Notation) -> Figure | Fault:
    text = _SPACES.sub("", " ".join(plain_digits(cell[: 2 * _LONGEST]).split()))
    text = _join_scales(text.removeprefix("'"))
    if len(text) > _LONGEST:
        return _no_number(cell, "amount")
    try:
        if match := _SINGLE.fullmatch(text):
            return _read_single(match, notation)
        if match := _RANGE.fullmatch(text):
            return _read_range(match, notation, cell)
        if match := _MARGIN.fullmatch(text):
            return _read_margin(match, notation)
    except _UnclearError as error:
        return error.fault
    if match := _MIL.fullmatch(text):
        said = f"{shorten(cell)} may be thousands, as in Spanish, or millions"
        return Fault("number-ambiguous", said, "write the number out in digits")
    number = _parse_signed(cell, "amount", notation)
    return number if isinstance(number, Fault) else Figure(number)


def _join_scales(text: str) -> str:
    """Return a text with the numbers that have several scales, such as 1万5千, in digits alone."""
    joined = _SIGNED.sub(_add_parts, text)
    if joined != text:
        # of 1万5千-2万 the second must not lend its scale to the first
        joined = _SIGN.sub(lambda m: f"{float(m[1]) * words.SIGNS[m[2]]:.0f}", joined)
    joined = _TWO_SCALES.sub(lambda m: f"{1_000_000 * int(m[1]) + 1_000 * int(m[2])}", joined)
    return _THOUSANDS.sub(lambda m: f"{1_000 * int(m[1]) + int(m[2])}", joined)


def _add_parts(match: re.Match[str]) -> str:
    """Return the number of parts each of which says less than the one before it, else the text."""
    parts = _PART.findall(match[0])
    scales = [words.SIGNS.get(sign, 1.0) for _, sign in parts]
    numbers = [int(digits) * scale for (digits, _), scale in zip(parts, scales, strict=True)]
    falls = all(number < scale for number, scale in zip(numbers[1:], scales, strict=False))
    digits, sign = parts[-1]
    # 2万5 may be 25,000, as people say it
    is_whole = bool(sign) or (len(digits) > 1 and 10 * 10 ** len(digits) >= scales[-2])
    return f"{sum(numbers):.0f}" if len(parts) > 1 and falls and is_whole else match[0]


def _read_single(match: re.Match[str], notation: Notation) -> Figure:
    number = _read_people(match["number"], match["scale"], notation)
    about = bool(match["about"] or match["about2"] or match["doubt"])
    if match["most"]:
        return Figure(most=number, about=about)
    if match["least"] or match["plus"]:
        return Figure(least=number, about=about)
    return Figure(number, about=about)


def _read_range(match: re.Match[str], notation: Notation, cell: str) -> Figure:
    high = _read_people(match["high"], match["high_scale"], notation)
    # 8-10k is eight to ten thousand
    low = _read_people(match["low"], match["low_scale"] or match["high_scale"], notation)
    # of 30 000 the space is gone by now
    written = " ".join(plain_digits(cell).split())
    is_grouped = not (match["high"].isdigit() and match["high"] in written)
    is_grouped = is_grouped and match["low"].isdigit()
    if 0 < 1000 * low < high and is_grouped and not (match["low_scale"] or match["high_scale"]):
        said = f"{shorten(cell)} may begin at {low:,.0f} or at {1000 * low:,.0f}"
        advice = f"write {1000 * low:,.0f}-{high:,.0f}, or use troops_min and troops_max"
        raise _UnclearError(Fault("number-ambiguous", said, advice))
    if low > high:
        said = f"{shorten(cell)} goes from the higher to the lower number"
        raise _UnclearError(Fault("range-order", said, "write the lower number first"))
    return Figure(least=low, most=high, about=bool(match["about"] or match["doubt"]))


def _read_margin(match: re.Match[str], notation: Notation) -> Figure:
    best = _read_people(match["number"], match["scale"], notation)
    margin = _read_people(match["margin"], match["margin_scale"], notation)
    return Figure(best, max(best - margin, 0), best + margin, bool(match["doubt"]))


def _read_people(digits: str, scale: str | None, notation: Notation) -> float:
    """Return a whole number of people from digits and a word such as `k`."""
    factor = 1.0
    if scale:
        is_million = re.fullmatch(words.MILLION, scale, re.IGNORECASE)
        factor = words.SIGNS.get(scale, 1e6 if is_million else 1e3)
    kind = "number" if scale else "amount"
    number = _read_digits(digits.rstrip(".,") if scale else digits, kind, notation)
    # 1.2m are no men, but 12m and 1200M may be
    if scale in _LONE_M and number.is_integer() and (scale.islower() or number >= 1000):
        said = f"{digits}{scale} may be {number:,.0f} men, or as many millions"
        raise _UnclearError(Fault("number-ambiguous", said, "write the number out in digits"))
    # 1.2k is 1,200 and not 1,199.9999
    return round(number * factor, 6)


def _parse_signed(cell: str, kind: str, notation: Notation) -> float | Fault:
    text = _SPACES.sub("", plain_digits(cell[: 2 * _LONGEST]).strip().removeprefix("'"))
    sign = -1.0 if text[:1] in ("-", "−") else 1.0
    digits = text[1:] if text[:1] in ("-", "−", "+") else text
    try:
        return sign * _read_digits(digits, kind, notation)
    except _UnclearError as error:
        return error.fault if len(cell) <= _LONGEST else _no_number(cell, kind)


class _UnclearError(Exception):
    """What is wrong with a number, on its way up."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def _read_digits(text: str, kind: str, notation: Notation) -> float:
    """Return the number that digits with marks between them stand for."""
    if len(text) > _LONGEST:
        raise _UnclearError(_no_number(text, kind))
    lost = _LOST_GROUP.fullmatch(text)
    if kind != "number" and lost and (lost[1] or "none") not in notation.zero_marks:
        raise _UnclearError(_lost_group(text))
    number = _read_marks(text, kind, notation)
    if kind != "number" and not number.is_integer():
        said = f"{shorten(text)} is not a whole number"
        raise _UnclearError(Fault("not-whole", said, ADVICE[kind]))
    return number


def _read_marks(text: str, kind: str, notation: Notation) -> float:
    if re.fullmatch(r"[0-9]+", text):
        return float(text)
    if _LONE_GROUP.fullmatch(text):
        return _read_lone_group(text, kind, notation)
    if _MANY_COMMAS.fullmatch(text) or _ONE_DOT.fullmatch(text):
        return float(text.replace(",", ""))
    if _MANY_DOTS.fullmatch(text) or _ONE_COMMA.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    raise _UnclearError(_no_number(text, kind))


def _read_lone_group(text: str, kind: str, notation: Notation) -> float:
    """Return what 10.000 or 10,000 stands for."""
    mark = "." if "." in text else ","
    groups = notation.dot_groups if mark == "." else notation.comma_groups
    if groups is None:
        # nobody writes thirty-two people as 32,000; and 1.234 km is no thousand
        groups = {("amount", ","): True, ("integer", ","): True, ("number", "."): False}.get(
            (kind, mark)
        )
    elif kind != "number" and not groups:
        groups = None
    if groups is None:
        whole, thousand = float(text.replace(mark, ".")), float(text.replace(mark, ""))
        said = f"{text} may be {whole:g} or {thousand:,.0f}"
        raise _UnclearError(
            Fault("number-ambiguous", said, f"write {whole:g}, or {thousand:.0f} without a mark")
        )
    return float(text.replace(mark, "" if groups else "."))


def _lost_group(text: str) -> Fault:
    whole = re.split("[.,]", text)[0]
    said = f"{text} may be {whole}, or a number that has lost a digit"
    return Fault("number-unreadable", said, f"write {whole}, or the whole number without a mark")


def _no_number(cell: str, kind: str) -> Fault:
    shown = shorten(cell)
    if _EXPONENT.fullmatch(cell):
        said = f"{shown} may be a number that a spreadsheet has shortened, or a name"
        return Fault("number-exponent", said, "write the number out in digits")
    return Fault("number-unreadable", f"{shown} is not a number", ADVICE[kind])
