"""The page for readers by keys, in frames, on small screens; search, superiors, first view."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import FEW, HEIGHTS, MANY, drawn, until

TWO = "name,lat,lon,side,kind\nA,48.5,39.2,Blue,tank\nB,48.1,38.2,Red,infantry\n"

FOCUS = (
    "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText"
)
TAB_STOPS = """
() => [...document.querySelectorAll('.folium-map button')]
  .filter(e => e.tabIndex >= 0 && !e.closest('.dm-controls')).length
"""


# keys


def test_a_link_leads_past_the_map_to_the_list(page_of, open_page) -> None:
    with open_page(page_of(FEW)) as page:
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == "Skip to the list of units"
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUS) == "All units on the map (8)"
        page.get_by_role("button", name="Army Corps").last.wait_for()


def test_the_units_are_one_tab_stop_and_arrows_go_through_all(page_of, open_page) -> None:
    with open_page(page_of(FEW)) as page:
        assert page.evaluate(TAB_STOPS) == 1
        page.locator(".dm-figure").focus()
        seen = []
        for _ in range(9):
            seen.append(page.evaluate(FOCUS))
            page.keyboard.press("ArrowRight")
        assert len(set(seen)) == 9
        assert page.evaluate(FOCUS) == seen[0]
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(FOCUS) == seen[-1]
        assert page.evaluate(TAB_STOPS) == 1
        # the stop stays where the reader was, also when symbols are drawn anew
        page.get_by_role("radio", name="NATO (APP-6)").check()
        page.locator(".folium-map").focus()
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == seen[-1]


@pytest.mark.parametrize("name", ["Zoom in", None, "NATO (APP-6)"])
def test_escape_closes_the_panel_wherever_the_focus_is(page_of, open_page, name) -> None:
    with open_page(page_of(FEW)) as page:
        page.evaluate("deploymap.select('U3')")
        if name:
            page.get_by_label(name).first.focus()
        page.keyboard.press("Escape")
        assert not page.get_by_role("complementary").is_visible()


# points 20 and 30 px from the middle of a unit's symbol, in a direction in which the map is bare
BESIDE = """
id => {
  const unit = document.querySelector(`[data-unit="${id}"]`);
  const {x, y, width, height} = unit.getBoundingClientRect();
  const isBare = at => !document.elementFromPoint(...at).closest('button, .dm-label, path');
  for (let turn = 0; turn < 360; turn += 15) {
    const at = far => [
      x + width / 2 + far * Math.cos(turn * Math.PI / 180),
      y + height / 2 + far * Math.sin(turn * Math.PI / 180),
    ];
    if ([16, 20, 24, 30].map(at).every(isBare)) return [at(20), at(30)];
  }
}
"""


# what a browser makes of a finger there that helps none to what is near by
TOUCH = """
([clientX, clientY]) => {
  const click = {clientX, clientY, pointerType: 'touch', bubbles: true, cancelable: true};
  document.elementFromPoint(clientX, clientY).dispatchEvent(new PointerEvent('click', click));
}
"""


def test_fingers_have_room(page_of, open_page) -> None:
    with open_page(page_of(FEW), width=375, has_touch=True, is_mobile=True) as page:
        page.evaluate("deploymap.select('U3')")
        buttons = page.locator(".dm-controls button, .dm-panel button:not(.dm-way)")
        for button in buttons.filter(visible=True).all():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 44
        for symbol in page.locator(".dm-unit").all():
            box = symbol.bounding_box()
            assert min(box["width"], box["height"]) >= 24
        # a symbol is met 22 px from its middle, where nothing else is to be met
        page.evaluate("deploymap.select(null)")
        near, far = page.evaluate(BESIDE, "U1")
        panel = page.get_by_role("complementary")
        page.evaluate(TOUCH, far)
        assert not panel.is_visible()
        page.evaluate(TOUCH, near)
        panel.get_by_text("Luhansk Oblast").wait_for()


# frames and small screens


def test_a_telephone_has_map_and_headline_figures_in_its_first_view(page_of, open_page) -> None:
    with open_page(page_of(FEW), width=375) as page:
        stage = page.locator(".dm-stage").bounding_box()
        for number in page.locator(".dm-headline b").all():
            box = number.bounding_box()
            assert stage["y"] + stage["height"] <= box["y"] < HEIGHTS[375] - 2 * box["height"]
            assert box["height"] < 30, "one line"


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display: none">{}</div>',
        "<details><summary>Map</summary>{}</details>",
        '<div style="width: 0; height: 0; overflow: hidden">{}</div>',
    ],
)
@pytest.mark.parametrize("many", [False, True])
def test_a_frame_that_was_hidden_shows_the_first_view(
    make_page, chromium, tmp_path: Path, hidden, many
) -> None:
    rows = "".join(f"{n},{48 + n % 40 / 80},{38 + n / 600},Blue,tank\n" for n in range(700))
    path = make_page(units=TWO + rows * many)
    frame = f'<iframe src="{path.name}" style="width: 100%; height: 100%; border: 0"></iframe>'
    outside = tmp_path / "outside.html"
    outside.write_text(f"<!DOCTYPE html><body style='margin: 0'>{hidden.format(frame)}", "utf-8")
    page = chromium.new_page(viewport={"width": 1000, "height": 700})
    faults: list[Any] = []
    page.on("pageerror", lambda error: faults.append(error))
    try:
        page.goto(outside.as_uri())
        inner = page.frame(url=path.as_uri())
        inner.evaluate("deploymap.ready.then(() => null)")
        page.evaluate(
            """() => {
              const holder = document.body.firstElementChild;
              holder.open = true;
              holder.style.cssText = 'display: block; width: 1000px; height: 700px';
            }"""
        )
        until(inner, "deploymap.map.getSize().x > 500")
        drawn(inner)
        until(inner, "!document.querySelector('.leaflet-pan-anim')")
        where = "[deploymap.map.getZoom(), deploymap.map.getCenter()]"
        zoom, centre = inner.evaluate(where)
        inner.get_by_role("button", name="Back to the first view").click()
        assert inner.evaluate(where) == [zoom, pytest.approx(centre, abs=0.01)]
        assert zoom > 6
        assert not faults
    finally:
        page.close()


@pytest.mark.parametrize(("framed", "zooms"), [(False, True), (True, False)])
def test_the_wheel_scrolls_the_page_around_a_frame(
    make_page, chromium, tmp_path: Path, framed, zooms
) -> None:
    path = make_page(units=TWO)
    outside = tmp_path / "outside.html"
    outside.write_text(
        f'<!DOCTYPE html><body style="height: 3000px; margin: 0">'
        f'<iframe src="{path.name}" style="width: 1200px; height: 400px; border: 0"></iframe>',
        "utf-8",
    )
    page = chromium.new_page(viewport={"width": 1250, "height": 650}, reduced_motion="reduce")
    try:
        page.goto((outside if framed else path).as_uri())
        inner = page.frame(url=path.as_uri())
        inner.evaluate("deploymap.ready.then(() => null)")
        before = inner.evaluate("deploymap.map.getZoom()")
        page.mouse.move(800, 300)
        page.mouse.wheel(0, -200 if zooms else 200)
        if zooms:
            until(inner, f"deploymap.map.getZoom() !== {before}")
        else:
            # the frame's own page scrolls before the one around it
            until(inner, "scrollY > 0")
            assert inner.evaluate("deploymap.map.getZoom()") == before
    finally:
        page.close()


def test_the_heights_that_the_guide_names_show_the_whole_page(page_of, open_page, root) -> None:
    guide = (root / "docs/embedding.md").read_text(encoding="utf-8")
    first = int(re.search(r"border: 0; height: (\d+)px", guide)[1])
    further = re.findall(r"min-width: (\d+)px\) { \.map { height: (\d+)px", guide)
    heights = {320: first} | {int(width): int(height) for width, height in further}
    assert len(heights) == 4
    with open_page(page_of(FEW)) as page:
        for width in (320, 359, 360, 375, 439, 440, 599, 600, 899, 900, 1099):
            height = heights[max(least for least in heights if least <= width)]
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollHeight") <= height, width
            # and is not far too high
            assert page.locator(".dm-page").bounding_box()["height"] > 0.75 * height, width


@pytest.mark.parametrize("width", [320, 340, 360, 667, 812])
@pytest.mark.parametrize("style", ["Simple", "NATO (APP-6)"])
def test_nothing_is_wider_than_a_small_page(page_of, open_page, width, style) -> None:
    with open_page(page_of(FEW), width=width) as page:
        page.get_by_role("radio", name=style).check()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for figure in page.locator(".dm-headline b").all():
            box = figure.bounding_box()
            assert box["x"] + box["width"] <= width


def test_long_words_do_not_widen_the_page(make_page, open_page) -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    units = f"name,side,kind,lat,lon,note\n{long},{long},tank,48.5,39.2,{long}\n"
    notes = f"type,text,troops\nfigure,{long},175000\n"
    settings = f'title = "{long}"\nsubtitle = "{long}"\ncredit = "{long}"'
    path = make_page(units=units, annotations=notes, deploymap=settings)
    with open_page(path, width=320) as page:
        page.get_by_text("All units on the map (1)").click()
        page.get_by_role("button", name=long).last.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("size", [(812, 375), (667, 375), (568, 320)])
def test_a_telephone_on_its_side_shows_the_map_at_once(
    page_of, open_page, monkeypatch, size
) -> None:
    monkeypatch.setitem(HEIGHTS, size[0], size[1])
    with open_page(page_of(FEW), width=size[0]) as page:
        box = page.locator(".dm-stage").bounding_box()
        assert box["y"] == 0
        assert box["height"] == size[1]
        assert box["width"] > 0.5 * size[0]
        assert page.get_by_role("heading", level=1).bounding_box()["y"] < size[1]


def test_in_the_first_view_of_few_units_no_control_lies_over_one(make_page, open_page) -> None:
    path = make_page(units="name,lat,lon\nA,50,10\nB,42,20\nC,35,30\n")
    with open_page(path, width=375) as page:
        controls = page.locator(".dm-controls").bounding_box()
        for box in boxes_of(page.locator(".dm-unit")):
            beside = box["x"] >= controls["x"] + controls["width"]
            assert beside or box["y"] >= controls["y"] + controls["height"]


@pytest.mark.parametrize("width", [320, 375, 812, 1280])
def test_the_caveats_of_headline_figures_stand_at_every_width(page_of, open_page, width) -> None:
    with open_page(page_of(FEW), width=width) as page:
        assert page.get_by_text("Not to be added to the figure on the map").is_visible()
        assert page.get_by_text("A plan, not a deployment.").is_visible()


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("style", ["Simple", "NATO (APP-6)"])
def test_the_legend_of_a_telephone_is_low(page_of, open_page, width, style) -> None:
    """Its sides stand above the map, all else below, and no entry breaks that fits into a line."""
    with open_page(page_of(FEW), width=width) as page:
        page.get_by_role("radio", name=style).check()
        legend = page.get_by_role("region", name="Legend", exact=True)
        parts = boxes_of(legend.locator(".dm-legend-circles, ul"))
        assert sum(box["height"] for box in parts) < (170 if width > 350 else 200)
        stage = page.locator(".dm-stage").bounding_box()["y"]
        assert [box["y"] < stage for box in parts].count(True) == 1
        assert legend.get_by_text("Not certain", exact=True).is_visible()
        assert max(box["height"] for box in boxes_of(legend.get_by_role("listitem"))) < 36


def test_no_entry_of_a_crowds_legend_breaks(make_page, open_page) -> None:
    kinds = ("tank", "artillery", "air defense", "logistics", "headquarters", "infantry")
    rows = [
        f"{n},{'AB'[n % 2]},{kinds[n % 6]},{n % 7}00,{45 + n % 29 / 3},{20 + n % 41 / 2}"
        for n in range(1200)
    ]
    page_of_many = make_page(units="name,side,kind,troops,lat,lon\n" + "\n".join(rows))
    with open_page(page_of_many, width=375) as page:
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text("A unit, in its side’s colour").is_visible()
        for words in ("Armored vehicles", "Other installations", "Support units"):
            assert legend.get_by_text(words, exact=True).bounding_box()["height"] < 26


def boxes_of(items: Any) -> list[dict[str, float]]:
    """Return the boxes of those that are seen."""
    return [item.bounding_box() for item in items.all() if item.is_visible()]


@pytest.mark.parametrize("size", [(375, 812), (375, 667), (320, 568)])
def test_above_a_sheet_a_good_part_of_the_window_is_map(page_of, open_page, size) -> None:
    options = {"width": size[0], "height": size[1], "has_touch": True}
    with open_page(page_of(FEW), **options) as page:
        page.evaluate("deploymap.select('U3')")
        drawn(page)
        frame = page.locator(".dm-stage").bounding_box()
        sheet = page.get_by_role("complementary").bounding_box()
        assert sheet["y"] - max(frame["y"], 0) >= 0.4 * size[1]
        symbol = page.locator("[data-unit=U3]").bounding_box()
        assert frame["y"] <= symbol["y"] <= sheet["y"] - symbol["height"]


def test_from_the_list_to_the_map_and_back(page_of, open_page) -> None:
    """What was chosen in the list is in sight again when its sheet is closed."""
    with open_page(page_of(FEW), width=375, has_touch=True) as page:
        page.get_by_text("All units on the map (8)").click()
        entry = page.locator(".dm-all li").get_by_role("button").nth(5)
        entry.click()
        until(page, "document.querySelector('.dm-stage').getBoundingClientRect().top > -1")
        page.keyboard.press("Escape")
        assert entry.evaluate("e => e === document.activeElement")
        box = entry.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 812


@pytest.mark.parametrize("width", [375, 1280])
def test_the_scales_words_fit_into_it(make_page, open_page, width) -> None:
    """At every zoom, from that of the whole world on."""
    with open_page(make_page(units="name,lat,lon\nA,60,-150\nB,-40,150\n"), width=width) as page:
        zoom, words = page.evaluate("deploymap.map.getMinZoom()"), set()
        while zoom < 12:
            page.evaluate(
                "zoom => void deploymap.map.setView([0, 0], zoom, {animate: false})", zoom
            )
            for line in page.locator(".leaflet-control-scale-line").all():
                words.add(line.inner_text())
                assert line.evaluate("e => e.scrollWidth <= e.clientWidth"), line.inner_text()
            zoom += 0.4
    assert "1,000 mi" in words


# details and search


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("July 1-3, 1863", "1 July 1863 – 3 July 1863 (July 1-3, 1863)"),
        ("since 2014", "2014 – (since 2014)"),
        ("2022-02-24T05:00+03:00", "24 February 2022, 02:00 UTC (2022-02-24T05:00+03:00)"),
        ("about 1916", "1916 (about 1916)"),
        ("2022-02-24", "24 February 2022"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(make_page, open_page, cell, shown) -> None:
    """Spans with both ends, times with their zone; what was worked out, with the cell's words."""
    path = make_page(units=f'name,lat,lon,date\nA,48.5,39.2,"{cell}"\n')
    with open_page(path) as page:
        page.evaluate("deploymap.select('row2')")
        facts = page.get_by_role("complementary").locator(".dm-facts > div")
        date = facts.filter(has=page.get_by_text("Date", exact=True))
        assert date.get_by_role("definition").inner_text() == shown


