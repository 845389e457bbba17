"""Large sheets: the quick ways give what the slow ones give, and give it every time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from deploymap.chain import build_scene
from deploymap.page.html import DeploymentMap
from deploymap.page.payload import write_payload
from deploymap.settings.config import read_config

ROWS = 5_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sheet of random units, some of them at one place, some at sea."""
    chance = random.Random(5)
    rows = ["id,name,side,kind,echelon,troops,place,lat,lon,date,parent,note,own"]
    for number in range(ROWS):
        lat, lon = chance.uniform(43, 58), chance.uniform(22, 58)
        if number % 10 == 0:
            lat, lon = 48.5, 39.25
        troops = chance.choice(["", str(chance.randrange(9_000)), "~500", "8-10k", "<300"])
        kind = chance.choice(["tank", "motor rifle", "танкова", f"odd thing {number % 150}", ""])
        parent = f"g{chance.randrange(number + 1)}" if number % 3 == 0 else ""
        note = chance.choice(["", "plain", "a & b", '"quoted, and ""twice"""', " padded "])
        side, echelon = chance.choice(["A", "B", ""]), chance.choice(["bde", "Btl", ""])
        date = chance.choice(["2022-01-12", "2021-12", "12.01.2022", ""])
        cells = [f"g{number}", f"{number}th unit", side, kind, echelon, troops, "Somewhere"]
        rows.append(",".join([*cells, f"{lat:.4f}", f"{lon:.4f}", date, parent, note, str(number)]))
    folder = tmp_path_factory.mktemp("large")
    (folder / "units.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def page_of(folder: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> tuple[str, list[str]]:
    monkeypatch.setattr("deploymap.sheets.read.LARGE_FILE", large)
    scene, problems = build_scene(read_config(folder))
    return DeploymentMap(scene).to_html(), [str(problem) for problem in problems]


def test_reading_by_columns_gives_the_page_that_reading_by_rows_gives(folder, monkeypatch) -> None:
    quick, told = page_of(folder, monkeypatch, 0)
    slow, also_told = page_of(folder, monkeypatch, 10**12)
    assert told == also_told
    assert len(told) > 100
    assert quick == slow
    assert 'id="deploymap-data"' in quick


def test_a_page_of_packed_units_is_the_same_every_time(folder, monkeypatch) -> None:
    assert page_of(folder, monkeypatch, 0) == page_of(folder, monkeypatch, 0)


def test_the_exact_join_gives_the_columns_that_the_quick_one_gives(folder, monkeypatch) -> None:
    quick, _ = build_scene(read_config(folder))
    for module in ("nearest", "locate"):
        monkeypatch.setattr(f"deploymap.borders.{module}.FEW_POSITIONS", 10**12)
    exact, _ = build_scene(read_config(folder))
    # to a tenth of a kilometre, of which a fiftieth may turn the last digit
    far = (quick.units["border_km"] - exact.units["border_km"]).abs()
    assert far.max() <= 0.1 + 1e-9
    assert (far > 0).mean() < 0.1
    for name in ("in_country", "in_country_iso", "in_region", "line_side", "border_with"):
        assert quick.units[name].equals(exact.units[name]), name
    assert write_payload(quick).text[:100] == write_payload(exact).text[:100]
