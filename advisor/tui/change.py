"""What one step changed: the difference of two assessments, in the order in which it matters to a person."""

from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest

from advisor.assess.finding import Finding, Outcome, Status
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.policy.model import BOT
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """From one session to the next. Findings are those of the later session, save `lifted` and `dropped`."""

    did: str
    before: Outcome
    after: Outcome
    parts: tuple[str, ...] = ()
    """The parts whose outcome is another, or that are new."""
    turned: tuple[Finding, ...] = ()
    """Findings that prohibit and did not before."""
    lifted: tuple[Finding, ...] = ()
    """Findings that prohibited and no longer do."""
    appeared: tuple[Finding, ...] = ()
    """Safeguards and approvals that now wait for a tick."""
    dropped: tuple[Finding, ...] = ()
    """Safeguards and approvals that no longer do, ticked ones included."""
    vague: tuple[Finding, ...] = ()
    """Findings that the policy leaves unclear and did not before."""
    cleared: tuple[Finding, ...] = ()
    """Findings that it no longer leaves unclear."""
    asked: int = 0
    """How many questions matter now and did not before."""
    needless: int = 0
    """How many questions no longer matter, those just answered aside."""

    @property
    def marks(self) -> frozenset[tuple[str, str]]:
        """The (part, rule) pairs that a screen marks as changed."""
        return frozenset((finding.part, finding.rule.id) for finding in (*self.turned, *self.appeared, *self.vague))

    @property
    def nothing(self) -> bool:
        """Whether the step changed nothing that is judged."""
        lists = (self.parts, self.turned, self.lifted, self.appeared, self.dropped, self.vague, self.cleared)
        return not any(lists) and self.before == self.after and not self.asked and not self.needless


def difference(old: Session, new: Session, did: str) -> Difference:
    """What changed from the old session to the new."""
    outcomes = {part.id: part.outcome for part in old.assessment.parts}
    changed = tuple(part.id for part in new.assessment.parts if outcomes.get(part.id) != part.outcome)
    found = _not_in(old, new), _not_in(new, old)
    blocked, blocks = (_where(findings, lambda one: one.blocks) for findings in found)
    waited, waits = (_where(findings, lambda one: one.to_do) for findings in found)
    unclear, is_unclear = (_where(findings, lambda one: one.status is Status.UNCLEAR) for findings in found)
    mattered = {(asked.part, asked.question.id) for asked in old.still_matters()}
    matters = {(asked.part, asked.question.id) for asked in new.still_matters()}
    answered = {(part.id, question) for part in new.plan.parts for question in part.answered()}
    return Difference(
        did,
        old.assessment.outcome,
        new.assessment.outcome,
        changed,
        _only(blocks, blocked),
        _only(blocked, blocks),
        _only(waits, waited),
        _only(waited, waits),
        _only(is_unclear, unclear),
        _only(unclear, is_unclear),
        len(matters - mattered),
        len(mattered - matters - answered),
    )


def step_taken(old: Session, new: Session) -> str:
    """The words for the step from one session to the next, undone and redone ones included."""
    if len(new.past) < len(old.past) and new.future:
        return f"Undone: {new.future[0].did}"
    if len(new.past) <= len(old.past):
        return ""
    did = new.past[-1].did
    redone = old.future and old.future[0].plan == new.plan and old.future[1:] == new.future
    return f"Done again: {did}" if redone else did


@dataclass(frozen=True, slots=True)
class Touched:
    """Where a step took place: in a part, at a question or a rule's tick; at neither if the whole use is new."""

    part: str
    question: str = ""
    rule: str = ""


def touched(before: Plan, after: Plan) -> Touched | None:
    """The first place in which two plans differ, as far as the later one still has it."""
    parts = {part.id: part for part in before.parts}
    for part in after.parts:
        old = parts.get(part.id)
        if old is None:
            return Touched(part.id)
        question = _first_changed(old.answers, part.answers)
        rule = _first_changed(old.safeguards, part.safeguards)
        if question or rule:
            return Touched(part.id, question, "" if question else rule)
    key = _first_changed(before.notes, after.notes)
    part_id, _, question = key.rpartition(".")
    return Touched(part_id or BOT, question) if key else None


def _first_changed(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    return next((key for key in (*after, *before) if before.get(key) != after.get(key)), "")


_Findings = dict[tuple[str, str], Finding]


def _not_in(session: Session, other: Session) -> list[Finding]:
    """The findings of a session that the other one does not have: what the same answers settle is the same object."""
    there = {part.id: part.settled for part in other.assessment.parts}
    return [
        Finding(part.id, *one)
        for part in session.assessment.parts
        for one, its in zip_longest(part.settled, there.get(part.id, ())[: len(part.settled)])
        if one is not its
    ]


def _where(findings: Iterable[Finding], wanted: Callable[[Finding], bool]) -> _Findings:
    return {(finding.part, finding.rule.id): finding for finding in findings if wanted(finding)}


def _only(these: _Findings, those: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    others = set(those)
    return tuple(finding for key, finding in these.items() if key not in others)
