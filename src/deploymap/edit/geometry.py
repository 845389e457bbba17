"""The geometry in a cell -> its points and where each is written -> the same text, but for some.

What is not moved keeps its digits and the text around it, in well-known text and in GeoJSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from deploymap.overlays.wkt import FormError, read_geometry
from deploymap.overlayschema import OVERLAY_AREAS

Point = tuple[float, float]  # lon, lat, in degrees (WGS 84)
Change = Literal["shapeMoved", "pointMoved", "pointAdded", "pointRemoved", "otherShape"]

MOST_DECIMALS = 7  # a centimetre
LEAST_OF_RING = 3
RINGS = ("Polygon", "MultiPolygon")
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(_NUMBER)
_OF_WKT = re.compile(rf"{_NUMBER}(?:\s+{_NUMBER})+")
_OF_JSON = re.compile(rf"\[\s*{_NUMBER}(?:\s*,\s*{_NUMBER}){{1,2}}\s*\]")


class GeometryError(ValueError):
    """Why the points of a geometry cannot be changed."""


class Spot(NamedTuple):
    """A position, and from where to where of the text it is written."""

    point: Point
    start: int
    stop: int


@dataclass(frozen=True)
class Chain:
    """The positions of one line or ring, or one point, as they stand; a ring ends as it begins."""

    spots: Sequence[Spot]
    is_ring: bool

    @property
    def points(self) -> list[Point]:
        """The points that can be moved: those of a ring without its last, which is its first."""
        points = [spot.point for spot in self.spots]
        return points[:-1] if self.is_ring else points


def find_chains(text: str) -> list[Chain]:
    """Return the lines and rings of a geometry; raises `GeometryError` for what is none."""
    try:
        geometry = read_geometry(text)
    except FormError as error:
        raise GeometryError(f"the geometry {error}") from None
    is_json = text.lstrip().startswith("{")
    spots = [_spot_of(match) for match in (_OF_JSON if is_json else _OF_WKT).finditer(text)]
    said = list(_flatten(geometry.get("coordinates", [])))
    if not said or '"bbox"' in text or [spot.point for spot in spots] != said:
        raise GeometryError("the geometry is written in a way in which deploymap cannot write")
    chains = list(_part(text, spots))
    if geometry["type"] in RINGS:
        if any(chain[0].point != chain[-1].point for chain in chains):
            raise GeometryError("an area does not end where it begins")
        return [Chain(chain, True) for chain in chains]
    return [Chain(chain, False) for chain in chains]


def rewrite_geometry(text: str, parts: Sequence[Sequence[Point]]) -> str:
    """Return a geometry with other points in its lines and rings, as it writes its own.

    Raises `GeometryError` where it has another number of them, or a ring has too few points.
    """
    chains = find_chains(text)
    if len(chains) != len(parts):
        raise GeometryError("the geometry has another number of lines by now")
    decimals = max(_decimals(text[spot.start : spot.stop]) for one in chains for spot in one.spots)
    written, at = "", 0
    for chain, points in zip(chains, parts, strict=True):
        closed = [*points, points[0]] if chain.is_ring and points else list(points)
        if len(points) < (LEAST_OF_RING if chain.is_ring else min(2, len(chain.spots))):
            raise GeometryError("an area needs three points, a line two")
        start, stop = chain.spots[0].start, chain.spots[-1].stop
        written += text[at:start] + _rewrite_chain(text, chain.spots, closed, decimals)
        at = stop
    return written + text[at:]


def write_geometry(kind: str, points: Sequence[Point]) -> str:
    """Return a new overlay's shape as well-known text: an area, a line, or the point of a range."""
    texts = [f"{_number(lon, 0)} {_number(lat, 0)}" for lon, lat in points]
    is_area = kind in OVERLAY_AREAS or (kind in ("minefield", "range") and len(points) > 2)
    if is_area:
        ring = ", ".join([*texts, *texts[:1]])
        return f"POLYGON(({ring}))"
    line = ", ".join(texts)
    return f"POINT({line})" if len(points) == 1 else f"LINESTRING({line})"


