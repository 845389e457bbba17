"""Whether the cells of a column are what its name promises."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from deploymap.checks.places import looks_like_position
from deploymap.checks.rewriting import is_list, is_triple, to_km
from deploymap.gazetteer.lookup import is_country
from deploymap.notation.cells import find_bad_addresses, parse_sidcs
from deploymap.notation.centuries import write_centuries
from deploymap.notation.dates import parse_dates
from deploymap.notation.numbers import Notation, is_unknown, parse_figures, parse_numbers
from deploymap.notation.positions import PositionError, parse_degrees
from deploymap.notation.remarks import is_worded
from deploymap.symbols.vocabulary import find_best

# codes of faults of a cell that is of the right kind and yet cannot be read
RIGHT_KIND = {"number-ambiguous", "not-whole", "range-order", "date-ambiguous", "date-impossible"}
RIGHT_KIND |= {"date-century", "position-range", "position-swapped", "position-minutes"}
RIGHT_KIND |= {"position-sign", "position-axis", "position-grid", "position-ambiguous"}

# columns of words, which may well be blank
WORDS = {"name", "side", "kind", "status", "country", "region"}

# what programs for maps call the things that they hold
MAP_FEATURES = {"node", "way", "relation", "point", "multipoint", "line", "linestring", "polygon"}
MAP_FEATURES |= {"multilinestring", "multipolygon", "feature", "uri", "literal", "geometry"}

# rows that tell whether all of them differ by chance
LEAST_SIDES = 3


def fits_column(column: str, texts: Sequence[str]) -> bool:
    """Return whether most of a column's texts may be what a column of the schema holds.

    Asked of columns that are known by a synonym only: `strength` may be a number of people, or
    words about them.
    """
    stated = [text for text in texts if not is_unknown(text)]
    if not stated:
        return bool(texts) or column not in FITS or column in WORDS
    fits = FITS.get(column)
    return fits is None or fits(stated)


def _most(texts: Sequence[str], is_right: Callable[[str], bool]) -> bool:
    return 2 * sum(map(is_right, texts)) > len(texts)


def _are_figures(texts: Sequence[str]) -> bool:
    # words about a strength are no numbers, and speak against none
    texts = [text for text in texts if not is_worded(text)]
    _, faults = parse_figures(set(texts), Notation())
    return _most(texts, lambda text: text not in faults or faults[text].code in RIGHT_KIND)


def _are_numbers(texts: Sequence[str]) -> bool:
    _, faults = parse_numbers(set(texts), "number", Notation())
    return _most(texts, lambda text: text not in faults)


def _are_dates(texts: Sequence[str]) -> bool:
    written = write_centuries(texts)
    texts = [written.get(text, text) for text in texts]
    _, faults = parse_dates(set(texts), order=None, serials=False)
    serials = {"date-serial"} | RIGHT_KIND
    return _most(texts, lambda text: text not in faults or faults[text].code in serials)


def _are_degrees(texts: Sequence[str]) -> bool:
    return _most(texts, _is_degrees)


def _is_degrees(text: str) -> bool:
    try:
        parse_degrees(text, "lon")
    except PositionError as error:
        return error.code in RIGHT_KIND
    return True


def _are_pairs(texts: Sequence[str]) -> bool:
    return _most(texts, lambda t: is_triple(t) or is_list(t) or looks_like_position(t))


def _are_codes(texts: Sequence[str]) -> bool:
    codes, _ = parse_sidcs(set(texts))
    return _most(texts, codes.__contains__)


def _are_addresses(texts: Sequence[str]) -> bool:
    faults = find_bad_addresses(set(texts))
    return _most(texts, lambda text: text not in faults)


def _are_names(texts: Sequence[str]) -> bool:
    """Return whether the texts tell units apart: a code of the country does not."""
    return 2 * len(set(texts)) > len(texts)


def _are_ids(texts: Sequence[str]) -> bool:
    """Return whether the texts may be ids: marks of footnotes, [1], are none."""
    return _are_names(texts) and not _most(texts, lambda text: text[:1] + text[-1:] == "[]")


def _are_place_names(texts: Sequence[str]) -> bool:
    """Return whether the texts may be names of places: a bare number, 3, is none."""
    return not _are_pairs(texts) and not _most(texts, is_bare_number)


def _are_labels(texts: Sequence[str]) -> bool:
    """Return whether the texts may be names of units: numbers may, but not those of the rows."""
    return not _most(texts, is_bare_number) or not are_index(texts)


def _are_words(texts: Sequence[str]) -> bool:
    return not _most(texts, is_bare_number)


def _are_kinds(texts: Sequence[str]) -> bool:
    """Return whether the texts may be kinds of units: kinds of map features are none."""
    return _are_words(texts) and not all(text.casefold() in MAP_FEATURES for text in texts)


def _are_sides(texts: Sequence[str]) -> bool:
    """Return whether the texts may be sides: a column in which every row differs is none."""
    if _most(texts, is_bare_number):
        return False
    return len(texts) < LEAST_SIDES or len(set(texts)) < len(texts) or _most(texts, is_country)


def _are_distances(texts: Sequence[str]) -> bool:
    return _are_numbers([to_km(text, "1") for text in texts])


def is_bare_number(text: str) -> bool:
    """Return whether a text has digits and marks of numbers, and nothing else."""
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def are_index(texts: Sequence[str]) -> bool:
    """Return whether texts number the rows: 1, 2, 3 or 0, 1, 2 and so on."""
    if len(texts) < LEAST_SIDES or not all(text.isdecimal() for text in texts):
        return False
    numbers = list(map(int, texts))
    steps = {later - earlier for earlier, later in itertools.pairwise(numbers)}
    return numbers[0] in (0, 1) and steps == {1}


def _are_states(texts: Sequence[str]) -> bool:
    """Return whether the texts may be states: the strength of a unit is called so in Polish."""
    return not _are_figures(texts)


def _are_echelons(texts: Sequence[str]) -> bool:
    return _most(texts, lambda text: find_best("echelon", text) is not None)


FITS: dict[str, Callable[[Sequence[str]], bool]] = {
    "id": _are_ids,
    "name": _are_labels,
    "side": _are_sides,
    "kind": _are_kinds,
    "echelon": _are_echelons,
    "status": _are_states,
    "count": _are_numbers,
    "troops": _are_figures,
    "troops_min": _are_figures,
    "troops_max": _are_figures,
    "place": _are_place_names,
    "lat": _are_degrees,
    "lon": _are_degrees,
    "lat_lon": _are_pairs,
    "accuracy_km": _are_distances,
    "date": _are_dates,
    "sidc": _are_codes,
    "source_url": _are_addresses,
    "country": _are_words,
    "region": _are_words,
}
