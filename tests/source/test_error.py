"""A problem is one line: where, what, and what to do."""

import pytest

from advisor.source.error import AdvisorError, ConflictError, Place, Problem, fail

HERE = Place("plan.yaml", 3, 7)
LINES = {
    "all of it": (Problem(HERE, "is wrong", "mend it"), "plan.yaml:3:7: is wrong; mend it"),
    "a file as a whole": (Problem(Place("plan.yaml"), "is wrong"), "plan.yaml: is wrong"),
    "nowhere": (Problem(None, "is wrong", "mend it"), "is wrong; mend it"),
    "a warning": (Problem(HERE, "is odd", warning=True), "plan.yaml:3:7: warning: is odd"),
    "a warning that is nowhere": (Problem(None, "is odd", "look", warning=True), "warning: is odd; look"),
}


@pytest.mark.parametrize(("problem", "line"), LINES.values(), ids=LINES)
def test_a_problem_is_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_what_is_told_of_a_problem_leaves_the_advice_out() -> None:
    assert Problem(HERE, "is wrong", "mend it", warning=True).told == "plan.yaml:3:7: is wrong"
    assert Problem(None, "is wrong", "mend it").told == "is wrong"


def test_an_error_holds_its_problems_and_says_each_on_a_line() -> None:
    first, second = Problem(HERE, "is wrong"), Problem(None, "is odd")
    error = AdvisorError(first, second)
    assert error.problems == (first, second)
    assert str(error) == "plan.yaml:3:7: is wrong\nis odd"


def test_a_conflict_says_whether_the_file_is_gone() -> None:
    problem = Problem(HERE, "is not as it was")
    assert not ConflictError(problem).gone
    gone = ConflictError(problem, gone=True)
    assert (gone.gone, gone.problems, str(gone)) == (True, (problem,), str(problem))


def test_an_error_for_one_problem_is_made_of_its_words() -> None:
    assert fail("is wrong").problems == (Problem(None, "is wrong", ""),)
    assert fail("is wrong", "mend it", HERE).problems == (Problem(HERE, "is wrong", "mend it"),)
