"""Where on earth the pixels of an image lie: by its corners, a world file, or a GeoTIFF's tags."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from deploymap.arrays import Floats
from deploymap.crs import find_crs
from deploymap.problems import DataError, UsageError, shorten
from deploymap.settings.values import Backdrop
from deploymap.sheets.source import load_source

if TYPE_CHECKING:
    from PIL.Image import Image

WORLD_BYTES = 10_000
# tags of GeoTIFF: size of a pixel, tie points, matrix, directory of keys
PIXEL_SCALE, TIE_POINTS, MATRIX, KEYS = 33550, 33922, 34264, 34735
# keys of GeoTIFF: whether a pixel is a point, the CRS in degrees, the CRS on a plane
RASTER_TYPE, GEOGRAPHIC, PROJECTED = 1025, 2048, 3072
CORNERS = "write image_corners = [west, south, east, north] in degrees under [ground]"


class WrongPlaceError(Exception):
    """Why nobody can say where an image lies; `advice` is that of a fault."""

    def __init__(self, words: str, advice: str = CORNERS) -> None:
        """Keep what a fault is made of."""
        super().__init__(words)
        self.advice = advice


@dataclass(frozen=True, eq=False)
class Georeference:
    """How pixels (x to the right, y down, from the top left corner) lie on a plane.

    `matrix` is a homography, 3 by 3, to the x and y of `crs`, None for lon and lat in degrees.
    """

    size: tuple[int, int]
    matrix: Floats
    crs: Any = None

    def to_degrees(self, pixels: Floats) -> Floats:
        """Return lon, lat of pixels."""
        points = _apply(self.matrix, pixels)
        return points if self.crs is None else self._turn(points, to_degrees=True)

    def to_pixels(self, degrees: Floats) -> Floats:
        """Return pixels of lon, lat."""
        points = degrees if self.crs is None else self._turn(degrees, to_degrees=False)
        return _apply(np.asarray(np.linalg.inv(self.matrix), np.float64), points)

    def _turn(self, points: Floats, *, to_degrees: bool) -> Floats:
        from pyproj import Transformer

        one, other = (self.crs, "EPSG:4326") if to_degrees else ("EPSG:4326", self.crs)
        x, y = Transformer.from_crs(one, other, always_xy=True).transform(*points.T)
        return np.stack([x, y], axis=1)


def find_place(backdrop: Backdrop, home: Path, image: Image) -> Georeference:
    """Return where an image lies; raises `WrongPlaceError` where nothing says it."""
    wide, high = image.size
    crs = _named_crs(backdrop.image_crs)
    if backdrop.image_corners:
        matrix = _from_corners(np.array(backdrop.image_corners, float), wide, high)
    elif (found := _from_tags(image)) is not None:
        matrix, own = found
        crs = crs or own
    else:
        matrix = _from_world_file(home / backdrop.image, home)
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-300:
        raise WrongPlaceError("has corners in one line")
    return Georeference((wide, high), matrix, crs)


def _named_crs(name: str) -> Any:
    if not name:
        return None
    crs = find_crs(name)
    if crs is None or not (crs.is_geographic or crs.is_projected):
        words = f"has the CRS {shorten(name)}, which is none of a map"
        raise WrongPlaceError(words, "correct image_crs")
    return crs


def _apply(matrix: Floats, points: Floats) -> Floats:
    turned = np.c_[points, np.ones(len(points))] @ matrix.T
    return np.asarray(turned[:, :2] / turned[:, 2:])


def _from_corners(corners: Floats, wide: int, high: int) -> Floats:
    """Return the homography of four corners, from the top left one clockwise."""
    pixels = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], float)
    rows, values = [], []
    for (x, y), (u, v) in zip(pixels, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    try:
        return np.append(np.linalg.solve(rows, values), 1.0).reshape(3, 3)
    except np.linalg.LinAlgError:
        raise WrongPlaceError("has corners in one line") from None


def _from_world_file(path: Path, home: Path) -> Floats:
    """Return the matrix of a world file: six lines, A D B E C F, of the middle of a pixel."""
    # https://www.esri.com/content/dam/esrisites/sitecore-archive/Files/Pdfs/library/whitepapers
    end = path.suffix[1:].casefold()
    ends = [f"{end[:1]}{end[-1:]}w", f"{end}w", "wld"]
    names = [path.with_suffix(f".{one}") for each in ends for one in (each, each.upper())]
    for name in (*names, path.with_name(f"{path.name}w"), path.with_name(f"{path.name}.wld")):
        if name.is_file() and name.resolve().is_relative_to(home.resolve()):
            return _read_world_file(name)
    raise WrongPlaceError("has no corners: nothing says where on earth it lies")


def _read_world_file(path: Path) -> Floats:
    advice = "it has six lines with a number each; or write image_corners"
    try:
        texts = load_source(path, limit=WORLD_BYTES).data.decode("utf-8-sig").split()
        a, d, b, e, c, f = (float(text.replace(",", ".")) for text in texts)
    except (DataError, UsageError, UnicodeDecodeError, ValueError):
        raise WrongPlaceError(f"has a world file that is none, {path.name}", advice) from None
    return np.array([[a, b, c - (a + b) / 2], [d, e, f - (d + e) / 2], [0, 0, 1]])


def _from_tags(image: Image) -> tuple[Floats, Any] | None:
    """Return the matrix and the CRS of a GeoTIFF, None for any other image.

    https://docs.ogc.org/is/19-008r4/19-008r4.html
    """
    tags = getattr(image, "tag_v2", {})
    keys = tags.get(KEYS, ())
    listed = {keys[at]: keys[at + 3] for at in range(4, len(keys) - 3, 4) if not keys[at + 1]}
    code = listed.get(PROJECTED) or listed.get(GEOGRAPHIC)
    if MATRIX in tags and len(tags[MATRIX]) == 16:
        whole = np.array(tags[MATRIX], float).reshape(4, 4)
        matrix = whole[np.ix_([0, 1, 3], [0, 1, 3])]
    elif len(tags.get(PIXEL_SCALE, ())) >= 2 and len(tags.get(TIE_POINTS, ())) >= 6:
        (sx, sy), (px, py, _, x, y, _) = tags[PIXEL_SCALE][:2], tags[TIE_POINTS][:6]
        matrix = np.array([[sx, 0, x - sx * px], [0, -sy, y + sy * py], [0, 0, 1]], float)
    else:
        return None
    if listed.get(RASTER_TYPE) == 2:
        matrix = matrix @ np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
    crs = _named_crs(f"EPSG:{code}") if code and code not in (4326, 32767) else None
    return matrix, crs
