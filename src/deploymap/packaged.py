"""Where the files that ship with deploymap are, as the build of the package made them."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parents[1]
STATIC = PACKAGE / "static"
LANGUAGES = PACKAGE / "languages"


def packaged_data(name: str) -> Path:
    """Return the path of a file of `data/`; of the checkout's own where no package was built."""
    built = STATIC / name
    return built if built.exists() else CHECKOUT / "data" / name
