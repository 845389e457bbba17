"""The Scene: everything that a page shows, frozen.

What is in the page is in the Scene, and the other way round. `compose_scene` puts it together from
checked and joined tables; `payload.py` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import BLANK, Integers, code_texts, decode_texts, distinct, with_columns
from deploymap.checks.check import LeftOut
from deploymap.checks.sides import spell_as
from deploymap.page.circles import CircleScale, scale_circles, scale_other
from deploymap.page.colors import NO_SIDE_COLORS, Pair, choose_colors, find_forms
from deploymap.page.meridian import edge_of, turn_box
from deploymap.page.times import Times, find_times
from deploymap.page.uses import UsedColumn, choose_uses, list_uses
from deploymap.page.words import Phrase, Words, is_right_to_left, read_words
from deploymap.schema import CIRCLE, COMPUTED_COLUMNS, SITE_COLUMNS, UNIT_COLUMNS
from deploymap.settings.config import Config, Side
from deploymap.settings.values import host_of
from deploymap.symbols.draw import Drawing
from deploymap.symbols.resolve import CLASSES, SymbolClass
from deploymap.symbols.status import StatusStyle, find_doubtful, find_doubts, style_statuses

Box = tuple[float, float, float, float]

FORMAT = 1  # of what a page carries: docs/page-format.md

# a map on which nothing is drawn besides
NO_OVERLAYS = pd.DataFrame(columns=["side", "left", "right"], dtype=object)

NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905


@dataclass(frozen=True)
class SourceFile:
    """One input of the build: the name to show, and the SHA-256 of its bytes (hexadecimal).

    The hash is "" where parts of the file stay out of the page.
    """

    name: str
    sha256: str


@dataclass(frozen=True)
class SideStyle:
    """A side that the map has: its name, and its colours (CSS) on a light and on a dark page.

    `form` is how its symbols are shaped, from 0: sides of like colours have different ones.
    """

    name: str
    color: str
    color_dark: str
    form: int = 0


@dataclass(frozen=True)
class Scene:
    """Everything that a page shows. Positions are WGS84 degrees; tables have one row an element."""

    title: str
    subtitle: str
    date: str  # the map's date, ISO text, "" where not stated
    language: str  # BCP 47 tag, that of the page's own words, numbers and dates
    text_language: str  # the same of the texts of sheets and settings
    right_to_left: bool  # whether the page is laid out from the right
    words: Mapping[str, Phrase]  # the page's own, see words.py
    credit: str
    symbol_style: str  # "classes" or "app6": what the page opens with
    theme: str  # "auto", "light" or "dark"
    policy: tuple[str, ...]  # the border policy in words, a paragraph each
    policy_language: str  # BCP 47 tag
    built: str | None  # UTC, ISO text; None where nothing tells it
    left_out: LeftOut  # rows of the sheet of units that are not on the page
    rounded_km: float  # size of the grid that positions are on, 0 where they are as given
    shown_until: str  # the last day of which rows are shown, ISO text, "" for all
    unplaced: int  # units without a position: on the page, and not on the map
    files: tuple[SourceFile, ...]
    sides: tuple[SideStyle, ...]  # those of units, then of overlays, in order of appearance
    classes: tuple[SymbolClass, ...]  # those that the units have, in the order of the vocabulary
    statuses: tuple[StatusStyle, ...]  # the marks of the statuses that the units have
    uses: tuple[UsedColumn, ...]  # the columns by which a reader can filter the units
    doubts: tuple[str, ...]  # texts of `confidence` that units with a mark of doubt have
    doubtful: tuple[str, ...]  # those of them that say that there is most doubt
    # columns of schema.UNIT_COLUMNS, COMPUTED_COLUMNS, and the sheet's own; texts are coded
    newest: pd.DataFrame
    # the same of all dates, where `times` has more than one, else the newest
    rows: pd.DataFrame
    times: Times | None
    annotations: pd.DataFrame  # columns of schema.ANNOTATION_COLUMNS and COMPUTED_OF_NOTES
    overlays: pd.DataFrame  # what is drawn besides, see `overlays.draw_overlays`
    layers: tuple[Mapping[str, Any], ...]  # of the ground, see `overlays.draw_layers`
    symbols: Mapping[str, Drawing]  # sidc -> drawing
    circles: CircleScale
    basemap: Mapping[str, Any]  # TopoJSON, see topology.py
    country_labels: pd.DataFrame  # name, lat, lon, width: countries that no annotation names
    view: Box  # west, south, east, north of the first view; east is over 180 where it goes past
    edge: float  # the longitude from which on the map counts eastward, see meridian.py
    view_narrow: Box  # the same where the page is narrower than 600 px
    border_in_view: bool  # whether a first view shows an international border
    disputed_in_view: bool  # whether one shows a disputed line of the world
    towns: pd.DataFrame  # name, lat, lon, rank, capital, the first ones first; only of the world
    seas: pd.DataFrame  # name, lat, lon, width, rank, lake; lakes too; only of the world
    rivers: pd.DataFrame  # places of names, see waternames.py; only of the world
    grid: Mapping[str, Any] | None = None  # the MGRS grid of a map of a battlefield
    image: Mapping[str, Any] | None = None  # under all else, see `overlays.draw_image`
    editable: bool = False  # whether readers may move and change units in the page
    tiles: Mapping[str, str] | None = None  # address, attribution and host of online tiles
    format: int = FORMAT

    @property
    def count(self) -> int:
        """How many units there are."""
        return len(self.newest)

    @property
    def units(self) -> pd.DataFrame:
        """The newest rows with their texts as str or None."""
        return decode_texts(self.newest)

    @property
    def extra(self) -> pd.DataFrame:
        """The sheet's own further columns of the units."""
        return self.rows[_own_columns(self.rows)]

    @property
    def sites(self) -> pd.DataFrame:
        """The distinct positions: columns schema.SITE_COLUMNS."""
        return group_sites(self.rows)[0]


