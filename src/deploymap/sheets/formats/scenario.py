"""Scenarios of ORBAT Mapper -> one row for each unit and place (https://docs.orbat-mapper.app)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from deploymap.errors import DataError, Problem
from deploymap.sheets.formats.jsontext import Number, as_number, json_text, load_json
from deploymap.sheets.formats.rows import beyond_limit, broken
from deploymap.sheets.formats.values import moment_text, number_text
from deploymap.sheets.sheet import Content, most_cells

COLUMNS = ("id", "name", "side", "sidc", "parent", "lat", "lon", "date", "note", "source_url")

# left out where no unit says anything in them
RARE = (
    *("short_name", "group", "status", "reinforced_status", "event"),
    *("personnel", "equipment", "supplies"),
)

SID_INDEX = 3  # of the digit for the standard identity in a code of 20 digits

_START = re.compile(rb'"type"\s*:\s*"ORBAT-mapper(?:-encrypted)?"')
_ADVICE = "download the scenario in ORBAT Mapper once more (File, Download scenario)"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row = dict[str, str]


@dataclass(frozen=True)
class Found:
    """One unit: where it stands in the order of battle, and its number in the file, from 1."""

    number: int
    unit: Any
    side: dict[str, Any]
    group: dict[str, Any]
    parent: str


def is_scenario(start: bytes) -> bool:
    """Whether the first bytes of a file (some thousands) are those of a scenario."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and bool(_START.search(start))


def read_scenario(data: bytes, file: str) -> Content:
    """Return one row for each dated place of each unit; one without date, if it has no such place.

    `lines` has the numbers of the units, from 1, in the order of the file. `lat` and `lon` are
    WGS84 in degrees. `sidc` has the side's identity written into it, as ORBAT Mapper does. Dates
    are those of the scenario's time zone. `file` is the name for messages.

    Raises DataError: no scenario, a protected one, or units that cannot be read.
    """
    root = load_json(data, file, _ADVICE)
    kind = root.get("type") if isinstance(root, dict) else None
    if kind == "ORBAT-mapper-encrypted":
        raise broken(file, "is protected by a password", "save the scenario without one")
    if kind != "ORBAT-mapper":
        raise broken(file, "is no scenario of ORBAT Mapper", _ADVICE)
    units = list(find_units(root))
    if not units:
        raise broken(file, "has no units", _ADVICE)
    if len(units) * len(COLUMNS) > most_cells(len(data)):
        raise beyond_limit(file, "has too many units that say nothing", "delete them")
    if problems := [problem for found in units for problem in find_faults(found, file)]:
        raise DataError(problems)
    zone = zone_of(json_text(root.get("timeZone")))
    known = frozenset(json_text(found.unit.get("id")) for found in units)
    rows = [(found.number, row) for found in units for row in rows_of(found, zone, known)]
    names = [*COLUMNS, *(name for name in RARE if any(row.get(name) for _, row in rows))]
    return Content(
        names=names,
        cells=[row.get(name, "") for _, row in rows for name in names],
        lines=[number for number, _ in rows],
        part="unit",
        has_numbers=True,
    )


def find_units(root: dict[str, Any]) -> Iterator[Found]:
    """Yield all units, each before those that belong to it."""
    stack: list[tuple[Any, dict[str, Any], dict[str, Any], str]] = []
    for side in dicts(root.get("sides")):
        stack += [(unit, side, {}, "") for unit in listed_in(side, "subUnits")]
        for group in dicts(side.get("groups")):
            # the name `units` is that of the versions before 0.6
            units = [*listed_in(group, "subUnits"), *listed_in(group, "units")]
            stack += [(unit, side, group, "") for unit in units]
    stack.reverse()
    number = 0
    while stack:
        unit, side, group, parent = stack.pop()
        number += 1
        yield Found(number, unit, side, group, parent)
        below = listed_in(unit, "subUnits") if isinstance(unit, dict) else []
        own = json_text(unit.get("id")) if below else ""
        stack += [(each, side, group, own) for each in reversed(below)]


