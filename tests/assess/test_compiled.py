"""What compiling makes of questions and rules: answers as values of variables, and back."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from advisor.assess import compiled, verdict
from advisor.assess.assess import Assessor
from advisor.assess.case import Answer
from advisor.assess.compiled import Block, CompiledPolicy, TooIntricate
from advisor.assess.diagram import TooLarge
from advisor.policy.condition import All, AnyOf, Is, Not
from advisor.policy.model import Modality, Option, Question, Scope
from advisor.policy.pack import load_pack
from tests.assess.by_hand import PERMISSION, of_bot, of_use, policy, rule
from tests.strategies import random_plan, random_policy


def question(*options: str, several: bool = True, exclusive: str = "") -> Question:
    return Question(
        "q", "?", tuple(Option(each, "?", exclusive=each in exclusive) for each in options), several=several
    )


QUESTIONS = {
    "one of three": question("a", "b", "c", several=False),
    "several": question("a", "b", "c"),
    "several, or none of them": question("a", "b", "n", exclusive="n"),
    "several, or one of two apart": question("m", "a", "b", "n", exclusive="mn"),
    "several, or one of three apart": question("m", "a", "n", "c", "k", exclusive="mnk"),
    "nothing but options apart": question("m", "n", exclusive="mn"),
}


def answers_to(asked: Question) -> list[Answer]:
    options = [option.id for option in asked.options]
    if not asked.several:
        return [(option,) for option in options]
    together = [option.id for option in asked.options if not option.exclusive]
    alone: list[Answer] = [(option.id,) for option in asked.options if option.exclusive]
    return alone + [chosen for size in range(1, len(together) + 1) for chosen in combinations(together, size)]


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=QUESTIONS)
def test_every_answer_has_values_of_its_own_and_comes_back_from_them(asked: Question) -> None:
    block = Block(asked, 7)
    values = [block.encode(answer) for answer in answers_to(asked)]
    assert [block.decode(each) for each in values] == answers_to(asked)
    assert all(each.keys() == set(block.variables) for each in values)
    assert block.variables == tuple(range(7, 7 + len(block.sizes)))
    assert all(0 <= each[v] < size for each in values for v, size in zip(block.variables, block.sizes, strict=True))


def test_values_without_a_chosen_option_stand_for_the_one_that_says_so() -> None:
    for asked, meant in (("several", "c"), ("several, or none of them", "n"), ("several, or one of two apart", "m")):
        block = Block(QUESTIONS[asked], 0)
        assert block.decode(dict.fromkeys(block.variables, 0)) == (meant,)


def test_an_option_apart_counts_alone() -> None:
    block = Block(QUESTIONS["several, or one of two apart"], 0)
    assert block.decode(dict.fromkeys(block.variables, 1)) == ("n",)


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=QUESTIONS)
def test_a_condition_is_true_of_just_the_answers_that_it_names(asked: Question) -> None:
    policy = replace(random_policy(Random(0)), questions=(asked,), rules=())
    found = CompiledPolicy(policy)
    for options in (("a",), ("b", "n"), ("m",), ("m", "c"), ("k",), ("n",)):
        there = tuple(option for option in options if option in {each.id for each in asked.options})
        if not there:
            continue
        root = found.condition(Is("q", there))
        for answer in answers_to(asked):
            decided = found.diagram.decide(root, found.blocks["q"].encode(answer))
            assert found.diagram.value(decided) is bool(set(there) & set(answer)), (there, answer)


def test_conditions_are_joined() -> None:
    policy = replace(random_policy(Random(0)), questions=(QUESTIONS["one of three"],), rules=())
    found = CompiledPolicy(policy)
    a, b = Is("q", ("a",)), Is("q", ("b",))
    true, false = found.diagram.terminal(True), found.diagram.terminal(False)
    assert found.condition(All(())) == true
    assert found.condition(AnyOf(())) == false
    assert found.condition(All((a, b))) == false
    assert found.condition(AnyOf((a, b))) == found.condition(Not(Is("q", ("c",))))
    assert found.condition(All((a, Not(b)))) == found.condition(a)


def test_only_what_was_answered_and_is_asked_for_has_values() -> None:
    policy = random_policy(Random(3))
    found = CompiledPolicy(policy)
    first, second = policy.questions[:2]
    answers = {first.id: answers_to(first)[0]}
    assert found.encode(answers, [first.id, second.id]) == found.blocks[first.id].encode(answers[first.id])
    assert found.encode(answers, [second.id]) == {}


# Effort


@pytest.mark.parametrize("bound", ["MOST_STEPS", "MOST_STEPS_TOGETHER"])
def test_a_rule_beyond_the_effort_allowed_is_named(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = random_policy(Random(5))
    rules = tuple(replace(rule, id=f"rule{number}") for number, rule in enumerate(policy.rules * 4))
    monkeypatch.setattr(compiled, bound, 3 - 100 * len(rules) if bound.endswith("TOGETHER") else 3)
    with pytest.raises(TooIntricate) as caught:
        CompiledPolicy(replace(policy, rules=rules))
    assert caught.value.rule == str(caught.value)
    assert caught.value.rule in {rule.id for rule in rules}


def test_a_hundred_steps_a_rule_come_on_top_of_those_for_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    made = random_policy(Random(5))
    steps = CompiledPolicy(made).diagram.steps
    monkeypatch.setattr(compiled, "MOST_STEPS_TOGETHER", steps - 100 * len(made.rules))
    assert CompiledPolicy(made).diagram.steps == steps
    monkeypatch.setattr(compiled, "MOST_STEPS_TOGETHER", steps - 100 * len(made.rules) - 1)
    with pytest.raises(TooIntricate):
        CompiledPolicy(made)


def test_the_effort_for_rules_bounds_nothing_that_comes_after() -> None:
    found = CompiledPolicy(random_policy(Random(5)))
    roots = list(found.status.values())
    try:
        for left in roots:
            for right in roots:
                found.diagram.apply(lambda *both: both, left, right)
    except TooLarge:
        pytest.fail("the limit still stands")


@pytest.mark.parametrize("seed", range(6))
def test_what_is_forgotten_is_worked_out_again(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = random_policy(Random(seed))
    random, roomy = Random(seed), Assessor(policy)
    cases = [random_plan(random, policy).case(policy) for _ in range(25)]
    expected = [(roomy.assess(case), roomy.outcome(case), roomy.values(case)) for case in cases]
    monkeypatch.setattr(verdict, "MOST_KEPT", 0)
    cramped = Assessor(policy)
    assert [(cramped.assess(case), cramped.outcome(case), cramped.values(case)) for case in cases] == expected


def test_a_part_that_the_case_lacks_is_an_error() -> None:
    policy = random_policy(Random(0))
    assessor = Assessor(policy)
    case = random_plan(Random(0), policy).case(policy)
    with pytest.raises(KeyError):
        assessor.assess_part(case, "nowhere")
    with pytest.raises(KeyError):
        assessor.assess(case).part("nowhere")


# What a part comes to without any rule


def test_what_a_part_comes_to_by_itself_follows_from_what_is_said_of_its_activity(lending: Path) -> None:
    lending_policy = load_pack(lending)
    found = CompiledPolicy(lending_policy)
    by_name = {
        activity
        for rule in lending_policy.rules
        if rule.modality is Modality.PERMISSION
        for activity in rule.activities
    }
    assert {activity: severity.name for activity, severity in found.base.items()} == {
        None: "PERMITTED",
        "borrow": "NOT_COVERED",
        "renew": "PERMITTED",
        "read": "NOT_COVERED",
    }
    assert by_name == {"borrow"}


def test_a_permission_for_every_use_is_enough_where_none_is_given_by_name() -> None:
    by_name = rule("named", PERMISSION, "u:x")
    anything = rule("any", PERMISSION, "b:x", scope=Scope.EVERY_USE, activities=())
    found = CompiledPolicy(policy(of_bot("b", "x y"), of_use("u", "x y"), by_name, anything))
    covers = {
        (one.id, activity): found.covers(one, activity) for one in (by_name, anything) for activity in ("post", "read")
    }
    assert covers == {
        ("named", "post"): True,
        ("named", "read"): True,
        ("any", "post"): False,
        ("any", "read"): True,
    }


def test_variables_about_uses_come_after_those_about_the_bot() -> None:
    use, several = of_use("u", "x y"), of_bot("m", "x y z", several=True)
    assert CompiledPolicy(policy(use)).first_use_variable == 0
    assert CompiledPolicy(policy(use, several, of_bot("b", "x y"))).first_use_variable == 4
    assert CompiledPolicy(policy(use, several)).question_of == ["m", "m", "m", "u"]
