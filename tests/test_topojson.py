"""Reading TopoJSON as borders: arcs, layers, and what is no topology."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from deploymap.borders.geojson import Feature, parse_geojson
from deploymap.problems import DataError, Problem

# two squares side by side: the edge between them is the arc 0, in the second one from its end
ARCS = [
    [[1, 0], [1, 1]],
    [[1, 1], [0, 1], [0, 0], [1, 0]],
    [[1, 1], [2, 1], [2, 0], [1, 0]],
]


def area(rings: Any, name: str | None = None, kind: str = "Polygon") -> dict[str, Any]:
    return {"type": kind, "arcs": rings, "properties": {"name": name} if name else None, "id": 7}


TWO = [area([[0, 1]], "West"), area([[[-1, -3]]], "East", "MultiPolygon")]


def collection(*geometries: Any) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def topology(arcs: Any = ARCS, **layers: Any) -> dict[str, Any]:
    return {"type": "Topology", "arcs": arcs, "objects": layers}


def read(value: Any) -> tuple[list[Feature], list[str]]:
    features, problems = parse_geojson(json.dumps(value).encode(), "b.topo.json")
    return features, [str(problem) for problem in problems]


def refused(value: Any) -> Problem:
    with pytest.raises(DataError) as caught:
        read(value)
    (problem,) = caught.value.problems
    return problem


def quantised(value: dict[str, Any], scale: float, x: float, y: float) -> dict[str, Any]:
    """Return a topology with its arcs as steps on a grid."""
    arcs = []
    for arc in value["arcs"]:
        grid = [(round((px - x) / scale), round((py - y) / scale)) for px, py in arc]
        before = [(0, 0), *grid]
        arcs.append([[a - c, b - d] for (a, b), (c, d) in zip(grid, before, strict=False)])
    return value | {"arcs": arcs, "transform": {"scale": [scale, scale], "translate": [x, y]}}


@pytest.mark.parametrize("grid", [None, (0.25, 0, 0), (0.5, -20, 40)])
def test_arcs_become_shapes(grid: tuple[float, float, float] | None) -> None:
    whole = topology(lands=collection(*TWO))
    features, problems = read(quantised(whole, *grid) if grid else whole)
    assert [feature.properties for feature in features] == [{"name": "West"}, {"name": "East"}]
    assert features[0].shape.equals(shapely.box(0, 0, 1, 1))
    assert features[1].shape.equals(shapely.box(1, 0, 2, 1))
    assert problems == []


def test_a_layer_may_be_one_geometry_and_hold_lines_points_and_collections() -> None:
    front = {"type": "LineString", "arcs": [0], "properties": {"kind": "line_of_contact"}}
    nothing, point = {"type": None}, {"type": "Point", "coordinates": [1, 1]}
    inner = collection(area([[0, 1]]), point)
    whole = topology(front=front, rest=collection(nothing, point, inner))
    features, problems = read(whole)
    assert shapely.to_wkt(features[0].shape) == "LINESTRING (1 0, 1 1)"
    assert features[0].properties == {"kind": "line_of_contact"}
    assert [feature.foreign for feature in features] == ["", "", "Point", ""]
    assert features[3].shape.equals(shapely.box(0, 0, 1, 1))
    assert any("its points were left out" in problem for problem in problems)


def test_of_several_layers_of_areas_that_with_the_most_is_read() -> None:
    land = area([[[1, -3]]], kind="MultiPolygon")
    edge = {"type": "MultiLineString", "arcs": [[0]]}
    features, problems = read(topology(land=land, lands=collection(*TWO), edges=edge))
    assert [f.properties.get("name") for f in features] == ["West", "East", None]
    assert problems == [
        "notice: b.topo.json: has 2 layers of areas; lands was read, not land; "
        "for another, save it as a file of its own"
    ]


@pytest.mark.parametrize(
    ("arcs", "rings"),
    [
        (ARCS, [[0, 3]]),
        (ARCS, [[0, -5]]),
        (ARCS, [["0"]]),
        (ARCS, [0]),
        (ARCS, None),
        (ARCS, {"0": 1}),
        (None, [[0]]),
        ([[1, 2]], [[0]]),
        ([[[1], [2]]], [[0]]),
        ([[["x", "y"]]], [[0]]),
        ([[[10**400, 1]]], [[0]]),
        ([[[1, 2], [1, [2]]]], [[0]]),
        ([{"a": 1}], [[0]]),
    ],
)
def test_a_broken_topology_is_refused(arcs: Any, rings: Any) -> None:
    problem = refused(topology(arcs, lands=collection(area(rings))))
    assert problem.message == "is TopoJSON with arcs that are missing or no lists of positions"
    assert problem.code == "border-file"


@pytest.mark.parametrize("objects", [{}, None, [], {"a": None}, {"a": {"geometries": [7]}}])
def test_a_topology_without_features(objects: Any) -> None:
    assert refused({"type": "Topology", "arcs": [], "objects": objects}).code == "border-file"


@pytest.mark.parametrize("transform", [7, {}, {"scale": 1}, {"scale": ["a"], "translate": [0, 0]}])
def test_a_broken_transform_is_refused(transform: Any) -> None:
    whole = topology(lands=collection(*TWO)) | {"transform": transform}
    assert refused(whole).code == "border-file"


def test_arcs_used_very_often_are_refused() -> None:
    """Some kB could stand for gigabytes."""
    long = [[number % 7, number] for number in range(5_000)]
    line = {"type": "LineString", "arcs": [0] * 5_000}
    problem = refused(topology([long], lines=line))
    assert problem.code == "limit"
    assert problem.message == "uses its arcs more than 4 times each; that is the most"
