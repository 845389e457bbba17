"""Bytes -> text: which encoding a text file is in, said in a notice and never guessed in doubt."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deploymap.problems import DataError, Fault, Problem, shorten
from deploymap.sheets.eastern import SCRIPTS, eastern_likelihood
from deploymap.sheets.languages import likelihood

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
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "koi8_r": "KOI8-R (Russian)",
    "koi8_u": "KOI8-U (Ukrainian)",
    "iso8859_2": "ISO 8859-2 (Central Europe)",
    "iso8859_5": "ISO 8859-5 (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)",
    "cp437": "DOS 437",
    "cp850": "DOS 850",
    "cp852": "DOS 852 (Central Europe)",
    "mac_roman": "Mac Roman",
    "mac_cyrillic": "Mac Cyrillic",
    "gb18030": "GB 18030 (Chinese)",
    "cp932": "Shift-JIS (Japanese)",
    "cp949": "CP949 (Korean)",
    "cp950": "Big5 (Chinese, traditional)",
    "euc_jp": "EUC-JP (Japanese)",
}
# how much less likely than Windows-1252, which Excel writes in western Europe, an encoding is
RARENESS = {"cp1252": 0.0, "cp1251": 0.5, "cp1250": 1.5, **dict.fromkeys(SCRIPTS, 3.0)}
RARE = 3.0
RARER = dict.fromkeys(("iso8859_2", "iso8859_5", "cp437", "cp850", "cp852", "mac_roman"), 4.0)

IsName = Callable[[str], bool]

HEAD = 4_000  # characters in which the names of columns stand
SAMPLE = 200_000  # bytes that are looked at to tell the encoding
# how much likelier (a logarithm) one reading has to be than the next, or there is doubt, and how
# likely for each of its letters, or it is a text of another kind
CLEARER, LEAST_LIKELY, SPARE = 7.0, -4.0, -12.0
A_NAME = 6.0  # what the name of a column counts
MOST_CHUNKS = 400  # different ones that are looked at

_CHUNK = re.compile(rb"[^\s,;|\"]*[\x80-\xff][^\s,;|\"]*")


@dataclass(frozen=True)
class Decoded:
    """The text of a file without its byte order mark, the codec that read it, and notices."""

    text: str
    codec: str
    problems: Sequence[Problem] = ()


def decode_text(
    data: bytes, file: str, *, encoding: str = "", is_name: IsName = lambda text: False
) -> tuple[str, list[Problem]]:
    """Return the text of a file, and a notice where it is not in UTF-8.

    `encoding` is the one that the user names; else a byte order mark tells it, or the bytes do. It
    is never guessed where two encodings are as likely. `is_name` says of a text whether columns are
    called so, which tells Länge from Lдnge.

    Raises `DataError` where the encoding is in doubt, or the bytes are not in the one named.
    """
    decoded = decode_file(data, file, encoding=encoding, is_name=is_name)
    return decoded.text, list(decoded.problems)


def decode_file(
    data: bytes, file: str, *, encoding: str = "", is_name: IsName = lambda text: False
) -> Decoded:
    """Return what `decode_text` does, and the codec that the bytes were read with."""
    if encoding:
        return Decoded(_decode_named(data, file, encoding), encoding)
    for mark, codec, name in BOMS:
        if data.startswith(mark):
            return _decode_marked(data, file, codec, name)
    if b"\0" in data[:SAMPLE]:
        return _decode_zeros(data, file)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
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


def _decode_marked(data: bytes, file: str, codec: str, name: str) -> Decoded:
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
        return Decoded(text, codec)
    return Decoded(text, codec, [_tell(file, f"is read as {name}", "nothing is to be done")])


def _decode_zeros(data: bytes, file: str) -> Decoded:
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
            told = _tell(file, "is read as UTF-16", "nothing is to be done")
            return Decoded(text, codec, [told])
    line = _line(data, data.index(b"\0"))
    words = "a zero byte, which no text file has"
    raise _refuse(file, line, words, "save the sheet as CSV (UTF-8)", code="file-unknown")


def _decode_detected(data: bytes, file: str, start: int, is_name: IsName) -> Decoded:
    if _is_damaged(data):
        words = f"byte 0x{data[start]:02X} is not UTF-8, as the rest of the file is"
        raise _refuse(file, _line(data, start), words, "correct the character there")
    line = _line(data, start)
    readings = _judge_readings(data, is_name)
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
    return Decoded(data.decode(best), best, [_tell(file, message, advice, line)])


def _judge_readings(data: bytes, is_name: IsName) -> list[tuple[float, str]]:
    """Return how likely each encoding is that the bytes can be in, the likeliest first."""
    chunks = list(dict.fromkeys(_CHUNK.findall(data[:SAMPLE])))[:MOST_CHUNKS]
    readings = []
    for name in CANDIDATES:
        if _decodes(data, name):
            rare = RARENESS.get(name, RARER.get(name, RARE))
            text = data[:SAMPLE].decode(name, "ignore")
            names = _count_names(text, is_name)
            if name in SCRIPTS:
                likely = eastern_likelihood(text, name, most=MOST_CHUNKS)
            else:
                likely = likelihood((chunk.decode(name) for chunk in chunks), name)
            readings.append((likely + A_NAME * names - rare, name))
    return sorted(readings, key=lambda reading: -reading[0])


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


def _count_names(text: str, is_name: IsName) -> int:
    """Return how many of the cells at the head with letters beyond ASCII name a column."""
    cells = {cell.strip(' "') for cell in re.split(r"[,;|\t\r\n]+", text[:HEAD])}
    return sum(
        all(letter < "\x80" or letter.isalpha() for letter in cell) and is_name(cell)
        for cell in cells
        if not cell.isascii()
    )


def _choose(readings: list[tuple[float, str]], data: bytes) -> tuple[str, list[str]]:
    """Return the likeliest encoding, and others that read the file otherwise where it is in doubt.

    It is in doubt where another one is hardly less likely, or none is likely at all.
    """
    most, best = readings[0]
    sample = data[:SAMPLE]
    chunks = set(_CHUNK.findall(sample))
    beyond = sum(byte > 0x7F for chunk in chunks for byte in chunk)
    is_likely = len(chunks) > MOST_CHUNKS or most > LEAST_LIKELY * beyond + SPARE
    clearer = CLEARER if best in RARENESS else 2 * CLEARER
    near = [name for likely, name in readings if most - likely < clearer or not is_likely]
    near.sort(key=lambda name: name not in RARENESS)
    others = {sample.decode(name, "replace"): name for name in reversed(near)}
    others.pop(sample.decode(best, "replace"), None)
    return best, list(reversed(others.values()))


def _other(codec: str) -> str:
    return next(name for name in CANDIDATES if name != codec)


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _tell(file: str, message: str, advice: str, line: int | None = None) -> Problem:
    return Problem.of_cell(file, line, None, Fault("encoding", message, advice), "notice")


def _refuse(
    file: str, line: int | None, message: str, advice: str, *, code: str = "encoding"
) -> DataError:
    return DataError([Problem.of_cell(file, line, None, Fault(code, message, advice))])
