"""Seeded mutations of the shipped sheet: nearly all faults are found where they were made."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from deploymap.inspection.reading import read_land
from deploymap.settings.config import read_config
from deploymap.symbols.draw import draw_symbols
from mutations import COUNT, KINDS, ROOT, SEED, find_missed, mutate

LEAST_FOUND = 196
OTHER_SEED = 2_718_281

# what was done -> why it cannot be told where it was done
EXPLAINED: dict[str, str] = {}


@pytest.fixture
def one_land(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the borders once, and draw each set of symbols once: most mutations share them."""
    land = read_land(read_config(ROOT))
    draw = cache(lambda codes: draw_symbols(codes))
    monkeypatch.setattr("deploymap.inspection.inputs.read_land", lambda *given: land)
    monkeypatch.setattr(
        "deploymap.inspection.inputs.draw_symbols", lambda codes: draw(tuple(codes))
    )


@pytest.mark.parametrize(("seed", "count"), [(SEED, COUNT), (OTHER_SEED, 42)])
def test_mutations_are_found_at_their_line_and_column(
    tmp_path: Path, one_land: None, seed: int, count: int
) -> None:
    missed = find_missed(tmp_path, count=count, seed=seed)
    assert count - len(missed) >= LEAST_FOUND * count / COUNT
    unexplained = [
        (mutation.words, mutation.line, mutation.column, told)
        for mutation, told in missed
        if mutation.words not in EXPLAINED
    ]
    assert unexplained == []


def test_each_mutation_changes_the_sheet_and_each_kind_is_made() -> None:
    text = (ROOT / "data" / "units.csv").read_text(encoding="utf-8")
    made = list(mutate(text, count=len(KINDS)))
    assert len(made) == len(KINDS) >= 42
    assert all(mutation.text != text for mutation in made)
    assert [m.text for m in mutate(text, count=len(KINDS))] == [m.text for m in made]
    assert [m.text for m in mutate(text, count=9, seed=OTHER_SEED)] != [m.text for m in made[:9]]


def test_the_good_sheet_has_none_of_these_faults(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("mutations.KINDS", (lambda rows, chance: ("nothing", 2, "lat", ""),))
    assert [mutation.words for mutation, _ in find_missed(tmp_path, count=1)] == ["nothing"]
