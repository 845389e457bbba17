"""Joins units with the borders: country, region, side of the line of contact, nearest border."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod

from deploymap.borders.borders import Borders, held_area
from deploymap.borders.geojson import Geometries
from deploymap.errors import Problem, shorten

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]  # str or None

WGS84 = Geod(ellps="WGS84")
PIECE = 0.25  # degrees: longer segments are parted, so that a chord stays close to each
BLOCK = 8  # segments that are looked at together
CHUNK = 2_000  # positions that are looked at together
MANY = 3  # cells that have to be wrong, before the column is
ROUNDS = 20  # two or three are enough but near the poles
SLACK_KM, SLACK = 0.2, 1e-3  # by how much the chord's length may mislead, fixed and relative

# words for the sort of region, which a table may leave out
SORTS = re.compile(
    r"\b(?:autonomous|city|krai|kray|oblast|of|region|republic|respublika|voblasts|"
    r"автономн\w*|город|край|місто|область|республика|республіка)\b"
)


def join_units(
    units: pd.DataFrame, borders: Borders, *, file: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the units with what the borders say of their positions, and warnings.

    Reads `lat` and `lon` (WGS84 degrees), `line`, and `country` and `region` where there are such
    columns. Adds the text columns (None where there is none)

    - in_country, in_country_iso: country that the position lies in; a position on a border counts
      to the country that comes first in the file
    - in_region: region, the same way
    - line_side: who holds that side of a line of contact or de facto line (`left` or `right` of the
      line); None outside the line's country. What is held behind a line goes before what lies
      beyond another
    - border_with: the other country at the nearest international border, or "A – B" for a unit in
      neither of the two

    and border_km (float, NaN where the file has no border): the geodesic distance on the WGS84
    ellipsoid to the nearest point of a border, whose segments run straight in lon, lat. It is right
    to a metre as to the lines of the file, which have an error of their own.

    `file` is the name that the warnings show: of a unit in no country, and of a `country` or
    `region` cell that names another than the position is in.
    """
    positions, inverse = distinct_positions(units)
    countries, regions = borders.of_kind("country"), borders.of_kind("region")
    country = locate(borders.shapes("country"), positions)
    region = locate(borders.shapes("region"), positions)
    km, row = nearest_border(borders.shapes("border"), positions)
    in_country = take(countries["name"], country)
    found = {
        "in_country": in_country,
        "in_country_iso": take(countries["iso"], country),
        "in_region": take(regions["name"], region),
        "line_side": find_sides(borders, positions, country),
        "border_km": km,
        "border_with": name_others(in_country, take(borders.of_kind("border")["name"], row)),
    }
    # as Series of their own type, lest pandas makes NaN of None
    columns = {n: pd.Series(v[inverse], units.index, v.dtype) for n, v in found.items()}
    joined = units.assign(**columns)
    problems = [
        *check_countries(joined, borders, file),
        *check_named(joined, "country", countries, country[inverse], file),
        *check_named(joined, "region", regions, region[inverse], file),
    ]
    return joined, sorted(problems, key=lambda problem: problem.line or 0)


def held_areas(borders: Borders) -> geopandas.GeoDataFrame:
    """Return the area between each line of contact and the border, on the side that is held.

    Columns name (who holds it), country (code) and geometry (EPSG:4326). A line without `country`
    or `held` has no such area.
    """
    rows = []
    countries = borders.of_kind("country")
    for line in borders.of_kind("line_of_contact").itertuples():
        for shape in countries.geometry[countries["iso"] == line.country]:
            if line.held:
                area = held_area(shape, line.geometry, line.held)
                rows.append((getattr(line, line.held), line.country, area))
    columns = ["name", "country", "geometry"]
    return geopandas.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")


