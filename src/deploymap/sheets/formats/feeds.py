"""Feeds -> features: RSS and Atom whose entries have positions, as GeoRSS or W3C Geo write them.

https://docs.ogc.org/cs/17-002r1/17-002r1.html and https://www.w3.org/2003/01/geo/
"""

from __future__ import annotations

from contextlib import suppress
from xml.etree.ElementTree import Element

from deploymap.sheets.formats.kml import put_coordinates
from deploymap.sheets.formats.markup import child_text, parse_xml, plain_text, text_of
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.rows import broken
from deploymap.sheets.formats.shapes import make_shape

ENTRIES = {"item", "entry"}
# column -> the elements that say it, the likeliest first
ELEMENTS = {
    "name": ("title",),
    "date": ("pubDate", "date", "published", "issued", "updated"),
    "note": ("description", "summary", "content"),
    "source_url": ("link",),
}
# elements of shapes, whose texts are pairs of latitude and longitude
SHAPES = {"line": "LineString", "polygon": "Polygon"}
POSITIONS = {"point", "pos", "lat", "long", "Point", "where", "posList", "box", *SHAPES}

_ADVICE = "save the feed once more, as RSS or Atom"


def read_feed(data: bytes, file: str) -> Features:
    """Return the entries of a feed."""
    root = parse_xml(data, file, _ADVICE)
    entries = [each for each in root.iter() if each.tag in ENTRIES]
    if not entries:
        raise broken(file, "has no entries", _ADVICE)
    channel = root.find("channel")
    title = child_text(root if channel is None else channel, "title")
    return Features([_make_entry(each) for each in entries], title=title, part="entry")


def _make_entry(entry: Element) -> Feature:
    """Return one entry of a feed; elements of others than the usual keep their own names."""
    texts = {column: plain_text(child_text(entry, *of)) for column, of in ELEMENTS.items()}
    link = entry.find("link")
    if link is not None and not texts["source_url"]:
        texts["source_url"] = link.get("href", "").strip()
    known = {*POSITIONS, *(name for of in ELEMENTS.values() for name in of)}
    own = {each.tag: text_of(each) for each in entry if each.tag not in known and not len(each)}
    texts |= {name: text for name, text in own.items() if text and name not in texts}
    stated = {name: text for name, text in texts.items() if text or name == "name"}
    return _place(Feature(stated), entry)


def _place(feature: Feature, entry: Element) -> Feature:
    """Put the position that an entry states into its feature."""
    found = {each.tag: text_of(each) for each in entry.iter() if text_of(each)}
    for tag, kind in SHAPES.items():
        if numbers := found.get(tag, "").replace(",", " ").split():
            feature.other = kind
            pairs = list(zip(numbers[1::2], numbers[::2], strict=False))
            with suppress(ValueError):
                feature.shape = make_shape(kind, [pairs] if kind == "Polygon" else pairs)
            return feature
    pair = (found.get("point") or found.get("pos", "")).replace(",", " ").split()
    lat, lon = pair[:2] if len(pair) >= 2 else (found.get("lat", ""), found.get("long", ""))
    return put_coordinates(feature, f"{lon},{lat}") if lat or lon else feature
