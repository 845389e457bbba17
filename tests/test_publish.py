"""What must not leave does not: neither in the page's bytes, nor in what can be told from them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import deploymap
from deploymap.chain import build_file, build_scene
from deploymap.checks.distances import great_circle_km
from deploymap.cli.parser import main
from deploymap.page.unpacking import unpack_table
from deploymap.problems import ConfigError, UsageError
from deploymap.publish.positions import TELLS, coarsen, coarsen_accuracy
from deploymap.publish.rules import matches
from deploymap.settings.config import read_config
from make_corpus import number, row, text, xlsx

LAT, LON = 48.512345, 39.287654
# each planted in its own column, and nowhere else
SECRETS = {
    "informant": "Petrenko",
    "Phone Number": "+380 67 555 12 34",
    "phone2": "0445551234",
    "source": "Brigadeclerk",
    "source_url": "https://leak.example/zq7",
    "private note": "Quartermaster",
    "place": "Hilltop 5",
    "grid": "37U EQ 21098 73456",
    "seen from": "48.5123, 39.2876",
}
SETTINGS = """
[publish]
withhold = ["INFORMANT", "phone*", " Source", "source_url"]
only = ["morale"]
round_km = 5
"""
NOTES = """\
id,type,text,lat,lon,troops,source,note
f,figure,Troops at the front,48.512345,39.287654,500,Brigadeclerk,seen at 48.5123 39.2876
"""


def sheet_of(count: int) -> str:
    names = list(SECRETS)
    rows = [",".join(["id", "name", "lat", "lon", "morale", "note", "troops", *names])]
    for n in range(count):
        lat, lon = LAT + n % 7, LON + n % 11
        cells = [f"{value}" if "," not in value else f'"{value}"' for value in SECRETS.values()]
        start = [f"g{n}", f"Unit {n}", f"{lat:.6f}", f"{lon:.6f}", f"fair {n % 5}"]
        note = '"watch 48.5123, 39.2876"' if n % 2 else "quiet"
        rows.append(",".join([*start, note, "100", *cells]))
    return "\n".join(rows) + "\n"


def folder_of(path: Path, count: int, settings: str = SETTINGS) -> Path:
    (path / "units.csv").write_text(sheet_of(count), encoding="utf-8")
    (path / "annotations.csv").write_text(NOTES, encoding="utf-8")
    (path / "deploymap.toml").write_text(settings, encoding="utf-8")
    return path


def bytes_of(page: str) -> str:
    """Return a page with all that is packed in it laid open."""
    payload = payload_of(page)
    more = [page, json.dumps(payload, ensure_ascii=False)]
    packed = re.search(r'id="deploymap-data">([^<]*)<', page)
    if packed:
        data = gzip.decompress(base64.b64decode(packed[1]))
        more += [data.decode("utf-8", "replace"), data.decode("utf-16-le", "replace")]
        for part in ("units", "extra"):
            table = unpack_table(payload["packed"][part], data, payload["count"])
            more.append(json.dumps(table, ensure_ascii=False))
    # pictures, fonts, and whatever else is written in base64
    for run in re.findall(r"[A-Za-z0-9+/_-]{24,}={0,2}", page):
        part = base64.b64decode(run[: len(run) // 4 * 4], b"-_" if {"-", "_"} & {*run} else None)
        more.append(part.decode("utf-8", "replace"))
    return "\n".join(more)


def payload_of(page: str) -> dict[str, Any]:
    found = re.search(r'id="deploymap-scene">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def planted(folder: Path) -> list[str]:
    """Return all that may not be found: secrets, exact positions, names, and hashes."""
    files = [*folder.glob("*.csv"), folder / "deploymap.toml"]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest()[:8] for path in files]
    numbers = ["48.5123", "39.2876", "512345", "287654"]
    return [*SECRETS.values(), "5551234", "informant", "Phone Number", *numbers, *hashes]


@pytest.mark.parametrize("count", [12, 2_500])
def test_nothing_that_was_planted_is_in_the_page(tmp_path: Path, count: int) -> None:
    folder = folder_of(tmp_path, count)
    page = build_file(folder).output.read_text(encoding="utf-8")
    assert ('id="deploymap-data"' in page) == (count > 2_000)
    text = bytes_of(page)
    assert [secret for secret in planted(folder) if secret.casefold() in text.casefold()] == []
    assert "fair 3" in text
    assert "Unit 7" in text


@pytest.mark.parametrize("count", [12, 2_500])
def test_without_settings_all_of_it_is_there(tmp_path: Path, count: int) -> None:
    folder = folder_of(tmp_path, count, "")
    text = bytes_of(build_file(folder).output.read_text(encoding="utf-8"))
    # the grid reference was read as a position, which lat and lon have already
    missing = [secret for secret in planted(folder) if secret not in text]
    assert missing == [SECRETS["grid"]]


def test_a_scene_and_a_notebooks_map_hold_no_more_than_the_page(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 12)
    frame = pd.read_csv(folder / "units.csv", dtype=str)
    shown = deploymap.build(folder, units=frame)
    scene = shown.scene
    text = " ".join(map(str, [scene.units.to_dict(), scene.annotations.to_dict(), scene.files]))
    for held in (text, bytes_of(shown.to_html())):
        assert [s for s in planted(folder) if s.casefold() in held.casefold()] == []


def test_the_page_says_what_was_done(tmp_path: Path, open_page) -> None:
    folder = folder_of(tmp_path, 12, SETTINGS + "delay_days = 3\n" + "")
    (folder / "deploymap.toml").write_text(
        'date = "2022-01-12"\n' + SETTINGS + "delay_days = 3\n", encoding="utf-8"
    )
    dated = (folder / "units.csv").read_text(encoding="utf-8").replace("troops,", "date,", 1)
    (folder / "units.csv").write_text(dated.replace(",100,", ",2022-01-09,"), encoding="utf-8")
    with open_page(build_file(folder).output, width=1280) as page:
        foot = page.get_by_role("contentinfo").inner_text()
        assert "Positions are rounded to a grid of 5 km." in foot
        assert "What is dated after 9 January 2022 is not shown." in foot
        assert "Built" in foot
        assert "units.csv" in foot
        assert page.locator(".dm-built code").count() == 1, "the borders have a hash, and they only"


def scene_of(folder: Path, units: str, settings: str):
    (folder / "units.csv").write_text(units, encoding="utf-8")
    (folder / "deploymap.toml").write_text(settings, encoding="utf-8")
    return build_scene(read_config(folder))


ALL = "id,name,side,kind,echelon,troops,place,lat,lon,date,parent,status,own\n"
ROW = "a1,Alpha,Red,tank,brigade,100-200,Luhansk,48.5,39.3,2022-01-02,b1,planned,x\n"
OTHER = "b1,Bravo,Red,artillery,brigade,~50,,48.6,39.4,2022-01-03,,,y\n"


@pytest.mark.parametrize("column", ALL.strip().split(","))
def test_each_column_can_be_withheld_and_nothing_of_it_stays(tmp_path: Path, column: str) -> None:
    scene, _ = scene_of(tmp_path, ALL + ROW + OTHER, f'[publish]\nwithhold = ["{column}"]\n')
    units = scene.units
    gone = {
        "id": not {"a1", "b1"} & {*units["id"], *units["parent"]},
        "name": units["name"].tolist() == ["Tank", "Artillery"],
        "side": [side.name for side in scene.sides] == [""],
        "kind": set(units["symbol_class"]) == {"unit"},
        "troops": units[["troops", "troops_min", "troops_max"]].isna().all(axis=None),
        "lat": units[["lat", "lon", "border_km"]].isna().all(axis=None),
        "lon": units[["lat", "lon", "border_km"]].isna().all(axis=None),
        "own": "own" not in units,
    }
    assert gone.get(column, column in units and units[column].isna().all())
    codes = scene_of(tmp_path, ALL + ROW + OTHER, "")[0].units["sidc20"].tolist()
    changed = column in ("side", "kind", "echelon", "status")
    assert changed == (units["sidc20"].tolist() != codes) or column == "side"


def test_a_superior_is_still_known_where_ids_are_withheld(tmp_path: Path) -> None:
    scene, _ = scene_of(tmp_path, ALL + ROW + OTHER, '[publish]\nwithhold = ["id"]\n')
    assert scene.units["parent"].tolist() == [scene.units["id"][1], None]


def test_only_the_newest_row_counts_though_dates_are_withheld(tmp_path: Path) -> None:
    older = ROW.replace("2022-01-02", "2021-12-01").replace("Luhansk", "Donetsk")
    scene, _ = scene_of(tmp_path, ALL + older + ROW, '[publish]\nwithhold = ["date"]\n')
    assert scene.units["place"].tolist() == ["Luhansk"]


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("informant", "Informant ", True),
        ("phone*", "Phone Number", True),
        ("phone number", "phone\u00a0number", True),
        ("phonenumber", "Phone\nNumber", True),
        ("phone", "phone2", False),
        ("phone?", "phone2", True),
        ("notes [private]", "Notes [private]", True),
        ("*", "anything", True),
        ("тел*", "Телефон", True),
        ("kontakt", "Kontakte", False),
    ],
)
def test_patterns_match_names_whatever_their_case_and_space(pattern, name, expected) -> None:
    assert matches([pattern], name) is expected


def test_a_pattern_that_matches_nothing_is_warned_of(tmp_path: Path) -> None:
    settings = '[publish]\nwithhold = ["informant", "own"]\nonly = ["on"]\n'
    _, problems = scene_of(tmp_path, ALL + ROW, settings)
    told = [str(problem) for problem in problems if problem.code == "publish-unmatched"]
    assert told == [
        "warning: deploymap.toml: publish.withhold: informant is no column of the sheets; see "
        "deploymap check --leaves",
        "warning: deploymap.toml: publish.only: on is no column of the sheets; did you mean own?",
    ]


@pytest.mark.parametrize(
    "text", ['withhold = 3', "only = [1]", "round_km = 0", 'round_km = "5"', "delay_days = 1.5"]
)  # fmt: skip
def test_a_wrong_setting_is_told_of(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError):
        scene_of(tmp_path, ALL + ROW, f"[publish]\n{text}\n")


# positions


@given(
    st.floats(-85, 85), st.floats(-180, 180, exclude_max=True), st.floats(0.1, 500)
)  # fmt: skip
def test_a_position_moves_less_than_the_grid_and_stays_on_it(lat, lon, km) -> None:
    at, along = coarsen(np.array([lat]), np.array([lon]), km)
    far = great_circle_km(np.array([lat, lon]), np.array([[at[0], along[0]]]))
    assert float(far.min()) <= max(0.75 * km, 0.001)
    again = coarsen(at, along, km)
    assert np.allclose([again[0], (again[1] - along + 180) % 360 - 180], [at, [0.0]], atol=2e-6)


def test_blanks_stay_blank_and_accuracy_grows() -> None:
    lat, lon = coarsen(np.array([np.nan]), np.array([np.nan]), 5)
    assert np.isnan([lat, lon]).all()
    assert coarsen_accuracy(np.array([np.nan, 0, 10.0]), 5).tolist() == [5, 5, 13.6]


def test_units_of_one_cell_stack_and_nothing_tells_them_apart(tmp_path: Path) -> None:
    rows = "name,lat,lon,border\nA,48.50001,39.30001,\nB,48.502,39.302,\nC,48.9,39.9,\n"
    scene, _ = scene_of(tmp_path, rows, "[publish]\nround_km = 20\n")
    first, second = scene.units[["lat", "lon", "border_km", "accuracy_km"]].iloc[:2].to_numpy()
    assert first.tolist() == second.tolist()
    assert scene.units["accuracy_km"].min() >= 20


def test_what_the_cell_of_the_grid_does_not_tell_is_not_said(tmp_path: Path) -> None:
    # the first stands near the border of Russia, the second far within
    rows = "name,lat,lon\nNear,50.15,36.3\nFar,49.0,32.0\n"
    exact, _ = scene_of(tmp_path, rows, "")
    assert exact.units["in_country"].tolist() == ["Ukraine", "Ukraine"]
    scene, _ = scene_of(tmp_path, rows, "[publish]\nround_km = 60\n")
    assert scene.units["in_country"].tolist() == [None, "Ukraine"]
    assert scene.units["border_km"].isna().tolist() == [True, False]


def test_warnings_are_of_the_positions_of_the_sheet(tmp_path: Path) -> None:
    rows = "name,lat,lon,country\nOdesa,46.48,30.74,Ukraine\nKyiv,50.45,30.52,Ukraine\n"
    _, problems = scene_of(tmp_path, rows, "[publish]\nround_km = 60\n")
    assert [p.code for p in problems if p.code in ("position-outside", "area-other")] == []


@pytest.mark.parametrize(
    "text",
    ["48.5123, 39.2876", "q=48.5123%2C39.2876", "N 48.51234", "48°30'44\"N", "37U EQ 21098 73456",
     "37UEQ2109873456", "37U 412345 5381234", "POINT (39.2876 48.5123)", "at 48,5123 and 39,2876"],
)  # fmt: skip
def test_texts_that_tell_a_position_are_known(text: str) -> None:
    assert TELLS.search(text)


@pytest.mark.parametrize(
    "text", ["2022-01-12", "1,200 to 3,400 men", "12.5 km", "T-72 B3", "8-10k", "45th brigade, 3.5"]
)
def test_other_texts_stay(text: str) -> None:
    assert not TELLS.search(text)


# dates


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        (["2022-01-02", "2022-01-05", "2022-01-06"], [True, True, False]),
        (["2022-01-05T23:59", "2022-01", "2021-12"], [True, False, True]),
        (["2022", "2021", ""], [False, True, False]),
        (["-0048", "2022-01-04", "2023-05-01"], [True, True, False]),
    ],
)
def test_rows_of_the_last_days_stay_out(tmp_path: Path, dates, shown) -> None:
    rows = "name,lat,lon,date\n" + "".join(f"U{n},48,39,{d}\n" for n, d in enumerate(dates))
    settings = 'date = "2022-01-12"\n[publish]\ndelay_days = 7\n'
    scene, problems = scene_of(tmp_path, rows, settings)
    expected = [f"U{n}" for n, is_shown in enumerate(shown) if is_shown]
    assert scene.units["name"].tolist() == expected
    assert scene.shown_until == "2022-01-05"
    assert [p.severity for p in problems if p.code == "publish-delayed"] == ["notice"]


def test_the_state_before_the_last_days_is_shown(tmp_path: Path) -> None:
    rows = "id,name,lat,lon,date\na,A,48,39,2022-01-01\na,A,48.5,39,2022-01-11\n"
    settings = 'date = "2022-01-12"\n[publish]\ndelay_days = 7\n'
    scene, _ = scene_of(tmp_path, rows, settings)
    assert scene.units["lat"].tolist() == [48.0]


def test_without_a_date_the_time_of_the_build_counts(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641945600")  # 2022-01-12
    rows = "name,lat,lon,date\nA,48,39,2022-01-01\nB,48,39,2022-01-11\n"
    scene, _ = scene_of(tmp_path, rows, "[publish]\ndelay_days = 7\n")
    assert scene.units["name"].tolist() == ["A"]


def test_without_any_date_to_count_from_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="delay_days needs a date"):
        scene_of(tmp_path, ALL + ROW, 'date = "-0048"\n[publish]\ndelay_days = 7\n')


# names


def test_neither_title_nor_names_of_files_tell_more(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(ALL + ROW)
    (tmp_path / "from_petrenko.csv").write_text(ALL + ROW)
    settings = '[files]\nunits = "from_petrenko.csv"\n[publish]\nwithhold = ["own"]\n'
    (tmp_path / "deploymap.toml").write_text(settings)
    scene, _ = build_scene(read_config(tmp_path))
    assert scene.title == "Units"
    assert [(f.name, bool(f.sha256)) for f in scene.files] == [
        ("the sheet of units", False), (scene.files[1].name, True), ("deploymap.toml", False),
    ]  # fmt: skip


def test_names_that_are_made_of_what_is_withheld_become_others(tmp_path: Path) -> None:
    rows = "name,kind,place,lat,lon\nAlpha,tank,Hilltop,48,39\n"
    scene, _ = scene_of(tmp_path, rows, '[publish]\nwithhold = ["place"]\n')
    assert scene.units["name"].tolist() == ["Alpha"]


def test_names_that_are_made_tell_nothing(tmp_path: Path) -> None:
    rows = "kind,place,lat,lon\ntank,Hilltop,48,39\n,Dugout,48.5,39\n"
    scene, _ = scene_of(tmp_path, rows, "[publish]\nround_km = 5\n")
    assert scene.units["name"].tolist() == ["Tank", "Unit"]
    assert scene.units["label"].tolist() == ["Tank", "Unit"]


@pytest.mark.parametrize("count", [2, 5_000])
def test_what_a_workbook_hides_is_in_no_byte_and_no_hash(tmp_path: Path, count: int) -> None:
    names = zip("ABCD", ("name", "lat", "lon", "spy"), strict=True)
    rows = row(1, *(text(f"{letter}1", name) for letter, name in names))
    for line in range(2, count + 2):
        name = f"Ghost {line}" if line % 2 else f"Alpha {line}"
        lat, lon = (51.123456, 33.654321) if line % 2 else (48, 39)
        place = (number(f"B{line}", lat), number(f"C{line}", lon))
        cells = row(line, text(f"A{line}", name), *place, text(f"D{line}", "Petrenko"))
        rows += cells.replace("<row ", '<row hidden="true" ' if line % 2 else "<row ")
    hidden = '<cols><col min="4" max="4" hidden="1"/></cols>'
    (tmp_path / "units.xlsx").write_bytes(xlsx(("units", (hidden, rows, ""))))
    page = build_file(tmp_path).output.read_text(encoding="utf-8")
    held = bytes_of(page)
    sha256 = hashlib.sha256((tmp_path / "units.xlsx").read_bytes()).hexdigest()
    secrets = ("Petrenko", "spy", "Ghost", "51.12345", "33.65432", sha256[:8])
    assert [word for word in secrets if word in held] == []
    assert "Alpha" in held
    assert ('id="deploymap-data"' in page) == (count > 2)


# what check says


def test_check_lists_what_leaves_and_what_stays_out(tmp_path: Path, capsys) -> None:
    folder = folder_of(tmp_path, 3)
    assert main(["check", str(folder), "--leaves"]) == 0
    enters, stays = capsys.readouterr().out.split("What stays out:")
    for words in (r"units +name +Unit 0", r"units +morale +fair 0", r"units +in_country .*worked",
                  r"annotations +text +Troops at the front", r"page +title +Units"):  # fmt: skip
        assert re.search(words, enters), words
    for words in (r"informant +withheld", r"private note +not in only", r"place +tells the exact"):
        assert re.search(words, stays), words
    assert not [secret for secret in planted(folder)[: len(SECRETS) + 1] if secret in enters]


def test_what_leaves_is_what_the_page_has(tmp_path: Path, capsys) -> None:
    folder = folder_of(tmp_path, 3)
    assert main(["check", str(folder), "--leaves", "--format", "json"]) == 0
    leaves = json.loads(capsys.readouterr().out)["leaves"]
    payload = payload_of(build_file(folder).output.read_text(encoding="utf-8"))
    listed = {leaf["column"] for leaf in leaves["enters"] if leaf["part"] == "units"}
    shown = {*payload["units"], *payload["extra"]} - {"site", "label"}
    assert listed == shown
    assert {"informant", "Phone Number"} <= {kept["column"] for kept in leaves["stays"]}


def test_leaves_and_lists_for_machines_do_not_mix(tmp_path: Path, capsys) -> None:
    assert main(["check", str(folder_of(tmp_path, 3)), "--leaves", "--format", "csv"]) == 2


# people


@pytest.mark.parametrize(
    "column",
    ["contact", "Phone", "phone_number", "Telefon", "тел.", "E-Mail", "handle", "informant", "ФИО",
     "П.І.Б.", "contactPerson", "Reported by", "Vorname", "@", "Numéro de téléphone", "Контакт"],
)  # fmt: skip
def test_columns_that_name_people_are_warned_of(tmp_path: Path, column: str) -> None:
    rows = f"name,lat,lon,{column}\nA,48,39,x\n"
    _, problems = scene_of(tmp_path, rows, "")
    told = [p for p in problems if p.code == "personal-data"]
    assert [(p.column, p.severity) for p in told] == [(column, "warning")]
    for setting in ("withhold", "only"):
        _, problems = scene_of(tmp_path, rows, f'[publish]\n{setting} = ["{column}"]\n')
        assert not [p for p in problems if p.code == "personal-data"]


@pytest.mark.parametrize(
    "cell",
    ["+380 67 555 12 34", "call 067-555-12-34", "(044) 555-12-34", "555-123-4567",
     "ivan@mail.example", "see @ivan_p", "0671234567", "+49 (0)30 1234567", "00 44 20 7946 0958"],
)  # fmt: skip
def test_cells_that_tell_how_to_reach_people_are_warned_of(tmp_path: Path, cell: str) -> None:
    rows = f"name,lat,lon,remarks2\nA,48,39,fine\nB,48,39,{cell}\n"
    _, problems = scene_of(tmp_path, rows, "")
    assert [p.column for p in problems if p.code == "personal-data"] == ["remarks2"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("when", "2022-02-24 01:30:00+00"), ("length", "12-34"), ("line of contact", "north"),
        ("range", "8000-10000"), ("grid", "37U EQ 21098 73456"), ("at", "+48.57123 +39.31234"),
        ("code", "10031000161211000000"), ("number", "1 234 567 890"), ("commander", "Gen. Foch"),
        ("persons", "300"), ("hours", "0800-1200"), ("signal", "yes"),
        ("isbn", "978-3-16-148410-0"),
    ],
)  # fmt: skip
def test_others_are_not(tmp_path: Path, column: str, cell: str) -> None:
    _, problems = scene_of(tmp_path, f"name,lat,lon,{column}\nA,48,39,{cell}\n", "")
    assert [str(p) for p in problems if p.code == "personal-data"] == []
