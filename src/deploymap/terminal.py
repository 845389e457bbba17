"""What commands say to the terminal about themselves, and with which status they end."""

from __future__ import annotations

import sys

DONE = 0
DATA_FAULTS = 1
WRONG_USAGE = 2
PROGRAM_FAULT = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
NOBODY_READS = 141  # 128 + SIGPIPE


def say(words: str) -> None:
    """Print a line about the command itself."""
    print(f"deploymap: {words}", file=sys.stderr)
