"""Words of the page have room: none is cut, in any language and at any width."""

from __future__ import annotations

from pathlib import Path

import pytest

import order_of_battle
from deploymap.page.words import languages

DATED = """id,name,side,kind,lat,lon,date
a,1st Tank Brigade,Red,tank,49.2,37.3,2022-01-12
a,1st Tank Brigade,Red,tank,49.0,37.8,2022-03-10
b,3rd Battery,Blue,artillery,48.9,36.6,2022-01-12
c,4th Battery,Blue,artillery,48.5,36.1,2022-03-20
"""
SPAN = "#1&since=2022-01-12&date=2022-03-10&kind=tank"
# how much wider the words of the search are than the room that they have, px
TOO_WIDE = """e => {
  const style = getComputedStyle(e);
  const words = document.createElement('span');
  words.textContent = e.placeholder;
  Object.assign(words.style, { font: style.font, position: 'absolute', whiteSpace: 'pre' });
  document.body.append(words);
  const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const over = words.getBoundingClientRect().width - room;
  words.remove();
  return over;
}"""
# the words of the bar of time are within it, and above its line
HAS_ROOM = """e => {
  const words = document.createRange();
  words.selectNodeContents(e);
  const text = words.getBoundingClientRect();
  const [bar, line] = ['.dm-time', '.dm-time-line']
    .map(name => document.querySelector(name).getBoundingClientRect());
  return e.scrollWidth <= e.clientWidth && text.left >= bar.left && text.right <= bar.right
    && text.bottom <= line.top + 1 && line.height >= 24;
}"""


@pytest.fixture(scope="module")
def order_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an order of battle of 800 units."""
    from deploymap.chain import build_file

    folder = tmp_path_factory.mktemp("order")
    (folder / "units.csv").write_text(order_of_battle.sheet(800), encoding="utf-8")
    return build_file(folder).output


@pytest.mark.parametrize("language", languages())
def test_search_and_dates_are_not_cut(make_page, open_page, language) -> None:
    path = make_page(units=DATED, deploymap=f'language = "{language}"\n')
    for width in (1280, 375, 320):
        with open_page(path, width=width, address=SPAN) as page:
            assert page.locator(".dm-time-words").evaluate(HAS_ROOM), width
            page.keyboard.press("/")
            search = page.get_by_role("searchbox")
            search.wait_for()
            assert search.evaluate(TOO_WIDE) <= 0, width
            finder = page.locator(".dm-finder")
            assert finder.evaluate("e => e.scrollWidth <= e.clientWidth"), width


@pytest.mark.parametrize("width", [375, 320])
def test_what_is_filtered_takes_one_line_of_a_telephone(make_page, open_page, width) -> None:
    path = make_page(units=DATED)
    with open_page(path, width=width, address="#1&kind=tank&side=Red&q=brigade") as page:
        search = page.get_by_role("search")
        assert search.bounding_box()["height"] <= 46
        assert search.get_by_role("status").inner_text() == "1 of 3 units"
        assert search.get_by_role("button", name="Search units").is_visible()
        # each condition can be reached, and taken off
        off = search.get_by_role("button", name="Side: Red")
        off.scroll_into_view_if_needed()
        off.click()
        assert "side" not in page.evaluate("location.hash")
        assert search.get_by_role("button", name="Kind: Tank").count() == 1


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (640, 400), (375, 740), (320, 640)])
def test_no_sum_of_the_tree_and_no_head_of_the_table_is_cut(
    order_page, open_page, width, height
) -> None:
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
    with open_page(order_page, width=width, height=height, address="#1&show=tree") as page:
        sums = page.locator(".dm-tree-sums")
        sums.first.wait_for()
        assert sums.evaluate_all(cut) == []
        # nor does one reach into the row below
        rows = page.get_by_role("treeitem")
        assert rows.evaluate_all(cut.replace("Width", "Height")) == []
    with open_page(order_page, width=width, height=height, address="#1&show=table") as page:
        heads = page.get_by_role("columnheader").get_by_role("button")
        heads.first.wait_for()
        assert heads.evaluate_all(cut) == []
