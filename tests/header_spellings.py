"""Headers as they stand in real sheets, by language and by what their columns hold.

`own` are columns that are none of the schema's, whatever they are called.
"""

from __future__ import annotations

SPELLINGS: dict[str, dict[str, str]] = {
    "English": {
        "name": (
            "Name|NAME|UnitName|unit_name|Unit Name|BattleName|battle_name|Battle Name|Base_Name"
            "|military_base_name|Site Name|siteName|site_name|featureName|feature_name"
            "|Facility Name|FACILITY_NAME|name_en|Name_Eng|NAME_1|NAME_EN|Ship Name|ship_name"
            "|vessel_name|Event Name|event_name|EventTitle|stop_name|station_name|airport_name"
            "|Fort Name|Name of fort|Name of unit|Name of the battle|Unit designation|Label|Title"
            "|Battle|Event|Ship|Fort|Full Name|basename|shipname|camp_name|Memorial name|label_en"
            "|Monument Name|official_name|incident_title|cemetery_name|Unit"
        ),
        "side": (
            "Side|side|Belligerent|Faction|Allegiance|Affiliation|Side Name|lost_by|Lost by"
            "|LostBy|Combatant|belligerent_1|aggressor|perpetrator"
        ),
        "kind": (
            "Type|type|Kind|Unit Type|unit_type|Category|Event Type|event_type|Base Type"
            "|facility_type|FeatureType|FType|Branch|Ship type|Type of unit|incident_type"
        ),
        "troops": (
            "Troops|Personnel|Manpower|Soldiers|Number of troops|No. of soldiers|Troop strength"
            "|total_troops|TotalPersonnel|Est. strength|Troops (est.)|survivors|Headcount"
            "|Estimated Troop Strength|Men (Herodotus)|Present for duty"
            "|Soldiers (after Jones)|Troop numbers (est.)|Approx. no. of soldiers|Combatants"
        ),
        "place": (
            "Place|City|Town|Village|Settlement|nearest_location|Nearest town|place_name"
            "|location_name|City Name|Town name|Municipality|Location|locality|event_location"
        ),
        "date": (
            "Date|date|DATE|Event Date|event_date|EventDate|start_date|StartDate|Start Date"
            "|date_start|BeginDate|begin_date|acq_date|date_recorded|Date of battle|battle_date"
            "|date_iso|incident date|SQLDATE|Date (UTC)|As of|Report date|attack_date|datetime"
        ),
        "status": "Status|status|Condition|Operational status",
        "country": (
            "Country|country|COUNTRY|Country Name|countryName|country_name|iso_country"
            "|Country Code|iso3|ISO_A3|country_iso|CNTRY_NAME"
        ),
        "source": "Source|Sources|Reference|Data source|source_name",
        "source_url": "Source URL|source_url|URL|Link|Web|SOURCEURL",
        "note": "Notes|Note|Comments|Remarks|Description|Details|Info|Summary",
        "own": (
            "Casualties|TotalCasualties|total_casualties|Killed|killed|Wounded|Fatalities|deaths"
            "|Dead|KIA|WIA|Troops killed|soldiers_lost|Personnel losses|men lost|Losses|loss"
            "|Number of killed|Strength lost|troops wounded|Guns|Commander|Commander Name"
            "|commander_name|Author Name|username|user_name|FileName|First Name|last_name|Surname"
            "|Contact name|phone|e-mail|Width|Elevation|elevation_ft|lat_error|OBJECTID|fid"
            "|rownames|Unnamed: 0|index|Shape_Length|Area (km2)|Perimeter|Displacement (t)|Result"
            "|Outcome|Victor|brightness|scan|track|End Date|end_date|EndDate|date_end|Last updated"
            "|updated_at|date_created|created|Date modified|Accessed|Built|Year built"
            "|Commissioned|founded|attacker_losses|defender_casualties|prisoners taken|missing|min"
            "|max|low|high"
            "|street_name|road name|host name|sensor_name|source type|data type|file_type|geom_type"
        ),
    },
    "German": {
        "name": "Name der Einheit|Einheit|Verband|Bezeichnung|Schlacht|Gefecht|Schiff|Festung",
        "side": "Seite|Kriegspartei|Partei|Fraktion",
        "kind": "Art|Typ|Waffengattung|Truppengattung|Einheitstyp|Gattung",
        "troops": (
            "Stärke|Mannstärke|Truppenstärke|Soldaten|Personalstärke|Geschätzte Truppenstärke"
            "|Gesamtstärke"
            "|Truppen (ca.)"
        ),
        "place": "Ort|Standort|Stadt|Ortschaft|Ortsname|Garnison|Gemeinde",
        "date": "Datum|Stand|Zeitpunkt|Beginn|Anfangsdatum|Gefechtsdatum",
        "note": "Anmerkung|Bemerkungen|Beschreibung|Hinweis",
        "source": "Quelle|Quellen|Beleg",
        "own": "Verluste|Gefallene|Tote|Verwundete|Ende|Enddatum|Vorname|Kommandeur",
    },
    "French": {
        "name": "Nom|Nom de l'unité|Unité|Désignation|Bataille|Nom du fort|Navire|nom_unite",
        "side": "Camp|Belligérant|Faction",
        "kind": "Genre|Type d'unité|Arme",
        "troops": "Effectif|Effectifs|Effectif estimé|Nombre d’hommes",
        "place": "Lieu|Ville|Localité|Commune",
        "date": "Date de début|date_debut|Date d'observation|Début",
        "note": "Remarques|Commentaire",
        "own": "Pertes|Morts|Tués|Blessés|Date de fin|date_fin|Prénom|Commandant|Résultat",
    },
    "Spanish": {
        "name": "Nombre|Unidad|Nombre de la unidad|Batalla|Denominación|Buque|nombre_base",
        "side": "Bando|Facción|Lado",
        "kind": "Tipo|Clase|Tipo de unidad",
        "troops": "Efectivos|Tropas|Soldados|Efectivos estimados",
        "place": "Lugar|Ciudad|Localidad|Municipio",
        "date": "Fecha|fecha_inicio|Fecha de inicio|Inicio",
        "note": "Notas|Observaciones",
        "own": "Bajas|Muertos|Heridos|Fecha fin|fecha_fin|Apellido|Comandante|Resultado",
    },
    "Russian": {
        "name": "Название|Наименование|Наименование части|Часть|Подразделение|Битва|Сражение",
        "side": "Сторона|Принадлежность",
        "kind": "Тип|Род войск|Категория",
        "troops": "Численность|Личный состав|Число солдат|Численность (оценка)|Количество бойцов",
        "place": "Место дислокации|Город|Населённый пункт|Место",
        "date": "Дата|Дата начала|По состоянию на|Data nachala",
        "note": "Примечание|Комментарий",
        "source": "Источник|Источники",
        "own": "Потери|Убитых|Погибших|Раненых|Дата окончания|Фамилия|Командир|Пленных",
    },
    "Ukrainian": {
        "name": "Назва|Найменування|Підрозділ|Військова частина|Битва|Назва частини",
        "side": "Сторона|Належність",
        "kind": "Тип|Рід військ|Категорія",
        "troops": "Чисельність|Особовий склад|Чисельність (орієнтовно)",
        "place": "Місце дислокації|Місто|Населений пункт",
        "date": "Дата|Дата початку|Станом на",
        "note": "Примітка|Коментар",
        "own": "Втрати|Загиблих|Поранених|Дата закінчення|Прізвище",
    },
    "Polish": {
        "name": "Nazwa|Nazwa jednostki|Jednostka|Bitwa|Nazwa bazy",
        "side": "Strona|Strona konfliktu",
        "kind": "Rodzaj|Rodzaj wojsk",
        "troops": "Stan osobowy|Liczba żołnierzy",
        "place": "Miejsce|Miejscowość|Miasto",
        "date": "Data|Data rozpoczęcia",
        "note": "Uwagi|Opis",
        "own": "Straty|Zabici|Ranni|Data zakończenia",
    },
    "Turkish": {
        "name": "Ad|Adı|Birlik|Birlik adı|Savaş|Gemi adı",
        "side": "Taraf",
        "kind": "Tür|Tip|Sınıf",
        "troops": "Asker sayısı|Personel",
        "place": "Yer|Şehir",
        "date": "Tarih|Başlangıç tarihi",
        "note": "Notlar|Açıklama",
        "own": "Kayıp|Ölü|Yaralı|Bitiş tarihi",
    },
    "Chinese": {
        "name": "名称|部队名称|部队|基地|战役|基地名称",
        "side": "阵营",
        "kind": "类型|兵种|类别",
        "troops": "兵力|人数",
        "place": "地点|城市|驻地",
        "date": "日期|开始日期",
        "note": "备注|说明",
        "own": "伤亡|死亡人数",
    },
    "Japanese": {
        "name": "名称|名前|部隊名|部隊|艦名|城",
        "side": "陣営",
        "kind": "種類|種別|兵種",
        "troops": "兵力|人数|兵数",
        "place": "場所|所在地|駐屯地",
        "date": "日付|年月日",
        "note": "備考",
        "own": "死者|死傷者|戦死",
    },
    "Arabic": {
        "name": "الاسم|اسم الوحدة|الوحدة|المعركة|السفينة",
        "side": "الطرف|الجانب",
        "kind": "النوع|نوع الوحدة",
        "troops": "عدد الجنود|عدد الأفراد",
        "place": "المكان|المدينة",
        "date": "التاريخ|تاريخ البدء",
        "note": "ملاحظات",
        "own": "خسائر|قتلى|جرحى",
    },
    "Italian": {"name": "Reparto", "troops": "Forza|Effettivi", "own": "Perdite|Feriti|Cannoni"},
    "Dutch": {"name": "Eenheid", "troops": "Sterkte", "own": "Verliezen|Gewonden"},
    "Swedish": {"name": "Förband", "troops": "Styrka", "own": "Förluster|Sårade"},
    "Hebrew": {"name": "יחידה", "troops": "כוח אדם"},
}

