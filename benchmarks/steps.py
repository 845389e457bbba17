"""Where the time of a build goes: the steps of sheets of 10 to 1,000,000 rows, as a table.

Each sheet is built in a process of its own, as the command does it; shown are the seconds of each
step, the least of some rounds, and the peak memory when the step ends. The last line is the
exponent with which the time beyond the start grows with the rows, fitted on a double logarithm.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from results import machine_lines, make_parser
from run import write_sheet

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "PROFILE.md"
ROWS = (10, 1_000, 10_000, 100_000, 1_000_000)

STEPS = """
import json, resource, sys, time
start = time.perf_counter()
from pathlib import Path
steps = [["loading the libraries", start]]
from deploymap.chain import build_file
build_file(Path(sys.argv[1]), progress=lambda step: steps.append([step, time.perf_counter()]))
steps.append(["", time.perf_counter()])
unit = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(json.dumps([{s[0]: n[1] - s[1] for s, n in zip(steps, steps[1:])}, peak]))
"""


def main() -> int:
    """Build all sheets, print the table, and write it where that was asked for."""
    arguments = make_parser(__doc__, rows=list(ROWS), rounds=3).parse_args()
    with tempfile.TemporaryDirectory() as name:
        profiles = {
            rows: profile(Path(name), rows, arguments.rounds) for rows in sorted(arguments.rows)
        }
    report = "\n".join(report_lines(profiles, arguments.rounds))
    print(report)
    if arguments.write:
        RESULTS.write_text(report + "\n", encoding="utf-8")
    return 0


def profile(folder: Path, rows: int, rounds: int) -> tuple[dict[str, float], int]:
    """Return the least seconds of each step, and the peak memory in bytes."""
    project = folder / str(rows)
    project.mkdir()
    write_sheet(project / "units.csv", rows)
    runs = []
    for _ in range(rounds):
        command = [sys.executable, "-c", STEPS, str(project)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
        print(f"{rows:,} rows", file=sys.stderr)
    steps = {step: min(run[0][step] for run in runs) for step in runs[0][0]}
    return steps, min(run[1] for run in runs)


def report_lines(profiles: dict[int, tuple[dict[str, float], int]], rounds: int) -> list[str]:
    """Return the report as Markdown."""
    heads = [f"{rows:,} rows" for rows in profiles]
    lines = [
        "# Where the time of a build goes",
        "",
        f"Seconds of each step, the least of {rounds} rounds; each build in a process of its own.",
        "",
        f"| step | {' | '.join(heads)} |",
        f"|---|{'--:|' * len(heads)}",
    ]
    for step in next(iter(profiles.values()))[0]:
        cells = [f"{steps[step]:.2f}" for steps, _ in profiles.values()]
        lines.append(f"| {step} | {' | '.join(cells)} |")
    totals = {rows: sum(steps.values()) for rows, (steps, _) in profiles.items()}
    lines.append(f"| **all** | {' | '.join(f'{total:.2f}' for total in totals.values())} |")
    memory = [f"{peak / 1e6:.0f} MB" for _, peak in profiles.values()]
    lines += [f"| peak memory | {' | '.join(memory)} |", ""]
    lines += [fit_line(totals), "", *machine_lines()]
    return lines


def fit_line(totals: dict[int, float]) -> str:
    """Return the exponent of the time over that of the smallest sheet, in words."""
    least = totals[min(totals)]
    points = [
        (math.log(rows), math.log(total - least))
        for rows, total in totals.items()
        if total - least > 0.05
    ]
    if len(points) < 2:
        return "Too few sheets take long enough for an exponent."
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points)
    slope /= sum((x - mean_x) ** 2 for x, _ in points)
    return (
        f"Beyond the time of the smallest sheet, time grows with rows to the power of {slope:.2f}."
    )


if __name__ == "__main__":
    raise SystemExit(main())
