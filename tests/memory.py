"""Hostile inputs of a size, and how much memory the reader takes for each; see `test_fuzz.py`."""

from __future__ import annotations

import os
import resource
import sys

SIZE = 5_000_000


def fill(piece: str, size: int, head: str = "name,lat,lon\n") -> bytes:
    """Return a sheet of so many bytes that repeats a piece of text."""
    room = size - len(head)
    return (head + piece * (room // len(piece))).encode()


def make_input(kind: str, size: int = SIZE) -> bytes:
    """Return a hostile input of a kind, `size` bytes long or hardly less."""
    return KINDS[kind](size)


KINDS = {
    "nothing": lambda size: b"name,lat,lon\nA,48,39\n",
    "commas": lambda size: b"," * size,
    "commas below a header": lambda size: fill(",", size),
    "quotes": lambda size: b'"' * size,
    "quoted quotes": lambda size: fill('""', size - 1) + b'"',
    "pairs": lambda size: b"a," * (size // 2),
    "pairs below a header": lambda size: fill("a,", size),
    "brackets": lambda size: b"[" * size,
    "braces": lambda size: b'{"a":' * (size // 5),
    "numbers in brackets": lambda size: b"[" + b"1," * (size // 2 - 1) + b"1]",
    "pieces of a map": lambda size: (
        b'{"type":"FeatureCollection","features":[' + b"{}," * (size // 3 - 20) + b"{}]}"
    ),
    "one long line": lambda size: b"a" * size,
    "one long cell": lambda size: fill("x", size, "name,lat,lon\nA,48,"),
    "one column": lambda size: fill("xy\n", size, "name\n"),
    "short cells": lambda size: fill("a,b,c\n", size),
    "rows of one": lambda size: fill("a\n", size),
    "line ends": lambda size: b"\n" * size,
    "many columns": lambda size: (
        ",".join(f"c{n}" for n in range(990)).encode()
        + b"\n"
        + (b"1," * 989 + b"1\n") * ((size - 5_000) // 1_980)
    ),
    "few wide rows": lambda size: (
        b"name,lat,lon,"
        + b",".join(b"%d" % n for n in range(900))
        + b"\n"
        + b"a\n" * (size // 2_000)
    ),
    "a wide header": lambda size: (
        b"name,lat,lon," + b",".join(b"%d" % n for n in range(900)) + b"\n" + b"a\n" * (size // 2)
    ),
    "a wide map": lambda size: (
        b'{"type":"FeatureCollection","features":[{"properties":{'
        + b",".join(b'"%d":1' % n for n in range(900))
        + b"}}"
        + b",{}" * (size // 3)
        + b"]}"
    ),
    "units of a scenario": lambda size: (
        b'{"type":"ORBAT-mapper","sides":[{"groups":[{"subUnits":['
        + b"{}," * (size // 3)
        + b"{}]}]}]}"
    ),
    "tags": lambda size: b"<kml>" + b"<a>" * (size // 3 - 2),
    "odd letters": lambda size: b"name,lat,lon\n" + b"\xe4\xf6,1,2\n" * (size // 7),
    "utf-16": lambda size: fill("a,b,c\n", size // 2).decode().encode("utf-16"),
}

# those that are measured at the full size
LARGE = ("commas", "quotes", "pairs", "brackets", "one long line", "one column", "many columns")


def size_of(kind: str) -> int:
    """Return at which size a kind is measured, in bytes."""
    return SIZE if kind in LARGE else SIZE // 10


def peak() -> int:
    """Return the most bytes of memory that this process has had."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def main() -> None:
    """Print of each kind by how many bytes the peak went up, and what came of it.

    Each is read in a process of its own, which begins with all libraries loaded.
    """
    from deploymap.checks.header import is_unit_name
    from deploymap.problems import DataError
    from deploymap.sheets.formats import features, scenario  # noqa: F401
    from deploymap.sheets.read import read_sheet
    from deploymap.sheets.source import Source

    for kind in KINDS:
        if child := os.fork():
            os.waitpid(child, 0)
            continue
        before = peak()
        data = make_input(kind, size_of(kind))
        try:
            raw = read_sheet(Source(data, "units.csv"), is_name=is_unit_name)
            outcome = f"{raw.frame.shape[0]} x {raw.frame.shape[1]}"
        except DataError as error:
            outcome = error.problems[-1].code
        print(kind, peak() - before, outcome, sep="\t", flush=True)
        os._exit(0)


if __name__ == "__main__":
    main()
