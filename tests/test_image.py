"""The image under a map: where its pixels come to lie, and what is told of bad ones."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pytest
from PIL import Image, TiffImagePlugin

from deploymap import build
from deploymap.overlays.image import MOST_SIDE, read_image
from deploymap.problems import ConfigError, UsageError
from deploymap.settings.config import read_config
from deploymap.settings.values import Backdrop

SPOT = (4.41, 50.68)  # lon, lat of a red spot
WEST, SOUTH, EAST, NORTH = CORNERS = (4.35, 50.64, 4.45, 50.70)
LISTED = ((WEST, NORTH), (EAST, NORTH), (EAST, SOUTH), (WEST, SOUTH))
SIZE = (800, 700)


def picture(to_pixel: Any, size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a grey picture with a red spot at SPOT."""
    image = Image.new("RGB", size, (120, 120, 120))
    x, y = to_pixel(*SPOT)
    image.paste((255, 0, 0), (round(x) - 12, round(y) - 12, round(x) + 12, round(y) + 12))
    return image


def by_corners(lon: float, lat: float) -> tuple[float, float]:
    return (
        (lon - WEST) / (EAST - WEST) * SIZE[0],
        (NORTH - lat) / (NORTH - SOUTH) * SIZE[1],
    )


def spot_of(drawn: Any) -> tuple[float, float]:
    """Return lon, lat of the middle of what is red in an image that lies on Web Mercator."""
    image = np.asarray(Image.open(io.BytesIO(drawn.data)).convert("RGB"), int)
    y, x = np.nonzero((image[..., 0] > 200) & (image[..., 1] < 60))
    high, wide = image.shape[:2]
    west, south, east, north = drawn.bounds
    top, foot = (np.arcsinh(np.tan(np.radians(lat))) for lat in (north, south))
    mercator = top + (y.mean() + 0.5) / high * (foot - top)
    lon = west + (x.mean() + 0.5) / wide * (east - west)
    return lon, float(np.degrees(np.arctan(np.sinh(mercator))))


def check_spot(folder: Path, backdrop: Backdrop, km: float = 0.02) -> Any:
    drawn, problems = read_image(backdrop, folder)
    assert [problem.code for problem in problems] == ["image-carried"], problems
    assert drawn is not None
    lon, lat = spot_of(drawn)
    assert np.hypot((lon - SPOT[0]) * 70, (lat - SPOT[1]) * 111) < km
    return drawn


@pytest.mark.parametrize("form", ["png", "jpg", "webp"])
def test_an_image_lies_between_its_corners(tmp_path: Path, form: str) -> None:
    picture(by_corners).save(tmp_path / f"map.{form}")
    drawn = check_spot(tmp_path, Backdrop(f"map.{form}", LISTED))
    np.testing.assert_allclose(drawn.bounds, CORNERS)
    again, _ = read_image(Backdrop(f"map.{form}", LISTED), tmp_path)
    assert again is not None
    assert again.data == drawn.data


def test_a_world_file_in_metres_of_a_crs_turns_and_bends_the_image(tmp_path: Path) -> None:
    east, north = pyproj.Transformer.from_crs(4326, 32631, always_xy=True).transform(*SPOT)
    a, d, b, e = 8.0, 2.0, 2.0, -8.0  # metres to a pixel, turned
    c, f = east - 4_000, north + 3_000
    inverse = np.linalg.inv([[a, b], [d, e]])
    picture(lambda *_: inverse @ (4_000, -3_000)).save(tmp_path / "map.png")
    lines = (a, d, b, e, c + (a + b) / 2, f + (d + e) / 2)
    (tmp_path / "map.pgw").write_text("\n".join(map(str, lines)))
    check_spot(tmp_path, Backdrop("map.png", None, "EPSG:32631"))
    _, (problem,) = read_image(Backdrop("map.png"), tmp_path)
    assert problem.code == "image-place"
    assert "image_crs" in problem.advice


def test_a_geotiff_says_itself_where_it_lies(tmp_path: Path) -> None:
    east, north = pyproj.Transformer.from_crs(4326, 32631, always_xy=True).transform(*SPOT)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[33550], tags.tagtype[33550] = (10.0, 10.0, 0.0), 12
    tags[33922], tags.tagtype[33922] = (0.0, 0.0, 0.0, east - 4_000, north + 3_000, 0.0), 12
    tags[34735], tags.tagtype[34735] = (1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 32631), 3
    picture(lambda *_: (400, 300)).save(tmp_path / "map.tif", tiffinfo=tags)
    check_spot(tmp_path, Backdrop("map.tif"))


def test_a_large_image_is_no_larger_in_the_page_than_its_zooms_need(tmp_path: Path) -> None:
    picture(by_corners).resize((5_000, 4_375)).save(tmp_path / "map.jpg", quality=60)
    drawn = check_spot(tmp_path, Backdrop("map.jpg", LISTED))
    assert max(Image.open(io.BytesIO(drawn.data)).size) == MOST_SIDE
    assert len(drawn.data) < 200_000


def whole() -> bytes:
    packed = io.BytesIO()
    rng = np.random.default_rng(1)
    Image.fromarray(rng.integers(0, 255, (90, 90, 3), np.uint8)).save(packed, "PNG")
    return packed.getvalue()


