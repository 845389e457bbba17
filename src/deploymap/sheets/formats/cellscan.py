"""What a workbook's own XML says of its cells and calamine does not: how far they reach, errors.

calamine holds a sheet as one dense rectangle: two cells in opposite corners of a sheet would make
it ask for hundreds of gigabytes, and the process would end. So the extent is measured first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

# of one sheet, from A1 to its last cell; all rows of a sheet in the 26 columns A to Z are fewer
MOST_CELLS = 30_000_000

# characters of all cells of a sheet, where one text may stand for many cells
MOST_TEXT = 1_000_000_000
MOST_SPACES = 100_000  # in a row, as ODS counts them

_WIDE = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]{2,3}\d")
_FILLED = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>"
    rb"\s*<(?:\w+:)?(?:v|is|f)\b"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s([^>]*?\bt\s*=\s*[\"']e[\"'][^>]*(?<!/))>((?:(?!</(?:\w+:)?c>).)*)", re.DOTALL
)
_SHARED_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s>/])")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v(?:\s[^>]*)?>\s*(\d{1,9})\s*<")
_SPACES = re.compile(rb"text:c\s*=\s*[\"']\s*(\d+)")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
# an attribute may hold a >, so that attributes are passed over one by one
_TABLE = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)"
    rb"((?:[\s/](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)?+)>"
)
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"']\s*(\d+)")
_NAME = re.compile(rb"table:name\s*=\s*(?:\"([^\"]*)|'([^']*))")
_ERROR_TYPE = re.compile(rb"calcext:value-type\s*=\s*[\"']error")
_PARAGRAPH = re.compile(rb"<text:p(?:\s[^>]*)?>([^<]*)<")

Errors = dict[tuple[int, int], str]


@dataclass
class Extent:
    """How far the cells of a sheet reach, in rows and columns, and its error cells by place.

    `size` is that of the texts which stand for several cells, once for each cell.
    """

    height: int = 0
    width: int = 0
    size: int = 0
    errors: Errors = field(default_factory=dict)

    @property
    def is_too_large(self) -> bool:
        """Whether the rectangle from A1 on has more cells than may be, or they more text."""
        return self.height * self.width > MOST_CELLS or self.size > MOST_TEXT


def scan_xlsx(sheet: bytes) -> Extent:
    """Return how far a worksheet of an XLSX reaches; 0 by 0 where it cannot be too far."""
    extent = Extent(errors=find_errors(sheet))
    if _WIDE.search(sheet):
        for match in _FILLED.finditer(sheet):
            extent.height = max(extent.height, int(match[2]))
            extent.width = max(extent.width, column_number(match[1].decode()))
    return extent


def shared_size(sheet: bytes, lengths: list[int]) -> int:
    """Return how long the shared texts of an XLSX's worksheet are, each as often as it is used."""
    if not lengths or max(lengths) * sheet.count(b"<") <= MOST_TEXT:
        return 0
    used = (int(match[1]) for match in _SHARED.finditer(sheet))
    return sum(lengths[number] for number in used if number < len(lengths))


def shared_lengths(strings: bytes) -> list[int]:
    """Return the lengths of an XLSX's shared texts, with their tags."""
    return list(map(len, _SHARED_ITEM.split(strings)[1:]))


def find_errors(sheet: bytes) -> Errors:
    """Return the text of each error cell by row and column, both from 1."""
    if not re.search(rb"\bt\s*=\s*[\"']e[\"']", sheet):
        return {}
    errors: Errors = {}
    for match in _ERROR.finditer(sheet):
        place, value = _REFERENCE.search(match[1]), _VALUE.search(match[2])
        if place:
            text = _decode(value[1]) if value else "#ERROR"
            errors[int(place[2]), column_number(place[1].decode())] = text
    return errors


def scan_ods(content: bytes) -> dict[str, Extent]:
    """Return how far each table of an ODS reaches, by name, without blank cells at the ends."""
    extents: dict[str, Extent] = {}
    extent = Extent()
    row = column = times = begin = copies = 0
    for match in _TABLE.finditer(content):
        closing, tag, attributes = match.groups()
        if closing:
            if copies > 1 and tag.endswith(b"cell"):
                extent.size += copies * (match.start() - begin)
            continue
        repeated = _REPEATED.search(attributes) if b"-repeated" in attributes else None
        count = int(repeated[1][:9]) if repeated else 1
        if tag == b"table":
            extent = extents.setdefault(_name_of(attributes), Extent())
            row = column = times = 0
        elif tag == b"table-row":
            row, column, times = row + times, 0, count
        else:
            if not attributes.endswith(b"/") or b"office:value-type" in attributes:
                _add_cell(extent, (row, column), (times, count), match, content)
            column, begin, copies = column + count, match.end(), times * count
    return extents


def has_many_spaces(content: bytes) -> bool:
    """Whether an ODS asks for more spaces in one place than any text needs."""
    return any(int(match[1][:12]) > MOST_SPACES for match in _SPACES.finditer(content))


def _name_of(attributes: bytes) -> str:
    name = _NAME.search(attributes)
    return unescape((name[1] or name[2] or b"").decode("utf-8", "replace")) if name else ""


def _add_cell(
    extent: Extent,
    place: tuple[int, int],
    times: tuple[int, int],
    match: re.Match[bytes],
    content: bytes,
) -> None:
    extent.height = max(extent.height, place[0] + times[0])
    extent.width = max(extent.width, place[1] + times[1])
    if b"calcext" in match[3] and _ERROR_TYPE.search(match[3]) and not extent.is_too_large:
        shown = _PARAGRAPH.search(content, match.end(), match.end() + 10_000)
        text = _decode(shown[1]) if shown else "#ERROR"
        for row in range(place[0] + 1, place[0] + times[0] + 1):
            for column in range(place[1] + 1, place[1] + times[1] + 1):
                extent.errors[row, column] = text


def _decode(text: bytes) -> str:
    return unescape(text.decode("utf-8", "replace")).strip() or "#ERROR"


def column_number(letters: str) -> int:
    """Return the number of a spreadsheet's column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a spreadsheet's column: A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
