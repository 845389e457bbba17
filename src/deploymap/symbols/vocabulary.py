"""The words of military units, from `vocabulary.csv`: which rows a text names."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from deploymap.folding import plain_letters

TABLE = Path(__file__).parent / "vocabulary.csv"
SPELLINGS = (
    ("armour", "armor"),
    ("defence", "defense"),
    ("manoeuvre", "maneuver"),
    ("harbour", "harbor"),
    ("centre", "center"),
    ("motoris", "motoriz"),
    ("mechanis", "mechaniz"),
)
# a kind that says less gives way to one that says more, however long its words are
VAGUE = {"unspecified unit": 0, "other installation": 0, "headquarters": 1}
CHUNK = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
WORD = re.compile(r"[^\W\d_]+|\d+")
NEGATIONS = {"not", "no", "non", "without", "kein", "keine", "nicht", "не", "нет", "немає", "без"}
NEGATIONS |= {"pas", "sans", "sin"}
MAX_WORDS = 6
MAX_ABBREVIATION = 3
FAVOUR = 0.15  # likeness that a phrase in the language of the sheet may lack
UKRAINIAN, RUSSIAN = set("іїєґ"), set("ыэъё")
# echelons that a kind may say, and words that are other things there: marines are no corps
WITHIN = {"platoon", "company", "battalion", "regiment", "brigade", "division", "corps"}
OTHERS_WITHIN = re.compile(
    r"\b(?:military|security) compan(?:y|ies)\b|\b(?:marine|signal|air|medical|peace)s? corps\b"
    r"|\bcorps of\b|\b(?:group|wing|troop|squadron|detachment)s?\b|\b(?:zug|züge|brig|[ivx]+)\b"
    r"|\b(?:division|corps|brigade|regiment)(?:al)? (?:artillery|support|troops|engineers|cavalry)"
    r"|panzerz[uü]ge?",
    re.IGNORECASE,
)
# a text that ends in a size is a unit, whatever it does; but an attack on one is an attack
UNIT_LAST = re.compile(
    r"^(?!.*\b(?:on|at|against|near|by|of|with|vs|between)\b).*\b(?:battalion|regiment|brigade|division|corps"
    r"|company|squadron|battery|platoon|team|group|command)s?\W*$",
    re.IGNORECASE,
)
# an army as a size, which is no army of a state
AN_ARMY = re.compile(
    r"\b(?:field|tank|shock|guards?|panzer|combined[- ]arms|\d+(?:st|nd|rd|th)?\.?|first|second"
    r"|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|fourteenth)\s+"
    r"(?:army|armee|armée|armia|армия|армія)(?!\s+(?:group|corps|aviation|reserve|air))\b",
    re.IGNORECASE,
)
# words for how an arm moves or where it fights, in the spelling of phrases
MODIFIERS = frozenset(
    (word,)
    for word in (
        *("airborne", "parachute", "para", "airmobile", "mountain", "alpine", "ski", "amphibious"),
        *("motorized", "mechanized", "mech", "armored", "marine", "marines"),
    )
)
# runs of Chinese, Japanese and Korean letters
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
LONGEST = 200  # letters: no kind, echelon or status is longer
# how words for units end in German, Dutch, Finnish, the Scandinavian languages, in plain letters
ENDINGS = re.compile(
    "(.{4,}?)s?(armee|armeekorps|korps|division(?:en)?|divisie|divisioona|brigad(?:e|en)?|prikaati"
    "|regiment(?:er)?|regemente|rykmentti|bataillon|bataljon|pataljoona|abteilung|geschwader"
    "|kompanie|kompani|komppania|compagnie|batterie|schwadron|zug|stab|truppen?|verband|einheit)"
)
# letters that Arabic and Persian writers take for one another, and the article
SAME_LETTERS, ARTICLE = str.maketrans("یکىة", "يكيه"), "ال"


class Entry(NamedTuple):
    """A row of the vocabulary; `code_d` and `code_c` are codes, or their digits and letters."""

    table: str
    key: str
    synonyms: tuple[str, ...]
    code_d: str
    code_c: str
    symbol_class: str


Found = tuple[Entry, tuple[str, ...]]  # a row, and the words of its phrase that a text has


@cache
def read_vocabulary() -> dict[str, tuple[Entry, ...]]:
    """Read `vocabulary.csv`: name of a table -> its rows."""
    tables: dict[str, tuple[Entry, ...]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    for table, key, synonyms, code_d, code_c, symbol_class in rows:
        words = tuple(filter(None, synonyms.split("|")))
        entry = Entry(table, key, words, code_d, code_c, symbol_class)
        tables[table] = (*tables.get(table, ()), entry)
    return tables


def find_best(table: str, text: str) -> Entry | None:
    """Return the row whose phrase in `text` says most: the longest, the first of equals."""
    if len(text) > LONGEST:
        return None
    found = [
        (entry, phrase)
        for entry, phrase in find_phrases(table, text)
        if not _is_negated(entry, text)
    ]
    if table == "kind":
        found = _choose_arms(found, text)
    return max(
        found,
        key=lambda match: (VAGUE.get(match[0].key, 2), sum(map(len, match[1]))),
        default=(None,),
    )[0]


def _choose_arms(found: list[Found], text: str) -> list[Found]:
    """Return the phrases of a kind without those that say less than the others beside them.

    A brigade combat team is no battle. An airborne engineer battalion is one of engineers, and
    airborne infantry remains what it is.
    """
    if UNIT_LAST.search(text):
        found = [match for match in found if match[0].symbol_class != "event"]
    arms = {entry.key for entry, phrase in found if phrase not in MODIFIERS} - set(VAGUE)
    if arms <= {"infantry"}:
        return found
    return [match for match in found if match[1] not in MODIFIERS]


def find_echelon_within(kind: str) -> str:
    """Return the digits of the one echelon that a kind says, as a tank battalion's; "" for none."""
    if AN_ARMY.search(kind[:LONGEST]):
        return phrases("echelon")["army",].code_d
    if words_of(kind[:LONGEST]) == ("front",):
        return phrases("echelon")["front",].code_d
    said = OTHERS_WITHIN.sub(" ", kind[:LONGEST])
    found = {entry.code_d for entry, _ in find_phrases("echelon", said) if entry.key in WITHIN}
    return found.pop() if len(found) == 1 else ""


