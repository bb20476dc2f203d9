"""A policy far larger than any page: what cannot be joined into one diagram is searched for, and found."""

from dataclasses import replace
from functools import reduce
from random import Random

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.case import Case, CasePart
from advisor.assess.diagram import Diagram, TooLarge
from advisor.assess.finding import Verdict
from advisor.assess.remedy import apply_changes, remedies
from advisor.assess.verdict import LARGEST
from advisor.policy.condition import All, Is
from advisor.policy.model import Activity, Modality, Option, Policy, Question, Rule, Scope
from tests.strategies import TINY, random_answer, random_policy


def large_policy(seed: int, questions: int = 60, rules: int = 150) -> Policy:
    """One activity that every rule lists, each rule speaking of up to three questions taken from anywhere."""
    random = Random(seed)
    asked = tuple(
        Question(
            f"q{number}",
            "?",
            tuple(
                Option(f"o{each}", "?", exclusive=number < 5 and each == 13) for each in range(14 if number < 5 else 5)
            ),
            about=("post",) if number % 3 else (),
            several=number < 5,
        )
        for number in range(questions)
    )
    modalities = [Modality.PROHIBITION, Modality.REQUIREMENT, Modality.REQUIREMENT, Modality.APPROVAL, Modality.NOTICE]
    stated = tuple(
        Rule(
            f"r{number}",
            random.choice(modalities),
            "Rule",
            "Text",
            "I",
            ("I.a",),
            Scope.ACTIVITIES,
            ("post",),
            when=All(
                tuple(
                    Is(question.id, (random.choice(question.options).id,))
                    for question in random.sample(asked, random.randint(1, 3))
                )
            ),
        )
        for number in range(rules)
    )
    return replace(random_policy(random, TINY), activities=(Activity("post", "Post"),), questions=asked, rules=stated)


def case_under(policy: Policy, answered: int, seed: int = 0) -> Case:
    """Two uses, with that many answers about each part."""
    random = Random(seed)

    def part(part_id: str, activity: str | None) -> CasePart:
        asked = policy.questions_about(activity)[:answered]
        return CasePart(part_id, part_id, activity, {each.id: random_answer(random, each) for each in asked})

    return Case(part("bot", None), (part("one", "post"), part("two", "post")))


@pytest.mark.slow
def test_nothing_answered_anything_is_possible_and_all_questions_decide_but_two() -> None:
    """Whatever an approval asks of q8, and a requirement of q33, holds only where another rule prohibits anyway."""
    policy = large_policy(1)
    assessor = Assessor(policy)
    assessment = assessor.assess(case_under(policy, 0))
    assert assessment.verdict is Verdict.UNDECIDED
    assert (assessment.outcome.best, assessment.outcome.worst) == (Verdict.PERMITTED, Verdict.PROHIBITED)
    acting = [rule.id for rule in policy.rules if rule.modality is not Modality.NOTICE]
    asked = {question for rule in acting for question in assessor.compiled.asks[rule]}
    assert asked - set(assessment.part("one").decides) == {"q8", "q33"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_with_everything_answered_remedies_are_found_and_hold(seed: int) -> None:
    policy = large_policy(seed)
    assessor = Assessor(policy)
    case = case_under(policy, 60, seed)
    found = remedies(assessor, case, assessor.assess(case))
    assert found
    for remedy in found:
        assert not remedy.gives_up
        assert assessor.assess(apply_changes(case, remedy.changes)).part(remedy.part).outcome == remedy.outcome
        assert remedy.outcome.worst is not Verdict.PROHIBITED


@pytest.mark.slow
def test_joining_stops_at_its_limit() -> None:
    """Thirty pairs, each pair's two variables as far apart as can be: a diagram of two to the thirty nodes."""
    diagram = Diagram((2,) * 60)
    diagram.limit(LARGEST)
    true, false = diagram.terminal(True), diagram.terminal(False)
    pairs = [diagram.node(each, (false, diagram.node(each + 30, (false, true)))) for each in range(30)]
    with pytest.raises(TooLarge):
        reduce(diagram.either, pairs)
