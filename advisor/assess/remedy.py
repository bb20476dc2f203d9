"""The smallest change of answers that lifts a prohibition and breaks nothing else.

Answers that cannot stand together without a prohibition form a core, and any remedy changes an answer of every core. So
the fewest changes are a smallest set that hits all cores; cores are found one by one, whenever a set that hits those
known so far is not enough (Davies and Bacchus, "Solving MAXSAT by Solving a Sequence of Simpler SAT Instances", 2011).
Of the ways to change those answers, certain ones come before doubtful ones, then those that differ least.
"""

from collections.abc import Iterator
from itertools import islice

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.finding import Assessment, Outcome, Verdict
from advisor.assess.interview import with_answer
from advisor.policy.model import Policy
from advisor.values import dataclass

TRIED = 32
"""How many equally short ways are compared to find the best of them."""
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


def _for_part(assessor: Assessor, case: Case, assessment: Assessment, part: CasePart) -> Iterator[Remedy]:
    from advisor.assess.repair import Repair  # most plans need none

    ways: list[tuple[tuple[int, ...], tuple[Change, ...]]] = []
    for answers in islice(Repair(assessor.compiled, case, assessment, part).fewest(), TRIED):
        changes = tuple(_change(case, part, question, answer) for question, answer in answers.items())
        doubtful = assessor.may_be_prohibited(apply_changes(case, changes), part.id)
        ways.append(((int(doubtful), *_difference(assessor.policy, changes)), changes))
    offered: list[tuple[Change, ...]] = []
    for _, changes in sorted(ways, key=lambda way: way[0]):
        if not any(_goes_beyond(changes, better) for better in offered):
            offered.append(changes)
    for changes in offered[:OFFERED]:
        yield Remedy(part.id, changes, assessor.assess_part(apply_changes(case, changes), part.id).outcome)
    if not ways:
        rest = Case(case.bot, tuple(use for use in case.uses if use.id != part.id))
        yield Remedy(part.id, (), assessor.assess(rest).outcome)


def _goes_beyond(changes: tuple[Change, ...], better: tuple[Change, ...]) -> bool:
    """Whether the changes are those of a better way, and further options beside that nothing calls for."""
    return [change.question for change in changes] == [change.question for change in better] and all(
        set(less.after) <= set(more.after) for less, more in zip(better, changes, strict=True)
    )


def _change(case: Case, part: CasePart, question: str, after: Answer) -> Change:
    place = case.bot if question in case.bot.answers else part
    return Change(place.id, question, place.answers[question], after)


def _difference(policy: Policy, changes: tuple[Change, ...]) -> Iterator[int]:
    """How much differs, then which options come in by the pack's order."""
    yield sum(len(set(change.before) ^ set(change.after)) for change in changes)
    for change in changes:
        for number, option in enumerate(policy.question(change.question).options):
            if option.id in change.after:
                yield number


def apply_changes(case: Case, changes: tuple[Change, ...]) -> Case:
    """The case after the changes."""
    for change in changes:
        case = with_answer(case, change.part, change.question, change.after)
    return case
