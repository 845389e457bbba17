"""Spreadsheets (XLSX, XLSM, ODS, XLS) -> rows of text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from deploymap.problems import DataError, Fault, Problem, did_you_mean
from deploymap.sheets.formats.archive import list_members
from deploymap.sheets.formats.grid import Budget, Grid
from deploymap.sheets.formats.ods import Table, read_ods
from deploymap.sheets.formats.rows import INCLUDE, Rows, broken, listed
from deploymap.sheets.formats.told import fill_merged, tell_cells
from deploymap.sheets.formats.worksheet import has_cells, read_cells
from deploymap.sheets.formats.xls import read_xls
from deploymap.sheets.formats.xlsx import Sheet, Xlsx, open_xlsx
from deploymap.sheets.formats.xml_stream import RESAVE
from deploymap.sheets.headers import HEADER_WITHIN, is_number
from deploymap.sheets.invisible import clean_name

IsName = Callable[[str], bool]

# the sheet of this name is read, where there is one
UNITS = "units"

# names that programs give to sheets, in the languages of their users, and such as say as little
_GENERIC = re.compile(
    r"(?:sheet|tabelle|blatt|feuil|feuille|hoja|planilha|folha|foglio|arkusz|sayfa|лист|аркуш|list"
    r"|munka|blad|ark|taul|taulukko|工作表|シート|시트|ورقة|גיליון|table|tableau|tabla|tabela|tabella"
    r"|data|daten|données|datos|dati|dane|veri|данные|дані|units|unit|export|query|result|results"
    r"|output|main|master|final|raw|csv|worksheet|pivot|test|new|copy|draft|all|todo|temp)"
    r"[\s_.-]*(?:[0-9]{0,4})(?:\s*\([0-9]{1,3}\))?",
    re.IGNORECASE,
)

MOST_LOOKED_AT = 12  # sheets that are looked at for a header
MOST_ROWS = 10_000  # of a sheet beside which others are looked at for the same header
LEAST_NAMES = 2
HEADER, POSITION = 1, 2

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Tab:
    """One sheet of a workbook: its name, whether it is hidden or has cells, and those."""

    name: str
    is_hidden: bool
    is_filled: Callable[[], bool]
    read: Callable[[], Grid]
    xlsx: tuple[Xlsx, Sheet] | None = None  # where it is one of an XLSX


@dataclass(frozen=True)
class Heads:
    """What tells names of columns, and among them those of positions."""

    is_name: IsName
    is_place: IsName

    def choose(self, tabs: list[Tab]) -> Tab:
        """Return the first sheet with a column of positions, else with a header, else the first."""
        ranks = []
        for tab in tabs[:MOST_LOOKED_AT] if len(tabs) > 1 else []:
            try:
                grid = tab.read()
            except DataError:  # it is told of when it is the one to read
                ranks.append(0)
                continue
            ranks.append(self._rank(grid))
            if ranks[-1] == POSITION:
                # not to be read again
                return replace(tab, read=partial(_same, grid))
        return tabs[ranks.index(max(ranks))] if ranks else tabs[0]

    def _rank(self, grid: Grid) -> int:
        headers = self.headers(grid)
        if any(self.is_place(name) for names in headers for name in names):
            return POSITION
        return HEADER if headers else 0

    def headers(self, grid: Grid) -> list[set[str]]:
        """Return the known names of columns of each row that may be the header."""
        rows = [grid.rows[line] for line in sorted(grid.rows)[:HEADER_WITHIN]]
        rows = [row for row in rows if not any(map(is_number, row))]
        named = [
            {c for c in map(clean_name, row) if len(c) > 1 and self.is_name(c)} for row in rows
        ]
        return [names for names in named if len(names) >= LEAST_NAMES]

    def find_alike(self, chosen: Tab, others: list[Tab]) -> list[str]:
        """Return the names of other sheets with the same known columns below which rows stand."""
        grid = chosen.read()
        alike, wanted = [], self.headers(grid)
        for tab in others[: MOST_LOOKED_AT - 1] if len(grid.rows) <= MOST_ROWS else []:
            try:
                grid = tab.read()
            except DataError:
                continue
            if len(grid.rows) > 1 and any(names in wanted for names in self.headers(grid)):
                alike.append(tab.name)
        return alike


def _same(grid: Grid) -> Grid:
    return grid


def read_workbook(
    data: bytes,
    file: str,
    *,
    sheet: str | None = None,
    include_hidden: bool = False,
    is_name: IsName = lambda text: False,
    is_place: IsName = lambda text: False,
) -> Rows:
    """Return the rows of one sheet that hold anything; the header is not looked for.

    `sheet` is its name or its number among the visible sheets, from 1; without it the one called
    "units" is read, else the first whose header has a column of positions, else the first with a
    header, else the first that has cells. `file` is the name for messages. Columns before
    the first one that is used are kept, so that the first cell of each row is in column A. Merged
    cells all have the text of their area; dates say no more than their cells show. Hidden sheets
    and rows are left out, hidden columns are named in `hidden_columns`, unless `include_hidden`.

    Raises DataError: a file that cannot be read, no such sheet, or more than a file of its size may
    hold. A number that lost digits is an error among the problems, what else is wrong with cells a
    warning.
    """
    tabs, heads = _open(data, file, read_cells), Heads(is_name, is_place)
    tab, problems = _choose_tab(tabs, file, sheet, heads, include_hidden=include_hidden)
    grid = tab.read()
    return _fill_rows(tab, grid, file, len(data), problems, include_hidden=include_hidden)


def read_xlsx(
    data: bytes,
    file: str,
    *,
    sheet: str | None,
    include_hidden: bool,
    is_name: IsName,
    is_place: IsName,
) -> tuple[Rows, Xlsx, Sheet, Grid] | None:
    """Return the rows of the sheet that `read_workbook` reads, and where they stand in an XLSX.

    None for another workbook. The grid has the starts of its rows.
    """
    read = partial(read_cells, with_starts=True)
    tabs, heads = _open(data, file, read), Heads(is_name, is_place)
    tab, problems = _choose_tab(tabs, file, sheet, heads, include_hidden=include_hidden)
    if tab.xlsx is None:
        return None
    grid = tab.read()
    rows = _fill_rows(tab, grid, file, len(data), problems, include_hidden=include_hidden)
    return rows, *tab.xlsx, grid


def _fill_rows(
    tab: Tab, grid: Grid, file: str, size: int, problems: list[Problem], *, include_hidden: bool
) -> Rows:
    problems += fill_merged(grid, file, Budget(file, size))
    rows = _make_rows(grid, file, problems, include_hidden=include_hidden)
    return replace(rows, title="" if _is_generic(tab.name) else tab.name)


def _is_generic(name: str) -> bool:
    """Return whether a sheet's name says nothing of what is in it, as those that programs give."""
    return not re.sub(r"[\W\d_]+", "", name) or _GENERIC.fullmatch(name.strip()) is not None


