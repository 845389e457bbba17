"""Finds a Chromium for the tests; run as a program, it installs one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# the first is the same Chromium without a window: it opens a page in two thirds of the time
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# no sandbox where the tests run as root, and nothing that asks the net on its own
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> Path | None:
    """Return a browser: $DEPLOYMAP_CHROMIUM, else one that is installed, else Playwright's own."""
    named = os.environ.get("DEPLOYMAP_CHROMIUM")
    if named:
        return Path(named)
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed:
        return Path(installed)
    return MAC if MAC.exists() else find_playwrights()


def find_playwrights() -> Path | None:
    """Return the Chromium that `playwright install chromium` downloaded, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def install_browser() -> None:
    """Install Chromium through apt where that is possible, else through Playwright."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = (["install", "--yes", name] for name in NAMES[:2])
        for command in (["update"], *packages):
            subprocess.run(["apt-get", "--quiet", *command], env=environment, check=False)
            if find_browser():
                return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not find_browser():
        print("No Chromium found; installing one for the tests.", flush=True)
        install_browser()
