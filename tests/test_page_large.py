"""The page of 100,000 units as a reader has it: marks and a search, and symbols close by."""

from __future__ import annotations

import importlib.util
import random
import re
from itertools import product

import pytest

from axe import axe_faults
from conftest import drawn, opened
from test_page_browser import is_within, place_of

COUNT = 100_000
CENTRE = (47.0, 33.0)
# one unit alone, far from all others: what is clicked
ALONE = (52.5, 41.5)
SIDES = ("Blue", "Red", "Green")
KINDS = ("tank", "artillery", "engineer")
WIDTHS = (1280, 375)

COLORS = """
() => {
  const canvas = document.querySelector('canvas.dm-crowd');
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
    .getContext('2d', {willReadFrequently: true});
  copy.drawImage(canvas, 0, 0);
  const {data} = copy.getImageData(0, 0, canvas.width, canvas.height);
  const sides = [...document.querySelectorAll('.dm-legend-sides li')].map(li =>
    getComputedStyle(li.querySelector('.dm-swatch')).backgroundColor.match(/\\d+/g).map(Number));
  return sides.map(([r, g, b]) => {
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] > 100 && Math.abs(data[at] - r) + Math.abs(data[at + 1] - g)
          + Math.abs(data[at + 2] - b) < 12) count++;
    return count;
  });
}
"""


# the labels of units, each with the unit that stands where it does
LABELS = """
() => {
  const where = e => e.closest('.dm-anchor').style.transform;
  const all = selector => [...document.querySelectorAll(selector)];
  const units = new Map(all('.dm-stack').map(e =>
    [where(e), e.querySelector('.dm-unit').dataset.unit]));
  return all('.leaflet-dm-labels-pane .dm-label-place').map(e => ({
    unit: units.get(where(e)), name: e.querySelector('b').textContent,
    troops: [...e.querySelectorAll('.dm-listed-troops')].map(line => line.textContent),
  }));
}
"""


def write_units(folder, count: int = COUNT) -> None:
    chance = random.Random(4)
    lines = ["id,name,side,kind,troops,place,lat,lon,parent"]
    for number in range(count):
        lat, lon = chance.gauss(CENTRE[0], 0.8), chance.gauss(CENTRE[1], 1.4)
        if number % 2:
            lat, lon = chance.uniform(45, 52), chance.uniform(27, 40)
        if number == 777:
            lat, lon = ALONE
        kind = KINDS[number % 3]
        parent = f"g{number - 1}" if number % 5 == 1 else ""
        troops = number % 900 or ""
        lines.append(
            f"g{number},No. {number} {kind},{SIDES[number % 3]},{kind},{troops},"
            f"Place {number % 50},{lat:.4f},{lon:.4f},{parent}"
        )
    (folder / "units.csv").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def large_page(tmp_path_factory):
    """The page of 100,000 units."""
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("large")
    write_units(folder)
    return build_file(folder).output


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request):
    return request.param


def check_labels(page) -> int:
    """Hold what each label says against the row of its unit, and return how many there are."""
    labels = page.evaluate(LABELS)
    for label in labels:
        number = int(label["unit"].lstrip("g"))
        assert label["name"] == f"No. {number} {KINDS[number % 3]}"
        # those of another side that are under it are not its own
        assert label["troops"] == ([f"{number % 900} troops"] if number % 900 else [])
    return len(labels)


def go_to(page, lat: float, lon: float, zoom: float) -> None:
    page.evaluate(
        "([at, zoom]) => void deploymap.map.setView(at, zoom, {animate: false})",
        [[lat, lon], zoom],
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_as_a_picture_with_each_sides_colour(large_page, open_page, width, scheme):
    with open_page(large_page, width=width, scheme=scheme) as page:
        assert page.evaluate("deploymap.count") == COUNT
        assert page.get_by_role("status").get_by_text("100,000 units in view").is_visible()
        # those that matter most have symbols among the marks
        assert 5 < page.locator(".dm-unit").count() < 200
        assert min(page.evaluate(COLORS)) > 100
        check_labels(page)
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text("A unit, in its side’s colour").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_marks_follow_the_readers_scheme(large_page, open_page):
    with open_page(large_page, scheme="light") as page:
        page.emulate_media(color_scheme="dark")
        # as often as it takes: the picture is drawn anew between frames
        for _ in range(100):
            if min(page.evaluate(COLORS)) > 100:
                return
        raise AssertionError("the marks kept their colours")


def test_close_by_there_are_symbols_where_the_marks_were(large_page, open_page, width):
    with open_page(large_page, width=width) as page:
        go_to(page, *ALONE, 11)
        drawn(page)
        unit = page.get_by_role("button", name=re.compile("^No. 777 "))
        assert page.locator("canvas.dm-crowd").count() == 0
        assert page.get_by_text("A unit, in its side’s colour").count() == 1
        assert not page.get_by_text("A unit, in its side’s colour").is_visible()
        box = unit.bounding_box()
        x, y = place_of(page, *ALONE)
        assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=2)
        assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=2)


