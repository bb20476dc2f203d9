"""Help for the place one is in: its keys, then those of everywhere, from the one table of commands."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from advisor.policy.model import Policy
from advisor.report.wording import pack_words
from advisor.tui import signs
from advisor.tui.commands import Where, commands
from advisor.tui.requests import Place
from advisor.tui.widgets.dialog import Dialog
from advisor.tui.widgets.dialogs import buttons
from advisor.tui.widgets.hanging import Hanging
from advisor.tui.widgets.words import Words

KEYS_WIDTH = 15
ABOUT = {
    Place.HOME: "Start a plan, go on with one, or look at an example.",
    Place.QUESTIONS: (
        "Answer what is asked; only questions that still matter are. The verdict follows every answer. "
        "Any earlier answer can be changed, and nothing else is lost."
    ),
    Place.CHECKLIST: "What follows from the plan. Tick what is in place; a prohibited line shows the smallest fix.",
    Place.RULES: "Every rule of the policy under its own headings. Type / and any words to find one.",
}


def keys_page(place: Place) -> Content:
    """The keys page of a place."""
    blocks: list[Content] = []
    where = [Where.at(place), *([Where.CHOICES] if place is Place.QUESTIONS else []), Where.LIST, Where.EVERYWHERE]
    for group in where:
        lines = [Content.styled(group.value, "bold $accent")]
        lines += [
            Content.assemble((f"  {command.all_keys:<12} ", "bold"), command.title, (f"  {command.help}", "$muted"))
            for command in commands(group)
        ]
        blocks.append(Content("\n").join(lines))
    blocks.append(signs_page())
    return Content("\n\n").join(blocks)


def signs_page() -> Content:
    """What the signs mean."""
    verdicts = Content("   ").join([signs.mark(mark) for mark in signs.VERDICTS.values()])
    kinds = Content("   ").join([signs.mark(mark) for mark in signs.MODALITIES.values()])
    return Content("\n").join([Content.styled("Signs", "bold $accent"), verdicts, kinds])


def policy_line(policy: Policy) -> Content:
    """Which policy it is, to the byte."""
    return Content.styled(f"{policy.title}, {policy.date}\n{pack_words(policy)}\n", "$muted")


class Help(Dialog[None]):
    """Shows the keys page."""

    BINDINGS = [("escape,question_mark,f1,enter", "close", "Close")]  # noqa: RUF012 - Textual's way

    def __init__(self, place: Place, policy: Policy) -> None:
        """Take the place, and the policy that all is judged by."""
        super().__init__()
        self._place = place
        self._policy = policy

    def compose(self) -> ComposeResult:
        """Title, page, way out."""
        with Vertical(classes="dialog large"):
            yield Words(Content.styled(f"Help: {self._place.value}", "bold $accent"))
            with VerticalScroll():
                yield Words(Content(f"{ABOUT[self._place]}\n"))
                yield Words(policy_line(self._policy))
                yield Words(Hanging(keys_page(self._place), KEYS_WIDTH))
            yield Words(buttons(("esc", "Close", "screen.close")))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
