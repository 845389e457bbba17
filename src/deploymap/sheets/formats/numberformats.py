"""Number formats of spreadsheets -> how a cell's number is shown: as a date, a time, with words.

The codes: ECMA-376 part 1, 18.8.31 (https://ecma-international.org/publications-and-standards/
standards/ecma-376/), which XLSX and XLS share.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from deploymap.sheets.formats.values import duration_text, moment_text, number_text
from deploymap.sheets.formats.wordedformats import has_words, worded_text

# what of a moment a cell shows; "yearless" is 8-Oct, "month" Oct-22: what a spreadsheet makes of
# "8-10" and "10-22" too
Shown = Literal[
    "number",
    "moment",
    "month",
    "year",
    "yearless",
    "time",
    "duration",
    "percent",
    "padded",
    "worded",
]

# formats that a file need not write out: those of dates, times and percentages
BUILT_IN: dict[int, str] = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, *range(27, 32), 34, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33), "h:mm"),
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}

# the day 0 of serial numbers; the first is for days before March 1900, where spreadsheets count
# a day that there was not
_EPOCH_BEFORE, _EPOCH = datetime(1899, 12, 31), datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_FIRST_OF_MARCH_1900 = 61
_FIRST_GREGORIAN = -115_858  # 15 October 1582; before it they show the Julian calendar

_LITERALS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_HALVES = re.compile(r"am/pm|a/p", re.IGNORECASE)
_MINUTES = re.compile(r"(?<=h)[^a-z]*m{1,2}(?!m)|m{1,2}(?=[^a-z]*s)", re.IGNORECASE)


def find_shown(code: str) -> Shown:
    """Return what a format shows of a number; its first section counts, that of positive ones."""
    if has_words(code):
        return "worded"
    plain = _LITERALS.sub(" ", code.split(";")[0] if '"' not in code else code)[:1_000]
    plain = plain.split(";")[0].strip().casefold()
    if plain in ("general", "standard", "@", ""):
        return "number"
    if _ELAPSED.search(plain):
        return "duration"
    if "%" in plain:
        return "percent"
    if re.fullmatch("0{2,}", plain):
        return "padded"
    if any(sign in plain for sign in "0#?"):
        return "time" if re.search(r"[hs][^a-z]*s?\.0", plain) else "number"
    return _find_parts(plain)


def _find_parts(plain: str) -> Shown:
    """Return what of a moment a format without literals shows."""
    plain = _HALVES.sub("h", plain)
    with_time = "h" in plain or "s" in plain
    days = _MINUTES.sub(" ", plain) if with_time else plain
    year, month, day = (any(sign in days for sign in signs) for signs in ("yeg", "m", "d"))
    if with_time:
        return "moment" if year or month or day else "time"
    if year:
        return "moment" if day else "month" if month else "year"
    if month:
        return "yearless" if day else "month"
    return "moment" if day else "number"


def shown_text(text: str, shown: Shown, code: str, *, from_1904: bool = False) -> str:
    """Return a cell's number as its format shows it; moments in ISO form, to the second.

    A text that is no number, or no day that there is, stays as it is.
    """
    try:
        value = float(text)
        if shown == "percent":
            return number_text(float(Decimal(repr(value)) * 100)) + "%"
        if shown == "padded":
            return number_text(value).zfill(code.count("0")) if value >= 0 else number_text(value)
        if shown == "worded":
            return worded_text(value, code)
        if shown == "duration":
            return duration_text(timedelta(days=value))
        return _moment(value, shown, from_1904)
    except (ValueError, OverflowError, InvalidOperation):
        return text


def to_number(text: str, shown: Shown, code: str, *, from_1904: bool = False) -> str | None:
    """Return the number of which a cell shows a text, None where it would show another one.

    The inverse of `shown_text`, for percentages and moments in ISO form, which may be without the
    T and the seconds.
    """
    try:
        if shown == "moment":
            text = moment_text(datetime.fromisoformat(text))
        if shown == "percent":
            number = number_text(float(Decimal(text.removesuffix("%")) / 100))
        elif shown == "padded":
            number = str(int(text))
        elif shown in ("moment", "month", "year", "yearless"):
            number = _to_serial(datetime.fromisoformat(f"{text}-01-01"[:10] + text[10:]), from_1904)
        else:
            return None
    except (ValueError, OverflowError, InvalidOperation):
        return None
    return number if shown_text(number, shown, code, from_1904=from_1904) == text else None


def _to_serial(moment: datetime, from_1904: bool) -> str:
    """Return the serial number of a moment."""
    if moment.tzinfo is not None:
        raise ValueError("a serial number knows no zone")
    days = (moment - (_EPOCH_1904 if from_1904 else _EPOCH)) / timedelta(days=1)
    # what is before March 1900 has a number that is one less
    return number_text(days - (not from_1904 and 0 < days < _FIRST_OF_MARCH_1900))


def _moment(value: float, shown: Shown, from_1904: bool) -> str:
    moment = _to_moment(value, from_1904=from_1904)
    if shown == "time" and 0 <= value < 1:
        return moment.time().isoformat(timespec="seconds")
    if shown == "year":
        return f"{moment.year:04}"
    return f"{moment:%Y-%m}" if shown == "month" else moment_text(moment)


def _to_moment(value: float, *, from_1904: bool = False) -> datetime:
    """Return the moment of a serial number, rounded to the second.

    Raises ValueError or OverflowError for what is no moment.
    """
    if value < 0:
        # Excel shows no such day; LibreOffice and Google Sheets count back from the later one
        if from_1904 or value < _FIRST_GREGORIAN:
            raise ValueError("before the first day")
        return _EPOCH + timedelta(seconds=round(value * 86_400))
    epoch = _EPOCH_BEFORE if value < _FIRST_OF_MARCH_1900 else _EPOCH
    return (_EPOCH_1904 if from_1904 else epoch) + timedelta(seconds=round(value * 86_400))
