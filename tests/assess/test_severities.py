"""What a status weighs, and what wholes come to: tables, and the same said slowly."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from advisor.assess.finding import Severity, Status, Verdict
from advisor.assess.severities import (
    ANYTHING_COVERED,
    NOT_COVERED_ALONE,
    PERMITTED_ALONE,
    PROHIBITED_ALONE,
    _combined,
    combine,
    harmless,
    least,
    outcome,
    permits_nothing,
    union,
    weight,
    worse,
)
from advisor.policy.model import Force
from tests.strategies import random_policy

RULE = random_policy(Random(0)).rules[0]
MUST, SHOULD = replace(RULE, force=Force.MUST), replace(RULE, force=Force.SHOULD)
N, P, S, A, X = (1 << severity for severity in Severity)
WEIGHTS: dict[Status, tuple[int, int]] = {
    # what it weighs if the rule says must, and if it says should
    Status.VIOLATED: (X, X),
    Status.CLEAR: (N, N),
    Status.REQUIRED: (S, N),
    Status.MET: (N, N),
    Status.TICKED: (N, N),
    Status.BROKEN: (X, N),
    Status.APPROVAL: (A, A),
    Status.GRANTED: (P, P),
    Status.NOT_GRANTED: (N, N),
    Status.ADVICE: (N, N),
    Status.NOTE: (N, N),
    Status.UNCLEAR: (N | X, N),
    Status.DOES_NOT_APPLY: (N, N),
}


@pytest.mark.parametrize("status", WEIGHTS)
def test_a_status_weighs_what_it_says(status: Status) -> None:
    for rule, weighs in zip((MUST, SHOULD), WEIGHTS[status], strict=True):
        assert weight(rule, status, ticked=False) == weighs
        done = N if status in (Status.REQUIRED, Status.APPROVAL) else weighs
        assert weight(rule, status, ticked=True) == done
        bare = N if status is Status.GRANTED else weighs
        assert weight(rule, status, ticked=False, covers=False) == bare
        assert harmless(rule, status, certainly=True) is (not weighs & X)
        assert harmless(rule, status, certainly=False) is (weighs != X)


def members(severities: int) -> set[Severity]:
    return {severity for severity in Severity if severities >> severity & 1}


def test_a_whole_comes_to_the_worse_of_any_two_that_its_parts_may_come_to() -> None:
    for left, right in product(range(1, 32), repeat=2):
        maxima = {max(pair) for pair in product(members(left), members(right))}
        assert members(combine(left, right)) == maxima
        assert worse(left, right) == combine(left, right) == _combined(left, right)
        assert members(union([left, right])) == members(left) | members(right)
    assert union([]) == 0
    assert {combine(0, one) for one in range(32)} == {combine(one, 0) for one in range(32)} == {0}  # what is not known


def test_sets_of_severities_know_their_best_and_their_verdicts() -> None:
    for severities in range(1, 32):
        assert least(severities) == min(members(severities))
        assert [verdict.name for verdict in outcome(severities).possible] == [
            s.name for s in sorted(members(severities))
        ]


def test_limits_that_the_bot_keeps_permit_nothing() -> None:
    assert [permits_nothing(each) for each in (N, P, S, P | S, N | P, S | X, P | X)] == [
        N,
        N,
        S,
        N | S,
        N,
        S | X,
        N | X,
    ]
    assert (NOT_COVERED_ALONE, PERMITTED_ALONE, PROHIBITED_ALONE, ANYTHING_COVERED) == (N, P, X, P | S | A | X)


@pytest.mark.parametrize(("severities", "verdict"), [(P, Verdict.PERMITTED), (P | X, Verdict.UNDECIDED)])
def test_what_differs_is_undecided(severities: int, verdict: Verdict) -> None:
    found = outcome(severities)
    assert found.verdict is verdict
    assert (found.best, found.worst) == (found.possible[0], found.possible[-1])
