"""Values -> the text that a sheet would show for them."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def value_text(value: Any) -> str:
    """Return one value as text: numbers without exponent, dates in ISO form, None as a blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else ""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, list | tuple | dict):
        return _compact_json(value)
    return _printed_bytes(value) if isinstance(value, bytes) else str(value).strip()


def number_text(value: float) -> str:
    """Return the shortest decimal text that is this number, blank for NaN and infinity."""
    if value.is_integer():
        # int() alone would show digits of 1e23 that nobody wrote
        return str(int(value) if abs(value) < 1e15 else int(Decimal(repr(value))))
    text = repr(value)
    if text.strip("-") in ("nan", "inf"):
        return ""
    return f"{Decimal(text):f}" if "e" in text else text


def moment_text(value: datetime) -> str:
    """Return a date and time in ISO form, at midnight the date alone."""
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat()


def duration_text(value: timedelta) -> str:
    """Return a duration as hours, minutes and seconds, such as 36:00:00."""
    seconds = round(abs(value).total_seconds())
    sign = "-" if value < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _compact_json(value: Any) -> str:
    """Return a nested value as JSON in one line; what JSON does not know stands as text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=value_text)


def _printed_bytes(value: bytes) -> str:
    """Return bytes as the text they are in UTF-8, else as hexadecimal digits."""
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return value.hex()
