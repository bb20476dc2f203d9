"""Terminals of every size and kind, and streams that are none: the program starts, or says in one line why not.

Whatever the terminal is, something that helps is on it, and it is given back as it was.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product
from pathlib import Path

from tests.report.reported import PACK, PLANS
from tests.terminal.ending import LEAVE, amiss, told
from tests.terminal.escapes import refused_in_plain
from tests.terminal.window import ADVISOR, SECONDS, Window, surroundings
from tests.torture.table import Row

SIZES = (
    *((1, 1), (1, 500), (500, 1), (2, 2), (10, 5), (39, 11), (39, 12), (40, 11), (40, 12), (59, 20), (60, 24)),
    *((80, 24), (109, 30), (110, 30), (120, 40), (200, 60), (500, 500)),
)
TOO_SMALL = "This window is too small. At least 40 columns and 12 lines, please."
HOPELESS = ("dumb", "unknown", "", None)
"""Values of TERM, or none, with which nothing can be drawn."""
DRAWING = ("vt100", "vt220", "linux", "xterm", "xterm-256color", "screen", "tmux-256color", "no-such-terminal")
BYTES = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Python left to the locale, whatever that is."""
Kinds = tuple[str, str, str]
STREAMS = ("terminal", "pipe", "null", "closed")
SPEAKS = {"app": "Summer", "ask": "nothing was saved", "check": "prohibited"}
"""Words by which it is seen that a command did what it does."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    house = House(folder)
    sizes = ((10, 5),) if quick else SIZES
    bad = [what for size in sizes for what in told(size, partial(house.of_size, size))]
    yield Row.none("windows of a size: not shown what fits, or not as it has to be", len(sizes), bad)
    surrounded = list(house.surrounded(quick=quick))
    bad = [what for case, check in surrounded for what in told(case, check)]
    yield Row.none("kinds of terminals, locales and colours: not as it has to be", len(surrounded), bad)
    few: list[Kinds] = [("pipe", "terminal", "terminal"), ("terminal", "closed", "pipe")]
    combined = list(product(("app",) if quick else SPEAKS, few if quick else product(STREAMS, STREAMS, STREAMS)))
    bad = [what for name, kinds in combined for what in told((name, *kinds), partial(house.streamed, name, kinds))]
    yield Row.none("streams that are no terminal, or closed: not as it has to be", len(combined), bad)
    if not quick and shutil.which("localedef") is None:
        yield Row.left_out("a locale of latin-1", "there is no localedef")


class House:
    """A plan, and what can be done about it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "plan.yaml"
        self.plan.write_bytes((PLANS / "mixed.yaml").read_bytes())

    def words(self, name: str) -> list[str | Path]:
        """The command line of a command, or of the app."""
        return [*ADVISOR, *([] if name == "app" else [name]), self.plan, "--policy", PACK]

    def of_size(self, size: tuple[int, int]) -> Iterator[str]:
        """Every command in a window of that size; the app goes everywhere, and all is there once there is room."""
        with Window(self.words("app"), self.folder, surroundings(self.folder), size) as window:
            yield from _shown(window, size)
            for key in ("c", "r", "h", "?", "?", "q"):  # the second one leaves the help
                window.press(key)
            window.resize(80, 24)
            window.wait_for("How is it carried?")
            window.resize(*size)
            yield from _shown(window, size)
            window.press(LEAVE)
            yield from amiss(window, [0])
        for name in ("ask", "check"):
            yield from self.plainly(name, surroundings(self.folder), size)

    def surrounded(self, *, quick: bool) -> Iterator[tuple[str, partial[Iterator[str]]]]:
        """Each environment to try, with what tries it."""
        for term in (None,) if quick else (*HOPELESS, *DRAWING):
            yield f"TERM={term}", partial(self.everywhere, {"TERM": term}, draws=term in DRAWING)
        if quick:
            return
        for name in ("C", "POSIX", "C.UTF-8"):
            yield f"LC_ALL={name}", partial(self.everywhere, {"LC_ALL": name})
            more = {"LC_ALL": name, **BYTES}
            yield f"LC_ALL={name}, bytes", partial(self.everywhere, more, draws=name == "C.UTF-8")
        yield "ascii streams", partial(self.everywhere, {"PYTHONIOENCODING": "ascii"})
        if shutil.which("localedef"):
            yield "latin-1", partial(self.everywhere, self._latin(), draws=False)
        for value, coloured in ((None, True), ("", True), ("1", False), ("0", False)):
            yield f"NO_COLOR={value}", partial(self.in_colour, value, coloured=coloured)

    def everywhere(self, more: Mapping[str, str | None], *, draws: bool = True) -> Iterator[str]:
        """Every command in such an environment: the app where it can be drawn, the plain ones always."""
        environment = {**surroundings(self.folder), **more}
        given = {name: value for name, value in environment.items() if value is not None}
        with Window(self.words("app"), self.folder, given) as window:
            if draws:
                window.wait_for("How is it carried?")
                window.press(LEAVE)
            yield from amiss(window, [0 if draws else 2])
            if not draws and (window.sent.count(b"\n") != 1 or b"advisor ask" not in window.sent):
                yield f"not one line that says why: {window.sent!r}"
        for name in ("ask", "check"):
            yield from self.plainly(name, given)

    def plainly(self, name: str, environment: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> Iterator[str]:
        """A command of plain lines in a window: it says what it has to say, and sends nothing but text."""
        with Window(self.words(name), self.folder, environment, size) as window:
            os.write(window.master, b"q\n")
            yield from amiss(window, [0 if name == "ask" else 1])
            sent = window.sent.decode("utf-8", "replace")
            yield from (f"{name}: {piece}" for piece in refused_in_plain(sent))
            if SPEAKS[name] not in sent:
                yield f"{name}: does not say {SPEAKS[name]!r}: {sent[:200]!r}"

    def in_colour(self, value: str | None, *, coloured: bool) -> Iterator[str]:
        """The app with NO_COLOR set to that, or not set."""
        more = {} if value is None else {"NO_COLOR": value}
        with Window(self.words("app"), self.folder, surroundings(self.folder, **more)) as window:
            window.wait_for("How is it carried?")
            for key in ("c", "r", "h", "?", "?"):
                window.press(key)
            window.press(LEAVE)
            yield from amiss(window, [0])
            if (b"38;2;" in window.sent or b"38;5;" in window.sent) is not coloured:
                yield "colours" if not coloured else "no colours"

    def streamed(self, name: str, kinds: Kinds) -> Iterator[str]:
        """A command whose streams are of those kinds."""
        streams = Streams(kinds)
        words: list[str | Path] = ["/bin/sh", "-c", f'exec "$@" {streams.closing}', "sh", *self.words(name)]
        with Window(words, self.folder, surroundings(self.folder), (80, 24), **streams.ours) as window:
            streams.type(window, "q\n" if name != "app" else "")
            if name == "app" and set(kinds) == {"terminal"}:
                window.wait_for("How is it carried?")
                window.press(LEAVE)
            runs = kinds[1] != "closed" if name != "app" else set(kinds) == {"terminal"}
            yield from amiss(window, [{"app": 0, "ask": 0, "check": 1}[name] if runs else 2])
            out, err = streams.read("stdout", window), streams.read("stderr", window)
            if "Traceback" in out + err:
                yield f"a traceback: {(out + err)[-300:]!r}"
            if runs and kinds[1] in ("terminal", "pipe") and SPEAKS[name] not in out:
                yield f"does not say {SPEAKS[name]!r}: {out[:200]!r}"
            if not runs and kinds[2] in ("terminal", "pipe") and len(err.replace("q\r\n", "").splitlines()) != 1:
                yield f"not one line that says why: {err!r}"

    def _latin(self) -> dict[str, str | None]:
        """An environment whose locale speaks latin-1; it is made here, because few systems have one."""
        made = self.folder / "locales" / "en_US.ISO-8859-1"
        made.parent.mkdir()
        subprocess.run(["localedef", "-i", "en_US", "-f", "ISO-8859-1", made], check=True, capture_output=True)
        return {"LOCPATH": str(made.parent), "LC_ALL": made.name, **BYTES}


class Streams:
    """The three standard streams of a program, each of a kind."""

    def __init__(self, kinds: Kinds) -> None:
        self._reading: dict[str, int] = {}
        self._typing = -1
        self.ours: dict[str, int] = {}
        """The streams that are no terminal, by name."""
        closing = ("<&-", ">&-", "2>&-")
        self.closing = " ".join(word for kind, word in zip(kinds, closing, strict=True) if kind == "closed")
        """How a shell closes those that are to be closed."""
        for name, kind in zip(("stdin", "stdout", "stderr"), kinds, strict=True):
            if kind == "null":
                self.ours[name] = os.open(os.devnull, os.O_RDWR)
            elif kind == "pipe":
                reading, writing = os.pipe()
                self.ours[name] = reading if name == "stdin" else writing
                if name == "stdin":
                    self._typing = writing
                else:
                    self._reading[name] = reading

    def type(self, window: Window, keys: str) -> None:
        """Type into a program that was just started, at its terminal and at the other end of its pipe."""
        for descriptor in self.ours.values():
            os.close(descriptor)
        os.write(window.master, keys.encode())
        if self._typing >= 0:
            os.write(self._typing, keys.encode())
            os.close(self._typing)

    def read(self, name: str, window: Window) -> str:
        """What was written to a stream, or else to the terminal."""
        if name not in self._reading:
            return window.sent.decode("utf-8", "replace")
        with os.fdopen(self._reading[name], "rb") as reading:
            return reading.read().decode("utf-8", "replace")


def _shown(window: Window, size: tuple[int, int]) -> Iterator[str]:
    """Wait until a window of that size shows the question, or as much as fits of why it does not."""
    if size[0] >= 40 and size[1] >= 12:
        window.wait_for("How is it carried?")
        return
    patience = int(SECONDS * 10)
    while patience and not _begins(window.text):
        patience -= not window.read(0.1)
    if not _begins(window.text):
        yield f"shows {window.text[:200]!r}"


def _begins(text: str) -> bool:
    shown, whole = ("".join(words.split()) for words in (text, TOO_SMALL))
    return shown != "" and whole.startswith(shown)
