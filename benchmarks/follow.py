"""From save to redrawn: how soon an open page of `deploymap edit` shows what was saved.

One cell of the sheet is changed and the file written anew, as an editor does it; the time runs
until the page has drawn the map of it, two frames on. Beside it, in turn with it, `deploymap build`
of the same sheet and the load of its page until all is drawn: what it takes without the editor.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import sync_playwright
from results import FOLLOWING, machine_lines, make_parser, write_section
from run import write_sheet

TESTS = Path(__file__).resolve().parents[1] / "tests"
# by rows: seconds that the median should be under
AIMS = {10: None, 2_000: 0.3, 100_000: 1.5}
BREATH = 0.5  # seconds between two saves

# when the map of a version is drawn, in ms from 1970
REDRAWN = """
async (version) => {
  const root = document.documentElement;
  while (!(Number(root.dataset.edited) >= version)) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return Date.now();
}
"""
DRAWN = """
async () => {
  await deploymap.ready;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}
"""


def main() -> int:
    """Measure all sheets, print the table, and write it where that was asked for."""
    arguments = make_parser(__doc__, rows=list(AIMS), rounds=20).parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as name, open_browser() as browser:
        for rows in arguments.rows:
            folder = Path(name) / str(rows)
            folder.mkdir()
            write_sheet(folder / "units.csv", rows)
            lines.append(table_row(rows, *measure(browser, folder, arguments.rounds)))
    report = [*report_head(arguments.rounds), *lines, "", *machine_lines()]
    print("\n".join(report))
    if arguments.write:
        write_section(FOLLOWING, report)
    return 0


@contextlib.contextmanager
def open_browser() -> Iterator[Any]:
    """Yield the Chromium of the tests."""
    sys.path.insert(0, str(TESTS))
    chromium = import_module("browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find_browser(), args=list(chromium.ARGUMENTS)
        )
        yield browser
        browser.close()


def measure(browser: Any, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds from save to redrawn, and those of a build and a load of its page."""
    followed, built = [], []
    output = folder / "deployment.html"
    with edited(folder) as address:
        page, other = browser.new_page(), browser.new_page()
        page.goto(address)
        page.wait_for_url(re.compile("/$|/#"))
        page.locator("html[data-deploymap=ready]").wait_for()
        for at in range(rounds + 1):
            page.bring_to_front()
            version = page.evaluate("Number(document.documentElement.dataset.edited ?? 1)")
            time.sleep(BREATH)
            start = save_anew(folder / "units.csv", at)
            ended = page.evaluate(REDRAWN, version + 1) / 1000
            other.bring_to_front()
            begun = time.perf_counter()
            command = [sys.executable, "-m", "deploymap", "build", str(folder)]
            subprocess.run([*command, "--output", str(output)], check=True, capture_output=True)
            other.goto(output.as_uri())
            other.evaluate(DRAWN)
            # the first round warms up
            if at:
                followed.append(ended - start)
                built.append(time.perf_counter() - begun)
        page.close()
        other.close()
    return followed, built


@contextlib.contextmanager
def edited(folder: Path) -> Iterator[str]:
    """Yield the address of an editor that runs in a process of its own."""
    command = [sys.executable, "-m", "deploymap", "edit", str(folder), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if found := re.search(r"http://\S+", line):
                    yield found[0]
                    break
        finally:
            process.terminate()


def save_anew(sheet: Path, number: int) -> float:
    """Write a sheet with its first unit moved; return when that was, in seconds from 1970."""
    lines = sheet.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[1].split(",")
    cells[-3] = f"{49 + number % 7 / 7:.4f}"
    text = "".join([lines[0], ",".join(cells), *lines[2:]])
    start = time.time()
    sheet.write_text(text, encoding="utf-8")
    return start


def report_head(rounds: int) -> list[str]:
    """Return what is measured, and the head of the table."""
    return [
        f"`deploymap edit` with a page open, {rounds} saves of each sheet; in turn with them "
        "`deploymap build` as a process and its page loaded. Median, and 95th percentile.",
        "",
        "| rows | save to redrawn | 95th percentile | build and load | 95th percentile |",
        "|--:|--:|--:|--:|--:|",
    ]


def table_row(rows: int, followed: Sequence[float], built: Sequence[float]) -> str:
    """Return a line of the table."""
    aim = AIMS.get(rows)
    under = f" (aim: {aim} s)" if aim else ""
    cells = [f"{median(followed):.2f} s{under}", most(followed), f"{median(built):.2f} s"]
    return f"| {rows:,} | {' | '.join([*cells, most(built)])} |"


def most(seconds: Sequence[float]) -> str:
    """Return the 95th percentile, in words."""
    return f"{quantiles(seconds, n=20, method='inclusive')[-1]:.2f} s"


if __name__ == "__main__":
    raise SystemExit(main())
