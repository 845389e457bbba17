"""What people draw: read in any notation, checked with line and column, and true to its date."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, mapping

from deploymap.borders.borders import packaged_borders
from deploymap.chain import build_file, build_scene
from deploymap.checks.rows import leave_later
from deploymap.cli.parser import main
from deploymap.overlays.check import Known, check_overlays
from deploymap.overlays.columns import TYPES, as_type
from deploymap.overlays.drawing import place_shapes
from deploymap.overlays.files import read_features
from deploymap.overlays.reading import read_overlays
from deploymap.overlays.shapes import WrongShapeError, make_shape
from deploymap.overlays.sides import side_of_line
from deploymap.overlays.times import NEVER, Timeline, begin_of, end_of, holding_at
from deploymap.overlays.wkt import FormError, read_geometry
from deploymap.overlayschema import OVERLAY_TYPES
from deploymap.page.overlays import flatten
from deploymap.page.payload import write_payload
from deploymap.problems import ConfigError, DataError, UsageError
from deploymap.settings.config import override_config, read_config
from deploymap.sheets import fetch
from deploymap.sheets.source import load_source

UNITS = """\
id,name,side,kind,lat,lon,date
U1,First,Blue,tank,48.5,37.7,
U2,Second,Red,infantry,48.5,38.6,
U3,Third,Red,infantry,47.5,38.5,
U4,Fourth,Red,infantry,48.5,38.3,2022-03-05
"""
# a front that moves east, ground that is held from March to April, and then contested
OVERLAYS = """\
id,type,name,side,left,right,geometry,from,to,date,until,note,seen by
F,front,Main front,,Red,Blue,"LINESTRING(38 48, 38 49)",,,2022-03-01,,,
F,front,Main front,,Red,Blue,"LINESTRING(39 48, 39 49)",,,2022-04-01,,,Petrenko
H,held,Bulge,Red,,,"POLYGON((38 47, 39 47, 39 48, 38 48, 38 47))",,,2022-03-01,2022-04-15,,
C,contested,Grey,,,,"POLYGON((38 47, 39 47, 39 48, 38 48, 38 47))",,,2022-04-16,,,
A,axis,Push,Red,,,POINT(38.3 48.6),U2,Kramatorsk,2022-03-01,,,
"""


def sheet_of(*rows: str, header: str = "id,type,geometry") -> str:
    return "\n".join([header, *rows]) + "\n"


def check(tmp_path: Path, text: str, known: Known | None = None) -> Any:
    path = tmp_path / "overlays.csv"
    path.write_text(text, encoding="utf-8")
    return check_overlays(read_overlays(path), known or Known(home=tmp_path))


def told(found: Any) -> list[tuple[int | None, str | None, str, str]]:
    return [(p.line, p.column, p.severity, p.code) for p in found.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "overlays.csv").write_text(OVERLAYS, encoding="utf-8")
    return tmp_path


def test_shapes_have_the_notations_that_people_use(tmp_path: Path) -> None:
    line = shapely.LineString([(37.5, 48.1), (37.8, 48.3)])
    geopandas.GeoDataFrame(
        {"name": ["North", "South"]}, geometry=[line, box(1, 2, 3, 4)], crs=4326
    ).to_file(tmp_path / "two.geojson")
    geopandas.GeoDataFrame({"name": ["M"]}, geometry=[line], crs=4326).to_crs(3857).to_file(
        tmp_path / "one.gpkg"
    )
    cells = [
        line.wkt,
        "linestring z (37.5 48.1 7, 37.8 48.3 9)",
        "SRID=4326;LINESTRING(37.5 48.1,37.8 48.3)",
        json.dumps(mapping(line)).replace('"', '""'),
        json.dumps({"type": "Feature", "geometry": mapping(line)}).replace('"', '""'),
        "two.geojson#North",
        "two.geojson#1",
        "one.gpkg",
    ]
    found = check(tmp_path, sheet_of(*(f'L{n},line,"{cell}"' for n, cell in enumerate(cells))))
    assert found.problems == []
    for shape in found.table["shape"]:
        assert shapely.equals_exact(shape, line, tolerance=1e-9)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "kml", "shp", "fgb"])
def test_a_file_of_shapes_is_a_sheet(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("pyogrio")
    path = tmp_path / f"overlays.{suffix}"
    frame = geopandas.GeoDataFrame(
        {"Name": ["Ours", "Way"], "side": ["Blue", "Blue"]},
        geometry=[box(37, 48, 38, 49), shapely.LineString([(37, 48), (38, 49)])],
        crs=4326,
    )
    frame = frame[:1] if suffix in ("shp", "kml") else frame
    frame.to_file(path, driver="KML" if suffix == "kml" else None)
    found = check_overlays(read_overlays(path))
    assert found.table["type"].tolist() == ["area", "line"][: len(frame)]
    assert found.table["name"].tolist()[0] == "Ours"
    assert shapely.equals(found.table["shape"][0], box(37, 48, 38, 49))
    assert told(found) == [(None, "type", "notice", "overlay-type")]
    assert found.sheet.raw.part == "feature"


def area_file(path: Path, name: str, shape: Any) -> bytes:
    """Write a file of one area, and return its bytes."""
    geopandas.GeoDataFrame({"name": [name]}, geometry=[shape], crs=4326).to_file(
        path, driver="KML" if path.suffix == ".kml" else None
    )
    return path.read_bytes()


@pytest.mark.parametrize("suffix", ["gpkg", "kml", "fgb"])
def test_overlays_from_an_address_are_what_the_address_gave(
    tmp_path: Path, monkeypatch, suffix: str
) -> None:
    data = area_file(tmp_path / f"o.{suffix}", "Theirs", box(37, 48, 38, 49))
    area_file(tmp_path / "mine.shp", "Mine", box(1, 2, 3, 4))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fetch, "fetch", lambda address: (data, f"o.{suffix}"))
    found = check_overlays(read_overlays(f"https://example.org/o.{suffix}"))
    assert found.table["name"].tolist() == ["Theirs"]


def test_a_file_of_shapes_is_read_once_and_of_a_zip_nothing_but_shapefiles(
    tmp_path: Path, monkeypatch
) -> None:
    area_file(tmp_path / "one.shp", "One", box(37, 48, 38, 49))
    source = load_source(tmp_path / "one.shp")
    for part in tmp_path.glob("one.*"):
        part.unlink()
    assert [f.properties["name"] for f in read_features(tmp_path / "one.shp", source)[0]] == ["One"]
    area_file(tmp_path / "own.geojson", "Own", box(1, 2, 3, 4))
    layer = f'<OGRVRTLayer name="own"><SrcDataSource>{tmp_path}/own.geojson</SrcDataSource>'
    with zipfile.ZipFile(tmp_path / "a.shp", "w") as archive:
        archive.writestr("a.vrt", f"<OGRVRTDataSource>{layer}</OGRVRTLayer></OGRVRTDataSource>")
    with pytest.raises(DataError, match="no Shapefile"):
        read_overlays(tmp_path / "a.shp")
    (tmp_path / "bare.shp").write_bytes(area_file(tmp_path / "b.shp", "B", box(1, 2, 3, 4)))
    with pytest.raises(DataError, match="without its other parts"):
        read_overlays(tmp_path / "bare.shp")
    monkeypatch.setattr("deploymap.overlays.files.MOST_FEATURES", 1)
    frame = geopandas.GeoDataFrame(geometry=[box(n, 1, n + 1, 2) for n in range(3)], crs=4326)
    frame.to_file(tmp_path / "many.fgb")
    with pytest.raises(DataError, match="more than 1 features"):
        read_overlays(tmp_path / "many.fgb")


def test_a_part_of_a_shapefile_elsewhere_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    area_file(folder / "a.shp", "Own", box(37, 48, 38, 49))
    (folder / "a.dbf").rename(tmp_path / "a.dbf")
    (folder / "a.DBF").symlink_to(tmp_path / "a.dbf")
    with pytest.raises(UsageError, match="not in the folder"):
        read_overlays(folder / "a.shp")


def test_faults_of_a_shape_in_another_crs_are_mended_as_in_degrees(tmp_path: Path) -> None:
    square = box(500_000, 5_300_000, 501_000, 5_301_000)
    ring = [list(point) for point in square.exterior.coords][:-1]
    value = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:25832"}},
        "features": [
            {"type": "Feature", "properties": {"type": "held", "name": "Open"},
             "geometry": {"type": "Polygon", "coordinates": [ring]}},
            {"type": "Feature", "properties": {"type": "held", "name": "Text"},
             "geometry": {"type": "Polygon", "coordinates": [[["9", "48"], *ring]]}},
        ],
    }  # fmt: skip
    (tmp_path / "utm.geojson").write_text(json.dumps(value))
    found = check_overlays(read_overlays(tmp_path / "utm.geojson"))
    degrees = geopandas.GeoSeries([square], crs=25832).to_crs(4326)[0]
    assert shapely.hausdorff_distance(found.table["shape"][0], degrees) < 1e-6
    assert any("an open ring was closed" in p.message for p in found.problems)
    assert any("coordinates that are text" in p.message for p in found.problems)


@pytest.mark.parametrize(
    ("row", "column", "code", "words"),
    [
        ('area,"POLYGON((1 1, 2 2"', "geometry", "overlay-geometry", "ends at character 17"),
        ('area,"POLYGON((1 1; 2 2))"', "geometry", "overlay-geometry", "';' at character 13"),
        ('area,"POLYGON(1 1, 2 2, 3 1)"', "geometry", "overlay-geometry", "expected ("),
        ('area,"POLYGN((1 1, 2 2, 3 1))"', "geometry", "overlay-geometry", "mean POLYGON?"),
        ("line,LINESTRING(1 1)", "geometry", "overlay-geometry", "fewer than 2 points"),
        ('area,"POLYGON((1 1, 2 2, 3 3, 1 1))"', "geometry", "overlay-geometry", "no ground"),
        ('area,"POLYGON((1 1, 2 2, 1 1))"', "geometry", "overlay-geometry", "fewer than 4"),
        ('line,"LINESTRING(48 137, 48 138)"', "geometry", "overlay-geometry", "swapped"),
        ('line,"SRID=3857;LINESTRING(1 1,2 2)"', "geometry", "overlay-geometry", "EPSG:3857"),
        ("line,LINESTRING EMPTY", "geometry", "overlay-geometry", "empty"),
        ('line,"{""type"": ""Line"""', "geometry", "overlay-geometry", "no GeoJSON"),
        ("line,Kyiv", "geometry", "overlay-geometry", "is no geometry"),
        ('front,"POLYGON((1 1, 2 2, 3 1, 1 1))"', "geometry", "overlay-shape", "a front is a line"),
        ('held,"LINESTRING(1 1, 2 2)"', "geometry", "overlay-shape", "held area is an area"),
        ("held,POINT(1 1)", "geometry", "overlay-shape", "is a Point"),
        ("held,", "geometry", "overlay-bare", "no geometry"),
        ("axis,", "geometry", "overlay-bare", "two ends"),
        ("range,POINT(1 1)", "geometry", "overlay-bare", "radius"),
        ("line,gone.geojson#1", "geometry", "overlay-file", "no such file"),
        ("line,../out.geojson#1", "geometry", "overlay-file", "not below"),
        ("line,two.geojson", "geometry", "overlay-file", "has 2 features"),
        ("line,two.geojson#Nort", "geometry", "overlay-file", "did you mean North?"),
        ("line,two.geojson#3", "geometry", "overlay-file", "no feature 3"),
        ("line,bad.geojson#1", "geometry", "overlay-file", "cannot be read"),
        ('lin,"LINESTRING(1 1, 2 2)"', "type", "bad-choice", "did you mean line?"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_named_with_line_and_column(
    tmp_path: Path, row: str, column: str, code: str, words: str
) -> None:
    two = [{"type": "Feature", "properties": {"name": n}, "geometry": None} for n in "SN"]
    two[1]["properties"] = {"name": "North"}
    text = json.dumps({"type": "FeatureCollection", "features": two})
    (tmp_path / "two.geojson").write_text(text)
    (tmp_path / "bad.geojson").write_text("{")
    (tmp_path.parent / "out.geojson").write_text(text)
    found = check(tmp_path, sheet_of('A,line,"LINESTRING(5 5, 6 6)"', f"B,{row}"))
    assert [(p.line, p.column, p.code) for p in found.problems if p.severity == "error"] == [
        (3, column, code)
    ]
    problem = found.problems[0]
    assert words in problem.words
    assert problem.advice


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LINESTRING(37.5 48.1 37.8 48.3)", "has '48.3' at character 27; expected a comma"),
        ("LINESTRING Z(37.5 48.1 7 1, 37.8 48.3)", "has '1' at character 26; expected a comma"),
        ("LINESTRING(37.548.1, 37.8 48.3)", "has '3' at character 12; expected lon and lat"),
        ("LINESTRING(37.5-48.1, 37.8 48.3)", "has '3' at character 12; expected lon and lat"),
        ("LINESTRING(37 48, 3" + "1" * 200_000 + "x 4)", "at character 19"),
    ],
)
def test_numbers_that_run_together_are_no_position(text: str, words: str) -> None:
    with pytest.raises(FormError, match=re.escape(words)):
        read_geometry(text)


