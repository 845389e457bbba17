"""Made-up sheets as people of many trades have them: what each column is, and its first row.

Each is the text of a file, mostly CSV, the sheet's name of each of the schema's columns, and values
of row 1.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Stranger(NamedTuple):
    """A sheet, which of its columns is which, and values of its first row."""

    name: str
    text: str
    columns: dict[str, str]
    first: dict[str, Any]
    file: str = "sheet.csv"


STRANGERS = [
    Stranger(
        "conflict events",
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,"
        "actor1,inter1,actor2,iso,country,admin1,location,latitude,longitude,geo_precision,source,"
        "notes,fatalities,timestamp\n"
        "RED1,2023-03-01,2023,1,Violence,Battles,Armed clash,Army of Redland,1,Blue Front,900,"
        "Redland,North,Millford,48.5,39.3,1,Daily,Both sides claim it,4,1680000000\n"
        "RED2,2023-03-02,2023,1,Violence,Explosions,Shelling,Blue Front,2,Army of Redland,900,"
        "Redland,North,Millford,48.6,39.4,2,Daily,,0,1680000001\n"
        "RED3,2023-03-02,2023,1,Violence,Battles,Armed clash,Blue Front,2,Army of Redland,900,"
        "Redland,North,Oldtown,48.7,39.1,2,Daily,,11,1680000001\n",
        {
            "date": "event_date",
            "kind": "event_type",
            "place": "location",
            "lat": "latitude",
            "lon": "longitude",
            "country": "country",
            "region": "admin1",
            "source": "source",
            "note": "notes",
        },
        {"name": "Battles near Millford", "date": "2023-03-01", "lat": 48.5, "troops": None},
    ),
    Stranger(
        "equipment losses",
        "id,type,model,status,lost_by,date,nearest_location,geo,unit,tags\n"
        '1,Tanks,T-1B,Destroyed,Redland,2022-03-16,"Hill 4","47.09,37.52",,x\n'
        '2,Tanks,T-2,Captured,Blueland,2022-03-17,Hill 5,"47.11,37.60",12th Brigade,\n'
        '3,Trucks,U-9,Damaged,Redland,2022-03-18,,"47.12,37.61",,\n',
        {
            "id": "id",
            "kind": "type",
            "name": "model",
            "status": "status",
            "side": "lost_by",
            "date": "date",
            "place": "nearest_location",
            "lat_lon": "geo",
        },
        {"name": "T-1B", "side": "Redland", "lat": 47.09, "lon": 37.52},
    ),
    Stranger(
        "battles of an encyclopedia",
        "Battle,Date,Location,Coordinates,Belligerents,Result,Strength,Casualties and losses\n"
        'Battle of the Ford,15 April 1643,Old Ford,"51.5, -1.25",Crown v Parliament,Crown,"9,000",'
        '"1,100"\n'
        'Battle of the Hill,3 May 1643,Hill,"51.75, -1.5",Crown v Parliament,Draw,"12,000","900"\n'
        'Battle of the Heath,1 June 1644,Heath,"52.5, -1.75",Crown v Parliament,Crown,"14,000",\n',
        {
            "name": "Battle",
            "date": "Date",
            "place": "Location",
            "lat_lon": "Coordinates",
            "troops": "Strength",
        },
        {"name": "Battle of the Ford", "date": "1643-04-15", "troops": 9000, "lon": -1.25},
    ),
    Stranger(
        "bases of a country",
        "OBJECTID,COMPONENT,Site Name,Joint Base,State Terr,COUNTRY,Oper Stat,PERIMETER,AREA,"
        "SHAPE_Leng,Latitude_DD,Longitude_DD\n"
        "1,Army Active,Fort Alpha,N/A,Nevada,USA,Active,12.1,3.5,0.1,38.5,-117.25\n"
        "2,Navy Active,Station Bravo,N/A,Maine,USA,Active,2.1,0.5,0.2,44.5,-68.25\n",
        {"name": "Site Name", "country": "COUNTRY", "lat": "Latitude_DD", "lon": "Longitude_DD"},
        {"name": "Fort Alpha", "lat": 38.5, "lon": -117.25, "date": None},
    ),
    Stranger(
        "garrisons in Russian",
        "№;Наименование части;Условное наименование;Вид войск;Место дислокации;Численность;"
        "Широта;Долгота;Командир\n"
        "1;1-й полк;в/ч 11111;Мотострелковые;Луганск;1 200;48,57;39,31;Иванов\n"
        "2;2-й полк;в/ч 22222;Танковые;Донецк;900;48,02;37,80;Петров\n",
        {
            "name": "Наименование части",
            "kind": "Вид войск",
            "place": "Место дислокации",
            "troops": "Численность",
            "lat": "Широта",
            "lon": "Долгота",
        },
        {"name": "1-й полк", "troops": 1200, "lat": 48.57, "lon": 39.31},
    ),
    Stranger(
        "fires seen by a satellite",
        "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,"
        "confidence,version,bright_ti5,frp,daynight\n"
        "48.51,39.31,330.1,0.4,0.5,2023-07-01,0112,N,VIIRS,nominal,2.0NRT,290.1,2.5,N\n"
        "48.52,39.32,331.1,0.4,0.5,2023-07-01,0112,N,VIIRS,low,2.0NRT,291.1,3.5,N\n"
        "48.53,39.33,332.1,0.4,0.5,2023-07-02,0112,N,VIIRS,nominal,2.0NRT,292.1,4.5,N\n",
        {"lat": "latitude", "lon": "longitude", "date": "acq_date", "confidence": "confidence"},
        {"name": "Row 2", "date": "2023-07-01", "lat": 48.51, "lon": 39.31},
    ),
    Stranger(
        "events of a news machine",
        "GLOBALEVENTID,SQLDATE,Actor1Name,Actor1CountryCode,Actor2Name,EventCode,Actor1Geo_Lat,"
        "Actor1Geo_Long,ActionGeo_FullName,ActionGeo_CountryCode,ActionGeo_Lat,ActionGeo_Long,"
        "NumMentions,SOURCEURL\n"
        '1,20230301,REDLAND,RED,BLUELAND,190,,,"Millford, Redland",RD,48.5,39.3,4,'
        "https://example.org/1\n"
        '2,20230302,,,BLUELAND,193,50.1,30.1,"Oldtown, Redland",RD,48.6,39.4,2,'
        "https://example.org/2\n",
        {
            "date": "SQLDATE",
            "place": "ActionGeo_FullName",
            "lat": "ActionGeo_Lat",
            "lon": "ActionGeo_Long",
            "source_url": "SOURCEURL",
        },
        {"name": "Millford, Redland", "date": "2023-03-01", "lat": 48.5, "lon": 39.3},
    ),
    Stranger(
        "airfields of the world",
        "id,ident,type,name,latitude_deg,longitude_deg,elevation_ft,continent,iso_country,"
        "iso_region,municipality,scheduled_service,gps_code,iata_code,home_link,keywords\n"
        "6523,XA01,heliport,Alpha Heliport,40.07,-74.93,11,NA,US,US-PA,Bensalem,no,XA01,,,\n"
        "6524,XA02,small_airport,Bravo Field,38.70,-101.47,3435,NA,US,US-KS,Leoti,no,XA02,,,\n",
        {
            "id": "id",
            "kind": "type",
            "name": "name",
            "lat": "latitude_deg",
            "lon": "longitude_deg",
            "country": "iso_country",
            "place": "municipality",
        },
        {"name": "Alpha Heliport", "lat": 40.07, "lon": -74.93, "place": "Bensalem"},
    ),
    Stranger(
        "a fleet list",
        "Ship,Class,Type,Pennant,Commissioned,Home port,Displacement (t),Lat,Lng\n"
        "Alpha,Letter,Frigate,F1,1999-05-01,Northport,3900,50.1,-5.5\n"
        "Bravo,Letter,Frigate,F2,2001-06-01,Northport,3900,50.2,-5.6\n",
        {"name": "Ship", "kind": "Type", "lat": "Lat", "lon": "Lng"},
        {"name": "Alpha", "kind": "Frigate", "lat": 50.1, "troops": None, "date": None},
    ),
    Stranger(
        "deaths in a data base",
        "id,relid,year,conflict_name,side_a,side_b,where_coordinates,adm_1,latitude,longitude,"
        "geom_wkt,date_start,date_end,best,high,low,country\n"
        "1,RED-1,2019,Redland: Government,Government,Front,Millford village,North,48.5,39.3,"
        "POINT (39.3 48.5),2019-01-03,2019-01-05,5,9,4,Redland\n"
        "2,RED-2,2019,Redland: Government,Government,Front,Oldtown town,North,48.6,39.4,"
        "POINT (39.4 48.6),2019-01-04,2019-01-04,2,2,2,Redland\n",
        {
            "id": "id",
            "name": "where_coordinates",
            "date": "date_start",
            "lat": "latitude",
            "lon": "longitude",
            "country": "country",
            "region": "adm_1",
        },
        {"date": "2019-01-03", "lat": 48.5, "troops_min": None, "troops_max": None},
    ),
    Stranger(
        "acts of terror",
        "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,attacktype1_txt,"
        "targtype1_txt,gname,nkill,nwound\n"
        "197001010001,1970,1,2,Redland,North,Millford,48.5,39.3,Bombing,Police,Blue Front,1,3\n"
        "197001010002,1970,5,0,Redland,North,Oldtown,48.6,39.4,Assault,Army,Blue Front,0,0\n",
        {
            "date": "iyear",
            "country": "country_txt",
            "kind": "attacktype1_txt",
            "place": "city",
            "lat": "latitude",
            "lon": "longitude",
        },
        {"date": "1970-01-02", "kind": "Bombing", "lat": 48.5, "troops": None},
    ),
    Stranger(
        "people who fled",
        "Location Name,Country of Asylum,Individuals,Date,Geo_Latitude,Geo_Longitude,Source\n"
        'Camp Alpha,Greenland,"12,000",2022-05-01,48.5,39.3,Agency\n'
        'Camp Bravo,Greenland,"3,100",2022-05-01,48.6,39.4,Agency\n',
        {
            "place": "Location Name",
            "date": "Date",
            "lat": "Geo_Latitude",
            "lon": "Geo_Longitude",
            "source": "Source",
        },
        {"name": "Camp Alpha", "lat": 48.5, "troops": None},
    ),
    Stranger(
        "a march with degrees and minutes",
        "Tag;Datum;Lager;Breite;Minuten;Länge;Minuten;Mannstärke\n"
        "1;24.06.1812;Kowno;54;54;23;53;422000\n"
        "2;28.06.1812;Wilna;54;41;25;17;400000\n"
        "3;28.07.1812;Witebsk;55;11;30;12;175000\n",
        {
            "name": "Lager",
            "date": "Datum",
            "lat": "Breite",
            "lon": "Länge",
            "troops": "Mannstärke",
        },
        {"date": "1812-06-24", "lat": 54.9, "lon": 23 + 53 / 60, "troops": 422000},
    ),
    Stranger(
        "plaques",
        "id,inscription,latitude,longitude,country,area,address,erected,main_photo,"
        "lead_subject_name,lead_subject_born_in,title\n"
        '7,"Here stood the gate of the old fort",51.5,-0.25,Redland,Millford,1 High St,1951,,'
        "Ann Alpha,1801,Old Gate\n"
        '8,"Ben Bravo lived here",51.75,-0.5,Redland,Millford,2 High St,1961,,Ben Bravo,1811,'
        "Ben Bravo\n",
        {"id": "id", "name": "title", "lat": "latitude", "lon": "longitude", "country": "country"},
        {"name": "Old Gate", "lat": 51.5, "date": None},
    ),
    Stranger(
        "war cemeteries",
        "Cemetery;Ortsname;Anzahl Gefallene;Breitengrad;Längengrad;Angelegt\n"
        "Friedhof Alpha;Altdorf;1200;50,25;5,75;1915\n"
        "Friedhof Bravo;Neudorf;300;50,50;5,25;1916\n",
        {"name": "Cemetery", "place": "Ortsname", "lat": "Breitengrad", "lon": "Längengrad"},
        {"name": "Friedhof Alpha", "lat": 50.25, "troops": None, "count": None},
    ),
    Stranger(
        "forts in two scripts",
        "Name_Geo,Name_Eng,FType,X,Y\n"
        "სიმაგრე,High Fort,fort,44.46,41.52\nბანაკი,Low Camp,camp,44.5,41.25\n",
        {"name": "Name_Eng", "kind": "FType", "lat": "Y", "lon": "X"},
        {"name": "High Fort", "lat": 41.52, "lon": 44.46},
    ),
    Stranger(
        "southern posts",
        "Puesto,Latitud S,Longitud O,Efectivos,Fecha de inicio,Fecha fin\n"
        "Fortín Alfa,33°30',70°39',120,12/05/1860,20/05/1860\n"
        "Fortín Bravo,34°06',71°12',80,13/05/1860,21/05/1860\n",
        {
            "name": "Puesto",
            "lat": "Latitud S",
            "lon": "Longitud O",
            "troops": "Efectivos",
            "date": "Fecha de inicio",
        },
        {"lat": -33.5, "lon": -70.65, "troops": 120, "date": "1860-05-12"},
    ),
    Stranger(
        "units in Chinese",
        "部队名称,兵种,阵营,兵力,驻地,纬度,经度,日期,备注\n"
        "第一团,步兵,红方,1200,北镇,39.9,116.4,2022-01-12,无\n"
        "第二团,装甲,蓝方,800,南镇,31.2,121.5,2022-01-12,无\n",
        {
            "name": "部队名称",
            "kind": "兵种",
            "side": "阵营",
            "troops": "兵力",
            "place": "驻地",
            "lat": "纬度",
            "lon": "经度",
            "date": "日期",
            "note": "备注",
        },
        {"name": "第一团", "side": "红方", "troops": 1200, "lat": 39.9},
    ),
    Stranger(
        "bases in Arabic",
        "اسم القاعدة,النوع,المدينة,خط العرض,خط الطول,عدد الجنود\n"
        "قاعدة ألف,مطار,الموصل,36.25,43.5,500\nقاعدة باء,مطار,حلب,36.5,37.25,300\n",
        {
            "name": "اسم القاعدة",
            "kind": "النوع",
            "place": "المدينة",
            "lat": "خط العرض",
            "lon": "خط الطول",
            "troops": "عدد الجنود",
        },
        {"name": "قاعدة ألف", "lat": 36.25, "lon": 43.5, "troops": 500},
    ),
    Stranger(
        "battles in Turkish",
        "Savaş,Yıl,Yer,Enlem,Boylam,Taraf,Kayıplar\n"
        "Birinci Savaş,1071,Ova,39.15,42.5,Kırmızı,4000\n"
        "İkinci Savaş,1176,Geçit,38.25,30.75,Mavi,2000\n"
        "Üçüncü Savaş,1243,Dağ,40.25,38.5,Mavi,2500\n",
        {
            "name": "Savaş",
            "date": "Yıl",
            "place": "Yer",
            "lat": "Enlem",
            "lon": "Boylam",
            "side": "Taraf",
        },
        {"name": "Birinci Savaş", "date": "1071", "lat": 39.15, "troops": None},
    ),
    Stranger(
        "units in Polish",
        "Nazwa jednostki;Strona;Rodzaj wojsk;Stan osobowy;Miejscowość;Szerokość geograficzna;"
        "Długość geograficzna;Data rozpoczęcia;Data zakończenia;Uwagi\n"
        "1 Pułk;Czerwoni;piechota;1500;Stare;52,25;21,0;1939-09-01;1939-09-10;brak\n"
        "2 Pułk;Niebiescy;kawaleria;900;Nowe;52,50;21,25;1939-09-02;1939-09-12;brak\n",
        {
            "name": "Nazwa jednostki",
            "side": "Strona",
            "kind": "Rodzaj wojsk",
            "troops": "Stan osobowy",
            "place": "Miejscowość",
            "lat": "Szerokość geograficzna",
            "lon": "Długość geograficzna",
            "date": "Data rozpoczęcia",
            "note": "Uwagi",
        },
        {"name": "1 Pułk", "date": "1939-09-01", "troops": 1500, "lat": 52.25},
    ),
    Stranger(
        "divisions in Japanese",
        "部隊名,所属,兵科,規模,兵力,緯度,経度,日付,上級部隊\n"
        "第6師団,日本,歩兵,師団,約1万2000人,25.28,110.29,1944年11月10日,第1方面軍\n"
        "第1方面軍,日本,司令部,方面軍,,25.9,111.6,1944年11月10日,\n"
        "第3旅,中国,砲兵,旅,9000以上,25.25,110.25,1944年11月10日,\n",
        {
            "name": "部隊名",
            "side": "所属",
            "kind": "兵科",
            "echelon": "規模",
            "troops": "兵力",
            "lat": "緯度",
            "lon": "経度",
            "date": "日付",
            "parent": "上級部隊",
        },
        {"side": "日本", "kind": "歩兵", "troops": 12000, "date": "1944-11-10"},
    ),
    Stranger(
        "castles in Japanese",
        "城,所在地,緯度,経度,築城年,備考\n高城,北町,35.25,135.5,1580,天守\n低城,南町,34.5,134.25,1601,\n",
        {"name": "城", "place": "所在地", "lat": "緯度", "lon": "経度", "note": "備考"},
        {"name": "高城", "lat": 35.25, "lon": 135.5},
    ),
    Stranger(
        "ancient battles",
        "battle_name,year,latitude,longitude,attacker,defender,attacker_strength,defender_strength,"
        "attacker_losses\n"
        "Battle of the Plain,-490,38.25,24.0,East,West,25000,10000,6400\n"
        "Battle of the Pass,-480,38.75,22.5,East,West,100000,7000,20000\n",
        {"name": "battle_name", "date": "year", "lat": "latitude", "lon": "longitude"},
        {"name": "Battle of the Plain", "date": "-0489", "troops": None, "side": None},
    ),
    Stranger(
        "rows of a telephone",
        "Unnamed: 0,timestamp,description,gps_latitude,gps_longitude,horizontal_accuracy_m\n"
        "0,2022-02-24 01:30:00,column of lorries,48.5,39.3,12\n"
        "1,2022-02-24 02:30:00,two tanks at the bridge,48.6,39.4,30\n",
        {
            "date": "timestamp",
            "note": "description",
            "lat": "gps_latitude",
            "lon": "gps_longitude",
            "accuracy_km": "horizontal_accuracy_m",
        },
        {"lat": 48.5, "accuracy_km": 0.012, "date": "2022-02-24T01:30"},
    ),
    Stranger(
        "placemarks of a globe",
        "Name,Description,coordinates\n"
        'Post Alpha,first,"39.31,48.57,0"\nPost Bravo,second,"37.80,48.02,0"\n',
        {"name": "Name", "note": "Description", "lat_lon": "coordinates"},
        {"name": "Post Alpha", "lat": 48.57, "lon": 39.31},
    ),
    Stranger(
        "regiments of a war game",
        "Regiment,Army,Commander Name,Men,Guns,Casualties,Lat (N),Long (W)\n"
        "1st Foot,Army of the North,Smith,450,0,60,39.8,77.2\n"
        "2nd Foot,Army of the North,Jones,380,0,90,39.9,77.3\n",
        {"name": "Regiment", "troops": "Men", "lat": "Lat (N)", "lon": "Long (W)"},
        {"name": "1st Foot", "troops": 450, "lat": 39.8, "lon": -77.2},
    ),
    Stranger(
        "depots in French",
        "Nom du dépôt;Commune;Latitude;Longitude;Date de début;Effectif;Pertes;Précision (m)\n"
        "Dépôt Alpha;Vieuxbourg;49,25;4,5;01/02/1916;1200;80;500\n"
        "Dépôt Bravo;Neuville;49,50;5,25;21/02/1916;900;10;250\n",
        {
            "name": "Nom du dépôt",
            "place": "Commune",
            "lat": "Latitude",
            "lon": "Longitude",
            "date": "Date de début",
            "troops": "Effectif",
            "accuracy_km": "Précision (m)",
        },
        {"name": "Dépôt Alpha", "date": "1916-02-01", "troops": 1200, "accuracy_km": 0.5},
    ),
    Stranger(
        "a corner of each area",
        "area_name,lat_min,lat_max,lon_min,lon_max,lat,lon\n"
        "Alpha,48,49,39,40,48.5,39.5\nBravo,47,48,38,39,47.5,38.5\n",
        {"name": "area_name", "lat": "lat", "lon": "lon"},
        {"name": "Alpha", "lat": 48.5, "lon": 39.5},
    ),
    Stranger(
        "bases in Ukrainian",
        "Назва об'єкта;Тип;Населений пункт;Широта (град);Широта (хв);Довгота (град);Довгота (хв)\n"
        "Склад 1;склад;Старе;48;34,5;39;18\nСклад 2;склад;Нове;48;51;38;7\n",
        {
            "name": "Назва об'єкта",
            "kind": "Тип",
            "place": "Населений пункт",
            "lat": "Широта (град)",
            "lon": "Довгота (град)",
        },
        {"name": "Склад 1", "lat": 48.575, "lon": 39.3},
    ),
    Stranger(
        "ACLED export",
        "event_id_cnty;event_date;year;time_precision;disorder_type;e"
        "vent_type;sub_event_type;actor1;assoc_actor_1;inter1;actor2;"
        "interaction;civilian_targeting;iso;region;country;admin1;adm"
        "in2;admin3;location;latitude;longitude;geo_precision;source;"
        "source_scale;notes;fatalities;tags;timestamp\n"
        "UKR1;24 February 2022;2022;1;Political violence;Explosions/R"
        "emote violence;Air/drone strike;Military Forces of Russia;;8"
        ";Civilians;78;Civilian targeting;804;Europe;Ukraine;Kyiv;Buc"
        "ha;;Hostomel;50.5683;30.2653;1;Twitter;New media;Airport hit.;3;;1646000000\n"
        "UKR2;25 February 2022;2022;1;Political violence;Battles;Arme"
        "d clash;Military Forces of Ukraine;;1;Military Forces of Rus"
        "sia;18;;804;Europe;Ukraine;Kharkiv;Kharkiv;;Kharkiv;49.9808;"
        "36.2527;1;Twitter;New media;Fights;0;;1646000001\n",
        {
            "date": "event_date",
            "kind": "event_type",
            "region": "region",
            "country": "country",
            "place": "location",
            "lat": "latitude",
            "lon": "longitude",
            "source": "source",
            "note": "notes",
        },
        {
            "name": "Explosions/Remote violence near Hostomel",
            "lat": 50.5683,
            "lon": 30.2653,
            "date": "2022-02-24",
            "troops": None,
        },
    ),
    Stranger(
        "UCDP GED",
        "id,relid,year,active_year,code_status,type_of_violence,confl"
        "ict_dset_id,conflict_new_id,conflict_name,dyad_new_id,dyad_n"
        "ame,side_a_new_id,side_a,side_b,number_of_sources,source_art"
        "icle,where_prec,where_coordinates,where_description,adm_1,ad"
        "m_2,latitude,longitude,geom_wkt,priogrid_gid,country,country"
        "_id,region,event_clarity,date_prec,date_start,date_end,death"
        "s_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n"
        "244657,IRQ-2017-1-524-322,2017,1,Clear,1,259,259,Iraq: Gover"
        "nment,524,Government of Iraq - IS,116,Government of Iraq,IS,"
        "1,BBC,1,Mosul town,Mosul,Ninawa province,Mosul,36.335,43.118"
        "9,POINT (43.118890 36.335000),182087,Iraq,645,Middle East,1,"
        "1,2017-07-31 00:00:00.000,2017-07-31 00:00:00.000,0,4,0,2,6,6,6\n"
        "244658,IRQ-2017-1-524-323,2017,1,Clear,1,259,259,Iraq: Gover"
        "nment,524,Government of Iraq - IS,116,Government of Iraq,IS,"
        "1,BBC,1,Tal Afar town,Tal Afar,Ninawa province,Tal Afar,36.3"
        "75,42.449,POINT (42.449 36.375),182086,Iraq,645,Middle East,"
        "1,1,2017-08-20 00:00:00.000,2017-08-21 00:00:00.000,0,4,0,2,6,6,6\n",
        {
            "id": "id",
            "name": "where_coordinates",
            "lat": "latitude",
            "lon": "longitude",
            "country": "country",
            "region": "region",
            "date": "date_start",
        },
        {
            "lat": 36.335,
            "lon": 43.1189,
            "date": "2017-07-31",
            "troops": None,
            "troops_min": None,
            "troops_max": None,
            "count": None,
        },
    ),
    Stranger(
        "GeoConfirmed KML",
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www'
        '.opengis.net/kml/2.2"><Document><name>GeoConfirmed Ukraine</'
        "name><Folder><name>Ukraine</name><Placemark><name>01 MAR 202"
        "3 - BMP hit</name><description><![CDATA[by @x<br>https://exa"
        "mple.org]]></description><Point><coordinates>38.0,48.5,0</co"
        "ordinates></Point></Placemark></Folder><Folder><name>Russia<"
        "/name><Placemark><name>02 MAR 2023 - T-72 lost</name><Point>"
        "<coordinates>38.1,48.6,0</coordinates></Point></Placemark></"
        "Folder></Document></kml>",
        {"name": "name", "note": "note", "side": "folder", "lat": "lat", "lon": "lon"},
        {"name": "01 MAR 2023 - BMP hit", "lat": 48.5, "lon": 38.0, "side": "Ukraine"},
        "geo.kml",
    ),
    Stranger(
        "MyMaps KML kinds",
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www'
        '.opengis.net/kml/2.2"><Document><name>Bases</name><Folder><n'
        "ame>Airfields</name><Placemark><name>Alpha</name><Point><coo"
        "rdinates>38.0,48.5,0</coordinates></Point></Placemark></Fold"
        "er><Folder><name>Naval bases</name><Placemark><name>Bravo</n"
        "ame><Point><coordinates>38.1,48.6,0</coordinates></Point></P"
        "lacemark></Folder></Document></kml>",
        {"name": "name", "kind": "folder", "lat": "lat", "lon": "lon"},
        {"name": "Alpha", "lat": 48.5, "lon": 38.0, "kind": "Airfields"},
        "bases.kml",
    ),
    Stranger(
        "Wikipedia battles",
        "Battle,Date,Conflict,Combatants,Place,Coordinates\n"
        "Battle of Marathon,490 BC,Persian Wars,Athens v Persia,Marat"
        "hon,38°07′05″N 23°58′42″E\n"
        "Battle of Plataea,479 BC,Persian Wars,Greeks v Persia,Plataea,38°13′N 23°17′E\n",
        {"name": "Battle", "date": "Date", "place": "Place", "lat_lon": "Coordinates"},
        {
            "name": "Battle of Marathon",
            "lat": 38.11805555555556,
            "lon": 23.97833333333333,
            "date": "-0489",
        },
    ),
    Stranger(
        "Wikipedia coordinates triple",
        "Name,Coordinates,Built\n"
        'Castle A,"54°12′N 1°30′W / 54.2°N 1.5°W / 54.2; -1.5",1250\n'
        'Castle B,"55°12′N 2°30′W / 55.2°N 2.5°W / 55.2; -2.5",1300\n',
        {"name": "Name", "lat_lon": "Coordinates"},
        {"name": "Castle A", "lat": 54.2, "lon": -1.5},
    ),
    Stranger(
        "MIRTA",
        "OBJECTID,FEATUREID,SITENAME,FEATURENAME,FEATUREDESCRIPTION,S"
        "ITEREPORTINGCOMPONENT,ISJOINTBASE,ISFIRRMASITE,STATENAMECODE"
        ",COUNTRYNAME,SITEOPERATIONALSTATUS,SHAPEAREA,SHAPELENGTH,Y,X\n"
        "1,abc1,Fort Bragg,Fort Bragg,Main,usa,no,yes,nc,usa,act,1.5,2.5,35.14,-79.0\n"
        "2,abc2,Camp Pendleton,Camp Pendleton N,Main,usmc,no,yes,ca,u"
        "sa,act,1.5,2.5,33.3,-117.4\n",
        {"name": "SITENAME", "country": "COUNTRYNAME", "lat": "Y", "lon": "X"},
        {"lat": 35.14, "lon": -79.0, "name": "Fort Bragg", "troops": None},
    ),
    Stranger(
        "IISS-like ORBAT",
        "Country,Service,Formation,Level,Equipment,Personnel,Base,Lat,Lon\n"
        'Redland,Army,1st Mechanised Brigade,Brigade,31 T-72,"3,500",Northport,48.1,38.1\n'
        'Redland,Army,2nd Tank Brigade,Brigade,93 T-72,"2,800",Southport,48.2,38.2\n',
        {
            "country": "Country",
            "name": "Formation",
            "echelon": "Level",
            "troops": "Personnel",
            "place": "Base",
            "lat": "Lat",
            "lon": "Lon",
        },
        {
            "name": "1st Mechanised Brigade",
            "troops": 3500,
            "echelon": "Brigade",
            "place": "Northport",
            "lat": 48.1,
        },
    ),
    Stranger(
        "NATO bases",
        "Installation;Nation;Host;Category;Town;Coordinates (DMS)\n"
        "Geilenkirchen;NATO;Germany;Air base;Teveren;50°57'39\"N 006°02'33\"E\n"
        "Sigonella;Italy;Italy;Air base;Lentini;37°24'06\"N 014°55'20\"E\n",
        {
            "name": "Installation",
            "side": "Nation",
            "kind": "Category",
            "place": "Town",
            "lat_lon": "Coordinates (DMS)",
        },
        {
            "name": "Geilenkirchen",
            "lat": 50.96083333333333,
            "lon": 6.0424999999999995,
            "kind": "Air base",
        },
    ),
    Stranger(
        "CWSAC",
        "cwsac_id,battle_name,other_names,state,location,campaign,sta"
        "rt_date,end_date,principal_commanders,forces_engaged,total_c"
        "asualties,results,preservation_priority,lat,long\n"
        "VA053,Chancellorsville,None,VA,Spotsylvania County,Chancello"
        "rsville Campaign,1863-04-30,1863-05-06,Hooker [US]; Lee [CS]"
        ',"154,734 total (US 97,382; CS 57,352)","24,000",Confederate'
        " victory,I.2,38.31,-77.64\n"
        "PA002,Gettysburg,None,PA,Adams County,Gettysburg Campaign,18"
        '63-07-01,1863-07-03,Meade [US]; Lee [CS],"158,343 total","51'
        ',000",Union victory,I.1,39.81,-77.22\n',
        {
            "name": "battle_name",
            "place": "location",
            "date": "start_date",
            "lat": "lat",
            "lon": "long",
        },
        {
            "name": "Chancellorsville",
            "lat": 38.31,
            "lon": -77.64,
            "date": "1863-04-30",
            "troops": None,
        },
    ),
    Stranger(
        "Napoleonic",
        "Bataille;Date;Lieu;Vainqueur;Effectifs français;Effectifs co"
        "alisés;Pertes;Latitude;Longitude\n"
        "Austerlitz;2 décembre 1805;Slavkov;France;73 000;84 000;9 000;49,1281;16,7622\n"
        "Iéna;14 octobre 1806;Iéna;France;96 000;53 000;7 500;50,9272;11,5861\n",
        {
            "name": "Bataille",
            "date": "Date",
            "place": "Lieu",
            "lat": "Latitude",
            "lon": "Longitude",
        },
        {
            "name": "Austerlitz",
            "date": "1805-12-02",
            "lat": 49.1281,
            "lon": 16.7622,
            "place": "Slavkov",
        },
    ),
    Stranger(
        "WW1 casualties by battle",
        "Battle,Start,End,Allied casualties,German casualties,Lat,Lng\n"
        'Verdun,21 Feb 1916,18 Dec 1916,"377,000","337,000",49.16,5.39\n'
        'Somme,1 July 1916,18 Nov 1916,"620,000","440,000",50.0,2.7\n',
        {"name": "Battle", "date": "Start", "lat": "Lat", "lon": "Lng"},
        {"name": "Verdun", "date": "1916-02-21", "lat": 49.16, "troops": None, "side": None},
    ),
    Stranger(
        "U-boats",
        "Boat,Type,Commissioned,Sunk,Fate,Killed,Position\n"
        "U-47,VIIB,17 Dec 1938,7 Mar 1941,Missing,45,60.10N 12.00W\n"
        "U-99,VIIB,18 Apr 1940,17 Mar 1941,Scuttled,3,61.00N 12.00W\n",
        {"name": "Boat", "kind": "Type", "date": "Sunk", "lat_lon": "Position"},
        {"name": "U-47", "kind": "VIIB", "lat": 60.1, "lon": -12.0, "troops": None},
    ),
    Stranger(
        "uboat.net hits",
        "Date;U-boat;Commander;Name of ship;Tons;Nat.;Map grid;Lat;Lon\n"
        "3 Sep 1939;U-30;Lemp;Athenia;13,581;br;AM 16;56.44;-14.05\n"
        "5 Sep 1939;U-48;Schultze;Royal Sceptre;4,853;br;BE 52;46.23;-14.59\n",
        {"date": "Date", "name": "Name of ship", "lat": "Lat", "lon": "Lon"},
        {"name": "Athenia", "date": "1939-09-03", "lat": 56.44, "lon": -14.05, "troops": None},
    ),
    Stranger(
        "Overpass JSON",
        '{"version":0.6,"generator":"Overpass API","osm3s":{"copyrigh'
        't":"x"},"elements":[{"type":"node","id":1,"lat":50.1,"lon":8'
        '.1,"tags":{"name":"Fort A","historic":"fort"}},{"type":"way"'
        ',"id":2,"center":{"lat":50.2,"lon":8.2},"nodes":[1,2],"tags"'
        ':{"name":"Fort B","historic":"fort"}}]}',
        {"id": "id", "lat": "lat", "lon": "lon", "name": "tags.name"},
        {"name": "Fort A", "lat": 50.1, "lon": 8.1},
        "op.json",
    ),
    Stranger(
        "Roman legions",
        "Legion,Founded,Disbanded,Base,Province,Emblem,Latitude,Longitude\n"
        "Legio I Adiutrix,68,444,Brigetio,Pannonia,Capricorn,47.73,18.19\n"
        "Legio II Augusta,43 BC,4th century,Caerleon,Britannia,Capricorn,51.61,-2.95\n",
        {
            "name": "Legion",
            "place": "Base",
            "region": "Province",
            "lat": "Latitude",
            "lon": "Longitude",
        },
        {"name": "Legio I Adiutrix", "place": "Brigetio", "lat": 47.73, "lon": 18.19},
    ),
    Stranger(
        "Roman legions DARE",
        "title,featureType,reprLat,reprLong,minDate,maxDate\n"
        "Vindobona,fort,48.21,16.37,50,500\n"
        'Carnuntum,"fort,city",48.11,16.86,6,640\n',
        {"name": "title", "kind": "featureType", "lat": "reprLat", "lon": "reprLong"},
        {"name": "Vindobona", "lat": 48.21, "lon": 16.37},
    ),
    Stranger(
        "Aid worker security",
        "Incident ID,Year,Month,Day,Country Code,Country,Region,Distr"
        "ict,City,UN,INGO,NNGO,Nationals killed,Total affected,Means "
        "of attack,Attack context,Location,Latitude,Longitude,Motive,"
        "Actor type,Details,Verified,Source\n"
        "1,1997,1,3,KH,Cambodia,Banteay,,,0,0,1,1,1,Unknown,Unknown,R"
        "oad,14.07,103.09,Unknown,Unknown,killed,Archived,Archived\n"
        "2,1997,2,,RW,Rwanda,Kigali,,Kigali,0,1,0,3,4,Shooting,Raid,H"
        "ome,-1.95,30.06,Unknown,Unknown,shot,Archived,Archived\n",
        {
            "date": "Year",
            "country": "Country",
            "region": "Region",
            "place": "Location",
            "lat": "Latitude",
            "lon": "Longitude",
            "note": "Details",
            "source": "Source",
        },
        {"lat": 14.07, "lon": 103.09, "date": "1997-01-03", "troops": None},
    ),
    Stranger(
        "UNHCR refugees HXL",
        "Country,Admin 1,Camp,Population,Date,Lat,Lon\n"
        "#country+name,#adm1+name,#loc+name,#affected+ind,#date,#geo+lat,#geo+lon\n"
        "Jordan,Mafraq,Zaatari,81000,2022-01-31,32.29,36.33\n"
        "Jordan,Zarqa,Azraq,38000,2022-01-31,31.9,36.58\n"
        "Jordan,Irbid,Emirati,7000,2022-01-31,32.09,36.3\n",
        {
            "country": "Country",
            "region": "Admin 1",
            "name": "Camp",
            "date": "Date",
            "lat": "Lat",
            "lon": "Lon",
        },
        {"name": "Zaatari", "lat": 32.29, "lon": 36.33, "date": "2022-01-31"},
    ),
    Stranger(
        "Ukrainian sheet",
        "№;Назва підрозділу;Вид;Сторона;Чисельність о/с;Населений пун"
        "кт;Координати;Дата фіксації;Джерело\n"
        "1;24 омбр;механізована;ЗСУ;4 000;Яворів;49,9386, 23,3876;12.01.2022;ЗМІ\n"
        "2;72 омбр;механізована;ЗСУ;4 000;Біла Церква;49,7968, 30,1311;13.01.2022;ЗМІ\n",
        {
            "name": "Назва підрозділу",
            "kind": "Вид",
            "side": "Сторона",
            "troops": "Чисельність о/с",
            "place": "Населений пункт",
            "lat_lon": "Координати",
            "date": "Дата фіксації",
            "source": "Джерело",
        },
        {
            "name": "24 омбр",
            "side": "ЗСУ",
            "lat": 49.9386,
            "lon": 23.3876,
            "date": "2022-01-12",
            "troops": 4000,
        },
    ),
    Stranger(
        "Russian losses",
        "№,Дата,Тип техники,Модель,Сторона,Статус,Широта,Долгота,Ссылка\n"
        "1,16.03.2022,Танк,Т-72Б3,ВС РФ,Уничтожен,47.09,37.52,https://example.org/a\n"
        "2,17.03.2022,БМП,БМП-2,ВСУ,Захвачен,47.10,37.53,https://example.org/b\n",
        {
            "date": "Дата",
            "kind": "Тип техники",
            "name": "Модель",
            "side": "Сторона",
            "status": "Статус",
            "lat": "Широта",
            "lon": "Долгота",
            "source_url": "Ссылка",
        },
        {"name": "Т-72Б3", "date": "2022-03-16", "side": "ВС РФ", "lat": 47.09, "kind": "Танк"},
    ),
    Stranger(
        "Polish battles",
        "Lp.;Nazwa bitwy;Data;Miejsce bitwy;Strony;Wynik;Straty;Szer. geogr.;Dł. geogr.\n"
        "1;Bitwa pod Grunwaldem;15 lipca 1410;Grunwald;Polska;zwycięstwo;;53,4856;20,1247\n"
        "2;Bitwa pod Kircholmem;27 września 1605;Kircholm;Polska;zwycięstwo;;56,85;24,35\n",
        {"name": "Nazwa bitwy", "date": "Data", "lat": "Szer. geogr.", "lon": "Dł. geogr."},
        {"name": "Bitwa pod Grunwaldem", "date": "1410-07-15", "lat": 53.4856, "lon": 20.1247},
    ),
    Stranger(
        "Turkish bases",
        "Üs Adı,İl,Ülke,Tür,Enlem,Boylam,Personel Sayısı,Kuruluş Tarihi\n"
        "İncirlik Hava Üssü,Adana,Türkiye,Hava üssü,37.0021,35.4259,5000,1951\n"
        "Konya Üssü,Konya,Türkiye,Hava üssü,37.979,32.5619,3000,1952\n",
        {
            "name": "Üs Adı",
            "country": "Ülke",
            "kind": "Tür",
            "lat": "Enlem",
            "lon": "Boylam",
            "troops": "Personel Sayısı",
        },
        {"name": "İncirlik Hava Üssü", "lat": 37.0021, "troops": 5000, "date": None},
    ),
    Stranger(
        "Arabic incidents",
        "التاريخ,المكان,المحافظة,نوع الحادث,عدد القتلى,خط العرض,خط الطول\n"
        "2015-03-01,حلب,حلب,قصف,5,36.2,37.15\n"
        "2015-03-02,حمص,حمص,اشتباك,3,34.73,36.71\n",
        {
            "date": "التاريخ",
            "place": "المكان",
            "region": "المحافظة",
            "kind": "نوع الحادث",
            "lat": "خط العرض",
            "lon": "خط الطول",
        },
        {"lat": 36.2, "lon": 37.15, "date": "2015-03-01", "troops": None},
    ),
    Stranger(
        "Chinese battles",
        "战役,开始日期,结束日期,地点,交战方,纬度,经度,伤亡\n"
        "台儿庄战役,1938年3月24日,1938年4月7日,台儿庄,中国,34.56,117.73,20000\n"
        "武汉会战,1938年6月11日,1938年10月27日,武汉,中国,30.59,114.3,400000\n",
        {
            "name": "战役",
            "date": "开始日期",
            "place": "地点",
            "side": "交战方",
            "lat": "纬度",
            "lon": "经度",
        },
        {"name": "台儿庄战役", "date": "1938-03-24", "lat": 34.56, "lon": 117.73, "troops": None},
    ),
    Stranger(
        "Japanese battles",
        "合戦名,年月日,場所,緯度,経度,勝者\n"
        "関ヶ原の戦い,1600年10月21日,関ケ原,35.37,136.46,東軍\n"
        "長篠の戦い,1575年6月29日,長篠,34.92,137.56,織田\n",
        {"name": "合戦名", "date": "年月日", "place": "場所", "lat": "緯度", "lon": "経度"},
        {"name": "関ヶ原の戦い", "date": "1600-10-21", "lat": 35.37},
    ),
    Stranger(
        "Spanish civil war",
        "Batalla;Fecha;Municipio;Provincia;Bando vencedor;Bajas;Latitud;Longitud\n"
        "Batalla del Jarama;6 de febrero de 1937;Arganda;Madrid;Repub"
        "licano;15.000;40,30;-3,43\n"
        "Batalla de Guadalajara;8 de marzo de 1937;Brihuega;Guadalaja"
        "ra;Republicano;6.000;40,76;-2,87\n",
        {
            "name": "Batalla",
            "date": "Fecha",
            "place": "Municipio",
            "region": "Provincia",
            "lat": "Latitud",
            "lon": "Longitud",
        },
        {
            "name": "Batalla del Jarama",
            "date": "1937-02-06",
            "lat": 40.3,
            "lon": -3.43,
            "troops": None,
        },
    ),
    Stranger(
        "Portuguese forts",
        "Nome;Tipo;Concelho;Distrito;Ano de construção;Latitude;Longitude;Observações\n"
        "Forte de S. Julião;Forte;Oeiras;Lisboa;1553;38,6747;-9,3258;\n"
        "Forte da Graça;Forte;Elvas;Portalegre;1763;38,8946;-7,1643;UNESCO\n",
        {
            "name": "Nome",
            "kind": "Tipo",
            "place": "Concelho",
            "lat": "Latitude",
            "lon": "Longitude",
            "note": "Observações",
        },
        {
            "name": "Forte de S. Julião",
            "kind": "Forte",
            "lat": 38.6747,
            "lon": -9.3258,
            "date": None,
        },
    ),
    Stranger(
        "German garrisons",
        "Lfd. Nr.;Kaserne;Standort;Truppenteil;Dienstposten;Bundeslan"
        "d;Geogr. Breite;Geogr. Länge\n"
        "1;Graf-Stauffenberg-Kaserne;Sigmaringen;10. Panzerdivision;1"
        ".200;BW;48,0869;9,2167\n"
        "2;Zollernalb-Kaserne;Stetten;ABC;1.500;BW;48,1167;9,0833\n",
        {
            "place": "Standort",
            "name": "Truppenteil",
            "region": "Bundesland",
            "lat": "Geogr. Breite",
            "lon": "Geogr. Länge",
        },
        {"lat": 48.0869, "lon": 9.2167, "place": "Sigmaringen"},
    ),
    Stranger(
        "French monuments",
        "Commune;Département;Monument;Nombre de morts;Coordonnées GPS\n"
        "Verdun;Meuse;Ossuaire de Douaumont;130000;49.2086, 5.4233\n"
        "Reims;Marne;Monument aux héros;0;49.2583, 4.0317\n",
        {"place": "Commune", "name": "Monument", "lat_lon": "Coordonnées GPS"},
        {
            "name": "Ossuaire de Douaumont",
            "lat": 49.2086,
            "lon": 5.4233,
            "place": "Verdun",
            "troops": None,
        },
    ),
    Stranger(
        "Italian battles",
        "Battaglia,Data,Luogo,Vincitore,Perdite,Latitudine,Longitudine\n"
        "Battaglia di Caporetto,24 ottobre 1917,Caporetto,Impero aust"
        "ro-ungarico,40000,46.25,13.58\n"
        "Battaglia del Piave,15 giugno 1918,Piave,Italia,87000,45.8,12.4\n",
        {
            "name": "Battaglia",
            "date": "Data",
            "place": "Luogo",
            "lat": "Latitudine",
            "lon": "Longitudine",
        },
        {
            "name": "Battaglia di Caporetto",
            "date": "1917-10-24",
            "lat": 46.25,
            "lon": 13.58,
            "place": "Caporetto",
        },
    ),
    Stranger(
        "preamble",
        "Military installations\n"
        "Source: Ministry, 2021\n"
        "Retrieved 2022-01-05\n"
        "\n"
        "Installation name,Branch,Latitude,Longitude,Personnel\n"
        "Fort A,Army,48.1,38.1,200\n"
        "Fort B,Navy,48.2,38.2,300\n",
        {
            "name": "Installation name",
            "kind": "Branch",
            "lat": "Latitude",
            "lon": "Longitude",
            "troops": "Personnel",
        },
        {"name": "Fort A", "kind": "Army", "lat": 48.1, "troops": 200},
    ),
    Stranger(
        "index column",
        '"","battle","lat","lon","year"\n'
        '"1","Hastings",50.91,0.48,1066\n'
        '"2","Bosworth",52.59,-1.41,1485\n',
        {"name": "battle", "lat": "lat", "lon": "lon", "date": "year"},
        {"name": "Hastings", "lat": 50.91, "date": "1066"},
    ),
    Stranger(
        "two header rows",
        "Unit,Side,Position,,Strength,\n"
        ",,Lat,Lon,Men,Guns\n"
        "1st Bn,Red,48.1,38.1,400,2\n"
        "2nd Bn,Blue,48.2,38.2,500,4\n",
        {"name": "Unit", "side": "Side", "lat": "Lat", "lon": "Lon", "troops": "Men"},
        {"name": "1st Bn", "side": "Red", "lat": 48.1, "lon": 38.1, "troops": 400},
    ),
    Stranger(
        "two header rows filled",
        "Unit;Unit;Position;Position;Strength;Strength\n"
        "Name;Side;Lat;Lon;Men;Guns\n"
        "1st Bn;Red;48,1;38,1;400;2\n"
        "2nd Bn;Blue;48,2;38,2;500;4\n",
        {"name": "Name", "side": "Side", "lat": "Lat", "lon": "Lon", "troops": "Men"},
        {"name": "1st Bn", "side": "Red", "lat": 48.1, "lon": 38.1, "troops": 400},
    ),
    Stranger(
        "transposed",
        "name,1st Bn,2nd Bn,3rd Bn\n"
        "side,Red,Blue,Red\n"
        "lat,48.1,48.2,48.3\n"
        "lon,38.1,38.2,38.3\n"
        "date,2022-01-01,2022-01-02,2022-01-03\n",
        {"name": "name", "side": "side", "lat": "lat", "lon": "lon", "date": "date"},
        {"name": "1st Bn", "side": "Red", "lat": 48.1, "lon": 38.1, "date": "2022-01-01"},
    ),
    Stranger(
        "JSON nested",
        '{"meta":{"count":2},"data":{"events":[{"title":"Strike A","l'
        'ocation":{"lat":48.1,"lng":38.1,"name":"X"},"occurred_at":"2'
        '022-03-01T10:00:00Z"},{"title":"Strike B","location":{"lat":'
        '48.2,"lng":38.2,"name":"Y"},"occurred_at":"2022-03-02T10:00:00Z"}]}}',
        {
            "name": "title",
            "place": "location.name",
            "date": "occurred_at",
            "lat": "lat",
            "lon": "lng",
        },
        {"name": "Strike A", "lat": 48.1, "lon": 38.1, "date": "2022-03-01T10:00"},
        "ev.json",
    ),
    Stranger(
        "JSON lines",
        '{"name":"A","coordinates":[38.1,48.1],"when":"2022-03-01"}\n'
        '{"name":"B","coordinates":[38.2,48.2],"when":"2022-03-02"}\n',
        {"name": "name", "lat_lon": "coordinates", "date": "when"},
        {"name": "A", "lat": 48.1, "lon": 38.1, "date": "2022-03-01"},
        "ev.jsonl",
    ),
    Stranger(
        "EWKT",
        "id,name,geom\n1,Fort A,SRID=4326;POINT(38.1 48.1)\n2,Fort B,SRID=4326;POINT(38.2 48.2)\n",
        {"id": "id", "name": "name", "lat_lon": "geom"},
        {"name": "Fort A", "lat": 48.1, "lon": 38.1},
    ),
    Stranger(
        "Wikidata CSV",
        "item,itemLabel,coord,inception\n"
        "http://www.wikidata.org/entity/Q1,Fort A,Point(38.1 48.1),1850-01-01T00:00:00Z\n"
        "http://www.wikidata.org/entity/Q2,Fort B,Point(38.2 48.2),1860-01-01T00:00:00Z\n",
        {"name": "itemLabel", "lat_lon": "coord"},
        {"name": "Fort A", "lat": 48.1, "lon": 38.1},
    ),
    Stranger(
        "hemisphere columns",
        "Site,Lat,N/S,Long,E/W\nA,33.5,S,70.6,W\nB,34.5,S,71.6,W\n",
        {"place": "Site", "lat": "Lat", "lon": "Long"},
        {"name": "A", "lat": -33.5, "lon": -70.6},
    ),
    Stranger(
        "comma decimals quoted",
        'Name,Latitude,Longitude\nA,"48,5683","39,2653"\nB,"48,1","38,1"\n',
        {"name": "Name", "lat": "Latitude", "lon": "Longitude"},
        {"name": "A", "lat": 48.5683, "lon": 39.2653},
    ),
    Stranger(
        "geo latlng JSON cell",
        'name,location\nA,"{""lat"": 48.1, ""lng"": 38.1}"\nB,"{""lat"": 48.2, ""lng"": 38.2}"\n',
        {"name": "name", "lat_lon": "location"},
        {"name": "A", "lat": 48.1, "lon": 38.1},
    ),
    Stranger(
        "Socrata address location",
        'incident,location\nA,"Main St\n(48.1, 38.1)"\nB,"Side St\n(48.2, 38.2)"\n',
        {"name": "incident", "lat_lon": "location"},
        {"name": "A", "lat": 48.1, "lon": 38.1},
    ),
    Stranger(
        "two-letter countries",
        "installation,cc2,lat,lon\nA,DE,50.1,8.1\nB,DE,50.2,8.2\nC,FR,48.2,3.2\n",
        {"name": "installation", "country": "cc2", "lat": "lat", "lon": "lon"},
        {"name": "A", "country": "DE"},
    ),
    Stranger(
        "country by cells",
        "installation,col5,lat,lon\nA,DE,50.1,8.1\nB,PL,52.2,20.2\nC,FR,48.2,3.2\nD,FR,48.3,3.3\n",
        {"name": "installation", "country": "col5", "lat": "lat", "lon": "lon"},
        {"name": "A", "country": "DE"},
    ),
    Stranger(
        "side by cells belligerents",
        "battle,winner,belligerent,lat,lon\n"
        "A,Red,Army of the North,50.1,8.1\n"
        "B,Red,Army of the South,52.2,20.2\n"
        "C,Blue,Army of the North,48.2,3.2\n",
        {"name": "battle", "side": "belligerent", "lat": "lat", "lon": "lon"},
        {"name": "A", "side": "Army of the North"},
    ),
    Stranger(
        "fortress lat long DMS unsplit",
        "Fort,Latitude,Longitude,Notes\nA,54 05 30 N,1 30 00 W,x\nB,55 05 30 N,2 30 00 W,y\n",
        {"name": "Fort", "lat": "Latitude", "lon": "Longitude", "note": "Notes"},
        {"name": "A", "lat": 54.09166666666667, "lon": -1.5},
    ),
    Stranger(
        "MGRS",
        "callsign,MGRS,strength\nA1,37U DQ 11111 22222,30\nA2,37UDQ1234523456,40\n",
        {"name": "callsign", "lat_lon": "MGRS", "troops": "strength"},
        {"name": "A1"},
    ),
    Stranger(
        "Bellingcat timemap JSON",
        '[{"id":"CIV0001","date":"03/28/2022","latitude":"48.1","long'
        'itude":"38.1","location":"A town","description":"Impact","so'
        'urces":[{"id":"S1","path":"https://example.org"}],"filters":'
        '[]},{"id":"CIV0002","date":"02/24/2022","latitude":"48.2","l'
        'ongitude":"38.2","location":"B town","description":"Impact 2'
        '","sources":[],"filters":[]}]',
        {
            "id": "id",
            "date": "date",
            "lat": "latitude",
            "lon": "longitude",
            "place": "location",
            "note": "description",
            "source": "sources",
        },
        {"lat": 48.1, "lon": 38.1, "date": "2022-03-28", "place": "A town"},
        "ukr.json",
    ),
    Stranger(
        "GeoJSON UN cod",
        '{"type":"FeatureCollection","name":"bases","features":[{"typ'
        'e":"Feature","properties":{"fid":1,"FAC_NAME":"Alpha","FAC_T'
        'YPE":"Airbase"},"geometry":{"type":"Point","coordinates":[38'
        '.1,48.1]}},{"type":"Feature","properties":{"fid":2,"FAC_NAME'
        '":"Bravo","FAC_TYPE":"Depot"},"geometry":{"type":"MultiPoint'
        '","coordinates":[[38.2,48.2]]}}]}',
        {"name": "FAC_NAME", "kind": "FAC_TYPE", "lat": "lat", "lon": "lon"},
        {"name": "Alpha", "lat": 48.1, "kind": "Airbase"},
        "b.geojson",
    ),
    Stranger(
        "Portuguese colonial war",
        "Data,Local,Operação,Baixas,Lat,Long\n"
        "1964-01-15,Como,Operação Tridente,9,11.22,-15.3\n"
        "1970-11-22,Conakry,Operação Mar Verde,3,9.5,-13.7\n",
        {"date": "Data", "place": "Local", "name": "Operação", "lat": "Lat", "lon": "Long"},
        {"name": "Operação Tridente", "date": "1964-01-15", "lat": 11.22},
    ),
    Stranger(
        "nuclear tests",
        "WEAPON SOURCE COUNTRY,WEAPON DEPLOYMENT LOCATION,Data.Source"
        ",Location.Cordinates.Latitude,Location.Cordinates.Longitude,"
        "Data.Magnitude.Body,Location.Cordinates.Depth,Data.Yeild.Low"
        "er,Data.Yeild.Upper,Data.Purpose,Data.Name,Data.Type,Date.Da"
        "y,Date.Month,Date.Year\n"
        "USA,Alamogordo,DOE,32.54,-105.57,0,-0.1,21,21,Wr,Trinity,Tower,16,7,1945\n"
        "USA,Hiroshima,DOE,34.23,132.27,0,-0.6,15,15,Combat,Littleboy,Airdrop,5,8,1945\n",
        {
            "country": "WEAPON SOURCE COUNTRY",
            "source": "Data.Source",
            "lat": "Location.Cordinates.Latitude",
            "lon": "Location.Cordinates.Longitude",
            "name": "Data.Name",
            "date": "Date.Year",
        },
        {"name": "Trinity", "lat": 32.54, "lon": -105.57, "date": "1945-07-16", "troops": None},
    ),
    Stranger(
        "missile strikes swapped headers",
        "Attack,Long,Lat,Weapon,Launched,Shot down\n"
        "Night 1,30.5,50.4,Shahed,20,18\n"
        "Night 2,36.2,50.0,Kalibr,10,4\n",
        {"name": "Attack", "lon": "Long", "lat": "Lat"},
        {"name": "Night 1", "lat": 50.4, "lon": 30.5, "troops": None},
    ),
    Stranger(
        "peacekeeping missions",
        "Mission,ISO3,Troops,Police,HQ,HQ lat,HQ lon,As of\n"
        "MONUSCO,COD,12000,1500,Kinshasa,-4.32,15.3,2022-05\n"
        "UNIFIL,LBN,9500,0,Naqoura,33.12,35.14,2022-05\n",
        {
            "name": "Mission",
            "country": "ISO3",
            "troops": "Troops",
            "lat": "HQ lat",
            "lon": "HQ lon",
            "date": "As of",
        },
        {
            "name": "MONUSCO",
            "troops": 12000,
            "lat": -4.32,
            "lon": 15.3,
            "date": "2022-05",
            "country": "COD",
        },
    ),
    Stranger(
        "shipwrecks",
        "Wreck name;Nationality;Built;Sunk date;Depth (m);Latitude;Longitude\n"
        "Alpha;British;1920;1940-06-01;45;51° 12.5' N;1° 30.25' E\n"
        "Bravo;German;1930;1941-06-01;55;52° 12.5' N;2° 30.25' E\n",
        {
            "name": "Wreck name",
            "side": "Nationality",
            "date": "Sunk date",
            "lat": "Latitude",
            "lon": "Longitude",
        },
        {"name": "Alpha", "lat": 51.208333333333336, "lon": 1.5041666666666667},
    ),
    Stranger(
        "forts with area and armed",
        "Fort Name,Guns,Garrison,Area (ha),GPS N,GPS E\n"
        "Fort A,12,250,3.2,48.1,38.1\n"
        "Fort B,8,120,2.2,48.2,38.2\n",
        {"name": "Fort Name", "lat": "GPS N", "lon": "GPS E"},
        {"name": "Fort A", "lat": 48.1, "lon": 38.1},
    ),
    Stranger(
        "BOM middle",
        "\ufeffname,lat,lon\nA,48.1,38.1\n\ufeffname,lat,lon\nB,48.2,38.2\n",
        {"name": "name", "lat": "lat", "lon": "lon"},
        {"name": "A"},
    ),
    Stranger(
        "units with strengths words",
        "Brigade,Commander,Infantry,Cavalry,Guns,Lat,Lon\n"
        "Picton,Gen. Picton,7000,0,12,50.68,4.41\n"
        "Uxbridge,Lord Uxbridge,0,8500,6,50.67,4.40\n",
        {"name": "Brigade", "lat": "Lat", "lon": "Lon"},
        {"name": "Picton", "troops": None},
    ),
    Stranger(
        "Minard",
        "city,lonc,latc\nKowno,24,55\nWilna,25.3,54.7\nSmorgoni,26.4,54.4\n",
        {"place": "city", "lon": "lonc", "lat": "latc"},
        {"name": "Kowno", "lat": 55.0, "lon": 24.0},
    ),
    Stranger(
        "Syrian conflict monitor",
        "Date;Gov;Location;Actor;Event;N;E\n"
        "01/02/2016;Aleppo;Nubl;SAA;Advance;36.37;36.99\n"
        "13/02/2016;Aleppo;Mayer;FSA;Clash;36.36;36.98\n",
        {
            "date": "Date",
            "place": "Location",
            "side": "Actor",
            "name": "Event",
            "lat": "N",
            "lon": "E",
        },
        {"lat": 36.37, "lon": 36.99, "date": "2016-02-01"},
    ),
    Stranger(
        "tabs",
        "Unit\tType\tLat\tLong\tReported\n"
        "1 Bn\tInfantry\t48.1\t38.1\t2022/03/01\n"
        "2 Bn\tArmour\t48.2\t38.2\t2022/03/02\n",
        {"name": "Unit", "kind": "Type", "lat": "Lat", "lon": "Long", "date": "Reported"},
        {"name": "1 Bn", "date": "2022-03-01", "lat": 48.1},
    ),
    Stranger(
        "GeoNames dump like",
        "geonameid\tname\tasciiname\talternatenames\tlatitude\tlongitude\tf"
        "eature class\tfeature code\tcountry code\tpopulation\n"
        "1\tFort Ä\tFort A\tF A\t48.1\t38.1\tS\tFT\tUA\t0\n"
        "2\tFort Ö\tFort O\tF O\t48.2\t38.2\tS\tFT\tUA\t0\n",
        {
            "name": "name",
            "lat": "latitude",
            "lon": "longitude",
            "kind": "feature class",
            "country": "country code",
        },
        {"name": "Fort Ä", "lat": 48.1, "troops": None},
        "g.tsv",
    ),
    Stranger(
        "Swedish",
        "Namn;Län;Förband;Antal;Latitud;Longitud\n"
        "Boden;Norrbotten;I 19;2000;65,82;21,69\n"
        "Skövde;VG;P 4;1800;58,39;13,85\n",
        {"name": "Namn", "lat": "Latitud", "lon": "Longitud"},
        {"lat": 65.82, "lon": 21.69},
    ),
    Stranger(
        "Dutch",
        "Naam;Plaats;Provincie;Breedtegraad;Lengtegraad;Bouwjaar\n"
        "Fort A;Utrecht;Utrecht;52,09;5,12;1870\n"
        "Fort B;Naarden;NH;52,29;5,16;1675\n",
        {"name": "Naam", "place": "Plaats", "lat": "Breedtegraad", "lon": "Lengtegraad"},
        {"name": "Fort A", "place": "Utrecht", "lat": 52.09, "lon": 5.12},
    ),
    Stranger(
        "Czech",
        "Název;Typ;Obec;Zem. šířka;Zem. délka\n"
        "Tvrz Hanička;Tvrz;Rokytnice;50,19;16,51\n"
        "Tvrz Bouda;Tvrz;Těchonín;50,06;16,66\n",
        {"name": "Název", "kind": "Typ", "place": "Obec", "lat": "Zem. šířka", "lon": "Zem. délka"},
        {"name": "Tvrz Hanička", "lat": 50.19, "lon": 16.51},
    ),
    Stranger(
        "Greek",
        "Μάχη,Ημερομηνία,Τοποθεσία,Γεωγραφικό πλάτος,Γεωγραφικό μήκος\n"
        "Μάχη Α,1821-04-23,Αλαμάνα,38.88,22.45\n"
        "Μάχη Β,1822-07-26,Δερβενάκια,37.8,22.7\n",
        {
            "name": "Μάχη",
            "date": "Ημερομηνία",
            "place": "Τοποθεσία",
            "lat": "Γεωγραφικό πλάτος",
            "lon": "Γεωγραφικό μήκος",
        },
        {"name": "Μάχη Α", "lat": 38.88, "lon": 22.45, "date": "1821-04-23"},
    ),
    Stranger(
        "Korean",
        "부대명,유형,위도,경도,날짜\n"
        "제1사단,보병,37.8,126.8,2022-01-01\n"
        "제2사단,보병,38.0,127.2,2022-01-01\n",
        {"name": "부대명", "kind": "유형", "lat": "위도", "lon": "경도", "date": "날짜"},
        {"name": "제1사단", "lat": 37.8, "lon": 126.8, "date": "2022-01-01"},
    ),
    Stranger(
        "Hebrew",
        "שם,סוג,קו רוחב,קו אורך\nבסיס א,חיל אוויר,31.2,34.7\nבסיס ב,חיל הים,32.8,35.0\n",
        {"name": "שם", "kind": "סוג", "lat": "קו רוחב", "lon": "קו אורך"},
        {"name": "בסיס א", "lat": 31.2, "lon": 34.7},
    ),
    Stranger(
        "Persian",
        "نام,نوع,عرض جغرافیایی,طول جغرافیایی\n"
        "پایگاه الف,هوایی,35.7,51.3\n"
        "پایگاه ب,دریایی,27.2,56.3\n",
        {"name": "نام", "kind": "نوع", "lat": "عرض جغرافیایی", "lon": "طول جغرافیایی"},
        {"name": "پایگاه الف", "lat": 35.7, "lon": 51.3},
    ),
    Stranger(
        "sightings with short years",
        "Entry ID,Date,Town/City,Oblast,Country,Coordinates,Link,Brief Description,Source Type\n"
        'R1,24-Feb-22,Millford,North,Redland,"46.6711, 32.7306",https://example.org/1,Tanks,Web\n'
        'R2,3-Mar-22,Oldtown,South,Redland,"50.4018, 30.2520",https://example.org/2,Smoke,Web\n',
        {
            "date": "Date",
            "place": "Town/City",
            "region": "Oblast",
            "country": "Country",
            "lat_lon": "Coordinates",
            "source_url": "Link",
        },
        {"name": "Millford", "date": "2022-02-24", "lat": 46.6711, "lon": 32.7306},
    ),
    Stranger(
        "zones of UTM",
        "Post,Zone,Easting,Northing\nAlpha,37U,412345,5381234\nBravo,36T,512345,5281234\n"
        "Charlie,36U,512345.5,5581234.5\n",
        {"name": "Post", "lat_lon": "Easting"},
        {"name": "Alpha", "lat": 48.5780586, "lon": 37.8115819},
    ),
    Stranger(
        "zones of UTM by halves",
        "name,utm_zone,hemisphere,utm_e,utm_n\nA,33,S,412345,8381234\nB,34,S,512345,8281234\n",
        {"name": "name", "lat_lon": "utm_e"},
        {"name": "A", "lat": -14.6409005, "lon": 14.1860279},
    ),
    Stranger(
        "places of a telephone",
        '{"locations": [{"latitudeE7": 504501000, "longitudeE7": -5234000,'
        ' "timestamp": "2022-02-24T03:40:00Z"}, {"latitudeE7": 499935000, "longitudeE7": 362304000,'
        ' "timestamp": "2022-02-25T03:40:00Z"}]}',
        {"lat": "latitudeE7", "lon": "longitudeE7", "date": "timestamp"},
        {"name": "Row 1", "lat": 50.4501, "lon": -0.5234, "date": "2022-02-24T03:40"},
        "Records.json",
    ),
    Stranger(
        "geohashes",
        "post,geohash\nAlpha,u8vxn84\nBravo,u8c5p2e\nCharlie,9q8yyk8\n",
        {"name": "post", "lat_lon": "geohash"},
        {"name": "Alpha", "lat": 50.4499054, "lon": 30.5234528, "accuracy_km": 0.091},
    ),
    Stranger(
        "plus codes",
        "checkpoint,plus_code\nAlpha,8FW4V75V+8Q\nBravo,849VCWC8+R9\n",
        {"name": "checkpoint", "lat_lon": "plus_code"},
        {"name": "Alpha", "lat": 48.8583125, "lon": 2.2944375},
    ),
    Stranger(
        "sites of Britain",
        "Site Name,Grid Ref,Easting,Northing,County\n"
        "Alpha Barracks,SU 150 500,415000,150000,Wiltshire\n"
        "RAF Bravo,TF240560,524000,356000,Lincolnshire\n",
        {"name": "Site Name", "lat_lon": "Grid Ref"},
        {"name": "Alpha Barracks", "lat": 51.2494246, "lon": -1.7857506, "accuracy_km": 0.071},
    ),
    Stranger(
        "a layer of a web map",
        "X,Y,OBJECTID,SITE_NAME\n-9663377.2,3960203.1,1,Alpha\n-10964257.5,3432417.7,2,Bravo\n",
        {"lat": "Y", "lon": "X", "name": "SITE_NAME"},
        {"name": "Alpha", "lat": 33.4875858, "lon": -86.8075943},
    ),
    Stranger(
        "shapes in cells",
        "WKT,name,description\n"
        '"POLYGON ((30 50, 31 50, 31 51, 30 50))",Zone,x\n"POINT (36.3 47.5)",Post,\n',
        {"lat_lon": "WKT", "name": "name", "note": "description"},
        {"name": "Zone", "lat": 50.5, "lon": 30.75},
    ),
    Stranger(
        "attacks at sea with blanks of R",
        "date,longitude,latitude,attack_type,vessel_name,vessel_status\n"
        "1993-01-02,116.9667,19.7,NA,Leader,NA\n1993-01-04,116,22.3333,Boarded,NA,NA\n",
        {
            "date": "date",
            "lat": "latitude",
            "lon": "longitude",
            "kind": "attack_type",
            "name": "vessel_name",
        },
        {"name": "Leader", "lat": 19.7},
    ),
    Stranger(
        "aircraft heard by receivers",
        "time,icao24,lat,lon,velocity,callsign,onground,lastcontact\n"
        "1645660800,ae1234,48.1234,23.4567,231.2,ALPHA11 ,False,1645660799.9\n"
        "1645660810,43c6f1,52.4221,20.1134,210.2,BRAVO72,False,1645660809.5\n",
        {"date": "time", "lat": "lat", "lon": "lon", "name": "callsign"},
        {"name": "ALPHA11", "date": "2022-02-24", "lat": 48.1234},
    ),
    Stranger(
        "objects of a street map",
        "@id\t@type\t@lat\t@lon\tname\tmilitary\toperator\n"
        "123\tnode\t50.45\t30.52\tКазарма 1\tbarracks\tЗСУ\n"
        "124\tway\t49.84\t24.03\tПолігон\trange\t\n",
        {
            "id": "@id",
            "lat": "@lat",
            "lon": "@lon",
            "name": "name",
            "kind": "military",
            "side": "operator",
        },
        {"name": "Казарма 1", "kind": "barracks", "side": "ЗСУ", "lat": 50.45},
        "overpass.tsv",
    ),
    Stranger(
        "acts of terror with codes and words",
        "eventid,iyear,imonth,iday,country,country_txt,region,region_txt,city,latitude,longitude,"
        "attacktype1,attacktype1_txt,gname,nkill\n"
        "1,2015,1,1,4,Afghanistan,6,South Asia,Kabul,34.53,69.17,3,Bombing,Front,1\n"
        "2,2015,1,0,95,Iraq,10,Middle East,Baghdad,33.30,44.37,2,Assault,Front,4\n",
        {
            "date": "iyear",
            "country": "country_txt",
            "region": "region_txt",
            "place": "city",
            "lat": "latitude",
            "lon": "longitude",
            "kind": "attacktype1_txt",
        },
        {"name": "Bombing near Kabul", "country": "Afghanistan", "region": "South Asia"},
    ),
    Stranger(
        "disasters",
        "DisNo.,Disaster Type,Event Name,Latitude,Longitude,Start Year,Start Month,Start Day,"
        "End Year,End Month,End Day,County\n"
        "2020-0001,Explosion,Depot blast,34.73,36.71,2020,1,5,2020,1,6,Homs\n"
        "2020-0002,Explosion,Port blast,33.90,35.52,2020,8,4,2020,8,4,Beirut\n",
        {
            "kind": "Disaster Type",
            "name": "Event Name",
            "lat": "Latitude",
            "lon": "Longitude",
            "date": "Start Year",
        },
        {"name": "Depot blast", "date": "2020-01-05"},
    ),
    Stranger(
        "a table with marks of footnotes",
        "Name,Coordinates,Opened,Ref.\n"
        '"Alpha Air Base","49.43694, 7.60028",1953,[1]\n'
        '"Bravo Air Base","37.002, 35.42",1955,[2]\n',
        {"name": "Name", "lat_lon": "Coordinates"},
        {"name": "Alpha Air Base", "id": "row2", "date": None},
    ),
    Stranger(
        "forts and when they were built",
        "Nom;Commune;Date de construction;Coordonnées GPS\n"
        "Fort Alpha;Lille;1880;50.62, 3.05\nFort Bravo;Verdun;1883;49.21, 5.43\n",
        {"name": "Nom", "place": "Commune", "lat_lon": "Coordonnées GPS"},
        {"name": "Fort Alpha", "date": None},
    ),
    Stranger(
        "camps of one war",
        "Camp,Unité,Effectif,Lat,Lon\nAlliés,1re division,12000,50.1,3.1\n"
        "Empire,2e division,9000,50.2,3.2\nAlliés,3e division,8000,50.3,3.3\n",
        {"side": "Camp", "name": "Unité", "troops": "Effectif", "lat": "Lat", "lon": "Lon"},
        {"side": "Alliés", "troops": 12000},
    ),
    Stranger(
        "an answer of SPARQL",
        '{"head": {"vars": ["item", "itemLabel", "coord"]}, "results": {"bindings": ['
        '{"item": {"type": "uri", "value": "http://example.org/Q1"}, "itemLabel": {"xml:lang": '
        '"en", "type": "literal", "value": "Base Alpha"}, "coord": {"datatype": "http://example.org'
        '/wkt", "type": "literal", "value": "Point(-76.3 36.95)"}}, {"item": {"type": "uri", '
        '"value": "http://example.org/Q2"}, "itemLabel": {"type": "literal", "value": "Fort B"}, '
        '"coord": {"type": "literal", "value": "Point(4.8 52.95)"}}]}}',
        {"name": "itemLabel", "lat_lon": "coord"},
        {"name": "Base Alpha", "lat": 36.95, "lon": -76.3},
        "query.json",
    ),
    Stranger(
        "hits of a search engine",
        '{"took": 3, "hits": {"total": {"value": 2}, "hits": [{"_index": "e", "_id": "a", "_source"'
        ': {"headline": "Alpha", "@timestamp": "2022-03-01T10:00:00Z", "geo": {"lat": 48.5, "lon":'
        ' 39.3}}}, {"_index": "e", "_id": "b", "_source": {"headline": "Bravo", "@timestamp": '
        '"2022-03-02T10:00:00Z", "geo": {"lat": 47.5, "lon": 36.3}}}]}}',
        {"id": "_id", "name": "headline", "date": "@timestamp", "lat": "lat", "lon": "lon"},
        {"name": "Alpha", "date": "2022-03-01T10:00", "lat": 48.5, "lon": 39.3},
        "hits.json",
    ),
    Stranger(
        "rows beside what describes them",
        '{"meta": {"view": {"name": "Forts", "columns": [{"id": -1, "name": "sid"}, {"id": 2, '
        '"name": "Fort"}, {"id": 3, "name": "Latitude"}, {"id": 4, "name": "Longitude"}]}}, "data":'
        ' [["row-1", "Alpha", "48.5", "39.3"], ["row-2", "Bravo", "47.5", "36.3"]]}',
        {"name": "Fort", "lat": "Latitude", "lon": "Longitude"},
        {"name": "Alpha", "lat": 48.5, "lon": 39.3},
        "rows.json",
    ),
    Stranger(
        "data sets of a map's settings",
        '{"datasets": [{"version": "v1", "data": {"id": "a", "label": "units", "allData": [["Alpha"'
        ', 48.5, 39.3], ["Bravo", 47.5, 36.3]], "fields": [{"name": "unit", "type": "string"}, '
        '{"name": "lat", "type": "real"}, {"name": "lng", "type": "real"}]}}], "config": {}}',
        {"name": "unit", "lat": "lat", "lon": "lng"},
        {"name": "Alpha", "lat": 48.5, "lon": 39.3},
        "map.json",
    ),
    Stranger(
        "layers of a map",
        '{"type": "umap", "properties": {"name": "Front"}, "layers": [{"type": "FeatureCollection",'
        ' "features": [{"type": "Feature", "properties": {"name": "Alpha"}, "geometry": {"type": '
        '"Point", "coordinates": [39.3, 48.5]}}], "_umap_options": {"name": "Ukraine"}}, {"type": '
        '"FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Bravo"}, '
        '"geometry": {"type": "Point", "coordinates": [36.3, 47.5]}}], "_umap_options": {"name": '
        '"Russia"}}]}',
        {"name": "name", "lat": "lat", "lon": "lon", "side": "folder"},
        {"name": "Alpha", "side": "Ukraine", "lat": 48.5, "lon": 39.3},
        "front.umap",
    ),
    Stranger(
        "an Atom feed",
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss='
        '"http://www.georss.org/georss"><title>Incidents</title><entry><title>Clash at A</title>'
        '<link href="https://example.org/1"/><id>urn:1</id><updated>2022-02-24T03:00:00Z</updated>'
        "<summary>Two &lt;b&gt;tanks&lt;/b&gt;</summary><georss:point>48.5 39.3</georss:point>"
        "</entry><entry><title>Strike</title><georss:polygon>47 36 47 37 48 37 47 36"
        "</georss:polygon></entry></feed>",
        {
            "name": "name",
            "date": "date",
            "note": "note",
            "source_url": "source_url",
            "id": "id",
            "lat": "lat",
            "lon": "lon",
        },
        {
            "name": "Clash at A",
            "date": "2022-02-24T03:00",
            "note": "Two tanks",
            "source_url": "https://example.org/1",
            "lat": 48.5,
            "lon": 39.3,
        },
        "feed.xml",
    ),
    Stranger(
        "an RSS feed",
        '<rss version="2.0" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"><channel><title>At'
        " sea</title><item><title>Attack</title><link>https://example.org/a</link><pubDate>Thu, 24 "
        "Feb 2022 03:00:00 GMT</pubDate><category>piracy</category><geo:lat>-12.5</geo:lat>"
        "<geo:long>45.1</geo:long></item><item><title>Sighting</title><geo:Point><geo:lat>13.5"
        "</geo:lat><geo:long>43.1</geo:long></geo:Point></item></channel></rss>",
        {
            "name": "name",
            "date": "date",
            "source_url": "source_url",
            "kind": "category",
            "lat": "lat",
            "lon": "lon",
        },
        {"name": "Attack", "date": "2022-02-24T03:00", "kind": "piracy", "lat": -12.5, "lon": 45.1},
        "feed.rss",
    ),
]
