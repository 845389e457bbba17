"""What people call the columns of their sheets, in many languages.

Names are compared without case, white space, punctuation and diacritics (`spelling.fold_name`).
"""

from __future__ import annotations

from functools import cache

from deploymap.checks.spelling import fold_name

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
        "side|side name|belligerent|faction|party|affiliation|allegiance|actor|combatant|nation"
        "|force|forces|сторона|належність|принадлежность|seite|partei|fraktion"
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
        "|tropas|personal|soldados|л/с|о/с"
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
        "|geocoordinates|lonlat wkt|plus code|plus codes|open location code|geohash"
        "|os grid ref|os grid reference|national grid reference|ngr"
        "|координати|координаты|позиція|позиция|koordinaten"
        "|koordinate|geokoordinaten|coordonnées|coordenadas"
    ),
    "accuracy_km": (
        "accuracy km|precision km|uncertainty km|position accuracy km|radius km"
        "|error km|точність км|точность км|genauigkeit km|précision km|precisión km"
    ),
    "date": (
        # when something stood there goes before when that was reported
        "date|as of|as of date|position date|date of position|position as of|day|observed"
        "|observation date|date observed|last seen|event date|report date|reported|дата"
        "|станом на|по состоянию на|дата спостереження|дата наблюдения|datum|stand"
        "|zeitpunkt|date d'observation|fecha|día"
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

# the same in Arabic, Chinese, Japanese, Turkish and Polish, and as Russian and Ukrainian stand in
# Latin letters
MORE_SYNONYMS = {
    "id": "编号|編號|رقم|الرقم|المعرف|kimlik|identyfikator",
    "name": (
        "名称|名稱|名前|部隊名|部隊|部队|部队名称|单位|單位|单位名称|番号名称|اسم|الاسم|اسم الوحدة"
        "|الوحدة|التشكيل|ad|adı|isim|birlik|birlik adı|birim|nazwa|nazwa jednostki|jednostka"
        "|oddział|nazvanie|naimenovanie|nazva"
    ),
    "side": "阵营|陣營|陣営|交战方|交戦勢力|الطرف|الجانب|taraf|strona|strona konfliktu|storona",
    "kind": (
        "类型|類型|種類|種別|类别|兵种|兵種|النوع|نوع|نوع الوحدة|tür|tip|tipi|sınıf|birlik tipi"
        "|rodzaj|rodzaj wojsk|rodzaj jednostki|typ jednostki"
    ),
    "echelon": "级别|编制级别|編制|規模|المستوى|حجم الوحدة|kademe|seviye|szczebel|wielkość",
    "count": "数量|數量|العدد|عدد الوحدات|adet|sayı|liczba|ilość|liczba jednostek|kolichestvo",
    "troops": (
        "兵力|人数|人數|人員|人员|兵員|القوات|عدد الجنود|عدد الأفراد|asker|asker sayısı|personel"
        "|mevcut|stan osobowy|liczba żołnierzy|żołnierze|liczebność|chislennost"
    ),
    "troops_min": "最少兵力|الحد الأدنى للقوات|asgari asker|minimalna liczebność",
    "troops_max": "最多兵力|الحد الأقصى للقوات|azami asker|maksymalna liczebność",
    "place": (
        "地点|地點|场所|場所|驻地|駐地|駐屯地|所在地|城市|都市|المكان|المدينة|البلدة|yer|şehir|kasaba"
        "|köy|garnizon|miejsce|miejscowość|miasto|mesto|misto|gorod"
    ),
    "lat": (
        "纬度|緯度|北纬|北緯|خط العرض|دائرة العرض|العرض|enlem|szerokość|szerokość geograficzna"
        "|szer geogr|szer geo|shirota|shyrota"
    ),
    "lon": (
        "经度|經度|経度|东经|東經|東経|خط الطول|الطول|boylam|długość|długość geograficzna"
        "|dł geogr|dł geo|dolgota|dovhota"
    ),
    "lat_lon": (
        "坐标|座標|经纬度|經緯度|緯度経度|الإحداثيات|إحداثيات|koordinat|koordinatlar|współrzędne"
        "|koordynaty|koordinaty"
    ),
    "accuracy_km": "精度 km|دقة كم|doğruluk km|dokładność km",
    "date": "日期|日付|年月日|التاريخ|تاريخ|tarih|data|stan na",
    "parent": (
        "上级|上級|上级单位|上級部隊|الوحدة الأم|القيادة|bağlı olduğu birlik|üst birlik"
        "|jednostka nadrzędna|przełożony|podporządkowanie"
    ),
    "status": "状态|狀態|状態|الحالة|durum|durumu|stan",
    "sidc": "sembol kodu|kod symbolu",
    "source": "来源|來源|出典|情報源|المصدر|المصادر|kaynak|kaynaklar|źródło|źródła|istochnik",
    "source_url": "链接|網址|网址|リンク|الرابط|رابط|bağlantı|adres url|odnośnik",
    "confidence": "可信度|信頼度|確度|الثقة|درجة الثقة|güven|güvenilirlik|pewność|wiarygodność",
    "note": (
        "备注|備註|備考|说明|説明|ملاحظات|ملاحظة|الوصف|not|notlar|açıklama|uwagi|uwaga|opis"
        "|notatka|notatki|primechanie"
    ),
    "country": "国家|國家|国|國|البلد|الدولة|ülke|kraj|państwo|strana",
    "region": "省|省份|州|地区|地區|地域|المنطقة|المحافظة|bölge|województwo|obwód|rejon",
}

# latitude and longitude in further languages, which can mean nothing else
AXES_OF_LANGUAGES = {
    "lat": (
        "latitudine|breedtegraad|breddegrad|breddgrad|noorderbreedte|zeměpisná šířka|zem šířka"
        "|zemepisná šírka|földrajzi szélesség|γεωγραφικό πλάτος|위도|קו רוחב|عرض جغرافیایی"
        "|szélesség|leveysaste|leveyspiiri|географска ширина|geografska širina|geogr širina"
        "|lintang|vĩ độ"
        "|अक्षांश|განედი"
    ),
    "lon": (
        "longitudine|lengtegraad|længdegrad|lengdegrad|längdgrad|oosterlengte|zeměpisná délka"
        "|zem délka|zemepisná dĺžka|földrajzi hosszúság|γεωγραφικό μήκος|경도|קו אורך"
        "|طول جغرافیایی|hosszúság|pituusaste|pituuspiiri|географска дължина|географска дужина"
        "|geografska dužina|geogr dužina|bujur|kinh độ|देशांतर|გრძედი"
    ),
    "lat_lon": (
        "coordinate gps|coordonnées gps|coördinaten|souřadnice|súradnice|koordináták"
        "|συντεταγμένες|좌표|נקודת ציון|مختصات|koordinaatit|koordinater|координати гпс|toạ độ"
    ),
}

# names that mean a column only where nothing says so better: whoever is read so is told of it
LOOSE_SYNONYMS = {
    "name": (
        "ship|vessel|ship or vessel|warship|boat"  # what something happened to is who it is
        "|legion|counter|counter name|piece|token|fleet|wing|garrison|warband|legio|tribe"
        "|battle|battles|engagement|campaign|operation|event|incident|attack|battle or campaign"
        "|monument|memorial|plaque|cemetery|fort|fortress"
        "|castle|airport|airfield|aerodrome|port|camp|facility|installation|landmark|feature|poi"
        "|station|museum|depot|outpost|contingent|force|forces|regiment|brigade|division|corps"
        "|army|squadron|battalion|kontingent|bataillon|geschwader|korps|armee|heer|slug|headline"
        "|caption|toponym|object|target|wreck|what|nafn|nome|naam|namn|navn"
        "|schlacht|gefecht|ereignis|schiff|flugplatz|festung|burg|denkmal|friedhof|objekt|anlage"
        "|bataille|combat|événement|navire|forteresse|cimetière|aérodrome|batalla|evento|buque"
        "|fuerte|cementerio|monumento|aeródromo|битва|сражение|бой|событие|корабль|объект"
        "|аэродром|крепость|памятник|кладбище|бій|подія|корабель|об'єкт|фортеця|пам'ятник|аеродром"
        "|bitwa|zdarzenie|okręt|pomnik|cmentarz|twierdza|lotnisko|savaş|muharebe|olay|gemi|kale"
        "|anıt|mezarlık|havaalanı|üs|战斗|战役|戰役|事件|船名|艦名|戦闘|戦い|合戦|基地|城|بطولة|معركة"
        "|المعركة|الحدث|حدث|الحادث|حادث|الحادثة|السفينة|سفينة|القاعدة|قاعدة|المطار"
        "|model|equipment|vehicle|aircraft|weapon|system|tank|modell|модель|техника|техніка"
    ),
    "date": (
        "start date|startdate|date start|begin date|date begin|date from|from date|start|begin"
        "|from|since|as from|von|ab|seit|depuis|desde|od|od kiedy|с даты|з дати|с какого"
        "|began|beginning|started|start day|start time|date of battle|date iso|iso date|acq date"
        "|acquisition date|dtg|date time group|gdh|date recorded|date time|datetime|timestamp"
        "|time stamp|dt|when|day date"
        "|date utc|date local|beginn|anfang|datum von|von datum|anfangsdatum|startdatum|tag"
        "|date de début|début|date début|date du début|fecha inicio|fecha de inicio|inicio"
        "|fecha inicial|дата начала|начало|дата початку|початок|data nachala|data pochatku"
        "|data rozpoczęcia|początek|data początku|başlangıç|başlangıç tarihi|开始日期|開始日"
        "|開始日期|تاريخ البدء|تاريخ البداية|data inicio|data inizio|data início"
        "|year|year start|start year|event year|iyear|jahr|année|annee|an|año|ano|anno|год"
        "|год начала|god|рік|rik|rok|yıl|年|年份|السنة|سنة|عام"
    ),
    "side": (
        "lost by|losing side|losses of|belligerent 1|owner|owned by|attacker|aggressor"
        "|nationality|nationalität|nationalité|nacionalidad|perpetrator|alliance"
        "|coalition|bloc|flag|flag state|operator|verlust von|angreifer"
        "|perdu par|attaquant|perdido por|atacante|чьи потери|владелец|власник|strona tracąca"
    ),
    "kind": (
        "military|attacktype1 txt|attacktype txt|event kind|subtype|sub type|ftype|feature type"
        "|ereignisart|вид события|тип события"
    ),
    "place": (
        "nearest location|nearest settlement|nearest town|nearest city|nearest place|municipality"
        "|nearest village|place of battle|battlefield|venue|suburb|hamlet|parish|commune|gemeinde"
        "|island|islands|isla|isle|île|insel|остров|острів|hq|headquarters|hq location|штаб"
        "|home port|homeport|home base|port|station|stationed at|barracks|heimathafen"
        "|port d'attache|puerto base|порт приписки|порт|base aérienne|airbase"
        "|airfield|camp|posted at"
        "|hauptquartier|quartier général|cuartel general|municipio|comuna"
        "|ближайший населённый пункт|найближчий населений пункт|gmina|ilçe"
    ),
    "country": (
        "country txt|iso country|country iso|country code|iso|iso2|iso3|iso a2|iso a3|iso alpha 2"
        "|iso alpha 3"
        "|iso2 code|iso3 code|country iso2|country iso3|iso code|cc|countrycode|adm0|adm0 name"
        "|admin0|admin0 name|adm0 a3|cntry|cntry name|country territory|country or territory"
        "|country region|cc2|country 2|alpha 2|alpha 3|ländercode|code pays|código de país"
        "|код страны|код країни"
    ),
    "region": "region txt|adm1|adm1 name|admin1 name|governorate|state province|first order admin",
    "troops": (
        "survivors|effectives|crew|crew size|ship's company|fuerzas|forze|forças"
        "|effectifs engagés|number of men|no of men|number of soldiers|total strength"
        "|total troops|troops total|total personnel|personnel total|garrison strength"
        "|number of personnel|troops in thousands|active personnel|anzahl soldaten"
        "|ist stärke|kopfstärke|kriegsstärke|gesamtstärke|mannschaftsstand|effectif total"
        "|effectifs totaux|fuerza|fuerza efectiva|fuerza numérica"
        "|effective strength|present for duty|all ranks|общая численность|загальна чисельність"
        "|zahl der soldaten|nombre de soldats|número de soldados|число солдат|количество солдат"
        "|кількість солдатів"
    ),
    "note": "summary|abstract|text|short description|long description|event description",
    "source": "data source|source name|source 1|sources cited|datasource",
}

# the same in further languages of Europe and Asia
LOOSE_OF_LANGUAGES = {
    "name": (
        "battaglia|battaglie|combattimento|unità|reparto|nave|aeroporto|castello|batalha|combate"
        "|operação|operación|opération|operazione|navio|fortaleza|castelo|unidade|slag|veldslag"
        "|eenheid|schip|kasteel|vliegveld|begraafplaats|název|jméno|bitva|jednotka|hrad|tvrz|név"
        "|csata|egység|vár|nume|bătălie|unitate|όνομα|ονομασία|μάχη|μονάδα|이름|명칭|부대|부대명"
        "|전투|사건|שם|יחידה|בסיס|קרב|نام|پایگاه|نبرد|یگان|nimi|taistelu|yksikkö|förband|enhet"
        "|flygplats|име|битка|naziv|ime|bitka|nama|pertempuran|tên|trận|नाम|इकाई|სახელი|callsign"
        "|call sign|kaserne|liegenschaft|caserne|cuartel|caserma|koszary|казарма|база"
        "|útvar|alakulat|csapattest|会战|會戰|战斗名称|战役名称|合戦名|部隊名称|城名|واقعه"
    ),
    "date": (
        "dato|dátum|dată|ημερομηνία|날짜|일자|תאריך|تاریخ|päivämäärä|päiväys|година"
        "|tanggal|ngày|तारीख|თარიღი|data da batalha|data battaglia|giorno|jaar|rok bitvy|έτος"
    ),
    "parent": (
        "mando superior|depende de|dependencia|encuadrada en|encuadrado en|perteneciente a"
        "|rattaché à|rattachée à|subordonné à|subordonnée à|dépend de|part of|hhq|higher hq"
        "|higher headquarters|next higher|reports to|unterstellung|gehört zu|dipende da"
        "|inquadrato in|subordinado a|dependência|в составе|входит в|у складі|підпорядкування"
        "|所属部隊|所属单位|所屬單位|上級司令部|상급부대|상급 부대|소속부대|소속 부대"
    ),
    "side": (
        "schieramento|fazione|facção|partij|kriegsteilnehmer|bojující strana"
        "|harcoló fél|παράταξη|진영|צד|صف|طرف|osapuoli|sida|страна в конфликта|zaraćena strana"
        "|losses by|loser|operated by|controlled by|held by"
        "|所属|所屬|所属国|所屬國|勢力|势力|소속|軍|軍勢|fél|पक्ष"
    ),
    "kind": (
        "tipologia|soort|druh|típus|τύπος|유형|종류|병과|סוג|نوع|tyyppi|jenis|loại|प्रकार|slags"
        "|兵科|军种|軍種|병종"
    ),
    "place": (
        "luogo|località|comune|città|local|localidade|concelho|município|freguesia|cidade"
        "|plaats|gemeente|vindplaats|obec|místo|město|helyszín|település|város|localitate|oraș"
        "|τοποθεσία|τόπος|πόλη|장소|위치|지역|מקום|עיר|مکان|شهر|paikka|kunta|plats|sted|място"
        "|mjesto|mesto|tempat|nơi|địa điểm|स्थान|ადგილი|场地|場所名|所在|ilce|belde|konum"
        "|konumu|posádka|hely|島|isola|eiland|wyspa|ada|מיקום"
    ),
    "troops": (
        "forza|forza numerica|forza effettiva|força|força numérica|sterkte|troepensterkte"
        "|getalsterkte|styrka|truppstyrka|styrke|troppestyrke|siła|stan|stan liczebny|síla|सैनिक"
        "|सैनिकों की संख्या|početní stav"
        "|počet vojáků|efectiv|miesvahvuus|兵数|总兵力|總兵力|総兵力|병력수|총병력|כוח אדם"
        "|تعداد نفرات|quân số|jumlah pasukan|бројно стање|broj vojnika"
        "|effettivi|numero di soldati|efetivos|efectivos militares|manschappen|aantal soldaten"
        "|počet mužů|létszám|δύναμη|병력|חיילים|نیرو|vahvuus|personel sayısı|asker mevcudu"
        "|чисельність о с|численность л с|чисельність особового складу|кількість особового складу"
        "|численность личного состава|количество личного состава|кількість о с"
    ),
    "country": "paese|nazione|nação|χώρα|국가|מדינה|کشور|maa|држава|zemlja|negara|quốc gia|देश",
    "note": "osservazioni|observações|opmerkingen|poznámka|megjegyzés|σχόλια|비고|הערות|توضیحات",
}

# names that are bounds of troops only beside a column of troops: they may be those of anything
BARE_BOUNDS = (
    "minimum|min|low|low estimate|lower bound|мінімум|мин|минимум|мін|mindestens|minimal|mínimo"
    "|maximum|max|high|high estimate|upper bound|максимум|макс|höchstens|maximal|máximo"
)


@cache
def unit_synonyms() -> dict[str, tuple[str, ...]]:
    """Return folded name -> the columns that it may stand for, the likeliest first."""
    return _fold(UNIT_SYNONYMS, MORE_SYNONYMS, AXES_OF_LANGUAGES)


@cache
def loose_synonyms() -> dict[str, tuple[str, ...]]:
    """Return the same of names that mean a column only where nothing says so better."""
    return _fold(LOOSE_SYNONYMS, LOOSE_OF_LANGUAGES)


@cache
def bare_bounds() -> frozenset[str]:
    """Return the folded names that are bounds of troops only beside a column of troops."""
    return frozenset(map(fold_name, BARE_BOUNDS.split("|")))


def _fold(*tables: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column in dict.fromkeys(key for table in tables for key in table):
        names = "|".join(filter(None, (table.get(column, "") for table in tables)))
        own = (column, *names.split("|")) if tables[0] is UNIT_SYNONYMS else names.split("|")
        for name in dict.fromkeys(map(fold_name, own)):
            found[name] = (*found.get(name, ()), column)
    return found
