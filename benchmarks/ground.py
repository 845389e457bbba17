"""Measure builds on the ground of the world: size and time by theatres, and by rows over the earth.

Times are those of the processor (user and system, of the whole process), which other work on the
machine disturbs less than those of the clock; shown are the least of the rounds. The peers draw the
same regions of Natural Earth under the same points.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from results import GROUND, machine_lines, make_parser, write_section

SHIPPED = Path(__file__).resolve().parents[1]
BORDERS = SHIPPED / "data" / "borders.geojson"
REGIONS = SHIPPED / "data" / "world" / "regions.parquet"

Box = tuple[float, float, float, float]

# west, south, east, north in degrees, each some 1,500 km across, and the world
UKRAINE: Box = (24, 44.5, 40, 52.5)
EARTH: Box = (-170, -55, 175, 70)
THEATRES: dict[str, Box] = {
    "Ukraine": UKRAINE,
    "Central Europe": (4.2, 45.1, 25.8, 54.9),
    "Scandinavia": (5, 56, 32, 70),
    "British Isles": (-12, 49, 8, 60),
    "Balkans": (12, 37, 30, 48),
    "Levant": (30, 28, 46, 40),
    "Caucasus": (36, 37, 54, 47),
    "Horn of Africa": (36, 2, 52, 16),
    "Sahel": (-6, 9, 12, 21),
    "Taiwan Strait": (112, 18, 127, 32),
    "Korea": (118, 32, 135, 44),
    "Philippines": (114, 5, 130, 19),
    "Kashmir": (66, 26, 84, 38),
    "Caribbean": (-88, 14, -70, 26),
    "Chile": (-82, -54, -64, -40),
    "the world": EARTH,
}
UNITS = 20  # of a theatre
# bytes of a page, and times as long as another build, that are the most
MOST = {"shipped map": 700_000, "the world": 1_200_000}
MOST_OF_THEATRES, MOST_TIMES = 900_000, 1.5

PEERS = """
import sys
import geopandas
import pandas
units = pandas.read_csv(sys.argv[1])
box = units.lon.min(), units.lat.min(), units.lon.max(), units.lat.max()
regions = geopandas.read_parquet(sys.argv[3], bbox=box)[["name", "geometry"]]
"""
FOLIUM = """
import folium
page = folium.Map()
folium.GeoJson(regions).add_to(page)
for unit in units.itertuples():
    folium.CircleMarker([unit.lat, unit.lon], tooltip=unit.name, popup=unit.name).add_to(page)
