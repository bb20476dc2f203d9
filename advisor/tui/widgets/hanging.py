"""Text whose folded lines are indented under its first one, so that a list stays a list when it is narrow."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

LEAD = re.compile(r"\s*(?:\d )?(?:\(.\) |\[.\] |[^\w\s“(\[] +(?:[a-z][a-z ]*? {2,}(?=\w))?)?")
"""What comes before the first word of a line: spaces, a number, a box, a sign, a column with the word for the sign."""


class Hanging(Visual):
    """A content that folds at words; what is folded stands under the first word, right of any sign or box."""

    def __init__(self, content: Content, hang: int | None = None, *, most: int | None = None) -> None:
        """Take the content; its own line breaks stay.

        `hang` is by how many cells to indent, where no sign tells; `most` how wide a line may be, however much room
        there is.
        """
        self.content = content
        self.hang = hang
        self.most = most
        self._lines: tuple[int, list[Content]] | None = None

    @property
    def plain(self) -> str:
        """The text alone."""
        return self.content.plain

    def is_same(self, other: object) -> bool:
        """Whether the other one would look just like this one wherever it stands."""
        return (
            isinstance(other, Hanging)
            and (self.hang, self.most) == (other.hang, other.most)
            and self.content.is_same(other.content)
        )

    def lines(self, width: int) -> list[Content]:
        """The lines that the width asks for; remembered, for they are counted before they are drawn."""
        if self._lines is None or self._lines[0] != width:
            self._lines = width, list(self._fold(min(width, self.most or width), width))
        return self._lines[1]

    def _fold(self, most: int, width: int) -> Iterator[Content]:
        for line in self.content.split("\n", allow_blank=True):
            if line.cell_length <= most:
                yield line
                continue
            lead = LEAD.match(line.plain)
            hang = self.hang if self.hang is not None else lead.end() if lead else 0
            for number, piece in enumerate(line.divide(list(_breaks(line.plain, most, hang)))):
                whole = Content.assemble(" " * hang, piece) if number else piece
                yield from [whole] if cell_len(whole.plain.rstrip()) <= width else whole.wrap(width)

    def folded(self, width: int) -> Content:
        """The content with the line breaks that the width asks for."""
        return Content("\n").join(self.lines(width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw it folded."""
        return self.folded(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of the longest line."""
        return self.content.get_optimal_width(rules, container_width)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """The width of the longest word."""
        return self.content.get_minimal_width(rules)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """How many lines it takes."""
        return len(self.lines(width)) if width > 0 else 0


def same_words(one: object, other: object) -> bool:
    """Whether two contents look just the same: their words, what they are styled with, and how they fold."""
    if isinstance(one, Content):
        return isinstance(other, Content) and one.is_same(other)
    return isinstance(one, Hanging) and one.is_same(other)


def _breaks(text: str, width: int, hang: int) -> Iterator[int]:
    """Where to break a line: offsets right after the spaces that end each piece."""
    room, start, used = width, 0, 0
    for end in [*(i + 1 for i, character in enumerate(text) if character == " "), len(text)]:
        word = text[start:end]
        needed = cell_len(word.rstrip())
        if used and used + needed > room and text[:start].strip():
            yield start
            room, used = max(1, width - hang), 0
        used += cell_len(word)
        start = end
