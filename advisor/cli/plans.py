"""From what stands on a command line to a session: the plan read, its policy found and compiled once."""

import sys
from collections.abc import Iterator

from advisor.assess.assess import Assessor
from advisor.cli.kept import assessor_of
from advisor.cli.packs import Packs
from advisor.plan.file import STDIN, PlanSource, canonical_sha256, new_plan, open_plan
from advisor.plan.session import Session
from advisor.plan.upgrade import Upgrade, told
from advisor.report.judged import Judged
from advisor.source.error import Place, fail
from advisor.source.safe_text import quoted
from advisor.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Opened:
    """A session on a plan, what it was read from (None for an empty plan), and what another pack means for it."""

    session: Session
    source: PlanSource | None = None
    upgrade: Upgrade | None = None


class Shelf(Packs):
    """The packs a command may use; each is read and compiled when first needed."""

    def __init__(self, named: str | None = None) -> None:
        """Take what was named on the command line. Raises AdvisorError for an id that is none."""
        super().__init__(named)
        self._assessors: dict[str, Assessor] = {}
        self._by_id: dict[str, Assessor] = {}

    def assessor(self, policy_id: str, place: Place | None = None) -> Assessor:
        """The assessor of a policy. Raises AdvisorError if there is no such policy, or its pack has problems."""
        if policy_id not in self._by_id:
            self._by_id[policy_id] = self._load(self.pack(policy_id, place))
        return self._by_id[policy_id]

    def latest(self) -> Assessor:
        """The assessor of the policy with the latest date."""
        return max(
            (self._load(path) for path in self.folders()), key=lambda found: (found.policy.date, found.policy.id)
        )

    def open(self, path: str) -> Opened:
        """Read a plan. Raises AdvisorError, also if it is for another policy than was named."""
        if path == STDIN and sys.stdin is None:
            raise fail("standard input is closed", "name a file", Place(STDIN))
        return self.open_source(open_plan(path))

    def open_source(self, source: PlanSource) -> Opened:
        """Hold a plan that was read against its policy. Raises AdvisorError as `open` does."""
        assessor = self.assessor(source.policy, source.policy_place)
        plan, upgrade = source.opened(assessor.policy)
        saved = None if upgrade.changes.older else plan  # it is not what its file says any more
        return Opened(Session(assessor, plan, saved), source, upgrade or None)

    def new(self) -> Session:
        """A session on an empty plan, under the latest policy."""
        assessor = self.latest()
        return Session(assessor, new_plan(assessor.policy))

    def _load(self, folder: str) -> Assessor:
        if folder not in self._assessors:
            self._assessors[folder] = assessor_of(folder)
        return self._assessors[folder]


def news(opened: Opened, name: str) -> Iterator[str]:
    """What a newer or older pack means for the plan that messages call `name`, line by line."""
    if opened.upgrade is None:
        return
    changes, version = opened.upgrade.changes, opened.session.policy.version
    if changes.newer:
        yield f"{name}: The plan was made with pack version {changes.since}, newer than this one ({version})."
    elif changes.unknown:
        yield f"{name}: The plan names {quoted(changes.since)}, which is no version; this pack has version {version}."
    else:
        rules = ", ".join([*(rule.id for rule in changes.rules), *changes.removed]) or "no rule"
        yield f"{name}: The plan was made with pack version {changes.since}; changed since, up to {version}: {rules}."
        yield from (str(told(one, opened.session.policy)) for one in opened.upgrade.outdated)


def judged(
    session: Session,
    path: str | None,
    line: int | None = None,
    upgrade: Upgrade | None = None,
    *,
    remedied: bool = True,
) -> Judged:
    """All that follows from the session's plan, for the formats."""
    found = Judged.of(session, path, canonical_sha256(session.plan), line, remedied=remedied)
    return replace(found, upgrade=upgrade) if upgrade else found
