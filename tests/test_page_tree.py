"""The order of battle of a page: superiors with the sums of their units, opened and closed."""

from __future__ import annotations

import csv
import io
import random
import re

import pytest

from axe import axe_faults
from deploymap.chain import build_file
from test_page_table import open_table

SHEET = """id,name,side,kind,troops,lat,lon,parent
d,1st Division,Red,headquarters,9000,48.2,38.2,
a,1st Tank Brigade,Red,tank,3000,48.9,37.1,d
x,1st Battalion,Red,tank,,48.9,37.2,a
b,2nd Tank Brigade,Red,tank,,48.5,37.6,d
g,Guards,Blue,infantry,up to 4000,49.5,36.9,"5th Group, North"
h,Rifles,Blue,infantry,,49.6,36.9,"5th Group, North"
"""


@pytest.mark.parametrize("width", [1280, 375])
def test_superiors_open_and_close_and_are_linked_with_the_map(make_page, open_page, width) -> None:
    path = make_page(units=SHEET)
    with open_page(path, width=width, bypass_csp=True) as page:
        dock = open_table(page, width)
        dock.get_by_role("button", name="Order of battle").click()
        tree = dock.get_by_role("tree", name="Order of battle")

        def items() -> list[str]:
            return [
                " ".join(text.split()) for text in tree.get_by_role("treeitem").all_inner_texts()
            ]

        everything = [
            "1st Division Red 4 units, 9,000 troops",
            "1st Tank Brigade Counted in a superior Red 2 units, 3,000 troops",
            "1st Battalion Counted in a superior Red not stated",
            "2nd Tank Brigade Counted in a superior Red not stated",
            "5th Group, North not on the map Blue up to 4,000 troops in 1 of 2 units",
            "Guards Blue up to 4,000 troops",
            "Rifles Blue not stated",
        ]
        assert items() == everything
        assert axe_faults(page) == []
        # by keys: closed, to the last, chosen there
        tree.focus()
        page.keyboard.press("ArrowLeft")
        assert items() == [everything[0], *everything[4:]]
        division = tree.get_by_role("treeitem", name="1st Division")
        assert division.get_attribute("aria-expanded") == "false"
        assert "open=,a,5th+Group%252C+North" in page.evaluate("location.hash")
        page.keyboard.press("g")
        page.keyboard.press("Enter")
        assert page.get_by_role("complementary", name="Guards").is_visible()
        guards = tree.get_by_role("treeitem", name="Guards")
        assert guards.get_attribute("aria-selected") == "true"
        assert guards.get_attribute("aria-level") == "2"
        page.keyboard.press("Escape")
        # what the map chooses is opened
        page.evaluate("deploymap.select('x')")
        battalion = tree.get_by_role("treeitem", name="1st Battalion")
        assert battalion.get_attribute("aria-selected") == "true"
        page.evaluate("deploymap.select(null)")
        # how a sum was worked out, and its units alone in the table
        tree.focus()
        page.keyboard.press("Home")
        page.keyboard.press("Shift+Enter")
        worked = dock.get_by_role("region", name="How this was worked out: 1st Division")
        assert worked.locator("tbody").get_by_role("row").count() == 4
        worked.get_by_role("button", name="Show them in the table").click()
        conditions = page.get_by_role("search").get_by_role("listitem").all_text_contents()
        assert conditions == ["Belongs to: 1st Division×"]
        table = dock.get_by_role("table")
        assert table.get_by_role("rowheader").count() == 4
        # what is left out counts no more, and what stood in its number counts itself
        page.evaluate("location.hash = '#1&kind=tank&kind=infantry&show=tree'")
        tree.get_by_text("not among those shown").wait_for()
        assert items() == [
            "1st Division not among those shown Red 3,000 troops in 2 of 3 units",
            "1st Tank Brigade Red 2 units, 3,000 troops",
            everything[2],
            "2nd Tank Brigade Red not stated",
            *everything[4:],
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_map_without_superiors_has_no_order_of_battle(make_page, open_page) -> None:
    with open_page(make_page(units="name,lat,lon\nA,48,38\nB,49,38\n")) as page:
        dock = open_table(page, 1280)
        assert dock.get_by_role("button", name="Totals").count() == 1
        assert dock.get_by_role("button", name="Order of battle").count() == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_sums_are_those_of_the_sheet(make_page, open_page, seed) -> None:
    """Of random superiors, in loops too, and of each kind alone, against plain sums of the rows."""
    chance = random.Random(seed)
    rows = [
        {
            "id": f"u{number}",
            "name": f"Unit {number}",
            "side": chance.choice(("Red", "Blue")),
            "kind": chance.choice(("tank", "infantry", "artillery")),
            "troops": chance.choice(("", "", str(chance.randrange(1, 900)))),
            "lat": f"{chance.uniform(47, 50):.2f}",
            "lon": f"{chance.uniform(36, 39):.2f}",
            "parent": chance.choice(("", "Group", *[f"u{chance.randrange(40)}"] * 5)),
        }
        for number in range(40)
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = make_page(units=out.getvalue())
    everything = ",".join(["", "Group", *(row["id"] for row in rows)])
    with open_page(path, address=f"#1&show=tree&open={everything}") as page:
        tree = page.get_by_role("tree")
        for kind in ("", "tank", "infantry"):
            asked = f"&kind={kind}" if kind else ""
            page.evaluate("hash => location.hash = hash", f"#1{asked}&show=tree&open={everything}")
            shown = [row for row in rows if row["kind"] == kind or not kind]
            if kind:
                page.get_by_role("status").get_by_text(f"{len(shown)} of 40 units").wait_for()
            heights = tree.evaluate("e => [e.scrollHeight, e.clientHeight]")
            told = {}
            for top in range(0, heights[0], heights[1]):
                tree.evaluate(
                    "(e, top) => { e.scrollTop = top; e.dispatchEvent(new Event('scroll')); }", top
                )
                for item in tree.get_by_role("treeitem").all_inner_texts():
                    words = " ".join(item.split())
                    told[re.match(r"Group|Unit \d+", words)[0]] = words
            assert told.keys() == expected(rows, shown).keys()
            for name, sums in expected(rows, shown).items():
                assert told[name].endswith(sums), (name, told[name], sums)


def expected(rows, shown) -> dict[str, str]:
    """Return what the tree says of each superior and unit, from the rows as the sheet has them."""
    by_id = {row["id"]: row for row in rows}

    def ways_up(row) -> list[str]:
        """Return what is above a row, from below; those in a loop have nothing above them."""
        way = []
        parent = row["parent"]
        while parent and parent not in way and row["id"] not in in_loop:
            way.append(parent)
            if parent in in_loop or parent not in by_id:
                break
            parent = by_id[parent]["parent"]
        return way

    in_loop = set()
    for row in rows:
        seen = []
        at = row["id"]
        while at in by_id and at not in seen:
            seen.append(at)
            at = by_id[at]["parent"]
        if at == row["id"]:
            in_loop.add(at)

    def counted(row, among) -> bool:
        """Whether one of these has the row's number in its own: of its side, without a break."""
        for parent in ways_up(row):
            upper = by_id.get(parent)
            if upper is None or upper["side"] != row["side"] or leads_to_loop(row):
                return False
            if upper["troops"] and upper in among:
                return True
        return False

    def leads_to_loop(row) -> bool:
        """Whether the way up through units of its side goes round: such a unit counts itself."""
        seen = []
        while row["id"] not in seen:
            seen.append(row["id"])
            upper = by_id.get(row["parent"])
            if upper is None or upper["side"] != row["side"]:
                return False
            row = upper
        return True

    told = {}
    names = [*by_id, *(row["parent"] for row in rows if row["parent"] not in {"", *by_id})]
    for top in dict.fromkeys(names):
        below = [row for row in shown if row["id"] == top or top in ways_up(row)]
        if not below:
            continue
        parts = []
        for side in dict.fromkeys(row["side"] for row in rows):
            all_of = [row for row in below if row["side"] == side]
            own = [row for row in all_of if not counted(row, all_of)]
            stated = [int(row["troops"]) for row in own if row["troops"]]
            some = len(all_of) - len(own) + len(stated)
            is_branch = any(top in ways_up(row) for row in shown)
            words = f"{sum(stated):,} troops" if stated else "not stated"
            if stated and some < len(all_of):
                words += f" in {some} of {len(all_of)} units"
            elif is_branch:
                words = f"{len(all_of)} unit{'s' if len(all_of) > 1 else ''}, {words}"
            if all_of:
                parts.append(f"{side} {words}")
        told[by_id[top]["name"] if top in by_id else top] = " ".join(parts)
    return told


def test_a_superior_that_is_left_out_is_called_as_the_sheet_calls_it(tmp_path, open_page) -> None:
    (tmp_path / "units.csv").write_text(
        "name,troops,lat,lon,parent\nArmy,many men,48.2,38.2,\nBrigade,300,48.9,37.1,Army\n"
    )
    built = build_file(tmp_path, keep_going=True).output
    with open_page(built, address="#1&show=tree") as page:
        item = page.get_by_role("treeitem").first
        assert " ".join(item.inner_text().split()).startswith("Army not on the map")