def nearest_border(lines: Geometries, positions: Floats) -> tuple[Floats, Integers]:
    """Return for each lon, lat the distance in km to the nearest line and that line's row.

    NaN and -1 where there are no lines or the position is NaN. Segments run straight in lon, lat;
    the distance is the geodesic one on WGS84 (C. F. F. Karney, https://doi.org/10.1007/s00190-012-0578-z).
    """
    km, row = np.full(len(positions), np.nan), np.full(len(positions), -1)
    segments, owner = part_segments(lines)
    known = np.flatnonzero(np.isfinite(positions).all(axis=1))
    if len(segments):
        for chunk in np.split(known, range(CHUNK, len(known), CHUNK)):
            km[chunk], nearest = nearest_segments(segments, positions[chunk])
            row[chunk] = owner[nearest]
    return km, row


def distinct_positions(units: pd.DataFrame) -> tuple[Floats, Integers]:
    """Return the distinct lon, lat, and for each unit the number of its position."""
    points = units[["lon", "lat"]].to_numpy(np.float64)
    codes, inverse = np.unique(points[:, 0] + 1j * points[:, 1], return_inverse=True)
    return np.stack([codes.real, codes.imag], axis=1), inverse


def locate(shapes: Geometries, positions: Floats) -> Integers:
    """Return for each lon, lat the row of the first polygon that it lies in or on, or -1."""
    found = np.full(len(positions), -1)
    x, y = positions.T
    for row, (west, south, east, north) in enumerate(shapely.bounds(shapes)):
        near = (found < 0) & (x >= west) & (x <= east) & (y >= south) & (y <= north)
        if near.any():
            shapely.prepare(shapes[row])
            found[near] = np.where(shapely.intersects_xy(shapes[row], positions[near]), row, -1)
    return found


def take(column: pd.Series, rows: Integers) -> Texts:
    """Return the texts of these rows, None for -1."""
    texts: Texts = np.array([*column, None], dtype=object)[rows]
    return texts


def find_sides(borders: Borders, positions: Floats, country: Integers) -> Texts:
    """Return who holds each position, None where no line says anything about it."""
    side = np.full(len(positions), None, dtype=object)
    countries = borders.of_kind("country")
    shapes = borders.shapes("country")
    for line in borders.of_kind("line_of_contact", "de_facto_line").itertuples():
        for row in np.flatnonzero((countries["iso"] == line.country).to_numpy()):
            own = np.flatnonzero(country == row)
            if not len(own):
                continue
            held = line.held or "left"
            area = held_area(shapes[row], line.geometry, held)
            inside = locate(np.array([area]), positions[own]) == 0
            side[own[inside]] = getattr(line, held)
            beyond = own[~inside & pd.isna(side[own])]
            side[beyond] = line.right if held == "left" else line.left
    return side


