"""What people call the columns of their sheets, in six languages.

Names are compared without case, white space, punctuation and diacritics (`fold_name`).
"""

from __future__ import annotations

import unicodedata
from functools import cache

# column -> the names of it in English, Ukrainian, Russian, German, French and Spanish. `lat_lon` is
# no column of the schema: a whole position in one cell
UNIT_SYNONYMS = {
    "id": (
        "id|unit id|uid|uuid|key|code|ref|identifier|ідентифікатор|идентификатор|kennung"
        "|identifiant|identificador|entity id"
    ),
    "name": (
        "name|unit name|unit|label|title|designation|unit designation|formation|entity"
        "|full name|long name|organization|organisation|military unit|назва|найменування"
        "|підрозділ|частина|військова частина|название|наименование|имя|подразделение|часть"
        "|воинская часть|einheit|bezeichnung|verband|truppenteil|nom|unité|unite"
        "|formation militaire|désignation|nombre|unidad|denominación|designación"
    ),
    "side": (
        "side|side name|belligerent|faction|party|force|forces|affiliation|allegiance|actor"
        "|combatant|nation|сторона|належність|принадлежность|seite|partei|fraktion"
        "|kriegspartei|camp|faction|parti|côté|belligérant|bando|lado|facción|ejército"
    ),
    "kind": (
        "kind|type|unit type|unit kind|branch|function|role|arm|arm of service|category"
        "|class|тип|вид|рід військ|категорія|род войск|категория|тип части|art|typ"
        "|waffengattung|truppengattung|einheitstyp|gattung|genre|type d'unité|arme|tipo"
        "|clase|tipo de unidad|arma"
    ),
    "echelon": (
        "echelon|size|strength|unit size|level|formation size|ешелон|рівень|розмір|эшелон"
        "|уровень|размер|größe|groesse|ebene|größenordnung|verbandsgröße|échelon|niveau"
        "|taille|escalón|nivel|tamaño|escala"
    ),
    "count": (
        "count|quantity|qty|number of units|units count|no of units|num units|кількість"
        "|кількість підрозділів|количество|количество частей|anzahl|stückzahl|quantité"
        "|nombre d'unités|cantidad|número"
    ),
    "troops": (
        "troops|personnel|strength|manpower|soldiers|men|people|size personnel"
        "|troop strength|troop count|number of troops|personnel strength|headcount"
        "|estimated strength|est strength|troops est|чисельність|особовий склад"
        "|військовослужбовців|численность|личный состав|военнослужащих|stärke"
        "|personalstärke|truppenstärke|soldaten|mannstärke|effectif|effectifs|efectivos"
        "|tropas|personal|soldados"
    ),
    "troops_min": (
        "troops min|min troops|minimum|min|low|low estimate|lower bound|troops low"
        "|strength min|min strength|personnel min|мінімум|мин|минимум|мін|mindestens"
        "|minimal|mindeststärke|effectif min|mínimo|tropas min"
    ),
    "troops_max": (
        "troops max|max troops|maximum|max|high|high estimate|upper bound|troops high"
        "|strength max|max strength|personnel max|максимум|макс|höchstens|maximal"
        "|höchststärke|effectif max|máximo|tropas max"
    ),
    "place": (
        "place|location|position|location name|place name|town|city|settlement|village"
        "|garrison|base|locality|site|where|position name|місце|місце дислокації|місто"
        "|населений пункт|дислокація|гарнізон|место|место дислокации|город|населённый пункт"
        "|дислокация|гарнизон|ort|ortschaft|standort|stadt|garnison|lieu|ville|localité"
        "|garnison|lugar|ciudad|localidad|ubicación|guarnición"
    ),
    "lat": (
        "lat|latitude|lat dd|lat deg|latitude dd|latitude deg|decimal latitude"
        "|latitude wgs84|lat wgs84|y|y coord|ycoord|northing|point y|gps latitude|широта"
        "|північна широта|ш|широта wgs84|breite|breitengrad|geographische breite|latitud"
    ),
    "lon": (
        "lon|long|lng|longitude|lon dd|lon deg|long dd|longitude dd|longitude deg"
        "|decimal longitude|longitude wgs84|lon wgs84|x|x coord|xcoord|easting|point x"
        "|gps longitude|довгота|східна довгота|долгота|д|долгота wgs84|länge|längengrad"
        "|laenge|laengengrad|geographische länge|longitud"
    ),
    "lat_lon": (
        "lat lon|latlon|lat long|latlong|lat lng|latlng|coordinates|coordinate|coords|coord"
        "|location|loc|position|geo|geom|geometry|the geom|wkt|point|geo point|geo point 2d"
        "|mgrs|mgrs grid|grid|grid reference|grid ref|utm|gps|gps coordinates|geolocation"
        "|geocoordinates|lonlat wkt|координати|координаты|позиція|позиция|koordinaten"
        "|koordinate|geokoordinaten|coordonnées|coordenadas"
    ),
    "accuracy_km": (
        "accuracy km|accuracy|precision km|uncertainty km|position accuracy km|radius km"
        "|error km|точність км|точность км|genauigkeit km|précision km|precisión km"
    ),
    "date": (
        "date|as of|as of date|day|observed|observation date|date observed|report date"
        "|reported|last seen|event date|дата|станом на|по состоянию на|дата спостереження"
        "|дата наблюдения|datum|stand|zeitpunkt|date d'observation|fecha|día"
    ),
    "parent": (
        "parent|parent id|superior|superior unit|higher unit|higher formation|reports to"
        "|belongs to|subordinate to|subordination|command|parent unit|hq id|підпорядкування"
        "|вище командування|командування|подчинение|вышестоящая часть|командование"
        "|übergeordnet|übergeordnete einheit|unterstellt|supérieur|rattachement"
        "|unité supérieure|superior jerárquico|unidad superior|subordinado a"
    ),
    "status": (
        "status|condition|operational status|activity|статус|стан|состояние|zustand|statut"
        "|état|estado|situación"
    ),
    "sidc": (
        "sidc|icon|icon15|nato symbol|symbol code|symbol id|symbol identification code|app6"
        "|app 6|app6 code|milsym|mil symbol|milstd2525|mil std 2525|2525|symbol|sic"
        "|код символу|код символа|код знака|symbolcode|code symbole|código de símbolo"
    ),
    "source": (
        "source|sources|reference|references|citation|evidence|джерело|джерела|источник"
        "|источники|quelle|quellen|beleg|référence|fuente|fuentes|referencia"
    ),
    "source_url": (
        "source url|sources url|source urls|url|urls|link|links|web|website|source link"
        "|href|hyperlink|посилання|ссылка|internetadresse|webadresse|lien|adresse web"
        "|enlace|dirección web"
    ),
    "confidence": (
        "confidence|certainty|reliability|probability|confidence level|достовірність"
        "|впевненість|достоверность|уверенность|sicherheit|verlässlichkeit|vertrauen"
        "|confiance|fiabilité|confianza|certeza|fiabilidad"
    ),
    "note": (
        "note|notes|comment|comments|remark|remarks|description|details|info|примітка"
        "|примітки|коментар|опис|примечание|примечания|комментарий|описание|anmerkung"
        "|anmerkungen|bemerkung|bemerkungen|kommentar|beschreibung|hinweis|remarque"
        "|remarques|commentaire|nota|notas|comentario|observaciones|descripción"
    ),
    "country": "country|country name|state name|країна|страна|land|staat|pays|país",
    "region": (
        "region|oblast|province|admin1|область|регіон|регион|provinz|bundesland|région"
        "|provincia|región"
    ),
    "position_source": "position source|coordinate source|coord source|geocoded by",
}


