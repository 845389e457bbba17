"""What the settings in `deploymap.toml` may be: one reader for each.

A reader takes a value as TOML gives it and returns the value to use; a `ValueError` says what was
found, what was expected and what to try.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from deploymap.settings.corners import read_corners

Reader = Callable[[Any], Any]

MOST_KM = 2_000

AFFILIATIONS = (
    "friend",
    "hostile",
    "neutral",
    "unknown",
    "assumed friend",
    "suspect",
    "pending",
)


@dataclass(frozen=True)
class Publish:
    """What of the sheets leaves for the page, see docs/publishing.md.

    `withhold` and `only` are names of columns, or patterns of names; `only` None where nothing is
    said. Positions are put on a grid of `round_km`, 0 for none. Rows of the last `delay_days` days
    stay out, None for none.
    """

    withhold: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    round_km: float = 0.0
    delay_days: int | None = None

    @property
    def is_set(self) -> bool:
        """Whether anything is to stay out."""
        return self != Publish()


@dataclass(frozen=True)
class Circles:
    """What circles show: `troops` people have one of `radius` px.

    With `column`, the sheet's name of another number, `number` of `unit` have it; None and "" where
    the column tells.
    """

    troops: int | None = None
    radius: float = 20.0
    column: str = ""
    unit: str = ""
    number: int | None = None


@dataclass(frozen=True)
class GroundShown:
    """What a map shows under its units; without `borders` only land and water."""

    towns: bool = True
    rivers: bool = True
    regions: bool = True
    borders: bool = True


@dataclass(frozen=True)
class TimeShown:
    """What a page has of rows of several dates: `history`, whether it has all of them.

    A row of a unit without a next one holds for `hold_days`, None for as long as nothing else is
    known.
    """

    history: bool = True
    hold_days: int | None = None


@dataclass(frozen=True)
class Backdrop:
    """What lies under everything else: an image of the folder, and online tiles.

    `image_corners` are lon, lat of the image's corners, from the top left one clockwise; None where
    a world file or the image itself says where it lies, in the CRS `image_crs`, "" for degrees.
    `tiles` is the pattern of an address, of whose maps `attribution` says whose they are.
    """

    image: str = ""
    image_corners: tuple[tuple[float, float], ...] | None = None
    image_crs: str = ""
    tiles: str = ""
    attribution: str = ""


# how a layer of the ground is drawn
LAYER_STYLES = ("road", "track", "river", "wood", "built-up", "contour", "point")


@dataclass(frozen=True)
class Layer:
    """What is drawn on the ground besides: a file of shapes below the folder, how, and its names.

    `label` is the property or column that names what is in it, "" for none.
    """

    file: str
    style: str
    label: str = ""


def read_string(value: Any) -> str:
    """Return a text without white space around it."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text; write it in quotation marks")
    return value.strip()


def read_path(value: Any) -> str:
    """Return the name of a file, as written."""
    text = read_string(value)
    if not text or "\0" in text:
        raise ValueError("is no file name; write one, or delete the line")
    return text


def read_word(value: Any) -> str:
    """Return a text that is not blank; a whole number becomes one."""
    if type(value) is int:
        return str(value)
    text = read_string(value)
    if not text:
        raise ValueError("is blank; write a text, or delete the line")
    return text


def read_truth(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false; write one of them, without quotes")
    return value


def read_date(value: Any) -> str:
    """Return a date as ISO text, or a span as an ISO interval, as the sheets' dates are read.

    TOML's own dates and whole numbers are dates too.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = f"{value:04}" if type(value) is int and 0 < value <= 9999 else read_string(value)
    # the notations of dates are many, and most folders have no date in their settings
    from deploymap.notation.dates import read_dates

    dates, faults = read_dates([text] if text else [], order=None, serials=False)
    for fault in faults.values():
        raise ValueError(f"{fault.message}; {fault.advice}")
    return next((found.span or found.date for found in dates.values()), "")


def read_language(value: Any) -> str:
    """Return a language tag of BCP 47, such as `en-GB`."""
    text = read_string(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise ValueError(f"{text!r} is no language tag; write one such as en, uk or en-GB")
    return text


def read_positive(value: Any) -> float:
    """Return a number above 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e12:
        raise ValueError(f"{value!r} is no number above 0; write one without quotation marks")
    return value


def read_count(value: Any) -> int:
    """Return a whole number above 0."""
    number = read_positive(value)
    if number % 1:
        raise ValueError(f"{value!r} is no whole number; write one such as 10000")
    return int(number)


def read_view(value: Any) -> tuple[float, float, float, float]:
    """Return west, south, east, north in degrees."""
    words = "is no view; write [west, south, east, north] in degrees, such as [32, 45, 42, 51]"
    numbers = value if isinstance(value, list) else []
    if len(numbers) != 4 or not all(type(number) in (int, float) for number in numbers):
        raise ValueError(f"{value!r} {words}")
    west, south, east, north = map(float, numbers)
    # a view over 180 degrees may be written either way: [170, 50, -160, 70] or [170, 50, 200, 70];
    # one of more than half a turn is a slip
    if -180 <= east < west <= 180 and east + 360 - west <= 180:
        east += 360
    if not (-180 <= west < east <= west + 360 and west <= 180 and -90 <= south < north <= 90):
        raise ValueError(f"{value!r} {words}")
    return west, south, east, north


def read_tiles(value: Any) -> str:
    """Return the pattern of the address of tiles, such as https://host/{z}/{x}/{y}.png."""
    text = read_string(value)
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]+)?/[^\s\"'<>;]*", text) or any(
        part not in text for part in ("{z}", "{x}", "{y}")
    ):
        example = "https://tile.example.org/{z}/{x}/{y}.png"
        raise ValueError(f"{text!r} is no address of tiles; write one such as {example}")
    return text


