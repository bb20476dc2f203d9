"""Benchmarks: what a row is, and how something is timed beside its reference.

To add one, write a module in this folder with `rows() -> Iterable[Row]` and name it in `MODULES` of `table.py`. A row is
what was measured and its median; where only a ratio says something on another machine, also what it was measured
against, in the same run and turn by turn, and the ratio. `most` is the target: of the ratio where there is one, else of
the value. A row that misses it is flagged in the table, and `make bench` fails; the tests never run any of this.

pyperf and pytest-benchmark time one thing after the other, so that a busy minute lands in one of them and in the ratio;
they also cannot wait for a screen. Hence a loop of our own, which takes turns, and nothing else.
"""

import os
import resource
import subprocess
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import NamedTuple

Seconds = float


class Row(NamedTuple):
    """One line of the table."""

    what: str
    value: float
    """The median, in `unit`."""
    unit: str = "ms"
    reference: str = ""
    ratio: float | None = None
    most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether there is a target, and it is missed."""
        return self.most is not None and (self.value if self.ratio is None else self.ratio) > self.most


class Timed(NamedTuple):
    """What was timed, turn by turn, in seconds."""

    turns: Mapping[str, Sequence[Seconds]]

    def row(self, what: str, reference: str, most: float | None = None) -> Row:
        """The row of one against another: the median of the ratios of each turn."""
        ratios = [mine / its for mine, its in zip(self.turns[what], self.turns[reference], strict=True)]
        return Row(what, median(self.turns[what]) * 1e3, "ms", reference, median(ratios), most)

    def alone(self, what: str) -> Row:
        """The row of a reference itself."""
        return Row(what, median(self.turns[what]) * 1e3)


def in_turns(timed: Mapping[str, Callable[[], Seconds]], turns: int) -> Timed:
    """Time everything once a turn; a first turn, in which files and caches warm up, does not count."""
    for once in timed.values():
        once()
    found: dict[str, list[Seconds]] = {what: [] for what in timed}
    for _ in range(turns):
        for what, once in timed.items():
            found[what].append(once())
    return Timed(found)


def seconds_of(work: Callable[[], object]) -> Seconds:
    """How long a piece of work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def environment(**more: str) -> dict[str, str]:
    """The environment for a program that is measured: compiled modules are kept, as everywhere but in some containers."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}, **more}


def processor_time() -> Seconds:
    """What the processes that this one started and waited for have spent of the processor, which others hardly change."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def process(
    command: Sequence[str],
    variables: Mapping[str, str],
    expected: int = 0,
    clock: Callable[[], Seconds] = perf_counter,
) -> Callable[[], Seconds]:
    """How long a whole process takes by a clock, which has to end with the expected exit code."""

    def once() -> Seconds:
        start = clock()
        ran = subprocess.run(command, env=dict(variables), capture_output=True, check=False)
        taken = clock() - start
        assert ran.returncode == expected, f"{command} gave {ran.returncode}: {ran.stderr.decode()}"
        return taken

    return once