page.save(sys.argv[2])
"""
EXPLORE = """
points = geopandas.points_from_xy(units.lon, units.lat, crs="EPSG:4326")
points = geopandas.GeoDataFrame(units, geometry=points)
points.explore(m=regions.explore()).save(sys.argv[2])
"""


class Cost(NamedTuple):
    """Seconds of the processor, and bytes of the page."""

    seconds: float
    size: int


def main() -> int:
    """Build all, print the tables, and write them where that was asked for."""
    arguments = make_parser(__doc__, rows=[1_000_000], rounds=3).parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = [
            *theatre_lines(folder, arguments.rounds),
            *earth_lines(folder, arguments.rows, arguments.rounds),
            *peer_lines(folder, arguments.rounds),
            f"Load of the machine: {load:.1f} before, {os.getloadavg()[0]:.1f} after.",
            "",
            *machine_lines(),
        ]
    print("\n".join(report))
    if arguments.write:
        write_section(GROUND, report)
    return 0


def theatre_lines(folder: Path, rounds: int) -> Iterator[str]:
    """Yield the table of pages: the shipped map, then the ground of the world in each theatre."""
    shipped = build(SHIPPED, folder, rounds)
    yield f"Times of the processor, the least of {rounds} rounds; {UNITS} units in each theatre."
    yield ""
    yield "| map | time | x shipped map | page |"
    yield "|---|--:|---|---|"
    yield cost_row("shipped map", shipped, shipped)
    for name, box in THEATRES.items():
        sheet = write_sheet(folder / name, box, UNITS)
        yield cost_row(name, build(sheet.parent, folder, rounds), shipped)
    yield ""


def earth_lines(folder: Path, numbers: list[int], rounds: int) -> Iterator[str]:
    """Yield the table of the same number of rows over Ukraine and over the earth."""
    yield "| rows | over Ukraine, shipped borders | over Ukraine, the world | over the earth | x |"
    yield "|--:|--:|--:|--:|---|"
    for rows in numbers:
        near = write_sheet(folder / f"{rows} near", UKRAINE, rows).parent
        far = write_sheet(folder / f"{rows} far", EARTH, rows).parent
        own = build(near, folder, rounds, "--borders", str(BORDERS)).seconds
        world, earth = (build(project, folder, rounds).seconds for project in (near, far))
        times = f"{earth / own:.2f} (at most {MOST_TIMES})"
        yield f"| {rows:,} | {own:.2f} s | {world:.2f} s | {earth:.2f} s | {times} |"
    yield ""


def peer_lines(folder: Path, rounds: int) -> Iterator[str]:
    """Yield the table of the peers with the same ground under the units of Ukraine."""
    sheet = folder / "Ukraine" / "units.csv"
    ours = build(sheet.parent, folder, rounds)
    yield "| Ukraine, with the same ground | time | x deploymap | page |"
    yield "|---|--:|--:|--:|"
    programs = {"folium": PEERS + FOLIUM, "geopandas .explore()": PEERS + EXPLORE}
    yield peer_row("deploymap build", ours, ours)
    for name, code in programs.items():
        try:
            cost = run([sys.executable, "-c", code, str(sheet)], folder, rounds, str(REGIONS))
            yield peer_row(name, cost, ours)
        except ChildProcessError as error:
            yield f"| {name} | did not run: {error} | | |"
    yield ""


def peer_row(name: str, cost: Cost, ours: Cost) -> str:
    """Return a row of the table of peers."""
    times = f"{cost.seconds / ours.seconds:.2f}"
    return f"| {name} | {cost.seconds:.2f} s | {times} | {cost.size / 1e3:,.0f} kB |"


def cost_row(name: str, cost: Cost, shipped: Cost) -> str:
    """Return a row of the table of pages, with what the most is."""
    most = MOST.get(name, MOST_OF_THEATRES)
    size = f"{cost.size / 1e3:,.0f} kB (at most {most / 1e3:,.0f})"
    times = f"{cost.seconds / shipped.seconds:.2f} (at most {MOST_TIMES})"
    return f"| {name} | {cost.seconds:.2f} s | {'' if cost is shipped else times} | {size} |"


def write_sheet(project: Path, box: Box, rows: int) -> Path:
    """Write a sheet of units in a box, two of them at its corners; the same for the same box."""
    project.mkdir()
    chance, (west, south, east, north) = Random(14), box
    corners = [(south, west), (north, east)]
    path = project / "units.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "lat", "lon"))
        for number in range(rows):
            lat, lon = chance.uniform(south, north), chance.uniform(west, east)
            lat, lon = corners[number] if number < len(corners) else (lat, lon)
            writer.writerow((f"Unit {number}", f"{lat:.4f}", f"{lon:.4f}"))
    return path


def build(project: Path, folder: Path, rounds: int, *options: str) -> Cost:
    """Return what a build costs."""
    command = [sys.executable, "-m", "deploymap", "build", str(project), *options, "--output"]
    return run(command, folder, rounds)


def run(command: list[str], folder: Path, rounds: int, *more: str) -> Cost:
    """Return the cost of a command, to which the path of its page is added.

    Raises ChildProcessError with its last words where it fails.
    """
    page, told = folder / "page.html", folder / "told.txt"
    times = []
    # the first is not counted
    for _ in range(rounds + 1):
        with told.open("wb") as words:
            process = subprocess.Popen([*command, str(page), *more], stdout=words, stderr=words)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise ChildProcessError(told.read_text(errors="replace").strip().rpartition("\n")[2])
        times.append(usage.ru_utime + usage.ru_stime)
    return Cost(min(times[1:]), page.stat().st_size)


if __name__ == "__main__":
    raise SystemExit(main())
