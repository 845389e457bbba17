"""What is to be told of a sheet's header: columns that are missing, misspelt, in doubt, assumed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from deploymap.checks.axes import ABOUT
from deploymap.checks.found import AXES, GUESSED, Found
from deploymap.checks.joining import is_whole
from deploymap.checks.looks import columns_of_dates, columns_of_degrees, text_column
from deploymap.checks.meaning import POSITION_NAMES, fold_synonym, own_name
from deploymap.checks.parts import is_accuracy_without_unit, read_parts
from deploymap.checks.spelling import fold_name, plain_name, shell_quoted, split_words
from deploymap.checks.synonyms import loose_synonyms, unit_synonyms
from deploymap.problems import Fault, Severity, nearest_word, shorten
from deploymap.schema import LAT_LON

# numbers of rows, which are no ids that are misspelt
NUMBERING = ("fid", "FID", "gid", "oid", "OID", "cid")
# words that are near a column's name, and are no slips of the pen
WORDS = ("county", "sid")
# rows of which it can be said that a column tells them apart
LEAST_ROWS = 3


class Told(NamedTuple):
    """A fault of a column: the schema's name or the sheet's."""

    column: str | None
    fault: Fault
    severity: Severity = "error"


def option(column: str, own: str) -> str:
    """Return the option that says which column is meant, as it can be pasted into a shell."""
    return f"--column {shell_quoted(f'{column}={plain_name(own)}')}"


def tell_mapping(found: Found, mapping: Mapping[str, str]) -> list[Told]:
    """Tell of settings that name a column that does not exist, in the schema or in the sheet."""
    names, told = list(found.raw.columns), []
    for column, own in mapping.items():
        if column not in found.known:
            near = nearest_word(column, found.known)
            advice = f"did you mean {near}?" if near else f"the columns are {_list(found.known)}"
            fault = Fault("mapping-unknown", f"{column} is no column that deploymap knows", advice)
        elif own_name(own, names) is None:
            fault = tell_no_column(own, names)
        else:
            continue
        told.append(Told(column, fault))
    return told


def tell_no_column(own: str, names: Sequence[str]) -> Fault:
    """Return what is said of a column of the settings that the sheet does not have."""
    folded = {plain_name(name).casefold(): name for name in names}
    near = folded.get(nearest_word(plain_name(own), folded) or "")
    advice = f"the sheet has {_list(names)}"
    if near:
        advice = f"did you mean {shell_quoted(plain_name(near))}?"
    return Fault("mapping-missing", f"the sheet has no column {own}", advice)


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(plain_name, names))


def tell_missing(found: Found, required: Sequence[str]) -> list[Told]:
    """Tell of columns of a sheet of annotations that have to be there and are not."""
    strangers = [own for own, (column, _, _) in found.uses.items() if column is None]
    told = []
    for name in (name for name in required if name not in found.taken):
        meant = next((own for own in strangers if _guess(own, (name,), (name,)) == name), None)
        advice = f"rename {plain_name(meant)} to it" if meant else "add it to the header line"
        told.append(Told(name, Fault("column-missing", "there is no such column", advice)))
    return told


def tell_no_position(found: Found) -> list[Told]:
    """Tell of a sheet of units without a position, or with one half of it."""
    taken = found.taken
    is_half = len({*AXES}.intersection(taken)) == 1
    if not is_half and not {*AXES, "place", LAT_LON}.isdisjoint(taken):
        return [] if {*AXES, LAT_LON} & taken.keys() else _tell_degrees(found)
    strangers = found.free()
    degrees = columns_of_degrees(found) if not is_half else []
    told = []
    for name, other in (("lat", "lon"), ("lon", "lat")):
        if name in taken:
            continue
        meant = next((own for own in strangers if _guess(own, (name,), (name,)) == name), None)
        advice = "add it to the header line"
        if other not in taken:
            advice = "add it, or a column place with names of towns; "
            advice += f"where it is called otherwise write --column {name}=COLUMN"
        if len(degrees) == 2:
            advice = "the degrees of {} and {} may be either: write {} {}, or the other way round"
            advice = advice.format(
                *map(plain_name, degrees), option("lat", degrees[0]), option("lon", degrees[1])
            )
        elif meant:
            advice = f"where it is {plain_name(meant)}, write {option(name, meant)}"
        told.append(Told(name, Fault("column-missing", "there is no such column", advice)))
    return told


def _tell_degrees(found: Found) -> list[Told]:
    """Tell of columns that may be positions, where these are those of the places by name."""
    degrees = columns_of_degrees(found)
    if len(degrees) != len(AXES):
        return []
    words = "may be degrees, as {} may; units stand where their places are"
    lat, lon = degrees
    advice = f"if they are latitude and longitude write {option('lat', lat)} {option('lon', lon)}"
    fault = Fault("column-doubtful", words.format(plain_name(lon)), advice)
    return [Told(lat, fault, "notice")]


def tell_strangers(
    found: Found, required: Sequence[str], reserved: Mapping[str, str]
) -> list[Told]:
    """Tell of columns that are misspelt as it seems, doubtful, or kept under another name."""
    told_else = {*required, *AXES, None}
    missing = [name for name in found.known if name not in found.taken]
    guesses = [_guess(own, missing, required) for own in found.raw.columns]
    # of two that are near one word none is it: side_a and side_b; and some are words themselves
    told_else |= {guess for guess in guesses if guesses.count(guess) > 1}
    told = []
    for own, (column, how, why) in found.uses.items():
        if own in reserved:
            words = f"the program uses this name itself: the column is shown as {reserved[own]}"
            told.append(Told(own, Fault("column-reserved", words), "notice"))
        if column is None and is_accuracy_without_unit(own):
            words = "accuracy of which unit? it is kept as text"
            advice = "name it accuracy_km, or accuracy_m"
            told.append(Told(own, Fault("column-doubtful", words, advice), "notice"))
        elif how == "doubtful":
            told.append(Told(own, _doubt(found, own, why), "notice"))
        elif (
            how == "kept"
            and own not in (*reserved, *NUMBERING)
            and own.casefold() not in WORDS
            and (guess := _guess(own, missing, required)) not in told_else
        ):
            words = "is no column that deploymap knows"
            fault = Fault("column-misspelt", words, f"did you mean {guess}?")
            told.append(Told(own, fault, "warning"))
    return told


def _doubt(found: Found, own: str, why: str) -> Fault:
    if why == "bound":
        words = "its name does not say of what it is the bound; it is kept as text"
        column = unit_synonyms().get(fold_synonym(own, unit_synonyms()), ("troops_min",))[0]
        advice = f"where it counts troops, name it so, or write {option(column, own)}"
        return Fault("column-doubtful", words, advice)
    # what is wrong with all of them, such as that no two are alike, is wrong with none
    wrong = next((text for text in found.sample(own) if not found.fits(why, [text])), "")
    example = f", such as {shorten(wrong)}" if wrong else ""
    words = f"its name promises {why}, but its cells are not so{example}; they are kept as text"
    return Fault("column-doubtful", words, f"to read them so, write {option(why, own)}")


def _guess(name: str, missing: Sequence[str], required: Sequence[str]) -> str | None:
    """Return the missing column that `name` may stand for.

    A slip of the pen is likelier where the column is required than where `name` may well be a
    column of the user's own: `nmae` is name, but `size` is not side.
    """
    needed = {word: word for word in missing if word in (*required, *AXES)}
    words = needed | {word: own for word, own in POSITION_NAMES.items() if own in needed}
    if near := nearest_word(name, words):
        return words[near]
    # letters in another order are a slip of the pen
    for word in missing:
        if sorted(fold_name(name)) == sorted(word) and len(word) > 3:
            return word
    # hardly ever is it the first letter that slips: a legion is no region
    near = nearest_word(name, missing, likeness=0.8)
    return near if near and near[:1] == fold_name(name)[:1] else None


def tell_whole_degrees(found: Found, joined: Collection[str]) -> list[Told]:
    """Warn of whole degrees beside which columns stand that may be their minutes and seconds.

    These are called nearly as the degrees, but not by a word for minutes that is known.
    """
    told = []
    for axis in AXES:
        own = found.taken.get(axis, "")
        other = _beside(found, own) if own and own not in joined else ""
        if not other or not all(map(is_whole, found.sample(own))):
            continue
        texts = found.sample(other)
        if texts and all(_is_sixtieth(text) for text in texts):
            words = f"holds whole degrees, and {plain_name(other)} may be their minutes: not read"
            advice = f"where they are, name the columns {axis} deg, {axis} min and {axis} sec"
            told.append(Told(own, Fault("degrees-whole", words, advice), "warning"))
    return told


def _beside(found: Found, own: str) -> str:
    """Return the column right of one, where it is called by the same first word, else ""."""
    names = list(found.raw.columns)
    other = next(iter(names[names.index(own) + 1 :]), "")
    is_alike = split_words(own)[:1] == split_words(other)[:1] and ABOUT.isdisjoint(
        split_words(other)
    )
    return other if is_alike and other in found.free() else ""


def _is_sixtieth(text: str) -> bool:
    try:
        return 0 <= float(text.replace(",", ".")) < 60
    except ValueError:
        return False


def tell_assumed(
    found: Found, pairs: Sequence[tuple[str, str]], known: Sequence[str]
) -> list[Told]:
    """Tell what each column was taken for that does not say so plainly, and how to say it.

    `pairs` are further pairs of a latitude and a longitude; of the columns `known` it is told in
    other words already.
    """
    told = []
    for own, (column, how, why) in found.uses.items():
        if column is None or how not in GUESSED or (column in AXES and own in known):
            continue
        words = f"is taken for {column}: {why}"
        other = _alternative(found, own, column, pairs)
        advice = f"where that is wrong write {option(column, other or 'COLUMN')}"
        told.append(Told(own, Fault("column-assumed", words, advice), "notice"))
    if "date" not in found.taken and (dates := columns_of_dates(found, said=True)):
        words = "holds dates, but the map has none: its name does not say what of"
        advice = f"where it is the date of each row write {option('date', dates[0])}"
        told.append(Told(dates[0], Fault("column-dates", words, advice), "notice"))
    return told


def _alternative(found: Found, own: str, column: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return another column that may be meant, "" where there is none."""
    if column in AXES:
        return pairs[0][AXES.index(column)] if pairs else ""
    for other in found.free():
        meant = {part.column for part in read_parts(other)}
        for table in (unit_synonyms(), loose_synonyms()):
            meant |= {*table.get(fold_synonym(other, table), ())}
        if column in meant and found.share(other) and found.has_fitting(other, column):
            return other
    many = len(found.raw.lines) >= LEAST_ROWS
    return text_column(found) if column == "name" and many else ""
