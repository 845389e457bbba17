"""What each column of a sheet of units is: by the settings, its name, its neighbours, its cells.

The likeliest goes first: what the settings say, a name of the schema, a synonym, words in a name,
then cells. Whatever is not certain has a reason, which the user is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from deploymap.checks.axes import ABOUT, AxisName, is_box, read_axis_name
from deploymap.checks.fitting import are_index
from deploymap.checks.found import AXES, ColumnUse, Found, How
from deploymap.checks.parts import (
    REMARKED,
    is_accuracy_without_unit,
    is_of_casualties,
    read_parts,
    unit_of_accuracy,
)
from deploymap.checks.rewriting import (
    has_length_unit,
)
from deploymap.checks.spelling import (
    fold_name,
    folded_words,
    plain_name,
    split_words,
    undoubled,
    without_unit,
)
from deploymap.checks.synonyms import bare_bounds, loose_synonyms, unit_synonyms
from deploymap.patterns import late_pattern
from deploymap.problems import nearest_word
from deploymap.schema import LAT_LON

# what people call the columns of the position, where the letters alone do not give it away
POSITION_NAMES = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon"}
SURE_PLACES = [("lat",), ("lon",), (LAT_LON,)]
BOUND_COLUMNS = {"troops_min", "troops_max"}

# of several pairs of latitude and longitude, equally filled, that goes first whose name has these
# names of counts that number the rows as often
ORDINALS = {"numero", "number", "liczba", "sayi", "العدد"}
# what many rows are part of
WHOLES = folded_words("conflict war dyad campaign operation krieg guerre guerra война війна wojna")
NEAR_NAMES = {"nmae", "naem", "nam", "anme", "mame", "neme", "namee", "nname", "name1"}
OFTEN = "such a column is often so called"
# what units are called by, the larger and the smaller
FORMATIONS = folded_words(
    "contingent force forces regiment brigade division corps army squadron battalion fleet wing"
    " legion kontingent bataillon geschwader korps armee heer"
)
# towns, or superiors
SEATS = {*map(fold_name, ("hq", "headquarters", "штаб", "hauptquartier"))}
SEATS |= {*map(fold_name, ("quartier général", "cuartel general"))}
# where units are based, which need not be where they stand
BASES = {*map(fold_name, ("home port", "homeport", "home base", "heimathafen", "port d'attache"))}
BASES |= {*map(fold_name, ("puerto base", "порт приписки", "barracks"))}
# what can mean nothing but sides
SIDES = folded_words(
    "side faction belligerent allegiance combatant сторона seite kriegspartei bando facción"
)
MOST_SIDES = 8
PREFERRED = ("action", "event", "site", "incident", "start", "from", "origin")

# latc and lonc, the latitude and the longitude of whatever c is
_GLUED = late_pattern(r"(lat|lon)([a-z])")


def find_named(
    found: Found, synonyms: Mapping[str, tuple[str, ...]], mapping: Mapping[str, str]
) -> None:
    """Find the columns that the settings name, and those called as in the schema or by a synonym.

    Of two columns for one the likelier goes first, but one that is mostly blank goes last.
    """
    names = list(found.raw.columns)
    for column, own in mapping.items():
        if (meant := own_name(own, names)) is not None:
            found.take(meant, column, "setting")
    for own in names:
        if own not in found.uses and _is_code_beside_words(found, own):
            found.uses[own] = (None, "kept", "")
        found.take(own, own, "named")
    folded = {fold_name(column): column for column in found.known}
    for own in names:
        if meant := folded.get(fold_name(own)):
            found.take(own, meant, "spelling")
    ranked = _rank_synonyms(names, synonyms)
    sparse = _sparse(found, ranked)
    for own, column in ranked:
        if own in found.uses or column in found.taken or column not in found.known:
            continue
        if (own, column) in sparse:
            continue
        if fold_name(own) in ORDINALS and are_index(found.sample(own)):
            continue
        if column in BOUND_COLUMNS and _is_bound_of_others(found, own):
            found.doubtful[own] = "bound"
        elif not found.has_fitting(own, column):
            found.doubtful[own] = column
        else:
            found.take(own, column, "synonym")


def _is_code_beside_words(found: Found, own: str) -> bool:
    """Return whether a column has numbers, and another the words for them: country, country_txt."""
    if own not in ("country", "region") or f"{own}_txt" not in found.raw.columns:
        return False
    texts = found.sample(own)
    return bool(texts) and all(text.isdecimal() for text in texts)


def own_name(name: str, names: Sequence[str]) -> str | None:
    """Return the column that is meant by a name, be its white space written otherwise."""
    if name in names:
        return name
    return next((own for own in names if plain_name(own) == plain_name(name)), None)


def _rank_synonyms(
    names: Sequence[str], synonyms: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, str]]:
    """Return own name and column of each column with a known synonym, the likeliest first."""
    order = {folded: number for number, folded in enumerate(synonyms)}
    ranked = []
    for own in names:
        if folded := fold_synonym(own, synonyms):
            ranked += [(order[folded], own, column) for column in synonyms[folded]]
    return [(own, column) for _, own, column in sorted(ranked, key=lambda entry: entry[0])]


def fold_synonym(name: str, synonyms: Mapping[str, tuple[str, ...]]) -> str:
    """Return the folded synonym that a name is, with or without its unit; "" if it is none."""
    words = (fold_name(undoubled(name)), fold_name(without_unit(name)))
    return next((folded for folded in words if folded in synonyms), "")


def _sparse(found: Found, ranked: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the candidates that are mostly blank, where another is better filled."""
    shares: dict[str, dict[str, float]] = {}
    for own, column in [*ranked, *((p, c) for p, c, _, _ in _candidates(found))]:
        if column not in AXES and own not in found.uses:
            shares.setdefault(column, {})[own] = found.share(own)
    return {
        (own, column)
        for column, of in shares.items()
        for own, share in of.items()
        if share < 0.5 < max(of.values()) and column in SPARE
    }


