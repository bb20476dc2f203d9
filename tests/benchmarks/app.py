"""What a person waits for in the app: its first content, and the screen after a key, beside a minimal app of Textual's.

Both run in a terminal of their own, turn by turn. A screen counts once it shows all that it will show: whatever is drawn
later, or twice, counts against it. Processor time stands beside the clock's, for machines that do other things as well.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from advisor.plan.session import Session
from tests.benchmarks.frame import Row, Seconds, Timed, in_turns, seconds_of
from tests.benchmarks.screen import Watched
from tests.screens import ASKED, NAME, plan, prepared
from tests.terminal.window import surroundings

STARTS, KEYS, STEPS = 31, 61, 400
SIZES = ((80, 24), (120, 40))
ADVISOR = (str(Path(sys.executable).with_name("advisor")),)
SMALL = "A small app of Textual's"
MINIMAL = f"""\
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static({SMALL!r})

Minimal().run()
"""
ECHO = """\
from textual.app import App
from textual.widgets import Input

class Echo(App):
    def compose(self):
        yield Input(placeholder="Type")

Echo().run()
"""
FOUND = "mass"
"""What is searched for, letter by letter and back again."""
TOGGLED = "9"
"""The key of the choice that is made and unmade: with it the plan is prohibited, and without it a question is open."""


def rows() -> Iterator[Row]:
    """Starting at home and in a plan, then keys, then what the engine has of a key."""
    with TemporaryDirectory() as temporary:
        here = Path(temporary)
        _, text = prepared()
        (here / "passes.yaml").write_text(text, encoding="utf-8")
        for name, program in (("minimal.py", MINIMAL), ("echo.py", ECHO)):
            (here / name).write_text(program, encoding="utf-8")
        for size in SIZES:
            yield from _starts(here, size)
            yield from _keys(here, size)
    yield from _steps()


def _home() -> tuple[str, ...]:
    """Words that are on the home screen once all of it is there, from its first line to its last."""
    policy = prepared()[0].policy
    return ("No plan open", "Bot policy advisor", "Start a plan", "Examples to look at", policy.summary[:30], "? help")


def _question() -> tuple[str, ...]:
    """Words that are on the screen of the open question once all of it is there."""
    question = prepared()[0].policy.question(ASKED)
    return (NAME, question.prompt[:30], f"1 [ ] {question.options[0].label[:20]}", " answered", "undecided", "? help")


def _open(here: Path, command: Sequence[str], size: tuple[int, int]) -> Watched:
    """A program in a terminal; each size has a home of its own, for what is left unsaved is offered at the next start."""
    home = here / f"home-{size[0]}"
    return Watched(command, here, surroundings(home, PYTHONDONTWRITEBYTECODE=""), size)


# Starting


def _starts(here: Path, size: tuple[int, int]) -> Iterator[Row]:
    at = f", {size[0]}×{size[1]}"
    reference = f"first content of a minimal app{at}"
    shown = {
        reference: ((sys.executable, "minimal.py"), (SMALL,), None),
        f"first content of the app at home{at}": (ADVISOR, _home(), 1.2),
        f"first content of the app in a plan{at}": ((*ADVISOR, "passes.yaml"), _question(), 1.35),
    }
    processor: dict[str, list[Seconds]] = {what: [] for what in shown}

    def once(what: str) -> Callable[[], Seconds]:
        command, words, _ = shown[what]

        def start() -> Seconds:
            begin = perf_counter()
            with _open(here, command, size) as window:
                seen = window.settled(words) - begin
                processor[what].append(window.processor_time())
            return seen

        return start

    timed = in_turns({what: once(what) for what in shown}, STARTS)
    spent = Timed({what: seconds[1:] for what, seconds in processor.items()})
    yield timed.alone(reference)
    for what in list(shown)[1:]:
        yield timed.row(what, reference, shown[what][2])
        yield spent.row(what, reference)._replace(what=f"{what}, processor time")


# Keys


def _keys(here: Path, size: tuple[int, int]) -> Iterator[Row]:
    """Keys one by one, each pressed once all is at rest; then held down, each as soon as the last one has shown."""
    at = f", {size[0]}×{size[1]}"
    echo, answer, search = "a bare Input's echo", "an answer's verdict", "what a search finds"
    with ExitStack() as open_windows:
        bare, asked, found = (
            open_windows.enter_context(_open(here, command, size))
            for command in ((sys.executable, "echo.py"), (*ADVISOR, "passes.yaml"), ADVISOR)
        )
        bare.settled(("Type",))
        asked.settled(_question())
        found.settled(_home())
        found.key("r")
        found.press("/")
        typed = {
            echo: _Typing(bare, "x\x7f"),
            answer: _Typing(asked, TOGGLED * 2),
            search: _Typing(found, FOUND + "\x7f" * len(FOUND)),
        }
        for how, once in (("one key", _Typing.rested), ("key after key", _Typing.at_once)):
            names = {what: f"{how} to {what}{at}" for what in typed}
            timed = in_turns({names[what]: partial(once, typing) for what, typing in typed.items()}, KEYS)
            yield timed.alone(names[echo])
            yield from _percentiles(timed, (names[answer], names[search]), names[echo])


class _Typing:
    """The keys of a round, pressed over and over, and the screen that each of them leads to."""

    def __init__(self, window: Watched, keys: str) -> None:
        self._window, self._keys, self._typed = window, keys, 0
        self._shown: dict[int, list[str]] = {}
        self._rested: int | None = None
        for _ in range(2 * len(keys)):  # the first round may differ: what was never touched is saved, and hints go
            self.rested()

    def rested(self) -> Seconds:
        """Press the next key once all is at rest."""
        at = self._next()
        seconds = self._window.key(self._keys[at])
        self._rested = at
        return seconds

    def at_once(self) -> Seconds:
        """Press the next key, and see what it led to before."""
        at = self._next()
        return self._window.next_key(self._keys[at], self._shown[at])

    def _next(self) -> int:
        """The place of the next key in its round; what the last one led to is known by now, were it late."""
        while self._window.read():
            pass
        if self._rested is not None:
            self._shown[self._rested] = self._window.screen.display
            self._rested = None
        self._typed += 1
        return (self._typed - 1) % len(self._keys)


def _percentiles(timed: Timed, keys: Sequence[str], echo: str) -> Iterator[Row]:
    slow = ", 95th percentile"
    yield Row(f"{echo}{slow}", _late(timed.turns[echo]) * 1e3)
    for what in keys:
        yield timed.row(what, echo, 1.6)
        late = _late(timed.turns[what])
        yield Row(f"{what}{slow}", late * 1e3, "ms", f"{echo}{slow}", late / _late(timed.turns[echo]))


def _late(seconds: Sequence[Seconds]) -> Seconds:
    return sorted(seconds)[int(len(seconds) * 0.95)]


# The engine


def _steps() -> Iterator[Row]:
    """An answer given to a session and what follows from it, as the app asks for both on a key."""
    assessor, _ = prepared()
    session = Session(assessor, plan(assessor))
    options = [option.id for option in assessor.policy.question(ASKED).options]

    def step(option: str) -> Callable[[], object]:
        return lambda: session.answer("reply", ASKED, (option,)).assessment

    spent = [seconds_of(step(options[turn % len(options)])) for turn in range(STEPS)]
    yield Row("an answer and what follows, in the engine", median(spent) * 1e3, most=1)
    yield Row("an answer and what follows, in the engine, 95th percentile", _late(spent) * 1e3)
