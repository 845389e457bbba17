"""Every column, given or worked out: its name, what it means, what a cell may hold."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "integer", "amount", "degrees", "date", "url", "sidc", "truth"]
Use = Literal["facet", "range", ""]


@dataclass(frozen=True)
class Column:
    """One column of a sheet, or one that is worked out.

    `kind` says what a cell holds: `text`; `number`, digits with an optional decimal mark;
    `integer`, a whole number; `amount`, a number of people or things, which `troops` and `circle`
    may also give as a range or bound; `degrees`, a latitude or longitude in any notation; `date`,
    see `notation.isodates`; `url`, an http or https address; `sidc`, a symbol code; `truth`, true
    or blank. `minimum` and `maximum` belong to the range, `unit` is that of its numbers. A
    `required` column must be there, and no cell of it may be blank; everywhere else a blank means
    "not stated", never 0.

    `label` is the word under which the page's details show it, by its name in `languages/`; "" for
    what they show elsewhere, or not at all. `of` names what a column is worked out from: columns,
    or files.

    `use` is what a reader of the page can do with the units' column: pick some of its values, a
    `facet`; set bounds to it and to its `_min` and `_max`, a `range`; "" for one of which only the
    words can be searched.
    """

    name: str
    kind: Kind
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    doc: str = ""
    unit: str = ""
    label: str = ""
    of: tuple[str, ...] = ()
    use: Use = ""


# far above any army, far below a telephone number in the wrong cell
MOST_TROOPS = 100_000_000
MOST_UNITS = 1_000_000

_TROOPS = tuple(
    Column(
        name,
        "amount",
        minimum=0,
        maximum=MOST_TROOPS,
        doc=f"people, {which} estimate",
        unit="people",
        label="troops",
        use="range" if name == "troops" else "",
    )
    for name, which in (("troops", "best"), ("troops_min", "lowest"), ("troops_max", "highest"))
)

UNIT_COLUMNS = (
    Column("id", "text", doc="short name of the unit, the same in all its rows; row7 where blank"),
    Column("name", "text", required=True, doc="the label on the map"),
    Column("side", "text", doc="whose unit it is, such as Russia", label="side", use="facet"),
    Column(
        "kind",
        "text",
        doc="what it is in plain words, such as tank battalion",
        label="kind",
        use="facet",
    ),
    Column(
        "echelon",
        "text",
        doc="its size in plain words, such as brigade",
        label="echelon",
        use="facet",
    ),
    Column(
        "count",
        "integer",
        minimum=1,
        maximum=MOST_UNITS,
        doc="how many such units stand here",
        unit="units",
        label="count",
    ),
    *_TROOPS,
    Column(
        "place", "text", doc="name of the place; units of one place form one stack", label="place"
    ),
    Column(
        "lat",
        "degrees",
        False,
        -90,
        90,
        doc="latitude, WGS84, degrees, north positive",
        unit="degrees",
        label="position",
    ),
    Column(
        "lon",
        "degrees",
        False,
        -180,
        180,
        doc="longitude, WGS84, degrees, east positive",
        unit="degrees",
        label="position",
    ),
    Column(
        "accuracy_km",
        "number",
        minimum=0,
        maximum=20_000,
        doc="how far off it may be, in km",
        unit="km",
        label="position",
        use="range",
    ),
    Column(
        "date",
        "date",
        doc="the day, month or year for which the row holds",
        label="date",
        use="range",
    ),
    Column("parent", "text", doc="id of the unit that it belongs to", label="superior"),
    Column("status", "text", doc="such as present, planned, damaged", label="status", use="facet"),
    Column(
        "sidc",
        "sidc",
        doc="APP-6 / MIL-STD-2525 code; wins over side, kind and echelon",
        label="symbolCode",
    ),
    Column("source", "text", doc="where it was read, in words", label="source", use="facet"),
    Column("source_url", "url", doc="where it was read, as a web address", label="link"),
    Column(
        "confidence", "text", doc="how sure the row is, in words", label="confidence", use="facet"
    ),
    Column("note", "text", doc="anything else that a reader should know", label="note"),
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
    Column("place", "text", doc="name of the place", label="place"),
    Column(
        "lat", "degrees", minimum=-90, maximum=90, doc="latitude, WGS84, degrees", unit="degrees"
    ),
    Column(
        "lon", "degrees", minimum=-180, maximum=180, doc="longitude, WGS84, degrees", unit="degrees"
    ),
    Column("area", "text", doc="name of the area that it holds for", label="area"),
    *_TROOPS,
    Column(
        "min_width",
        "integer",
        minimum=0,
        maximum=100_000,
        doc="px of page width it needs",
        unit="px",
    ),
    Column("date", "date", doc="the day, month or year for which it holds", label="date"),
    Column("until", "date", doc="the last day on which it holds; blank where nothing ends it"),
    Column("source", "text", doc="where it was read, in words", label="source"),
    Column("source_url", "url", doc="where it was read, as a web address", label="link"),
    Column("note", "text", doc="anything else that a reader should know", label="note"),
)

# the number that circles show in place of troops, where the user chose a column: in the checked
# table beside the sheet's other columns
CIRCLE = "circle"
CIRCLE_COLUMNS = (
    Column(
        CIRCLE,
        "amount",
        minimum=0,
        maximum=MOST_TROOPS,
        doc="the number that circles show, where it is that of another column of the sheet than "
        "troops",
        of=("a column of the sheet",),
        use="range",
    ),
    *(
        Column(
            name,
            "amount",
            minimum=0,
            maximum=MOST_TROOPS,
            doc=f"its {which} estimate",
            of=("a column of the sheet",),
        )
        for name, which in (("circle_min", "lowest"), ("circle_max", "highest"))
    ),
)

# the column that may stand in place of `lat` and `lon`: a position in one cell
LAT_LON = "lat_lon"

# known columns of a units sheet that need not be there: country and region are compared with what
# the position says, and tell places of one name apart
UNIT_EXTRAS = ("country", "region", "position_source")

PLACED = ("lat", "lon", "borders")

# columns of the units that the program works out, in the order in which a page has them
COMPUTED_COLUMNS = (
    Column(
        "troops_approx",
        "truth",
        doc="true where the sheet says that `troops` is about right, else null",
        label="troops",
        of=("troops",),
    ),
    *CIRCLE_COLUMNS,
    Column(
        "circle_approx",
        "truth",
        doc="true where the sheet says that it is about right, else null",
        of=("a column of the sheet",),
    ),
    Column(
        "date_span",
        "text",
        doc="where the sheet gives a span of time: an ISO interval, `..` for an open end; `date` "
        "is its first day",
        label="date",
        of=("date",),
    ),
    Column(
        "date_utc",
        "truth",
        doc="true where the time in `date` is of UTC, else it is of no stated zone",
        label="date",
        of=("date",),
    ),
    Column(
        "date_written",
        "text",
        doc='the sheet\'s own words where they say more than `date`: a span, another zone, "about"',
        label="date",
        of=("date",),
    ),
    Column(
        "next_date",
        "text",
        doc="where the page has rows of several dates: the date of the unit's next row, from which "
        "on that one holds; null for its newest",
        label="overTime",
        of=("id", "date"),
    ),
    Column(
        "label",
        "text",
        doc="the name, with the count where the name does not say it",
        of=("name", "count"),
    ),
    Column(
        "site",
        "integer",
        minimum=0,
        maximum=math.inf,
        doc="the unit's row in `sites`, from 0; null for a unit without a position",
        of=("lat", "lon"),
    ),
    Column(
        "in_country",
        "text",
        doc="name of the country that the position is in; null at sea or off the map",
        label="country",
        of=PLACED,
        use="facet",
    ),
    Column("in_country_iso", "text", doc="code of that country, if it has one", of=PLACED),
    Column(
        "in_region",
        "text",
        doc="name of the region, the same way",
        label="region",
        of=PLACED,
        use="facet",
    ),
    Column(
        "line_side",
        "text",
        doc="who holds that side of the line of contact or de facto line; null where no line has "
        "a say",
        label="lineSide",
        of=("lat", "lon", "date", "borders"),
        use="facet",
    ),
    Column(
        "line_side_by",
        "text",
        doc="which overlay says so, and of which date; where it names contested ground, or two "
        "areas, `line_side` is null. Null where the border file or nothing says it",
        label="lineSide",
        of=("lat", "lon", "date", "overlays"),
    ),
    Column(
        "border_km",
        "number",
        minimum=0,
        maximum=20_040,
        doc="km to the nearest point of an international border, on the WGS84 ellipsoid, to 0.1 "
        "km; before it is rounded, wrong by at most 0.001 km for up to 2,000 distinct positions, "
        "by at most 0.02 km (0.003 km where the border is within 400 km) for more, as to the "
        "lines of the border file",
        unit="km",
        label="nearBorder",
        of=PLACED,
        use="range",
    ),
    Column(
        "border_with",
        "text",
        doc='the country beyond that border; "A – B" for a unit in neither of the two; of several '
        "equally near borders the first in the file, or any where their distances differ by less "
        "than that error",
        label="nearBorder",
        of=PLACED,
    ),
    Column(
        "sidc20",
        "sidc",
        doc="symbol code, 20 digits, or the 15 letters that the sheet gives; a key of `symbols`",
        label="symbolCode",
        of=("sidc", "side", "kind", "echelon", "status", "name"),
    ),
    Column(
        "symbol_class",
        "text",
        doc="key of the class, as in `classes`",
        label="kind",
        of=("sidc", "kind", "echelon", "name"),
        use="facet",
    ),
    Column("kind_key", "text", doc="the known kind that words mean, or null", of=("kind", "name")),
    Column(
        "parent_name",
        "text",
        doc="the superior's name, where it stands in the sheet and not on the map; else null",
        label="superior",
        of=("parent",),
    ),
    Column(
        "counted_in",
        "text",
        doc="id of the nearest superior of its side, at any height, that states the number which "
        "circles show: that number includes the unit's; null where there is none",
        of=("parent", "side", "troops"),
    ),
    Column(
        "position_source",
        "text",
        doc="where the position comes from if not from the sheet's coordinates, such as "
        '"GeoNames 709717"; may also be a column of the sheet',
        label="position",
        of=("place", "country", "region"),
    ),
)

# those of the annotations
COMPUTED_OF_NOTES = (
    Column("troops_approx", "truth", doc="as that of units", label="troops", of=("troops",)),
    Column(
        "role",
        "text",
        choices=("figure", "headline", "note", "source", "line", "water", "country"),
        doc="what it is on the page",
        of=("type", "lat", "lon", "area", "borders"),
    ),
)

# the distinct positions of the units
SITE_COLUMNS = (
    Column("place", "text", doc="the first name that a unit there gives", of=("place",)),
    Column("lat", "degrees", minimum=-90, maximum=90, doc="latitude", of=("lat",)),
    Column("lon", "degrees", minimum=-180, maximum=180, doc="longitude", of=("lon",)),
)

# names that the program gives to columns of the checked sheet; a sheet's own of one would be lost
RESERVED = ("line", *(c.name for c in COMPUTED_COLUMNS if c.name not in UNIT_EXTRAS))
