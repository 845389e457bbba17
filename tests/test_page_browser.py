"""The page as a reader has it: in a real Chromium, without a network, at four widths.

Each test of the shipped map runs at two sizes: its own units ("10"), and the same map with 25,000
further units, all outside the first view ("25000"). What a reader sees there is the same; that it
is with 100,000 has a test of its own.
"""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest

from axe import axe_faults
from conftest import FEW, MANY, drawn, further_rows, opened

WIDTHS = (1280, 900, 600, 375)
WIDE, MIDDLE = (1280, 900), (1280, 900, 600)

# one row of the inventory: its id, how to find it, the widths that have it
MAP_TEXTS = [
    ("G1", ".dm-label-country", "Ukraine", WIDTHS),
    ("G2", ".dm-label-country", "Russia", WIDTHS),
    ("G3", ".dm-label-water", "Sea of Azov", MIDDLE),
    (
        "C1",
        ".dm-label-line",
        "Approximate line between Ukrainian and Russian-backed forces",
        WIDTHS,
    ),
    ("N1", ".dm-label-note", "take ground beyond what the separatists hold", MIDDLE),
    ("F1", ".dm-label-figure", "32,000 troops in Eastern Ukraine", WIDTHS),
    ("U1 place", ".dm-label-place b", "Luhansk", WIDTHS),
    ("U2 place", ".dm-label-place b", "Donetsk", WIDTHS),
    ("U3 place", ".dm-label-place b", "Persianovskiy", WIDTHS),
    ("U5 place", ".dm-label-place b", "Rostov-on-Don", WIDTHS),
]

# what is listed under each place on a wide page
LISTS = {
    "Luhansk": ["Motorized infantry unit"],
    "Donetsk": ["Motorized infantry unit"],
    "Persianovskiy": ["Two tank units", "Motorized infantry unit"],
    "Rostov-on-Don": [
        "Motorized infantry unit",
        "Artillery unit",
        "Southern Military District",
        "Army Corps",
    ],
}

# whether nothing covers an element's middle, such as the panel
IS_ON_TOP = """
e => {
  const {left, top, width, height} = e.getBoundingClientRect();
  return e.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}
"""

SCROLLED = """
new Promise(resolve => {
  addEventListener('scroll', () => resolve(null), {once: true});
  if (scrollY > 0) resolve(null);
})
"""

# all that can be seen, with where it stands; px are rounded, for two pages of one look. Symbols and
# labels beyond the map's edge are hidden by it: a map of few units has them all, a large one not
SEEN = """
() => {
  scrollTo(0, 0);
  const box = e => {
    const {left, top, width, height} = e.getBoundingClientRect();
    return width * height ? [left, top, width, height].map(Math.round).join(' ') : '';
  };
  const stage = '.dm-label, .dm-stack, .dm-unit, .dm-figure, .dm-circle, .dm-leader line, .dm-dot';
  const around = 'h1, h2, h3, p, li, dt, dd, summary, legend, label, button, .dm-panel';
  const other = '.leaflet-control, .dm-legend svg, .dm-legend img, path.dm-accuracy';
  const map = document.querySelector('.folium-map').getBoundingClientRect();
  const isOnMap = e => {
    const {left, top, right, bottom} = e.getBoundingClientRect();
    return right > map.left && left < map.right && bottom > map.top && top < map.bottom;
  };
  const isSeen = e => box(e) && !e.closest('.dm-measure')
    && e.checkVisibility({visibilityProperty: true}) && (isOnMap(e) || !e.closest('.folium-map'));
  const words = e => [e.className.baseVal ?? e.className, e.ariaLabel, e.innerText ?? '', box(e)];
  return [...document.querySelectorAll([stage, around, other].join(', '))].filter(isSeen)
    .map(e => words(e).join(' | '))
    .sort();
}
"""

LAST_NAMES = {FEW: "Army Corps", MANY: f"No. {MANY} motorized infantry unit"}

LEGEND = [
    ("L2", "Artillery", WIDTHS),
    ("L3", "Armored vehicles", WIDTHS),
    ("L4", "Other military or air installations", WIDE),
    ("L4 short", "Other installations", (600, 375)),
]


STYLES = ("Simple", "NATO (APP-6)")

