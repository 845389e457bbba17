"""What a map has to say of the borders that ship with deploymap, where it shows them.

The sentences, with their sources, stand by name in `languages/borders/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from deploymap.arrays import Floats

Box = tuple[float, float, float, float]

# of the border file that ships with deploymap: the region by its code, or the kind of line, that
# the map has to show for each sentence
PACKAGED = {
    "packagedBorders": "UA-43",
    "packagedDeFacto": "de_facto_line",
    "packagedContact": "line_of_contact",
}
# of the world: where each has to be in view, west, south, east, north
DISPUTES: dict[str, Box] = {
    "crimea": (32.4, 44.3, 36.7, 46.3),
    "kashmir": (72.5, 32.2, 80.4, 37.1),
    "aksaiChin": (77.8, 33.0, 80.6, 35.9),
    "arunachal": (91.5, 26.6, 97.5, 29.5),
    "taiwan": (118.0, 21.7, 122.2, 26.5),
    "southChinaSea": (109.0, 6.0, 118.5, 17.5),
    "senkaku": (123.3, 25.6, 124.7, 26.0),
    "kurils": (145.3, 43.3, 149.0, 45.6),
    "korea": (126.0, 37.6, 128.5, 38.7),
    "westernSahara": (-17.2, 20.7, -8.6, 27.7),
    "golan": (35.6, 32.6, 35.95, 33.4),
    "palestine": (34.2, 31.2, 35.6, 32.6),
    "cyprus": (32.5, 34.9, 34.6, 35.7),
    "kosovo": (20.0, 41.8, 21.8, 43.3),
    "georgia": (40.0, 41.9, 44.8, 43.6),
    "transnistria": (28.5, 46.4, 30.2, 48.2),
    "somaliland": (42.6, 8.0, 49.1, 11.5),
    "abyei": (27.5, 9.2, 29.2, 10.3),
    "falklands": (-61.5, -52.5, -57.6, -51.0),
    "southGeorgia": (-38.3, -59.5, -26.2, -53.9),
    "essequibo": (-61.4, 1.2, -57.6, 8.6),
}
# of a view's width a place has to have, to be seen on it at all
SEEN = 1 / 90
NOWHERE = np.empty((0, 2))


def tell_disputes(
    views: Iterable[Box],
    words: Mapping[str, str],
    *,
    is_dashed: bool,
    is_old: bool = False,
    places: Floats = NOWHERE,
) -> tuple[str, ...]:
    """Return a paragraph on the borders, and one on each dispute that a view shows.

    Of an old map, whose time had other borders, it says that these are those of today.

    A view is west, south, east, north in degrees, over 180 degrees with the greater number east.
    `is_dashed` says whether one shows a disputed line. Where one of `places` (rows of lon, lat in
    degrees, WGS 84) is in dispute, that is told though the view is too wide to show it.
    """
    boxes = list(views)
    said = ["general", *(["ofToday"] if is_old else []), *(["dashed"] if is_dashed else [])]
    general = " ".join(words[name] for name in said)
    seen = (
        name
        for name, box in DISPUTES.items()
        if any(meets(box, view) for view in boxes) or _has_any(box, places)
    )
    return (general, *(words[name] for name in seen))


def _has_any(box: Box, places: Floats) -> bool:
    """Return whether one of some lon, lat lies in a box."""
    west, south, east, north = box
    lon, lat = places.T
    return bool(((lon > west) & (lon < east) & (lat > south) & (lat < north)).any())


def meets(one: Box, view: Box) -> bool:
    """Return whether a view shows a part of a box, large enough, on whichever turn of the world."""
    west, south, east, north = view
    if one[2] - one[0] < SEEN * (east - west):
        return False
    return any(
        one[0] + turn < east and one[2] + turn > west and one[1] < north and one[3] > south
        for turn in (-360, 0, 360)
    )
