"""Dates that are more than one day: spans, open ends, and what is only about right.

`15-16 April 1943`, `30.04.-02.05.1863`, `1914-18`, `since 2014`, `c. 480 BC`: the first day counts
as the date, and the whole span is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from deploymap.notation.isodates import date_order
from deploymap.notation.months import Order, read_words, without_ordinals, write_date
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, shorten

OPEN = ".."

# what stands between two dates, in the languages of the columns; signs need no blanks around them
_BETWEEN = late_pattern(
    r"\s*(?:\.{2,3}|[-–—‒−…/~〜～至])\s*"
    r"|\s+(?:to|until|till|through|thru|bis|zum|до|по|à|au|a|al|hasta|do|tot|and|und|y|et|и|і)\s+",
    re.IGNORECASE,
)
_FROM = late_pattern(
    r"(?:from|between|since|after|von|vom|zwischen|seit|ab|nach|du|de|del|depuis|dès|après|entre"
    r"|desde|после|со?|від|після|от|з|между|між|od|dal|dopo|sinds|vanaf|desde|po|منذ|من|بعد|מאז|אחרי)\s+",
    re.IGNORECASE,
)
_UNTIL = late_pattern(
    r"\.\./|(?:until|till|up to|before|by|bis|vor|jusqu['’](?:à|en|au)|avant|hasta|antes de|до|по"
    r"|перед|do|tot|do końca|fino al?|até|حتى|قبل|עד|לפני)\s+",
    re.IGNORECASE,
)
_TO_NOW = late_pattern(
    r"\s*(?:[-–—]|\.\.|/|(?:to|till|until|bis|до|по|à|hasta)\s)\s*"
    r"(?:present|the present|now|today|ongoing|heute|jetzt|aujourd['’]hui|présent|hoy|presente"
    r"|настоящее время|сейчас|н\.?\s?в\.?|тепер|зараз|сьогодні|\.\.)?",
    re.IGNORECASE,
)
_ABOUT = late_pattern(
    r"(?:c\.|ca\.?|circa|around|about|approx\.?|approximately|~|≈|early|mid|middle of|late"
    r"|beginning of|start of|end of|um|etwa|ungefähr|gegen|anfang|mitte|ende|vers|environ|début"
    r"|mi|fin|hacia|alrededor de|principios de|mediados de|finales de|около|примерно|прибл\.?|ок\."
    r"|начало|середина|конец|близько|приблизно|бл\.|початок|кінець|około|ok\.|początek|połowa|koniec"
    r"|inizio|metà|fine|verso|início|meados|yaklaşık|حوالي|نحو|أوائل|منتصف|أواخر|בערך|ראשית|אמצע"
    r"|סוף|約|约)[\s-]*(?=[\w(])(?P<date>.+)"
    r"|(?P<asked>.+?)\s?\(?\?\)?",
    re.IGNORECASE,
)
_AS_OF = late_pattern(r"(?:as of|stand|станом на|по состоянию на|au|al)[\s:]+", re.IGNORECASE)
_NUMBERS = late_pattern(r"\d{1,4}")
_DAY_MONTH = late_pattern(r"(\d{1,2})\.\s?(\d{1,2})")
_SLASHED = late_pattern(r"(\d{1,2})/(\d{1,2})")
_ISO_REST = late_pattern(r"(\d{2})-(\d{2})")
_ISO = late_pattern(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(T[\d:]+)?")
_MOST = 12  # splits that are tried of one cell

# returns the ISO text of one date, or what is wrong with it
ReadOne = Callable[[str], str | Fault]


class Part(NamedTuple):
    """What one half of a span says; None is left to the other half. `bare` is a lone number."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    era: str = ""  # "BC" or "AD" where it is said
    time: str = ""
    bare: str = ""

    @property
    def is_year(self) -> bool:
        """Whether a year stands alone."""
        return self.year is not None and self.month is None and self.day is None


class Span(NamedTuple):
    """The first day as ISO text, and the whole as an ISO interval, `..` where it is open."""

    date: str
    interval: str


def read_span(cell: str, order: Order, read_one: ReadOne) -> Span | Fault | None:
    """Return the span that a cell is, what is wrong with it, or None where it is none."""
    if match := _UNTIL.match(cell):
        end = read_one(cell[match.end() :])
        if isinstance(end, str):
            return Span(end, f"{OPEN}/{end}")
    inner = cell
    if match := _FROM.match(cell):
        inner = cell[match.end() :]
        start = read_one(inner)
        if isinstance(start, str):
            return Span(start, f"{start}/{OPEN}")
    found = {_read_open(inner, read_one), *_read_halves(inner, order, read_one)} - {None}
    spans = [answer for answer in found if isinstance(answer, Span)]
    if len(spans) == 1:
        return spans[0]
    if spans:
        shown = " or ".join(sorted(span.interval for span in spans))
        words = f"{shorten(cell)} may be {shown}"
        return Fault("date-ambiguous", words, "write the first and the last day in full")
    return next((answer for answer in found if isinstance(answer, Fault)), None)


def read_about(cell: str, read_one: ReadOne) -> str | None:
    """Return the date of `c. 1200`, `early June 1943` or `1943?`, None for others."""
    if match := _AS_OF.match(cell):
        found = read_one(cell[match.end() :])
    elif match := _ABOUT.fullmatch(cell):
        found = read_one((match["date"] or match["asked"]).strip())
    else:
        return None
    return found if isinstance(found, str) else None


