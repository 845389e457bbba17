"""Words as sheets of units have them, by language, and the encodings in which they are saved."""

from __future__ import annotations

import random
from collections.abc import Iterator

WORDS = {
    "German": "Jägerbataillon Führungsunterstützung Köln Übung Große Rügen Straße Grünfläche "
    "Mühldorf "
    "Aufklärer Gebirgsjäger Österreich 50m² Stärke gemäß verlegt nach Süden über Nürnberg 20°",
    "French": "Régiment Infanterie Légion étrangère déployé à Besançon Compiègne brigade blindée "
    "forêt "
    "près de Nîmes côté île génie opération français élève aérien Orléans garnison où Noël cœur",
    "Spanish": "Batallón Infantería Compañía Caballería Unidad Logística 1.ª 3.º España Córdoba "
    "León "
    "Brigada Mecanizada El Goloso Montaña Jaén Málaga Cádiz 2.ª división artillería",
    "Portuguese": "Batalhão Infantaria Esquadrão São João Divisão Força Aérea Companhia Fuzileiros "
    "Guarnição Açores Évora operações posição às três 1.º região Brasília Ceará",
    "Italian": "Brigata città di Forlì più però è già qualità Cefalù comunità Unità Alpini perché "
    "Bersaglieri lunedì quantità verità 3º metà",
    "Danish": "Søren Jægerkorpset Ålborg Østjylland Næstved Århus København Kørende Værløse hær sø "
    "Bataljon Tønder Fåborg Rømø Forsvåret Grønland på øen",
    "Swedish": "Jägarbataljon Växjö Skövde Luleå Östersund Västerås Gävle Norrköping Umeå Värmland "
    "förband sjö skärgård på ön Malmö Håkan Åbo",
    "Finnish": "Jääkäri Hämeenlinna Jyväskylä Pääkaupunki Säkylä Hyvinkää Mikkelin Lääni Pöytä "
    "Seinäjoki Kymenlaakso Nyköping sää ylä työ",
    "Polish": "Łódź Świętoszów Żagań Gdańsk Wrocław Poznań Kraków pułk czołgów dywizja żołnierz "
    "Białystok Rzeszów Elbląg Dęblin zmechanizowana przeciwlotniczy Toruń Mińsk Ciężki",
    "Czech": "Přáslavice Žatec Čáslav Jindřichův Hradec Plzeň Tábor Bučovice Lipník Hranice "
    "praporčík "
    "dělostřelectvo průzkumný vojáků Brno České Budějovice úřad těžká čtvrtý",
    "Slovak": "Trebišov Michalovce Košice Žilina Liptovský Mikuláš Nitra Prešov Kežmarok práporu "
    "ťažká "
    "vojská tretí štvrtý Ľubica Poltár Hlohovec ďalší môže",
    "Hungarian": "Zászlóalj lövész hadosztály Győr Székesfehérvár Tatabánya Kecskemét Szolnok "
    "tüzér "
    "felderítő műszaki erő Békéscsaba Nyíregyháza gépesített honvéd őrség",
    "Croatian": "Gardijska brigada Gospić Šibenik Požega Sinj Čakovec Karlovac vođa bojišnica "
    "Đurđevac "
    "topništvo izviđači Koprivnički Varaždin Ličko Žumberak",
    "Turkish": "Tugayı Diyarbakır Şırnak İstanbul Erzurum piyade taburu Iğdır komutanlığı "
    "güneydoğu "
    "birliği kışla Çorlu Gelibolu Kırklareli Ağrı topçu zırhlı",
    "Latvian": "Ādaži Rīga Latvijā kājnieku bataljons Liepāja Rēzekne Cēsis mehanizētā brigāde "
    "zemessardze "
    "šķirot Jēkabpils Ventspils Alūksne kuģis",
    "Lithuanian": "Geležinis Vilkas Rukla pėstininkų batalionas Šiauliai Klaipėda Panevėžys "
    "brigada Žemaitija "
    "Alytus Marijampolė ginkluotės karių štabas Tauragė Mažeikiai dėl ąžuolas",
    "Estonian": "Tõrva Võru Põhja Jõhvi Pärnu Jalaväebrigaad Kaitsevägi Tartu Rakvere Lõuna "
    "kuperjanovi "
    "üksikpataljon Tapa õppus väljaõpe Kõrgem",
    "Russian": "танковый батальон мотострелковая рота Ростов видели у моста в посёлке бригада "
    "артиллерия "
    "Воронеж полк Калуга подразделение штаб армии Северный Донец",
    "Ukrainian": "танковий батальйон мотопіхотна рота бачили біля мосту підтримує артилерія їх "
    "Київ Львів "
    "Харків бригада укріплення військова частина позиція Єланець",
    "Bulgarian": "пехотна бригада Пловдив батальон София разузнавателен къща български въоръжени "
    "сили "
    "Стара Загора полк Карлово артилерийски",
    "Serbian": "пешадијски батаљон Ниш Врање Краљево бригада извиђачки Панчево чета артиљерија "
    "ваздухопловство "
    "Ђаковица Шабац",
    "Greek": "Μεραρχία Πεζικού τάγμα Αθήνα Θεσσαλονίκη Έβρος Λάρισα ταξιαρχία πυροβολικό Ρόδος "
    "Λέσβος στρατός "
    "Αλεξανδρούπολη διοίκηση λόχος",
    "Hebrew": "גדוד חטיבה צנחנים גולני שריון חיפה באר שבע אוגדה תותחנים מפקדה צפון דרום הנדסה",
    "Arabic": "كتيبة لواء المشاة دبابات حلب دمشق مدفعية الفرقة السابعة قيادة الشمال الجنوب سرية "
    "استطلاع",
    "Chinese": "第1装甲师 第38集团军 步兵旅 北京市 沈阳军区 空军基地 导弹营 海军陆战队 兰州 "
    "防空团 指挥部 坦克连 边防站 侦察机 南京 广州港 驻军 火箭军",
    "Taiwanese": "第6軍團 裝甲旅 臺北市 陸軍司令部 飛彈營 空軍基地 海軍陸戰隊 花蓮 砲兵連 "
    "左營港 雷達站 金門防衛指揮部 機械化步兵 後備旅 高雄 特戰",
    "Japanese": "第1師団 第7師団 普通科連隊 北海道 東千歳駐屯地 ヘリコプター隊 陸上自衛隊 "
    "海上自衛隊 航空基地 横須賀 さいたま 戦車大隊 高射特科 水陸機動団 レーダー "
    "那覇",
    "Korean": "제1보병사단 수도방위사령부 포병여단 기갑 서울 평택 해병대 공군기지 강원도 "
    "파주시 미사일 제7군단 전차대대 특전사 동해함대 용산 진해 제3야전군",
}  # fmt: skip

