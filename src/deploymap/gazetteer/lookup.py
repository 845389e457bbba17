"""Names of places -> `Place`, by the gazetteer that ships with deploymap.

A name that several places bear gives all of them, so that whoever asked can choose; none is picked
by guess. All coordinates are degrees of latitude and longitude in WGS84 (EPSG:4326). The places are
from GeoNames (https://www.geonames.org, CC BY 4.0), with changes.

The table covers 20 to 60° E, 42 to 60° N: Ukraine, Belarus, Moldova and Russia near them down to
500 inhabitants, the rest down to 30,000; `data/README.md` says how it is made. A name or an id that
the table does not hold at all, or not in the country that is asked for, is looked for among those
of `worldplaces`: 34,000 of the whole earth, 230,000 with `deploymap[gazetteer]`. So is one that in
the table only small places bear besides their own, as a village of the steppe does Paris.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from deploymap.gazetteer.placenames import bare, fold, fold_plain, plain
from deploymap.gazetteer.within import countries_named, regions_named
from deploymap.gazetteer.worldplaces import (
    WorldPlace,
    find_named,
    find_numbered,
    is_shipped,
    names_within,
)
from deploymap.packaged import packaged_data
from deploymap.patterns import late_pattern

LONGEST = 200  # characters: a longer text is no name
LIKENESS = 0.75  # of difflib: how near a name has to be to be suggested
# how much larger a place has to be than those that bear its name only besides their own
CITY, TIMES = 10_000, 10
LARGE_CITY = 100_000  # inhabitants of a place that is known under other names too
# how much larger such a place has to be than all others of its name to be meant by it
FAR_LARGER = 40

_JOINT = late_pattern(r"[,;()\[\]]")
_NUMBER = late_pattern(r"\b(geonames|koatuu)(?:\s*id)?[\s:#]*(\d{1,10})\b", re.IGNORECASE)

# words that say what sort of place it is, as `_plain` leaves them
_BEFORE = late_pattern(
    r"(?:м|місто|misto|г|гор|город|gorod|с|село|смт|селище|п|пос|поселок|пгт|ст|станица|х|хутор"
    r"|(?:city|town|village|settlement) of|the city of) "
)
_AFTER = late_pattern(r" (?:city|town|village|settlement|misto|gorod|місто|город)")


@dataclass(frozen=True)
class Place:
    """A place: `country` as ISO alpha-3, `region` as in the borders or blank, degrees in WGS84.

    `id` is the GeoNames id, or `koatuu:` and the Ukrainian code of a place that GeoNames lacks.
    """

    id: str
    name: str
    country: str
    region: str
    lat: float
    lon: float
    source: str


@dataclass(frozen=True)
class _Entry:
    """A place and what is needed to find it; `also` are its other names."""

    place: Place
    also: tuple[str, ...]
    population: int


def find_places(text: str, *, country: str = "", region: str = "") -> tuple[Place, ...]:
    """Return all places that a text can mean, the likeliest first; none if it means none.

    The text is a whole name, in any spelling of its case, accents, apostrophes, hyphens, of ё and
    е, and in the usual transliterations: "Donetsk", "Донецьк", "Slov'iansk". It may say what sort
    of place it is ("м. Донецьк", "город Донецк", "city of Donetsk"), in which region or country it
    lies ("Donetsk, Ukraine", "Donetsk (Rostov oblast)"), and its number ("geonames:709717").
    `country` (a name in English, Ukrainian or Russian, or an ISO code) and `region` (with or
    without its sort: oblast, область, krai) leave only the places there, so none if none is there.

    Every place that bears the name is returned, be it as its first name, a spelling of it, a former
    or a foreign one. Two exceptions, since the lists of foreign names are long and have mistakes:
    the one place whose own name it is stands alone if it has 10,000 inhabitants or more and ten
    times as many as each of those that bear it only besides. So Minsk is not Mińsk Mazowiecki, but
    Voronezh may be Voronizh, and Donetsk is one of two. And beyond the table a city of 100,000
    inhabitants or more stands alone that has forty times as many as each other place of that name,
    as Berlin does, and Peking: there is a place of less than 10,000 whose own name that is.
    """
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        return ()
    number = _NUMBER.search(text)
    if number:
        found = _numbered(number)
        rest = (text[: number.start()] + text[number.end() :]).strip(" ,;()")
        named = {place.id for place in _all_named(rest)} if rest else {e.place.id for e in found}
        found = [entry for entry in found if entry.place.id in named]
    else:
        found = _named_within(text)
    if country.strip():
        countries = countries_named(country)
        within = [entry for entry in found if entry.place.country in countries]
        found = within or ([] if number else _world_within(text, countries))
    if region.strip():
        found = [entry for entry in found if _lies_in(entry.place, region, bool(country.strip()))]
    if not number:
        found = _surest(_spelt_so(found, plain(_head(text))), _keys(_head(text)))
    return tuple(entry.place for entry in found)


def is_sure(text: str, place: Place) -> bool:
    """Return whether the text can be taken for the place without asking.

    So it is where the text has its number, or its own name in some spelling; a former or foreign
    name will do for a city of 100,000 inhabitants (Dnipropetrovsk, Lemberg), but Paris is no
    village of the steppe.
    """
    if _NUMBER.search(text):
        return True
    known = _entries().get(place.id)
    return known is None or _is_meant(known, _keys(_head(text)))


def _is_meant(entry: _Entry, keys: Sequence[str]) -> bool:
    own = bare(entry.place.name) in map(bare, keys)
    return own or entry.population >= LARGE_CITY


def names_shipped_place(text: str) -> bool:
    """Return whether a text is the name of a place that ships with deploymap.

    The larger set, which takes seconds to read, is not asked.
    """
    return any(key in _index() or is_shipped(key) for key in _keys(_head(text)))


def suggest_places(text: str, *, country: str = "") -> tuple[str, ...]:
    """Return up to three places whose names are so near that a slip may explain the text.

    They are called by their first names, whichever of their names is near. With `country`, as in
    `find_places`, only places there are proposed; none where nobody knows that country.
    """
    # difflib takes 8 ms to import, which a build without faults should not pay
    from difflib import get_close_matches

    key = fold(_head(text))
    if not 3 <= len(key) <= 50:
        return ()
    known = _names_in(countries_named(country)) if country.strip() else _first_names()
    letters = set(key)
    # most names are too far to be worth the long comparison
    near = [name for name in known if abs(len(name) - len(key)) < 3]
    near = [name for name in near if len(letters ^ set(name)) < 5]
    matches = get_close_matches(key, near, n=9, cutoff=LIKENESS)
    return tuple(dict.fromkeys(known[match] for match in matches))[:3]


def knows_country(text: str) -> bool:
    """Return whether a text names a country, by its name or by its code."""
    return bool(countries_named(text))


def is_country(text: str) -> bool:
    """Return whether a text is the name or the ISO code of a country that is known."""
    return bool(countries_named(text))


def describe_place(place: Place) -> str:
    """Return a place in words that `find_places` finds again.

    An example is "Donetsk, Donetsk Oblast, UKR (geonames:709717)".
    """
    number = f"geonames:{place.id}" if place.id.isdigit() else place.id
    words = dict.fromkeys((place.name, place.region, place.country))
    return f"{', '.join(filter(None, words))} ({number})"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _JOINT.split(text) if part.strip()]


def _head(text: str) -> str:
    return next(iter(_parts(_NUMBER.sub(" ", text))), "")


def _named_within(text: str) -> list[_Entry]:
    """Return those of the name before the first comma or bracket that lie in what follows it."""
    head, *areas = _parts(text) or [""]
    found = _named(head)
    for area in areas:
        countries, regions = countries_named(area), regions_named(area)
        found = [
            entry
            for entry in found
            if entry.place.country in countries or entry.place.region in regions
        ]
    return found


def _all_named(text: str) -> list[Place]:
    return [entry.place for entry in _named_within(text)]


def _named(name: str) -> list[_Entry]:
    """Return those of a name, as it is, or without the sort of place, or from the big table."""
    keys = _keys(name)
    known = next((_index()[key] for key in keys if key in _index()), [])
    if any(_is_meant(entry, keys) for entry in known):
        return list(known)
    world = next((found for key in keys if (found := _as_entries(find_named(key)))), [])
    ids = {entry.place.id for entry in known}
    return [*known, *(entry for entry in world if entry.place.id not in ids)]


def _world_within(text: str, countries: set[str]) -> list[_Entry]:
    """Return the places of a name in a country where the table has none of that name.

    None where the text itself names another country.
    """
    stated = [countries_named(area) for area in _parts(text)[1:]]
    if any(others and not others & countries for others in stated):
        return []
    for key in _keys(_head(text)):
        found = [
            entry for entry in _as_entries(find_named(key)) if entry.place.country in countries
        ]
        if found:
            return found
    return []


def _as_entries(places: Iterable[WorldPlace]) -> list[_Entry]:
    return [
        _Entry(
            Place(p.id, p.name, p.country, "", p.lat, p.lon, f"GeoNames {p.id}"), (), p.population
        )
        for p in places
    ]


def _lies_in(place: Place, region: str, is_in_country: bool) -> bool:
    """Return whether a place lies in a region; the regions of most countries nobody knows here."""
    return place.region in regions_named(region) or (is_in_country and not place.region)


def _keys(name: str) -> list[str]:
    words = plain(name)
    short = words
    if before := _BEFORE.match(words):
        short = words[before.end() :]
    if (cut := short.rfind(" ")) > 0 and _AFTER.fullmatch(short[cut:]):
        short = short[:cut]
    return [key for key in dict.fromkeys(map(fold_plain, (words, short))) if key]


def _numbered(number: re.Match[str]) -> list[_Entry]:
    scheme, digits = number[1].lower(), number[2]
    known = _entries().get(digits if scheme == "geonames" else f"{scheme}:{digits}")
    if known or scheme != "geonames":
        return [known] if known else []
    return _as_entries(find_numbered(digits))


def _spelt_so(found: Sequence[_Entry], words: str) -> Sequence[_Entry]:
    """Return the places without those whose names are only folded alike, where one is spelt so.

    Ladysmith is no Ladismith; but a village is not meant in place of a city TIMES as large. Of the
    table's places none is spelt exactly: they are put into Latin script from Cyrillic.
    """
    if any(entry.place.id in _entries() for entry in found):
        return found
    exact = [entry for entry in found if plain(entry.place.name) == words]
    most = TIMES * max((entry.population for entry in exact), default=0)
    # the others are found by a name that they bear besides
    alike = {fold_plain(words)} if exact else set()
    return [
        entry
        for entry in found
        if entry in exact or entry.population > most or fold(entry.place.name) not in alike
    ]


def _surest(found: Sequence[_Entry], keys: Sequence[str]) -> list[_Entry]:
    """Return the places, those whose own name it is first; or the one of them that stands alone."""
    wanted = set(map(bare, keys))
    by_size = sorted(found, key=lambda entry: (-entry.population, entry.place.id))
    spelt = [entry for entry in by_size if fold(entry.place.name) in keys]
    own = spelt if len(spelt) == 1 else [e for e in by_size if bare(e.place.name) in wanted]
    others = [entry for entry in by_size if entry not in own]
    if len(own) == 1 and own[0].population >= max(
        [CITY, *(TIMES * entry.population for entry in others)]
    ):
        return own
    if by_size and _stands_out(by_size, own):
        return by_size[:1]
    return own + others


def _stands_out(by_size: Sequence[_Entry], own: Sequence[_Entry]) -> bool:
    """Return whether the first place is so much larger that the others of its name are not meant.

    Those of the table are, if the name is their own, and so is a town beside a city that bears it
    besides: Smyrna in Georgia.
    """
    city, *others = by_size
    least = max([LARGE_CITY, *(FAR_LARGER * entry.population for entry in others[:1])])
    rivals = [entry for entry in own if entry is not city]
    return city.population >= least and not any(
        entry.place.id in _entries() or (city not in own and entry.population >= CITY)
        for entry in rivals
    )


@cache
def _entries() -> dict[str, _Entry]:
    """Return the table by its ids."""
    with packaged_data("gazetteer.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: _entry(row) for row in csv.DictReader(file)}


def _entry(row: dict[str, str]) -> _Entry:
    place = Place(
        row["id"],
        row["name"],
        row["country"],
        row["region"],
        float(row["lat"]),
        float(row["lon"]),
        row["source"] or f"GeoNames {row['id']}",
    )
    return _Entry(place, tuple(filter(None, row["names"].split("|"))), int(row["population"]))


@cache
def _index() -> dict[str, list[_Entry]]:
    """Return the places of the table by each of their folded names."""
    index: dict[str, list[_Entry]] = {}
    for entry in _entries().values():
        for key in {fold(name) for name in (entry.place.name, *entry.also)}:
            index.setdefault(key, []).append(entry)
    return index


@cache
def _first_names() -> dict[str, str]:
    """Return the name of the largest place of each folded name."""
    largest = {key: max(of, key=lambda entry: entry.population) for key, of in _index().items()}
    return {key: entry.place.name for key, entry in largest.items()}


@cache
def _names_within(country: str) -> dict[str, str]:
    names = dict(names_within(country))
    here = [entry for entry in _entries().values() if entry.place.country == country]
    for entry in sorted(here, key=lambda entry: entry.population):
        names |= dict.fromkeys(map(fold, (entry.place.name, *entry.also)), entry.place.name)
    return names


def _names_in(countries: set[str]) -> dict[str, str]:
    """Return folded name -> first name of the places of a country, of both tables."""
    return {key: name for country in countries for key, name in _names_within(country).items()}
