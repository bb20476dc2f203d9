"""The choices of a question, each saying in text whether it is chosen.

Textual's own radio buttons and check boxes tell on from off by colour alone, and cannot be unset; hence a list whose
rows read `( )`, `(•)`, `[ ]` or `[x]`.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.commands import Where, bindings
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.rows import KEPT, Row
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


@dataclass(frozen=True, slots=True)
class Marked:
    """A choice was pointed at."""

    choice: str
    about: object
    """What it was offered for."""
    go_on: bool
    """Whether the person wants to go on from there."""


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


@lru_cache(KEPT)
def _row(number: int, choice: Choice, *, several: bool) -> Row:
    digit = str(number) if number <= 9 else " "
    style = "bold" if choice.chosen else ""
    first = Content.assemble(
        (f" {digit} ", "$muted"),
        (box(chosen=choice.chosen, several=several), "bold $accent" if choice.chosen else "$muted"),
        " ",
        (choice.label, style),
        (f"  {choice.marked}" if choice.marked else "", "$muted"),
    )
    more = [Content.styled(f"       {choice.help}", "$muted")] if choice.help else []
    return Row(Content("\n").join([first, *more]), choice.id)


class ChoiceList(Listing):
    """The options of one question. It only tells what was pointed at; what that means is up to the card."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.CHOICES)]

    def __init__(
        self,
        marked: Callable[[Marked], None],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        has_focus: bool = False,
    ) -> None:
        """Take whom to tell, who is told at once: a message would be overtaken by the keys after this one."""
        super().__init__(id=id, has_focus=has_focus)
        self._marked = marked
        self._about: object = None
        self._offered: tuple[str, ...] = ()
        self._going_on = False

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
        rows = [_row(number, choice, several=several) for number, choice in enumerate(choices, 1)]
        self.draw([*above, *rows, *below], at=at)

    def action_mark(self) -> None:
        """Mark the row under the cursor."""
        self._mark(go_on=False)

    def action_pick(self, digit: str) -> None:
        """Mark the row with that number; the cursor is drawn there together with what comes of it."""
        number = int(digit) - 1
        if number < len(self._offered):
            self.set_reactive(Listing.highlighted, self.get_option_index(self._offered[number]))
            self._mark(go_on=False)

    def action_select(self) -> None:
        """Mark it and go on; where no choices are, it is a row like any."""
        if self.current in self._offered:
            self._mark(go_on=True)
        else:
            super().action_select()

    def clicked(self) -> None:
        """Stay, so that a slip of the mouse is seen."""
        if self.current in self._offered:
            self._mark(go_on=False)
        else:
            super().clicked()

    def _mark(self, *, go_on: bool) -> None:
        """Tell of the choice under the cursor; what is pressed before the next question has come is not meant for this one."""
        choice = self.current
        if choice is not None and choice in self._offered and not self._going_on:
            self._going_on = go_on
            self._marked(Marked(choice, self._about, go_on=go_on))
            self.app.call_later(self._followed)

    def _followed(self) -> None:
        """Show where the cursor is, in case nothing came of it."""
        self._going_on = False
        self.draw_cursor()
        self.scroll_to_highlight()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Nobody is to be told where the cursor is."""
        with self.prevent(OptionList.OptionHighlighted):
            super().watch_highlighted(highlighted)
