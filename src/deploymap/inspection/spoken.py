"""What the areas of the shipped borders, in which units lie, are called in a page's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from deploymap.arrays import code_values, distinct, number_anew, with_columns
from deploymap.borders.borders import Borders
from deploymap.borders.worldfiles import read_names

ENGLISH = "en"  # the language of the names that the joins give
SPOKEN = "spoken"
BETWEEN = " – "  # stands between the two countries of a border's name

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Names:
    """Names in another language, by those in English.

    Those of regions by their country too, which is None for a sea, and in a file in which no two
    countries have a region of one name.
    """

    countries: Mapping[str, str]
    regions: Mapping[Key, str]

    def region(self, country: str | None, region: str | None) -> str | None:
        """Return what a region of a country, or a sea, is called."""
        if region is None:
            return None
        return self.regions.get((country, region)) or self.regions.get((None, region), region)

    def border(self, border: str) -> str:
        """Return what a country, or both of a border "A – B", are called."""
        return BETWEEN.join(self.countries.get(name, name) for name in border.split(BETWEEN))


def name_areas(units: pd.DataFrame, borders: Borders, language: str) -> pd.DataFrame:
    """Return joined units with `in_country`, `in_region` and `border_with` in a language.

    That is a BCP 47 tag, such as `de-AT`. Areas of a border file of the user's own are called as it
    has them, those of which no name is known as in English.
    """
    names = _read_names(borders, language.partition("-")[0].lower())
    if names is None:
        return units
    country, region = distinct(units["in_country"]), distinct(units["in_region"])
    border = distinct(units["border_with"])
    countries, regions = [*country.values, None], [*region.values, None]
    number, pairs = number_anew(
        country.codes % len(countries) * len(regions) + region.codes % len(regions)
    )
    both = [(countries[pair // len(regions)], regions[pair % len(regions)]) for pair in pairs]
    texts = {
        "in_country": ([names.countries.get(name, name) for name in country.values], country.codes),
        "in_region": ([names.region(*pair) for pair in both], number),
        "border_with": ([names.border(name) for name in border.values], border.codes),
    }
    columns = {
        name: code_values(values, codes, units.index) for name, (values, codes) in texts.items()
    }
    return with_columns(units, columns)


def name_labels(labels: pd.DataFrame, borders: Borders, language: str) -> pd.DataFrame:
    """Return the `name` of a border file's countries in a language, likewise, and in `english`."""
    labels = labels.assign(english=labels["name"])
    names = _read_names(borders, language.partition("-")[0].lower())
    if names is None:
        return labels
    return labels.assign(name=[names.countries.get(name, name) for name in labels["name"]])


def _read_names(borders: Borders, code: str) -> Names | None:
    """Return the names of the shipped borders' areas; None where there are none in a language."""
    if code == ENGLISH or not (borders.world or borders.packaged):
        return None
    layers = ("countries-coarse", "regions", "seas")
    countries, regions, seas = (read_names(layer, code) for layer in layers)
    if SPOKEN not in countries:
        return None
    if borders.packaged:
        countries = _name_by_iso(borders.of_kind("country"), countries)
        regions = _name_by_iso(borders.of_kind("region"), regions).assign(owner=None)
    else:
        known = {iso or name: name for iso, name in countries[["iso", "name"]].to_numpy(object)}
        owners = regions[["country", "country_name"]].to_numpy(object)
        regions = regions.assign(owner=[known[iso or name] for iso, name in owners])
    places = pd.concat([seas.assign(owner=None), regions])[["owner", "name", SPOKEN]]
    return Names(
        {name: own for name, own in countries[["name", SPOKEN]].to_numpy(object) if own},
        _tell_apart(places.drop_duplicates().itertuples(index=False, name=None)),
    )


def _name_by_iso(areas: pd.DataFrame, world: pd.DataFrame) -> pd.DataFrame:
    """Return areas of a border file with the names of those of the world that have their code."""
    known = {iso: own for iso, own in world[["iso", SPOKEN]].to_numpy(object) if iso}
    spoken = np.array([known.get(iso) for iso in areas["iso"]], dtype=object)
    return areas.assign(spoken=spoken)


def _tell_apart(places: Iterable[tuple[str | None, str, str | None]]) -> dict[Key, str]:
    """Return names by owner and name, where no other of the owner's is called so.

    Nobody would tell Kyiv from its oblast, which are both "Kiew" in German, and their numbers would
    be added up.
    """
    known = [place for place in places if place[2]]
    often = Counter((owner, own) for owner, _, own in known)
    return {(owner, name): own for owner, name, own in known if own and often[owner, own] == 1}