# pairs of a latitude and a longitude, each with the sign that its name gives to a bare number
PAIRS: tuple[tuple[str, str, int, int], ...] = (
    ("lat", "lon", 1, 1),
    ("Latitude", "Longitude", 1, 1),
    ("LATITUDE", "LONGITUDE", 1, 1),
    ("Lat", "Long", 1, 1),
    ("lat", "lng", 1, 1),
    ("latitude_deg", "longitude_deg", 1, 1),
    ("Latitude (WGS84)", "Longitude (WGS84)", 1, 1),
    ("Latitude\n(WGS84)", "Longitude\n(WGS84)", 1, 1),
    ("y", "x", 1, 1),
    ("Y", "X", 1, 1),
    ("POINT_Y", "POINT_X", 1, 1),
    ("ActionGeo_Lat", "ActionGeo_Long", 1, 1),
    ("geo_latitude", "geo_longitude", 1, 1),
    ("Site Latitude", "Site Longitude", 1, 1),
    ("venue_lat", "venue_lng", 1, 1),
    ("centroid_lat", "centroid_lon", 1, 1),
    ("latitudes", "longtitudes", 1, 1),
    ("Lattitude", "Longitude", 1, 1),
    ("Breite", "Länge", 1, 1),
    ("Breitengrad", "Längengrad", 1, 1),
    ("Широта", "Долгота", 1, 1),
    ("Широта", "Довгота", 1, 1),
    ("Latitud", "Longitud", 1, 1),
    ("Enlem", "Boylam", 1, 1),
    ("Szerokość geograficzna", "Długość geograficzna", 1, 1),
    ("纬度", "经度", 1, 1),
    ("緯度", "経度", 1, 1),
    ("خط العرض", "خط الطول", 1, 1),
    ("Lat (N)", "Long (E)", 1, 1),
    ("Latitude S", "Longitude W", -1, -1),
    ("LatS", "LonW", -1, -1),
    ("lat_s", "lon_w", -1, -1),
    ("Latitude (°S)", "Longitude (°W)", -1, -1),
    ("Latitude", "Longitude (W)", 1, -1),
    ("South latitude", "East longitude", -1, 1),
    ("Южная широта", "Западная долгота", -1, -1),
    ("Latitud Sur", "Longitud Oeste", -1, -1),
    ("Latitude Sud", "Longitude Ouest", -1, -1),
    ("Breite (S)", "Länge (W)", -1, -1),
)

