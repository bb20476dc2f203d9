"""Sizes that are no longer the window's mean nothing to a screen.

Textual lays a screen out for each new size it hears of, and tells it again that its size is new. Two sizes that wait at the
same time, as of a window that is dragged while a dialog is open, bring each other back for ever.
"""

from textual.events import Resize
from textual.message_pump import MessagePump


class Sized(MessagePump):
    """A screen that is laid out for the size the window has, and for no other."""

    def on_resize(self, event: Resize) -> None:
        """Leave out what is past: what the window is now has been heard of already, or is on its way."""
        if event.size != self.app.size:
            event.prevent_default()
