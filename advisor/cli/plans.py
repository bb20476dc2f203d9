"""From what stands on a command line to a session: the plan read, its policy found and compiled once."""

import sys
from pathlib import Path

from advisor.assess.assess import Assessor
from advisor.cli.kept import assessor_of
from advisor.plan.changes import Changes
from advisor.plan.file import STDIN, PlanSource, canonical_sha256, new_plan, open_plan
from advisor.plan.session import Session
from advisor.policy.installed import find_pack, pack_folders
from advisor.policy.model import Policy
from advisor.report.judged import Judged
from advisor.source.error import Place, fail
from advisor.source.safe_text import quoted
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Opened:
    """A session on a plan that was read, and what it was read from."""

    session: Session
    source: PlanSource


class Shelf:
    """The packs a command may use; each is read and compiled when first needed."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the packs in a folder, or that folder as the one pack; by default the program's own."""
        self.folder = folder
        self._assessors: dict[Path, Assessor] = {}
        self._by_id: dict[str, Assessor] = {}

    def assessor(self, policy_id: str, place: Place | None = None) -> Assessor:
        """The assessor of a policy. Raises AdvisorError if there is no such policy, or its pack has problems."""
        if policy_id not in self._by_id:
            self._by_id[policy_id] = self._load(find_pack(policy_id, self.folder, place))
        return self._by_id[policy_id]

    def latest(self) -> Assessor:
        """The assessor of the policy with the latest date."""
        folders = pack_folders(self.folder)
        if not folders:
            raise fail("there is no policy", "name a folder that holds a pack with --pack")
        return max((self._load(path) for path in folders), key=lambda found: (found.policy.date, found.policy.id))

    def open(self, path: str, policy_id: str | None = None) -> Opened:
        """Read a plan. Raises AdvisorError, also if it is for another policy than the one that is asked for."""
        if path == STDIN and sys.stdin is None:
            raise fail("standard input is closed", "name a file", Place(STDIN))
        return self.open_source(open_plan(Path(path)), policy_id)

    def open_source(self, source: PlanSource, policy_id: str | None = None) -> Opened:
        """Hold a plan that was read against its policy. Raises AdvisorError as `open` does."""
        if policy_id not in (None, source.policy):
            what = f"the plan is for the policy {quoted(source.policy)}, not {quoted(policy_id or '')}"
            raise fail(what, "leave --policy out", source.policy_place)
        assessor = self.assessor(source.policy, source.policy_place)
        plan = source.plan(assessor.policy)
        return Opened(Session(assessor, plan, plan), source)

    def new(self, policy_id: str | None) -> Session:
        """A session on an empty plan."""
        assessor = self.assessor(policy_id, Place("--policy")) if policy_id else self.latest()
        return Session(assessor, new_plan(assessor.policy))

    def session(self, path: str | None, policy_id: str | None) -> Session:
        """The session on a plan file, or on an empty plan without one."""
        return self.new(policy_id) if path is None else self.open(path, policy_id).session

    def _load(self, folder: Path) -> Assessor:
        if folder not in self._assessors:
            self._assessors[folder] = assessor_of(folder)
        return self._assessors[folder]


def news(changes: Changes, policy: Policy) -> str:
    """What a newer or older pack means for a plan, in a line."""
    if changes.newer:
        return f"The plan was made with pack version {changes.since}, newer than this one ({policy.version})."
    if changes.unknown:
        return f"The plan names {quoted(changes.since)}, which is no version; this pack has version {policy.version}."
    rules = ", ".join([*(rule.id for rule in changes.rules), *changes.removed])
    return f"The plan was made with pack version {changes.since}; changed since, up to {policy.version}: {rules}."


def judged(session: Session, path: str | None, line: int | None = None, *, remedied: bool = True) -> Judged:
    """All that follows from the session's plan, for the formats."""
    return Judged.of(session, path, canonical_sha256(session.plan), line, remedied=remedied)