def test_what_is_chosen_while_symbols_are_drawn_is_marked(large_page, open_page):
    with open_page(large_page) as page:
        page.evaluate(
            "at => { deploymap.map.setView(at, 8, {animate: false}); deploymap.select('g777'); }",
            list(ALONE),
        )
        drawn(page)
        assert page.locator(".dm-stack [aria-current=true]").count() == 1
        assert page.locator("[data-unit=g777]").get_attribute("aria-current") == "true"
        page.evaluate("deploymap.select(null)")
        drawn(page)
        assert page.locator(".dm-stack [aria-current=true]").count() == 0
        assert page.get_by_text("No. 777 tank").first.is_visible()


# the middle of a gathering of many, where no symbol lies over it
DENSE = """
() => {
  const frame = document.querySelector('.folium-map').getBoundingClientRect();
  for (const e of document.querySelectorAll('.dm-gathering')) {
    const {left, top, width, height} = e.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const isInside = x > frame.left + 60 && x < frame.right - 60
      && y > Math.max(frame.top, 0) + 60 && y < Math.min(frame.bottom, innerHeight) - 60;
    if (isInside && /^\\d{2,} units/.test(e.ariaLabel)
        && !document.elementFromPoint(x, y).closest('button, .leaflet-control')) return [x, y];
  }
}
"""


def test_a_pointer_is_told_what_is_gathered_and_opens_a_unit(large_page, open_page):
    with open_page(large_page) as page:
        page.mouse.move(*page.evaluate(DENSE))
        tip = page.locator(".dm-tip")
        tip.wait_for()
        assert re.match(r"\d+ units", tip.inner_text())
        assert all(f"{side}: " in tip.inner_text() for side in SIDES)
        # a unit alone has a symbol
        page.mouse.click(*place_of(page, *ALONE))
        panel = page.get_by_role("complementary", name="No. 777 tank")
        assert panel.is_visible()
        drawn(page)
        chosen = page.locator(".dm-unit[aria-current=true]")
        assert chosen.get_attribute("data-unit") == "g777"
        page.keyboard.press("Escape")
        assert not panel.is_visible()
        # wherever labels have room, they say what the rows do
        go_to(page, 51.5, 28, 9)
        drawn(page)
        assert page.locator("canvas.dm-crowd").count() == 1
        assert check_labels(page) > 3


def test_a_tap_on_many_marks_lists_them(large_page, open_page):
    with open_page(large_page, width=375, has_touch=True, is_mobile=True) as page:
        page.locator(".dm-stage").scroll_into_view_if_needed()
        page.touchscreen.tap(*page.evaluate(DENSE))
        panel = page.get_by_role("complementary")
        panel.wait_for()
        first = panel.get_by_role("listitem").get_by_role("button").first
        name = first.text_content()
        first.tap()
        opened_one = page.get_by_role("complementary", name=name, exact=True)
        assert opened_one.is_visible()
        page.keyboard.press("Escape")
        assert not opened_one.is_visible()
        assert page.locator(".folium-map").evaluate("e => e === document.activeElement")


def test_the_keyboard_goes_through_the_list(large_page, open_page, width):
    with open_page(large_page, width=width) as page:
        page.get_by_text("All units on the map (100,000)").focus()
        page.keyboard.press("Enter")
        rows = page.locator(".dm-rows li")
        rows.nth(99).wait_for()
        assert rows.count() == 100
        assert rows.first.get_attribute("aria-setsize") == str(COUNT)
        page.get_by_role("button", name="Next page of units").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name=re.compile("^No. 100 ")).wait_for()
        assert rows.first.get_attribute("aria-posinset") == "101"
        field = page.get_by_role("spinbutton", name="Page")
        field.fill("1000")
        field.press("Enter")
        last = page.get_by_role("button", name=re.compile("^No. 99999 "))
        last.focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("complementary", name=re.compile("^No. 99999 "))
        assert panel.get_by_text("100,000 of 100,000").is_visible()
        page.keyboard.press("Escape")
        assert last.evaluate("e => e === document.activeElement")


