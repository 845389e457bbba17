"""Times that count seconds or milliseconds from 1970, as programs write them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from deploymap.patterns import late_pattern

_DIGITS = late_pattern(r"-?[0-9]{9,14}")
# 2022030412 and 202203041230 are dates with an hour, in digits alone
_DATES = late_pattern(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-4])(?:[0-5][0-9])?"
)
_START = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS = 100_000_000_000  # so many and more are no seconds
LATEST = 4_102_444_800  # 1 January 2100, seconds


def read_epoch(text: str) -> str | None:
    """Return the time of UTC that such a number is, a day where it is midnight; None for others.

    What reads as YYYYMMDDHH or YYYYMMDDHHMM is none of them.
    """
    if not _DIGITS.fullmatch(text) or _DATES.fullmatch(text):
        return None
    number = int(text)
    seconds = number / 1_000 if abs(number) >= MILLISECONDS else number
    if not -LATEST <= seconds < LATEST:
        return None
    moment = (_START + timedelta(seconds=seconds)).replace(tzinfo=None, microsecond=0)
    if moment.time() == time():
        return moment.date().isoformat()
    return f"{moment.isoformat()}Z"
