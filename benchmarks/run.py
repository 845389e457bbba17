"""Time `deploymap build` as a whole process, beside other ways from the same CSV to a page.

Each round runs every case once, one after the other, so that what else the machine does meets all
of them alike; shown are the medians. Peak memory is the kernel's own figure for the process
(`ru_maxrss` of wait4). Needs a Unix system, and beside deploymap the packages of
`requirements.txt`.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from results import BUILDING, machine_lines, make_parser, write_section

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent

IMPORTS = "import folium, geopandas"
FOLIUM = """
import sys
import folium
import pandas
units = pandas.read_csv(sys.argv[1])
page = folium.Map(location=[48.5, 37], zoom_start=6)
for unit in units.itertuples():
    marker = folium.CircleMarker([unit.lat, unit.lon], radius=5, tooltip=unit.name, popup=unit.name)
    marker.add_to(page)
page.save(sys.argv[2])
"""
EXPLORE = """
import sys
import geopandas
import pandas
units = pandas.read_csv(sys.argv[1])
points = geopandas.points_from_xy(units.lon, units.lat, crs="EPSG:4326")
geopandas.GeoDataFrame(units, geometry=points).explore().save(sys.argv[2])
"""
PYDECK = """
import sys
import pandas
import pydeck
units = pandas.read_csv(sys.argv[1])
place = ["lon", "lat"]
layer = pydeck.Layer("ScatterplotLayer", units, get_position=place, get_radius=2000, pickable=True)
pydeck.Deck(layer, map_provider=None, tooltip={"text": "{name}"}).to_html(sys.argv[2])
"""
LONBOARD = """
import sys
import geopandas
import lonboard
import pandas
units = pandas.read_csv(sys.argv[1])
points = geopandas.points_from_xy(units.lon, units.lat, crs="EPSG:4326")
layer = lonboard.ScatterplotLayer.from_geopandas(geopandas.GeoDataFrame(units, geometry=points))
lonboard.Map(layer).to_html(sys.argv[2])
"""
FOLIUM_NAME, EXPLORE_NAME = "folium, a CircleMarker a row", "geopandas .explore()"
PEERS = {FOLIUM_NAME: FOLIUM, EXPLORE_NAME: EXPLORE, "pydeck": PYDECK, "lonboard": LONBOARD}
DEPLOYMAP = "deploymap build"

# what the aims are, by rows: most time over .explore()'s and over folium's, most size over
# .explore()'s, most bytes of memory
AIMS = {
    10: (1 / 3, 1.2, None, 200e6),
    10_000: (1 / 4, 1 / 14, 1 / 5, 250e6),
    100_000: (1 / 10, 1 / 100, 1 / 16, 400e6),
    1_000_000: (1 / 25, None, 1 / 22, 1.5e9),
}
IMPORTS_ONLY = f'python -c "{IMPORTS}"'
TARGET = 1.35  # times the imports, for the shipped map

COLUMNS = ("id", "name", "side", "kind", "echelon", "troops", "lat", "lon", "date")
SIDES = ("Russia", "Ukraine", "Belarus")
KINDS = ("motorized infantry", "tank", "artillery", "air defense", "engineer", "military base", "")
ECHELONS = ("battalion", "regiment", "brigade", "division", "")
# west, south, east, north in degrees: within the land that the shipped borders have regions for
BOX = (24.0, 45.0, 43.0, 55.0)


@dataclass(frozen=True)
class Case:
    """One command on one sheet; `page` is the file it writes, if it does."""

    sheet: str
    program: str
    command: tuple[str, ...]
    page: Path | None


@dataclass(frozen=True)
class Run:
    """One process: seconds from start to end, peak memory and size of the page in bytes."""

    seconds: float
    memory: int
    size: int
    fault: str = ""


def main() -> int:
    """Run the cases, print the table, and write it where that was asked for."""
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as name:
        cases = list(make_cases(Path(name), arguments.rows))
        runs = run_rounds(cases, arguments.rounds, arguments.limit)
    report = list(report_lines(cases, runs, arguments.rounds))
    print("\n".join(report))
    if arguments.write:
        write_section(BUILDING, report)
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = make_parser(__doc__, rows=list(AIMS), rounds=5)
    parser.add_argument(
        "--limit", type=float, default=150, metavar="S", help="end a process after S seconds"
    )
    return parser.parse_args()


def make_cases(folder: Path, row_numbers: Iterable[int]) -> Iterator[Case]:
    """Yield the cases, and write the sheets they read into `folder`."""
    yield Case("none", IMPORTS_ONLY, (sys.executable, "-c", IMPORTS), None)
    yield from sheet_cases("shipped map", SHIPPED, SHIPPED / "data" / "units.csv", folder)
    for rows in row_numbers:
        project = folder / str(rows)
        project.mkdir()
        write_sheet(project / "units.csv", rows)
        yield from sheet_cases(f"{rows:,} rows", project, project / "units.csv", folder)


def sheet_cases(sheet: str, project: Path, units: Path, folder: Path) -> Iterator[Case]:
    """Yield deploymap and its peers on one sheet; their pages go into `folder`."""
    page = folder / f"{sheet}.html"
    build = ("-m", "deploymap", "build", str(project), "--output", str(page))
    yield Case(sheet, DEPLOYMAP, (sys.executable, *build), page)
    for number, (program, code) in enumerate(PEERS.items()):
        peer = folder / f"{sheet}, peer {number}.html"
        yield Case(sheet, program, (sys.executable, "-c", code, str(units), str(peer)), peer)


def write_sheet(path: Path, rows: int) -> None:
    """Write a sheet of units, the same for the same number of rows."""
    chance = random.Random(rows)
    west, south, east, north = BOX
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(1, rows + 1):
            kind, echelon = chance.choice(KINDS), chance.choice(ECHELONS)
            troops = chance.choice(("", chance.randrange(100, 5_000)))
            lat, lon = chance.uniform(south, north), chance.uniform(west, east)
            name = " ".join(filter(None, (f"No. {number}", kind, echelon)))
            place = (f"{lat:.4f}", f"{lon:.4f}", "2022-01-12")
            side = chance.choice(SIDES)
            writer.writerow((f"g{number}", name, side, kind, echelon, troops, *place))


def run_rounds(cases: Sequence[Case], rounds: int, limit: float) -> dict[Case, list[Run]]:
    """Run all cases in turn, once unseen to warm up and then `rounds` times."""
    runs: dict[Case, list[Run]] = {case: [] for case in cases}
    for at in range(rounds + 1):
        for case in cases:
            # a case that failed once, or ran into the limit, is not tried again
            if runs[case] and runs[case][-1].fault:
                continue
            done = run_process(case, limit)
            if at or done.fault:
                runs[case].append(done)
            words = (f"round {at}/{rounds}:", case.sheet, case.program, done.fault)
            print(*filter(None, words), file=sys.stderr)
    return runs


def run_process(case: Case, limit: float) -> Run:
    """Run one command; it may keep its bytecode, as a program does that is installed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            case.command, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        status, memory = wait_for(process, limit)
        seconds = time.perf_counter() - start
        errors.seek(0)
        words = errors.read().decode(errors="replace").strip().splitlines()
    size = case.page.stat().st_size if case.page and case.page.is_file() else 0
    if status < 0 and seconds >= limit:
        return Run(seconds, memory, size, f"not ended after {limit:.0f} s")
    return Run(seconds, memory, size, find_fault(case, status, size, words))


