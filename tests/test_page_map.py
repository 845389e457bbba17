"""Nothing false on the map: what is drawn stands where it is, and says what the rows say."""

from __future__ import annotations

import csv
import io

import pytest

from conftest import drawn

# lone units at the edges of the world, and beyond where Mercator ends
EDGES = [
    (84.9, 0),
    (85.2, 40),
    (89.9, -60),
    (90, 100),
    (-84.9, 10),
    (-85.3, -70),
    (-90, 60),
    (10, 180),
    (-20, -180),
    (84, 179.9),
    (-84, -179.9),
    (0, 0),
    (70, 27),
    (-33, 22),
]
SIZES = [(1280, 800, 1), (900, 1000, 2), (375, 812, 3)]

# for each place, how far (px) the nearest painted pixel is from where the map says that it is;
# 99 where there is none near by, null outside the view
PAINTED = """
places => {
  const canvas = document.querySelector('canvas.dm-crowd');
  const [map, box] = [deploymap.map, canvas.getBoundingClientRect()];
  const frame = map.getContainer().getBoundingClientRect();
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
    .getContext('2d', {willReadFrequently: true});
  copy.drawImage(canvas, 0, 0);
  const [dx, dy] = [frame.left - box.left, frame.top - box.top];
  const ratio = canvas.width / box.width;
  return places.map(place => {
    const {x, y} = map.latLngToContainerPoint(place);
    if (x < 0 || y < 0 || x > frame.width || y > frame.height) return null;
    const [left, top] = [Math.round((x + dx - 10) * ratio), Math.round((y + dy - 10) * ratio)];
    const size = Math.round(20 * ratio);
    const {data} = copy.getImageData(left, top, size, size);
    let far = 99;
    for (let at = 0; at < size * size; at++) if (data[4 * at + 3] > 200) {
      const [column, line] = [left + at % size + 0.5, top + Math.floor(at / size) + 0.5];
      far = Math.min(far, Math.hypot(column / ratio - dx - x, line / ratio - dy - y));
    }
    return far;
  });
}
"""


def sheet(rows: list[dict[str, object]]) -> str:
    """Return a CSV file of rows; a column that a row has not is blank there."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def world_of_marks() -> list[dict[str, object]]:
    """Return many units in France, so that they are marks, and lone ones at the world's edges."""
    rows: list[dict[str, object]] = [
        {"name": f"Unit {n}", "lat": 44 + n % 47 / 10, "lon": n % 61 / 10, "troops": 10}
        for n in range(2100)
    ]
    edges = [{"name": f"Edge {n}", "lat": lat, "lon": lon} for n, (lat, lon) in enumerate(EDGES)]
    return rows + edges


@pytest.fixture(scope="module")
def edges_page(tmp_path_factory):
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("edges")
    (folder / "units.csv").write_text(sheet(world_of_marks()), encoding="utf-8")
    return build_file(folder).output


@pytest.mark.parametrize(("width", "height", "ratio"), SIZES)
def test_marks_are_painted_where_the_map_says_that_units_are(
    edges_page, open_page, width, height, ratio
):
    with open_page(edges_page, width=width, height=height, device_scale_factor=ratio) as page:
        check_painted(page)
        lowest = page.evaluate("deploymap.map.getMinZoom()")
        seen = set()
        for zoom in (lowest, lowest + 0.7, 3):
            for place in [(47, 3), *EDGES]:
                go_to(page, *place, zoom)
                if page.locator("canvas.dm-crowd").count():
                    seen |= check_painted(page)
        assert seen == set(range(len(EDGES)))
        go_to(page, 60, 3, 2)
        page.evaluate("void deploymap.map.setMaxBounds(null)")
        north = page.evaluate("deploymap.map.latLngToContainerPoint([85.06, 3]).y")
        page.evaluate("y => void deploymap.map.panBy([0, y], {animate: false})", north - 60)
        drawn(page)
        assert page.evaluate("deploymap.map.getBounds().getNorth()") > 85.06
        check_painted(page)


def check_painted(page) -> set[int]:
    """Compare marks with the map; return which of the edges were in view."""
    found = page.evaluate(PAINTED, EDGES)
    seen = {n for n, far in enumerate(found) if far is not None}
    assert [EDGES[n] for n in seen if not found[n] < 1.5] == []
    return seen


def go_to(page, lat: float, lon: float, zoom: float) -> None:
    move = "([at, zoom]) => void deploymap.map.setView(at, zoom, {animate: false})"
    page.evaluate(move, [[lat, lon], zoom])
    drawn(page)
