"""How a list is drawn, and how the mouse finds its rows: from what is known of its lines, and nothing else.

Textual keeps with every piece of text the number of the row it is in, so that all rows below one that is new are to be drawn
anew, be they the same as before. Here a row is drawn once, wherever it comes to stand, for as long as it looks as it does.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.content import Content
from textual.events import Click, MouseEvent, MouseMove
from textual.geometry import Region, Size, Spacing
from textual.reactive import var
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.widgets.drawing import Brush, row_lines
from advisor.tui.widgets.edges import Framed, edge_bar
from advisor.tui.widgets.hanging import Hanging
from advisor.tui.widgets.painting import Painted

EMPTY = Content("")
KINDS = ("", "-disabled", "-highlighted", "-hover")
"""What a row can be, as styles name it."""
MOST_ROWS = 1024
"""How many rows are remembered as they were drawn."""
State = tuple[int, ...]
"""What of the list decides how a kind of row looks: whether it has the focus, and the like."""


class DrawnList(Painted, OptionList, inherit_css=False):
    """A list of options of which each draws itself once."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"option-list--option{kind}" for kind in KINDS}

    # As Textual has them, but for what else is drawn when they change: that is seen to here, line by line.
    highlighted: var[int | None] = var(None)
    virtual_size: var[Size] = var(Size(0, 0))
    _mouse_hovering_over: var[int | None] = var(None)
    pointed_at: var[Option | None] = var(None)
    """The row under the mouse."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Start empty."""
        super().__init__(id=id, classes=classes, markup=False)
        self.set_reactive(Widget.auto_links, False)
        self._styles_cache = Framed(self.drawn)
        self._brushes: dict[tuple[str, State], tuple[Brush, Spacing]] = {}
        self._strips: dict[tuple[Option, str, State], list[Strip]] = {}
        self._room_known: tuple[object, Size] = None, Size(0, 0)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar at the side."""
        return edge_bar(self)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:  # noqa: FBT001, FBT002 - Textual's signature
        """Count the lines for the room there is at once, so that a bar is there when the list is drawn first."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self._strips.clear()
            self._line_cache.clear()
            self._update_lines()
        return changed

    def _clear_caches(self) -> None:
        """There is more room, or less."""
        self._strips.clear()
        super()._clear_caches()

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Textual leaves `reverse` out, by which the cursor is seen where there are no colours."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if any(self.get_component_styles(name).text_style.reverse for name in component_classes):
            return style + Style(reverse=True)
        return style

    @property
    def room(self) -> Size:
        """The cells that rows have, in columns and lines; none while it is not laid out."""
        size = self.region.size
        key = size, self.styles._cache_key, self.show_vertical_scrollbar  # noqa: SLF001 - as in `edges`
        if key != self._room_known[0]:
            around = self.gutter
            self._room_known = key, Size(max(0, size.width - around.width), max(0, size.height - around.height))
        return self._room_known[1]

    def _scroll_update(self, virtual_size: Size) -> None:
        """Have the bar show how long the list is. Where it comes or goes, Textual sees to it."""
        styles, height = self.styles, self._container_size.height
        shown = styles.overflow_y == "scroll" or (styles.overflow_y == "auto" and virtual_size.height > height)
        if shown != self.show_vertical_scrollbar or styles.overflow_x != "hidden":
            super()._scroll_update(virtual_size)
            return
        if shown:
            bar = self.vertical_scrollbar
            bar.set_reactive(ScrollBar.window_virtual_size, virtual_size.height)
            bar.set_reactive(ScrollBar.window_size, height)
            bar.refresh()
        self.scroll_y = min(self.scroll_y, max(0, virtual_size.height - height))

    def notify_style_update(self) -> None:
        """Nothing drawn before is right any more."""
        self._brushes.clear()
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw a line of a row, or an empty one below them."""
        return next(self.drawn([y]))

    def drawn(self, lines: Iterable[int]) -> Iterator[Strip]:
        """Draw such lines of what is in sight."""
        there, options, top = self._line_cache.lines, self._options, round(self.scroll_y)
        width, state = self.room.width, (self.mouse_hover, self.has_focus)
        highlighted, pointed_at = self.highlighted, self.pointed_at
        for y in lines:
            if top + y >= len(there):
                yield self._brush("", state)[0].strips([EMPTY], width, 0)[0]
                continue
            index, line = there[top + y]
            row = options[index]
            kind = (
                "option-list--option-disabled"
                if row.disabled
                else "option-list--option-highlighted"
                if index == highlighted
                else "option-list--option-hover"
                if row is pointed_at
                else ""
            )
            strips = self._strips.get((row, kind, state)) or self._draw(row, kind, state, width)
            yield strips[min(line, len(strips) - 1)]

    def _draw(self, row: Option, kind: str, state: State, width: int) -> list[Strip]:
        brush, padding = self._brush(kind, state)
        if len(self._strips) >= MOST_ROWS:
            self._strips.clear()
        shown = row_lines(row.prompt, width - padding.width) if isinstance(row.prompt, Content | Hanging) else [EMPTY]
        strips = self._strips[row, kind, state] = brush.strips(shown, width, padding.left)
        return strips

    def _brush(self, kind: str, state: State) -> tuple[Brush, Spacing]:
        """What a kind of row is drawn with, and the room around it."""
        found = self._brushes.get((kind, state))
        if found is None:
            style = self.get_visual_style("option-list--option", *([kind] if kind else []))
            found = self._brushes[kind, state] = Brush(style, self._get_style), self._padding()
        return found

    def _padding(self) -> Spacing:
        return self.get_component_styles("option-list--option").padding

    def _update_lines(self) -> None:
        """Count the lines of rows that are new, where that is not done yet."""
        cache, done = self._line_cache, len(self._line_cache.heights)
        if done == len(self._options) or not (width := self.room.width):
            return
        room = width - self._padding().width
        lines, heights, first_lines = cache.lines, cache.heights, cache.index_to_line
        for index, row in enumerate(self._options[done:], done):
            height = row.prompt.get_height({}, room) if isinstance(row.prompt, Hanging) else 1
            heights[index] = height
            first_lines[index] = len(lines)
            if height == 1:
                lines.append((index, 0))
            else:
                lines.extend([(index, line) for line in range(height)])
        size = Size(width, len(cache.lines))
        if size != self.virtual_size:
            self.virtual_size = size
            self._scroll_update(size)

    def draw_lines(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Draw anew such stretches of lines, each from a line to before another."""
        top, width = round(self.scroll_y), self._size.width
        regions = [Region(0, start - top, width, end - start) for start, end in stretches]
        if regions:  # without any it would be all of the list
            self.refresh(*regions)

    # The mouse

    def row_under(self, event: MouseEvent) -> Option | None:
        """The row that the mouse points at."""
        offset = event.get_content_offset(self)
        lines = self._line_cache.lines
        at = -1 if offset is None else self.scroll_offset.y + offset.y
        return self._options[lines[at][0]] if 0 <= at < len(lines) else None

    def on_mouse_move(self, event: MouseMove) -> None:
        """Know the row under the mouse."""
        self.pointed_at = self.row_under(event)

    def on_leave(self) -> None:
        """There is none any more."""
        self.pointed_at = None

    def on_click(self, event: Click) -> None:
        """Choose the row."""
        row = self.row_under(event)
        if row is not None and not row.disabled:
            self.highlighted = self._option_to_index[row]
            self.clicked()

    def clicked(self) -> None:
        """The row under the cursor was pointed at."""
        self.action_select()

    def watch_pointed_at(self, before: Option | None, row: Option | None) -> None:
        """Draw both anew."""
        self._draw_rows(before, row)

    def _draw_rows(self, *rows: Option | None) -> None:
        """Draw anew such of these rows as are there."""
        known, heights = self._line_cache.index_to_line, self._line_cache.heights
        there = [self._option_to_index.get(row) for row in rows if row is not None]
        self.draw_lines([(known[index], known[index] + heights[index]) for index in there if index in known])
