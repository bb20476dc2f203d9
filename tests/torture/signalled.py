"""Signals at random moments, from the first line of the program on: while it starts, is used, saves, and is left.

Each ends with the code of its signal, or with the program's own if it was already leaving; the terminal is as it was, what
is in the plan's file is whole, and no answer that was kept is gone.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random

from advisor.plan.file import open_plan
from advisor.policy.pack import load_pack
from tests.report.reported import PACK, PLANS
from tests.terminal.ending import LEAVE, amiss, told
from tests.terminal.escapes import Modes, pieces
from tests.terminal.window import SECONDS, Window, surroundings
from tests.torture.table import Row

BEGUN = "sys.stderr.write('>'); sys.stderr.flush(); from advisor.__main__ import main; sys.exit(main())"
"""Tells when the program begins: what a signal does to Python before that is Python's."""
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
KEYS = (*"c1 s\r22r/inkhq3s\r", "\x1b[B", "\x1b[A", "?", "?")
"""Answers, ticks and saves among walks."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    runs, longest = range(1 if quick else 50), 1 if quick else 4
    bad = [
        what
        for seed in runs
        for what in told(f"seed {seed}", partial(_app, folder / f"app-{seed}", Random(seed), longest))
    ]
    yield Row.none("signals at any moment of the app: not ended as it has to be", len(runs), bad)
    runs = range(1 if quick else 20)
    bad = [
        what
        for seed in runs
        for what in told(
            f"seed {seed}", partial(_stops, folder / f"stop-{seed}", Random(seed), [3] if quick else [3, 40])
        )
    ]
    yield Row.none("stops and goings-on at any moment: not on the screen again", len(runs), bad)
    runs = range(2 if quick else 100)
    bad = [
        what for seed in runs for what in told(f"seed {seed}", partial(_plain, folder / f"ask-{seed}", Random(seed)))
    ]
    yield Row.none("signals at any moment of ask, check and export: the same", len(runs), bad)


def _house(folder: Path) -> Path:
    folder.mkdir()
    plan = folder / "plan.yaml"
    plan.write_bytes((PLANS / "mixed.yaml").read_bytes())
    return plan


def _command(*words: str | Path) -> list[str | Path]:
    return [sys.executable, "-c", f"import sys; {BEGUN}", *words, "--policy", PACK]


def _app(folder: Path, random: Random, longest: float) -> Iterator[str]:
    plan = _house(folder)
    number = random.choice(ENDING)
    with Window(_command(plan), folder, surroundings(folder)) as window:
        _wait_until_begun(window)
        _use(window, random, random.uniform(0, longest))
        if leaving := random.random() < 0.3:
            os.write(window.master, LEAVE.encode())
            _wait(window, random.uniform(0, 0.3))
        window.child.send_signal(number)
        yield from amiss(window, [128 + number, -number, *([0] if leaving else [])])
    yield from _whole(plan, number)


def _stops(folder: Path, random: Random, many: Sequence[int]) -> Iterator[str]:
    """Stopped from outside so `many` times or so, and told to go on: it is there again, and can be left."""
    plan = _house(folder)
    with Window(_command(plan), folder, surroundings(folder, EDITOR="true")) as window:
        _wait_until_begun(window)
        for _ in range(random.choice(many)):
            os.write(window.master, random.choice(["\x1b[B", "\x1b[A"]).encode())
            _wait(window, random.uniform(0, random.choice([0.05, 1.2])))
            window.child.send_signal(random.choice([signal.SIGTSTP, signal.SIGSTOP]))
            _wait(window, random.uniform(0, random.choice([0, 0.03, 0.2])))
            window.child.send_signal(signal.SIGCONT)
        window.wait_for("How is it carried?")
        until = time.monotonic() + SECONDS
        while not (taken := _taken(window)) and time.monotonic() < until:
            window.read(0.1)
        if not taken:
            yield "does not have the terminal"
        window.press(LEAVE)
        _wait(window, 1)
        if window.child.poll() is None:  # a key that came while the terminal was being taken over again is nobody's
            os.write(window.master, LEAVE.encode())
        yield from amiss(window, [0])


def _taken(window: Window) -> bool:
    """Whether the program has the terminal for itself, as far as it has said."""
    return "1049" in Modes.after(pieces(window.sent.decode("utf-8", "replace"))).on


def _plain(folder: Path, random: Random) -> Iterator[str]:
    plan = _house(folder)
    number = random.choice(ENDING)
    words = random.choice([("ask", plan), ("check", plan), ("export", plan, "-o", folder / "list.md")])
    with Window(_command(*words), folder, surroundings(folder)) as window:
        os.write(window.master, b"1\n2\n1\nq\n"[random.choice([0, 2, 6]) :])
        _wait_until_begun(window)
        _wait(window, random.uniform(0, 0.8))
        window.child.send_signal(number)
        yield from amiss(window, [128 + number, -number, 0, *([1] if words[0] == "check" else [])])
    yield from _whole(plan, number)


def _whole(plan: Path, number: signal.Signals) -> Iterator[str]:
    """What is wrong with the files that are left."""
    if "Borrow the atlas" not in str(open_plan(plan).plan(load_pack(PACK))):
        yield f"{number.name}: the plan is another"
    yield from (
        f"{number.name}: {path.name} is left" for path in plan.parent.iterdir() if path.name.startswith(".advisor")
    )


def _wait_until_begun(window: Window) -> None:
    while b">" not in window.sent and window.child.poll() is None:
        window.read(0.01)


def _wait(window: Window, seconds: float) -> None:
    """Let that much time pass, or the program end, and take in what comes."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and window.child.poll() is None:
        window.read(min(left, 0.05))


def _use(window: Window, random: Random, seconds: float) -> None:
    """Press keys now and then for that long."""
    until = time.monotonic() + seconds
    for key in KEYS * 10:
        if time.monotonic() > until:
            break
        os.write(window.master, key.encode())
        _wait(window, random.choice([0, 0.02, 0.1]))
