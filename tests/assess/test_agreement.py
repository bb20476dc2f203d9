"""The engine and the naive evaluator agree about everything, on policies and plans drawn at random."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.assess.assess import Assessor
from advisor.plan.model import Plan
from advisor.policy.installed import pack_folders
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from tests.assess.agreement import FEW, LIMIT, compare, compare_random, compare_under
from tests.assess.naive import Naive
from tests.strategies import SMALL, TINY, Size, policies_with_plans

PACKS = (Path(__file__).parent.parent / "packs" / "lending", *map(Path, pack_folders()))
WIDE = Size(activities=2, questions=8, options=5, rules=12, depth=3)


Record = Callable[[str, object], None]


def told(what: str, counts: Counter[str]) -> str:
    """What was compared without a disagreement."""
    return f"engine = naive on {what}: " + ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(policies_with_plans())
def test_the_engine_and_the_naive_evaluator_agree(drawn: tuple[Policy, Plan]) -> None:
    policy, plan = drawn
    compare(Assessor(policy), Naive(policy, 2_000), plan.case(policy), Counter())


@pytest.mark.slow
@pytest.mark.parametrize(("size", "plans"), [(TINY, 600), (SMALL, 300), (WIDE, 60)], ids=["tiny", "small", "wide"])
def test_they_agree_on_many_plans_from_a_fixed_seed(size: Size, plans: int, record_property: Record) -> None:
    counts: Counter[str] = Counter()
    compare_random(20171103, plans, size, counts, limit=2_000)
    record_property("figures", told(f"random policies, {size.rules} rules", counts))
    assert counts["plans"] >= plans
    for reached in ("open findings", "undecided parts", "plan verdicts", "parts with remedies"):
        assert counts[reached] >= plans / 10, f"hardly any {reached}: {counts}"


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_they_agree_on_plans_under_a_real_pack(pack: Path, record_property: Record) -> None:
    counts: Counter[str] = Counter()
    compare_under(load_pack(pack), 20171103, 40, counts, limit=500, shares=FEW)
    record_property("figures", told(pack.name, counts))
    assert counts["plan verdicts"] > 35


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100))
def test_they_agree_on_a_hundred_thousand_plans(seed: int, record_property: Record) -> None:
    counts: Counter[str] = Counter()
    compare_random(seed, 500, [TINY, SMALL, SMALL, WIDE][seed % 4], counts)
    for pack in PACKS:
        compare_under(load_pack(pack), seed, 500 // len(PACKS), counts, limit=LIMIT if seed < 2 else 500, shares=FEW)
    record_property("figures", told(f"seed {seed}", counts))
    assert counts["plans"] >= 1_000
