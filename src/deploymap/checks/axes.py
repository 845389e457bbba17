"""Positions that stand in several columns, or whose columns' names say a half of the globe.

Degrees, minutes and seconds apart; letters N, S, E, W apart; `Longitude (W)`; `ActionGeo_Lat`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from deploymap.checks.spelling import fold_name, folded_words, split_words, undoubled
from deploymap.patterns import late_pattern

Words = frozenset[str]


AXES: dict[str, Words] = {
    "lat": folded_words(
        "lat lats latitude latitudes latitudine breite breiten breitengrad широта широты широти"
        " latitud enlem szerokość szer šířka breedte breedtegraad breddgrad breddegrad 위도"
        " 纬度 緯度 العرض shirota shyrota"
    ),
    "lon": folded_words(
        "lon lons long lng longitude longitudes longitudine länge längen laenge längengrad"
        " laengengrad долгота долготы довгота довготи longitud boylam długość dług délka lengte"
        " lengtegraad längdgrad længdegrad 경도 经度 經度 経度 الطول dolgota dovhota"
    ),
}
ROLES: dict[str, Words] = {
    "deg": folded_words(
        "deg degs degree degrees d grad grade град градус градусы градуси градусов градусів grados"
        " degré degrés gradi graus grader graden derece st stopnie stopni stupně stupňů"
        " درجة درجات 度"
    ),
    "min": folded_words(
        "min mins minute minutes minuten minutos minuti minuter minuut minuta minuty minut мин"
        " минуты минут хв хвилини хвилин m mn dakika دقيقة دقائق 分"
    ),
    "sec": folded_words(
        "sec secs second seconds seconde secondes sek sekunde sekunden sekunder sekundy sekund"
        " segundos secondi seconden vteřiny vteřin saniye сек секунды секунди секунд s с ثانية"
        " ثواني 秒"
    ),
}
SIGNS = {"°": "deg", "º": "deg", '"': "sec", "″": "sec", "”": "sec", "''": "sec", "′′": "sec"}
SIGNS |= {"’’": "sec", '""': "sec", "'": "min", "′": "min", "’": "min", "´": "min"}
# `Lat "`, `Breite (')`, `Широта, °`
_SIGN_AT_END = late_pattern(rf"""[^°º'"′″’”´]+?[ (\[,_]*({"|".join(SIGNS)})[ )\]]*""")
# letters and words of a direction: 1 north or east, -1 south or west; O is either
_NORTH = "n north nord norte northern північна північ северная север с пн сш пнш kuzey północ"
_NORTH += " północna 北 شمال شمالا"
_SOUTH = "s south süd sud sur southern південна південь южная юг ю пд юш пдш güney południe"
_SOUTH += " południowa 南 جنوب جنوبا"
_EAST = "e east ost est este eastern східна схід восточная восток в сх вд схд doğu wschód"
_EAST += " wschodnia 东 東 شرق شرقا"
_WEST = "w west ouest oeste western західна захід западная запад з зх зд зхд batı zachód"
_WEST += " zachodnia 西 غرب غربا"
DIRECTIONS: dict[str, dict[str, int]] = {
    "lat": dict.fromkeys(folded_words(_NORTH), 1) | dict.fromkeys(folded_words(_SOUTH), -1),
    "lon": dict.fromkeys(folded_words(_EAST), 1) | dict.fromkeys(folded_words(_WEST), -1),
}
HALVES = {"n": "lat", "north": "lat", "e": "lon", "east": "lon"}
EITHER = "o"
# words for both, in their order
ORDERS = {
    **dict.fromkeys(("lonlat", "lnglat", "longlat", "xy"), ("lon", "lat")),
    **dict.fromkeys(("latlon", "latlng", "latlong", "yx"), ("lat", "lon")),
}
LETTERS = {("lat", 1): "N", ("lat", -1): "S", ("lon", 1): "E", ("lon", -1): "W"}
# names of columns of such letters
HEMISPHERES = folded_words(
    "dir direction dirn hemisphere hem hemi h ref quadrant cardinal letter półkula hemisphäre"
    " halbkugel hémisphère hemisferio полушарие півкуля yarımküre 半球 ns ew we ow eo sn"
)
BOTH = {"lat": folded_words("ns sn сю пнпд"), "lon": folded_words("ew we ow wo eo oe вз сз схзх")}
HARMLESS = folded_words(
    "gps dd decimal dec wgs84 wgs 84 geo coord coords coordinate coordinates position pos degrees"
    " deg degree grad point zeměpisná zem geographic geographical geographische geograficzna"
    " in of x y"
)
# of a box there are two of each, and neither is the position
LIMITS = folded_words("max maximum")
# words of numbers that are about a position, and are none
ABOUT = folded_words(
    "max maximum minimum error err accuracy acc precision std sd sigma delta offset range span"
    " uncertainty method source quality zone type"
)


class AxisName(NamedTuple):
    """What a column's name says of a latitude or longitude.

    `role` is "", deg, min, sec or dir (a letter); `sign` is 1 or -1 where it names a half of the
    globe, else 0; `prefix` are its other words. `letter` is a lone S, second or south.
    """

    axis: str
    role: str
    sign: int
    prefix: tuple[str, ...]
    letter: str = ""


def read_axis_name(name: str) -> AxisName | None:
    """Return what a name says, None where it is not that of one axis."""
    words = list(_unglued(name))
    axes = [axis for axis, known in AXES.items() if known.intersection(words)]
    if len(axes) != 1:
        return None
    axis = axes[0]
    words = _without_units(name, axis, [word for word in words if word not in AXES[axis]])
    role, sign, letter, rest = "", 0, "", []
    for word in words:
        found = next((role for role, known in ROLES.items() if word in known), "")
        if word in BOTH[axis] or word in HEMISPHERES:
            role = "dir"
        elif word in DIRECTIONS[axis] and (word != "s" or role != "min"):
            sign, letter = DIRECTIONS[axis][word], word if len(word) == 1 else letter
        elif found and not role:
            role = found
        elif word == EITHER and axis == "lon":
            letter = word
        elif word not in HARMLESS and not found:
            rest.append(word)
    return AxisName(axis, role or _role_of_sign(name), sign, tuple(rest), letter)


def _role_of_sign(name: str) -> str:
    """Return deg, min or sec where a name ends with the sign of one of them and has no other."""
    match = _SIGN_AT_END.fullmatch(undoubled(name))
    return SIGNS[match[1]] if match else ""


def _without_units(name: str, axis: str, words: list[str]) -> list[str]:
    """Return the words of a name without both directions of its axis, which say neither."""
    both = DIRECTIONS[axis]
    if {both.get(word) for word in words} >= {1, -1} or {EITHER, "w"} <= set(words):
        return [word for word in words if word not in both and word != EITHER] + ["ns"]
    return words


@cache
def _unglued(name: str) -> tuple[str, ...]:
    """Return the words of a name, `latdeg` as two: an axis, and what is said of it."""
    words: list[str] = []
    for word in split_words(name):
        words += _split(word)
    return tuple(words)


@cache
def _said_of_axes() -> dict[str, frozenset[str]]:
    """Return each word for an axis, the longest first, with the words that may be glued to it."""
    said = {of: HEMISPHERES.union(*ROLES.values(), DIRECTIONS[of]) for of in AXES}
    words = {axis: said[of] for of, axes in AXES.items() for axis in axes}
    return {axis: words[axis] for axis in sorted(words, key=len, reverse=True)}


def _split(word: str) -> list[str]:
    axes = _said_of_axes()
    if word in axes or len(word) < 4:
        return [word]
    for axis, known in axes.items():
        if word.startswith(axis) and word[len(axis) :] in known:
            return [axis, word[len(axis) :]]
        if word.endswith(axis) and len(axis) > 2 and word[: -len(axis)] in known:
            return [axis, word[: -len(axis)]]
    return [word]


def half_of(name: str) -> str:
    """Return lat of a name that says north and nothing else, lon of one that says east, or ""."""
    words = [word for word in split_words(name) if word not in HARMLESS]
    return HALVES.get(words[0], "") if len(words) == 1 else ""


def pair_order(name: str) -> str:
    """Return lat or lon, whichever a name says first, "" where it does not say both."""
    words = [axis for word in _unglued(name) for axis in ORDERS.get(word, ())]
    words += [axis for word in _unglued(name) for axis, known in AXES.items() if word in known]
    if {*words} != {"lat", "lon"}:
        letters = [word for word in split_words(name) if word in ("x", "y")]
        words = ["lon" if letter == "x" else "lat" for letter in letters]
    return words[0] if {*words} == {"lat", "lon"} else ""


def bare_role(name: str) -> str:
    """Return deg, min or sec of a name that says nothing else, such as `Minuten` or `'`."""
    if undoubled(name) in SIGNS:
        return SIGNS[undoubled(name)]
    words = split_words(name)
    return next(
        (role for role, known in ROLES.items() if len(words) == 1 and words[0] in known), ""
    )


def bare_hemisphere(name: str) -> tuple[str, ...]:
    """Return the axes of which a name that says nothing else may have the letters."""
    folded = fold_name(undoubled(name))
    for axis, known in BOTH.items():
        if folded in known:
            return (axis,)
    return ("lat", "lon") if folded in HEMISPHERES else ()


def directions_in(texts: Iterable[str], axis: str) -> set[int]:
    """Return the directions on an axis that texts name, 0 among them where one names none."""
    return {read_direction(text, axis) for text in texts}


def read_direction(text: str, axis: str) -> int:
    """Return 1 or -1 for a letter or word of a direction on an axis, 0 for another; O is 0."""
    return DIRECTIONS[axis].get(fold_name(text), 0)


def may_be_direction(text: str, axis: str) -> bool:
    """Return whether a text may be a direction on an axis, O for east or west among them."""
    return bool(read_direction(text, axis)) or (axis == "lon" and fold_name(text) == EITHER)


def half_of_quadrant(text: str, axis: str) -> str:
    """Return the letter or word of one axis in a text that has one of each: S of `SW`, `S/W`."""
    lat, lon = _split_quadrant(fold_name(text))
    return lat if axis == "lat" else lon


@cache
def _split_quadrant(folded: str) -> tuple[str, str]:
    for at in range(1, len(folded)):
        lat, lon = folded[:at], folded[at:]
        if read_direction(lat, "lat") and may_be_direction(lon, "lon"):
            return lat, lon
    return "", ""


def is_box(names: Sequence[AxisName], name: AxisName, words: Iterable[Words]) -> bool:
    """Return whether a name is one of a box: its columns say both ends of the axis."""
    others = [other for other in names if other.axis == name.axis]
    signs = {other.sign for other in others if other.role in ("", "deg") and other.letter}
    has_max = any(LIMITS.intersection(found) for found in words)
    return (signs >= {1, -1} and bool(name.sign)) or (has_max and name.role == "min")
