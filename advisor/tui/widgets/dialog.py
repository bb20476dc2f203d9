"""A screen over a place that asks something and is answered once."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from advisor.tui.widgets.sized import Sized

Answer = TypeVar("Answer")


class Dialog(Sized, ModalScreen[Answer]):
    """What every dialog of the app is. What it looks like is read when the first one is opened."""

    CSS_PATH = f"{__file__.removesuffix('.py')}.tcss"  # a bare name would be looked for beside each dialog's own module

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Give the answer and go. A second enter or escape, pressed before it was gone, would close another screen."""
        on_top = self.app.screen_stack[-1:] == [self]  # `is_current` is true of what lies below a dialog, too
        return super().dismiss(result) if on_top else AwaitComplete()
