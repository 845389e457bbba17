"""What a column is by its cells, where its name says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deploymap.checks.axes import half_of, pair_order
from deploymap.checks.epochs import is_epoch
from deploymap.checks.fitting import are_index, is_bare_number
from deploymap.checks.found import AXES, Found
from deploymap.checks.parts import DATES, LATER, STRANGERS, is_of_casualties
from deploymap.checks.spelling import fold_name, folded_words, split_words
from deploymap.gazetteer.lookup import is_country
from deploymap.notation.amountwords import PEOPLE
from deploymap.notation.centuries import write_centuries
from deploymap.notation.dates import find_order, parse_dates
from deploymap.patterns import late_pattern
from deploymap.schema import LAT_LON
from deploymap.symbols.vocabulary import find_best

# columns that are looked at: no sheet of units has more that count
MOST_LOOKED_AT = 100
MOST = 0.9
LONGEST_NAME = 80  # characters
HALVES = {"lat": "north", "lon": "east"}
MOST_SIDES = 8
LEAST_CODES = 3  # of two letters, which may be codes of anything
HALF = 90.0  # degrees: beyond is a longitude

# words of names of columns whose cells tell rows apart and name none of them
NO_NAMES = folded_words(
    "id ids code codes uid uuid guid key keys no nr num number index idx rowid rownames row unnamed"
    " fid gid objectid oid ref reference url urls link links web website wiki wikipedia wikidata"
    " phone tel telephone mobile email mail contact handle address adresse адрес адреса street zip"
    " postcode postal hash checksum geom geometry geohash wkt shape wkb description notes note"
    " comment comments remarks summary text details source sources date time timestamp zone"
    " timezone photo image img file video result outcome winner victor state province provstate"
    " country region district county continent area zone sector actor language status motive weapon"
    " target tags tag keywords ergebnis résultat resultado итог результат adm admin purpose context"
    " means group motive district prov municipality department département bundesland provincia"
    " manufacturer commander campaign emblem founded built class service column folder interaction"
    " satellite instrument"
)
# cells that are true or false name nothing
TRUTHS = folded_words("true false yes no y n ja nein oui non sí да нет так ні x on off ✓ ✗") | {""}
# words of names of folders that part sides
SIDES = folded_words(
    "forces allied allies axis entente enemy friendly hostile opfor blufor redfor coalition rebel"
    " rebels insurgents government loyalist loyalists nationalist nationalists republicans union"
    " confederate confederates зсу всу рф войска війська streitkräfte"
)
_CODE = late_pattern(r"[A-Za-z]{0,5}[-_/. ]?\d[\w./-]*|[0-9a-fA-F-]{8,}|[A-Z]{1,3}")
_NUMBERED = late_pattern(r"[^\W\d_]{2,10}[ -]\d{1,4}")
_DECIMAL = late_pattern(r"[+-]?[0-9]{1,3}[.,][0-9]{3,20}")
_CODE_OF_COUNTRY = late_pattern(r"[A-Z]{2,3}")
_PEOPLE = late_pattern(rf"[\d\s万萬千만천](?:{PEOPLE})(?!\w)", re.IGNORECASE)
_ADDRESS = late_pattern(r"https?://|www\.|@", re.IGNORECASE)


def find_by_cells(found: Found, *, is_plain: bool) -> None:
    """Find columns by their cells; in a sheet with the schema's own names only its position."""
    _find_pair_cells(found)
    _find_halves(found)
    _find_degrees(found)
    _find_folders(found)
    if is_plain:
        return
    if "date" not in found.taken and (dates := columns_of_dates(found, said=False)):
        found.take(dates[0], "date", "cells", "its cells are dates")
    if "country" not in found.taken:
        _find_countries(found)
    if "side" not in found.taken:
        _find_sides(found)
    if not any(column.startswith("troops") for column in (*found.taken, *found.doubtful.values())):
        _find_people(found)
    if "name" not in found.taken and (own := text_column(found)):
        found.take(own, "name", "cells", "its texts tell the rows apart best")


