"""RESULTS.md: a section for each benchmark, of which each writes its own."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import platform
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).resolve().with_name("RESULTS.md")
BUILDING, GROUND, READING, BROWSING, FOLLOWING, ASKING = SECTIONS = (
    "Building",
    "The ground of the world",
    "Reading and checking a sheet",
    "In the browser",
    "From save to redrawn",
    "From a question to the answer",
)
PACKAGES = ("deploymap", "folium", "geopandas", "pandas", "pydeck", "lonboard", "playwright")


def make_parser(doc: str | None, *, rows: list[int], rounds: int) -> argparse.ArgumentParser:
    """Return a parser of what all benchmarks take; `doc` of the module says what this one does."""
    parser = argparse.ArgumentParser(description=(doc or "").split("\n\n")[0])
    said = f"rows of the generated sheets (default: {' '.join(map(str, rows))})"
    parser.add_argument("--rows", type=int, nargs="*", default=rows, metavar="N", help=said)
    said = f"default: {rounds}"
    parser.add_argument("--rounds", type=int, default=rounds, metavar="N", help=said)
    parser.add_argument("--write", action="store_true", help="write the results down as well")
    return parser


def write_section(title: str, lines: Iterable[str]) -> None:
    """Put lines under a heading of RESULTS.md; what stands under the others stays."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    _, *parts = re.split(r"^## (.*)\n+", text, flags=re.MULTILINE)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    sections[title] = "\n".join(lines)
    known = [f"## {name}\n\n{sections[name].strip()}\n" for name in SECTIONS if name in sections]
    RESULTS.write_text("\n".join(["# Benchmark results\n", *known]), encoding="utf-8")


def machine_lines() -> Iterator[str]:
    """Yield the machine, and the versions of what was compared."""
    known = []
    for package in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            known.append(f"{package} {version(package)}")
    yield (
        f"{datetime.date.today()}: {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} processors, Python {platform.python_version()}, "
        f"{', '.join(known)}."
    )
