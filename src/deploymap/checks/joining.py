"""Degrees, minutes, seconds and letters of columns of their own -> one text for each position."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from deploymap.checks.axes import (
    EITHER,
    LETTERS,
    AxisName,
    bare_hemisphere,
    bare_role,
    directions_in,
    half_of_quadrant,
    is_box,
    may_be_direction,
    read_axis_name,
    read_direction,
)
from deploymap.checks.rewriting import combine, rewrite
from deploymap.checks.spelling import fold_name, plain_name, split_words, undoubled
from deploymap.patterns import late_pattern
from deploymap.problems import Fault
from deploymap.sheets.texts import TextColumn

Columns = Mapping[str, TextColumn]

LOOKED_AT = 1_000
ROLE_WORDS = {"deg": "degrees", "min": "minutes", "sec": "seconds"}
HALVES = {("lat", 1): "north", ("lat", -1): "south", ("lon", 1): "east", ("lon", -1): "west"}
# names that mean nothing but the letters of a half of the globe, wherever they stand
HALVES_NAMED = {"hemisphere", "hem", "hemi", "hemisphare", "halbkugel", "hemisferio", "півкуля"}
HALVES_NAMED |= {"полушарие", "polkula"}
QUADRANTS_NAMED = {*HALVES_NAMED, "hemispheres", "quadrant", "quadrante", "cuadrante", "квадрант"}
QUADRANTS_NAMED |= {"полушария", "півкулі", "nsew", "snwe"}
SECONDS = {"s", "с"}  # which are south and north as well
GERMAN = {"lange", "langengrad", "laenge", "laengengrad", "geographischelange"}
SPANISH = {"longitud"}

_UNSIGNED = late_pattern(r"[0-9]+(?:[.,][0-9]*)?")
_WHOLE = late_pattern(r"([+-]?[0-9]+)[.,]0+")
_NUMBER = late_pattern(r"[+-]?[0-9]+(?:[.,][0-9]*)?")


@dataclass
class Joined:
    """Cells of `lat` and `lon` as they are read, the columns that went into them, and notices.

    `parts` says of each such column what it was taken for, `told` of a column what is to be told.
    """

    cells: dict[str, TextColumn] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, Fault]] = field(default_factory=list)


def join_position(columns: Columns, own: Mapping[str, str], free: Sequence[str]) -> Joined:
    """Return the cells of `lat` and `lon` together with what the columns beside them say.

    `own` gives by column of the schema the sheet's name, `free` are the names of columns that have
    no meaning yet. A text such as `48°34'5"S` says all of it, and is read as if it stood in a cell.
    """
    joined = Joined()
    known = {name: read_axis_name(name) for name in columns}
    of_both = _find_quadrants(columns, free)
    for axis in (axis for axis in ("lat", "lon") if axis in own):
        column = own[axis]
        name = known[column] or AxisName(axis, "", 0, ())
        left = [other for other in free if other not in joined.parts]
        parts = _find_parts(columns, known, column, name, axis, left)
        letters = _find_letters(columns, known, column, parts, name, axis, left, own)
        said = columns
        if of_both and not letters:
            letters, said = of_both, {**columns, of_both: _halves(columns[of_both], axis)}
        if parts:
            _join_parts(said, column, axis, parts, letters, name, joined)
        elif letters:
            _join_letters(said, column, axis, letters, joined)
        elif name.sign or (name.letter == EITHER and axis == "lon"):
            _apply_header(columns, column, axis, name, joined)
    return joined


def _find_quadrants(columns: Columns, free: Sequence[str]) -> str:
    """Return the column with letters of both axes, such as SW, "" where there is none."""
    for name in free:
        if fold_name(undoubled(name)) in QUADRANTS_NAMED:
            stated = [text for text in columns[name][:LOOKED_AT] if text]
            right = [text for text in stated if half_of_quadrant(text, "lat")]
            if right and 2 * len(right) >= len(stated):
                return name
    return ""


def _halves(cells: TextColumn, axis: str) -> TextColumn:
    """Return letters of one axis for letters of both; what is none stays, and is told of."""
    return rewrite(cells, lambda text: half_of_quadrant(text, axis) or text)


def _find_parts(
    columns: Columns,
    known: Mapping[str, AxisName | None],
    column: str,
    name: AxisName,
    axis: str,
    free: Sequence[str],
) -> dict[str, str]:
    """Return the columns of minutes and seconds that belong to one of degrees."""
    words = [frozenset(split_words(other)) for other in columns if _is_of(known[other], axis)]
    names = [found for found in known.values() if found]
    found: dict[str, str] = {}
    for other in free:
        role, said = "", known[other]
        if said and said.axis == axis and said.prefix == name.prefix:
            role = said.role if not is_box(names, said, words) else ""
            if said.letter in SECONDS and _has_minutes(known, axis, name.prefix):
                role = "sec"
        if role in ("min", "sec") and role not in found:
            found[role] = other
    if not found:
        found = _follow(list(columns), column, free)
        whole = all(is_whole(text) for text in columns[column][:LOOKED_AT] if text)
        if not ("sec" in found or (found and whole)):
            return {}
    if "min" not in found or _has_own_degrees(known, column, name, axis):
        return {}
    return found if all(_are_numbers(columns[other]) for other in found.values()) else {}


def _is_of(name: AxisName | None, axis: str) -> bool:
    return name is not None and name.axis == axis


def _has_minutes(known: Mapping[str, AxisName | None], axis: str, prefix: tuple[str, ...]) -> bool:
    names = [n for n in known.values() if n and n.axis == axis and n.prefix == prefix]
    return any(name.role == "min" for name in names)


def _has_own_degrees(
    known: Mapping[str, AxisName | None], column: str, name: AxisName, axis: str
) -> bool:
    """Return whether the degrees of the minutes stand in another column, and these are decimal."""
    others = [n for own, n in known.items() if n and own != column and n.axis == axis]
    return name.role != "deg" and any(n.role == "deg" and n.prefix == name.prefix for n in others)


def _follow(names: Sequence[str], column: str, free: Sequence[str]) -> dict[str, str]:
    """Return the columns right of one that are called minutes and seconds and nothing more."""
    at = names.index(column)
    found: dict[str, str] = {}
    for role, other in zip(("min", "sec"), names[at + 1 : at + 3], strict=False):
        if bare_role(other) != role or other not in free:
            break
        found[role] = other
    return found


def is_whole(text: str) -> bool:
    """Return whether a text is a whole number of degrees."""
    return bool(re.fullmatch(r"[+-]?[0-9]{1,3}(?:[.,]0+)?°?", text))


def _are_numbers(cells: TextColumn) -> bool:
    stated = [text for text in cells[:LOOKED_AT] if text]
    right = [text for text in stated if _NUMBER.fullmatch(text.rstrip("'\"′″ "))]
    return bool(stated) and 2 * len(right) > len(stated)


def _find_letters(
    columns: Columns,
    known: Mapping[str, AxisName | None],
    column: str,
    parts: Mapping[str, str],
    name: AxisName,
    axis: str,
    free: Sequence[str],
    own: Mapping[str, str],
) -> str:
    """Return the column with the letters of an axis, "" where there is none.

    It is called so, or stands beside the numbers and holds nothing but such letters.
    """
    fitting = [other for other in free if _are_directions(columns[other], axis)]
    for other in (other for other in free if _has_direction(columns[other], axis)):
        said = known[other]
        if said and said.axis == axis and said.role and said.prefix in ((), name.prefix):
            return other
        if bare_hemisphere(other) == (axis,):
            return other
    if not fitting:
        return ""
    names = list(columns)
    last = max(names.index(other) for other in (column, *parts.values()))
    beside = [names[last + 1]] if last + 1 < len(names) else []
    fitting = [other for other in fitting if _are_all_directions(columns[other], axis)]
    for other in fitting:
        if bare_hemisphere(other) and other in beside:
            return other
    if not any(bare_hemisphere(other) for other in fitting):
        both = (
            all(_has_letters(columns, list(columns), axis) for axis in ("lat", "lon"))
            and len(own) > 1
        )
        other = next((other for other in fitting if other in beside or both), "")
        return other if other and _says_half(columns[other], axis) else ""
    # two columns called hemisphere: each belongs to the axis before it
    return next((other for other in fitting if fold_name(undoubled(other)) in HALVES_NAMED), "")


def _has_letters(columns: Columns, free: Sequence[str], axis: str) -> bool:
    return any(_are_directions(columns[other], axis) for other in free)


def _are_directions(cells: TextColumn, axis: str) -> bool:
    stated = [text for text in cells[:LOOKED_AT] if text]
    right = [text for text in stated if may_be_direction(text, axis)]
    return bool(stated) and 2 * len(right) > len(stated)


def _has_direction(cells: TextColumn, axis: str) -> bool:
    """Return whether at least half of the texts may be letters of an axis, none blank aside."""
    stated = [text for text in cells[:LOOKED_AT] if text]
    right = [text for text in stated if may_be_direction(text, axis)]
    return bool(right) and 2 * len(right) >= len(stated)


def _are_all_directions(cells: TextColumn, axis: str) -> bool:
    return all(may_be_direction(text, axis) for text in cells[:LOOKED_AT] if text)


def _says_half(cells: TextColumn, axis: str) -> bool:
    """Return whether letters say something that the numbers do not: south or west is among them."""
    stated = {text for text in cells[:LOOKED_AT] if text}
    return -1 in directions_in(stated, axis) and all(may_be_direction(t, axis) for t in stated)


def _join_parts(
    columns: Columns,
    column: str,
    axis: str,
    parts: Mapping[str, str],
    letters: str,
    name: AxisName,
    joined: Joined,
) -> None:
    names = [column, *(parts[role] for role in ("min", "sec") if role in parts)]
    spelt = _letter_speller(columns, column, axis, letters) if letters else None
    header = LETTERS[axis, name.sign] if name.sign < 0 else ""

    def compose(texts: Sequence[str]) -> str:
        numbers = texts[: len(names)]
        letter = spelt(texts[-1]) if spelt else header
        return _write_angle(numbers, letter)

    used = [*names, *([letters] if letters else [])]
    joined.cells[axis] = combine([columns[other] for other in used], compose)
    for role, other in parts.items():
        joined.parts[other] = f"{ROLE_WORDS[role]} of {axis}"
    if letters:
        joined.parts[letters] = f"the letters of {axis}"
    listed = ", ".join(map(plain_name, used))
    words = f"{listed} are read together as one {_called(axis)}"
    advice = "rename them where they are something else"
    joined.told.append((column, Fault("columns-joined", words, advice)))


def _called(axis: str) -> str:
    return "latitude" if axis == "lat" else "longitude"


def _write_angle(numbers: Sequence[str], letter: str) -> str:
    """Return degrees, minutes and seconds with their signs; one sign of minus is enough."""
    if not any(numbers):
        return ""
    degrees, *rest = (text.strip(" °'\"′″") for text in numbers)
    is_negative = degrees.startswith("-")
    rest = [text.removeprefix("-") if is_negative else text for text in rest]
    if not any(rest) and not _NUMBER.fullmatch(degrees):
        return f"{degrees}{letter}"
    if match := _WHOLE.fullmatch(degrees):
        degrees = match[1]
    if len(rest) > 1 and rest[1] and (match := _WHOLE.fullmatch(rest[0])):
        rest[0] = match[1]
    text = f"{degrees}°"
    text += f"{rest[0]}'" if rest[0] else ""
    if len(rest) > 1 and rest[1]:
        text += f'{rest[1]}"' if rest[0] else f"0'{rest[1]}\""
    if is_negative and letter in ("S", "W"):
        letter = ""
    return f"{text}{letter}"


def _join_letters(columns: Columns, column: str, axis: str, letters: str, joined: Joined) -> None:
    spelt = _letter_speller(columns, column, axis, letters)

    def compose(texts: Sequence[str]) -> str:
        return _write_half(texts[0], spelt(texts[1]))

    joined.cells[axis] = combine([columns[column], columns[letters]], compose)
    joined.parts[letters] = f"the letters of {axis}"
    words = f"is read with the letters of {plain_name(letters)}"
    advice = "rename that column where it is something else"
    joined.told.append((column, Fault("columns-joined", words, advice)))


def _write_half(text: str, letter: str) -> str:
    """Return a number with the letter of its half; with a minus where that is all that it needs."""
    if not text or not letter or (text.startswith("-") and letter in ("S", "W")):
        return text
    if letter == "S" or letter == "W":
        return f"-{text}" if _UNSIGNED.fullmatch(text) else f"{text}{letter}"
    if letter in ("N", "E"):
        return text if _UNSIGNED.fullmatch(text) else f"{text}{letter}"
    return f"{text} {letter}"


def _letter_speller(columns: Columns, column: str, axis: str, letters: str) -> Callable[[str], str]:
    """Return a function that makes N, S, E or W of a cell; what is none stays, and is told of."""
    east = _sign_of_o(columns[letters], f"{plain_name(column)} {plain_name(letters)}")

    def spell(text: str) -> str:
        if axis == "lon" and fold_name(text) == EITHER and east:
            return LETTERS[axis, east]
        sign = read_direction(text, axis)
        question = "(N or S?)" if axis == "lat" else "(E or W?)"
        return LETTERS[axis, sign] if sign else text or question

    return spell


def _sign_of_o(cells: TextColumn, name: str) -> int:
    """Return what O is in a column: east beside W and in German, west beside E and in Spanish."""
    found = {fold_name(text) for text in cells[:LOOKED_AT]}
    words = set(split_words(name)) | {fold_name(word) for word in name.split()}
    if "w" in found or GERMAN & words or {"ow", "wo"} & words:
        return 1
    return -1 if {"e", "l"} & found or SPANISH & words or {"eo", "oe"} & words else 0


def _apply_header(columns: Columns, column: str, axis: str, name: AxisName, joined: Joined) -> None:
    """Read the numbers of a column as those of the half of the globe that its name says."""
    sign = name.sign or _sign_of_o(TextColumn([]), plain_name(column))
    letter = LETTERS[axis, sign] if sign else "O"
    if sign > 0:
        return
    joined.cells[axis] = rewrite(columns[column], lambda text: _write_half(text, letter))
    half = HALVES.get((axis, sign), "O, which is east or west")
    words = f"its name says {half}: the numbers are read so, with or without a minus"
    advice = f"name it {axis} where they are not"
    joined.told.append((column, Fault("column-half", words, advice)))
