"""The styles of an ODS: which parts of a date a cell shows, what is struck through or hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Style:
    """What a style says: the name of the format for its values, whether struck through, hidden."""

    form: str = ""
    is_struck: bool = False
    is_hidden: bool = False


class Styles:
    """Gathers styles by their names, as their elements come."""

    def __init__(self) -> None:
        """Begin without any."""
        self.named: dict[str, Style] = {}
        self.forms: dict[str, set[str]] = {}  # of dates: the parts that each shows
        self.style = self.form = ""

    def find(self, name: str) -> Style:
        """Return the style of a name, one that says nothing where there is none."""
        return self.named.get(name, Style())

    def parts(self, style: Style) -> set[str]:
        """Return which of year, month and day the dates of a style show."""
        return self.forms.get(style.form, set())

    def start(self, given: dict[str, str]) -> None:
        """Take a style: its name, the format of its values, and what it has of another."""
        self.style = given.get("style:name", "")
        parent = self.named.get(given.get("style:parent-style-name", ""), Style())
        form = given.get("style:data-style-name", parent.form)
        self.named[self.style] = replace(parent, form=form)

    def start_text_properties(self, given: dict[str, str]) -> None:
        """Take whether texts of the style are struck through."""
        line = given.get("style:text-line-through-style", "")
        kind = given.get("style:text-line-through-type", "")
        if self.style in self.named and (line or kind):
            is_struck = "none" not in (line, kind)
            self.named[self.style] = replace(self.named[self.style], is_struck=is_struck)

    def start_table_properties(self, given: dict[str, str]) -> None:
        """Take whether sheets of the style are hidden."""
        if self.style in self.named and given.get("table:display") == "false":
            self.named[self.style] = replace(self.named[self.style], is_hidden=True)

    def end(self) -> None:
        """End the style."""
        self.style = ""

    def start_form(self, given: dict[str, str]) -> None:
        """Take a format of dates or times."""
        self.form = given.get("style:name", "")
        self.forms[self.form] = set()

    def end_form(self) -> None:
        """End the format."""
        self.form = ""

    def start_part(self, part: str) -> None:
        """Take a part of the moment that the format shows."""
        if self.form:
            self.forms[self.form].add(part)


STYLE_STARTS: dict[str, Callable[[Styles, dict[str, str]], None]] = {
    "style:style": Styles.start,
    "style:text-properties": Styles.start_text_properties,
    "style:table-properties": Styles.start_table_properties,
    "number:date-style": Styles.start_form,
    "number:time-style": Styles.start_form,
    "number:year": lambda styles, given: styles.start_part("year"),
    "number:month": lambda styles, given: styles.start_part("month"),
    "number:day": lambda styles, given: styles.start_part("day"),
}
STYLE_ENDS: dict[str, Callable[[Styles], None]] = {
    "style:style": Styles.end,
    "number:date-style": Styles.end_form,
    "number:time-style": Styles.end_form,
}
