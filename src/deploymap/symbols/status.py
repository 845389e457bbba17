"""How units' status and the doubt about them are marked on the map: never by colour alone."""

from __future__ import annotations

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
# texts that say of a row that it is sure, or nearly so, the best of the Admiralty code among them;
# all others are shown with a mark
SURE = frozenset(
    """confirmed certain near-certain strong strong-inference a1 a2 b1 b2 high sure
    verified very-high known documented definite
    підтверджено достовірно подтверждено достоверно bestätigt sicher gesichert hoch confirmé certain
    élevée haut confirmado seguro alta""".split()  # noqa: SIM905
)
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
    found = distinct(status.to_numpy(object))
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
    found = distinct(sidc.to_numpy(object))
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
    texts = distinct(confidence.to_numpy(object)).values[:MOST_TEXTS]
    return tuple(text for text in texts if "-".join(str(text).casefold().split()) not in SURE)
