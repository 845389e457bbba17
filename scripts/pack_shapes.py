"""GeoJSON -> its shapes as bytes that are read in a thirtieth of the time: see `borders/ready.py`.

It runs while the package is built, when no library is at hand.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

# the numbers that WKB has for the types: https://www.ogc.org/standards/sfa/, part 8.2
TYPES = {"LineString": 2, "Polygon": 3, "MultiLineString": 5, "MultiPolygon": 6}
PARTS = {"MultiLineString": "LineString", "MultiPolygon": "Polygon"}
COLLECTION = 7


def pack_shapes(source: Path, target: Path) -> None:
    """Write the SHA-256 of a FeatureCollection's bytes, and its shapes as one WKB collection."""
    content = source.read_bytes()
    shapes = [feature["geometry"] for feature in json.loads(content)["features"]]
    packed = [pack_shape(shape["type"], shape["coordinates"]) for shape in shapes]
    target.write_bytes(hashlib.sha256(content).digest() + join(COLLECTION, packed))


def pack_shape(kind: str, coordinates: Sequence[Any]) -> bytes:
    """Return one shape as WKB; positions are lon, lat."""
    if kind in PARTS:
        return join(TYPES[kind], [pack_shape(PARTS[kind], part) for part in coordinates])
    if kind == "Polygon":
        return join(TYPES[kind], list(map(pack_points, coordinates)))
    return struct.pack("<BI", 1, TYPES[kind]) + pack_points(coordinates)


def pack_points(points: Sequence[Sequence[float]]) -> bytes:
    """Return the points of a line or a ring, after their number."""
    numbers = list(chain.from_iterable((lon, lat) for lon, lat in points))
    return struct.pack(f"<I{len(numbers)}d", len(points), *numbers)


def join(number: int, parts: Sequence[bytes]) -> bytes:
    """Return the WKB of a type that is made of parts."""
    return struct.pack("<BII", 1, number, len(parts)) + b"".join(parts)
