"""A screen over a place that asks something and is answered once."""

from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.types import CSSPathType

from advisor.tui.widgets.sized import Sized

Answer = TypeVar("Answer")
HERE = __file__.removesuffix("dialog.py")


class Dialog(Sized, ModalScreen[Answer]):
    """What every dialog of the app is. What it looks like is read when the first one is opened."""

    # A bare name would be looked for beside each dialog's own module.
    CSS_PATH: ClassVar[CSSPathType | None] = [f"{HERE}dialog.tcss", f"{HERE}input.tcss"]

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Give the answer and go. A second enter or escape, pressed before it was gone, would close another screen."""
        on_top = self.app.screen_stack[-1:] == [self]  # `is_current` is true of what lies below a dialog, too
        return super().dismiss(result) if on_top else AwaitComplete()
