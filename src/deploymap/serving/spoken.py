"""The steps of a sitting in words, as the editor's buttons tell them."""

from __future__ import annotations

from collections.abc import Mapping

from deploymap.edit.geometry import compare_geometries
from deploymap.edit.steps import Addition, AnyStep, Removal
from deploymap.page.words import Phrase
from deploymap.problems import shorten


def describe_step(step: AnyStep, words: Mapping[str, Phrase]) -> str:
    """Return what a step changes, in one line; `words` are the editor's."""
    name = shorten(step.name)
    if isinstance(step, Addition):
        return str(words["added"]).format(name=name)
    if isinstance(step, Removal):
        return str(words["deleted"]).format(name=name)
    cells = (_describe_cell(own, step.like[own], text, words) for own, text in step.changed.items())
    return f"{name}: {', '.join(cells)}"


def _describe_cell(own: str, old: str, new: str, words: Mapping[str, Phrase]) -> str:
    """Return what becomes of a cell; of a shape not its points, but what became of them."""
    if became := compare_geometries(old, new):
        return str(words[became])
    blank = str(words["blank"])
    return f"{own} {shorten(old) or blank} → {shorten(new) or blank}"
