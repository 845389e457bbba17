"""The list of keys, and what is printed of a map that is filtered."""

from __future__ import annotations

import pytest

from axe import axe_faults

SHEET = "name,lat,lon,side,kind,parent\nA,48.5,39.2,Blue,tank,\nB,48.1,38.2,Red,infantry,A\n"


@pytest.mark.parametrize("width", [1280, 375])
def test_a_key_lists_the_keys_and_paper_has_what_is_filtered(make_page, open_page, width) -> None:
    path = make_page(units=SHEET, deploymap='title = "Two"\nfacets = ["kind", "side"]\n')
    with open_page(path, width=width, bypass_csp=True) as page:
        page.locator(".folium-map").focus()
        page.keyboard.press("?")
        keys = page.get_by_role("dialog", name="Keys of this page")
        assert keys.is_visible()
        assert "Open or close a superior" in keys.inner_text()
        broken = "all => all.filter(e => e.getClientRects().length > 1).map(e => e.textContent)"
        assert keys.locator("kbd").evaluate_all(broken) == []
        assert axe_faults(page) == []
        page.keyboard.press("Escape")
        assert not keys.is_visible()
        page.get_by_role("button", name="Keys of this page").click()
        assert keys.is_visible()
        keys.get_by_role("button", name="Close").click()
        # a button to choose with has no use for it
        page.get_by_role("radio", name="NATO (APP-6)").first.check()
        page.keyboard.press("?")
        assert keys.is_visible()
        page.keyboard.press("Escape")
        page.get_by_role("radio", name="Simple").first.check()
        page.keyboard.press("/")
        assert page.get_by_role("searchbox").evaluate("e => e === document.activeElement")
        # in a field it is a letter
        if width > 900:
            page.get_by_role("searchbox").focus()
            page.keyboard.press("?")
            assert not keys.is_visible()
            page.get_by_role("searchbox").fill("")
        facets = page.locator(".dm-filters summary span").all_text_contents()
        assert facets[:2] == ["Kind", "Side"]
        paper = page.locator(".dm-paper-list")
        page.emulate_media(media="print")
        assert not paper.is_visible(), "a map of all units has them in the map itself"
        page.emulate_media(media="screen")
        page.evaluate("location.hash = '#1&side=Red'")
        page.get_by_role("status").get_by_text("1 of 2 units").wait_for(state="attached")
        page.emulate_media(media="print")
        paper.wait_for()
        assert paper.get_by_role("heading").inner_text() == "Two – 1 of 2 units, Side: Red"
        rows = [" ".join(text.split()) for text in paper.get_by_role("row").all_inner_texts()]
        assert rows[0].startswith("Unit Side Kind")
        assert rows[1].startswith("B Red infantry") or rows[1].startswith("B Red Infantry")
        assert len(rows) == 2
        page.emulate_media(media="screen")
        paper.wait_for(state="hidden")
