"""Which mutants of a pack its examples notice.

An example notices a mutant if anything it expects comes out otherwise: the plan's verdict, a part's, or the status of
a rule. What it says nothing about, it does not notice. Where it expects something of every rule judged for a part, one
more rule is noticed, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.assess.compiled import CompiledPolicy
from advisor.plan.example import Example
from advisor.policy.model import Policy
from tests.proof.mutants import Mutant, mutants, same_meaning


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant: the example that noticed it, or that it means the same; neither: it lives."""

    mutant: Mutant
    killed_by: str = ""
    same: bool = False

    @property
    def lives(self) -> bool:
        """Whether nothing noticed it."""
        return not self.killed_by and not self.same


def fates(policy: Policy, examples: Sequence[Example], share: int = 0, of: int = 1) -> Iterator[Fate]:
    """What becomes of every mutant of the policy, or of one share of them out of so many."""
    compiled = CompiledPolicy(policy)
    cases = [(example, example.plan.case(policy)) for example in examples]
    for mutant in islice(mutants(policy), share, None, of):
        if same_meaning(policy, mutant, compiled):
            yield Fate(mutant, same=True)
            continue
        assessor = Assessor(mutant.policy(policy))
        cases.sort(key=lambda each: -_expectations(each[0], mutant.rule))
        noticed = next((one.id for one, case in cases if notices(assessor, one, case, policy)), "")
        yield Fate(mutant, noticed)


def _expectations(example: Example, rule: str) -> int:
    """Of how many parts the example expects something of the rule: where to look first."""
    return sum(rule in expected for expected in example.findings.values())


def notices(assessor: Assessor, example: Example, case: Case, policy: Policy) -> bool:
    """Whether anything that the example expects comes out otherwise."""
    assessment = assessor.assess(case)
    if assessment.verdict is not example.verdict:
        return True
    if any(assessment.part(part).verdict is not verdict for part, verdict in example.parts.items()):
        return True
    for part, expected in example.findings.items():
        for rule, status in expected.items():
            finding = assessment.finding(part, rule)
            if finding is None or finding.status is not status:
                return True
        activity = example.plan.part(part).activity
        if len(expected) == len(policy.rules_for(activity)) != len(assessor.policy.rules_for(activity)):
            return True
    return False