# how the pages look that axe reads: the shipped map in each way; with 25,000 units more it looks
# the same (tested below), so each width once is enough
LOOKS = {
    FEW: {width: list(product(["light", "dark"], STYLES)) for width in WIDTHS},
    MANY: {
        1280: [("light", "Simple")],
        900: [("dark", "NATO (APP-6)")],
        600: [("light", "NATO (APP-6)")],
        375: [("dark", "Simple")],
    },
}


@pytest.fixture(scope="module", params=WIDTHS, ids=lambda width: f"{width}px")
def width(request):
    return request.param


@pytest.fixture(scope="module")
def first_view(chromium, shipped_page, width):
    """The page at its first view, opened once for all the tests that only look at it."""
    with opened(chromium, shipped_page, width=width) as page:
        yield page


def test_map_texts_stand_at_their_widths(first_view, width):
    wrong = []
    for row, where, text, widths in MAP_TEXTS:
        found = first_view.locator(f".folium-map {where}").filter(has_text=text)
        if found.count() != (1 if width in widths else 0):
            wrong.append(f"{row}: {found.count()} times")
        elif width in widths and not is_within(first_view, found):
            wrong.append(f"{row} is cut off")
    assert wrong == []


def test_units_are_listed_under_places_where_there_is_room(first_view, width):
    for place, units in LISTS.items():
        label = first_view.locator(".dm-label-place").filter(has_text=place)
        assert label.locator(".dm-listed").all_inner_texts() == (units if width in WIDE else [])


def test_legend_names_the_classes(first_view, width):
    legend = first_view.get_by_role("region", name="Legend", exact=True)
    visible = {text: legend.get_by_text(text, exact=True).is_visible() for _, text, _ in LEGEND}
    assert visible == {text: width in widths for _, text, widths in LEGEND}


def test_legend_shows_10000_as_a_circle_to_the_maps_scale(first_view):
    """L1 and F1: area, not radius, carries the number, in the legend and on the map alike."""
    circles = first_view.get_by_role("img", name=re.compile("Circles by area: .*10,000.* troops"))
    assert circles.is_visible()
    legend = first_view.get_by_role("region", name="Legend", exact=True)
    assert legend.get_by_text("Troops", exact=True).is_visible()
    radii = circles.locator("circle").evaluate_all("all => all.map(c => +c.getAttribute('r'))")
    drawn = first_view.locator(".dm-figure circle").get_attribute("r")
    assert (float(drawn) / min(radii)) ** 2 == pytest.approx(3.2, rel=0.01)


def test_headline_figures_and_source_stand_around_the_map(first_view):
    """T1, T2 and S1."""
    figures = first_view.get_by_role("region", name="Headline figures").get_by_role("listitem")
    first, second = figures.all_inner_texts()
    assert "About 100,000" in first
    assert "Ukrainian and Western officials" in first
    assert "Up to 175,000" in second
    assert "U.S. intelligence agencies" in second
    about = first_view.get_by_role("region", name="About this map")
    for words in ("Western officials", "independent military analysts", "satellite images"):
        assert about.get_by_text(words).first.is_visible()


def test_border_policy_and_build_line_are_said_in_words(shipped_page, open_page):
    with open_page(shipped_page) as page:
        assert page.get_by_text("68/262").is_visible()
        built = page.get_by_text("Built 12 January 2022, 12:00 UTC, from")
        hashes = (
            r"units\.csv [0-9a-f]{8}, annotations\.csv [0-9a-f]{8}, borders\.geojson [0-9a-f]{8}"
        )
        assert re.search(hashes, built.inner_text())


@pytest.mark.parametrize("style", STYLES)
def test_nothing_on_the_map_overlaps_at_any_zoom(shipped_page, open_page, width, style):
    with open_page(shipped_page, width=width) as page:
        page.get_by_role("radio", name=style).check()
        drawn(page)
        lowest, highest = page.evaluate("[deploymap.map.getMinZoom(), deploymap.map.getMaxZoom()]")
        zoom = lowest
        while zoom <= highest:
            page.evaluate("zoom => void deploymap.map.setZoom(zoom, {animate: false})", zoom)
            drawn(page)
            assert overlapping(page) == [], f"zoom {zoom:.1f}"
            zoom += 0.5


