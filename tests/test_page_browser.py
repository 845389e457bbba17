"""The page as a reader has it: in a real Chromium, without a network, at four widths."""

from __future__ import annotations

import re

import pytest

WIDTHS = (1280, 900, 600, 375)
WIDE, MIDDLE = (1280, 900), (1280, 900, 600)

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

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

LEGEND = [
    ("L2", "Artillery", WIDTHS),
    ("L3", "Armored vehicles", WIDTHS),
    ("L4", "Other military or air installations", WIDE),
    ("L4 short", "Other installations", (600, 375)),
]


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request):
    return request.param


@pytest.mark.parametrize(("row", "where", "text", "widths"), MAP_TEXTS, ids=lambda v: str(v)[:8])
def test_map_text_stands_at_its_widths(shipped_page, open_page, width, row, where, text, widths):
    with open_page(shipped_page, width=width) as page:
        found = page.locator(f".folium-map {where}").filter(has_text=text)
        assert found.count() == (1 if width in widths else 0), row
        if width in widths:
            assert is_within(page, found), f"{row} is cut off"


def test_units_are_listed_under_places_where_there_is_room(shipped_page, open_page, width):
    with open_page(shipped_page, width=width) as page:
        for place, units in LISTS.items():
            label = page.locator(".dm-label-place").filter(has_text=place)
            assert label.locator(".dm-listed").all_inner_texts() == (units if width in WIDE else [])


@pytest.mark.parametrize(("row", "text", "widths"), LEGEND)
def test_legend_names_the_classes(shipped_page, open_page, width, row, text, widths):
    with open_page(shipped_page, width=width) as page:
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text(text, exact=True).is_visible() == (width in widths), row


def test_legend_shows_10000_as_a_circle_to_the_maps_scale(shipped_page, open_page, width):
    """L1 and F1: area, not radius, carries the number, in the legend and on the map alike."""
    with open_page(shipped_page, width=width) as page:
        circles = page.get_by_role("img", name=re.compile("Circles by area: .*10,000.* troops"))
        assert circles.is_visible()
        assert page.get_by_text("Troops", exact=True).is_visible()
        radii = circles.locator("circle").evaluate_all("all => all.map(c => +c.getAttribute('r'))")
        drawn = page.locator(".dm-figure circle").get_attribute("r")
        assert (float(drawn) / min(radii)) ** 2 == pytest.approx(3.2, rel=0.01)


def test_headline_figures_and_source_stand_around_the_map(shipped_page, open_page, width):
    """T1, T2 and S1."""
    with open_page(shipped_page, width=width) as page:
        figures = page.get_by_role("region", name="Headline figures").get_by_role("listitem")
        first, second = figures.all_inner_texts()
        assert "About 100,000" in first
        assert "Ukrainian and Western officials" in first
        assert "Up to 175,000" in second
        assert "U.S. intelligence agencies" in second
        about = page.get_by_role("region", name="About this map")
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


@pytest.mark.parametrize("style", ["Simple", "NATO (APP-6)"])
def test_nothing_on_the_map_overlaps_at_any_zoom(shipped_page, open_page, width, style):
    with open_page(shipped_page, width=width) as page:
        page.get_by_role("radio", name=style).check()
        lowest, highest = page.evaluate("[deploymap.map.getMinZoom(), deploymap.map.getMaxZoom()]")
        zoom = lowest
        while zoom <= highest:
            page.evaluate("zoom => void deploymap.map.setZoom(zoom, {animate: false})", zoom)
            assert overlapping(page) == [], f"zoom {zoom:.1f}"
            zoom += 0.5


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
    """U3 stands for two units; U7 and U8 may be one annotation."""
    with open_page(shipped_page) as page:
        units = page.evaluate("['U3', 'U7', 'U8'].map(id => deploymap.unit(id))")
        assert [unit["count"] for unit in units] == [2, None, None]
        assert all("oubt" in unit["note"] for unit in units[1:])
        assert page.get_by_role("button", name=re.compile("^Two tank units")).inner_text() == "2"


def test_a_figure_opens_too(shipped_page, open_page):
    with open_page(shipped_page) as page:
        page.get_by_role("button", name="32,000 troops in Eastern Ukraine").click(force=True)
        panel = page.get_by_role("complementary")
        assert panel.get_by_text("not for one point").is_visible()