@pytest.mark.parametrize("tag", ["zm", " ZM", " zm "])
def test_a_position_has_a_measure_where_that_is_announced(tag: str) -> None:
    found = read_geometry(f"LINESTRING{tag}(37.5 48.1 7 1,\n37.8 48.3 9 2\n)")
    assert found["coordinates"] == [[37.5, 48.1, 7, 1], [37.8, 48.3, 9, 2]]


def test_with_keep_going_the_rest_is_drawn(folder: Path) -> None:
    rows = ('A,line,"LINESTRING(5 5, 6 6)"', 'B,area,"POLYGON((1 1, 2 2"', "C,line,gone.geojson")
    (folder / "overlays.csv").write_text(sheet_of(*rows))
    with pytest.raises(DataError, match=r"overlays\.csv:3.*\n.*overlays\.csv:4"):
        build_scene(read_config(folder))
    scene, _ = build_scene(read_config(folder), keep_going=True)
    assert scene.overlays["id"].tolist() == ["A"]


def test_an_overlay_among_the_units_only_in_the_other_order_is_told_of(folder: Path) -> None:
    rows = (
        'A,area,"POLYGON((48.1 37.9, 48.1 38.5, 48.7 38.5, 48.7 37.9, 48.1 37.9))"',
        'B,area,"POLYGON((37.9 48.1, 37.9 48.7, 38.5 48.7, 37.9 48.1))"',
        'C,line,"LINESTRING(5 5, 6 6)"',
    )
    (folder / "overlays.csv").write_text(sheet_of(*rows))
    _, problems = build_scene(read_config(folder))
    (found,) = [one for one in problems if one.code == "position-swapped"]
    assert (found.line, found.column, found.severity) == (2, "geometry", "warning")
    assert "lies at lat 37.9, lon 48.1, far from all units" in found.words


