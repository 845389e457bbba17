"""The name of a coordinate reference system, as people and files write it -> what PROJ makes of it.

pyproj takes 0.1 s to import, which a sheet in degrees should not pay: each function does it late.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

WGS84, WEB_MERCATOR = "EPSG:4326", "EPSG:3857"

# numbers of Web Mercator from before EPSG gave it one
_OLD_MERCATOR = re.compile(r"\bEPSG(.*?)(900913|3785|102100|102113)$", re.IGNORECASE)
# numbers of Esri's, which files give as EPSG's
_OF_ESRI = re.compile(r".*\bEPSG\b[\w.:/]*?[:/]((?:10[0-9]|5[34])\d{3})$", re.IGNORECASE)


def find_crs(given: Any) -> Any:
    """Return a system as pyproj has it, None for one that is not known.

    `given` is a name such as `EPSG:28406` or `28406`, a PROJ string, WKT, or whatever pyproj takes.
    """
    from pyproj import CRS
    from pyproj.exceptions import ProjError

    if isinstance(given, str):
        name = given.strip()
        given = f"EPSG:{name}" if re.fullmatch("[0-9]+", name) else name
        given = _OF_ESRI.sub(r"ESRI:\1", _OLD_MERCATOR.sub(WEB_MERCATOR, given))
    try:
        # +init=epsg:28406 is old, and still found in files
        with warnings.catch_warnings(action="ignore"):
            return CRS.from_user_input(given)
    except (ProjError, TypeError, ValueError):
        return None


def way_to_wgs84(crs: Any) -> Any:
    """Return pyproj's transformer from a system to lon, lat on WGS84, x before y.

    None for a system that has no easting and northing, nor latitude and longitude.
    """
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    # PROJ leaves heights alone without a word
    if not (crs.is_geographic or crs.is_projected):
        return None
    try:
        return Transformer.from_crs(crs, WGS84, always_xy=True)
    except ProjError:
        return None


def is_wgs84(crs: Any) -> bool:
    """Return whether a system is latitude and longitude on WGS84, in whichever order."""
    return bool(crs.equals(find_crs(WGS84), ignore_axis_order=True))