def columns_of_dates(found: Found, *, said: bool) -> list[str]:
    """Return free columns of dates, the better filled first; with `said` those of an end too."""
    columns = [own for own in _looked_at(found) if said or LATER.isdisjoint(split_words(own))]
    dated = [own for own in columns if _are_dates(found.sample(own), own)]
    return sorted(dated, key=lambda own: -found.share(own))


def columns_of_degrees(found: Found) -> list[str]:
    """Return free columns of decimal degrees, in the order of the sheet."""
    return [own for own in _looked_at(found) if _are_degrees(found.sample(own))]


def text_column(found: Found) -> str:
    """Return the free column whose short texts tell the rows apart best, "" where none does."""
    scores: list[tuple[float, str]] = []
    for own in _looked_at(found):
        words = set(split_words(own))
        if any("type" in word or word.endswith("code") for word in words):
            continue
        if words & (NO_NAMES | STRANGERS) or is_of_casualties(own) or found.share(own) < MOST:
            continue
        texts = found.sample(own)
        if texts and _are_short_words(texts) and len(set(texts)) >= MOST * len(texts):
            scores.append((len(set(texts)) / len(texts), own))
    if not scores:
        # texts that look like codes (`CP 1`) are better than no names
        coded = [own for own in found.free()[:1] if _are_numbered_words(found.sample(own))]
        return coded[0] if coded else ""
    # of several that do so equally the first
    return max(scores, key=lambda score: score[0])[1]


def _are_numbered_words(texts: Sequence[str]) -> bool:
    """Return whether texts are words with numbers, no two the same: `CP 1`, `CP 2`."""
    numbered = [text for text in texts if _NUMBERED.fullmatch(text)]
    return len(numbered) == len(texts) == len(set(texts)) > 1


def _looked_at(found: Found) -> list[str]:
    return found.free()[:MOST_LOOKED_AT]


def _find_pair_cells(found: Found) -> None:
    if not {*AXES, LAT_LON}.isdisjoint(found.taken):
        return
    fitting = [own for own in _looked_at(found) if found.has_fitting(own, LAT_LON)]
    fitting = [own for own in fitting if found.share(own)]
    for own in sorted(fitting, key=lambda own: (not pair_order(own), -found.share(own)))[:1]:
        if pair_order(own):
            found.take(own, LAT_LON, "part", "its name says latitude and longitude")
        found.take(own, LAT_LON, "cells", "its cells are positions")


def _find_halves(found: Found) -> None:
    """Find two columns of degrees of which one is called north, or N, and the other east, or E."""
    if not {*AXES, LAT_LON}.isdisjoint(found.taken):
        return
    halves = {own: half for own in _looked_at(found) if (half := half_of(own))}
    halves = {own: axis for own, axis in halves.items() if found.has_fitting(own, axis)}
    if sorted(halves.values()) != [*AXES]:
        return
    for own, axis in halves.items():
        found.take(own, axis, "part", f"its name says {HALVES[axis]}")


def _find_folders(found: Found) -> None:
    """Take the folders of a map file for sides or kinds, where they are called so."""
    if "folder" not in found.free() or not {"side", "kind"}.isdisjoint(found.taken):
        return
    names = set(found.sample("folder"))
    for column, why, is_such in (
        ("side", "its folders are countries, or called forces", _is_side),
        ("kind", "its folders are kinds of units or of places", _is_kind),
    ):
        if len(names) > 1 and 2 * sum(map(is_such, names)) > len(names):
            found.take("folder", column, "cells", why)
            return


def _is_side(name: str) -> bool:
    first = name.partition(" / ")[0].strip()
    return is_country(first) or not SIDES.isdisjoint(split_words(first))


