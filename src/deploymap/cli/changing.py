"""Applies a patch, and says in lines what became of each of its changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deploymap.edit.changes import Outcome
from deploymap.edit.patch import Applied, Line, apply_patch
from deploymap.edit.saving import find_lock
from deploymap.problems import printable, shorten
from deploymap.settings.config import Location, override_config, read_config


def apply_and_tell(
    folder: Path, patch: Location, *, units: Location | None, dry_run: bool, **reading: Any
) -> tuple[str, bool]:
    """Apply a patch to the sheet of units of a folder; return lines that tell of it, and whether
    all of it fits.
    """
    config = override_config(read_config(folder), units=units, **reading)
    applied = apply_patch(config, patch, dry_run=dry_run)
    lines = [
        _tell_line(line, outcome)
        for line, outcome in zip(applied.lines, applied.outcomes, strict=True)
    ]
    is_whole = not any(outcome.problem for outcome in applied.outcomes)
    return "\n".join([*lines, *_sum_up(applied, dry_run=dry_run)]), is_whole


def _tell_line(line: Line, outcome: Outcome) -> str:
    """Return what becomes of a line of a patch: the change, then why it does not fit."""
    which = f"{line.id or 'a row'} {line.column}"
    change = f"{_shown(line.old)} -> {_shown(line.new)}"
    note = f" ({shorten(line.note)})" if line.note else ""
    if outcome.problem is not None:
        why = f"[{outcome.problem.code}] {outcome.problem}"
        return printable(f"left out: {which}: {change}{note}; patch line {line.line}: {why}")
    done = "change" if outcome.columns else "is so already"
    return printable(f"{done}: {which}: {change}{note}")


def _shown(text: str) -> str:
    return shorten(text) or "blank"


def _sum_up(applied: Applied, *, dry_run: bool) -> list[str]:
    fitting = sum(outcome.problem is None for outcome in applied.outcomes)
    verb = "Would apply" if dry_run else "Applied"
    words = f"{verb} {fitting:,} of {len(applied.lines):,} changes to {applied.sheet}"
    lines = ["", printable(words)]
    if applied.copy is not None:
        lines.append(printable(f"As it was it is kept in {applied.copy}"))
    if lock := find_lock(applied.sheet):
        words = (
            f"Another program has the sheet open ({lock.name}): read it anew there before saving"
        )
        lines.append(printable(words))
    return lines
