"""Writes the tables of columns in README.md and docs/ from `schema.py` after a change of it.

python scripts/write_tables.py
"""

from __future__ import annotations

import re
from pathlib import Path

from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.schema import ANNOTATION_COLUMNS, COMPUTED_COLUMNS, UNIT_COLUMNS, Column

ROOT = Path(__file__).resolve().parents[1]

# of each document the headings over its tables, and what stands in them
TABLES: dict[str, dict[str, tuple[Column, ...]]] = {
    "README.md": {
        "### Columns of units.csv": UNIT_COLUMNS,
        "### Columns of annotations.csv": ANNOTATION_COLUMNS,
    },
    "docs/overlays.md": {"## Columns": OVERLAY_COLUMNS},
    "docs/page-format.md": {"## Worked out": COMPUTED_COLUMNS},
}


def write_document(name: str) -> str:
    """Return the text of a document with the tables that the schema asks for.

    Raises ValueError where a heading of `TABLES` is not in it, or has no table.
    """
    text = (ROOT / name).read_text(encoding="utf-8")
    for heading, columns in TABLES[name].items():
        text = _with_rows(text, heading, [_write_row(column) for column in columns])
    return text


def _with_rows(text: str, heading: str, rows: list[str]) -> str:
    pattern = re.compile(
        rf"(^{re.escape(heading)}\n(?:(?!#|\|).*\n)*\|.*\n\|-.*\n)(?:\|.*\n)*", re.MULTILINE
    )
    written, count = pattern.subn(lambda table: table[1] + "\n".join(rows) + "\n", text)
    if count != 1:
        raise ValueError(f"{count} tables under {heading}")
    return written


def _write_row(column: Column) -> str:
    cells = [
        f"`{column.name}`",
        column.doc + " (needed)" * column.required,
        *([", ".join(column.of)] if column.of else []),
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for document in TABLES:
        (ROOT / document).write_text(write_document(document), encoding="utf-8")
