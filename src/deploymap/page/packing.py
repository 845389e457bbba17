"""Tables -> compact bytes and back: the form in which a page carries many units.

`docs/page-format.md` describes it. A column becomes a description (plain values for JSON) and a
stretch of bytes, little-endian; all stretches together are compressed with gzip.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from deploymap.arrays import BLANK, Distinct, Floats, Integers, Texts, Truths, distinct
from deploymap.page.gzipping import GzipStream
from deploymap.page.numbered import PART, patterns_of

HEAD = 1_000  # rows of two columns that are compared first
# decimals of a number that are tried before it is kept as it is
MOST_DECIMALS = 9
LARGEST = 2**31 - 1

Description = dict[str, Any]
Descriptions = dict[str, Description]
Arcs = list[list[list[int]]]


def pack_table(table: pd.DataFrame, names: list[str], stream: GzipStream) -> Descriptions:
    """Write a table's named columns into a stream, and return their descriptions.

    Columns that are blank throughout are left out. Texts are as `code_texts` has them: few are
    categories, many str or None; numbers are float64 with NaN, Int64 with NA or int64.
    """
    with ThreadPoolExecutor(1) as pool:
        packer = Packer(stream, pool)
        for name in names:
            if name in table.columns:
                packer.add(name, table[name])
        packer.finish()
    return packer.columns


class Packer:
    """Writes columns into a stream one by one; `columns` describes those that are not blank.

    Texts of which most differ take longest. They are packed in the pool while others are, and
    written last.
    """

    def __init__(self, stream: GzipStream, pool: ThreadPoolExecutor) -> None:
        """Begin with no columns."""
        self.columns: Descriptions = {}
        self.stream = stream
        self.pool = pool
        self._late: dict[str, Future[tuple[Description, bytes]]] = {}
        self._texts: dict[str, Texts] = {}
        self._coded: dict[str, Distinct] = {}
        self._dictionaries: dict[str, Integers] = {}

    def add(self, name: str, column: pd.Series) -> None:
        """Write a column."""
        if column.dtype == object:
            self._add_texts(name, column.to_numpy())
        elif isinstance(column.dtype, pd.CategoricalDtype):
            self._add_coded(name, distinct(column))
        elif packed := _pack_numbers(column):
            self._write(name, *packed)

    def finish(self) -> None:
        """Write what is packed in the pool."""
        for name, late in self._late.items():
            self._write(name, *late.result())

    def _add_texts(self, name: str, texts: Texts) -> None:
        same = next((n for n, other in self._texts.items() if _is_same(texts, other)), None)
        if same is None:
            self._texts[name] = texts
            self._late[name] = self.pool.submit(_pack_texts, texts)
            self.columns[name] = {}  # keeps its place in the order
        else:
            self.columns[name] = {"kind": "same", "as": same}

    def _add_coded(self, name: str, found: Distinct) -> None:
        if not found.values:
            return
        same = next((n for n, other in self._coded.items() if _are_same(found, other)), None)
        if same is not None:
            self.columns[name] = {"kind": "same", "as": same}
            return
        self._coded[name] = found
        if teller := _find_teller(found, self._dictionaries):
            # who knows one column knows the other: its stretch serves both
            other, told = teller
            self.columns[name] = {**self.columns[other], "values": told}
        else:
            self._dictionaries[name] = found.codes
            self._write(name, *_pack_dictionary(found.codes, found.values))

    def _write(self, name: str, description: Description, data: bytes) -> None:
        place = {"offset": self.stream.size, "bytes": len(data)}
        self.columns[name] = {**description, **place}
        self.stream.write(data)


def pack_arcs(arcs: Arcs, stream: GzipStream) -> Description:
    """Write the arcs of a topology into a stream, and return how: lengths, and steps in x and y.

    Each arc is a list of pairs of whole numbers, as TopoJSON has it.
    """
    lengths = np.array([len(arc) for arc in arcs], dtype=np.int64)
    steps = np.array([step for arc in arcs for step in arc], dtype=np.int64).reshape(-1, 2)
    described: Description = {"count": len(lengths), "points": len(steps)}
    for name, numbers in {"lengths": lengths, "x": steps[:, 0], "y": steps[:, 1]}.items():
        description, data = _pack_integers(numbers, np.zeros(len(numbers), dtype=bool), 0)
        described[name] = {**description, "offset": stream.size, "bytes": len(data)}
        stream.write(data)
    return described


def _is_same(texts: Texts, others: Texts) -> bool:
    """Return whether a column of texts holds what another one does: labels are often the names."""
    if texts.__array_interface__["data"] == others.__array_interface__["data"]:
        return True
    return bool((texts[:HEAD] == others[:HEAD]).all() and (texts == others).all())


def _are_same(found: Distinct, other: Distinct) -> bool:
    """Return the same of columns whose distinct texts are known."""
    return found.values == other.values and bool((found.codes == other.codes).all())


def _pack_numbers(column: pd.Series) -> tuple[Description, bytes] | None:
    """Return the description and bytes of a column of numbers, None where all are blank."""
    missing = column.isna().to_numpy(dtype=bool)
    if missing.all():
        return None
    if column.dtype == "Int64":
        return _pack_integers(column.fillna(0).to_numpy(np.int64), missing, 0)
    if column.dtype.kind in "iu":
        return _pack_integers(column.to_numpy(np.int64), missing, 0)
    return _pack_floats(column.to_numpy(np.float64), missing)


def _find_teller(
    found: Distinct, dictionaries: Mapping[str, Integers]
) -> tuple[str, list[Any]] | None:
    """Return a column that tells another one's value, and the value that each of its codes tells.

    So the symbol's class follows from the kind. A blank of the one has to be a blank of the other.
    """
    texts, codes = [*found.values, None], found.codes
    for name, other in dictionaries.items():
        # the first rows say of most columns that they do not
        if _tell(other[:HEAD], codes[:HEAD]) is None or (told := _tell(other, codes)) is None:
            continue
        return name, [texts[code] for code in told[:-1].tolist()]
    return None


def _tell(codes: Integers, others: Integers) -> Integers | None:
    """Return for each code the one of the other column that goes with it, None if not just one.

    The last is that of a blank, which has the place -1.
    """
    told = np.full(int(codes.max(initial=BLANK)) + 2, BLANK)
    told[codes] = others
    return told if told[BLANK] == BLANK and (told.take(codes) == others).all() else None


def _pack_dictionary(codes: Integers, values: list[Any]) -> tuple[Description, bytes]:
    """Return a column of texts that repeat."""
    kind = np.dtype("u1" if len(values) < 0xFF else "<u2")
    description = {"kind": "dictionary", "values": values, "width": kind.itemsize}
    # the number of a blank, -1, is the largest of the kind, and becomes 0
    return description, _to_planes(codes.astype(kind) + kind.type(1))


def _pack_texts(column: Texts) -> tuple[Description, bytes]:
    """Return texts as patterns and numbers where they have few patterns, else one after the other.

    Of patterns the codes come first, if there is more than one, and then each slot's numbers.
    """
    patterns = patterns_of(column)
    if patterns is None:
        return {"kind": "texts"}, PART.join(text or "" for text in column).encode()
    many = len(patterns.values) - 1
    kind = next(k for k in ("u1", "<u2", "<u4") if many <= np.iinfo(k).max)
    width = np.dtype(kind).itemsize if many else 0
    data = _to_planes(patterns.codes.astype(kind)) if many else b""
    slots = []
    for numbers, missing in patterns.slots:
        filled = _fill_forward(numbers, missing)
        slot, more = _pack_integers(filled, np.zeros(len(filled), dtype=bool), 0)
        slots.append({**slot, "offset": len(data), "bytes": len(more)})
        data += more
    return {"kind": "patterns", "values": patterns.values, "width": width, "slots": slots}, data


def _pack_floats(numbers: Floats, missing: Truths) -> tuple[Description, bytes]:
    """Return numbers as whole ones of the least power of ten that keeps them exactly."""
    known = np.where(missing, 0.0, numbers)
    for decimals in range(MOST_DECIMALS + 1):
        # the first rows say of most powers that they do not keep them
        if _scale(known[:HEAD], decimals) is None or (whole := _scale(known, decimals)) is None:
            continue
        return _pack_integers(whole, missing, decimals)
    return {"kind": "floats", "width": 8}, _to_planes(numbers.astype("<f8"))


def _scale(numbers: Floats, decimals: int) -> Integers | None:
    """Return numbers times a power of ten if that makes whole ones of all, and not too large."""
    factor = 10.0**decimals
    with np.errstate(over="ignore"):
        whole = np.rint(numbers * factor)
    if np.abs(whole).max(initial=0) > LARGEST or not (whole / factor == numbers).all():
        return None
    return whole.astype(np.int64)


def _pack_integers(numbers: Integers, missing: Truths, decimals: int) -> tuple[Description, bytes]:
    """Return whole numbers from a base up, or their differences where these are smaller.

    Of a blank the number is that of the row before it, and its bit in the map of blanks is set.
    """
    if missing.any():
        numbers = _fill_forward(numbers, missing)
    steps = np.diff(numbers, prepend=numbers[:1])
    is_delta = len(numbers) and 4 * np.abs(steps).sum() < (numbers - numbers.min()).sum()
    values = steps if is_delta else numbers
    base = int(values.min()) if len(values) else 0
    span = int(values.max()) - base if len(values) else 0
    kind = next((k for k in ("u1", "<u2", "<u4") if span <= np.iinfo(k).max), "<u8")
    description: Description = {
        "kind": "numbers",
        "decimals": decimals,
        "base": base,
        "width": np.dtype(kind).itemsize,
        "delta": bool(is_delta),
        "first": int(numbers[0]) if is_delta else 0,
        "blanks": bool(missing.any()),
    }
    data = _to_planes((values - base).astype(kind))
    if missing.any():
        data += np.packbits(missing, bitorder="little").tobytes()
    return description, data


def _fill_forward(numbers: Integers, missing: Truths) -> Integers:
    """Return the numbers with that of the row before for each that is missing, 0 at the start."""
    rows = np.maximum.accumulate(np.where(missing, -1, np.arange(len(numbers))))
    return np.where(rows < 0, 0, numbers[np.maximum(rows, 0)])


def _to_planes(values: npt.NDArray[Any]) -> bytes:
    """Return the lowest bytes of all values, then the next ones: like bytes compress together."""
    return np.ascontiguousarray(values.view(np.uint8).reshape(-1, values.itemsize).T).tobytes()
