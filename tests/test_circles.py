"""Circles of another number than troops: `--circles COLUMN`, from the sheet to the page."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import deploymap
from conftest import drawn
from deploymap.chain import build_file, build_scene
from deploymap.checks.circles import unit_of
from deploymap.cli.parser import main
from deploymap.page.circles import scale_other
from deploymap.page.payload import write_payload
from deploymap.page.words import languages
from deploymap.settings.config import Config, override_config, read_config

UNITS = """name,side,place,lat,lon,Troops,Tanks_lost,note
1st Band,Red,Izium,49.2,37.3,500,~120,a
2nd Band,Red,Izium,49.2,37.3,,30-50,b
3rd Band,Blue,Lyman,48.99,37.8,70,12,c
4th Band,Blue,Lyman,48.99,37.8,,,d
5th Band,Blue,Siversk,48.87,38.1,,<9,e
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    return tmp_path


def read(folder: Path, circles: str | None = "Tanks_lost", **given):
    return build_scene(override_config(read_config(folder), circles=circles, **given))


def told(folder: Path, code: str, **given) -> list[str]:
    return [str(p) for p in read(folder, **given)[1] if p.code == code]


# the sheet


def test_the_numbers_of_a_column_are_the_circles_and_no_troops(folder: Path) -> None:
    scene, problems = read(folder)
    names = ["circle", "circle_min", "circle_max", "circle_approx"]
    rows = [[None if pd.isna(v) else v for v in row] for row in scene.units[names].to_numpy()]
    assert rows == [
        [120, None, None, True],
        [None, 30, 50, None],
        [12, None, None, None],
        [None, None, None, None],
        [None, None, 9, None],
    ]
    assert scene.units["troops"].dropna().tolist() == [500, 70]
    assert "Tanks_lost" not in scene.units.columns
    assert problems == ()
    assert (scene.circles.of, scene.circles.unit) == ("circle", "Tanks lost")
    assert (scene.circles.troops, scene.circles.legend) == (50, (100, 50))


def test_without_a_word_circles_are_people(folder: Path) -> None:
    scene, _ = read(folder, None)
    assert (scene.circles.of, scene.circles.unit, scene.circles.troops) == ("troops", "", 200)
    assert "circle" not in scene.units.columns
    assert scene.units["Tanks_lost"].tolist()[0] == "~120"


@pytest.mark.parametrize("column", ["troops", "Troops", "TROOPS"])
def test_the_column_of_troops_stays_people(folder: Path, column: str) -> None:
    assert read(folder, column)[0].circles == read(folder, None)[0].circles


@pytest.mark.parametrize("column", ["Tanks_lost", "tanks lost", " TANKS_LOST "])
def test_a_column_is_found_by_its_name_in_any_case(folder: Path, column: str) -> None:
    assert read(folder, column)[0].units["circle"].tolist()[0] == 120


def test_a_column_with_a_meaning_keeps_it(tmp_path: Path) -> None:
    text = "name,lat,lon,count\nTank company,48.5,37.8,3\nGun,48.6,37.9,\n"
    (tmp_path / "units.csv").write_text(text, encoding="utf-8")
    units = read(tmp_path, "count")[0].units
    assert units["count"].tolist()[0] == units["circle"].tolist()[0] == 3
    assert pd.isna(units["circle"].tolist()[1]), "a blank is not stated, and no 0"


def test_numbers_in_thousands_are_thousands(tmp_path: Path) -> None:
    text = "name,lat,lon,Dead (thousands)\nSiege,48.5,37.8,2.5\n"
    (tmp_path / "units.csv").write_text(text, encoding="utf-8")
    scene, _ = read(tmp_path, "Dead (thousands)")
    assert scene.units["circle"].tolist() == [2_500]
    assert scene.circles.unit == "Dead"


