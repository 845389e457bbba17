"""Positions in the notations of spreadsheets: what is read, what is refused, in what words."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from math import cos, hypot, radians

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deploymap.notation.positions import (
    Axis,
    Point,
    PositionError,
    describe_crs,
    looks_like_pair,
    parse_degrees,
    parse_pair,
    transform_points,
)

CODES = {
    "position-unreadable",
    "position-range",
    "position-axis",
    "position-swapped",
    "position-minutes",
    "position-sign",
    "position-ambiguous",
    "position-grid",
    "unknown-crs",
}

# 48°34'05" and 39°18'20", in degrees
LAT, LON = 48.5680556, 39.3055556


# one axis


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("48.57", 48.57),
        (" 48.57 ", 48.57),
        ("48,57", 48.57),
        ("48,570", 48.57),
        ("48", 48),
        (".5", 0.5),
        ("5.", 5),
        ("+48.57", 48.57),
        ("-48.57", -48.57),
        ("−48.57", -48.57),
        ("-48.57 S", -48.57),
        ("48.57°", 48.57),
        ("48.57 N", 48.57),
        ("48.57n", 48.57),
        ("N48.57", 48.57),
        ("N 48.57", 48.57),
        ("48.57°N", 48.57),
        ("48.57° S", -48.57),
        ("S48.57", -48.57),
        ("48.57 North", 48.57),
        ("48.57С", 48.57),
        ("Ю 48.57", -48.57),
        ("48.57 Север", 48.57),
        ("48.57 Noord", 48.57),
        ("48.57 Sul", -48.57),
        ("48.57 południe", -48.57),
        ("北纬48.57°", 48.57),
        ("٤٨٫٥٧ شمالا", 48.57),
        ("۴۸٫۵۷", 48.57),
        ("४८.५७", 48.57),
        ("４８．５７", 48.57),
        ("４８°３４′０５″Ｎ", LAT),
        ("\u200e48.57\u200f", 48.57),
        ("48 Grad 34 Minuten 5 Sekunden Nord", LAT),
        ("48 градусов 34 минуты 5 секунд", LAT),
        ("48,57 Süd", -48.57),
        ("48.57 с.ш.", 48.57),
        ("48.57 С. Ш.", 48.57),
        ("48.57 сш", 48.57),
        ("48.57 ю.ш.", -48.57),
        ("48.57° пн. ш.", 48.57),
        ("пд. ш. 48.57", -48.57),
        ("48°34'05\"N", LAT),
        ("48°34'05\"S", -LAT),
        ("-48°34'05\"", -LAT),
        ("N48°34'05\"", LAT),
        ("48° 34′ 5.2″ N", 48.5681111),
        ("48º34'05''", LAT),
        ("48˚34’05”N", LAT),
        ("48°34'05", LAT),
        ("48°34'", 48.5666667),
        ("48°34.083'N", 48.56805),
        ("48° 34,083' N", 48.56805),
        ("48-34-05N", LAT),
        ("48 34 05 N", LAT),
        ("48 34 05", LAT),
        ("48 34.083 N", 48.56805),
        ("48:34:05", LAT),
        ("48:34:05.0 S", -LAT),
        ("48d34m05s", LAT),
        ("48D34M05S", LAT),
        ("48d34m05sS", -LAT),
        ("48d34m05 S", -LAT),
        ("48 deg 34 min 05 sec S", -LAT),
        ("48 град 34 мин 05 сек с.ш.", LAT),
        ("483405N", LAT),
        ("4834N", 48.5666667),
        ("4834.083N", 48.56805),
        ("S483405", -LAT),
        ("90°00'00\"N", 90),
        ("-0", 0),
    ],
)
def test_latitudes_are_read(text: str, degrees: float) -> None:
    assert parse_degrees(text, "lat") == pytest.approx(degrees, abs=1e-6)


def test_zero_has_no_sign() -> None:
    assert str(parse_degrees("-0", "lat")) == str(parse_degrees("0 S", "lat")) == "0.0"


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("139.31", 139.31),
        ("39,31 E", 39.31),
        ("39.31 W", -39.31),
        ("39.31 в.д.", 39.31),
        ("39.31 з. д.", -39.31),
        ("39.31 сх. д.", 39.31),
        ("39.31 зх. д.", -39.31),
        ("39.31 Ost", 39.31),
        ("39.31В", 39.31),
        ("39.31 З", -39.31),
        ("39.31 захід", -39.31),
        ("39.31 oost", 39.31),
        ("39.31 Ø", 39.31),
        ("39.31 Öst", 39.31),
        ("39.31 leste", 39.31),
        ("39.31 Ovest", -39.31),
        ("东经39.31", 39.31),
        ("غرب ٣٩٫٣١", -39.31),
        ("39.31 Ouest", -39.31),
        ("139°18'20\"E", 100 + LON),
        ("0391820E", LON),
        ("03918E", 39.3),
        ("1391820W", -100 - LON),
        ("-180", -180),
    ],
)
def test_longitudes_are_read(text: str, degrees: float) -> None:
    assert parse_degrees(text, "lon") == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize(
    ("axis", "text", "code", "words"),
    [
        ("lat", "", "position-unreadable", "a blank is not a latitude"),
        ("lat", "1e5", "position-unreadable", "1e5 is not a latitude; write decimal degrees"),
        ("lon", "nan", "position-unreadable", "nan is not a longitude"),
        ("lat", "inf", "position-unreadable", "inf is not"),
        ("lat", "-inf", "position-unreadable", "-inf is not"),
        ("lat", "48.57.12", "position-unreadable", "48.57.12 is not"),
        ("lat", "48_57", "position-unreadable", "48_57 is not"),
        ("lat", "４８_", "position-unreadable", "is not"),
        ("lat", "- 48", "position-unreadable", "- 48 is not"),
        ("lat", "N48S", "position-unreadable", "N48S is not"),
        ("lat", "N 48d34m05 S", "position-unreadable", "is not"),
        ("lat", "48.5°34'N", "position-unreadable", "is not"),
        ("lat", "48°34.5'05\"N", "position-unreadable", "is not"),
        ("lat", "48" + " " * 200, "position-unreadable", "202 characters"),
        ("lat", "48.570.000", "position-unreadable", "taken away its decimal point"),
        ("lat", "48 570 000", "position-unreadable", "taken away its decimal point"),
        ("lat", "485.700", "position-range", "taken away its decimal point"),
        ("lat", "48570000", "position-range", "taken away its decimal point"),
        (
            "lat",
            "94.2",
            "position-range",
            "latitude 94.2 is outside -90..90; lat and lon look swap",
        ),
        ("lat", "90°00'01\"N", "position-range", "check the digits"),
        ("lon", "200", "position-range", "200 is outside -180..180; longitudes go from -180"),
        ("lat", "39.31 V", "position-unreadable", "is not"),
        ("lat", "39.31 З", "position-axis", "by its letter a longitude"),
        ("lat", "39.31 E", "position-axis", "by its letter a longitude where a latitude"),
        ("lon", "48°34'05\"N", "position-axis", "look swapped"),
        ("lat", "48°75'N", "position-minutes", "has 75 minutes; minutes go from 0 to 59"),
        ("lat", "48°34'60\"N", "position-minutes", "has 60 seconds; seconds go from 0 to 59"),
        ("lat", "486005N", "position-minutes", "has 60 minutes"),
        ("lat", "-48.57 N", "position-sign", "the sign - and the letter N"),
        ("lat", "+48.57 ю.ш.", "position-sign", "the sign + and the letter ю.ш."),
        ("lon", "39.31 O", "position-ambiguous", "east in German and west in French"),
        ("lat", "4 8.5", "position-ambiguous", "may be degrees and minutes or something else"),
        ("lat", "48:34", "position-ambiguous", "may be"),
        ("lat", "48-34-05", "position-ambiguous", "may be"),
        ("lat", "12-05-2022", "position-ambiguous", "may be"),
        ("lat", "48d34m05S", "position-ambiguous", "for seconds or for south"),
        ("lon", "391820E", "position-ambiguous", "0391820E for a longitude"),
    ],
)
def test_angles_that_are_refused(axis: Axis, text: str, code: str, words: str) -> None:
    fault = fault_of(parse_degrees, text, axis)
    assert (fault.code, words in str(fault)) == (code, True), str(fault)
    assert str(fault) == f"{fault.message}; {fault.advice}"


def fault_of(function, *arguments) -> PositionError:  # type: ignore[no-untyped-def]
    with pytest.raises(PositionError) as raised:
        function(*arguments)
    return raised.value


# whole positions


@pytest.mark.parametrize(
    "text",
    [
        "48.57, 39.31",
        "48.57,39.31",
        "48.57 39.31",
        "48.57  39.31",
        "48.57\t39.31",
        "48.57\n39.31",
        "+48.57, +39.31",
        "48,57; 39,31",
        "48,57 39,31",
        "48,57, 39,31",
        "48,57,39,31",
        "(48.57, 39.31)",
        "48.57/39.31",
        "48.57 | 39.31",
        "48.57N 39.31E",
        "48.57 N 39.31 E",
        "39.31 E, 48.57 N",
        "N48.57 E39.31",
        "N48.57E39.31",
        "48.57N39.31E",
        "48,57N 39,31E",
        "48.57N, 39.31",
        "48,57 с.ш., 39,31 в.д.",
        "48,57с.ш.39,31в.д.",
        "48.57° пн. ш. 39.31° сх. д.",
        "lat 48.57 lon 39.31",
        "Lat: 48,57; Long: 39,31",
        "lon=39.31&lat=48.57",
        "широта 48,57 долгота 39,31",
        "geo:48.57,39.31",
        "geo:48.57,39.31,120;crs=WGS84;u=35",
        "POINT (39.31 48.57)",
        "point(39.31 48.57)",
        "POINT Z (39.31 48.57 120)",
        "SRID=4326;POINT(39.31 48.57)",
        '{"type":"Point","coordinates":[39.31,48.57]}',
        '{"type": "Point", "coordinates": [39.31, 48.57, 120]}',
    ],
)
def test_pairs_are_read(text: str) -> None:
    assert parse_pair(text) == Point(48.57, 39.31, None)
    assert looks_like_pair(text)


@pytest.mark.parametrize(
    "text",
    [
        "48°34'05\"N 39°18'20\"E",
        "39°18'20\"E 48°34'05\"N",
        "48°34'05\"N39°18'20\"E",
        "48° 34′ 05″ N, 39° 18′ 20″ E",
        "48° 34' 05'', 39° 18' 20''",
        "48 34 05 N 39 18 20 E",
        "N 48 34 05 E 39 18 20",
        "48 34 05 39 18 20",
        "48:34:05, 39:18:20",
        "483405N 0391820E",
        "483405N0391820E",
        "48-34-05N 39-18-20E",
        "48d34m05s, 39d18m20s",
    ],
)
def test_pairs_in_minutes_and_seconds_are_read(text: str) -> None:
    assert parse_pair(text)[:2] == pytest.approx((LAT, LON), abs=1e-6)
    assert looks_like_pair(text)


def test_whole_degrees_are_a_pair_but_do_not_look_like_one() -> None:
    for text in ("48, 39", "48 39", "48;39", "48/39"):
        assert parse_pair(text) == Point(48, 39, None)
        assert not looks_like_pair(text)
    assert not looks_like_pair("1200, 3400")


@pytest.mark.parametrize(
    "text", ["", "1st Tank Army", "2022-01-12", "12/05/2022", "32,000", "48.57"]
)
def test_other_cells_do_not_look_like_pairs(text: str) -> None:
    assert not looks_like_pair(text)
    assert not looks_like_pair(text * 300)


@pytest.mark.parametrize("text", ["48°75'N 39°18'E", "139.31, 48.57", "-48.57N 39.31E"])
def test_a_pair_with_a_slip_looks_like_one(text: str) -> None:
    assert looks_like_pair(text)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "position-unreadable", "a blank is not a position"),
        ("Luhansk", "position-unreadable", "Luhansk is not a position; write lat and lon"),
        ("48.57", "position-unreadable", "is one angle, and a position has two"),
        ("48 34.083N", "position-unreadable", "is one angle"),
        ("48. 57", "position-unreadable", "is not a position"),
        ("48;,57", "position-unreadable", "is not a position"),
        ("48.57N39.31", "position-unreadable", "is not a position"),
        ("37 deg 34", "position-unreadable", "is one angle"),
        ("lat 48.57 lat 39.31", "position-unreadable", "is not a position"),
        ("see lat 48.57 lon 39.31", "position-unreadable", "is not a position"),
        ("48.57 ,, 39.31", "position-unreadable", "is not a position"),
        ("[39.31, 48.57]", "position-unreadable", "is not a position"),
        ("x" * 201, "position-unreadable", "201 characters"),
        ("{", "position-unreadable", "is not a GeoJSON point"),
        ('{"type":"Point","coordinates":[true,48]}', "position-unreadable", "GeoJSON point"),
        ('{"type":"Point","coordinates":[NaN,48]}', "position-unreadable", "GeoJSON point"),
        ('{"type":"Point","coordinates":[1e999,48]}', "position-unreadable", "GeoJSON point"),
        ('{"type":"Line","coordinates":[39,48]}', "position-unreadable", "GeoJSON point"),
        ('{"type":"Point","coordinates":"39"}', "position-unreadable", "GeoJSON point"),
        ("48,57", "position-ambiguous", "may be one number or two"),
        ("48,57,39", "position-ambiguous", "may be 48, 57.39 or 48.57, 39"),
        ("48.57,39,31", "position-ambiguous", "may be parted in more ways than one"),
        ("48 34 39 18", "position-ambiguous", "more ways than one"),
        ("48 34 39 18 E", "position-ambiguous", "more ways than one"),
        ("48.57 N 39.31", "position-ambiguous", "may be 39.31, 48.57 or 48.57, 39.31"),
        ("48.57N 39.31O", "position-ambiguous", "write E or W"),
        ("48.57N 39.31N", "position-axis", "two latitudes by its letters"),
        ("lat 39.31E lon 48.57N", "position-axis", "look swapped"),
        ("139.31, 48.57", "position-swapped", "latitude 139.31, outside -90..90; lat and lon look"),
        ("POINT (48.57 139.31)", "position-swapped", "lat and lon look swapped; exchange them"),
        ("geo:139.31,48.57", "position-swapped", "exchange them"),
        ("485.7 390.1", "position-range", "is outside"),
        ("98.57N 39.31E", "position-range", "latitude 98.57 is outside -90..90; check the digits"),
        ("48°75'N 39°18'E", "position-minutes", "has 75 minutes"),
        ("48 34 05 N 39 18 61 E", "position-minutes", "has 61 seconds"),
        ("-48.57N 39.31E", "position-sign", "the sign - and the letter N"),
        ("geo:48.57,39.31;crs=nad27", "unknown-crs", "the system nad27, not in wgs84"),
        ("SRID=99;POINT(1 2)", "unknown-crs", "99 is not a coordinate reference system"),
        ("SRID=32637;POINT(1e30 2)", "position-range", "the area of WGS 84 / UTM zone 37N"),
    ],
)
def test_pairs_that_are_refused(text: str, code: str, words: str) -> None:
    fault = fault_of(parse_pair, text)
    assert (fault.code, words in str(fault)) == (code, True), str(fault)


# grids


@pytest.mark.parametrize(
    ("text", "lat", "lon", "accuracy_km"),
    [
        # reckoned with GEOTRANS by way of the package mgrs 1.6.0
        ("37U EQ 12345 67890", 49.3635987, 39.1700280, None),
        ("37UEQ1234567890", 49.3635987, 39.1700280, None),
        ("MGRS 37ueq 1234 5678", 49.2637038, 39.1696777, 0.0070711),
        ("37UEQ12", 48.9777267, 39.2049877, 7.0710678),
        ("37UEQ", 49.2007562, 39.6863620, 70.7106781),
        ("32VKM1234", 59.7484284, 3.8810402, 0.7071068),
        ("33XVG", 77.9168208, 12.8598921, 70.7106781),
        ("YXK1234", 86.6592164, -129.2024799, 0.7071068),
        ("37DEG12", -66.4938662, 39.3370257, 7.0710678),
    ],
)
def test_squares_of_mgrs_are_read_as_their_centre(
    text: str, lat: float, lon: float, accuracy_km: float | None
) -> None:
    assert parse_pair(text) == pytest.approx((lat, lon, accuracy_km), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("37U 412345 5381234", 48.5780581, 37.8115819),
        ("37U 0412345 5381234", 48.5780581, 37.8115819),
        ("37U 412345 mE 5381234 mN", 48.5780581, 37.8115819),
        ("UTM zone 37N 412345 5381234", 48.5780581, 37.8115819),
        ("UTM 37U, 412345, 5381234", 48.5780581, 37.8115819),
        ("EPSG:32637 412345 5381234", 48.5780581, 37.8115819),
        ("SRID=32637;POINT(412345 5381234)", 48.5780581, 37.8115819),
        ("37S 412345 4200000", 37.9433603, 38.0024003),
        ("EPSG:32737 412345 4200000", -52.3432873, 37.7132783),
        ("UTM zone 37S 412345 9900000", -0.9046445, 38.2121941),
        ("zone 37S 412345 8200000", -16.2792430, 38.1796045),
    ],
)
def test_utm_is_read(text: str, lat: float, lon: float) -> None:
    assert parse_pair(text)[:2] == pytest.approx((lat, lon), abs=1e-6)
    assert looks_like_pair(text)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("37UEQ123", "position-grid", "2, 4, 6, 8 or 10 digits"),
        ("37UEQ 123 4567", "position-grid", "half of them the easting"),
        ("37UEQ 1 2 3 4", "position-grid", "half of them the easting"),
        ("37UEQ 123456 123456", "position-grid", "2, 4, 6, 8 or 10 digits"),
        ("61UEQ12", "position-grid", "zones go from 1 to 60"),
        ("37IEQ12", "position-grid", "bands of latitude go from C to X, without I and O"),
        ("37UJQ12", "position-grid", "zone 37 has the columns ABCDEFGH"),
        ("37UEI12", "position-grid", "rows from A to V"),
        ("37UAA12", "position-grid", "there is no such square in 37U"),
        ("37VEQ12", "position-grid", "there is no such square in 37V"),
        ("32XNG12", "position-grid", "there is no 32X"),
        ("31VFG12", "position-grid", "there is no such square in 31V"),
        ("BRZ12", "position-grid", "there is no such square in polar zone B"),
        ("YAA12", "position-grid", "polar zone Y has the columns RSTUXYZ"),
        ("37 N 412345 5381234", "position-grid", "outside its band N; a letter after the zone is"),
        ("37U 412345 6381234", "position-grid", "outside its band U"),
        ("37U 950000 5381234", "position-grid", "eastings go from 100000 to 900000"),
        ("EPSG:32661 412345 5381234", "position-grid", "zones go from 1 to 60"),
        ("UTM zone 37N 412345 9900000", "position-grid", "84° north"),
        ("37 412345 5381234", "position-ambiguous", "write the band after the zone"),
        ("UTM 37S 412345 4200000", "position-ambiguous", "write EPSG:32737 412345 4200000"),
    ],
)
def test_grid_references_that_are_refused(text: str, code: str, words: str) -> None:
    fault = fault_of(parse_pair, text)
    assert (fault.code, words in str(fault)) == (code, True), str(fault)


# reference systems


def test_points_are_transformed_from_any_system_with_the_easting_first() -> None:
    east, north = np.array([412345.0, 412345.0]), np.array([5381234.0, 5381234.0])
    for crs in ("EPSG:32637", "32637", " 32637 ", "+proj=utm +zone=37 +datum=WGS84"):
        lat, lon = transform_points(east, north, crs)
        assert lat == pytest.approx([48.5780581] * 2, abs=1e-6)
        assert lon == pytest.approx([37.8115819] * 2, abs=1e-6)
    # EPSG:4326 itself names the latitude first
    lat, lon = transform_points(np.array([39.31]), np.array([48.57]), "EPSG:4326")
    assert (lat[0], lon[0]) == pytest.approx((48.57, 39.31))


def test_the_datum_of_1942_is_shifted_by_about_100_m() -> None:
    lat, lon = transform_points(np.array([39.31]), np.array([48.57]), "EPSG:4284")
    east = (lon[0] - 39.31) * 111_320 * cos(radians(48.57))
    assert 80 < hypot((lat[0] - 48.57) * 111_320, east) < 160


def test_what_is_no_point_gives_nan_in_both() -> None:
    x = np.array([412345, np.nan, 412345, np.inf, 1e30])
    y = np.array([5381234, 5381234, np.nan, 5381234, 5381234])
    lat, lon = transform_points(x, y, "EPSG:32637")
    assert np.isnan(lat).tolist() == np.isnan(lon).tolist() == [False, True, True, True, True]
    assert np.isnan(x).sum() == 1
    empty_lat, empty_lon = transform_points(x[:0], y[:0], "EPSG:32637")
    assert (len(empty_lat), len(empty_lon)) == (0, 0)


@pytest.mark.parametrize(
    "crs", ["", "x", "999999", "9" * 5000, "+proj=foo", "a\0b", "\ud800", "EPSG:5773", "EPSG:4978"]
)
def test_a_system_that_holds_no_map_positions_is_refused(crs: str) -> None:
    fault = fault_of(transform_points, np.array([1.0]), np.array([2.0]), crs)
    assert fault.code == "unknown-crs"
    assert "EPSG code" in fault.advice


def test_a_system_is_named() -> None:
    assert describe_crs("28406") == "Pulkovo 1942 / Gauss-Kruger zone 6"
    assert fault_of(describe_crs, "nonsense").code == "unknown-crs"


def test_degrees_are_read_without_loading_proj() -> None:
    program = (
        "import sys; from deploymap.notation.positions import parse_pair;"
        "parse_pair('48.57N 39.31E');"
        "print([name for name in ('pyproj', 'shapely', 'pandas') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


# there and back

lats = st.floats(-90, 90).map(lambda lat: round(lat, 12))
lons = st.floats(-180, 180).map(lambda lon: round(lon, 12))


@given(lats, lons)
def test_decimal_degrees_come_back(lat: float, lon: float) -> None:
    texts = [np.format_float_positional(value, trim="0") for value in (lat, lon)]
    assert parse_degrees(texts[0], "lat") == lat
    assert parse_degrees(texts[1].replace(".", ","), "lon") == lon
    for gap in (", ", " ", ";", "/"):
        assert parse_pair(gap.join(texts)) == Point(lat, lon, None)
    assert parse_pair(f"POINT ({texts[1]} {texts[0]})") == Point(lat, lon, None)
    assert parse_pair(f"geo:{texts[0]},{texts[1]}") == Point(lat, lon, None)


@given(lats, lons, st.booleans(), st.sampled_from(["DMS", "DM", "DD", "spaces", "compact"]))
@example(-0.00001, -0.00001, False, "DMS")
@example(59.9999999, 179.9999999, True, "DMS")
def test_letters_settle_the_order(lat: float, lon: float, lon_first: bool, style: str) -> None:
    halves = [write_angle(lat, "NS", style, 2), write_angle(lon, "EW", style, 3)]
    point = parse_pair(" ".join(halves[::-1] if lon_first else halves))
    assert point[:2] == pytest.approx((lat, lon), abs=2e-6)
    assert parse_degrees(halves[0], "lat") == point.lat
    assert parse_degrees(halves[1], "lon") == point.lon


def write_angle(degrees: float, letters: str, style: str, width: int) -> str:
    """Write an angle with a letter; seconds to 1/100, minutes to 1/10,000."""
    letter = letters[degrees < 0]
    size = abs(degrees)
    if style == "DD":
        return f"{size:.7f}° {letter}"
    if style == "DM":
        whole, units = divmod(round(size * 600_000), 600_000)
        return f"{whole}°{units / 10_000:.4f}'{letter}"
    minutes, units = divmod(round(size * 360_000), 6_000)
    whole, minutes = divmod(minutes, 60)
    seconds = f"{units / 100:05.2f}"
    if style == "spaces":
        return f"{whole} {minutes:02} {seconds} {letter}"
    if style == "compact":
        return f"{whole:0{width}}{minutes:02}{seconds}{letter}"
    return f"{whole}° {minutes}′ {seconds}″ {letter}"


in_utm = st.tuples(
    # nearer to the equator rounding to 1 cm changes the half of the globe
    st.floats(-79.9, 83.9).filter(lambda lat: abs(lat) > 1e-6),
    st.floats(-179.9, 179.9),
)


@settings(deadline=None)
@given(in_utm)
def test_utm_comes_back(place: tuple[float, float]) -> None:
    lat, lon = place
    zone, east, north = to_utm(lat, lon)
    band = "CDEFGHJKLMNPQRSTUVWXX"[int((lat + 80) // 8)]
    code = f"EPSG:{326 if lat >= 0 else 327}{zone:02}"
    for name in (f"{zone}{band}", code):
        point = parse_pair(f"{name} {east:.2f} {north:.2f}")
        assert metres_between(point, lat, lon) < 0.02


@settings(deadline=None)
@given(in_utm, st.integers(1, 5))
@example((60.5, 3.5), 5)
@example((78.0, 20.9), 5)
@example((8.0, 45.0), 5)
@example((-1e-6, 45.0), 5)
@example((83.9, 8.9), 1)
def test_mgrs_comes_back(place: tuple[float, float], half: int) -> None:
    lat, lon = place
    point = parse_pair(write_mgrs(lat, lon, half))
    size = 10 ** (5 - half)
    # half a diagonal, and the scale of UTM at the edge of a zone
    assert metres_between(point, lat, lon) <= size * 0.7072 * 1.005 + 0.001
    expected = None if half == 5 else pytest.approx(size * 0.70711 / 1000, rel=1e-4)
    assert point.accuracy_km == expected


def test_a_square_may_lie_a_little_beyond_the_edge_of_its_zone() -> None:
    # zone 1 begins at 180, and what is west of it is at 179
    for lon, is_read in ((179.9, True), (179.0, False)):
        text = write_mgrs(48.57, lon, 5, zone=1)
        assert looks_like_pair(text) == is_read
        if is_read:
            assert metres_between(parse_pair(text), 48.57, lon) < 1


def write_mgrs(lat: float, lon: float, half: int, *, zone: int | None = None) -> str:
    """Write an MGRS reference of `half` digits for each of easting and northing."""
    zone, east, north = to_utm(lat, lon, zone=zone)
    band = "CDEFGHJKLMNPQRSTUVWXX"[int((lat + 80) // 8)]
    column = "STUVWXYZABCDEFGHJKLMNPQR"[zone % 3 * 8 + int(east // 100_000) - 1]
    row = "ABCDEFGHJKLMNPQRSTUVABCDE"[int(north // 100_000) % 20 + (0 if zone % 2 else 5)]
    digits = [f"{int(value % 100_000):05}"[:half] for value in (east, north)]
    return f"{zone}{band} {column}{row} {' '.join(digits)}"


def to_utm(lat: float, lon: float, *, zone: int | None = None) -> tuple[int, float, float]:
    """Return zone, easting and northing, with the odd zones of Norway and Svalbard."""
    from pyproj import Transformer

    zone = zone or zone_of(lat, lon)
    code = f"EPSG:{326 if lat >= 0 else 327}{zone:02}"
    east, north = Transformer.from_crs("EPSG:4326", code, always_xy=True).transform(lon, lat)
    return zone, east, north


def zone_of(lat: float, lon: float) -> int:
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if lat >= 72 and 0 <= lon < 42:
        return 31 + 2 * int((lon + 3) // 12)
    return int((lon + 180) // 6) + 1


def metres_between(point: Point, lat: float, lon: float) -> float:
    from pyproj import Geod

    return float(Geod(ellps="WGS84").inv(point.lon, point.lat, lon, lat)[2])


# whatever text

NOTATION = "0123456789.,;:/|-+−°'\"′″ NSEWnsewdmo()шсвдю.=UQZ"
PIECES = st.sampled_from(
    [
        *"°'\" ,.-NESO(){}",
        *("48", "34", "05", "39", ", ", "12345", "lat ", "lon ", "37U", "EQ", "utm "),
        *("POINT(", "SRID=", "geo:", '"type":"Point",'),
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(max_size=210), st.text(NOTATION), st.lists(PIECES).map("".join)))
@example("48.57ſ")
@example("{" * 200)
@example("[" * 199)
@example('{"type":"Point","coordinates":[' + "9" * 150 + ",1]}")
def test_any_text_is_a_position_or_refused_with_words(text: str) -> None:
    point = outcome_of(parse_pair, text)
    lat, lon = outcome_of(parse_degrees, text, "lat"), outcome_of(parse_degrees, text, "lon")
    for outcome, limit in ((lat, 90), (lon, 180)):
        assert isinstance(outcome, PositionError) or abs(outcome) <= limit
    assert isinstance(point, PositionError) or (abs(point.lat) <= 90 and abs(point.lon) <= 180)
    for fault in (point, lat, lon):
        if isinstance(fault, PositionError):
            assert fault.code in CODES
            assert fault.message
            assert fault.advice
    # nothing is one angle and two
    assert any(isinstance(outcome, PositionError) for outcome in (point, lat))
    assert looks_like_pair(text) in (True, False)


def outcome_of(parse, *arguments):  # type: ignore[no-untyped-def]
    try:
        return parse(*arguments)
    except PositionError as fault:
        return fault


def test_no_text_takes_long() -> None:
    dice = random.Random(7)
    texts = ["".join(dice.choices(NOTATION, k=200)) for _ in range(200)]
    texts += [
        (piece * 200)[:200] for piece in ("1", "1 ", "1N", "1,", "1;", ";", " 1d1m", "N1 E1 ")
    ]
    parse_pair("37UEQ12")
    start = time.perf_counter()
    for text in texts:
        looks_like_pair(text)
    assert time.perf_counter() - start < 5


@given(
    st.floats(-89.9, 89.9).map(lambda degrees: round(degrees, 5)),
    st.floats(-179.9, 179.9).map(lambda degrees: round(degrees, 5)),
    st.sampled_from(
        ["NSEW", "СЮВЗ", "сювз", "北南东西", "北南東西",
         "north south east west", "Nord Süd Ost West", "norte sur este oeste",
         "nord sud est ouest", "північ південь схід захід", "север юг восток запад",
         "nord sud est ovest", "norte sul leste oeste", "noord zuid oost west",
         "północ południe wschód zachód", "nord syd øst vest", "norr söder öster väster",
         "شمال جنوب شرق غرب"]
    ),
    st.sampled_from(
        ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"]
    ),
)  # fmt: skip
def test_a_position_in_the_words_and_digits_of_any_language_is_that_or_refused(
    lat: float, lon: float, words: str, digits: str
) -> None:
    north, south, east, west = words.split() if " " in words else words
    halves = [
        f"{abs(lat):.5f} {north if lat >= 0 else south}",
        f"{abs(lon):.5f} {east if lon >= 0 else west}",
    ]
    halves = [half.translate(str.maketrans("0123456789", digits)) for half in halves]
    assert parse_degrees(halves[0], "lat") == pytest.approx(lat, abs=1e-9)
    assert parse_degrees(halves[1], "lon") == pytest.approx(lon, abs=1e-9)
    for text in (", ".join(halves), " ".join(halves), ", ".join(halves[::-1])):
        point = outcome_of(parse_pair, text)
        if not isinstance(point, PositionError):
            assert (point.lat, point.lon) == pytest.approx((lat, lon), abs=1e-9), text


@pytest.mark.parametrize(
    "text",
    [
        "37U 412345 m E 5381234 m N",
        "37 U 412345.00 m E 5381234.00 m N",
        "37U 412345mE 5381234mN",
        "37U 412345,00 m E 5381234,00 m N",
        "37 U 412345,00 m E, 5381234,0 m N",
        "37U E 412345 N 5381234",
        "37U E:412345, N:5381234",
    ],
)
def test_utm_as_globes_and_maps_write_it(text: str) -> None:
    assert parse_pair(text) == parse_pair("37U 412345 5381234")


def test_utm_south_of_the_equator_may_end_in_s() -> None:
    assert parse_pair("19H 343000.00 m E 6295000.00 m S") == parse_pair("19H 343000 6295000")
    assert fault_of(parse_pair, "37U 412345 m E 5381234 m S").code == "position-grid"


@pytest.mark.parametrize(
    "text",
    [
        "54°12′N 1°30′W / 54.2°N 1.5°W / 54.2; -1.5",
        '{"lat": 54.2, "lng": -1.5}',
        '{"latitude": "54.2", "longitude": "-1.5", "human_address": ""}',
        "12 High Street, Millford\n(54.2, -1.5)",
    ],
)
def test_a_position_among_other_words_is_read(text: str) -> None:
    assert parse_pair(text)[:2] == (54.2, -1.5)


@pytest.mark.parametrize(
    "text", ["54.2°N 1.5°W / 55.2°N 1.5°W", '{"lat": 54.2, "lng": null}', "Hall (3.5, 200.1)"]
)
def test_words_that_say_no_single_position_are_refused(text: str) -> None:
    with pytest.raises(PositionError):
        parse_pair(text)


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("POLYGON ((30 50, 31 50, 31 51, 30 50))", 50.5, 30.75),
        ("SRID=4326;MULTIPOINT(39.3 48.5, 39.4 48.6)", 48.5, 39.3),
        ("LineString Z (39.3 48.5 1, 39.4 48.6 2)", 48.5, 39.3),
        ("srid=3857; POLYGON((4374000 6190000,4375000 6190000,4375000 6191000,4374000 6190000))",
         48.500331, 39.299048),
        ('{"coordinates": [[[30,50],[31,50],[31,51],[30,50]]], "type": "Polygon"}', 50.5, 30.75),
        ("0101000020E610000066666666666643400000000000404840", 48.5, 38.8),
        ("010100000066666666666643400000000000404840", 48.5, 38.8),
    ],
)  # fmt: skip
def test_a_geometry_in_a_cell_is_a_point_on_it(text: str, lat: float, lon: float) -> None:
    found = parse_pair(text)
    assert found[:2] == pytest.approx((lat, lon), abs=1e-5)
    assert looks_like_pair(text)


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON ((30 50, 31 50",
        "POLYGON EMPTY (",
        "POLYGON ((300 500, 310 500, 310 510, 300 500))",
        "0101000020E6100000666666666666434000000000004048",
        '{"type": "Polygon", "coordinates": "x"}',
    ],
)
def test_a_broken_geometry_is_refused(text: str) -> None:
    with pytest.raises(PositionError):
        parse_pair(text)
