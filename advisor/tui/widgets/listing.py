"""A list to move in: OptionList with letters to move by, headings that are skipped, and a cursor that stays put."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.events import Key
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.commands import Where, bindings
from advisor.tui.widgets.drawn_list import DrawnList
from advisor.tui.widgets.keys import act_on
from advisor.tui.widgets.rows import kept


class Listing(DrawnList):
    """Rows and headings. Drawing them anew keeps the cursor on the row of the same id, or near it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.LIST)]

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
        has_focus: bool = False,
    ) -> None:
        """Start empty; what a screen gives the focus to when it opens has it from the outset, and is styled once."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(Widget.has_focus, has_focus)
        self._drawn: Sequence[Option] = ()
        self._cursor_drawn: Option | None = None

    async def on_key(self, event: Key) -> None:
        """Let keys act in the order they came."""
        await act_on(event, self)

    # Rows

    def draw(self, rows: Sequence[Option], *, at: str | None = None) -> None:
        """Show these rows, with the cursor on the row `at`, or where it was; lines that stay as they are stay undrawn."""
        wanted = at if at is not None else self.current
        line = self.highlighted
        before, rows = self._drawn, kept(self._drawn, rows)
        if list(map(id, rows)) != list(map(id, before)):
            self._exchange(rows)
        chosen = self._row_at(wanted, line)
        if chosen != line:
            with self.prevent(OptionList.OptionHighlighted):
                self.highlighted = chosen
        self.draw_cursor(before)
        self.scroll_to_highlight()

    def _exchange(self, rows: Sequence[Option]) -> None:
        """Put other rows in the place of those there are, and have drawn anew what differs."""
        before = [(self._drawn[index], line) for index, line in self._line_cache.lines]
        self._drawn, self._options = rows, [*rows]
        self._option_to_index = {row: index for index, row in enumerate(rows)}
        self._id_to_option = {row.id: row for row in rows if row.id is not None}
        self._line_cache = type(self._line_cache)()
        self.pointed_at = None
        if not self.is_mounted:
            return
        self._update_lines()
        now = [(rows[index], line) for index, line in self._line_cache.lines]
        if len(now) != len(before) and self.styles.auto_dimensions:
            self.to_lay_out()
        differ = [at for at, (old, new) in enumerate(zip_longest(before, now)) if old != new]
        self.draw_lines(_stretches(differ))

    # The cursor

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Draw it anew."""
        self.draw_cursor()
        super().watch_highlighted(highlighted)

    def draw_cursor(self, before: Sequence[Option] | None = None) -> None:
        """Draw the row the cursor left, and the one it is on, unless that is drawn as one that was not among those before."""
        row = None if self.highlighted is None else self._options[self.highlighted]
        if row is not self._cursor_drawn:
            self._draw_rows(self._cursor_drawn, row if before is None or row in before else None)
            self._cursor_drawn = row

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Keep the cursor in sight, and with the first row the headings above it."""
        line, room = self.highlighted, self.room
        if line is None or not self.is_mounted or not room:
            return
        self._update_lines()
        first, seen = self._line_cache.index_to_line[line], round(self.scroll_y)
        below = first + self._line_cache.heights[line]
        if below <= room.height and all(row.disabled for row in self._options[:line]):
            if self.scroll_y or self.scroll_target_y:
                self.scroll_home(animate=False, immediate=True)
        elif top or first < seen or below > seen + room.height:
            super().scroll_to_highlight(top)

    def on_resize(self) -> None:
        """Keep the cursor in sight where there is room for more or less; and show it, once there is room at all."""
        self.scroll_to_highlight()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        """Move by a page of what is in sight; where nothing is, in a window too small, there is no page to move by."""
        self._update_lines()
        if self.room and self.highlighted in self._index_to_line:
            super()._move_page(direction)

    def _row_at(self, wanted: str | None, line: int | None) -> int | None:
        choosable = [index for index, row in enumerate(self._drawn) if not row.disabled]
        for index in choosable:
            if wanted is not None and self._drawn[index].id == wanted:
                return index
        if not choosable:
            return None
        return min(choosable, key=lambda index: abs(index - (line or 0)))

    @property
    def current(self) -> str | None:
        """The id of the row under the cursor."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return None
        return self.get_option_at_index(self.highlighted).id

    def move_to(self, row_id: str) -> None:
        """Put the cursor on a row, if it is there."""
        line = self._row_at(row_id, self.highlighted)
        if line is not None:
            self.highlighted = line


def _stretches(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Lines, in order, as stretches without a gap, each with the line after its last."""
    start = 0
    for at, line in enumerate(lines):
        if at + 1 == len(lines) or lines[at + 1] != line + 1:
            yield lines[start], line + 1
            start = at + 1
