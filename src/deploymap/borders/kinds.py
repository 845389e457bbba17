"""Whether areas of a border file are countries or regions, where it does not say `kind`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from deploymap.arrays import Geometries, Truths
from deploymap.borders.coverage import as_array
from deploymap.borders.geojson import Feature
from deploymap.borders.naming import plain_text
from deploymap.gazetteer.countrynames import is_country
from deploymap.problems import Fault, Problem

# what a publisher calls the level of an area, and the first value that is below a country
LEVELS = {"admin_level": 3, "levl_code": 1, "gadm_level": 1, "adm_level": 1, "adminlevel": 1}
LAYERS = ("shapetype", "featurecla", "hc-group", "level", "layer", "boundary_type")
# properties with a word for what an area is, and with the country that it is of
SORT_KEYS = ("type", "engtype", "typ", "admin_type")
COUNTRY_KEYS = ("admin", "country", "country_name", "cntry_name", "adm0_name", "sovereignt")
LEAST_PARTS = 3  # areas of one country that are its regions
COUNTRY_LAYER = re.compile(r"adm(in)?[ -]?0.*|country|countries", re.IGNORECASE)
REGION_LAYER = re.compile(
    r"adm(in)?[ -]?[1-5].*|region|state|province|district|county", re.IGNORECASE
)

# properties that only areas below a country have
REGION_KEYS = re.compile(
    r"(gid|name|hasc|type|engtype|nl_name|varname|cc|id)_[1-5]|adm(in)?[1-5]_?\w*|shapeiso_?[1-5]|"
    r"iso_?3166[-_]2|nuts_(id|name)|lau_(id|name)|oblast|raion|rayon|okrug|bundesland|state_name|"
    r"statefp|countyfp|st_nm|prov_name|province|prefecture|voivodeship|wojewodztwo|departement|"
    r"district|county|kommune|municipio|provincia|canton|kanton",
    re.IGNORECASE,
)
CODE_KEYS = re.compile(r"(iso.*|id|code|hasc|hc-key|region_code|fips.*|.*_code|koatuu)", re.I)
# ISO 3166-2, as it stands or with another sign between
SUBDIVISION = re.compile(r"([A-Z]{2})[-._]([A-Z0-9]{1,3})", re.IGNORECASE)
REGION_WORDS = re.compile(
    r"\b(oblasts?\w*|provinc\w*|provinz\w*|voblast\w*|krais?|kray|raions?|rayons?|rajons?|okrug|"
    r"county|district|prefecture|voivodeship|canton|governorate|municipality|department|"
    r"département|kommune|gemeinde|landkreis|область\w*|вобласць|край|район\w*|округ|республики)\b",
    re.IGNORECASE,
)

MOSTLY = 0.5  # of the areas
WITHIN = 0.98  # of a region lies in its country
FILLED = 0.6  # of a country is filled by its regions

SAY = "if that is wrong write border_kind under [reading], or give each feature a property kind"


def choose_kinds(
    features: Sequence[Feature], names: Sequence[str | None], file: str
) -> tuple[list[str], list[Problem]]:
    """Return the kind, country or region, of areas that have none, and notices of what was taken.

    A publisher's level or code says it for one area; else what holds for most areas of the file.
    """
    if not features:
        return [], []
    own = [_level_of(feature) for feature in features]
    counted = Counter(filter(None, own))
    if counted and len(set(own)) > 1 and counted["country"] and counted["region"]:
        return [kind or "country" for kind in own], [_tell("countries and regions", file)]
    inner = _find_inner(as_array([feature.shape for feature in features]))
    if inner.any():
        inner |= np.array([kind == "region" for kind in own])
        kinds = np.where(inner, "region", "country").tolist()
        return kinds, [_tell("countries, and for regions where they lie in another", file)]
    are_regions = _has_region_names(names) or _have_one_country(features, names)
    if counted["region"] >= MOSTLY * len(features) or are_regions:
        return ["region"] * len(features), [_tell("regions of a country", file)]
    known = sum(map(_is_known, features, names))
    unsure = len(features) > 1 and known < MOSTLY * len(features) and not counted["country"]
    return ["country"] * len(features), [_tell("countries", file)] if unsure else []


def _tell(what: str, file: str) -> Problem:
    """Return the notice of what the areas were taken for."""
    message = f"does not say kind; its areas are taken for {what}"
    return Problem.of_file(file, Fault("border-kind", message, SAY), "notice")


def _level_of(feature: Feature) -> str | None:
    """Return whether a publisher's level or code says country or region; None where none does."""
    properties = {key.casefold(): value for key, value in feature.properties.items()}
    for key, first in LEVELS.items():
        number = _as_number(properties.get(key))
        if number is not None:
            return "region" if number >= first else "country"
    for key in LAYERS:
        layer = plain_text(properties.get(key)) or ""
        if COUNTRY_LAYER.fullmatch(layer):
            return "country"
        if REGION_LAYER.fullmatch(layer):
            return "region"
    if any(REGION_WORDS.search(plain_text(properties.get(key)) or "") for key in SORT_KEYS):
        return "region"
    below = any(REGION_KEYS.fullmatch(k) and _has_value(v) for k, v in properties.items())
    return "region" if below or any(map(_is_subdivision, properties.items())) else None