def _open(data: bytes, file: str, read: Callable[[Xlsx, Sheet], Grid]) -> list[Tab]:
    """Return the sheets of a workbook; those of an XLSX are read, by `read`, when asked for."""
    if data.startswith(_OLE):
        return [_make_tab(each) for each in read_xls(data, file)]
    if not data.startswith(_ZIP):
        raise broken(file, "is no spreadsheet", RESAVE)
    if any(info.filename == "content.xml" for info in list_members(data, file)):
        return [_make_tab(each) for each in read_ods(data, file)]
    book = open_xlsx(data, file)
    return [
        Tab(
            each.name,
            each.is_hidden,
            partial(has_cells, book, each),
            partial(read, book, each),
            (book, each),
        )
        for each in book.sheets
    ]


def _make_tab(table: Table) -> Tab:
    grid = table.grid
    return Tab(
        table.name,
        table.is_hidden,
        lambda: bool(grid.rows or grid.unvalued),
        lambda: grid,
    )


def _choose_tab(
    tabs: list[Tab], file: str, sheet: str | None, heads: Heads, *, include_hidden: bool
) -> tuple[Tab, list[Problem]]:
    """Return the sheet to read, and notices of those that could be meant too or are hidden."""
    visible = [tab for tab in tabs if include_hidden or not tab.is_hidden]
    if sheet is not None:
        return _find_tab(tabs, visible, file, sheet), []
    hidden = [tab.name for tab in tabs if tab not in visible]
    named = [tab for tab in visible if tab.name.strip().casefold() == UNITS]
    filled = named[:1] or [tab for tab in visible if tab.is_filled()]
    if not filled:
        raise _no_cells(file, hidden)
    chosen = heads.choose(filled)
    others = [tab for tab in filled if tab.name != chosen.name]
    alike = heads.find_alike(chosen, others) if others and not named else []
    problems = _tell_choice(file, [chosen.name, *(tab.name for tab in others)], alike)
    if hidden:
        words = f"left out, for {'they are' if len(hidden) > 1 else 'it is'} hidden"
        words = f"sheet{'s' * (len(hidden) > 1)} {words}: {listed(hidden)}"
        problems.append(Problem.of_file(file, Fault("hidden-sheets", words, INCLUDE), "notice"))
    return chosen, problems


