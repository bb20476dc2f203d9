from itertools import combinations

import pytest

from advisor.assess.finding import Outcome, Severity, Verdict
from advisor.cli.exits import Exit, FailOn, exit_of, worst

DEFINITE = [severity.verdict for severity in Severity]
FINE = {Verdict.NOT_COVERED, Verdict.PERMITTED}
SETS = [Outcome(chosen) for size in range(1, 6) for chosen in combinations(DEFINITE, size)]


@pytest.mark.parametrize("outcome", SETS)
def test_the_code_is_what_the_completions_agree_on(outcome: Outcome) -> None:
    fine = [verdict in FINE for verdict in outcome.possible]
    expected = Exit.FINE if all(fine) else Exit.UNDECIDED if any(fine) else Exit.NOT_YET
    assert exit_of(outcome) is expected


@pytest.mark.parametrize(
    ("level", "fails"),
    [
        (FailOn.NEVER, 0),
        (FailOn.PROHIBITED, 1),
        (FailOn.APPROVAL, 2),
        (FailOn.SAFEGUARDS, 3),
        (FailOn.UNDECIDED, 3),
    ],
)
def test_a_level_fails_from_its_verdict_on(level: FailOn, fails: int) -> None:
    codes = [exit_of(Outcome((verdict,)), level) for verdict in reversed(DEFINITE)]
    assert codes == [Exit.NOT_YET] * fails + [Exit.FINE] * (5 - fails)


@pytest.mark.parametrize("outcome", SETS)
def test_a_laxer_level_never_fails_where_a_stricter_one_is_fine(outcome: Outcome) -> None:
    failed = [exit_of(outcome, level) is not Exit.FINE for level in FailOn]
    assert failed == sorted(failed)


@pytest.mark.parametrize("level", [FailOn.NEVER, FailOn.PROHIBITED, FailOn.APPROVAL, FailOn.SAFEGUARDS])
def test_undecided_is_below_every_line_but_its_own(level: FailOn) -> None:
    outcome = Outcome((Verdict.PERMITTED, Verdict.PROHIBITED))
    assert exit_of(outcome, level) is Exit.FINE
    assert exit_of(outcome, FailOn.UNDECIDED) is Exit.UNDECIDED


def test_undecided_between_two_verdicts_that_both_fail_has_failed() -> None:
    outcome = Outcome((Verdict.NEEDS_APPROVAL, Verdict.PROHIBITED))
    assert exit_of(outcome, FailOn.APPROVAL) is Exit.NOT_YET
    assert exit_of(outcome, FailOn.PROHIBITED) is Exit.FINE


def test_several_plans_have_the_worst_code_of_them() -> None:
    order = [Exit.FINE, Exit.UNDECIDED, Exit.NOT_YET, Exit.UNUSABLE]
    for number, code in enumerate(order):
        assert worst([Exit.FINE, *order[: number + 1]]) is code
        assert worst(reversed(order[: number + 1])) is code
    assert worst([]) is Exit.FINE
