"""A map of the folder's own under everything: an image, drawn anew as Web Mercator shows it."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from deploymap.arrays import Floats
from deploymap.overlays.imageplace import Georeference, WrongPlaceError, find_place
from deploymap.problems import DataError, Fault, Problem, UsageError, shorten
from deploymap.settings.values import Backdrop
from deploymap.sheets.source import load_source

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF")
MOST_BYTES = 200_000_000
MOST_PIXELS = 100_000_000
# px of the longer side in the page: a window's width, nearer by three zooms of a half
MOST_SIDE = 2_400
QUALITY = 80  # of WebP
CELLS = 16  # of the net by which an image is bent, either way
SAME = 0.5  # px: nothing is bent for less
NORTH = 85.0  # as far as Web Mercator goes, degrees


@dataclass(frozen=True, eq=False)
class DrawnImage:
    """An image as the page carries it: WebP, evenly on Web Mercator between `bounds`.

    `bounds` are west, south, east, north in degrees. `file` is the name of the one that it was made
    of, `sha256` the hash of its bytes.
    """

    file: str
    sha256: str
    data: bytes
    bounds: Box


def read_image(backdrop: Backdrop, home: Path) -> tuple[DrawnImage | None, list[Problem]]:
    """Return the image of a folder's settings, None where there is none, and what is wrong.

    A notice says how large it is in the page.
    """
    if not backdrop.image:
        return None, []
    try:
        source = load_source(home / backdrop.image, limit=MOST_BYTES)
    except DataError as error:
        return None, list(error.problems)
    except UsageError as error:
        return None, [_tell(backdrop, "image-broken", str(error), "correct ground.image")]
    try:
        image = _open(source.data)
        place = find_place(backdrop, home, image)
        drawn, bounds = _draw(image, place)
        data = _pack(drawn)
    except WrongImageError as error:
        return None, [_tell(backdrop, error.code, str(error), error.advice)]
    except WrongPlaceError as error:
        return None, [_tell(backdrop, "image-place", str(error), error.advice)]
    except MemoryError:
        return None, [_tell(backdrop, "limit", "takes more memory than there is", SMALLER)]
    wide, high = drawn.size
    words = f"is carried in the page as {wide:,} × {high:,} px, {len(data) / 1000:,.0f} kB"
    fault = Fault("image-carried", words, "")
    notice = Problem.of_file(backdrop.image, fault, "notice")
    return DrawnImage(source.name, source.sha256, data, bounds), [notice]


def tell_without_units(image: DrawnImage, name: str, lat: Floats, lon: Floats) -> list[Problem]:
    """Return a warning where no unit stands on an image, nor beside it; of no units there is none.

    `lat` and `lon` are of the units, degrees, NaN where one is nowhere.
    """
    if not np.isfinite(lat + lon).any() or _is_beside(image.bounds, lat, lon):
        return []
    is_turned = _is_beside(image.bounds, lon, lat)
    advice = "exchange lon and lat in image_corners" if is_turned else "correct image_corners"
    west, south, east, north = (f"{side:.4g}" for side in image.bounds)
    words = f"lies at lat {south} to {north}, lon {west} to {east}, where no unit is"
    return [Problem.of_file(name, Fault("image-place", words, advice), "warning")]


def _is_beside(bounds: Box, lat: Floats, lon: Floats) -> bool:
    """Return whether a position is on an image, or no farther from it than it is wide or high."""
    west, south, east, north = bounds
    wide, high = east - west, north - south
    across = (lon - (west - wide)) % 360 <= 3 * wide
    return bool((across & (lat >= south - high) & (lat <= north + high)).any())


SMALLER = "save it smaller: the page shows no more than 2,400 px of it"


class WrongImageError(Exception):
    """What is wrong with an image; `code` and `advice` are those of a fault."""

    def __init__(self, code: str, words: str, advice: str) -> None:
        """Keep what a fault is made of."""
        super().__init__(words)
        self.code, self.advice = code, advice


def _tell(backdrop: Backdrop, code: str, words: str, advice: str) -> Problem:
    return Problem.of_file(backdrop.image, Fault(code, words, advice))


def _open(data: bytes) -> Image:
    """Return an image of which only the head is read."""
    # a map without one does not pay for the library
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        words = "is no PNG, JPEG, WebP or TIFF image that can be read"
        raise WrongImageError("image-broken", words, "open and save it as PNG") from None
    except Image.DecompressionBombError as error:
        count = re.search("[0-9]+", str(error))
        raise _too_many(int(count[0]) if count else 2 * MOST_PIXELS) from None
    except Exception as error:
        raise _broken(error) from None
    if image.size[0] * image.size[1] > MOST_PIXELS:
        raise _too_many(image.size[0] * image.size[1])
    return image


def _too_many(pixels: int) -> WrongImageError:
    words = f"has {pixels / 1e6:,.0f} million pixels; {MOST_PIXELS / 1e6:,.0f} million are the most"
    return WrongImageError("limit", words, SMALLER)


def _broken(error: Exception) -> WrongImageError:
    words = f"breaks off or is broken: {shorten(str(error))}"
    return WrongImageError("image-broken", words, "copy or save it once more")


def _draw(image: Image, place: Georeference) -> tuple[Image, Box]:
    """Return an image as Web Mercator shows it, in px enough for the page, and its bounds."""
    bounds = _bounds_of(place)
    size = _size_for(image, bounds)
    net = _net_of(place, bounds, size)
    plain = _load(image, size)
    scale = np.array(plain.size) / np.array(place.size)
    net = net * scale
    even = _even_net(plain.size)
    if np.abs(net - even).max() < SAME * max(plain.size[0] / size[0], 1.0):
        return _resized(plain, size), bounds
    return _bend(plain, net, size), bounds


def _bounds_of(place: Georeference) -> Box:
    """Return west, south, east, north around the edge of an image."""
    wide, high = place.size
    x, y = np.linspace(0, wide, 33), np.linspace(0, high, 33)
    edge = np.concatenate(
        [
            np.stack([x, np.zeros(33)], 1),
            np.stack([x, np.full(33, high)], 1),
            np.stack([np.zeros(33), y], 1),
            np.stack([np.full(33, wide), y], 1),
        ]
    )
    lon, lat = place.to_degrees(edge).T
    if not np.isfinite(lon + lat).all() or np.abs(lat).max() > 90 or np.ptp(lon) > 360:
        raise WrongPlaceError(
            "does not lie on the earth by its corners or its world file",
            "write image_corners in degrees, or image_crs for a world file in metres",
        )
    south, north = max(lat.min(), -NORTH), min(lat.max(), NORTH)
    if south >= north or lon.min() >= lon.max():
        raise WrongPlaceError("has no size by its corners", "correct image_corners")
    return float(lon.min()), float(south), float(lon.max()), float(north)


def _size_for(image: Image, bounds: Box) -> tuple[int, int]:
    """Return the px that an image has on Web Mercator: about as many as now, at most MOST_SIDE."""
    west, south, east, north = bounds
    wide, high = np.radians(east - west), _mercator(north) - _mercator(south)
    pixels = image.size[0] * image.size[1]
    width = np.sqrt(pixels * wide / high)
    most = min(MOST_SIDE, max(image.size))
    factor = min(1.0, most / max(width, width * high / wide))
    return max(round(factor * width), 1), max(round(factor * width * high / wide), 1)


def _net_of(place: Georeference, bounds: Box, size: tuple[int, int]) -> Floats:
    """Return the px of the image at the knots of a net over its bounds: rows, columns, x and y."""
    west, south, east, north = bounds
    lon = np.linspace(west, east, CELLS + 1)
    y = np.linspace(_mercator(north), _mercator(south), CELLS + 1)
    lat = np.degrees(np.arctan(np.sinh(y)))
    knots = np.stack(np.meshgrid(lon, lat), axis=-1).reshape(-1, 2)
    return place.to_pixels(knots).reshape(CELLS + 1, CELLS + 1, 2)


def _even_net(size: tuple[int, int]) -> Floats:
    x, y = (np.linspace(0, side, CELLS + 1) for side in size)
    return np.stack(np.meshgrid(x, y), axis=-1)


def _mercator(lat: float) -> float:
    return float(np.arcsinh(np.tan(np.radians(lat))))


def _load(image: Image, size: tuple[int, int]) -> Image:
    """Return the pixels of an image, not many more than there will be."""
    from PIL import Image

    try:
        image.draft("RGB", size)
        image.load()
        has_holes = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA")
        plain = image.convert("RGBA" if has_holes else "RGB")
    except MemoryError:
        raise
    except Exception as error:
        raise _broken(error) from None
    factor = max(size) / max(plain.size)
    if factor >= 1:
        return plain
    wide, high = (max(round(factor * side), 1) for side in plain.size)
    return plain.resize((wide, high), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _resized(image: Image, size: tuple[int, int]) -> Image:
    from PIL import Image

    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _bend(image: Image, net: Floats, size: tuple[int, int]) -> Image:
    """Return an image bent by a net; where it has nothing it is clear."""
    from PIL import Image

    x, y = (np.round(np.linspace(0, side, CELLS + 1)).astype(int) for side in size)
    cells: list[tuple[Any, Sequence[float]]] = []
    for row in range(CELLS):
        for column in range(CELLS):
            box = (int(x[column]), int(y[row]), int(x[column + 1]), int(y[row + 1]))
            corners = [(row, column), (row + 1, column), (row + 1, column + 1), (row, column + 1)]
            if box[0] < box[2] and box[1] < box[3]:
                quad = [float(value) for corner in corners for value in net[corner]]
                cells.append((box, quad))
    clear = image.convert("RGBA")
    return clear.transform(size, Image.Transform.MESH, cells, Image.Resampling.BICUBIC)


def _pack(image: Image) -> bytes:
    packed = io.BytesIO()
    image.save(packed, "WEBP", quality=QUALITY, method=4)
    return packed.getvalue()
