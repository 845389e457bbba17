"""Makes the pages that `browser.py` opens: deploymap's, two bare ones, and those of the peers."""

from __future__ import annotations

import base64
import csv
import subprocess
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from run import EXPLORE_NAME, FOLIUM_NAME, PEERS, write_sheet

MODULES = Path(__file__).resolve().parents[1] / "web" / "node_modules"
OURS, BARE, CIRCLES = "deploymap", "bare canvas layer", "Leaflet's canvas circles"
# in the order of the table; and up to how many rows they are opened
OPENED = ("pydeck", EXPLORE_NAME, FOLIUM_NAME)
MOST_ROWS = 100_000

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Bare</title><style>{style}
html, body, #map {{ height: 100%; margin: 0 }}</style></head>
<body><div id="map"></div>
<script>{leaflet}</script><script>{kdbush}</script>
<script type="application/octet-stream" id="data">{data}</script>
<script>{program}</script></body></html>
"""

DECODE = """
const text = atob(document.getElementById('data').textContent);
const bytes = new Uint8Array(text.length);
for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
const count = bytes.length / 9;
const lat = new Float32Array(bytes.buffer, 0, count);
const lon = new Float32Array(bytes.buffer, 4 * count, count);
const side = new Uint8Array(bytes.buffer, 8 * count, count);
const COLORS = ['#0063a0', '#b24600', '#00705a'];
const map = L.map('map', {zoomControl: false, attributionControl: false, preferCanvas: true});
map.fitBounds([[45, 24], [54, 40]]);
"""

# all that a page must do to show points: decode, index, project, draw, and draw anew when moved
LAYER = """
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
  for (const [number, color] of COLORS.entries()) {
    context.fillStyle = color;
    for (const at of shown)
      if (side[at] === number)
        context.fillRect(place[2 * at] * world - min.x, place[2 * at + 1] * world - min.y, 2, 2);
  }
}
map.on('moveend', draw);
draw();
"""

MARKERS = """
for (let at = 0; at < count; at++)
  L.circleMarker([lat[at], lon[at]], {radius: 2, stroke: false, color: COLORS[side[at]]})
    .addTo(map);
"""

TELL = """
window.bare = {ready: new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))};
"""

PROGRAMS = {BARE: LAYER, CIRCLES: MARKERS}


@dataclass(frozen=True)
class Page:
    """A page to open. One that `tells` does so when all is drawn; the others are looked at.

    A slow one is opened once, not in each round.
    """

    name: str
    path: Path
    tells: bool = True
    slow: bool = False


def make_pages(folder: Path, rows: int) -> Iterator[Page]:
    """Yield the pages of so many rows, written where they are not there yet."""
    from deploymap.chain import build_file

    project = folder / str(rows)
    project.mkdir(exist_ok=True)
    sheet = project / "units.csv"
    if not sheet.exists():
        write_sheet(sheet, rows)
    ours = project / "deploymap.html"
    if not ours.exists():
        build_file(project, output=ours)
    yield Page(OURS, ours)
    for number, (name, program) in enumerate(PROGRAMS.items()):
        path = project / f"bare {number}.html"
        if not path.exists():
            path.write_text(bare_page(sheet, program), encoding="utf-8")
        yield Page(name, path, slow=name != BARE)
    if rows > MOST_ROWS:
        return
    for number, name in enumerate(OPENED):
        path = project / f"peer {number}.html"
        if not path.exists():
            print(f"{rows:,} rows: making the page of {name}", file=sys.stderr)
            subprocess.run([sys.executable, "-c", PEERS[name], str(sheet), str(path)], check=True)
        yield Page(name, path, tells=False, slow=True)


def bare_page(sheet: Path, program: str) -> str:
    """Return a page with nothing but the sheet's positions and sides, drawn over Leaflet."""
    lat, lon, side = array("f"), array("f"), array("B")
    sides: dict[str, int] = {}
    with sheet.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat.append(float(row["lat"]))
            lon.append(float(row["lon"]))
            side.append(sides.setdefault(row["side"], len(sides)))
    data = b"".join(column.tobytes() for column in (lat, lon, side))
    read = Path.read_text
    return PAGE.format(
        style=read(MODULES / "leaflet" / "dist" / "leaflet.css", encoding="utf-8"),
        leaflet=read(MODULES / "leaflet" / "dist" / "leaflet.js", encoding="utf-8"),
        kdbush=read(MODULES / "kdbush" / "kdbush.min.js", encoding="utf-8"),
        data=base64.b64encode(data).decode(),
        program=DECODE + program + TELL,
    )


def find_answer(address: str) -> Path | None:
    """Return the file that answers for an address which a peer's page asks the net for.

    None for tiles, fonts and what else is not needed to draw.
    """
    if "/leaflet@" in address:
        return MODULES / "leaflet" / "dist" / address.rpartition("/")[2]
    if "/jquery-" in address:
        return MODULES / "jquery" / "dist" / "jquery.min.js"
    if "/@deck.gl/jupyter-widget@" in address:
        return Path(str(files("pydeck"))) / "nbextension" / "static" / "index.js"
    return None