def compose_scene(
    *,
    config: Config,
    title: str,
    units: pd.DataFrame,
    rows: pd.DataFrame,
    has_times: bool = False,
    annotations: pd.DataFrame,
    country_labels: pd.DataFrame,
    basemap: Mapping[str, Any],
    drawings: Mapping[str, Drawing],
    view: Box,
    files: Iterable[SourceFile],
    built: str | None,
    left_out: LeftOut,
    policy: tuple[str, ...] = (),
    rounded_km: float = 0.0,
    shown_until: str = "",
    circle_unit: str = "",
    border_in_view: bool = True,
    disputed_in_view: bool = False,
    towns: pd.DataFrame | None = None,
    seas: pd.DataFrame | None = None,
    rivers: pd.DataFrame | None = None,
    grid: Mapping[str, Any] | None = None,
    image: Mapping[str, Any] | None = None,
    overlays: pd.DataFrame = NO_OVERLAYS,
    layers: tuple[Mapping[str, Any], ...] = (),
) -> Scene:
    """Put a Scene together.

    Parameters
    ----------
    units : one row a unit, after check, join and symbols: schema.UNIT_COLUMNS, own columns, join's
        and symbols' columns.
    rows : what the page has of them, with areas named in its language; with `has_times` of all
        dates, with their `next_date`.
    annotations : one row an annotation: schema.ANNOTATION_COLUMNS, `troops_approx` and `role` (see
        `labels.assign_roles`).
    country_labels : columns name, english, lat, lon, width; the countries with a point to write
        them at.
    basemap : TopoJSON of the drawn borders.
    drawings : sidc -> Drawing, for each `sidc20` of the units.
    view : west, south, east, north in degrees, of the first view.
    built : UTC time of the build as ISO text.
    left_out : rows of the sheet of units that are not on the map.
    policy : what to say of the borders, a paragraph each.
    rounded_km, shown_until, border_in_view, disputed_in_view, towns,
    seas, rivers, grid, image : as in `Scene`.
    circle_unit : what the units' column `circle` counts, where the settings do not say it.
    overlays, layers : as in `Scene`.
    """
    words = read_words(config.language)
    labelled = label_units(units)
    rows = code_texts(labelled if rows is units else label_units(rows))
    return Scene(
        title=title,
        subtitle=config.subtitle,
        date=config.date,
        language=words.language,
        text_language=config.language,
        right_to_left=is_right_to_left(words.language),
        words=words.page,
        credit=config.credit,
        symbol_style=config.symbol_style,
        theme=config.theme,
        # positions on a grid are none of the sheet
        editable=config.editable and not rounded_km,
        policy=policy,
        policy_language=words.language if config.border_policy is None else config.language,
        built=built,
        left_out=left_out,
        rounded_km=rounded_km,
        shown_until=shown_until,
        unplaced=int(units["lat"].isna().sum()),
        files=tuple(files),
        sides=style_sides(rows["side"], config, further=sides_of(overlays)),
        classes=_used_classes(rows["symbol_class"], config, words),
        statuses=style_statuses(rows["status"], rows["sidc20"]),
        uses=choose_uses(list_uses(rows, _own_columns(rows)), rows, config.facets),
        doubts=find_doubts(rows["confidence"]),
        doubtful=find_doubtful(rows["confidence"]),
        newest=labelled,
        rows=rows,
        times=find_times(rows, overlays, annotations, config) if has_times else None,
        annotations=annotations,
        overlays=overlays,
        layers=layers,
        symbols=drawings,
        circles=scale_other(config, rows, circle_unit)
        if CIRCLE in rows
        else scale_circles(config, [rows, annotations]),
        basemap=basemap,
        country_labels=_leave_out_written(country_labels, annotations),
        view=view,
        edge=edge_of(view),
        view_narrow=turn_box(config.view_narrow or view, edge_of(view)),
        border_in_view=border_in_view,
        disputed_in_view=disputed_in_view,
        towns=leave_out_named(towns, rows["place"]),
        seas=pd.DataFrame() if seas is None else seas,
        rivers=pd.DataFrame() if rivers is None else rivers,
        grid=grid,
        image=image,
        tiles=_name_tiles(config),
    )


