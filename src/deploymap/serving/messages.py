"""What pages ask for, and what they are told of it: the changes of `server.py` as JSON has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from deploymap.edit.faults import ConflictError
from deploymap.problems import DataError, DeploymapError, UnwritableError
from deploymap.serving.besides import TooOldError
from deploymap.serving.project import Position, Project
from deploymap.serving.shown import Row

T = TypeVar("T")

ACTIONS = (
    *("/move", "/change", "/draw", "/add", "/copy", "/delete", "/undo", "/redo"),
    *("/cells", "/shape"),
)
WISH = re.compile(r"[0-9a-z-]{1,64}")
DRAWINGS = ("/draw", "/add")  # which may have the points of a shape


def understand(
    project: Project, action: str, said: Mapping[str, Any]
) -> tuple[str, Callable[[], object]]:
    """Return what makes a change, and what its outcome is called.

    Raises `ValueError` where what is said of the change is not as it should be.
    """
    if action in ("/undo", "/redo"):
        step = project.undo if action == "/undo" else project.redo
        meant, seen = _take_word(said, "step"), _take_seen(said)
        return "step", lambda: step(meant, seen)
    if action == "/add":
        version, texts = _take(said, "version", int), _take_texts(said)
        where = _take_position(said) if {"position", "lat"} & {*said} else None
        name = _take(said, "sheet", str) if "sheet" in said else "units"
        points = _take_points(said["points"]) if "points" in said else ()
        wish = _take_wish(said)
        return "changed", lambda: project.add(version, texts, where, name, points, wish=wish)
    unit = _take(said, "version", int), _take_row(said)
    if action == "/cells":
        return "cells", lambda: dict(project.cells(*unit))
    if action == "/shape":
        return "shape", lambda: project.shape(*unit)
    if action == "/draw":
        old, parts = _take_parts(said, "old"), _take_parts(said, "parts")
        date, seen = _take_word(said, "date"), _take_seen(said)
        return "changed", lambda: project.draw(*unit, old, parts, date, seen=seen)
    if action == "/move":
        date = _take_word(said, "date")
        position = _take_position(said)
        stood = _take(said, "stood", str) if "stood" in said else None
        seen = _take_seen(said)
        return "changed", lambda: project.move(*unit, position, date, stood=stood, seen=seen)
    if action == "/change":
        texts = _take_texts(said)
        seen = _take_seen(said)
        return "changed", lambda: project.change(*unit, texts, seen)
    if action == "/copy":
        wanted, wish = _take_word(said, "wanted"), _take_wish(said)
        return "changed", lambda: project.copy(*unit, wanted, wish=wish)
    seen, wish = _take_seen(said), _take_wish(said)
    return "changed", lambda: project.delete(*unit, seen, wish=wish)


def tell(error: DeploymapError) -> dict[str, object]:
    """Return what is told of a change that is not made.

    `faults` are those of single columns, `conflict` the cells that others changed, of which the
    person chooses; `isUnwritten` tells that the file cannot be written, and may be later, `isOld`
    that the page's version of the map is not known.
    """
    told: dict[str, object] = {"problem": str(error)}
    if isinstance(error, DataError):
        faults = error.problems
        told["faults"] = [{"column": p.column, "words": f"{p.message}; {p.advice}"} for p in faults]
    if isinstance(error, ConflictError):
        told["conflict"] = [clash._asdict() for clash in error.clashes]
    told |= {"isUnwritten": True} if isinstance(error, UnwritableError) else {}
    return told | ({"isOld": True} if isinstance(error, TooOldError) else {})


def _take(said: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """Return a value of a message; raises `ValueError` where it is not of its kind."""
    value = said.get(name)
    if type(value) is not kind:
        raise ValueError(f"{name} is no {kind.__name__}")
    return value


def _take_row(said: Mapping[str, Any]) -> Row:
    """Return which row a message means."""
    held = _take_word(said, "held")
    called = _take(said, "called", str) if "called" in said else None
    if "sheet" not in said:
        return Row(_take(said, "unit", str), held, called=called)
    return Row(
        _take(said, "unit", str), held, _take(said, "sheet", str), _take(said, "number", int)
    )


def _take_texts(said: Mapping[str, Any], name: str = "texts") -> dict[str, str]:
    """Return the texts of a message, by the names of their columns."""
    texts = _take(said, name, dict)
    if not all(type(text) is str for text in texts.values()):
        raise ValueError("a text is none")
    return texts


def _take_seen(said: Mapping[str, Any]) -> dict[str, str]:
    """Return what somebody saw of the row, {} where nothing is said of that."""
    return _take_texts(said, "seen") if "seen" in said else {}


def _take_word(said: Mapping[str, Any], name: str) -> str:
    """Return a text of a message, "" where there is none."""
    return _take(said, name, str) if name in said else ""


def _take_wish(said: Mapping[str, Any]) -> str:
    """Return the page's mark of what it wishes, which stands on a line of a file."""
    wish = _take_word(said, "wish")
    if wish and not WISH.fullmatch(wish):
        raise ValueError("a wish has another mark")
    return wish


def _take_position(said: Mapping[str, Any]) -> Position:
    """Return the position of a message: a text, or lat and lon that can be."""
    if "position" in said:
        return _take(said, "position", str)
    return _take_degrees(said.get("lat"), 90), _take_degrees(said.get("lon"), 180)


def _take_degrees(value: object, most: int) -> float:
    if not (type(value) is int or type(value) is float) or not abs(value) <= most:
        raise ValueError("no number of degrees")
    return float(value)


def _take_parts(said: Mapping[str, Any], name: str) -> list[list[tuple[float, float]]]:
    """Return the lines and rings of a message."""
    return [_take_points(points) for points in _take(said, name, list)]


def _take_points(said: object) -> list[tuple[float, float]]:
    """Return points of a message, lon and lat; the world may be gone round by them."""
    if type(said) is not list or any(type(one) is not list or len(one) != 2 for one in said):
        raise ValueError("points are none")
    return [(_take_degrees(lon, 540), _take_degrees(lat, 90)) for lon, lat in said]
