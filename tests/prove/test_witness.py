"""Every witness is what it says, and where there is none, there is none to be found."""

from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from advisor.assess.assess import Assessor
from advisor.assess.finding import Verdict
from advisor.policy.installed import pack_folders
from advisor.policy.model import Modality, Policy, Rule
from advisor.policy.pack import load_pack
from advisor.prove.witness import granted, judged_for, path_to, speaks, told, witness_plan, witnesses
from tests.assess.naive import Naive, TooMany
from tests.strategies import TINY, policies

PACKS = (Path(__file__).parent.parent / "packs" / "lending", *map(Path, pack_folders()))


def check_witnesses(assessor: Assessor, rule: Rule) -> None:
    policy = assessor.policy
    for status, answers in witnesses(assessor.compiled, rule).items():
        for activity in judged_for(policy, rule):
            plan = witness_plan(policy, rule, answers, activity)
            finding = assessor.assess(plan.case(policy)).finding(plan.parts[-1].id, rule.id)
            assert finding is not None
            assert finding.status is status


def check_granted(assessor: Assessor, rule: Rule, activity: str | None) -> bool:
    policy = assessor.policy
    answers = granted(assessor.compiled, rule, activity)
    if answers is None:
        return False
    plan = witness_plan(policy, rule, answers, activity)
    assessment = assessor.assess(plan.case(policy))
    for part in assessment.parts:
        assert Verdict.PROHIBITED not in part.outcome.possible
    finding = assessment.finding(plan.parts[-1].id, rule.id)
    assert finding is not None
    assert finding.status.value == "granted"
    return True


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_witnesses_of_a_real_pack_come_to_what_they_show(pack: Path) -> None:
    assessor = Assessor(load_pack(pack))
    for rule in assessor.policy.rules:
        check_witnesses(assessor, rule)
        if rule.modality is Modality.PERMISSION:
            assert any(check_granted(assessor, rule, activity) for activity in judged_for(assessor.policy, rule))


@settings(max_examples=100, deadline=None)
@given(policies(TINY))
def test_witnesses_of_any_policy_are_exactly_the_statuses_it_can_reach(policy: Policy) -> None:
    assessor, naive = Assessor(policy), Naive(policy, 5_000)
    for rule in policy.rules:
        check_witnesses(assessor, rule)
        possible = naive.judge_rule(rule, {}, ticked=False).possible
        assert {status.value for status in witnesses(assessor.compiled, rule)} == possible


@settings(max_examples=150, deadline=None)
@given(policies(TINY))
def test_a_permission_without_a_witness_is_prohibited_under_all_answers(policy: Policy) -> None:
    assessor, naive = Assessor(policy), Naive(policy, 5_000)
    for permission in (rule for rule in policy.rules if rule.modality is Modality.PERMISSION):
        for activity in judged_for(policy, permission):
            with suppress(TooMany):
                assert check_granted(assessor, permission, activity) == can_be_had(naive, permission, activity)


def can_be_had(naive: Naive, rule: Rule, activity: str | None) -> bool:
    rules = {each.id: each for part in (activity, None) for each in naive.rules_of(part)}
    asks = {question for each in rules for question in naive.asks[each]}
    for answers in naive.completions(asks, {}):
        harmful = (
            naive.status(each, answers, ticked=False) in ("violated", "broken", "unclear")
            for each in rules.values()
            if each.force.value == "must"
        )
        if naive.status(rule, answers, ticked=False) == "granted" and not any(harmful):
            return True
    return False


def test_a_rule_speaks_when_it_is_not_silent_open_or_a_vague_prohibition() -> None:
    policy = load_pack(PACKS[0])
    marks, weather = policy.rule("care.marks"), policy.rule("care.weather")
    statuses = {status.value: status for status in witnesses(Assessor(policy).compiled, weather)}
    assert {name for name, status in statuses.items() if speaks(weather, status)} == {"required", "broken", "unclear"}
    assert not speaks(marks, statuses["unclear"])


def test_answers_are_told_as_the_command_line_takes_them() -> None:
    assert told({"trigger": ("mention", "dm"), "source": ("own",)}) == "trigger=mention,dm source=own"
    assert told({}) == "no answer at all"


def test_a_path_is_found_if_there_is_one() -> None:
    compiled = Assessor(load_pack(PACKS[0])).compiled
    diagram = compiled.diagram
    for root, wanted in product(compiled.status.values(), ("granted", "violated")):
        path = path_to(diagram, root, lambda value, wanted=wanted: getattr(value, "value", "") == wanted)  # type: ignore[misc]
        reachable = {getattr(value, "value", "") for value in diagram.values(root)}
        assert (path is not None) == (wanted in reachable)
