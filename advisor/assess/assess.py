"""From a case to its assessment, exactly.

Each rule is settled alone, from the few answers it asks for; a part's verdict is settled over all its rules together,
because rules that are each open can still agree on what the part comes to.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import Assessment, Finding, Given, PartAssessment, Status
from advisor.assess.severities import ANYTHING_COVERED, NOT_COVERED_ALONE, combine, harmless, outcome, weight
from advisor.assess.verdict import LARGEST, Share, Verdicts
from advisor.policy.model import Policy, Rule

STATUS_ORDER = {status: number for number, status in enumerate(Status)}
MEMO_SIZE = 50_000


class Assessor:
    """Assesses cases under one policy; a rule met with the same answers before is not worked out again."""

    def __init__(self, policy: Policy, largest: int = LARGEST) -> None:
        """Compile the policy. `largest` bounds the effort spent on joining rules before answers are searched for."""
        self.policy = policy
        self.compiled = CompiledPolicy(policy)
        self.verdicts = Verdicts(self.compiled, largest)
        self._settled: dict[tuple[object, ...], _Settled] = {}

    def assess(self, case: Case) -> Assessment:
        """Every finding and verdict of a case."""
        verdicts = self.verdicts.begin()
        judged = [self._part(verdicts, part, case.bot.answers) for part in case.parts]
        bot, *uses = (share for _, share in judged)
        whole = verdicts.of_plan(NOT_COVERED_ALONE if uses else ANYTHING_COVERED, bot, uses)
        return Assessment(outcome(whole), tuple(part for part, _ in judged))

    def assess_part(self, case: Case, part_id: str) -> PartAssessment:
        """The assessment of one part of a case. Raises KeyError."""
        for part in case.parts:
            if part.id == part_id:
                return self._part(self.verdicts.begin(), part, case.bot.answers)[0]
        raise KeyError(part_id)

    def _part(
        self, verdicts: Verdicts, part: CasePart, about_bot: Mapping[str, Answer]
    ) -> tuple[PartAssessment, Share]:
        answers = {**about_bot, **part.answers}
        findings = self._findings(part, answers)
        share = self._share(verdicts.store, part, answers, findings)
        possible, decides = verdicts.of_part(share)
        return PartAssessment(part.id, part.title, part.activity, outcome(possible), findings, decides), share

    def may_be_prohibited(self, case: Case, part_id: str) -> bool:
        """Whether some completion, or some reading of an unclear rule, prohibits the part; cheaper than assessing it."""
        (part,) = (part for part in case.parts if part.id == part_id)
        findings = self._findings(part, {**case.bot.answers, **part.answers})
        return not all(
            harmless(finding.rule, status, certainly=True)
            for finding in findings
            for status in finding.possible or (finding.status,)
        )

    def _findings(self, part: CasePart, answers: Mapping[str, Answer]) -> tuple[Finding, ...]:
        return tuple(self._finding(rule, part, answers) for rule in self.policy.rules_for(part.activity))

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

    def _share(
        self, store: Diagram, part: CasePart, answers: Mapping[str, Answer], findings: tuple[Finding, ...]
    ) -> Share:
        """What shapes the part's verdict; rules that are open without bearing on it are left out."""
        settled = 1 << self.compiled.base[part.activity]
        still_open: list[Node] = []
        for finding in findings:
            weigh = self._weigher(finding.rule, part)
            if finding.status is not Status.OPEN:
                settled = combine(settled, weigh(finding.status))
                continue
            node = self._weighed(store, finding.rule, answers, weigh)
            if store.is_terminal(node):
                settled = combine(settled, cast(int, store.value(node)))
            else:
                still_open.append(node)
        return Share(settled, tuple(still_open))

    def _weigher(self, rule: Rule, part: CasePart) -> Callable[[object], int]:
        """From a status of the rule to the severities that it gives the part."""
        ticked, covers = rule.id in part.ticked, self.compiled.covers(rule, part.activity)
        return lambda status: weight(rule, cast(Status, status), ticked=ticked, covers=covers)

    def _weighed(
        self, store: Diagram, rule: Rule, answers: Mapping[str, Answer], weigh: Callable[[object], int]
    ) -> Node:
        """The severities that an open rule gives, by the answers still to come."""
        fixed = self.compiled.encode(answers, self.compiled.asks[rule.id])
        return self.compiled.diagram.copy(store, self.compiled.status[rule.id], fixed, weigh)


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
        return cls(status, tuple(_deciding(compiled, root, {q: answers[q] for q in needed})), (), ())


def _deciding(compiled: CompiledPolicy, root: Node, answers: Mapping[str, Answer]) -> Iterator[Given]:
    """The answers, each with those of its chosen options that decide; all of them where one that was not chosen does."""
    fixed = compiled.encode(answers, answers)
    for question, answer in answers.items():
        block = compiled.blocks[question]
        chosen = [v for v in block.variables if fixed[v]]
        if not block.question.several or len(chosen) < 2:
            yield Given(question, answer, answer)
            continue
        rest = {v: value for v, value in fixed.items() if v not in block.variables}
        if len(compiled.diagram.values_under(root, {**rest, **dict.fromkeys(chosen, 1)})) > 1:
            yield Given(question, answer, answer)
            continue
        for variable in reversed(chosen.copy()):
            fewer = [other for other in chosen if other != variable]
            if len(compiled.diagram.values_under(root, {**rest, **dict.fromkeys(fewer, 1)})) == 1:
                chosen = fewer
        fixed = {**rest, **dict.fromkeys(chosen, 1)}
        deciding = {block.names[block.variables.index(v)] for v in chosen}
        yield Given(question, answer, tuple(option for option in answer if option in deciding))


def _ticked(status: Status) -> Status:
    """What a tick makes of a status: it counts where a safeguard is required, and nowhere else."""
    return Status.TICKED if status in (Status.REQUIRED, Status.APPROVAL) else status