def _as_number(value: Any) -> int | None:
    """Return a whole number, be it written as a text."""
    text = str(value).strip() if type(value) in (int, str) else ""
    return int(text) if re.fullmatch(r"\d{1,2}", text) else None


def _has_value(value: Any) -> bool:
    """Return whether a property says anything."""
    return value is not None and str(value).strip() not in ("", "-99")


def _is_subdivision(item: tuple[str, Any]) -> bool:
    """Return whether a property is the code of a part of a country (ISO 3166-2, HASC)."""
    key, value = item
    match = SUBDIVISION.fullmatch(value) if isinstance(value, str) else None
    return bool(match and CODE_KEYS.fullmatch(key) and is_country(match[1]))


def _has_region_names(names: Sequence[str | None]) -> bool:
    """Return whether most names have a word such as oblast or province in them."""
    found = sum(bool(name and REGION_WORDS.search(name)) for name in names)
    return found > MOSTLY * len(names)


def _have_one_country(features: Sequence[Feature], names: Sequence[str | None]) -> bool:
    """Return whether areas of different names are all said to be of one country."""
    if len(set(names)) < LEAST_PARTS:
        return False
    said = [{k.casefold(): v for k, v in each.properties.items()} for each in features]
    countries = [{plain_text(each.get(key)) for each in said} for key in COUNTRY_KEYS]
    return any(len(values) == 1 and None not in values for values in countries)


def _is_known(feature: Feature, name: str | None) -> bool:
    """Return whether the name or a code of an area is that of a country of today."""
    texts = [name, *(v for k, v in feature.properties.items() if k.casefold().startswith("iso"))]
    return any(is_country(text) for text in texts if isinstance(text, str) and text)


def _find_inner(shapes: Geometries) -> Truths:
    """Return which polygons lie in a larger one that such polygons fill, as regions do."""
    inner = np.zeros(len(shapes), dtype=bool)
    area = shapely.area(shapes)
    points = shapely.point_on_surface(shapes)
    outer, part = shapely.STRtree(points).query(shapes, predicate="intersects")
    smaller = (outer != part) & (area[part] < area[outer])
    order = np.argsort(outer[smaller], kind="stable")
    outer, part = outer[smaller][order], part[smaller][order]
    for group in np.split(np.arange(len(outer)), np.flatnonzero(np.diff(outer)) + 1):
        if not len(group) or area[part[group]].sum() < FILLED * area[outer[group[0]]]:
            continue
        parts = part[group]
        shared = shapely.area(shapely.intersection(shapes[parts], shapes[outer[group[0]]]))
        parts = parts[shared >= WITHIN * area[parts]]
        if len(parts) > 1 and area[parts].sum() >= FILLED * area[outer[group[0]]]:
            inner[parts] = True
    return inner
