"""Border files in other formats than GeoJSON: the same borders, or words on what is wrong."""

from __future__ import annotations

import gzip
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from deploymap.borders.borders import borders_from_frame, read_borders
from deploymap.problems import DataError

NAMES = ["Östland", "Süd", "Länd"]
SQUARES = [shapely.box(30, 45, 40, 50), shapely.box(40, 45, 50, 50), shapely.box(30, 40, 50, 45)]
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the same three countries in each format."""
    folder = tmp_path_factory.mktemp("formats")
    frame = geopandas.GeoDataFrame({"name": NAMES}, geometry=SQUARES, crs=4326)
    for name in ("a.shp", "a.fgb", "a.gpkg", "a.geojson"):
        frame.to_file(folder / name, encoding="utf-8" if name == "a.shp" else None)
    frame.to_crs(3857).to_file(folder / "metres.shp", encoding="utf-8")
    frame.to_file(folder / "old.shp", encoding="cp1252")
    (folder / "old.cpg").unlink()
    pack(folder, "shape.zip", *(f"a{part}" for part in PARTS))
    pack(folder, "json.zip", "a.geojson")
    pack(folder, "two.zip", "a.geojson", "a.fgb")
    pack(folder, "none.zip", "a.dbf")
    (folder / "a.geojson.gz").write_bytes(gzip.compress((folder / "a.geojson").read_bytes()))
    (folder / "bomb.gz").write_bytes(gzip.compress(bytes(40_000_000)))
    for layer in ("one", "other"):
        frame.to_file(folder / "two.gpkg", layer=layer)
    (folder / "alone.shp").write_bytes((folder / "a.shp").read_bytes())
    return folder


def pack(folder: Path, name: str, *members: str) -> None:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(folder / member, f"data/{member}")


@pytest.mark.parametrize(
    "name",
    ["a.shp", "metres.shp", "old.shp", "a.fgb", "a.gpkg", "shape.zip", "json.zip", "a.geojson.gz"],
)
def test_every_format_gives_the_same_borders(folder: Path, name: str) -> None:
    found = read_borders(folder / name, kind="country")
    # FlatGeobuf has its features in an order of its own
    areas = found.of_kind("country").set_index("name")["geometry"][NAMES].to_numpy()
    assert shapely.hausdorff_distance(areas, np.array(SQUARES)).max() < 1e-6
    told = [each for each in found.problems if each.code == "encoding"]
    assert len(told) == (name == "old.shp")


@pytest.mark.parametrize("name", ["a.shp", "metres.shp", "a.fgb"])
def test_what_a_file_states_of_its_crs_goes_before_what_the_settings_do(
    folder: Path, name: str
) -> None:
    areas = read_borders(folder / name, crs="EPSG:3857").of_kind("country", "region")
    found = areas.set_index("name")["geometry"][NAMES].to_numpy()
    assert shapely.hausdorff_distance(found, np.array(SQUARES)).max() < 1e-6


def test_a_crs_that_is_none_of_the_earth_is_said(folder: Path, tmp_path: Path) -> None:
    for part in (".shp", ".shx", ".dbf"):
        (tmp_path / f"metres{part}").write_bytes((folder / f"metres{part}").read_bytes())
    (tmp_path / "metres.prj").write_text('LOCAL_CS["Site",UNIT["metre",1]]')
    with pytest.raises(DataError, match=r"names the CRS .*which is not known; export as EPSG:4326"):
        read_borders(tmp_path / "metres.shp")
    frame = geopandas.GeoDataFrame({"name": NAMES}, geometry=SQUARES, crs=4326)
    frame = frame.to_crs("+proj=tmerc +lat_0=45 +lon_0=40 +k=0.9 +x_0=7 +ellps=bessel +units=m")
    given = borders_from_frame(frame, "table", crs="EPSG:3857").of_kind("country", "region")
    found = given.set_index("name")["geometry"][NAMES].to_numpy()
    assert shapely.hausdorff_distance(found, np.array(SQUARES)).max() < 1e-6


def test_gzip_of_several_parts_is_read_to_its_end(folder: Path, tmp_path: Path) -> None:
    text = (folder / "a.geojson").read_bytes()
    packed = gzip.compress(text[:200]) + gzip.compress(text[200:])
    (tmp_path / "parts.geojson.gz").write_bytes(packed)
    assert len(read_borders(tmp_path / "parts.geojson.gz", kind="country").of_kind("country")) == 3
    for data, words in ((packed[:-20], "cut off"), (packed + b"rest", "damaged")):
        (tmp_path / "parts.geojson.gz").write_bytes(data)
        with pytest.raises(DataError, match=words):
            read_borders(tmp_path / "parts.geojson.gz")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("two.zip", "has 2 border files in it: data/a.geojson, data/a.fgb; unpack it and name one"),
        ("none.zip", "has no border file in it"),
        ("two.gpkg", "has 2 layers that may be borders: one, other"),
        ("alone.shp", "is a Shapefile without its .dbf and .shx"),
        ("bomb.gz", "unpacks to more than 25 MB"),
        ("a.dbf", "is a part of a Shapefile, not GeoJSON; name the .shp beside it"),
    ],
)
def test_what_cannot_be_read_is_said(folder: Path, name: str, words: str) -> None:
    with pytest.raises(DataError) as caught:
        read_borders(folder / name)
    assert words in str(caught.value.problems[0])
    assert str(folder) not in str(caught.value.problems[0])


def test_a_part_that_is_a_link_to_elsewhere_is_not_read(folder: Path, tmp_path: Path) -> None:
    for part in (".shp", ".shx"):
        (tmp_path / f"a{part}").write_bytes((folder / f"a{part}").read_bytes())
    (tmp_path / "a.dbf").symlink_to(folder / "a.dbf")
    with pytest.raises(DataError, match=r"without its \.dbf"):
        read_borders(tmp_path / "a.shp")


@pytest.mark.parametrize("name", ["a.fgb", "a.gpkg", "old.shp", "shape.zip"])
def test_a_damaged_file_is_read_or_refused(folder: Path, tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    for part in (".shx", ".dbf"):
        (tmp_path / f"a{part}").write_bytes((folder / f"old{part}").read_bytes())
    data = (folder / name).read_bytes()
    for _ in range(12):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            damaged[chance.randrange(len(data))] = chance.randrange(256)
        cut = len(data) if chance.random() < 0.7 else chance.randrange(20, len(data))
        path = tmp_path / f"a{Path(name).suffix}"
        path.write_bytes(damaged[:cut])
        with suppress(DataError):
            read_borders(path)
