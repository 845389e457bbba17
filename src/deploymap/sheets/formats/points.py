"""Point features of any format -> the table that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deploymap.crs import find_crs, is_wgs84, way_to_wgs84
from deploymap.problems import DataError, Fault, Problem, stop_at_errors
from deploymap.sheets.formats.rows import beyond_limit, broken
from deploymap.sheets.formats.shapes import points_on, tell_of_shapes
from deploymap.sheets.formats.values import number_text
from deploymap.sheets.sheet import MOST_COLUMNS, Content

LAT, LON = "lat", "lon"

MOST_CELLS = 30_000_000
DECIMALS = 9  # of degrees, a tenth of a millimetre; what a conversion adds beyond is noise
SAME = 1e-6  # degrees, a tenth of a metre


@dataclass(slots=True)
class Feature:
    """One feature: its properties as text, and where it is.

    `x` and `y` are in the file's CRS, None where it has no geometry. `other` names the kind of a
    geometry that is no point; `shape` is that geometry, as shapely has it, None where it has no
    coordinates. `fault` says what is wrong with the geometry. `number` is that in the file, from 1,
    0 where each feature of the file is one here.
    """

    properties: dict[str, str]
    x: float | None = None
    y: float | None = None
    other: str = ""
    fault: str = ""
    shape: Any = None
    number: int = 0


@dataclass
class Features:
    """The features of one file or layer, and what was noticed; `crs` as pyproj takes it.

    `title` is what the file calls itself; `part` what one of them is called. Records of which none
    has a geometry have their positions in their properties, if anywhere.
    """

    features: list[Feature]
    crs: Any = None
    has_numbers: bool = False
    problems: list[Problem] = field(default_factory=list)
    title: str = ""
    part: str = "feature"


def content_of(read: Features, file: str, *, most: int = MOST_CELLS) -> Content:
    """Return the table of the features: their properties, then lat and lon (WGS84).

    What is no point stands at a point on its shape, and is told of. `most` is a limit of cells.
    Raises DataError: no features, none of them with a position, one that cannot be converted.
    """
    if not read.features:
        raise broken(file, f"has no {read.part}s", f"one {read.part} for each unit is needed")
    features = [(each.number or n, each) for n, each in enumerate(read.features, 1)]
    problems = _place_shapes(features, read, file)
    _convert(features, read.crs, file, read.part)
    kept = [(n, feature) for n, feature in features if not feature.other or feature.x is not None]
    different = list(dict.fromkeys(n for n, feature in kept if _differs(feature)))
    problems += find_differences(different, file, read.part)
    names, cells = _make_cells([feature for _, feature in kept], read.part, file, most)
    return Content(
        names=names,
        cells=cells,
        lines=[number for number, _ in kept],
        part=read.part,
        has_numbers=read.has_numbers,
        problems=problems,
        title=read.title,
    )


def _place_shapes(
    features: Sequence[tuple[int, Feature]], read: Features, file: str
) -> list[Problem]:
    """Put what is no point at a point on its shape, in place; return all that is told of so far.

    Raises DataError for geometries that cannot be read, and where nothing has a position.
    """
    shaped = [(n, each) for n, each in features if each.shape is not None and not each.fault]
    others = {n: each.other for n, each in features if _is_unplaced(each)}
    problems = [*read.problems, *_find_others(others, len(features), file, read.part)]
    problems += find_faults([(n, each.fault) for n, each in features], file, read.part)
    stop_at_errors(problems)
    problems += tell_of_shapes({n: each.other for n, each in shaped}, file, read.part)
    for (_, feature), (x, y) in zip(shaped, points_on([e.shape for _, e in shaped]), strict=True):
        feature.x, feature.y = x, y
    return problems


def _is_unplaced(feature: Feature) -> bool:
    """Whether a feature has a geometry that is nowhere, though nothing is wrong with it."""
    return bool(feature.other) and feature.shape is None and not feature.fault


def _make_cells(
    features: Sequence[Feature], part: str, file: str, most: int
) -> tuple[list[str], list[str]]:
    """Return the names of the columns, and all cells row after row; lat and lon stand last."""
    names = dict.fromkeys(name for feature in features for name in feature.properties)
    is_placed = part == "feature" or any(feature.x is not None for feature in features)
    columns = [name for name in names if not (is_placed and place_of(name))]
    if len(columns) > MOST_COLUMNS or len(features) * (len(columns) + 2) > most:
        raise beyond_limit(file, "has too many properties", "leave out those that are not needed")
    cells: list[str] = []
    for feature in features:
        cells += [feature.properties.get(name, "") for name in columns]
        if is_placed:
            cells += [_position(feature, LAT), _position(feature, LON)]
    return [*map(str.strip, columns), *([LAT, LON] if is_placed else [])], cells


def _find_others(
    others: Mapping[int, str], total: int, file: str, part: str = "feature"
) -> list[Problem]:
    """Return one warning for all features that are no points, an error if no point is left.

    `others` has what they are by their numbers from 1.
    """
    if not others:
        return []
    number, kind = next(iter(others.items()))
    if len(others) == total:
        message = f"has no position, only {part}s such as a {kind} without coordinates"
        advice = "one point for each unit is needed; export the layer again"
        return [
            Problem.of_cell(file, number, None, Fault("not-a-point", message, advice), part=part)
        ]
    one = len(others) == 1
    message = f"{len(others)} {part}s have no position and are left out, the first a {kind}"
    if one:
        message = f"1 {part} has no position and is left out, a {kind}"
    advice = "export the layer again, or delete them"
    return [
        Problem.of_cell(
            file, number, None, Fault("not-a-point", message, advice), "warning", part=part
        )
    ]


def find_faults(
    faults: Iterable[tuple[int, str]], file: str, part: str = "feature"
) -> list[Problem]:
    """Return an error for each geometry that cannot be read; a blank is no fault."""
    advice = "export the layer again, or correct the feature"
    return [
        Problem.of_cell(file, number, None, Fault("format-broken", fault, advice), part=part)
        for number, fault in faults
        if fault
    ]


def _convert(
    features: Iterable[tuple[int, Feature]], crs: Any, file: str, part: str = "feature"
) -> None:
    """Bring all positions into WGS84, in place; each feature with its number."""
    placed = [(n, each) for n, each in features if each.x is not None]
    xs, ys = [each.x for _, each in placed], [each.y for _, each in placed]
    lons, lats = to_wgs84(xs, ys, crs, file, [number for number, _ in placed], part)
    for (_, feature), lon, lat in zip(placed, lons, lats, strict=True):
        feature.x, feature.y = lon, lat


def to_wgs84(
    xs: Any, ys: Any, crs: Any, file: str, numbers: Sequence[int], part: str = "feature"
) -> tuple[Any, Any]:
    """Return longitudes and latitudes; `numbers` are those of the points, for messages."""
    transformer = _make_transformer(crs, file)
    if transformer is None:
        return xs, ys
    import numpy as np

    lons, lats = map(np.asarray, transformer.transform(xs, ys))
    wrong = np.flatnonzero(np.isinf(lons) | np.isinf(lats))
    if len(wrong):
        message, advice = "is outside the area of the file's CRS", "export the layer as EPSG:4326"
        fault = Fault("position-crs", message, advice)
        raise DataError(
            Problem.of_cell(file, numbers[row], None, fault, part=part) for row in wrong.tolist()
        )
    return lons.round(DECIMALS).tolist(), lats.round(DECIMALS).tolist()


def _make_transformer(crs: Any, file: str) -> Any:
    """Return a transformer from `crs` to WGS84 in lon, lat; None where there is nothing to do."""
    source = None if crs is None else find_crs(crs)
    if crs is None or (source is not None and is_wgs84(source)):
        return None
    transformer = None if source is None else way_to_wgs84(source)
    if transformer is None:
        fault = Fault(
            "position-crs", "has a CRS that is not known", "export the layer as EPSG:4326 (WGS84)"
        )
        raise DataError([Problem.of_file(file, fault, found=str(crs)[:60])])
    return transformer


def find_differences(numbers: Sequence[int], file: str, part: str = "feature") -> list[Problem]:
    """Return one notice where properties called lat and lon say another place than the point."""
    if not numbers:
        return []
    count = f"{len(numbers)} {part}" + ("s have" if len(numbers) > 1 else " has")
    message = f"{count} a lat or lon that differs from the point; the point is taken"
    return [
        Problem.of_cell(file, numbers[0], None, Fault("position-crs", message), "notice", part=part)
    ]


def _differs(feature: Feature) -> bool:
    """Whether a property called lat or lon says another place than the point."""
    return feature.x is not None and any(
        is_another(text, feature.y if place == LAT else feature.x)
        for name, text in feature.properties.items()
        if (place := place_of(name))
    )


def is_another(text: str, value: float | None) -> bool:
    """Whether a text says another number of degrees; a blank says none."""
    try:
        return bool(text) and not abs(float(text) - float(value or 0)) <= SAME
    except ValueError:
        return True


def _position(feature: Feature, place: str) -> str:
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
