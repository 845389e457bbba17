"""What the words of a column's name say, where no synonym is the whole of it.

`BattleName`, `military_base_name` and `Name_Eng` are names of the rows; `Country_Name` is one of a
country; `Commander name` is none of ours.
"""

from __future__ import annotations

from typing import NamedTuple

from deploymap.checks.spelling import LENGTHS, fold_name, folded_words, split_unit, split_words
from deploymap.checks.synonyms import loose_synonyms, unit_synonyms

NAMES = folded_words(
    "name names nom nombre naam nome namn navn nazwa назва название имя наименование найменування"
    " bezeichnung title titel titre titulo título label adı اسم 名称 名前 designation"
)
# of a name in several languages or forms the page shows the first of these
ENGLISH = folded_words("en eng english int latin ascii romanized transliterated")
TAGS = ENGLISH | folded_words(
    "uk ukr ua ru rus de deu ger fr fra fre es esp spa pl tr ar zh ja local native official short"
    " long full common primary main current present modern 1 2 of the der des de la du del le el"
    " i and a own"
)
FORMER = folded_words("alt alternate alternative old former other previous nick also ex historic")
# words of a name that is not the row's own, but that of somebody or something else
STRANGERS = folded_words(
    "first last given family sur middle user author contact commander officer reporter observer"
    " leader owner photographer maiden mother father director informant editor creator person"
    " street road avenue type kind category class layer sheet column field key tag style icon"
    " color colour language lang operator status file image photo url link domain folder path code"
    " font actor belligerent side faction party group continent unnamed source comment device"
    " командира командующий командир автор фамилия отчество прізвище vorname nachname prénom"
    " apellido kommandeur commandant comandante kommandant host network sensor agency account"
)
CASUALTIES = folded_words(
    "casualties casualty losses loss lost killed kill wounded dead deaths death fatalities fatality"
    " kia wia mia pow pows prisoners captured injured injuries missing died victims victim slain"
    " verluste verlust gefallene tote toten verwundete opfer pertes morts mort blessés tués bajas"
    " muertos muertes heridos víctimas потери потеря убитых убито убитые раненых ранено раненые"
    " погибших погибло погибшие пленных жертвы жертв втрати загиблих загинуло вбитих вбито"
    " поранених поранено полонених straty zabici zabitych ranni rannych ofiary kayıp kayıplar ölü"
    " perdite caduti morti feriti prigionieri baixas mortos feridos verliezen gesneuvelden doden"
    " gewonden förluster stupade sårade döda tab falne sårede ztráty padlí mrtví ranění veszteség"
    " veszteségek elesettek sebesültek pierderi morți răniți 損害 损失 戦死者 사상자 전사자"
    " yaralı şehit 伤亡 死者 死者数 死傷者 死亡 死亡人数 戦死 ضحايا قتلى خسائر جرحى"
)
TROOPS = folded_words(
    "troop troops soldiers personnel pers manpower servicemen servicemembers effectives headcount"
    " men efetivo efetivos people combatants militants soldaten truppen truppenstärke truppenzahl"
    " mannschaft"
    " mannschaftsstärke mann personen kämpfer effectif effectifs hommes soldats combattants"
    " combatientes tropas efectivos soldados hombres homens uomini soldati truppe trupe trupper"
    " manskap войск войска солдат солдаты военнослужащих бойцов бойцы человек людей чел лс"
    " солдатів бійців осіб військових військовослужбовців żołnierzy żołnierze ludzi asker askerler"
    " 兵員数 兵员 نیروها الجنود"
)
COUNTING = folded_words(
    "total number of no num nr count n the in current actual deployed active"
    " duty us military strength army all thousands thousand k assigned stationed garrison ground"
    " gesamt anzahl zahl der nombre de d número численность количество всего загалом кількість"
    " how many cuántos cuántas combien wieviele wie viele quantos quanti quante ile kaç сколько"
    " скільки numbers size force forces liczba stan sayısı numero aantal počet число"
)
# words that say no more than that a number is not exact
ESTIMATED = folded_words(
    "est estimated estimate estimates approx approximate approximately ca circa about roughly"
    " estimé estimés estimée estimées estimation environ env approximatif estimado estimados"
    " estimada estimadas estimación aproximado aprox geschätzt geschätzte geschätzter schätzung"
    " ungefähr rund stimato stimati estimativa szacunkowo szacunkowa około tahmini yaklaşık"
    " оценка оценочно оценочная примерно приблизительно ориентировочно прибл приблизно"
    " орієнтовно орієнтовна оцінка оціночно"
)
# words in brackets after men, of which the numbers are no number of people
NO_REMARKS = folded_words(
    "per each ratio rate index share average avg mean rank min minimum max maximum low high least"
    " most percent pct change delta loss required needed capacity age years"
)
# how likely a column is one of troops that says so with a remark, such as whose number that is
REMARKED = 20
DATES = folded_words("date dates datum дата fecha tarih datetime timestamp data dato datu")
# words of dates that are not those of what the row tells of
LATER = folded_words(
    "end ended ends until till to thru bis ende fin final конец кінець koniec bitiş last updated"
    " fim término konec vége einde slut slutt loppu fine befejezés"
    " update modified modification created creation added entered entry edited retrieved accessed"
    " access published publication upload uploaded download birth born death died built founded"
    " foundation established opened closed commissioned decommissioned expiry expires due changed"
    " version precision accuracy format type source окончания окончание завершения закінчення"
    " zakończenia finish completed launched laid scrapped checked verified reviewed geocoded"
    " inception construction construcción costruzione bau baujahr erbaut постройки строительства"
    " budowy bouw"
)
YEARS = folded_words(
    "year iyear yr yyyy jahr année annee an año ano anno год god рік rik rok yıl 年 年份"
)
YEARS |= folded_words("السنة سنة عام eventyear startyear yearstart")
STARTS = folded_words("start begin beginning from began started onset")
KINDS = folded_words(
    "type kind category class typ тип вид kategorie catégorie tipo categoría rodzaj نوع النوع tür"
)
# what rows are, whose type is theirs
SUBJECTS = folded_words(
    "event incident unit base feature facility site battle attack place object equipment vehicle"
    " ship installation asset einheit ereignis unité événement unidad evento الحادث حادث الحدث"
)
# words for places that units are at, whose name is that of the row
SITES = {"base", "site", "garrison", "garnison"}
# words of things whose type is not that of the row
UNTYPED = folded_words("data geometry geom road soil location blood")
# what rows of nested data are called
OWNERS = folded_words(
    "unit units entity formation item record data attributes properties fields einheit unité unidad"
)
PLACES = folded_words("place location town city village settlement locality municipality geo")
_ACCURACIES = (
    "accuracy|position accuracy|location accuracy|gps accuracy|horizontal accuracy|h accuracy|hacc"
    "|precision|position precision|uncertainty|position uncertainty|location uncertainty|radius"
    "|coordinate uncertainty|coordinate accuracy|positional accuracy|geo accuracy|position error"
    "|uncertainty radius|accuracy radius|error radius|error|genauigkeit|ungenauigkeit|précision"
    "|incertitude|precisión|exactitud|точность|погрешность|точність|похибка|dokładność|doğruluk"
    "|精度|دقة|الدقة"
)
ACCURACIES = frozenset(map(fold_name, _ACCURACIES.split("|")))
# such a name without a unit is asked about; a radius or an error may be anything
ASKED = ACCURACIES - {*map(fold_name, ("radius", "error", "precision", "uncertainty"))}


