"""A map of 800 units: what stands where, what is named, and how each unit is reached."""

from __future__ import annotations

import csv
import io
import re

import pytest

import order_of_battle
from conftest import drawn
from test_page_browser import IS_ON_TOP
from test_page_sums import SHOWN, lines_of

COUNT = 800
# a symbol's width, and a first view with three zooms in
SYMBOL = 26
ZOOMS = (0, 1, 2, 3)

# symbols that stand too far from their unit without a leader, labels that are cut, and what covers
# what: labels, symbols, numbers' circles excepted, controls
MEASURED = """
width => {
  const map = deploymap.map;
  const frame = map.getContainer().getBoundingClientRect();
  const box = e => e.getBoundingClientRect();
  const seen = e => {
    const {left, top, right, bottom, width, height} = box(e);
    return width * height > 0 && right > frame.left && left < frame.right
      && bottom > frame.top && top < frame.bottom;
  };
  const all = selector => [...map.getContainer().querySelectorAll(selector)].filter(seen);
  const far = all('.dm-unit').filter(e => {
    const {lat, lon} = deploymap.unit(e.dataset.unit);
    const {x, y} = map.latLngToContainerPoint([lat, lon]);
    const {left, top, right, bottom} = box(e);
    const [dx, dy] = [(left + right) / 2 - frame.left - x, (top + bottom) / 2 - frame.top - y];
    const away = Math.hypot(dx, dy);
    const led = e.closest('.dm-mark').querySelector('.dm-leader');
    return away > (led ? 4 : 2) * width;
  }).map(e => e.ariaLabel);
  const labels = all('.dm-label');
  const cut = labels.filter(e => {
    const {left, top, right, bottom} = box(e);
    return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
  }).map(e => e.textContent);
  // a turned name takes less than the box around it, letter by letter
  const letters = e => {
    const text = document.createTreeWalker(e, NodeFilter.SHOW_TEXT).nextNode();
    return [...text.data].map((_, at) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect();
    });
  };
  const solid = [...labels, ...all('.dm-stack'), ...all('.leaflet-control:not(:empty)')]
    .map(e => ({e, boxes: e.style.rotate ? letters(e) : [box(e)]}));
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const crossed = [];
  for (const [at, a] of solid.entries())
    for (const b of solid.slice(at + 1))
      if ((labels.includes(a.e) || labels.includes(b.e))
          && a.boxes.some(one => b.boxes.some(other => meet(one, other))))
        crossed.push([a.e.textContent, b.e.textContent]);
  // a leader through a name: points along it, but for its ends
  for (const line of map.getContainer().querySelectorAll('.dm-leader line:last-child')) {
    const [a, b] = ['1', '2'].map(end => {
      const point = line.ownerSVGElement.createSVGPoint();
      [point.x, point.y] = [line[`x${end}`].baseVal.value, line[`y${end}`].baseVal.value];
      return point.matrixTransform(line.getScreenCTM());
    });
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9])
      for (const e of labels) {
        const {left, top, right, bottom} = box(e);
        const [x, y] = [a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)];
        if (x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1)
          crossed.push(['leader', e.textContent]);
      }
  }
  // a label on the edge of a circle of the few; those of a crowd are a picture
  for (const circle of map.getContainer().querySelectorAll('.leaflet-dm-circles-pane circle')) {
    const {left, right, top, bottom} = box(circle);
    const [x, y, radius] = [(left + right) / 2, (top + bottom) / 2, (right - left) / 2 - 0.7];
    for (const e of labels) {
      const one = box(e);
      const near = [[one.left - x, x - one.right], [one.top - y, y - one.bottom]]
        .map(pair => Math.max(0, ...pair));
      const far = [[x - one.left, one.right - x], [y - one.top, one.bottom - y]]
        .map(pair => Math.max(...pair));
      if (Math.hypot(...near) < radius - 1 && Math.hypot(...far) > radius + 1)
        crossed.push(['circle', e.textContent]);
    }
  }
  // what stands on a town that is named
  for (const town of all('.dm-town').map(box))
    for (const {e, boxes} of solid)
      if (boxes.some(one => meet(one, town))) crossed.push(['town', e.textContent]);
  // names without a leader that stand nearer to another's symbol than to their own, with what is
  // drawn at it; those of the few may stand at their circles
  const at = e => e.closest('.dm-anchor').style.transform;
  const apart = (a, b) => Math.hypot(Math.max(a.left - b.right, b.left - a.right, 0),
    Math.max(a.top - b.bottom, b.top - a.bottom, 0));
  const isCrowd = map.getContainer().classList.contains('dm-crowded');
  const stacks = isCrowd ? [...map.getContainer().querySelectorAll('.dm-stack')] : [];
  const others = labels.filter(e => e.matches('.dm-label-place')).filter(e => {
    if (e.closest('.dm-mark').querySelector('.dm-leader')) return false;
    const gap = stack => Math.min(...[stack, ...stack.querySelectorAll('*')]
      .map(part => apart(box(part), box(e))));
    const own = stacks.filter(stack => at(stack) === at(e)).map(gap);
    return stacks.some(stack => at(stack) !== at(e) && gap(stack) < Math.min(...own) - 2);
  }).map(e => e.textContent);
  const symbols = all('.dm-unit').map(e => e.dataset.unit);
  return {far, cut, crossed, others, symbols, names: all('.dm-label-place').length,
    leaders: all('.dm-leader').length};
}
"""

