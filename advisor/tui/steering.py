"""The app's ways between its places: which screen shows what, and what is handed to it."""

import gc
from functools import partial

from advisor.tui.desk import Cover, Settings, Start
from advisor.tui.filing import Filing
from advisor.tui.requests import GoTo, Place, Run
from advisor.tui.widgets.place import PlaceScreen
from advisor.typed import TYPE_CHECKING
from advisor.values import replace

if TYPE_CHECKING:
    from advisor.plan.session import Session
    from advisor.policy.model import Policy
    from advisor.search.search import SearchIndex
    from advisor.tui.work import Work


class Steering(Filing):
    """What the app does to show one place or another."""

    def __init__(self, start: Start, settings: Settings, *, ansi_color: bool | None = None) -> None:
        """Begin at home, or in the plan that was named."""
        self.DEFAULT_MODE = (Place.QUESTIONS if start.opened else Place.HOME).mode  # type: ignore[misc]
        super().__init__(start, ansi_color=ansi_color)
        self.settings = settings
        self._index: SearchIndex | None = None
        self.places: dict[Place, PlaceScreen] = {}
        for place in Place:
            self.add_mode(place.mode, partial(self._place, place))
        if start.opened:
            from advisor.tui.work import Work

            self.set_reactive(Filing.work, Work(start.opened.session, start.opened.path))

    def _place(self, place: Place) -> PlaceScreen:
        screen = self._made(place)
        screen.set_reactive(PlaceScreen.work, self.work)
        screen.set_class(not self.settings.hinted, "-hint", update=False)  # it is styled when it is there
        screen.shaped(self.size)
        self._style(screen)
        self.places[place] = screen
        return screen

    def _style(self, screen: PlaceScreen) -> None:
        """Add the styles of a place to those that were read, for Textual would read all of them again, twice.

        They are of that place alone, so that nothing else is to be styled anew.
        """
        for path in screen.css_path:
            if not self.stylesheet.has_source(str(path), ""):
                self.stylesheet.read(path)
        screen._css_update_count = self._css_update_count  # noqa: SLF001 - nothing public says so

    def _made(self, place: Place) -> PlaceScreen:
        """The screen of a place, whose modules are imported when it is opened for the first time."""
        match place:
            case Place.HOME:
                from advisor.tui.home.screen import HomeScreen

                return HomeScreen(self.cover, self.start.front.recent, self.start.examples())
            case Place.QUESTIONS:
                from advisor.tui.questions.screen import QuestionsScreen

                return QuestionsScreen(self.policy)
            case Place.CHECKLIST:
                from advisor.tui.checklist.screen import ChecklistScreen

                return ChecklistScreen(self.policy)
            case Place.RULES:
                from advisor.tui.rules.screen import RulesScreen

                return RulesScreen(self.policy, self.index)

    def on_ready(self) -> None:
        """What the next key may need is made once the first content is on the screen."""
        self.call_after_refresh(self._all_there)

    def _all_there(self) -> None:
        """Have the policy and the desk there, too. What was made so far stays, and is not looked through for garbage again."""
        _ = self.policy, self.desk
        if not gc.isenabled():  # whoever starts the app may put that off until now
            gc.freeze()
            gc.enable()
        from advisor.tui.ahead import make_ahead

        make_ahead(self)

    @property
    def policy(self) -> "Policy":
        """The policy of the open plan, else the one the app started with."""
        return self.work.session.policy if self.work else self.start.policy()

    @property
    def cover(self) -> Cover:
        """What is said of that policy at home."""
        return self.work.session.policy if self.work else self.start.cover

    def index(self, policy: "Policy") -> "SearchIndex":
        """The search index of a policy, made when first needed."""
        if self._index is None or self._index.policy is not policy:
            from advisor.search.search import SearchIndex

            self._index = SearchIndex(policy)
            if gc.isenabled():
                gc.freeze()  # it stays; looking through it for garbage made one key in fifty wait for 30 ms
        return self._index

    def watch_work(self, work: "Work | None") -> None:
        """Bind the work down."""
        for screen in self.places.values():
            screen.work = work
        if self.work and self.work.session.past and not self.settings.hinted:
            self.settings = replace(self.settings, hinted=True)
            self.start.front.remember(self.settings)
            for screen in self.places.values():
                screen.remove_class("-hint")

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
        if screen:
            screen.turn(message)

    def moved_along(self, session: "Session", nothing: str) -> None:
        """Show the session after an undo or a redo: say what it was, and turn to where it took place."""
        if self.work is None:
            return
        before = self.work.session
        if session is before:
            self.tell(nothing, seconds=3)
            return
        from advisor.tui.change import step_taken, touched

        self.moved(session)
        self.tell(step_taken(before, session), seconds=3)
        place = touched(before.plan, session.plan)
        screen = self.places.get(self.place)
        if screen and place:
            screen.point_at(place)

    def begun(self) -> None:
        """A plan was just opened: its interview starts where it left off."""
        screen = self.places.get(Place.QUESTIONS)
        if screen and self.work:
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
