"""Scenarios of ORBAT Mapper -> one row for each unit and place (https://docs.orbat-mapper.app)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from deploymap.problems import DataError, Fault, Problem, shorten
from deploymap.sheets.formats.jsontext import Number, as_number, json_text, load_json
from deploymap.sheets.formats.rows import INCLUDE, beyond_limit, broken
from deploymap.sheets.formats.scenario_tree import (
    Found,
    Home,
    Homes,
    dicts,
    find_homes,
    find_units,
    home_after,
    says_hidden,
)
from deploymap.sheets.formats.values import moment_text, number_text
from deploymap.sheets.sheet import Content, most_cells

COLUMNS = ("id", "name", "side", "sidc", "parent", "lat", "lon", "date", "note", "source_url")

# left out where no unit says anything in them
RARE = (
    *("short_name", "group", "status", "reinforced_status", "event"),
    *("personnel", "equipment", "supplies"),
)

# characters of changed equipment and the like that a small scenario may have
SPARE_TEXT = 2_000_000

HIDDEN = "hidden"  # what a row says beside its cells: whether the unit is

SID_INDEX = 3  # of the digit for the standard identity in a code of 20 digits

_START = re.compile(rb'"type"\s*:\s*"ORBAT-mapper(?:-encrypted)?"')
_ADVICE = "download the scenario in ORBAT Mapper once more (File, Download scenario)"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row = dict[str, str]
Entries = list[dict[str, Any]]

# what a unit has, and the counts of it: as planned, and what is left of it
HOLDINGS = ("personnel", "equipment", "supplies")
COUNTS = ("count", "onHand")


def is_scenario(start: bytes) -> bool:
    """Whether the first bytes of a file (some thousands) are those of a scenario."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and bool(_START.search(start))


