"""What one cell's text means: the value it stands for, or words on what is wrong with it.

Most functions take the distinct cells of a column, so that what stands in a million rows is looked
at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import nan

from deploymap.errors import did_you_mean, shorten
from deploymap.schema import Column, date_order

# a cell's text -> what was found, what was expected, what to try
Faults = dict[str, str]

# words that sheets hold where something is not known
UNKNOWN = {"-", "–", "—", "?", "na", "n/a", "nan", "none", "null", "nil", "unknown", "tbd"}

NUMBER_ADVICE = {
    "number": "write digits with a decimal point, such as 48.57",
    "integer": "write a whole number in digits, such as 2",
    "amount": "write digits alone, such as 32000, 32,000 or ~32,000; "
    "a range belongs in troops_min and troops_max",
}

_PLAIN = frozenset("0123456789.+-")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_ABOUT = re.compile(
    r"(?:[~≈∼]|(?:about|around|circa|approx\.|approximately|approx|ca\.|ca|c\.)(?![a-z.]))\s*",
    re.IGNORECASE,
)
_SIDC = re.compile(r"[0-9]{20}|[A-Za-z][A-Za-z0-9*-]{14}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#[0-9]+);")
# controls but tab and line break, and halves of surrogate pairs, which no file can hold
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def are_plain_texts(cells: Iterable[str]) -> bool:
    """Return whether `clean_texts` has surely nothing to say: the short way for a whole column."""
    joined = " ".join(cells)
    return joined.isprintable() and "<" not in joined and "&" not in joined


def clean_texts(distinct: Iterable[str]) -> tuple[dict[str, str], Faults]:
    """Return the new text of the cells that have to be changed, and words on doubtful cells.

    Control characters become spaces; line breaks become \\n, without a word. HTML stays: the page
    shows it as it is written.
    """
    changed: dict[str, str] = {}
    faults: Faults = {}
    for cell in distinct:
        spaced = _CONTROL.sub(" ", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if spaced != cell:
            changed[cell] = spaced
        words = [
            *(
                f"control character {found!a}, shown as a space"
                for found in _CONTROL.findall(cell)[:1]
            ),
            *(f"{found} is markup, shown as text" for found in _MARKUP.findall(cell)[:1]),
        ]
        if words:
            faults[cell] = f"{' and '.join(words)}; write plain words"
    return changed, faults


def find_doubt(distinct: Iterable[str]) -> dict[str, str]:
    """Return what follows the word or sign for "about" in the cells that begin with one.

    `~100,000` and `about 100,000` both give `100,000`.
    """
    return {
        cell: cell[match.end() :]
        for cell in distinct
        if (match := _ABOUT.match(cell)) and match.end() < len(cell)
    }


def parse_plain_numbers(cells: Sequence[str], kind: str) -> list[float] | None:
    """Return the number of each cell, NaN for a blank, if all are plain digits, else None.

    This is the short way for a whole column; `parse_numbers` is the long one.
    """
    if not _PLAIN.issuperset("".join(cells)):
        return None
    try:
        numbers = [float(cell) if cell else nan for cell in cells]
    except ValueError:
        return None
    broken = kind != "number" and any(number % 1 > 0 for number in set(numbers))
    return None if broken else numbers


def parse_numbers(distinct: Iterable[str], kind: str) -> tuple[dict[str, float], Faults]:
    """Return the number of each cell, and words on those that are none; `kind` as in `Column`."""
    values: dict[str, float] = {}
    faults: Faults = {}
    for cell in distinct:
        number = _parse_number(cell, kind)
        if number is None:
            faults[cell] = f"{shorten(cell)} is not a number; {_advise_number(cell, kind)}"
        elif kind != "number" and number % 1 > 0:
            faults[cell] = f"{shorten(cell)} is not a whole number; {NUMBER_ADVICE[kind]}"
        else:
            values[cell] = number
    return values, faults


def find_bad_dates(distinct: Iterable[str]) -> Faults:
    """Return words on the cells that are no date of the forms in `schema.date_order`."""
    return {
        cell: f"{shorten(cell)} is not a date; {_advise_date(cell)}"
        for cell in distinct
        if cell and date_order(cell) is None
    }


def find_bad_sidcs(distinct: Iterable[str]) -> Faults:
    """Return words on the cells that have not the form of a symbol code."""
    return {
        cell: f"{shorten(cell)} is not a symbol code; {_advise_sidc(cell)}"
        for cell in distinct
        if cell and not _SIDC.fullmatch(cell)
    }


def find_bad_addresses(distinct: Iterable[str]) -> Faults:
    """Return words on the cells that are no http or https address."""
    advice = "it is left out, write the whole address, such as https://example.org/report"
    return {
        cell: f"{shorten(cell)} is no web address that begins with http:// or https://; {advice}"
        for cell in distinct
        if cell and not _WEB_ADDRESS.fullmatch(cell)
    }


def find_bad_choices(distinct: Iterable[str], choices: Sequence[str]) -> Faults:
    """Return words on the cells that are none of `choices`, whatever the case."""
    return {
        cell: f"{shorten(cell)} is not one of {', '.join(choices)}{did_you_mean(cell, choices)}"
        for cell in distinct
        if cell and cell.casefold() not in choices
    }


def describe_range(column: Column) -> str:
    """Return a column's range in words, such as `-90..90`."""
    if column.minimum is None or column.maximum is None:
        raise ValueError(f"{column.name} has no range")
    return f"{column.minimum:,}..{column.maximum:,}"


def _parse_number(cell: str, kind: str) -> float | None:
    if kind == "amount" and _GROUPED.fullmatch(cell):
        return float(cell.replace(",", ""))
    try:
        return float(cell) if _PLAIN.issuperset(cell) else None
    except ValueError:
        return None


def _advise_number(cell: str, kind: str) -> str:
    if cell.casefold() in UNKNOWN:
        return "leave the cell blank where it is not known"
    if kind == "number" and _DECIMAL_COMMA.fullmatch(cell):
        return f"write a decimal point: {cell.replace(',', '.')}"
    if _parse_number(cell.replace("−", "-"), kind) is not None:
        return "write the minus sign as -"
    return NUMBER_ADVICE[kind]


def _advise_date(cell: str) -> str:
    if cell.casefold() in UNKNOWN:
        return "leave the cell blank where it is not known"
    if re.fullmatch(r"-?[0-9]{4}(-[0-9]{2}){1,2}", cell):
        return "there is no such day or month in the calendar"
    if re.fullmatch(r"[0-9]{5}", cell):
        return "it looks like a spreadsheet's day number; format the column as text"
    if match := re.match(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?![0-9])", cell):
        written = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
        if date_order(written) is not None:
            return f"write {written}"
    return "write 2022-01-12 (year-month-day), 2022-01 or 2022"


def _advise_sidc(cell: str) -> str:
    if re.fullmatch(r"[0-9][.,][0-9]+[eE]\+[0-9]+", cell):
        return "a spreadsheet made a number of it; format the column as text and enter it again"
    return f"write 20 digits or 15 letters; this has {len(cell)} characters"
