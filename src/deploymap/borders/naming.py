"""Which property of a border file holds the names of its features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from deploymap.borders.geojson import Feature, is_area
from deploymap.problems import Fault, Problem, did_you_mean, shorten

# under which properties other people's files keep a name and a code, the best first; case ignored.
# the name of the smaller area comes before that of the country in which it lies
NAME_KEYS = (
    *("name", "name_en", "name:en", "name_eng", "nameen", "name_long", "shapename"),
    *("adm4_en", "adm3_en", "adm2_en", "adm1_en", "adm4_ua", "adm3_ua", "adm2_ua", "adm1_ua"),
    *("adm3_name", "adm2_name", "adm1_name", "name_3", "name_2", "name_1"),
    *("adm4_name", "adm5_name", "admin4name", "admin3name", "admin2name", "admin1name"),
    *("adm4_pt", "adm3_pt", "adm2_pt", "adm1_pt", "adm2_fr", "adm1_fr", "adm2_es", "adm1_es"),
    *("adm2_ru", "adm1_ru", "state_name", "st_nm", "prov_name", "province", "bundesland"),
    *("oblast", "district", "county", "nam", "name_alt", "woe-name", "woe_name"),
    *("nuts_name", "name_latn", "lau_name", "gen", "nazva", "nom", "nombre", "nome", "naam"),
    *("namn", "navn", "nimi", "nazwa", "nazev", "nev", "naziv", "label", "title", "full_name"),
    *("admin", "adm0_en", "adm0_ua", "adm0_name", "adm0name", "name_0", "country", "cntry_name"),
    *("country_name", "countryname", "countryaff", "cntr_name", "geounit", "sovereignt"),
    *("name_uk", "name_ru", "name:uk", "name:ru"),
)
ISO_KEYS = ("iso", "iso_a3", "adm0_a3", "iso3", "iso_a3_eh", "iso3_code", "iso3cd", "id")
# what says other things than a name
NO_NAMES = {"kind", "left", "right", "held", "note", "date", "also", "type", "featurecla"}

# what an area without a name is called where a name is needed
NAMELESS = "an area without a name"

MOST_LISTED = 20  # properties or features in one message


def choose_names(
    features: Sequence[Feature], path: Path, name_key: str | None
) -> tuple[list[str | None], list[Problem]]:
    """Return the name of each feature, and what is wrong or was guessed.

    The property `name_key` holds the names, else the first of `NAME_KEYS` that has a text; else one
    that has a text of its own for each polygon. A geometry without properties is named as the file.
    """
    keys = _list_keys(features)
    if name_key:
        column = _find_key(name_key, keys)
        if column is None:
            advice = did_you_mean(name_key, keys).removeprefix("; ")
            message = f"has no property {shorten(name_key)}; {_list_words(keys)}"
            problem = Problem.of_file(path.name, Fault("border-name", message, advice))
            return [None] * len(features), [problem]
        # a line of the user's own may stand beside the areas of another's file
        usual = _first_names(features)
        names = [
            _as_text(feature.properties.get(column)) or (None if is_area(feature) else name)
            for feature, name in zip(features, usual, strict=True)
        ]
        return names, _tell_nameless(
            features, names, path.name, f" in {column}; {_list_words(keys)}"
        )
    names, notices = _guess_names(features, keys, path)
    return names, notices + _tell_nameless(features, names, path.name, f"; {_list_words(keys)}")


def _first_names(features: Sequence[Feature]) -> list[str | None]:
    """Return for each feature the first of the usual properties that is a text, else a number."""
    texts, numbers = first_texts(features, NAME_KEYS), first_texts(features, NAME_KEYS, _as_text)
    return [text or number for text, number in zip(texts, numbers, strict=True)]


def first_texts(
    features: Sequence[Feature],
    wanted: Iterable[str],
    read: Callable[[Any], str | None] | None = None,
) -> list[str | None]:
    """Return for each feature the first of the properties `wanted`, in any case, that is a text.

    `read` takes a value as a text, or says that it is none.
    """
    read = read or plain_text
    by_fold: dict[str, list[str]] = {}
    for key in _list_keys(features):
        by_fold.setdefault(key.casefold(), []).append(key)
    # of two that differ in case only, the one in small letters
    columns = [key for fold in wanted for key in sorted(by_fold.get(fold, ()), reverse=True)]
    return [
        next(filter(None, (read(feature.properties.get(key)) for key in columns)), None)
        for feature in features
    ]


def _list_keys(features: Sequence[Feature]) -> list[str]:
    """Return the properties of all features, in the order of the file."""
    return list(dict.fromkeys(key for feature in features for key in feature.properties))


def _find_key(name: str, keys: Sequence[str]) -> str | None:
    """Return the property with this name, in any case where none is written so."""
    alike = [key for key in keys if key.casefold() == name.casefold()]
    return name if name in keys else next(iter(alike), None)


def plain_text(value: Any) -> str | None:
    """Return what is a text, without blanks around; None for the -99 that stands for no code."""
    text = value.strip() if isinstance(value, str) else ""
    return text if text not in ("", "-99") else None


def _as_text(value: Any) -> str | None:
    """Return a text or a number as a text."""
    if type(value) in (int, float) and abs(value) < 10**15:
        return plain_text(f"{value:.15g}")
    return plain_text(value)


def _guess_names(
    features: Sequence[Feature], keys: Sequence[str], path: Path
) -> tuple[list[str | None], list[Problem]]:
    """Return the names by the usual properties, else by one that looks like names."""
    names = _first_names(features)
    if any(name for feature, name in zip(features, names, strict=True) if is_area(feature)):
        return names, []
    if len(features) == 1 and features[0].bare:
        message = f"holds a geometry without properties; its name is that of the file, {path.stem}"
        return [path.stem], [Problem.of_file(path.name, Fault("border-name", message), "notice")]
    areas = [feature for feature in features if is_area(feature)]
    columns = sorted(keys, key=lambda key: key.casefold() in ISO_KEYS)
    column = next((key for key in columns if _looks_like_names(key, areas)), None)
    if column is None:
        return names, []
    message = f"the names were taken from the property {shorten(column)}"
    advice = f"if others are meant, say which of {', '.join(map(shorten, keys[:MOST_LISTED]))}"
    notice = Problem.of_file(path.name, Fault("border-name", message, advice), "notice")
    guessed = [plain_text(feature.properties.get(column)) for feature in features]
    return [name or guess for name, guess in zip(names, guessed, strict=True)], [notice]


def _looks_like_names(key: str, areas: Sequence[Feature]) -> bool:
    """Return whether a property holds a text without digits in each polygon, all different."""
    texts = [plain_text(feature.properties.get(key)) for feature in areas]
    words = [text for text in texts if text and any(map(str.isalpha, text))]
    return (
        bool(areas)
        and key.casefold() not in NO_NAMES
        and len(set(words)) == len(areas)
        and not any(character.isdigit() for word in words for character in word)
    )


def _tell_nameless(
    features: Sequence[Feature], names: Sequence[str | None], file: str, where: str
) -> list[Problem]:
    """Return one notice for all areas that have no name, a warning where none has one."""
    areas = [(f.number, name) for f, name in zip(features, names, strict=True) if is_area(f)]
    numbers = [number for number, name in areas if not name]
    if not numbers:
        return []
    if len(numbers) == len(areas):
        message = f"none of its areas has a name{where}; they are drawn without names"
        advice = "say which property holds the names, or give each feature a property name"
        return [Problem.of_file(file, Fault("border-name", message, advice), "warning")]
    few = ", ".join(map(str, numbers[:MOST_LISTED])) + ("…" if len(numbers) > MOST_LISTED else "")
    are = "has no name; it is" if len(numbers) == 1 else "have no names; they are"
    message = (
        f"{len(numbers):,} of {len(areas):,} areas {are} drawn without "
        f"(feature{'s' if len(numbers) > 1 else ''} {few})"
    )
    return [Problem.of_file(file, Fault("border-name", message), "notice")]


def _list_words(keys: Sequence[str]) -> str:
    """Return which properties a file has, in words."""
    if not keys:
        return "the file has no properties"
    more = f" and {len(keys) - MOST_LISTED} more" if len(keys) > MOST_LISTED else ""
    return f"the file has the properties {', '.join(map(shorten, keys[:MOST_LISTED]))}{more}"