def test_the_symbol_style_can_be_switched(shipped_page, open_page, width):
    with open_page(shipped_page, width=width) as page:
        assert page.locator(".dm-stack svg.dm-glyph").count() == 8
        page.get_by_role("radio", name="NATO (APP-6)").check()
        images = page.locator(".dm-stack img.dm-app6")
        assert images.count() == 8
        assert all(images.evaluate_all("all => all.map(i => i.complete && i.naturalWidth > 0)"))
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text("Field artillery").is_visible()
        assert not legend.get_by_text("Other installations").is_visible()


def test_the_interface_for_embedding(shipped_page, open_page):
    with open_page(shipped_page) as page:
        assert page.evaluate("deploymap.count") == 8
        assert page.evaluate("deploymap.map.getZoom() > 5")
        assert page.evaluate("deploymap.unit('U5').place") == "Rostov-on-Don"
        assert page.evaluate("deploymap.unit('none')") is None
        assert page.evaluate("deploymap.select('U5')") is True
        assert page.get_by_role("complementary").is_visible()
        assert page.evaluate("deploymap.select('none')") is False
        assert page.evaluate("deploymap.select(null)") is True
        assert not page.get_by_role("complementary").is_visible()


def test_the_reader_can_step_through_all_units(shipped_page, open_page):
    with open_page(shipped_page) as page:
        page.evaluate("deploymap.select('U8')")
        page.get_by_role("button", name="Next unit").click()
        assert page.get_by_text("1 of 8").is_visible()
        page.get_by_role("button", name="Previous unit").click()
        assert page.get_by_text("8 of 8").is_visible()


def test_all_units_stand_in_a_list_for_those_who_see_no_map(shipped_page, open_page):
    with open_page(shipped_page) as page:
        page.get_by_text("All units on the map (8)").click()
        buttons = page.locator(".dm-all").get_by_role("button")
        buttons.nth(7).wait_for()
        assert buttons.count() == 8
        buttons.nth(5).click()
        assert page.get_by_role("complementary", name="Artillery unit").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("style", ["Simple", "NATO (APP-6)"])
def test_axe_finds_nothing(shipped_page, open_page, root, width, scheme, style):
    with open_page(shipped_page, width=width, scheme=scheme, bypass_csp=True) as page:
        page.get_by_role("radio", name=style).check()
        page.evaluate("deploymap.select('U1')")
        page.add_script_tag(path=root / "web" / "node_modules" / "axe-core" / "axe.min.js")
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
        assert describe(result["violations"]) == []


@pytest.mark.parametrize("style", ["Simple", "NATO (APP-6)"])
def test_nothing_is_wider_than_the_page(shipped_page, open_page, width, style):
    with open_page(shipped_page, width=width) as page:
        page.get_by_role("radio", name=style).check()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_annotations_without_any_position_stand_around_the_map(make_page, open_page):
    page_of_texts = make_page(
        units="name,lat,lon\nA,48.5,39.3\n",
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


def test_the_texts_follow_the_width_of_the_window(make_page, open_page):
    changing = make_page(
        units="name,lat,lon\nA,48.5,39.3\n",
        annotations="id,type,text,min_width\nN,note,Narrow,\nN,note,Wide,700\n",
    )
    with open_page(changing, width=1280) as page:
        assert page.get_by_text("Wide", exact=True).is_visible()
        page.set_viewport_size({"width": 375, "height": 812})
        page.get_by_text("Narrow", exact=True).wait_for()
        assert page.get_by_text("Wide", exact=True).count() == 0


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
        page.wait_for_function("scrollY > 0")
        assert page.evaluate("deploymap.map.getZoom()") == zoom
        assert page.get_by_text("while you scroll to zoom").count() == 1


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
          const boxes = all.map(e => [e, e.getBoundingClientRect()]);
          const meet = (p, q) => p.left < q.right - 1 && p.top < q.bottom - 1;
          const pairs = [];
          for (const [i, [a, p]] of boxes.entries())
            for (const [b, q] of boxes.slice(i + 1))
              if (meet(p, q) && meet(q, p)) pairs.push(`${a.textContent} / ${b.textContent}`);
          return pairs;
        }"""
    )


def describe(violations) -> list[str]:
    return [
        f"{found['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for found in violations
        for node in found["nodes"]
    ]