def read_scenario(data: bytes, file: str, *, include_hidden: bool = False) -> Content:
    """Return one row for each state of each unit, or one without date if it has no states.

    A row has all that holds from its date on: states change some of it and leave the rest. `lat`
    and `lon` are blank where a unit is not on the map, or no more. Units that are hidden, or of
    whom a superior, group or side is, are left out, unless `include_hidden`.

    `lines` has the numbers of the units, from 1, in the order of the file. Positions are WGS84 in
    degrees. `sidc` has the side's identity written into it, as ORBAT Mapper does. Dates
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
    if problems := [problem for found in units for problem in _find_faults(found, file)]:
        raise DataError(problems)
    zone, homes = _zone_of(json_text(root.get("timeZone"))), find_homes(root, units)
    rows = _gather_rows(units, zone, homes, file, size=len(data))
    hidden = [] if include_hidden else _hidden_units(rows)
    if hidden:
        rows = [
            (number, row) for number, row in rows if number not in hidden and not _is_hidden(row)
        ]
    if not rows:
        raise broken(file, "has no units that are not hidden", INCLUDE)
    names = [*COLUMNS, *(name for name in RARE if any(row.get(name) for _, row in rows))]
    return Content(
        names=names,
        cells=[row.get(name, "") for _, row in rows for name in names],
        lines=[number for number, _ in rows],
        part="unit",
        has_numbers=True,
        problems=[*_tell_hidden(hidden, file), *_find_taken_off(rows, file)],
        title=json_text(root.get("name")),
    )


def _gather_rows(
    units: Sequence[Found], zone: tzinfo, homes: Homes, file: str, *, size: int
) -> list[tuple[int, Row]]:
    """Return all rows with the numbers of their units; `size` is the file's, in bytes.

    Raises DataError where the rows would outgrow the file.
    """
    rows: list[tuple[int, Row]] = []
    spare = max(SPARE_TEXT, size)
    for found in units:
        before = ""
        for row in _rows_of(found, zone, homes):
            held = "".join(row[name] for name in HOLDINGS)
            spare -= len(held) if held != before else 0
            before = held
            rows.append((found.number, row))
            if spare < 0 or len(rows) * len(COLUMNS) > most_cells(size):
                raise beyond_limit(file, "has too many states", "delete those that say little")
    return rows


def _is_hidden(row: Row) -> bool:
    """Return whether a unit, or what it belongs to, is hidden when a row of it holds."""
    return bool(row[HIDDEN])


def _hidden_units(rows: Sequence[tuple[int, Row]]) -> list[int]:
    """Return the numbers of the units that are hidden at last."""
    return [number for number, row in dict(rows).items() if _is_hidden(row)]


def _tell_hidden(hidden: Sequence[int], file: str) -> list[Problem]:
    """Return a notice of how many units are left out, for they are hidden."""
    if not hidden:
        return []
    many = len(hidden) > 1
    units = f"{len(hidden):,} unit{'s' * many}"
    words = f"{units} left out, for {'they are' if many else 'it is'} hidden"
    return [
        Problem.of_cell(
            file, hidden[0], None, Fault("hidden-rows", words, INCLUDE), "notice", part="unit"
        )
    ]


def _find_taken_off(rows: Sequence[tuple[int, Row]], file: str) -> list[Problem]:
    """Return a notice of the units that had a place and at last have none."""
    newest = dict(rows)
    had = {number for number, row in rows if row["lat"]}
    gone = [number for number, row in newest.items() if number in had and not row["lat"]]
    if not gone:
        return []
    first = newest[gone[0]]
    words = f"{shorten(first['name']) or 'the unit'} was taken off the map on {first['date']}"
    more = f", and {len(gone) - 1:,} more units were" if len(gone) > 1 else ""
    message = f"{words}{more}: not shown"
    return [
        Problem.of_cell(file, gone[0], None, Fault("taken-off", message), "notice", part="unit")
    ]


def _find_faults(found: Found, file: str) -> list[Problem]:
    """Return what is wrong with a unit: it is none, or a place of it is no place."""
    if not isinstance(found.unit, dict):
        messages = ["is no unit"]
    else:
        places = [each.get("location") for each in [found.unit, *dicts(found.unit.get("state"))]]
        wrong = [place for place in places if place is not None and _read_place(place) is None]
        messages = ["has a location that is no longitude and latitude"] * bool(wrong)
    return [
        Problem.of_cell(
            file, found.number, None, Fault("format-broken", each, _ADVICE), part="unit"
        )
        for each in messages
    ]


def _read_place(place: Any) -> tuple[str, str] | None:
    """Return latitude and longitude of a location, None where it is none."""
    if not isinstance(place, list) or len(place) < 2:
        return None
    lon, lat = map(as_number, place[:2])
    return None if lat is None or lon is None else (number_text(lat), number_text(lon))


def _rows_of(found: Found, zone: tzinfo, homes: Homes) -> Iterator[Row]:
    """Yield the rows of a unit: what holds after each of its states, else what holds at the start.

    What a state does not speak of stays as it was. Of states of one time the last counts.
    """
    row, home = _make_row(found), found.home
    alone = says_hidden(found.unit)
    holdings = {name: dicts(found.unit.get(name)) for name in HOLDINGS}
    states = sorted(
        dicts(found.unit.get("state")), key=lambda each: _moment_of(each.get("t"), zone)
    )
    last: Row | None = None
    for state in states:
        home = home_after(state, home, homes)
        row |= _texts_of_home(home) | _changes_of(state)
        for name in _changed_holdings(state):
            holdings[name] = _change_holding(holdings[name], state, name)
            row[name] = _amounts(holdings[name])
        date, event = _date_text(state.get("t"), zone), json_text(state.get("title"))
        if last is not None and last["date"] != date:
            yield last
        last = {**row, **_finish(row, home, alone=alone), "date": date, "event": event}
    yield last or {**row, **_finish(row, home, alone=alone)}


def _finish(row: Row, home: Home, *, alone: bool) -> Row:
    """Return the code by the side, and whether the unit is hidden.

    `alone` is whether it says so of itself.
    """
    hidden = "yes" if alone or home.hidden else ""
    return {"sidc": _identify(row["sidc"], home.side), HIDDEN: hidden}


def _make_row(found: Found) -> Row:
    """Return what holds for a unit at the start."""
    unit = found.unit
    lat, lon = _read_place(unit.get("location")) or ("", "")
    return {
        "id": json_text(unit.get("id")),
        "name": json_text(unit.get("name")),
        "short_name": json_text(unit.get("shortName")),
        "sidc": json_text(unit.get("sidc")),
        "lat": lat,
        "lon": lon,
        "status": json_text(unit.get("status")),
        "reinforced_status": _reinforced(unit),
        "note": json_text(unit.get("description")),
        "source_url": json_text(unit.get("externalUrl")),
        **_texts_of_home(found.home),
        **{name: _amounts(dicts(unit.get(name))) for name in HOLDINGS},
    }


def _texts_of_home(home: Home) -> Row:
    """Return the side, the group and the superior as cells."""
    side, group = json_text(home.side.get("name")), json_text(home.group.get("name"))
    return {"side": side, "group": group, "parent": home.parent}


def _changes_of(state: dict[str, Any]) -> Row:
    """Return which cells a state changes from its time on, but for what the unit has and leads."""
    changes: Row = {}
    if "location" in state:  # null takes the unit off the map
        changes["lat"], changes["lon"] = _read_place(state["location"]) or ("", "")
    for name, key in (("name", "name"), ("short_name", "shortName"), ("sidc", "sidc")):
        if text := json_text(state.get(key)):
            changes[name] = text
    if "status" in state:  # null takes it away
        changes["status"] = json_text(state["status"])
    if "reinforcedStatus" in state:
        changes["reinforced_status"] = _reinforced(state)
    return changes


def _changed_holdings(state: dict[str, Any]) -> list[str]:
    """Return which of people, equipment and supplies a state speaks of."""
    said = [part for key in ("update", "diff") if isinstance(part := state.get(key), dict)]
    return [name for name in HOLDINGS if any(dicts(part.get(name)) for part in said)]


def _change_holding(entries: Entries, state: dict[str, Any], name: str) -> Entries:
    """Return a list of names and counts after a state: `update` replaces counts, `diff` adds."""
    by_name = {json_text(each.get("name")): each for each in entries}
    for key in ("update", "diff"):
        part = state.get(key)
        for change in dicts(part.get(name)) if isinstance(part, dict) else []:
            item = json_text(change.get("name"))
            old = by_name.get(item, {"name": item})
            new = {count: change[count] for count in COUNTS if count in change}
            if key == "diff":
                new = {count: _add(old.get(count), by) for count, by in new.items()}
            by_name[item] = {**old, **new}
    return list(by_name.values())


def _add(value: Any, change: Any) -> Any:
    """Return the sum of two JSON numbers; what is none counts as 0."""
    return Number(number_text((as_number(value) or 0) + (as_number(change) or 0)))


def _identify(sidc: str, side: dict[str, Any]) -> str:
    """Write the side's standard identity into a code of 20 digits."""
    identity = json_text(side.get("standardIdentity"))
    if len(sidc) < 20 or not sidc.isdigit() or not re.fullmatch("[0-9]", identity):
        return sidc
    return sidc[:SID_INDEX] + identity + sidc[SID_INDEX + 1 :]


