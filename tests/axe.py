"""What axe finds wrong with a page: the rules of WCAG 2.2 AA, and good practice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).resolve().parents[1] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# of what is right axe would tell at greater length
LOOK = """
rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(({violations}) =>
  violations.map(({id, nodes}) =>
    [id, ...nodes.slice(0, 3).map(({html, any}) => html + ' ' + (any[0]?.message ?? ''))]))
"""


def axe_faults(page: Any) -> list[list[str]]:
    """Return each rule that a page breaks, with the first elements that break it and why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(PROGRAM.read_text(encoding="utf-8"))
    return page.evaluate(LOOK, RULES)
