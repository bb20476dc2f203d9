"""What holds parts of a screen together.

Such as show nothing themselves are blank: so Textual is spared to draw them beneath their parts, line by line. And that one of
them has another size is known once it is laid out: Textual would lay out all of the screen for it once more, and draw it.
"""

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Size
from textual.reactive import var
from textual.scrollbar import ScrollBar

from advisor.tui.widgets.edges import edge_bar


class Beside(Horizontal, inherit_css=False):
    """Parts beside each other."""

    BLANK = True
    virtual_size: var[Size] = var(Size(0, 0))


class Below(Vertical, inherit_css=False):
    """Parts below each other."""

    BLANK = True
    virtual_size: var[Size] = var(Size(0, 0))


class Scroll(VerticalScroll, inherit_css=False):
    """A text that may be longer than there is room for."""

    virtual_size: var[Size] = var(Size(0, 0))

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar at the side."""
        return edge_bar(self)