def test_a_search_finds_units_by_name_id_and_place(large_page, open_page):
    with open_page(large_page) as page:
        page.get_by_text("All units on the map (100,000)").click()
        field = page.get_by_role("searchbox", name="Search names, ids and places")
        field.fill("no. 4242 T")
        page.get_by_text("1 of 100,000 units").wait_for()
        assert page.locator(".dm-rows li").count() == 1
        field.fill("G4242")
        page.get_by_text("11 of 100,000 units").wait_for()
        field.fill("place 49")
        page.get_by_text("2,000 of 100,000 units").wait_for()
        page.locator(".dm-rows button").first.click()
        assert page.get_by_role("complementary", name="No. 49 artillery").is_visible()
        # what was found is all that is on the map
        page.keyboard.press("Escape")
        drawn(page)
        assert page.get_by_text("100,000 units in view").count() == 0
        # what takes its time says so until it is done
        page.evaluate(SAID, "Going through the list: 100,000 rows …")
        slow(page, 20)
        field.fill("no. 4242")
        page.get_by_text("1 of 100,000 units").wait_for()
        slow(page, 1)
        drawn(page)
        assert page.evaluate("said")
        assert page.get_by_text("Going through the list").count() == 0
        field.fill("")
        page.get_by_text("of 1,000", exact=True).wait_for()
        drawn(page)


SAID = """
words => {
  window.said = false;
  const look = () => said ||= document.body.textContent.includes(words);
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
}
"""


