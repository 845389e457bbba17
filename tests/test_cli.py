"""The command line: what is printed where, and the exit status."""

from __future__ import annotations

import gc
import io
import os
import re
import shlex
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

import deploymap
from deploymap.cli import commands
from deploymap.cli import parser as cli
from deploymap.cli.loading import loaded_for_good
from deploymap.cli.parser import main, make_parser
from deploymap.problems import ConfigError, DataError, DeploymapError, Fault, Problem, UsageError

HEAVY = {"folium", "branca", "geopandas", "pandas", "numpy", "shapely", "pyproj", "dukpy"}

FAULT = Problem.of_cell(
    "units.csv", 7, "lat", Fault("", "94.2 is outside -90..90; lat and lon look swapped")
)
DOUBT = Problem.of_cell(
    "units.csv", 8, "kind", Fault("", "tnak is not known; did you mean tank?"), "warning"
)


@dataclass(frozen=True)
class LeftOut:
    rows: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Result:
    output: Path
    size: int = 612_345
    unit_count: int = 8
    problems: tuple[Problem, ...] = ()
    left_out: LeftOut = LeftOut(0, ())
    assumed: Mapping[str, str] = field(default_factory=dict)


@pytest.fixture
def chain(monkeypatch):
    """Put another function in the place of `build.build_file`; return the calls it had."""

    def replace(answer: Callable[[Callable[[str], None]], Result] | BaseException | Result):
        calls = []

        def build_file(folder, **options):
            calls.append((folder, options))
            if isinstance(answer, BaseException):
                raise answer
            return answer if isinstance(answer, Result) else answer(options["progress"])

        module = ModuleType("deploymap.chain")
        module.build_file = build_file
        monkeypatch.setitem(sys.modules, "deploymap.chain", module)
        return calls

    return replace


