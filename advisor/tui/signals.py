"""What signals do to the app: the terminal is given back first, and the exit code is 128 and the signal's number.

They are heard from before the terminal is taken over until after it is given back. While the person is in their editor,
what they press there to interrupt it reaches this program as well, and means the editor alone.
"""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from textual.app import App

ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
_OF_KEYS = ("SIGINT", "SIGQUIT")
_SIGNALLED = 128
_WOKEN = 4096
"""Bytes taken at a time of those that say that a signal came."""


class Signals:
    """Hears the signals that end a program, on behalf of an app."""

    def __init__(self, app: App[int]) -> None:
        """Hear nothing yet."""
        self._app = app
        self._loop: asyncio.AbstractEventLoop | None = None
        self._away = False
        self._code = 0
        self._woken: int | None = None

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear them from here on; whoever heard them before does so again afterwards."""
        numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
        before = {number: signal.signal(number, self._come) for number in numbers}
        try:
            with self._awake():
                yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def _awake(self) -> Iterator[None]:
        """Have every signal wake the loop, the driver's as well.

        The system may give a signal to another thread, above all after a stop. Python hears it in the main thread alone,
        and that would sleep until the next key.
        """
        if os.name != "posix":
            yield
            return
        self._woken, writing = ends = os.pipe()
        for end in ends:
            os.set_blocking(end, False)
        before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            for end in ends:
                os.close(end)

    @contextmanager
    def left_to_another(self) -> Iterator[None]:
        """While another program has the terminal, what is pressed there is that program's."""
        self._away = True
        try:
            yield
        finally:
            self._away = False

    def running(self) -> None:
        """The app runs: a signal that came on the way there ends it now."""
        self._loop = asyncio.get_running_loop()
        if self._woken is not None:
            self._loop.add_reader(self._woken, os.read, self._woken, _WOKEN)
        if self._code:
            self._app.exit(self._code, self._code)

    def _come(self, number: int, _frame: FrameType | None) -> None:
        if self._away and signal.Signals(number).name in _OF_KEYS:
            return
        self._code = _SIGNALLED + number
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._app.exit, self._code, self._code)
