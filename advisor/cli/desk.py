"""The app's desk: reading, saving and remembering, by way of the modules that know files.

The app hands over paths as a person typed them, and is handed text and sessions; it never sees a file. What is needed to
write is imported when something is written, so that the app is there sooner.
"""

import json
import os
from contextlib import suppress
from functools import partial
from pathlib import Path

from advisor.cli.kept import example_titles
from advisor.cli.leftovers import leftover_work
from advisor.cli.plans import Shelf, judged, news
from advisor.plan.comparison import Line
from advisor.plan.file import new_plan, save_plan
from advisor.plan.model import Plan
from advisor.plan.recent import Recent as Remembered, recent_plans, remember
from advisor.plan.recovery import Leftover, Recovery
from advisor.plan.session import Session
from advisor.plan.state import made_folder, state_folder
from advisor.source.disk import read_bytes, shown
from advisor.source.error import AdvisorError, Place, fail
from advisor.source.replace import overwrite_bytes
from advisor.source.safe_text import quoted
from advisor.tui.desk import ExamplePlan, Format, Opened, Recent, Recovered, Settings, Start
from advisor.values import replace

SETTINGS_BYTES = 4096
DEFAULT_NAME = "bot-plan"


def start(plan: str | None, named: str | None) -> Start:
    """What the app starts with. Raises AdvisorError if the plan or its policy cannot be read."""
    desk = FileDesk(Shelf(named))
    opened = desk.open(plan) if plan else None
    policy = opened.session.policy if opened else desk.fresh().policy
    return Start(policy, desk, lambda: desk.examples(policy.id), opened)


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

    def difference(self, session: Session, path: str) -> tuple[Line, ...]:
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

    def recent(self) -> tuple[Recent, ...]:
        """The plans opened before."""
        with suppress(AdvisorError):
            return tuple(Recent(shown(plan.path), plan.name, plan.verdict) for plan in recent_plans())
        return ()

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

    def settings(self) -> Settings:
        """What was remembered; the defaults if it cannot be read."""
        try:
            data = json.loads(read_bytes(_settings_file(), SETTINGS_BYTES).decode())
            return Settings(str(data.get("theme", "")), data.get("hinted") is True)
        except (AdvisorError, ValueError, AttributeError, RecursionError):
            return Settings()

    def remember(self, settings: Settings) -> None:
        """Remember for the next run, if that can be done."""
        with suppress(AdvisorError):
            file = _settings_file()
            made_folder(file.parent)
            data = {"format": 1, "theme": settings.theme, "hinted": settings.hinted}
            overwrite_bytes(file, json.dumps(data, indent=1).encode())

    def examples(self, policy_id: str) -> tuple[ExamplePlan, ...]:
        """The worked plans of a pack, if all of them can be read."""
        with suppress(AdvisorError):
            titles = example_titles(self._shelf.pack(policy_id), self._shelf.assessor(policy_id).policy)
            return tuple(ExamplePlan(*title, partial(self._example, policy_id, title.id)) for title in titles)
        return ()

    def _example(self, policy_id: str, example_id: str) -> Plan:
        from advisor.plan.example import load_examples

        policy = self._shelf.assessor(policy_id).policy
        found = {example.id: example.plan for example in load_examples(self._shelf.pack(policy_id), policy)}
        if example_id not in found:
            raise fail(f"the example {quoted(example_id)} is no longer there", "start the program again")
        return found[example_id]


def _file(path: str) -> Path | None:
    return Path(path).expanduser() if path else None


def _settings_file() -> Path:
    return state_folder() / "settings.json"
