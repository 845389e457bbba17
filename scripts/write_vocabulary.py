"""Writes docs/vocabulary.md, the words that deploymap knows, from the vocabulary after a change.

python scripts/write_vocabulary.py
"""

from __future__ import annotations

from pathlib import Path

from deploymap.symbols.resolve import CLASSES
from deploymap.symbols.vocabulary import Entry, read_vocabulary

PAGE = Path(__file__).resolve().parents[1] / "docs" / "vocabulary.md"

START = """\
# The words that deploymap knows

Of `kind`, `echelon` and `status` deploymap reads the words below, in any case, with or without
accents, and as a part of a longer text: "2nd Guards Tank Brigade" is a tank unit, and a brigade.
Words of one line mean the same. A word that is not among them is told of, with one that is near,
and the unit is drawn without it; a code in `sidc` needs no words.

This page is made from `src/deploymap/symbols/vocabulary.csv` by
`python scripts/write_vocabulary.py`.
"""
PARTS = {
    "kind": "Kinds of units, installations and events",
    "echelon": "Echelons",
    "status": "Statuses",
    "affiliation": "Affiliations, also as names of sides",
    "flag": "Words within a kind",
}


def write_page() -> str:
    """Return the text of the page."""
    labels = {entry.key: entry.label for entry in CLASSES}
    parts = [START]
    for table, title in PARTS.items():
        entries = read_vocabulary()[table]
        has_class = any(entry.symbol_class for entry in entries)
        head = "| word | the same | simple symbol |" if has_class else "| word | the same |"
        rows = [write_row(entry, labels if has_class else None) for entry in entries]
        parts.append("\n".join([f"## {title}\n", head, "|---" * (2 + has_class) + "|", *rows, ""]))
    return "\n".join(parts)


def write_row(entry: Entry, labels: dict[str, str] | None) -> str:
    """Return a row of a table; with `labels` its class too."""
    cells = [
        entry.key,
        ", ".join(entry.synonyms),
        *([labels[entry.symbol_class]] if labels else []),
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
