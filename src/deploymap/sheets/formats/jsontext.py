"""JSON from anyone: not nested too deeply, numbers as the text that they are written with."""

from __future__ import annotations

import json
import re
from typing import Any

from deploymap.depth import MOST_DEPTH, find_depth
from deploymap.problems import shorten
from deploymap.sheets.formats.rows import broken


class Number(str):
    """A number of a JSON file, as it is written there."""

    __slots__ = ()


def load_json(data: bytes, file: str, advice: str, *, line: int = 1) -> Any:
    """Return what the JSON holds, each number as a `Number`; `line` is the first in the file.

    Raises DataError: no UTF-8, no JSON, or nested more than `MOST_DEPTH` deep.
    """
    if find_depth(data) > MOST_DEPTH:
        raise broken(file, f"is nested more than {MOST_DEPTH} deep", advice)
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=Number)
    except UnicodeDecodeError as error:
        raise broken(file, "is no UTF-8 text", advice) from error
    except json.JSONDecodeError as error:
        message = f"is no JSON ({error.msg})"
        raise broken(file, message, advice, line=line + error.lineno - 1) from error
    except RecursionError as error:
        raise broken(file, "is nested too deeply", advice) from error


def json_text(value: Any) -> str:
    """Return a value as the text of a cell; what is nested as JSON in one line."""
    if isinstance(value, str):
        return whole(value).strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return whole(_compact_json(value))


def _compact_json(value: Any) -> str:
    """Return what was read as JSON in one line again, numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        pairs = (f"{_compact_json(name)}:{_compact_json(each)}" for name, each in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_compact_json, value))}]"
    return json.dumps(value, ensure_ascii=False)


def whole(text: str) -> str:
    """Return the text with each half of a broken surrogate pair as �, so that it can be written."""
    if text.isascii() or not re.search("[\ud800-\udfff]", text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_number(value: Any) -> float | None:
    """Return a JSON number as a float, None for what is none or not finite."""
    if not isinstance(value, Number):
        return None
    number = float(value)
    return number if abs(number) < float("inf") else None


def kind_of(value: Any) -> str:
    """Return what a JSON value is, for a message."""
    return shorten(str(value.get("type", "object"))) if isinstance(value, dict) else "no object"