def part_segments(lines: Geometries) -> tuple[Floats, Integers]:
    """Return the segments as lon, lat, lon, lat, none longer than PIECE, and their rows."""
    parts, row = shapely.get_parts(lines, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    first = np.flatnonzero(part[1:] == part[:-1])
    start, step = points[first], points[first + 1] - points[first]
    pieces = np.maximum(np.ceil(np.abs(step).max(axis=1, initial=0) / PIECE), 1).astype(np.int64)
    source = np.repeat(np.arange(len(first)), pieces)
    number = np.arange(len(source)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    low, high = (((number + k) / pieces[source])[:, None] for k in (0, 1))
    segments = [start[source] + step[source] * low, start[source] + step[source] * high]
    return np.concatenate(segments, axis=1), row[part[first]][source]


def nearest_segments(segments: Floats, positions: Floats) -> tuple[Floats, Integers]:
    """Return for each lon, lat the km to the nearest segment and the segment's number."""
    start, end = to_space(segments[:, :2]), to_space(segments[:, 2:])
    places = to_space(positions)
    place, segment = near_blocks(start, end, places)
    share, chord = chord_distance(start[segment], end[segment], places[place])
    least = np.minimum.reduceat(chord, np.flatnonzero(np.diff(place, prepend=-1)))
    near = chord <= least[place] * (1 + SLACK) + SLACK_KM
    place, segment = place[near], segment[near]
    km = geodesic_distance(segments[segment], positions[place], share[near])
    order = np.lexsort((segment, km, place))
    lead = order[np.flatnonzero(np.diff(place[order], prepend=-1))]
    return km[lead], segment[lead]


def to_space(points: Floats) -> Floats:
    """Return x, y, z in km from the Earth's centre of lon, lat on the WGS84 ellipsoid.

    https://en.wikipedia.org/wiki/Geographic_coordinate_conversion
    """
    lon, lat = np.radians(points).T
    normal = WGS84.a / 1000 / np.sqrt(1 - WGS84.es * np.sin(lat) ** 2)
    flat = normal * np.cos(lat)
    return np.stack(
        [flat * np.cos(lon), flat * np.sin(lon), normal * (1 - WGS84.es) * np.sin(lat)], axis=1
    )


def near_blocks(start: Floats, end: Floats, places: Floats) -> tuple[Integers, Integers]:
    """Return pairs of a place and a segment, sorted by place, with the nearest segment among them.

    Segments are taken in blocks of neighbours, each with a point of the line at its centre. A block
    is left out where the ball around its centre lies beyond the nearest centre.
    """
    cuts = np.arange(0, len(start), BLOCK)
    size = np.diff(np.append(cuts, len(start)))
    centre = start[cuts + size // 2]
    reach = [np.linalg.norm(p - np.repeat(centre, size, axis=0), axis=1) for p in (start, end)]
    radius = np.maximum.reduceat(np.maximum(*reach), cuts)
    squares = dot(places, places)[:, None] + dot(centre, centre) - 2 * places @ centre.T
    distance = np.sqrt(np.maximum(squares, 0))
    bound = distance.min(axis=1, keepdims=True) * (1 + SLACK) + SLACK_KM
    place, block = np.nonzero(distance - radius <= bound)
    segment = cuts[block][:, None] + np.arange(BLOCK)
    inside = segment < len(start)
    return np.repeat(place, inside.sum(axis=1)), segment[inside]


def chord_distance(start: Floats, end: Floats, places: Floats) -> tuple[Floats, Floats]:
    """Return where along each chord (0 to 1) the point nearest to a place lies, and the km."""
    step, away = end - start, places - start
    share = np.clip(dot(away, step) / np.maximum(dot(step, step), 1e-12), 0, 1)
    away -= share[:, None] * step
    return share, np.sqrt(dot(away, away))


def dot(left: Floats, right: Floats) -> Floats:
    """Return the scalar product, row by row."""
    return np.asarray(np.einsum("ij,ij->i", left, right))


def geodesic_distance(segments: Floats, positions: Floats, share: Floats) -> Floats:
    """Return the geodesic km from each lon, lat to a segment, which is straight in lon, lat.

    `share` is a first guess of where along the segment the nearest point lies. Where the geodesic
    to the position is not square to the segment, the point moves along by the geodesic's part in
    the segment's direction, again and again until it moves by less than a metre.
    """
    start, step = segments[:, :2], segments[:, 2:] - segments[:, :2]
    share = share.copy()
    moving = np.arange(len(share))
    for _ in range(ROUNDS):
        foot = start[moving] + share[moving, None] * step[moving]
        azimuth, _, metres = WGS84.inv(*foot.T, *positions[moving].T)
        east, north = np.radians(step[moving].T) * metres_to_a_radian(foot[:, 1])
        bearing, length = np.arctan2(east, north), np.maximum(np.hypot(east, north), 1e-6)
        along = metres * np.cos(np.radians(azimuth) - bearing)
        moved = np.clip(share[moving] + along / length, 0, 1)
        far = np.abs(moved - share[moving]) * length >= 1
        share[moving] = moved
        moving = moving[far]
    foot = start + share[:, None] * step
    return np.asarray(WGS84.inv(*foot.T, *positions.T)[2]) / 1000


def metres_to_a_radian(lat: Floats) -> Floats:
    """Return the metres to a radian of longitude and of latitude, on WGS84, at these latitudes.

    https://en.wikipedia.org/wiki/Earth_radius#Radii_of_curvature
    """
    phi = np.radians(lat)
    w = np.sqrt(1 - WGS84.es * np.sin(phi) ** 2)
    return np.stack([WGS84.a / w * np.cos(phi), WGS84.a * (1 - WGS84.es) / w**3])


def name_others(in_country: Texts, borders: Texts) -> Texts:
    """Return the other country of each border "A – B", its name for a place in neither."""
    names = []
    for country, border in zip(in_country, borders, strict=True):
        pair = border.split(" – ") if border else []
        others = [name for name in pair if name != country]
        names.append(others[0] if len(pair) == 2 and len(others) == 1 else border)
    return np.array([*names, None], dtype=object)[:-1]


def check_countries(units: pd.DataFrame, borders: Borders, file: str) -> list[Problem]:
    """Return a warning for each unit that lies in no country."""
    shapes = borders.shapes("country")
    outside = units[units["in_country"].isna() & units["lat"].notna() & units["lon"].notna()]
    if not len(shapes) or not len(outside):
        return []
    swapped = locate(shapes, outside[["lat", "lon"]].to_numpy(np.float64)) >= 0
    places = zip(outside["line"], outside["lat"], outside["lon"], swapped, strict=True)
    problems = []
    for line, lat, lon, swap in places:
        words = f"{lat:g}, {lon:g} lies in no country of {borders.file}, at sea or off the map"
        code, advice = "position-outside", "the unit is drawn there"
        if swap:
            code, advice = "position-swapped", "exchange lat and lon if they are swapped"
        problems.append(Problem(file, int(line), "lat", words, "warning", code, advice))
    return problems


def check_named(
    units: pd.DataFrame, column: str, areas: pd.DataFrame, row: Integers, file: str
) -> list[Problem]:
    """Return a warning for each cell that names another country or region than the unit lies in.

    A region that the file does not know at all may be of another sort (Donbas): it passes.
    """
    if column not in units:
        return []
    names = [area_names(area) for area in areas.to_dict("records")]
    everything = set().union(*names)
    problems = []
    stated = np.flatnonzero(units[column].notna().to_numpy() & (row >= 0))
    for number in stated:
        unit = units.iloc[number]
        words = fold_name(str(unit[column]))
        known = column == "country" or not everything.isdisjoint(words)
        if known and names[row[number]].isdisjoint(words):
            found = (
                f"{shorten(str(unit[column]))}, but {unit['lat']:g}, {unit['lon']:g} lies in "
                f"{areas['name'].iloc[row[number]]}"
            )
            advice = f"check the position and the {column}"
            line = int(unit["line"])
            problems.append(Problem(file, line, column, found, "warning", "area-other", advice))
    is_often = len(problems) >= MANY and 2 * len(problems) > len(stated)
    if column == "country" and is_often and units["side"].isna().all():
        return [tell_side(len(problems), len(stated), file)]
    return problems


def tell_side(others: int, stated: int, file: str) -> Problem:
    """Say that the column of countries seems to hold the units' sides."""
    words = f"in {others:,} of {stated:,} rows it is not the country that the position lies in"
    advice = "where it says whose unit it is, write --column side=country"
    return Problem(file, None, "country", words, "warning", "side-as-country", advice)


def area_names(area: Mapping[Any, Any]) -> set[str]:
    """Return all the names of a country or region, folded."""
    texts = [str(area[key]) for key in ("name", "iso", "name_uk", "name_ru", "also") if area[key]]
    return {word for text in texts for part in text.split("|") for word in fold_name(part)}


def fold_name(name: str) -> set[str]:
    """Return a name without case, accents and punctuation, and also without the sort of region."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`ʹ")
    words = " ".join(re.findall(r"\w+", letters))
    bare = " ".join(SORTS.sub(" ", words).split())
    return {words, bare} - {""}
