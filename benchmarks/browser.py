"""Measure the page in headless Chromium, beside a bare canvas layer and the peers' pages.

Each round opens the pages anew, one after the other, each in a browser of its own; shown are the
medians. Slow pages are opened once. Needs Linux, the packages of requirements/test.txt and of
requirements.txt, and `npm ci` in web/. The sheets are those of run.py; with --keep their pages stay
in a folder and are used again.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from pages import BARE, OURS, Page, find_answer, make_pages
from results import BROWSING, machine_lines, make_parser, write_section

ROOT = Path(__file__).resolve().parents[1]
PAN_SECONDS = 2.0
QUIET_SECONDS = 2.0
LIMIT = 150.0  # seconds

# what is measured, and how many times the bare layer's is the aim
MEASURES = {
    "time until all is drawn (s)": 3.0,
    "longest task (ms)": None,
    "JavaScript heap (MB)": None,
    "memory of the tab's process (MB)": None,
    "95th percentile of the frame interval while panning (ms)": 1.5,
}

WATCH = """
window.longTasks = [];
new PerformanceObserver(list => longTasks.push(...list.getEntries()))
  .observe({type: 'longtask', buffered: true});
"""
LONGEST = "Math.max(0, ...longTasks.map(task => task.duration))"
LAST = "Math.max(0, ...longTasks.map(task => task.startTime + task.duration))"

# a picture counts as drawn when it has been on the screen
READY = """async () => {
  await (window.bare ?? window.deploymap).ready;
  await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now();
}"""

FRAMES = """
window.frames_ = [];
(function next(now) {
  frames_.push(now);
  requestAnimationFrame(next);
})(performance.now());
"""


def main() -> int:
    """Measure and print a table, or what one page comes to."""
    options = parse_arguments()
    if options.page:
        print(json.dumps(measure_page(options.page, tells=options.tells)))
        return 0
    report = [
        "Chromium without a screen, WebGL in software; the page of `deploymap build` beside a bare "
        "canvas layer with a kdbush index over typed arrays, and the peers' pages. Medians of "
        f"{options.rounds} rounds; the last columns are single runs. Aims besides the table's: no "
        "task over 150 ms, under 500 MB in the tab."
    ]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for rows in options.rows:
            runs = run_rounds(list(make_pages(folder, rows)), options.rounds)
            report += write_table(rows, runs)
    report += ["", *machine_lines()]
    print("\n".join(report))
    if options.write:
        write_section(BROWSING, report)
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = make_parser(__doc__, rows=[100_000, 1_000_000], rounds=5)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep sheets and pages there")
    # one page, in a process that can be ended
    parser.add_argument("--page", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--tells", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def run_rounds(pages: list[Page], rounds: int) -> dict[str, list[list[float]]]:
    """Return what each page came to in each round; nothing for one that did not end."""
    runs: dict[str, list[list[float]]] = {page.name: [] for page in pages}
    for at in range(1, rounds + 1):
        for page in (page for page in pages if at == 1 or not page.slow):
            print(
                f"round {at}/{rounds}: {page.path.parent.name} rows, {page.name}", file=sys.stderr
            )
            if found := measure_within(page):
                runs[page.name].append(found)
    return runs


def measure_within(page: Page) -> list[float] | None:
    """Return what `measure_page` does, in a process of its own; None where that takes too long."""
    command = [sys.executable, __file__, "--page", str(page.path), *["--tells"] * page.tells]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        # with the browser
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None
    found: list[float] | None = json.loads(output) if process.returncode == 0 else None
    return found


def measure_page(path: Path, *, tells: bool) -> list[float]:
    """Open a page in a browser of its own and return what MEASURES names, in its order."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = import_browser()
        browser = playwright.chromium.launch(
            executable_path=chromium.find_browser(), args=list(chromium.ARGUMENTS)
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(1000 * LIMIT)
        page.add_init_script(WATCH)
        if not tells:
            page.route("**/*", answer)
        page.goto(path.as_uri())
        ready = page.evaluate(READY) if tells else wait_until_quiet(page)
        longest = page.evaluate(LONGEST)
        memory = [read_heap(page), read_process(browser)]
        frame = pan(page)
        browser.close()
    return [ready / 1000, longest, *memory, frame]


def import_browser() -> Any:
    """Return the module of the tests that finds a Chromium, whose name is this one's too."""
    sys.path.insert(0, str(ROOT / "tests"))
    try:
        return import_module("browser")
    finally:
        sys.path.pop(0)


def answer(route: Any) -> None:
    """Answer a request by a file of this machine, or refuse it."""
    address = route.request.url
    if not address.startswith("http"):
        route.continue_()
    elif path := find_answer(address):
        route.fulfill(path=path)
    else:
        route.abort()


def wait_until_quiet(page: Any) -> float:
    """Return when the last long task ended, in ms, after none was begun for some seconds."""
    while True:
        before = page.evaluate(LAST)
        page.wait_for_timeout(1000 * QUIET_SECONDS)
        if page.evaluate(LAST) == before:
            return float(before)


def read_heap(page: Any) -> float:
    """Return what JavaScript's objects take, in MB, after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]) / 1e6


def read_process(browser: Any) -> float:
    """Return the resident memory of the largest renderer process, in MB, shared pages included."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [resident(process["id"]) for process in processes if process["type"] == "renderer"]
    return max(pages, default=math.nan)


def resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) * 1024 / 1e6


def pan(page: Any) -> float:
    """Drag the map in circles and return the 95th percentile of the intervals of frames, in ms."""
    x, y = 800, 400
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    start = time.perf_counter()
    while (passed := time.perf_counter() - start) < PAN_SECONDS:
        angle = 2 * math.pi * passed
        page.mouse.move(x + 90 * math.sin(angle), y + 90 * math.cos(angle) - 90)
    times = page.evaluate("frames_")
    page.mouse.up()
    return percentile([after - before for before, after in pairwise(times)], 95)


def percentile(values: Iterable[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part / 100), len(ordered) - 1)] if ordered else math.nan


def write_table(rows: int, runs: dict[str, list[list[float]]]) -> Iterator[str]:
    """Yield a Markdown table of the medians, and how many times the bare layer's ours are."""
    others = [name for name in runs if name not in (OURS, BARE)]
    yield from ("", f"### {rows:,} rows", "")
    yield f"| | {' | '.join([OURS, BARE, 'ratio', 'aim', *others])} |"
    yield f"|---|{'---:|' * (4 + len(others))}"
    for at, (measure, aim) in enumerate(MEASURES.items()):
        middles = {name: median(run[at] for run in found) for name, found in runs.items() if found}
        ours, bare = middles[OURS], middles[BARE]
        cells = [f"{ours:.4g}", f"{bare:.4g}", f"{ours / bare:.2f}" if bare else "", f"{aim or ''}"]
        cells += [f"{middles[n]:.4g}" if n in middles else "" for n in others]
        yield f"| {measure} | {' | '.join(cells)} |"
    for name in (name for name in others if not runs[name]):
        yield from ("", f"{name}: not ended after {LIMIT:.0f} s, or failed.")


if __name__ == "__main__":
    sys.exit(main())
