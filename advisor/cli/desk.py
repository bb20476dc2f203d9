"""The app's desk: reading, saving and remembering, by way of the modules that know files.

The app hands over paths as a person typed them, and is handed text and sessions; it never sees a file. What is needed to
write is imported when something is written, so that the app is there sooner.
"""

import os
from contextlib import suppress
from pathlib import Path

from advisor.cli.leftovers import leftover_work
from advisor.cli.plans import Shelf, judged, news
from advisor.plan.file import new_plan, save_plan
from advisor.plan.model import Plan
from advisor.plan.recent import Recent as Remembered, remember
from advisor.plan.recovery import Leftover, Recovery
from advisor.plan.session import Session
from advisor.policy.model import Policy
from advisor.source.disk import shown
from advisor.source.error import AdvisorError, Place, fail
from advisor.tui.desk import Format, Opened, Recovered
from advisor.typed import TYPE_CHECKING
from advisor.values import replace

if TYPE_CHECKING:
    from advisor.plan.comparison import Line

DEFAULT_NAME = "bot-plan"


class FileDesk:
    """A desk over real files."""

    def __init__(self, shelf: Shelf) -> None:
        """Take the packs."""
        self._shelf = shelf
        self._held: dict[str, bytes] = {}
        """What each plan's file held when it was read or written last."""
        self._recovery = Recovery()

    def fresh(self, plan: Plan | None = None) -> Session:
        """A session on a new plan, or on a plan that has no file yet."""
        assessor = self._shelf.latest() if plan is None else self._shelf.assessor(plan.policy)
        empty = new_plan(assessor.policy)
        return Session(
            assessor, empty if plan is None else replace(plan, policy_version=assessor.policy.version), empty
        )

    def policy(self, policy_id: str) -> Policy:
        """A policy by its id. Raises AdvisorError if there is no such policy, or its pack has problems."""
        return self._shelf.assessor(policy_id).policy

    def open(self, path: str) -> Opened:
        """Read a plan; what an earlier run left of it is offered if it is newer."""
        file = Path(path).expanduser()
        found = self._shelf.open(str(file))
        session = found.session
        self._held[path] = found.source.data if found.source else b""
        leftover, plan, lines = leftover_work(self._shelf, file, session.plan)
        return Opened(
            session,
            path,
            Recovered(plan, str(leftover.path)) if leftover and plan else None,
            lines if found.upgrade is None or found.upgrade.changes.older else (*lines, *news(found, shown(file))),
            found.upgrade,
        )

    def save(self, session: Session, path: str) -> str:
        """Save the plan; a file that this desk did not read is never written over."""
        file = Path(path).expanduser()
        self._held[path] = save_plan(file, session.plan, session.policy, self._held.get(path))
        self._recovery.forget(file)
        self._recovery.forget(None)
        return shown(file)

    def overwrite(self, session: Session, path: str) -> str:
        """Save over what is there: as changes to it if it is a plan, so that its comments stay; a copy is kept."""
        from advisor.plan.replaced import save_over

        file = Path(path).expanduser()
        self._held[path], kept = save_over(file, session.plan, session.policy, self._held.get(path))
        self._recovery.forget(file)
        self._recovery.forget(None)
        return f"{shown(file)}; what it held is in {shown(kept)}" if kept else shown(file)

    def difference(self, session: Session, path: str) -> "tuple[Line, ...]":
        """The lines of the file that saving would change."""
        from advisor.plan.replaced import difference

        return difference(Path(path).expanduser(), session.plan, session.policy, self._held.get(path))

    def suggest(self, session: Session, path: str, ending: str) -> str:
        """A path beside the plan's, or one by its name."""
        if path:
            return path if ending == Path(path).suffix else f"{Path(path).with_suffix('')}{ending}"
        words = "".join(c if c.isalnum() else " " for c in session.plan.name.casefold()).split()
        return f"{'-'.join(words) or DEFAULT_NAME}{ending}"

    def keep(self, session: Session, path: str) -> None:
        """Keep unsaved work."""
        self._recovery.keep(_file(path), session.plan, session.policy)

    def forget(self, path: str) -> None:
        """Drop what this run keeps."""
        self._recovery.forget(_file(path))

    def recovered(self) -> tuple[Recovered | None, tuple[str, ...]]:
        """Work on a plan that has no file yet."""
        leftover, plan, lines = leftover_work(self._shelf, None, new_plan(self.fresh().policy))
        return Recovered(plan, str(leftover.path)) if leftover and plan else None, lines

    def discard(self, recovered: Recovered) -> None:
        """Drop what an earlier run left behind."""
        Leftover(Path(recovered.key)).remove()

    def left(self, session: Session, path: str) -> None:
        """Note that a plan was worked on."""
        with suppress(AdvisorError):
            verdict = session.assessment.verdict.value
            remember(Remembered(Path(path).expanduser(), session.plan.name, session.policy.id, verdict))

    def render(self, session: Session, kind: Format, path: str) -> str:
        """The checklist as it would be written to the path."""
        from advisor.cli.export import Target
        from advisor.report.judged import render

        text = render(judged(session, None), kind.value)
        file = Path(path).expanduser() if path else None
        if file is None or not file.is_file():
            return text
        return Target.of(file, force=False).text(text, markdown=kind is Format.MARKDOWN)

    def export(self, session: Session, kind: Format, path: str) -> str:
        """Write the checklist; over an existing one, with its ticks and lines kept."""
        from advisor.cli.export import Target
        from advisor.report.judged import render

        file = Path(path).expanduser()
        text = render(judged(session, None), kind.value)
        return Target.of(file, force=False).replace(text, markdown=kind is Format.MARKDOWN)

    def edit(self, path: str) -> None:
        """Run the person's editor and wait."""
        import shlex
        import subprocess

        command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        try:
            subprocess.run([*shlex.split(command), str(_file(path))], check=False)  # noqa: S603 - the person's own editor
        except (OSError, ValueError) as error:
            raise fail(f"the editor {command!r} did not start", "set EDITOR to one that does", Place(path)) from error


def _file(path: str) -> Path | None:
    return Path(path).expanduser() if path else None