def test_100000_further_units_change_nothing_in_the_first_view(page_of, open_page, width):
    few, many = (seen_in_all_styles(page_of, open_page, FEW + more, width) for more in (0, 100_000))
    for style in STYLES:
        (few_closed, few_open), (many_closed, many_open) = few[style], many[style]
        assert len(few_closed) > 40
        assert many_closed == few_closed
        assert many_open == few_open != few_closed


def seen_in_all_styles(page_of, open_page, count, width):
    """Return what is seen in the first view by style, with no unit open and with one."""
    seen = {}
    with open_page(page_of(count), width=width) as page:
        for style in STYLES:
            page.evaluate("deploymap.select(null)")
            page.get_by_role("radio", name=style).check()
            # the word about those that are outside is the one thing more
            page.locator(".dm-outside").evaluate("e => { e.hidden = true; }")
            drawn(page)
            closed = page.evaluate(SEEN)
            page.evaluate("deploymap.select('U3')")
            drawn(page)
            seen[style] = [
                sorted(alike(line) for line in lines if "built" not in line)
                for lines in (closed, page.evaluate(SEEN))
            ]
    return seen


def alike(line: str) -> str:
    """What is seen, but for the number of units, and for the colour of the legend's circles.

    Units of two sides have circles further off; then those of the legend are of no side's colour.
    """
    number = line.replace("(100,008)", "(8)").replace("of 100,008", "of 8")
    return number.replace("dm-ring-neutral |", " |")


def test_the_first_view_comes_back_as_it_was(shipped_page, open_page, width, count):
    with open_page(shipped_page, width=width) as page:
        first = page.evaluate(SEEN)
        page.evaluate(f"deploymap.select('U{count}')")
        page.evaluate("deploymap.map.setZoom(6, {animate: false}) && null")
        drawn(page)
        assert page.locator("canvas.dm-crowd").count() == (count > FEW)
        assert page.evaluate(SEEN) != first
        page.evaluate("deploymap.select(null)")
        page.get_by_role("button", name="Back to the first view").click()
        drawn(page)
        assert page.evaluate(SEEN) == first


def test_a_symbol_stands_where_its_unit_is(shipped_page, open_page, width):
    with open_page(shipped_page, width=width) as page:
        unit = page.get_by_role("button", name=re.compile("^Motorized infantry unit, Luhansk"))
        page.evaluate("deploymap.map.setView([48.6, 39.2], 9, {animate: false}) && null")
        drawn(page)
        box = unit.bounding_box()
        x, y = place_of(page, 48.5681, 39.3055)
        assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=2)
        assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=2)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_unit_opens_by_key_and_gives_the_focus_back(shipped_page, open_page, key):
    with open_page(shipped_page) as page:
        unit = page.get_by_role("button", name=re.compile("^Artillery unit, Rostov-on-Don"))
        unit.focus()
        page.keyboard.press(key)
        panel = page.get_by_role("complementary", name="Artillery unit")
        assert panel.is_visible()
        assert panel.get_by_role("heading", name="Artillery unit").evaluate(
            "e => e === document.activeElement"
        )
        page.keyboard.press("Escape")
        assert not panel.is_visible()
        assert unit.evaluate("e => e === document.activeElement")


def test_the_panel_shows_all_that_is_known(shipped_page, open_page, width):
    with open_page(shipped_page, width=width) as page:
        page.get_by_role("button", name=re.compile("^Motorized infantry unit, Luhansk")).click()
        panel = page.get_by_role("complementary", name="Motorized infantry unit")
        facts = dict(
            zip(
                panel.get_by_role("term").all_inner_texts(),
                panel.get_by_role("definition").all_inner_texts(),
                strict=True,
            )
        )
        assert facts["Side"] == "Russian-backed forces"
        assert facts["Troops"] == "not stated"
        assert facts["Place"] == "Luhansk"
        assert facts["Position"] == "48.5681° N, 39.3055° E, to within 10 km"
        assert facts["Country"] == "Ukraine (worked out from the position)"
        assert facts["Region"].startswith("Luhansk")
        assert facts["Side of the line"].startswith("On the side of the Russian-backed forces")
        assert re.match(r"\d+(\.\d)? km to the border with Russia \(worked out", facts["Border"])
        assert facts["Date"] == "12 January 2022"
        assert facts["Confidence"] == "Inference"
        assert "2nd Army Corps" in facts["Note"]
        link = panel.get_by_role("link")
        assert link.get_attribute("href") == "https://www.geonames.org/702658"
        assert "noopener" in link.get_attribute("rel")
        assert page.locator("path.dm-accuracy").count() == 1


