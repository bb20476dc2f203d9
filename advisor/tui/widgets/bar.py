"""A bar: a line or two that say as much as fits, drawn straight from their words.

What it says is no text to select with the mouse: Textual gives every word of such text its place, each time it is drawn.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.style import Style
from textual.widget import Widget, _RenderCache

from advisor.tui.widgets.drawing import Brush
from advisor.tui.widgets.painting import Painted


class Bar(Painted, Widget, can_focus=False, inherit_css=False):
    """Draws its lines."""

    ALLOW_SELECT = False
    virtual_size: var[Size] = var(Size(0, 0))  # as in `frames`

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Have nothing in it drawn as a link."""
        super().__init__(id=id)
        self.set_reactive(Widget.auto_links, False)
        self._brush: tuple[Style, Brush] | None = None

    def lines(self) -> Sequence[Content]:
        """What it says, each line as much of it as fits."""
        raise NotImplementedError

    def render(self) -> Content:
        """The same as one text."""
        return Content("\n").join(self.lines())

    def _render_content(self) -> None:
        style = self.visual_style
        if self._brush is None or self._brush[0] is not style:
            self._brush = style, Brush(style, self._get_style)
        strips = self._brush[1].strips(self.lines(), self.size.width, 0)
        self._render_cache = _RenderCache(self.size, strips)
        self._dirty_regions.clear()
