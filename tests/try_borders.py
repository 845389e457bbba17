"""Builds a map with every border file of a folder, and tells how each build ended.

    python tests/try_borders.py FOLDER [--jobs 2] [--seconds 120] [--gigabytes 4] [--all]

Each file is built in a process of its own, under limits of time and memory, with units in its areas
and beside them. The table at the end counts the files that were built, and those that were refused,
by the code of the fault; a traceback, a fault of deploymap itself, a killed process or a page
without its map are faults. It exits with 1 where there is one.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUFFIXES = (".geojson", ".json", ".geojsonl", ".geojsons", ".topojson")
SUFFIXES += (".shp", ".fgb", ".gpkg", ".zip", ".gz")
PLACES = 6
FAULT, REFUSED = "FAULT", "refused"


@dataclass(frozen=True)
class Ending:
    """How a build ended: "built", "refused CODE" or FAULT, how long it took, and its last words."""

    file: Path
    result: str
    seconds: float
    words: str


def find_files(folder: Path) -> list[Path]:
    """Return the files that may hold borders, sorted."""
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())


def find_places(path: Path) -> list[tuple[float, float]]:
    """Return lon, lat of a few points among the first ones of features; a far one where none is."""
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        value = None
    points = [point for point in first_points(value) if is_place(*point)]
    step = max(len(points) // PLACES, 1)
    return [(x + 0.01, y - 0.01) for x, y in points[::step][:PLACES]] or [(39.3, 48.5)]


def first_points(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the first point of each geometry in a JSON value, and of each arc of a TopoJSON."""
    if isinstance(value, dict):
        if value.get("type") == "Topology":
            yield from first_of_arcs(value)
        if isinstance(value.get("coordinates"), list):
            inner = value["coordinates"]
            while inner and isinstance(inner, list) and isinstance(inner[0], list):
                inner = inner[0]
            if isinstance(inner, list) and len(inner) >= 2:
                yield inner[0], inner[1]
        for part in value.values():
            yield from first_points(part)
    elif isinstance(value, list) and value and isinstance(value[0], dict | list):
        for part in value if isinstance(value[0], dict) else ():
            yield from first_points(part)


def first_of_arcs(topology: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the first point of each arc of a TopoJSON."""
    transform = topology.get("transform") or {}
    (kx, ky), (x0, y0) = transform.get("scale", (1, 1)), transform.get("translate", (0, 0))
    for arc in topology.get("arcs") or ():
        x, y, *_ = arc[0]
        yield x * kx + x0, y * ky + y0


def is_place(x: Any, y: Any) -> bool:
    """Return whether two numbers are a position on earth, a little within the edges of the map."""
    numbers = all(type(n) in (int, float) and math.isfinite(n) for n in (x, y))
    return numbers and abs(x) < 179 and abs(y) < 89


def write_units(places: list[tuple[float, float]], path: Path) -> None:
    """Write a sheet with a unit at each place."""
    rows = [f"Unit {number},{lat},{lon}" for number, (lon, lat) in enumerate(places, start=1)]
    path.write_text("\n".join(["name,lat,lon", *rows, ""]), encoding="utf-8")


def try_file(path: Path, *, seconds: float, gigabytes: float) -> Ending:
    """Build with one border file in a child process."""

    def limit() -> None:
        size = int(gigabytes * 1e9)
        resource.setrlimit(resource.RLIMIT_AS, (size, size))

    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        units, page = Path(folder, "units.csv"), Path(folder, "page.html")
        write_units(find_places(path), units)

        def run(command: str, *more: str) -> subprocess.CompletedProcess[str]:
            call = [sys.executable, "-m", "deploymap", command, folder, "--units", str(units)]
            return subprocess.run(
                [*call, "--borders", str(path), *more],
                capture_output=True,
                text=True,
                timeout=seconds,
                preexec_fn=limit,
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
                check=False,
            )

        try:
            result, words = judge(run("build", "--output", str(page)), page)
            if result == REFUSED:
                result = f"{REFUSED} {find_codes(run('check', '--format', 'json').stdout)}"
        except subprocess.TimeoutExpired:
            result, words = FAULT, f"took longer than {seconds:g} s"
    return Ending(path, result, time.monotonic() - start, words)


def judge(done: subprocess.CompletedProcess[str], page: Path) -> tuple[str, str]:
    """Return how a build ended, and its last words."""
    said = done.stdout + done.stderr
    words = (done.stderr.strip().splitlines() or [""])[-1]
    if done.returncode == 0 and page.exists() and '"basemap"' in page.read_text(encoding="utf-8"):
        return "built", words
    if "fault of deploymap" in said or "Traceback" in said or done.returncode != 1:
        return FAULT, words
    return REFUSED, next((line for line in said.splitlines() if ".json: " in line), words)


def find_codes(text: str) -> str:
    """Return the codes of the errors in what `check --format json` printed."""
    problems = json.loads(text or "{}").get("problems", [])
    return " ".join(sorted({p["code"] for p in problems if p["severity"] == "error"}))


def main() -> int:
    """Try all files of a folder; return 1 where one ended in a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--gigabytes", type=float, default=4)
    parser.add_argument("--all", action="store_true", help="print a line for each file")
    options = parser.parse_args()
    limits = {"seconds": options.seconds, "gigabytes": options.gigabytes}
    endings = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for ending in pool.map(lambda path: try_file(path, **limits), find_files(options.folder)):
            endings.append(ending)
            if options.all or ending.result != "built":
                line = f"{ending.result:28} {ending.seconds:5.1f} s  {ending.file}: {ending.words}"
                print(line, flush=True)
    print_table(endings)
    return 1 if any(ending.result == FAULT for ending in endings) else 0


def print_table(endings: list[Ending]) -> None:
    """Print how many files ended how, and the slowest."""
    for result, count in Counter(ending.result for ending in endings).most_common():
        print(f"{count:6} {result}")
    print(f"{len(endings):6} files")
    for ending in sorted(endings, key=lambda ending: -ending.seconds)[:3]:
        print(f"{ending.seconds:6.1f} s  {ending.file}")


if __name__ == "__main__":
    sys.exit(main())