def test_a_count_and_doubt_are_said(shipped_page, open_page):
    """U3 stands for two units, by a strong inference; U7 and U8 may be one annotation."""
    with open_page(shipped_page) as page:
        units = page.evaluate("['U3', 'U7', 'U8'].map(id => deploymap.unit(id))")
        assert [unit["count"] for unit in units] == [2, None, None]
        assert all("oubt" in unit["note"] for unit in units[1:])
        two = page.get_by_role("button", name=re.compile("^Two tank units"))
        assert two.inner_text().split() == ["2"]
        corps = page.get_by_role("button", name=re.compile("^Army Corps")).first
        assert corps.inner_text().split() == ["?"]


def test_a_figure_opens_too(shipped_page, open_page):
    with open_page(shipped_page) as page:
        page.get_by_role("button", name="32,000 troops in Eastern Ukraine").click(force=True)
        panel = page.get_by_role("complementary")
        assert panel.get_by_text("not for one point").is_visible()


def test_the_symbol_style_can_be_switched(shipped_page, open_page, width):
    with open_page(shipped_page, width=width) as page:
        assert page.locator(".dm-stack svg.dm-glyph").count() == 8
        page.get_by_role("radio", name="NATO (APP-6)").check()
        drawn(page)
        images = page.locator(".dm-stack img.dm-app6")
        assert images.count() == 8
        assert all(images.evaluate_all("all => all.map(i => i.complete && i.naturalWidth > 0)"))
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text("Field artillery").is_visible()
        assert not legend.get_by_text("Other installations").is_visible()


def test_the_legend_of_nato_symbols_has_kinds_by_themselves(make_page, open_page):
    """Not with the bar of damage, and the size, of the unit that is first in the sheet."""
    app6 = 'symbol_style = "app6"'
    rows = "A,48.5,39.2,tank,brigade,destroyed\nB,48.6,38.2,tank,company,\n"
    rows += "C,48.2,38.2,infantry,,present\n"
    path = make_page(units=f"name,lat,lon,kind,echelon,status\n{rows}", deploymap=app6)
    with open_page(path) as page:
        legend = page.get_by_role("region", name="Legend", exact=True)
        shown = legend.locator("img.dm-app6").evaluate_all("all => all.map(i => i.src)")
        on_map = page.locator(".dm-stack img.dm-app6").evaluate_all("all => all.map(i => i.src)")
        assert len(shown) == 2
        # the present infantry of no size is drawn as the legend has it
        assert set(shown) & set(on_map) == {shown[1]}


def test_the_interface_for_embedding(shipped_page, open_page, count):
    with open_page(shipped_page) as page:
        assert page.evaluate("deploymap.count") == count
        assert page.evaluate("deploymap.map.getZoom() > 5")
        assert page.evaluate("deploymap.unit('U5').place") == "Rostov-on-Don"
        last = page.evaluate(f"deploymap.unit('U{count}')")
        assert last["id"] == f"U{count}"
        assert last["name"] == LAST_NAMES[count]
        for wanted in ("none", "U0", f"U{count + 1}", "U05", ""):
            assert page.evaluate("id => deploymap.unit(id)", wanted) is None, wanted
        assert page.evaluate("deploymap.select('U5')") is True
        assert page.get_by_role("complementary").is_visible()
        assert page.evaluate("deploymap.select('none')") is False
        assert not page.get_by_role("complementary").is_visible()
        assert page.evaluate(f"deploymap.select('U{count}')") is True
        assert page.get_by_role("complementary", name=last["name"]).is_visible()
        assert page.evaluate("deploymap.select(null)") is True
        assert not page.get_by_role("complementary").is_visible()


