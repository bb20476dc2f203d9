"""Which mutants of a pack its examples notice.

An example notices a mutant if anything it expects comes out otherwise: the plan's verdict, a part's, or the status of
a rule. What it says nothing about, it does not notice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.assess.assess import Assessor
from advisor.assess.case import Case
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


def fates(policy: Policy, examples: Sequence[Example]) -> Iterator[Fate]:
    """What becomes of every mutant of the policy."""
    compiled = Assessor(policy).compiled
    cases = [(example, example.plan.case(policy)) for example in examples]
    for mutant in mutants(policy):
        if same_meaning(policy, mutant, compiled):
            yield Fate(mutant, same=True)
            continue
        assessor = Assessor(mutant.policy(policy))
        noticed = next((example.id for example, case in cases if notices(assessor, example, case)), "")
        yield Fate(mutant, noticed)


def notices(assessor: Assessor, example: Example, case: Case) -> bool:
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
    return False
