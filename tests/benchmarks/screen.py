"""A terminal in which the moment is known at which a screen showed what it came to show.

What the program sends is only noted while the clock runs, with the time at which it came. The terminal takes it in
afterwards: drawing in the meantime would take the processor from the program.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from tests.benchmarks.frame import Seconds
from tests.terminal.window import SECONDS, Window

REST = 0.12
"""Seconds without a word from the program after which its screen is taken to be at rest."""
BREATH = 0.002
"""Seconds after which no more of the same drawing is to be waited for."""


class Watched(Window):
    """A window whose program is timed."""

    def settled(self, words: Sequence[str], unlike: Sequence[str] = ()) -> Seconds:
        """The time on the clock since which the screen has shown what it shows at rest.

        It is at rest once these words are on it, and it is not what it was before.
        """
        until = perf_counter() + SECONDS
        came: list[tuple[Seconds, list[str]]] = []
        while True:
            for when, data in self._heard():
                self.sent += data
                self._stream.feed(data)
                came.append((when, self.screen.display))
            assert self.child.poll() is None, "it ended:\n" + "\n".join(self.screen.display)
            if came and self.screen.display != unlike and all(word in self.text for word in words):
                return next(when for when, display in came if display == self.screen.display)
            assert perf_counter() < until, f"{words} never came:\n" + "\n".join(self.screen.display)

    def key(self, key: str) -> Seconds:
        """Seconds from a key, pressed while all is at rest, to the screen as it stays, which has to be another one."""
        before = self.screen.display
        begin = perf_counter()
        os.write(self.master, key.encode())
        return self.settled((), before) - begin

    def next_key(self, key: str, shown: Sequence[str]) -> Seconds:
        """Seconds from a key, pressed at once after what came before, to a screen that is known to follow."""
        begin = perf_counter()
        os.write(self.master, key.encode())
        if self.screen.display == shown:
            return 0.0
        while True:
            assert self.waits(SECONDS), "what follows never came:\n" + "\n".join(self.screen.display)
            for when, data in self._heard(BREATH):
                self._stream.feed(data)
                if self.screen.display == shown:
                    return when - begin

    def _heard(self, rest: Seconds = REST) -> list[tuple[Seconds, bytes]]:
        """What comes until the program is at rest, with the time of each piece."""
        heard: list[tuple[Seconds, bytes]] = []
        while self.waits(rest):
            data = os.read(self.master, 65536)
            heard.append((perf_counter(), data))
        return heard

    def processor_time(self) -> Seconds:
        """What all threads of the program have had of the processor so far; not a number where no system says so."""
        threads = Path(f"/proc/{self.child.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9 or float("nan")