def dicts(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def listed_in(value: dict[str, Any], name: str) -> list[Any]:
    """Return the list of this name, an empty one where there is none."""
    found = value.get(name)
    return found if isinstance(found, list) else []


def find_faults(found: Found, file: str) -> list[Problem]:
    """Return what is wrong with a unit: it is none, or a place of it is no place."""
    if not isinstance(found.unit, dict):
        messages = ["is no unit"]
    else:
        places = [each.get("location") for each in [found.unit, *dicts(found.unit.get("state"))]]
        wrong = [place for place in places if place is not None and read_place(place) is None]
        messages = ["has a location that is no longitude and latitude"] * bool(wrong)
    return [
        Problem(file, found.number, None, each, "error", "format-broken", _ADVICE, "", "unit")
        for each in messages
    ]


def read_place(place: Any) -> tuple[str, str] | None:
    """Return latitude and longitude of a location, None where it is none."""
    if not isinstance(place, list) or len(place) < 2:
        return None
    lon, lat = map(as_number, place[:2])
    return None if lat is None or lon is None else (number_text(lat), number_text(lon))


def rows_of(found: Found, zone: tzinfo, known: frozenset[str]) -> Iterator[Row]:
    """Yield the rows of a unit: one for each dated place, else one with what place it has."""
    row = make_row(found)
    states = sorted(dicts(found.unit.get("state")), key=lambda each: moment_of(each.get("t"), zone))
    moved = False
    for state in states:
        row |= changes_of(state, found, known)
        if place := read_place(state.get("location")):
            moved = True
            lat, lon = place
            event = json_text(state.get("title"))
            date = date_text(state.get("t"), zone)
            yield {**row, "lat": lat, "lon": lon, "date": date, "event": event}
    if not moved:
        lat, lon = read_place(found.unit.get("location")) or ("", "")
        yield {**make_row(found), "lat": lat, "lon": lon}


def make_row(found: Found) -> Row:
    """Return what holds for a unit at the start."""
    unit = found.unit
    return {
        "id": json_text(unit.get("id")),
        "name": json_text(unit.get("name")),
        "short_name": json_text(unit.get("shortName")),
        "side": json_text(found.side.get("name")),
        "group": json_text(found.group.get("name")),
        "sidc": identify(json_text(unit.get("sidc")), found.side),
        "parent": found.parent,
        "status": json_text(unit.get("status")),
        "reinforced_status": reinforced(unit),
        "note": json_text(unit.get("description")),
        "source_url": json_text(unit.get("externalUrl")),
        **{name: amounts(unit.get(name)) for name in ("personnel", "equipment", "supplies")},
    }


def changes_of(state: dict[str, Any], found: Found, known: frozenset[str]) -> Row:
    """Return what a state changes from its time on: the symbol, the status, the superior."""
    changes = {
        "sidc": identify(json_text(state.get("sidc")), found.side),
        "reinforced_status": reinforced(state),
    }
    changes = {name: text for name, text in changes.items() if text}
    if "status" in state:  # null takes it away
        changes["status"] = json_text(state["status"])
    move = state.get("hierarchy")
    if isinstance(move, dict):
        onto = move.get("targetId") if move.get("placement") == "on" else None
        parent = json_text(move.get("parentId") or onto)
        # the target may be a group or a side as well
        changes |= {"parent": parent} if parent in known else {}
    return changes


def identify(sidc: str, side: dict[str, Any]) -> str:
    """Write the side's standard identity into a code of 20 digits."""
    identity = json_text(side.get("standardIdentity"))
    if len(sidc) < 20 or not sidc.isdigit() or not re.fullmatch("[0-9]", identity):
        return sidc
    return sidc[:SID_INDEX] + identity + sidc[SID_INDEX + 1 :]


def reinforced(value: dict[str, Any]) -> str:
    """Return whether a unit is reinforced or reduced; a blank for neither."""
    text = json_text(value.get("reinforcedStatus"))
    return "" if text == "None" else text


def amounts(value: Any) -> str:
    """Return a list of names and counts as text, such as `T-72 31; BMP-2 120`."""
    pairs = ((json_text(each.get("name")), json_text(each.get("count"))) for each in dicts(value))
    return "; ".join(" ".join(filter(None, pair)) for pair in pairs)


def zone_of(name: str) -> tzinfo:
    """Return the time zone of this name, UTC where it is not known."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else UTC
    # whatever a name can do wrong: unknown, a folder, characters that no path may have
    except (KeyError, ValueError, OSError):
        return UTC


def read_moment(value: Any, zone: tzinfo) -> datetime | None:
    """Return a time: milliseconds since 1970, or ISO text with its own offset from UTC."""
    try:
        if isinstance(value, Number):
            return (_EPOCH + timedelta(milliseconds=float(value))).astimezone(zone)
        moment = datetime.fromisoformat(json_text(value))
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def moment_of(value: Any, zone: tzinfo) -> float:
    """Return the time for sorting; what is none comes first."""
    moment = read_moment(value, zone)
    return float("-inf") if moment is None else (moment - _EPOCH).total_seconds()


def date_text(value: Any, zone: tzinfo) -> str:
    """Return a time as the ISO date, with the time of the day where that is not midnight."""
    moment = read_moment(value, zone)
    return json_text(value) if moment is None else moment_text(moment.replace(tzinfo=None))