def _find_sides(found: Found) -> None:
    """Find a column of few texts that all are called as sides are: rebels, allied, ВС РФ."""
    for own in _looked_at(found):
        texts = found.sample(own)
        sides = set(texts)
        if NO_NAMES & {*split_words(own)} or not 1 < len(sides) <= MOST_SIDES:
            continue
        if len(sides) < len(texts) and all(SIDES & {*split_words(side)} for side in sides):
            found.take(own, "side", "cells", "its cells are called as sides are")
            return


def _find_people(found: Found) -> None:
    """Take the only column of numbers of people, `60.000 uomini`, for that of troops."""
    columns = [own for own in _looked_at(found) if say_people(found.sample(own))]
    columns = [own for own in columns if not is_of_casualties(own)]
    columns = [own for own in columns if found.has_fitting(own, "troops")]
    if len(columns) == 1:
        found.take(columns[0], "troops", "cells", "its cells say people")


def say_people(texts: Sequence[str]) -> bool:
    """Return whether most texts have a word for people beside a number."""
    said = [text for text in texts if _PEOPLE.search(text) and any(map(str.isdigit, text))]
    return 2 * len(said) > len(texts)


def _is_kind(name: str) -> bool:
    return find_best("kind", name.rpartition(" / ")[2]) is not None


def _find_degrees(found: Found) -> None:
    """Find two columns of degrees of which one can only be the longitude."""
    if not {*AXES, LAT_LON}.isdisjoint(found.taken):
        return
    columns = columns_of_degrees(found)
    beyond = [own for own in columns if _reaches(found.sample(own)) > HALF]
    if len(columns) != 2 or len(beyond) != 1:
        return
    why = "its cells are degrees, and those of {} are beyond 90".format(*beyond)
    for own in columns:
        found.take(own, "lon" if own in beyond else "lat", "cells", why)


def _are_degrees(texts: Sequence[str]) -> bool:
    right = [text for text in texts if _DECIMAL.fullmatch(text)]
    return bool(texts) and len(right) >= MOST * len(texts) and 0 < _reaches(texts) <= 180


def _reaches(texts: Sequence[str]) -> float:
    numbers = [text for text in texts if _DECIMAL.fullmatch(text)]
    return max((abs(float(text.replace(",", "."))) for text in numbers), default=0)


def _are_dates(texts: Sequence[str], own: str) -> bool:
    """Return whether texts are days or months; years only where the name says dates."""
    if not texts or any(len(text) > 40 for text in texts):
        return False
    # among dates there may be times that count from 1970
    texts = [text for text in texts if not is_epoch(text)] or texts
    written = write_centuries(texts)
    texts = [written.get(text, text) for text in texts]
    order, _ = find_order(set(texts))
    dates, _ = parse_dates(set(texts), order=order, serials=False)
    least = 4 if DATES.intersection(split_words(own)) else len("2022-01")
    right = [text for text in texts if len(dates.get(text, "")) >= least]
    return len(right) >= MOST * len(texts) and not all(text.isdecimal() for text in texts)


def _find_countries(found: Found) -> None:
    for own in _looked_at(found):
        texts = found.sample(own)
        codes = {text for text in texts if _CODE_OF_COUNTRY.fullmatch(text)}
        words = set(split_words(own)) & {"state", "province", "type", "class", "code", "status"}
        if words or len(texts) < 2 or codes != set(texts):
            continue
        least = 1 if all(len(code) == 3 for code in codes) else LEAST_CODES
        if len(codes) >= least and all(map(is_country, codes)):
            found.take(own, "country", "cells", "its cells are codes of countries")
            return


def _are_short_words(texts: Sequence[str]) -> bool:
    if are_index(texts) or max(map(len, texts)) > LONGEST_NAME:
        return False
    if all(fold_name(text) in TRUTHS for text in texts):
        return False
    bad = [t for t in texts if is_bare_number(t) or _CODE.fullmatch(t) or _ADDRESS.search(t)]
    return len(bad) * 10 <= len(texts) and not _are_dates(texts, "")
