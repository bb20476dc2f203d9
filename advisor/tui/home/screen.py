"""The Home place: new plan, open a plan, the plans at hand with their verdicts, examples, the rules."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import ScreenResume
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.commands import Command, Where, bindings, commands
from advisor.tui.desk import Cover, ExamplePlan, Recent
from advisor.tui.requests import OpenPlan, Place, Run, SeeExample
from advisor.tui.widgets.asking import ask
from advisor.tui.widgets.frames import Below, Scroll
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.place import PlaceScreen
from advisor.tui.widgets.rows import Heading, Row
from advisor.tui.widgets.words import Words

SHOWN_RECENT = 8
HELLO = "Plan a bot, and know before you build it what the policy makes of it."


class HomeScreen(PlaceScreen):
    """Where the app begins when no plan was named."""

    AUTO_FOCUS = "#start"
    PLACE = Place.HOME
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HOME)]

    def __init__(
        self,
        cover: Cover,
        recent: Callable[[], Sequence[Recent]],
        examples: Sequence[ExamplePlan],
    ) -> None:
        """Take the examples, and a way to ask for the plans opened before."""
        super().__init__(cover)
        self._recent = recent
        self._examples = {example.id: example for example in examples}

    def body(self) -> Iterator[Widget]:
        """Greeting, list, and what the row under the cursor is about."""
        with Below(id="home"):
            yield Words(self._greeting(), id="greeting")
            yield Listing(id="start", has_focus=self.app.app_focus)
        with Scroll(id="about", can_focus=False):
            yield Words(id="about-text")

    def _greeting(self) -> Content:
        cover = self._policy_cover
        return Content("\n").join(
            [
                Content.styled("Bot policy advisor", "bold $accent"),
                Content(HELLO),
                Content.styled(f"{cover.title} · {cover.publisher}, {cover.date}", "$muted"),
            ]
        )

    def draw(self) -> None:
        """Show the rows; recent plans are asked for anew, for they may have changed."""
        listing = self.query_one("#start", Listing)
        listing.draw(self._rows())
        listing.focus()
        self._tell(listing.current)

    def on_screen_resume(self, event: ScreenResume) -> None:  # noqa: ARG002 - Textual's signature
        """The plans at hand may be others now."""
        self._stale = True

    def _rows(self) -> list[Option]:
        keys = {command.id: command for command in commands(Where.HOME, Where.EVERYWHERE)}
        rows: list[Option] = []
        if self.work:
            rows.append(Row(_way(keys["questions"], f"Go on with “{self.work.session.plan.name}”"), "run:questions"))
        rows += [Row(_way(keys[name], keys[name].help), f"run:{name}") for name in ("new", "open", "rules")]
        recent = self._recent()[:SHOWN_RECENT]
        if recent:
            rows.append(Heading(Content.styled("\nLately open", "bold $accent")))
            rows += [Row(_recent_line(plan), f"plan:{plan.path}") for plan in recent]
        if self._examples:
            rows.append(Heading(Content.styled("\nExamples to look at and to start from", "bold $accent")))
            rows += [
                Row(Content.assemble(("  · ", "$muted"), example.title), f"example:{example.id}")
                for example in self._examples.values()
            ]
        return rows

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the row is about."""
        self._tell(event.option.id)

    def _tell(self, row: str | None) -> None:
        kind, _, name = (row or "").partition(":")
        text = Content("")
        if kind == "example":
            example = self._examples[name]
            text = Content.assemble((example.title, "bold"), "\n", (example.about, "$muted"))
        elif kind == "plan":
            text = Content.styled(name, "$muted")
        elif kind == "run":
            text = Content.styled(self._policy_cover.summary, "$muted")
        self.query_one("#about-text", Words).show(text)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what the row stands for."""
        event.stop()
        kind, _, name = (event.option.id or "").partition(":")
        match kind, name:
            case "run", "new":
                self.action_new()
            case "run", "open":
                self.action_open()
            case "run", _:
                self.post_message(Run(name))
            case "plan", _:
                self.post_message(OpenPlan(name))
            case _:
                self.post_message(SeeExample(name))

    def action_new(self) -> None:
        """Start a plan from nothing."""
        self.post_message(Run("fresh"))

    def action_open(self) -> None:
        """Ask for a path and open it."""

        def named(path: str | None) -> None:
            if path and path.strip():
                self.post_message(OpenPlan(path.strip()))

        ask(self.app, named, "Open a plan", "The path of its file, such as bot-plan.yaml")


def _way(command: Command, title: str) -> Content:
    return Content.assemble((f"  {command.key} ", "bold $accent"), " ", title)


def _recent_line(plan: Recent) -> Content:
    if plan.gone:
        said = Content.styled("  · its file is gone   ", "$muted")
    else:
        from advisor.assess.finding import Verdict  # where nothing was open lately, no verdict is told
        from advisor.tui import signs

        verdict = next((verdict for verdict in Verdict if verdict.value == plan.verdict), None)
        shown = signs.VERDICTS[verdict] if verdict else None
        word = f"  {shown.sign} {shown.word:<20}" if shown else f"  · {'':<20}"
        said = Content.styled(word, shown.style if shown else "$muted")
    return Content.assemble(said, plan.name)
