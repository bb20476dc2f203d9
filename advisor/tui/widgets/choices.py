"""The choices of a question, each saying in text whether it is chosen.

Textual's own radio buttons and check boxes tell on from off by colour alone, and cannot be unset; hence a list whose
rows read `( )`, `(•)`, `[ ]` or `[x]`.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList

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

    def offer(self, choices: Sequence[Choice], about: object, *, several: bool, at: str | None = None) -> None:
        """Show the choices of what is asked about; without `at` the cursor stays, or starts on what is chosen."""
        self._about = about
        rows = [Row(self._text(number, choice, several=several), choice.id) for number, choice in enumerate(choices, 1)]
        self.draw(rows, at=at)

    def _text(self, number: int, choice: Choice, *, several: bool) -> Content:
        digit = str(number) if number <= 9 else " "
        style = "bold" if choice.chosen else ""
        first = Content.assemble(
            (f"{digit} ", "$muted"),
            (box(chosen=choice.chosen, several=several), "bold $accent" if choice.chosen else "$muted"),
            " ",
            (choice.label, style),
            (f"  {choice.marked}" if choice.marked else "", "$muted"),
        )
        return Content("\n").join([first, Content.styled(f"      {choice.help}", "$muted")]) if choice.help else first

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Scroll the card rather than the list, which is as tall as its rows."""
        super().scroll_to_highlight(top)
        if self.highlighted is None or not self.is_mounted or not isinstance(self.parent, Widget):
            return
        self._update_lines()
        line = self._index_to_line.get(self.highlighted)
        if line is not None and self.has_focus:
            height = self._heights[self.highlighted]
            region = Region(0, self.virtual_region.y + line, 1, height)
            self.parent.scroll_to_region(region, animate=False, force=True)

    def action_mark(self) -> None:
        """Mark the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Marked(self.current, self._about, go_on=False))

    def action_pick(self, digit: str) -> None:
        """Mark the row with that number."""
        index = int(digit) - 1
        if index < self.option_count:
            self.highlighted = index
            self.action_mark()

    def on_click(self) -> None:
        """Know a click from enter; Textual's own handler comes after this one, and selects the row."""
        self._clicked = True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter goes on; a click stays, so that a slip of the mouse is seen."""
        event.stop()
        clicked, self._clicked = self._clicked, False
        if event.option.id is not None:
            self.post_message(self.Marked(event.option.id, self._about, go_on=not clicked))
