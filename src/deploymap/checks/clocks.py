"""The time of day of a row, from a column beside that of its date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from deploymap.checks.joining import Joined
from deploymap.checks.parts import DATES, STARTS
from deploymap.checks.rewriting import combine
from deploymap.checks.spelling import folded_words, plain_name, split_words
from deploymap.notation.dates import find_order, read_dates
from deploymap.notation.digits import plain_digits
from deploymap.notation.months import Order
from deploymap.notation.numbers import is_unknown
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, shorten
from deploymap.sheets.texts import TextColumn

# what a column of such times is taken for; with the dates it is withheld
TIME_OF_DATE = "the time of date"
HOURS = folded_words("hour hr hh stunde heure hora godzina ora saat")
HOURS |= folded_words("час година uur klokkeslett timme kello hodina óra 时 時 시 ساعة")
TIMES = HOURS | folded_words(
    "time times hhmm clock uhrzeit zeit tijd tijdstip orario время часу czas čas cas время"
    " 时间 時間 時刻 时刻 시간 시각 وقت الوقت التوقيت שעה זמן ساعت tid tidpunkt idő aika"
)
# words beside it that change nothing: the time at which something happened or began, as clocks show
OTHERS = STARTS | DATES | folded_words("of day the event local lt ortszeit locale 24h h uhr d")
ZONED = {"utc", "gmt", "z", "zulu", "msk", "мск", "cet", "cest", "mez", "mesz", "eet", "eest"}

_DIGITS = late_pattern(r"(\d{1,2}?)(\d\d)(\d\d)?(?:\s?(?:hrs?|hours|uhr|h))?\s?([^\d\s].*)?", re.I)
_HOUR = late_pattern(r"(\d{1,2})(?:\.0)?")
_POINT = late_pattern(r"(\d{1,2})\.(\d\d)(.*)")
_DAY = "2000-01-01"  # any one, of which a time is tried


def join_clock(
    columns: Mapping[str, TextColumn],
    own: Mapping[str, str],
    free: Sequence[str],
    joined: Joined,
) -> None:
    """Put the times of day of a column into the cells of `date`, which say the day alone.

    Times are such as 06:30, 0630, 6.30, 2:30 PM, 06:30Z, or hours; the column's name may say their
    zone. Where one is not understood, or its row has no day, none is put there.
    """
    column = own.get("date", "")
    name = next((other for other in free if _is_of_times(other)), "")
    if not column or not name:
        return
    days = joined.cells.get("date", columns[column])
    stated = [text for text in columns[name].distinct if text and not is_unknown(text)]
    times = {text: time for text in stated if (time := _read_time(text, name))}
    if not times or 2 * len(times) < len(stated):
        return
    order, _ = find_order(days.distinct)
    whole = {day for day in days.distinct if day and _is_day(day, order)}
    strange: list[str] = []

    def compose(texts: Sequence[str]) -> str:
        day, time = texts
        if not time or is_unknown(time):
            return day
        if day not in whole and _has_time(day, order, times.get(time, "")):
            return day
        if time not in times or day not in whole:
            strange.append(f"{time} of {day or 'no date'}")
            return day
        return f"{day} {times[time]}"

    cells = combine([days, columns[name]], compose)
    if strange:
        words = f"is no time of date: {shorten(strange[0])} cannot be one"
        words += f" (and {len(strange) - 1:,} more)" if len(strange) > 1 else ""
        advice = "write times such as 06:30, and whole dates beside them"
        joined.told.append((name, Fault("time-apart", words, advice)))
        return
    joined.cells["date"] = cells
    joined.parts[name] = TIME_OF_DATE
    sample = next(iter(times))
    words = f"{plain_name(column)}, {plain_name(name)} are read together as one date"
    words += f"; {shorten(sample)} is read as {times[sample]}" if times[sample] != sample else ""
    advice = f"rename {plain_name(name)} where it is something else"
    joined.told.append((column, Fault("columns-joined", words, advice)))


def _is_of_times(name: str) -> bool:
    words = [word for word in split_words(name) if word not in OTHERS | ZONED]
    return len(words) == 1 and words[0] in TIMES


def _read_time(cell: str, name: str) -> str:
    """Return a time of day as a date may have it after it, "" for what is none."""
    text = " ".join(plain_digits(cell).split())
    words = {*split_words(name)}
    if match := _HOUR.fullmatch(text):
        text = f"{int(match[1]):02}:00" if words & HOURS else ""
    elif match := _POINT.fullmatch(text):
        text = f"{int(match[1]):02}:{match[2]}{match[3]}"
    elif match := _DIGITS.fullmatch(text):
        hour, minute, second, zone = match.groups()
        text = f"{int(hour):02}:{minute}{f':{second}' if second else ''} {zone or ''}".strip()
    zones = sorted(words & ZONED)
    zone = "UTC" if not zones or zones[0] in ("z", "zulu") else zones[0].upper()
    for ended in (f"{text} {zone}", text) if zones else (text,):
        found, _ = read_dates([f"{_DAY} {ended}"], order=None, serials=False)
        if text and found and not next(iter(found.values())).span:
            return ended
    return ""


def _has_time(text: str, order: Order, time: str) -> bool:
    """Return whether a cell of dates says a time itself, and the same as stands beside it."""
    found, _ = read_dates([text], order=order, serials=False)
    beside, _ = read_dates([f"{_DAY} {time}"], order=order, serials=False)
    times = [said.date.partition("T")[2] for both in (found, beside) for said in both.values()]
    return len(times) == 2 and times[0] == times[1] != ""


def _is_day(text: str, order: Order) -> bool:
    """Return whether a cell is one day without a time, to which a time may be added."""
    bare, _ = read_dates([text], order=order, serials=False)
    with_time, _ = read_dates([f"{text} 12:34"], order=order, serials=False)
    return (
        text in bare
        and not bare[text].span
        and [found.date for found in with_time.values()] == [f"{bare[text].date}T12:34"]
    )
