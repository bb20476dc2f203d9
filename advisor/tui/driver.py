"""The driver of the terminal: Textual's own, for a terminal that may go away, or stop and go on, at any moment.

Textual's writes to a terminal that is gone end its writer, and the app then waits for it for ever; and when a process that
was stopped from outside goes on, it starts anew on top of what runs, with two readers and the state of the terminal lost.
"""

import contextlib
from typing import Any, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class _Enduring:
    """A stream whose writes come to nothing once nobody is there to see them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write, if that can be done."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        """Flush, if that can be done."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        """All else is the stream's."""
        return getattr(self._stream, name)


class TerminalDriver(LinuxDriver):
    """Drives a terminal on Linux and its kin."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        """Draw on what can be drawn on."""
        super().__init__(app, **options)
        if self._file is not None:
            self._file = cast("Any", _Enduring(self._file))
        self._drawing = False

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._drawing = True
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Give it back."""
        self._drawing = False
        super().stop_application_mode()

    def _sigcont_application(self, *_: object) -> None:
        """Go on: take the terminal over again, once, with the state that whoever had it meanwhile left it in."""
        if self._auto_restart and self._drawing:
            self._must_signal_resume = True
            self.suspend_application_mode()
        super()._sigcont_application()

    def _run_input_thread(self) -> None:
        """Read keys; a fault in that is one like any other, and not for Textual's report, which shows local variables."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - raised where the app runs
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - what Textual does with all others

    def run_input_thread(self) -> None:
        """Read keys; when the terminal is gone, end as if it had said so."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except UnicodeDecodeError as error:
                self._take(error.object.decode("utf-8", "replace"))
            except OSError:
                self._app.call_later(self._app.exit, *(HUNG_UP, HUNG_UP))
                return

    def _take(self, text: str) -> None:
        """Take in what came along with bytes that are no UTF-8, as from a paste: Textual ends at such a byte."""
        for message in XTermParser().feed(text):
            self.process_message(message)


HUNG_UP = 129
"""The exit code of a program whose terminal went away: 128 and the number of SIGHUP."""
