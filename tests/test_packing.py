"""Packing: what a large map's page carries is what was put in."""

from __future__ import annotations

import base64
import gzip
import json
import zlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploymap.arrays import MOST_CODED, code_texts, distinct
from deploymap.page.gzipping import BLOCK, GzipStream, compress_block, deflate
from deploymap.page.numbered import (
    MARK,
    find_patterns,
    write_texts,
)
from deploymap.page.packing import pack_arcs, pack_table
from deploymap.page.payload import plain, write_payload
from deploymap.page.unpacking import unpack_arcs, unpack_table

texts = st.lists(
    st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1) | st.just("a")
)
wholes = st.integers(-(2**31), 2**31)
decimals = st.decimals(-180, 180, places=4).map(float)
floats = st.floats(allow_nan=False, allow_infinity=False)


def packed(table: pd.DataFrame, names: list[str]) -> tuple[dict, bytes]:
    """Pack a table's columns, and return their descriptions and bytes."""
    stream = GzipStream()
    return pack_table(code_texts(table), names, stream), gzip.decompress(stream.finish())


def packed_and_back(series: pd.Series) -> list:
    table = series.to_frame("a")
    columns, data = packed(table, ["a", "b"])
    json.dumps(columns)
    return unpack_table(columns, data, len(table)).get("a", [None] * len(table))


def plainly(series: pd.Series) -> list:
    return [plain(value) for value in series.tolist()]


@given(texts)
def test_texts_come_back(values: list[str | None]) -> None:
    series = pd.Series(values, dtype=object)
    assert packed_and_back(series) == values


@given(texts)
def test_of_coded_texts_is_known_what_a_look_at_them_finds(values: list[str | None]) -> None:
    plain_table = pd.DataFrame({"a": pd.Series(values, dtype=object), "n": np.zeros(len(values))})
    coded = code_texts(plain_table)
    known, found = distinct(coded["a"]), distinct(plain_table["a"])
    assert known.values == found.values
    assert known.codes.tolist() == found.codes.tolist()


def test_columns_of_few_texts_are_coded_in_order_of_appearance() -> None:
    few, many = ["b", None, "b", "a", "b", "a"], ["b", "a", "c", "d", "e", "f"]
    coded = code_texts(pd.DataFrame({"few": few, "many": many, "n": range(6)}, dtype=object))
    assert list(coded["few"].cat.categories) == ["b", "a"]
    assert coded["few"].cat.codes.tolist() == [0, -1, 0, 1, 0, 1]
    assert coded["many"].tolist() == many


@given(st.lists(st.none() | wholes))
def test_whole_numbers_come_back(values: list[int | None]) -> None:
    assert packed_and_back(pd.Series(values, dtype="Int64")) == values


@given(st.lists(st.one_of(st.just(float("nan")), decimals)) | st.lists(floats))
def test_numbers_come_back_to_the_last_bit(values: list[float]) -> None:
    series = pd.Series(values, dtype=np.float64)
    assert [plain(n) for n in packed_and_back(series)] == plainly(series)


def test_each_column_takes_the_form_that_fits_it() -> None:
    names = [f"No. {number} tank" for number in range(1000)]
    table = pd.DataFrame(
        {
            "id": pd.Series([f"U{number}" for number in range(1000)], dtype=object),
            "name": pd.Series(names, dtype=object),
            "label": pd.Series(names, dtype=object),
            "note": pd.Series([chr(97 + n % 26) * (n + 1) for n in range(1000)], dtype=object),
            "side": pd.Series(["a", None] * 500, dtype=object),
            "line": np.arange(1000) * 3,
            "lat": np.linspace(45, 50, 1000).round(4),
            "odd": np.linspace(0, 1, 1000) ** 0.5,
            "blank": pd.Series([None] * 1000, dtype=object),
            "nan": np.full(1000, np.nan),
        }
    )
    columns, data = packed(table, list(table.columns))
    kinds = {name: column["kind"] for name, column in columns.items()}
    assert kinds == {
        "id": "patterns",
        "name": "patterns",
        "label": "same",
        "note": "texts",
        "side": "dictionary",
        "line": "numbers",
        "lat": "numbers",
        "odd": "floats",
    }
    assert columns["label"]["as"] == "name"
    assert columns["line"]["delta"]
    assert columns["line"]["width"] == 1
    back = unpack_table(columns, data, 1000)
    for name in columns:
        assert [plain(value) for value in back[name]] == plainly(table[name]), name


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("U1", "U#"),
        ("0 and 10", "# and #"),
        ("007", "007"),
        ("U02-2", "U02-#"),
        ("999999999", "#"),
        ("1000000000", "1000000000"),
        ("U-1", "U-#"),
        ("٣ and ³", "٣ and ³"),
        ("1.2.3.4.5.6", "#.#.#.#.5.6"),
        ("№ 12 Київ", "№ # Київ"),
    ],
)
def test_numbers_that_can_be_written_in_one_way_are_taken_out_of_texts(text, pattern) -> None:
    found = find_patterns([text, text], most=1)
    assert found is not None
    assert [value.replace(MARK, "#") for value in found.values] == [pattern]
    assert packed_and_back(pd.Series([text, f"{text}2"], dtype=object)) == [text, f"{text}2"]


@given(st.lists(st.text("a 0129Ü٣-", max_size=9), min_size=1))
def test_texts_of_patterns_come_back(values: list[str]) -> None:
    found = find_patterns(values, most=1)
    if found is None:
        assert not any(values)
        return
    slots = [numbers.tolist() for numbers, _ in found.slots]
    assert write_texts(found.values, found.codes.tolist(), slots) == values


