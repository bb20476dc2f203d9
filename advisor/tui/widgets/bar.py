"""A bar: a line or two that say as much as fits, drawn straight from their words.

What it says is no text to select with the mouse: Textual gives every word of such text its place, each time it is drawn.
"""

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from advisor.tui.widgets.drawing import Brush
from advisor.tui.widgets.edges import Framed
from advisor.tui.widgets.painting import Painted

EMPTY = Content("")
MOST_LINES = 64
"""How many lines are remembered as they were drawn."""


class Bar(Painted, Widget, can_focus=False, inherit_css=False):
    """Draws its lines."""

    ALLOW_SELECT = False
    virtual_size: var[Size] = var(Size(0, 0))  # as in `frames`

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Have nothing in it drawn as a link."""
        super().__init__(id=id)
        self.set_reactive(Widget.auto_links, False)
        self._styles_cache = Framed(self._drawn)
        self._brush: tuple[Style, Brush] | None = None
        self._strips: dict[object, Strip] = {}

    def lines(self) -> Sequence[Content]:
        """What it says, each line as much of it as fits."""
        raise NotImplementedError

    def render(self) -> Content:
        """The same as one text."""
        return Content("\n").join(self.lines())

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return next(self._drawn([y]))

    def _drawn(self, lines: Iterable[int]) -> Iterator[Strip]:
        """Draw such lines of what is said; a line that was said before is the one that was drawn then."""
        style, width = self.visual_style, self.size.width
        said = self.lines() if width else ()  # without a cell there is nothing to fold words to
        if self._brush is None or self._brush[0] is not style or len(self._strips) > MOST_LINES:
            self._brush = style, Brush(style, self._get_style)
            self._strips.clear()
        for y in lines:
            line = said[y] if y < len(said) else EMPTY
            words = line.plain, tuple(line.spans), width
            strip = self._strips.get(words)
            if strip is None:
                (strip,) = self._brush[1].strips([line], width, 0)
                self._strips[words] = strip
            yield strip
