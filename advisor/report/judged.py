"""What every format is given: a plan with all that follows from it.

A format is one module with `render(judged, *, everything) -> str`; `FORMATS` names them, and a module is imported when
it is asked for, so that a new format costs the others nothing.
"""

from collections.abc import Iterator
from importlib import import_module

from advisor.assess.finding import Assessment, Finding, Status
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.plan.upgrade import Upgrade
from advisor.policy.model import Policy
from advisor.typed import TYPE_CHECKING, Protocol, cast
from advisor.values import dataclass

if TYPE_CHECKING:
    from advisor.assess.remedy import Remedy

FORMATS = {
    "text": "advisor.report.text",
    "json": "advisor.report.json_object",
    "markdown": "advisor.report.markdown",
}
"""The formats of a judged plan, the default first."""
GATHERED = {
    "github": "advisor.report.plans_github",
    "sarif": "advisor.report.plans_sarif",
    "junit": "advisor.report.junit",
}
"""Those in which all plans make one document; see `advisor.report.gathered`."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan under a policy, assessed. `path` is the plan's file as it was given, None if it has none."""

    policy: Policy
    plan: Plan
    assessment: Assessment
    remedies: "tuple[Remedy, ...]"
    path: str | None
    sha256: str
    """Of the plan in its canonical form."""
    line: int | None = None
    """Of the file, where each of its lines is a plan."""
    upgrade: Upgrade | None = None
    """What another pack than the one that the plan was made with means for it."""

    @classmethod
    def of(
        cls, session: Session, path: str | None, sha256: str, line: int | None = None, *, remedied: bool = True
    ) -> "Judged":
        """What follows from the session's plan as it stands; remedies take longest, and are left out if not wanted."""
        found = session.remedies() if remedied else ()
        return cls(session.policy, session.plan, session.assessment, found, path, sha256, line)

    def findings(self, *, everything: bool) -> Iterator[Finding]:
        """The findings in the order of parts, then of the pack; those that do not apply only with `everything`."""
        for finding in self.assessment.findings:
            if everything or finding.status is not Status.DOES_NOT_APPLY:
                yield finding


def note_on(judged: Judged, finding: Finding) -> str:
    """What the person noted on the finding's line; empty if nothing."""
    tick = judged.plan.part(finding.part).safeguards.get(finding.rule.id)
    return tick.note if tick else ""


class Format(Protocol):
    """What a module named in `FORMATS` offers."""

    def render(self, judged: Judged, *, everything: bool) -> str:
        """The judged plan as text that ends with a line break."""


def render(judged: Judged, name: str, *, everything: bool = False) -> str:
    """A judged plan in the format of that name. Raises KeyError for a format that does not exist."""
    return cast(Format, import_module(FORMATS[name])).render(judged, everything=everything)