def slow(page, times: int) -> None:
    """Let the page have a part of the processor only."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})


def test_the_interface_for_embedding_knows_every_unit(large_page, open_page):
    with open_page(large_page) as page:
        unit = page.evaluate("deploymap.unit('g99998')")
        assert (unit["side"], unit["place"]) == ("Green", "Place 48")
        assert page.evaluate("deploymap.unit('g100000')") is None
        assert page.evaluate("deploymap.select('g31')") is True
        assert page.get_by_role("complementary", name="No. 31 artillery").is_visible()
        assert page.evaluate("deploymap.select('none')") is False
        assert not page.get_by_role("complementary").is_visible()


def test_the_focus_stays_with_its_unit_when_symbols_become_marks(large_page, open_page):
    with open_page(large_page) as page:
        go_to(page, *ALONE, 9)
        unit = page.get_by_role("button", name=re.compile("^No. 777 "))
        unit.focus()
        go_to(page, *ALONE, 6)
        page.locator("canvas.dm-crowd").wait_for()
        drawn(page)
        assert unit.evaluate("e => e === document.activeElement")


def test_panning_to_where_nothing_is_and_back(large_page, open_page):
    with open_page(large_page) as page:
        go_to(page, 56, 22, 8)
        page.locator("canvas.dm-crowd").wait_for(state="detached")
        assert page.locator(".dm-unit").count() == 0
        go_to(page, *CENTRE, 6)
        page.locator("canvas.dm-crowd").wait_for()


def test_axe_finds_nothing(large_page, open_page, width):
    with open_page(large_page, width=width, bypass_csp=True) as page:
        page.get_by_text("All units on the map (100,000)").click()
        page.locator(".dm-rows li").first.wait_for()
        for zoom, scheme in product((None, 9), ("light", "dark")):
            page.emulate_media(color_scheme=scheme)
            if zoom:
                go_to(page, *ALONE, zoom)
                page.locator(".dm-unit").first.wait_for()
            page.evaluate("deploymap.select('g777')")
            drawn(page)
            assert axe_faults(page) == [], (zoom, scheme)


DAMAGES = [
    (damage, part) for part in ("data", "arcs") for damage in ("cut off", "changed", "missing")
]


@pytest.mark.parametrize(("damage", "part"), [*DAMAGES, ("interrupted", "data")])
def test_damaged_parts_are_said_in_words(large_page, chromium, tmp_path, damage, part):
    text = large_page.read_text(encoding="utf-8")
    start = text.index(f'id="deploymap-{part}">') + len(f'id="deploymap-{part}">')
    end = text.index("</script>", start)
    middle = (start + end) // 2
    inner = {
        "cut off": text[start : middle - middle % 4],
        "changed": text[start:middle] + "A" * 400 + text[middle + 400 : end],
        "missing": "",
        "interrupted": text[start:middle],
    }[damage]
    rest = "" if damage == "interrupted" else text[end:]
    path = tmp_path / "damaged.html"
    path.write_text(text[:start] + inner + rest, encoding="utf-8")
    context = chromium.new_context()
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path.as_uri())
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "damaged or incomplete" in alert.inner_text()
    outcome = "deploymap.ready.then(() => 'resolved', () => 'rejected')"
    assert page.evaluate(outcome) == "rejected"
    # without their arcs there are no countries to draw
    assert (page.locator(".dm-land").count() > 0) == (part == "data")
    assert faults == []
    context.close()


def test_few_units_in_view_from_the_start_are_symbols(chromium, tmp_path):
    """A map of 2,500 units is packed too, and behaves as one."""
    from deploymap.chain import build_file

    write_units(tmp_path, 2_500)
    path = build_file(tmp_path).output
    with opened(chromium, path) as page:
        go_to(page, *CENTRE, 9)
        page.locator(".dm-unit").first.wait_for()
        page.get_by_role("radio", name="NATO (APP-6)").check()
        page.locator(".dm-stack img.dm-app6").first.wait_for()
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text("Artillery").is_visible()


def test_of_some_hundred_units_those_in_view_are_drawn(chromium, tmp_path, width):
    """A map of 1,500 units is readable JSON, and has symbols at any view."""
    from deploymap.chain import build_file

    write_units(tmp_path, 1_500)
    path = build_file(tmp_path).output
    with opened(chromium, path, width=width) as page:
        go_to(page, *ALONE, 9)
        drawn(page)
        unit = page.get_by_role("button", name=re.compile("^No. 777 "))
        assert unit.bounding_box() is not None
        assert 1 <= page.locator(".dm-unit").count() < 50
        # the one with the focus stays, wherever the reader goes
        unit.focus()
        go_to(page, *CENTRE, 9)
        drawn(page)
        assert page.evaluate("document.activeElement.dataset.unit") == "g777"
        # and the chosen one comes
        assert page.evaluate("deploymap.select('g4')")
        drawn(page)
        chosen = page.locator("[data-unit=g4]")
        assert chosen.get_attribute("aria-current") == "true"
        assert is_within(page, chosen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_on_a_ground_of_their_own_above_a_crowd(make_page, open_page, scheme):
    chance = random.Random(5)
    rows = [f"{n},A,{chance.uniform(47, 51)},{chance.uniform(30, 38)}" for n in range(3_000)]
    page_of_many = make_page(
        units="name,side,lat,lon\n" + "\n".join(rows),
        annotations="id,type,text,lat,lon,troops\n"
        "N1,note,A note,49,33,\n"
        "F1,figure,in all,49,35,5000\n",
    )
    with open_page(page_of_many, scheme=scheme) as page:
        assert page.locator("canvas.dm-crowd").count() == 1
        page.evaluate("deploymap.select('row2')")
        drawn(page)
        # names of units lie over no mark, and need none
        for kind in ("note", "figure"):
            label = page.locator(f".dm-label-{kind}").first
            color = label.evaluate("e => getComputedStyle(e).backgroundColor")
            alpha = float(color.split(",")[3].rstrip(")")) if color.count(",") == 3 else 1.0
            assert alpha > 0.7, color


def test_many_units_at_few_places_are_stacks(make_page, open_page):
    rows = [f"Day {n},{'AB'[n % 2]},{50 + n % 3},{30 + n % 3},100" for n in range(3_000)]
    page_of_days = make_page(units="name,side,lat,lon,troops\n" + "\n".join(rows))
    with open_page(page_of_days) as page:
        assert page.locator(".dm-stack").count() == 3
        assert page.locator("canvas.dm-crowd").count() == 0
        assert page.get_by_role("button", name="992 more units here").count() == 3
        # sides are never added up
        assert page.get_by_text("A: 50,000 troops").count() == 3
        assert page.get_by_text("B: 50,000 troops").count() == 3


def test_the_decoders_fixture_is_what_is_packed_today(root):
    import gzip
    import json
    from base64 import b64decode

    spec = importlib.util.spec_from_file_location("pack", root / "web" / "test" / "pack.py")
    pack = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pack)
    fresh = pack.make_fixture()
    kept = json.loads((root / "web" / "test" / "packed.json").read_text(encoding="utf-8"))
    for fixture in (fresh, kept):
        fixture["data"] = gzip.decompress(b64decode(fixture["data"]))
    assert fresh == kept