def _is_negated(entry: Entry, text: str) -> bool:
    """Return whether a text says no to what it names: `not destroyed` is not destroyed."""
    words = set(words_of(text)) & NEGATIONS
    return bool(words) and not any(words <= set(words_of(s)) for s in (entry.key, *entry.synonyms))


def find_phrases(table: str, text: str) -> Iterator[Found]:
    """Find the phrases of a table in `text`, whole words only: rows, and the phrases."""
    known = phrases(table)
    words = list(_part_compounds(known, _split_words(text[: LONGEST + 1])))
    for start in range(len(words)):
        for end in range(start + 1, min(start + MAX_WORDS, len(words)) + 1):
            phrase = tuple(word for word, _ in words[start:end])
            entry = known.get(phrase) or known.get(singular(phrase))
            if entry and (end - start > 1 or _stands_alone(*words[start], start, text)):
                yield entry, phrase
    if not text.isascii():
        yield from _find_unspaced(table, text[:LONGEST])


def _part_compounds(
    known: Mapping[tuple[str, ...], Entry], words: Iterable[tuple[str, bool]]
) -> Iterator[tuple[str, bool]]:
    """Yield `infanterie` and `division` of `infanteriedivision`, where that itself is not known."""
    for word, is_part in words:
        parts = ENDINGS.fullmatch(word)
        if parts and (word,) not in known and (parts[1],) in phrases("kind"):
            yield from ((part, False) for part in parts.groups())
        else:
            yield word, is_part


def _find_unspaced(table: str, text: str) -> Iterator[Found]:
    """Find phrases of scripts that part no words; one of a single letter only at the end of a run.

    团 is a regiment in 步兵第一团, and nothing in 团结.
    """
    for run in UNSPACED.findall(unicodedata.normalize("NFKC", text)):
        for phrase, entry in _unspaced_phrases(table).items():
            if run.endswith(phrase) if len(phrase) == 1 else phrase in run:
                yield entry, (phrase,)


@cache
def _unspaced_phrases(table: str) -> dict[str, Entry]:
    """Return the phrases of a table in Chinese, Japanese or Korean letters -> its row."""
    return {
        phrase: entry
        for entry in read_vocabulary()[table]
        for phrase in entry.synonyms
        if UNSPACED.fullmatch(phrase)
    }


def _stands_alone(word: str, is_part: bool, start: int, text: str) -> bool:
    """Tell whether a word is meant as such: `mi` of `Mi-24` is not, nor is `at` in a phrase."""
    if word == "at" and start and not re.search(r"\bAT\b", text):
        return False
    return not is_part or len(word) > MAX_ABBREVIATION