# columns of which another may be taken where the likeliest is mostly blank
SPARE = {"name", "side", "kind", "place", "date", "troops", "echelon"}


def _is_bound_of_others(found: Found, own: str) -> bool:
    """Return whether a column called `min` need not be the bound of a number of troops.

    It is one where there are troops, and no losses whose bound it could be stand nearer.
    """
    if fold_name(undoubled(own)) not in bare_bounds():
        return False
    names = list(found.raw.columns)
    if (troops := found.taken.get("troops")) is None:
        return True
    others = [names.index(name) for name in names if is_of_casualties(name)]
    at = names.index(own)
    return any(abs(other - at) <= abs(names.index(troops) - at) for other in others)


def _candidates(found: Found) -> list[tuple[str, str, How, str]]:
    """Return own name, column, by what and why of all that names may mean, the likeliest first."""
    synonyms = loose_synonyms()
    order = {folded: number for number, folded in enumerate(synonyms)}
    ranked: list[tuple[int, int, str, str, How, str]] = []
    for own in found.free():
        if is_of_casualties(own) and fold_synonym(own, synonyms) == "":
            continue
        if folded := fold_synonym(own, synonyms):
            ranked += [(1, order[folded], own, c, "loose", OFTEN) for c in synonyms[folded]]
        elif "/" in own:
            ranked += [(1, len(order), own, c, "loose", OFTEN) for c in _meant_by_all(own)]
        ranked += [(0, p.rank, own, p.column, "part", p.why) for p in read_parts(own)]
        if is_accuracy_without_unit(own):
            ranked.append((0, 1, own, "accuracy_km", "part", "its cells have units of length"))
    remarked = [entry for entry in ranked if entry[1] == REMARKED and entry[4] == "part"]
    if len(remarked) > 1:
        # Men (Herodotus) beside Men (Diodorus): which of them is not clear
        ranked = [entry for entry in ranked if entry not in remarked]
    ranked.sort(key=lambda entry: entry[:2])
    levels = [
        at
        for at, (_, _, own, column, how, _) in enumerate(ranked)
        if how == "loose" and column == "name" and fold_name(own) in FORMATIONS
    ]
    # of Army and Contingent, or Corps and Division, that names the rows which has more names
    finest = sorted(levels, key=lambda at: -len({*found.sample(ranked[at][2])}))
    moved = dict(zip(levels, [ranked[at] for at in finest], strict=True))
    ranked = [moved.get(at, entry) for at, entry in enumerate(ranked)]
    return [(own, column, how, why) for _, _, own, column, how, why in ranked]