def test_the_reader_can_step_through_all_units(shipped_page, open_page, count):
    """From the last shipped unit to the first or into the crowd; from the first to the last."""
    # where steps lead: a unit's number, and then that of the next
    ways = [[FEW, FEW % count + 1, FEW % count + 2], [2, 1, count, count - 1]]
    with open_page(shipped_page) as page:
        for way, step in zip(ways, ("Next unit", "Previous unit"), strict=True):
            page.evaluate(f"deploymap.select('U{way[0]}')")
            for before, after in pairwise(way):
                assert page.get_by_text(f"{before:,} of {count:,}", exact=True).is_visible()
                page.get_by_role("button", name=step).click()
                assert page.get_by_text(f"{after:,} of {count:,}", exact=True).is_visible()
                drawn(page)
                symbol = page.locator(".dm-unit[aria-current=true]")
                assert symbol.get_attribute("data-unit") == f"U{after}"
                assert is_within(page, symbol), after
                assert symbol.evaluate(IS_ON_TOP), after


def test_all_units_stand_in_a_list_for_those_who_see_no_map(shipped_page, open_page, count):
    """Up to 150 units all at once; more, a hundred on a page; a search of either finds in it."""
    with open_page(shipped_page) as page:
        page.get_by_text(f"All units on the map ({count:,})", exact=True).click()
        buttons = page.locator(".dm-all li").get_by_role("button")
        listed = count if count < 2_000 else 100
        buttons.nth(listed - 1).wait_for()
        assert buttons.count() == listed
        is_paged = listed < count
        assert page.get_by_role("spinbutton", name="Page").count() == is_paged
        page.get_by_role("searchbox").fill("rostov-on-don")
        page.get_by_text(f"4 of {count:,} units").wait_for()
        assert page.get_by_text("Units shown (4)").is_visible()
        assert buttons.all_inner_texts() == LISTS["Rostov-on-Don"]
        page.get_by_role("searchbox").fill("")
        buttons.nth(listed - 1).wait_for()
        if is_paged:
            assert page.get_by_text(f"of {count // 100 + 1}", exact=True).is_visible()
        buttons.nth(5).click()
        assert page.get_by_role("complementary", name="Artillery unit").is_visible()
        page.keyboard.press("Escape")
        assert buttons.nth(5).evaluate("e => e === document.activeElement")


