"""The columns of a sheet of overlays, as `schema.py` has those of units."""

from __future__ import annotations

from deploymap.schema import Column

# what people draw on a map: the types that are lines, those that are areas, those that may be both
OVERLAY_LINES = ("front", "axis", "line", "route")
OVERLAY_AREAS = ("held", "contested", "claimed", "area")
OVERLAY_TYPES = (*OVERLAY_LINES, *OVERLAY_AREAS, "minefield", "range")

OVERLAY_COLUMNS = (
    Column("id", "text", doc="the same in all rows of one overlay over time; row7 where blank"),
    Column(
        "type",
        "text",
        required=True,
        choices=OVERLAY_TYPES,
        doc="`front`, `held`, `contested`, `claimed`, `axis`, `line`, `area`, `route`, "
        "`minefield` or `range`",
    ),
    Column("name", "text", doc="what it is called on the map"),
    Column("side", "text", doc="whose it is: who holds, claims, advances, laid the mines"),
    Column("left", "text", doc="of a front: who holds the ground on its left"),
    Column("right", "text", doc="of a front: who holds the ground on its right"),
    Column("geometry", "text", doc="WKT in lon, lat; or a file and a feature: `fronts.geojson#3`"),
    Column("from", "text", doc="of an axis or a range: a place, or the id of a unit"),
    Column("to", "text", doc="of an axis: where it leads, a place or the id of a unit"),
    Column(
        "radius_km",
        "number",
        minimum=0,
        maximum=20_000,
        doc="of a range around a point, in km",
        unit="km",
    ),
    Column("date", "date", doc="the day, month, year or time from which on the row holds"),
    Column("until", "date", doc="the last day on which it holds; blank where nothing ends it"),
    Column("source", "text", doc="where it was read, in words"),
    Column("source_url", "url", doc="where it was read, as a web address"),
    Column("confidence", "text", doc="how sure it is, in words"),
    Column("note", "text", doc="anything else that a reader should know"),
)
