"""How likely a text is, by the letters beyond ASCII that languages write, and how often.

The shares are rounded from counts of everyday prose; only their order of size matters here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

# language -> its letters beyond ASCII with their shares in a hundred or so
SHARES = {
    "German": "ä30 ö18 ü37 ß15 é1",
    "French": "é62 è11 à13 ê5 ç4 ù1 û1 î1 ô2 â1 ï.4 ë.3 œ.6",
    "Spanish": "á19 é16 í22 ó32 ú6 ñ10 ü.3",
    "Portuguese": "ã22 ç17 á14 é14 í9 ó7 ê8 õ5 à3 ú4 â4 ô2",
    "Italian": "à33 è30 ù12 ò13 ì8 é5",
    "Danish": "ø40 å32 æ22 é2 ö.5 ä.5",
    "Swedish": "ä40 å30 ö30 é1 ü.2",
    "Finnish": "ä85 ö12 å1",
    "Icelandic": "á16 ð18 í15 þ9 ö11 é7 ó10 ý4 æ7 ú6",
    "Dutch": "ë45 é30 ï12 è4 ö3 ü3 ê1 ç1",
    "Catalan": "à18 é18 è12 í14 ó18 ò6 ú6 ç5 ï3 ü1",
    "Polish": "ł24 ą13 ę14 ó13 ż11 ś9 ć6 ń4 ź2",
    "Czech": "í23 á18 é10 ě11 ř9 š7 ž8 ý8 č8 ů5 ú2 ť.5 ď.4 ň.4 ó.4",
    "Slovak": "á22 í14 é10 č11 š9 ž9 ý11 ú9 ľ4 ť4 ô2 ň2 ď2 ä1 ó1 ŕ.2 ĺ.2",
    "Hungarian": "á30 é32 ö9 ó10 í6 ő8 ü5 ú3 ű2",
    "Croatian": "č30 š28 ž18 ć17 đ6",
    "Romanian": "ă35 ţ16 ş17 ț3 ș3 î16 â11",
    "Turkish": "ı38 ü15 ş14 ç9 ö8 ğ10 İ4 â.5 î.3",
    "Latvian": "ā35 ī17 ē15 š9 ū6 ļ5 ņ5 ž4 č2 ķ3 ģ2",
    "Lithuanian": "ė17 š13 ų14 į9 ū8 ž9 ą11 č5 ę4",
    "Estonian": "ä35 õ30 ü25 ö8 š1 ž1",
    "Russian": "о11 е8.5 а8 и7.4 н6.7 т6.3 с5.5 р4.7 в4.5 л4.4 к3.5 м3.2 д3 п2.8 у2.6 я2 ы1.9 ь1.7 "
    "г1.7 з1.6 б1.6 ч1.4 й1.2 х1 ж.9 ш.7 ю.6 ц.5 щ.4 э.3 ф.3 ъ.04 ё.2",
    "Ukrainian": "о9.4 а8.5 н6.5 и6.1 і5.7 т5.3 в5 е4.6 р4.5 с4.2 к3.9 л3.6 у3.3 д3.3 м3 п2.8 "
    "я2.2 з2.2 "
    "ь1.8 б1.8 г1.6 й1.3 ч1.3 х1.2 ц.9 ї.8 ю.8 ж.8 ш.7 є.6 щ.5 ф.3 ґ.03",
    "Belarusian": "а13 н6.5 і6 о6 р5 с5 т4.5 е4.5 у4 ы4 к4 л4 я4 д3.5 в3 з3 м3 ь3 п3 ў2 г2 б2 "
    "ц3 ч1.5 "
    "й1.5 э1.5 ж1 х1 ш1 ё.7 ю.7 ф.3",
    "Bulgarian": "а11.5 е8.5 о8.5 и8.5 т7.5 н7 р5 в4.5 с5 д3.5 л3.5 к3.5 п3 м2.5 з2 я2 г1.5 ъ2 "
    "б1.5 у1.5 "
    "ч1.5 ж.8 щ.7 ц.8 х.8 ш.5 й.6 ф.4 ю.2 ь.05",
    "Serbian": "а11.5 и9.5 о9 е8.8 н5.7 р4.9 с4.7 ј4.4 т4.4 у4.3 д3.8 в3.8 к3.6 п3 л3 м3.5 з1.7 "
    "г1.7 б1.5 "
    "ш1 ч1 ж.6 ц.7 х.7 ћ.7 њ.6 љ.6 ђ.3 ф.2 џ.05",
    "Greek": "α11 ο9 ι8 ε7 τ7.5 ν6.5 σ4 ρ4 κ4 π4 υ4 ς4 μ3.3 η4.5 λ3 ί2.5 ό2 ά2 έ2 δ1.7 γ1.7 "
    "θ1.3 ω1.7 ή1.5 "
    "ύ1.5 χ1.2 ώ.8 φ1 β.8 ξ.6 ζ.4 ψ.2 ϊ.1 ϋ.05",
    "Hebrew": "י11 ו10 ה9.5 ל7 א6 ר6 ת5.5 ב5 מ5 ש5 נ3.5 ם3 ע3.2 ד2.6 ק2.2 ח2.4 פ1.8 כ2 צ1.2 "
    "ן1.5 ג1.3 ז1 ט1.2 "
    "ס1.5 ך.8 ף.3 ץ.3",
    "Arabic": "ا15 ل12 ي7.5 م6 و6 ن6 ر5 ت4.5 ب4 ة4 ع4 د3.5 س3 ف3 ه3 ك2.5 ق2.5 أ2 ح2 ج1.5 ش1.2 "
    "ط1 ص1 خ1 إ1 ى.8 "
    "ذ.8 ض.7 ز.7 ث.6 ئ.4 غ.5 ء.4 ظ.2 آ.3 ؤ.2",
}  # fmt: skip

# a language whose letters stand where those of a greater one do in another encoding
SELDOM = {"Icelandic": -4.0}

# logarithms of what is how likely
MOST_LIKELY = -1.5  # a letter, or one language with a single one would go before all others
SELDOM_LETTER = math.log(0.05)
NO_LETTER = -14.0  # a letter that the language does not have
OTHER_LANGUAGE = -6.0  # a word of another language than the rest
MIXED = -16.0  # letters of two scripts in one word
CASES = -9.0  # a capital after a small letter
ALONE = -7.0  # one letter that is no word
WITHIN, JOINED = -12.0, -2.0  # a sign between letters, and one that may be there
OUT_OF_PLACE = -8.0  # a sign where it does not stand
TWICE = -5.0  # a letter beside its own like with a mark, as in aä
SIGN, RARE_SIGN, NO_SIGN = -4.0, -9.0, -14.0

COMMON_SIGNS = frozenset("“”„‘’‚«»–—…№°§•€£²³½¼¾±×©®™¿¡µ\u00a0")
USUAL_SIGNS = frozenset("ºª·‹›†‡‰¢¥¹÷¶\u00ad\u200e\u200f־")
ARABIC_SIGNS = frozenset("،؛؟")
JOINTS = frozenset("’‘·\u00ad\u00a0־\u200c")
NOT_AFTER_LETTERS = frozenset("©…—°½¼¾€£±×¿¡“„")
QUOTES = frozenset("“”„‘’‚«»")
OPENING = frozenset("“„")
GAPS = frozenset("\u00a0\u00ad")
WORDS_OF_ONE = frozenset("àâéèêóòôöøåìùáíúýאавиксуояізйєбжэαηοόωΑΗΟ")

_SCRIPTS = (
    (0x41, 0x24F, "Latin"), (0x370, 0x3FF, "Greek"), (0x400, 0x52F, "Cyrillic"),
    (0x590, 0x5FF, "Hebrew"), (0x600, 0x6FF, "Arabic"), (0x1E00, 0x1EFF, "Latin"),
)  # fmt: skip
# as decomposed: a letter, the same again, and a diaeresis on one of them
_TWICE = re.compile("([aou])\\1\u0308|\u0308([aou])\\2")
# one letter beyond ASCII after a digit: what is 20° in another encoding
_AFTER_DIGIT = re.compile(r"\d(?![\x00-\x7fªº²³¹¼½¾])[^\W\d_](?!\w)")
_WORD = re.compile(r"[^\W\d_ªº²³¹¼½¾]+")


@cache
def _models() -> dict[str, dict[str, float]]:
    models = {}
    for language, shares in SHARES.items():
        counts = {entry[0]: float(entry[1:]) for entry in shares.split()}
        total = sum(counts.values())
        models[language] = {
            letter: min(math.log(n / total), MOST_LIKELY) for letter, n in counts.items()
        }
    return models


@cache
def _models_of(codec: str) -> dict[str, dict[str, float]]:
    """Return the languages that are written in an encoding: it has all but their seldom letters."""
    return {
        language: model
        for language, model in _models().items()
        if all(_has(codec, letter) for letter, likely in model.items() if likely > SELDOM_LETTER)
    }


def _has(codec: str, letter: str) -> bool:
    try:
        return bool(letter.encode(codec))
    except UnicodeEncodeError:
        return False


def likelihood(chunks: Iterable[str], codec: str) -> float:
    """Return how likely it is (a logarithm) that pieces of text, all beyond ASCII, are meant so.

    They are what an encoding makes of some bytes.

    Each word and each common sign counts once, however often it is there; a sign that is seldom, or
    out of place, counts each time.
    """
    words: dict[str, None] = {}
    signs: dict[str, float] = {}
    places = 0.0
    for chunk in chunks:
        words |= dict.fromkeys(word for word in _WORD.findall(chunk) if not word.isascii())
        places += OUT_OF_PLACE * bool(_AFTER_DIGIT.search(chunk))
        for at, sign in enumerate(chunk):
            if sign > "\x7f" and not (sign.isalpha() and sign not in "ªº"):
                before, after = chunk[at - 1 : at] if at else "", chunk[at + 1 : at + 2]
                places += _judge_place(sign, before, after)
                odd = _judge_sign(sign, before)
                if odd < SIGN:
                    places += odd
                signs[sign] = max(odd, SIGN)
    one_sided = OUT_OF_PLACE if ("«" in signs) != ("»" in signs) else 0.0
    one_sided += OUT_OF_PLACE if "”" in signs and not OPENING & signs.keys() else 0.0
    if not any(_script(letter) == "Arabic" for word in words for letter in word):
        one_sided += NO_SIGN * len(ARABIC_SIGNS & signs.keys())
    shapes = sum(map(_judge_shape, words))
    return (
        sum(signs.values()) + places + one_sided + shapes + _judge_letters(words, _models_of(codec))
    )


def _judge_letters(words: Iterable[str], models: dict[str, dict[str, float]]) -> float:
    """Return how likely the words are in the language that suits them best, with some of others."""
    by_language = [
        [
            sum(model.get(letter, NO_LETTER) for letter in _letters(word)) + SELDOM.get(name, 0.0)
            for word in words
        ]
        for name, model in models.items()
    ]
    best = [max(column) + OTHER_LANGUAGE for column in zip(*by_language, strict=True)]
    return max(sum(map(max, row, best)) for row in by_language) if best else 0.0


def _letters(word: str) -> list[str]:
    return [letter if letter == "İ" else letter.lower() for letter in word if letter > "\x7f"]


def _judge_shape(word: str) -> float:
    """Return how odd a word is whatever its language."""
    score = 0.0
    if len(set(map(_script, word))) > 1:
        score += MIXED
    if any(a.islower() and b.isupper() for a, b in pairwise(word)):
        score += CASES
    elif len(word) > 2 and word[:2].isupper() and not word.isupper() and "ß" not in word:
        score += CASES / 2
    plain = unicodedata.normalize("NFD", word.lower())
    if _TWICE.search(plain) or _TWICE.search(plain[::-1]):
        score += TWICE
    if len(word) == 1 and word not in WORDS_OF_ONE and word.lower() not in WORDS_OF_ONE:
        score += ALONE
    return score


@cache
def _script(letter: str) -> str:
    code = ord(letter)
    return next((name for first, last, name in _SCRIPTS if first <= code <= last), "other")


def _judge_sign(sign: str, before: str) -> float:
    """Return how odd a sign is; ordinals such as 3.º stand after digits."""
    if sign in QUOTES:
        return SIGN / 2
    if sign in COMMON_SIGNS or (sign in "ªº" and (before.isdigit() or before == ".")):
        return SIGN
    return RARE_SIGN if sign in USUAL_SIGNS | ARABIC_SIGNS else NO_SIGN


def _judge_place(sign: str, before: str, after: str) -> float:
    """Return how odd a sign is between the two characters beside it, which may be none."""
    if before.isalpha() and after.isalpha():
        return JOINED if sign in JOINTS else WITHIN
    if after and sign in "£¿¡" and after.isalpha() != (sign != "£"):
        return NO_SIGN
    is_odd = (
        (before and sign == "§")
        or (before.isalpha() and sign in NOT_AFTER_LETTERS)
        or (after.isalpha() and sign in "½¼¾©")
        or (sign in GAPS and not (before and after))
    )
    return OUT_OF_PLACE if is_odd else 0.0