def _meant_by_all(own: str) -> list[str]:
    """Return the columns that each part of a name may mean: `Armee / Korps`, `Side/Nation`."""
    tables = (unit_synonyms(), loose_synonyms())
    parts = [fold_name(part) for part in own.split("/")]
    meant = [{column for table in tables for column in table.get(part, ())} for part in parts]
    return sorted(set.intersection(*meant) - {*AXES})


def find_by_words(found: Found, synonyms: Mapping[str, tuple[str, ...]]) -> None:
    """Find the columns whose names mean one of the schema by their words, or mean it loosely."""
    names = list(found.raw.columns)
    has_pair = {"attacker", "defender"} <= {word for own in names for word in split_words(own)}
    for own, column, how, why in _candidates(found):
        if column == "side" and has_pair and "attacker" in split_words(own):
            continue
        if own in found.doubtful and found.doubtful[own] != "side":
            continue
        if column == "accuracy_km" and not _says_unit(found, own):
            continue
        if column == "name" and not _tells_apart(found, own):
            continue
        if column == "place" and not _is_where(found, own):
            continue
        if found.share(own) and found.has_fitting(own, column):
            found.take(own, column, how, why)
    _find_sides_of_one(found, synonyms)
    if "name" not in found.taken:
        near = {own for own in found.free() if fold_name(own) in NEAR_NAMES}
        for own in sorted(near, key=names.index):
            if found.has_fitting(own, "name"):
                found.take(own, "name", "part", "it is spelt much like name")
    for own, column in _rank_synonyms(names, synonyms):
        if own in found.uses or column in found.taken:
            continue
        # what is mostly blank is better than nothing
        if own not in found.doubtful and found.has_fitting(own, column):
            found.take(own, column, "synonym")


def _is_where(found: Found, own: str) -> bool:
    """Return whether units stand in the places of a column.

    So they do in headquarters that are towns beside positions, and not those of superiors; and
    where they are based if there are no positions.
    """
    is_placed = LAT_LON in found.taken or {*AXES} <= found.taken.keys()
    if fold_name(own) in BASES:
        return not is_placed
    return fold_name(own) not in SEATS or (is_placed and not found.has_fitting(own, "echelon"))


def _find_sides_of_one(found: Found, synonyms: Mapping[str, tuple[str, ...]]) -> None:
    """Take a column that can only be one of sides, though each has one unit, as in a small game."""
    nested = [own for own in found.free() if "side" in (part.column for part in read_parts(own))]
    doubtful = [own for own, column in found.doubtful.items() if column == "side"]
    for own in dict.fromkeys([*doubtful, *nested]):
        texts = found.sample(own)
        called = fold_name(own.rpartition(".")[2]) if own in nested else ""
        is_sure = (called or fold_synonym(own, synonyms)) in SIDES and len(texts) <= MOST_SIDES
        if is_sure and "name" in found.taken and found.fits("side", [*texts, *texts]):
            found.take(own, "side", "loose", OFTEN)
            found.doubtful.pop(own, None)


def _says_unit(found: Found, own: str) -> bool:
    """Return whether a column's name says the unit of its accuracies, or all its cells do."""
    return bool(unit_of_accuracy(own)) or all(map(has_length_unit, found.sample(own)))