def test_a_superior_is_a_way_by_its_name_and_so_are_subordinates(make_page, open_page) -> None:
    units = "name,lat,lon,parent\n1st Regiment,48.1,38.1,2nd Division\n2nd Division,48.2,38.2,\n"
    with open_page(make_page(units=units)) as page:
        page.evaluate("deploymap.select('row2')")
        panel = page.get_by_role("complementary")
        assert "row" not in panel.inner_text()
        panel.get_by_role("button", name="2nd Division").click()
        assert panel.get_by_role("heading", name="2nd Division").is_visible()
        panel.get_by_role("button", name="1st Regiment").click()
        assert panel.get_by_role("heading", name="1st Regiment").is_visible()


def test_a_superior_that_is_not_on_the_map_has_its_name(tmp_path: Path, open_page) -> None:
    from deploymap.chain import build_file

    units = tmp_path / "units.csv"
    units.write_text("name,lat,lon,parent\nA,48.1,38.1,Staff\nStaff,95,38.2,\n", encoding="utf-8")
    path = build_file(tmp_path, units=units, keep_going=True).output
    with open_page(path) as page:
        page.evaluate("deploymap.select('row2')")
        text = page.get_by_role("complementary").inner_text()
        assert "Staff (not on the map)" in text
        assert "row" not in text


