"""How large the details are: dragged, by keys, folded, and kept for the next time."""

from __future__ import annotations

from conftest import FEW, opened, until


def test_the_details_are_widened_folded_and_stay_so(chromium, page_of) -> None:
    with opened(chromium, page_of(FEW)) as page:
        page.evaluate("deploymap.select('U1')")
        panel = page.get_by_role("complementary")
        grip = panel.get_by_role("separator", name="Width of the details")
        before = panel.bounding_box()
        grip.press("ArrowLeft")
        assert panel.bounding_box()["width"] == before["width"] + 24
        assert grip.get_attribute("aria-valuenow") == str(int(before["width"]) + 24)
        # its edge goes where the pointer does, and not over the map's middle
        box = grip.bounding_box()
        at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.move(at[0] - 100, at[1], steps=3)
        page.mouse.up()
        wide = before["width"] + 124
        assert panel.bounding_box()["width"] == wide
        panel.get_by_role("button", name="Fold the details").click()
        assert not panel.get_by_role("group").is_visible()
        # a page that is loaded anew has it as it was
        page.reload()
        page.evaluate("deploymap.ready.then(() => 1)")
        until(page, "document.querySelector('.dm-panel').checkVisibility()")
        assert panel.bounding_box()["width"] == wide
        panel.get_by_role("button", name="Unfold the details").click()
        assert panel.get_by_role("group").is_visible()


def test_a_sheet_from_below_has_three_heights_also_where_nothing_is_kept(chromium, page_of) -> None:
    with opened(chromium, page_of(FEW), width=375, has_touch=True) as page:
        # as in a frame of another site, of a browser that keeps nothing
        page.evaluate(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
        )
        page.evaluate("deploymap.select('U1')")
        panel = page.get_by_role("complementary")
        grip = panel.get_by_role("separator", name="Height of the details")
        assert grip.get_attribute("aria-valuenow") == "55"
        heights = []
        for key in ("ArrowUp", "ArrowUp", "Home", "ArrowUp"):
            grip.press(key)
            heights.append(int(grip.get_attribute("aria-valuenow")))
            assert (
                panel.bounding_box()["height"]
                <= heights[-1] / 100 * page.viewport_size["height"] + 1
            )
        assert heights == [88, 88, 26, 55]
        # a drag ends at the nearest of them, a tap leads to the next
        box = grip.bounding_box()
        x, y = box["x"] + 40, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y + 250, steps=3)
        page.mouse.up()
        assert grip.get_attribute("aria-valuenow") == "26"
        grip.click(position={"x": 40, "y": 15})
        assert grip.get_attribute("aria-valuenow") == "55"
        assert not panel.get_by_role("button", name="Fold the details").is_visible()
