"""Windows that are dragged to and fro while keys are pressed, on every screen: a walk of sizes and keys from a seed.

Nothing waits for the program to be done with the last one. Once the storm is over, all that belongs there is on the screen.
"""

import os
import termios
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

from tests.report.reported import PACK, PLANS
from tests.terminal.ending import LEAVE, amiss, told
from tests.terminal.window import ADVISOR, Window, surroundings
from tests.torture.table import Row

KEYS = (
    *(
        "q",
        "c",
        "r",
        "h",
        "h",
        "?",
        ":",
        "/",
        "m",
        "f",
        "p",
        "v",
        "w",
        "e",
        "n",
        "o",
        "P",
        "t",
        "s",
        "E",
        "z",
        "a",
        "M",
    ),
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "g", "G", "\t", "\r", " ", "1", "2", "3", "u"),
    *("ink", "\x7f", "\x1b", "\x1b[<0;5;5M\x1b[<0;5;5m", "\x1b[<65;20;9M", "\x1b[200~a\x1b]0;taken\x07b\x1b[201~"),
)
SIZES = ((1, 1), (1, 200), (300, 1), (39, 11), (40, 12), (59, 20), (60, 24), (80, 24), (110, 30), (120, 40), (200, 60))

HOME = "Plan a bot, and know"
ROUNDS = 20
"""How often escape is pressed at most: the keys of a storm may still be on their way."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    storms, steps = (1, 30) if quick else (20, 150)
    check = partial(_storm, steps=steps)
    bad = [
        what
        for seed in range(storms)
        for what in told(f"seed {seed}", partial(check, folder / str(seed), Random(seed)))
    ]
    yield Row.none("new sizes amid keys: steps of storms that the app does not weather", storms * steps, bad)


def _storm(folder: Path, random: Random, *, steps: int) -> Iterator[str]:
    folder.mkdir()
    plan = folder / "plan.yaml"
    plan.write_bytes((PLANS / "mixed.yaml").read_bytes())
    size = random.choice(SIZES)
    environment = surroundings(folder, EDITOR="true")
    with Window([*ADVISOR, plan, "--policy", PACK], folder, environment, size) as window:
        _unechoed(window)
        while b"\x1b[?1049h" not in window.sent and window.child.poll() is None:
            window.read(0.05)
        for _ in range(steps):
            if random.random() < 0.6:
                size = _next(size, random)
                window.resize(*size)
            os.write(window.master, random.choice(KEYS).encode())
            window.read(random.choice([0, 0, 0.02, 0.1]))
        window.resize(80, 24)
        _home_again(window)
        yield from amiss(window, [0])


def _unechoed(window: Window) -> None:
    """Let the terminal not echo: what is typed while the editor has it would be shown by nobody's doing."""
    state = termios.tcgetattr(window.slave)
    state[3] &= ~termios.ECHO
    termios.tcsetattr(window.slave, termios.TCSANOW, state)
    window.before = termios.tcgetattr(window.slave)


def _next(size: tuple[int, int], random: Random) -> tuple[int, int]:
    """A corner dragged a little, or a window thrown to another place."""
    if random.random() < 0.3:
        return random.choice(SIZES)
    return max(1, size[0] + random.randint(-9, 9)), max(1, size[1] + random.randint(-4, 4))


def _home_again(window: Window) -> None:
    """Leave whatever is open, as often as it takes; then the app. What home shows is to be on the way."""
    for _ in range(ROUNDS):
        for key in ("\x1b", "h"):
            window.press(key)
            window.rest(0.2)
        if HOME in window.text:
            break
    window.wait_for(HOME)
    window.press(LEAVE)
    window.rest(0.2)
    if "unsaved changes" in window.text:
        window.press("\x1b[B")
        window.press("\r")
