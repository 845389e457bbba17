"""The order of battle of an ORBAT Mapper scenario: who belongs to whom, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from deploymap.sheets.formats.jsontext import json_text


@dataclass(frozen=True)
class Home:
    """A place in the order of battle: the side, the group in it, the id of the superior.

    `hidden` is whether one of them is.
    """

    side: dict[str, Any]
    group: dict[str, Any]
    parent: str
    hidden: bool = False


@dataclass(frozen=True)
class Spot:
    """Where a unit comes to stand that is moved into a side, group or unit, or beside it."""

    inside: Home
    beside: Home


Homes = Mapping[str, Spot]  # by the id of a side, group or unit


@dataclass(frozen=True)
class Found:
    """One unit: where it stands at the start, and its number in the file, from 1."""

    number: int
    unit: Any
    home: Home


def find_units(root: dict[str, Any]) -> Iterator[Found]:
    """Yield all units, each before those that belong to it."""
    stack: list[tuple[Any, Home]] = []
    for side in dicts(root.get("sides")):
        top = _top_of(side)
        stack += [(unit, top) for unit in _listed_in(side, "subUnits")]
        for group in dicts(side.get("groups")):
            # the name `units` is that of the versions before 0.6
            units = [*_listed_in(group, "subUnits"), *_listed_in(group, "units")]
            stack += [(unit, _group_of(top, group)) for unit in units]
    stack.reverse()
    number = 0
    while stack:
        unit, home = stack.pop()
        number += 1
        yield Found(number, unit, home)
        below = _listed_in(unit, "subUnits") if isinstance(unit, dict) else []
        if below:
            inside = _within(home, unit)
            stack += [(each, inside) for each in reversed(below)]


def _top_of(side: dict[str, Any]) -> Home:
    """Return the place right under a side."""
    return Home(side, {}, "", says_hidden(side))


def _group_of(top: Home, group: dict[str, Any]) -> Home:
    """Return the place in a group of a side."""
    return replace(top, group=group, hidden=top.hidden or says_hidden(group))


def _within(home: Home, unit: dict[str, Any]) -> Home:
    """Return the place under a unit that stands in `home`."""
    parent = json_text(unit.get("id"))
    return replace(home, parent=parent, hidden=home.hidden or says_hidden(unit))


def says_hidden(value: dict[str, Any]) -> bool:
    """Return whether a side, group or unit says that it is hidden."""
    return value.get("isHidden") is True


def find_homes(root: dict[str, Any], units: Sequence[Found]) -> dict[str, Spot]:
    """Return for each side, group and unit where it stands, and what stands in it."""
    spots: dict[str, Spot] = {}
    for side in dicts(root.get("sides")):
        top = _top_of(side)
        spots[json_text(side.get("id"))] = Spot(top, top)
        for group in dicts(side.get("groups")):
            spots[json_text(group.get("id"))] = Spot(_group_of(top, group), top)
    for found in units:
        own = json_text(found.unit.get("id"))
        spots[own] = Spot(_within(found.home, found.unit), found.home)
    spots.pop("", None)
    return spots


def home_after(state: dict[str, Any], home: Home, homes: Homes) -> Home:
    """Return where a unit stands in the order of battle after a state; as before, if unsaid."""
    move = state.get("hierarchy")
    if not isinstance(move, dict):
        return home
    above, target = (homes.get(json_text(move.get(key))) for key in ("parentId", "targetId"))
    if above is not None:
        return above.inside
    if target is None:
        return home
    return target.inside if move.get("placement") == "on" else target.beside


def dicts(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _listed_in(value: dict[str, Any], name: str) -> list[Any]:
    """Return the list of this name, an empty one where there is none."""
    found = value.get(name)
    return found if isinstance(found, list) else []