# columns of degrees, minutes, seconds and letters: of the latitude, of the longitude
SEXAGESIMAL: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("Lat Deg", "Lat Min", "Lat Sec", "Lat Dir"), ("Lon Deg", "Lon Min", "Lon Sec", "Lon Dir")),
    (("LatD", "LatM", "LatS", "LatH"), ("LonD", "LonM", "LonS", "LonH")),
    (("lat_d", "lat_m", "lat_s", "ns"), ("lon_d", "lon_m", "lon_s", "ew")),
    (("latdeg", "latmin", "latsec", "latdir"), ("londeg", "lonmin", "lonsec", "londir")),
    (("lat", "lat_min", "lat_sec", "N/S"), ("lon", "lon_min", "lon_sec", "E/W")),
    (
        ("Latitude (deg)", "Latitude (min)", "Latitude (sec)", "Latitude (N/S)"),
        ("Longitude (deg)", "Longitude (min)", "Longitude (sec)", "Longitude (E/W)"),
    ),
    (
        ("Latitude_degrees", "Latitude_minutes", "Latitude_seconds", "latitude_hemisphere"),
        ("Longitude_degrees", "Longitude_minutes", "Longitude_seconds", "longitude_hemisphere"),
    ),
    (("lat", "min", "sec", "ns"), ("lon", "min (2)", "sec (2)", "ew")),
    (
        ("Breite", "Minuten", "Sekunden", "N/S"),
        ("Länge", "Minuten (2)", "Sekunden (2)", "O/W"),
    ),
    (
        ("Breitengrad", "Breitenminute", "Breitensekunde", "N/S"),
        ("Längengrad", "Längenminute", "Längensekunde", "O/W"),
    ),
    (
        ("Широта (град)", "Широта (мин)", "Широта (сек)", "Широта (С/Ю)"),
        ("Долгота (град)", "Долгота (мин)", "Долгота (сек)", "Долгота (В/З)"),
    ),
    (
        ("Широта, град", "Широта, хв", "Широта, с", "пн/пд"),
        ("Довгота, град", "Довгота, хв", "Довгота, с", "сх/зх"),
    ),
    (("deg_lat", "min_lat", "sec_lat", "dir_lat"), ("deg_lon", "min_lon", "sec_lon", "dir_lon")),
    (
        ("Latitud grados", "Latitud minutos", "Latitud segundos", "N/S"),
        ("Longitud grados", "Longitud minutos", "Longitud segundos", "E/O"),
    ),
    (
        ("Breite (°)", "Breite (')", 'Breite (")', "N/S"),
        ("Länge (°)", "Länge (')", 'Länge (")', "O/W"),
    ),
    (
        ("Широта, °", "Широта, ′", "Широта, ″", "С/Ю"),
        ("Долгота, °", "Долгота, ′", "Долгота, ″", "В/З"),
    ),
    (("lat", "lat'", "lat''", "lat dir"), ("lon", "lon'", "lon''", "lon dir")),
    (
        ("Latitude degrés", "Latitude minutes", "Latitude secondes", "N/S"),
        ("Longitude degrés", "Longitude minutes", "Longitude secondes", "E/O"),
    ),
    (
        ("lat_grad", "lat_min", "lat_sek", "lat_dir"),
        ("lon_grad", "lon_min", "lon_sek", "lon_dir"),
    ),
    (
        ("Szerokość st.", "Szerokość min.", "Szerokość sek.", "N/S"),
        ("Długość st.", "Długość min.", "Długość sek.", "E/W"),
    ),
    (
        ("latitudine gradi", "latitudine minuti", "latitudine secondi", "N/S"),
        ("longitudine gradi", "longitudine minuti", "longitudine secondi", "E/O"),
    ),
    (("Lat", "'", '"', "hemisphere"), ("Lon", "' (2)", '" (2)', "hemisphere (2)")),
)
