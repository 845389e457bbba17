"""Lets `python -m deploymap` be the command `deploymap`; both enter here."""

from __future__ import annotations

import sys

from deploymap.cli.parser import main

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def enter() -> NoReturn:
    """Run the command and end the process with its status."""
    sys.exit(main())


if __name__ == "__main__":
    enter()
