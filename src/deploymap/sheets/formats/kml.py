"""KML and KMZ -> features (https://docs.ogc.org/is/12-007r2/12-007r2.html)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from deploymap.sheets.formats.archive import unpack
from deploymap.sheets.formats.markup import child_text, parse_xml, plain_text, text_of, walk
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.rows import broken

SHAPES = frozenset(
    {
        *("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"),
        *("Model", "Track", "MultiTrack"),
    }
)

_ADVICE = "export the points as KML once more, without a document type"
_BAD = "has coordinates that are no longitude and latitude"


def read_kmz(data: bytes, file: str) -> Features:
    """Return the features of the KML in a KMZ: doc.kml, else the first one."""
    members = unpack(data, file, lambda name: name.lower().endswith(".kml"))
    if not members:
        raise broken(file, "has no KML in it", "export the points as KML or KMZ once more")
    return read_kml(members.get("doc.kml") or next(iter(members.values())), file)


def read_kml(data: bytes, file: str) -> Features:
    """Return the placemarks, with their name, note, date, folder and extended data."""
    root = parse_xml(data, file, _ADVICE)
    if root.tag != "kml":
        raise broken(file, f"is no KML; its first element is <{root.tag}>", _ADVICE)
    return Features(
        [
            place_feature(Feature(properties_of(element, within)), element)
            for element, within in walk(root)
            if element.tag == "Placemark"
        ]
    )


def properties_of(placemark: Element, within: tuple[Element, ...]) -> dict[str, str]:
    """Return the placemark's texts; its extended data wins, for that is what was exported."""
    folders = (child_text(element, "name") for element in within if element.tag == "Folder")
    begin = placemark.find("TimeSpan/begin")
    own = {
        "name": child_text(placemark, "name"),
        "note": plain_text(child_text(placemark, "description")),
        "address": child_text(placemark, "address"),
        "date": text_of(placemark.find("TimeStamp/when")) or text_of(begin),
        "folder": " / ".join(filter(None, folders)),
    }
    data = data_of(placemark)
    own = {name: text for name, text in own.items() if text or name == "name"}
    return {**own, **{name: text for name, text in data.items() if text or name not in own}}


def data_of(placemark: Element) -> dict[str, str]:
    """Return the extended data, typed or not, by name."""
    data = {
        each.get("name", ""): child_text(each, "value")
        for each in placemark.iterfind("ExtendedData/Data")
    }
    typed = placemark.iterfind("ExtendedData/SchemaData/SimpleData")
    return data | {each.get("name", ""): text_of(each) for each in typed}


def place_feature(feature: Feature, placemark: Element) -> Feature:
    """Put the geometry into the feature."""
    shape = next((child for child in placemark if child.tag in SHAPES), None)
    while shape is not None and shape.tag == "MultiGeometry":
        inner = [child for child in shape if child.tag in SHAPES]
        if len(inner) > 1:
            break
        shape = inner[0] if inner else None
    if shape is None:
        return feature
    if shape.tag != "Point":
        feature.other = shape.tag
        return feature
    return put_coordinates(feature, child_text(shape, "coordinates"))


def put_coordinates(feature: Feature, text: str) -> Feature:
    """Put `lon,lat` or `lon,lat,height` into the feature; a blank is no geometry."""
    if not text:
        return feature
    parts = [part.strip() for part in text.split(",")]
    try:
        feature.x, feature.y = (finite(part) for part in parts[:2])
    except ValueError:
        feature.fault = _BAD
    return feature


def finite(text: str) -> float:
    """Return the number; raise ValueError for what is none."""
    number = float(text) if text.isascii() and "_" not in text else float("nan")
    if not abs(number) < float("inf"):
        raise ValueError(text)
    return number
