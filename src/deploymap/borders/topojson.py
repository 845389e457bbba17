"""TopoJSON -> the features of GeoJSON that it stands for.

In TopoJSON features share arcs, which are written once and often as whole-numbered steps on a grid
(https://github.com/topojson/topojson-specification).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import numpy as np

from deploymap.arrays import Floats
from deploymap.problems import DataError, Fault, Problem, shorten

AREAS = ("Polygon", "MultiPolygon")
# lists within lists down to the numbers of arcs
DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}

# an edge is that of two areas, in a file of few layers; more often is a file made to be large
MOST_USES = 4
FREE_POSITIONS = 10_000
MOST_LISTED = 10

Arcs = Sequence[Floats]


class CrowdedError(Exception):
    """Arcs are used so often that the shapes would be far larger than the file."""


def is_topology(value: Any) -> bool:
    """Return whether a JSON value is TopoJSON."""
    return isinstance(value, dict) and value.get("type") == "Topology"


def unfold_topology(
    topology: dict[str, Any], texts: list[str], file: str
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the FeatureCollection of a topology, and a notice of the layers that were left out.

    Of layers of areas that with the most areas is read: others hold the same ground in other parts.
    Coordinates are added to `texts`, with {"taken": n} in their place, as `load_json` does.

    Raises DataError where the arcs or their use make no shapes.
    """
    objects = topology.get("objects")
    layers = {
        str(name): _list_geometries(layer)
        for name, layer in (objects.items() if isinstance(objects, dict) else ())
    }
    layers, problems = _choose_layers(layers, file)
    try:
        with np.errstate(all="ignore"):
            arcs = _decode_arcs(topology)
        room = [MOST_USES * sum(map(len, arcs)) + FREE_POSITIONS]
        features = [
            {
                "type": "Feature",
                "properties": geometry.get("properties"),
                "geometry": _unfold(geometry, arcs, texts, room),
            }
            for geometries in layers.values()
            for geometry in geometries
        ]
    except CrowdedError:
        _refuse(file, f"uses its arcs more than {MOST_USES} times each; that is the most", "limit")
    except (IndexError, KeyError, OverflowError, TypeError, ValueError):
        _refuse(file, "is TopoJSON with arcs that are missing or no lists of positions")
    collection = {"type": "FeatureCollection", "features": features, "crs": topology.get("crs")}
    return collection, problems


def _refuse(file: str, message: str, code: str = "border-file") -> NoReturn:
    """Raise DataError with one fault of the whole file."""
    advice = "export the borders anew, best as GeoJSON in UTF-8"
    raise DataError([Problem.of_file(file, Fault(code, message, advice))])


def _list_geometries(layer: Any) -> list[dict[str, Any]]:
    """Return the geometries of a layer, each of which is a feature."""
    members = layer.get("geometries") if isinstance(layer, dict) else None
    found = members if isinstance(members, list) else [layer]
    return [member for member in found if isinstance(member, dict)]


def _choose_layers(
    layers: dict[str, list[dict[str, Any]]], file: str
) -> tuple[dict[str, list[dict[str, Any]]], list[Problem]]:
    """Return the layers without areas and that with the most, and a notice of the others."""
    counts = {name: sum(map(_has_area, some)) for name, some in layers.items()}
    with_areas = [name for name, count in counts.items() if count]
    if len(with_areas) < 2:
        return layers, []
    most = max(with_areas, key=lambda name: counts[name])
    others = [name for name in with_areas if name != most]
    few = ", ".join(map(shorten, others[:MOST_LISTED])) + ("…" if others[MOST_LISTED:] else "")
    message = f"has {len(with_areas):,} layers of areas; {shorten(most)} was read, not {few}"
    advice = "for another, save it as a file of its own"
    notice = Problem.of_file(file, Fault("border-left-out", message, advice), "notice")
    return {name: some for name, some in layers.items() if name not in others}, [notice]


def _has_area(geometry: dict[str, Any]) -> bool:
    """Return whether a geometry is a polygon, or a collection with one."""
    members = geometry.get("geometries")
    inner = members if isinstance(members, list) else []
    return geometry.get("type") in AREAS or any(_has_area(m) for m in inner if isinstance(m, dict))


def _decode_arcs(topology: dict[str, Any]) -> list[Floats]:
    """Return the positions of each arc in the units of the map."""
    transform = topology.get("transform")
    arcs = [np.array([point[:2] for point in arc], dtype=np.float64) for arc in topology["arcs"]]
    arcs = [arc.reshape(len(arc), 2) for arc in arcs]
    if transform is None:
        return arcs
    scale, move = (np.array(transform[key], dtype=np.float64) for key in ("scale", "translate"))
    return [np.cumsum(arc, axis=0) * scale + move for arc in arcs]


def _unfold(
    geometry: dict[str, Any], arcs: Arcs, texts: list[str], room: list[int]
) -> dict[str, Any] | None:
    """Return a geometry with coordinates in place of its arcs.

    `room` holds how many positions may yet be written; CrowdedError where they do not suffice.
    """
    kind = geometry.get("type")
    if kind is None:
        return None
    if isinstance(geometry.get("geometries"), list):
        inner = [_unfold(member, arcs, texts, room) for member in geometry["geometries"]]
        return {"type": kind, "geometries": [member for member in inner if member is not None]}
    if kind not in DEPTHS:
        return {"type": kind, "coordinates": geometry.get("coordinates")}
    coordinates = _join_deep(geometry["arcs"], DEPTHS[kind], arcs, room)
    texts.append(json.dumps(coordinates))
    return {"type": kind, "coordinates": {"taken": len(texts) - 1}}


def _join_deep(value: Any, depth: int, arcs: Arcs, room: list[int]) -> list[Any]:
    """Return the positions of arcs joined, in lists as deep as theirs."""
    if depth > 1:
        return [_join_deep(part, depth - 1, arcs, room) for part in value]
    points: list[Any] = []
    for part in _walk(value, arcs):
        room[0] -= len(part)
        if room[0] < 0:
            raise CrowdedError
        # an arc starts where the one before it ends
        points += part.tolist()[1 if points else 0 :]
    return points


def _walk(numbers: Sequence[int], arcs: Arcs) -> Iterator[Floats]:
    """Yield the arcs of these numbers; ~n is the arc n from its end."""
    for number in numbers:
        yield arcs[number] if number >= 0 else arcs[~number][::-1]
