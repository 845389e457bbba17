"""Positions written anew keep the notation of the cell: marks, letters, number of digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.notation.positions import PositionError, parse_degrees, parse_pair
from deploymap.notation.rewriting import rewrite_degrees, rewrite_pair


@pytest.mark.parametrize(
    ("old", "axis", "degrees", "new"),
    [
        ("48.57", "lat", 49.123456, "49.12"),
        ("48,57", "lat", 49.126, "49,13"),
        ("48", "lat", 49.6, "50"),
        ("-1.50", "lon", 2.25, "2.25"),
        ("1.50", "lon", -2.25, "-2.25"),
        ("+1.50", "lon", 2.25, "+2.25"),
        ("−1.5", "lon", -2.3, "−2.3"),
        ("0.04", "lon", -0.001, "0.00"),
        ("48.57°", "lat", 49.1, "49.10°"),
        ("48.57 N", "lat", -49.1, "49.10 S"),
        ("N 48.57", "lat", -49.1, "S 49.10"),
        ("48.57n", "lat", -49.1, "49.10s"),
        ("39.31° E", "lon", -0.5, "0.50° W"),
        ("39,31 в.д.", "lon", -0.5, "0,50 з.д."),
        ("48°34'05\"N", "lat", 49.0, "49°00'00\"N"),
        ("48°34'5\"N", "lat", 48.0 + 3.0 / 3600, "48°00'3\"N"),
        ("48° 34′ 05.25″ N", "lat", 48.999999999, "49° 00′ 00.00″ N"),
        ("48° 34,5' N", "lat", 48.0125, "48° 00,8' N"),
        ("48 34 05", "lat", 48.0014, "48 00 05"),
        ("48:34:05 N", "lat", 48.0014, "48:00:05 N"),
        ("039°18'20\"E", "lon", 7.5, "007°30'00\"E"),
        ("483405N", "lat", -7.5, "073000S"),
        ("0391820.5E", "lon", 7.5, "0073000.0E"),
        ("4834N", "lat", 7.5, "0730N"),
    ],
)
def test_an_angle_keeps_its_notation(old: str, axis, degrees: float, new: str) -> None:
    assert rewrite_degrees(old, axis, degrees) == new


def test_an_angle_has_at_least_the_decimals_that_are_asked_for() -> None:
    assert rewrite_degrees("39.3", "lon", 39.3126, decimals=3) == "39.313"


@pytest.mark.parametrize(
    ("old", "lat", "lon", "new"),
    [
        ("48.57, 39.31", 49.1, 38.25, "49.10, 38.25"),
        ("48.57,39.3", 49.1, 38.25, "49.10,38.25"),
        ("(48.57; 39.31)", -49.1, -38.25, "(-49.10; -38.25)"),
        ("48,57; 39,31", 49.1, 38.25, "49,10; 38,25"),
        ("48,57,39,31", 49.1, 38.25, "49,10,38,25"),
        ("POINT (39.31 48.57)", 49.1, 38.25, "POINT (38.25 49.10)"),
        ("geo:48.57,39.31", 49.1, 38.25, "geo:49.10,38.25"),
        (
            '{"type": "Point", "coordinates": [39.31, 48.57]}',
            49.1,
            38.25,
            '{"type": "Point", "coordinates": [38.25, 49.10]}',
        ),
        ("lat 48.57 lon 39.31", 49.1, 38.25, "lat 49.10 lon 38.25"),
        ("N48.57 E39.31", -49.1, -38.25, "S49.10 W38.25"),
        ("39.31E 48.57N", 49.1, -38.25, "38.25W 49.10N"),
        ("48°34'05\"N 39°18'20\"E", 49.1, -38.25, "49°06'00\"N 38°15'00\"W"),
        ("48°34'05\"N, 39°18'20.5\"E", 49.1, 38.25, "49°06'00\"N, 38°15'00.0\"E"),
        ("48 34 05 N 039 18 20 E", 49.1, 38.25, "49 06 00 N 038 15 00 E"),
        ("37U DQ 1234 5678", 48.5681, 39.3055, "37U EP 2253 7949"),
        ("37UDQ1234567890", 48.5681, 39.3055, "37UEP2253779490"),
        ("37u dq 12 34", 50.1, 35.9, "36u ya 07 53"),
        ("UTM zone 37N 412345 5381234", 48.5681, 39.3055, "UTM zone 37N 522538 5379490"),
        ("37U 412345.0 5381234.0", 48.5681, 39.3055, "37U 522537.6 5379490.4"),
    ],
)
def test_a_position_in_one_cell_keeps_its_notation(
    old: str, lat: float, lon: float, new: str
) -> None:
    written = rewrite_pair(old, lat, lon)
    found = parse_pair(written)
    assert abs(found.lat - lat) < 0.006
    assert abs(found.lon - lon) < 0.016
    assert written == new


@pytest.mark.parametrize(
    "old",
    [
        "ZAH 12345 67890",
        "SRID=3857;POINT (4376000 6200000)",
        "٤٨.٥٧, ٣٩.٣١",
        "54°12′N 1°30′W / 54.2°N 1.5°W / 54.2; -1.5",
        "EPSG:32637 412345 5381234",
    ],
)
def test_what_cannot_be_written_is_refused(old: str) -> None:
    parse_pair(old)
    with pytest.raises(PositionError, match="by hand"):
        rewrite_pair(old, 48.0, 39.0)


def test_the_other_half_of_the_globe_is_refused_where_its_word_is_not_known() -> None:
    assert rewrite_degrees("48.57 север", "lat", 49.1) == "49.10 север"
    with pytest.raises(PositionError, match="by hand"):
        rewrite_degrees("48.57 север", "lat", -49.1)


FORMS = ["48.5700", "48°34'05\"N", "48 34 05.123", "483405S", "48° 34.083' S", "-48,570000"]


@given(st.sampled_from(FORMS), st.floats(-90, 90))
def test_what_is_written_is_read_as_the_same_to_the_last_digit(old: str, lat: float) -> None:
    written = rewrite_degrees(old, "lat", lat)
    assert abs(parse_degrees(written, "lat") - lat) < 0.51 / 3600 + 1e-7
    assert rewrite_degrees(written, "lat", parse_degrees(written, "lat")) == written


@given(st.floats(-79.9, 83.9), st.floats(-179.9, 179.9))
def test_grid_references_are_those_of_the_square_that_holds_the_position(
    lat: float, lon: float
) -> None:
    written = rewrite_pair("37U DQ 12345 67890", lat, lon)
    found = parse_pair(written)
    assert abs(found.lat - lat) < 2e-5
    again = parse_pair(rewrite_pair(written, found.lat, found.lon))
    assert abs(again.lat - found.lat) < 2e-5  # at the edge of a zone in the square beside it
