"""A folder from somebody else: it reads and writes nothing outside of itself."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from deploymap.chain import build_file
from deploymap.cli.parser import main
from deploymap.problems import ConfigError, UsageError
from deploymap.settings.config import read_config
from deploymap.sheets import fetch

UNITS = "name,lat,lon\nA,48.5,39.3\n"
SECRET = "name,lat,lon\nTOPSECRET,48.5,39.3\n"
NOTES = "type,lat,lon,text\nnote,48,39,TOPSECRET\n"
LAND = '{"type":"FeatureCollection","features":[]}'

links = pytest.mark.skipif(os.name != "posix", reason="links are POSIX's")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sheet, beside which are files of others."""
    (tmp_path / "secret.csv").write_text(SECRET)
    (tmp_path / "notes.csv").write_text(NOTES)
    (tmp_path / "land.geojson").write_text(LAND)
    (tmp_path / "profile").write_text("good")
    inner = tmp_path / "folder"
    inner.mkdir()
    (inner / "units.csv").write_text(UNITS)
    return inner


def configure(folder: Path, text: str) -> None:
    (folder / "deploymap.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("units", "../secret.csv"),
        ("units", "data/../../secret.csv"),
        ("units", "../*.parquet"),
        ("units", "**/*.parquet"),
        ("annotations", "../notes.csv"),
        ("borders", "../land.geojson"),
        ("output", "../new.html"),
        ("output", "../profile"),
    ],
)
def test_settings_name_only_what_is_in_the_folder(folder: Path, name: str, place: str) -> None:
    configure(folder, f'[files]\n{name} = "{place}"\n')
    with pytest.raises(UsageError, match=rf"is not below the folder .* yourself: --{name} "):
        build_file(folder)
    assert not (folder.parent / "new.html").exists()
    assert (folder.parent / "profile").read_text() == "good"


@pytest.mark.parametrize("name", ["units", "annotations", "borders", "output"])
def test_an_absolute_path_is_no_way_out(folder: Path, name: str) -> None:
    place = (folder.parent / "secret.csv").as_posix()
    configure(folder, f'[files]\n{name} = "{place}"\n')
    with pytest.raises(UsageError, match="is not below the folder"):
        build_file(folder)
    assert (folder.parent / "secret.csv").read_text() == SECRET


@links
@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("units.csv", "../secret.csv"),
        ("annotations.csv", "../notes.csv"),
        ("borders.geojson", "../land.geojson"),
        ("data", "../others"),
        ("output", "../others"),
        ("output/deployment.html", "../../profile"),
        ("deployment.html", "../profile"),
        ("deployment.html", "../not-yet.html"),
    ],
)
def test_a_link_is_no_way_out(folder: Path, link: str, target: str) -> None:
    others = folder.parent / "others"
    others.mkdir()
    (others / "units.csv").write_text(SECRET)
    place = folder / link
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(target)
    with pytest.raises(UsageError, match="is not below the folder"):
        build_file(folder)
    assert sorted(path.name for path in others.iterdir()) == ["units.csv"]
    assert (folder.parent / "profile").read_text() == "good"
    assert not (folder.parent / "not-yet.html").exists()


@links
def test_of_a_pattern_each_file_is_in_the_folder(folder: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"name": ["TOPSECRET"]}), folder.parent / "s.parquet")
    (folder / "all").mkdir()
    (folder / "all" / "x.parquet").symlink_to(folder.parent / "s.parquet")
    for place in ("all", "all/*.parquet"):
        configure(folder, f'[files]\nunits = "{place}"\n')
        with pytest.raises(UsageError, match=r"x\.parquet: is not below the folder"):
            build_file(folder)


@links
def test_links_within_the_folder_are_followed(folder: Path) -> None:
    (folder / "units.csv").rename(folder / "january.csv")
    (folder / "units.csv").symlink_to("january.csv")
    (folder.parent / "linked").symlink_to(folder)
    assert build_file(folder.parent / "linked").unit_count == 1