def _leave_out_written(labels: pd.DataFrame, annotations: pd.DataFrame) -> pd.DataFrame:
    """Return the names of countries that no annotation writes, nor any in English."""
    area, text = annotations["area"].dropna(), annotations["text"]
    written = {*area.str.casefold(), *text.str.casefold()}
    again = [labels[name].str.casefold().isin(written) for name in ("name", "english")]
    return labels[~(again[0] | again[1])]


def _own_columns(rows: pd.DataFrame) -> list[str]:
    """Return the names of the sheet's own further columns."""
    known = {"line", *(column.name for column in (*UNIT_COLUMNS, *COMPUTED_COLUMNS))}
    return [name for name in rows.columns if name not in known]


def label_units(units: pd.DataFrame) -> pd.DataFrame:
    """Return units with their labels, and distances as the page has them."""
    return with_columns(
        units, {"label": unit_labels(units), "border_km": units["border_km"].round(1)}
    )


def _name_tiles(config: Config) -> dict[str, str] | None:
    """Return the tiles that the settings ask for."""
    address, credit = config.backdrop.tiles, config.backdrop.attribution
    fields = {"address": address, "attribution": credit, "host": host_of(address)}
    return fields if address else None


def leave_out_named(towns: pd.DataFrame | None, places: pd.Series[str]) -> pd.DataFrame:
    """Return the towns of which no unit has the name: that stands beside the unit."""
    if towns is None or not len(towns):
        return pd.DataFrame()
    named = {str(name).casefold() for name in distinct(places).values}
    return towns[~towns["name"].str.casefold().isin(named)]


def group_sites(units: pd.DataFrame) -> tuple[pd.DataFrame, Integers]:
    """Return one row a position (place, lat, lon; order of appearance), and each unit's row in it.

    Units whose `lat` and `lon` are equal stand at one site; it has the first place name among them.
    A unit without a position has the row -1.
    """
    grouped = units.groupby(["lat", "lon"], sort=False)
    number = np.asarray(grouped.ngroup().fillna(-1), dtype=np.int64)
    sites = grouped["place"].first().reset_index()
    return sites[[column.name for column in SITE_COLUMNS]], number


def unit_labels(units: pd.DataFrame) -> pd.Series[str]:
    """Return each unit's name, with its count after it where the name does not say it itself."""
    labels = units["name"].astype(object)
    counted = units["count"].notna() & (units["count"].fillna(1) != 1)
    if not counted.any():
        return labels
    labels = labels.copy()
    for row in np.flatnonzero(counted.to_numpy(dtype=bool)).tolist():
        count = int(units["count"].iloc[row])
        if not says_count(labels.iloc[row], count):
            labels.iloc[row] = f"{labels.iloc[row]} ×\u202f{count}"
    return labels


def says_count(name: str, count: int) -> bool:
    """Whether a name has the count in it, as digits or as an English word."""
    words = name.casefold().split()
    word = NUMBER_WORDS[count - 1] if 0 < count <= len(NUMBER_WORDS) else ""
    return str(count) in words or word in words


def sides_of(overlays: pd.DataFrame) -> list[str]:
    """Return the sides that overlays name, in order of appearance."""
    texts = overlays[["side", "left", "right"]].to_numpy(object).ravel().tolist()
    return list(dict.fromkeys(text for text in texts if isinstance(text, str)))


def style_sides(
    side: pd.Series[str], config: Config, *, further: Iterable[str] = ()
) -> tuple[SideStyle, ...]:
    """Return the sides in order of appearance, with their own colours or the palette's next.

    Those of `side` go first, then `further` ones.
    """
    found = distinct(side)
    names = list(dict.fromkeys([*found.values, *further]))
    sides = spell_as(config.sides, names)
    given: dict[str, Pair | None] = {name: _own_colors(sides.get(name)) for name in names}
    if (found.codes == BLANK).any():
        given[""] = NO_SIDE_COLORS
    affiliations = {name: own.affiliation or "" for name, own in sides.items()}
    colors = choose_colors(given, affiliations)
    return tuple(
        SideStyle(name, *pair, form)
        for name, pair, form in zip(given, colors, find_forms(colors), strict=True)
    )


def _own_colors(side: Side | None) -> Pair | None:
    """Return the colours that the settings give a side, None where they give none."""
    return (side.color, side.color_dark or side.color) if side and side.color else None


def _used_classes(
    symbol_class: pd.Series[str], config: Config, words: Words
) -> tuple[SymbolClass, ...]:
    """Return the symbol classes that occur, in the configured words or those of the language."""
    used = set(distinct(symbol_class).values)
    own = {**words.classes, **config.legend}
    return tuple(
        SymbolClass(c.key, *own.get(c.key, (c.label, c.short_label)), c.key in config.legend)
        for c in CLASSES
        if c.key in used
    )