def test_columns_named_as_what_every_object_has_are_shown(make_page, open_page) -> None:
    names = ["__proto__", "constructor", "toString", "hasOwnProperty"]
    units = f"name,lat,lon,{','.join(names)}\nA,48,39,one,two,three,four\n"
    with open_page(make_page(units=units)) as page:
        page.evaluate("deploymap.select('row2')")
        facts = page.locator(".dm-facts").inner_text()
        unit = page.evaluate("Object.entries(deploymap.unit('row2'))")
        for name, value in zip(names, ["one", "two", "three", "four"], strict=True):
            assert [name, value] in unit
            assert name in facts
            assert value in facts


@pytest.mark.parametrize("count", [200, 2200])
def test_what_the_page_shows_is_found(make_page, open_page, count) -> None:
    rows = "".join(
        f"Unit {n},{50 + n / 500},{38 - n / 300},{'Süd' if n % 2 else 'North'},"
        f"{'tank' if n == 7 else 'infantry'},2022-01-12,{8000 if n == 5 else ''},"
        f"{'blue flag' if n == 9 else ''}\n"
        for n in range(count)
    )
    path = make_page(units="name,lat,lon,side,kind,date,troops,marking\n" + rows)
    with open_page(path) as page:
        page.get_by_text("All units on the map").click()
        field = page.get_by_role("searchbox")
        for words, found in [
            ("blue FLAG", 1),
            ("armored vehicles", 1),
            ("8,000", 1),
            ("tank sud", 1),
            ("sud", count // 2),
            ("12 january", count),
        ]:
            field.fill(words)
            page.get_by_text(f"{found:,} of {count:,} units", exact=True).wait_for()


# the first view


def test_units_outside_the_view_are_counted_with_a_way_to_them(make_page, open_page) -> None:
    units = "name,lat,lon\nA,47.2,39.7\nB,54.6,33.2\nC,54.7,33.0\n"
    settings = "view = [36.1, 46.25, 41.9, 49.3]"
    with open_page(make_page(units=units, deploymap=settings)) as page:
        assert page.get_by_text("2 units lie outside the first view.").is_visible()
        page.get_by_role("link", name="Show all").click()
        contains = "deploymap.map.getBounds().contains([54.7, 33.0])"
        assert page.evaluate(contains)


def test_on_a_telephone_the_word_about_those_outside_covers_nothing(page_of, open_page) -> None:
    with open_page(page_of(MANY), width=375) as page:
        words = page.get_by_text(f"{MANY - FEW:,} units lie outside the first view.")
        frame = page.locator(".dm-stage").bounding_box()
        assert words.bounding_box()["y"] >= frame["y"] + frame["height"]
        # where there is room, it stands on the map
        page.set_viewport_size({"width": 900, "height": 1000})
        page.locator(".folium-map .dm-outside").wait_for()


def test_a_view_that_has_all_units_says_nothing(page_of, open_page) -> None:
    with open_page(page_of(FEW)) as page:
        assert not page.get_by_text("outside the first view").is_visible()