def _tells_apart(found: Found, own: str) -> bool:
    """Return whether a column's texts may be names: words, of which not all rows have the same.

    The name of a war tells its battles apart where it hardly comes twice.
    """
    texts = found.sample(own)
    numbers = sum(not any(map(str.isalpha, text)) for text in texts)
    different = len(set(texts))
    is_enough = 2 * different > len(texts) if WHOLES.intersection(split_words(own)) else True
    return 2 * numbers < len(texts) and is_enough and (len(texts) < 2 or different > 1)


def find_pair(found: Found) -> list[tuple[str, str]]:
    """Find latitude and longitude whose names have other words besides; return the pairs left.

    Both have the same other words: never is the latitude of one point taken with the longitude of
    another.
    """
    if not {*AXES, LAT_LON}.isdisjoint(found.taken) and not _is_half(found):
        return []
    known = {own: name for own in found.raw.columns if (name := _axis_of(own))}
    words = [frozenset(split_words(own)) for own in known]
    pairs: dict[tuple[str, ...], dict[str, str]] = {}
    for own, name in known.items():
        is_free = own not in found.uses or found.uses[own][0] == name.axis
        is_value = name.role in ("", "deg", "dir") and is_free and ABOUT.isdisjoint(name.prefix)
        is_value = is_value and not is_box(list(known.values()), name, words)
        if is_value and found.has_fitting(own, name.axis):
            pairs.setdefault(name.prefix, {}).setdefault(name.axis, own)
    whole = [(pair["lat"], pair["lon"], key) for key, pair in pairs.items() if len(pair) == 2]
    whole.sort(key=lambda pair: (-min(map(found.share, pair[:2])), _preference(pair[2])))
    if not whole:
        return []
    lat, lon, _prefix = whole[0]
    for own, axis in ((lat, "lat"), (lon, "lon")):
        found.doubtful.pop(own, None)
        if found.uses.get(own, ("",))[0] != axis:
            found.take(own, axis, "part", "its name says so in other words")
    return [(other, next_) for other, next_, _ in whole[1:]]


def _is_half(found: Found) -> bool:
    """Return whether one half of a position is found, and the other not."""
    return len({*AXES}.intersection(found.taken)) == 1


def _axis_of(own: str) -> AxisName | None:
    if name := read_axis_name(own):
        return name
    words = {word: axis for word, axis in POSITION_NAMES.items() if len(word) > 4}
    near = nearest_word(fold_name(own), words, likeness=0.85)
    near = near or {"latt": "latitude", "lonn": "longitude"}.get(fold_name(own))
    if near:
        return AxisName(words[near], "", 0, ())
    glued = _GLUED.fullmatch(own.strip().casefold())
    return AxisName(glued[1], "", 0, (glued[2],)) if glued else None


def _preference(prefix: tuple[str, ...]) -> int:
    if not prefix:
        return -1
    return min((PREFERRED.index(w) for w in prefix if w in PREFERRED), default=len(PREFERRED))


def find_sure_positions(found: Found, synonyms: Mapping[str, tuple[str, ...]]) -> None:
    """Take a column whose name can mean nothing but a position, whatever its cells are.

    What nothing else tells is read from there, and its cells are told of.
    """
    names = list(found.raw.columns)
    ranked = [(own, synonyms.get(fold_synonym(own, synonyms), ())) for own in names]
    for own, meant in ((own, meant) for own, meant in ranked if meant in SURE_PLACES):
        others = {LAT_LON, "place"} if meant[0] in AXES else {LAT_LON, "place", *AXES}
        if own in found.doubtful and LAT_LON in found.known and not others & found.taken.keys():
            found.take(own, meant[0], "synonym")


def close(found: Found) -> list[ColumnUse]:
    """Return how each column was understood, in the order of the sheet."""
    for own, column in found.doubtful.items():
        found.uses.setdefault(own, (None, "doubtful", column))
    raw = found.raw
    for own in raw.columns:
        found.uses.setdefault(own, (None, "kept", ""))
    return [ColumnUse(own, raw.letters.get(own, ""), *found.uses[own]) for own in raw.columns]
