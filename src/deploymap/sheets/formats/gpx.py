"""GPX -> features: its waypoints (https://www.topografix.com/GPX/1/1/)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from deploymap.sheets.formats.kml import put_coordinates
from deploymap.sheets.formats.markup import child_text, parse_xml, plain_text, text_of
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.rows import broken

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
    """Return the waypoints; tracks and routes count as features that are no points."""
    root = parse_xml(data, file, _ADVICE)
    if root.tag != "gpx":
        raise broken(file, f"is no GPX; its first element is <{root.tag}>", _ADVICE)
    return Features(
        [
            Feature({}, other=OTHERS[element.tag])
            if element.tag in OTHERS
            else make_waypoint(element)
            for element in root
            if element.tag in OTHERS or element.tag == "wpt"
        ]
    )


def make_waypoint(element: Element) -> Feature:
    """Return one waypoint; blank elements are left out."""
    words = [plain_text(child_text(element, name)) for name in ("desc", "cmt")]
    link = element.find("link")
    texts = {column: child_text(element, name) for column, name in ELEMENTS.items()}
    texts["note"] = "; ".join(dict.fromkeys(filter(None, words)))
    texts["source_url"] = link.get("href", "").strip() if link is not None else ""
    own = {column: text for column, text in texts.items() if text or column == "name"}
    feature = Feature({**extensions_of(element), **own})
    return put_coordinates(feature, f"{element.get('lon', '')},{element.get('lat', '')}")


def extensions_of(element: Element) -> dict[str, str]:
    """Return what other programs added: the elements that hold nothing but text."""
    added = (leaf for part in element.iterfind("extensions") for leaf in part.iter())
    return {leaf.tag: text_of(leaf) for leaf in added if not len(leaf) and text_of(leaf)}
