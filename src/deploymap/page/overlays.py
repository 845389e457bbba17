"""Overlays and layers of the ground -> plain lists that the page draws.

Positions are lon, lat in WGS84 degrees, rounded to a metre; a line or a ring is one flat list of
them. An area is its rings, of which every second one within another is a hole.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.overlayschema import OVERLAY_COLUMNS

DECIMALS = 5  # a metre
# columns of the page's table, before the sheet's own
COLUMNS = tuple(
    name
    for column in OVERLAY_COLUMNS
    for name in ((column.name, "date_written") if column.name == "date" else (column.name,))
    if name != "geometry"
)
# of a shape with more positions those that make no difference of so many degrees are left out
MANY, SMALL = 2_000, 5e-5


def draw_overlays(overlays: pd.DataFrame) -> pd.DataFrame:
    """Return the overlays as the page has them.

    Columns are those of the sheet without `geometry`, then `km2` (four digits; NaN for a line),
    `is_area`, `lat` and `lon` of where its name may stand, `parts` (see above), and `own`, the
    sheet's own columns of each. Those of all dates have their `next_date` too, and, where units at
    their ends moved, `moved`: of each a list of {units, lat, lon, parts}, see `overlays.following`.
    """
    names = [name for name in (*COLUMNS, "next_date") if name in overlays]
    table = overlays[names]
    shapes = overlays["shape"].tolist() if len(overlays) else []
    middles = [_middle_of(shape) for shape in shapes]
    if "moved" in overlays and overlays["moved"].notna().any():
        table = table.assign(moved=_draw_moved(overlays["moved"]))
    return table.assign(
        km2=pd.Series([_round_area(km2) for km2 in overlays.get("km2", [])], dtype=float),
        is_area=pd.Series([bool(shapely.get_dimensions(s) == 2) for s in shapes], dtype=object),
        lat=pd.Series([lat for _, lat in middles], dtype=float),
        lon=pd.Series([lon for lon, _ in middles], dtype=float),
        parts=pd.Series([flatten(shape) for shape in shapes], dtype=object),
        own=overlays["own"] if len(overlays) else pd.Series([], dtype=object),
    )


def _draw_moved(moved: pd.Series[Any]) -> pd.Series[Any]:
    """Return the shapes of overlays while their units stand so, as the page has them."""

    def draw(one: Any) -> dict[str, Any]:
        lon, lat = _middle_of(one.shape)
        return {"units": one.units, "lat": lat, "lon": lon, "parts": flatten(one.shape)}

    drawn = [None if own is None else [draw(one) for one in own] for own in moved]
    return pd.Series(drawn, index=moved.index, dtype=object)


def draw_layers(
    layers: Iterable[tuple[str, Iterable[tuple[BaseGeometry, str]]]],
) -> tuple[Mapping[str, Any], ...]:
    """Return each layer: its style, and of each shape `parts` and, where it has one, a `name`."""
    return tuple(
        {
            "style": style,
            "shapes": [
                {"parts": flatten(shape), **({"name": name} if name else {})}
                for shape, name in shapes
            ],
        }
        for style, shapes in layers
    )


def flatten(shape: BaseGeometry) -> list[list[float]]:
    """Return the rings, lines or points of a shape, each as lon, lat, lon, lat ..."""
    if shapely.get_num_coordinates(shape) > MANY:
        shape = shapely.simplify(shape, SMALL, preserve_topology=True)
    parts = shapely.get_parts(shape)
    if shapely.get_dimensions(shape) == 2:
        parts = shapely.get_rings(parts)
    return [_round(shapely.get_coordinates(part)) for part in parts]


def _middle_of(shape: BaseGeometry) -> tuple[float, float]:
    """Return the lon, lat in the middle of a line, or well within an area's largest part."""
    if shapely.get_dimensions(shape) == 2:
        parts = shapely.get_parts(shape)
        largest = parts[int(np.argmax(shapely.area(parts)))]
        found = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest))[0]
    else:
        parts = shapely.get_parts(shape)
        points = shapely.get_coordinates(parts[int(np.argmax(shapely.length(parts)))])
        # an arrow is one line, be it over the antimeridian
        points[:, 0] = np.unwrap(points[:, 0], period=360)
        middle = shapely.line_interpolate_point(shapely.linestrings(points), 0.5, normalized=True)
        found = shapely.get_coordinates(middle)[0]
        found[0] = (found[0] + 180) % 360 - 180 if abs(found[0]) > 180 else found[0]
    return round(float(found[0]), DECIMALS), round(float(found[1]), DECIMALS)


def _round(points: Any) -> list[float]:
    rounded = np.round(points, DECIMALS) + 0.0
    is_new = np.append(True, (rounded[1:] != rounded[:-1]).any(axis=1))
    kept = rounded[is_new] if is_new.sum() > 1 else rounded
    return [int(n) if n.is_integer() else n for n in kept.ravel().tolist()]


def _round_area(km2: float) -> float:
    """Return an area to four digits: a map's outline says no more."""
    return float(f"{km2:.4g}") if km2 == km2 else np.nan


def draw_image(data: bytes, bounds: Sequence[float]) -> dict[str, Any]:
    """Return a WebP image as the page carries it, with its west, south, east and north."""
    return {"webp": base64.b64encode(data).decode(), "bounds": list(bounds)}
