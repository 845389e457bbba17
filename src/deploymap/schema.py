"""The columns of the two sheets, as tables: their names, what they mean, what a cell may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "integer", "amount", "degrees", "date", "url", "sidc"]


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    `kind` says what a cell holds: `text`; `number`, digits with an optional decimal mark;
    `integer`, a whole number; `amount`, a number of people or things, which `troops` and `circle`
    may also give as a range or bound; `degrees`, a latitude or longitude in any notation; `date`,
    see `date_order`; `url`, an http or https address; `sidc`, a symbol code.
    `minimum` and `maximum` belong to the range. A `required` column must be there, and no cell of
    it may be blank; everywhere else a blank means "not stated", never 0.
    """

    name: str
    kind: Kind
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    doc: str = ""


# far above any army, far below a telephone number in the wrong cell
MOST_TROOPS = 100_000_000
MOST_UNITS = 1_000_000

UNIT_COLUMNS = (
    Column("id", "text", doc="short name of the unit, the same in all its rows; row7 where blank"),
    Column("name", "text", required=True, doc="the label on the map"),
    Column("side", "text", doc="whose unit it is, such as Russia"),
    Column("kind", "text", doc="what it is in plain words, such as tank battalion"),
    Column("echelon", "text", doc="its size in plain words, such as brigade"),
    Column("count", "integer", minimum=1, maximum=MOST_UNITS, doc="how many such units stand here"),
    Column("troops", "amount", minimum=0, maximum=MOST_TROOPS, doc="people, best estimate"),
    Column("troops_min", "amount", minimum=0, maximum=MOST_TROOPS, doc="people, lowest estimate"),
    Column("troops_max", "amount", minimum=0, maximum=MOST_TROOPS, doc="people, highest estimate"),
    Column("place", "text", doc="name of the place; units of one place form one stack"),
    Column("lat", "degrees", False, -90, 90, doc="latitude, WGS84, degrees, north positive"),
    Column("lon", "degrees", False, -180, 180, doc="longitude, WGS84, degrees, east positive"),
    Column("accuracy_km", "number", minimum=0, maximum=20_000, doc="how far off it may be, in km"),
    Column("date", "date", doc="the day, month or year for which the row holds"),
    Column("parent", "text", doc="id of the unit that it belongs to"),
    Column("status", "text", doc="such as present, planned, damaged"),
    Column("sidc", "sidc", doc="APP-6 / MIL-STD-2525 code; wins over side, kind and echelon"),
    Column("source", "text", doc="where it was read, in words"),
    Column("source_url", "url", doc="where it was read, as a web address"),
    Column("confidence", "text", doc="how sure the row is, in words"),
    Column("note", "text", doc="anything else that a reader should know"),
)

ANNOTATION_COLUMNS = (
    Column("id", "text", doc="the same in all versions of one text; row7 where blank"),
    Column(
        "type",
        "text",
        required=True,
        choices=("figure", "note", "label", "source"),
        doc="a number of troops, a remark, a name on the map, or where the map comes from",
    ),
    Column("text", "text", required=True, doc="the words"),
    Column("short_text", "text", doc="the words where there is little room"),
    Column("place", "text", doc="name of the place"),
    Column("lat", "degrees", minimum=-90, maximum=90, doc="latitude, WGS84, degrees"),
    Column("lon", "degrees", minimum=-180, maximum=180, doc="longitude, WGS84, degrees"),
    Column("area", "text", doc="name of the area that it holds for"),
    Column("troops", "amount", minimum=0, maximum=MOST_TROOPS, doc="people, best estimate"),
    Column("troops_min", "amount", minimum=0, maximum=MOST_TROOPS, doc="people, lowest estimate"),
    Column("troops_max", "amount", minimum=0, maximum=MOST_TROOPS, doc="people, highest estimate"),
    Column("min_width", "integer", minimum=0, maximum=100_000, doc="px of page width it needs"),
    Column("date", "date", doc="the day, month or year for which it holds"),
    Column("source", "text", doc="where it was read, in words"),
    Column("source_url", "url", doc="where it was read, as a web address"),
    Column("note", "text", doc="anything else that a reader should know"),
)

# the number that circles show in place of troops, where the user chose a column: in the checked
# table beside the sheet's other columns
CIRCLE = "circle"
CIRCLE_COLUMNS = (
    Column(CIRCLE, "amount", minimum=0, maximum=MOST_TROOPS, doc="what the circle shows"),
    Column("circle_min", "amount", minimum=0, maximum=MOST_TROOPS, doc="the lowest estimate"),
    Column("circle_max", "amount", minimum=0, maximum=MOST_TROOPS, doc="the highest estimate"),
)

# the column that may stand in place of `lat` and `lon`: a position in one cell
LAT_LON = "lat_lon"

# known columns of a units sheet that need not be there: country and region are compared with what
# the position says, and tell places of one name apart
UNIT_EXTRAS = ("country", "region", "position_source")

# columns that the program adds to the checked sheet; a sheet's own of that name would be lost
RESERVED = (
    "line",
    "troops_approx",
    *(column.name for column in CIRCLE_COLUMNS),
    "circle_approx",
    "date_span",
    "date_utc",
    "date_written",
    "label",
    "site",
    "in_country",
    "in_country_iso",
    "in_region",
    "line_side",
    "border_km",
    "border_with",
    "sidc20",
    "symbol_class",
    "kind_key",
    "parent_name",
    "counted_in",
)

_DATE = re.compile(
    r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?)?)?"
)
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def date_order(text: str) -> int | None:
    """Return a number that sorts dates by time, or None where `text` is no date.

    A date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS] in the Gregorian calendar, years as
    ISO 8601 counts them: 0000 is 1 BC, -0048 is 49 BC. A month or a year alone counts as its
    beginning, and comes before the first day in it; so does a day alone.
    """
    match = _DATE.fullmatch(text)
    if match is None or match[1] == "-0000":
        return None
    year, month, day, *time = (int(part) if part else None for part in match.groups())
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and day is not None and not 1 <= day <= _days_in(year, month):
        return None
    hour, minute, second = time
    if (hour or 0) > 23 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    days = year * 10_000 + (month or 0) * 100 + (day or 0)
    since_midnight = 0 if hour is None else 1 + hour * 3600 + (minute or 0) * 60 + (second or 0)
    return days * 100_000 + since_midnight


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]