class Part(NamedTuple):
    """A column that a name may mean by its words, how likely (0 is likeliest), and why."""

    column: str
    rank: int
    why: str


def read_parts(name: str) -> list[Part]:
    """Return the columns that the words of a name may mean; latitude and longitude are not here."""
    words = split_words(name)
    if not words or CASUALTIES.intersection(words):
        return []
    parts = [
        *_read_name(words),
        *_read_date(words),
        *_read_kind(words),
        *_read_troops(name, words),
        *_read_place(words),
        *_read_nested(name),
    ]
    if unit_of_accuracy(name):
        parts.append(Part("accuracy_km", 0, "its name says accuracy, and the unit"))
    return parts


def is_of_casualties(name: str) -> bool:
    """Return whether a column's name says losses of people or of things."""
    return not CASUALTIES.isdisjoint(split_words(name))


def unit_of_accuracy(name: str) -> str:
    """Return the km of one unit of a column of accuracies, "" where it says none or is no such."""
    bare, unit = split_unit(name)
    if unit and fold_name(bare) in ACCURACIES:
        return LENGTHS.get(fold_name(unit), "")
    words = split_words(name)
    rest = "".join(words[:-1]).removesuffix("in")
    return LENGTHS.get(words[-1], "") if words and rest in ACCURACIES else ""


def is_accuracy_without_unit(name: str) -> bool:
    """Return whether a name says accuracy and nothing of km or metres."""
    return fold_name(name) in ASKED


