"""The page of a rule, in lines to be read: there is nothing in it to choose, so that the keys of a list scroll."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.content import Content

from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.rows import Heading

TEXT_AT_MOST = 84
"""Cells up to which a line is easy to read."""


class Page(Listing, inherit_bindings=False):
    """Shows a text from its top."""

    BINDINGS: ClassVar[list[BindingType]] = [*ScrollableContainer.BINDINGS]

    def show(self, text: Content) -> None:
        """Show another text."""
        self.scroll_home(animate=False, immediate=True)
        self.draw([Heading(text, most=TEXT_AT_MOST)] if text.plain else [])
