"""What lies under the units: the drawn borders, names on them, words on them, the first view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from deploymap.arrays import Floats, Truths
from deploymap.borders.borders import Borders
from deploymap.borders.disputes import PACKAGED, tell_disputes
from deploymap.borders.ground import (
    Ground,
    around,
    lay_world,
    place_names,
    shows_border,
    shows_disputed,
    unite_land,
    width_km,
)
from deploymap.borders.labels import assign_roles, place_country_names
from deploymap.borders.topology import page_topology
from deploymap.borders.view import crop_lines, shows
from deploymap.borders.waternames import place_lake_names, place_river_names
from deploymap.borders.worldtopology import world_topology
from deploymap.inspection.firstview import choose_view
from deploymap.inspection.gridlines import Grid, draw_grid
from deploymap.inspection.spoken import name_labels
from deploymap.inspection.viewing import is_before_today
from deploymap.page.meridian import edge_of, turn_box
from deploymap.page.words import read_border_words
from deploymap.settings.config import Config
from deploymap.settings.values import GroundShown

Box = tuple[float, float, float, float]

NO_NAMES = pd.DataFrame(
    {
        **{name: pd.Series([], dtype=object) for name in ("name", "english")},
        **{name: pd.Series([], dtype=float) for name in ("lat", "lon", "width")},
    }
)


@dataclass(frozen=True, eq=False)
class Underlay:
    """What a map shows besides its units, and its first view: west, south, east, north."""

    annotations: pd.DataFrame  # with their roles
    country_labels: pd.DataFrame
    basemap: Mapping[str, Any]
    view: Box
    policy: tuple[str, ...]
    border_in_view: bool
    disputed_in_view: bool = False
    towns: pd.DataFrame = field(default_factory=pd.DataFrame)
    seas: pd.DataFrame = field(default_factory=pd.DataFrame)  # and lakes
    rivers: pd.DataFrame = field(default_factory=pd.DataFrame)
    grid: Grid | None = None


def lay_ground(
    config: Config,
    units: pd.DataFrame,
    annotations: pd.DataFrame,
    borders: Borders,
    far: Truths | None = None,
) -> Underlay:
    """Return what lies under the units; of these only the positions are looked at.

    `far` is as in `choose_view`.
    """
    notes = assign_roles(annotations, borders)
    view = choose_view(config, units, notes, land=borders.bounds(), far=far)
    narrow = config.view_narrow or view
    views = [view, turn_box(narrow, edge_of(view)) if borders.world else narrow]
    if borders.world:
        under = _lay_part(config, units, notes, view, views)
        return replace(under, grid=draw_grid(view, width_km(view)))
    cropped, labels, topology = _draw_borders(borders, *views)
    return Underlay(
        notes,
        name_labels(labels, borders, config.language),
        topology,
        view,
        _choose_policy(config, cropped, views),
        shows(cropped, "border", views),
        grid=draw_grid(view, width_km(view)),
    )


def _lay_part(
    config: Config, units: pd.DataFrame, notes: pd.DataFrame, view: Box, views: Sequence[Box]
) -> Underlay:
    """Return the part of the world that the views show."""
    drawn = _draw_world(*views, language=config.language, shown=config.ground)
    places = units[["lon", "lat"]].to_numpy(np.float64)
    is_old = is_before_today(config, units)
    policy = _choose_world_policy(
        config, views, places, is_dashed=drawn.disputed_in_view, is_old=is_old
    )
    return replace(drawn, annotations=notes, policy=policy)


# who edits a map moves units again and again over the same ground
@lru_cache(maxsize=1)
def _draw_borders(
    borders: Borders, view: Box, narrow: Box
) -> tuple[Borders, pd.DataFrame, Mapping[str, Any]]:
    """Return the borders of two views, the names of the countries, and what is drawn of them."""
    cropped = crop_lines(borders, [view, narrow])
    return cropped, place_country_names(borders), page_topology(cropped, focus=view)


@lru_cache(maxsize=1)
def _draw_world(view: Box, narrow: Box, *, language: str, shown: GroundShown) -> Underlay:
    """Return what lies under units of the world that ships with deploymap, as far as all agree."""
    views = [view, narrow]
    ground = leave_out(lay_world(views, language), shown)
    lakes = place_lake_names(ground, view).assign(lake=True)
    return Underlay(
        NO_NAMES,
        place_names(ground.countries, view) if shown.borders else NO_NAMES,
        world_topology(ground, focus=around(views)),
        view,
        (),
        shown.borders and shows_border(ground, views),
        shows_disputed(ground, views),
        ground.towns,
        pd.concat([ground.seas.assign(lake=False), lakes], ignore_index=True),
        place_river_names(ground, view),
    )


def _choose_policy(config: Config, borders: Borders, views: Sequence[Box]) -> tuple[str, ...]:
    """Return the words on the borders: the settings', or of the shipped ones of what is in view."""
    if config.border_policy is not None or not borders.packaged:
        return config.border_policy or ()
    words = read_border_words(config.language)
    return tuple(words[name] for name, topic in PACKAGED.items() if shows(borders, topic, views))


def _choose_world_policy(
    config: Config, views: Sequence[Box], places: Floats, *, is_dashed: bool, is_old: bool
) -> tuple[str, ...]:
    """Return the words on the borders of the world: those of the settings, else of what is seen."""
    if config.border_policy is not None:
        return config.border_policy
    if not config.ground.borders:
        return ()
    words = read_border_words(config.language)
    return tell_disputes(views, words, is_dashed=is_dashed, is_old=is_old, places=places)


def leave_out(ground: Ground, shown: GroundShown) -> Ground:
    """Return the ground without what the settings leave out."""
    if not shown.towns:
        ground = replace(ground, towns=ground.towns.iloc[:0])
    if not shown.rivers:
        ground = replace(ground, rivers=ground.rivers.iloc[:0])
    if not shown.regions or not shown.borders:
        ground = replace(ground, regions=ground.regions.iloc[:0])
    return ground if shown.borders else unite_land(ground)
