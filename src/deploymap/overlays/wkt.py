"""Well-known text and GeoJSON of one geometry -> an object as GeoJSON has it.

https://www.ogc.org/standard/sfa/ (WKT), https://www.rfc-editor.org/rfc/rfc7946 (GeoJSON). What is
read is the form alone; `borders.repair` looks at the positions.
"""

from __future__ import annotations

import json
import re
from typing import Any

from deploymap.depth import MOST_DEPTH, find_depth
from deploymap.problems import nearest_word, shorten

# how many brackets stand around the positions of each type
LEVELS = {
    "POINT": ("Point", 0),
    "MULTIPOINT": ("MultiPoint", 1),
    "LINESTRING": ("LineString", 1),
    "MULTILINESTRING": ("MultiLineString", 2),
    "POLYGON": ("Polygon", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
}
COLLECTION = "GEOMETRYCOLLECTION"
EXAMPLE = "write such as LINESTRING(37.5 48.1, 37.8 48.3) or POLYGON((37 48, 38 48, 38 49, 37 48))"

# a number is followed by no more of one: 37.548.1 is none, nor two
_TOKEN = re.compile(
    r"\s*(?:([A-Za-z]+)|([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?![\w.+-])|([(),]))"
)
_SRID = re.compile(r"\s*SRID\s*=\s*(\d+)\s*;", re.IGNORECASE)
_DIMENSIONS = frozenset({"Z", "M", "ZM"})
# numbers of a position: lon, lat and height, and a measure where it is announced
MOST_NUMBERS, MOST_OF_ZM = 3, 4


class FormError(ValueError):
    """A text is no geometry: what was found, and what to try."""

    def __init__(self, message: str, advice: str = EXAMPLE) -> None:
        """Keep both."""
        self.advice = advice
        super().__init__(message)


def read_geometry(text: str) -> dict[str, Any]:
    """Return the geometry that a text holds, as GeoJSON has it; FormError where there is none."""
    if text.lstrip().startswith("{"):
        return _read_json(text)
    srid = _SRID.match(text)
    if srid and srid[1] != "4326":
        advice = "give lon, lat in degrees (EPSG:4326), or a file that says its CRS"
        raise FormError(f"is in EPSG:{srid[1]}, not in lon, lat", advice)
    reader = _Reader(text, srid.end() if srid else 0)
    geometry = reader.geometry()
    if reader.at < len(reader.tokens) - 1:
        raise reader.fault("the end of the geometry")
    return geometry


def _read_json(text: str) -> dict[str, Any]:
    """Return the geometry of a GeoJSON text, also of a feature."""
    advice = 'write such as {"type": "LineString", "coordinates": [[37.5, 48.1], [37.8, 48.3]]}'
    if find_depth(text.encode("utf-8", "replace")) > MOST_DEPTH:
        raise FormError("has too many brackets within each other", advice)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        words = getattr(error, "msg", None) or "a number that is too long"
        raise FormError(f"is no GeoJSON ({words})", advice) from None
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = found.get("geometry")
    if not isinstance(found, dict) or not isinstance(found.get("type"), str):
        raise FormError("is JSON, but no geometry of GeoJSON", advice)
    return found


class _Reader:
    """Reads one text from left to right; all errors say at which character."""

    def __init__(self, text: str, start: int) -> None:
        """Part the text into words, numbers and marks; what is none of them ends it."""
        self.tokens: list[tuple[str, str, int]] = []
        at, self.text = start, text
        while match := _TOKEN.match(text, at):
            kind = ("word", "number", "mark")[(match.lastindex or 1) - 1]
            self.tokens.append(
                (kind, match[match.lastindex or 1], match.start(match.lastindex or 1))
            )
            at = match.end()
        rest = len(text) - len(text[at:].lstrip())
        self.tokens.append(("end" if rest >= len(text) else "odd", text[rest : rest + 12], rest))
        self.at, self.most = 0, MOST_NUMBERS

    def geometry(self, depth: int = 0) -> dict[str, Any]:
        """Return a geometry."""
        kind, word, _ = self.tokens[self.at]
        name = word.upper()
        # Z may be glued to the name, as some programs write it
        name = name if name in LEVELS else re.sub(r"(?<=[A-Z])(?:ZM|Z|M)$", "", name)
        if kind != "word" or (name not in LEVELS and name != COLLECTION):
            near = nearest_word(name, [known.casefold() for known in (*LEVELS, COLLECTION)])
            advice = f"did you mean {near.upper()}?" if near else EXAMPLE
            raise FormError(f"{shorten(self.text[:40])} is no geometry", advice)
        self.at += 1
        dimensions = self.tokens[self.at][1].upper()
        if dimensions in _DIMENSIONS:
            self.at += 1
        is_measured = dimensions == "ZM" or word.upper() == f"{name}ZM"
        self.most = MOST_OF_ZM if is_measured else MOST_NUMBERS
        if self.tokens[self.at][1].upper() == "EMPTY":
            raise FormError("is an empty geometry", "delete the row, or draw it")
        if name == COLLECTION:
            if depth > 9:
                raise FormError("has collections within each other, too many of them")
            return {"type": "GeometryCollection", "geometries": self.members(depth)}
        kind_of, levels = LEVELS[name]
        return {"type": kind_of, "coordinates": self.brackets(levels)}

    def members(self, depth: int) -> list[dict[str, Any]]:
        """Return the geometries of a collection."""
        self.take("(")
        found = [self.geometry(depth + 1)]
        while self.comes(","):
            found.append(self.geometry(depth + 1))
        self.take(")")
        return found

    def brackets(self, levels: int) -> Any:
        """Return what stands in brackets: positions, or further brackets."""
        self.take("(")
        found = [self.inner(levels)]
        while levels and self.comes(","):
            found.append(self.inner(levels))
        self.take(")")
        return found if levels else found[0]

    def inner(self, levels: int) -> Any:
        """Return a position, which a MULTIPOINT may have in brackets, or a further bracket."""
        if levels <= 1:
            if levels == 1 and self.tokens[self.at][1] == "(":
                return self.brackets(0)
            return self.position()
        return self.brackets(levels - 1)

    def position(self) -> list[float]:
        """Return the numbers of one position."""
        numbers: list[float] = []
        while self.tokens[self.at][0] == "number":
            if len(numbers) == self.most:
                raise self.fault("a comma, which parts positions")
            numbers.append(float(self.tokens[self.at][1]))
            self.at += 1
        if len(numbers) < 2:
            raise self.fault("lon and lat with a space between them")
        return numbers

    def comes(self, mark: str) -> bool:
        """Pass over a mark, and return whether it was there."""
        found = self.tokens[self.at][1] == mark
        self.at += found
        return found

    def take(self, mark: str) -> None:
        """Pass over a mark that has to be there."""
        if not self.comes(mark):
            raise self.fault(mark)

    def fault(self, expected: str) -> FormError:
        """Return what is wrong where the reading stands."""
        kind, word, at = self.tokens[min(self.at, len(self.tokens) - 1)]
        if kind == "end":
            advice = "a spreadsheet cuts cells at 32,767 characters: put long shapes into a file"
            more = "" if len(self.text) < 32_000 else f"; {advice}"
            return FormError(
                f"ends at character {at}, where {expected} is expected", EXAMPLE + more
            )
        word = word[:1] if kind == "odd" else shorten(word)
        return FormError(f"has {word!r} at character {at + 1}; expected {expected}")
