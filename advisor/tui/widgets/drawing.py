"""Draws the rows of a list: strips of a content, straight from its words and spans.

Textual's own way goes by a visual, its padding, lines that are formatted, strips that are cropped, extended and given a
meaning, each a copy of the last; for a list that is drawn with every key it is most of what the key takes.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from advisor.tui.widgets.hanging import Hanging

GetStyle = Callable[[str | Style], Style]
Styles = tuple[str | Style, ...]


def row_lines(prompt: Content | Hanging, width: int) -> list[Content]:
    """The lines of a row: folded, or cut where it is to be short."""
    return prompt.lines(width) if isinstance(prompt, Hanging) else [prompt.truncate(width, ellipsis=True)]


class Brush:
    """Draws in one style, which is that of a kind of row; what is styled within a row comes on top of it."""

    def __init__(self, style: Style, get_style: GetStyle) -> None:
        """Take the style below, and what gives the style for a word such as `$muted`."""
        self._style = style
        self._get_style = get_style
        self._mixed: dict[Styles, RichStyle] = {(): style.rich_style}

    def strips(self, lines: Sequence[Content], width: int, left: int) -> list[Strip]:
        """Draw lines, so far from the left and filled up to the width."""
        return [Strip(self._segments(line, width - left, left), width) for line in lines]

    def _segments(self, line: Content, room: int, left: int) -> Iterator[Segment]:
        plain = self._mixed[()]
        if line.cell_length > room:  # no more than the spaces at its end
            line = line.rstrip().truncate(room)
        if left:
            yield Segment(" " * left, plain)
        for text, styles in _runs(line):
            yield Segment(text, self._mixed.get(styles) or self._mix(styles))
        if line.cell_length < room:
            yield Segment(" " * (room - line.cell_length), plain)

    def _mix(self, styles: Styles) -> RichStyle:
        mixed = Style.combine([self._style, *map(self._get_style, styles)])
        self._mixed[styles] = found = mixed.rich_style
        return found


def _runs(line: Content) -> Iterator[tuple[str, Styles]]:
    """The text in pieces, each with the styles that lie on all of it, in their order."""
    text, spans = line.plain, line.spans
    if not spans:
        if text:
            yield text, ()
        return
    edges = {0, len(text), *(span.start for span in spans), *(span.end for span in spans)}
    for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= len(text))):
        yield text[start:end], tuple([span.style for span in spans if span.start <= start and span.end >= end])
