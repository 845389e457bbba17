"""Units and borders as GeoDataFrames: what is read, filtered and handed in again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

import deploymap
from conftest import ROOT
from deploymap.problems import DataError

SHEET = """\
id,name,side,kind,troops,lat,lon,date,parent,status,Colour of boots,line,label
A,1st Army,Red,infantry,~5000,48.5,39.2,2022-01-10/2022-01-12,,present,black,7,x
B,2nd Army,Red,tank,300-400,47° 30' N,38.1,2022-01,A,planned,,,
C,Legion,Blue,infantry,>1000,48.1,38.2,2 August 216 BC,,destroyed,brown,9,y
D,Fleet,Blue,ship,~<2000,,,2022-01-12T10:30Z,,,,,
"""
GROUND = ["title", "built", "files"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(SHEET, encoding="utf-8")
    return tmp_path


def shown(made: deploymap.DeploymentMap) -> dict[str, object]:
    """Return what a map shows, but for what its files are called."""
    scene = made.scene
    entries = {f.name: getattr(scene, f.name) for f in dataclasses.fields(scene)}
    tables = {name: e.to_dict("list") for name, e in entries.items() if hasattr(e, "to_dict")}
    rest = {name: e for name, e in entries.items() if name not in (*tables, *GROUND)}
    return rest | {name: repr(table) for name, table in tables.items()}


def test_units_come_as_points_with_all_that_was_worked_out(folder: Path) -> None:
    units = deploymap.read_units(folder=folder)
    assert isinstance(units, geopandas.GeoDataFrame)
    assert units.crs == "EPSG:4326"
    assert (units.geometry.iloc[0].x, units.geometry.iloc[0].y) == (39.2, 48.5)
    assert units.geometry.isna().tolist() == [False, False, False, True]
    assert units["in_country"].tolist()[:3] == ["Ukraine"] * 3
    assert units["troops"].tolist()[0] == 5000
    assert units["troops_max"].tolist()[1] == 400
    assert [problem.code for problem in units.attrs["problems"]].count("no-position") == 1


def test_a_frame_makes_the_map_that_its_sheet_makes(folder: Path) -> None:
    units = deploymap.read_units(folder=folder)
    again = deploymap.build(folder, units=units)
    assert shown(again) == shown(deploymap.build(folder))
    # and once more, from the units of that map
    assert shown(deploymap.build(folder, units=again.units)) == shown(again)


def test_the_shipped_units_come_back(tmp_path: Path) -> None:
    made = deploymap.build(ROOT)
    assert shown(deploymap.build(ROOT, units=made.units)) == shown(made)


def test_a_part_of_the_units_makes_a_map(folder: Path) -> None:
    units = deploymap.read_units(folder=folder)
    made = deploymap.build(folder, units=units[units["side"] == "Red"])
    assert made.units["name"].tolist() == ["1st Army", "2nd Army"]
    assert made.units["Colour of boots"].tolist()[0] == "black"


def test_a_moved_point_moves_the_unit_and_what_was_worked_out_of_it(folder: Path) -> None:
    units = deploymap.read_units(folder=folder).iloc[:1].copy()
    units["geometry"] = [Point(37.6, 55.75)]
    (row,) = deploymap.build(folder, units=units).units.to_dict("records")
    assert (row["lat"], row["lon"], row["in_country"]) == (55.75, 37.6, "Russia")


def test_a_plain_frame_keeps_columns_that_are_called_as_computed_ones(folder: Path) -> None:
    frame = pd.DataFrame({"name": ["A"], "lat": [48.5], "lon": [39.2], "line": ["front"]})
    assert deploymap.read_units(frame, folder=folder)["Line"].tolist() == ["front"]


def test_faults_are_all_told(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("name,lat,lon\nA,95,39\nB,48,399\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        deploymap.read_units(folder=tmp_path)
    assert len(caught.value.problems) == 2


def test_borders_come_repaired_and_named(tmp_path: Path) -> None:
    borders = deploymap.read_borders()
    assert borders.crs == "EPSG:4326"
    assert {"Ukraine", "Russia"} <= set(borders.loc[borders["kind"] == "country", "name"])
    assert borders.attrs["problems"] == ()
    bow = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}'
    path = tmp_path / "bow.geojson"
    path.write_text(
        f'{{"type": "Feature", "properties": {{"name": "Bow"}}, "geometry": {bow}}}',
        encoding="utf-8",
    )
    bows = deploymap.read_borders(path)
    (row,) = bows[bows["kind"] == "country"].itertuples()
    assert row.name == "Bow"
    assert row.geometry.is_valid
    assert np.isclose(row.geometry.area, 0.5)
