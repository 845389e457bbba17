"""Positions written anew in the notation of a cell: its marks, letters and number of digits stay.

What is written is read again, by the same rules by which cells are read, and has to be the position
that was wanted, to the last digit that there is; where it is not, there is a `PositionError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from deploymap.notation.angles import (
    NAMES,
    Angle,
    Axis,
    PositionError,
    clean_signs,
    parse_degrees,
    read_angle,
)
from deploymap.notation.gridwriting import rewrite_mgrs, rewrite_utm
from deploymap.notation.positions import parse_pair
from deploymap.patterns import late_pattern
from deploymap.problems import shorten

_NUMBER = late_pattern(r"[0-9]+(?:[.,][0-9]+)?")
_SIGNED = late_pattern(r"[+−–-]?[0-9]+(?:[.,][0-9]+)?")
_SIGN = late_pattern(r"([+−–-]?)([0-9].*)", re.DOTALL)
_GAP = late_pattern(r"\s*[,;/|]\s*|\s+")
_JOINT = late_pattern(r"(?<=[^\W\d_])(?=[0-9])|(?<=[0-9'\"°′″])(?=[^\W\d_])")
_WORD = late_pattern(r"[^\W\d_](?:[^\W\d_]|[. ](?=[^\W\d_]))*")
# letters and words of directions, each with that of the other half of the globe
_OPPOSITES = {
    "n": "s", "e": "w", "north": "south", "east": "west", "nord": "süd", "ost": "west",
    "с": "ю", "в": "з", "сш": "юш", "вд": "зд", "с.ш": "ю.ш", "в.д": "з.д", "с. ш": "ю. ш",
    "в. д": "з. д", "пн": "пд", "сх": "зх", "пнш": "пдш", "схд": "зхд",
}  # fmt: skip
_OPPOSITES |= {other: word for word, other in _OPPOSITES.items()} | {"west": "east"}

TOLERANCE = 1e-7  # degrees that reckoning may be off beside the last digit


def rewrite_degrees(text: str, axis: Axis, degrees: float, *, decimals: int = 0) -> str:
    """Return a latitude or longitude, in degrees on WGS 84, as `text` writes its own.

    Decimal degrees get at least so many decimals: what a spreadsheet takes for a number loses the
    zeros at its end. Raises `PositionError` where `text` is no angle, or in a notation that cannot
    be written.
    """
    old = read_angle(clean_signs(text), NAMES[axis])
    parse_degrees(text, axis)  # it may be one of the other axis
    written = _write_angle(text, old, degrees, decimals)
    _check(text, abs(parse_degrees(written, axis) - degrees), _step(written, decimals))
    return written


def rewrite_pair(text: str, lat: float, lon: float) -> str:
    """Return a position in degrees on WGS 84 as `text` writes its own: both angles, or a grid.

    Raises `PositionError` where `text` is no position, or in a notation that cannot be written.
    """
    old = parse_pair(text)
    if (grid := rewrite_mgrs(text, lat, lon)) or (grid := rewrite_utm(text, lat, lon)):
        return grid
    for write in (_write_numbers, _write_halves):
        for written, step in write(text, (old.lat, old.lon), (lat, lon)):
            try:
                new = parse_pair(written)
            except PositionError:
                continue
            if max(abs(new.lat - lat), abs(new.lon - lon)) <= step:
                return written
    raise _unwritable(text)


def decimals_of(text: str) -> int:
    """Return how many decimals of a degree a text has, 0 for one that is no plain number."""
    match = re.fullmatch(r"[+−–-]?[0-9]+[.,]([0-9]+)", text.strip())
    return len(match[1]) if match else 0


def _write_numbers(
    text: str, old: tuple[float, float], new: tuple[float, float]
) -> Iterator[tuple[str, float]]:
    """Yield a text of two plain numbers, whatever stands around them, with others in their place.

    `POINT (39.31 48.57)`, `geo:48.57,39.31` and `48,57; 39,31` are such.
    """
    numbers = list(_SIGNED.finditer(text))
    if len(numbers) != 2:
        return
    said = [float(match[0].translate(_PLAIN)) for match in numbers]
    decimals = max(decimals_of(match[0]) for match in numbers)
    for order in ((0, 1), (1, 0)):
        if all(abs(said[at] - old[axis]) < TOLERANCE for at, axis in enumerate(order)):
            parts = [
                _write_number(match[0], new[axis], decimals)
                for match, axis in zip(numbers, order, strict=True)
            ]
            yield _replace(text, numbers, parts), 0.5 * 10.0**-decimals + TOLERANCE


_PLAIN = str.maketrans({",": ".", "−": "-", "–": "-"})


def _write_number(old: str, degrees: float, decimals: int) -> str:
    """Return a plain number with the decimal mark and the sign of plus of the old one."""
    sign, digits = _split_sign(old)
    number = _fixed(abs(degrees), decimals)
    mark = "," if "," in digits else "."
    return _write_sign(sign, degrees, number) + number.replace(".", mark)


def _write_halves(
    text: str, old: tuple[float, float], new: tuple[float, float]
) -> Iterator[tuple[str, float]]:
    """Yield a text of two angles, parted wherever that gives the position that it is."""
    inner = text.strip()
    start = text.index(inner)
    if inner[:1] + inner[-1:] == "()":
        inner, start = inner[1:-1], start + 1
    before, after = text[:start], text[start + len(inner) :]
    for pattern in (_GAP, _JOINT):
        for gap in pattern.finditer(inner):
            halves = inner[: gap.start()], inner[gap.end() :]
            try:
                angles = [read_angle(clean_signs(half), "position") for half in halves]
            except PositionError:
                continue
            for order in ((0, 1), (1, 0)):
                is_such = (
                    abs(angles[at].degrees - old[axis]) < TOLERANCE
                    and angles[at].axis in (None, AXES[axis])
                    for at, axis in enumerate(order)
                )
                if not all(is_such):
                    continue
                try:
                    parts = [
                        _write_angle(halves[at], angles[at], new[axis], 0)
                        for at, axis in enumerate(order)
                    ]
                except PositionError:
                    continue
                yield before + gap[0].join(parts) + after, max(_step(part, 0) for part in parts)


AXES: tuple[Axis, Axis] = ("lat", "lon")


def _write_angle(text: str, old: Angle, degrees: float, decimals: int) -> str:
    """Return an angle with the numbers, the sign and the letter of another one."""
    numbers = list(_NUMBER.finditer(text))
    if not text.isascii() and any(sign.isdecimal() and not sign.isascii() for sign in text):
        raise _unwritable(text)
    if not numbers or len(numbers) > 3:
        raise _unwritable(text)
    if len(numbers) == 1 and old.axis and _is_compact(numbers[0][0], old):
        parts = [_write_compact(numbers[0][0], old.axis, abs(degrees))]
    elif len(numbers) == 1:
        own = max(_decimals(numbers[0][0]), decimals)
        number = _pad(_fixed(abs(degrees), own), numbers[0][0])
        parts = [_with_mark(number, numbers[0][0])]
    else:
        parts = _write_sexagesimal([match[0] for match in numbers], abs(degrees), text)
    written = _replace(text, numbers, parts)
    is_zero = not any(digit in "123456789" for digit in "".join(parts))
    return _turn(written, old, -1 if degrees < 0 and not is_zero else 1)


def _is_compact(number: str, old: Angle) -> bool:
    """Return whether digits are degrees and minutes in one, as in 4834N and 0391820E."""
    return abs(float(number.replace(",", ".")) - abs(old.degrees)) > TOLERANCE


def _write_compact(old: str, axis: Axis, degrees: float) -> str:
    width = 2 if axis == "lat" else 3
    whole, mark, decimals = re.split(r"([.,])", old) if re.search("[.,]", old) else (old, "", "")
    has_seconds = len(whole) > width + 2
    places = 2 if has_seconds else 1
    units = _round(degrees, 60**places * 10 ** len(decimals))
    rest, last = divmod(units, 60 * 10 ** len(decimals))
    tail = f"{last:0{2 + len(decimals)}}"
    tail = tail[:2] + mark + tail[2:]
    if not has_seconds:
        return f"{rest:0{width}}{tail}"
    whole_degrees, minutes = divmod(rest, 60)
    return f"{whole_degrees:0{width}}{minutes:02}{tail}"


def _write_sexagesimal(old: list[str], degrees: float, text: str) -> list[str]:
    """Return degrees, minutes and maybe seconds, each with as many digits as there were."""
    decimals = _decimals(old[-1])
    scale = 10**decimals
    units = _round(degrees, 60 ** (len(old) - 1) * scale)
    parts: list[int] = []
    rest, last = divmod(units, 60 * scale)
    for _ in old[2:]:
        rest, part = divmod(rest, 60)
        parts.insert(0, part)
    written = [_pad(str(rest), old[0])]
    written += [f"{part:0{len(number)}}" for part, number in zip(parts, old[1:-1], strict=True)]
    whole, fraction = divmod(last, scale)
    width = len(re.split("[.,]", old[-1])[0])
    final = f"{whole:0{width}}" + (f".{fraction:0{decimals}}" if decimals else "")
    return [*written, _with_mark(final, old[-1])]


def _turn(text: str, old: Angle, direction: int) -> str:
    """Return an angle with the sign or the letter of a half of the globe."""
    words = [word for word in _WORD.finditer(text) if _is_direction(word[0], old)]
    was_negative = old.degrees < 0
    if not words and old.axis is None:
        start = re.search(r"[+−–-]?[0-9]", text)
        if start is None:
            raise _unwritable(text)
        sign, rest = _split_sign(text[start.start() :])
        return text[: start.start()] + _write_sign(sign, direction, "1") + rest
    if was_negative == (direction < 0):
        return text
    if not words or re.search("[+−–-]", text):
        raise _unwritable(text)
    word = words[-1]
    return text[: word.start()] + _opposite(text, word[0]) + text[word.end() :]


def _is_direction(word: str, old: Angle) -> bool:
    return old.axis is not None and word.casefold().rstrip(".") in _DIRECTIONS_SEEN


def _opposite(text: str, word: str) -> str:
    other = _OPPOSITES[word.casefold()]
    if word.isupper():
        return other.upper()
    return other.capitalize() if word[:1].isupper() else other


_DIRECTIONS_SEEN = frozenset(_OPPOSITES)


def _split_sign(text: str) -> tuple[str, str]:
    match = _SIGN.fullmatch(text)
    return (match[1], match[2]) if match else ("", text)


def _write_sign(old: str, degrees: float, number: str) -> str:
    """Return the sign of a number: plus where there was one, none for a zero."""
    if degrees < 0 and any(digit in "123456789" for digit in number):
        return old if old and old != "+" else "-"
    return "+" if old == "+" else ""


def _replace(text: str, numbers: list[re.Match[str]], parts: list[str]) -> str:
    written, at = "", 0
    for match, part in zip(numbers, parts, strict=True):
        written += text[at : match.start()] + part
        at = match.end()
    return written + text[at:]


def _round(degrees: float, scale: int) -> int:
    return round(Fraction(repr(degrees)) * scale)


def _fixed(degrees: float, decimals: int) -> str:
    units = _round(degrees, 10**decimals)
    whole, fraction = divmod(units, 10**decimals)
    return f"{whole}.{fraction:0{decimals}}" if decimals else str(whole)


def _decimals(number: str) -> int:
    parts = re.split("[.,]", number)
    return len(parts[1]) if len(parts) > 1 else 0


def _with_mark(number: str, old: str) -> str:
    return number.replace(".", ",") if "," in old else number


def _pad(number: str, old: str) -> str:
    """Return a number with zeros before it where the old one had such."""
    width = len(re.split("[.,]", old)[0])
    if width < 2 or not old.startswith("0"):
        return number
    whole, point, rest = number.partition(".")
    return f"{whole:0>{width}}{point}{rest}"


def _step(written: str, decimals: int) -> float:
    """Return half of the last digit of an angle, in degrees."""
    numbers = [match[0] for match in _NUMBER.finditer(written)]
    last = numbers[-1]
    digits = len(re.split("[.,]", last)[0])
    places = len(numbers) - 1
    if places == 0 and digits > 3:
        places = 2 if digits > 5 else 1
    return float(0.5 * 10.0 ** -_decimals(last) / 60**places + TOLERANCE)


def _check(text: str, off: float, step: float) -> None:
    if off > step:
        raise _unwritable(text)


def _unwritable(text: str) -> PositionError:
    message = f"{shorten(text)} is written in a way in which deploymap cannot write"
    return PositionError("edit-position", message, "change it by hand")