def test_an_end_may_be_the_name_of_a_unit(tmp_path: Path) -> None:
    known = Known(frozenset({"row2", "r3"}), names={"vii. korps": "row2", "reserve": ""})
    rows = ("A,axis,VII. Korps,r3", "B,axis,vii. korps,Reserve", "C,axis,IX. Korps,r3")
    found = check(tmp_path, sheet_of(*rows, header="id,type,from,to"), known)
    assert found.table["from_end"].tolist() == ["row2", "row2", None]
    assert told(found) == [
        (3, "to", "error", "overlay-unplaced"),
        (4, "from", "error", "place-unknown"),
    ]
    assert "accuracy_km" not in found.problems[-1].advice


def test_all_faults_are_told_at_once_with_dates_sides_and_ends(tmp_path: Path) -> None:
    header = "id,type,side,left,right,geometry,from,to,date,until"
    text = sheet_of(
        'A,front,,Blu,red,"LINESTRING(1 1, 2 2)",,,2022-03-03,2022-02-01',
        'A,front,,,,"LINESTRING(1 1, 2 2)",,,2022-03-03,',
        "B,axis,Blue,,,,Nowhereville,U1,,",
        'C,held,Green,,,"POLYGON((0 0, 1 1, 0 1, 1 0, 0 0))",,,2022-13-01,',
        'D,held,Blue,,,"POLYGON((0 0, 0 1, 1 1, 1 0, 0 0))",,,,',
        header=header,
    )
    found = check(tmp_path, text, Known(frozenset({"U1"}), ("Blue", "Red")))
    assert told(found) == [
        (2, "until", "error", "overlay-until"),
        (2, "left", "warning", "overlay-side"),
        (3, "id", "error", "id-repeated"),
        (4, "from", "error", "place-unknown"),
        (5, "date", "error", "date-impossible"),
        (5, "geometry", "warning", "overlay-repaired"),
        (5, "side", "warning", "overlay-side"),
        (6, "geometry", "notice", "overlay-orientation"),
    ]
    assert found.table["right"][0] == "Red"
    assert "did you mean Blue?" in found.problems[1].words


