"""What is in a file beside what would be written: the lines that differ, to be read by keyboard at any size."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from advisor.plan.comparison import Line
from advisor.tui.widgets.dialog import Dialog
from advisor.tui.widgets.dialogs import buttons
from advisor.tui.widgets.words import Words

_COLOURS = {"there": "$verdict-prohibited", "yours": "$verdict-permitted", "same": "", "gap": "$muted"}


class Comparison(Dialog[None]):
    """Shows the lines with their signs; the colour says nothing that the sign does not."""

    BINDINGS = [  # noqa: RUF012 - Textual's way
        ("escape", "leave", "Back"),
        ("enter", "leave", "Back"),
        ("down,j", "scroll(1)", "Down"),
        ("up,k", "scroll(-1)", "Up"),
        ("pagedown,space", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
    ]

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take the lines."""
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """What the signs mean, the lines, the keys."""
        shown = Content("\n").join([Content.styled(str(line), _COLOURS[line.kind]) for line in self._lines])
        with Vertical(classes="dialog large"):
            yield Words(Content.styled("The difference", "bold $accent"))
            yield Words(Content.styled("-  is in the file    +  would be written", "$muted"))
            with VerticalScroll(id="lines", can_focus=False):
                yield Words(shown if self._lines else Content("Both say the same."))
            keys = (
                ("↑↓", "scroll", "screen.scroll(1)"),
                ("pgdn", "page", "screen.page(1)"),
                ("esc", "Back", "screen.leave"),
            )
            yield Words(buttons(*keys))

    def action_scroll(self, step: int) -> None:
        """Some lines on, or back."""
        self.query_one("#lines", VerticalScroll).scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """A page on, or back."""
        lines = self.query_one("#lines", VerticalScroll)
        lines.scroll_relative(y=step * max(1, lines.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Go back to where it was asked for."""
        self.dismiss(None)
