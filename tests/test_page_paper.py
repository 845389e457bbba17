"""The page on paper: fitted to A4 and A3, upright and across, with symbols and colours."""

from __future__ import annotations

import re
from typing import Any

import pytest

from conftest import FEW, drawn, opened

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


# where the parts that are to be on the first sheet end, and those after them begin, px of the page
ENDS = """
() => {
  const boxes = names => [...document.querySelectorAll(names)].map(e => e.getBoundingClientRect());
  const whole = boxes('.dm-head, .dm-legend, .dm-stage, .leaflet-control-scale');
  return {
    whole: whole.map(box => box.bottom),
    after: boxes('.dm-headline, .dm-notes').filter(box => box.height).map(box => box.top),
    last: boxes('.dm-foot')[0].bottom,
  };
}
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
        # all of it is on one sheet
        assert page.locator(".dm-page").evaluate("e => e.scrollHeight") <= room[1] - 8
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


def sheets_of(page: Any, **options: Any) -> int:
    """Return how many sheets a page is printed on."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(**options)))


def test_a_browser_prints_it_on_one_sheet(page_of, chromium) -> None:
    with opened(chromium, page_of(FEW)) as page:
        for form in ("A4", "A3"):
            assert [sheets_of(page, format=form, landscape=way) for way in (False, True)] == [1, 1]
        assert page.evaluate("deploymap.map.getSize().x") != 860


def test_what_does_not_fit_comes_after_the_whole_map(make_page, chromium) -> None:
    """Many figures, sides and sources: the first sheet has the map with all that explains it."""
    kinds = ("tank", "infantry", "artillery", "engineer", "air defence", "missile", "supply")
    units = "name,lat,lon,side,kind,troops\n" + "".join(
        f"U{n},{48 + n / 20},{38 + n % 5 / 5},Side {n % 9},{kinds[n % 7]},{n}00\n"
        for n in range(1, 28)
    )
    rows = [f"f{n},figure,{n}000,Troops that were counted at place {n}" for n in range(1, 8)]
    rows += [f"s{n},source,,{f'Said by {n} who knows it well. ' * 9}" for n in range(30)]
    notes = "\n".join(["id,type,troops,text", *rows, ""])
    with opened(chromium, make_page(units=units, annotations=notes)) as page:
        order = "[...document.querySelectorAll('.dm-headline, .dm-stage')].map(e => e.className)"
        before = page.evaluate(order)
        for width, height in SHEETS:
            on_sheet(page, width, height)
            # what does not fit goes behind the map when the sheet is known
            page.locator(".dm-stage ~ .dm-headline").wait_for(state="attached")
            drawn(page)
            ends = page.evaluate(ENDS)
            assert max(ends["whole"]) <= page.evaluate("innerHeight") < ends["last"]
            assert min(ends["after"]) >= max(ends["whole"])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.emulate_media(media="null")
            # as wide as the sheet: what is broken within is not laid out beside it
            forms = {"format": "A4" if height + width < 600 else "A3", "landscape": width > height}
            assert 2 <= sheets_of(page, **forms) <= 4
        assert page.evaluate(order) == before


def test_a_list_of_pages_is_printed_with_all_its_rows_and_says_what_is_left_out(
    make_page, open_page
) -> None:
    rows = [
        f"No. {number},{45 + number % 61 / 10},{30 + number % 83 / 10},Blue,{number % 3 or ''}"
        for number in range(1100)
    ]
    path = make_page(units="name,lat,lon,side,troops\n" + "\n".join(rows))
    with open_page(path) as page:
        page.locator("#dm-units summary").click()
        items = page.locator("#dm-units li")
        page.get_by_role("button", name="Next page of units").click()
        assert items.count() == 100
        hint = page.get_by_text("Zoom in for more symbols.")
        assert hint.is_visible()
        on_sheet(page, 210, 297)
        page.get_by_text("and 100 more").wait_for()
        assert items.count() == 1000
        assert not hint.is_visible()
        # what the circles say is said
        legend = page.locator(".dm-legend").first.inner_text()
        assert "3/8: 3 of 8 state theirs" in legend
        page.emulate_media(media="screen")
        page.get_by_text("and 100 more").wait_for(state="detached")
        assert items.first.inner_text().startswith("No. 100")
        assert items.count() == 100
