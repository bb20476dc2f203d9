"""The interview theorem: asking only what is open, in any order, ends where answering everything does.

On the way no question is asked that could not matter, and none that could is left out: both as a second, naive
evaluator sees it, wherever it can list the completions.
"""

from collections import Counter
from dataclasses import replace
from random import Random

from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.assess.finding import Assessment
from advisor.assess.interview import Asked, still_matters, with_answer
from advisor.policy.model import Policy
from tests.assess.agreement import facts
from tests.assess.naive import Naive, TooMany
from tests.strategies import random_plan


def walk(assessor: Assessor, naive: Naive, whole: Case, random: Random, counts: Counter[str]) -> None:
    """Answer a plan question by question as `whole` would, in a random order; fail where the theorem does not hold."""
    policy = assessor.policy
    answers = {part.id: part.answers for part in whole.parts}
    case = Case(replace(whole.bot, answers={}), tuple(replace(use, answers={}) for use in whole.uses))
    asked: list[tuple[str, str]] = []
    while matters := list(still_matters(policy, case, assessment := assessor.assess(case))):
        _compare_with_naive(naive, case, assessment, matters, counts)
        chosen = random.choice(matters)
        assert (chosen.part, chosen.question.id) not in asked, f"{chosen} is asked twice"
        asked.append((chosen.part, chosen.question.id))
        case = with_answer(case, chosen.part, chosen.question.id, answers[chosen.part][chosen.question.id])
    counts["walks"] += 1
    counts["questions asked"] += len(asked)
    counts["questions there are"] += sum(len(part.answers) for part in whole.parts)
    assert _gist(assessment) == _gist(assessor.assess(whole)), f"asked {asked}"


def _gist(assessment: Assessment) -> object:
    """Verdicts, and the status of every rule; not the because, which may rest on answers that were not asked for."""
    statuses = [(finding.part, finding.rule.id, finding.status) for finding in assessment.findings]
    return assessment.outcome, [part.outcome for part in assessment.parts], statuses


def _compare_with_naive(
    naive: Naive, case: Case, assessment: Assessment, matters: list[Asked], counts: Counter[str]
) -> None:
    """What still matters is what some rule depends on as the naive evaluator sees it; no more and no less."""
    about_bot = {question.id for question in naive.policy.questions if question.about_bot}
    parts = facts(case)
    wanted: set[tuple[str, str]] = set()
    for part in parts:
        for rule in naive.rules_of(part.activity):
            try:
                found = naive.judge_rule(rule, {**parts[0].answers, **part.answers}, ticked=False).open
            except TooMany:
                counts["rules looked at by diagram alone"] += 1
                finding = assessment.finding(part.id, rule.id)
                assert finding is not None
                found = frozenset(finding.open)
            wanted |= {(parts[0].id if question in about_bot else part.id, question) for question in found}
    assert {(each.part, each.question.id) for each in matters} == wanted
    counts["steps"] += 1


def walk_random(policy: Policy, seed: int, number: int, counts: Counter[str], limit: int) -> None:
    """Walk through that many random plans."""
    random, assessor, naive = Random(seed), Assessor(policy), Naive(policy, limit)
    for at in range(number):
        whole = random_plan(random, policy, open_share=0.0).case(policy)
        try:
            walk(assessor, naive, whole, random, counts)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, plan {at}: {error}\n{whole}") from error