def _read_name(words: tuple[str, ...]) -> list[Part]:
    rest = [word for word in words if word not in NAMES and word not in TAGS]
    rest = [word for word in rest if not word.isdigit()]
    glued = [word for word in words if _is_glued(word)]
    if (NAMES.isdisjoint(words) and not glued) or STRANGERS.intersection(words):
        return []
    if rest in (["geo"], ["data"]):
        rest = []  # Name_Geo beside Name_Eng is the name in Georgian; Data.Name says no more
    if stem := next((_stem(word) for word in glued), ""):
        meant = unit_synonyms().get(stem, ("name",))[0]
        meant = "name" if meant == "place" and stem in SITES else meant
        if stem in STRANGERS or meant != "name":
            return [] if stem in STRANGERS else [Part(meant, 1, f"its name says {meant}")]
    if PLACES.intersection(rest) and rest[-1] not in {"battle", "base"}:
        return [Part("place", 1, "its name says name and place")]
    if meant := _whole(rest):
        return [] if meant == "name" and not rest else [Part(meant, 1, f"its name says {meant}")]
    rank = 0 if not ENGLISH.isdisjoint(words) else 2
    rank += 0 if not rest else 1
    rank += 0 if FORMER.isdisjoint(words) else 4
    return [Part("name", rank, "its name has a word for name in it")]


def _is_glued(word: str) -> bool:
    """Return whether a word ends in `name` without a joint: basename, shipname, 船名."""
    if word in {"username", "filename", "surname", "firstname", "lastname", "hostname", "nickname"}:
        return False
    return (len(word) > 5 and word.endswith("name")) or (len(word) > 1 and word.endswith("名"))


def _stem(word: str) -> str:
    """Return what a word ending in `name` is the name of: ort of Ortsname."""
    stem = word.removesuffix("name").removesuffix("名")
    return stem.removesuffix("s") if stem.removesuffix("s") in unit_synonyms() else stem


def _whole(rest: list[str]) -> str:
    """Return the column that the other words of a name are a synonym of, "" for none or a name."""
    folded = "".join(rest)
    for table in (unit_synonyms(), loose_synonyms()):
        if (meant := table.get(folded, ("",))[0]) and meant not in ("name", "place"):
            return meant
    return ""


def _read_date(words: tuple[str, ...]) -> list[Part]:
    says = DATES.intersection(words) or any(
        len(word) > 5 and word.endswith(("date", "datum")) for word in words
    )
    if not says or len(words) > 4 or LATER.intersection(words):
        return []
    if any(word.startswith(("end", "upd", "last")) for word in words):
        return []
    return [Part("date", 1 if STARTS.intersection(words) else 0, "its name says date")]


def _read_kind(words: tuple[str, ...]) -> list[Part]:
    at = [number for number, word in enumerate(words) if word in KINDS]
    rest = [word for word in words if word not in KINDS and word not in TAGS]
    if not at or len(words) < 2 or not rest or len(words) > 4:
        return []
    others = STRANGERS.intersection(rest) | folded_words(
        "data geometry geom road soil location blood transceiver"
    )
    if not others.isdisjoint(rest) or _whole(rest):
        return []
    rank = 0 if SUBJECTS.issuperset(rest) else len(rest)
    return [Part("kind", rank, "its name says type")]


def _read_troops(name: str, words: tuple[str, ...]) -> list[Part]:
    if "%" in name:
        return []
    is_count = not TROOPS.isdisjoint(words) and (TROOPS | COUNTING | ESTIMATED).issuperset(words)
    # чисельність of чисельність (орієнтовно)
    stated = [word for word in words if word not in ESTIMATED]
    if is_count or (len(stated) < len(words) and _whole(stated) == "troops"):
        return [Part("troops", len(words), "its name says a number of troops")]
    bare, remark = split_unit(name)
    said = split_words(bare)
    if not remark or NO_REMARKS.intersection(words):
        return []
    if TROOPS.isdisjoint(said) or not (TROOPS | COUNTING | ESTIMATED).issuperset(said):
        return []
    # Men (Herodotus)
    return [Part("troops", REMARKED, "its name says a number of troops")]


def _read_place(words: tuple[str, ...]) -> list[Part]:
    allowed = (
        PLACES
        | TAGS
        | folded_words(
            "nearest near closest event battle base incident site unit attack conflict of full"
        )
    )
    if len(words) < 2 or PLACES.isdisjoint(words) or not allowed.issuperset(words):
        return []
    return [Part("place", 2, "its name says place")]


def _read_nested(name: str) -> list[Part]:
    """Return what `unit.side` of a JSON means: the side of what the row is."""
    owner, _, field = name.rpartition(".")
    if not OWNERS.issuperset(split_words(owner)) or not owner:
        return []
    meant = unit_synonyms().get(fold_name(field), ("name",))[0]
    return (
        [] if meant in ("name", "kind") else [Part(meant, 3, f"its name says {meant} of the unit")]
    )
