"""Turns a spreadsheet of military units into one interactive map that can be published.

`build` is the library's door: it returns a `folium.Map`; `read_units` and `read_borders` return
GeoDataFrames. The heavy libraries are imported when it
is called, not before.
"""

from __future__ import annotations

# typing itself takes longer to import than all that `deploymap --help` needs
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from deploymap.chain import build
    from deploymap.page.html import DeploymentMap
    from deploymap.problems import ConfigError, DataError, DeploymapError, Problem, UsageError
    from deploymap.tables import read_borders, read_units

__all__ = [
    "ConfigError",
    "DataError",
    "DeploymapError",
    "DeploymentMap",
    "Problem",
    "UsageError",
    "__version__",
    "build",
    "read_borders",
    "read_units",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # build and DeploymentMap bring folium and geopandas, which `deploymap --help` need not wait for
    if name == "build":
        from deploymap.chain import build

        return build
    if name == "DeploymentMap":
        from deploymap.page.html import DeploymentMap

        return DeploymentMap
    if name in ("read_borders", "read_units"):
        from deploymap import tables

        return getattr(tables, name)
    if name in __all__:
        from deploymap import problems

        return getattr(problems, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