def test_the_user_may_name_anything(folder: Path) -> None:
    configure(folder, '[files]\nunits = "../x.csv"\noutput = "../x.html"\nannotations = "../x"\n')
    outside = folder.parent
    (outside / "borders").write_text(LAND)
    result = build_file(
        folder,
        units=outside / "secret.csv",
        output=outside / "profile",
        annotations=outside / "notes.csv",
    )
    assert result.output.read_text(encoding="utf-8").count("TOPSECRET") >= 2


def test_a_page_takes_the_place_of_pages_alone(folder: Path) -> None:
    page = folder / "deployment.html"
    page.write_text("<html>mine</html>")
    with pytest.raises(UsageError, match=r"no page of deploymap; to replace it, .* --output "):
        build_file(folder)
    assert page.read_text() == "<html>mine</html>"
    assert build_file(folder, output=page).unit_count == 1
    assert build_file(folder).unit_count == 1


def test_an_address_in_the_settings_is_not_fetched(folder: Path, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(fetch, "fetch", lambda address: asked.append(address))
    for name in ("units", "annotations"):
        configure(folder, f'[files]\n{name} = "https://me:pass@example.org/units.csv?key=1"\n')
        with pytest.raises(UsageError, match=rf"--{name} 'https://example.org/units.csv\?key=1'"):
            build_file(folder)
    assert asked == []


def test_a_folder_whose_name_begins_like_an_address_is_a_folder(tmp_path, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(fetch, "fetch", lambda address: asked.append(address))
    monkeypatch.chdir(tmp_path)
    Path("http:/example.org").mkdir(parents=True)
    Path("http:/example.org/units.csv").write_text(UNITS)
    assert build_file(Path("http:/example.org")).unit_count == 1
    assert asked == []


# settings that cost too much


@pytest.mark.parametrize(
    "text",
    [
        "foo = 1\n" + " " * 60_000 + "x",
        "foo = 1\n[" + " " * 60_000 + "x",
        "foo = 1\n" + "a " * 30_000,
        "foo = 1\n[" + "a" * 60_000,
        "foo = 1\n" + '"' * 60_000,
        'foo = 1\n"' + "\\" * 60_000,
        "foo = 1\n" + "x" * 60_000 + " = 1",
        "title = " + "[" * 3_000 + "]" * 3_000,
        "title = " + "{a=" * 3_000 + "1" + "}" * 3_000,
        "title = {" + "a." * 30_000 + "a = 1}",
        "a." * 30_000 + "a = 1",
        "[" + "a." * 30_000 + "a]",
        '["a"' + '."a"' * 20_000 + "]",
        "[circles]\ntroops = " + "9" * 5_000,
        "[circles]\ntroops = 0x" + "f" * 5_000,
        "view = [1, 2, 3, 0x" + "f" * 5_000 + "]",
        "title = 0x" + "f" * 60_000,
        "title = 0001-01-99",
        "\n".join(f"tittle{n} = 1" for n in range(5_000)),
        "title = 1\n" * 5_000,
        "#" * 2_000_000,
        "title = '''" + "a.b." * 20_000,
    ],
)
def test_settings_made_to_do_harm_are_faults_of_the_file(folder: Path, text: str) -> None:
    configure(folder, text)
    start = time.process_time()
    with pytest.raises(ConfigError) as caught:
        read_config(folder)
    assert max(len(str(problem)) for problem in caught.value.problems[:10]) < 1_000
    assert time.process_time() - start < 2
    assert main(["build", str(folder)]) == 2


def test_prose_with_many_full_stops_is_no_key(folder: Path) -> None:
    words = "a.b. " * 40
    configure(folder, f'border_policy = ["""\n{words}\n"""]\n')
    assert read_config(folder).border_policy == (words.strip(),)


@links
def test_settings_in_a_pipe_are_not_awaited(folder: Path) -> None:
    os.mkfifo(folder / "deploymap.toml")
    with pytest.raises(UsageError, match="is a pipe"):
        read_config(folder)
