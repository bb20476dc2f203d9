"""What the engine answers: statuses, verdicts, findings and the assessment that holds them."""

from collections.abc import Iterator
from enum import Enum, IntEnum

from advisor.assess.case import Answer
from advisor.policy.model import Force, Rule
from advisor.typed import NamedTuple


class Status(Enum):
    """What a rule comes to for a part."""

    VIOLATED = "violated"
    CLEAR = "clear"
    REQUIRED = "required"
    MET = "met"
    TICKED = "ticked"
    BROKEN = "broken"
    APPROVAL = "approval"
    GRANTED = "granted"
    NOT_GRANTED = "not granted"
    ADVICE = "advice"
    NOTE = "note"
    UNCLEAR = "unclear"
    OPEN = "open"
    DOES_NOT_APPLY = "does not apply"


STATUS_ORDER = {status: number for number, status in enumerate(Status)}


class Verdict(Enum):
    """What a part or a plan comes to."""

    PROHIBITED = "prohibited"
    NEEDS_APPROVAL = "needs approval"
    SAFEGUARDS_MISSING = "safeguards missing"
    PERMITTED = "permitted"
    NOT_COVERED = "not covered"
    UNDECIDED = "undecided"


class Severity(IntEnum):
    """The definite verdicts from harmless to worst, so that a whole is the maximum of its parts."""

    NOT_COVERED = 0
    PERMITTED = 1
    SAFEGUARDS_MISSING = 2
    NEEDS_APPROVAL = 3
    PROHIBITED = 4

    @property
    def verdict(self) -> Verdict:
        """The verdict of that severity."""
        return Verdict[self.name]


class Given(NamedTuple):
    """An answer that was given to a question, and the chosen options that decide.

    Where an option that was not chosen matters as well, all chosen ones are named.
    """

    question: str
    answer: Answer
    deciding: Answer


class Settled(NamedTuple):
    """What one rule comes to under some answers, whichever part they are about.

    `because` is a set of given answers that suffices for the status and from which none can be left out; `open` are
    exactly the questions that can still change the status (it is then OPEN, and `because` is empty).
    """

    rule: Rule
    status: Status
    because: tuple[Given, ...] = ()
    open: tuple[str, ...] = ()
    possible: tuple[Status, ...] = ()
    """Of an open rule, the statuses still possible, in the order of `Status`."""


class Finding(NamedTuple):
    """One rule applied to one part: what it comes to there, as in `Settled`."""

    part: str
    rule: Rule
    status: Status
    because: tuple[Given, ...] = ()
    open: tuple[str, ...] = ()
    possible: tuple[Status, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the finding alone makes its part prohibited."""
        return self.status is Status.VIOLATED or (self.status is Status.BROKEN and self.rule.force is Force.MUST)

    @property
    def to_do(self) -> bool:
        """Whether a `must` or an approval waits for a tick."""
        return self.status is Status.APPROVAL or (self.status is Status.REQUIRED and self.rule.force is Force.MUST)


class Outcome(NamedTuple):
    """A verdict over every completion of the open questions."""

    possible: tuple[Verdict, ...]
    """Best first; a definite outcome has one."""

    @property
    def verdict(self) -> Verdict:
        """What all completions agree on, else undecided."""
        return self.possible[0] if len(self.possible) == 1 else Verdict.UNDECIDED

    @property
    def best(self) -> Verdict:
        """The best verdict still possible."""
        return self.possible[0]

    @property
    def worst(self) -> Verdict:
        """The worst verdict still possible."""
        return self.possible[-1]


class PartAssessment(NamedTuple):
    """The outcome of one part, with what each rule comes to, in the pack's order."""

    id: str
    title: str
    activity: str | None
    outcome: Outcome
    settled: tuple[Settled, ...]
    decides: tuple[str, ...] = ()
    """The open questions on which the part's verdict depends."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The same as findings about the part."""
        part = self.id
        return tuple([Finding(part, *settled) for settled in self.settled])

    @property
    def verdict(self) -> Verdict:
        """What all completions agree on, else undecided."""
        return self.outcome.verdict


class Assessment(NamedTuple):
    """Everything that follows from a case, remedies aside."""

    outcome: Outcome
    parts: tuple[PartAssessment, ...]

    @property
    def verdict(self) -> Verdict:
        """The plan's verdict: the worst of its parts'."""
        return self.outcome.verdict

    @property
    def findings(self) -> Iterator[Finding]:
        """Every finding, part by part."""
        for part in self.parts:
            yield from part.findings

    def part(self, part_id: str) -> PartAssessment:
        """The assessment of that part. Raises KeyError."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)

    def finding(self, part_id: str, rule_id: str) -> Finding | None:
        """The finding of that rule for that part, if it concerns the part."""
        return next((finding for finding in self.part(part_id).findings if finding.rule.id == rule_id), None)
