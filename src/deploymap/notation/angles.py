"""Latitudes and longitudes as people write them in cells, each alone.

What is read is exactly one angle, or there is a `PositionError` that says what to write instead;
nothing is guessed. `positions` says the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from deploymap.notation.digits import plain_digits
from deploymap.patterns import late_pattern
from deploymap.problems import shorten

Axis = Literal["lat", "lon"]

LONGEST = 200

LIMITS: dict[Axis, int] = {"lat": 90, "lon": 180}
NAMES: dict[Axis, str] = {"lat": "latitude", "lon": "longitude"}
PAIR_ADVICE = "write lat and lon such as 48.57, 39.31, or a grid reference such as 37U DQ 1234 5678"

_DEGREES_ADVICE = "write decimal degrees such as 48.57, or 48°34'05\"N"
_LOST_POINT_ADVICE = "a spreadsheet may have taken away its decimal point; write it such as 48.57"

# the many signs that stand for one, as keyboards, word processors and web pages write them
_SIGNS = str.maketrans(
    dict.fromkeys("−–‐‑﹣－", "-")
    | dict.fromkeys("º˚", "°")
    | dict.fromkeys("′’‘´`ʹʼ", "'")
    | dict.fromkeys("″”“„ʺ˝", '"')
)

# the letters and words for the four directions, without dots and spaces. Left out is what means
# another direction elsewhere: O (see `read_letter_o`), and V, west in Swedish and east in Czech
_WORDS: dict[tuple[Axis, int], str] = {
    ("lat", 1): (
        "n north nord norte noord norr с сш пн пнш север північ północ 北 北纬 北緯 شمال شمالا"
    ),
    ("lat", -1): (
        "s south süd sud sur sul zuid syd söder ю юш пд пдш юг південь południe"
        " 南 南纬 南緯 جنوب جنوبا"
    ),
    ("lon", 1): (
        "e east ost est este oost øst öst øster öster ø ö leste в вд сх схд восток схід wschód"
        " 东 東 东经 東経 東經 شرق شرقا"
    ),
    ("lon", -1): (
        "w west ouest oeste oest ovest vest väst väster з зд зх зхд запад захід zachód"
        " 西 西经 西経 西經 غرب غربا"
    ),
}
_DIRECTIONS = {word: meant for meant, words in _WORDS.items() for word in words.split()}
_LETTER = "({}|o)".format(
    "|".join(
        # the Cyrillic abbreviations have dots or spaces between their letters, or not
        r"\.? ?".join(word) + r"\.?" if word[0] in "сюпвз" and len(word) < 4 else word
        for word in sorted(_DIRECTIONS, key=len, reverse=True)
    )
)
_DEGREE = r" ?(?:°|degrees?|deg\.?|d|grados?|grade?|degrés?|град(?:ус(?:ов|а|ів|и)?)?\.?|度) ?"
_MINUTE = r" ?(?:'|minut(?:e[ns]?|os?)|min\.?|m|мин(?:ут[аы]?)?\.?|хв(?:илин[аи]?)?\.?|分) ?"
_SECOND = r' ?(?:"|seconds?|secondes?|sekunden?|segundos?|sec\.?|sek\.?|s|сек(?:унд[аы]?)?\.?|秒)'
_NUMBER = r"([0-9]+(?:[.,][0-9]*)?)"

# a letter after the numbers stands at the very end: nowhere else all words need to be tried
_AT_END = r"(?=[^\W\d_].{0,12}\Z)"
_ANGLE = late_pattern(
    rf"(?:(?=[^\W\d_]){_LETTER} ?)?([+-]?)([0-9.,].*?)(?:( ?){_AT_END}{_LETTER})?", re.IGNORECASE
)
_DECIMAL = late_pattern(rf"([0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:{_DEGREE})?", re.IGNORECASE)
_MARKED = late_pattern(
    rf"([0-9]{{1,3}}){_DEGREE}{_NUMBER}(?:{_MINUTE}(?:{_NUMBER}(?:{_SECOND})?)?)?", re.IGNORECASE
)
_BARE = late_pattern(rf"([0-9]{{1,3}})([ :-]){_NUMBER}(?:\2{_NUMBER})?")
_COMPACT: dict[Axis, re.Pattern[str]] = {
    "lat": late_pattern(r"([0-9]{2})([0-9]{2}(?:[.,][0-9]+)?)([0-9]{2}(?:[.,][0-9]+)?)?"),
    "lon": late_pattern(r"([0-9]{3})([0-9]{2}(?:[.,][0-9]+)?)([0-9]{2}(?:[.,][0-9]+)?)?"),
}
_SECONDS_OF_S = late_pattern(r"(m) ?[0-9]+(?:[.,][0-9]*)?\Z", re.IGNORECASE)
_LOST_POINT = late_pattern(r"[0-9]{1,3}(?:[., ][0-9]{3})+")


_O = late_pattern(r"(?<![^\W\d_])[oO](?![^\W\d_])")
_EAST_OR_WEST = late_pattern(r"(?<![^\W\d_])([eEwW])(?![^\W\d_])")


class PositionError(ValueError):
    """A text is no position: `message` says what was found and expected, `advice` what to try.

    `code` is one of position-unreadable, position-range, position-axis, position-swapped,
    position-minutes, position-sign, position-ambiguous, position-grid and unknown-crs.
    """

    def __init__(self, code: str, message: str, advice: str) -> None:
        """Keep the parts; the text is `message; advice`."""
        super().__init__(f"{message}; {advice}")
        self.code = code
        self.message = message
        self.advice = advice


class Angle(NamedTuple):
    """An angle in degrees; the axis is that of its letter, and bare is `48 34 05` without marks."""

    degrees: float
    axis: Axis | None
    is_bare: bool


def parse_degrees(text: str, axis: Axis) -> float:
    """Return the latitude or the longitude in degrees that a text stands for.

    Read are decimal degrees, degrees and minutes, and degrees, minutes and seconds, with or without
    signs for them, with a sign or a letter for the direction; compact forms such as `483405N` and
    `0391820E` need the letter. Raise `PositionError` for whatever else.
    """
    cleaned = clean_signs(text)
    angle = read_angle(cleaned, NAMES[axis])
    if angle.axis not in (None, axis):
        message = f"{shorten(text)} is by its letter a {NAMES[angle.axis or axis]}"
        message += f" where a {NAMES[axis]} is expected"
        raise PositionError("position-axis", message, "lat and lon look swapped; exchange them")
    if abs(angle.degrees) > LIMITS[axis]:
        raise range_error(cleaned, angle.degrees, axis, has_letter=bool(angle.axis))
    return angle.degrees


def clean_signs(text: str) -> str:
    """Return a text with one sign for each of minus, degree, minute and second, and single spaces.

    Long texts are refused before anything looks at them.
    """
    if len(text) > LONGEST:
        message = f"{shorten(text)} has {len(text)} characters, too many for a position"
        raise PositionError("position-unreadable", message, PAIR_ADVICE)
    return " ".join(plain_digits(text.translate(_SIGNS)).replace("''", '"').split())


def read_angle(text: str, name: str) -> Angle:
    """Return the one angle that a text is; `name` is what it is called if it is none.

    The text is one from `clean_signs`.
    """
    match = _ANGLE.fullmatch(text)
    if not match:
        raise unreadable_error(text, name)
    before, sign, body, gap, after = match.groups()
    if after and not gap and _is_seconds(text, body, after):
        body, after = body + after, None
    if before and after:
        raise unreadable_error(text, name)
    axis, direction = _read_letter(text, before or after)
    if direction and sign and f"{direction:+}"[0] != sign:
        message = f"{shorten(text)} has the sign {sign} and the letter {before or after}"
        raise PositionError("position-sign", message, "leave out the one that is wrong")
    parts, is_bare = _split_parts(text, body, axis, name)
    degrees = _add_parts(text, parts, name)
    # adding zero makes -0.0 plain
    return Angle((-degrees if "-" in (sign, f"{direction:+}"[0]) else degrees) + 0.0, axis, is_bare)


def _is_seconds(text: str, body: str, letter: str) -> bool:
    """Return whether the last letter of `48d34m05s` is for seconds, not for south."""
    minutes = _SECONDS_OF_S.search(body)
    if letter not in ("s", "S") or not minutes:
        return False
    if minutes[1].islower() != letter.islower():
        message = f"{shorten(text)} ends in an {letter} for seconds or for south"
        raise PositionError("position-ambiguous", message, 'write the sign of seconds as "')
    return True


def _read_letter(text: str, letter: str | None) -> tuple[Axis | None, int]:
    """Return the axis, and 1 or -1 for the direction on it; None and 0 without a letter."""
    if not letter:
        return None, 0
    if letter in "oO":
        message = f"{shorten(text)} has an O, east in German and west in French and Spanish"
        raise PositionError("position-ambiguous", message, "write E or W")
    return _DIRECTIONS[re.sub("[ .]", "", letter.casefold())]


def direction_of_o(cells: Iterable[str]) -> str:
    """Return "E" or "W" for what O means in a column, by the letters of its other cells, else "".

    Where W stands for the west, O is the German east; where E stands for the east, in more cells
    than one, for such a one may have been pasted, it is the west of French, Spanish and Italian.
    """
    cells = list(cells)
    if not any(map(_O.search, cells)):
        return ""
    letters = [letter.upper() for cell in cells for letter in _EAST_OR_WEST.findall(cell)]
    if "E" not in letters:
        return "E" if letters else ""
    return "W" if "W" not in letters and len(letters) > 1 else ""


def replace_o(cell: str, direction: str) -> str:
    """Return a cell with the letter of a direction in place of a lone O."""
    return _O.sub(direction, cell) if direction else cell


def _split_parts(text: str, body: str, axis: Axis | None, name: str) -> tuple[list[str], bool]:
    """Return the numbers for degrees, minutes and seconds, and whether only spaces part them."""
    if axis and (match := _COMPACT[axis].fullmatch(body)):
        return [part for part in match.groups() if part], False
    if match := _DECIMAL.fullmatch(body):
        if axis and re.match("[0-9]{4}", body):
            raise _digits_error(text)
        return [match[1]], False
    if match := _MARKED.fullmatch(body):
        return [part for part in match.groups() if part], False
    if (match := _BARE.fullmatch(body)) and not (axis is None and _LOST_POINT.fullmatch(body)):
        if not axis:
            _check_bare(text, match)
        return [part for part in match.group(1, 3, 4) if part], True
    if _LOST_POINT.fullmatch(body):
        message = f"{shorten(text)} is not a {name} but groups of three digits"
        raise PositionError("position-unreadable", message, _LOST_POINT_ADVICE)
    raise unreadable_error(text, name)


def _check_bare(text: str, match: re.Match[str]) -> None:
    """Refuse numbers without marks or letters that may be a range, a time, a date or a slip."""
    seconds = match[4] or ""
    if match[2] == "-" or not (re.match("[0-9]{2}$", match[3]) and re.match("[0-9]{2}", seconds)):
        message = f"{shorten(text)} may be degrees and minutes or something else"
        raise PositionError("position-ambiguous", message, _DEGREES_ADVICE)


def _add_parts(text: str, parts: list[str], name: str) -> float:
    """Return degrees + minutes / 60 + seconds / 3600."""
    if not all(map(str.isdigit, parts[:-1])):
        raise unreadable_error(text, name)
    numbers = [float(part.replace(",", ".")) for part in parts]
    for number, unit in zip(numbers[1:], ("minutes", "seconds"), strict=False):
        if number >= 60:
            message = f"{shorten(text)} has {number:g} {unit}; {unit} go from 0 to 59"
            raise PositionError("position-minutes", message, "check the digits")
    return sum((number / 60**place for place, number in enumerate(numbers)), 0.0)


def range_error(
    text: str, degrees: float, axis: Axis, *, has_letter: bool = False
) -> PositionError:
    """Return the fault of an angle that is too great, with the likely reason for advice."""
    limit = LIMITS[axis]
    message = f"{shorten(text)}: the {NAMES[axis]} {degrees:.10g} is outside -{limit}..{limit}"
    advice = _LOST_POINT_ADVICE
    if abs(degrees) <= LIMITS["lon"]:
        advice = "check the digits" if has_letter else "lat and lon look swapped; exchange them"
    elif axis == "lon" and degrees <= 360:
        advice = "longitudes go from -180 in the west to 180 in the east"
    return PositionError("position-range", message, advice)


def _digits_error(text: str) -> PositionError:
    message = f"{shorten(text)} has not the digits of degrees and minutes in one"
    advice = "write 4834N or 483405N for a latitude, 03918E or 0391820E for a longitude"
    return PositionError("position-ambiguous", message, advice)


def unreadable_error(text: str, name: str) -> PositionError:
    """Return the fault of a text that is of no known form; `name` is what it should have been."""
    message = f"{shorten(text)} is not a {name}" if text else f"a blank is not a {name}"
    advice = _DEGREES_ADVICE if name in NAMES.values() else PAIR_ADVICE
    return PositionError("position-unreadable", message, advice)
