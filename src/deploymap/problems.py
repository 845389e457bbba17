"""What can be wrong: `Problem` for one fault in the data, and the exceptions that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "notice"]

LONGEST_WORD = 100  # characters: what is longer is no slip of the pen


class Fault(NamedTuple):
    """What is wrong with a cell, wherever it stands: code, what was found, what to try."""

    code: str
    message: str
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault: where it is, what was found, what was expected and what to try.

    `line` is the line of the file as an editor counts it, from 1 (`part` says where it counts
    something else: the "row" of a spreadsheet, the "feature" of a map file); `column` the name of
    the column as the sheet has it. Either is None where the fault is not in one line or in one
    column. `message` says what was found and what was expected, `advice` what to try, `found` is
    the cell's own text, `letter` the spreadsheet's letter of its column. `code` names the kind of
    fault, as `faults.py` and docs/faults.md have it.

    `also` has the lines of more rows with such a fault, where there are too many to tell of each,
    or where all have it for one reason.

    An error stops the build, a warning does not, a notice tells how something was understood.
    `of_file` and `of_cell` make one.
    """

    file: str
    line: int | None
    column: str | None
    message: str
    severity: Severity = "error"
    code: str = ""
    advice: str = ""
    found: str = ""
    part: str = "line"
    letter: str = ""
    also: tuple[int, ...] = ()

    @classmethod
    def of_file(
        cls, file: str, fault: Fault, severity: Severity = "error", *, found: str = ""
    ) -> Problem:
        """Return a problem of a file as a whole."""
        return cls.of_cell(file, None, None, fault, severity, found=found)

    @classmethod
    def of_cell(
        cls,
        file: str,
        line: int | None,
        column: str | None,
        fault: Fault,
        severity: Severity = "error",
        **more: Any,
    ) -> Problem:
        """Return a problem of a cell, of a line, or of a column.

        `more` may be `found`, `part`, `letter` and `also`.
        """
        code, message, advice = fault
        return cls(
            file=file,
            line=line,
            column=column,
            message=message,
            severity=severity,
            code=code,
            advice=advice,
            **more,
        )

    def __str__(self) -> str:
        """Return `file:line: column: message; advice`, with the severity before it if no error.

        It is one line, whatever the data holds: what cannot be printed is written as an escape, so
        that a cell can neither break the line nor steer the terminal.
        """
        words = [self.place, *([self.column] if self.column else []), self.words]
        text = ("" if self.severity == "error" else f"{self.severity}: ") + ": ".join(words)
        return printable(text)

    @property
    def place(self) -> str:
        """The file and the line in it."""
        if self.line is None:
            return self.file
        between = ":" if self.part == "line" else f": {self.part} "
        return f"{self.file}{between}{self.line}"

    @property
    def words(self) -> str:
        """The message and the advice, in one line of text."""
        return "; ".join(filter(None, (self.message, self.advice)))


class DeploymapError(Exception):
    """Whatever deploymap raises on purpose; its text is meant for the user."""


class UsageError(DeploymapError):
    """The call is wrong: an option, a folder or a setting, not the data."""


class UnwritableError(UsageError):
    """A file cannot be written now: by whom or what does not lie in what is to be written."""


class DataError(DeploymapError):
    """The data has faults; `problems` holds all of them, in the order of the file.

    `drawable` says how many rows could be drawn without those that have faults, of how many.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the message is one line for each."""
        self.problems = tuple(problems)
        # rows without a fault, and all rows, where the others can be left out
        self.drawable = (0, 0)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ConfigError(DataError, UsageError):
    """`deploymap.toml` has faults: wrong usage, but with a file and lines to point to."""


def stop_at_errors(problems: Iterable[Problem], *, strict: bool = False) -> None:
    """Raise `DataError` with all the problems if one of them is an error; with `strict`, if any is.

    `strict` turns warnings into errors, notices stay. All stand in the order given.
    """
    found = as_strict(problems) if strict else tuple(problems)
    if any(problem.severity == "error" for problem in found):
        raise DataError(found)


def as_strict(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with errors in place of warnings."""
    return tuple(
        replace(problem, severity="error") if problem.severity == "warning" else problem
        for problem in problems
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean X?` for a word of `known` that is like `word`, else an empty text."""
    near = nearest_word(word, known)
    return f"; did you mean {near}?" if near else ""


def nearest_word(word: str, known: Iterable[str], *, likeness: float = 0.75) -> str | None:
    """Return the word of `known` that is so like `word` that a slip of the pen may explain it."""
    if len(word) > LONGEST_WORD:
        return None
    # difflib takes 8 ms to import, which a build without faults should not pay
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.casefold(), list(known), n=1, cutoff=likeness)), None)


def shorten(cell: str, most: int = 60) -> str:
    """Return the text for use in a message: in one line and not too long."""
    words = " ".join(cell.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def fault_words(error: Exception) -> str:
    """Return what is told of an error that nobody foresaw: a fault of the program, in one line."""
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return f"this is a fault of deploymap itself; please report it, with this line: {words}"


def printable(text: str) -> str:
    """Return the text with each character that cannot be printed written as an escape."""
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]
