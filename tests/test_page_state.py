"""What the reader is at: in the page's address, and undone by the browser's way back."""

from __future__ import annotations

import pytest

from conftest import FEW, MANY, drawn, opened, until


@pytest.mark.parametrize("count", [FEW, MANY])
def test_a_link_opens_the_same_view_and_back_undoes(chromium, page_of, count) -> None:
    with opened(chromium, page_of(count)) as page:
        assert page.evaluate("location.hash") == ""
        page.evaluate("deploymap.map.setView([48.2, 38.5], 8.5, {animate: false})")
        page.evaluate("deploymap.select('U3')")
        page.get_by_role("radio", name="NATO (APP-6)").check()
        page.evaluate("deploymap.select('U1')")
        drawn(page)
        address = page.evaluate("location.hash")
        assert address.startswith("#1&unit=U1&at=48")
        assert address.endswith("&style=app6")
        panel = page.get_by_role("complementary")
        assert panel.get_by_text("Luhansk").first.is_visible()
        page.go_back()
        assert panel.get_by_text("Persianovskiy").first.is_visible()
        page.go_back()
        assert page.get_by_role("radio", name="Simple").is_checked()
        page.go_back()
        until(page, "!document.querySelector('.dm-panel').checkVisibility()")
        assert page.evaluate("location.hash").startswith("#1&at=48.2,38.5,8.5")
        page.go_forward()
        page.go_forward()
        page.go_forward()
        assert panel.get_by_text("Luhansk").first.is_visible()
        assert page.evaluate("location.hash") == address
    with opened(chromium, page_of(count), address=address) as page:
        drawn(page)
        assert page.get_by_role("complementary").get_by_text("Luhansk").first.is_visible()
        assert page.get_by_role("radio", name="NATO (APP-6)").is_checked()
        assert page.evaluate("location.hash") == address
        assert page.evaluate("deploymap.map.getZoom()") == 8.5
        # home again there is nothing of the map in it
        page.get_by_role("button", name="Back to the first view").click()
        assert page.evaluate("location.hash") == "#1&unit=U1&style=app6"
