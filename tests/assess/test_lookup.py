"""What rules come to, found by the answers themselves or by their number, with whatever is remembered."""

from collections.abc import Sequence

import pytest

from advisor.assess import lookup as module
from advisor.assess.asked import Answers, Numbers, Sums, picked
from advisor.assess.compiled import Block
from advisor.assess.lookup import Asked, Column, Known, LookUp
from tests.assess.by_hand import of_use

Given = dict[str, tuple[str, ...]]


def numbers_of(names: str) -> dict[str, Numbers]:
    """Three bits for each question: whether it was answered, and by x or y."""
    return {
        name: Numbers(Block(of_use(name, "x y"), 0), 1 << 3 * at, {"x": 2 << 3 * at, "y": 4 << 3 * at})
        for at, name in enumerate(names)
    }


class Asking:
    """A column that says the number which it is asked for, at a place of its own, and notes what it was asked."""

    def __init__(self, place: int, shift: int = 0, mask: int = 0o7777) -> None:
        self.remembered: dict[int, int] = {}
        self.asked: list[tuple[int, tuple[Answers, ...]]] = []
        self.column: Column = (self.remembered.get, shift, mask, self._worked_out)
        self._place, self._shift, self._mask = place, shift, mask

    def _worked_out(self, number: int, answers: Sequence[Answers]) -> int:
        self.asked.append((number, tuple(answers)))
        key = number >> self._shift & self._mask
        self.remembered[key] = key << self._place
        return key << self._place


@pytest.mark.parametrize(
    ("questions", "key", "number", "given"),
    [
        (("p",), ("x",), 0o3, {"p": ("x",)}),
        (("p",), None, 0, {}),
        (("p", "q"), (("y",), ("x",)), 0o35, {"p": ("y",), "q": ("x",)}),
        (("q", "p"), (None, ("x",)), 0o3, {"p": ("x",)}),
        ((), None, 0, {}),
    ],
)
def test_rules_are_looked_up_by_the_answers(questions: tuple[str, ...], key: object, number: int, given: Given) -> None:
    asking = Asking(0)
    known = Known(questions, numbers_of("pq"), asking.column)
    assert [known[key], known[key]] == [number, number]
    assert asking.asked == [(number, (given,))]


def test_only_so_many_sets_of_answers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KNOWN", 2)
    known = Known(("p", "q"), numbers_of("pq"), Asking(0).column)
    sets = [(one, other) for one in (None, ("x",), ("y",)) for other in (("x",), ("y",))]
    for at, each in enumerate(sets):
        assert known[each] == numbers_of("pq")["p"][each[0]] + numbers_of("pq")["q"][each[1]]
        assert len(known) == at % 2 + 1


@pytest.mark.parametrize(
    ("answers", "about_bot", "number", "alone"),
    [
        ({"p": ("x",), "q": ("y",), "r": ("x",)}, {"b": ("y",)}, 0o5353, 0o3),
        ({"p": ("x",), "q": ("y",), "r": ("x",)}, {}, 0o353, 0o3),
        ({"q": ("y",)}, {"b": ("x",), "p": ("x",)}, 0o3050, 0),
        ({"q": ("y",), "s": ("x",), "t": ("x",), "u": ("x",)}, {}, 0o50, 0),
        ({}, {}, 0, 0),
    ],
)
def test_both_are_put_together_and_what_is_open_adds_nothing(
    answers: Given, about_bot: Given, number: int, alone: int
) -> None:
    """`p` is asked by itself, all the others for two tables, and `b` of the bot."""
    numbers = numbers_of("pqrb")
    by_itself, first, second = Asking(20), Asking(0, 3, 0o7), Asking(30, 6, 0o77)
    asked = Asked(3, dict.fromkeys("pqr"), [(picked("rq"), Sums("rq", numbers))], [("b", numbers["b"])])
    found = LookUp(asked, [(picked("p"), Known(("p",), numbers, by_itself.column))], [first.column, second.column])
    tables = number & ~0o7
    expected = alone << 20 | tables >> 3 & 0o7 | (tables >> 6 & 0o77) << 30
    assert [found.of(answers, about_bot), found.of(answers, about_bot)] == [expected, expected]
    for asking in (first, second):
        ((seen, (of_bot, given)),) = asking.asked
        assert seen == tables
        assert of_bot == about_bot
        assert {question: answer for question, answer in given.items() if answer is not None} == answers


def test_without_tables_no_number_is_made() -> None:
    numbers = numbers_of("p")
    known = Known(("p",), numbers, Asking(0).column)
    asked = Asked(1, {"p": None}, [], [("b", numbers["p"])])
    assert LookUp(asked, [(picked("p"), known)], []).of({"p": ("x",)}, {"b": ("y",)}) == 0o3
    assert LookUp(asked, [], []).of({"p": ("x",)}, {"b": ("y",)}) == 0
