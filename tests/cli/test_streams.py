"""Streams that fail and signals that arrive: each with its exit code, its one line, and never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import PACK, PLANS, process

pytestmark = pytest.mark.usefixtures("kept")

CHECK = ("check", PLANS / "fine.yaml", "--policy", PACK)
COMMANDS = {"check": CHECK, "export": ("export", *CHECK[1:]), "help": ("--help",), "rules": ("rules",)}
FULL = Path("/dev/full")
INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "advisor.cli.main":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from advisor.__main__ import main
sys.exit(main())
"""


def shell(words: tuple[object, ...], redirect: str) -> "subprocess.CompletedProcess[str]":
    command = " ".join(["exec", sys.executable, "-m", "advisor", *map(str, words), redirect])
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_a_full_disk_is_one_line(name: str) -> None:
    ran = shell(COMMANDS[name], f">{FULL}")
    assert ran.returncode == 2
    assert ran.stderr == "standard output: cannot be used: no space left on device\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_closed_output_is_one_line_and_no_success(name: str) -> None:
    ran = shell(COMMANDS[name], ">&-")
    assert ran.returncode == 2
    assert ran.stderr == "standard output is closed; send it to a file, or to /dev/null\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_reader_that_left_ends_the_program_quietly(name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with process(COMMANDS[name], stdout=writing) as running:
        os.close(writing)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (128 + signal.SIGPIPE, b"")


def test_a_closed_stderr_or_stdin_does_not_stop_a_verdict() -> None:
    ran = shell(CHECK, "2>&- <&-")
    assert ran.returncode == 0
    assert ran.stdout.startswith("One book for a fortnight: permitted\n")


def test_a_closed_stdin_cannot_hold_a_plan() -> None:
    ran = shell(("check", "-", "--policy", PACK), "<&-")
    assert ran.returncode == 2
    assert ran.stderr == "-: standard input is closed; name a file\n"


def test_ask_without_input_ends_politely() -> None:
    ran = shell(("ask", "--policy", PACK), "<&-")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.endswith("nothing was saved.\n")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_a_signal_ends_the_program_with_its_code(number: signal.Signals, code: int) -> None:
    with process(("ask", "--policy", PACK), stdin=subprocess.PIPE) as running:
        assert running.stdout is not None
        seen = b""
        while not seen.endswith(b"Answer: "):
            seen += running.stdout.read(1)
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (code, b"")


def test_an_interrupt_while_the_program_is_still_being_imported_is_no_traceback() -> None:
    ran = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (-signal.SIGINT, "", "")


SURROUNDINGS: tuple[dict[str, str], ...] = (
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "COLUMNS": "200", "TERM": "xterm"},
    {"PYTHONHASHSEED": "2", "NO_COLOR": "1", "FORCE_COLOR": "1"},
)


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_the_same_plan_gives_the_same_bytes_everywhere(form: str) -> None:
    words = ("check", PLANS / "mixed.yaml", "--policy", PACK, "--format", form)

    def said(more: dict[str, str]) -> tuple[bytes, bytes]:
        with process(words, env={**os.environ, **more}) as running:
            return running.communicate(timeout=60)

    usual = said({})
    assert usual[0]
    assert [more for more in SURROUNDINGS if said(more) != usual] == []
