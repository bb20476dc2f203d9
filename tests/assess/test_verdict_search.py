"""What is searched for is what enumerating finds: which severities are possible, and which variables decide."""

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random

import pytest

from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import Severity
from advisor.assess.severities import combine, union
from advisor.assess.solver import MOST_STEPS, TooEntangled
from advisor.assess.verdict_search import VerdictSearch

N, P, S, A, X = (1 << severity for severity in Severity)
UNCLEAR = N | X
SIZES = (2, 2, 3)
Table = Mapping[tuple[int, ...], int]


def diagram_of(*rules: str, store: Diagram | None = None) -> tuple[Diagram, list[Node]]:
    """Rules in words: `A 1 0` is A where the first variable is 1 and the second 0, elsewhere it adds nothing."""
    store = store or Diagram(SIZES)
    found = []
    for words in rules:
        name, *values = words.split()
        node = store.terminal({"S": S, "A": A, "X": X, "?": UNCLEAR}[name])
        for variable, value in reversed(list(enumerate(values))):
            if value != "-":
                others = [store.terminal(N)] * SIZES[variable]
                others[int(value)] = node
                node = store.node(variable, tuple(others))
        found.append(node)
    return store, found


@pytest.mark.parametrize(
    ("settled", "rules", "possible", "decides"),
    [
        (P, [], P, []),
        (UNCLEAR, [], UNCLEAR, []),
        (P, ["S 1"], P | S, [0]),
        (P, ["A - 1"], P | A, [1]),
        (P, ["X - - 2"], P | X, [2]),
        (P, ["? 1"], P | X, [0]),
        # two that cannot both rest
        (N, ["S 0", "A 1"], S | A, [0]),
        (N, ["S 0", "X 1"], S | X, [0]),
        (N, ["X 0", "X 1"], X, []),
        # one that never matters beside what is settled, or beside another rule
        (A, ["S 1"], A, []),
        (A, ["X 1"], A | X, [0]),
        (P, ["X - 1", "S 1 1"], P | X, [1]),
        (P, ["A - 1", "S 1 1"], P | A, [1]),
        (P, ["X - 1", "? 1 1"], P | X, [1]),
        (P, ["A - 1", "? 1 1"], P | A | X, [0, 1]),
        # two that answer for each other
        (N, ["S 0 1", "S 1 1"], N | S, [1]),
        (P, ["? 0 1", "? 1 1"], P | X, [1]),
        (P, ["S 0 1", "A 1 1"], P | S | A, [0, 1]),
        # an unclear rule is read both ways
        (UNCLEAR, ["? 1"], UNCLEAR, []),
        (UNCLEAR, ["S 1"], UNCLEAR | S, [0]),
        (N, ["? 0", "X 1"], UNCLEAR, [0]),
        (N, ["? 0", "? 1"], UNCLEAR, []),
        (S, ["? 0", "X - 1"], S | X, [0, 1]),
    ],
)
def test_a_few_rules(settled: int, rules: list[str], possible: int, decides: list[int]) -> None:
    store, nodes = diagram_of(*rules)
    assert VerdictSearch(store, [nodes], settled).possible() == possible
    assert VerdictSearch(store, [nodes], settled).decides("abc") == decides


def test_of_a_question_with_several_variables_one_is_enough() -> None:
    store, nodes = diagram_of("S 1 1 1", "X 0 0 2")
    assert VerdictSearch(store, [nodes], P).decides("qqr") == [0, 2]
    assert VerdictSearch(store, [nodes], P).decides("qrq") == [0, 1]


