"""However the app ends or is stopped, the terminal is as it was, the exit code is right, and no answer is lost."""

import asyncio
import signal
import time
from pathlib import Path
from threading import Event, get_ident

import pytest
from textual.app import App

from advisor.tui.signals import Signals
from tests.terminal.escapes import refused
from tests.terminal.window import ADVISOR, SECONDS, Window, surroundings

ENDING = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129, "SIGQUIT": 131}
CRASH = """
import sys
from advisor.tui.app import AdvisorApp
def undo(self):
    secret = "nobody is to see this"
    raise RuntimeError("broken inside")
AdvisorApp.action_undo = undo
from advisor.cli.main import main
sys.exit(main())
"""
DRAGGED_ON = """
import fcntl, struct, sys, termios
from advisor.tui.driver import TerminalDriver
of_textual = TerminalDriver._get_terminal_size
def size(self):
    found = of_textual(self)
    if found == (60, 20):
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return found
TerminalDriver._get_terminal_size = size
from advisor.cli.main import main
sys.exit(main())
"""


@pytest.fixture
def command(lending: Path) -> list[str | Path]:
    return [*ADVISOR, "--policy", lending]


def answered(window: Window) -> None:
    """Start a plan and give an answer."""
    window.wait_for("Start a plan from nothing")
    window.press("n", "What is the bot called?")
    window.press("\r", "What does the bot do?")
    window.press("1", "[x] Takes a thing home")


def kept(home: Path) -> str:
    """What the recovery file holds."""
    (file,) = (home / "state").rglob("recovery/*.yaml")
    return file.read_text()


def state_of(window: Window, wanted: str) -> None:
    """Wait until the system says that the program is in that state: T is stopped."""
    until = time.monotonic() + SECONDS
    stat = Path(f"/proc/{window.child.pid}/stat")
    while time.monotonic() < until and (stat.read_text().rpartition(")")[2].split()[0] == "T") is not (wanted == "T"):
        window.read(0.01)
    while window.read(0.05):
        pass


@pytest.mark.parametrize(("name", "code"), ENDING.items())
def test_a_signal_gives_the_terminal_back_and_loses_no_answer(
    command: list[str | Path], tmp_path: Path, name: str, code: int
) -> None:
    with Window(command, tmp_path, surroundings(tmp_path)) as window:
        answered(window)
        window.child.send_signal(getattr(signal, name))
        assert window.ended() == code
        assert window.amiss() == []
        assert refused(window.sent.decode()) == []
    assert "activity: borrow" in kept(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell who is stopped")
def test_a_stopped_app_goes_on_where_it_was(command: list[str | Path], tmp_path: Path) -> None:
    with Window(command, tmp_path, surroundings(tmp_path)) as window:
        answered(window)
        for number in [signal.SIGTSTP, signal.SIGTSTP, signal.SIGSTOP, signal.SIGSTOP, signal.SIGTSTP]:
            window.child.send_signal(number)
            state_of(window, "T")
            if number == signal.SIGTSTP:  # of the other one no program learns
                assert window.amiss() == []
            window.screen.reset()
            window.child.send_signal(signal.SIGCONT)
            window.wait_for("[x] Takes a thing home")
        window.press("2", "[x] Keeps a thing for longer")
        window.child.send_signal(signal.SIGTERM)
        assert window.ended() == 143
        assert window.amiss() == []


def test_stops_that_come_thick_and_fast_leave_it_running(command: list[str | Path], tmp_path: Path) -> None:
    with Window(command, tmp_path, surroundings(tmp_path)) as window:
        answered(window)
        for number in [signal.SIGTSTP, signal.SIGTSTP, signal.SIGSTOP] * 5:
            window.child.send_signal(number)
            window.read()
            window.child.send_signal(signal.SIGCONT)
        window.rest(0.5)  # what is pressed while the terminal is being taken over again is nobody's
        window.press("2", "[x] Keeps a thing for longer")
        window.child.send_signal(signal.SIGTERM)
        assert window.ended() == 143
        assert window.amiss() == []


def test_a_window_that_gets_another_size_while_its_size_is_read_is_drawn_in_that(lending: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [ADVISOR[0], "-c", DRAGGED_ON, "--policy", lending]
    with Window(command, tmp_path, surroundings(tmp_path)) as window:
        answered(window)
        window.rest()
        screen = window.screen
        window.resize(60, 20)
        screen.resize(24, 80)  # which it becomes while the app looks how large it is
        screen.reset()
        window.wait_for("o outline v verdict")
        window.rest(0.1)
        assert window.text.count("find ? help") == 1, "it is drawn in the size that is past as well"


def test_a_terminal_that_goes_away_ends_the_app_and_loses_no_answer(command: list[str | Path], tmp_path: Path) -> None:
    with Window(command, tmp_path, surroundings(tmp_path)) as window:
        answered(window)
        window.hang_up()
        assert window.ended() == 129
    assert "activity: borrow" in kept(tmp_path)


def test_a_crash_gives_the_terminal_back_and_tells_no_secrets(lending: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [ADVISOR[0], "-c", CRASH, "--policy", lending]
    with Window(command, tmp_path, surroundings(tmp_path)) as window:
        answered(window)
        window.press("z")
        assert window.ended() == 4
        assert window.amiss() == []
        told = window.sent.decode().rpartition("\x1b[")[2].partition("l")[2].strip()
        assert told == (
            "advisor: internal error: RuntimeError: broken inside; this is a fault of the program: "
            "run it again with ADVISOR_TRACEBACK=1 to see where"
        )
    assert "activity: borrow" in kept(tmp_path)


def test_a_signal_that_another_thread_was_given_wakes_the_app() -> None:
    times, heard = 20, Event()  # the app may be awake when the first one comes, but not each time

    class Waiting(App[int]):
        def exit(self, *_: object, **__: object) -> None:
            heard.set()

    def send() -> bool:
        for _ in range(times):
            heard.clear()
            signal.pthread_kill(get_ident(), signal.SIGTERM)
            if not heard.wait(SECONDS):
                return False
        return True

    async def sent() -> bool:
        signals.running()
        return await asyncio.to_thread(send)

    signals = Signals(Waiting())
    with signals.heard():
        assert asyncio.run(sent())
