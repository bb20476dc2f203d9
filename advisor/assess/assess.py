"""From a case to its assessment, exactly.

Each rule is settled alone, from the few answers it asks for; a part's verdict is settled over all its rules together,
because rules that are each open can still agree on what the part comes to.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.compiled import NOT_COVERED_ALONE, CompiledPolicy, weight
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import (
    Assessment,
    Finding,
    Given,
    Outcome,
    PartAssessment,
    Severity,
    Status,
)
from advisor.policy.model import Policy, Rule

STATUS_ORDER = {status: number for number, status in enumerate(Status)}
ANYTHING_COVERED = sum(1 << severity for severity in Severity if severity is not Severity.NOT_COVERED)
MEMO_SIZE = 50_000


class Assessor:
    """Assesses cases under one policy; a rule met with the same answers before is not worked out again."""

    def __init__(self, policy: Policy) -> None:
        """Compile the policy."""
        self.policy = policy
        self.compiled = CompiledPolicy(policy)
        self._settled: dict[tuple[object, ...], _Settled] = {}

    def assess(self, case: Case) -> Assessment:
        """Every finding and verdict of a case."""
        scratch = Diagram(self.compiled.diagram.sizes)
        parts: list[PartAssessment] = []
        whole = scratch.terminal(NOT_COVERED_ALONE if case.uses else ANYTHING_COVERED)
        for part in case.parts:
            judged, verdicts = self._part(scratch, part, case.bot.answers)
            parts.append(judged)
            # Limits that the bot as a whole keeps permit nothing by themselves.
            share = scratch.copy(scratch, verdicts, {}, _permits_nothing) if part.activity is None else verdicts
            share = scratch.collapse(share, self.compiled.first_use_variable, _union)
            whole = scratch.apply(_worse, whole, share)
        return Assessment(outcome(_union(scratch.values(whole))), tuple(parts))

    def assess_part(self, case: Case, part_id: str) -> PartAssessment:
        """The assessment of one part of a case. Raises KeyError."""
        for part in case.parts:
            if part.id == part_id:
                return self._part(Diagram(self.compiled.diagram.sizes), part, case.bot.answers)[0]
        raise KeyError(part_id)

    def _part(self, scratch: Diagram, part: CasePart, about_bot: Mapping[str, Answer]) -> tuple[PartAssessment, Node]:
        """The assessment of a part, and its sets of severities over its open questions."""
        answers = {**about_bot, **part.answers}
        findings = tuple(self._finding(rule, part, answers) for rule in self.policy.rules_for(part.activity))
        verdicts = self._verdicts(scratch, part, answers, findings)
        possible = outcome(_union(scratch.values(verdicts)))
        decides = self.compiled.questions(scratch.support(verdicts))
        return PartAssessment(part.id, part.title, part.activity, possible, findings, decides), verdicts

    def _finding(self, rule: Rule, part: CasePart, answers: Mapping[str, Answer]) -> Finding:
        settled = self._settle(rule, answers)
        status, possible = settled.status, settled.possible
        if rule.id in part.ticked:
            status = _ticked(status)
            possible = tuple(sorted(map(_ticked, possible), key=STATUS_ORDER.__getitem__))
        return Finding(part.id, rule, status, settled.because, settled.open, possible)

    def _settle(self, rule: Rule, answers: Mapping[str, Answer]) -> "_Settled":
        asks = self.compiled.asks[rule.id]
        key = (rule.id, *[answers.get(question) for question in asks])
        found = self._settled.get(key)
        if found is None:
            if len(self._settled) > MEMO_SIZE:
                self._settled.clear()
            found = self._settled[key] = _Settled.of(self.compiled, rule, asks, answers)
        return found

    def _verdicts(
        self, scratch: Diagram, part: CasePart, answers: Mapping[str, Answer], findings: Iterable[Finding]
    ) -> Node:
        """The sets of severities (as bits) of a part, over its open questions."""
        known = 1 << self.compiled.base[part.activity]
        total = scratch.terminal(NOT_COVERED_ALONE)
        for finding in findings:
            rule = finding.rule
            ticked = rule.id in part.ticked
            if finding.status is not Status.OPEN:
                known = combine(known, weight(rule, finding.status, ticked=ticked))
                continue
            fixed = self.compiled.encode(answers, self.compiled.asks[rule.id])

            def severities(status: object, rule: Rule = rule, *, ticked: bool = ticked) -> int:
                return weight(rule, cast(Status, status), ticked=ticked)

            rest = self.compiled.diagram.copy(scratch, self.compiled.status[rule.id], fixed, severities)
            total = scratch.apply(_worse, total, rest)
        return scratch.apply(_worse, total, scratch.terminal(known))


class _Settled:
    """A rule with some answers: its status, why, and what is open."""

    __slots__ = ("because", "open", "possible", "status")

    def __init__(
        self, status: Status, because: tuple[Given, ...], still_open: tuple[str, ...], possible: tuple[Status, ...]
    ) -> None:
        self.status = status
        self.because = because
        self.open = still_open
        self.possible = possible

    @classmethod
    def of(
        cls, compiled: CompiledPolicy, rule: Rule, asks: tuple[str, ...], answers: Mapping[str, Answer]
    ) -> "_Settled":
        diagram, root = compiled.diagram, compiled.status[rule.id]
        fixed = compiled.encode(answers, asks)
        values = cast(frozenset[Status], diagram.values_under(root, fixed))
        if len(values) > 1:
            scratch = Diagram(diagram.sizes)
            rest = diagram.copy(scratch, root, fixed)
            possible = tuple(sorted(values, key=STATUS_ORDER.__getitem__))
            return cls(Status.OPEN, (), compiled.questions(scratch.support(rest)), possible)
        needed = [question for question in asks if question in answers]
        for question in reversed(needed.copy()):
            fewer = [other for other in needed if other != question]
            if len(diagram.values_under(root, compiled.encode(answers, fewer))) == 1:
                needed = fewer
        (status,) = values
        return cls(status, tuple(Given(question, answers[question]) for question in needed), (), ())


@cache
def combine(left: int, right: int) -> int:
    """The severities of a whole, as bits, from those of two parts that vary independently: each pair's maximum."""
    found = 0
    for a in Severity:
        for b in Severity:
            if left >> a & 1 and right >> b & 1:
                found |= 1 << max(a, b)
    return found


def outcome(severities: int) -> Outcome:
    """The outcome for a set of severities given as bits."""
    return Outcome(tuple(severity.verdict for severity in Severity if severities >> severity & 1))


def _ticked(status: Status) -> Status:
    """What a tick makes of a status: it counts where a safeguard is required, and nowhere else."""
    return Status.TICKED if status in (Status.REQUIRED, Status.APPROVAL) else status


def _worse(left: object, right: object) -> int:
    return combine(cast(int, left), cast(int, right))


def _union(values: Iterable[object]) -> int:
    found = 0
    for value in values:
        found |= cast(int, value)
    return found


def _permits_nothing(value: object) -> int:
    severities = cast(int, value)
    permitted = 1 << Severity.PERMITTED
    return severities & ~permitted | NOT_COVERED_ALONE if severities & permitted else severities
