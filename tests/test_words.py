"""The words that a reader sees: every language has all of them, and the page has no others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from deploymap.chain import build_scene
from deploymap.faults import FAULTS
from deploymap.page.words import (
    LANGUAGES,
    Phrase,
    has_words,
    is_right_to_left,
    languages,
    read_editor_words,
    read_words,
)
from deploymap.problems import Problem
from deploymap.settings.config import Config
from deploymap.symbols.resolve import CLASSES

OTHERS = [language for language in languages() if language != "en"]
# the plural categories that a whole number can have, https://cldr.unicode.org/index/cldr-spec
PLURALS = {
    "en": {"one", "other"},
    "de": {"one", "other"},
    "es": {"one", "many", "other"},
    "fr": {"one", "many", "other"},
    "he": {"one", "two", "other"},
    "ru": {"one", "few", "many", "other"},
    "uk": {"one", "few", "many", "other"},
    # the nouns after 11 and after 100 are of one form
    "ar": {"one", "two", "few", "other"},
}


def names_in(phrase: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", phrase))


def test_there_are_english_and_german() -> None:
    assert {"en", "de"} <= set(languages())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "read", [lambda tag: read_words(tag).page, read_editor_words], ids=["page", "editor"]
)
def test_a_table_has_every_phrase_with_its_values_and_plurals(
    read: Callable[[str], Mapping[str, Phrase]], language: str
) -> None:
    english, own = read("en"), read(language)
    assert list(own) == list(english)
    for name, phrase in own.items():
        model = english[name]
        if isinstance(phrase, str):
            assert isinstance(model, str)
            assert names_in(phrase) == names_in(model), name
            continue
        assert not isinstance(model, str)
        assert set(phrase) >= PLURALS[language], name
        assert names_in(phrase["other"]) == names_in(model["other"]), name


@pytest.mark.parametrize("language", OTHERS)
def test_a_table_has_the_symbol_classes_and_reasons(language: str) -> None:
    words = read_words(language)
    assert set(words.classes) == {entry.key for entry in CLASSES}
    assert set(words.reasons) <= {*FAULTS, "other"}


def test_every_phrase_is_used(root: Path) -> None:
    sources = [*(root / "web/src").rglob("*.js"), root / "src/deploymap/page/html.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r"WORDS\.(\w+)", text)) | set(re.findall(r'words\["(\w+)"\]', text))
    # chosen by a style's and by a unit's name
    used |= {"classes", "app6", "km", "m"}
    assert set(read_words("en").page) - used == set()


def test_every_phrase_of_the_editor_is_used(root: Path) -> None:
    sources = [*(root / "web/src/edit").glob("*.js"), root / "src/deploymap/serving/spoken.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r"EDITOR\.(\w+)", text)) | set(re.findall(r'words\["(\w+)"\]', text))
    # chosen by a column's and by a button's name
    used |= {"name", "kind", "echelon", "status", "place", "confidence", "source", "note"}
    used |= {"undo", "redo"}
    # by what became of a shape
    used |= {"pointMoved", "pointAdded", "pointRemoved", "shapeMoved", "otherShape"}
    assert set(read_editor_words("en")) == used


def without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})
    return dict(pairs)


def test_tables_are_written_alike() -> None:
    for path in LANGUAGES.rglob("*.json"):
        text = path.read_text(encoding="utf-8")
        # of two words of one name the first would be lost without a word
        json.loads(text, object_pairs_hook=without_twins)
        assert text.endswith("}\n")
        assert "..." not in text


@pytest.mark.parametrize(
    ("tag", "from_right"),
    [("en", False), ("he", True), ("ar-EG", True), ("az-Arab", True), ("ur-Latn", False)],
)
def test_a_tag_says_from_which_side_texts_run(tag: str, from_right: bool) -> None:
    assert is_right_to_left(tag) == from_right


def build(folder: Path, *, language: str) -> tuple[Problem, ...]:
    units = folder / "units.csv"
    units.write_text("name,lat,lon,troops\nA,48.5,39.3,up to 12000\n", encoding="utf-8")
    config = Config(folder, units, folder / "map.html", language=language)
    scene, problems = build_scene(config)
    known = has_words(language)
    assert scene.language == (language if known else "en")
    assert scene.text_language == language
    # English words run from the left, whatever stands among them
    assert scene.right_to_left == is_right_to_left(scene.language)
    return problems


def test_a_degree_sign_stays_at_its_number_after_arabic_letters() -> None:
    # there a number is one of another kind, at which no sign holds: UAX 9, W2 and W4
    words = read_words("ar").page
    for name in ("north", "south", "east", "west"):
        assert words[name].startswith("\u2066{degrees}°\u2069 "), name


@pytest.mark.parametrize("language", ["de", "de-AT", "ar"])
def test_a_language_with_words_needs_none(tmp_path: Path, language: str) -> None:
    assert build(tmp_path, language=language) == ()


@pytest.mark.parametrize("language", ["nl", "fa"])
def test_a_language_without_words_is_told_of(tmp_path: Path, language: str) -> None:
    [problem] = build(tmp_path, language=language)
    assert (problem.code, problem.severity) == ("language-words", "notice")
    assert f"no words in {language!r}" in str(problem)


def test_classes_and_reasons_are_said_in_the_language(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text("name,kind,lat,lon\nA,tank,48,39\nB,tank,,\n", encoding="utf-8")
    config = Config(tmp_path, units, tmp_path / "map.html", language="de")
    scene, _ = build_scene(config, keep_going=True)
    assert [entry.label for entry in scene.classes] == ["Gepanzerte Fahrzeuge"]
