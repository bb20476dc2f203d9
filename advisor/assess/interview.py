"""What still has to be asked, and why.

There is no routing: a question is asked of a part exactly while the status of some rule depends on it.
"""

from collections.abc import Iterator
from itertools import chain

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.finding import Assessment, Finding, Outcome, Status
from advisor.policy.model import BOT, Policy, Question, Rule
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a part."""

    part: str
    question: Question


def still_matters(policy: Policy, case: Case, assessment: Assessment) -> Iterator[Asked]:
    """Every question that some rule waits for, undecided ones included: the bot's, then each use's, in order."""
    waiting = {part.id: set(chain.from_iterable([one.open for one in part.settled])) for part in assessment.parts}
    anywhere = set().union(*waiting.values())
    for part in case.parts:
        wanted = anywhere if part.activity is None else waiting[part.id]
        for question in policy.questions_about(part.activity):
            if question.id in wanted:
                yield Asked(part.id, question)


def to_ask(policy: Policy, case: Case, assessment: Assessment) -> Iterator[Asked]:
    """Every question that still matters and was not left undecided on purpose."""
    undecided = {part.id: part.undecided for part in case.parts}
    for asked in still_matters(policy, case, assessment):
        if asked.question.id not in undecided[asked.part]:
            yield asked


def waiting_for(assessment: Assessment, part_id: str, question_id: str) -> Iterator[Rule]:
    """The rules whose status still depends on the question of that part, each once."""
    seen: set[str] = set()
    for part in assessment.parts:
        if part_id not in (BOT, part.id):
            continue
        for one in part.settled:
            if one.status is Status.OPEN and question_id in one.open and one.rule.id not in seen:
                seen.add(one.rule.id)
                yield one.rule


def rules_behind(assessment: Assessment, part_id: str, question_id: str) -> tuple[Rule, ...]:
    """The rules that wait for the answer; once it is given, the rules it helps to decide, prohibiting ones first."""
    waiting = tuple(waiting_for(assessment, part_id, question_id))
    if waiting:
        return waiting
    decided = [
        Finding(part.id, *one)
        for part in assessment.parts
        if part_id in (BOT, part.id)
        for one in part.settled
        if any(given.question == question_id for given in one.because)
    ]
    return tuple({one.rule.id: one.rule for one in sorted(decided, key=lambda finding: not finding.blocks)}.values())


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one answer to a question would make of its part and of the plan."""

    answer: Answer
    part: Outcome
    plan: Outcome


def what_if(assessor: Assessor, case: Case, part_id: str, question: Question) -> tuple[WhatIf, ...]:
    """The outcome under each option of the question, taken alone, in the options' order."""
    found = []
    for option in question.options:
        assessment = assessor.assess(with_answer(case, part_id, question.id, (option.id,)))
        found.append(WhatIf((option.id,), assessment.part(part_id).outcome, assessment.outcome))
    return tuple(found)


def with_answer(case: Case, part_id: str, question_id: str, answer: Answer) -> Case:
    """The case with one answer of one part changed."""

    def changed(part: CasePart) -> CasePart:
        if part.id != part_id:
            return part
        return CasePart(
            part.id,
            part.title,
            part.activity,
            {**part.answers, question_id: answer},
            part.ticked,
            part.undecided - {question_id},
        )

    return Case(changed(case.bot), tuple(changed(use) for use in case.uses))
