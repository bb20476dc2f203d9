"""The line in which is searched. What is typed is told at once, so that it is seen together with what it finds."""

from collections.abc import Callable

from rich.style import Style
from textual.events import Key
from textual.geometry import Size
from textual.reactive import var
from textual.widgets import Input

from advisor.tui.widgets.dialogs import CleanInput
from advisor.tui.widgets.painting import Painted, PaintedScreen


class SearchLine(Painted, CleanInput):
    """Any words."""

    virtual_size: var[Size] = var(Size(0, 0))  # as in `frames`

    def __init__(self, typed: Callable[[str], None], *, id: str) -> None:  # noqa: A002 - Textual's name
        """Take whom to tell; a message to them would come only after the letter was drawn."""
        self._styles_known: dict[tuple[str, ...], Style] = {}
        super().__init__(placeholder="any words: what you want to know", id=id, compact=True)
        self._typed = typed

    def get_component_rich_style(self, *names: str, partial: bool = False, default: Style | None = None) -> Style:
        """The style of a part of the line. Textual forgets what it knows of them with every letter."""
        if partial or default is not None:
            return super().get_component_rich_style(*names, partial=partial, default=default)
        if names not in self._styles_known:
            self._styles_known[names] = super().get_component_rich_style(*names)
        return self._styles_known[names]

    def notify_style_update(self) -> None:
        """None of them need be right any more."""
        self._styles_known.clear()
        super().notify_style_update()

    def watch_value(self, value: str) -> None:
        """Tell of it."""
        self._typed(value)

    async def on_key(self, event: Key) -> None:  # noqa: ARG002 - Textual's signature
        """Have all that comes of a key painted once it is done with."""
        if isinstance(self.screen, PaintedScreen):
            self.call_next(self.screen.paint)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Whom it concerns was told."""
        event.stop()
