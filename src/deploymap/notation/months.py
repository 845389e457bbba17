"""The words of dates: names of months and weekdays, eras, and numbers between them."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from deploymap.folding import plain_letters
from deploymap.patterns import late_pattern

# which part comes first in 03/04/2022; None where nothing tells
Order = Literal["day", "month"] | None

# names of the months in English, German, French, Spanish, Ukrainian, Russian, Italian, Portuguese,
# Greek, Bulgarian, Dutch, Polish, Turkish, Czech, Hungarian, Romanian, Arabic (of Egypt, the
# Levant and the Maghreb), Hebrew and Persian, in the forms that stand beside a day; the first
# letters of each are enough where they are no other's
MONTHS = (
    (
        "january januar jänner janvier enero січень січня январь января gennaio janeiro "
        "januari stycznia ocak يناير ledna leden január januára ianuarie "
        "ינואר בינואר styczeń януари ιανουάριος ιανουαρίου ژانویه جانفي jan"
    ),
    (
        "february februar février febrero лютий лютого февраль февраля febbraio fevereiro "
        "februari lutego şubat فبراير února únor február februára februarie "
        "פברואר בפברואר luty февруари φεβρουάριος φεβρουαρίου فوریه شباط فيفري"
    ),
    (
        "march märz maerz mars marzo березень березня март марта março maart marca mart "
        "مارس března březen marec március martie מרץ מרס במרץ marzec maret μάρτιος μαρτίου آذار "
        "marts"
    ),
    (
        "april avril abril квітень квітня апрель апреля aprile kwietnia nisan أبريل ابريل "
        "dubna duben április aprilie אפריל באפריל kwiecień απρίλιος απριλίου آوریل نيسان أفريل"
    ),
    (
        "may mai mayo травень травня май мая maggio maio mei maja maj mayıs mayis مايو "
        "května květen máj május מאי במאי μάιος μαιου أيار ماي"
    ),
    (
        "june juni juin junio червень червня июнь июня giugno junho czerwca haziran يونيو "
        "června červen jún június iunie יוני ביוני czerwiec юни ιούνιος ιουνίου ژوئن حزيران جوان"
    ),
    (
        "july juli juillet julio липень липня июль июля luglio julho lipca temmuz يوليو "
        "července červenec júl július iulie יולי ביולי lipiec юли ιούλιος ιουλίου ژوئیه تموز "
        "جويلية"
    ),
    (
        "august août agosto серпень серпня август августа augustus sierpnia ağustos أغسطس "
        "اغسطس srpna srpen augusti augusztus אוגוסט באוגוסט sierpień "
        "agustus αύγουστος αυγούστου اوت أوت آب"
    ),
    (
        "september septembre septiembre setiembre вересень вересня сентябрь сентября "
        "settembre setembro września eylül سبتمبر září szeptember septembrie "
        "ספטמבר בספטמבר wrzesień септември σεπτέμβριος σεπτεμβρίου سپتامبر أيلول"
    ),
    (
        "october oktober octobre octubre жовтень жовтня октябрь октября ottobre outubro "
        "października ekim أكتوبر اكتوبر října říjen október octombrie "
        "אוקטובר באוקטובר październik октомври οκτώβριος οκτωβρίου اکتبر"
    ),
    (
        "november novembre noviembre листопад листопада ноябрь ноября novembro listopada "
        "kasım kasim نوفمبر noiembrie listopadu נובמבר בנובמבר ноември νοέμβριος νοεμβρίου نوامبر"
    ),
    (
        "december dezember décembre diciembre грудень грудня декабрь декабря dicembre "
        "dezembro grudnia aralık aralik ديسمبر prosince prosinec decembrie "
        "דצמבר בדצמבר grudzień desember декември δεκέμβριος δεκεμβρίου دسامبر"
    ),
)
SHORTEST_MONTH = 3
# of the Levant, in two words
_TWO_WORDS = {"تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر", "كانون الأول": "ديسمبر"}
_TWO_WORDS |= {"كانون الثاني": "يناير"}

# 12 III 1941, as much of Europe writes: capital letters, right before the year
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = late_pattern(
    rf"(?<!\w)(?<![^\W\d][.'’])(?:{'|'.join(sorted(ROMAN, key=len, reverse=True))})"
    r"(?=[\s./-]+\d{3,4}(?!\d))"
)

_ERA = late_pattern(
    r"(?P<before>bce?|b\.c\.(?:e\.)?|до н\.?\s?[еэ]\.?|v\.\s?chr\.?|av\.\s?j\.?-?c\.?|a\.\s?c\.)"
    r"|(?:ad|a\.d\.|ce|c\.e\.|н\.?\s?[еэ]\.?|n\.\s?chr\.?|apr\.\s?j\.?-?c\.?|d\.\s?c\.)",
    re.IGNORECASE,
)
_WORDS = late_pattern(r"\d+|[^\W\d_]+")
_ORDINAL = late_pattern(r"(?<=\d)(?:st|nd|rd|th|er|º|-?го|η)(?!\w)", re.IGNORECASE)
_SKIPPED = {
    "of",
    "the",
    "de",
    "del",
    "le",
    "г",
    "год",
    "года",
    "р",
    "року",
    "рік",
    "den",
    "r",
    "roku",
    "عام",
    "سنة",
}
WEEKDAYS = (
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo "
    "понеділок вівторок середа четвер субота неділя "
    "понедельник вторник среда четверг пятница суббота воскресенье "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت"
)


class DateWords(NamedTuple):
    """The words of a date: its era, "BC" or "AD" where it is said, its numbers, and its months.

    `months` is None where a word is no name of a month.
    """

    era: str
    numbers: list[str]
    months: list[int] | None


def read_words(text: str) -> DateWords:
    """Return the words that a date may be made of."""
    era = _ERA.search(text)
    if era and not (era.start() and text[era.start() - 1].isalpha()):
        rest = f"{text[: era.start()]} {text[era.end() :]}"
    else:
        era, rest = None, text
    for name, month in _TWO_WORDS.items():
        rest = rest.replace(name, month)
    rest = _ROMAN.sub(lambda match: MONTHS[ROMAN.index(match[0])].split()[0], rest)
    words = [plain_letters(word) for word in _WORDS.findall(_ORDINAL.sub("", rest))]
    parts = [word for word in words if word not in _SKIPPED and word not in _weekdays()]
    numbers = [word for word in parts if word.isdecimal()]
    named = [month_number(word) for word in parts if not word.isdecimal()]
    months = [month for month in named if month is not None]
    said = ("BC" if era["before"] else "AD") if era else ""
    return DateWords(said, numbers, months if len(months) == len(named) else None)


def without_ordinals(text: str) -> str:
    """Return a text without what makes `1st`, `1er` and `1-го` of 1."""
    return _ORDINAL.sub("", text)


def write_date(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return ISO text of a year as ISO 8601 counts it (0 is 1 BC), with a month and a day."""
    text = f"-{-year:04}" if year < 0 else f"{year:04}"
    return "-".join([text, *(f"{part:02}" for part in (month, day) if part is not None)])


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(map(plain_letters, WEEKDAYS.split()))


@cache
def month_number(word: str) -> int | None:
    """Return the number of a month, 1 to 12, by its folded name or the beginning of it."""
    if word in _months():
        return _months()[word]
    if len(word) < SHORTEST_MONTH:
        return None
    found = {number for name, number in _months().items() if name.startswith(word)}
    return found.pop() if len(found) == 1 else None


@cache
def _months() -> dict[str, int]:
    """Return each folded name of a month -> its number."""
    return {
        plain_letters(name): number
        for number, names in enumerate(MONTHS, start=1)
        for name in names.split()
    }