def test_other_languages_encodings_and_delimiters_are_read(tmp_path: Path) -> None:
    text = "Kennung;Typ;Seite;Geometrie;Datum;Bemerkung\r\n"
    text += 'a;Frontlinie;Süd;"LINESTRING(1 1, 2 2)";12.01.2022;größer\r\n'
    path = tmp_path / "overlays.csv"
    path.write_bytes(text.encode("cp1252"))
    found = check_overlays(read_overlays(path))
    row = found.table.iloc[0]
    assert (row["type"], row["side"], row["date"], row["note"]) == (
        "front",
        "Süd",
        "2022-01-12",
        "größer",
    )
    assert set(TYPES) == set(OVERLAY_TYPES)
    assert [as_type(word) for word in ("лінія фронту", "flecha", "minenfeld", "tank")] == [
        "front", "axis", "minefield", "tank",
    ]  # fmt: skip


def test_a_front_whose_sides_hold_the_ground_the_other_way_round_is_told_of(tmp_path: Path) -> None:
    rows = [
        'H,held,Red,,,"POLYGON((38 48, 39 48, 39 49, 38 49, 38 48))"',
        'F,front,,Red,Blue,"LINESTRING(38 48, 38 49)"',
        'G,front,,Blue,Red,"LINESTRING(38 48, 38 49)"',
    ]
    found = check(tmp_path, sheet_of(*rows, header="id,type,side,left,right,geometry"))
    assert told(found) == [(3, "left", "warning", "overlay-turned")]
    assert "held by Blue" in found.problems[0].message


