"""The app: a table of contents. Places, commands of everywhere, and the one value they all show.

Every change of a plan passes through `on_edit`; a screen never changes anything by itself.
"""

import os
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.theme import Theme

from advisor.source.safe_text import one_line
from advisor.tui.commands import Where, bindings, commands
from advisor.tui.desk import Start
from advisor.tui.requests import Edit, GoTo, Place
from advisor.tui.steering import Steering
from advisor.tui.terminal import TerminalApp
from advisor.tui.theme import DEFAULT_THEME, THEME_TITLES, THEMES, theme_after, variable_defaults
from advisor.tui.widgets.asking import ask
from advisor.tui.widgets.place import HEIGHTS, WIDTHS
from advisor.values import replace

if TYPE_CHECKING:
    from advisor.tui.palette import Found

COLOURLESS_THEME = "terminal-dark"


class AdvisorApp(Steering, TerminalApp, inherit_bindings=False, inherit_css=False):
    """The terminal app."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours finds rules as well
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.EVERYWHERE, priority=("quit", "save", "help", "palette"))]
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    TITLE = "Bot policy advisor"

    def __init__(self, start: Start) -> None:
        """Begin at home, or in the plan that was named."""
        self._themes: dict[str, Theme] | None = None
        colourless = "NO_COLOR" in os.environ
        settings = start.front.settings()
        known = settings.theme if settings.theme in THEME_TITLES else DEFAULT_THEME
        # Known from the outset: set later, it would have every style worked out a second time.
        self.set_reactive(App.theme, COLOURLESS_THEME if colourless else known)
        super().__init__(start, settings, ansi_color=True if colourless else None)
        self.set_class(True, f"-theme-{self.theme}", update=False)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's own, and ours; it is asked for them with every line that is drawn."""
        if self._themes is None:
            self._themes = {**super().available_themes, **{theme.name: theme for theme in THEMES}}
        return self._themes

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, should a theme not name them."""
        return variable_defaults()

    def on_mount(self) -> None:
        """Open what was asked for."""
        self.signals.running()
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))  # Textual leaves the screen empty
        if self.start.opened:
            self.opened(self.start.opened)

    # Commands of everywhere

    def action_undo(self) -> None:
        """Take back the last step."""
        if self.work:
            self.moved_along(self.work.session.undo(), "There is nothing to undo.")

    def action_redo(self) -> None:
        """Do it again."""
        if self.work:
            self.moved_along(self.work.session.redo(), "There is nothing to redo.")

    def action_rename_plan(self) -> None:
        """Give the plan another name."""
        if self.work is None:
            return

        def named(name: str | None) -> None:
            if name and one_line(name):
                self.post_message(Edit(lambda session: session.rename(one_line(name))))

        ask(self, named, "Rename the plan", "What is the bot called?", self.work.session.plan.name)

    def action_theme(self) -> None:
        """Change the colours, and remember the choice."""
        self.theme = theme_after(self.theme)
        self.settings = replace(self.settings, theme=self.theme)
        with self.errors_told():
            self.start.front.remember(self.settings)
        self.tell(THEME_TITLES[self.theme])

    def action_palette(self) -> None:
        """Find anything."""
        here = commands(Where.at(self.place), Where.EVERYWHERE)
        usable = [command for command in here if self.work or not command.plan]
        from advisor.tui.palette import Palette

        self.push_screen(Palette(usable, self.work, partial(self.index, self.policy)), self._found)

    async def _found(self, found: "Found | None") -> None:
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
        from advisor.tui.help import Help

        self.push_screen(Help(self.place, self.policy))


def run_app(start: Start) -> int:
    """Run the app until it is left; gives the exit code. What goes wrong inside is raised once the terminal is back."""
    if not os.environ.get("NO_COLOR", "unset"):
        del os.environ["NO_COLOR"]  # set but empty means not set; Textual reads it otherwise
    app = AdvisorApp(start)
    try:
        with app.signals.heard():
            app.run()
    finally:
        if app.unkept is not None:  # it ended before a step was on the screen
            app.desk.keep(*app.unkept)
    if app._exception is not None:  # noqa: SLF001 - Textual tells of a crash by exit code alone, and by one in use
        raise app._exception  # noqa: SLF001
    return app.return_code or 0
