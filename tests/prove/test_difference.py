"""Differences of random packs, with the naive evaluator as the judge: it shares no code with diagrams."""

from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import given, settings, strategies as st

from advisor.assess.assess import Assessor
from advisor.policy.condition import Not
from advisor.policy.model import Force, Policy, Question, Rule, Scope
from advisor.prove.difference import Difference, Kind, RuleChange, difference
from advisor.prove.showing import State
from tests.assess.naive import LADDER, Facts, Naive, TooMany, possible_answers
from tests.strategies import TINY, random_plan, random_policy, random_rule

LIMIT = 3000


def changed(random: Random, policy: Policy) -> Policy:
    """The policy after one to three edits of the kinds that authors make."""
    for _ in range(random.randint(1, 3)):
        policy = random.choice([_drops, _negates, _binds, _moves, _drops_option, _redraws, _drops_question])(
            random, policy
        )
    return replace(policy, version="2.0.0")


def _with(policy: Policy, rule: Rule) -> Policy:
    return replace(policy, rules=tuple(rule if other.id == rule.id else other for other in policy.rules))


def _drops(random: Random, policy: Policy) -> Policy:
    gone = random.choice(policy.rules).id
    kept = tuple(
        replace(rule, requires=tuple(one for one in rule.requires if one != gone))
        for rule in policy.rules
        if rule.id != gone
    )
    return replace(policy, rules=kept) if kept else policy


def _negates(random: Random, policy: Policy) -> Policy:
    rule = random.choice(policy.rules)
    return _with(policy, replace(rule, when=Not(rule.when)))


def _binds(random: Random, policy: Policy) -> Policy:
    return _with(policy, replace(random.choice(policy.rules), force=random.choice(list(Force)), title="Anew"))


def _moves(random: Random, policy: Policy) -> Policy:
    rule = random.choice(policy.rules)
    if rule.scope is not Scope.ACTIVITIES or len(rule.activities) < 2:
        return policy
    return _with(policy, replace(rule, activities=rule.activities[1:]))


def _drops_option(random: Random, policy: Policy) -> Policy:
    question = random.choice(policy.questions)
    if len(question.options) < 3:
        return policy
    fewer = replace(question, options=question.options[1:])
    return replace(policy, questions=tuple(fewer if one is question else one for one in policy.questions))


def _drops_question(random: Random, policy: Policy) -> Policy:
    """The policy without the rules that ask one of its questions, and without the question."""
    gone = random.choice(policy.questions).id
    judge = Naive(policy, LIMIT)
    kept = tuple(rule for rule in policy.rules if gone not in judge.asks[rule.id])
    ids = {rule.id for rule in kept}
    rules = tuple(replace(rule, requires=tuple(one for one in rule.requires if one in ids)) for rule in kept)
    questions = tuple(question for question in policy.questions if question.id != gone)
    return replace(policy, rules=rules, questions=questions) if rules and questions else policy


def _redraws(random: Random, policy: Policy) -> Policy:
    old = random.choice(policy.rules)
    if any(old.id in rule.requires for rule in policy.rules):
        return policy
    activities = [activity.id for activity in policy.activities]
    return _with(policy, random_rule(random, old.id, activities, policy.questions, 2))


def pairs() -> st.SearchStrategy[tuple[Policy, Policy]]:
    """A pack and an edited one, now and then one that has nothing to do with it. From a seed: drawing is faster."""

    def pair(seed: int) -> tuple[Policy, Policy]:
        random = Random(seed)
        before = random_policy(random, TINY)
        return before, changed(random, before) if random.random() < 0.8 else random_policy(random, TINY)

    return st.integers(0, 2**32).map(pair)


def compared(pair: tuple[Policy, Policy]) -> Difference:
    return difference(Assessor(pair[0]), Assessor(pair[1]))


def common_answers(before: Question, after: Question) -> list[tuple[str, ...]]:
    old = {frozenset(answer) for answer in possible_answers(before)}
    return [answer for answer in possible_answers(after) if frozenset(answer) in old]