def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    shipped_page, open_page, width, count
):
    with open_page(shipped_page, width=width, bypass_csp=True) as page:
        for style in STYLES:
            page.get_by_role("radio", name=style).check()
            drawn(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("deploymap.select('U1')")
        for scheme, style in LOOKS[count][width]:
            page.emulate_media(color_scheme=scheme)
            page.get_by_role("radio", name=style).check()
            drawn(page)
            assert axe_faults(page) == [], (scheme, style)


def test_annotations_without_any_position_stand_around_the_map(make_page, open_page, count):
    page_of_texts = make_page(
        units=sheet_of(count),
        annotations="id,type,text,troops,min_width\nN,note,A quiet note,,\nL,label,Nowhere,,\n"
        "F,figure,troops at all,100,\nF,figure,troops in all,100,700\nS,source,Somebody said,,\n",
    )
    for width, words in ((1280, "troops in all"), (375, "troops at all")):
        with open_page(page_of_texts, width=width) as page:
            figures = page.get_by_role("region", name="Headline figures").get_by_role("listitem")
            assert figures.count() == 1
            assert words in figures.inner_text()
            about = page.get_by_role("region", name="About this map")
            assert about.get_by_text("A quiet note").is_visible()
            assert about.get_by_text("Somebody said").is_visible()


def test_the_texts_follow_the_width_of_the_window(make_page, open_page, count):
    changing = make_page(
        units=sheet_of(count),
        annotations="id,type,text,min_width\nN,note,Narrow,\nN,note,Wide,700\n",
    )
    with open_page(changing, width=1280) as page:
        assert page.get_by_text("Wide", exact=True).is_visible()
        page.set_viewport_size({"width": 375, "height": 812})
        page.get_by_text("Narrow", exact=True).wait_for()
        assert page.get_by_text("Wide", exact=True).count() == 0


def test_a_unit_beyond_the_view_and_the_borders_can_be_seen(make_page, open_page, width, count):
    """The view that somebody set leaves it out, and the borders end before it."""
    far_off = make_page(
        units=sheet_of(count) + "Far,55.5,81.5\n",
        deploymap="view = [36, 46, 42, 50]\n",
    )
    with open_page(far_off, width=width) as page:
        page.evaluate(f"deploymap.select('row{count + 2}')")
        drawn(page)
        symbol = page.locator(".dm-unit[aria-current=true]")
        assert is_within(page, symbol)
        assert symbol.evaluate(IS_ON_TOP)
        # as far out as the map goes, all units are in view
        page.evaluate("deploymap.map.setZoom(0, {animate: false}) && null")
        page.evaluate("deploymap.map.setView([52, 60], 0, {animate: false}) && null")
        assert page.evaluate("deploymap.map.getBounds().contains([[48.5, 39.3], [55.5, 81.5]])")


def test_a_map_that_became_narrow_can_be_seen_whole(shipped_page, open_page):
    with open_page(shipped_page, width=375) as page:
        least = page.evaluate("deploymap.map.getMinZoom()")
    with open_page(shipped_page, width=1280) as page:
        assert page.evaluate("deploymap.map.getMinZoom()") > least
        page.set_viewport_size({"width": 375, "height": 812})
        page.locator(".dm-label-note").wait_for(state="detached")
        assert page.evaluate("deploymap.map.getMinZoom()") == least


def test_a_tap_on_a_telephone_shows_the_unit_above_its_sheet(shipped_page, open_page):
    with open_page(shipped_page, width=375, has_touch=True, is_mobile=True) as page:
        unit = page.get_by_role("button", name=re.compile("^Artillery unit, Rostov-on-Don"))
        unit.tap()
        sheet = page.get_by_role("complementary").bounding_box()
        symbol = unit.bounding_box()
        assert symbol["y"] >= page.locator(".dm-stage").bounding_box()["y"]
        assert symbol["y"] + symbol["height"] <= sheet["y"]
        assert page.evaluate("deploymap.map.dragging.enabled()") is False


def test_the_wheel_scrolls_a_page_that_is_read_downwards(shipped_page, open_page):
    with open_page(shipped_page, width=600) as page:
        zoom = page.evaluate("deploymap.map.getZoom()")
        page.locator(".folium-map").hover()
        page.mouse.wheel(0, 300)
        page.evaluate(SCROLLED)
        assert page.evaluate("deploymap.map.getZoom()") == zoom
        assert page.get_by_text("while you scroll to zoom").count() == 1


def sheet_of(count: int) -> str:
    """A sheet of so many units and not a column more than needed."""
    return "name,lat,lon\nA,48.5,39.3\n" + further_rows(["name", "lat", "lon"], 2, count)


def place_of(page, lat: float, lon: float) -> tuple[float, float]:
    """Where a position is in the window, px."""
    return page.evaluate(
        """([lat, lon]) => {
          const {x, y} = deploymap.map.latLngToContainerPoint([lat, lon]);
          const box = deploymap.map.getContainer().getBoundingClientRect();
          return [box.x + x, box.y + y];
        }""",
        [lat, lon],
    )


def is_within(page, locator) -> bool:
    """Whether all of an element lies within the map."""
    inner, outer = locator.bounding_box(), page.locator(".folium-map").bounding_box()
    return (
        inner["x"] >= outer["x"]
        and inner["y"] >= outer["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    )


def overlapping(page) -> list[str]:
    """The pairs of labels, stacks and controls that share more than a pixel's edge."""
    return page.evaluate(
        """() => {
          const all = [...document.querySelectorAll('.dm-label, .dm-stack, .leaflet-control')]
            .filter(e => !e.closest('.dm-measure'));
          // what a large map says of itself is empty as long as it has nothing to say
          const boxes = all.map(e => [e, e.getBoundingClientRect()]).filter(([, p]) => p.width > 0);
          const meet = (p, q) => p.left < q.right - 1 && p.top < q.bottom - 1;
          const pairs = [];
          for (const [i, [a, p]] of boxes.entries())
            for (const [b, q] of boxes.slice(i + 1))
              if (meet(p, q) && meet(q, p)) pairs.push(`${a.textContent} / ${b.textContent}`);
          return pairs;
        }"""
    )
