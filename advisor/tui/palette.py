"""Find anything: commands, questions and rules in one list, by words in any order.

Textual's own palette matches letters in order, so that `mass follow` misses what `follow mass` finds; rules are
therefore found by the search of the rule browser, and the rest by all of their words.
"""

from collections.abc import Callable, Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from advisor.policy.model import BOT
from advisor.search.search import SearchIndex
from advisor.tui import signs
from advisor.tui.commands import Command
from advisor.tui.progress import Spot
from advisor.tui.widgets.dialog import Dialog
from advisor.tui.widgets.dialogs import CleanInput
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.rows import Heading, Row
from advisor.tui.work import Work
from advisor.values import dataclass

MOST = 8
TITLE_WIDTH = 22
"""Cells that titles of commands are filled up to, so that what they do stands in a column."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was chosen; one of the three is set."""

    command: Command | None = None
    spot: Spot | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette; `words` is what typed words are looked for in."""

    text: Content
    words: str
    found: Found


def command_entries(commands: Iterable[Command]) -> list[Entry]:
    """The commands that can be given here."""
    return [
        Entry(
            Content.assemble(
                (f"{command.key:>4}  ", "bold $accent"),
                f"{command.title:<{TITLE_WIDTH}}",
                (f"  {command.help}", "$muted"),
            ),
            f"{command.title} {command.help}".casefold(),
            Found(command=command),
        )
        for command in commands
        if command.palette
    ]


def question_entries(work: Work | None) -> list[Entry]:
    """Every question of the plan."""
    if work is None:
        return []
    entries = []
    for spot, standing in work.progress.standings.items():
        part, question = work.session.plan.part(spot.part), work.session.policy.question(spot.question)
        whose = "the bot as a whole" if part.id == BOT else part.title
        text = Content.assemble((f"   {standing.value}  ", "$accent"), question.prompt, (f"  {whose}", "$muted"))
        labels = " ".join(option.label for option in question.options)
        words = f"{question.prompt} {whose} {question.topic} {labels}".casefold()
        entries.append(Entry(text, words, Found(spot=spot)))
    return entries


def rule_entries(index: SearchIndex, words: str) -> list[Entry]:
    """The rules that a search finds."""
    entries = []
    for rule in index.search(words, MOST).rules if words.strip() else ():
        shown = signs.MODALITIES[rule.modality]
        text = Content.assemble((f"   {shown.sign}  ", shown.style), rule.title)
        entries.append(Entry(text, "", Found(rule=rule.id)))
    return entries


def matching(entries: Sequence[Entry], words: str) -> list[Entry]:
    """The entries that have every word, whatever the order."""
    wanted = words.casefold().split()
    return [entry for entry in entries if all(word in entry.words for word in wanted)]


class EntryRow(Row):
    """The row of an entry. It holds it, because by the time it is chosen other words may have found others."""

    def __init__(self, entry: Entry, row_id: str) -> None:
        """Take the entry."""
        super().__init__(entry.text, row_id, short=True)
        self.entry = entry


class Palette(Dialog[Found | None]):
    """Type, choose, go."""

    BINDINGS = [("escape", "cancel", "Cancel"), ("down", "into", "Down")]  # noqa: RUF012 - Textual's way

    def __init__(self, commands: Iterable[Command], work: Work | None, index: Callable[[], SearchIndex]) -> None:
        """Take what there is to find."""
        super().__init__()
        self._commands = command_entries(commands)
        self._questions = question_entries(work)
        self._index = index

    def compose(self) -> ComposeResult:
        """A line to type in, and the list."""
        with Vertical(classes="dialog", id="palette"):
            yield CleanInput(placeholder="a command, a question, a rule", id="palette-input", compact=True)
            yield Listing(id="palette-list")

    def on_mount(self) -> None:
        """Show the commands before anything is typed."""
        self._find("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find on every keystroke."""
        self._find(event.value)

    def _find(self, words: str) -> None:
        typed = bool(words.strip())
        groups = [
            ("Commands", matching(self._commands, words)[: MOST if typed else None]),
            ("Questions", matching(self._questions, words)[:MOST] if typed else []),
            ("Rules", rule_entries(self._index(), words) if typed else []),
        ]
        rows: list[Option] = []
        for title, entries in groups:
            if entries:
                rows.append(Heading(Content.styled(title, "bold $muted")))
                rows += [EntryRow(entry, str(number)) for number, entry in enumerate(entries, len(rows))]
        if not rows:
            rows.append(Heading(Content.styled("Nothing by these words.", "$muted")))
        first = next((row.id for row in rows if isinstance(row, EntryRow)), None)
        self.query_one(Listing).draw(rows, at=first)

    def on_input_submitted(self) -> None:
        """Enter takes the line under the cursor."""
        self.query_one(Listing).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go."""
        event.stop()
        if isinstance(event.option, EntryRow):
            self.dismiss(event.option.entry.found)

    def action_into(self) -> None:
        """From the line to the list, one further down."""
        listing = self.query_one(Listing)
        listing.action_cursor_down()
        listing.focus()

    def action_cancel(self) -> None:
        """Nothing."""
        self.dismiss(None)
