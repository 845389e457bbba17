"""What of the world a map draws: as much of it, and as finely, as its first view calls for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from deploymap.arrays import Floats, Geometries
from deploymap.borders.coverage import keep_polygons, unite
from deploymap.borders.worldfiles import read_layer, read_nothing, read_window
from deploymap.gazetteer.nearplaces import places_within

Box = tuple[float, float, float, float]

# as far as Web Mercator shows the earth, degrees
NORTH = 85.0
# the window reaches so many times as far as the view: a page may be narrow or wide
AROUND = 2.6
# km across the view, up to which a layer of the world is fine enough, or is shown at all
FINE_KM, REGIONS_KM, MIDDLE_KM = 2_800, 1_700, 9_000
ISLETS_KM = 400
# of rivers and lakes, and of towns, the ranks that a view of so many km has; none beyond
WATER_RANKS = ((150, 12), (400, 9), (900, 7), (1_700, 6), (3_500, 4), (6_000, 3), (12_000, 1))
TOWN_RANKS = ((400, 10), (700, 7), (1_200, 4), (2_000, 2))
MOST_TOWNS = 160
# of the gazetteer's places, how many people one has that a view of so many km names too; and, in
# degrees, how near to a town of the world it is taken for the same
PLACES = ((60, 0), (120, 15_000), (250, 30_000))
SAME = 0.06
QUARTERS = 1_000  # km of a view to a degree around a town in which it names no other place
RANK_OF_PLACES = 11
# degrees: the side of the square whose area a dropped corner may have, in parts of the view
SHARE, LEAST = 1 / 3_500, 0.002
COARSER = 4  # times as coarse are lakes and rivers that no first view shows
KM_TO_A_DEGREE = 111.2
# of a view's km: as far across regions of a country are at least, or they are left out
SMALLEST = 16
# the widest and the narrowest page of a first view, wide to high, and how much it shows besides
WIDEST, NARROWEST, MARGIN = 1.6, 0.8, 1.08


@dataclass(frozen=True, eq=False)
class Ground:
    """What a map of the world draws, cut along `window`, on the turn of its longitudes.

    `regions` have the row of their country in `owner`; they are none where the map is too wide for
    them. Those of a country that are too small for the map, or that no first view shows, are one,
    `is_far`. `towns` have rank and capital, `seas` a point in the view where their name may stand.
    `tolerance` is that of the simplification, degrees.
    """

    window: Box
    countries: pd.DataFrame
    regions: pd.DataFrame
    lakes: pd.DataFrame
    rivers: pd.DataFrame
    disputed: pd.DataFrame
    towns: pd.DataFrame
    seas: pd.DataFrame
    tolerance: float


def lay_world(views: Sequence[Box], language: str) -> Ground:
    """Return the ground of a map with these views (west, south, east, north; degrees).

    Names are in the language (BCP 47) where the data has them, else in English.
    """
    view = around(views)
    window, km = window_of(view), width_km(view)
    near = _near_of(view)
    code = language.partition("-")[0].lower()
    countries, regions = _read_areas(window, km, near=near, language=code)
    rank = _rank_at(WATER_RANKS, km)
    lakes = _name_in(_read_ranked("lakes", window, rank, code), code)
    rivers = _name_in(_read_ranked("rivers", window, rank, code), code)
    tolerance = max((view[2] - view[0]) * SHARE, LEAST)
    return Ground(
        window,
        _name_in(countries, code),
        _name_in(regions, code),
        _drop_small(lakes, _tolerances(lakes, near, tolerance)),
        rivers.assign(
            geometry=shapely.simplify(
                rivers["geometry"].to_numpy(), _tolerances(rivers, near, tolerance)
            )
        ),
        read_window("disputed", window),
        _name_in(_read_towns(window, view, km, code), code),
        _name_in(_place_seas(view, code), code),
        tolerance,
    )


def around(boxes: Sequence[Box]) -> Box:
    """Return the box around boxes."""
    west, south, east, north = np.array(boxes).T
    return float(west.min()), float(south.min()), float(east.max()), float(north.max())


def width_km(view: Box) -> float:
    """Return how many km are across a view, at its middle, the longer way."""
    west, south, east, north = view
    wide = (east - west) * np.cos(np.radians((max(south, -NORTH) + min(north, NORTH)) / 2))
    return float(max(wide, north - south) * KM_TO_A_DEGREE)


def window_of(view: Box) -> Box:
    """Return the box that a map reads: AROUND times as far as its view, either way, on Mercator."""
    west, south, east, north = view
    low, high = mercator(max(south, -NORTH)), mercator(min(north, NORTH))
    half = AROUND / 2 * max(east - west, high - low)
    middle = (west + east) / 2
    if 2 * half >= 330:
        # nearly all of the turn is all of it
        edge = -180.0 if east <= 180 else middle - 180
        west, east = edge, edge + 360
    else:
        west, east = middle - half, middle + half
    south, north = (latitude((low + high) / 2 + side * half) for side in (-1, 1))
    window = (west, max(south, -NORTH), east, min(north, NORTH))
    return tuple(round(side, 4) for side in window)  # type: ignore[return-value]


def mercator(lat: float) -> float:
    """Return where a latitude is on Mercator's map, in degrees of longitude."""
    return float(np.degrees(np.arctanh(np.sin(np.radians(lat)))))


