"""How units' status and the doubt about them are marked on the map: never by colour alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from deploymap.arrays import BLANK, distinct
from deploymap.symbols.vocabulary import find_best, words_of

# digit 7 of a code of 20 digits, letter 4 of one of 15 letters -> mark
CODES = dict(
    zip("012345", ("present", "planned", "ready", "damaged", "destroyed", "ready"), strict=True)
) | dict(
    zip("PACDXF", ("present", "planned", "ready", "damaged", "destroyed", "ready"), strict=True)
)
# what these codes are for; others of the vocabulary, such as captured, borrow one of them
KEYS = {"present", "planned", "fully capable", "damaged", "destroyed", "full to capacity"}
# the order in which a legend has them; what has another status than the codes know is `other`
MARKS = ("present", "planned", "reported", "ready", "damaged", "destroyed", "other")
REPORTED = {"reported", "unconfirmed", "suspected", "confirmed"}
# texts that say of a row that it is sure, or nearly so, and those that say that it is hardly to be
# believed; all others are between these
SURE = frozenset(
    """confirmed certain near-certain strong strong-inference high sure
    verified very-high known documented definite
    підтверджено достовірно подтверждено достоверно bestätigt sicher gesichert hoch confirmé certain
    élevée haut confirmado seguro alta""".split()  # noqa: SIM905
)
DOUBTFUL = frozenset(
    """low very-low doubtful dubious unlikely improbable unreliable weak rumour rumor
    speculative guess
    низька сумнівно сумнівний малоймовірно низкая низкий сомнительно сомнительный маловероятно
    niedrig gering zweifelhaft unwahrscheinlich faible douteux improbable bajo baja dudoso
    poco-probable منخفض مشكوك-فيه נמוך מפוקפק""".split()  # noqa: SIM905
)
DOUBTED_MOST = 2
# the Admiralty code: how reliable the source is, from A to E, and how credible what it says, from 1
# to 5; F and 6 where that cannot be judged
ADMIRALTY = re.compile(r"([a-f])[-/]?([1-6])")
# texts that are told apart; in a column of more each row has words of its own
MOST_TEXTS = 500


@dataclass(frozen=True)
class StatusStyle:
    """A mark that units of some status have on the map.

    `words` are the texts of the sheet that mean it. Units without such a text have the mark where
    their symbol code has one of `codes` in its place for the status.
    """

    mark: str
    words: tuple[str, ...]
    codes: tuple[str, ...]


def style_statuses(status: pd.Series[str], sidc: pd.Series[str]) -> tuple[StatusStyle, ...]:
    """Return the marks of the statuses that units have, in the order of MARKS.

    `status` are texts, None for blank; `sidc` are codes of 20 digits or 15 letters.
    """
    found = distinct(status)
    words: dict[str, list[str]] = {mark: [] for mark in MARKS}
    for text in found.values[:MOST_TEXTS]:
        words[find_mark(text)].append(text)
    codes: dict[str, list[str]] = {mark: [] for mark in MARKS}
    for letter in _letters_of(sidc, blank=np.asarray(found.codes) == BLANK):
        codes[CODES.get(letter, "present")].append(letter)
    return tuple(
        StatusStyle(mark, tuple(words[mark]), tuple(codes[mark]))
        for mark in MARKS
        if words[mark] or (codes[mark] and mark != "present")
    )


def _letters_of(sidc: pd.Series[str], *, blank: np.ndarray) -> list[str]:
    """Return the digits and letters for the status in the codes of those units that are blank."""
    found = distinct(sidc)
    used = set(np.unique(np.asarray(found.codes)[blank]).tolist()) - {BLANK}
    codes = [str(found.values[number]) for number in sorted(used)]
    return sorted({code[6] if len(code) == 20 else code[3] for code in codes if len(code) > 6})


def find_mark(text: str) -> str:
    """Return the mark of a status in words."""
    entry = find_best("status", text)
    if entry is None:
        return "other"
    if entry.key not in KEYS:
        return "other"
    mark = CODES[entry.code_d]
    return "reported" if mark == "planned" and REPORTED & set(words_of(text)) else mark


def find_doubts(confidence: pd.Series[str]) -> tuple[str, ...]:
    """Return the texts of how sure rows are that do not say that they are."""
    texts = distinct(confidence).values[:MOST_TEXTS]
    return tuple(text for text in texts if doubt_of(str(text)))


def find_doubtful(confidence: pd.Series[str]) -> tuple[str, ...]:
    """Return those of the doubts that say that a row is hardly to be believed."""
    return tuple(text for text in find_doubts(confidence) if doubt_of(str(text)) == DOUBTED_MOST)


def doubt_of(text: str) -> int:
    """Return how much doubt a text says there is: 0 where it is sure, 2 at most."""
    words = "-".join(text.casefold().split())
    if code := ADMIRALTY.fullmatch(words):
        source, news = code.groups()
        if source in "de" or news in "45":
            return DOUBTED_MOST
        return int(source not in "ab" or news not in "12")
    return 0 if words in SURE else DOUBTED_MOST if words in DOUBTFUL else 1
