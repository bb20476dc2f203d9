"""Answers become numbers: equal where rules cannot tell them apart, different where they can."""

from functools import reduce
from itertools import combinations
from operator import or_

import pytest

from advisor.assess import alike as module
from advisor.assess.alike import Alike, both, comparisons
from advisor.assess.compiled import Block, CompiledPolicy
from advisor.policy.model import Option, Question
from tests.assess.by_hand import PERMISSION, REQUIREMENT, of_use, policy, rule

OPTIONS = ("none", "a", "b", "c", "d", "e")
SETS = frozenset({frozenset({"a", "b"}), frozenset({"b", "a", "c"})})


def question(*, several: bool) -> Question:
    return Question(
        "q", "?", tuple(Option(name, "?", exclusive=several and name == "none") for name in OPTIONS), several=several
    )


def code(alike: Alike, answer: tuple[str, ...]) -> int:
    return reduce(or_, [alike.bits[option] for option in answer], alike.answered)


def test_options_named_together_are_one_and_so_are_those_that_nobody_names() -> None:
    alike = Alike(Block(question(several=False), 0), SETS)
    codes = [alike.answered | alike.bits[option] for option in OPTIONS]
    assert codes[1] == codes[2]
    assert codes[0] == codes[4] == codes[5] == alike.answered == 0b100
    assert len({0, *codes}) == alike.ways == 4
    assert alike.bits["a"] | alike.bits["c"] == 0b11
    everything = frozenset(frozenset({option}) for option in OPTIONS)
    assert Alike(Block(question(several=False), 0), everything).ways == 1 + len(OPTIONS)


def test_of_several_options_each_group_counts_once() -> None:
    alike = Alike(Block(question(several=True), 0), SETS)
    answers = [("none",), *(chosen for size in (1, 2, 3) for chosen in combinations(OPTIONS[1:], size))]
    codes = {answer: code(alike, answer) for answer in answers}
    assert codes["a",] == codes["b",] == codes["a", "b"] == codes["a", "d"]
    assert codes["none",] == codes["d",] == codes["d", "e"]
    assert codes["a", "c"] == codes["b", "c", "e"] != codes["a",]
    assert len({0, *codes.values()}) == alike.ways == 5


def test_a_pattern_tells_the_order_and_whether_there_were_several() -> None:
    alike = Alike(Block(question(several=True), 0), SETS)
    assert alike.pattern(("a",)) != alike.pattern(("a", "b"))
    assert alike.patterns["a", "b", "c"] is alike.patterns["a", "b", "c"] == alike.pattern(("a", "b", "c"))
    assert alike.patterns[None] is None
    assert alike.pattern(("a", "b")) == (True, alike.pattern(("b",))[1])
    assert alike.pattern(("a", "c", "d"))[1] == (*alike.pattern(("a", "c"))[1], *alike.pattern(("d",))[1])


def test_only_so_many_patterns_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PATTERNS", 2)
    alike = Alike(Block(question(several=False), 0), SETS)
    for number, option in enumerate(OPTIONS):
        assert alike.patterns[option,] == alike.pattern((option,))
        assert len(alike.patterns) == number % 2 + 1


def test_of_each_group_the_first_option_is_named() -> None:
    alike = Alike(Block(question(several=True), 0), SETS)
    wanted = alike.groups(("b", "d"))
    assert alike.firsts(("a", "b", "c", "d", "e"), wanted) == ("a", "d")
    assert alike.firsts(("b", "c"), alike.groups(("a",))) == ("b",)


@pytest.mark.parametrize("answer", [("none", "a"), ()])
def test_what_cannot_be_given_is_read_as_what_can(answer: tuple[str, ...]) -> None:
    alike = Alike(Block(question(several=True), 0), SETS)
    assert alike.pattern(answer) == alike.pattern(("a",) if answer else ("none",))


def test_comparisons_of_two_rules_are_put_together() -> None:
    one, other = frozenset({"a"}), frozenset({"b"})
    mine, others = frozenset({one}), frozenset({other})
    assert both({"q": mine, "s": others}, {"q": others, "r": mine}) == {"q": mine | others, "r": mine, "s": others}


def test_a_permission_makes_the_comparisons_of_what_it_requires() -> None:
    may = rule("may", PERMISSION, "u:x", requires=("kept",))
    kept = rule("kept", REQUIREMENT, "u:x|y", broken_when="v:x", met_when="w:x")
    compiled = CompiledPolicy(policy(of_use("u", "x y"), of_use("v", "x y"), of_use("w", "x y"), may, kept))
    assert comparisons(compiled, may) == {
        "u": {frozenset({"x"}), frozenset({"x", "y"})},
        "v": {frozenset({"x"})},
    }