WEST = ("cp1252", "mac_roman", "cp850")
MIDDLE = ("cp1250", "iso8859_2", "cp852")
ENCODINGS = {
    **dict.fromkeys(
        ("German", "French", "Spanish", "Portuguese", "Italian", "Danish", "Swedish", "Finnish"),
        WEST,
    ),
    **dict.fromkeys(("Polish", "Czech", "Slovak", "Hungarian", "Croatian"), MIDDLE),
    "Turkish": ("cp1254",),
    **dict.fromkeys(("Latvian", "Lithuanian", "Estonian"), ("cp1257",)),
    "Russian": ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5"),
    "Ukrainian": ("cp1251", "koi8_u"),
    "Bulgarian": ("cp1251",),
    "Serbian": ("cp1251",),
    "Greek": ("cp1253",),
    "Hebrew": ("cp1255",),
    "Arabic": ("cp1256",),
    "Chinese": ("gb18030",),
    "Taiwanese": ("cp950",),
    "Japanese": ("cp932", "euc_jp"),
    "Korean": ("cp949",),
}
# signs that stand in any sheet
SIGNS = (
    "5 km²",
    "½",
    "€ 200",
    "£500",
    "3 × 5",
    "¿Cuántos?",
    "© 2022",
    "20 °C",
    "±5 km",
    "10–12",
    "“A”",
)


def make_sheets(seed: int, count: int) -> Iterator[tuple[str, str, str]]:
    """Yield language or languages, encoding and text of sheets with few or many words."""
    chance = random.Random(seed)
    languages = list(ENCODINGS)
    for _ in range(count):
        language = chance.choice(languages)
        codec = chance.choice(ENCODINGS[language])
        words = WORDS[language].split()
        if chance.random() < 0.15 and codec == "cp1252":
            others = [other for other in languages if ENCODINGS[other] is WEST]
            words = words + WORDS[chance.choice(others)].split()
        picked = [chance.choice(words) for _ in range(chance.choice((1, 2, 3, 5, 8, 15, 30)))]
        if chance.random() < 0.4:
            picked.append(chance.choice(SIGNS))
        if chance.random() < 0.1:
            picked = [word.upper() for word in picked]
        rows = "".join(f"{word},48.5,39.2\n" for word in picked)
        try:
            text = f"name,lat,lon\n{rows}"
            # the £ of some eastern encodings comes back as a wide one
            is_same = text.encode(codec).decode(codec) == text
        except UnicodeEncodeError:
            continue
        if is_same and not text.isascii():
            yield language, codec, text
