"""Bytes -> text: which encoding a text file is in, said in a notice and never guessed in doubt."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from deploymap.errors import DataError, Problem, shorten

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)

# the encodings without a mark of their own that sheets are saved in, the commonest first
CANDIDATES = {
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "koi8_r": "KOI8-R (Russian)",
    "koi8_u": "KOI8-U (Ukrainian)",
    "cp866": "DOS 866 (Cyrillic)",
    "cp437": "DOS 437",
    "cp850": "DOS 850",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1257": "Windows-1257 (Baltic)",
    "mac_roman": "Mac Roman",
    "mac_cyrillic": "Mac Cyrillic",
}
COMMON = ("cp1251", "cp1252", "cp1250")
IsName = Callable[[str], bool]

HEAD = 4_000  # characters in which the names of columns stand
SAMPLE = 200_000  # bytes that are looked at to tell the encoding
# one reading has to be so much less of a mess than the next, or there is doubt
CLEARER = 0.05
# the letters beyond ASCII of one language each; a text in another encoding mixes those of several
ALPHABETS = tuple(
    map(
        frozenset,
        (
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
            "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
            "абвгдђежзијклљмнњопрстћуфхцчџш",
            "äöüß",
            "àâæçéèêëîïôœùûüÿ",
            "áéíñóúü",
            "àáâãçéêíóôõú",
            "àèéìíòóùú",
            "æøåéö",
            "åäöé",
            "ąćęłńóśźż",
            "áčďéěíňóřšťúůýž",
            "áäčďéíĺľňóôŕšťúýž",
            "áéíóöőúüű",
            "čćđšž",
            "ăâîșțşţ",
            "āčēģīķļņšūž",
            "ąčęėįšųūž",
            "äöõüšž",
            "çğıöşüâî",
            "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
        ),
    )
)
# signs that stand in texts beside letters
SIGNS = frozenset("“”„‘’‚«»–—…№°§•·\u00a0\u00ad")


def decode_text(
    data: bytes, file: str, *, encoding: str = "", is_name: IsName = lambda text: False
) -> tuple[str, list[Problem]]:
    """Return the text of a file, and a notice where it is not in UTF-8.

    `encoding` is the one that the user names; else a byte order mark tells it, or the bytes do. It
    is never guessed where two encodings are as likely. `is_name` says of a text whether columns are
    called so, which tells Länge from Lдnge.

    Raises `DataError` where the encoding is in doubt, or the bytes are not in the one named.
    """
    if encoding:
        return _decode_named(data, file, encoding), []
    for mark, codec, name in BOMS:
        if data.startswith(mark):
            return _decode_marked(data, file, codec, name)
    if b"\0" in data[:SAMPLE]:
        return _decode_zeros(data, file)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _decode_detected(data, file, error.start, is_name)


def _decode_named(data: bytes, file: str, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        advice = f"write one such as utf-8, {', '.join(list(CANDIDATES)[:3])}"
        words = f"there is no encoding {shorten(encoding)}"
        raise _refuse(file, None, words, advice, code="encoding-unknown") from None
    except (UnicodeDecodeError, ValueError) as error:
        start = getattr(error, "start", 0)
        words = f"byte 0x{data[start]:02X} is not {encoding}" if data else f"is not {encoding}"
        raise _refuse(file, _line(data, start), words, "name another encoding") from None
    return text.removeprefix("\ufeff")


def _decode_marked(data: bytes, file: str, codec: str, name: str) -> tuple[str, list[Problem]]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        start, line = error.start, None
        if codec == "utf-8-sig":  # which counts from behind the mark
            start += len(codecs.BOM_UTF8)
            line = _line(data, start)
        words = f"begins as {name}, but byte {start:,} is not"
        raise _refuse(file, line, words, "it may be cut off; save it again as UTF-8") from None
    if codec == "utf-8-sig":
        return text, []
    return text, [_tell(file, f"is read as {name}", "nothing is to be done")]


def _decode_zeros(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Read UTF-16 without a mark: every other byte of plain letters is zero there."""
    sample = data[: SAMPLE - SAMPLE % 2]
    zeros = [sample[start::2].count(0) / max(len(sample) // 2, 1) for start in (0, 1)]
    codec = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    if max(zeros) > 0.3 and min(zeros) < 0.05:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            text = ""
        if text:
            return text, [_tell(file, "is read as UTF-16", "nothing is to be done")]
    line = _line(data, data.index(b"\0"))
    words = "a zero byte, which no text file has"
    raise _refuse(file, line, words, "save the sheet as CSV (UTF-8)", code="file-unknown")


def _decode_detected(
    data: bytes, file: str, start: int, is_name: IsName
) -> tuple[str, list[Problem]]:
    if _is_damaged(data):
        words = f"byte 0x{data[start]:02X} is not UTF-8, as the rest of the file is"
        raise _refuse(file, _line(data, start), words, "correct the character there")
    from charset_normalizer import from_bytes

    sample = data[:SAMPLE]
    found = from_bytes(sample, cp_isolation=list(CANDIDATES), preemptive_behaviour=False)
    names = {name for match in found for name in match.could_be_from_charset}
    chaos = {name: match.chaos for match in found for name in match.could_be_from_charset}
    readings = sorted(
        (
            chaos[name]
            + _oddness(sample.decode(name, "replace"))
            - _count_names(sample.decode(name, "replace"), is_name),
            rank,
            name,
        )
        for rank, name in enumerate(CANDIDATES)
        if name in names and _decodes(data, name)
    )
    line = _line(data, start)
    if not readings:
        words = f"byte 0x{data[start]:02X} is not UTF-8"
        raise _refuse(file, line, words, "save the file as UTF-8 (in Excel: CSV UTF-8)")
    best, others = _choose(readings, data)
    row = data.splitlines()[line - 1]
    if others:
        shown = "; ".join(
            f"{CANDIDATES[codec]} reads {shorten(row.decode(codec))} (--encoding {codec})"
            for codec in (best, *others[:2])
        )
        words = "is not UTF-8, and more than one encoding is possible"
        raise _refuse(file, line, words, f"choose one: {shown}", code="encoding-doubtful")
    advice = f"if that is wrong, name the encoding, such as --encoding {_other(best)}"
    message = f"is not UTF-8, and is read as {CANDIDATES[best]}: {shorten(row.decode(best))}"
    return data.decode(best), [_tell(file, message, advice, line)]


def _is_damaged(data: bytes) -> bool:
    """Return whether the bytes are UTF-8 but for a few: hardly anything else looks like it."""
    beyond = [letter for letter in data.decode("utf-8", "replace") if letter > "\x7f"]
    return 4 * beyond.count("\ufffd") < len(beyond)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _oddness(text: str) -> float:
    """Return how odd the characters beyond ASCII are: the share of signs that no text has, and 1
    for letters that are not all of one language.
    """
    beyond = [character for character in text if character > "\x7f" and character not in SIGNS]
    letters = {letter for character in beyond for letter in character.lower()}
    signs = sum(not character.isalpha() for character in beyond)
    is_of_one = any(map(letters.issubset, ALPHABETS))
    return signs / max(len(beyond), 1) + (0 if is_of_one else 1)


def _count_names(text: str, is_name: IsName) -> int:
    """Return how many of the cells at the head with letters beyond ASCII name a column."""
    cells = re.split(r"[,;|\t\r\n]+", text[:HEAD])
    return sum(not cell.isascii() and is_name(cell.strip(' "')) for cell in cells)


def _choose(readings: list[tuple[float, int, str]], data: bytes) -> tuple[str, list[str]]:
    """Return the likeliest encoding, and others that are as likely and read the file otherwise.

    One of the common ones goes before a rarer one that is as likely.
    """
    least = readings[0][0]
    near = [name for mess, _, name in readings if mess - least < CLEARER]
    common = [name for name in near if name in COMMON]
    best, *rest = common or near
    text = data[:SAMPLE].decode(best, "replace")
    return best, [name for name in rest if data[:SAMPLE].decode(name, "replace") != text]


def _other(codec: str) -> str:
    return next(name for name in CANDIDATES if name != codec)


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _tell(file: str, message: str, advice: str, line: int | None = None) -> Problem:
    return Problem(file, line, None, message, "notice", "encoding", advice)


def _refuse(
    file: str, line: int | None, message: str, advice: str, *, code: str = "encoding"
) -> DataError:
    return DataError([Problem(file, line, None, message, code=code, advice=advice)])
