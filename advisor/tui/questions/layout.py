"""How a card is laid out: from the prompt down to the reasons, in one list of lines.

One list, and not a widget for each text: an answer changes how many lines some of them take, and Textual would work out
anew where all the widgets of the screen are, several times over, before the answer is seen. A list has but lines, of which
it draws those that differ.
"""

from collections.abc import Iterator
from functools import lru_cache

from textual.content import Content
from textual.style import Style
from textual.widgets.option_list import Option

from advisor.tui.progress import ACTIVITIES, END
from advisor.tui.questions.card import NOTHING, Card, Reason, Why
from advisor.tui.widgets.choices import ChoiceList
from advisor.tui.widgets.rows import GAP, KEPT, Heading, Row, heading

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
        yield GAP
    yield heading((shown.prompt, "bold"), hang=0, most=TEXT_AT_MOST)
    if shown.again:
        yield heading((shown.again, "bold $verdict-undecided"), most=TEXT_AT_MOST)
    if shown.help:
        yield heading((shown.help, "$muted"), most=TEXT_AT_MOST)
    if not low:
        yield GAP


def _below(shown: Card, *, low: bool) -> Iterator[Option]:
    """How the answer stands, the ways on, and the reasons."""
    if not low:
        yield GAP
    if shown.state != NOTHING:
        yield heading(shown.state)
        if not low:
            yield GAP
    if shown.note:
        yield heading((NOTE_SIGN, "$accent"), ("Note  ", "bold"), (shown.note, ""))
        yield GAP
    yield _on_line(shown.hint, first=shown.spot == ACTIVITIES, last=shown.spot == END)
    yield GAP
    if shown.why:
        yield _why(shown.why)


@lru_cache(KEPT)
def _on_line(hint: str, *, first: bool, last: bool) -> Heading:
    back = Content.styled("[ ← Back ]", "$accent").stylize(Style.from_meta({"@click": "screen.back"}))
    on = Content.styled("[ Next → ]", "bold $accent").stylize(Style.from_meta({"@click": "screen.go_on"}))
    ways = [on] if first else [back] if last else [back, on]
    line = Content("  ").join([*ways, *([Content.styled(hint, "$muted")] if hint else [])])
    return Heading(line, hang=0)


@lru_cache(KEPT)
def _why(why: Why) -> Heading:
    lines = [Content.assemble((why.heading, "bold"), ("  w reads a rule", "$muted")), *map(_reason, why.reasons)]
    if why.more:
        lines.append(Content.styled(f"  and {why.more} more", "$muted"))
    return Heading(Content("\n").join(lines), most=REASONS_AT_MOST)


def _reason(reason: Reason) -> Content:
    sign, modality = (f"{reason.mark.sign} ", reason.mark.style), (f"  {reason.modality}", "$muted")
    line = Content.assemble(sign, reason.title, modality)
    return line.stylize(Style.from_meta({"@click": f"screen.read('{reason.rule}')"}))
