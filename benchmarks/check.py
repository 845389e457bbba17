"""Time the reading and checking of a sheet beside `pandas.read_csv` of the same file.

Both run in one process, in turn; shown are the medians of some rounds. The aim is that of the
100,000 rows: at most 1.5 seconds more than pandas takes to read them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd
from results import READING, RESULTS, machine_lines, write_section
from run import write_sheet

from deploymap.checks.check import check_units
from deploymap.checks.header import is_unit_name
from deploymap.sheets.read import read_sheet
from deploymap.sheets.source import load_source

AIM_ROWS, AIM_SECONDS = 100_000, 1.5


def main() -> int:
    """Time both on sheets of several sizes, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rows", type=int, nargs="*", default=[10, 1_000, 10_000, AIM_ROWS])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name} as well")
    arguments = parser.parse_args()
    report = [
        f"In one process, medians of {arguments.rounds} rounds.",
        "",
        "| rows | pandas.read_csv | read and check | beyond pandas |",
        "|--:|--:|--:|--:|",
    ]
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "units.csv"
            write_sheet(path, rows)
            theirs, ours = measure(path, arguments.rounds)
        aim = f" (at most {AIM_SECONDS} s)" if rows == AIM_ROWS else ""
        beyond = f"{ours - theirs:.3f} s{aim}"
        report.append(f"| {rows:,} | {theirs:.3f} s | {ours:.3f} s | {beyond} |")
    report += ["", *machine_lines()]
    print("\n".join(report))
    if arguments.write:
        write_section(READING, report)
    return 0


def measure(path: Path, rounds: int) -> tuple[float, float]:
    """Return the medians of the seconds of both, which take turns."""
    theirs, ours = [], []
    for _ in range(rounds + 1):
        theirs.append(seconds(lambda: pd.read_csv(path)))
        ours.append(seconds(lambda: check(path)))
    # the first round warms up
    return median(theirs[1:]), median(ours[1:])


def check(path: Path) -> None:
    """Read and check a sheet of units."""
    check_units(read_sheet(load_source(path), is_name=is_unit_name), latest="2022-02")


def seconds(run: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