@cache
def phrases(table: str) -> dict[tuple[str, ...], Entry]:
    """Return the words of each phrase of a table -> its row; a key goes before a synonym."""
    entries = read_vocabulary()[table]
    written = [(entry.key, entry) for entry in entries]
    written += [(synonym, entry) for entry in entries for synonym in entry.synonyms]
    # all at once take half the time
    plain = _in_one_spelling("\n".join(phrase for phrase, _ in written)).split("\n")
    found: dict[tuple[str, ...], Entry] = {}
    for line, (_, entry) in zip(plain, written, strict=True):
        found.setdefault(_words_of_plain(line), entry)
    return found


@cache
def _spellings(table: str) -> dict[str, str]:
    """Return each phrase of a table in one spelling -> as the vocabulary writes it."""
    found: dict[str, str] = {}
    for entry in read_vocabulary()[table]:
        for phrase in (entry.key, *entry.synonyms):
            found.setdefault(" ".join(words_of(phrase)), phrase)
    return found


def words_of(text: str) -> tuple[str, ...]:
    """Split into words in one spelling."""
    return _words_of_plain(_in_one_spelling(text))


def _words_of_plain(plain: str) -> tuple[str, ...]:
    """Return what `words_of` does of a text in one spelling."""
    return tuple(map(_without_article, WORD.findall(plain)))


def _split_words(text: str) -> list[tuple[str, bool]]:
    """Split into words in one spelling, and tell which are only a part, as both are of `Mi-24`.

    Letters and numbers are words apart: `S-300`, `S 300` and `s300` have the same two.
    """
    chunks = [WORD.findall(chunk) for chunk in CHUNK.findall(_in_one_spelling(text))]
    return [(_without_article(word), len(chunk) > 1) for chunk in chunks for word in chunk]


def _in_one_spelling(text: str) -> str:
    """Return a text in plain letters and the spelling of phrases; its lines stay lines."""
    plain = plain_letters(text).translate(SAME_LETTERS)
    for spelling, chosen in SPELLINGS:
        plain = plain.replace(spelling, chosen)
    return plain


def _without_article(word: str) -> str:
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) > 4 else word


def singular(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """Take the plural's s from the last word."""
    *rest, last = phrase
    return (*rest, last[:-1]) if last.endswith("s") and len(last) > MAX_ABBREVIATION else phrase


def suggest(table: str, text: str, *, others: Iterable[str] = ()) -> str:
    """Return `; did you mean ...?` for a phrase near to `text`, or to a word of it.

    Of several that are near, one in the language of `others`, known texts of the sheet, is chosen:
    the keys are English, and go first unless most others are synonyms of another language. What
    the sheet says itself in another row goes before both.
    """
    from difflib import SequenceMatcher, get_close_matches

    known = {" ".join(words): entry for words, entry in phrases(table).items()}
    keys = {" ".join(words_of(entry.key)) for entry in read_vocabulary()[table]}
    others = list(others)
    favour = dict.fromkeys(keys if _is_english(others) else known.keys() - keys, FAVOUR)
    favour |= {" ".join(words_of(text[:LONGEST])): 2 * FAVOUR for text in others}
    written = _spellings(table)
    foreign = _foreign_letters("".join(others))
    words = words_of(text[:LONGEST])
    # nobody knows what an abbreviation is a slip of
    longer = [word for word in (" ".join(words), *words) if len(word) > MAX_ABBREVIATION]
    for guess in dict.fromkeys(longer):
        if near := get_close_matches(guess, known, n=6, cutoff=0.75):
            likeness = {word: SequenceMatcher(None, guess, word).ratio() for word in near}
            best = max(
                near,
                key=lambda word: (
                    likeness[word] + favour.get(word, 0) - FAVOUR * bool(foreign & {*written[word]})
                ),
            )
            return f"; did you mean {written[best]!r}?"
    return ""


def _foreign_letters(text: str) -> set[str]:
    """Return the letters of Russian or of Ukrainian that the other, in which a text is, has not."""
    found = [letters & {*text.casefold()} for letters in (UKRAINIAN, RUSSIAN)]
    return set() if all(found) or not any(found) else RUSSIAN if found[0] else UKRAINIAN


def _is_english(texts: Iterable[str]) -> bool:
    """Return whether known texts are English, as far as the words of the keys tell; so are none."""
    english, others = 0, 0
    keys = {word for table in read_vocabulary().values() for e in table for word in words_of(e.key)}
    for text in texts:
        words = {word for word in words_of(text[:LONGEST]) if not word.isdecimal()}
        english += bool(words & keys)
        others += bool(words) and not words & keys
    return english >= others