def host_of(address: str) -> str:
    """Return the host of an https address, "" of none."""
    return address.partition("://")[2].partition("/")[0]


def read_paragraphs(value: Any) -> tuple[str, ...]:
    """Return paragraphs, from one text or from a list of them."""
    paragraphs = [value] if isinstance(value, str) else value
    if not isinstance(paragraphs, list) or not all(isinstance(words, str) for words in paragraphs):
        raise ValueError("is no list of texts; write each paragraph in quotation marks")
    return tuple(words.strip() for words in paragraphs if words.strip())


def read_color(value: Any) -> str:
    """Return a colour in hexadecimal digits, #rgb or #rrggbb."""
    text = read_string(value)
    if not re.fullmatch(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", text):
        raise ValueError(f"{text!r} is no colour; write one such as #b5392f")
    return text


def read_labels(value: Any) -> tuple[str, str]:
    """Return a label and the short one, which is the same where only one is given."""
    labels = [value, value] if isinstance(value, str) else value
    if (
        not isinstance(labels, list)
        or len(labels) != 2
        or not all(isinstance(label, str) and label.strip() for label in labels)
    ):
        raise ValueError(f'{value!r} is no label; write ["the label", "a short one"]')
    return labels[0].strip(), labels[1].strip()


def read_columns(value: Any) -> tuple[str, ...]:
    """Return names of columns or patterns of such, from one text or from a list of them."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
        raise ValueError(f'{value!r} is no list of columns; write such as ["informant", "phone*"]')
    return tuple(name.strip() for name in names)


def read_km(value: Any) -> float:
    """Return a size of a grid in km."""
    number = read_positive(value)
    if number > MOST_KM:
        raise ValueError(f"{value!r} is too large; write km, at most {MOST_KM:,}")
    return float(number)


def one_of(*choices: str) -> Reader:
    """Return a reader that lets these words through and no other value."""

    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not one of {', '.join(choices)}")
        return cast(str, value)

    return read


def read_layers(value: Any) -> tuple[Layer, ...]:
    """Return the layers of the ground: tables with `file`, `style` and perhaps `label`."""
    layers = [value] if isinstance(value, dict) else value
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise ValueError("is a list of tables; write [[ground.layers]] above each")
    return tuple(_read_layer(layer, number) for number, layer in enumerate(layers, start=1))


def _read_layer(layer: dict[str, Any], number: int) -> Layer:
    readers = {"file": read_path, "style": one_of(*LAYER_STYLES), "label": read_word}
    values: dict[str, str] = {}
    for name, value in layer.items():
        if name not in readers:
            raise ValueError(f"no. {number} has {name!r}; it may have {', '.join(readers)}")
        try:
            values[name] = readers[name](value)
        except ValueError as error:
            raise ValueError(f"no. {number}: {name} {error}") from None
    if missing := [name for name in ("file", "style") if name not in values]:
        raise ValueError(f"no. {number} has no {missing[0]}; it needs a file and a style")
    return Layer(**values)


# the layout of deploymap.toml: table -> setting -> reader; "" is the part before any table
SETTINGS: dict[str, dict[str, Reader]] = {
    "": {
        "title": read_string,
        "subtitle": read_string,
        "date": read_date,
        "credit": read_string,
        "language": read_language,
        "symbol_style": one_of("classes", "app6"),
        "facets": read_columns,
        "theme": one_of("auto", "light", "dark"),
        "editable": read_truth,
        "view": read_view,
        "view_narrow": read_view,
        "border_policy": read_paragraphs,
    },
    "files": dict.fromkeys(("units", "annotations", "borders", "output"), read_path),
    "reading": {
        **dict.fromkeys(("sheet", "encoding"), read_word),
        "include_hidden": read_truth,
        **dict.fromkeys(("crs", "border_name", "border_crs"), read_word),
        "border_kind": one_of("country", "region"),
        "border_edge": one_of("coast", "unknown"),
    },
    "overlays": {"file": read_path},
    "ground": {
        **dict.fromkeys(("towns", "rivers", "regions", "borders"), read_truth),
        "image": read_path,
        "image_corners": read_corners,
        "image_crs": read_word,
        "tiles": read_tiles,
        "attribution": read_word,
        "layers": read_layers,
    },
    "circles": {
        "troops": read_count,
        "radius": read_positive,
        "column": read_word,
        "unit": read_word,
        "number": read_count,
    },
    "time": {"history": read_truth, "hold_days": read_count},
    "publish": {
        "withhold": read_columns,
        "only": read_columns,
        "round_km": read_km,
        "delay_days": read_count,
    },
}
SIDE_SETTINGS: dict[str, Reader] = {
    "color": read_color,
    "color_dark": read_color,
    "affiliation": one_of(*AFFILIATIONS),
}
TABLES: tuple[str, ...] = ("files", "reading", "columns", "places", "overlays", "ground", "circles")
TABLES += ("sides", "legend", "time", "publish")
# tables whose settings have names of the user's own
FREE_TABLES: dict[str, Reader] = {
    "columns": read_word,
    "places": read_word,
    "legend": read_labels,
}
