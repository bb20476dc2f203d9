"""What is around the rows of a list: its edges, the room inside them, and its scroll bar.

Textual makes them anew with every line, and the whole bar with every row that comes or goes.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import ceil

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from advisor.tui.widgets.painting import Painted

Ends = tuple[Sequence[Segment], Sequence[Segment]]
EMPTY = Segment(" ")
MOST_LINES = 4096
"""How many lines are remembered as they were put between their ends."""


class Ground:
    """The colour beneath a widget's words, which is mixed anew only where a style of it or of what is around it may differ."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._styled: object = None
        self._colour = Color(0, 0, 0)

    def of(self, widget: Widget) -> Color:
        """The colour, of the one widget that this is about."""
        styled = [node.styles._cache_key for node in widget.ancestors_with_self]  # noqa: SLF001 - nothing public says so
        if styled != self._styled:
            self._styled, self._colour = styled, widget.background_colors[1]
        return self._colour


class Framed(StylesCache):
    """The lines of a list as they were drawn. A line of a row is put between its ends once, wherever it comes to stand."""

    def __init__(self, draw: Callable[[Sequence[int]], Iterable[Strip]]) -> None:
        """Take what draws the rows themselves, by lines of the list."""
        super().__init__()
        self._draw = draw
        self._around: object = None
        self._ends: Ends = (), ()
        self._whole: dict[int, tuple[Strip, Strip]] = {}
        self._ground = Ground()

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Draw the lines of a region."""
        size = widget.outer_size
        if crop.width != size.width:
            return super().render_widget(widget, crop)
        if size.width != self._width:
            self.clear()
            self._width = size.width
        lines, known, dirty = crop.line_range, self._cache, self._dirty_lines
        if not dirty.isdisjoint(lines) or not all(y in known for y in lines):
            self._draw_anew(widget, lines)
        return [known[y] for y in lines]

    def _draw_anew(self, widget: Widget, lines: range) -> None:
        """Draw such lines as are not as they should be."""
        filters, background = widget.get_line_filters(), self._ground.of(widget)
        self._see_around(widget, background)
        known, whole = self._cache, self._whole
        anew = [y for y in lines if y in self._dirty_lines or y not in known]
        top, height = widget.gutter.top, widget.content_size.height
        if len(whole) > MOST_LINES:
            whole.clear()
        rows = [y for y in anew if top <= y < top + height]
        for y, line in zip(rows, self._draw([y - top for y in rows]), strict=True):
            found = whole.get(id(line))
            if found is None:  # the line is kept with it, so that no other one gets its id
                strip = Strip([*self._ends[0], *line, *self._ends[1]], widget.outer_size.width)
                found = whole[id(line)] = line, _filtered(strip, filters, background)
            known[y] = found[1]
        for y in anew:
            if not top <= y < top + height:
                known[y] = _filtered(self._empty(widget, y), filters, background)
        self._dirty_lines.difference_update(lines)

    def _see_around(self, widget: Widget, background: Color) -> None:
        """Take what is left and right of every row from a line without one, as Textual draws it, where that is new."""
        room, styles = max(0, widget.outer_size.width - widget.gutter.width), widget.styles
        around = widget.outer_size, room, styles._cache_key, background, widget.app.theme  # noqa: SLF001 - nothing public says so
        if around != self._around:
            self.clear()
            self._whole.clear()
            self._around, left = around, widget.gutter.left
            empty = self._empty(widget, widget.gutter.top)
            self._ends = list(empty.crop(0, left)), list(empty.crop(left + room))

    def _empty(self, widget: Widget, y: int) -> Strip:
        """A line without a row, as Textual draws it."""
        drawn = StylesCache().render(
            widget.styles,
            widget.outer_size,
            *widget.background_colors,
            lambda _: Strip([]),
            (),
            None,
            None,
            content_size=widget.content_size,
            crop=Region(0, y, widget.outer_size.width, 1),
            opacity=widget.opacity,
            ansi_theme=widget.app.ansi_theme,
            native_ansi=widget.app.native_ansi_color,
        )
        return drawn[0]


def _filtered(strip: Strip, filters: Iterable[LineFilter], background: Color) -> Strip:
    for each in filters:
        strip = strip.apply_filter(each, background)
    return strip


class EdgeBar(Painted, ScrollBar):
    """A scroll bar of which only such cells are drawn anew as differ."""

    virtual_size: var[Size] = var(Size(0, 0))  # as in `frames`

    def __init__(self) -> None:
        """Stand at the side of a list."""
        super().__init__(vertical=True, name="vertical", thickness=1)
        self._cells: list[Segment] = []
        self._ground = Ground()
        self._strips: dict[object, Strip] = {}

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "EdgeBar":
        """Have drawn anew what differs."""
        if layout or regions or not repaint or not self.is_mounted:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        before, self._cells = self._cells, self._drawn()
        if len(before) != len(self._cells):
            return super().refresh()
        differ = [y for y, (old, new) in enumerate(zip(before, self._cells, strict=True)) if old is not new]
        return super().refresh(Region(0, differ[0], 1, differ[-1] + 1 - differ[0])) if differ else self

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw such cells. There is nothing around them, and but a few kinds of them, each of which is made once."""
        if len(self._cells) != self.size.height:
            self._cells = self._drawn()
        cells, filters, background = self._cells, self.get_line_filters(), self._ground.of(self)
        if len(self._strips) > MOST_LINES:
            self._strips.clear()
        strips: list[Strip] = []
        for y in crop.line_range:
            cell = cells[y] if y < len(cells) else EMPTY  # it has no size yet
            key = cell, background, *filters
            if key not in self._strips:
                self._strips[key] = _filtered(Strip([cell], 1), filters, background)
            strips.append(self._strips[key])
        return strips

    def _drawn(self) -> list[Segment]:
        """All cells; empty ones where everything is in sight, and the bar is there for when it is not."""
        height, length, window = self.size.height, ceil(self.window_virtual_size), ceil(self.window_size)
        if length <= window:
            return [self._empty()] * height
        styles = self._list().styles
        if self.grabbed:
            back, bar = styles.scrollbar_background_active, styles.scrollbar_color_active
        elif self.mouse_over:
            back, bar = styles.scrollbar_background_hover, styles.scrollbar_color_hover
        else:
            back, bar = styles.scrollbar_background, styles.scrollbar_color
        beneath = self._list().background_colors[0] if back.a < 1 else back
        return _bar(height, length, window, self.position, beneath, back, bar)

    def _empty(self) -> Segment:
        """A cell as it would be without a bar."""
        return _one(Segment(" ", Style.from_color(bgcolor=self._list().background_colors[1].rich_color)))

    def _list(self) -> Widget:
        assert isinstance(self.parent, Widget)
        return self.parent


@lru_cache(MOST_LINES)
def _bar(  # noqa: PLR0913, PLR0917 - all that it hangs on
    height: int, length: int, window: int, position: float, beneath: Color, back: Color, bar: Color
) -> list[Segment]:
    """The cells of a bar as Textual draws them."""
    background = beneath + back
    shown = ScrollBarRender.render_bar(
        height, length, window, position, 1, back_color=background.rich_color, bar_color=(background + bar).rich_color
    )
    return list(map(_one, shown.segments))


@lru_cache(MOST_LINES)
def _one(cell: Segment) -> Segment:
    """The one cell of those that look the same."""
    return cell


def edge_bar(widget: Widget) -> ScrollBar:
    """The bar at the side of a widget, made when it is needed first."""
    if widget._vertical_scrollbar is None:  # noqa: SLF001 - as Textual makes and starts its own
        widget._vertical_scrollbar = bar = EdgeBar()  # noqa: SLF001
        bar.display = False
        widget.app._start_widget(widget, bar)  # noqa: SLF001
    return widget._vertical_scrollbar  # noqa: SLF001
