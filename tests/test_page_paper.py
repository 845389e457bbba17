"""The page on paper: fitted to A4 and A3, upright and across, with symbols and colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import FEW, opened

TWO_SIDES = "name,lat,lon,side,kind\nA,48.5,39.2,Blue,tank\nB,48.1,38.2,Red,infantry\n"

# a sheet without its margins of 12 mm, CSS px
MM = 96 / 25.4
SHEETS = [(210, 297), (297, 210), (297, 420), (420, 297)]

# whether symbols and swatches are printed without "background graphics"
KEEPS_COLOURS = """
() => [...document.querySelectorAll('.dm-glyph, .dm-swatch, .dm-count')]
  .every(e => getComputedStyle(e).printColorAdjust === 'exact')
"""
LIGHT = "() => getComputedStyle(document.body).backgroundColor"
BOX = "e => { const {width, height} = e.getBoundingClientRect(); return [width, height]; }"
SIDES = """
() => [...document.querySelectorAll('.dm-legend-sides .dm-swatch, .dm-unit .dm-glyph')]
  .map(e => [e.closest('[data-side]').dataset.side, getComputedStyle(e).borderRadius])
"""


def on_sheet(page: Any, width: float, height: float) -> None:
    """Show the page as it is printed on a sheet of that size in mm."""
    page.set_viewport_size({"width": round((width - 24) * MM), "height": round((height - 24) * MM)})
    page.emulate_media(media="print")


@pytest.mark.parametrize(("width", "height"), SHEETS)
def test_the_map_is_as_wide_as_the_sheet_lets_it(page_of, open_page, width, height) -> None:
    with open_page(page_of(FEW)) as page:
        on_sheet(page, width, height)
        wide, high = page.locator(".dm-stage").evaluate(BOX)
        room = page.evaluate("[innerWidth, innerHeight]")
        assert (0.97 if height > width else 0.61) * room[0] < wide <= room[0]
        assert high < 0.85 * room[1]
        assert page.evaluate("document.documentElement.scrollWidth") <= room[0]
        # all of it is on one sheet; what goes over two breaks within columns, and shrinks the page
        assert page.locator(".dm-page").evaluate("e => e.scrollHeight") <= room[1] - 8
        assert page.locator(".dm-notes").evaluate("e => getComputedStyle(e).breakInside") == "avoid"
        # the view is the first one, whole
        west, south, east, north = 36.1, 46.25, 41.9, 49.3
        bounds = f"L.latLngBounds([{south}, {west}], [{north}, {east}])"
        assert page.evaluate(f"deploymap.map.getBounds().contains({bounds})")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_light_and_keeps_the_colours(make_page, open_page, scheme) -> None:
    path = make_page(units=TWO_SIDES, deploymap='theme = "dark"')
    with open_page(path, scheme=scheme) as page:
        assert page.evaluate(LIGHT) == "rgb(22, 24, 27)"
        on_sheet(page, 210, 297)
        assert page.evaluate(LIGHT) == "rgb(255, 255, 255)"
        assert page.evaluate(KEEPS_COLOURS)


def test_paper_has_no_buttons_and_all_that_explains_the_map(page_of, open_page) -> None:
    with open_page(page_of(FEW)) as page:
        on_sheet(page, 210, 297)
        for name in ("Zoom in", "Zoom out", "Back to the first view"):
            assert not page.get_by_role("button", name=name).is_visible()
        assert not page.get_by_role("radio", name="Simple").is_visible()
        assert page.get_by_role("region", name="Legend").is_visible()
        assert page.get_by_role("heading", name="Sources").is_visible()
        assert page.locator(".leaflet-control-scale").is_visible()
        assert page.get_by_text("Not to be added").is_visible()


def test_sides_differ_without_colours(make_page, open_page) -> None:
    with open_page(make_page(units=TWO_SIDES)) as page:
        on_sheet(page, 210, 297)
        shapes: dict[str, set[str]] = {}
        for side, radius in page.evaluate(SIDES):
            shapes.setdefault(side, set()).add(radius)
        assert len(shapes) == 2
        assert not shapes["0"] & shapes["1"]


def test_after_printing_the_page_is_as_it_was(page_of, open_page) -> None:
    view = "() => [deploymap.map.getZoom(), deploymap.map.getSize().x]"
    with open_page(page_of(FEW)) as page:
        before = page.evaluate(view)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate(view) != before
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(view) == before
        # a view of the reader's own is printed, and comes back
        page.get_by_role("button", name="Zoom in").click()
        own = page.evaluate(view)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(view) == own


def test_a_browser_prints_it(page_of, chromium, tmp_path: Path) -> None:
    with opened(chromium, page_of(FEW)) as page:
        data = page.pdf(path=tmp_path / "map.pdf", format="A4")
        assert data.startswith(b"%PDF")
        assert page.evaluate("deploymap.map.getSize().x") != 860
