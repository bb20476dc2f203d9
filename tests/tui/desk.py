"""A desk made of dictionaries: what the app does with files, without a file."""

from dataclasses import dataclass, field

from advisor.assess.assess import Assessor
from advisor.plan.comparison import Line, compared
from advisor.plan.file import canonical_sha256, new_plan, plan_source
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.plan.text import plan_text
from advisor.report.judged import Judged, render
from advisor.source.error import ConflictError, Problem, fail
from advisor.tui.desk import ExamplePlan, Format, Opened, Recent, Recovered, Settings, Start


@dataclass
class MemoryDesk:
    """Keeps plans as the text they would be saved as, so that reopening is honest."""

    assessor: Assessor
    files: dict[str, str] = field(default_factory=dict)
    exports: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Plan] = field(default_factory=dict)
    left_behind: dict[str, Plan] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    copies: list[str] = field(default_factory=list)
    plans: list[Recent] = field(default_factory=list)
    remembered: Settings = field(default_factory=lambda: Settings(hinted=True))
    full: bool = False
    edited: str = ""
    edits: dict[str, str] = field(default_factory=dict)

    def fresh(self, plan: Plan | None = None) -> Session:
        empty = new_plan(self.assessor.policy)
        return Session(self.assessor, plan or empty, empty)

    def open(self, path: str) -> Opened:
        if path not in self.files:
            raise fail(f"{path}: there is no such file")
        plan, upgrade = plan_source(self.files[path].encode(), path).opened(self.assessor.policy)
        self.held[path] = self.files[path]
        left = self.left_behind.get(path)
        session = Session(self.assessor, plan, None if upgrade.changes.older else plan)
        return Opened(session, path, Recovered(left, path) if left else None, upgrade=upgrade or None)

    def save(self, session: Session, path: str) -> str:
        if self.full:
            raise fail(f"{path}: the disk is full")
        if self.files.get(path) != self.held.get(path):
            raise ConflictError(Problem(None, f"{path}: changed"), gone=path not in self.files)
        return self._write(session, path)

    def overwrite(self, session: Session, path: str) -> str:
        self.copies.append(self.files.get(path, ""))
        return self._write(session, path)

    def difference(self, session: Session, path: str) -> tuple[Line, ...]:
        return compared(self.files[path].encode(), plan_text(session.plan, session.policy).encode())

    def _write(self, session: Session, path: str) -> str:
        self.files[path] = self.held[path] = plan_text(session.plan, session.policy)
        self.kept.pop(path, None)
        self.kept.pop("", None)
        return path

    def suggest(self, session: Session, path: str, ending: str) -> str:  # noqa: ARG002 - the shape of a desk
        return f"plan{ending}"

    def keep(self, session: Session, path: str) -> None:
        self.kept[path] = session.plan

    def forget(self, path: str) -> None:
        self.kept.pop(path, None)

    def recovered(self) -> tuple[Recovered | None, tuple[str, ...]]:
        left = self.left_behind.get("")
        return (Recovered(left, "") if left else None), ()

    def discard(self, recovered: Recovered) -> None:
        del self.left_behind[recovered.key]

    def die(self) -> None:
        """What a run that ends badly leaves: all it kept."""
        self.left_behind, self.kept = self.kept, {}

    def recent(self) -> tuple[Recent, ...]:
        return tuple(self.plans)

    def left(self, session: Session, path: str) -> None:
        others = [plan for plan in self.plans if plan.path != path]
        self.plans = [Recent(path, session.plan.name, session.assessment.verdict.value), *others]

    def render(self, session: Session, kind: Format, path: str) -> str:  # noqa: ARG002 - the shape of a desk
        return render(Judged.of(session, None, canonical_sha256(session.plan)), kind.value)

    def export(self, session: Session, kind: Format, path: str) -> str:
        self.exports[path] = self.render(session, kind, path)
        return f"{path} written."

    def edit(self, path: str) -> None:
        self.edited = path
        self.files[path] = self.edits.get(path, self.files[path])

    def settings(self) -> Settings:
        return self.remembered

    def remember(self, settings: Settings) -> None:
        self.remembered = settings


def start(desk: MemoryDesk, *, path: str = "", examples: tuple[ExamplePlan, ...] = ()) -> Start:
    """What the command line would hand over for a plan, or for none."""
    policy = desk.assessor.policy
    return Start(policy, desk, lambda: policy, lambda: desk, lambda: examples, desk.open(path) if path else None)
