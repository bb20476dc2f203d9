"""Saving from the app, and what follows when it cannot be done: nobody's work is lost in any choice.

The plan stays on the screen whatever happens to its file. A file that somebody else changed is never written over
without being asked, and then a copy of it is kept; taking over what it says is a step that can be undone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from textual.app import SuspendNotSupported
from textual.reactive import var

from advisor.source.error import AdvisorError, ConflictError
from advisor.source.safe_text import safe_text
from advisor.tui.desk import Desk, Start
from advisor.tui.widgets.asking import ask, pick
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.plan.session import Session
    from advisor.tui.terminal import TerminalApp as Part
    from advisor.tui.work import Work
else:
    Part = object  # the app alone is one of Textual's classes: each of them takes half a millisecond to make

ERROR_SECONDS = 15
Then = Callable[[], None]


class Saving(Part):
    """The plan that is worked on, and its way to a file."""

    work: "var[Work | None]" = var(None, init=False)

    def __init__(self, start: Start, *, ansi_color: bool | None = None) -> None:
        """Take what the command line hands over."""
        super().__init__(ansi_color=ansi_color)
        self.start = start
        self.unkept: tuple[Session, str] | None = None
        """A step that is to be kept, and of which file."""

    @property
    def desk(self) -> Desk:
        """What touches the disk."""
        return self.start.desk()

    def tell(self, text: str, *, error: bool = False, seconds: float = 5) -> None:
        """Say something in passing, in place of what was said before; never as markup."""
        self.clear_notifications()
        severity: Literal["error", "information"] = "error" if error else "information"
        self.notify(
            safe_text(text, lines=True), severity=severity, timeout=ERROR_SECONDS if error else seconds, markup=False
        )

    @contextmanager
    def errors_told(self) -> Iterator[None]:
        """Tell what went wrong with a file, and go on."""
        try:
            yield
        except AdvisorError as error:
            self.tell(str(error), error=True)

    def keep(self) -> None:
        """Put a step that is still to be kept into the recovery file."""
        unkept, self.unkept = self.unkept, None
        if unkept is not None:
            with self.errors_told():
                self.desk.keep(*unkept)

    def action_save(self) -> None:
        """Save to the plan's file; ask for one if there is none."""
        if self.work and self.work.path:
            self.save(self.work.path)
        else:
            self.action_save_as()

    def action_save_as(self, then: Then | None = None, about: str = "To which file?") -> None:
        """Ask for a file and save to it."""
        if self.work is None:
            return

        def named(path: str | None) -> None:
            if path and path.strip():
                self.save(path.strip(), then)

        path = self.desk.suggest(self.work.session, self.work.path, ".yaml")
        ask(self, named, "Save the plan", about, path)

    def save(self, path: str, then: Then | None = None) -> None:
        """Save, say where, and go on; where it cannot be done, ask what to do instead."""
        if self.work is not None:
            session = self.work.session
            self._store(lambda: self.desk.save(session, path), session, path, then)

    def _store(self, write: Callable[[], str], session: "Session", path: str, then: Then | None) -> None:
        self.keep()
        try:
            shown = write()
        except ConflictError as error:
            self._settle(error, session, path, then)
        except AdvisorError as error:
            self.action_save_as(then, f"It was not saved, and is still here. {error}\nTo which other file?")
        else:
            self._saved(session, path, shown)
            if then:
                then()

    def _saved(self, session: "Session", path: str, shown: str) -> None:
        last = self.work.last if self.work else None
        from advisor.tui.work import Work

        self.work = Work(session.mark_saved(), path, last)
        with self.errors_told():
            self.desk.left(self.work.session, path)
        self.tell(f"Saved to {shown}")

    def _settle(self, error: ConflictError, session: "Session", path: str, then: Then | None) -> None:
        """Ask what is to become of a file that is not as it was."""
        own = self.work is not None and self.work.path == path
        rows = [
            ("difference", "Show the difference", not error.gone),
            ("over", "Write it there again" if error.gone else "Write yours over it; a copy of it is kept", True),
            ("other", "Save yours under another name", True),
            ("take", "Take over what the file says; undo brings yours back", own and not error.gone),
        ]

        def picked(choice: str | None) -> None:
            match choice:
                case "difference":
                    self._compare(path, session, lambda: self._settle(error, session, path, then))
                case "over":
                    self._store(lambda: self.desk.overwrite(session, path), session, path, then)
                case "other":
                    self.action_save_as(then)
                case "take":
                    self._take_over(path)

        shown = [(row, text) for row, text, offered in rows if offered]
        pick(self, picked, "Not saved yet", shown, error.problems[0].told)

    def _compare(self, path: str, session: "Session", back: Then) -> None:
        try:
            lines = self.desk.difference(session, path)
        except AdvisorError as error:
            self.tell(str(error), error=True)
            back()
        else:
            from advisor.tui.widgets.comparison import Comparison

            self.push_screen(Comparison(lines), lambda _: back())

    def _take_over(self, path: str) -> None:
        """Work on what the file says now; as one step, so that it can be undone."""
        if self.work is None:
            return
        with self.errors_told():
            plan = self.desk.open(path).session.plan
            self.work = self.work.after(self.work.session.replaced(plan).mark_saved())

    # The editor

    def action_edit_file(self) -> None:
        """Open the plan's file in the person's editor, and take over what they changed."""
        if self.work is None:
            return
        if not self.work.path:
            self.action_save_as(self.action_edit_file)
        elif self.work.session.unsaved:
            self.save(self.work.path, self._edit)
        else:
            self._edit()

    def _edit(self) -> None:
        if self.work is None:
            return
        path = self.work.path
        try:
            with self.suspend():
                self.desk.edit(path)
        except SuspendNotSupported:
            self.tell("No editor can be opened from here.", error=True)
            return
        except AdvisorError as error:
            self.tell(str(error), error=True)
            return
        try:
            plan = self.desk.open(path).session.plan
        except AdvisorError as error:
            self._mend(error)
        else:
            self.work = self.work.after(self.work.session.replaced(plan).mark_saved())

    def _mend(self, error: AdvisorError) -> None:
        """The file cannot be read as it was left: it stays as it is, and so does the plan on the screen."""
        rows = [
            ("again", "Open the editor again"),
            ("on", "Go on with the plan as it was; the file stays as you left it"),
        ]

        def picked(choice: str | None) -> None:
            if choice == "again":
                self._edit()

        pick(self, picked, "The file cannot be read as it is now", rows, str(error.problems[0]))
