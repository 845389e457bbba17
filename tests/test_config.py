"""Settings: defaults for all, every fault of the file at once with its line."""

from __future__ import annotations

import os
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from deploymap.borders.disputes import PACKAGED
from deploymap.page.words import read_border_words
from deploymap.problems import ConfigError, DataError, UsageError
from deploymap.settings.config import (
    PLACES,
    Config,
    Side,
    override_config,
    read_config,
)
from deploymap.settings.values import Backdrop, Circles, GroundShown, Layer, Publish, TimeShown


@pytest.fixture
def configure(tmp_path: Path):
    """Return a function that writes deploymap.toml and reads it."""

    def read(text: str) -> Config:
        (tmp_path / "deploymap.toml").write_text(text, encoding="utf-8")
        return read_config(tmp_path)

    return read


def faults_of(configure, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        configure(text)
    return [str(problem) for problem in caught.value.problems]


def make_files(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_a_folder_without_settings_has_all_defaults(tmp_path: Path) -> None:
    config = read_config(tmp_path)
    assert config == Config(
        base=tmp_path,
        units=tmp_path / "units.csv",
        output=tmp_path / "deployment.html",
        own=PLACES,
    )
    assert config.language == "en"
    assert config.symbol_style == "classes"
    assert config.theme == "auto"
    assert (config.circles.troops, config.circles.radius) == (None, 20.0)
    assert config.border_policy is None
    assert (config.annotations, config.borders, config.view) == (None, None, None)


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        read_config(tmp_path).title = "x"  # type: ignore[misc]


def test_files_are_found_in_data_first_then_in_the_folder(tmp_path: Path) -> None:
    make_files(tmp_path, "units.csv", "annotations.csv", "borders.geojson", "data/units.csv")
    config = read_config(tmp_path)
    assert config.units == tmp_path / "data" / "units.csv"
    assert config.annotations == tmp_path / "annotations.csv"
    assert config.borders == tmp_path / "borders.geojson"
    assert config.output == tmp_path / "output" / "deployment.html"


def test_output_folder_alone_is_enough_for_the_page_to_go_there(tmp_path: Path) -> None:
    make_files(tmp_path, "units.csv", "output/.gitkeep")
    assert read_config(tmp_path).output == tmp_path / "output" / "deployment.html"


def test_all_settings_are_read(configure, tmp_path: Path) -> None:
    config = configure(
        """
        title = " Forces "
        subtitle = "In the east"
        date = 2022-01-12
        credit = "A desk"
        language = "en-GB"
        symbol_style = "app6"
        facets = ["side", "kind"]
        theme = "dark"
        editable = true
        view = [32, 45.5, 42, 51]
        view_narrow = [35, 46, 41, 50]
        border_policy = ["One.", "", "Two."]

        [files]
        units = "sheets/u.csv"
        annotations = "a.csv"
        borders = "b.geojson"
        output = "out/map.html"

        [reading]
        sheet = 2
        encoding = "cp1251"
        include_hidden = true
        crs = "EPSG:28406"
        border_name = "NAZVA"
        border_crs = "EPSG:3857"
        border_kind = "region"
        border_edge = "coast"

        [columns]
        name = "Einheit"

        [places]
        "Donetsk" = "geonames:709717"

        [overlays]
        file = "fronts.geojson"

        [ground]
        rivers = false
        tiles = "https://tiles.example/{z}/{x}/{y}.png"
        attribution = "A mapper"
        [[ground.layers]]
        file = "roads.gpkg"
        style = "road"

        [time]
        history = false
        hold_days = 30

        [circles]
        troops = 5000
        radius = 12.5
        column = "Tanks lost"
        unit = "tanks"
        number = 50

        [sides."Russia"]
        color = "#b5392f"
        color_dark = "#E77"
        affiliation = "hostile"

        [sides.Ukraine]

        [legend]
        installation = ["Other military or air installations", "Other installations"]
        artillery = "Guns"
        [publish]
        withhold = "informant"
        only = [" morale "]
        round_km = 5
        delay_days = 7
        """
    )
    assert config == Config(
        base=tmp_path,
        units=tmp_path / "sheets" / "u.csv",
        output=tmp_path / "out" / "map.html",
        annotations=tmp_path / "a.csv",
        overlays=tmp_path / "fronts.geojson",
        layers=(Layer("roads.gpkg", "road"),),
        borders=tmp_path / "b.geojson",
        title="Forces",
        subtitle="In the east",
        date="2022-01-12",
        credit="A desk",
        language="en-GB",
        symbol_style="app6",
        facets=("side", "kind"),
        theme="dark",
        editable=True,
        backdrop=Backdrop(tiles="https://tiles.example/{z}/{x}/{y}.png", attribution="A mapper"),
        circles=Circles(5000, 12.5, "Tanks lost", "tanks", 50),
        ground=GroundShown(rivers=False),
        view=(32.0, 45.5, 42.0, 51.0),
        view_narrow=(35.0, 46.0, 41.0, 50.0),
        border_policy=("One.", "Two."),
        sides={
            "Russia": Side("Russia", "#b5392f", "#E77", "hostile"),
            "Ukraine": Side("Ukraine"),
        },
        legend={
            "installation": ("Other military or air installations", "Other installations"),
            "artillery": ("Guns", "Guns"),
        },
        sheet="2",
        encoding="cp1251",
        include_hidden=True,
        crs="EPSG:28406",
        border_name="NAZVA",
        border_crs="EPSG:3857",
        border_kind="region",
        border_edge="coast",
        columns={"name": "Einheit"},
        places={"Donetsk": "geonames:709717"},
        own=PLACES,
        publish=Publish(("informant",), ("morale",), 5.0, 7),
        time=TimeShown(False, 30),
    )
    defaults = read_config(tmp_path.parent)
    names = [f.name for f in fields(Config) if f.name != "own"]
    same = [name for name in names if getattr(config, name) == getattr(defaults, name)]
    assert same == [], "each setting must be given above as something else than its default"


@pytest.mark.parametrize("text", ["", "\ufeff", "# nothing\n"])
def test_an_empty_file_is_as_good_as_none(configure, tmp_path: Path, text: str) -> None:
    config = configure(text)
    (tmp_path / "deploymap.toml").unlink()
    assert config == read_config(tmp_path)


@pytest.mark.parametrize(("written", "read"), [('"2022-01"', "2022-01"), ('""', "")])
def test_the_date_may_be_a_month_or_blank(configure, written: str, read: str) -> None:
    assert configure(f"date = {written}").date == read


def test_words_on_borders_are_those_of_the_settings_or_none(configure, tmp_path) -> None:
    assert configure('[files]\nborders = "b.geojson"').border_policy is None
    assert configure("border_policy = []").border_policy == ()
    kept = override_config(configure('border_policy = "Mine."'), borders=tmp_path / "b.geojson")
    assert kept.border_policy == ("Mine.",)


def test_the_policy_says_what_the_packaged_borders_chose_and_how_exact_they_are() -> None:
    words = " ".join(read_border_words("en")[name] for name in PACKAGED)
    for needed in ("68/262", "Crimea", "Natural Earth", "de facto line", "approximate"):
        assert needed in words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('titel = "x"', ":1: titel: there is no such setting; did you mean title?"),
        ("zzz = 1", ":1: zzz: there is no such setting"),
        ("[file]\nunits = 1", ":1: file: there is no such setting; did you mean files?"),
        ("[files]\n\nunit = 1", ":3: files.unit: there is no such setting; did you mean units?"),
        (
            '[sides."A. B"]\ncolour = "#fff"',
            ":2: sides.A. B.colour: there is no such setting; did you mean color?",
        ),
        ("title = 5", ":1: title: 5 is no text; write it in quotation marks"),
        (
            'date = "12.1."',
            ":1: date: 12.1. is not a date; write 2022-01-12 (year-month-day), 2022-01 or 2022",
        ),
        (
            'language = "english please"',
            ":1: language: 'english please' is no language tag; write one such as en, uk or en-GB",
        ),
        ('theme = "night"', ":1: theme: 'night' is not one of auto, light, dark"),
        ('symbol_style = ["app6"]', ":1: symbol_style: ['app6'] is not one of classes, app6"),
        (
            "view = [42, 45, 32, 51]",
            ":1: view: [42, 45, 32, 51] is no view; "
            "write [west, south, east, north] in degrees, such as [32, 45, 42, 51]",
        ),
        (
            "view = 4",
            ":1: view: 4 is no view; "
            "write [west, south, east, north] in degrees, such as [32, 45, 42, 51]",
        ),
        (
            "view = [nan, 45, 32, 51]",
            ":1: view: [nan, 45, 32, 51] is no view; "
            "write [west, south, east, north] in degrees, such as [32, 45, 42, 51]",
        ),
        (
            "border_policy = [1]",
            ":1: border_policy: is no list of texts; write each paragraph in quotation marks",
        ),
        (
            '[files]\noutput = ""',
            ":2: files.output: is no file name; write one, or delete the line",
        ),
        ("files = 1", ":1: files: is a table; write [files] on a line of its own"),
        (
            "[circles]\nradius = 0",
            ":2: circles.radius: 0 is no number above 0; write one without quotation marks",
        ),
        (
            "[circles]\ntroops = true",
            ":2: circles.troops: True is no number above 0; write one without quotation marks",
        ),
        (
            "[circles]\ntroops = 1.5",
            ":2: circles.troops: 1.5 is no whole number; write one such as 10000",
        ),
        (
            '[sides.R]\ncolor = "red"',
            ":2: sides.R.color: 'red' is no colour; write one such as #b5392f",
        ),
        (
            '[sides.R]\naffiliation = "foe"',
            ":2: sides.R.affiliation: 'foe' is not one of friend, hostile, neutral, unknown, "
            "assumed friend, suspect, pending",
        ),
        ("[sides]\nR = 1", ':2: sides.R: is a table; write [sides."R"] on its own line'),
        (
            '[legend]\nnaval = ["Ships"]',
            ':2: legend.naval: [\'Ships\'] is no label; write ["the label", "a short one"]',
        ),
    ],
)
def test_each_fault_is_said_with_its_line(configure, text: str, expected: str) -> None:
    assert faults_of(configure, text) == [f"deploymap.toml{expected}"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("\ntitle = Forces", 2), ('theme = "dark"\ntitle = "x', 2), ("a = 1\na = 2", 2)],
)
def test_what_is_no_toml_is_said_with_its_line(configure, text: str, line: int) -> None:
    (fault,) = faults_of(configure, text)
    assert fault.startswith(f"deploymap.toml:{line}: ")
    assert fault.endswith("; write each setting as name = value, and text in quotation marks")


