"""The program in a real terminal: from an empty start to the exported file, and how it leaves the terminal behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pyte
import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 30


class Terminal:
    """A terminal of 80 columns and 24 lines with the program in it."""

    def __init__(self, folder: Path, environment: dict[str, str], *arguments: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "advisor", *arguments],
            cwd=str(folder),
            env=environment,
            dimensions=(24, 80),
            timeout=SECONDS,
        )

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.screen.display).split())

    def wait_for(self, words: str) -> None:
        """Read what the program draws until the words are on the screen."""
        while words not in self.text:
            try:
                data = self.child.read_nonblocking(65536, SECONDS)
            except pexpect.EOF:
                break
            self.sent += data
            self.stream.feed(data)
        assert words in self.text, "\n".join(self.screen.display)

    def press(self, keys: str, words: str) -> None:
        """Send keys, and wait until the words are on the screen."""
        self.child.send(keys)
        self.wait_for(words)

    def ended(self) -> int:
        """Wait for the end; the exit code, that of a signal included."""
        self.sent += self.child.read()
        self.child.close()
        if self.child.exitstatus is not None:
            return int(self.child.exitstatus)
        return -int(self.child.signalstatus or 0)


@pytest.fixture
def environment(tmp_path: Path, lending: Path) -> dict[str, str]:
    shutil.copytree(lending, tmp_path / "lending")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


@pytest.fixture
def terminal(tmp_path: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    found = Terminal(tmp_path, environment, "--pack", "lending")
    yield found
    found.child.close(force=True)


def test_from_an_empty_start_to_an_exported_file_by_keyboard_alone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait_for("Start a plan from nothing")
    terminal.press("n", "What is the bot called?")
    terminal.press("\r", "What does the bot do?")
    terminal.press("1", "[x] Takes a thing home")
    terminal.press("\r", "Who holds the card?")
    terminal.press("\r", "What do you do to the pages?")
    terminal.press("4", "[x] I leave them as they are")
    terminal.press("\r", "What is it?")
    terminal.press("\r", "For how long?")
    terminal.press("\r", "Where will it be?")
    terminal.press("1", "[x] Indoors")
    terminal.press("\r", "How is it carried?")
    terminal.press("\r", "✓ permitted")
    terminal.press("e", "Export the checklist")
    terminal.press("\r", "written")
    terminal.press("s", "Save the plan")
    terminal.press("\r", "Saved to")
    terminal.child.send("\x11")
    assert terminal.ended() == 0
    (checklist,) = tmp_path.glob("*.md")
    assert "Verdict: permitted" in checklist.read_text()
    (plan,) = tmp_path.glob("*.yaml")
    assert "days: short" in plan.read_text()


def test_the_app_and_check_agree_on_the_same_answers(
    terminal: Terminal, tmp_path: Path, environment: dict[str, str]
) -> None:
    terminal.wait_for("Start a plan from nothing")
    for keys, words in (
        ("n", "What is the bot called?"),
        ("\r", "What does the bot do?"),
        ("1", "[x] Takes a thing home"),
        ("\r", "Who holds the card?"),
        ("u", "What do you do to the pages?"),
        ("1", "[x] I write in pencil"),
        ("3", "[x] I fold corners"),
        ("\r", "What is it?"),
        ("2", "(•) A film"),
        ("s", "Save the plan"),
        ("\r", "Saved to"),
    ):
        terminal.press(keys, words)
    (plan,) = tmp_path.glob("*.yaml")
    settings = ["borrow.activity=borrow", "marks=pencil,fold", "borrow.kind=film"]
    given = [argument for setting in settings for argument in ("--set", setting)]
    by_file = _check(tmp_path, environment, plan.name)
    by_settings = _check(tmp_path, environment, *given, "--undecided", "card")
    assert by_file["findings"] == by_settings["findings"]
    assert by_file["parts"] == by_settings["parts"]
    assert by_file["verdict"] == by_settings["verdict"] == "undecided"


def _check(folder: Path, environment: dict[str, str], *arguments: str) -> dict[str, object]:
    command = [sys.executable, "-m", "advisor", "check", "--pack", "lending", "--format", "json", *arguments]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout, ran.stderr
    return dict(json.loads(ran.stdout))


def test_the_plan_can_be_edited_in_ones_own_editor_meanwhile(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "plan.yaml").write_text("advisor: 1\npolicy: lending\nname: Before # mine\n")
    environment["EDITOR"] = "sed -i s/Before/After/"
    terminal = Terminal(tmp_path, environment, "--pack", "lending", "plan.yaml")
    try:
        terminal.wait_for("Before")
        terminal.press("E", "After saved")
        terminal.press("z", "Before * unsaved")
        terminal.press("s", "Saved to")
        assert (tmp_path / "plan.yaml").read_text() == "advisor: 1\npolicy: lending\nname: Before # mine\n"
    finally:
        terminal.child.close(force=True)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_gives_the_terminal_back_and_loses_no_answer(
    terminal: Terminal, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    terminal.wait_for("Start a plan from nothing")
    terminal.press("n", "What is the bot called?")
    terminal.press("\r", "What does the bot do?")
    terminal.press("1", "[x] Takes a thing home")
    terminal.child.kill(number)
    assert terminal.ended() == code
    assert b"\x1b[?1049l" in terminal.sent  # the ordinary screen is back
    assert b"\x1b[?25h" in terminal.sent  # and the cursor
    (kept,) = (tmp_path / "state").rglob("recovery/*.yaml")
    assert "activity: borrow" in kept.read_text()


def test_an_empty_no_color_means_colours_and_a_set_one_means_none(tmp_path: Path, environment: dict[str, str]) -> None:
    for value, coloured in (("", True), ("1", False)):
        terminal = Terminal(tmp_path, {**environment, "NO_COLOR": value}, "--pack", "lending")
        try:
            terminal.wait_for("Start a plan from nothing")
            assert (b"38;2;" in terminal.sent or b"38;5;" in terminal.sent) is coloured
        finally:
            terminal.child.close(force=True)
