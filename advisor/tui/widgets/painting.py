"""What is painted of a screen after a key: the lines that differ, as soon as they are known.

Textual asks all widgets within the rectangle around what differs for all of their lines; and between a widget that wants to
be painted and its being so there are three messages and a timer, which together take longer than the painting.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple, cast

from rich.console import RenderableType
from textual._compositor import Compositor, ReflowResult
from textual._context import visible_screen_stack
from textual.dom import NoScreen
from textual.geometry import Offset, Region, Size, Spacing
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from advisor.tui.widgets.lines import Lines

Span = tuple[int, int, int]
"""A line of the screen, and from where to where on it."""
Pieces = Mapping[int, Strip | None]
"""What a line is made of, by where each piece begins."""


class FrugalCompositor(Compositor):
    """Has widgets draw the lines that differ, and no others.

    Amid a layout it is not to be asked what is visible: that would be worked out of the layout before, and kept.
    """

    is_laying_out = False
    times_whole = 0
    """How often all of the screen was painted."""
    _seen_of: object = None
    _seen_now: Sequence["_Seen"] = ()

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out all widgets."""
        with self._laying_out():
            return super().reflow(parent, size)

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """Lay out what is visible."""
        with self._laying_out():
            return super().reflow_visible(parent, size)

    @contextmanager
    def _laying_out(self) -> Iterator[None]:
        self.is_laying_out = True
        try:
            yield
        finally:
            self.is_laying_out = False

    def render_update(
        self,
        full: bool = False,  # noqa: FBT001, FBT002 - Textual's signature
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,  # noqa: FBT001, FBT002
    ) -> RenderableType | None:
        """What is to be sent: what may differ, or all of the screen, in as few words; Textual's own where it is to be drawn."""
        width, height = self.size
        if full or self.size.region not in self._dirty_regions:
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        self._dirty_regions.clear()
        spans = [(y, 0, width) for y in range(height)]
        whole = Lines(self._pieces(spans), spans, [cuts[1:] for cuts in self.cuts])
        whole.is_whole = True
        self.times_whole += 1
        return whole

    def render_partial_update(self) -> Lines | None:
        """What may differ."""
        regions = [region.intersection(self.size.region) for region in self._dirty_regions]
        self._dirty_regions.clear()
        spans: list[Span] = list(self._regions_to_spans([region for region in regions if region]))
        return Lines(self._pieces(spans), spans, [cuts[1:] for cuts in self.cuts]) if spans else None

    def _pieces(self, spans: Sequence[Span]) -> Sequence[Pieces]:
        """What the screen is made of where these spans are, line by line."""
        lines: list[dict[int, Strip | None]] = [{} for _ in self.cuts]
        ends: dict[int, tuple[int, int]] = {}
        for y, start, end in spans:
            ends[y] = ends[y][0] if y in ends else start, end
        for y in ends:
            lines[y] = dict.fromkeys(self.cuts[y][:-1])
        for widget, left, right, top, rows in self._seen():
            here = [y for y, (start, end) in ends.items() if y in rows and start < right and end > left]
            if here:
                first, last = min(here), max(here) + 1
                strips = widget.render_lines(Region(left, first, right - left, last - first).translate(top))
                for y in here:
                    _put(strips[y - first], rows[y], lines[y])
        return lines

    def _seen(self) -> Sequence["_Seen"]:
        """What is seen of each widget while all stays where it is; a widget that is in front comes first."""
        widgets = self.visible_widgets
        if self._seen_of is not widgets:
            self._seen_of, self._seen_now = widgets, list(_seen(widgets, self.cuts))
        return self._seen_now


class _Row(NamedTuple):
    """What is seen of a line of a widget: how many cells after its beginning each piece of it ends, and where which is."""

    ends: Sequence[int]
    pieces: Sequence[tuple[int, int]]


class _Seen(NamedTuple):
    """What is seen of a widget: from where to where, how to come from the screen to the widget, and its lines."""

    widget: Widget
    left: int
    right: int
    offset: Offset
    rows: Mapping[int, _Row]


def _seen(widgets: Mapping[Widget, tuple[Region, Region]], cuts: Sequence[Sequence[int]]) -> Iterator[_Seen]:
    free = [set(line[:-1]) for line in cuts]
    for widget, (region, clip) in widgets.items():
        shown = clip.intersection(region)
        left, right = shown.column_span
        rows: dict[int, _Row] = {}
        for y in range(max(0, shown.y), min(shown.bottom, len(cuts))):
            edges = [cut for cut in cuts[y] if left <= cut <= right]
            own = [(cut, at) for at, cut in enumerate(edges[:-1]) if cut in free[y]]
            if own:
                free[y].difference_update(edges[:-1])
                rows[y] = _Row([cut - left for cut in edges[1:]], own)
        if rows:
            yield _Seen(widget, left, right, -region.offset, rows)


