"""The words that stand with a number of people, as patterns: thousands, about, at most, soldiers.

Of English, German, French, Spanish, Ukrainian, Russian, Italian, Portuguese, Polish, Dutch,
Turkish, Czech, Hungarian, Romanian, the Scandinavian languages, Finnish, Arabic, Hebrew, Persian,
Chinese, Japanese and Korean. They are matched in any case, in texts whose digits are plain ones.
"""

from __future__ import annotations

# words that sheets hold where something is not known
UNKNOWN = frozenset(("-", "--", "–", "—", "?", "??", ".", "na", "n/a", "n.a.", "nan", "none"))
UNKNOWN |= {"null", "nil", "unknown", "tbd", "tba", "not stated", "not known", "not available"}
UNKNOWN |= {"unbekannt", "k.a.", "k. a.", "keine angabe", "inconnu", "inconnue", "non communiqué"}
UNKNOWN |= {"desconocido", "desconocida", "sin datos", "s/d", "desconhecido", "sem dados"}
UNKNOWN |= {"н/д", "невідомо", "немає даних", "неизвестно", "нет данных", "не установлено"}
UNKNOWN |= {"не известно", "не відомо", "нет сведений", "нема даних", "не установлена"}
UNKNOWN |= {"sconosciuto", "n.d.", "non noto", "nieznane", "nieznana", "brak danych", "b/d"}
UNKNOWN |= {"onbekend", "bilinmiyor", "neznámo", "ismeretlen", "necunoscut", "okänt", "ukjent"}
UNKNOWN |= {"غير معروف", "غير محدد", "مجهول", "غير متوفر", "לא ידוע", "نامعلوم", "نامشخص"}
UNKNOWN |= {"不明", "未知", "不詳", "불명", "미상"}
UNKNOWN |= {"tbc", "to be confirmed", "n/k", "n.k.", "nk", "n/d", "unk", "unk.", "unkn", "s/i"}

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
WORDED = frozenset(_WORDED.split())

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
