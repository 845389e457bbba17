"""The date of a row from columns of years, of parts of a date, of a beginning and an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deploymap.checks.joining import Joined
from deploymap.checks.parts import DATES, STARTS, YEARS
from deploymap.checks.rewriting import combine, rewrite, write_year
from deploymap.checks.spelling import fold_name, folded_words, plain_name, split_words
from deploymap.notation.dates import YEAR_ADVICE, cut_years, short_years
from deploymap.patterns import late_pattern
from deploymap.problems import Fault
from deploymap.sheets.texts import TextColumn

LOOKED_AT = 1_000


MONTHS = folded_words("month imonth mo mm mon monat mois mes mese месяц місяць miesiąc ay 月 الشهر")
DAYS = folded_words("day iday dd dy tag jour día dia giorno день dzień gün 日 اليوم")
ENDS = folded_words(
    "end enddate enddt ended ends until till to bis ende fin final конец кінець koniec bitiş finish"
)
ENDS |= folded_words(
    "fim término konec vége einde slut slutt loppu fine befejezés окончания окончание завершения"
    " закінчення zakończenia"
)

_PART = late_pattern(r"([0-9]{1,4})(?:\.0)?")
_NUMBER = late_pattern(r"[0-9][0-9.,]*")


def join_dates(
    columns: Mapping[str, TextColumn], own: Mapping[str, str], free: Sequence[str]
) -> Joined:
    """Return the cells of `date` where a year stands alone or has its month and day beside it."""
    joined = Joined()
    column = own.get("date", "")
    if not column or _bare(column) not in YEARS or not _are_years(columns[column]):
        return joined
    month = next((name for name in free if _bare(name) in MONTHS), "")
    day = next((name for name in free if _bare(name) in DAYS), "")
    if month and _are_within(columns[month], 12) and (not day or _are_within(columns[day], 31)):
        used = [column, month, *([day] if day else [])]
        joined.cells["date"] = combine([columns[name] for name in used], _write_date)
        joined.parts |= dict.fromkeys(used[1:], "a part of date")
        listed = ", ".join(map(plain_name, used))
        fault = Fault("columns-joined", f"{listed} are read together as one date")
        joined.told.append((column, fault))
        return joined
    distinct = columns[column].distinct
    cut = cut_years(distinct)
    cells = rewrite(columns[column], lambda text: text if text in cut else write_year(text))
    if not cut and (short := short_years(distinct)):
        words = f"{short[0]} is read as the year {write_year(short[0])}"
        words += f" (and {len(short) - 1:,} more so)" if len(short) > 1 else ""
        joined.told.append((column, Fault("date-years", words, YEAR_ADVICE)))
    if any(text.startswith("-") for text in columns[column].distinct):
        words = "years below 0 are read as years BC: -480 is 480 BC"
        joined.told.append((column, Fault("column-unit", words, "write -0479 for ISO years")))
    joined.cells["date"] = cells
    return joined


def _bare(name: str) -> str:
    """Return the folded name of a part of a date without further words: Date.Year, Start Year."""
    rest = [word for word in split_words(name) if word not in DATES | STARTS]
    return rest[0] if len(rest) == 1 else fold_name(name)


def end_column(free: Sequence[str], columns: Mapping[str, TextColumn], starts: TextColumn) -> str:
    """Return the column that says when something ended, "" where none does.

    Bare numbers are years in a column that is called so, and where the `starts` are; else they
    may count anything, as in "casualties to date".
    """
    for name in free:
        words = set(split_words(name))
        if not words & ENDS:
            continue
        is_called_so = len(words) == 1 or words & YEARS or (words & DATES and _are_bare(starts))
        if is_called_so or not _are_bare(columns[name]):
            return name
    return ""


def _are_bare(cells: TextColumn) -> bool:
    """Return whether the first cells are numbers that may count anything, or none is stated."""
    stated = [text for text in cells[:LOOKED_AT] if text]
    return 2 * sum(bool(_NUMBER.fullmatch(text)) for text in stated) >= len(stated)


def _are_years(cells: TextColumn) -> bool:
    stated = [text.removeprefix("-") for text in cells[:LOOKED_AT] if text]
    return 2 * sum(bool(_PART.fullmatch(text)) for text in stated) > len(stated)


def _are_within(cells: TextColumn, most: int) -> bool:
    stated = [text for text in cells[:LOOKED_AT] if text]
    right = [text for text in stated if (m := _PART.fullmatch(text)) and int(m[1]) <= most]
    return bool(stated) and len(right) == len(stated)


def _write_date(parts: Sequence[str]) -> str:
    """Return year, month and day as ISO 8601, as far as they are stated; 0 is not stated."""
    year, *rest = (_plain(text) for text in parts)
    # of a year of two digits with its month, the century is missing
    text = year if year.isdecimal() and len(year) < 3 else write_year(year)
    for part in rest:
        if not text or text.endswith("BC") or not part.isdecimal() or not int(part):
            break
        text += f"-{int(part):02}"
    return text


def _plain(text: str) -> str:
    match = _PART.fullmatch(text)
    return match[1] if match else text
