"""The command line: parse, call, print, exit."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from deploymap.errors import ConfigError, DataError, DeploymapError, Problem, UsageError

WRITTEN = 0
DATA_FAULTS = 1
WRONG_USAGE = 2
PROGRAM_FAULT = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
NOBODY_READS = 141  # 128 + SIGPIPE

# seconds after which the command says what it is doing
PATIENCE = 1.0

DESCRIPTION = """\
Turns a spreadsheet of military units into one interactive map: a single HTML
file that opens in any browser, from disk, without the internet.
"""

START = """\
to start:
  Put a spreadsheet saved as units.csv into a folder. Its first line names the
  columns; name, lat and lon are enough:

    name,lat,lon
    1st Tank Battalion,48.57,39.31

  Then make the map of that folder and look at it:

    deploymap build myfolder --open

  All options: deploymap build --help
"""

BUILD_DESCRIPTION = """\
Makes the map of a folder and writes it as one HTML file. All files are
optional but units.csv; they are looked for in FOLDER/data, then in FOLDER.
Settings come from FOLDER/deploymap.toml if it is there; options go first.
"""

BUILD_EXAMPLES = """\
examples:
  deploymap build
      make the map of the folder you are in
  deploymap build myfolder --open
      make the map of myfolder and show it in the browser
  deploymap build --units january.csv --output january.html
      make the map of one sheet, under a name of its own

If a sheet has mistakes, all of them are listed as file:line: column: what is
wrong; no map is written, and the last one stays as it was.

exit status:
  0  the map is written
  1  the data has errors
  2  the command or the settings are wrong
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments`, by default those of the process; return its exit status.

    0: the map is written; 1: the data has errors; 2: wrong usage; 70: a fault of the program;
    130: stopped by Ctrl-C; 141: nobody reads what is printed.
    """
    try:
        _print_any_text()
        status = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # or Python itself would complain when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except KeyboardInterrupt:
        _say("stopped")
        return INTERRUPTED
    except Exception as error:
        return _tell_fault(error)
    return status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with all its help."""
    parser = argparse.ArgumentParser(
        prog="deploymap",
        description=DESCRIPTION,
        epilog=START,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_build(commands)
    return parser


class _Version(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *arguments: object) -> None:
        from deploymap import __version__

        print(f"deploymap {__version__}")
        parser.exit()


def _add_build(commands: Any) -> None:
    command = commands.add_parser(
        "build",
        help="make the map of a folder",
        description=BUILD_DESCRIPTION,
        epilog=BUILD_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    folder_help = "folder with units.csv; without it the one you are in"
    borders_help = "borders to draw and to join with, in place of deploymap's own"
    add = command.add_argument
    add("folder", nargs="?", type=Path, default=Path(), metavar="FOLDER", help=folder_help)
    add("--units", type=Path, metavar="CSV", help="the sheet of units")
    add("--annotations", type=Path, metavar="CSV", help="the sheet of texts and figures")
    add("--borders", type=Path, metavar="GEOJSON", help=borders_help)
    add("--output", type=Path, metavar="HTML", help="where to write the map")
    add("--title", metavar="TEXT", help="the map's title")
    add("--strict", action="store_true", help="treat warnings as errors")
    add("--open", action="store_true", help="show the map in the browser when it is written")
    command.set_defaults(run=_build)


def _print_any_text() -> None:
    """Let letters that the console's encoding lacks be printed as escapes, not end in an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _run(arguments: Sequence[str] | None) -> int:
    parser = make_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has said all there is to say
        return int(stop.code or 0)
    if "run" not in options:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _build(options: argparse.Namespace) -> int:
    try:
        with _report_progress(PATIENCE) as progress:
            progress("loading the map libraries")
            build_file = _load_chain()
            result = build_file(
                options.folder,
                units=options.units,
                annotations=options.annotations,
                borders=options.borders,
                output=options.output,
                title=options.title,
                strict=options.strict,
                progress=progress,
            )
    except DataError as error:
        return _tell_problems(error)
    except UsageError as error:
        _say(str(error))
        return WRONG_USAGE
    except DeploymapError as error:
        _say(str(error))
        return DATA_FAULTS
    _print_problems(result.problems)
    words = f"{_describe_size(result.size)}, {_count(result.unit_count, 'unit')}"
    print(f"Wrote {result.output} ({words})")
    if options.open:
        _open_page(result.output)
    return WRITTEN


def _load_chain() -> Callable[..., Any]:
    """Import the chain, with all the libraries it needs.

    What they load stays to the end; looking through it for garbage again and again would take a
    tenth of the time of a small build.
    """
    import gc

    gc.disable()
    from deploymap.chain import build_file

    gc.freeze()
    gc.enable()
    return build_file


@contextlib.contextmanager
def _report_progress(patience: float) -> Iterator[Callable[[str], None]]:
    """Yield what is to be called with each step's name; it prints them once patience is over."""
    steps: list[str] = []
    lock = threading.Lock()
    late = False

    def begin(step: str) -> None:
        with lock:
            steps.append(step)
            if late:
                _say(f"{step} ...")

    def show_current() -> None:
        nonlocal late
        with lock:
            late = True
            _say(f"{steps[-1]} ..." if steps else "working ...")

    timer = threading.Timer(patience, show_current)
    timer.daemon = True
    timer.start()
    try:
        yield begin
    finally:
        timer.cancel()
        timer.join()


def _tell_problems(error: DataError) -> int:
    _print_problems(error.problems)
    if isinstance(error, ConfigError):
        return WRONG_USAGE
    number = sum(problem.severity == "error" for problem in error.problems)
    _say(f"{_count(number, 'error')}, no map written; correct the data and run the command again")
    return DATA_FAULTS


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def _tell_fault(error: Exception) -> int:
    """Ask for a report of a fault of the program's own; DEPLOYMAP_DEBUG=1 shows where it is."""
    words = " ".join(f"{type(error).__name__}: {error}".split())
    _say(f"this is a fault of deploymap itself; please report it, with this line: {words}")
    if os.environ.get("DEPLOYMAP_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    return PROGRAM_FAULT


def _open_page(path: Path) -> None:
    import webbrowser

    address = path.resolve().as_uri()
    try:
        shown = webbrowser.open(address)
    except webbrowser.Error:
        shown = False
    if not shown:
        _say(f"no browser could be started; open {path} in one yourself")


def _say(words: str) -> None:
    print(f"deploymap: {words}", file=sys.stderr)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _describe_size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 999_500 else f"{size / 1e3:,.0f} kB"
