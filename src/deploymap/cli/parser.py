"""The command line: parse, call, print, exit."""

from __future__ import annotations

import argparse
import io
import os
import sys

from deploymap.cli.helptexts import (
    APPLY_DESCRIPTION,
    APPLY_EXAMPLES,
    BUILD_DESCRIPTION,
    BUILD_EXAMPLES,
    CHECK_DESCRIPTION,
    CHECK_EXAMPLES,
    CONVERT_DESCRIPTION,
    CONVERT_EXAMPLES,
    DESCRIPTION,
    EDIT_DESCRIPTION,
    EDIT_EXAMPLES,
    INIT_DESCRIPTION,
    INIT_EXAMPLES,
    START,
)
from deploymap.cli.terminal import (
    DATA_FAULTS,
    INTERRUPTED,
    NO_MEMORY,
    NOBODY_READS,
    PROGRAM_FAULT,
    WRONG_USAGE,
    is_lack_of_memory,
    is_output_full,
    say,
    silence,
    tame,
)
from deploymap.problems import fault_words, printable

# what a command does, and what that needs, is imported when it is done
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any, NoReturn


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments`, by default those of the process; return its exit status.

    0: the map is written; 1: the data has errors; 2: wrong usage; 70: a fault of the program;
    130: stopped by Ctrl-C; 141: nobody reads what is printed.
    """
    try:
        _print_any_text()
        status = _run(arguments)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:
        # or Python itself would complain when it flushes at its end
        silence(sys.stdout)
        return NOBODY_READS
    except KeyboardInterrupt:
        say("stopped")
        return INTERRUPTED
    except Exception as error:
        if is_lack_of_memory(error):
            say(NO_MEMORY)
            return DATA_FAULTS
        if isinstance(error, OSError) and is_output_full(error):
            return _tell_unwritable(error)
        return _tell_fault(error)
    return status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with all its help."""
    parser = _Parser(
        prog="deploymap",
        description=DESCRIPTION,
        epilog=START,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_build(commands)
    _add_check(commands)
    _add_convert(commands)
    _add_init(commands)
    _add_edit(commands)
    _add_apply(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, whatever the names of files have in them."""

    def error(self, message: str) -> NoReturn:
        super().error(tame(printable(message)))


class _Version(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *arguments: object) -> None:
        from deploymap import __version__

        print(f"deploymap {__version__}")
        parser.exit()


def _add_command(commands: Any, name: str, **words: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        **words,
    )
    return command


def _add_build(commands: Any) -> None:
    words = "make the map of a folder"
    command = _add_command(
        commands, "build", help=words, description=BUILD_DESCRIPTION, epilog=BUILD_EXAMPLES
    )
    _add_inputs(command)
    add = command.add_argument
    add("--output", type=_path, metavar="HTML", help="where to write the map")
    add("--title", metavar="TEXT", help="the map's title")
    add("--strict", action="store_true", help="treat warnings as errors")
    keep_help = "leave out rows with errors and make the map of the others"
    add("--keep-going", action="store_true", help=keep_help)
    add("--open", action="store_true", help="show the map in the browser when it is written")
    watch_help = "make the map anew whenever one of its files changes, until Ctrl-C"
    add("--watch", action="store_true", help=watch_help)
    command.set_defaults(run="run_build")


def _add_check(commands: Any) -> None:
    words = "list what is wrong with the files of a folder"
    command = _add_command(
        commands, "check", help=words, description=CHECK_DESCRIPTION, epilog=CHECK_EXAMPLES
    )
    _add_inputs(command)
    add = command.add_argument
    add("--explain", action="store_true", help="say how each column was understood")
    leaves_help = "say what of the sheets enters the page, and what stays out"
    add("--leaves", action="store_true", help=leaves_help)
    formats = ("table", "json", "csv", "github")
    add("--format", choices=formats, default="table", help="how to list what is wrong")
    add("--strict", action="store_true", help="treat warnings as errors")
    command.set_defaults(run="run_check")


def _add_convert(commands: Any) -> None:
    words = "write any sheet of units as a clean CSV"
    command = _add_command(
        commands, "convert", help=words, description=CONVERT_DESCRIPTION, epilog=CONVERT_EXAMPLES
    )
    add = command.add_argument
    add("units", metavar="SHEET", type=_place, help="file, - or address of the sheet")
    add("output", metavar="CSV", type=_path, help="where to write the clean sheet")
    _add_reading(command)
    add("--keep-going", action="store_true", help="leave out rows with errors")
    add("--overwrite", action="store_true", help="let CSV be a file that is there already")
    command.set_defaults(run="run_convert")


def _add_init(commands: Any) -> None:
    words = "begin a map: a folder with a clean sheet and settings"
    command = _add_command(
        commands, "init", help=words, description=INIT_DESCRIPTION, epilog=INIT_EXAMPLES
    )
    add = command.add_argument
    add("folder", metavar="FOLDER", type=_path, help="the folder to make")
    add("units", metavar="SHEET", type=_place, help="file, - or address of the sheet")
    _add_reading(command)
    add("--keep-going", action="store_true", help="leave out rows with errors")
    command.set_defaults(run="run_init")


def _add_edit(commands: Any) -> None:
    words = "show the map, move its units with the mouse, and follow its files"
    command = _add_command(
        commands, "edit", help=words, description=EDIT_DESCRIPTION, epilog=EDIT_EXAMPLES
    )
    _add_inputs(command)
    add = command.add_argument
    port_help = "the port of the address, without it the folder's own, or any that is free"
    add("--port", type=int, metavar="NUMBER", help=port_help)
    host_help = "an address of this computer that others reach, or 0.0.0.0; see docs/security.md"
    add("--host", default="127.0.0.1", metavar="ADDRESS", help=host_help)
    add("--no-open", action="store_true", help="print the address, and start no browser")
    command.set_defaults(run="run_edit")


def _add_apply(commands: Any) -> None:
    words = "make the changes of a patch in the sheet of units"
    command = _add_command(
        commands, "apply", help=words, description=APPLY_DESCRIPTION, epilog=APPLY_EXAMPLES
    )
    add = command.add_argument
    add("patch", metavar="PATCH", type=_place, help="the changes: id, column, old, new, note")
    folder_help = "folder of the map, without it the one you are in; or the sheet"
    add("folder", nargs="?", type=_place, default=".", metavar="FOLDER", help=folder_help)
    add("--units", type=_place, metavar="SHEET", help="the sheet to change")
    _add_reading(command)
    add("--dry-run", action="store_true", help="say what would be changed, and change nothing")
    command.set_defaults(run="run_apply")


def _add_inputs(command: argparse.ArgumentParser) -> None:
    """Add the options that say which files a map is made of."""
    add = command.add_argument
    folder_help = "folder with units.csv, without it the one you are in; or one sheet"
    units_help = "the sheet: a file, an address, - ; a folder of Parquet files, a DuckDB query"
    borders_help = "borders to draw and to join with, in place of deploymap's own"
    add("folder", nargs="?", type=_place, default=".", metavar="FOLDER", help=folder_help)
    add(
        "--units",
        type=_place,
        metavar="SHEET",
        help=units_help,
    )
    add("--annotations", type=_place, metavar="SHEET", help="the sheet of texts and figures")
    overlays_help = "fronts, held areas, arrows: a sheet of them, or a file of shapes"
    add("--overlays", type=_place, metavar="SHEET", help=overlays_help)
    add("--borders", type=_path, metavar="FILE", help=borders_help)
    add("--date", metavar="DATE", help="the map's date, such as 2022-03-10: what held then")
    circles_help = "the column whose numbers the circles show in place of troops, such as killed"
    add("--circles", metavar="COLUMN", help=circles_help)
    _add_reading(command)
    add("--border-name", metavar="PROPERTY", help="the property that names the borders' areas")
    kinds = ("country", "region")
    add("--border-kind", choices=kinds, help="what the borders' areas are where they do not say")
    add("--border-crs", metavar="CRS", help="the CRS of the borders, such as EPSG:3857")


def _add_reading(command: argparse.ArgumentParser) -> None:
    """Add the options that say of a sheet what its file does not."""
    add = command.add_argument
    column_help = "which column of the sheet is meant, such as name=Einheit; may be given again"
    add("--column", action="append", type=_pair, metavar="NAME=COLUMN", help=column_help)
    add("--sheet", metavar="NAME", help="the sheet of a workbook, or the layer of a map file")
    add("--encoding", metavar="NAME", help="the encoding of a CSV, such as cp1251")
    hidden_help = "take in the sheets, rows and columns that a workbook hides"
    add("--include-hidden", action="store_true", help=hidden_help)
    add("--crs", metavar="CRS", help="the CRS of lat (y) and lon (x), such as EPSG:28406")


def _place(text: str) -> Path | str:
    """Return an address or a query as it is, and any other text as a path."""
    is_other = text.casefold().startswith(("http://", "https://", "select ", "with ", "from "))
    # a file may be called so by whoever made it
    return text if is_other and not _is_there(text) else _path(text)


def _is_there(text: str) -> bool:
    try:
        return os.path.lexists(text)
    except ValueError:
        return False


def _path(text: str) -> Path:
    from pathlib import Path

    return Path(text)


def _pair(text: str) -> tuple[str, str]:
    name, mark, column = text.partition("=")
    if not (name.strip() and mark and column.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=COLUMN, such as name=Einheit")
    return name.strip(), column.strip()


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
    from deploymap.cli import commands

    run: Callable[[argparse.Namespace], int] = getattr(commands, options.run)
    return run(options)


def _tell_unwritable(error: OSError) -> int:
    """Say that what the command prints cannot be written; a map that was written stays."""
    silence(sys.stdout)
    words = "what this command prints cannot be written to its output"
    say(f"{words}: {error.strerror}; make room, or send the output elsewhere")
    try:
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        silence(sys.stderr)
    return DATA_FAULTS


def _tell_fault(error: Exception) -> int:
    """Ask for a report of a fault of the program's own; DEPLOYMAP_DEBUG=1 shows where it is."""
    say(fault_words(error))
    if os.environ.get("DEPLOYMAP_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    return PROGRAM_FAULT
