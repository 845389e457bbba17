"""Lines, areas and several points -> one point on each, for a unit stands at one place."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from deploymap.problems import Fault, Problem

# what a shape with coordinates can be; a collection has shapes in place of coordinates
KINDS = frozenset({"MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
COLLECTION = "GeometryCollection"


def make_shape(kind: str, parts: Any) -> Any:
    """Return the shapely geometry of coordinates nested as in GeoJSON, x before y.

    `parts` has the geometries of a collection. Raises ValueError for what makes no shape.
    """
    import shapely
    from shapely.geometry import shape

    try:
        if kind == COLLECTION:
            return shapely.GeometryCollection(parts)
        made = shape({"type": kind, "coordinates": _pairs(parts)})
    except (shapely.GEOSException, TypeError, AttributeError, IndexError, KeyError) as error:
        raise ValueError("no shape") from error
    if made.is_empty:
        raise ValueError("nothing in it")
    return made


def _pairs(parts: Any) -> Any:
    """Return the coordinates without heights; raise ValueError where one is no number."""
    if not isinstance(parts, list | tuple) or not parts:
        raise ValueError("no coordinates")
    if not isinstance(parts[0], list | tuple):
        x, y = float(parts[0]), float(parts[1])
        if not (abs(x) < float("inf") and abs(y) < float("inf")):
            raise ValueError("not finite")
        return x, y
    return [_pairs(part) for part in parts]


def points_on(shapes: Sequence[Any]) -> list[tuple[float, float]]:
    """Return a point of each shape, as x and y: within an area, on a line, one of several points.

    Shapes that cross themselves have one as well; shapes are not empty.
    """
    return [_point_on(each) for each in shapes]


def _point_on(made: Any) -> tuple[float, float]:
    import numpy as np
    import shapely

    # numbers that are far beyond the earth may be too large to reckon with
    with suppress(shapely.GEOSException), np.errstate(all="ignore"):
        found = shapely.get_coordinates(shapely.point_on_surface(made))
        if len(found) and np.isfinite(found).all():
            x, y = found[0].tolist()
            return x, y
    x, y = shapely.get_coordinates(made)[0].tolist()
    return x, y


def tell_of_shapes(kinds: dict[int, str], file: str, part: str = "feature") -> list[Problem]:
    """Return one notice of what stands at a point on it; `kinds` by their numbers from 1."""
    if not kinds:
        return []
    number, kind = next(iter(kinds.items()))
    if len(kinds) == 1:
        message = f"1 {part} is no point but a {kind}; the unit stands at a point on it"
    else:
        message = f"{len(kinds):,} {part}s are no points, the first a {kind}"
        message += "; each unit stands at a point on its shape"
    return [
        Problem.of_cell(file, number, None, Fault("shape-as-point", message), "notice", part=part)
    ]
