"""When a map was built, as its inputs tell."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from deploymap.borders.borders import Borders
from deploymap.problems import UsageError
from deploymap.settings.config import CONFIG_NAME, Config
from deploymap.sheets.sheet import RawTable


def build_time(
    config: Config, units: RawTable, annotations: RawTable, borders: Borders, *further: RawTable
) -> str | None:
    """Return the time that the page names as that of its build, UTC, ISO text to the second.

    `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/) where it is set,
    else the time of the newest input file: the same input has the same time. None where no file
    tells one.

    Raises UsageError where `SOURCE_DATE_EPOCH` is no number of seconds.
    """
    settings = config.base / CONFIG_NAME
    times: Iterable[float | None] = [units.modified, annotations.modified]
    times = [*times, *(raw.modified for raw in further)]
    if units.modified is not None or settings.is_file():
        times = [*times, borders.modified]
    if settings.is_file():
        times = [*times, settings.stat().st_mtime]
    known = [time for time in times if time is not None]
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        seconds = int(said) if said else int(max(known))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, OSError, ValueError):
        if not said:
            return None
    raise UsageError(f"SOURCE_DATE_EPOCH is {said!r}; write seconds since 1970, such as 1641945600")
