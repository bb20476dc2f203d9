"""What is sent to the terminal: at once, as far as it has room; the rest, by a thread that waits for it.

Textual has the thread send everything. The thread gets its turn only once the app has nothing to do, so that what a key came
to was seen up to five milliseconds after it was known.
"""

import contextlib
import os
from typing import Any, TextIO


class Outlet:
    """A stream to the terminal, and a way past it that never waits. What nobody is there to see comes to nothing."""

    def __init__(self, stream: TextIO) -> None:
        """Take the stream; there is no way past it yet."""
        self._stream = stream
        self._owed = b""
        self._given = self._written = 0
        self._terminal: int | None = None

    def open(self) -> None:
        """Open the terminal once more, for ourselves: of what is shared with other programs nothing may be changed.

        A thread begins with it, and ends after it is closed.
        """
        self.close()
        self._owed = b""
        self._given = self._written = 0
        with contextlib.suppress(OSError, ValueError):
            self._terminal = os.open(os.ttyname(self._stream.fileno()), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)

    def close(self) -> None:
        """Leave everything to the stream."""
        if self._terminal is not None:
            os.close(self._terminal)
            self._terminal = None

    def send(self, text: str) -> bool:
        """Send a text at once; False where the thread has to send all of it, or what is left of it."""
        if self._terminal is None or self._given != self._written:
            self._given += 1
            return False
        data = text.encode(self._stream.encoding, self._stream.errors or "strict")
        try:
            sent = os.write(self._terminal, data)
        except OSError:  # there is no room, or no terminal any more
            sent = 0
        if sent == len(data):
            return True
        self._owed = data[sent:]
        self._given += 1
        return False

    # What the thread does

    def write(self, text: str) -> None:
        """Write, if that can be done: what is left of a text, in its place."""
        owed, self._owed = self._owed, b""
        with contextlib.suppress(OSError, ValueError):
            if owed:
                self._stream.buffer.write(owed)
                self._stream.buffer.flush()
            else:
                self._stream.write(text)
                self._stream.flush()
        self._written += 1

    def flush(self) -> None:
        """Flush, if that can be done."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        """All else is the stream's."""
        return getattr(self._stream, name)