def test_all_faults_come_out_at_once_in_the_order_of_the_file(configure) -> None:
    text = '[sides.R]\ncolor = 1\n[circles]\nradius = -1\n[files]\nunit = "x"\n'
    faults = faults_of(configure, 'theme = "x"\n\ntitle = 1\n' + text)
    assert [fault.split(": ")[0] for fault in faults] == [
        f"deploymap.toml:{line}" for line in (1, 3, 5, 7, 9)
    ]


def test_a_fault_of_the_settings_is_wrong_usage_with_a_place(configure) -> None:
    with pytest.raises(ConfigError) as caught:
        configure("titel = 1")
    assert isinstance(caught.value, UsageError)
    assert isinstance(caught.value, DataError)


def test_settings_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "deploymap.toml").write_bytes(b'theme = "dark"\ntitle = "\xff"')
    with pytest.raises(ConfigError, match=r"deploymap\.toml:2: is not UTF-8"):
        read_config(tmp_path)


def test_settings_that_cannot_be_read_are_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "deploymap.toml").mkdir()
    with pytest.raises(UsageError, match=r"deploymap\.toml: is a folder"):
        read_config(tmp_path)


def test_a_folder_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    make_files(tmp_path, "units.csv")
    with pytest.raises(UsageError, match=r"is a file, not a folder; .* --units .*units"):
        read_config(tmp_path / "units.csv")
    with pytest.raises(UsageError, match="there is no such folder"):
        read_config(tmp_path / "nowhere")


