"""Marks of footnotes at the ends of cells, as tables have them that were copied from a page."""

from __future__ import annotations

from dataclasses import replace

from deploymap.checks.rewriting import rewrite
from deploymap.checks.spelling import plain_name
from deploymap.patterns import late_pattern
from deploymap.problems import Fault, Problem, shorten
from deploymap.sheets.sheet import RawTable

SIGNS = "]*"  # one of which each mark has
# [12], [a], [note 3], [citation needed]: right behind a text, once or more
_MARKS = late_pattern(
    r"(?<=[^\s\[])(?:\[(?:\d{1,3}|[A-Za-z]{1,2}|(?:note|nb|n|anm|ref|прим|прим\.)\.?\s?\d{1,3}"
    r"|[^\[\]]{0,30}(?:needed|\?))\])+\Z"
    # and stars behind a number
    r"|(?<=\d)\s?\*+\Z"
)
# behind what is a number alone they may have a space before them
_BEHIND_NUMBER = late_pattern(r"\A([\d.,'\s]*\d)\s(?:\[\d{1,3}\])+\Z")


def drop_marks(raw: RawTable) -> RawTable:
    """Return a sheet without the marks of footnotes at the ends of its cells, with a notice."""
    marked = [name for name, column in raw.columns.items() if any(map(column.has_letter, SIGNS))]
    changed = {name: rewrite(raw.columns[name], without_mark) for name in marked}
    changed = {name: cells for name, cells in changed.items() if cells is not raw.columns[name]}
    if not changed:
        return raw
    name = next(iter(changed))
    rows = [row for row, text in enumerate(raw.columns[name]) if text != changed[name][row]]
    text = raw.columns[name][rows[0]]
    words = f"{shorten(text)} is read as {shorten(changed[name][rows[0]])}: marks of footnotes"
    words += f" are left out, in {', '.join(map(plain_name, changed))}"
    fault = Fault("marks-dropped", words, "write them in round brackets to keep them")
    told = Problem.of_cell(
        raw.file,
        int(raw.lines[rows[0]]),
        plain_name(name),
        fault,
        "notice",
        found=text,
        letter=raw.letters.get(name, ""),
        part=raw.part,
    )
    return replace(raw, columns={**raw.columns, **changed}, problems=(*raw.problems, told))


def without_mark(text: str) -> str:
    """Return a text without the marks of footnotes at its end."""
    return _BEHIND_NUMBER.sub(r"\1", _MARKS.sub("", text))