def _put(strip: Strip, row: _Row, line: dict[int, Strip | None]) -> None:
    """Put the pieces of a line that are seen where they are."""
    pieces = [strip] if len(row.ends) == 1 else strip.divide(row.ends)
    for cut, at in row.pieces:
        if at < len(pieces):  # where it ends, nothing begins
            line[cut] = pieces[at]


class PaintedScreen(Screen[None]):
    """A screen that is painted as soon as all that is to be seen of a key is known."""

    def __init__(self) -> None:
        """Be drawn by what differs."""
        super().__init__()
        self._compositor: FrugalCompositor = FrugalCompositor()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Lay out and paint. What was painted whole just then is not to be painted once more."""
        before = self._compositor.times_whole
        super()._refresh_layout(size, scroll)
        if self._compositor.times_whole != before:
            self._repaint_required = False

    def lays_out(self, widget: Widget) -> bool:
        """Whether a widget is to be seen where it is; one that was just shown has no size yet."""
        compositor = self._compositor
        return widget.display and not compositor.is_laying_out and widget in compositor.visible_widgets

    def to_paint(self, widget: Widget) -> None:
        """Have a widget painted, as Textual does once it has heard of it by a message."""
        if self in self._compositor:
            self._dirty_widgets.add(widget)
            self.check_idle()

    def paint(self) -> bool:
        """Paint what is to be painted, and say whether all of it is; Textual does so later where more than that is to be done."""
        if not self.is_current or self.app._batch_count or any(map(_waits, self.walk_children(Widget, with_self=True))):  # noqa: SLF001
            return False
        if self._dirty_widgets:
            self._on_timer_update()
        return True


class Painted(MessagePump):
    """Makes a widget a part of such a screen that tells at once that it is to be painted."""

    _its_screen: Screen[object] | None = None
    _gutter_known: tuple[object, Spacing] = None, Spacing()

    @property
    def screen(self) -> Screen[object]:
        """The screen it is in, looked up once; of no other screen is it ever a part."""
        found = self._its_screen
        if found is None:
            found = self._its_screen = cast("Widget", super()).screen
        return found

    @property
    def gutter(self) -> Spacing:
        """What is around its words, added up once."""
        widget = cast("Widget", self)
        key = widget.styles._cache_key, *widget.scrollbars_enabled  # noqa: SLF001 - nothing public says so
        if key != self._gutter_known[0]:
            self._gutter_known = key, widget.styles.gutter + widget.scrollbar_gutter
        return self._gutter_known[1]

    def to_lay_out(self) -> None:
        """Have the widget laid out anew.

        Textual counts no change while one waits to be told, and would take the size of the first for that of the second
        where all was laid out in between.
        """
        widget = cast("Widget", self)
        widget._layout_updates += 1  # noqa: SLF001 - the count has no public name
        widget.refresh(layout=True)

    def check_idle(self) -> None:
        """Tell the screen what Textual would tell it by way of two messages, where there is nothing else to tell."""
        widget = cast("Widget", self)
        screen = _screen_to_tell(widget)
        if screen is None:
            super().check_idle()
        else:
            widget._repaint_required = False  # noqa: SLF001 - as Textual does when it tells
            screen.to_paint(widget)
            if widget._next_callbacks:  # noqa: SLF001 - they wait for it as well
                super().check_idle()


def _screen_to_tell(widget: Widget) -> PaintedScreen | None:
    """The screen, where a widget is to be painted anew and nothing more."""
    if not widget._repaint_required or not widget._running or _waits(widget):  # noqa: SLF001
        return None
    try:
        found = widget.screen
    except NoScreen:
        return None
    return found if isinstance(found, PaintedScreen) and found.lays_out(widget) else None


def _waits(widget: Widget) -> bool:
    """Whether a widget is to be styled, laid out or scrolled before it is painted."""
    return (
        widget._layout_required  # noqa: SLF001 - nothing public says any of it
        or widget._scroll_required  # noqa: SLF001
        or widget._refresh_styles_required  # noqa: SLF001
        or widget._recompose_required  # noqa: SLF001
    )
