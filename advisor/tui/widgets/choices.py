"""The choices of a question, each saying in text whether it is chosen.

Textual's own radio buttons and check boxes tell on from off by colour alone, and cannot be unset; hence a list whose
rows read `( )`, `(•)`, `[ ]` or `[x]`.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.commands import Where, bindings
from advisor.tui.widgets.listing import Listing, Row
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as it is shown."""

    id: str
    label: str
    help: str = ""
    chosen: bool = False
    marked: str = ""
    """A remark at the end of the line, such as what the answer would lead to."""


def box(*, chosen: bool, several: bool) -> str:
    """The state of a choice in text."""
    match several, chosen:
        case False, False:
            return "( )"
        case False, True:
            return "(•)"
        case True, False:
            return "[ ]"
        case _:
            return "[x]"


class ChoiceList(Listing):
    """The options of one question. It only tells what was pointed at; what that means is up to the card."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.CHOICES)]

    class Marked(Message):
        """A choice was pointed at; `go_on` if the person wants to go on from there."""

        def __init__(self, choice: str, about: object, *, go_on: bool) -> None:
            """Take the id of the choice, and what it was offered for: by now another question may be shown."""
            super().__init__()
            self.choice = choice
            self.about = about
            self.go_on = go_on

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Start empty."""
        super().__init__(id=id)
        self._clicked = False
        self._about: object = None
        self._offered: tuple[str, ...] = ()

    def offer(
        self,
        choices: Sequence[Choice],
        about: object,
        *,
        several: bool,
        at: str | None = None,
        around: tuple[Sequence[Option], Sequence[Option]] = ((), ()),
    ) -> None:
        """Show the choices of what is asked about, and what is said above and below them.

        Without `at` the cursor stays, or starts on what is chosen.
        """
        above, below = around
        self._about, self._offered = about, tuple([choice.id for choice in choices])
        rows = [Row(self._text(number, choice, several=several), choice.id) for number, choice in enumerate(choices, 1)]
        self.draw([*above, *rows, *below], at=at)

    def _text(self, number: int, choice: Choice, *, several: bool) -> Content:
        digit = str(number) if number <= 9 else " "
        style = "bold" if choice.chosen else ""
        first = Content.assemble(
            (f" {digit} ", "$muted"),
            (box(chosen=choice.chosen, several=several), "bold $accent" if choice.chosen else "$muted"),
            " ",
            (choice.label, style),
            (f"  {choice.marked}" if choice.marked else "", "$muted"),
        )
        return Content("\n").join([first, Content.styled(f"       {choice.help}", "$muted")]) if choice.help else first

    def action_mark(self) -> None:
        """Mark the row under the cursor."""
        if self.current is not None and self.current in self._offered:
            self._tell(self.current, go_on=False)

    def action_pick(self, digit: str) -> None:
        """Mark the row with that number; the cursor is drawn there together with what comes of it."""
        number = int(digit) - 1
        if number < len(self._offered):
            self.set_reactive(Listing.highlighted, self.get_option_index(self._offered[number]))
            self.action_mark()
            self.screen.call_later(self.app.call_later, self.follow)

    def follow(self) -> None:
        """Show where the cursor is, in case nothing came of what was marked."""
        self.draw_cursor()
        self.scroll_to_highlight()

    def on_click(self, event: Click) -> None:
        """Know a click from enter; Textual's own handler comes after this one, and selects the row."""
        row = event.style.meta.get("option")
        self._clicked = row is not None and not self.options[row].disabled

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter goes on; a click stays, so that a slip of the mouse is seen. Where no choices are, it is a row like any."""
        clicked, self._clicked = self._clicked, False
        if event.option.id is not None and event.option.id in self._offered:
            event.stop()
            self._tell(event.option.id, go_on=not clicked)

    def _tell(self, choice: str, *, go_on: bool) -> None:
        """Say so to the screen at once: by way of all between them, the cursor would be drawn before the answer is."""
        self.screen.post_message(self.Marked(choice, self._about, go_on=go_on))

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Nobody is to be told where the cursor is."""
        with self.prevent(OptionList.OptionHighlighted):
            super().watch_highlighted(highlighted)
