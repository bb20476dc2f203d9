"""The engine and the naive evaluator agree about everything, on policies and plans drawn at random."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.assess.assess import Assessor
from advisor.plan.model import Plan
from advisor.policy.model import Policy
from tests.assess.agreement import compare, compare_random
from tests.strategies import SMALL, TINY, Size, policies_with_plans

WIDE = Size(activities=2, questions=8, options=5, rules=12, depth=3)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(policies_with_plans())
def test_the_engine_and_the_naive_evaluator_agree(drawn: tuple[Policy, Plan]) -> None:
    policy, plan = drawn
    compare(Assessor(policy), plan.case(policy), Counter())


@pytest.mark.parametrize(("size", "plans"), [(TINY, 1000), (SMALL, 600), (WIDE, 100)], ids=["tiny", "small", "wide"])
def test_they_agree_on_many_plans_from_a_fixed_seed(size: Size, plans: int) -> None:
    counts: Counter[str] = Counter()
    compare_random(20171103, plans, size, counts, limit=2_000)
    print(dict(counts))  # noqa: T201 - what a proof compared is its product
    assert counts["plans"] >= plans
    for reached in ("open findings", "undecided parts", "plan verdicts", "remedies"):
        assert counts[reached] >= plans / 10, f"hardly any {reached}: {counts}"


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100))
def test_they_agree_on_a_hundred_thousand_plans(seed: int) -> None:
    counts: Counter[str] = Counter()
    compare_random(seed, 1_000, [TINY, SMALL, SMALL, WIDE][seed % 4], counts)
    print(dict(counts))  # noqa: T201 - what a proof compared is its product
    assert counts["plans"] >= 1_000