def test_a_rise_that_starts_too_high_is_none() -> None:
    """The first variable makes A of S only where the second one prohibits; elsewhere it is S, whatever the first is."""
    store, (prohibits,) = diagram_of("X - 1")
    waits, approval = store.terminal(S), store.terminal(A)
    rule = store.node(0, (waits, store.node(1, (waits, approval))))
    assert VerdictSearch(store, [[rule, prohibits]], P).decides("abc") == [1]
    assert VerdictSearch(store, [[rule]], P).decides("abc") == [0, 1]
    rests = store.terminal(N)
    late = store.node(2, (rests, rests, waits))
    other = store.node(1, (late, store.node(2, (rests, rests, approval))))
    masked, (prohibits,) = store.node(0, (store.node(1, (late, late)), other)), diagram_of("X - 1 2", store=store)[1]
    assert VerdictSearch(store, [[masked, prohibits]], P).decides("abc") == [1, 2]
    assert VerdictSearch(store, [[masked]], P).decides("abc") == [0, 1, 2]


def test_all_that_is_asked_in_one_search_counts_together() -> None:
    store, nodes = diagram_of("S 0 1", "A 1 0", "X - 1 2")
    search = VerdictSearch(store, [nodes], P)
    search.possible()
    search.decides("abc")
    spent = MOST_STEPS - search.effort.left
    for left in (0, spent - 1):
        again = VerdictSearch(store, [nodes], P)
        again.effort.left = left
        with pytest.raises(TooEntangled):
            again.decides("abc" if again.possible() else "")
    again = VerdictSearch(store, [nodes], P)
    again.effort.left = spent
    assert again.possible() == P | S | A | X
    assert again.decides("abc") == [0, 1, 2]


@pytest.mark.parametrize(("shared", "possible"), [((0,), S | A), ((), N | S | A)])
def test_parts_have_one_answer_about_the_bot_and_their_own_about_uses(shared: tuple[int, ...], possible: int) -> None:
    store, (one, other) = diagram_of("S 0", "A 1")
    assert VerdictSearch(store, [[one], [other]], N, shared).possible() == possible


# Against enumeration


def random_rule(random: Random, store: Diagram) -> Node:
    """A function of at most two variables, harmless more often than not."""
    first, second = sorted(random.sample(range(len(SIZES)), 2))

    def leaf() -> Node:
        return store.terminal(random.choice([N, N, N, P, S, A, X, UNCLEAR]))

    return store.node(
        first, tuple(store.node(second, tuple(leaf() for _ in range(SIZES[second]))) for _ in range(SIZES[first]))
    )


def enumerated(store: Diagram, rules: Sequence[Node], settled: int) -> Table:
    """What the rules come to together under each assignment."""
    found = {}
    for values in product(*map(range, SIZES)):
        whole = settled
        for rule in rules:
            (given,) = store.values_under(rule, dict(enumerate(values)))
            assert isinstance(given, int)
            whole = combine(whole, given)
        found[values] = whole
    return found


@pytest.mark.parametrize("seed", range(80))
def test_what_is_possible_and_what_decides_is_what_enumerating_finds(seed: int) -> None:
    random = Random(seed)
    store = Diagram(SIZES)
    rules = [random_rule(random, store) for _ in range(random.randint(1, 4))]
    settled = random.choice([N, P, S, A, UNCLEAR, S | X])
    whole = enumerated(store, rules, settled)
    decides = [
        variable
        for variable in range(len(SIZES))
        if any(
            found != whole[(*values[:variable], other, *values[variable + 1 :])]
            for values, found in whole.items()
            for other in range(SIZES[variable])
        )
    ]
    assert VerdictSearch(store, [rules], settled).possible() == union(whole.values())
    assert VerdictSearch(store, [rules], settled).decides("abc") == decides


@pytest.mark.parametrize("seed", range(20))
def test_what_is_possible_for_parts_together_is_what_enumerating_finds(seed: int) -> None:
    random = Random(seed)
    store = Diagram(SIZES)
    parts = [[random_rule(random, store) for _ in range(random.randint(0, 2))] for _ in range(3)]
    tables = [enumerated(store, rules, N) for rules in parts]
    found = 0
    for shared in range(SIZES[0]):
        whole = N
        for one in tables:
            whole = combine(whole, union(value for values, value in one.items() if values[0] == shared))
        found |= whole
    assert VerdictSearch(store, parts, N, (0,)).possible() == found
