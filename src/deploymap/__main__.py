"""Lets `python -m deploymap` be the command `deploymap`."""

from __future__ import annotations

import sys

from deploymap.cli import main

if __name__ == "__main__":
    sys.exit(main())
