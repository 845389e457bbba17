"""Layers that a map's own files draw on its ground: roads, woods, villages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.borders.repair import FarError, LeftOutError, ShapeError, as_list, read_positions
from deploymap.borders.repair import repair_geometry as repair
from deploymap.overlays.files import MOST_BYTES, Feature, as_cell, read_features
from deploymap.overlays.shapes import POINTS
from deploymap.problems import DataError, Fault, Problem, UsageError, shorten
from deploymap.settings.values import Layer
from deploymap.sheets.source import load_source

# styles that are areas; a point is one, all others are lines
AREAS = ("wood", "built-up")


@dataclass(frozen=True, eq=False)
class DrawnLayer:
    """A layer: how it is drawn, and its shapes (lon, lat in WGS84 degrees) with a name or "" each.

    Of the style `point` the shapes are points, of `wood` and `built-up` areas, else lines. `file`
    is the name to show, `sha256` the hash of its bytes.
    """

    file: str
    sha256: str
    style: str
    shapes: tuple[tuple[BaseGeometry, str], ...]


def read_layers(
    layers: Sequence[Layer], home: Path
) -> tuple[tuple[DrawnLayer, ...], list[Problem]]:
    """Return the layers of a folder's settings, and what is wrong: with each all at once."""
    drawn, problems = [], list[Problem]()
    for layer in layers:
        try:
            source = load_source(home / layer.file, limit=MOST_BYTES)
            features, told = read_features(home / layer.file, source)
        except DataError as error:
            problems += error.problems
            continue
        except UsageError as error:
            advice = "correct the file's name under [[ground.layers]]"
            fault = Fault("overlay-file", str(error), advice)
            problems.append(Problem.of_file(layer.file, fault))
            continue
        shapes, found = _draw(layer, features)
        drawn.append(DrawnLayer(source.name, source.sha256, layer.style, tuple(shapes)))
        problems += [*told, *found]
    return tuple(drawn), problems


def _draw(
    layer: Layer, features: Sequence[Feature]
) -> tuple[list[tuple[BaseGeometry, str]], list[Problem]]:
    """Return the shapes of a layer with their names, and warnings of those that are left out."""
    shapes: list[tuple[BaseGeometry, str]] = []
    problems: list[Problem] = []
    for number, feature in enumerate(features, start=1):
        try:
            shape = _shape_of(feature.geometry, layer.style)
        except (ShapeError, FarError, LeftOutError) as error:
            words = f"{error}; it was left out".replace("and was left out; ", "; ")
            problems.append(_tell(layer, number, words))
            continue
        name = as_cell(feature.properties.get(layer.label)) if layer.label else ""
        shapes.append((shape, name))
    known = {name for feature in features for name in feature.properties}
    if layer.label and layer.label not in known:
        words = f"has no property {shorten(layer.label)}, which should name what is in it"
        advice = f"it has {', '.join(sorted(known)[:8])}" if known else "leave label out"
        fault = Fault("overlay-layer", words, advice)
        problems.append(Problem.of_cell(layer.file, None, "label", fault, "warning"))
    return shapes, problems


def _shape_of(geometry: Any, style: str) -> BaseGeometry:
    """Return the shape of a feature in the form that its style needs."""
    name = geometry.get("type") if isinstance(geometry, dict) else None
    if style == "point":
        if name not in POINTS:
            shape, _ = repair(geometry)
            return shapely.point_on_surface(shape)
        listed = geometry.get("coordinates")
        points = read_positions([listed] if name == "Point" else as_list(listed), None)
        if not len(points):
            raise LeftOutError
        return shapely.multipoints(shapely.points(np.asarray(points)))
    shape, _ = repair(geometry)
    is_area = shapely.get_dimensions(shape) == 2
    if style in AREAS and not is_area:
        raise ShapeError(f"is a {shape.geom_type}, and {style} is an area")
    return shape if style in AREAS or not is_area else shapely.boundary(shape)


def _tell(layer: Layer, number: int, words: str) -> Problem:
    advice = "draw it anew, or leave it out of the file"
    fault = Fault("overlay-layer", words, advice)
    return Problem.of_cell(layer.file, number, None, fault, "warning", part="feature")
