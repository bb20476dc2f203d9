"""Pointing at a choice, and what becomes of the answer."""

import pytest

from advisor.policy.model import Option, Question
from advisor.tui.questions.choosing import toggled

ONE = Question("one", "One?", (Option("a", "A"), Option("b", "B")))
SEVERAL = Question(
    "several", "Several?", (Option("a", "A"), Option("b", "B"), Option("none", "None", exclusive=True)), several=True
)


@pytest.mark.parametrize(
    ("question", "before", "pointed", "after"),
    [
        (ONE, (), "a", ("a",)),
        (ONE, ("a",), "b", ("b",)),
        (ONE, ("a",), "a", ("a",)),
        (SEVERAL, (), "b", ("b",)),
        (SEVERAL, ("b",), "a", ("a", "b")),
        (SEVERAL, ("a", "b"), "a", ("b",)),
        (SEVERAL, ("a", "b"), "none", ("none",)),
        (SEVERAL, ("none",), "a", ("a",)),
        (SEVERAL, ("a",), "a", ()),
    ],
)
def test_pointing_at_a_choice(
    question: Question, before: tuple[str, ...], pointed: str, after: tuple[str, ...]
) -> None:
    assert toggled(question, before, pointed) == after
