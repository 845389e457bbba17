"""What one cell's text means: the value it stands for, or words on what is wrong with it.

Most functions take the distinct cells of a column, so that what stands in a million rows is looked
at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from deploymap.notation.digits import is_seen, plain_digits
from deploymap.notation.garbled import ungarble
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, did_you_mean, shorten
from deploymap.schema import Column

# a cell's text -> what is wrong with it
Faults = dict[str, Fault]

GARBLED = "open the first file as UTF-8 and export it anew; the page shows the cell as it is"
WHOLE_FROM = "13"  # the version from which on all 30 digits count
_DIGITS = late_pattern(r"[0-9]{20}(?:[0-9]{10})?")
_LETTERS = late_pattern(r"[A-Z](?=[A-Z*-]{3})[A-Z0-9*-]{9}(?:[A-Z0-9*-]{2}(?:[A-Z0-9*-]{3})?)?")
# one web address, or several one after the other
_WEB_ADDRESS = late_pattern(
    r"https?://[^\s/?#]+\S*(?:[\s,;]+https?://[^\s/?#]+\S*)*", re.IGNORECASE
)
_MARKUP = late_pattern(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#[0-9]+);")
# controls but tab and line break, what turns the direction of the text after it, and halves of
# surrogate pairs, which no file can hold
_CONTROL = late_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")


def clean_texts(distinct: Iterable[str]) -> tuple[dict[str, str], Faults]:
    """Return the new text of the cells that have to be changed, and words on doubtful cells.

    Control characters become spaces; line breaks become \\n, without a word; what has nothing that
    can be seen is a blank. HTML stays: the page shows it as it is written.
    """
    changed: dict[str, str] = {}
    faults: Faults = {}
    for cell in distinct:
        spaced = _CONTROL.sub(" ", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if not is_seen(spaced):
            spaced = ""
        if spaced != cell:
            changed[cell] = spaced
        words = [
            *(
                f"control character {found!a}, shown as a space"
                for found in _CONTROL.findall(cell)[:1]
            ),
            *(f"{found} is markup, shown as text" for found in _MARKUP.findall(cell)[:1]),
        ]
        meant = ungarble(cell)
        if meant:
            faults[cell] = Fault("encoding-garbled", f"is {meant}, it seems", GARBLED)
        elif words:
            code = "markup" if _MARKUP.search(cell) else "control-character"
            faults[cell] = Fault(code, " and ".join(words), "write plain words")
    return changed, faults


def parse_sidcs(distinct: Iterable[str]) -> tuple[dict[str, str], Faults]:
    """Return the symbol code of each cell, 20 digits or 15 letters, and faults of its form.

    Letters become capitals, spaces go. Codes of 10 or 12 letters lack what is optional in
    MIL-STD-2525C (echelon, country, order of battle), and are filled up. All 30 digits say which
    symbol it is from version 13 on (MIL-STD-2525E, APP-6E); before, the last ten are a nation's own
    and go.
    """
    codes: dict[str, str] = {}
    faults: Faults = {}
    for cell in distinct:
        code = "".join(plain_digits(cell).split())
        # capitals of other letters than those of ASCII may be such letters
        code = code.upper() if code.isascii() else code
        if _DIGITS.fullmatch(code):
            codes[cell] = code if code[:2] >= WHOLE_FROM else code[:20]
        elif _LETTERS.fullmatch(code):
            codes[cell] = code.ljust(15, "-")
        else:
            words = f"{shorten(cell)} is not a symbol code"
            faults[cell] = Fault("sidc-unreadable", words, _advise_sidc(cell))
    return codes, faults


def find_bad_addresses(distinct: Iterable[str]) -> Faults:
    """Return words on the cells that are no http or https address."""
    words = "is no web address that begins with http:// or https://"
    advice = "it is left out, write the whole address, such as https://example.org/report"
    return {
        cell: Fault("bad-address", f"{shorten(cell)} {words}", advice)
        for cell in distinct
        if cell and not _WEB_ADDRESS.fullmatch(cell)
    }


def find_bad_choices(distinct: Iterable[str], choices: Sequence[str]) -> Faults:
    """Return words on the cells that are none of `choices`, whatever the case."""
    return {
        cell: Fault(
            "bad-choice",
            f"{shorten(cell)} is not one of {', '.join(choices)}",
            did_you_mean(cell, choices).removeprefix("; "),
        )
        for cell in distinct
        if cell and cell.casefold() not in choices
    }


def describe_range(column: Column) -> str:
    """Return a column's range in words, such as `-90..90`."""
    if column.minimum is None or column.maximum is None:
        raise ValueError(f"{column.name} has no range")
    return f"{column.minimum:,}..{column.maximum:,}"


def _advise_sidc(cell: str) -> str:
    if re.fullmatch(r"[0-9][.,][0-9]+[eE]\+[0-9]+", cell):
        return "a spreadsheet made a number of it; format the column as text and enter it again"
    code = "".join(cell.split()).upper()
    wanted, kind = ("[0-9]", "digit") if len(code) in (20, 30) else ("[A-Z0-9*-]", "letter")
    wrong = next((at for at, sign in enumerate(code) if not re.match(wanted, sign)), None)
    if len(code) in (10, 12, 15, 20, 30) and wrong is not None:
        return f"character {wrong + 1}, {code[wrong]}, is no {kind} of such a code"
    return f"write 20 digits, or 15 or 12 letters; this has {len(cell)} characters"
