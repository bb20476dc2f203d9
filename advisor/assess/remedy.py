"""The smallest change of answers that lifts a prohibition and breaks nothing else.

Answers that cannot stand together without a prohibition form a core, and any remedy changes an answer of every core. So
the fewest changes are a smallest set that hits all cores; cores are found one by one, whenever a set that hits those
known so far is not enough (Davies and Bacchus, "Solving MAXSAT by Solving a Sequence of Simpler SAT Instances", 2011).
Of the ways to change those answers, the ones that differ least are offered.
"""

from dataclasses import dataclass
from itertools import islice

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.finding import Assessment, Outcome, Verdict
from advisor.assess.interview import with_answer
from advisor.assess.repair import Repair

TRIED = 32
"""How many equally short ways are assessed to find the best of them."""
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One answer replaced. `part` is where it was given: the bot, or the use the remedy is for."""

    part: str
    question: str
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes after which `part` is not prohibited. Without changes: only giving up the part helps."""

    part: str
    changes: tuple[Change, ...]
    outcome: Outcome
    """Of the part after the changes; of the rest of the plan when the part is given up."""

    @property
    def gives_up(self) -> bool:
        """Whether no change of answers helps."""
        return not self.changes


def remedies(assessor: Assessor, case: Case, assessment: Assessment) -> tuple[Remedy, ...]:
    """For each prohibited part, up to three smallest remedies, best first; re-assessed, every one."""
    found: list[Remedy] = []
    for part, judged in zip(case.parts, assessment.parts, strict=True):
        if judged.verdict is Verdict.PROHIBITED:
            found += _for_part(assessor, case, assessment, part)
    return tuple(found)


def _for_part(assessor: Assessor, case: Case, assessment: Assessment, part: CasePart) -> list[Remedy]:
    repair = Repair(assessor.compiled, case, assessment, part)
    candidates: list[tuple[tuple[int, ...], Remedy]] = []
    for answers in islice(repair.fewest(), TRIED):
        changes = tuple(_change(case, part, question, answer) for question, answer in answers.items())
        after = assessor.assess_part(apply_changes(case, changes), part.id)
        remedy = Remedy(part.id, changes, after.outcome)
        candidates.append((_rank(assessor, remedy), remedy))
    if candidates:
        return [remedy for _, remedy in sorted(candidates, key=lambda candidate: candidate[0])[:OFFERED]]
    rest = Case(case.bot, tuple(use for use in case.uses if use.id != part.id))
    return [Remedy(part.id, (), assessor.assess(rest).outcome)]


def _change(case: Case, part: CasePart, question: str, after: Answer) -> Change:
    place = case.bot if question in case.bot.answers else part
    return Change(place.id, question, place.answers[question], after)


def _rank(assessor: Assessor, remedy: Remedy) -> tuple[int, ...]:
    """Certain ways out before doubtful ones, then the least that differs, then the pack's order of options."""
    doubtful = int(remedy.outcome.worst is Verdict.PROHIBITED)
    flips = sum(len(set(change.before) ^ set(change.after)) for change in remedy.changes)
    names = {change.question: assessor.policy.question(change.question).options for change in remedy.changes}
    places = (
        number
        for change in remedy.changes
        for number, option in enumerate(names[change.question])
        if option.id in change.after
    )
    return (doubtful, flips, *places)


def apply_changes(case: Case, changes: tuple[Change, ...]) -> Case:
    """The case after the changes."""
    for change in changes:
        case = with_answer(case, change.part, change.question, change.after)
    return case
