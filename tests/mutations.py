"""Seeded mutations of a good sheet, one fault each; run as a script it counts what is found.

Each mutation makes one fault that people make. It is found if `check` tells of it at the very line
and column, as an error or a warning. What is not found is printed with the reason, if it has one.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED = 20220112
COUNT = 200

Row = dict[str, str]


@dataclass(frozen=True)
class Mutation:
    """A sheet with one fault: what was done, and the line and column where it has to be found."""

    number: int
    words: str
    text: str
    line: int | None
    column: str | None


def mutate(text: str, *, count: int = COUNT, seed: int = SEED) -> Iterator[Mutation]:
    """Return `count` mutations of a sheet of units."""
    chance = random.Random(seed)
    for number in range(count):
        rows = list(csv.DictReader(io.StringIO(text)))
        make = KINDS[number % len(KINDS)]
        words, line, column, changed = make(rows, chance)
        yield Mutation(number, words, changed or write(rows), line, column)


def write(rows: list[Row], names: list[str] | None = None) -> str:
    out = io.StringIO()
    names = names or list(rows[0])
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] for name in rows[0]] for row in rows)
    return out.getvalue()


Made = tuple[str, int | None, str | None, str]
Make = Callable[[list[Row], random.Random], Made]


def cell(column: str, *values: str) -> Make:
    """Return a mutation that puts one of some texts into a cell of a column."""

    def make(rows: list[Row], chance: random.Random) -> Made:
        at = chance.randrange(len(rows))
        value = chance.choice(values)
        rows[at][column] = value
        return f"{column} = {value!r}", at + 2, column, ""

    return make


def digit_lost(column: str) -> Make:
    """Return a mutation that loses the decimal point of a coordinate."""

    def make(rows: list[Row], chance: random.Random) -> Made:
        at = chance.randrange(len(rows))
        rows[at][column] = rows[at][column].replace(".", "")
        return f"{column} without its point", at + 2, column, ""

    return make


def sign_lost(column: str) -> Make:
    def make(rows: list[Row], chance: random.Random) -> Made:
        at = chance.randrange(len(rows))
        rows[at][column] = f"-{rows[at][column]}"
        return f"{column} with a minus", at + 2, "lat", ""

    return make


def swapped(rows: list[Row], chance: random.Random) -> Made:
    at = chance.randrange(len(rows))
    row = rows[at]
    row["lat"], row["lon"] = row["lon"], row["lat"]
    return "lat and lon exchanged", at + 2, "lat", ""


def id_doubled(rows: list[Row], chance: random.Random) -> Made:
    first, second = sorted(chance.sample(range(len(rows)), 2))
    rows[second]["id"] = rows[first]["id"]
    return "an id twice", second + 2, "id", ""


def parents_in_a_loop(rows: list[Row], chance: random.Random) -> Made:
    first, second = sorted(chance.sample(range(len(rows)), 2))
    rows[first]["parent"], rows[second]["parent"] = rows[second]["id"], rows[first]["id"]
    return "parents in a loop", first + 2, "parent", ""


def bounds_crossed(rows: list[Row], chance: random.Random) -> Made:
    at = chance.randrange(len(rows))
    low = chance.randrange(100, 10_000)
    rows[at] |= {"troops_min": str(low), "troops_max": str(low - chance.randrange(1, 90))}
    return "troops_min over troops_max", at + 2, "troops_min", ""


def estimate_outside(rows: list[Row], chance: random.Random) -> Made:
    at = chance.randrange(len(rows))
    rows[at] |= {"troops": "500", "troops_max": str(chance.randrange(100, 400))}
    return "troops over troops_max", at + 2, "troops", ""


def misspelt(rows: list[Row], chance: random.Random) -> Made:
    """Exchange two letters of a column's name."""
    names = list(rows[0])
    name = chance.choice(["name", "side", "echelon", "place", "confidence", "status"])
    wrong = name[0] + name[2] + name[1] + name[3:]
    column = name if name == "name" else wrong
    header = [wrong if own == name else own for own in names]
    return f"{name} misspelt {wrong}", None, column, write(rows, header)


def column_missing(rows: list[Row], chance: random.Random) -> Made:
    name = chance.choice(["lat", "lon"])
    for row in rows:
        del row[name]
    return f"no column {name}", None, name, ""