def compare_geometries(old: str, new: str) -> Change | None:
    """Return what became of a shape, None where one of the two is none."""
    try:
        before, after = ([c.points for c in find_chains(text)] for text in (old, new))
    except GeometryError:
        return None
    more = sum(map(len, after)) - sum(map(len, before))
    if abs(more) == 1:
        return "pointAdded" if more > 0 else "pointRemoved"
    if more or len(before) != len(after):
        return "otherShape"
    old_points, new_points = ([p for part in parts for p in part] for parts in (before, after))
    moved = sum(a != b for a, b in zip(old_points, new_points, strict=True))
    if moved == 1:
        return "pointMoved"
    return "shapeMoved" if moved == len(old_points) else "otherShape"


def _rewrite_chain(text: str, spots: Sequence[Spot], points: Sequence[Point], decimals: int) -> str:
    """Return the text of a chain from its first position to its last."""
    old = [spot.point for spot in spots]
    texts = [text[spot.start : spot.stop] for spot in spots]
    if len(points) == len(old):
        written, at = "", spots[0].start
        for spot, one, point in zip(spots, texts, points, strict=True):
            new = one if point == spot.point else _rewrite_spot(one, point, decimals)
            written, at = written + text[at : spot.start] + new, spot.stop
        return written
    first = _count_same(old, points)
    last = min(_count_same(old[::-1], points[::-1]), min(len(old), len(points)) - first)
    known = dict(zip(old, texts, strict=True))
    # a point more is written as the one before it, with its height if it has one
    like = texts[max(first - 1, 0)]
    middle = points[first : len(points) - last]
    new_texts = [known.get(point) or _rewrite_spot(like, point, decimals) for point in middle]
    head = text[spots[0].start : spots[first - 1].stop] if first else ""
    tail = text[spots[-last].start : spots[-1].stop] if last else ""
    parting = text[spots[0].stop : spots[1].start] if len(spots) > 1 else ", "
    before = parting.join(part for part in (head, *new_texts) if part)
    if 0 < last < len(old):
        parting = text[spots[-last - 1].stop : spots[-last].start]
    return before + (parting if before and last else "") + tail


def _count_same(one: Sequence[Point], other: Sequence[Point]) -> int:
    """Return how many points at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _rewrite_spot(written: str, point: Point, decimals: int) -> str:
    """Return a position as another is written; a number that stays keeps its digits."""
    first, second = list(_NUMBERS.finditer(written))[:2]
    lon, lat = (
        match[0] if float(match[0]) == degrees else _number(degrees, decimals)
        for match, degrees in zip((first, second), point, strict=True)
    )
    (a, b), (c, d) = first.span(), second.span()
    return f"{written[:a]}{lon}{written[b:c]}{lat}{written[d:]}"


def _number(degrees: float, decimals: int) -> str:
    """Return degrees with so many decimals, and with more where they say more."""
    needed = len(f"{degrees:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
    text = f"{degrees:.{min(max(decimals, needed), MOST_DECIMALS)}f}"
    return text if float(text) else text.lstrip("-")


def _decimals(written: str) -> int:
    return max(len(number.partition(".")[2]) for number in _NUMBERS.findall(written)[:2])


def _spot_of(match: re.Match[str]) -> Spot:
    lon, lat = (float(number) for number in _NUMBERS.findall(match[0])[:2])
    return Spot((lon, lat), match.start(), match.end())


def _flatten(coordinates: Any) -> Iterator[Point]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _flatten(part)


def _part(text: str, spots: Iterable[Spot]) -> Iterator[list[Spot]]:
    """Yield the positions between which nothing but a comma stands."""
    chain: list[Spot] = []
    for spot in spots:
        if chain and text[chain[-1].stop : spot.start].strip() != ",":
            yield chain
            chain = []
        chain.append(spot)
    yield chain
