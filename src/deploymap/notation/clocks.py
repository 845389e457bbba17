"""Times of day as people write them beside a date: 2:30 PM, 16h30, 04:00 MSK, 241200ZFEB22."""

from __future__ import annotations

import re
from typing import NamedTuple

from deploymap.notation.months import month_number, write_date
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, shorten

# hours that the clocks of a zone are before UTC, by the letters that people write for it
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2,
    "eet": 2, "eest": 3, "trt": 3, "msk": 3, "мск": 3, "moscow time": 3, "московское время": 3,
    "jst": 9, "kst": 9, "aest": 10, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip
# letters of more than one zone, and which these are
DOUBTFUL = {
    "ist": "India, Ireland or Israel",
    "bst": "Britain's summer or Bangladesh",
    "cst": "America's centre, China or Cuba",
    "ast": "Arabia or the Atlantic",
}
LOCAL = ("local time", "local", "lt", "ortszeit", "heure locale", "hora local", "місцевого часу")
MOSCOW = ("msk", "мск", "moscow time", "московское время")
# in these years the clocks of Moscow were four hours before UTC
MOSCOW_AHEAD = ("2011-03-27", "2014-10-26")

# the zones of military date-time groups: A is one hour before UTC, N one behind; J is local
_MILITARY = {letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)}
_MILITARY |= {letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)} | {"Z": 0}
# a year of two digits in a group is one of the hundred from here on
FIRST_OF_GROUPS = 1940

_WORDS = "|".join(sorted((*ZONES, *DOUBTFUL, *LOCAL), key=len, reverse=True))
_OFFSET = r"(?:(?:utc|gmt)[+-]|\+)\d{1,2}(?::?\d{2})?"
_ZONE = rf"(?:\s?\(?(?P<zone>{_OFFSET}|(?:{_WORDS})(?![^\W\d_]))\)?)?"
_CLOCK = late_pattern(
    r"\(?(?:\b(?:at|um|в|о|об|à|alle|ore|klo?|a las)\s+)?(?<![\d:.,])(?:(?P<hour>\d{1,2})"
    r"(?:(?:[:h]|(?<=\d)\sh\s)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"|(?=\s?[ap]\.?m\b)|(?=\s?(?:uhr|h)\b)))(?!\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:hrs?|hours|uhr|h)\b\.?)?" + _ZONE,
    re.IGNORECASE,
)
# 0400, where it can be no year
_FOUR = late_pattern(
    r"(?:\s(?:at|um|в|о|об|à))?[ T](?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d\d)?"
    r"(?:\s?(?:hrs?|hours|uhr|h)\b\.?|(?=\s?(?:z|utc|gmt|msk|мск)\b)|(?<= 0\d{3})|(?<=T\d{4})"
    r"|(?<=T\d{6}))" + _ZONE + r"\Z",
    re.IGNORECASE,
)
_GROUP = late_pattern(
    r"(\d{2})\s?(\d{2})(\d{2})\s?([A-Z])\s?([^\W\d_]{3,9})\.?\s?(\d{4}|\d{2})", re.IGNORECASE
)


class Clock(NamedTuple):
    """The parts of a cell with a time: the text of its day, and hour, minute, second and zone.

    `zone` is an offset such as +03:00, "Z", or "" for a local time.
    """

    day: str
    time: tuple[str, str, str | None]
    zone: str


def split_clock(cell: str) -> Clock | None:
    """Return a cell's day and time, None where it has no time or more than one.

    The zone is as the cell writes it, for `offset_of`.
    """
    if group := _GROUP.fullmatch(cell):
        return _read_group(group)
    found = list(_CLOCK.finditer(cell)) or list(_FOUR.finditer(cell))
    if len(found) != 1 or not (match := found[0]).group("hour"):
        return None
    rest = f"{cell[: match.start()].removesuffix('T')} {cell[match.end() :]}"
    hour = int(match["hour"])
    if half := match.groupdict().get("half"):
        # past 12 there is no PM: the hour is none of a clock then
        hour = hour % 12 if hour == 12 else hour
        hour = hour + 12 if half.casefold() == "p" else hour + 24 * (hour > 12)
    time = str(hour), match["minute"] or "00", match["second"]
    return Clock(" ".join(rest.split()).strip(" ,;"), time, match["zone"] or "")


def is_group(cell: str) -> bool:
    """Return whether a cell is a military date-time group, such as 241200ZFEB22."""
    return bool(_GROUP.fullmatch(cell))


def _read_group(match: re.Match[str]) -> Clock | None:
    month = month_number(match[5].casefold())
    if month is None:
        return None
    year = int(match[6])
    if len(match[6]) == 2:
        year += FIRST_OF_GROUPS // 100 * 100
        year += 100 * (year < FIRST_OF_GROUPS)
    hours = _MILITARY.get(match[4].upper())
    zone = "" if hours is None else f"{hours:+03}:00"
    return Clock(write_date(year, month, int(match[1])), (match[2], match[3], None), zone)


def offset_of(zone: str, day: str) -> str | Fault:
    """Return the offset of a zone as cells write it on a day (ISO text), "" for a local time.

    Zones in digits stay as they are.
    """
    word = zone.casefold()
    if word in LOCAL or not word:
        return ""
    if others := DOUBTFUL.get(word):
        words = f"the zone {shorten(zone)} may be that of {others}"
        return Fault("date-ambiguous", words, "write its difference to UTC, such as 04:00+03:00")
    if word not in ZONES:
        return zone
    is_ahead = word in MOSCOW and MOSCOW_AHEAD[0] <= day < MOSCOW_AHEAD[1]
    return f"{ZONES[word] + is_ahead:+03}:00"