def _read_open(cell: str, read_one: ReadOne) -> Span | None:
    """Return the span of `2014-` and of `2014 to present`."""
    for match in _TO_NOW.finditer(cell):
        if match.end() == len(cell) and match.start():
            start = read_one(cell[: match.start()])
            if isinstance(start, str):
                return Span(start, f"{start}/{OPEN}")
    return None


def _read_halves(cell: str, order: Order, read_one: ReadOne) -> Iterator[Span | Fault | None]:
    for match in list(_BETWEEN.finditer(cell))[:_MOST]:
        halves = cell[: match.start()], cell[match.end() :]
        if not all(halves):
            continue
        parts = [_read_part(half.strip(" ,;"), order, read_one) for half in halves]
        if fault := next((part for part in parts if isinstance(part, Fault)), None):
            yield fault
        elif all(parts):
            yield _complete(cell, parts[0], parts[1])  # type: ignore[arg-type]


def _read_part(text: str, order: Order, read_one: ReadOne) -> Part | Fault | None:
    number = without_ordinals(text).removesuffix(".")
    if _NUMBERS.fullmatch(number) and len(number) < 4:
        return Part(bare=number)
    found = read_one(text)
    if isinstance(found, str):
        return _split_iso(found, text)
    if found.code == "date-ambiguous":
        return found
    text = text.removesuffix(".")
    if match := _DAY_MONTH.fullmatch(text):
        return Part(month=int(match[2]), day=int(match[1]))
    if match := _ISO_REST.fullmatch(text):
        return Part(month=int(match[1]), day=int(match[2]))
    if match := _SLASHED.fullmatch(text):
        return _read_slashed(match, order)
    return _read_words(text)


def _split_iso(iso: str, text: str) -> Part | None:
    match = _ISO.fullmatch(iso)
    if match is None:
        return None
    year = int(match[1])
    era = read_words(text)[0]
    counted = (1 - year) if year < 1 else year
    return Part(
        counted,
        int(match[2]) if match[2] else None,
        int(match[3]) if match[3] else None,
        "BC" if year < 1 else era,
        match[4] or "",
    )


def _read_slashed(match: re.Match[str], order: Order) -> Part | None:
    first, second = int(match[1]), int(match[2])
    if order is None and max(first, second) <= 12 and first != second:
        return None
    is_month_first = order == "month" or (order is None and second > 12)
    month, day = (first, second) if is_month_first else (second, first)
    return Part(month=month, day=day)


def _read_words(text: str) -> Part | None:
    """Return a half with the name of a month, an era, or a day and a year: `3, 1863`."""
    era, numbers, months = read_words(text)
    if months is None or len(months) > 1 or len(numbers) > 2:
        return None
    years = [number for number in numbers if len(number) > 2 or era]
    days = [number for number in numbers if number not in years]
    if era and len(numbers) == 2:
        days, years = numbers[:1], numbers[1:]
    if len(years) > 1 or len(days) > 1 or not (years or months):
        return None
    year, month, day = (int(some[0]) if some else None for some in (years, months, days))
    return Part(year, month, day, era)


def _complete(cell: str, left: Part, right: Part) -> Span | Fault | None:
    """Return the span of two halves, each with what only the other one says."""
    has_months = bool(left.month and right.month)
    left, right = _read_bare(left, right, is_first=True), _read_bare(right, left, is_first=False)
    if left.bare or right.bare:
        return None
    if left.day and not left.month:
        left = left._replace(month=right.month)
    if right.day and not right.month:
        right = right._replace(month=left.month)
    is_borrowed = left.year is None and has_months
    if left.year is None:
        left = left._replace(year=right.year, era=right.era)
    if right.year is None:
        right = right._replace(year=left.year, era=left.era)
    if not left.era and right.era:
        left = left._replace(era=right.era)
    if left.year is None or right.year is None or (left.era == "BC" and not right.era):
        return None
    return _write(cell, left, right, is_borrowed=is_borrowed)


def _read_bare(own: Part, other: Part, *, is_first: bool) -> Part:
    """Return what a lone number is: a day, a year of an era, or the end of `1914-18`."""
    if not own.bare:
        return own
    number = int(own.bare)
    if other.is_year and other.era:
        return Part(number, era="")
    if other.is_year and not is_first and other.year and len(own.bare) == 2:
        year = other.year // 100 * 100 + number
        return Part(year) if year > other.year else own
    if len(own.bare) < 3 and not other.is_year and not other.bare:
        return Part(day=number)
    return own


def _write(cell: str, left: Part, right: Part, *, is_borrowed: bool) -> Span | Fault | None:
    start, end = _write_part(left), _write_part(right)
    first, last = (date_order(text) if text else None for text in (start, end))
    if start is None or end is None or first is None or last is None:
        return None
    if first > last and is_borrowed and left.year and left.era != "BC":
        # 28 December - 3 January 1943 begins in 1942
        return _write(cell, left._replace(year=left.year - 1), right, is_borrowed=False)
    if first > last:
        words = f"{shorten(cell)} goes from the later to the earlier date"
        return Fault("date-range", words, "write the first day before the last one")
    return Span(start, f"{start}/{end}")


def _write_part(part: Part) -> str | None:
    year = part.year or 0
    counted = 1 - year if part.era == "BC" else year
    if not year or not -9999 <= counted <= 9999:
        return None
    text = write_date(counted, part.month, part.day)
    return f"{text}{part.time}" if part.day else text