def test_a_sheets_own_column_circle_can_be_it(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("name,lat,lon,circle\nSiege,48.5,37.8,25\n")
    scene, problems = read(tmp_path, "circle")
    assert scene.units["circle"].tolist() == [25]
    assert [p.code for p in problems] == []


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Tanks_lost", "Tanks lost"),
        ("Number of deaths", "deaths"),
        ("killed (2)", "killed"),
        ("Dead (thousands)", "Dead"),
        ("Dead (000)", "Dead"),
        ("Потери (чел.)", "Потери"),
        ("KIA", "KIA"),
        ("", ""),
    ],
)
def test_a_columns_name_says_what_it_counts(name: str, unit: str) -> None:
    assert unit_of(name) == unit


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (
            "Tank_lost",
            "units.csv: circles: the sheet has no column Tank_lost; did you mean Tanks_lost?",
        ),
        (
            "note",
            "units.csv: note: circles need numbers, and none of its cells is one; columns with "
            "numbers are Tanks_lost",
        ),
    ],
)
def test_a_column_that_cannot_be_is_an_error(folder: Path, column: str, words: str) -> None:
    with pytest.raises(deploymap.DataError) as caught:
        read(folder, column)
    assert [str(problem) for problem in caught.value.problems] == [words]


def test_cells_that_are_no_numbers_are_told_of_with_their_lines(folder: Path, capsys) -> None:
    text = UNITS.replace("~120", "many").replace(",12,", ",12.5,")
    (folder / "units.csv").write_text(text, encoding="utf-8")
    assert main(["build", str(folder), "--circles", "Tanks_lost"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith("units.csv:")] == [
        "units.csv:2: Tanks_lost: many is not a number; write a number such as 32,000, a range "
        "such as 8,000-10,000, or ~10,000, <500, 10k",
        "units.csv:4: Tanks_lost: 12.5 is not a whole number; write a number such as 32,000, a "
        "range such as 8,000-10,000, or ~10,000, <500, 10k",
    ]


def test_one_column_of_losses_is_offered_where_there_are_no_troops(tmp_path: Path) -> None:
    text = "event,lat,lon,date,deaths,code\nSiege,48.5,37.8,2022-03-01,40,7\nRaid,48.6,37.9,,2,9\n"
    (tmp_path / "units.csv").write_text(text, encoding="utf-8")
    assert told(tmp_path, "circles-offered", circles=None) == [
        "notice: units.csv: deaths: the sheet states no troops, and this column has numbers that "
        "circles can show; for that write deploymap build --circles deaths"
    ]
    assert told(tmp_path, "circles-offered", circles="deaths") == []
    (tmp_path / "units.csv").write_text(text.replace("code", "wounded"), encoding="utf-8")
    assert told(tmp_path, "circles-offered", circles=None) == [], "which of two is not clear"


def test_the_only_column_of_numbers_is_offered_as_people_or_as_circles(tmp_path: Path) -> None:
    rows = "".join(f"U{n},48.{n},37.{n},{n * 150},{n * 90}\n" for n in range(1, 5))
    (tmp_path / "units.csv").write_text(f"name,lat,lon,mustered,elevation_m\n{rows}")
    assert told(tmp_path, "circles-offered", circles=None) == [
        "notice: units.csv: mustered: the sheet states no troops, and this column has numbers that "
        "circles can show; of people write --column troops=mustered, of anything else deploymap "
        "build --circles mustered"
    ]
    for codes in ("code", "Strength %"):
        (tmp_path / "units.csv").write_text(f"name,lat,lon,{codes},elevation_m\n{rows}")
        assert told(tmp_path, "circles-offered", circles=None) == []


@pytest.mark.parametrize(
    ("columns", "listed", "people", "circles"),
    [
        ("mustered,equipped", "mustered, equipped", "troops=mustered", "mustered"),
        ("Officers,Enlisted,Total,Killed,Wounded", "Total, Officers, Enlisted, Killed, Wounded",
         "troops=Total", "Killed"),
        ("Infantry,Cavalry,Guns", "Infantry, Cavalry, Guns", "troops=Infantry", "Guns"),
        ("Authorized,Present", "Present, Authorized", "troops=Present", "Present"),
        ("Personnel Milobs,Personnel Staff", "Personnel Milobs, Personnel Staff",
         '"troops=Personnel Milobs"', '"Personnel Milobs"'),
        ("Men (Herodotus),Men (Diodorus)", "Men (Herodotus), Men (Diodorus)",
         '"troops=Men (Herodotus)"', '"Men (Herodotus)"'),
        ("a,b,c,d,e,f,g,h", "a, b, c, d, e, f and 2 more", "troops=a", "a"),
    ],
)  # fmt: skip
def test_columns_of_which_none_is_surely_people_are_told_of_at_once(
    columns: str, listed: str, people: str, circles: str, tmp_path: Path
) -> None:
    numbers = [
        "".join(f",{n * k * 150}" for k in range(1, columns.count(",") + 2)) for n in (1, 2, 3)
    ]
    rows = "".join(f"U{n},48.{n},37.{n}{cells}\n" for n, cells in enumerate(numbers))
    (tmp_path / "units.csv").write_text(f"name,lat,lon,{columns}\n{rows}")
    (words,) = told(tmp_path, "circles-offered", circles=None)
    assert f"which of its numbers counts people, if any, is not clear: {listed}; " in words
    assert f"write --column {people}; " in words
    assert words.endswith(f"deploymap build --circles {circles}")


def test_what_is_withheld_makes_no_circles(folder: Path) -> None:
    (folder / "deploymap.toml").write_text('[publish]\nwithhold = ["Tanks*"]\n', encoding="utf-8")
    text = write_payload(read(folder)[0]).text
    assert "Tanks" not in text
    assert '"circle' not in text.replace('"circles"', "")


# the settings


def test_the_settings_say_column_unit_and_measure(folder: Path) -> None:
    settings = '[circles]\ncolumn = "Tanks_lost"\nunit = "tanks"\nnumber = 40\n'
    (folder / "deploymap.toml").write_text(settings, encoding="utf-8")
    circles = read(folder, None)[0].circles
    assert (circles.of, circles.unit, circles.troops) == ("circle", "tanks", 40)
    assert circles.legend == (100, 40)
    own = read(folder, "Tanks_lost")[0].circles
    assert own == circles, "the option names the same column"
    assert read(folder, "Troops")[0].circles.unit == "", "the unit is that of another column"


def test_the_unit_of_people_can_be_said_too(folder: Path) -> None:
    (folder / "deploymap.toml").write_text('[circles]\nunit = "volunteers"\n', encoding="utf-8")
    circles = read(folder, None)[0].circles
    assert (circles.of, circles.unit) == ("troops", "volunteers")


def test_python_has_it_too() -> None:
    table = pd.read_csv(io.StringIO(UNITS))
    shown = deploymap.build(units=table, circles="Tanks_lost")
    circles = json.loads(write_payload(shown.scene).text)["circles"]
    assert circles == {
        "troops": 50,
        "radius_px": 20,
        "legend": [100, 50],
        "of": "circle",
        "unit": "Tanks lost",
    }


@given(st.integers(0, 100_000_000))
def test_the_largest_circle_is_neither_tiny_nor_huge(largest: int) -> None:
    columns = {"lat": [50.0], "circle": [largest], "circle_min": [None], "circle_max": [None]}
    scale = scale_other(Config(Path(), Path(), Path()), pd.DataFrame(columns), "lost")
    radius = scale.radius_px * (largest / scale.troops) ** 0.5
    assert not largest or 20 <= radius <= 50
    assert bool(scale.legend) == bool(largest)


def test_check_explains_it(folder: Path, capsys) -> None:
    assert main(["check", str(folder), "--circles", "Tanks_lost", "--explain"]) == 0
    assert "the number that circles show, as the settings say" in capsys.readouterr().out


# the page


def page_of(folder: Path, **settings: str) -> Path:
    return build_file(folder, **settings).output


def test_labels_details_list_and_legend_say_what_is_counted(folder: Path, open_page) -> None:
    with open_page(page_of(folder, circles="Tanks_lost")) as page:
        labels = page.locator(".dm-label-place")
        assert {*labels.locator(".dm-listed-troops").all_inner_texts()} == {
            "About 150–170 Tanks lost",
            "12 Tanks lost in 1 of 2 units",
            "Up to 9 Tanks lost",
        }
        legend = page.get_by_role("region", name="Legend", exact=True)
        assert legend.get_by_text("Tanks lost", exact=True).is_visible()
        assert page.get_by_role("img", name="Circles by area: 100, 50 Tanks lost").is_visible()
        page.evaluate("deploymap.select('row2')")
        facts = page.locator(".dm-panel .dm-facts > div").all_inner_texts()
        assert "Troops\n500" in facts
        assert "Tanks lost\nabout 120" in facts
        page.evaluate("deploymap.select('row5')")
        facts = page.locator(".dm-panel .dm-facts > div").all_inner_texts()
        assert "Tanks lost\nnot stated" in facts
        assert not any(fact.startswith("Troops") for fact in facts)
        page.get_by_text("All units on the map").click()
        page.get_by_text("Izium, Red, about 120 Tanks lost").wait_for()
        told = {*page.get_by_text("troops", exact=False).all_text_contents()}
        assert told == {"Troops"}, "no text but the name of the column says troops"


def test_areas_are_in_proportion_to_the_numbers(folder: Path, open_page) -> None:
    (folder / "units.csv").write_text(
        "name,lat,lon,killed\nRaid,49,35,10\nSiege,49,36,40\nAmbush,49,37,\n", encoding="utf-8"
    )
    with open_page(page_of(folder, circles="killed")) as page:
        radii = page.locator(".dm-circle .dm-ring").evaluate_all(
            "all => all.map(c => +c.r.baseVal.value)"
        )
        assert sorted(radii) == pytest.approx([20 * 0.5**0.5, 20 * 2**0.5], abs=0.01)


def test_figures_of_people_are_points_beside_circles_of_another_number(
    folder: Path, open_page
) -> None:
    (folder / "annotations.csv").write_text(
        "type,text,lat,lon,troops\nfigure,in the north,50.5,36,90000\n", encoding="utf-8"
    )
    with open_page(page_of(folder, circles="Tanks_lost")) as page:
        figure = page.get_by_role("button", name="90,000 in the north")
        assert figure.locator("circle").get_attribute("r") == "4.00"
        figure.click()
        assert page.locator(".dm-panel .dm-facts > div").first.inner_text() == "Troops\n90,000"


def test_a_large_packed_page_says_what_is_counted(tmp_path: Path, open_page) -> None:
    rows = [f"No. {n},{n // 50 / 20 + 48},{n % 50 / 20 + 35},{n % 7 or ''}" for n in range(2_500)]
    text = "\n".join(["name,lat,lon,Vessels sunk", *rows])
    (tmp_path / "units.csv").write_text(text, encoding="utf-8")
    page_file = page_of(tmp_path, circles="Vessels sunk")
    with open_page(page_file) as page:
        drawn(page)
        marks = page.locator(".dm-legend-marks")
        assert "Vessels sunk: sum of one side’s units around it" in marks.inner_text()
        assert page.get_by_role("img", name="Vessels sunk").is_visible()
        page.evaluate("deploymap.select('row8')")
        page.get_by_role("term").filter(has_text="Vessels sunk").wait_for()
        facts = page.locator(".dm-panel .dm-facts > div").all_inner_texts()
        assert "Vessels sunk\n6" in facts
        assert not any(fact.startswith("Troops") for fact in facts)


@pytest.mark.parametrize("language", languages())
def test_each_language_says_the_unit_in_place_of_troops(
    folder: Path, open_page, language: str
) -> None:
    settings = f'language = "{language}"\n[circles]\ncolumn = "Tanks_lost"\nunit = "XYZ"\n'
    (folder / "deploymap.toml").write_text(settings, encoding="utf-8")
    with open_page(page_of(folder)) as page:
        words = page.locator(".dm-listed-troops").all_inner_texts()
        assert len(words) == 3
        assert all("XYZ" in text for text in words)
        name = page.locator(".dm-legend-circles svg").get_attribute("aria-label")
        assert "XYZ" in name


@pytest.mark.parametrize("column", ["killed", "killed_min", "Killed min"])
def test_a_lowest_and_a_highest_number_are_one_range(column: str, tmp_path: Path) -> None:
    rows = "A,48.5,39.3,3,7\nB,48.6,39.4,2,2\nC,48.7,39.5,,4\n"
    (tmp_path / "units.csv").write_text(f"name,lat,lon,killed_min,killed_max\n{rows}")
    scene, problems = read(tmp_path, column)
    assert scene.units["circle"].tolist()[1:] == [2, 4]
    assert scene.units["circle_min"].tolist()[0] == 3
    assert scene.units["circle_max"].tolist()[0] == 7
    assert scene.circles.unit == "killed"
    assert [p.column for p in problems if p.code == "columns-joined"] == ["killed_min"]
    scene, problems = read(tmp_path, "killed_max")
    assert (scene.units["circle"].tolist(), scene.circles.unit) == ([7, 2, 4], "killed max")
    assert "columns-joined" not in {p.code for p in problems}