def find_fault(case: Case, status: int, size: int, words: Sequence[str]) -> str:
    """Return why a process does not count, in a line, or ""."""
    if status < 0:
        return f"ended by signal {-status}"
    if status:
        return words[-1] if words else f"exit status {status}"
    return "wrote no page" if case.page and not size else ""


def wait_for(process: subprocess.Popen[bytes], limit: float) -> tuple[int, int]:
    """Return exit status and peak memory in bytes; end the process after `limit` seconds."""
    timer = threading.Timer(limit, process.kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    # kilobytes on Linux, bytes on macOS
    return process.returncode, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def report_lines(cases: Sequence[Case], runs: dict[Case, list[Run]], rounds: int) -> Iterator[str]:
    """Yield the report as Markdown: a table of medians and ratios, then what it was measured on."""
    base = middle(runs[cases[0]])
    ours = {case.sheet: middle(runs[case]) for case in cases if case.program == DEPLOYMAP}
    yield (
        f"Whole processes, medians of {rounds} rounds in which the programs alternate. "
        f"`x imports` is time over that of `{IMPORTS_ONLY}`; `x deploymap` is time, memory and "
        "size over those of `deploymap build` on the same sheet."
    )
    yield ""
    yield (
        "| sheet | program | time | x imports | peak memory | page "
        "| x deploymap: time | memory | page |"
    )
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    for case in cases:
        yield table_row(case, runs[case], base, ours.get(case.sheet))
    yield ""
    shipped = ours["shipped map"]
    if not base.fault and not shipped.fault:
        times = shipped.seconds / base.seconds
        word = "met" if times <= TARGET else "missed"
        yield f"The shipped map takes {times:.2f} x imports; the target is {TARGET}: {word}."
        yield ""
    yield from aim_lines(cases, runs)
    yield from machine_lines()


def aim_lines(cases: Sequence[Case], runs: dict[Case, list[Run]]) -> Iterator[str]:
    """Yield the table of aims: deploymap over the others, beside the most that it may be."""
    by_name = {(case.sheet, case.program): middle(runs[case]) for case in cases}
    yield "| rows | time / .explore() | time / folium | size / .explore() | peak memory |"
    yield "|--:|---|---|---|---|"
    for rows, (explore, folium, size, memory) in AIMS.items():
        sheet = f"{rows:,} rows"
        ours = by_name.get((sheet, DEPLOYMAP))
        if ours is None or ours.fault:
            continue
        other, markers = by_name[sheet, EXPLORE_NAME], by_name[sheet, FOLIUM_NAME]
        cells = [
            other.fault or aim_cell(ours.seconds, other.seconds, explore),
            markers.fault or aim_cell(ours.seconds, markers.seconds, folium),
            other.fault or aim_cell(ours.size, other.size, size),
            f"{ours.memory / 1e6:.0f} MB (under {memory / 1e6:.0f})",
        ]
        yield f"| {rows:,} | {' | '.join(cells)} |"
    yield ""


def aim_cell(ours: float, other: float, aim: float | None) -> str:
    """Return a ratio beside the most that it may be."""
    shown = f"{ours / other:.3f}"
    return f"{shown} (at most {aim:.3f})" if aim else shown


def table_row(case: Case, runs: Sequence[Run], base: Run, ours: Run | None) -> str:
    """Return one row of the table."""
    run = middle(runs)
    if run.fault:
        return f"| {case.sheet} | {case.program} | {run.fault} | | | | | | |"
    cells = [case.sheet, case.program, f"{run.seconds:.2f} s", ratio(run.seconds, base.seconds)]
    cells += [f"{run.memory / 1e6:.0f} MB", f"{run.size / 1e3:,.0f} kB" if run.size else ""]
    if ours is None or ours.fault:
        cells += ["", "", ""]
    else:
        cells += [ratio(run.seconds, ours.seconds), ratio(run.memory, ours.memory)]
        cells += [ratio(run.size, ours.size)]
    return "| " + " | ".join(cells) + " |"


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of the runs, or the run that failed."""
    if runs[-1].fault:
        return runs[-1]
    return Run(
        median(run.seconds for run in runs),
        round(median(run.memory for run in runs)),
        round(median(run.size for run in runs)),
    )


def ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else ""


if __name__ == "__main__":
    raise SystemExit(main())