def test_texts_that_have_a_mark_in_them_stay_texts() -> None:
    assert find_patterns(["a 1", f"a {MARK}"], most=1) is None


def test_patterns_of_a_part_of_the_texts_decide_when_they_are_all_different() -> None:
    words = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(9000)]
    assert find_patterns(words * 3) is None
    assert find_patterns(["No. 7 tank"] * 40_000) is not None


@pytest.mark.parametrize(("count", "kind"), [(MOST_CODED + 1, "patterns"), (20, "dictionary")])
@pytest.mark.parametrize("at_first", [1, 2 * MOST_CODED])
def test_many_distinct_texts_are_no_dictionary(count: int, kind: str, at_first: int) -> None:
    # alike at first, so that the beginning does not tell
    repeated = [f"{number % count}th" for number in range(3 * MOST_CODED)]
    many = ["0th"] * at_first + repeated
    columns, data = packed(pd.DataFrame({"a": many}, dtype=object), ["a"])
    assert columns["a"]["kind"] == kind
    assert unpack_table(columns, data, len(many))["a"] == many


@given(st.lists(st.binary(max_size=50) | st.integers(0, 3).map(lambda n: b"ab" * (n * BLOCK // 2))))
def test_all_writes_are_one_gzip_member(writes: list[bytes]) -> None:
    stream = GzipStream()
    for data in writes:
        stream.write(data)
    done = stream.finish()
    assert gzip.decompress(done) == b"".join(writes)
    assert stream.size == sum(map(len, writes))
    reader = zlib.decompressobj(31)
    assert reader.decompress(done) == b"".join(writes)
    # one member, for browsers read no second one
    assert reader.eof
    assert reader.unused_data == b""


def test_compressing_twice_gives_the_same_bytes_and_they_tell_no_time() -> None:
    streams = [GzipStream(), GzipStream()]
    for stream in streams:
        stream.write(b"units" * 100)
    first, second = (stream.finish() for stream in streams)
    assert first == second
    assert first[4:8] == bytes(4)


def test_each_block_is_compressed_in_the_way_that_suits_it() -> None:
    # bytes in no order, of which some are more common; and a text that comes again and again
    noise = bytes(np.random.default_rng(1).integers(0, 7, 200_000, np.uint8))
    words = b"".join(
        b"The %d. Brigade of the %d. Army\x1f" % (n % 97, n % 13) for n in range(5_000)
    )
    for data, way in ((noise, zlib.Z_RLE), (words, zlib.Z_DEFAULT_STRATEGY)):
        other = zlib.Z_DEFAULT_STRATEGY if way == zlib.Z_RLE else zlib.Z_RLE
        assert compress_block(data) == deflate(data, way)
        assert len(deflate(data, way)) < len(deflate(data, other))


def test_columns_of_one_array_are_packed_once() -> None:
    names = pd.Series([f"{chr(97 + n % 7) * n}" or "x" for n in range(90)], dtype=object)
    blank = pd.Series([None] * 90, dtype=object)
    table = pd.concat({"a": names, "b": blank, "c": names, "d": blank, "e": names.copy()}, axis=1)
    columns, _ = packed(table, list(table))
    assert {name: column["kind"] for name, column in columns.items()} == {
        "a": "texts",
        "c": "same",
        "e": "same",
    }


@given(
    st.lists(st.integers(0, 10**12), min_size=1),
    st.lists(st.text("ab0 "), min_size=1),
)
def test_numbers_of_any_length_are_read(numbers: list[int], words: list[str]) -> None:
    texts = [f"{word}x{number}" for number in numbers for word in words]
    patterns = find_patterns(texts, most=1)
    assert patterns is not None
    slots = [numbers.tolist() for numbers, _ in patterns.slots]
    assert write_texts(patterns.values, patterns.codes.tolist(), slots) == texts


@given(st.lists(st.lists(st.lists(st.integers(-(2**20), 2**20), min_size=2, max_size=2))))
def test_arcs_come_back(arcs: list[list[list[int]]]) -> None:
    stream = GzipStream()
    described = pack_arcs(arcs, stream)
    json.dumps(described)
    assert unpack_arcs(described, gzip.decompress(stream.finish())) == arcs


@pytest.mark.parametrize("count", [0, 1, 7, 3_000])
def test_a_packed_payload_holds_what_a_readable_one_does(tmp_path, count: int) -> None:
    from deploymap.chain import build_scene
    from deploymap.settings.config import read_config

    rows = "\n".join(
        f"g{n},Unit {n % 5},{'AB'[n % 2]},{45 + n % 97 / 10},{30 + n % 89 / 10},"
        f"{n % 7 * 100 or ''},own {n % 3},{'x' if n % 2 else ''}"
        for n in range(count)
    )
    text = f"id,name,side,lat,lon,troops,own,__proto__\n{rows}\n"
    (tmp_path / "units.csv").write_text(text, encoding="utf-8")
    scene, _ = build_scene(read_config(tmp_path))
    readable = json.loads(write_payload(scene, packed_from=count + 1).text)
    payload = write_payload(scene, packed_from=0)
    small = json.loads(payload.text)
    data = gzip.decompress(base64.b64decode(payload.data))
    for table in ("units", "extra"):
        back = unpack_table(small["packed"][table], data, count)
        expected = {n: v for n, v in readable[table].items() if n != "site"}
        assert {n: [plain(v) for v in c] for n, c in back.items()} == expected
    assert small["count"] == count
    arcs = unpack_arcs(small["packed"]["arcs"], gzip.decompress(base64.b64decode(payload.arcs)))
    assert small["basemap"] | {"arcs": arcs} == readable["basemap"]
