"""The line above the card: whom the question is about, its topic, and how far the interview is.

Where not all of it fits, the topic goes first and the count next; a title is cut only where it alone is too long.
"""

from collections.abc import Sequence

from textual.content import Content

from advisor.tui.widgets.bar import Bar
from advisor.tui.widgets.hanging import same_words

GAP = 2


class CardHead(Bar):
    """Draws the line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin without words."""
        super().__init__(id=id)
        self._whose = self._topic = self._progress = Content("")

    def show(self, whose: str, topic: str, progress: str) -> None:
        """Say something else."""
        words = (
            Content.styled(whose, "bold $accent"),
            Content.styled(topic, "$muted"),
            Content.styled(progress, "$muted"),
        )
        if not all(map(same_words, words, (self._whose, self._topic, self._progress))):
            self._whose, self._topic, self._progress = words
            self.refresh()

    def lines(self) -> Sequence[Content]:
        """As much as fits."""
        width = self.content_size.width
        whose, topic, progress = self._whose, self._topic, self._progress
        if topic and whose.cell_length + GAP + topic.cell_length + GAP + progress.cell_length <= width:
            whose = Content.assemble(whose, " " * GAP, topic)
        room = width - whose.cell_length
        if room < GAP + progress.cell_length:
            return [whose.truncate(width, ellipsis=True)]
        return [Content.assemble(whose, " " * (room - progress.cell_length), progress)]
