"""What people call the columns of a sheet of overlays, and the types of these."""

from __future__ import annotations

from functools import cache

from deploymap.checks.spelling import fold_name
from deploymap.overlayschema import OVERLAY_COLUMNS
from deploymap.sheets.texts import TextColumn

# in English, German, French, Spanish, Ukrainian and Russian
SYNONYMS = {
    "id": "key|uid|uuid|identifier|kennung|identifiant|identificador|ідентифікатор|идентификатор",
    "type": (
        "kind|overlay|overlay type|category|class|art|typ|genre|tipo|clase|тип|вид|категорія"
        "|категория|feature type"
    ),
    "name": "label|title|designation|bezeichnung|nom|nombre|назва|название|наименование",
    "side": (
        "holder|held by|holds|owner|party|faction|controlled by|control|seite|partei|gehalten von"
        "|camp|tenu par|bando|lado|сторона|контроль|під контролем|под контролем"
    ),
    "left": "left side|links|linke seite|gauche|izquierda|ліворуч|слева|зліва",
    "right": "right side|rechts|rechte seite|droite|derecha|праворуч|справа",
    "geometry": (
        "wkt|geom|the geom|shape|wkt geom|geometrie|géométrie|geometría|геометрія|геометрия"
        "|coordinates|koordinaten"
    ),
    "from": "start|origin|von|de|desde|від|звідки|от|откуда",
    "to": "destination|target|ziel|nach|vers|hacia|до|куди|куда",
    "radius_km": (
        "range km|radius|range|reichweite km|reichweite|portée km|alcance km|радіус км|радиус км"
    ),
    "date": (
        "as of|day|from date|since|begin|timestamp|datum|stand|ab|fecha|дата|станом на"
        "|по состоянию на"
    ),
    "until": (
        "to date|end date|end|valid until|till|bis|jusqu'au|hasta|дата до|по дату|до дати|до даты"
    ),
    "source": "sources|reference|quelle|quellen|référence|fuente|джерело|источник",
    "source_url": "url|link|web|source link|lien|enlace|посилання|ссылка",
    "confidence": (
        "certainty|reliability|sicherheit|confiance|confianza|достовірність|достоверность"
    ),
    "note": (
        "notes|remark|comment|description|bemerkung|anmerkung|remarque|nota|примітка|примечание"
    ),
}  # fmt: skip

TYPES = {
    "front": (
        "front line|frontline|line of contact|contact line|flot|frontlinie|kontaktlinie"
        "|ligne de front|línea del frente|frente|лінія фронту|лінія зіткнення|фронт|линия фронта"
        "|линия соприкосновения"
    ),
    "held": (
        "held area|held by|controlled|control|territory|occupied|besetzt|gehalten|tenu|contrôlé"
        "|controlado|контроль|під контролем|под контролем|окуповано|занято"
    ),
    "contested": "disputed|grey zone|gray zone|umkämpft|contesté|disputado|сіра зона|серая зона",
    "claimed": "claim|beansprucht|revendiqué|reclamado|заявлено",
    "axis": (
        "axis of advance|arrow|advance|attack|offensive|pfeil|angriff|vormarsch|flèche|axe"
        "|flecha|eje|стрілка|стрелка|наступ|наступление|напрямок удару|направление удара"
    ),
    "line": (
        "phase line|boundary|defence line|defense line|defensive line|linie|ligne|línea"
        "|лінія|линия|рубіж|рубеж"
    ),
    "area": "zone|gebiet|zone d'action|área|зона|район|assembly area|objective",
    "route": "road|march|route of march|weg|marschweg|itinéraire|ruta|маршрут|шлях",
    "minefield": (
        "mines|mined|mined area|minenfeld|champ de mines|campo de minas|мінне поле|минное поле"
    ),
    "range": (
        "range ring|range circle|reach|reichweite|portée|alcance|дальність|дальность|радіус|радиус"
    ),
}  # fmt: skip


@cache
def overlay_synonyms() -> dict[str, tuple[str, ...]]:
    """Return folded name -> the column that it stands for."""
    return {
        fold_name(name): (column,)
        for column, names in SYNONYMS.items()
        for name in names.split("|")
    }


@cache
def _types() -> dict[str, str]:
    return {fold_name(word): kind for kind, words in TYPES.items() for word in words.split("|")}


@cache
def _names() -> dict[str, str]:
    """Return folded name -> the column of the schema that is called so."""
    return {fold_name(column.name): column.name for column in OVERLAY_COLUMNS}


def is_overlay_name(text: str) -> bool:
    """Return whether columns of a sheet of overlays are called so."""
    return bool(column_of(text))


def column_of(name: str) -> str:
    """Return the column that a name stands for, "" for none."""
    folded = fold_name(name)
    return _names().get(folded) or next(iter(overlay_synonyms().get(folded, ())), "")


def as_type(cell: str) -> str:
    """Return a type by its name of the schema, whatever language it is in; others stay."""
    return _types().get(fold_name(cell), cell)


def as_types(cells: TextColumn) -> TextColumn:
    """Return a column of types by the names of the schema."""
    known = {cell: as_type(cell) for cell in cells.distinct}
    return TextColumn([known[cell] for cell in cells])
