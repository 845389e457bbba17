"""What the documents say is so: columns, settings, fields, examples and links."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from deploymap.chain import build_scene
from deploymap.cli import make_parser
from deploymap.config import read_config
from deploymap.scene import scene_to_json
from deploymap.schema import ANNOTATION_COLUMNS, UNIT_COLUMNS
from deploymap.settings import SETTINGS, SIDE_SETTINGS
from deploymap.symbols import CLASSES

DOCUMENTS = ["README.md", "CHANGELOG.md", "data/README.md", "docs/settings.md", "docs/embedding.md"]


@pytest.fixture(scope="module")
def read(root: Path) -> Callable[[str], str]:
    return lambda name: (root / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    return text.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]


def first_cells(text: str) -> list[str]:
    return [name for row in re.findall(r"^\| (`.*?) \|", text, re.M) for name in quoted(row)]


def quoted(text: str) -> list[str]:
    return re.findall(r"`(\w+)[^`]*`", text)


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("### Columns of units.csv", UNIT_COLUMNS),
        ("### Columns of annotations.csv", ANNOTATION_COLUMNS),
    ],
)
def test_the_readme_has_every_column_and_what_it_holds(read, heading, columns) -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.*?)(?: \(needed\))? \|$", section(read("README.md"), heading), re.M
    )
    assert rows == [(column.name, column.doc) for column in columns]


def test_the_settings_are_all_documented_and_no_others(read) -> None:
    text = read("docs/settings.md")
    assert first_cells(text.split("## [files]")[0]) == list(SETTINGS[""])
    for table in ("files", "circles"):
        assert first_cells(section(text, f"## [{table}]")) == list(SETTINGS[table])
    assert first_cells(section(text, '## [sides."Name"]')) == list(SIDE_SETTINGS)
    for entry in CLASSES:
        assert f"`{entry.key}`" in section(text, "## [legend]")


def test_the_fields_of_the_payload_are_all_documented_and_no_others(read, root: Path) -> None:
    payload = json.loads(scene_to_json(build_scene(read_config(root))[0]))
    assert sorted(first_cells(read("docs/page-format.md"))) == sorted(payload)
    for name in payload["basemap"]["objects"]:
        assert f"`{name}`" in read("docs/page-format.md")


def test_the_interface_for_embedding_is_documented_and_no_other(read) -> None:
    members = re.findall(r"^ \* @property \{.*\} (\w+) ", read("web/src/main.js"), re.M)
    assert sorted(first_cells(read("docs/embedding.md"))) == sorted(members)


def test_the_readmes_python_example_runs(read, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", read("README.md"), re.S)[1]
    exec(compile(code, "README.md", "exec"), {})
    assert "One battalion" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_the_readmes_command_has_the_options_of_the_program(read) -> None:
    shown = set(re.findall(r"--\w+", section(read("README.md"), "## The command").split("\n\n")[0]))
    actions = make_parser()._subparsers._group_actions[0].choices["build"]._actions
    real = {option for action in actions for option in action.option_strings if option[:2] == "--"}
    assert shown == real - {"--help"}


def test_the_readmes_message_is_what_the_program_says(read, make_page) -> None:
    from deploymap.errors import DataError

    with pytest.raises(DataError) as caught:
        make_page(units="name,lat,lon\nA,94.2,48.6\n")
    assert f"    {caught.value}\n" in read("README.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files_that_are_there(read, root: Path, name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", read(name)):
        if "://" not in target:
            assert ((root / name).parent / target).exists(), target
