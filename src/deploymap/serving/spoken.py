"""The steps of a sitting in words, as the editor's buttons tell them."""

from __future__ import annotations

from collections.abc import Mapping

from deploymap.edit.steps import Addition, Removal, Step
from deploymap.page.words import Phrase
from deploymap.problems import shorten

AnyStep = Step | Removal | Addition


def describe_step(step: AnyStep, words: Mapping[str, Phrase]) -> str:
    """Return what a step changes, in one line; `words` are the editor's."""
    name = shorten(step.name)
    if isinstance(step, Addition):
        return str(words["added"]).format(name=name)
    if isinstance(step, Removal):
        return str(words["deleted"]).format(name=name)
    blank = str(words["blank"])
    cells = (
        f"{own} {shorten(step.like[own]) or blank} → {shorten(text) or blank}"
        for own, text in step.changed.items()
    )
    return f"{name}: {', '.join(cells)}"
