"""KML and KMZ -> features (https://docs.ogc.org/is/12-007r2/12-007r2.html)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import Element

from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.formats.archive import unpack
from deploymap.sheets.formats.markup import child_text, parse_xml, plain_text, text_of
from deploymap.sheets.formats.points import Feature, Features
from deploymap.sheets.formats.rows import broken, listed
from deploymap.sheets.formats.shapes import COLLECTION, make_shape
from deploymap.sheets.formats.tracks import Fix, track_features

SHAPES = frozenset(
    {
        *("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"),
        *("Model", "Track", "MultiTrack"),
    }
)

MOST_NUMBERS = 3  # of a position
LONGEST_FOLDER = 300  # characters of the names of all folders that a placemark stands in
MOST_KEPT = 25  # times the size of a KMZ that the KML in it may have, or 25 MB

# what says already what folders might
SAID = frozenset({"side", "kind", "type", "country", "faction", "category"})

# elements that may show units and are not read
_LEFT = (
    (
        ("NetworkLink",),
        "network link",
        "open it in Google Earth and save what it shows as KMZ, or give that file",
    ),
    (
        ("GroundOverlay", "PhotoOverlay", "ScreenOverlay"),
        "picture",
        "what it shows is not on the map; write units as placemarks",
    ),
)

_ADVICE = "export the points as KML once more, without a document type"
_BAD = "has coordinates that are no longitude and latitude"


def read_kmz(data: bytes, file: str) -> Features:
    """Return the features of the KML in a KMZ: doc.kml, else the first one."""
    members = unpack(
        data, file, lambda name: name.lower().endswith(".kml"), most_kept=MOST_KEPT * len(data)
    )
    if not members:
        raise broken(file, "has no KML in it", "export the points as KML or KMZ once more")
    inner = members.get("doc.kml") or next(iter(members.values()))
    return read_kml(inner, file, size=len(data))


def read_kml(data: bytes, file: str, *, size: int | None = None) -> Features:
    """Return the placemarks, with their name, note, dates, folder and extended data.

    A track of Google's is one unit over time. `size` is that of the file that the KML was packed
    in, in bytes.
    """
    root = parse_xml(data, file, _ADVICE, size=size)
    if root.tag != "kml":
        raise broken(file, f"is no KML; its first element is <{root.tag}>", _ADVICE)
    features: list[Feature] = []
    hidden = 0
    for number, (element, folder, is_shown) in enumerate(_find_placemarks(root), 1):
        features += _make_features(element, folder, number)
        hidden += not is_shown
    document = root.find("Document")
    title = child_text(root if document is None else document, "name")
    links = _tell_of_links(root, file)
    if links and not features:
        raise broken(file, links[0].message, links[0].advice)
    problems = [*_tell_of_folders(features, file), *_tell_of_hidden(hidden, file), *links]
    return Features(features, problems=problems, title=title)


def _find_placemarks(root: Element) -> Iterator[tuple[Element, str, bool]]:
    """Yield each placemark, the names of the folders that it stands in, and whether it is shown.

    They come in the file's order. What stands in a folder that is not shown is not shown either.
    """
    stack = [(root, "", True)]
    while stack:
        element, folder, is_shown = stack.pop()
        is_shown = is_shown and child_text(element, "visibility") != "0"
        if element.tag == "Placemark":
            yield element, folder, is_shown
            continue
        if element.tag == "Folder":
            # once a folder, and no longer than a name is: each placemark in it has the text
            names = filter(None, (folder, child_text(element, "name")[:LONGEST_FOLDER]))
            folder = shorten(" / ".join(names), LONGEST_FOLDER)
        stack += [(child, folder, is_shown) for child in reversed(element)]


def _tell_of_folders(features: Sequence[Feature], file: str) -> list[Problem]:
    """Return a notice where folders part the units, as the layers of Google's My Maps do."""
    folders = Counter(each.properties.get("folder", "") for each in features)
    folders.pop("", None)
    if len(folders) < 2 or any(SAID & set(each.properties) for each in features):
        return []
    shown = listed(f"{shorten(name)} ({count:,})" for name, count in folders.most_common(10))
    message = f"the folders are kept as a column: {shown}"
    advice = "if they are the sides, write --column side=folder; if kinds of units, kind=folder"
    return [Problem.of_cell(file, None, "folder", Fault("folder-kept", message, advice), "notice")]


def _tell_of_hidden(hidden: int, file: str) -> list[Problem]:
    """Warn of placemarks that Google Earth does not show: they are on the map like the others."""
    if not hidden:
        return []
    words = (
        f"{hidden:,} placemark{'s' * (hidden > 1)} hidden in Google Earth (not ticked): read too"
    )
    advice = "delete what the map should not show, and save the file again"
    return [Problem.of_file(file, Fault("hidden-rows", words, advice), "warning")]