def latitude(y: float) -> float:
    """Return the latitude of `mercator`."""
    return float(np.degrees(np.arcsin(np.tanh(np.radians(y)))))


def _read_areas(
    window: Box, km: float, *, near: Box, language: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the countries and the regions of a window; without regions where it is too wide."""
    if km > FINE_KM:
        layer = "countries" if km <= MIDDLE_KM else "countries-coarse"
        countries = read_window(layer, window, language=language)
        return countries, countries.iloc[:0].assign(owner=0, is_far=False)
    regions = read_window("regions", window, language=language)
    regions = regions.assign(km2=_square_km(regions["geometry"].to_numpy()))
    known = read_layer("countries-coarse").drop(columns="geometry")
    keys = [iso or name for iso, name in regions[["country", "country_name"]].to_numpy()]
    here = known[[(iso or name) in keys for iso, name in known[["iso", "name"]].to_numpy()]]
    here = here.reset_index(drop=True)
    rows = {iso or name: row for row, (iso, name) in enumerate(here[["iso", "name"]].to_numpy())}
    regions = regions.assign(owner=[rows[key] for key in keys])
    merged = [
        shapely.coverage_union_all(regions["geometry"][regions["owner"] == row].to_numpy())
        for row in range(len(here))
    ]
    here = here.assign(geometry=pd.Series(merged, dtype=object))
    regions = _unite_far(regions, here, near, km)
    return _add_islets(here, regions, window) if km <= ISLETS_KM else (here, regions)


def _add_islets(
    countries: pd.DataFrame, regions: pd.DataFrame, window: Box
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return countries and regions with the islets of a window, which are land without a name."""
    islets = read_window("islets", window)
    if not len(islets):
        return countries, regions
    land = pd.DataFrame({"geometry": [shapely.union_all(islets["geometry"].to_numpy())]})
    far = land.assign(owner=len(countries), is_far=True)
    return (
        pd.concat([countries, land], ignore_index=True),
        pd.concat([regions, far], ignore_index=True),
    )


def _square_km(shapes: Geometries) -> Floats:
    """Return about how large areas are."""
    _, south, _, north = shapely.bounds(shapes).T
    wide = np.cos(np.radians((south + north) / 2))
    return np.asarray(shapely.area(shapes) * wide * KM_TO_A_DEGREE**2)


def _near_of(view: Box) -> Box:
    """Return what a first view shows at most, on pages of the usual forms."""
    west, south, east, north = view
    low, high = mercator(max(south, -NORTH)), mercator(min(north, NORTH))
    wide = max(east - west, WIDEST * (high - low)) * MARGIN / 2
    tall = max(high - low, (east - west) / NARROWEST) * MARGIN / 2
    x, y = (west + east) / 2, (low + high) / 2
    return x - wide, latitude(y - tall), x + wide, latitude(y + tall)


def _unite_far(
    regions: pd.DataFrame, countries: pd.DataFrame, near: Box, km: float
) -> pd.DataFrame:
    """Return the regions; of those beyond a box, and of those too small, one for each country."""
    shapes, owner = regions["geometry"].to_numpy(), regions["owner"]
    size = pd.Series(np.sqrt(regions["km2"].to_numpy(float)), regions.index)
    small = size.groupby(owner).transform("median").to_numpy() < km / SMALLEST
    far = ~shapely.intersects(shapes, shapely.box(*near)) | small | (km > REGIONS_KM)
    kept = regions.assign(is_far=far)
    rest = kept[far].drop_duplicates("owner")
    whole = pd.Series(far).groupby(owner.to_numpy()).all()
    merged = [
        countries["geometry"][one]
        if whole[one]
        else shapely.coverage_union_all(shapes[far & (owner == one)])
        for one in rest["owner"]
    ]
    rest = rest.assign(geometry=pd.Series(merged, rest.index, dtype=object))
    united: pd.DataFrame = pd.concat([kept[~far], rest], ignore_index=True)
    return united


def _rank_at(ranks: Sequence[tuple[int, int]], km: float) -> int:
    """Return up to which rank a view of so many km shows; -1 for none."""
    return next((rank for most, rank in ranks if km <= most), -1)


def _read_ranked(name: str, window: Box, rank: int, language: str) -> pd.DataFrame:
    """Return what of a layer is important enough."""
    table = read_window(name, window, language=language) if rank >= 0 else read_nothing(name)
    return table[table["rank"].astype(int) <= rank].reset_index(drop=True)


def _tolerances(waters: pd.DataFrame, near: Box, tolerance: float) -> Floats:
    """Return how finely to draw each of the lakes or rivers: those beyond a box less so."""
    seen = shapely.intersects(waters["geometry"].to_numpy(), shapely.box(*near))
    return np.where(seen, tolerance, COARSER * tolerance)


def _drop_small(lakes: pd.DataFrame, tolerance: Floats) -> pd.DataFrame:
    """Return the lakes, simplified, without those that would be a dot."""
    shapes = shapely.simplify(lakes["geometry"].to_numpy(), tolerance)
    large = (shapely.area(shapes) > (5 * tolerance) ** 2) & shapely.is_valid(shapes)
    kept: pd.DataFrame = lakes[large].assign(geometry=shapes[large])
    return kept.reset_index(drop=True)


def _read_towns(window: Box, view: Box, km: float, language: str) -> pd.DataFrame:
    """Return the towns of a window that a view of so many km names, the first ones first."""
    rank = _rank_at(TOWN_RANKS, km)
    towns = read_window("towns", window, language=language)
    capital = towns["capital"].astype(bool) & (km <= MIDDLE_KM)
    shown = towns[(towns["rank"].astype(int) <= rank) | capital]
    points = shapely.get_coordinates(shown["geometry"].to_numpy())
    shown = shown.assign(lat=points[:, 1].round(3), lon=points[:, 0].round(3))
    west, south, east, north = view
    shown = _add_places(shown, towns, window, km)
    inside = shown["lon"].between(west, east) & shown["lat"].between(south, north)
    # those in view go first
    order = np.lexsort((np.arange(len(shown)), ~inside.to_numpy()))[:MOST_TOWNS]
    return shown.iloc[np.sort(order)].reset_index(drop=True)


def _add_places(shown: pd.DataFrame, towns: pd.DataFrame, window: Box, km: float) -> pd.DataFrame:
    """Return the towns that are shown, and after them what the gazetteer has besides."""
    least = next((people for most, people in PLACES if km <= most), None)
    places = [] if least is None else places_within(window, least)
    if not places:
        return shown
    points = shapely.points([place.lon for place in places], [place.lat for place in places])
    known = shapely.STRtree(towns["geometry"].to_numpy())
    # quarters of a city are seen from near alone
    close = max(SAME, km / QUARTERS)
    same = np.unique(known.query(points, predicate="dwithin", distance=close)[0])
    rest = [place for number, place in enumerate(places) if number not in set(same.tolist())]
    columns = {
        "name": [place.name for place in rest],
        "lat": [round(place.lat, 3) for place in rest],
        "lon": [round(place.lon, 3) for place in rest],
        "rank": [RANK_OF_PLACES] * len(rest),
        "capital": [False] * len(rest),
    }
    return pd.concat([shown, pd.DataFrame(columns)], ignore_index=True)


def _place_seas(view: Box, language: str) -> pd.DataFrame:
    """Return the seas in view with lat, lon and width: a point well within what is seen of each."""
    seas = read_window("seas", view, language=language)
    if not len(seas):
        return seas.assign(lat=[], lon=[], width=[])
    places = [widest(shape) for shape in seas["geometry"]]
    lon, lat, width = np.array(places).T.round(3)
    wide = width > (view[2] - view[0]) / 25
    placed: pd.DataFrame = seas.assign(lat=lat, lon=lon, width=width)[wide]
    return placed.reset_index(drop=True)


def widest(shape: BaseGeometry) -> tuple[float, float, float]:
    """Return lon, lat and width of the largest circle in the largest part of a shape, degrees."""
    part = max(shapely.get_parts(shape), key=lambda one: one.area)
    west, south, east, north = part.bounds
    radius = shapely.maximum_inscribed_circle(part, max(east - west, north - south) / 50)
    x, y = radius.coords[0]
    return x, y, 2 * radius.length


def place_names(countries: pd.DataFrame, view: Box) -> pd.DataFrame:
    """Return name, lat, lon and width of each country: a point on what is in view, if any is.

    And `english`, which its name is in English.
    """
    countries = countries[countries["name"].notna()]
    shapes = countries["geometry"].to_numpy()
    seen = _cut_view(shapes, view)
    seen = np.where(shapely.is_empty(seen), shapes, seen)
    lon, lat, width = np.array([widest(shape) for shape in seen]).reshape(-1, 3).T.round(3)
    west, _, east, _ = np.array([shape.bounds for shape in seen]).reshape(-1, 4).T
    wide = np.round(np.maximum(width, (east - west) / 1.5), 3)
    names = {"name": countries["name"], "english": countries["english"]}
    return pd.DataFrame({**names, "lat": lat, "lon": lon, "width": wide})


def unite_land(ground: Ground) -> Ground:
    """Return the ground as land and water alone: one area without a name, and no line on it."""
    land = unite(ground.countries["geometry"].to_numpy())
    one = ground.countries.iloc[:1].assign(name=None, iso=None, geometry=[land])
    return replace(ground, countries=one, disputed=ground.disputed.iloc[:0])


def shows_border(ground: Ground, views: Sequence[Box]) -> bool:
    """Return whether a view shows two countries that meet, on a page of some usual form."""
    frame = frame_of([_near_of(view) for view in views])
    shapes = ground.countries["geometry"].to_numpy()
    seen = shapes[shapely.intersects(shapes, frame)]
    return any(
        one.intersection(other).intersection(frame).length > 0
        for number, one in enumerate(seen)
        for other in seen[number + 1 :]
        if shapely.intersects(shapely.box(*one.bounds), shapely.box(*other.bounds))
    )


def shows_disputed(ground: Ground, views: Sequence[Box]) -> bool:
    """Return whether a view shows a disputed line on a page of some usual form."""
    frame = frame_of([_near_of(view) for view in views])
    return bool(shapely.intersects(ground.disputed["geometry"].to_numpy(), frame).any())


def frame_of(views: Sequence[Box]) -> BaseGeometry:
    """Return the ground that views, which are on the map's turn, show together."""
    return shapely.union_all([shapely.box(*view) for view in views])


def _cut_view(shapes: Geometries, view: Box) -> Geometries:
    """Return what of shapes, which are on the map's turn, is in view."""
    return keep_polygons(shapely.intersection(shapes, shapely.box(*view)))


def _name_in(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return a table with its names in a language where it has them, and in `english`."""
    own, english = f"name_{code}", table["name"]
    name = table[own].where(table[own].notna(), english) if own in table else english
    return table.assign(name=name, english=english)
