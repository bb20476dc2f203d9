"""The app and the terminal it runs in: how it is driven, lent to an editor, and left when something goes wrong.

Nothing about plans or places is here; what is, stands in for ways of Textual that would lose the terminal or tell answers.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import RenderableType
from textual.app import App
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.screen import Screen

from advisor.tui.signals import Signals
from advisor.tui.widgets.lines import Lines, Shown


class TerminalApp(App[int]):
    """An app that gives the terminal back, whatever happens."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Hear no signals yet."""
        super().__init__(ansi_color=ansi_color)
        self.signals = Signals(self)
        self._shown = Shown()
        self.pressed = 0
        """How many keys were pressed so far."""

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver; on Linux and its kin one that bears it when the terminal goes away."""
        if os.name != "posix":
            return super().get_driver_class()
        from advisor.tui.driver import TerminalDriver  # it needs modules that other systems lack

        return TerminalDriver

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal to another program, and take it back whatever became of that."""
        failure: Exception | None = None
        with super().suspend(), self.signals.left_to_another():
            try:
                yield
            except Exception as error:  # noqa: BLE001 - raised again, once the app is on the screen again
                failure = error
        if failure is not None:
            raise failure

    def on_resize(self) -> None:
        """Draw all of the screen: to and fro again is no new size for Textual, but what was cut off is gone."""
        self.refresh()

    def delay_update(self, delay: float = 0) -> None:
        """Show another place as soon as it is there. Textual waits for 50 milliseconds, to hide what is half drawn: none is."""

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send what was painted: of single lines what the terminal does not show; after anything else that is not known."""
        lines = renderable if isinstance(renderable, Lines) else None
        if lines.is_whole if lines else renderable is not None:
            self._shown.forget()
        if lines:
            lines.shown = self._shown.of(screen)
        super()._display(screen, renderable)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:  # noqa: FBT001, FBT002 - Textual's signature
        """Have a key wait for a screen that is opening: it has nothing in it yet that an action could find."""
        self.pressed += priority
        if priority and self._screen_stack and not self._goes_first(key):
            return False
        if priority or not self._screen_stack or self.screen.is_mounted:
            return await super()._check_bindings(key, priority=priority)
        self.screen.call_later(self._check_bindings, key)
        return True

    def _goes_first(self, key: str) -> bool:
        """Whether a key means something wherever it is pressed. Textual looks at all keys of all that has the focus for that."""
        nodes = (self.focused or self.screen).ancestors_with_self
        known = [node._bindings.key_to_bindings for node in nodes]  # noqa: SLF001 - nothing public says so
        return any([bound.priority for bindings in known for bound in bindings.get(key, ())])  # noqa: C419 - a list is quicker

    def _handle_exception(self, error: Exception) -> None:
        """A screen that opens while the app is being left stays empty; that it finds nothing in itself is no fault."""
        if not (self._exit and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without Textual's report, which shows local variables, answers among them; the caller tells."""
        self._close_messages_no_wait()
