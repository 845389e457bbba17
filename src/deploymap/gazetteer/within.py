"""The countries and regions that a text names, in which a place may lie."""

from __future__ import annotations

import json
from functools import cache

from deploymap.gazetteer.countrycodes import read_code
from deploymap.gazetteer.countrynames import one_country
from deploymap.gazetteer.placenames import fold, plain
from deploymap.gazetteer.worldplaces import country_names
from deploymap.packaged import packaged_data
from deploymap.patterns import late_pattern

_SORTS = late_pattern(
    r"\b(?:oblast|obl|область|обл|вобласць|voblasts?|region|province|krai|kray|край|republic|respublika"
    r"|республика|республіка|рэспубліка|of|the|autonomous|автономная|автономна|city)\b"
)


def countries_named(text: str) -> set[str]:
    """Return the code of the country that a text names, if it names one."""
    key = fold(text)
    iso = read_code(text) or _areas()[0].get(key) or country_names().get(key) or one_country(text)
    return {iso} if iso else set()


def regions_named(text: str) -> set[str]:
    """Return the regions that a text names: Moscow names two, Moscow Oblast one."""
    _, known, codes = _areas()
    if text.strip().upper() in codes:
        return {codes[text.strip().upper()]}
    bare = _without_sort(text)
    exact = known.get(fold(text), set()) if bare != fold(text) else set()
    return exact or known.get(bare, set())


def _without_sort(text: str) -> str:
    return fold(_SORTS.sub(" ", plain(text)))


@cache
def _areas() -> tuple[dict[str, str], dict[str, set[str]], dict[str, str]]:
    """Return the codes of countries and the names of regions by their folded names, and the names
    of regions by their codes.
    """
    countries: dict[str, str] = {}
    regions: dict[str, set[str]] = {}
    codes: dict[str, str] = {}
    features = json.loads(packaged_data("borders.geojson").read_bytes())["features"]
    for properties in (feature["properties"] for feature in features):
        kinds = ("name", "name_uk", "name_ru")
        names = [properties.get(kind) or "" for kind in kinds]
        names += (properties.get("also") or "").split("|")
        if properties["kind"] == "region":
            codes[properties["iso"]] = properties["name"]
        for name in filter(None, names):
            # codes are no names, see `countrycodes`
            if properties["kind"] == "country" and len(name) > 3:
                countries[fold(name)] = properties["iso"]
            elif properties["kind"] == "region":
                for key in {fold(name), _without_sort(name)} - {""}:
                    regions.setdefault(key, set()).add(properties["name"])
    return countries, regions, codes
