"""Judging as a function: the same results one after the other, in another process, and spread by Dask."""

import json
import pickle
from functools import cache
from random import Random
from typing import Any

import pytest

from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.report.judge import Judge
from tests.plan_data import as_data
from tests.report.reported import PACK
from tests.strategies import random_plan


@cache
def lending() -> Policy:
    return load_pack(PACK)


@cache
def some_plans(number: int) -> list[dict[str, object]]:
    """Random plans, whole and half open, and one that cannot be used."""
    random = Random(7)
    plans = [as_data(lending(), random_plan(random, lending())) for _ in range(number - 1)]
    return [*plans, {"advisor": 1, "policy": "lending", "bot": {"no-such-question": "yes"}}]


def test_the_function_survives_pickling_and_forgets_nothing_that_matters() -> None:
    judge = Judge(lending(), everything=True, remedied=False)
    results = [judge(plan) for plan in some_plans(20)]
    again = pickle.loads(pickle.dumps(judge))
    assert [again(plan) for plan in reversed(some_plans(20))] == results[::-1]
    assert json.loads(json.dumps(results)) == results


def test_remedies_and_findings_that_do_not_apply_are_given_when_wanted() -> None:
    full = [Judge(lending(), everything=True)(plan) for plan in some_plans(20)[:-1]]
    slim = [Judge(lending(), remedied=False)(plan) for plan in some_plans(20)[:-1]]
    assert any(found["remedies"] for found in full)
    assert not any(found["remedies"] for found in slim)
    assert sum(len(statuses(found)) for found in full) > sum(len(statuses(found)) for found in slim)
    assert not any("does not apply" in statuses(found) for found in slim)
    assert [found["verdict"] for found in full] == [found["verdict"] for found in slim]


def statuses(found: dict[str, Any]) -> list[str]:
    return [finding["status"] for finding in found["findings"]]


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        ([], "plan: is not an object of keys and values"),
        ({"policy": "lending"}, "plan: the plan lacks 'advisor'; add `advisor: …`"),
        ({"advisor": 2, "policy": "lending"}, "plan: the plan has format '2'; this program reads format 1"),
        (
            {"advisor": 1, "policy": "borrowing"},
            "plan: the plan is for the policy 'borrowing', not 'lending'",
        ),
        ({"advisor": 1, "policy": {1, 2}}, "plan: holds a value of the type set; use what JSON can say"),
        ({"advisor": 1, 2: "lending"}, "plan: holds a key of the type int; a key has to be text"),
    ],
)
def test_a_plan_that_cannot_be_used_is_told_and_not_raised(plan: Any, error: str) -> None:
    assert Judge(lending())(plan) == {"format": 1, "errors": [error]}


def test_spread_by_dask_the_results_are_the_same() -> None:
    """How a platform's reviewers would judge millions: the function mapped over a bag, in several processes."""
    bags = pytest.importorskip("dask.bag")
    judge = Judge(lending())
    plans = bags.from_sequence(some_plans(60), npartitions=4)
    spread = plans.map(judge).compute(scheduler="processes", num_workers=2)
    assert spread == [judge(plan) for plan in some_plans(60)]
    verdicts = plans.map(judge).filter(lambda found: "errors" not in found).pluck("verdict").frequencies()
    assert sum(dict(verdicts.compute(scheduler="synchronous")).values()) == 59
