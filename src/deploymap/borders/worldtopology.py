"""A part of the world -> TopoJSON for the page, with lakes, rivers and disputed lines."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Geometries
from deploymap.borders.arcs import QUANTUM, Mesh
from deploymap.borders.ground import Ground
from deploymap.borders.topology import (
    Box,
    Cells,
    Row,
    assemble,
    collect,
    make_polygons,
    multiline,
    reduce_lines,
    shapes_of,
    simplify,
)

COARSER = 12  # times as coarse as the view is what lies beyond it
# quanta: to which grids points may be rounded, and how many of its steps the tolerance has
GRIDS, STEPS = (50, 20, 10, 5, 2), 6


def world_topology(ground: Ground, *, focus: Box) -> dict[str, Any]:
    """Return the topology of a part of the world, as `topology.page_topology` does.

    It may have three objects more: lakes, polygons; rivers, lines with their `rank`; disputed, one
    geometry, lines that lie on borders or are none. Its `bbox` is the window of the ground.
    """
    # those that are far come last
    regions = ground.regions[~ground.regions["is_far"].astype(bool)]
    cells = ground.regions if len(ground.regions) else ground.countries
    rows = np.arange(len(cells))
    none = np.full(len(rows), -1)
    whole = shapes_of(cells)
    shapes = simplify(whole, focus, COARSER, ground.tolerance)
    owner = cells["owner"].to_numpy(np.int64) if len(ground.regions) else rows
    lakes, rivers = list(ground.lakes["geometry"]), _unite_ranks(ground.rivers)
    disputed = _unite_disputed(ground, shapes)
    topology, mesh = assemble(
        Cells(shapes, owner, np.where(rows < len(regions), rows, -1), none),
        _in_one_language(ground.countries),
        _in_one_language(regions),
        ground.countries.iloc[:0],
        more_areas=lakes,
        more_lines=[*rivers.values(), *disputed],
        grid=_grid_of(ground.tolerance),
    )
    areas = len(ground.countries) + len(regions)
    more = _draw_water(mesh, ground, areas, list(rivers))
    return {**topology, "bbox": list(ground.window), "objects": topology["objects"] | more}


def _grid_of(tolerance: float) -> int:
    """Return the coarsest grid, in quanta, on which what is drawn so finely looks the same."""
    return next((grid for grid in GRIDS if STEPS * grid * QUANTUM <= tolerance), 1)


def _in_one_language(table: pd.DataFrame) -> pd.DataFrame:
    """Return areas with the one name that a map has of each."""
    return table.drop(columns=[name for name in table if str(name).startswith("name_")])


def _unite_ranks(rivers: pd.DataFrame) -> dict[int, BaseGeometry]:
    """Return by rank the rivers of it, joined to lines as long as can be, the greatest first."""
    rows = zip(rivers["rank"].tolist(), rivers["geometry"], strict=True)
    ranked = groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0])
    return {
        rank: shapely.line_merge(shapely.union_all([shape for _, shape in group]))
        for rank, group in ranked
    }


def _unite_disputed(ground: Ground, shapes: Geometries) -> list[BaseGeometry]:
    """Return the disputed lines as one, with the corners of the simplified areas; or none."""
    lines = reduce_lines(shapes_of(ground.disputed), shapes)
    return [shapely.line_merge(shapely.union_all(lines))] if lines else []


def _draw_water(mesh: Mesh, ground: Ground, areas: int, ranks: list[int]) -> dict[str, Row]:
    """Return the objects of lakes, rivers and disputed lines, those that are there."""
    names = [{"name": name} if name else {} for name in ground.lakes["name"]]
    rivers, disputed = mesh.lines[: len(ranks)], mesh.lines[len(ranks) :]
    objects = {
        "lakes": make_polygons(mesh.polygons[areas:], names),
        "rivers": [
            multiline(routes, {"rank": rank})
            for routes, rank in zip(rivers, ranks, strict=True)
            if routes
        ],
        "disputed": [multiline(routes, {}) for routes in disputed if routes],
    }
    return {name: collect(rows) for name, rows in objects.items() if rows}
