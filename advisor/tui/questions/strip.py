"""The verdict and what the last step changed, in a few lines beneath the card, where there is no room for the pane."""

from collections.abc import Sequence

from textual.content import Content

from advisor.tui.widgets.bar import Bar
from advisor.tui.widgets.hanging import same_words


class VerdictStrip(Bar):
    """Draws the lines, as many as there is room for."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin without words."""
        super().__init__(id=id)
        self._words = Content("")
        self._folded: tuple[int, list[Content]] | None = None

    def show(self, words: Content) -> None:
        """Say something else."""
        if not same_words(words, self._words):
            self._words, self._folded = words, None
            self.refresh()

    def lines(self) -> Sequence[Content]:
        """The words, folded."""
        width = self.size.width
        if self._folded is None or self._folded[0] != width:
            self._folded = width, self._words.wrap(width)
        return self._folded[1]