TOPS = """
() => Object.fromEntries(
  ['head', 'stage', 'legend-more', 'legend-circles', 'legend-symbols', 'legend-sides']
    .map(name => [name, document.querySelector(`.dm-${name}`).getBoundingClientRect().top]))
"""


@pytest.fixture(scope="module")
def page_of_800(tmp_path_factory):
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("battle")
    (folder / "units.csv").write_text(order_of_battle.sheet(COUNT), encoding="utf-8")
    return build_file(folder).output


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (900, "dark"), (600, "light"), (375, "dark")]
)
def test_of_800_units_each_stands_at_its_place(page_of_800, open_page, width, scheme):
    with open_page(page_of_800, width=width, scheme=scheme) as page:
        first, centre = page.evaluate("[deploymap.map.getZoom(), deploymap.map.getCenter()]")
        if width < 600:
            # the map is seen at once, under its sides; what else its legend has comes after it
            top = page.evaluate(TOPS)
            assert top["legend-sides"] < top["stage"] < 120
            assert top["stage"] < top["legend-more"]
            assert all(top["stage"] < top[f"legend-{name}"] for name in ("circles", "symbols"))
        last: set[str] = set()
        for zoom in ZOOMS:
            page.evaluate(
                "([at, zoom]) => void deploymap.map.setView(at, zoom, {animate: false})",
                [centre, first + zoom],
            )
            drawn(page)
            found = page.evaluate(MEASURED, SYMBOL)
            assert (found["far"], found["cut"], found["crossed"]) == ([], [], []), zoom
            assert found["others"] == []
            # zooming in only ever adds: what was in the view's middle still has its symbol, save
            # where a control would lie over it
            kept = page.evaluate(
                """([ids, width]) => ids.filter(id => {
                  const {lat, lon} = deploymap.unit(id);
                  const frame = deploymap.map.getContainer().getBoundingClientRect();
                  const {x, y} = deploymap.map.latLngToContainerPoint([lat, lon]);
                  const isCovered = [...document.querySelectorAll(".leaflet-control, .dm-finder")]
                    .map(e => e.getBoundingClientRect())
                    .some(({left, right, top, bottom}) =>
                      Math.abs(frame.left + x - (left + right) / 2) < (right - left) / 2 + width
                      && Math.abs(frame.top + y - (top + bottom) / 2) < (bottom - top) / 2 + width);
                  return !isCovered && deploymap.map.getBounds().pad(-0.1).contains([lat, lon]);
                })""",
                [sorted(last), SYMBOL],
            )
            assert set(kept) <= set(found["symbols"])
            last = set(found["symbols"])
            assert len(last) >= (25 if width > 900 else 5)
            assert found["names"] or width < 900


@pytest.mark.parametrize("width", [1280, 680, 320])
def test_of_8_and_80_units_no_label_is_cut_or_crossed(tmp_path, open_page, width):
    """Few enough for symbols, stacks and circles with names beside them, as one zooms in."""
    from deploymap.chain import build_file

    for count in (8, 80):
        folder = tmp_path / str(count)
        folder.mkdir()
        (folder / "units.csv").write_text(order_of_battle.sheet(count), encoding="utf-8")
        with open_page(build_file(folder).output, width=width) as page:
            first = page.evaluate("deploymap.map.getZoom()")
            for zoom in (0, 2):
                page.evaluate(
                    "zoom => void deploymap.map.setZoom(zoom, {animate: false})", first + zoom
                )
                drawn(page)
                found = page.evaluate(MEASURED, SYMBOL)
                assert (found["far"], found["cut"], found["crossed"]) == ([], [], [])


def test_no_label_stands_on_a_line_to_a_moved_circle(tmp_path, open_page):
    """Circles of so many sides at one place stand far around it; notes are written among them."""
    from deploymap.chain import build_file

    here = [f"Brigade {side},Side {side},9000,48.5,37.5" for side in range(24)]
    lines = ["name,side,troops,lat,lon", *here, "A,Side 1,,48.5,35.5", "B,Side 1,,48.5,39.5"]
    (tmp_path / "units.csv").write_text("\n".join(lines), encoding="utf-8")
    notes = [f"note,Note {number},48.5,{37.5 - 0.18 * number:.2f}" for number in range(1, 6)]
    (tmp_path / "annotations.csv").write_text(
        "\n".join(["type,text,lat,lon", *notes]), encoding="utf-8"
    )
    with open_page(build_file(tmp_path).output) as page:
        assert page.locator(".leaflet-dm-circles-pane .dm-leader").count() == 24
        assert page.locator(".dm-label-note").count() == 5
        assert page.evaluate(MEASURED, SYMBOL)["crossed"] == []


