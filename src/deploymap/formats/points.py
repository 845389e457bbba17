"""Point features of any format -> the table that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from deploymap.errors import DataError, Problem, stop_at_errors
from deploymap.formats.rows import beyond_limit, broken
from deploymap.formats.values import number_text
from deploymap.sheet import MOST_COLUMNS, Content

LAT, LON = "lat", "lon"
WGS84 = 4326

MOST_CELLS = 30_000_000
DECIMALS = 9  # of degrees, a tenth of a millimetre; what a conversion adds beyond is noise
SAME = 1e-6  # degrees, a tenth of a metre


@dataclass(slots=True)
class Feature:
    """One feature: its properties as text, and where it is.

    `x` and `y` are in the file's CRS, None where it has no geometry. `other` names the kind of a
    geometry that is no point. `fault` says what is wrong with the geometry.
    """

    properties: dict[str, str]
    x: float | None = None
    y: float | None = None
    other: str = ""
    fault: str = ""


@dataclass
class Features:
    """The features of one file or layer, and what was noticed; `crs` as pyproj takes it."""

    features: list[Feature]
    crs: Any = None
    has_numbers: bool = False
    problems: list[Problem] = field(default_factory=list)


def content_of(read: Features, file: str) -> Content:
    """Return the table of the point features: their properties, then lat and lon (WGS84).

    Raises DataError: no features, none of them a point, a position that cannot be converted.
    """
    if not read.features:
        raise broken(file, "has no features", "one point for each unit is needed")
    problems = [*read.problems, *find_others(read.features, file), *find_faults(read, file)]
    stop_at_errors(problems)
    convert(read, file)
    kept = [(n, feature) for n, feature in enumerate(read.features, 1) if not feature.other]
    problems += find_differences(kept, file)
    names = dict.fromkeys(name for _, feature in kept for name in feature.properties)
    columns = [name for name in names if place_of(name) is None]
    if len(columns) > MOST_COLUMNS or len(kept) * (len(columns) + 2) > MOST_CELLS:
        raise beyond_limit(file, "has too many properties", "leave out those that are not needed")
    cells: list[str] = []
    for _, feature in kept:
        cells += [feature.properties.get(name, "") for name in columns]
        cells += [position(feature, LAT), position(feature, LON)]
    return Content(
        names=[*map(str.strip, columns), LAT, LON],
        cells=cells,
        lines=[number for number, _ in kept],
        part="feature",
        has_numbers=read.has_numbers,
        problems=problems,
    )


def find_others(features: Sequence[Feature], file: str) -> list[Problem]:
    """Return one warning for all features that are no points, an error if no point is left."""
    others = [(n, feature.other) for n, feature in enumerate(features, 1) if feature.other]
    if not others:
        return []
    number, kind = others[0]
    count = len(others)
    if count == len(features):
        message = f"has no point, only features such as a {kind}"
        advice = "one point for each unit is needed; a GIS makes them as centroids"
        return [Problem(file, number, None, message, "error", "not-a-point", advice, "", "feature")]
    are = "feature is no point and is" if count == 1 else "features are no points and are"
    message = f"{count} {are} left out, the first a {kind}"
    advice = "only points can be units"
    return [Problem(file, number, None, message, "warning", "not-a-point", advice, "", "feature")]


def find_faults(read: Features, file: str) -> list[Problem]:
    """Return an error for each geometry that cannot be read."""
    advice = "export the layer again, or correct the feature"
    return [
        Problem(file, n, None, feature.fault, "error", "format-broken", advice, "", "feature")
        for n, feature in enumerate(read.features, 1)
        if feature.fault
    ]


def convert(read: Features, file: str) -> None:
    """Bring all positions into WGS84, in place."""
    transformer = make_transformer(read.crs, file)
    if transformer is None:
        return
    placed = [(n, each) for n, each in enumerate(read.features, 1) if each.x is not None]
    xs, ys = transformer.transform([each.x for _, each in placed], [each.y for _, each in placed])
    wrong = []
    for (number, feature), x, y in zip(placed, xs, ys, strict=True):
        feature.x, feature.y = round(x, DECIMALS), round(y, DECIMALS)
        if not abs(x) + abs(y) < float("inf"):
            wrong.append(number)
    if wrong:
        message, advice = "is outside the area of the file's CRS", "export the layer as EPSG:4326"
        raise DataError(
            Problem(file, n, None, message, "error", "position-crs", advice, "", "feature")
            for n in wrong
        )


def make_transformer(crs: Any, file: str) -> Any:
    """Return a transformer from `crs` to WGS84 in lon, lat; None where there is nothing to do."""
    if crs is None:
        return None
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        source = CRS.from_user_input(crs)
        if source.equals(CRS.from_epsg(WGS84), ignore_axis_order=True):
            return None
        return Transformer.from_crs(source, WGS84, always_xy=True)
    except (ProjError, TypeError, ValueError) as error:
        message, advice = "has a CRS that is not known", "export the layer as EPSG:4326 (WGS84)"
        problem = Problem(file, None, None, message, "error", "position-crs", advice, str(crs)[:60])
        raise DataError([problem]) from error


def find_differences(kept: Sequence[tuple[int, Feature]], file: str) -> list[Problem]:
    """Return one notice where properties called lat and lon say another place than the point."""
    different = [number for number, feature in kept if differs(feature)]
    if not different:
        return []
    count = f"{len(different)} feature" + ("s have" if len(different) > 1 else " has")
    message = f"{count} properties lat and lon that differ from the point; the point is taken"
    return [Problem(file, different[0], None, message, "notice", "position-crs", part="feature")]


def differs(feature: Feature) -> bool:
    """Whether a property called lat or lon says another place than the point."""
    if feature.x is None:
        return False
    for name, text in feature.properties.items():
        if text and (place := place_of(name)) is not None:
            value = feature.y if place == LAT else feature.x
            try:
                if not abs(float(text) - float(value or 0)) <= SAME:
                    return True
            except ValueError:
                return True
    return False


def position(feature: Feature, place: str) -> str:
    """Return the latitude or longitude of the point, else what a property of this name says."""
    value = feature.y if place == LAT else feature.x
    if value is not None:
        return number_text(value)
    stated = (text for name, text in feature.properties.items() if place_of(name) == place)
    return next(filter(None, stated), "")


def place_of(name: str) -> str | None:
    """Return `lat` or `lon` where a property's name is one of them."""
    word = name.strip().casefold()
    return word if word in (LAT, LON) else None