def fold_name(name: str) -> str:
    """Return a column's name without case, white space, punctuation and diacritics."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    return "".join(letter for letter in plain if letter.isalnum() or letter == "%")


@cache
def unit_synonyms() -> dict[str, tuple[str, ...]]:
    """Return folded name -> the columns that it may stand for, the likeliest first."""
    found: dict[str, tuple[str, ...]] = {}
    for column, names in UNIT_SYNONYMS.items():
        for name in dict.fromkeys(map(fold_name, (column, *names.split("|")))):
            found[name] = (*found.get(name, ()), column)
    return found


# what may stand in brackets after a column's name without changing what its cells mean
HARMLESS = {
    *("", "deg", "degrees", "dd", "decimal", "decimaldegrees", "wgs84", "epsg4326", "n", "e"),
    *("est", "estimated", "approx", "people", "men", "troops", "personnel", "pax", "persons", "km"),
    *("iso", "yyyymmdd", "utc", "text", "optional", "required", "name", "unit", "mgrs", "utm"),
    *("grad", "dezimal", "personen", "mann", "осіб", "человек", "град", "градуси", "градусы"),
}
THOUSANDS = {
    "k",
    "000",
    "thousand",
    "thousands",
    "x1000",
    "тис",
    "тыс",
    "tsd",
    "intausend",
    "mille",
}


def without_unit(name: str) -> str:
    """Return a name without a unit after it, in brackets or after a comma, that changes nothing.

    `Latitude (deg)` is `Latitude`; `Accuracy (m)` stays what it is, for it is none in km.
    """
    bare, unit = split_unit(name)
    return bare if fold_name(unit) in HARMLESS | THOUSANDS and "%" not in name else name


def is_in_thousands(name: str) -> bool:
    """Return whether a column's name says that its numbers are thousands."""
    return fold_name(split_unit(name)[1]) in THOUSANDS


def split_unit(name: str) -> tuple[str, str]:
    """Return a name, and what stands in brackets or after a comma at its end."""
    text = name.strip()
    at = max(text.rfind("("), text.rfind("["), text.rfind(","))
    if at <= 0 or (text[at] != "," and text[-1] not in ")]"):
        return text, ""
    return text[:at].strip(), text[at + 1 :].strip(" )]")