def test_of_800_units_each_is_reached_by_key_and_by_pointer(page_of_800, open_page):
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(order_of_battle.sheet(COUNT)))}
    with open_page(page_of_800) as page:
        shown = page.evaluate(SHOWN)
        drawn(page)
        listed = [name for one in shown["gatherings"] for name in one["listed"]]
        symbols = {unit for stack in shown["stacks"] for unit in stack["units"]}
        assert len(set(listed)) == len(listed)
        assert {*listed, *(name for name, row in rows.items() if row["id"] in symbols)} == {*rows}
        # of a formation without a number of its own, that of what is under it
        lines = [line for label in shown["labels"] for line in label["troops"]]
        assert any(line.startswith("Its units: ") for line in lines)
        for label in shown["labels"]:
            assert label["troops"] == lines_of(rows[label["title"]], list(rows.values()))
        # the arrow keys go from one gathering to the next, and Enter opens it
        page.locator(".dm-gathering").first.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.className") == "dm-gathering"
        page.keyboard.press("Enter")
        panel = page.get_by_role("complementary")
        assert panel.is_visible()
        page.keyboard.press("Escape")
        # a click at any unit's place opens it, or all that are gathered there
        for name in list(rows)[::67]:
            row = rows[name]
            x, y = page.evaluate(
                """([lat, lon]) => {
                  deploymap.map.panTo([lat, lon], {animate: false});
                  const {x, y} = deploymap.map.latLngToContainerPoint([lat, lon]);
                  const {left, top} = deploymap.map.getContainer().getBoundingClientRect();
                  return [x + left, y + top];
                }""",
                [float(row["lat"]), float(row["lon"])],
            )
            drawn(page)
            page.mouse.click(x, y)
            panel.wait_for()
            everything = panel.get_by_role("button", name="All units here")
            if panel.get_by_role("heading", level=2).text_content() != name:
                if everything.is_visible():
                    everything.click()
                panel.get_by_role("button", name=name, exact=True).click()
            assert panel.get_by_role("heading", level=2).text_content() == name
            drawn(page)
            assert page.locator(".dm-unit[aria-current]").evaluate(IS_ON_TOP)
            page.keyboard.press("Escape")
            drawn(page)


def test_what_the_filters_covered_is_there_when_they_close(page_of_800, open_page):
    frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
    units = "[...document.querySelectorAll('.dm-unit')].map(e => e.dataset.unit).sort()"
    with open_page(page_of_800) as page:
        before = page.evaluate(units)
        page.get_by_role("button", name="Filter").click()
        page.evaluate(f"deploymap.select('{before[0]}')")
        page.evaluate("deploymap.select(null)")
        drawn(page)
        assert page.evaluate(units) != before
        page.get_by_role("button", name="Filter").click()
        page.evaluate(frames)
        drawn(page)
        assert page.evaluate(units) == before


def test_a_gathering_is_a_list_that_one_can_zoom_to(page_of_800, open_page):
    with open_page(page_of_800, width=375, has_touch=True) as page:
        page.locator(".dm-stage").scroll_into_view_if_needed()
        key = page.evaluate(
            """() => [...document.querySelectorAll('.dm-gathering')]
              .map(e => [Number(e.ariaLabel.split(' ')[0]), e.dataset.key])
              .filter(([count]) => count < 150).sort((a, b) => b[0] - a[0])[0][1]"""
        )
        gathering = page.locator(f"[data-key='{key}']")
        gathering.focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("complementary")
        items = panel.get_by_role("listitem")
        count = items.count()
        assert count > 12
        names = panel.locator("li button").all_text_contents()
        # the next one is the next of the list, not of the map
        items.first.get_by_role("button").click()
        assert panel.get_by_text(f"1 of {count}", exact=True).is_visible()
        panel.get_by_role("button", name="Next unit").click()
        assert panel.get_by_role("heading", level=2).text_content() == names[1]
        panel.get_by_role("button", name="All units here").click()
        zoom = page.evaluate("deploymap.map.getZoom()")
        panel.get_by_role("button", name="Zoom to them").click()
        drawn(page)
        assert page.evaluate("deploymap.map.getZoom()") > zoom + 1
        in_view = page.get_by_role("status").filter(has_text="in view")
        assert re.search(r"\d+ units? in view", in_view.inner_text())