def _tell_of_links(root: Element, file: str) -> list[Problem]:
    """Return a notice where units may be in other files, or on pictures, that are not read."""
    problems = []
    for tags, what, advice in _LEFT:
        found = [element for tag in tags for element in root.iter(tag)]
        if found:
            names = listed(shorten(child_text(each, "name") or each.tag) for each in found)
            words = f"{len(found):,} {what}{'s' * (len(found) > 1)} passed over: {names}"
            problems.append(Problem.of_file(file, Fault("not-read", words, advice), "notice"))
    return problems


def _make_features(placemark: Element, folder: str, number: int) -> list[Feature]:
    """Return the features of a placemark: one, but for a track."""
    properties = _properties_of(placemark, folder)
    fixes = [fix for track in placemark.iter("Track") for fix in _fixes_of(track)]
    if fixes:
        return track_features(properties, fixes, number)
    return [_place_feature(Feature(properties, number=number), placemark)]


def _fixes_of(track: Element) -> list[Fix]:
    """Return the dated positions of a track."""
    times = [text_of(each) for each in track.iterfind("when")]
    places = [text_of(each).split() for each in track.iterfind("coord")]
    fixes = []
    for time, place in zip(times, places, strict=False):
        try:
            fixes.append(Fix(time, finite(place[0]), finite(place[1])))
        except (ValueError, IndexError):
            continue
    return fixes


def _properties_of(placemark: Element, folder: str) -> dict[str, str]:
    """Return the placemark's texts; its extended data wins, for that is what was exported."""
    begin, end = placemark.find("TimeSpan/begin"), placemark.find("TimeSpan/end")
    own = {
        "name": child_text(placemark, "name"),
        "note": plain_text(child_text(placemark, "description")),
        "address": child_text(placemark, "address"),
        "date": text_of(placemark.find("TimeStamp/when")) or text_of(begin) or text_of(end),
        "end_date": text_of(end) if text_of(begin) else "",
        "folder": folder,
    }
    data = _data_of(placemark)
    own = {name: text for name, text in own.items() if text or name == "name"}
    return {**own, **{name: text for name, text in data.items() if text or name not in own}}


def _data_of(placemark: Element) -> dict[str, str]:
    """Return the extended data, typed or not, by name."""
    data = {
        each.get("name", ""): child_text(each, "value")
        for each in placemark.iterfind("ExtendedData/Data")
    }
    typed = placemark.iterfind("ExtendedData/SchemaData/SimpleData")
    return data | {each.get("name", ""): text_of(each) for each in typed}


def _place_feature(feature: Feature, placemark: Element) -> Feature:
    """Put the geometry into the feature."""
    shape = next((child for child in placemark if child.tag in SHAPES), None)
    while shape is not None and shape.tag == "MultiGeometry":
        inner = [child for child in shape if child.tag in SHAPES]
        if len(inner) > 1:
            break
        shape = inner[0] if inner else None
    if shape is None:
        return feature
    if shape.tag == "Point":
        return put_coordinates(feature, child_text(shape, "coordinates"))
    feature.other = shape.tag
    with suppress(ValueError):
        feature.shape = _shape_of(shape)
    return feature


def _shape_of(element: Element) -> Any:
    """Return the geometry of an element, as shapely has it; raise ValueError where it has none."""
    if element.tag == "MultiGeometry":
        parts = [part for part in element if part.tag in SHAPES]
        points = [part for part in parts if part.tag == "Point"]
        if len(points) == 1:
            # drawn beside a shape, to say where it is
            return _shape_of(points[0])
        return make_shape(COLLECTION, [_shape_of(part) for part in parts])
    if element.tag == "Polygon":
        rings = [*element.iterfind("outerBoundaryIs/LinearRing/coordinates")]
        rings += element.iterfind("innerBoundaryIs/LinearRing/coordinates")
        return make_shape("Polygon", [_pairs_of(text_of(ring)) for ring in rings])
    if element.tag == "Track":
        places = [text_of(each).split()[:2] for each in element.iterfind("coord")]
        return make_shape("MultiPoint", places)
    kind = "MultiPoint" if element.tag == "Point" else "LineString"
    return make_shape(kind, _pairs_of(child_text(element, "coordinates")))


def _pairs_of(text: str) -> list[tuple[float, float]]:
    """Return longitudes and latitudes of `lon,lat,height lon,lat,height`."""
    parts = [each.split(",") for each in text.split()]
    if not all(len(part) > 1 for part in parts):
        raise ValueError(text[:60])
    return [(finite(part[0]), finite(part[1])) for part in parts]


def put_coordinates(feature: Feature, text: str) -> Feature:
    """Put `lon,lat` or `lon,lat,height` into the feature; a blank is no geometry.

    More numbers than three are those of decimal commas: none of them is a longitude.
    """
    if not text:
        return feature
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > MOST_NUMBERS:
        feature.fault = _BAD
        return feature
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
