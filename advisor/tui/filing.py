"""The app's dealings with its desk: opening, recovering, keeping, exporting, and leaving.

Everything that may fail on the disk is here and in `saving`, so that an error becomes a notice or a question; a plan on
the screen is never lost to a file that cannot be read or written.
"""

import asyncio
from collections.abc import Callable

from advisor.source.safe_text import one_line
from advisor.tui.desk import Format, Opened, Recovered
from advisor.tui.requests import Edit, GoTo, OpenPlan, Place, SeeExample
from advisor.tui.saving import Saving
from advisor.tui.widgets.asking import ask, pick
from advisor.tui.widgets.painting import PaintedScreen
from advisor.typed import TYPE_CHECKING
from advisor.values import replace

if TYPE_CHECKING:
    from advisor.plan.model import Plan
    from advisor.plan.session import Session


class Filing(Saving):
    """What the app does with files, in terms of its desk."""

    def go(self, place: Place) -> None:
        """Show a place."""
        raise NotImplementedError

    def begun(self) -> None:
        """A plan was just opened."""
        raise NotImplementedError

    # Opening

    def begin(self, session: "Session", path: str) -> None:
        """Work on a plan from here on."""
        from advisor.tui.work import Work

        self.work = Work(session, path)
        self.begun()
        self.go(Place.QUESTIONS)

    def action_fresh(self) -> None:
        """Start a plan from nothing, or from what an earlier run left behind."""
        self.leaving(self._fresh)

    def _fresh(self) -> None:
        with self.errors_told():
            recovered, news = self.desk.recovered()
            for line in news:
                self.tell(line, error=True)
            if recovered is None:
                self._christen()
                return
            self._offer_recovered(recovered, self._begin_with)

    def _begin_with(self, plan: "Plan | None") -> None:
        """Begin with a plan that has no file yet, else with an empty one once it has a name."""
        if plan is None:
            self._christen()
            return
        with self.errors_told():
            session = self.desk.fresh(plan)
            self.begin(session, "")
            if session.unsaved:
                self.desk.keep(session, "")

    def _christen(self) -> None:
        """Ask for the name of a new plan, and begin; an empty line leaves it unnamed."""
        empty = self.desk.fresh().plan

        def named(name: str | None) -> None:
            if name is not None:
                self._begin_with(replace(empty, name=one_line(name) or empty.name))

        ask(self, named, "A new plan", "What is the bot called? It can be renamed later.", default=empty.name)

    def on_open_plan(self, message: OpenPlan) -> None:
        """Open a plan by its path."""
        self.leaving(lambda: self.open(message.path))

    def open(self, path: str) -> None:
        """Open a plan, and offer newer work on it if an earlier run ended badly."""
        with self.errors_told():
            opened = self.desk.open(path)
            self.begin(opened.session, opened.path)
            self.opened(opened)

    def opened(self, opened: Opened) -> None:
        """Tell what there is to tell of a plan just opened, and once it is on the screen note that it was."""
        if opened.path:
            self.call_after_refresh(self._note, opened.session, opened.path)
        for line in opened.news:
            self.tell(line)
        if opened.upgrade is not None and opened.upgrade.changes.older:
            from advisor.tui.upgraded import Upgraded  # seldom needed

            self.push_screen(Upgraded(opened.session, opened.upgrade), self._look_again)
        if opened.recovered is not None:
            session, recovered = opened.session, opened.recovered
            self._offer_recovered(recovered, lambda plan: self._take(session, plan))

    def _note(self, session: "Session", path: str) -> None:
        with self.errors_told():
            self.desk.left(session, path)

    def _look_again(self, choice: str | None) -> None:
        """Go to the first answer that is to be confirmed, else to the ticks."""
        if choice is None or self.work is None:
            return
        from advisor.tui.progress import Standing

        spots = self.work.progress.standings.items()
        first = next((spot for spot, standing in spots if standing is Standing.AGAIN), None)
        if first is None:
            self.post_message(GoTo(Place.CHECKLIST))
        else:
            self.post_message(GoTo(Place.QUESTIONS, part=first.part, question=first.question))

    def _take(self, session: "Session", plan: "Plan | None") -> None:
        if plan is not None and self.work:
            self.moved(session.replaced(plan))
            self.keep()  # at once: what it was taken from is dropped next

    def _offer_recovered(self, recovered: Recovered, take: "Callable[[Plan | None], None]") -> None:
        """Offer it; it is dropped once the person says so, or once what they go on with is kept again."""
        plan = recovered.plan
        answers = sum(len(part.answers) for part in plan.parts)
        rows = [
            ("take", f"Go on with it: “{one_line(plan.name)}”, {answers} answers"),
            ("drop", "Drop it"),
        ]

        def picked(choice: str | None) -> None:
            if choice is not None:
                take(plan if choice == "take" else None)
                with self.errors_told():
                    self.desk.discard(recovered)

        pick(self, picked, "There is unsaved work from an earlier run", rows)

    def on_see_example(self, message: SeeExample) -> None:
        """Open an example as a plan without a file."""
        example = next(example for example in self.start.examples() if example.id == message.example)

        def show() -> None:
            with self.errors_told():
                self.begin(self.desk.fresh(example.plan()), "")
                self.go(Place.CHECKLIST)

        self.leaving(show)

    # Changing

    def on_edit(self, message: Edit) -> None:
        """Make a change of the plan, and keep it safe."""
        if self.work is None:
            return
        with self.errors_told():
            self.moved(message.change(self.work.session))

    def moved(self, session: "Session") -> None:
        """Show the session after a step, and once it is on the screen keep it in the recovery file."""
        if self.work is None or session is self.work.session:
            return
        self.keep()  # what the step before left to be kept: no more than one step is ever kept by this program alone
        self.work = self.work.after(session)
        self.unkept = session, self.work.path
        if isinstance(self.screen, PaintedScreen) and self.screen.paint():
            asyncio.get_running_loop().call_soon(self.keep)
            return
        # Not before all that shows the step has said that it is to be drawn, which is what Textual does next.
        asyncio.get_running_loop().call_soon(self.call_after_refresh, self.keep)

    # Exporting

    def action_export(self) -> None:
        """Ask for format and path, with a preview, and write the checklist."""
        if self.work is None:
            return
        session, plan_path = self.work.session, self.work.path

        def chosen(choice: tuple[Format, str] | None) -> None:
            if choice:
                with self.errors_told():
                    self.tell(self.desk.export(session, *choice))

        from advisor.tui.export import Export

        self.push_screen(
            Export(
                lambda kind, path: self.desk.render(session, kind, path),
                lambda kind: self.desk.suggest(session, plan_path, kind.ending),
            ),
            chosen,
        )

    def action_copy(self) -> None:
        """Copy the checklist as Markdown."""
        if self.work:
            with self.errors_told():
                self.copy_to_clipboard(self.desk.render(self.work.session, Format.MARKDOWN, ""))
                self.tell("Copied the checklist, if this terminal lets programs copy.")

    # Leaving

    def leaving(self, then: Callable[[], None]) -> None:
        """Go on to something else, once nothing unsaved would be lost."""
        self.keep()
        work = self.work
        if work is None or not work.session.unsaved or not work.session.past:
            if work is not None:
                with self.errors_told():
                    self.desk.forget(work.path)
            then()
            return
        from advisor.tui.widgets.dialogs import Pick

        if any(isinstance(screen, Pick) for screen in self.screen_stack):
            return  # already asked
        rows = [
            ("save", "Save it"),
            ("drop", "Go on without saving; the changes are lost"),
            ("stay", "Stay"),
        ]

        def picked(choice: str | None) -> None:
            match choice:
                case "save" if work.path:
                    self.save(work.path, then)
                case "save":
                    self.action_save_as(then)
                case "drop":
                    with self.errors_told():
                        self.desk.forget(work.path)
                    then()

        pick(self, picked, "The plan has unsaved changes", rows)

    async def action_quit(self) -> None:
        """Leave; asks if anything is unsaved."""
        self.leaving(lambda: self.exit(0))