def column_doubled(rows: list[Row], chance: random.Random) -> Made:
    names = list(rows[0])
    at = chance.randrange(1, len(names))
    return "a name twice", 1, names[0], write(rows, [*names[:at], names[0], *names[at + 1 :]])


def delimiter_unquoted(rows: list[Row], chance: random.Random) -> Made:
    at = chance.randrange(len(rows))
    lines = write(rows).split("\n")
    lines[at + 1] += ",one more"
    return "a cell too many", at + 2, None, "\n".join(lines)


def quotation_open(rows: list[Row], chance: random.Random) -> Made:
    at = chance.randrange(len(rows))
    lines = write(rows).split("\n")
    lines[at + 1] = lines[at + 1].replace(",", ',"', 1)
    return "a quotation mark too many", at + 2, None, "\n".join(lines)


KINDS: tuple[Make, ...] = (
    cell("lat", "x", "north", "48.5.6", "4 8.5"),
    cell("lat", "94.2", "-91", "485.681"),
    cell("lon", "190.5", "-200", "39..1"),
    cell("lat", "48°75'00\"N", "48°34'05\"E", "-48.5N"),
    digit_lost("lat"),
    digit_lost("lon"),
    sign_lost("lat"),
    sign_lost("lon"),
    swapped,
    cell("lat", ""),
    cell("lon", ""),
    cell("troops_max", "many", "12 and more or less"),
    cell("name", "<b>Tank</b> unit", "Tank &amp; unit"),
    cell("note", "<script>alert(1)</script>", "see <a href=x>"),
    cell("note", "bell \x07"),
    cell("kind", "tnak", "motorised infntry", "qwerty"),
    cell("echelon", "brigde", "regimnet"),
    cell("status", "presnet", "plannd"),
    cell("count", "two", "-1", "0", "1.5", "2000000"),
    cell("troops", "many", "1e5", "-5", "12.5", "10.000"),
    cell("troops", "10,000-8,000", "900000000"),
    cell("troops_min", "some", "8-10"),
    cell("troops_max", "a lot", "1e9"),
    cell("accuracy_km", "near", "-3", "50000"),
    cell("date", "2022-02-30", "2022-13-01", "30.02.2022"),
    cell("date", "03/04/2022", "12.01.22", "44573"),
    cell("date", "yesterday", "Winter"),
    cell("date", "2032-01-12", "2022-06-01"),
    cell("sidc", "1003100000121", "ABC", "1.00310E+19"),
    cell("sidc", "10091000001211000000", "99031000001211000000", "10031000091211000000"),
    cell("sidc", "SFGPUCI---Z----", "XFGPUCI--------"),
    cell("source_url", "javascript:alert(1)", "www.example.org", "ftp://example.org"),
    cell("parent", "U99", "nobody"),
    id_doubled,
    parents_in_a_loop,
    bounds_crossed,
    estimate_outside,
    misspelt,
    column_missing,
    column_doubled,
    delimiter_unquoted,
    quotation_open,
)


def find_missed(
    folder: Path, *, count: int = COUNT, seed: int = SEED
) -> list[tuple[Mutation, list[str]]]:
    """Return the mutations that are not told of where they are, with what is told instead."""
    from deploymap.chain import find_problems
    from deploymap.settings.config import override_config, read_config

    text = (ROOT / "data" / "units.csv").read_text(encoding="utf-8")
    path = folder / "units.csv"
    missed = []
    for mutation in mutate(text, count=count, seed=seed):
        path.write_text(mutation.text, encoding="utf-8")
        config = override_config(read_config(ROOT), units=path)
        problems, _ = find_problems(config)
        told = [p for p in problems if p.severity != "notice"]
        if not any((p.line, p.column) == (mutation.line, mutation.column) for p in told):
            missed.append((mutation, [str(problem) for problem in told]))
    return missed


if __name__ == "__main__":
    import tempfile

    seed = int(sys.argv[1]) if len(sys.argv) > 1 else SEED
    with tempfile.TemporaryDirectory() as folder:
        missed = find_missed(Path(folder), seed=seed)
    for mutation, told in missed:
        print(f"{mutation.number}: {mutation.words}: line {mutation.line}, {mutation.column}")
        print("   ", "\n    ".join(told) or "nothing is told")
    found = COUNT - len(missed)
    print(f"{found} of {COUNT} mutations (seed {seed}) are found at their line and column")
