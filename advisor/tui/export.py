"""The export dialog: a format, a path, and the file as it will be."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Input

from advisor.source.error import AdvisorError
from advisor.source.safe_text import safe_text
from advisor.tui.desk import Format
from advisor.tui.widgets.dialog import Dialog
from advisor.tui.widgets.dialogs import CleanInput, buttons
from advisor.tui.widgets.words import Words

TITLES = {Format.MARKDOWN: "Markdown", Format.TEXT: "Text", Format.JSON: "JSON"}


class Export(Dialog[tuple[Format, str] | None]):
    """Gives the format and the path, or None."""

    BINDINGS = [  # noqa: RUF012 - Textual's way
        ("escape", "cancel", "Cancel"),
        ("up", "format(-1)", "Other format"),
        ("down", "format(1)", "Other format"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
    ]

    def __init__(self, render: Callable[[Format, str], str], suggest: Callable[[Format], str]) -> None:
        """Take how a format is rendered for a path, and which path to offer for it."""
        super().__init__()
        self._preview_of = render
        self._suggest = suggest
        self._format = Format.MARKDOWN

    def compose(self) -> ComposeResult:
        """Formats, path, preview."""
        with Vertical(classes="dialog large", id="export"):
            yield Words(Content.styled("Export the checklist", "bold $accent"))
            yield Words(id="formats")
            with Horizontal(id="path-line"):
                yield Words(Content.styled("to ", "$muted"), id="path-word")
                yield CleanInput(self._suggest(self._format), id="path", select_on_focus=False, compact=True)
            with VerticalScroll(id="preview", can_focus=False):
                yield Words(id="preview-text")
            yield Words(
                buttons(
                    ("enter", "Write the file", "screen.accept"),
                    ("↑↓", "format", "screen.format(1)"),
                    ("pgdn", "preview", "screen.page(1)"),
                    ("esc", "Cancel", "screen.cancel"),
                )
            )

    def on_mount(self) -> None:
        """Show the first format."""
        self._draw()

    def _draw(self) -> None:
        formats = []
        for number, kind in enumerate(Format):
            chosen = kind is self._format
            text = Content.assemble(("(•) " if chosen else "( ) "), (TITLES[kind], "bold" if chosen else ""))
            formats.append(text.stylize(Style.from_meta({"@click": f"screen.pick({number})"})))
        self.query_one("#formats", Words).show(Content("   ").join(formats))
        self._preview()

    def _preview(self) -> None:
        path = self.query_one("#path", Input).value
        try:
            text = Content(safe_text(self._preview_of(self._format, path), lines=True))
        except AdvisorError as error:
            text = Content.styled(str(error), "$verdict-prohibited")
        self.query_one("#preview-text", Words).show(text)

    def action_format(self, step: int) -> None:
        """The next format, or the one before."""
        formats = list(Format)
        self.action_pick((formats.index(self._format) + step) % len(formats))

    def action_pick(self, number: int) -> None:
        """Take a format; the offered path follows, one of the person's own stays."""
        path = self.query_one("#path", Input)
        offered = path.value == self._suggest(self._format)
        self._format = list(Format)[number]
        if offered:
            path.value = self._suggest(self._format)
        self._draw()

    def on_input_changed(self) -> None:
        """Another path may hold a checklist already."""
        self._preview()

    def action_page(self, step: int) -> None:
        """Scroll the preview."""
        preview = self.query_one("#preview", VerticalScroll)
        preview.scroll_relative(y=step * max(1, preview.size.height - 1), animate=False)

    def on_input_submitted(self) -> None:
        """Enter writes."""
        self.action_accept()

    def action_accept(self) -> None:
        """Give what was chosen."""
        path = self.query_one("#path", Input).value.strip()
        if path:
            self.dismiss((self._format, path))

    def action_cancel(self) -> None:
        """Nothing."""
        self.dismiss(None)
