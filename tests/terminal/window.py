"""A terminal of a given size with a program in it: what it shows, what it was sent, and how it was left."""

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

from tests.terminal.escapes import Modes, pieces

ROOT = Path(__file__).parents[2]
ADVISOR = (sys.executable, "-m", "advisor")
SECONDS = 30.0
"""How long to wait before a program counts as stuck; never how long anything is waited for by itself."""
QUIET = 0.03 if Path("/proc/self/task").exists() else 0.1
"""How long nothing comes from a program that is at rest: longer than it waits before it paints."""
ESCAPING = 0.15
"""How long nothing comes after escape alone at first: for 0.1 seconds a program takes it for the beginning of a sequence."""
_KEPT_APART = ("COV", "PYTEST", "NO_COLOR", "FORCE_COLOR", "TEXTUAL", "COLUMNS", "LINES", "VISUAL", "EDITOR", "TERM")


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """An environment for the program with a home of its own, whatever the developer's is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_KEPT_APART)}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("STATE", "CONFIG", "DATA", "CACHE")}
    plain = {
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
    return {**kept, **folders, **plain, **more}


class Window:
    """A terminal with a program in it, which is the leader of its session."""

    def __init__(
        self,
        command: Sequence[str | Path],
        folder: Path,
        environment: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        **streams: int,
    ) -> None:
        """Start the program; `streams` go elsewhere than to the terminal (`stdout=…`)."""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self._escaping = False
        self.master, self.slave = os.openpty()
        self._set_size(size)
        self.before = termios.tcgetattr(self.slave)
        given: dict[str, Any] = {"stdin": self.slave, "stdout": self.slave, "stderr": self.slave, **streams}
        self.child: subprocess.Popen[bytes] = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=self._take_terminal,  # noqa: PLW1509 - a fork without threads that matter
            **given,
        )

    def _take_terminal(self) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End whatever still runs, and give the descriptors back."""
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        for descriptor in (self.master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)
        self.master = self.slave = -1

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection or a closed window does."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    @property
    def lines(self) -> list[str]:
        """What the screen shows, line by line; also while a wide character is drawn over by half, which pyte cannot say."""
        cells, columns = self.screen.buffer, range(self.screen.columns)
        return ["".join(cells[y][x].data for x in columns) for y in range(self.screen.lines)]

    @property
    def text(self) -> str:
        """What the screen shows, its line breaks folded."""
        return " ".join(" ".join(self.lines).split())

    def waits(self, seconds: float = 0) -> bool:
        """Whether anything was sent that is not read yet, or is until then."""
        return bool(select.select([self.master], [], [], seconds)[0])

    def read(self, seconds: float = 0) -> bool:
        """Take in what was sent by now, or until then; whether there was anything."""
        if not self.waits(seconds):
            return False
        data = os.read(self.master, 65536)
        self.sent += data
        self._stream.feed(data)
        return True

    def wait_for(self, words: str) -> None:
        """Read what the program sends until the words are on the screen."""
        until = time.monotonic() + SECONDS
        while words not in self.text and time.monotonic() < until:
            if not self.read(0.1) and self.child.poll() is not None and not self.read():
                break
        assert words in self.text, f"{words!r} never came:\n" + "\n".join(self.lines)

    def rest(self, seconds: float = QUIET) -> None:
        """Read what the program sends until nothing has come for that long and all it does is wait."""
        quiet = ESCAPING if self._escaping else seconds
        while (came := self.read(quiet)) or self._busy():
            quiet = seconds if came else quiet
        self._escaping = False

    def _busy(self) -> bool:
        """Whether some thread of the program runs or is about to, as far as the system tells."""
        try:
            stats = [thread.read_text() for thread in Path(f"/proc/{self.child.pid}/task").glob("*/stat")]
        except OSError:  # a thread that ended meanwhile
            return True
        return any(stat.rpartition(")")[2].split()[0] in "RD" for stat in stats)

    def press(self, keys: str, words: str = "") -> None:
        """Send keys once the screen is at rest, and wait until the words are on it."""
        self.rest()
        os.write(self.master, keys.encode())
        self._escaping = keys == "\x1b"
        if words:
            self.wait_for(words)

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size, as a person drags its corner."""
        self.screen.resize(lines, columns)
        self._set_size((columns, lines))

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def ended(self) -> int:
        """Wait for the end; the exit code, or minus the number of the signal that ended it."""
        until = time.monotonic() + SECONDS
        while self.child.poll() is None and time.monotonic() < until:
            if self.master < 0:
                self.child.wait(SECONDS)
            else:
                self.read(0.01)
        assert self.child.returncode is not None, "it does not end"
        while self.master >= 0 and self.read():
            pass
        return self.child.returncode

    def amiss(self) -> list[str]:
        """How the terminal differs from how it was before the program began; nothing if it was given back."""
        modes, ordinary = Modes.after(pieces(self.sent.decode("utf-8", "replace"))), Modes()
        wrong = [f"mode {mode} left on" for mode in sorted(modes.on - ordinary.on)]
        wrong += [f"mode {mode} left off" for mode in sorted(ordinary.on - modes.on)]
        wrong += ["keyboard protocol left pushed"] if modes.keyboards > 0 else []
        wrong += ["colours left on"] if modes.coloured else []
        now = termios.tcgetattr(self.slave)
        names = ("input flags", "output flags", "control flags", "local flags", "speed in", "speed out", "characters")
        wrong += [
            f"{name}: {was} became {is_}" for name, was, is_ in zip(names, self.before, now, strict=True) if was != is_
        ]
        return wrong
