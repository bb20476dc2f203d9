import subprocess
import sys
from pathlib import Path

import pytest

from advisor import __version__
from advisor.cli import check, main, open_app
from advisor.cli.main import COMMANDS
from tests.cli.program import PACK, Program


def test_help_names_every_command(advisor: Program) -> None:
    ran = advisor("--help")
    assert (ran.code, ran.err) == (0, "")
    listed = [line.split()[0] for line in open_app.EPILOG.splitlines() if line.startswith("  ")]
    assert listed == list(COMMANDS)
    assert open_app.EPILOG in ran.out
    assert advisor("help").out == ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(advisor: Program, command: str) -> None:
    ran = advisor(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: advisor {command} ")
    assert advisor("help", command).out == ran.out


def test_the_version_is_told(advisor: Program) -> None:
    assert advisor("--version").out == advisor("-V").out == f"advisor {__version__}\n"


@pytest.mark.parametrize("words", [[], ["--policy", PACK]])
def test_without_a_terminal_the_app_points_to_the_plain_prompts(advisor: Program, words: list[str]) -> None:
    ran = advisor(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "advisor: the app needs a terminal; answer the same questions in plain lines: advisor ask\n"


def test_without_a_terminal_what_is_wrong_with_the_plan_goes_first(advisor: Program, tmp_path: Path) -> None:
    path = tmp_path / "bot-plan.yaml"
    assert advisor(path).err == f"{path}: there is no such file\n"
    path.write_text("advisor: 1\npolicy: lending\nbots: {}\n")
    assert advisor(path, "--policy", PACK).err == f"{path}:3:1: the plan has no key 'bots'; did you mean 'bot'?\n"
    path.write_text("advisor: 1\npolicy: lending\n")
    ran = advisor(path, "--policy", PACK)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"the app needs a terminal; answer the same questions in plain lines: advisor ask {path}\n")


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_a_dumb_terminal_is_pointed_to_the_plain_prompts(
    advisor: Program, monkeypatch: pytest.MonkeyPatch, term: str | None
) -> None:
    monkeypatch.setattr(open_app, "_is_terminal", lambda _stream: True)
    if term is None:
        monkeypatch.delenv("TERM", raising=False)
    else:
        monkeypatch.setenv("TERM", term)
    assert "this terminal cannot draw the app" in advisor().err


def test_a_terminal_without_utf8_is_pointed_to_the_plain_prompts(
    advisor: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_app, "_is_terminal", lambda _stream: True)
    monkeypatch.setattr("locale.getencoding", lambda: "ISO-8859-1")
    monkeypatch.setenv("TERM", "xterm")
    assert "the app needs UTF-8, and the locale says ISO-8859-1" in advisor().err


def test_a_fault_of_the_program_is_one_line_and_its_own_code(advisor: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: object) -> int:
        raise ZeroDivisionError("a number\nover two lines")

    monkeypatch.setattr(check, "run", broken)
    ran = advisor("check")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("advisor: internal error: ZeroDivisionError: a number")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    monkeypatch.setenv("ADVISOR_TRACEBACK", "1")
    ran = advisor("check")
    assert ran.code == 4
    assert "Traceback" in ran.err


def test_the_module_runs_as_the_command_does() -> None:
    ran = subprocess.run([sys.executable, "-m", "advisor", "--version"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"advisor {__version__}\n", "")


@pytest.mark.parametrize(("signal", "code"), [(main.Stopped(15), 143), (KeyboardInterrupt(), 130)])
def test_a_signal_that_comes_while_a_class_is_made_is_no_fault(
    advisor: Program, monkeypatch: pytest.MonkeyPatch, signal: BaseException, code: int
) -> None:
    class Named:
        def __set_name__(self, *_: object) -> None:
            raise signal

    def dispatch(_: list[str]) -> int:
        type("Made", (), {"named": Named()})
        return 0

    monkeypatch.setattr(main, "_dispatch", dispatch)
    ran = advisor("check")
    assert (ran.code, ran.out, ran.err) == (code, "", "")