def statuses(policy: Policy, rule: Rule, state: State) -> set[str]:
    """Every status the rule has under the witness, whatever else is answered."""
    judge = Naive(policy, LIMIT)
    given_ = {**state.bot, **state.use}
    return {judge.status(rule, answers, ticked=False) for answers in judge.completions(judge.asks[rule.id], given_)}


def check_witness(pair: tuple[Policy, Policy], change: RuleChange) -> None:
    witness = change.witness
    assert witness is not None
    found: list[tuple[object, ...] | None] = []
    for policy, rule, state in zip(pair, (change.before, change.after), (witness.before, witness.after), strict=True):
        if rule is None or state.status is None:
            found.append(None)
            continue
        assert rule in policy.rules_for(witness.activity)
        reached = statuses(policy, rule, state)
        assert reached == {state.status.value}
        found.append((state.status, rule.modality, rule.force))
    assert found[0] != found[1] or change.placed
    assert found != [None, None]


@given(pairs())
@settings(max_examples=120, deadline=None)
def test_every_witness_is_told_apart_by_the_naive_evaluator_too(pair: tuple[Policy, Policy]) -> None:
    for change in compared(pair).rules:
        if change.kind is not Kind.WORDING:
            check_witness(pair, change)


@given(pairs())
@settings(max_examples=120, deadline=None)
def test_a_rule_that_is_told_unchanged_has_one_status_in_both_packs_whatever_is_answered(
    pair: tuple[Policy, Policy],
) -> None:
    before, after = pair
    found = compared(pair)
    changed_ = {change.rule.id for change in found.rules if change.kind is not Kind.WORDING}
    old = {question.id: question for question in before.questions}
    judges = Naive(before, LIMIT), Naive(after, LIMIT)
    for rule in after.rules:
        if rule.id in changed_:
            continue
        was = before.rule(rule.id)
        asked = sorted({*judges[0].asks[was.id], *judges[1].asks[rule.id]})
        known = {question.id: question for question in (*before.questions, *after.questions)}
        choices = [
            common_answers(old[each], after.question(each))
            if each in old and each in {question.id for question in after.questions}
            else possible_answers(known[each])
            for each in asked
        ]
        for chosen in product(*choices):
            answers = dict(zip(asked, chosen, strict=True))
            assert judges[0].status(was, answers, ticked=False) == judges[1].status(rule, answers, ticked=False)
        assert (was.modality, was.scope) == (rule.modality, rule.scope)


@given(pairs(), st.integers(0, 2**32).map(Random))
@settings(max_examples=120, deadline=None)
def test_packs_without_a_difference_by_effect_give_every_plan_one_verdict(
    pair: tuple[Policy, Policy], random: Random
) -> None:
    if compared(pair).by_effect:
        return
    plan = random_plan(random, pair[0], most_uses=2)
    parts = [
        Facts(
            part.id,
            part.activity,
            part.answered(),
            frozenset(rule for rule, tick in part.safeguards.items() if tick.done),
        )
        for part in plan.parts
    ]
    try:
        verdicts = [Naive(policy, LIMIT).judge_plan(parts) for policy in pair]
    except TooMany:
        return
    assert verdicts[0] == verdicts[1]
    assert set(verdicts[0]) <= set(LADDER)


@given(pairs())
@settings(max_examples=40, deadline=None)
def test_a_pack_and_the_same_with_other_words_and_double_negations_do_not_differ_by_effect(
    pair: tuple[Policy, Policy],
) -> None:
    policy = pair[0]
    words = tuple(replace(rule, title=f"{rule.title}!", when=Not(Not(rule.when))) for rule in policy.rules)
    found = compared((policy, replace(policy, rules=tuple(reversed(words)))))
    assert not found.by_effect
    assert {change.rule.id for change in found.rules} == {rule.id for rule in policy.rules}
    assert all(change.fields == ("title", "when") for change in found.rules)


@given(pairs())
@settings(max_examples=40, deadline=None)
def test_a_pack_does_not_differ_from_itself(pair: tuple[Policy, Policy]) -> None:
    found = compared((pair[0], pair[0]))
    assert (found.rules, found.questions, found.activities) == ((), (), ())
