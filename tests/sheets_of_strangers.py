"""Made-up sheets as people of many trades have them: what each column is, and its first row.

Each is the text of a CSV, the sheet's name of each of the schema's columns, and values of row 1.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Stranger(NamedTuple):
    """A sheet, which of its columns is which, and values of its first row."""

    name: str
    text: str
    columns: dict[str, str]
    first: dict[str, Any]


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
        {"date": "iyear", "place": "city", "lat": "latitude", "lon": "longitude"},
        {"date": "1970-01-02", "lat": 48.5, "troops": None},
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
]
