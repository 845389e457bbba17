"""GPX -> features: waypoints, tracks and routes (https://www.topografix.com/GPX/1/1/)."""

from __future__ import annotations

from contextlib import suppress
from xml.etree.ElementTree import Element

from deploymap.sheets.formats.kml import finite, put_coordinates
from deploymap.sheets.formats.markup import child_text, parse_xml, plain_text, text_of
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.formats.shapes import make_shape
from deploymap.sheets.formats.tracks import Fix, track_features

# what is no waypoint, and what it is called
OTHERS = {"trk": "track", "rte": "route"}

# column -> the element of a waypoint
ELEMENTS = {
    "name": "name",
    "elevation_m": "ele",
    "date": "time",
    "kind": "type",
    "symbol": "sym",
    "source": "src",
}

_ADVICE = "export the waypoints as GPX once more"


def read_gpx(data: bytes, file: str) -> Features:
    """Return the waypoints, and of each track with times one unit over time.

    A track without times, and a route, is a line.
    """
    root = parse_xml(data, file, _ADVICE)
    if root.tag != "gpx":
        raise broken(file, f"is no GPX; its first element is <{root.tag}>", _ADVICE)
    elements = [each for each in root if each.tag in OTHERS or each.tag == "wpt"]
    features: list[Feature] = []
    for number, element in enumerate(elements, 1):
        made = [_make_waypoint(element)] if element.tag == "wpt" else _make_line(element, number)
        for feature in made:
            feature.number = number
        features += made
    title = child_text(root, "name") or text_of(root.find("metadata/name"))
    return Features(features, title=title)


def _make_line(element: Element, number: int) -> list[Feature]:
    """Return a track or route as features: one for each minute of its times, else one line."""
    points = [each for tag in ("trkpt", "rtept") for each in element.iter(tag)]
    fixes, pairs = [], []
    for each in points:
        try:
            x, y = finite(each.get("lon", "")), finite(each.get("lat", ""))
        except ValueError:
            continue
        pairs.append((x, y))
        if time := child_text(each, "time"):
            fixes.append(Fix(time, x, y))
    properties = _texts_of(element)
    if fixes:
        return track_features(properties, fixes, number)
    feature = Feature(properties, other=OTHERS[element.tag])
    with suppress(ValueError):
        feature.shape = make_shape("LineString" if len(pairs) > 1 else "MultiPoint", pairs)
    return [feature]


def _make_waypoint(element: Element) -> Feature:
    """Return one waypoint."""
    feature = Feature(_texts_of(element))
    return put_coordinates(feature, f"{element.get('lon', '')},{element.get('lat', '')}")


def _texts_of(element: Element) -> dict[str, str]:
    """Return what is said of a waypoint, track or route; blank elements are left out."""
    words = [plain_text(child_text(element, name)) for name in ("desc", "cmt")]
    link = element.find("link")
    texts = {column: child_text(element, name) for column, name in ELEMENTS.items()}
    texts["note"] = "; ".join(dict.fromkeys(filter(None, words)))
    texts["source_url"] = link.get("href", "").strip() if link is not None else ""
    own = {column: text for column, text in texts.items() if text or column == "name"}
    return {**_extensions_of(element), **own}


def _extensions_of(element: Element) -> dict[str, str]:
    """Return what other programs added: the elements that hold nothing but text."""
    added = (leaf for part in element.iterfind("extensions") for leaf in part.iter())
    return {leaf.tag: text_of(leaf) for leaf in added if not len(leaf) and text_of(leaf)}
