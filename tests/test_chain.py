"""The chain, as the command line and a notebook use it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pytest
import shapely

import deploymap
from deploymap.chain import build_file
from deploymap.problems import DataError, UsageError

UNITS = "name,lat,lon\nA,48.5,39.3\n"


def payload_of(page: str) -> dict[str, Any]:
    return json.loads(re.search(r'id="deploymap-scene">(.*?)</script>', page, re.S)[1])


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the shipped folder's inputs."""
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copy2(root / "deploymap.toml", tmp_path)
    return tmp_path


def test_a_folder_with_nothing_but_units_builds(tmp_path: Path) -> None:
    (tmp_path / "baltic_units.csv").write_text(UNITS)
    (tmp_path / "units.csv").write_text(UNITS)
    result = build_file(tmp_path)
    assert result.output == tmp_path / "deployment.html"
    assert result.unit_count == 1
    assert result.size == result.output.stat().st_size
    payload = payload_of(result.output.read_text(encoding="utf-8"))
    assert payload["title"] == "Units"
    assert payload["units"]["in_country"] == ["Ukraine"]
    named = build_file(tmp_path, units=tmp_path / "baltic_units.csv")
    assert payload_of(named.output.read_text(encoding="utf-8"))["title"] == "Baltic units"


def test_moving_u5_moves_it_and_changes_nothing_else(copy: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641988800")
    before = build_file(copy).output.read_text(encoding="utf-8")
    units = copy / "data" / "units.csv"
    rows = units.read_text(encoding="utf-8").splitlines(keepends=True)
    moved = [
        row.replace("47.2200,39.7077", "47.3,39.9") if row.startswith("U5,") else row
        for row in rows
    ]
    units.write_text("".join(moved), encoding="utf-8")
    after = build_file(copy).output.read_text(encoding="utf-8")
    assert payload_of(after)["units"]["lat"][4] == 47.3
    changed = {
        line.split(":")[0].strip()
        for line, other in zip(before.splitlines(), after.splitlines(), strict=True)
        if line != other
    }
    assert changed == {'"lat"', '"lon"', '"place"', '"site"', '"border_km"', '"files"'}
    was, now = payload_of(before)["units"], payload_of(after)["units"]
    for column in ("lat", "lon", "border_km"):
        assert [i for i in range(8) if was[column][i] != now[column][i]] == [4]


def test_a_fault_leaves_the_last_good_map_as_it_was(copy: Path) -> None:
    good = build_file(copy).output.read_bytes()
    units = copy / "data" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("48.5681", "94.2"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build_file(copy)
    assert str(caught.value.problems[0]).startswith("units.csv:2: lat: 94.2")
    assert (copy / "output" / "deployment.html").read_bytes() == good


def test_faults_of_all_files_come_at_once(copy: Path) -> None:
    (copy / "data" / "units.csv").write_text("name,lat,lon,sidc\nA,95,200,12\n")
    (copy / "data" / "annotations.csv").write_text("id,type,text\nN,wrong,x\n")
    with pytest.raises(DataError) as caught:
        build_file(copy)
    places = {(problem.file, problem.line, problem.column) for problem in caught.value.problems}
    assert places >= {
        ("units.csv", 2, "lat"),
        ("units.csv", 2, "lon"),
        ("units.csv", 2, "sidc"),
        ("annotations.csv", 2, "type"),
    }


def test_strict_makes_warnings_errors(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("name,lat,lon\nAt sea,43.5,34\n")
    assert len(build_file(tmp_path).problems) == 1
    with pytest.raises(DataError):
        build_file(tmp_path, strict=True)


def test_a_data_frame_and_a_geo_data_frame_do_as_well(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["A"], "lat": [48.5], "lon": [39.3], "troops": [pd.NA]})
    shown = deploymap.build(tmp_path, units=frame)
    points = geopandas.GeoDataFrame(
        {"name": ["A"]}, geometry=[shapely.Point(39.3, 48.5)], crs="EPSG:4326"
    ).to_crs("EPSG:3857")
    also = deploymap.build(tmp_path, units=points)
    assert shown.scene.units["in_region"].tolist() == ["Luhansk Oblast"]
    assert also.scene.units["in_region"].tolist() == ["Luhansk Oblast"]
    assert shown.scene.built is None
    assert shown.scene.units["troops"].isna().all()


def test_the_build_time_is_that_of_the_newest_input(copy: Path, monkeypatch) -> None:
    import os

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for number, path in enumerate([*(copy / "data").iterdir(), copy / "deploymap.toml"]):
        os.utime(path, (1_600_000_000 + number, 1_600_000_000 + number))
    os.utime(copy / "data" / "units.csv", (1_641_988_800, 1_641_988_800))
    assert deploymap.build(copy).scene.built == "2022-01-12T12:00:00Z"


def test_source_date_epoch_must_be_a_number(copy: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="yesterday"):
        deploymap.build(copy)


def test_progress_names_each_step(copy: Path) -> None:
    steps: list[str] = []
    build_file(copy, progress=steps.append)
    assert steps[0] == "reading the sheets"
    assert steps[-1] == "writing the page"
    assert len(steps) == len(set(steps)) == 7


def test_a_legend_for_a_class_that_does_not_exist_is_refused(copy: Path) -> None:
    with (copy / "deploymap.toml").open("a", encoding="utf-8") as settings:
        settings.write('[legend]\ninstalation = ["a", "b"]\n')
    with pytest.raises(UsageError, match=r"legend\.instalation.*did you mean installation"):
        build_file(copy)


def test_a_sheet_without_rows_shows_the_land(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("name,lat,lon\n")
    shown = deploymap.build(tmp_path)
    west, south, east, north = shown.scene.view
    assert (west, east) == (-180, 180)
    assert south < -60
    assert north > 80
    assert [problem.severity for problem in shown.problems] == ["warning"]


@pytest.mark.parametrize("given", [[{"name": "A"}], {"name": ["A"]}, 5])
def test_what_is_no_table_and_no_path_is_told_of(given) -> None:
    with pytest.raises(UsageError, match="no table; write pandas"):
        deploymap.build(units=given)
    with pytest.raises(UsageError, match="no path; write it to a file"):
        deploymap.build(borders=given)


def test_borders_may_be_a_geodataframe(tmp_path: Path) -> None:
    areas = geopandas.GeoDataFrame(
        {"NAME": ["West", "East"]},
        geometry=[shapely.box(20, 40, 30, 50), shapely.box(30, 40, 40, 50)],
        crs="EPSG:4326",
    ).to_crs("EPSG:3857")
    units = pd.DataFrame({"name": ["A", "B"], "lat": [45, 45], "lon": [25, 35]})
    shown = deploymap.build(tmp_path, units=units, borders=areas)
    assert shown.scene.units["in_country"].tolist() == ["West", "East"]
    assert [file.name for file in shown.scene.files][-1] == "borders (GeoDataFrame)"
    assert "68/262" not in shown.to_html()
