"""What `advisor check` is given: plan files, or standard input with a plan a line.

A line is read when its turn comes and forgotten after it, so that a million plans need the memory of one.
"""

import sys
from collections.abc import Iterator

from advisor.cli.plans import Opened, Shelf
from advisor.plan.file import STDIN, tree_source
from advisor.source.disk import unusable
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.tree import PLAN_BYTES
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan file, standard input, or (None) the empty plan."""

    path: str | None
    line: None = None

    def __str__(self) -> str:
        """What messages call it."""
        return str(self.path)

    def open(self, shelf: Shelf) -> Opened:
        """The session on the plan. Raises AdvisorError with every problem."""
        return Opened(shelf.new()) if self.path is None else shelf.open(self.path)


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A line of standard input with its number; of an endless line only the beginning."""

    line: int
    data: bytes
    path: str = STDIN

    def __str__(self) -> str:
        """What messages call it."""
        return f"{self.path}:{self.line}"

    def open(self, shelf: Shelf) -> Opened:
        """The session on the plan. Raises AdvisorError with one problem, which says how many more there are."""
        from advisor.source.json_tree import parse_json  # who reads files does not wait for it

        try:
            source = tree_source(parse_json(self.data, self.path, self.line), self.path)
            return shelf.open_source(source)
        except AdvisorError as error:
            first, *more = error.problems
            if not more:
                raise
            message = f"{first.message} (and {len(more)} more)"
            raise AdvisorError(Problem(first.place, message, first.hint)) from None


def lines_of_stdin() -> Iterator[LineEntry]:
    """The lines of standard input that hold anything. Raises AdvisorError if none does."""
    if sys.stdin is None:
        raise fail("standard input is closed", "pipe a plan a line into it", Place(STDIN))
    try:
        stream = sys.stdin.buffer
        number, empty = 0, True
        while data := stream.readline(PLAN_BYTES + 2):
            number += 1
            rest = data
            while not rest.endswith(b"\n") and (rest := stream.readline(PLAN_BYTES)):
                pass
            if data := data.strip():
                empty = False
                yield LineEntry(number, data)
    except OSError as error:
        raise unusable("standard input", error) from None
    if empty:
        raise fail("is empty", "it needs a plan a line", Place(STDIN))