def huge() -> bytes:
    packed = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(packed, "PNG")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "corners", "code", "words"),
    [
        (whole(), None, "image-place", "has no corners: nothing says where on earth it lies"),
        (whole()[:9_000], LISTED, "image-broken", "breaks off or is broken"),
        (b"", LISTED, "image-broken", "is no PNG, JPEG, WebP or TIFF"),
        (b"<svg onload='x'/>", LISTED, "image-broken", "is no PNG, JPEG, WebP or TIFF"),
        (huge(), LISTED, "limit", "has 400 million pixels; 100 million are the most"),
        (whole(), ((4, 50), (5, 50), (6, 50), (7, 50)), "image-place", "corners in one line"),
    ],
)
def test_what_no_map_can_show_is_told_of(
    tmp_path: Path, data: bytes, corners: Any, code: str, words: str
) -> None:
    (tmp_path / "map.png").write_bytes(data)
    drawn, problems = read_image(Backdrop("map.png", corners), tmp_path)
    assert drawn is None
    assert [(problem.code, problem.severity) for problem in problems] == [(code, "error")]
    assert words in problems[0].message
    assert problems[0].advice


def test_a_world_file_that_is_none_and_a_missing_image_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(whole())
    (tmp_path / "map.wld").write_text("1 2 3")
    _, (problem,) = read_image(Backdrop("map.png"), tmp_path)
    assert "has a world file that is none, map.wld" in problem.message
    _, (problem,) = read_image(Backdrop("other.png", LISTED), tmp_path)
    assert (problem.code, problem.file) == ("image-broken", "other.png")


@pytest.mark.parametrize(
    "corners",
    [
        "[4.35, 50.64, 4.45, 50.70]",
        "['4,35', '50,64', '4,45', '50,70']",
        "['4°21′E', '50°38′24″N', '4°27′E', '50°42′N']",
        "['50°42′N 4°21′E', '50°42′N 4°27′E', '50°38′24″N 4°27′E', '50°38′24″N 4°21′E']",
        "['50.70, 4.35', '50.64, 4.45']",
        "[['4,35', '50,70'], ['4°27′E', '50°42′N'], ['50°38′24″N', '4°27′E'], [4.35, 50.64]]",
        "['31UES9533717334', '31UFS0239817467', '31UFS0252910796', '31UES9545810662']",
    ],
)
def test_corners_are_written_in_any_notation(tmp_path: Path, corners: str) -> None:
    settings = f'[ground]\nimage = "map.png"\nimage_corners = {corners}\n'
    (tmp_path / "deploymap.toml").write_text(settings, "utf-8")
    found = read_config(tmp_path).backdrop.image_corners
    np.testing.assert_allclose(found, LISTED, atol=2e-5)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("image_corners = [4, 5]", "are no corners"),
        ("image_corners = [1, 60, 2, 50]", "are no corners"),
        ("image_corners = ['31U ES', 'x', 'y', 'z']", "image_corners: x is not a position"),
        ("image_corners = ['50°N 4°E', '51°N 5°E']", "are no corners"),
        ("image_corners = [['4', '95'], ['5', '50'], ['5', '49'], ['4', '49']]", "95"),
        ("image_corners = [true, 50, 4, 51]", "are no corners"),
        ('tiles = "http://x/{z}/{x}/{y}"', "is no address of tiles"),
        ('tiles = "https://a/{z}/{x}"', "is no address of tiles"),
        ("tiles = \"https://a/{z}/{x}/{y}' 'unsafe-inline'\"", "is no address of tiles"),
    ],
)
def test_settings_that_cannot_be_are_told_of(tmp_path: Path, setting: str, words: str) -> None:
    (tmp_path / "deploymap.toml").write_text(f"[ground]\n{setting}\n")
    with pytest.raises(ConfigError, match=words):
        read_config(tmp_path)


def test_an_image_without_a_unit_on_it_is_told_of(tmp_path: Path) -> None:
    picture(by_corners).save(tmp_path / "map.png")
    (tmp_path / "units.csv").write_text("name,side,lat,lon\nA,X,50.68,4.41\nB,X,50.69,4.4\n")
    settings = '[ground]\nimage = "map.png"\nimage_corners = {}\n'
    for corners, advice in (
        ([4.35, 50.64, 4.45, 50.70], None),
        ([50.64, 4.35, 50.70, 4.45], "exchange lon and lat in image_corners"),
        ([14.35, 50.64, 14.45, 50.70], "correct image_corners"),
    ):
        (tmp_path / "deploymap.toml").write_text(settings.format(corners))
        result = build(tmp_path, output=tmp_path / "map.html")
        told = [one for one in result.problems if one.code == "image-place"]
        assert [one.advice for one in told] == [advice] * (advice is not None)
        assert all(one.severity == "warning" and one.file == "map.png" for one in told)


def test_an_image_beyond_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "units.csv").write_text("name,lat,lon\nA,50.68,4.41\n")
    (folder / "deploymap.toml").write_text('[ground]\nimage = "../map.png"\n')
    with pytest.raises(UsageError, match=r"ground.image: ../map.png is not below the folder"):
        build(folder)


def test_tiles_let_the_page_ask_their_host_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("name,lat,lon\nA,50.68,4.41\n")
    settings = 'tiles = "https://tile.example.org/{z}/{x}/{y}.png"\nattribution = "<b>Them</b>"\n'
    (tmp_path / "deploymap.toml").write_text(f"[ground]\n{settings}")
    shown = build(tmp_path)
    page = shown.to_html()
    assert "img-src data: https://tile.example.org;" in page
    assert page.count("connect-src") == 0
    assert "<b>Them" not in page
    assert [problem.code for problem in shown.problems] == ["tiles-asked"]
    assert "tile.example.org" in shown.problems[0].message
    (tmp_path / "deploymap.toml").unlink()
    assert "img-src data:;" in build(tmp_path).to_html()
