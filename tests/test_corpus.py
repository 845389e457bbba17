"""A corpus of small sheets, each with what should come of it in `NAME.expected.json` beside it.

The expected file names the sheet (`file`) and how it is read (`options`, written by hand); the rest
is written anew by `--update-golden`, and a change of it is then a diff to be read.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from deploymap.chain import refuse_unknown_classes
from deploymap.faults import FAULTS
from deploymap.inspection import reading
from deploymap.inspection.inputs import Inspection, inspect
from deploymap.problems import DataError, Problem
from deploymap.settings.config import Config, Side, override_config
from deploymap.settings.values import Backdrop, Layer, Publish
from make_corpus import make_files

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in CORPUS.glob("*.expected.json"))

# later than all dates of the corpus that are not meant to be in the future
MAP_DATE = "2023-12-31"

# a file of another kind than a sheet of units is checked beside this one
UNITS = "beside-others.csv"

COLUMNS = (
    *("id", "name", "side", "kind", "echelon", "count"),
    *("troops", "troops_min", "troops_max", "troops_approx"),
    *("circle", "circle_min", "circle_max", "circle_approx"),
    *("place", "lat", "lon", "accuracy_km", "date", "parent", "status", "sidc"),
    "position_source",
)
ANNOTATION_COLUMNS = ("id", "type", "text", "area", "troops", "troops_min", "troops_max", "date")

OVERLAY_COLUMNS = ("id", "type", "name", "side", "left", "right", "from", "to", "date", "until")

Expected = dict[str, Any]


@pytest.fixture(autouse=True, scope="module")
def borders_are_read_once():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("read_borders", "world_borders"):
            patch.setattr(reading, name, functools.cache(getattr(reading, name)))
        yield


@pytest.mark.parametrize("name", NAMES)
def test_a_file_gives_what_is_expected(name: str, pytestconfig: pytest.Config) -> None:
    path = CORPUS / f"{name}.expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    found = read_case(expected["file"], expected.get("options", {}))
    if pytestconfig.getoption("--update-golden"):
        path.write_text(write_json(found), encoding="utf-8")
        return
    assert found == expected, "see the diff after: pytest tests/test_corpus.py --update-golden"


def test_each_file_is_expected_something_of() -> None:
    cases = [json.loads((CORPUS / f"{name}.expected.json").read_text("utf-8")) for name in NAMES]
    named = {case["file"] for case in cases} | {UNITS, ".gitattributes"}
    named |= {f"{name}.expected.json" for name in NAMES}
    assert {path.name for path in CORPUS.iterdir()} == named


def test_files_are_small() -> None:
    assert [path.name for path in CORPUS.iterdir() if path.stat().st_size > 20_000] == []


def test_the_corpus_has_each_kind_of_fault() -> None:
    cases = [json.loads((CORPUS / f"{name}.expected.json").read_text("utf-8")) for name in NAMES]
    told = {problem["code"] for case in cases for problem in case["problems"]}
    # those of changes are no faults of a file
    assert sorted({code for code in FAULTS if not code.startswith("edit-")} - told) == []


def test_the_script_makes_the_files_that_are_no_plain_text() -> None:
    # SQLite, Parquet and deflated files differ with the version of what writes them
    varies = ("gpkg", "parquet", "bomb")
    for name, data in make_files().items():
        if not any(word in name for word in varies):
            assert (CORPUS / name).read_bytes() == data, f"{name}: run tests/make_corpus.py"


def read_case(file: str, options: dict[str, Any]) -> Expected:
    """Return what `deploymap check` would make of a file, in the form of an expected file."""
    config = make_config(file, options)
    refuse_unknown_classes(config)
    case: Expected = {"file": file, "options": options} if options else {"file": file}
    try:
        found = inspect(config)
    except DataError as error:
        return case | {"problems": list(map(show_problem, error.problems))}
    case |= describe(found, options.get("role", "units"))
    return case | {"problems": list(map(show_problem, found.problems))}


def make_config(file: str, options: dict[str, Any]) -> Config:
    given = dict(options)
    role, date = given.pop("role", "units"), given.pop("date", MAP_DATE)
    places = given.pop("places", {})
    colors = given.pop("side_colors", {})
    layers = tuple(Layer(**layer) for layer in given.pop("layers", ()))
    backdrop = Backdrop(**given.pop("backdrop", {}))
    if role == "image":
        role, backdrop, file = "units", dataclasses.replace(backdrop, image=file), UNITS
    publish = Publish(
        **{
            k: tuple(v) if k in ("withhold", "only") else v
            for k, v in given.pop("publish", {}).items()
        }
    )
    config = Config(base=CORPUS, units=CORPUS / UNITS, output=CORPUS / "none.html")
    config = override_config(config, **{role: CORPUS / file}, **given)
    sides = {name: Side(name, color=color) for name, color in colors.items()}
    return dataclasses.replace(
        config,
        date=date,
        places=places,
        sides=sides,
        publish=publish,
        layers=layers,
        backdrop=backdrop,
    )


def describe(found: Inspection, role: str) -> Expected:
    """Return what was understood: the columns, and what stands in the rows."""
    if role == "annotations":
        table = found.annotations.table
        return {"rows": [show_row(row, ANNOTATION_COLUMNS) for row in table.to_dict("records")]}
    if role == "overlays":
        table = found.overlaid.checked.table
        return {"rows": [show_row(row, OVERLAY_COLUMNS) for row in table.to_dict("records")]}
    if role == "borders":
        return {
            "areas": [
                show_area(area) for area in found.borders.of_kind("country", "region").itertuples()
            ]
        }
    sheet = found.units.sheet
    columns = {use.own: f"{use.column or '-'} ({use.how})" for use in sheet.uses}
    drawn = dict(zip(found.joined["line"], found.joined["sidc20"], strict=True))
    rows = []
    for row in found.units.table.to_dict("records"):
        rows.append({"line": row["line"], **show_row(row, COLUMNS)})
        # the newest row of each unit is drawn
        if row["line"] in drawn:
            rows[-1]["drawn_as"] = drawn[row["line"]]
    return {"columns": columns, "rows": rows}


def show_row(row: dict[str, Any], columns: tuple[str, ...]) -> Expected:
    return {name: show(row[name]) for name in columns if name in row and not pd.isna(row[name])}


def show(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    rounded = round(value, 6) + 0.0
    return int(rounded) if rounded.is_integer() else rounded


def show_area(area: Any) -> Expected:
    return {"name": area.name, "bounds": [round(edge, 3) for edge in area.geometry.bounds]}


def show_problem(problem: Problem) -> Expected:
    shown = {"severity": problem.severity, "code": problem.code, "place": problem.place}
    column = {"column": problem.column} if problem.column else {}
    return shown | column | {"words": problem.words}


def write_json(found: Expected) -> str:
    """Return JSON with one line for each row, column and problem's part that a diff can show."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
