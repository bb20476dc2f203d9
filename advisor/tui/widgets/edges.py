"""What is around the rows of a list: its edges, the room inside them, and its scroll bar.

Textual makes them anew with every line, and the whole bar with every row that comes or goes.
"""

from collections.abc import Callable, Iterable, Sequence

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

Ends = tuple[Sequence[Segment], Sequence[Segment]]


class Framed(StylesCache):
    """The lines of a list as they were drawn; such as are dirty are put between the ends that all of them have."""

    def __init__(self, draw: Callable[[Sequence[int]], Iterable[Strip]]) -> None:
        """Take what draws the rows themselves, by lines of the list."""
        super().__init__()
        self._draw = draw
        self._ends: tuple[object, Ends] | None = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Draw the lines of a region; a list with more around it than at its sides is drawn as Textual does."""
        styles, size = widget.styles, widget.outer_size
        if styles.border_top[0] or styles.border_bottom[0] or styles.padding.height or crop.width != size.width:
            return super().render_widget(widget, crop)
        if size.width != self._width:
            self.clear()
            self._width = size.width
        left, right = self._sides(widget)
        filters, (_, background) = widget.get_line_filters(), widget.background_colors
        dirty = [y for y in crop.line_range if y in self._dirty_lines or y not in self._cache]
        for y, line in zip(dirty, self._draw(dirty), strict=True):
            strip = Strip([*left, *line, *right], size.width)
            for each in filters:
                strip = strip.apply_filter(each, background)
            self._cache[y] = strip
        self._dirty_lines.difference_update(crop.line_range)
        return [self._cache[y] for y in crop.line_range]

    def _sides(self, widget: Widget) -> Ends:
        """What is left and right of every row: taken from a line without one, as Textual draws it."""
        room, colours = widget.scrollable_content_region.width, widget.background_colors
        key = widget.outer_size, room, widget.styles._cache_key, colours, widget.app.theme  # noqa: SLF001 - nothing public says so
        if self._ends is None or self._ends[0] != key:
            left = widget.gutter.left
            empty = self.render(
                widget.styles,
                widget.outer_size,
                *colours,
                lambda _: Strip([]),
                (),
                None,
                None,
                content_size=widget.content_size,
                crop=Region(0, 0, widget.outer_size.width, 1),
                opacity=widget.opacity,
                ansi_theme=widget.app.ansi_theme,
                native_ansi=widget.app.native_ansi_color,
            )[0]
            self.clear()
            self._ends = key, (list(empty.crop(0, left)), list(empty.crop(left + room)))
        return self._ends[1]


class EdgeBar(ScrollBar):
    """A scroll bar of which only such cells are drawn anew as differ."""

    virtual_size: var[Size] = var(Size(0, 0))  # as in `frames`

    def __init__(self) -> None:
        """Stand at the side of a list."""
        super().__init__(vertical=True, name="vertical", thickness=1)
        self._cells: list[Segment] = []

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "EdgeBar":
        """Have drawn anew what differs."""
        if layout or regions or not repaint or not self.is_mounted:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        before, self._cells = self._cells, self._drawn()
        if len(before) != len(self._cells):
            return super().refresh()
        differ = [y for y, (old, new) in enumerate(zip(before, self._cells, strict=True)) if old != new]
        return super().refresh(*[Region(0, y, 1, 1) for y in differ]) if differ else self

    def render_line(self, y: int) -> Strip:
        """Draw a cell."""
        if len(self._cells) != self.size.height:
            self._cells = self._drawn()
        return Strip([self._cells[y]], 1)

    def _drawn(self) -> list[Segment]:
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)
        style = self.app.console.get_style(bar.style)
        assert style.bgcolor is not None
        assert style.color is not None
        shown = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            1,
            back_color=style.bgcolor,
            bar_color=style.color,
        )
        return list(shown.segments)


def edge_bar(widget: Widget) -> ScrollBar:
    """The bar at the side of a widget, made when it is needed first."""
    if widget._vertical_scrollbar is None:  # noqa: SLF001 - as Textual makes and starts its own
        widget._vertical_scrollbar = bar = EdgeBar()  # noqa: SLF001
        bar.display = False
        widget.app._start_widget(widget, bar)  # noqa: SLF001
    return widget._vertical_scrollbar  # noqa: SLF001
