"""The words that stand with a number of people, as patterns: thousands, about, at most, soldiers.

Of English, German, French, Spanish, Ukrainian, Russian, Italian, Portuguese, Polish, Dutch,
Turkish, Czech, Hungarian, Romanian, the Scandinavian languages, Finnish, Arabic, Hebrew, Persian,
Chinese, Japanese and Korean. They are matched in any case, in texts whose digits are plain ones.
"""

from __future__ import annotations

# words that sheets hold where something is not known
UNKNOWN = frozenset(("-", "--", "–", "—", "?", "??", ".", "na"))
UNKNOWN |= {"unknown", "not known"}
UNKNOWN |= {"unbekannt", "inconnu", "inconnue"}
UNKNOWN |= {"desconocido", "desconocida", "desconhecido"}
UNKNOWN |= {"невідомо", "неизвестно", "не установлено"}
UNKNOWN |= {"не известно", "не відомо", "не установлена"}
UNKNOWN |= {"sconosciuto", "non noto", "nieznane", "nieznana"}
UNKNOWN |= {"onbekend", "bilinmiyor", "neznámo", "ismeretlen", "necunoscut", "okänt", "ukjent"}
UNKNOWN |= {"غير معروف", "مجهول", "לא ידוע", "نامعلوم", "نامشخص"}
UNKNOWN |= {"不明", "未知", "不詳", "불명", "미상"}

# words of which a cell says nothing at all; one that is unknown may be a side, or a kind
UNSTATED = frozenset(
    ("none", "nil", "null", "nan", "n/a", "n.a.", "n.a", "tbd", "tba", "tbc", "n/s")
)
UNSTATED |= {"to be confirmed", "to be determined", "not stated", "not given", "not reported"}
UNSTATED |= {"not available", "not applicable", "no data", "no info", "no information", "no record"}
UNSTATED |= {
    "k.a.",
    "k. a.",
    "keine angabe",
    "keine angaben",
    "keine daten",
    "keine",
    "ohne angabe",
}
UNSTATED |= {
    "aucun",
    "aucune",
    "néant",
    "n.c.",
    "non communiqué",
    "non renseigné",
    "pas de données",
}
UNSTATED |= {
    "sin datos",
    "sin dato",
    "no consta",
    "ninguno",
    "ninguna",
    "s/d",
    "s/i",
    "n/d",
    "n.d.",
}
UNSTATED |= {"sem dados", "nenhum", "nenhuma", "nessuno", "nessuna", "nessun dato", "geen", "н/д"}
UNSTATED |= {"geen gegevens", "brak danych", "brak", "b/d", "bd.", "veri yok", "yok", "bez údajů"}
UNSTATED |= {"nincs adat", "nincs", "fără date", "uppgift saknas", "ingen data", "ei tietoa"}
UNSTATED |= {"нет", "нет данных", "нет сведений", "немає", "немає даних", "нема даних", "без даних"}
UNSTATED |= {
    "нет информации",
    "لا يوجد",
    "لا توجد بيانات",
    "غير متوفر",
    "غير محدد",
    "אין",
    "אין מידע",
}
UNSTATED |= {"無", "无", "なし", "없음", "暂无", "데이터 없음", "उपलब्ध नहीं"}
UNSTATED |= {"n/k", "n.k.", "nk", "unk", "unk.", "unkn"}
UNKNOWN |= UNSTATED

# words of which cells are that tell of a strength without a number
_WORDED = (
    "at full half reduced under over strength understrength overstrength strong weak depleted large"
    " small heavy light combat ineffective effective many several few some various multiple dozens"
    " hundred hundreds thousand thousands tens of scores numerous unspecified number the a in part"
    " partial heavily lightly manned unmanned nominal company battalion brigade regiment platoon"
    " squad size sized voll volle stärke sollstärke einige mehrere viele wenige hunderte tausende"
    " dutzende zahlreiche complet complète plusieurs centaines milliers quelques nombreux effectif"
    " des de varios cientos miles completo pocos muchos несколько сотни тысячи полная численность"
    " неполная много мало кілька сотні тисячі повна чисельність багато небагато"
)
# formations of which a cell counts some, not people
_FORMATIONS = (
    "bn bns btn btns battalion battalions regiment regiments regt regts brigade brigades bde"
    " bdes division divisions div divs company companies coy coys platoon platoons squadron"
    " squadrons sqn sqns battery batteries btg btgs bataillon bataillone bataillons btl"
    " kompanie kompanien brigaden regimenter divisionen compagnie compagnies brigada brigadas"
    " batallón batallones compañía compañías régiment régiments escadron escadrons батальон"
    " батальона батальонов батальйон батальйони батальйонів рота роты рот роти полк полка"
    " полков полки полків бригада бригады бригад бригади бтг batalion bataliony batalionów"
    " kompania tabur tugay battaglione battaglioni reggimento reggimenti compagnia bataljon"
    " prapor pluk"
)
FORMATIONS = frozenset(_FORMATIONS.split())
WORDED = FORMATIONS.union(_WORDED.split(), ("about", "approx", "+", "&", "plus", "some"))

