"""What the documents say is so: columns, settings, fields, examples and links."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from deploymap.chain import build_scene
from deploymap.cli.parser import make_parser
from deploymap.faults import FAULTS
from deploymap.page.payload import write_payload
from deploymap.page.words import read_words
from deploymap.schema import (
    ANNOTATION_COLUMNS,
    COMPUTED_COLUMNS,
    COMPUTED_OF_NOTES,
    SITE_COLUMNS,
    UNIT_COLUMNS,
    Column,
)
from deploymap.settings.config import Config, read_config
from deploymap.settings.values import FREE_TABLES, SETTINGS, SIDE_SETTINGS, Circles
from deploymap.symbols.resolve import CLASSES

DOCUMENTS = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "data/README.md",
    "docs/settings.md",
    "docs/faults.md",
    "docs/large.md",
    "docs/overlays.md",
    "benchmarks/README.md",
    "docs/editing.md",
    "docs/security.md",
    "docs/embedding.md",
    "docs/page-format.md",
    "docs/architecture.md",
]


@pytest.fixture(scope="module")
def read(root: Path) -> Callable[[str], str]:
    return lambda name: (root / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    return text.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]


def first_cells(text: str) -> list[str]:
    return [name for row in re.findall(r"^\| (`.*?) \|", text, re.M) for name in quoted(row)]


def quoted(text: str) -> list[str]:
    return re.findall(r"`(\w+)[^`]*`", text)


@pytest.mark.parametrize("document", ["README.md", "docs/overlays.md", "docs/page-format.md"])
def test_the_tables_of_columns_are_those_of_the_schema(read, root: Path, document: str) -> None:
    tables = runpy.run_path(str(root / "scripts" / "write_tables.py"))
    assert document in tables["TABLES"]
    assert read(document) == tables["write_document"](document)


def test_a_changed_column_changes_its_table(root: Path) -> None:
    tables = runpy.run_path(str(root / "scripts" / "write_tables.py"))
    tables["TABLES"]["docs/overlays.md"]["## Columns"] = (Column("id", "text", doc="other words"),)
    assert section(tables["write_document"]("docs/overlays.md"), "## Columns").count("\n| `") == 1
    with pytest.raises(ValueError, match="0 tables under ## Columnz"):
        tables["_with_rows"]((root / "README.md").read_text(encoding="utf-8"), "## Columnz", [])


def test_the_settings_are_all_documented_and_no_others(read) -> None:
    text = read("docs/settings.md")
    assert first_cells(text.split("## [files]")[0]) == list(SETTINGS[""])
    for table in ("files", "reading", "overlays", "ground", "circles"):
        assert first_cells(section(text, f"## [{table}]")) == list(SETTINGS[table])
    assert first_cells(section(text, '## [sides."Name"]')) == list(SIDE_SETTINGS)
    for entry in CLASSES:
        assert f"`{entry.key}`" in section(text, "## [legend]")


def test_the_defaults_are_those_of_the_program(read) -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \|", read("docs/settings.md"), re.M)
    shown = {name: json.loads(value) for name, value in rows if value[0] in '"0123456789'}
    own = {name: Circles if name == "radius" else Config for name in shown}
    assert shown == {name: getattr(own[name], name) for name in shown}
    assert set(shown) == {"language", "symbol_style", "theme", "radius"}


def test_the_example_of_the_settings_has_all_of_them_and_is_accepted(read, tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", read("docs/settings.md"), re.S)[1]
    (tmp_path / "deploymap.toml").write_text(example, encoding="utf-8")
    assert read_config(tmp_path).title == "Forces at the border"
    given = tomllib.loads(example)
    sides = given.pop("sides")
    assert [list(side) for side in sides.values()] == [list(SIDE_SETTINGS)]
    assert all(given.pop(name) for name in FREE_TABLES)
    for name, settings in SETTINGS.items():
        assert list(given.pop(name) if name else given)[: len(settings)] == list(settings)


@pytest.fixture(scope="module")
def payload(root: Path) -> dict:
    return json.loads(write_payload(build_scene(read_config(root))[0]).text)


def test_the_fields_of_the_payload_are_all_documented_and_no_others(read, payload) -> None:
    top = read("docs/page-format.md").split("\n## ")[0]
    not_of_all = [
        "overlays",
        "overlays_extra",
        "layers",
        "grid",
        "image",
        "tiles",
        "times",
        "doubtful",
        "editable",
        "editor_words",
    ]
    assert sorted(first_cells(top)) == sorted([*payload, *not_of_all])


@pytest.mark.parametrize(
    "field", ["files", "sides", "classes", "sites", "country_labels", "symbols", "circles"]
)
def test_what_is_within_a_field_is_documented(read, payload, field: str) -> None:
    words = re.search(rf"^\| `{field}` \| (.*) \|$", read("docs/page-format.md"), re.M)[1]
    held = payload[field]
    records = {"files": 0, "sides": 0, "classes": 0, "symbols": next(iter(payload["symbols"]))}
    names = held[records[field]] if field in records else held
    assert [name for name in names if not re.search(rf"\b{name}\b", words)] == []


def test_the_tables_of_the_page_are_those_of_the_schema(read, payload) -> None:
    tables = {
        "units": (*UNIT_COLUMNS, *COMPUTED_COLUMNS),
        "annotations": (*ANNOTATION_COLUMNS, *COMPUTED_OF_NOTES),
        "sites": SITE_COLUMNS,
    }
    for field, columns in tables.items():
        names = [column.name for column in columns]
        assert list(payload[field]) == [name for name in names if name in payload[field]]
        assert payload[field]


def test_the_details_of_a_unit_have_each_column_under_its_label(root: Path) -> None:
    details = (root / "web" / "src" / "reader" / "details.js").read_text(encoding="utf-8")
    shown = set(re.findall(r"\[\s*WORDS\.(\w+),", details))
    labels = {
        column.label
        for column in (*UNIT_COLUMNS, *COMPUTED_COLUMNS, *ANNOTATION_COLUMNS, *COMPUTED_OF_NOTES)
    } - {""}
    assert labels <= set(read_words("en").page)
    assert labels == (shown | {"troops"}) - {"subordinates"}


def test_the_objects_of_the_base_map_are_documented_with_their_properties(read, payload) -> None:
    text = section(read("docs/page-format.md"), "## Base map")
    objects = payload["basemap"]["objects"]
    assert sorted(first_cells(text)) == sorted(objects)
    for cells, properties in re.findall(r"^\| (`.*?) \| .*? \| (.*) \|$", text, re.M):
        for name in quoted(cells):
            found = {key for shape in objects[name]["geometries"] for key in shape["properties"]}
            plain = re.sub(r" \(.*?\)", "", properties)
            shown = set() if plain == "none" else set(plain.split(", "))
            assert found <= shown, name
            assert shown - found <= {"iso"}, name


def test_the_interface_for_embedding_is_documented_and_no_other(read) -> None:
    members = re.findall(r"^ \* @property \{.*\} (\w+) ", read("web/src/main.js"), re.M)
    assert sorted(first_cells(read("docs/embedding.md"))) == sorted(members)


def test_the_readmes_python_example_runs(read, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", read("README.md"), re.S)[1]
    exec(compile(code, "README.md", "exec"), {})
    assert "One battalion" in (tmp_path / "map.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["build", "check", "convert", "init", "edit", "apply"])
def test_the_readmes_command_has_the_options_of_the_program(read, command: str) -> None:
    text = section(read("README.md"), "## The command").split("Exit status")[0]
    lines = re.search(rf"^    deploymap {command} .*(?:\n {{10,}}.*)*", text, re.M)[0]
    common = set(re.findall(r"--[a-z-]+", re.search(r"^    READING: .*(?:\n.+)*", text, re.M)[0]))
    shown = set(re.findall(r"--[a-z-]+", lines)) | common
    actions = make_parser()._subparsers._group_actions[0].choices[command]._actions
    real = {option for action in actions for option in action.option_strings if option[:2] == "--"}
    assert shown == real - {"--help"}


def test_each_fault_has_words_and_a_paragraph_and_there_are_no_others(read, root: Path) -> None:
    text = read("docs/faults.md")
    paragraphs = dict(re.findall(r"^### ([a-z-]+)\n\n(\S.+)", text, re.M))
    assert list(paragraphs) == list(FAULTS)
    source = "".join(path.read_text("utf-8") for path in (root / "src/deploymap").rglob("*.py"))
    said = source.replace((root / "src/deploymap/faults.py").read_text("utf-8"), "")
    # kind-unknown and its like are put together from the name of the column
    made = {"kind-unknown", "echelon-unknown", "status-unknown"}
    assert [code for code in FAULTS if f'"{code}"' not in said and code not in made] == []


def test_the_readmes_message_is_what_the_program_says(read, make_page) -> None:
    from deploymap.problems import DataError

    with pytest.raises(DataError) as caught:
        make_page(units="name,lat,lon\nA,94.2,48.6\n")
    assert f"    {caught.value}\n" in read("README.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files_that_are_there(read, root: Path, name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", read(name)):
        if "://" not in target:
            assert ((root / name).parent / target).exists(), target


def test_each_room_is_named_in_the_architecture(read: Callable[[str], str], root: Path) -> None:
    text = read("docs/architecture.md")
    table = text.partition("## The rooms")[2].partition("## To change something")[0]
    named = set(re.findall(r"`([\w/]+/|\w+\.py)`", table))
    package = root / "src/deploymap"
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    page = root / "web/src"
    parts = {f"{path.relative_to(page)}/" for path in page.rglob("*") if path.is_dir()}
    assert named == rooms | modules | {"languages/"} | parts


def test_what_the_architecture_names_is_there(read: Callable[[str], str], root: Path) -> None:
    named = re.findall(r"`([\w/.*-]+\.(?:py|js|css|csv|json|md))`", read("docs/architecture.md"))
    places = [root, root / "src/deploymap", root / "web/src"]
    assert len(named) > 50
    assert [n for n in named if not any((place / n).exists() for place in places)] == []
