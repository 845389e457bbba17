"""What is said on the terminal, where there may be words of others in it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploymap import chain
from deploymap.cli import terminal
from deploymap.cli.parser import main
from deploymap.problems import DataError, Fault, Problem, UsageError

UNITS = "name,lat,lon\nA,48.5,39.3\n"
EVIL = "no\x1b[31m\n::error::pwned"
TOML_EVIL = r"no\u001b[31m\n::error::pwned"


def is_tame(text: str) -> bool:
    return not any(
        line.lstrip().startswith("::") or "##[" in line or not line.isprintable()
        for line in text.split("\n")
    )


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        (f'[legend]\n"{TOML_EVIL}" = "x"', 2),
        (f'[files]\nunits = "{TOML_EVIL}.csv"', 2),
        (f'[files]\noutput = "{TOML_EVIL}"', 0),
        (f'[files]\noutput = "../{TOML_EVIL}"', 2),
        (f'[files]\nunits = "http://{TOML_EVIL}"', 2),
        (f'title = 1\n"{TOML_EVIL}" = 1', 2),
        (f'language = "{TOML_EVIL}"', 2),
        (f'[columns]\nname = "{TOML_EVIL}"', 1),
    ],
)
def test_settings_cannot_steer_the_terminal(tmp_path, capfd, settings: str, status: int) -> None:
    (tmp_path / "units.csv").write_text(UNITS)
    (tmp_path / "deploymap.toml").write_text(settings)
    assert main(["build", str(tmp_path)]) == status
    out, err = capfd.readouterr()
    assert is_tame(out)
    assert is_tame(err)
    assert "pwned" in out + err


@pytest.mark.skipif(os.name != "posix", reason="names of files are POSIX's")
@pytest.mark.parametrize("name", [f"{EVIL}.csv", "::error::pwned.csv", "##[add-path]pwned.csv"])
def test_the_name_of_a_file_cannot_either(tmp_path, monkeypatch, capfd, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    cells = "name,lat,lon,note\nA,999,39.3,a ::error::pwned and so on ##[group]pwned\n"
    Path(name).write_text(cells)
    for arguments in (
        ["build", "--units", name],
        ["check", "--units", name, "--explain"],
        ["check", "--units", f"{name}x"],
        ["convert", name, f"{name}.out"],
        ["convert", "--keep-going", name, f"{name}.out"],
        ["build", name],
        ["build", "a", name],
        ["build", f"--{name}"],
        ["check", "--format", name],
        ["build", "--column", name],
    ):
        main(arguments)
    out, err = capfd.readouterr()
    assert is_tame(out)
    assert is_tame(err)
    assert (out + err).count("pwned") > 9


@pytest.mark.skipif(os.name != "posix", reason="names of files are POSIX's")
def test_annotations_of_github_are_one_command_a_problem(tmp_path, monkeypatch, capfd) -> None:
    monkeypatch.chdir(tmp_path)
    Path(EVIL).write_text("name,lat,lon\nA,999,39.3\nB,998\x1b,1\n")
    main(["check", "--units", EVIL, "--format", "github"])
    out, _ = capfd.readouterr()
    assert out.count("\n") == out.count("::error file=") > 1
    assert all(line.isprintable() for line in out.split("\n"))


def test_signs_of_commands_are_escaped_wherever_they_stand() -> None:
    text = "  ::set-output a\nx ##[debug]y ##vso[z]\nin 12::30"
    assert terminal.tame(text) == ("  \\x3a:set-output a\nx \\x23#[debug]y \\x23#vso[z]\nin 12::30")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("x.so: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
    ],
)
def test_too_little_memory_is_said_in_words(monkeypatch, capsys, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    def fail_late(*_: object, **__: object) -> None:
        try:
            raise error
        except Exception as cause:
            raise DataError([Problem.of_cell("u", 1, None, Fault("", "is damaged"))]) from cause

    for each in (fail, fail_late):
        monkeypatch.setattr(chain, "build_file", each)
        assert main(["build"]) == 1
        words = capsys.readouterr().err
        assert words.startswith("deploymap: not enough memory, nothing is written; close other")
        assert words.count("\n") == 1


def test_other_faults_are_no_lack_of_memory() -> None:
    for error in (OSError(errno.ENOSPC, ""), ImportError("x"), RuntimeError(), UsageError("x")):
        assert not terminal.is_lack_of_memory(error)


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
from deploymap.cli.parser import main
sys.exit(main(["build", sys.argv[2]]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
@pytest.mark.parametrize("megabytes", [500, 800])
def test_a_process_with_little_memory_ends_in_words(tmp_path: Path, megabytes: int) -> None:
    row = "unit {n},48.{n},39.{n},a note that is rather long for what it says of unit {n}\n"
    rows = "".join(row.format(n=n) for n in range(60_000))
    (tmp_path / "units.csv").write_text("name,lat,lon,note\n" + rows)
    command = [sys.executable, "-c", LIMITED, str(megabytes * 1_000_000), str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert answer.returncode in (0, 1), answer.stderr
    assert "fault of deploymap" not in answer.stderr
    assert "Traceback" not in answer.stderr