THOUSAND = (
    r"[kк]|thousands?|thsd\.?|tsd\.?|tausend|тис\.?|тисяч[аі]?|тыс\.?|тысяч[аи]?|mille|mila"
    r"|tys\.?|tysi(?:ąc|ące|ęcy)|duizend|tisíc|tis\.?|ezer|tusen|bin(?=\s(?:asker|kişi)|\Z)"
    r"|mil(?=\s(?:hombres|soldados|personas|efectivos|homens|militares|pessoas))"
    r"|[أا]لف|آلاف|אלף|אלפים|هزار"
)
# after a digit, with no space before the next word
SIGNS = {"万": 1e4, "萬": 1e4, "만": 1e4, "千": 1e3, "천": 1e3, "百": 100.0, "백": 100.0}
MILLION = (
    r"[mм]|mn|mln\.?|millions?|mio\.?|millionen|млн\.?|мільйон(?:и|ів|а)?|миллион(?:ов|а)?|millón"
    r"|millones|milion(?:i|y|ów)?|milhão|milhões|milyon|مليون|ملايين|מיליון|میلیون"
)
PEOPLE = (
    r"troops?|all ranks|officers and men|men|soldiers?|combatants|militants|insurgents"
    r"|personnel|people|persons?|pers\.?|service ?members|fighters?|pax"
    r"|bayonets|sabres|baïonnettes|bajonette|bayonetas|bagnetów|szabel|штыков|сабель|багнетів|шабель"
    r"|strong|осіб|особи|людей|військових|військовослужбовців|солдатів|чол\.?|чел\.?|человек|военных"
    r"|военнослужащих|солдат|бойцов|бійців|mann|man|soldaten|personen|hommes|soldats|personnes"
    r"|militaires|hombres|soldados|personas|efectivos|militares|osób|żołnierzy|ludzi|persone|uomini"
    r"|soldati|militari|effettivi|pessoas|homens|efetivos|kişi|asker|personel|manschappen|mannen"
    r"|militairen|vojáků|mužů|katona|fő|soldați|oameni|soldater|sotilasta"
    r"|جندي(?:ا|ًا)?|جنود|مقاتل(?:ا|ًا)?|مقاتلين|عنصر(?:ا|ًا)?|عناصر|فرد(?:ا|ًا)?|أفراد|رجل|رجال|شخص"
    r"|חיילים|לוחמים|איש|אנשים|نفر|سرباز|余?[人名兵]|여?명"
)
ABOUT = (
    r"[~≈∼≃]|c(?=\d)|about|around|approximately|approx\.?|circa|cca\.?|ca\.?|c\.|est\.?|estimated|some|roughly"
    r"|приблизно|близько|орієнтовно|бл\.|около|примерно|прибл\.?|ок\."
    r"|etwa|ungefähr|rund|zirka|environ|env\.?|vers|unos|unas|alrededor de|cerca de|aproximadamente"
    r"|około|ok\.|circa|cerca di|intorno a|por volta de|yaklaşık|takriben|ongeveer|přibližně|asi"
    r"|körülbelül|kb\.|aproximativ|omkring|cirka|noin|حوالي|حوالى|نحو|قرابة|تقريبا|تقريبًا|ما يقارب"
    r"|بحدود|בערך|כ[-־]|حدود|تقریبا|约|約|大约|大約|およそ|약"
)
AT_MOST = (
    r"<=?|≤|up to|at most|max\.?|maximum|no more than|not more than|under|below|less than"
    r"|fewer than|до|не більше|менше|не более|менее|меньше|bis zu|bis|höchstens|unter"
    r"|weniger als|jusqu['’]à|au plus|moins de|hasta|como máximo|menos de"
    r"|do|maksymalnie|poniżej|mniej niż|fino a|al massimo|meno di|até|no máximo|en fazla|tot"
    r"|hoogstens|minder dan|až|maximálně|legfeljebb|cel mult|upp till|högst|enintään"
    r"|حتى|أقل من|لا يزيد عن|ما لا يزيد عن|كحد أقصى|עד|פחות מ[-־]?|تا|کمتر از|حداکثر"
    r"|最多|不超过|不超過|少于|最大|최대"
)
AT_LEAST = (
    r">=?|≥|at least|min\.?|minimum|no less than|not less than|over|above|more than|from"
    r"|понад|більше|щонайменше|не менше|свыше|более|больше|не менее|от|від"
    r"|mindestens|über|mehr als|plus de|au moins|más de|al menos"
    r"|ponad|powyżej|co najmniej|więcej niż|oltre|almeno|più di|mais de|pelo menos|en az|meer dan"
    r"|minstens|přes|alespoň|legalább|több mint|peste|cel puțin|över|minst|yli|vähintään"
    r"|أكثر من|لا يقل عن|ما لا يقل عن|على الأقل|יותר מ[-־]?|לפחות|מעל|بیش از|حداقل"
    r"|超过|超過|至少|最少|최소"
)
# what follows a number, or its people, of which there are at least as many
OR_MORE = r"\+| (?:or|and) more|以上|余| ?이상"
TO = (
    r"(?:\s?(?:-|–|—|−|‒|\.\.\.?|…|[~～〜至到]|to|and|до|bis|und|à|et|a|y|і|и"
    r"|إلى|الى|و|עד|ל[-־]?|تا|から|에서)\s?"
    # 1e5 is no range
    r"|\s(?:do|e|i|ve|ila|tot|en|až|și|till|och)\s)"
)
BETWEEN = (
    r"(?:between|from|von|zwischen|entre|de|desde|від|от|між|между|od|między|pomiędzy|tra|fra|da"
    r"|tussen|van|mezi|între|mellan|بين|ما بين|من|בין|بین|از)\s"
)
DOUBT = (
    r"\s?(?:\?|\(?(?:est\.?|approx\.?|estimated?|env\.?|environ|ca\.?|circa|aprox\.?"
    r"|تقريبا|تقريبًا|左右|程度|정도)\)?)"
)
# what begins the words on a part of the number that stands before
PARTS = (
    r"incl\.?|including|of (?:whom|which|them)|thereof|inkl\.?|einschl\.?|einschließlich"
    r"|davon|darunter|dont|y compris|incluidos|incluyendo|inclusive|de (?:los|las) cuales|dos quais"
    r"|в т\. ?ч\.?|в том числе|из них|включая|у т\. ?ч\.?|у тому числі|з них|включно"
    r"|w tym|z tego|z toho|di cui|compresi"
    r"|waaronder|waarvan|varav|heraf|herav|köztük|dintre care|bunlardan|dahil"
)
AND = "and|plus|with|und|mit|et|avec|y|con|e|и|с|та|і|з|oraz|i|en|och|og|ve"
# what stands beside people and is none
THINGS = (
    r"guns?|cannons?|howitzers?|mortars?|field pieces|pieces|tanks?|afvs?|vehicles?|ships?|vessels?"
    r"|aircraft|airplanes?|planes?|helicopters?|geschütze?n?|kanonen?|panzer|fahrzeuge?|schiffe?"
    r"|flugzeuge?|canons?|pièces|chars?|navires|avions|véhicules|cañones|piezas|tanques|buques|aviones"
    r"|cannoni|pezzi|carri|canhões|peças|орудий|орудия|пушек|танков|танка|танки|кораблей|самолётов"
    r"|самолетов|гармат|гармати|танків|літаків|dział|działa|armat|armaty|czołgów|topů|děla|kanonnen"
    r"|stukken|kanoner|top(?!\w)|toplar|ágyú"
)
# what tells behind a number of people of others: lost, or of another time or source
OTHERWISE = (
    r"kill(?:ed)?|dead|died|deaths|wounded|casualt(?:y|ies)|loss(?:es)?|lost|captured|prisoners|missing"
    r"|kia|wia|mia|pow|tote|gefallene?|verluste|verwundete|tués|morts|pertes|blessés|muertos|bajas"
    r"|heridos|caduti|perdite|mortos|убито|убитых|потери|раненых|вбитих|втрати|zabitych|straty|ölü"
    r"|later|now|currently|originally|initially|before|after|others?|according|disputed by|claims?"
    r"|später|früher|anfangs|puis|ensuite|después|luego|позже|потом|пізніше"
)