def _reinforced(value: dict[str, Any]) -> str:
    """Return whether a unit is reinforced or reduced; a blank for neither."""
    text = json_text(value.get("reinforcedStatus"))
    return "" if text == "None" else text


def _amounts(entries: Entries) -> str:
    """Return names and counts as text, such as `T-72 31; BMP-2 120 (97 on hand)`."""
    words = []
    for entry in entries:
        name, count, on_hand = (json_text(entry.get(key)) for key in ("name", *COUNTS))
        rest = f"({on_hand} on hand)" if on_hand and on_hand != count else ""
        words.append(" ".join(filter(None, (name, count, rest))))
    return "; ".join(words)


def _zone_of(name: str) -> tzinfo:
    """Return the time zone of this name, UTC where it is not known."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else UTC
    # whatever a name can do wrong: unknown, a folder, characters that no path may have
    except (KeyError, ValueError, OSError):
        return UTC


def _read_moment(value: Any, zone: tzinfo) -> datetime | None:
    """Return a time: milliseconds since 1970, or ISO text with its own offset from UTC."""
    try:
        if isinstance(value, Number):
            return (_EPOCH + timedelta(milliseconds=float(value))).astimezone(zone)
        moment = datetime.fromisoformat(json_text(value))
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _moment_of(value: Any, zone: tzinfo) -> float:
    """Return the time for sorting; what is none comes first."""
    moment = _read_moment(value, zone)
    return float("-inf") if moment is None else (moment - _EPOCH).total_seconds()


def _date_text(value: Any, zone: tzinfo) -> str:
    """Return a time as the ISO date, with the time of the day where that is not midnight."""
    moment = _read_moment(value, zone)
    return json_text(value) if moment is None else moment_text(moment.replace(tzinfo=None))