def _find_tab(tabs: list[Tab], visible: list[Tab], file: str, sheet: str) -> Tab:
    """Return the sheet of a name, however written; a number counts the visible ones from 1."""
    wanted = sheet.strip().casefold()
    exact = [tab for tab in tabs if tab.name == sheet]
    alike = [tab for tab in tabs if tab.name.strip().casefold() == wanted]
    if exact or alike:
        return (exact or alike)[0]
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:9]) <= len(visible):
        return visible[int(wanted) - 1]
    names = [tab.name for tab in tabs]
    near = did_you_mean(sheet, names) or did_you_mean(sheet, [name.casefold() for name in names])
    message = f"has no sheet {sheet}{near}"
    advice = f"the sheets are: {listed(names)}"
    raise DataError([Problem.of_file(file, Fault("no-such-sheet", message, advice))])


def _no_cells(file: str, hidden: list[str]) -> DataError:
    message = "has no sheet with cells" + (" that is not hidden" if hidden else "")
    more = f"; hidden sheets: {listed(hidden)}" if hidden else ""
    advice = f"--sheet NAME chooses a sheet{more}" if hidden else "fill in a sheet"
    return DataError([Problem.of_file(file, Fault("no-such-sheet", message, advice))])


def _tell_choice(file: str, filled: list[str], alike: list[str]) -> list[Problem]:
    if len(filled) == 1:
        return []
    message = f"the sheet {filled[0]} is read; there are also: {listed(filled[1:])}"
    advice = "--sheet NAME chooses another"
    if not alike:
        return [Problem.of_file(file, Fault("sheet-chosen", message, advice), "notice")]
    message = f"the sheet {filled[0]} alone is read; with the same columns, and not read: "
    message += listed(alike)
    if others := [name for name in filled[1:] if name not in alike]:
        message += f"; there are also: {listed(others)}"
    advice = "for one map of all put their rows below each other in one sheet, each with the name "
    advice += "of its sheet in a column, such as side; --sheet NAME reads another alone"
    return [Problem.of_file(file, Fault("sheet-chosen", message, advice), "warning")]


def _make_rows(grid: Grid, file: str, problems: list[Problem], *, include_hidden: bool) -> Rows:
    """Return the rows that hold anything, all of one width, without those that are hidden."""
    kept = set() if include_hidden else grid.hidden_rows
    hidden = kept & grid.rows.keys()
    problems = [*problems, *_tell_hidden(hidden, file)]
    problems += [each for each in tell_cells(grid, file) if each.line not in kept]
    lines = sorted(grid.rows.keys() - hidden)
    width = max([len(cells) for cells in grid.rows.values()], default=0)
    rows = [grid.rows[line] + [""] * (width - len(grid.rows[line])) for line in lines]
    columns = frozenset(set() if include_hidden else grid.hidden_columns)
    return Rows(
        rows,
        lines,
        problems=problems,
        hidden_columns=columns,
        shortened=frozenset(grid.shortened),
        indents=grid.indents,
        hidden_rows=frozenset(kept),
    )


def _tell_hidden(hidden: set[int], file: str) -> list[Problem]:
    if not hidden:
        return []
    rows = f"{len(hidden):,} row{'s' * (len(hidden) > 1)}"
    words = f"{rows} left out, for {'they are' if len(hidden) > 1 else 'it is'} hidden"
    return [
        Problem.of_cell(
            file, min(hidden), None, Fault("hidden-rows", words, INCLUDE), "notice", part="row"
        )
    ]