@pytest.mark.parametrize(
    ("date", "shown", "sides", "by"),
    [
        ("2022-02", [], [None] * 4, [None] * 4),
        (
            "2022-03-10",
            ["F", "H", "A"],
            ["Red", "Blue", "Red", "Blue"],
            ["Main front (2022-03-01)"] * 2 + ["Bulge (2022-03-01)", "Main front (2022-03-01)"],
        ),
        (
            "2022-04",
            ["F", "C", "A"],
            ["Red", "Red", None, "Blue"],
            ["Main front (2022-04-01)"] * 2 + ["Grey (2022-04-16)", "Main front (2022-03-01)"],
        ),
    ],
)
def test_the_map_and_the_side_of_each_unit_follow_the_date(
    folder: Path, date: str, shown: list[str], sides: list, by: list
) -> None:
    # without lines of the borders
    area = {
        "type": "Feature",
        "properties": {"name": "A"},
        "geometry": mapping(box(30, 40, 45, 55)),
    }
    (folder / "borders.geojson").write_text(json.dumps(area))
    (folder / "deploymap.toml").write_text(f'date = "{date}"\n')
    scene, _ = build_scene(read_config(folder))
    assert scene.overlays.get("id", pd.Series(dtype=object)).tolist() == shown
    assert scene.units["line_side"].tolist() == sides
    assert scene.units["line_side_by"].tolist() == by


def test_the_shipped_line_of_contact_keeps_its_say_beside_overlays(folder: Path) -> None:
    (folder / "units.csv").write_text(
        "id,name,lat,lon,date\nU2,Donetsk,48.0,37.8,2022-01-12\n", encoding="utf-8"
    )
    overlays = folder / "overlays.csv"
    overlays.write_text(sheet_of('L,line,"LINESTRING(1 1, 2 2)"'))
    config = override_config(read_config(folder), borders=packaged_borders())
    with_line, _ = build_scene(config)
    overlays.write_text(
        sheet_of('F,front,L,R,"LINESTRING(37 47, 37 49)"', header="id,type,left,right,geometry")
    )
    with_front, _ = build_scene(config)
    assert with_line.units["line_side"].tolist() == ["Russian-backed forces"]
    assert "line_side_by" not in with_line.units or with_line.units["line_side_by"].isna().all()
    assert with_front.units["line_side"].tolist() == ["R"]


