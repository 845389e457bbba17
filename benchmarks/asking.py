"""How soon a page answers: a key in its search, and a step of its bar of time.

The time runs from the key until nothing on the page changes any more: list, map and all else.
The sheets have rows of several dates: each unit at four of them.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from follow import open_browser
from results import ASKING, machine_lines, make_parser, write_section

# by rows: ms that 95 of 100 keys, and steps, should be under
AIMS = {2_000: (100, 50), 100_000: (250, 150), 1_000_000: (1_000, 1_000)}
DATES = [(date(2022, 2, 24) + timedelta(days=7 * week)).isoformat() for week in range(8)]
KINDS = ("tank", "motorized infantry", "artillery", "headquarters", "air defence")
WORDS = ("17th tank", "43 art", "red 9th")

# ms from an event until nothing on the page changes any more
ANSWERED = """
async (act) => {
  const frame = () => new Promise(requestAnimationFrame);
  const root = document.documentElement;
  let last = performance.now();
  const start = last;
  const watch = new MutationObserver(() => (last = performance.now()));
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  watch.observe(document.body, all);
  if ('key' in act) {
    const field = document.querySelector('input[type=search]');
    field.value = act.key;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  } else {
    document.querySelector(`.dm-time-keys button:${act.step}-child`).click();
  }
  // drawn is drawn when nothing changes for a while
  while (performance.now() - last < 400 || root.dataset.deploymap !== 'ready') await frame();
  watch.disconnect();
  return last - start;
}
"""


def main() -> int:
    """Measure all sheets, print the table, and write it where that was asked for."""
    arguments = make_parser(__doc__, rows=[2_000, 100_000], rounds=3).parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as name, open_browser() as browser:
        for rows in arguments.rows:
            folder = Path(name) / str(rows)
            folder.mkdir()
            write_sheet(folder / "units.csv", rows)
            lines += measure(browser, folder, rows, arguments.rounds)
    busy = f"Load of the machine meanwhile: {os.getloadavg()[1]:.0f}."
    report = [*report_head(arguments.rounds), *lines, "", busy, "", *machine_lines()]
    print("\n".join(report))
    if arguments.write:
        write_section(ASKING, report)
    return 0


def write_sheet(path: Path, rows: int) -> None:
    """Write a sheet of so many rows: units of two sides, each at four dates, under brigades."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "side", "kind", "troops", "lat", "lon", "date", "parent"))
        for number in range(rows // 4):
            side = ("Red", "Blue")[number % 2]
            kind = KINDS[number % len(KINDS)]
            parent = f"U{number - number % 10}" if number % 10 else ""
            lat, lon = 46 + 6 * chance.random(), 30 + 8 * chance.random()
            for day in sorted(chance.sample(DATES, 4)):
                lat, lon = lat + chance.uniform(-0.1, 0.1), lon + chance.uniform(-0.1, 0.1)
                troops = chance.choice(("", 300, 450, 600))
                name = f"{number}th {kind} battalion {side}"
                cells = (f"U{number}", name, side, kind, troops, round(lat, 4), round(lon, 4))
                writer.writerow((*cells, day, parent))


def measure(browser: Any, folder: Path, rows: int, rounds: int) -> list[str]:
    """Return the lines of the table for one sheet: of several openings the best."""
    command = [sys.executable, "-m", "deploymap", "build", str(folder)]
    output = folder / "deployment.html"
    subprocess.run([*command, "--output", str(output)], check=True, capture_output=True)
    keys, steps = [], []
    for _ in range(rounds):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(120_000)
        page.goto(output.as_uri())
        page.evaluate("deploymap.ready.then(() => 1)")
        typed = [word[:end] for word in WORDS for end in range(1, len(word) + 1)]
        keys.append([page.evaluate(ANSWERED, {"key": text}) for text in typed])
        page.evaluate(ANSWERED, {"key": ""})
        walked = ["first"] * (len(DATES) - 1) + ["last"] * (len(DATES) - 1)
        steps.append([page.evaluate(ANSWERED, {"step": step}) for step in walked])
        page.close()
    key_aim, step_aim = AIMS.get(rows, (None, None))
    return [
        table_row(rows, "a key in the search", min(keys, key=late), key_aim),
        table_row(rows, "a step in time", min(steps, key=late), step_aim),
    ]


def late(times: list[float]) -> float:
    """Return what 95 of 100 times are under."""
    return quantiles(times, n=20)[-1]


def report_head(rounds: int) -> list[str]:
    """Return what stands above the table."""
    return [
        "From a key in the search, or a step of the bar of time, until list, map and all else are "
        f"drawn, in headless Chromium: of {rounds} openings the best.",
        "",
        "| rows | what | median (ms) | 95 of 100 under (ms) | aim (ms) |",
        "|---:|---|---:|---:|---:|",
    ]


def table_row(rows: int, what: str, times: list[float], aim: float | None) -> str:
    """Return a line of the table."""
    return f"| {rows:,} | {what} | {median(times):.0f} | {late(times):.0f} | {aim or ''} |"


if __name__ == "__main__":
    sys.exit(main())
