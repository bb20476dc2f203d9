"""The ways that serve against every way tried by itself: passing many over at once loses none and adds none."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from advisor.assess import ways as module
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram
from advisor.assess.severities import harmless
from advisor.assess.solver import Conflict, Goal, Key, Solver
from advisor.assess.ways import MOST_WAYS, Changing, Ways
from advisor.policy.model import Option, Policy, Question
from tests.assess.by_hand import of_use
from tests.strategies import policies, random_answer


def first_ways(asked: list[Changing]) -> list[tuple[Answer, ...]]:
    """As many ways as are looked at: nearest first, those equally far in the order of the first answer, then the second …"""
    others = [
        [
            (distance, number, other)
            for distance in range(each.least, each.most + 1)
            for number, other in enumerate(each.at(distance))
        ]
        for each in asked
    ]
    ways = sorted(product(*others), key=lambda way: (sum(distance for distance, _, _ in way), way))
    return [tuple(other for _, _, other in way) for way in ways[:MOST_WAYS]]


@settings(max_examples=60)
@given(policies(), st.randoms(use_true_random=False))
def test_what_serves_is_what_serves_alone(policy: Policy, random: Random) -> None:
    compiled = CompiledPolicy(policy)
    goals = []
    for rule in compiled.policy.rules:
        root = compiled.status[rule.id]
        wanted = frozenset(
            status
            for status in compiled.diagram.values(root)
            if harmless(rule, status, certainly=random.random() < 0.5)
        )
        goals.append(Goal(root, wanted))
    solver = Solver(compiled.diagram, goals)

    def keyed(question: str, answer: Answer) -> dict[Key, int]:
        return {(0, variable): value for variable, value in compiled.blocks[question].encode(answer).items()}

    def together(answers: dict[str, Answer]) -> dict[Key, int]:
        return {key: value for question, answer in answers.items() for key, value in keyed(question, answer).items()}

    answers = {each.id: random_answer(random, each) for each in policy.questions if random.random() < 0.8}
    names = [question for question in answers if random.random() < 0.5][:4]
    rest = together({question: answer for question, answer in answers.items() if question not in names})
    asked = [Changing(compiled.blocks[name].question, answers[name]) for name in names]
    tried = [(way, solver.solve(rest | together(dict(zip(names, way, strict=True))))) for way in first_ways(asked)]
    possible = solver.assume(rest)
    found = list(Ways(solver, asked, keyed).serving()) if possible else []
    assert found == [way for way, served in tried if not isinstance(served, Conflict)]
    solver.release()
    assert solver.spaces == {space: {} for space in solver.spaces}


@pytest.mark.parametrize(
    ("distance", "others"),
    [
        (1, [("a", "b", "c"), ("c",), ("b",)]),
        (2, [("a", "c"), ("a", "b")]),
        (3, [("a",), ("none",)]),
        (4, []),
    ],
)
def test_an_option_that_stands_alone_is_never_put_in_beside_others(distance: int, others: list[Answer]) -> None:
    options = (Option("a", "A"), Option("b", "B"), Option("c", "C"), Option("none", "None", exclusive=True))
    changing = Changing(Question("q", "Which?", options, several=True), ("b", "c"))
    assert list(changing.at(distance)) == others
    assert changing.number(distance) == len(others)


def test_a_hundred_ways_are_looked_at_also_where_they_are_passed_over_together() -> None:
    """Only the last of three options serves for the first of six questions, behind twice 243 ways to change the others."""
    diagram = Diagram((4,) * 6)
    last = diagram.node(0, tuple(diagram.terminal(value == 3) for value in range(4)))
    solver = Solver(diagram, [Goal(last, frozenset({True}))])
    options = tuple(Option(str(value), str(value)) for value in range(4))
    asked = [Changing(Question(str(variable), "Which?", options), ("0",)) for variable in range(6)]
    solver.assume({})
    assert not list(Ways(solver, asked, lambda question, answer: {(0, int(question)): int(answer[0])}).serving())
    few = list(Ways(solver, asked[:3], lambda question, answer: {(0, int(question)): int(answer[0])}).serving())
    assert few == [tuple((one,) for one in way) for way in product("3", "123", "123")]


# By hand

ONE = of_use("q", "a b c")
SEVERAL = of_use("q", "a b c", several=True)
APART = of_use("q", "a b n* m*", several=True)


@pytest.mark.parametrize(
    ("asked", "answer", "flips", "others"),
    [
        (ONE, "a", 2, ["b", "c"]),
        (ONE, "b", 2, ["a", "c"]),
        (SEVERAL, "a", 1, ["a|b", "a|c"]),
        (SEVERAL, "a", 2, ["b", "c", "a|b|c"]),
        (SEVERAL, "a", 3, ["b|c"]),
        (SEVERAL, "a|b|c", 3, []),
        (APART, "a", 1, ["a|b"]),
        (APART, "a", 2, ["b", "n", "m"]),
        (APART, "n", 2, ["a", "b", "m"]),
        (APART, "n", 3, ["a|b"]),
        (APART, "a|b", 1, ["b", "a"]),
        (APART, "a|b", 3, ["n", "m"]),
        (APART, "a|b", 4, []),
    ],
)
def test_other_answers_by_how_many_options_are_put_in_or_taken_out(
    asked: Question, answer: str, flips: int, others: list[str]
) -> None:
    assert ["|".join(each) for each in Changing(asked, tuple(answer.split("|"))).at(flips)] == others


def test_another_answer_is_at_least_one_option_away_and_at_most_all() -> None:
    assert [(each.least, each.most) for each in (Changing(asked, ("a",)) for asked in (ONE, SEVERAL, APART))] == [
        (2, 2),
        (1, 3),
        (1, 4),
    ]


NEAREST = ["x|y x|y", "x|z x|y"]
NEXT = ["x|y y", "x|z y", "y x|y", "z x|y", "x|y|z x|y"]


@pytest.mark.parametrize(
    ("most", "refused", "found"),
    [
        (0, "", []),
        (1, "", ["b x|y x|y"]),
        (3, "", ["b x|y x|y", "b x|z x|y", "c x|y x|y"]),
        # those that begin with what is refused are looked at as well, all at once: two at first, then five
        (2, "b", []),
        (3, "b", ["c x|y x|y"]),
        (4, "b", [f"c {rest}" for rest in NEAREST]),
        (5, "b", [f"c {rest}" for rest in NEAREST]),
        (9, "b", [f"c {rest}" for rest in NEAREST]),
        (10, "b", [f"c {rest}" for rest in [*NEAREST, *NEXT[:1]]]),
        (12, "b", [f"c {rest}" for rest in [*NEAREST, *NEXT[:3]]]),
        (14, "b", [f"c {rest}" for rest in [*NEAREST, *NEXT]]),
        (4, "c", [f"b {rest}" for rest in NEAREST]),
        (8, "c", [f"b {rest}" for rest in [*NEAREST, *NEXT[:4]]]),
        (99, "b c", []),
    ],
)
def test_no_more_ways_are_looked_at_than_so_many(
    most: int, refused: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old answers are a, x alone and x alone; some answers to the first question are refused by themselves."""
    monkeypatch.setattr(module, "MOST_WAYS", most)
    diagram = Diagram((3, 2, 2, 2, 2, 2))
    first = diagram.node(0, tuple(diagram.terminal(option not in refused.split()) for option in "abc"))
    places = {"q": 0, "m": 1, "p": 4}
    options = {"q": "abc", "m": "xyz", "p": "xy"}

    def keyed(question: str, answer: Answer) -> dict[Key, int]:
        if question == "q":
            return {(0, 0): "abc".index(answer[0])}
        return {(0, places[question] + at): int(option in answer) for at, option in enumerate(options[question])}

    asked = [
        Changing(of_use("q", "a b c"), ("a",)),
        Changing(of_use("m", "x y z", several=True), ("x",)),
        Changing(of_use("p", "x y", several=True), ("x",)),
    ]
    solver = Solver(diagram, [Goal(first, frozenset({True}))])
    assert solver.assume({})
    ways = [" ".join("|".join(answer) for answer in way) for way in Ways(solver, asked, keyed).serving()]
    assert ways == found


def test_a_way_that_no_open_answer_serves_with_is_none() -> None:
    """With b one rule wants an open question answered one way, and another rule the other way."""
    diagram = Diagram((3, 2))
    true, false = diagram.terminal(True), diagram.terminal(False)
    wants = [diagram.node(0, (true, diagram.node(1, answers), true)) for answers in ((true, false), (false, true))]
    solver = Solver(diagram, [Goal(root, frozenset({True})) for root in wants])
    assert solver.assume({})
    asked = [Changing(of_use("q", "a b c"), ("a",))]
    found = Ways(solver, asked, lambda _, answer: {(0, 0): "abc".index(answer[0])}).serving()
    assert list(found) == [(("c",),)]
