"""What the commands do: call the chain, print what there is to say, return the exit status.

The chain and what it brings, folium and pandas, are imported when a command needs them: `--help`
and a wrong option are answered at once.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from deploymap.cli.loading import loaded_for_good
from deploymap.cli.progress import report_progress
from deploymap.cli.terminal import (
    DATA_FAULTS,
    DONE,
    NO_MEMORY,
    WRONG_USAGE,
    is_lack_of_memory,
    say,
    show,
)
from deploymap.problems import (
    DataError,
    DeploymapError,
    Problem,
    UsageError,
    printable,
)

CONFIG_NAME = "deploymap.toml"

# seconds after which the command says what it is doing
PATIENCE = 1.0

LINE_WIDTH = 100
READING = (
    *("date", "sheet", "encoding", "include_hidden", "crs"),
    *("border_name", "border_crs", "border_kind"),
)

Command = Callable[[argparse.Namespace], int]


def run_build(options: argparse.Namespace) -> int:
    """Make the map of a folder, once or whenever one of its files changes."""
    return _tell_errors(_watch if options.watch else _build, options)


def run_check(options: argparse.Namespace) -> int:
    """List what is wrong with the files of a folder."""
    return _tell_errors(_check, options)


def run_convert(options: argparse.Namespace) -> int:
    """Write a sheet of units as a clean CSV."""
    return _tell_errors(_convert, options)


def run_init(options: argparse.Namespace) -> int:
    """Begin a map: a folder with a clean sheet and settings."""
    return _tell_errors(_init, options)


def run_edit(options: argparse.Namespace) -> int:
    """Show the map of a folder, and take changes of it."""
    return _tell_errors(_edit, options)


def run_apply(options: argparse.Namespace) -> int:
    """Make the changes of a patch in the sheet of a folder."""
    return _tell_errors(_apply, options)


def _tell_errors(run: Command, options: argparse.Namespace) -> int:
    try:
        return run(options)
    except DeploymapError as error:
        if is_lack_of_memory(error):
            say(NO_MEMORY)
            return DATA_FAULTS
        return _tell_error(error)


def _tell_error(error: DeploymapError) -> int:
    if not isinstance(error, DataError):
        say(str(error))
        return WRONG_USAGE if isinstance(error, UsageError) else DATA_FAULTS
    _print_problems(error.problems)
    if isinstance(error, UsageError):
        return WRONG_USAGE
    number = sum(problem.severity == "error" for problem in error.problems)
    advice = "correct the data and run the command again"
    drawn, rows = error.drawable
    if drawn:
        advice += f", or write --keep-going: it draws {drawn:,} of {count(rows, 'row')}"
    say(f"{count(number, 'error')}, nothing is written; {advice}")
    return DATA_FAULTS


def _build(options: argparse.Namespace) -> int:
    with report_progress(PATIENCE) as progress:
        progress("loading the map libraries")
        with loaded_for_good():
            from deploymap.chain import build_file

        result = build_file(
            _take_folder(options),
            output=options.output,
            title=options.title,
            strict=options.strict,
            keep_going=options.keep_going,
            progress=progress,
            **_inputs(options),
        )
    _print_problems(result.problems)
    words = f"{_describe_size(result.size)}, {count(result.unit_count, 'unit')}"
    if result.left_out.rows:
        why = " with errors" if options.keep_going else ""
        words += f"; {count(result.left_out.rows, 'row')}{why} left out"
    show(printable(f"Wrote {result.output} ({words})"))
    if result.assumed:
        from deploymap.cli.explain import write_columns

        show(f"\nWhat was assumed, for {CONFIG_NAME}:\n\n{write_columns(result.assumed)}")
    if options.open:
        _open_page(result.output)
    return DONE


def _watch(options: argparse.Namespace) -> int:
    """Make the map anew whenever one of its files changes, until Ctrl-C.

    Where the files have faults, these are listed, and the last map stays.
    """
    from deploymap.cli.watching import look, wait_for_change

    with contextlib.suppress(KeyboardInterrupt):
        while True:
            files = _find_files(options)
            before = look(files)
            _tell_errors(_build, argparse.Namespace(**vars(options)))
            options.open = False
            _show_at_once("Watching its files; Ctrl-C ends it")
            changed = wait_for_change(before, files)
            names = ", ".join(path.name for path in changed)
            _show_at_once("\n" + printable(f"{names} changed"))
    return DONE


def _edit(options: argparse.Namespace) -> int:
    """Serve the map of a folder until Ctrl-C."""
    with report_progress(PATIENCE) as progress:
        progress("loading the map libraries")
        from deploymap.cli.editing import edit
        from deploymap.settings.config import override_config, read_config

    folder = _take_folder(options)
    edit(
        lambda: override_config(read_config(folder), **_inputs(options)),
        lambda: _find_files(options),
        host=options.host,
        port=options.port,
        open_page=None if options.no_open else _open_address,
    )
    return DONE


def _find_files(options: argparse.Namespace) -> Callable[[], list[Path]]:
    """Return what lists the files of a map, the usual ones where its settings have faults."""
    from deploymap.inspection.files import input_files, named_files, refuse_unwatched
    from deploymap.settings.config import Config, override_config, read_config

    options = argparse.Namespace(**vars(options))
    folder = _take_folder(options)
    try:
        config = override_config(read_config(folder), **_inputs(options))
    except UsageError:  # settings with faults, of which the build tells
        if not folder.is_dir():
            raise
        config = Config(folder, options.units or folder / "units.csv", folder / "deployment.html")
    refuse_unwatched(config.units)
    named = named_files(config)
    return lambda: [*input_files(config), *named]


def _show_at_once(words: str) -> None:
    show(words)
    sys.stdout.flush()


def _take_folder(options: argparse.Namespace) -> Path:
    """Return the folder that is meant; where a sheet is named in its place, that is the units'."""
    from deploymap.settings.folders import folder_and_sheet

    if options.units is not None:
        return Path(options.folder)
    folder, options.units = folder_and_sheet(options.folder)
    return folder


