"""The verdict of a whole plan at once: by bits where every rule is settled, by the long way where one is not."""

from dataclasses import replace
from random import Random

import pytest

from advisor.assess import paths, settled
from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.policy.model import Policy
from tests.strategies import random_plan, random_policy


@pytest.fixture(params=range(12))
def policy(request: pytest.FixtureRequest) -> Policy:
    return random_policy(Random(request.param))


def test_a_whole_plan_needs_no_findings_for_its_verdict(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    random, assessor = Random(1), Assessor(policy)
    cases = [random_plan(random, policy, open_share=0.0).case(policy) for _ in range(30)]
    outcomes = [assessor.assess(case).outcome for case in cases]
    monkeypatch.setattr(Assessor, "assess", lambda *_: pytest.fail("assessed"))
    assert [assessor.outcome(case) for case in cases] == outcomes


def test_too_many_paths_only_take_longer(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(2)
    cases = [random_plan(random, policy, open_share=share).case(policy) for share in (0.0, 0.2, 1.0) for _ in range(10)]
    outcomes = [Assessor(policy).outcome(case) for case in cases]
    monkeypatch.setattr(paths, "MOST_PATHS", 0)
    assert [Assessor(policy).outcome(case) for case in cases] == outcomes


def test_what_is_remembered_has_bounds_and_no_bearing(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    random, roomy = Random(3), Assessor(policy)
    cases = [random_plan(random, policy).case(policy) for _ in range(40)]
    expected = [(roomy.assess(case), roomy.outcome(case)) for case in cases]
    monkeypatch.setattr(settled, "MOST_ROWS", 3)
    monkeypatch.setattr(settled, "MOST_PARTS", 1)
    monkeypatch.setattr(paths, "MOST_ANSWERS", 2)
    cramped = Assessor(policy)
    assert [(cramped.assess(case), cramped.outcome(case)) for case in cases] == expected
    for sheet in cramped._sheets.values():
        assert all(len(group.rows) <= 3 for group in sheet.groups)
    assert all(len(each._masks) <= 2 for each in cramped._ways.values())


def test_a_part_of_another_name_has_findings_of_its_own(policy: Policy) -> None:
    assessor = Assessor(policy)
    case = random_plan(Random(4), policy).case(policy)
    renamed = replace(case, uses=tuple(replace(use, id=f"{use.id}-again") for use in case.uses))
    for part in (assessor.assess(case), assessor.assess(renamed)):
        assert all(finding.part == judged.id for judged in part.parts for finding in judged.findings)


@pytest.mark.parametrize("most", [0, 4_000])
def test_the_values_alone_are_those_of_the_findings(policy: Policy, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOST_PATHS", most)
    monkeypatch.setattr(paths, "MOST_ANSWERS", 2)
    random, assessor = Random(5), Assessor(policy)
    for share in (0.0, 0.2, 0.5, 1.0) * 8:
        case = random_plan(random, policy, open_share=share).case(policy)
        bare = Case(replace(case.bot, ticked=frozenset()), tuple(replace(use, ticked=frozenset()) for use in case.uses))
        parts = assessor.assess(bare).parts
        assert assessor.statuses(case) == [tuple(finding.status for finding in part.findings) for part in parts]