def test_an_arrow_goes_from_a_unit_by_its_points_to_a_place(folder: Path, capsys) -> None:
    scene, _ = build_scene(read_config(folder))
    arrow = scene.overlays[scene.overlays["type"] == "axis"].iloc[0]
    assert (arrow["from"], arrow["to"]) == ("Second", "Kramatorsk")
    assert arrow["parts"][0][:4] == [38.6, 48.5, 38.3, 48.6]
    assert np.allclose(arrow["parts"][0][4:], [37.56, 48.73], atol=0.05)
    (folder / "units.csv").write_text(UNITS.replace("48.5,38.6", ","), encoding="utf-8")
    assert main(["check", str(folder), "--format", "json", "--date", "2022-03-02"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert ["overlay-unplaced", 6] in [[p["code"], p["line"]] for p in answer["problems"]]
    assert [(one["id"], one["km2"]) for one in answer["overlays"]] == [("F", None), ("H", 8376.499)]


def test_the_middle_of_an_arrow_over_the_antimeridian_is_on_it(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("id,name,lat,lon\nU1,A,62,178\nU2,B,63,-176\n")
    row = 'F,axis,"LINESTRING(178 61, -179 62, -177 62)"'
    (tmp_path / "overlays.csv").write_text(f"id,type,geometry\n{row}\n")
    scene, _ = build_scene(read_config(tmp_path))
    middle = scene.overlays.iloc[0]
    assert -180 <= middle["lon"] <= -179
    assert 61 < middle["lat"] < 62


def test_areas_are_those_of_the_ellipsoid(tmp_path: Path) -> None:
    shapes = [
        box(38, 47, 39, 48).difference(box(38.2, 47.2, 38.4, 47.4)),
        shapely.Polygon([(4.35, 50.66), (4.43, 50.66), (4.44, 50.69), (4.36, 50.7)]),
        shapely.MultiPolygon([box(179, 60, 180, 62), box(-180, 60, -179.5, 62)]),
    ]
    rows = [f'A{n},area,"{shape.wkt}"' for n, shape in enumerate(shapes)]
    found = check(tmp_path, sheet_of(*rows))
    equal_area = geopandas.GeoSeries(shapes, crs=4326)
    # edges that follow the parallels, as geodesics of short pieces
    exact = equal_area.segmentize(0.01).to_crs("ESRI:54034").area / 1e6
    none = pd.DataFrame(columns=["id", "name", "lat", "lon"])
    assert np.allclose(place_shapes(found.table, none, file="")[0]["km2"], exact, rtol=1e-3)
    rings = check(
        tmp_path, sheet_of("R,range,POINT(179 70),100", header="id,type,geometry,radius_km")
    )
    placed, _ = place_shapes(rings.table, none, file="")
    assert np.allclose(placed["km2"], np.pi * 100**2, rtol=2e-3)
    assert shapely.get_num_geometries(placed["shape"][0]) == 2


@pytest.mark.parametrize(
    ("point", "side"),
    [
        ((0.5, 0.1), 1), ((0.5, -0.1), -1), ((1.05, 0.9), -1), ((0.9, 0.9), 1), ((0.9, 0.05), 1),
        ((1.1, -0.1), -1), ((-0.5, 0.0), 0), ((1.0, 2.5), 0), ((0.5, -3.0), 0), ((1.0, 0.5), 0),
    ],
)  # fmt: skip
def test_a_front_parts_the_ground_beside_it(point: tuple[float, float], side: int) -> None:
    line = shapely.LineString([(0, 0), (1, 0), (1, 1)])
    assert side_of_line(line, np.array([point])).tolist() == [side]
    assert side_of_line(shapely.reverse(line), np.array([point])).tolist() == [-side]


def test_of_one_overlay_the_newest_counts_until_it_ends() -> None:
    table = pd.DataFrame(
        {
            "id": ["a", "a", "b", "c", "d"],
            "date": ["1815-06-18T11:30", "1815-06-18T16:00", "1815", None, "1815-06-19"],
            "until": [None, None, "1815-06-18T15:00", None, None],
        },
        dtype=object,
    )
    shown = {
        text: holding_at(table, end_of(text))["date"].fillna("-").tolist()
        for text in ("1815-06-18T12:00", "1815-06-18", "1815-06-19", "1815-06-17")
    }
    assert shown == {
        "1815-06-18T12:00": ["1815-06-18T11:30", "1815", "-"],
        "1815-06-18": ["1815-06-18T16:00", "-"],
        "1815-06-19": ["1815-06-18T16:00", "-", "1815-06-19"],
        "1815-06-17": ["1815", "-"],
    }
    # asked for many moments at once it is the same, at the very edges too
    edges = [end for text in ("1815-06-18T15:00", *shown) for end in (begin_of(text), end_of(text))]
    moments = np.array([at + more for at in [*edges, NEVER] for more in (1, 0, -1)])
    stretches = list(Timeline(table).stretches(moments))
    assert sorted(np.concatenate([places for _, places in stretches])) == list(range(len(moments)))
    assert 5 < len(stretches) < 12
    for holding, places in stretches:
        for at in moments[places].tolist():
            pd.testing.assert_frame_equal(holding, holding_at(table, at))


def test_of_a_unit_the_row_of_the_maps_date_is_shown(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "id,name,lat,lon,date,status\nA,One,48,37,2022-01,\nA,One,49,37,2022-03,\n"
        "B,Two,48,36,2022-03,\nC,Six,48,35,2022-01,\nC,Six,49,35,2022-03,planned\n"
    )
    (tmp_path / "deploymap.toml").write_text('date = "2022-02"\n')
    scene, problems = build_scene(read_config(tmp_path))
    assert scene.units["lat"].tolist() == [48, 48, 49]
    assert [(p.line, p.code) for p in problems] == [(4, "date-future")]
    assert len(leave_later(scene.units, "")) == 3


def test_what_is_withheld_of_overlays_does_not_leave(folder: Path, capsys) -> None:
    settings = folder / "deploymap.toml"

    def payload(text: str) -> str:
        settings.write_text(f'date = "2022-04-10"\n[publish]\n{text}\n')
        return write_payload(build_scene(read_config(folder))[0]).text

    assert "Petrenko" in payload("round_km = 1")
    assert "Petrenko" not in payload('withhold = ["seen*"]')
    assert "Petrenko" not in payload("only = []")
    assert "overlays" not in json.loads(payload('withhold = ["geometry"]'))
    assert json.loads(payload('withhold = ["to"]'))["overlays"]["id"] == ["F", "H"]
    hidden = json.loads(payload('withhold = ["id", "name"]\nround_km = 10'))["overlays"]
    assert hidden["id"] == ["o1", "o2", "o4"]
    assert hidden["from"] == [None, None, "Infantry"]
    assert hidden["parts"][2][0][:2] != [38.6, 48.5]
    assert json.loads(payload("delay_days = 30"))["overlays"]["date"][0] == "2022-03-01"
    settings.write_text('date = "2022-04-10"\n[publish]\nwithhold = ["seen by"]\n')
    assert main(["check", str(folder), "--leaves"]) == 0
    listed = capsys.readouterr().out
    assert re.search(r"overlays +geometry +3 shapes", listed)
    assert re.search(r"overlays +seen by +withheld", listed)
    assert "Petrenko" not in listed


def test_a_folder_names_no_overlays_or_layers_beyond_itself(folder: Path) -> None:
    (folder.parent / "out.geojson").write_text("{}")
    settings = folder / "deploymap.toml"
    for text in (
        '[overlays]\nfile = "../out.geojson"',
        '[overlays]\nfile = "https://example.org/a.geojson"',
        '[[ground.layers]]\nfile = "../out.geojson"\nstyle = "road"',
        '[[ground.layers]]\nfile = "https://example.org/a.geojson"\nstyle = "road"',
    ):
        settings.write_text(text)
        with pytest.raises(UsageError, match=r"not below|not fetched"):
            build_scene(read_config(folder))
    for text, words in (
        ('[ground]\nlayers = "x"', "list of tables"),
        ('[[ground.layers]]\nfile = "a.geojson"', "no style"),
        ('[[ground.layers]]\nfile = "a.geojson"\nstyle = "sea"', "not one of road"),
        ('[[ground.layers]]\nfile = "a.geojson"\nstyles = "road"', "may have file"),
    ):
        settings.write_text(text)
        with pytest.raises(ConfigError, match=words):
            read_config(folder)


def test_layers_of_the_ground_are_drawn_in_their_styles(folder: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"name": ["Road", "Wood"]},
        geometry=[shapely.LineString([(37, 48), (38, 48.5)]), box(37, 48, 37.1, 48.1)],
        crs=4326,
    )
    frame.to_file(folder / "ground.geojson")
    (folder / "deploymap.toml").write_text(
        '[[ground.layers]]\nfile = "ground.geojson"\nstyle = "wood"\nlabel = "nam"\n'
        '[[ground.layers]]\nfile = "ground.geojson"\nstyle = "point"\nlabel = "name"\n'
    )
    scene, problems = build_scene(read_config(folder))
    assert [layer["style"] for layer in scene.layers] == ["wood", "point"]
    assert scene.layers[0]["shapes"] == [{"parts": [flatten(box(37, 48, 37.1, 48.1))[0]]}]
    assert [shape["name"] for shape in scene.layers[1]["shapes"]] == ["Road", "Wood"]
    assert [p.code for p in problems if p.file == "ground.geojson"] == ["overlay-layer"] * 2
    (folder / "ground.geojson").write_text("nothing")
    with pytest.raises(DataError, match=r"ground\.geojson"):
        build_scene(read_config(folder))


def test_a_map_with_overlays_is_the_same_twice(folder: Path) -> None:
    first = build_file(folder, output=folder / "one.html").output.read_bytes()
    assert first == build_file(folder, output=folder / "two.html").output.read_bytes()


numbers = st.one_of(
    st.floats(-200, 200).map(lambda n: f"{n:.3f}"),
    st.sampled_from(["nan", "1e400", "", "-", "48,5", "x", "9" * 400]),
)
positions = st.lists(numbers, min_size=0, max_size=4).map(" ".join)
rings = st.lists(positions, max_size=7).map(lambda points: f"({', '.join(points)})")
texts = st.one_of(
    st.builds(
        lambda name, parts, end: f"{name}({', '.join(parts)}{end}",
        st.sampled_from(["POLYGON", "MULTIPOLYGON", "LINESTRING", "GEOMETRYCOLLECTION", "POINT"]),
        st.lists(st.one_of(rings, positions, rings.map(lambda ring: f"({ring})")), max_size=3),
        st.sampled_from([")", "", "))", ") x"]),
    ),
    st.text(max_size=40),
    st.recursive(
        st.one_of(st.none(), st.floats(), st.text(max_size=3), st.integers()),
        lambda inner: st.lists(inner, max_size=5),
    ).map(lambda value: json.dumps({"type": "Polygon", "coordinates": value})),
)


@given(text=texts, kind=st.sampled_from(OVERLAY_TYPES))
def test_no_geometry_however_broken_is_more_than_a_fault(text: str, kind: str) -> None:
    found: Any = None
    try:
        found = make_shape(read_geometry(text), kind)
    except FormError as error:
        words = (str(error), error.advice)
    except WrongShapeError as error:
        words = error.fault
    assert all(words) if found is None else found.points or shapely.is_valid(found.shape)


polygons = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=9
).map(lambda points: {"type": "Polygon", "coordinates": [[list(p) for p in (*points, points[0])]]})


@given(geometry=polygons)
def test_any_ring_of_positions_becomes_a_valid_area_or_a_fault(geometry: dict) -> None:
    found: Any = None
    try:
        found = make_shape(geometry, "area").shape
    except WrongShapeError as error:
        code = error.fault.code
    assert code == "overlay-geometry" if found is None else shapely.is_valid(found)
    assert found is None or all(len(part) % 2 == 0 for part in flatten(found))
