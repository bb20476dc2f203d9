"""Text on the screen: content only, never markup, so that what a person or a file wrote cannot be taken for any.

The same words shown again cost nothing, and other words that take the same room leave the rest of the screen alone.
"""

from typing import cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.reactive import var
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from advisor.tui.widgets.hanging import same_words
from advisor.tui.widgets.painting import Painted


class Words(Painted, Static, inherit_css=False):
    """Shows a content. What can be clicked in it keeps the style it was given."""

    virtual_size: var[Size] = var(Size(0, 0))  # as in `frames`

    def __init__(self, content: Content | Visual | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Take the content to begin with."""
        super().__init__(content or Content(""), id=id, markup=False)
        self.set_reactive(Widget.auto_links, False)

    def show(self, content: Content | Visual) -> None:
        """Show another content."""
        if not same_words(self.visual, content):
            has_room = self._has_room_for(content)
            self.update(content, layout=False)
            if not has_room:
                self.to_lay_out()

    def _has_room_for(self, visual: Visual) -> bool:
        """Whether a content takes up just as much of the screen as what is shown."""
        styles, size = self.styles, self.content_size
        rules = cast("RulesMap", styles)
        if not size:
            return False
        return (not styles.is_auto_width or visual.get_optimal_width(rules, size.width) == size.width) and (
            not styles.is_auto_height or visual.get_height(rules, size.width) == size.height
        )
