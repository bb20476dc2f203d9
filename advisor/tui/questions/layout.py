"""How a card is laid out: from the prompt down to the reasons, in one list of lines.

One list, and not a widget for each text: an answer changes how many lines some of them take, and Textual would work out
anew where all the widgets of the screen are, several times over, before the answer is seen. A list has but lines, of which
it draws those that differ.
"""

from collections.abc import Iterator

from textual.content import Content
from textual.style import Style
from textual.widgets.option_list import Option

from advisor.tui.progress import ACTIVITIES, END
from advisor.tui.questions.card import Card
from advisor.tui.widgets.choices import ChoiceList
from advisor.tui.widgets.rows import Heading, Row

TEXT_AT_MOST, REASONS_AT_MOST = 76, 100
"""Cells up to which a line of running text, and one of the reasons, is easy to read."""
NOTE_SIGN = "▌ "


class CardView(ChoiceList):
    """Lays a card out."""

    def show(self, shown: Card, after: tuple[Row, ...], *, fresh: bool, low: bool) -> None:
        """Draw a card; a `fresh` one starts at its top, with the cursor on what is chosen. `low`, without empty lines."""
        choices = shown.choices
        chosen = next((choice.id for choice in choices if choice.chosen), choices[0].id if choices else after[0].id)
        below = tuple(_below(shown, low=low))
        if fresh:
            self.scroll_home(animate=False, immediate=True)
        self.offer(
            choices,
            shown.spot,
            several=shown.several,
            at=chosen if fresh else None,
            around=(tuple(_above(shown, low=low)), (*after, *below) if shown.spot == END else below),
        )


def _above(shown: Card, *, low: bool) -> Iterator[Option]:
    """What is asked, and what there is to know about it."""
    if not low:
        yield _gap()
    yield Heading(Content.styled(shown.prompt, "bold"), hang=0, most=TEXT_AT_MOST)
    if shown.again:
        yield Heading(Content.styled(shown.again, "bold $verdict-undecided"), most=TEXT_AT_MOST)
    if shown.help:
        yield Heading(Content.styled(shown.help, "$muted"), most=TEXT_AT_MOST)
    if not low:
        yield _gap()


def _below(shown: Card, *, low: bool) -> Iterator[Option]:
    """How the answer stands, the ways on, and the reasons."""
    if not low:
        yield _gap()
    if shown.state.plain:
        yield Heading(shown.state)
        if not low:
            yield _gap()
    if shown.note:
        yield Heading(Content.assemble((NOTE_SIGN, "$accent"), ("Note  ", "bold"), shown.note))
        yield _gap()
    yield Heading(_on_line(shown), hang=0)
    yield _gap()
    if shown.why.plain:
        yield Heading(shown.why, most=REASONS_AT_MOST)


def _gap() -> Heading:
    return Heading(Content(""))


def _on_line(shown: Card) -> Content:
    back = Content.styled("[ ← Back ]", "$accent").stylize(Style.from_meta({"@click": "screen.back"}))
    on = Content.styled("[ Next → ]", "bold $accent").stylize(Style.from_meta({"@click": "screen.go_on"}))
    ways = [on] if shown.spot == ACTIVITIES else [back] if shown.spot == END else [back, on]
    return Content("  ").join([*ways, *([Content.styled(shown.hint, "$muted")] if shown.hint else [])])
