"""Answers become numbers: of each answer, and of a few at a time, however many of them are remembered."""

from math import prod

import pytest

from advisor.assess import asked
from advisor.assess.asked import Numbers, Sums, packed, picked, summed
from advisor.assess.compiled import Block
from tests.assess.by_hand import of_use

OPTIONS = {"none": 0b100, "a": 0b001, "b": 0b010, "c": 0b010}


def numbers(shift: int = 0) -> Numbers:
    block = Block(of_use("q", "none* a b c", several=True), 0)
    return Numbers(block, 0b1000 << shift, {option: bits << shift for option, bits in OPTIONS.items()})


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        (None, 0),
        (("a",), 0b1001),
        (("a", "b"), 0b1011),
        (("b", "c"), 0b1010),
        (("none",), 0b1100),
        ((), 0b1100),
        (("none", "a"), 0b1001),
    ],
)
def test_an_answer_has_the_bits_of_what_it_stands_for(answer: tuple[str, ...] | None, number: int) -> None:
    found = numbers()
    assert [found[answer], found[answer]] == [number, number]


def test_only_so_many_answers_are_remembered_and_an_open_question_always_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST_ANSWERS", 2)
    one, two = numbers(), numbers(4)
    both = Sums(["p", "q"], {"q": two, "p": one})
    for first in (("a",), None, ("b",), ("c",), ("a", "b")):
        for second in (None, ("none",), ("a",)):
            assert both[first, second] == numbers()[first] + numbers(4)[second]
            assert one[None] == two[None] == 0
            assert max(map(len, (one, two, both))) <= 2


def test_a_few_answers_are_added_up_at_a_time() -> None:
    by_question = {each: numbers(4 * at) for at, each in enumerate("pqrs")}
    found = summed(tuple("pqrs"), by_question, [40, 500, 2_000, 20])
    given = {"p": ("a",), "q": ("b",), "r": None, "s": ("none",)}
    assert [key_of(given) for key_of, _ in found] == [None, (("b",)), (("a",), ("none",))]
    assert sum(sums[key_of(given)] for key_of, sums in found) == 0b1100_0000_1010_1001


@pytest.mark.parametrize(
    ("sizes", "places"),
    [
        ([], []),
        ([5], [[0]]),
        ([2, 3, 4], [[2, 1, 0]]),
        ([3, 30, 4], [[1], [2, 0]]),
        ([4, 6, 2, 5], [[1, 0], [3, 2]]),
        ([1, 24], [[1, 0]]),
        ([99, 1], [[0], [1]]),
    ],
)
def test_things_share_a_place_while_their_sizes_multiplied_allow_it(sizes: list[int], places: list[list[int]]) -> None:
    assert packed(sizes, 24) == places
    assert all(prod(sizes[at] for at in place) <= 24 for place in places if len(place) > 1)


def test_of_one_question_the_answer_itself_is_picked_and_of_none_nothing() -> None:
    given = {"p": 1, "q": 2}
    assert (picked(["q", "p"])(given), picked(["q"])(given), picked([])(given)) == ((2, 1), 2, None)
    with pytest.raises(KeyError):
        picked(["q", "r"])(given)
