"""The shapes of the border file that ships with deploymap, read when the package was built.

A third of the time of reading that file went into its 140,000 numbers.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from shapely.errors import GEOSException

from deploymap.arrays import Geometries
from deploymap.packaged import STATIC

# a SHA-256, and the shapes of the GeoJSON with that hash, as one WKB collection
READY = STATIC / "borders.wkb"
HASH_BYTES = 32


def ready_shapes(sha256: bytes, path: Path = READY) -> Geometries | None:
    """Return the shapes of the GeoJSON with this hash, None where it is another file.

    They are what `geojson.build_shapes` makes of it: all of them are valid.
    """
    try:
        with path.open("rb") as file:
            if file.read(HASH_BYTES) != sha256:
                return None
            return np.asarray(shapely.get_parts(shapely.from_wkb(file.read())))
    except (OSError, GEOSException):
        return None
