"""The driver of the terminal: Textual's own, for a terminal that may go away, or stop and go on, at any moment.

Textual's writes to a terminal that is gone end its writer, and the app then waits for it for ever; and when a process that
was stopped from outside goes on, it starts anew on top of what runs, with two readers and the state of the terminal lost.
It also stops and goes on in the very handler of the signal, which may come while something is being put in the writer's
queue, or while it is stopping or going on already; here both wait for their turn in the loop. So does reading the window's
size: where Textual does so in the handler, a size that changes meanwhile is told first, and the older one last.
"""

import contextlib
import os
import signal
from collections.abc import Iterator
from typing import Any, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from advisor.tui.sending import Outlet


class TerminalDriver(LinuxDriver):
    """Drives a terminal on Linux and its kin."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        """Draw on what can be drawn on."""
        super().__init__(app, **options)
        self._outlet: Outlet | None = None
        if self._file is not None:
            self._outlet = Outlet(self._file)
            self._file = cast("Any", self._outlet)
        self._drawing = False
        self._to_stop = False
        self._to_go_on = False

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._drawing = True
        if self._outlet is not None:
            self._outlet.open()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if signal.getsignal(signal.SIGWINCH) != signal.SIG_DFL:  # which it stays while the terminal may not be drawn on
            signal.signal(signal.SIGWINCH, self._resized)
            self._resized()

    def stop_application_mode(self) -> None:
        """Give it back."""
        self._drawing = False
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Send at once what there is room for; a thread waits with the rest."""
        if self._outlet is None or not self._outlet.send(data):
            super().write(data)

    def close(self) -> None:
        """Send what is left, and nothing after it."""
        if self._outlet is not None:
            self._outlet.close()
        super().close()

    def send_message(self, message: Message) -> None:
        """Have the app take a message in; Textual makes a task of it, which is one turn of the loop more."""
        self._loop.call_soon_threadsafe(self._app.post_message, message)

    def _resized(self, *_: object) -> None:
        """Tell the window's size in a moment, unless the terminal does so itself."""
        if not self._in_band_window_resize:
            self._loop.call_soon_threadsafe(self._tell_size)

    def _tell_size(self) -> None:
        """Tell what the size is now."""
        size = Size(*self._get_terminal_size())
        self.send_message(Resize(size, size))

    def _sigtstp_application(self, *_: object) -> None:
        """Stop in a moment; at once while another program has the terminal, for the loop waits for that program.

        Of signals that come together the lower number is heard first, whichever came first: a stop that is heard while
        going on still waits for its turn is taken for the older of the two.
        """
        if not self._auto_restart:
            os.kill(os.getpid(), signal.SIGSTOP)
        elif not self._to_go_on:
            self._to_stop = True
            self._loop.call_soon_threadsafe(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        """Go on in a moment, unless another program has the terminal."""
        if self._auto_restart:
            self._to_stop = False
            self._to_go_on = True
            self._loop.call_soon_threadsafe(self._go_on)

    def _stop(self) -> None:
        """Be stopped, without the terminal; several wishes to stop are one."""
        if self._to_stop:
            self._to_stop = False
            with self._given_back():
                if not self._to_go_on:
                    os.kill(os.getpid(), signal.SIGSTOP)
                self._to_go_on = False

    def _go_on(self) -> None:
        """Take the terminal over again, with the state that whoever had it meanwhile left it in."""
        if self._to_go_on:
            self._to_go_on = False
            with self._given_back():
                pass

    @contextlib.contextmanager
    def _given_back(self) -> Iterator[None]:
        """Be without the terminal for a while, and have the screen drawn again."""
        if not self._drawing:
            yield
            return
        self.suspend_application_mode()
        yield
        self._must_signal_resume = True
        self.resume_application_mode()

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
