"""The app: a table of contents. Places, commands of everywhere, and the one value they all show.

Every change of a plan passes through `on_edit`; a screen never changes anything by itself.
"""

import asyncio
import os
import signal
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from advisor.policy.model import Policy
from advisor.search.search import SearchIndex
from advisor.source.safe_text import one_line
from advisor.tui.checklist.screen import ChecklistScreen
from advisor.tui.commands import Where, bindings, commands
from advisor.tui.desk import Start
from advisor.tui.filing import Filing
from advisor.tui.help import Help
from advisor.tui.home.screen import HomeScreen
from advisor.tui.palette import Found, Palette
from advisor.tui.progress import Spot
from advisor.tui.questions.screen import QuestionsScreen
from advisor.tui.rules.screen import RulesScreen
from advisor.tui.theme import DEFAULT_THEME, THEME_TITLES, THEMES, theme_after, variable_defaults
from advisor.tui.widgets.dialogs import Ask
from advisor.tui.widgets.place import PlaceScreen
from advisor.tui.work import Edit, GoTo, Place, Run, Work

COLOURLESS_THEME = "terminal-dark"


class AdvisorApp(Filing, inherit_bindings=False):
    """The terminal app."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours finds rules as well
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.EVERYWHERE, priority=("quit", "save", "help", "palette"))]
    TITLE = "Bot policy advisor"

    def __init__(self, start: Start) -> None:
        """Begin at home, or in the plan that was named."""
        colourless = "NO_COLOR" in os.environ
        self.DEFAULT_MODE = (Place.QUESTIONS if start.opened else Place.HOME).mode
        super().__init__(start, ansi_color=True if colourless else None)
        for theme in THEMES:
            self.register_theme(theme)
        self.settings = start.desk.settings()
        known = self.settings.theme if self.settings.theme in THEME_TITLES else DEFAULT_THEME
        self.theme = COLOURLESS_THEME if colourless else known
        self._index: SearchIndex | None = None
        self.places: dict[Place, PlaceScreen] = {}
        for place in Place:
            self.add_mode(place.mode, partial(self._place, place))
        if start.opened:
            self.set_reactive(Filing.work, Work(start.opened.session, start.opened.path))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, should a theme not name them."""
        return variable_defaults()

    def _place(self, place: Place) -> PlaceScreen:
        policy = self.policy
        match place:
            case Place.HOME:
                screen: PlaceScreen = HomeScreen(policy, self.desk.recent, self.examples)
            case Place.QUESTIONS:
                screen = QuestionsScreen(policy)
            case Place.CHECKLIST:
                screen = ChecklistScreen(policy)
            case Place.RULES:
                screen = RulesScreen(policy, self.index)
        screen.set_reactive(PlaceScreen.work, self.work)
        screen.set_class(not self.settings.hinted, "-hint")
        self.places[place] = screen
        return screen

    @property
    def policy(self) -> Policy:
        """The policy of the open plan, else the one the app started with."""
        return self.work.session.policy if self.work else self.start.policy

    def index(self, policy: Policy) -> SearchIndex:
        """The search index of a policy, made when first needed."""
        if self._index is None or self._index.policy is not policy:
            self._index = SearchIndex(policy)
        return self._index

    def on_mount(self) -> None:
        """Restore the terminal on signals that would leave it broken; open what was asked for."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, 128 + number, 128 + number)
        if self.start.opened:
            self.opened(self.start.opened)

    def watch_work(self, work: Work | None) -> None:
        """Bind the work down."""
        for screen in self.places.values():
            screen.work = work
        if self.work and self.work.session.past and not self.settings.hinted:
            self.settings = replace(self.settings, hinted=True)
            self.desk.remember(self.settings)
            for screen in self.places.values():
                screen.remove_class("-hint")

    # Places

    @property
    def place(self) -> Place:
        """Where one is."""
        return next(place for place in Place if place.mode == self.current_mode)

    def go(self, place: Place) -> None:
        """Show a place; those that need a plan say so without one."""
        if self.work is None and place in (Place.QUESTIONS, Place.CHECKLIST):
            self.tell("Open a plan first, or start one.")
            return
        self.switch_mode(place.mode)

    def on_go_to(self, message: GoTo) -> None:
        """Show a place, and something in it."""
        self.go(message.place)
        screen = self.places.get(message.place)
        match screen:
            case QuestionsScreen() if message.question:
                screen.spot = Spot(message.part, message.question)
            case ChecklistScreen():
                screen.show(message.part, message.rule)
            case RulesScreen() if message.rule:
                self.call_later(screen.show, message.rule)

    def begun(self) -> None:
        """A plan was just opened: its interview starts where it left off."""
        screen = self.places.get(Place.QUESTIONS)
        if isinstance(screen, QuestionsScreen) and self.work:
            screen.begin(self.work)

    async def on_run(self, message: Run) -> None:
        """Run a command by its id."""
        await self.run_action(message.command)

    def action_questions(self) -> None:
        """Go to the questions."""
        self.go(Place.QUESTIONS)

    def action_checklist(self) -> None:
        """Go to the checklist."""
        self.go(Place.CHECKLIST)

    def action_rules(self) -> None:
        """Go to the rules."""
        self.go(Place.RULES)

    def action_home(self) -> None:
        """Go home."""
        self.go(Place.HOME)

    # Commands of everywhere

    def action_undo(self) -> None:
        """Take back the last step."""
        if self.work:
            self.moved(self.work.session.undo())

    def action_redo(self) -> None:
        """Do it again."""
        if self.work:
            self.moved(self.work.session.redo())

    def action_rename_plan(self) -> None:
        """Give the plan another name."""
        if self.work is None:
            return

        def named(name: str | None) -> None:
            if name and one_line(name):
                self.post_message(Edit(lambda session: session.rename(one_line(name))))

        self.push_screen(Ask("Rename the plan", "What is the bot called?", self.work.session.plan.name), named)

    def action_theme(self) -> None:
        """Change the colours, and remember the choice."""
        self.theme = theme_after(self.theme)
        self.settings = replace(self.settings, theme=self.theme)
        with self.errors_told():
            self.desk.remember(self.settings)
        self.tell(THEME_TITLES[self.theme])

    def action_palette(self) -> None:
        """Find anything."""
        here = commands(Where.at(self.place), Where.EVERYWHERE)
        usable = [command for command in here if self.work or not command.plan]
        self.push_screen(Palette(usable, self.work, self.policy, partial(self.index, self.policy)), self._found)

    async def _found(self, found: Found | None) -> None:
        if found is None:
            return
        if found.command:
            namespace = self if found.command.where is Where.EVERYWHERE else self.screen
            await self.run_action(found.command.id, namespace)
        elif found.spot:
            self.post_message(GoTo(Place.QUESTIONS, part=found.spot.part, question=found.spot.question))
        else:
            self.post_message(GoTo(Place.RULES, rule=found.rule))

    def action_help(self) -> None:
        """The keys of where one is."""
        self.push_screen(Help(self.place))

    def _fatal_error(self) -> None:
        """End without Textual's report, which shows local variables, answers among them; the caller tells."""
        self._close_messages_no_wait()


def run_app(start: Start) -> int:
    """Run the app until it is left; gives the exit code. What goes wrong inside is raised once the terminal is back."""
    if not os.environ.get("NO_COLOR", "unset"):
        del os.environ["NO_COLOR"]  # set but empty means not set; Textual reads it otherwise
    app = AdvisorApp(start)
    app.run()
    if app._exception is not None:  # noqa: SLF001 - Textual tells of a crash by exit code alone, and by one in use
        raise app._exception  # noqa: SLF001
    return app.return_code or 0
