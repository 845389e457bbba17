"""The colours of sides: no two sides look the same, whatever is configured and however many.

Colours are compared in Oklab, https://bottosson.github.io/posts/oklab/, where distances are as
people see them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

# a colour on a light page, and one on a dark page: #rgb or #rrggbb
Pair = tuple[str, str]
Lab = tuple[float, float, float]

# the page's own colours for sides that have none: blue, vermilion, green, purple, ochre, slate.
# After Okabe and Ito, https://jfly.uni-koeln.de/color/, darkened until white on them reaches 4.5:1
PALETTE: tuple[Pair, ...] = (
    ("#0063a0", "#56b4e9"),
    ("#b24600", "#f0894a"),
    ("#00705a", "#2fc09a"),
    ("#9a4377", "#d793b9"),
    ("#7a6200", "#d9bf3f"),
    ("#4d5f73", "#a3b4c6"),
)
CUSTOMARY = {
    name: colors
    for names in (
        ("friend", "hostile", "neutral"),
        ("blue", "red", "green", "purple", "yellow", "grey"),
        ("blue", "orange", "green", "purple", "gold", "gray"),
    )
    for name, colors in zip(names, PALETTE, strict=False)
}
NO_SIDE_COLORS: Pair = ("#59585a", "#b3b1ae")

# nearer than this, two colours are one to a reader
NEAR = 0.06
# ways of drawing a side's symbols that tell sides of one colour apart
FORMS = 5
# so many sides can have colours that are far apart; what comes after them has a form of its own
MANY = 36
# further colours: lightness on a light and on a dark page, strength and hue
LEVELS = ((0.47, 0.8), (0.36, 0.68), (0.42, 0.9))
STRENGTHS = (0.14, 0.07)
HUES = range(0, 360, 20)


def choose_colors(given: Mapping[str, Pair | None], affiliations: Mapping[str, str]) -> list[Pair]:
    """Return each side's colours: its own, else ones that are unlike those of all others.

    `given` are the sides in order of appearance with their configured colours; `affiliations` of
    some of them choose the customary colour of the palette.
    """
    taken = [colors for colors in given.values() if colors]
    spare = list(PALETTE)
    chosen = {name: colors for name, colors in given.items() if colors}
    wishes = {name: affiliations.get(name) or name.casefold() for name in given}
    # no side takes the colour that another is called after
    for name in sorted(wishes, key=lambda name: wishes[name] not in CUSTOMARY):
        if name not in chosen:
            chosen[name] = _next_colors(spare, taken, wishes[name])
            taken.append(chosen[name])
    return [chosen[name] for name in given]


def _next_colors(spare: list[Pair], taken: Sequence[Pair], affiliation: str) -> Pair:
    """Take the customary colours, else the palette's next, else ones that are far from `taken`."""
    if len(taken) >= MANY:
        return further_colors()[len(taken) % len(further_colors())]
    customary = CUSTOMARY.get(affiliation)
    wished = [customary] if customary in spare and customary else []
    for colors in [*wished, *spare]:
        if not any(is_near(colors, other) for other in taken):
            spare.remove(colors)
            return colors
    return max(further_colors(), key=lambda colors: min((gap(colors, t) for t in taken), default=9))


def find_forms(colors: Sequence[Pair]) -> list[int]:
    """Return for each side the form of its symbols: sides of like colours have different ones."""
    forms: list[int] = []
    for place, own in enumerate(colors):
        if place >= len(further_colors()):
            forms.append(place // len(further_colors()) % FORMS)
            continue
        used = {forms[other] for other in range(place) if is_near(own, colors[other])}
        forms.append(next((form for form in range(FORMS) if form not in used), place % FORMS))
    return forms


def is_near(one: Pair, other: Pair) -> bool:
    """Return whether two sides could be taken for each other, on a light or on a dark page."""
    return gap(one, other) < NEAR


def gap(one: Pair, other: Pair) -> float:
    """Return how far apart the colours of two sides are, where they are nearest."""
    return min(math.dist(as_lab(a), as_lab(b)) for a, b in zip(one, other, strict=True))


@cache
def further_colors() -> tuple[Pair, ...]:
    """Return colours of all hues that white, or black on a dark page, can be read on."""
    return tuple(
        (as_hex(light, strength, hue), as_hex(dark, strength, hue))
        for light, dark in LEVELS
        for strength in STRENGTHS
        for hue in HUES
    )


@cache
def as_lab(color: str) -> Lab:
    """Return a colour in Oklab."""
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    red, green, blue = (as_light(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def as_hex(lightness: float, strength: float, hue: float) -> str:
    """Return a colour of Oklab as #rrggbb, weaker where no screen has it so strong."""
    a, b = (strength * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _as_signal(min(max(part, 0), 1))):02x}" for part in parts)


def as_light(signal: float) -> float:
    """Return how much light a part of an sRGB colour gives, 0 to 1."""
    return signal / 12.92 if signal <= 0.04045 else ((signal + 0.055) / 1.055) ** 2.4


def _as_signal(light: float) -> float:
    """Return the part of an sRGB colour that gives so much light, 0 to 1."""
    return float(12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)
