"""Text on the screen: content only, never markup, so that what a person or a file wrote cannot be taken for any."""

from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static


class Words(Static):
    """Shows a content. What can be clicked in it keeps the style it was given."""

    def __init__(self, content: Content | Visual | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Take the content to begin with."""
        super().__init__(content or Content(""), id=id, markup=False)
        self.set_reactive(Widget.auto_links, False)

    def show(self, content: Content | Visual) -> None:
        """Show another content."""
        self.update(content)