def run(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deploymap", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)


# good


def test_one_line_says_what_was_written(chain, capsys) -> None:
    chain(Result(Path("output/deployment.html")))
    assert main(["build"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "Wrote output/deployment.html (612 kB, 8 units)\n"
    assert printed.err == ""


@pytest.mark.parametrize(
    ("size", "units", "words"),
    [
        (499, 1, "0 kB, 1 unit"),
        (999_499, 0, "999 kB, 0 units"),
        (999_500, 2, "1.0 MB, 2 units"),
        (2_345_678_901, 1_000_000, "2,345.7 MB, 1,000,000 units"),
    ],
)
def test_sizes_and_numbers_are_said_in_words(chain, capsys, size, units, words) -> None:
    chain(Result(Path("map.html"), size, units))
    main(["build"])
    assert capsys.readouterr().out == f"Wrote map.html ({words})\n"


def test_warnings_stand_on_standard_error(chain, capsys) -> None:
    chain(Result(Path("map.html"), problems=(DOUBT,)))
    assert main(["build"]) == 0
    printed = capsys.readouterr()
    assert printed.err == "warning: units.csv:8: kind: tnak is not known; did you mean tank?\n"
    assert printed.out.startswith("Wrote map.html")


def test_without_options_the_chain_gets_none(chain) -> None:
    calls = chain(Result(Path("map.html")))
    main(["build"])
    ((folder, options),) = calls
    assert folder == Path(".")
    del options["progress"]
    nothing = dict.fromkeys(
        ("units", "annotations", "overlays", "borders", "date", "output", "title", "sheet",
         "encoding", "crs", "circles", "border_name", "border_crs", "border_kind")
    )  # fmt: skip
    assert options == {
        **nothing,
        "columns": {},
        "strict": False,
        "keep_going": False,
        "include_hidden": False,
    }


def test_all_options_reach_the_chain(chain) -> None:
    calls = chain(Result(Path("map.html")))
    line = (
        "build here --units u --annotations https://example.org/a --borders b --output o "
        "--title 'A map' --strict --keep-going --sheet s --encoding e --crs c --border-name n "
        "--border-crs d --border-kind region --include-hidden --column name=Einheit "
        "--column lat=a=b --circles Killed --overlays v --date 2022-03"
    )
    main(shlex.split(line))
    ((folder, options),) = calls
    del options["progress"]
    assert folder == Path("here")
    assert options == {
        "units": Path("u"),
        "annotations": "https://example.org/a",
        "borders": Path("b"),
        "circles": "Killed",
        "overlays": Path("v"),
        "date": "2022-03",
        "output": Path("o"),
        "title": "A map",
        "strict": True,
        "keep_going": True,
        "sheet": "s",
        "encoding": "e",
        "include_hidden": True,
        "crs": "c",
        "border_name": "n",
        "border_crs": "d",
        "border_kind": "region",
        "columns": {"name": "Einheit", "lat": "a=b"},
    }


def test_open_shows_the_page(chain, monkeypatch, tmp_path, capsys) -> None:
    shown = []
    monkeypatch.setattr(webbrowser, "open", lambda address: shown.append(address) or True)
    monkeypatch.chdir(tmp_path)
    chain(Result(Path("my map.html")))
    assert main(["build"]) == 0
    assert shown == []
    assert main(["build", "--open"]) == 0
    assert shown == [(tmp_path.resolve() / "my map.html").as_uri()]
    assert capsys.readouterr().err == ""


def test_a_page_that_no_browser_shows_is_written_all_the_same(chain, monkeypatch, capsys) -> None:
    def fail(address: str) -> bool:
        raise webbrowser.Error("no browser")

    chain(Result(Path("map.html")))
    for broken in (fail, lambda address: False):
        monkeypatch.setattr(webbrowser, "open", broken)
        assert main(["build", "--open"]) == 0
        printed = capsys.readouterr()
        assert "open map.html in one yourself" in printed.err
        assert printed.out.startswith("Wrote map.html")


# progress


def test_a_quick_build_says_nothing_of_its_steps(chain, capsys) -> None:
    def build(progress) -> Result:
        progress("reading the sheets")
        return Result(Path("map.html"))

    chain(build)
    main(["build"])
    assert capsys.readouterr().err == ""


def test_a_slow_build_says_its_step_as_soon_as_patience_is_over(chain, capsys, monkeypatch) -> None:
    def build(progress) -> Result:
        progress("quick step")
        progress("slow step")
        deadline = time.monotonic() + 30
        # the step is said while it runs, not when it ends
        while not (printed := capsys.readouterr().err) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert printed == "deploymap: slow step ...\n"
        progress("next step")
        return Result(Path("map.html"))

    monkeypatch.setattr(commands, "PATIENCE", 0.05)
    chain(build)
    assert main(["build"]) == 0
    assert capsys.readouterr().err == "deploymap: next step ...\n"


def test_a_terminal_shows_a_bar_which_goes(chain, monkeypatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()

    def build(progress) -> Result:
        progress("first")
        # an end that a test can wait for: the bar is drawn from another thread
        deadline = time.monotonic() + 30
        while "first" not in shown.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
        progress("second")
        return Result(Path("map.html"))

    monkeypatch.setattr(commands, "PATIENCE", 0.05)
    monkeypatch.setattr(sys, "stderr", shown)
    chain(build)
    assert main(["build"]) == 0
    lines = shown.getvalue().split("\r\x1b[K")
    assert lines[1:] == [f"[{'#' * 3}{'.' * 21}] first", f"[{'#' * 6}{'.' * 18}] second", ""]


# faults


def test_faults_of_the_data_are_all_listed(chain, capsys) -> None:
    chain(DataError([FAULT, DOUBT, FAULT]))
    assert main(["build"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "units.csv:7: lat: 94.2 is outside -90..90; lat and lon look swapped",
        "warning: units.csv:8: kind: tnak is not known; did you mean tank?",
        "units.csv:7: lat: 94.2 is outside -90..90; lat and lon look swapped",
        "deploymap: 2 errors, nothing is written; correct the data and run the command again",
    ]


def test_wrong_usage_that_the_chain_finds_is_said_in_one_line(chain, capsys) -> None:
    chain(UsageError("nowhere: there is no such folder"))
    assert main(["build", "nowhere"]) == 2
    assert capsys.readouterr().err == "deploymap: nowhere: there is no such folder\n"


def test_faults_of_the_settings_are_wrong_usage_with_their_lines(chain, capsys) -> None:
    chain(
        ConfigError(
            [Problem.of_cell("deploymap.toml", 3, "titel", Fault("", "there is no such setting"))]
        )
    )
    assert main(["build"]) == 2
    assert capsys.readouterr().err == "deploymap.toml:3: titel: there is no such setting\n"


def test_whatever_else_is_raised_on_purpose_is_said_in_one_line(chain, capsys) -> None:
    chain(DeploymapError("the page cannot be made"))
    assert main(["build"]) == 1
    assert capsys.readouterr().err == "deploymap: the page cannot be made\n"


def test_a_fault_of_the_program_asks_for_a_report(chain, capsys, monkeypatch) -> None:
    monkeypatch.delenv("DEPLOYMAP_DEBUG", raising=False)
    chain(ZeroDivisionError("by\nzero"))
    assert main(["build"]) == 70
    assert capsys.readouterr().err == (
        "deploymap: this is a fault of deploymap itself; please report it, "
        "with this line: ZeroDivisionError: by zero\n"
    )
    monkeypatch.setenv("DEPLOYMAP_DEBUG", "1")
    assert main(["build"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_ends_without_a_traceback(chain, capsys) -> None:
    chain(KeyboardInterrupt())
    assert main(["build"]) == 130
    assert capsys.readouterr().err == "deploymap: stopped\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX's")
def test_a_reader_that_goes_away_ends_it_without_a_word() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "deploymap", "--help"]
    # without a buffer argparse itself would swallow the error
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, env=environment, timeout=60
    )
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == b""


def test_a_file_name_that_the_console_cannot_show_is_no_hindrance(tmp_path: Path) -> None:
    code = (
        "import sys, types, pathlib; module = types.ModuleType('deploymap.chain');"
        "result = types.SimpleNamespace(output=pathlib.Path('\\u0436.html'), size=1, unit_count=1,"
        "problems=(), left_out=types.SimpleNamespace(rows=0), assumed={});"
        "module.build_file = lambda folder, **options: result;"
        "sys.modules['deploymap.chain'] = module;"
        "from deploymap.cli.parser import main; sys.exit(main(['build']))"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Wrote \\u0436.html (0 kB, 1 unit)\n"


# the end of the process

END = """
import atexit, os, sys, types
import deploymap.__main__ as entry
atexit.register(print, "atexit")
entry.main = lambda: print("main") or 3
"""


def test_the_process_ends_with_the_status_of_the_command() -> None:
    code = f"{END}\nentry.enter()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 3, done.stderr
    assert done.stdout.split() == ["main", "atexit"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_a_full_disk_is_told_at_the_end() -> None:
    code = f"{END}\nentry.enter()"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert done.returncode != 0
    assert "No space left" in done.stderr


# usage and help


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("biuld", "invalid choice: 'biuld'"),
        ("build --frobnicate", "unrecognized arguments: --frobnicate"),
        ("build --unit u.csv", "unrecognized arguments: --unit"),
        ("build --units", "argument --units: expected one argument"),
        ("build one two", "unrecognized arguments: two"),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_is_wrong(chain, capsys, line, words) -> None:
    calls = chain(Result(Path("map.html")))
    assert main(shlex.split(line)) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.out == ""
    assert calls == []


def test_without_a_command_the_help_is_shown_as_wrong_usage(capsys) -> None:
    assert main([]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "deploymap build myfolder --open" in printed.err


def test_version(capsys) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"deploymap {deploymap.__version__}\n"


@pytest.mark.parametrize(
    "line", ["--help", "--version", "", "build --help", "build --wrong", "check --help"]
)
def test_nothing_heavy_is_imported_before_there_is_a_map_to_make(line: str) -> None:
    code = (
        "import sys; from deploymap.cli.parser import main; main(sys.argv[1:]);"
        f"print('heavy:', *{HEAVY!r}.intersection(sys.modules))"
    )
    command = [sys.executable, "-c", code, *shlex.split(line)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "heavy:"


def test_help_names_each_option_with_words(capsys) -> None:
    assert main(["build", "--help"]) == 0
    text = capsys.readouterr().out
    for option in ("FOLDER", "--units SHEET", "--annotations SHEET", "--borders FILE",
                   "--output HTML", "--title TEXT", "--strict", "--keep-going", "--open",
                   "--column NAME=COLUMN", "--sheet NAME", "--encoding NAME", "--crs CRS",
                   "--border-name PROPERTY", "--border-crs CRS"):  # fmt: skip
        assert re.search(rf"^  {option}\s+[a-z]", text, re.MULTILINE), option
    for status, words in ((0, "is written"), (1, "has errors"), (2, "are wrong")):
        assert re.search(rf"^  {status}  .*{words}$", text, re.MULTILINE)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["build", "--help"], ["check", "--help"], ["convert", "--help"]]
)
def test_help_fits_a_plain_console_and_its_examples_can_be_typed(capsys, monkeypatch, arguments):
    monkeypatch.setenv("COLUMNS", "80")
    main(arguments)
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 79
    examples = re.findall(r"^ +deploymap (.*)$", text, re.MULTILINE)
    assert examples
    for example in examples:
        make_parser().parse_args(shlex.split(example))


def test_the_sheet_in_the_help_is_a_good_sheet(tmp_path: Path) -> None:
    from deploymap.checks.check import check_units
    from deploymap.checks.header import is_unit_name
    from deploymap.sheets.read import read_sheet
    from deploymap.sheets.source import load_source

    header, row = re.findall(r"^    (name,.*|1st .*)$", cli.START, re.MULTILINE)
    (tmp_path / "units.csv").write_text(f"{header}\n{row}\n")
    raw = read_sheet(load_source(tmp_path / "units.csv"), is_name=is_unit_name)
    checked = check_units(raw)
    assert (len(checked.table), checked.problems) == (1, [])


def test_the_module_is_the_command() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"deploymap {deploymap.__version__}\n")
    assert run("build", "no such folder").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
@pytest.mark.parametrize("streams", [("stdout",), ("stderr",), ("stdout", "stderr")])
@pytest.mark.parametrize("command", ["build", "check"])
def test_an_output_that_cannot_be_written_is_told_in_words(
    tmp_path: Path, command: str, streams: tuple[str, ...]
) -> None:
    (tmp_path / "units.csv").write_text("name,lat,lon\nA,48.5,39.2\nB,x,y\n", encoding="utf-8")
    line = [sys.executable, "-m", "deploymap", command, str(tmp_path)]
    line += ["--keep-going"] if command == "build" else []
    with open("/dev/full", "w") as full:
        given = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE) | dict.fromkeys(streams, full)
        answer = subprocess.run(line, text=True, timeout=120, check=False, **given)
    said = answer.stderr or ""
    assert answer.returncode == 1
    assert "fault of deploymap" not in said
    assert "Traceback" not in said
    assert "stderr" in streams or "No space left" in said
    assert (tmp_path / "deployment.html").exists() == (command == "build")


def test_modules_are_loaded_without_a_search_for_garbage_in_a_process_of_our_own(
    monkeypatch,
) -> None:
    before = gc.get_freeze_count()
    with loaded_for_good():
        assert gc.isenabled(), "pandas is there: the process is not ours"
    assert gc.get_freeze_count() == before
    monkeypatch.delitem(sys.modules, "pandas")
    try:
        with loaded_for_good():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
