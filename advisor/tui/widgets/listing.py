"""A list to move in: OptionList with letters to move by, headings that are skipped, and a cursor that stays put."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.reactive import var
from textual.style import Style
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.commands import Where, bindings
from advisor.tui.widgets.hanging import Hanging, same_words
from advisor.tui.widgets.keys import act_on


class Row(Option):
    """A line that can be chosen; its id says what it stands for. It folds unless it is `short`, and is cut then."""

    def __init__(self, text: Content, row_id: str, *, short: bool = False, hang: int | None = None) -> None:
        """Take the text as content, never as markup; `hang` as for `Hanging`."""
        super().__init__(text if short else Hanging(text, hang), row_id)


class Heading(Option):
    """A line that cannot be chosen."""

    def __init__(self, text: Content, *, hang: int | None = None, most: int | None = None) -> None:
        """Take the text as content, never as markup; `hang` and `most` as for `Hanging`."""
        super().__init__(Hanging(text, hang, most=most), None, disabled=True)


class Listing(OptionList):
    """Rows and headings. Drawing them anew keeps the cursor on the row of the same id, or near it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.LIST)]

    # As Textual has them, but for what else is drawn when they change: that is seen to here, line by line.
    highlighted: var[int | None] = var(None)
    virtual_size: var[Size] = var(Size(0, 0))

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Start empty."""
        super().__init__(id=id, classes=classes, markup=False)
        self.set_reactive(Widget.auto_links, False)
        self._drawn: Sequence[Option] = ()
        self._cursor_drawn: int | None = None

    async def on_key(self, event: Key) -> None:
        """Let keys that move act in the order they came."""
        await act_on(event, self)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Textual leaves `reverse` out, by which the cursor is seen where there are no colours."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if any(self.get_component_styles(name).text_style.reverse for name in component_classes):
            return style + Style(reverse=True)
        return style

    def draw(self, rows: Sequence[Option], *, at: str | None = None) -> None:
        """Show these rows, with the cursor on the row `at`, or where it was; lines that stay as they are stay undrawn."""
        wanted = at if at is not None else self.current
        line = self.highlighted
        rows = [before if _same(before, row) else row for before, row in zip(self._drawn, rows, strict=False)] + [
            *rows[len(self._drawn) :]
        ]
        if list(map(id, rows)) != list(map(id, self._drawn)):
            self._exchange(rows)
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = self._row_at(wanted, line)
        self.draw_cursor()
        self.scroll_to_highlight()

    def _exchange(self, rows: Sequence[Option]) -> None:
        """Put other rows in the place of those there are, and have drawn anew what differs."""
        before, rows_before = self._line_cache.lines, self._drawn
        self._drawn, self._options = rows, [*rows]
        self._option_to_index = {row: index for index, row in enumerate(rows)}
        self._id_to_option = {row.id: row for row in rows if row.id is not None}
        self._line_cache = type(self._line_cache)()
        if not self.is_mounted:
            return
        self._update_lines()
        now = self._line_cache.lines
        if len(now) != len(before) and self.styles.auto_dimensions:
            self.refresh(layout=True)
        for start, end in _stretches(
            [
                at
                for at, (old, new) in enumerate(zip_longest(before, now))
                if old != new or rows_before[old[0]] is not rows[new[0]]
            ]
        ):
            self.refresh_lines(start, end - start)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Draw it anew."""
        self.draw_cursor()
        super().watch_highlighted(highlighted)

    def draw_cursor(self) -> None:
        """Draw the row the cursor left, and the one it is on."""
        if self._cursor_drawn == self.highlighted:
            return
        for index in (self._cursor_drawn, self.highlighted):
            if index is not None and index in self._line_cache.heights:
                self.refresh_lines(self._line_cache.index_to_line[index], self._line_cache.heights[index])
        self._cursor_drawn = self.highlighted

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Keep the cursor in sight, and with the first row the headings above it."""
        line = self.highlighted
        if line is None or not self.is_mounted or not self.scrollable_content_region:
            return
        self._update_lines()
        below = self._line_cache.index_to_line[line] + self._line_cache.heights[line]
        if below <= self.scrollable_content_region.height and all(row.disabled for row in self.options[:line]):
            self.scroll_home(animate=False, immediate=True)
        else:
            super().scroll_to_highlight(top)

    def on_resize(self) -> None:
        """Keep the cursor in sight where there is room for more or less; and show it, once there is room at all."""
        self.scroll_to_highlight()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        """Move by a page of what is in sight; where nothing is, in a window too small, there is no page to move by."""
        self._update_lines()
        if self.scrollable_content_region and self.highlighted in self._index_to_line:
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


def _same(before: Option, row: Option) -> bool:
    """Whether a row stands for the same and looks the same; a kind of row that may hold more never counts as such."""
    return (
        type(before) in (Row, Heading)
        and type(before) is type(row)
        and before.id == row.id
        and before.disabled == row.disabled
        and same_words(before.prompt, row.prompt)
    )


def _stretches(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Lines, in order, as stretches without a gap, each with the line after its last."""
    start = 0
    for at, line in enumerate(lines):
        if at + 1 == len(lines) or lines[at + 1] != line + 1:
            yield lines[start], line + 1
            start = at + 1
