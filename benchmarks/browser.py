"""Measure the page in headless Chromium, beside a bare canvas layer with the same positions.

Each round opens both pages anew, one after the other, in a browser of their own; shown are the
medians. Needs Linux, the packages of requirements/test.txt, and `npm ci` in web/. The sheets are
those of run.py; with --keep their pages stay in a folder and are used again.
"""

from __future__ import annotations

import argparse
import base64
import csv
import math
import sys
import tempfile
import time
from array import array
from collections.abc import Iterable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MODULES = ROOT / "web" / "node_modules"
PAN_SECONDS = 2.0
OURS, BARE = "deploymap", "bare canvas layer"

# what is measured, its unit and how many of the bare layer's (or how many at all) are the aim
MEASURES = {
    "time until all is drawn (s)": 3.0,
    "longest task (ms)": None,
    "JavaScript heap (MB)": None,
    "memory of the tab's process (MB)": None,
    "95th percentile of the frame interval while panning (ms)": 1.5,
}

BARE_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>bare</title><style>{style}
html, body, #map {{ height: 100%; margin: 0 }}</style></head>
<body><div id="map"></div>
<script>{leaflet}</script><script>{kdbush}</script>
<script type="application/octet-stream" id="data">{data}</script>
<script>{program}</script></body></html>
"""

# all that a page must do to show points: decode, index, project, draw, and draw anew when moved
BARE_PROGRAM = """
const text = atob(document.getElementById('data').textContent);
const bytes = new Uint8Array(text.length);
for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
const count = bytes.length / 9;
const lat = new Float32Array(bytes.buffer, 0, count);
const lon = new Float32Array(bytes.buffer, 4 * count, count);
const side = new Uint8Array(bytes.buffer, 8 * count, count);
const index = new KDBush(count);
for (let at = 0; at < count; at++) {
  const sine = Math.sin(lat[at] * Math.PI / 180);
  index.add(lon[at] / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
}
index.finish();
const place = new Float32Array(2 * count);
for (let at = 0; at < count; at++) {
  place[2 * index.ids[at]] = index.coords[2 * at];
  place[2 * index.ids[at] + 1] = index.coords[2 * at + 1];
}
const map = L.map('map', {zoomControl: false, attributionControl: false});
map.fitBounds([[45, 24], [54, 40]]);
const canvas = document.createElement('canvas');
canvas.style.position = 'absolute';
map.getPanes().overlayPane.append(canvas);
const context = canvas.getContext('2d');
function draw() {
  const {x, y} = map.getSize();
  const {min} = map.getPixelBounds();
  const world = 256 * 2 ** map.getZoom();
  Object.assign(canvas, {width: x, height: y});
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
  const shown = index.range(min.x / world, min.y / world, (min.x + x) / world, (min.y + y) / world);
  for (const [number, color] of ['#0063a0', '#b24600', '#00705a'].entries()) {
    context.fillStyle = color;
    for (const at of shown)
      if (side[at] === number)
        context.fillRect(place[2 * at] * world - min.x, place[2 * at + 1] * world - min.y, 2, 2);
  }
}
map.on('moveend', draw);
draw();
window.bare = {ready: new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))};
"""

WATCH = """
window.longTasks = [];
new PerformanceObserver(list => longTasks.push(...list.getEntries().map(e => e.duration)))
  .observe({type: 'longtask', buffered: true});
"""

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
    """Measure and print a table."""
    options = parse_arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for rows in options.rows:
            pages = make_pages(folder, rows)
            runs: dict[str, list[list[float]]] = {name: [] for name in pages}
            for at in range(1, options.rounds + 1):
                for name, page in pages.items():
                    runs[name].append(measure_page(page))
                    print(f"round {at}/{options.rounds}: {rows:,} rows, {name}", file=sys.stderr)
            print("\n".join(write_table(rows, runs)), flush=True)
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument(
        "--rows",
        type=int,
        nargs="*",
        default=[100_000, 1_000_000],
        metavar="N",
        help="rows of the generated sheets (default: 100000 1000000)",
    )
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default: 5")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep sheets and pages there")
    return parser.parse_args()


def make_pages(folder: Path, rows: int) -> dict[str, Path]:
    """Return our page and the bare one of so many rows, written where they are not there yet."""
    from deploymap.chain import build_file

    project = folder / str(rows)
    project.mkdir(exist_ok=True)
    sheet = project / "units.csv"
    if not sheet.exists():
        import_module("run").write_sheet(sheet, rows)
    ours, bare = folder / f"{rows}.html", folder / f"{rows}-bare.html"
    if not ours.exists():
        build_file(project, output=ours)
    if not bare.exists():
        bare.write_text(bare_page(sheet), encoding="utf-8")
    return {OURS: ours, BARE: bare}


def bare_page(sheet: Path) -> str:
    """Return a page with nothing but the sheet's positions and sides, on a canvas over Leaflet."""
    lat, lon, side = array("f"), array("f"), array("B")
    sides: dict[str, int] = {}
    with sheet.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat.append(float(row["lat"]))
            lon.append(float(row["lon"]))
            side.append(sides.setdefault(row["side"], len(sides)))
    data = b"".join(column.tobytes() for column in (lat, lon, side))
    read = Path.read_text
    return BARE_PAGE.format(
        style=read(MODULES / "leaflet" / "dist" / "leaflet.css", encoding="utf-8"),
        leaflet=read(MODULES / "leaflet" / "dist" / "leaflet.js", encoding="utf-8"),
        kdbush=read(MODULES / "kdbush" / "kdbush.min.js", encoding="utf-8"),
        data=base64.b64encode(data).decode(),
        program=BARE_PROGRAM,
    )


def measure_page(path: Path) -> list[float]:
    """Open a page in a browser of its own and return what MEASURES names, in its order."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tests"))
    chromium = import_module("browser")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find_browser(), args=list(chromium.ARGUMENTS)
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(WATCH)
        page.goto(path.as_uri())
        ready = page.evaluate(READY)
        longest = max(page.evaluate("longTasks"), default=0)
        memory = [read_heap(page), read_process(browser)]
        frame = pan(page)
        browser.close()
    return [ready / 1000, longest, *memory, frame]


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
    return ordered[min(int(len(ordered) * part / 100), len(ordered) - 1)]


def write_table(rows: int, runs: dict[str, list[list[float]]]) -> list[str]:
    """Return a Markdown table of the medians and how many times the bare layer's ours are."""
    lines = [
        f"\n{rows:,} rows\n",
        f"| | {OURS} | {BARE} | ratio | aim |",
        "|---|---:|---:|---:|---:|",
    ]
    for at, (name, aim) in enumerate(MEASURES.items()):
        ours, bare = (median(run[at] for run in runs[program]) for program in (OURS, BARE))
        ratio = f"{ours / bare:.2f}" if bare else ""
        lines.append(f"| {name} | {ours:.4g} | {bare:.4g} | {ratio} | {aim or ''} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
