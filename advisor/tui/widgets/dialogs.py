"""The questions the app itself asks in passing: one line of text, or one of a few ways to go on."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.style import Style
from textual.widgets import Input, OptionList

from advisor.source.safe_text import safe_text
from advisor.tui.widgets.dialog import Dialog
from advisor.tui.widgets.keys import act_on_own
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.rows import Row
from advisor.tui.widgets.words import Words
from advisor.values import dataclass


class CleanInput(Input):
    """A line of text in which control characters, pasted ones too, are made visible at once."""

    def on_mount(self) -> None:
        """Keep the cursor still: a screen at rest does not move."""
        self.cursor_blink = False

    async def on_key(self, event: Key) -> None:
        """Let keys that edit act in the order they came."""
        await act_on_own(event, self)

    def on_input_changed(self, event: Input.Changed) -> None:  # noqa: ARG002 - Textual's signature
        """Replace what a terminal could obey, in what stands there now: more may have been typed since."""
        clean = safe_text(self.value)
        if clean != self.value:
            before = len(safe_text(self.value[: self.cursor_position]))
            self.value = clean
            self.cursor_position = before


class Ask(Dialog[str | None]):
    """Asks for a line of text; gives None if the person thinks better of it."""

    BINDINGS = [("escape", "cancel", "Cancel")]  # noqa: RUF012 - Textual's way

    def __init__(self, title: str, about: str, text: str = "", *, default: str = "") -> None:
        """Take the title, a line about it, and the text to begin with; `default` is given for an empty line."""
        super().__init__()
        self._title = title
        self._about = about
        self._text = text
        self._default = default

    def compose(self) -> ComposeResult:
        """Title, line, and the two ways out."""
        with Vertical(classes="dialog"):
            yield Words(Content.styled(self._title, "bold $accent"))
            yield Words(Content.styled(self._about, "$muted"))
            yield CleanInput(self._text, placeholder=self._default, select_on_focus=False, compact=True)
            yield Words(buttons(("enter", "OK", "screen.accept"), ("esc", "Cancel", "screen.cancel")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter accepts."""
        self.dismiss(event.value.strip() or self._default)

    def action_accept(self) -> None:
        """The same by mouse."""
        self.dismiss(self.query_one(CleanInput).value.strip() or self._default)

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class PickRow:
    """One thing to pick."""

    id: str
    text: Content


class Pick(Dialog[str | None]):
    """Asks to pick one of a list; gives None if the person thinks better of it."""

    BINDINGS = [("escape", "cancel", "Cancel")]  # noqa: RUF012 - Textual's way

    def __init__(self, title: str, rows: Sequence[PickRow], about: str = "") -> None:
        """Take the title and the rows."""
        super().__init__()
        self._title = title
        self._about = about
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Title and rows."""
        with Vertical(classes="dialog"):
            yield Words(Content.styled(self._title, "bold $accent"))
            if self._about:
                yield Words(Content.styled(self._about, "$muted"))
            yield Listing(id="pick")
            yield Words(buttons(("enter", "Choose", "screen.accept"), ("esc", "Cancel", "screen.cancel")))

    def on_mount(self) -> None:
        """Show the rows, the first one under the cursor."""
        self.query_one(Listing).draw([Row(row.text, row.id) for row in self._rows])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the row."""
        event.stop()
        self.dismiss(event.option.id)

    def action_accept(self) -> None:
        """The same by mouse."""
        self.query_one(Listing).action_select()

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)


def buttons(*ways: tuple[str, str, str]) -> Content:
    """Keys with what they do, to be clicked as well: (key, word, action) each."""
    shown = [
        Content.assemble((key, "bold $accent"), f" {word}").stylize(Style.from_meta({"@click": action}))
        for key, word, action in ways
    ]
    return Content("   ").join(shown)