def test_the_command_line_goes_before_the_file(configure, tmp_path: Path) -> None:
    config = configure('title = "File"')
    given = {name: Path(name) for name in ("units", "annotations", "borders", "output")}
    changed = override_config(config, title="Line", **given)
    assert changed.title == "Line"
    assert {name: getattr(changed, name) for name in given} == given
    assert override_config(config) == config
    assert config.title == "File"


def test_the_page_never_takes_the_place_of_an_input(tmp_path: Path) -> None:
    make_files(tmp_path, "units.csv", "annotations.csv", "deploymap.toml")
    config = read_config(tmp_path)
    roundabout = f"../{tmp_path.name}/units.csv"
    for name in ("units.csv", "annotations.csv", "deploymap.toml", roundabout):
        with pytest.raises(UsageError, match="is an input and would be overwritten"):
            override_config(config, output=tmp_path / name)
    with pytest.raises(UsageError, match="is an input"):
        override_config(config, borders=tmp_path / "b", output=tmp_path / "b")


@pytest.mark.skipif(os.name != "posix", reason="links are POSIX's")
def test_a_link_to_an_input_is_an_input(tmp_path: Path) -> None:
    make_files(tmp_path, "units.csv")
    (tmp_path / "map.html").hardlink_to(tmp_path / "units.csv")
    with pytest.raises(UsageError, match="is an input"):
        override_config(read_config(tmp_path), output=tmp_path / "map.html")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ('"216 BC"', "-0215"),
        ('"2 August 216 BC"', "-0215-08-02"),
        ('"12.01.2022"', "2022-01-12"),
        ('"1-3 July 1863"', "1863-07-01/1863-07-03"),
        ('"24 лютого 2022"', "2022-02-24"),
        ("2022-01-12", "2022-01-12"),
        ("1066", "1066"),
    ],
)
def test_the_date_is_read_as_those_of_sheets_are(tmp_path: Path, written: str, date: str) -> None:
    (tmp_path / "deploymap.toml").write_text(f"date = {written}", encoding="utf-8")
    assert read_config(tmp_path).date == date


@pytest.mark.parametrize("text", ["title = Kherson map", 'title = "Kherson', 'title = Kherson"'])
def test_a_missing_quotation_mark_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "deploymap.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="a quotation mark is missing"):
        read_config(tmp_path)


@pytest.mark.parametrize("text", ["title = “Kherson”", "title = „Cherson“", "title = «Херсон»"])
def test_marks_of_a_word_processor_are_said_to_be_such(tmp_path: Path, text: str) -> None:
    (tmp_path / "deploymap.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="write straight quotation marks"):
        read_config(tmp_path)