def _check(options: argparse.Namespace) -> int:
    if options.leaves and options.format not in ("table", "json"):
        raise UsageError("--leaves goes with --format table or json")
    from deploymap.settings.config import override_config, read_config

    with report_progress(PATIENCE) as progress:
        progress("loading the map libraries")
        config = override_config(read_config(_take_folder(options)), **_inputs(options))
        with loaded_for_good():
            from deploymap.chain import find_problems

        problems, found = find_problems(config, strict=options.strict, progress=progress)
    from deploymap.cli.report import REPORTS

    if options.explain and found is not None:
        from deploymap.cli.explain import explain_sheet

        show(explain_sheet(found.units.sheet), end="\n\n")
    extra: dict[str, Any] = {}
    if options.leaves and found is not None:
        from deploymap.cli.leaves import leaves_as_json, list_leaves, write_leaves

        leaves = list_leaves(config, found)
        if options.format == "json":
            extra["leaves"] = leaves_as_json(leaves)
        else:
            show(write_leaves(leaves), end="\n\n")
    if options.format == "json" and found is not None and len(found.overlaid.shown):
        from deploymap.cli.drawn import list_drawn

        extra["overlays"] = list_drawn(found.overlaid.shown)
    if options.format == "github":
        extra["paths"] = _paths_of(config)
    width = _line_width()
    text = REPORTS[options.format](problems, width, **extra)
    # what is for a machine has escapes of its own
    say_it = show if options.format == "table" else print
    say_it(text, end="\n" if text else "")
    return _sum_up(problems, is_table=options.format == "table")


def _line_width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or LINE_WIDTH
    except (OSError, ValueError):
        return LINE_WIDTH


def _sum_up(problems: Sequence[Problem], *, is_table: bool) -> int:
    numbers = {kind: sum(p.severity == kind for p in problems) for kind in ("error", "warning")}
    if is_table:
        words = [count(number, kind) for kind, number in numbers.items() if number]
        print(("\n" if problems else "") + (", ".join(words) or "Nothing is wrong."))
    return DATA_FAULTS if numbers["error"] else DONE


def _paths_of(config: Any) -> dict[str, str]:
    """Return the path of each input, as seen from the current folder, by the name that is shown."""
    paths = [config.units, config.annotations, config.overlays, config.borders]
    paths.append(config.base / "deploymap.toml")
    return {path.name: path.as_posix() for path in paths if isinstance(path, Path)}


def _convert(options: argparse.Namespace) -> int:
    with report_progress(PATIENCE) as progress:
        progress("reading the sheet")
        with loaded_for_good():
            from deploymap.chain import convert_file

        units, problems = convert_file(
            options.units,
            options.output,
            keep_going=options.keep_going,
            overwrite=options.overwrite,
            **_reading(options),
        )
    _print_problems(problems)
    show(printable(f"Wrote {options.output} ({count(units, 'row')}{_left_out(problems)})"))
    return DONE


def _left_out(problems: Sequence[Problem]) -> str:
    """Return how many rows were left out for their errors, in words to be added; "" for none."""
    errors = [problem for problem in problems if problem.severity == "error"]
    lines = {line for problem in errors for line in (problem.line, *problem.also)} - {None}
    return f"; {count(len(lines), 'row')} with errors left out" if lines else ""


def _init(options: argparse.Namespace) -> int:
    with report_progress(PATIENCE) as progress:
        progress("reading the sheet")
        from deploymap.cli.starting import init_folder

        units, problems = init_folder(
            options.folder, options.units, keep_going=options.keep_going, **_reading(options)
        )
    _print_problems(problems)
    files = f"units.csv ({count(units, 'row')}{_left_out(problems)}) and {CONFIG_NAME}"
    show(printable(f"Wrote {options.folder}: {files}"))
    return DONE


def _apply(options: argparse.Namespace) -> int:
    from deploymap.cli.changing import apply_and_tell

    with report_progress(PATIENCE) as progress:
        progress("reading the sheet")
        text, is_whole = apply_and_tell(
            _take_folder(options),
            options.patch,
            units=options.units,
            dry_run=options.dry_run,
            **_reading(options),
        )
    show(text)
    return DONE if is_whole else DATA_FAULTS


def _inputs(options: argparse.Namespace) -> dict[str, Any]:
    """Return which files a map is made of, and how they are to be read."""
    files = {
        name: getattr(options, name)
        for name in ("units", "annotations", "overlays", "borders", "circles")
    }
    return files | _reading(options)


def _reading(options: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(options, name, None) for name in READING}
    return {**given, "columns": dict(options.column or ())}


def _print_problems(problems: Sequence[Problem]) -> None:
    if problems:
        from deploymap.cli.report import write_lines

        show(write_lines(problems), file=sys.stderr)


def _open_page(path: Path) -> None:
    if not _open_address(path.resolve().as_uri()):
        say(f"no browser could be started; open {path} in one yourself")


def _open_address(address: str) -> bool:
    """Show an address in the browser; return whether one could be started."""
    import webbrowser

    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False


def count(number: int, word: str) -> str:
    """Return a number and a word, in the plural where it has to be."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _describe_size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 999_500 else f"{size / 1e3:,.0f} kB"
