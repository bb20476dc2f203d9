"""The decision diagram on its own: equal functions are one node, and every operation agrees with a table."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from advisor.assess.diagram import Diagram, Node, TooLarge

SIZES = (2, 3, 2, 4)
Assignment = tuple[int, ...]


def value_at(diagram: Diagram, node: Node, assignment: Assignment) -> Hashable:
    while not diagram.is_terminal(node):
        node = diagram.children(node)[assignment[diagram.variable(node)]]
    return diagram.value(node)


def assignments(fixed: Mapping[int, int] | None = None) -> Iterator[Assignment]:
    fixed = fixed or {}
    return product(*([fixed[v]] if v in fixed else range(size) for v, size in enumerate(SIZES)))


def table(diagram: Diagram, node: Node, fixed: Mapping[int, int] | None = None) -> list[Hashable]:
    return [value_at(diagram, node, assignment) for assignment in assignments(fixed)]


def build(diagram: Diagram, function: Callable[[Assignment], Hashable], chosen: Assignment = ()) -> Node:
    """The node of a function given by its table."""
    if len(chosen) == len(SIZES):
        return diagram.terminal(function(chosen))
    children = tuple(build(diagram, function, (*chosen, value)) for value in range(SIZES[len(chosen)]))
    return diagram.node(len(chosen), children)


TABLES = st.lists(st.sampled_from("abc"), min_size=48, max_size=48)
TRUTHS = st.lists(st.booleans(), min_size=48, max_size=48)
FIXED = st.dictionaries(st.integers(0, 3), st.integers(0, 1), max_size=3)


def from_table(diagram: Diagram, values: list[str] | list[bool]) -> Node:
    entries = dict(zip(assignments(), values, strict=True))
    return build(diagram, entries.__getitem__)


@pytest.fixture
def diagram() -> Diagram:
    return Diagram(SIZES)


def test_a_variable_that_makes_no_difference_is_not_there(diagram: Diagram) -> None:
    leaf = diagram.terminal("x")
    assert diagram.node(1, (leaf, leaf, leaf)) == leaf
    assert diagram.support(leaf) == frozenset()
    alone = Diagram((1,))
    assert alone.node(0, (alone.terminal("x"),)) == alone.terminal("x")


def test_a_copy_has_the_same_values_unless_they_are_converted(diagram: Diagram) -> None:
    other = Diagram(SIZES)
    node = diagram.node(0, (diagram.terminal("a"), diagram.terminal("b")))
    assert table(other, diagram.copy(other, node, {})) == table(diagram, node)
    assert (diagram.remembered, other.remembered) == ({}, {})


def test_true_and_one_are_different_constants(diagram: Diagram) -> None:
    assert diagram.terminal(True) != diagram.terminal(1)
    assert diagram.terminal(0) == diagram.terminal(0)


def test_equal_functions_are_one_node_however_they_were_built(diagram: Diagram) -> None:
    def first_is_one(assignment: Assignment) -> bool:
        return assignment[0] == 1

    def not_zero_and_something(assignment: Assignment) -> bool:
        return assignment[0] != 0 and assignment[3] < 4

    assert build(diagram, first_is_one) == build(diagram, not_zero_and_something)


@settings(max_examples=100)
@given(TABLES)
def test_a_function_keeps_its_table(values: list[str]) -> None:
    diagram = Diagram(SIZES)
    assert table(diagram, from_table(diagram, values)) == values


@settings(max_examples=100)
@given(TABLES)
def test_the_support_is_exactly_what_makes_a_difference(values: list[str]) -> None:
    diagram = Diagram(SIZES)
    node = from_table(diagram, values)
    entries = dict(zip(assignments(), values, strict=True))
    matters = {
        variable
        for assignment in entries
        for variable, size in enumerate(SIZES)
        for other in range(size)
        if entries[(*assignment[:variable], other, *assignment[variable + 1 :])] != entries[assignment]
    }
    assert diagram.support(node) == matters


@settings(max_examples=100)
@given(TABLES, FIXED)
def test_values_are_those_that_can_still_come_out(values: list[str], fixed: dict[int, int]) -> None:
    diagram = Diagram(SIZES)
    node = from_table(diagram, values)
    assert diagram.values_under(node, fixed) == set(table(diagram, node, fixed))
    assert diagram.values(node) == set(values)


@settings(max_examples=100)
@given(TABLES, FIXED)
def test_a_copy_with_variables_fixed_is_the_function_there(values: list[str], fixed: dict[int, int]) -> None:
    diagram, other = Diagram(SIZES), Diagram(SIZES)
    node = from_table(diagram, values)
    copied = diagram.copy(other, node, fixed, lambda value: value == "a")
    assert not other.support(copied) & set(fixed)
    expected = [value == "a" for value in table(diagram, node, fixed)]
    assert table(other, copied, fixed) == expected


@settings(max_examples=100)
@given(TRUTHS, TRUTHS)
def test_and_or_and_not_agree_with_their_tables(left: list[bool], right: list[bool]) -> None:
    diagram = Diagram(SIZES)
    one, two = from_table(diagram, left), from_table(diagram, right)
    assert table(diagram, diagram.both(one, two)) == [a and b for a, b in zip(left, right, strict=True)]
    assert table(diagram, diagram.either(one, two)) == [a or b for a, b in zip(left, right, strict=True)]
    assert table(diagram, diagram.negated(one)) == [not a for a in left]
    assert diagram.negated(diagram.negated(one)) == one


@settings(max_examples=100)
@given(TRUTHS, TABLES, TABLES)
def test_choosing_agrees_with_its_table(where: list[bool], then: list[str], otherwise: list[str]) -> None:
    diagram = Diagram(SIZES)
    chosen = diagram.choose(*(from_table(diagram, values) for values in (where, then, otherwise)))
    assert table(diagram, chosen) == [a if c else b for c, a, b in zip(where, then, otherwise, strict=True)]


@settings(max_examples=100)
@given(TABLES, FIXED)
def test_a_function_is_constant_where_one_value_can_come_out(values: list[str], fixed: dict[int, int]) -> None:
    diagram = Diagram(SIZES)
    node = from_table(diagram, values)
    assert diagram.constant_under(node, fixed) is (len(set(table(diagram, node, fixed))) == 1)


@settings(max_examples=100)
@given(st.lists(st.sampled_from("aab"), min_size=48, max_size=48), st.integers(0, 4))
def test_what_is_collapsed_depends_on_what_comes_before_and_joins_the_rest(values: list[str], before: int) -> None:
    diagram = Diagram(SIZES)
    collapsed = diagram.collapse(from_table(diagram, values), before, lambda ends: "".join(sorted(map(str, ends))))
    assert all(variable < before for variable in diagram.support(collapsed))
    entries = dict(zip(assignments(), values, strict=True))
    for assignment in entries:
        ends = {value for other, value in entries.items() if other[:before] == assignment[:before]}
        assert value_at(diagram, collapsed, assignment) == "".join(sorted(ends))


def test_small_functions_looked_at_from_all_sides(diagram: Diagram) -> None:
    x, y, z = (diagram.terminal(name) for name in "xyz")
    low = diagram.node(2, (x, y))
    top = diagram.node(0, (z, diagram.node(1, (x, low, low))))
    assert diagram.decide(top, {}) == top
    assert diagram.decide(top, {0: 1, 2: 1}) == diagram.node(1, (x, low, low))
    assert diagram.decide(top, {0: 1, 1: 2}) == low
    assert diagram.decide(top, {0: 1, 1: 2, 2: 1}) == y
    assert sorted(diagram.reachable(top)) == sorted([x, y, z, low, top, diagram.node(1, (x, low, low))])
    assert [diagram.paths(node) for node in (x, low, top)] == [1, 2, 6]
    assert diagram.constant_under(top, {0: 0})
    assert not diagram.constant_under(top, {0: 1})
    assert diagram.constant_under(top, {0: 1, 1: 0})
    assert diagram.constant_under(x, {})
    assert diagram.values_under(top, {0: 1, 2: 0}) == {"x"}
    assert diagram.constant_under(top, {0: 1, 2: 0})
    assert diagram.collapse(top, 1, lambda ends: tuple(sorted(map(str, ends)))) == diagram.node(
        0, (diagram.terminal(("z",)), diagram.terminal(("x", "y")))
    )
    assert diagram.support(top) is diagram.support(top)


def test_what_many_ways_lead_to_is_looked_at_once() -> None:
    """Whether a number of sixty bits is even: two nodes a bit, and two to the sixty ways."""
    diagram = Diagram((2,) * 60)
    even, odd = diagram.terminal(True), diagram.terminal(False)
    for variable in reversed(range(60)):
        even, odd = diagram.node(variable, (even, odd)), diagram.node(variable, (odd, even))
    assert diagram.paths(even) == 2**60
    assert len(list(diagram.reachable(even))) == 121
    assert diagram.support(even) == set(range(60))
    assert diagram.values_under(even, {0: 0}) == {True, False}
    assert not diagram.constant_under(even, {0: 0})
    assert diagram.collapse(even, 60, lambda ends: next(iter(ends))) == even
    assert diagram.negated(even) == odd
    assert diagram.both(even, odd) == diagram.terminal(False)
    sevens = diagram.copy(diagram, even, {}, lambda _: 7)
    assert sevens == diagram.terminal(7)
    assert diagram.constant_under(sevens, {})


def test_what_is_joined_with_a_constant_or_with_itself_takes_no_step(diagram: Diagram) -> None:
    true, false = diagram.terminal(True), diagram.terminal(False)
    some = diagram.node(1, (false, true, true))
    for one, other, both, either in (
        (true, some, some, true),
        (some, true, some, true),
        (false, some, false, some),
        (some, false, false, some),
        (some, some, some, some),
        (true, false, false, true),
        (false, true, false, true),
        (false, false, false, false),
        (true, true, true, true),
    ):
        assert (diagram.both(one, other), diagram.either(one, other)) == (both, either)
    a, b = diagram.terminal("a"), diagram.terminal("b")
    function = diagram.node(2, (a, b))
    assert diagram.choose(true, function, b) == function
    assert diagram.choose(false, b, function) == function
    assert diagram.choose(some, a, b) == diagram.node(1, (b, a, a))
    assert diagram.steps == 0
    assert diagram.choose(some, function, b) == diagram.node(1, (b, function, function))
    assert diagram.choose(some, a, function) == diagram.node(1, (function, a, a))
    assert diagram.steps > 0


def test_joining_counts_its_steps_and_stops_beyond_the_limit() -> None:
    diagram = Diagram((2, 2))
    true, false = diagram.terminal(True), diagram.terminal(False)
    first, second = diagram.node(0, (false, true)), diagram.node(1, (false, true))
    assert diagram.steps == 0
    diagram.limit(7)
    both = diagram.both(first, second)
    assert both == diagram.node(0, (false, second))
    assert diagram.steps == 7
    assert diagram.both(first, second) == both
    assert diagram.steps == 7
    diagram.limit(0)
    assert diagram.both(first, second) == both
    with pytest.raises(TooLarge):
        diagram.either(first, second)
    diagram.limit(3)
    with pytest.raises(TooLarge):
        diagram.choose(first, second, diagram.negated(second))
    diagram.limit(None)
    chosen = diagram.choose(first, second, diagram.negated(second))
    assert table_of_two(diagram, chosen) == [True, False, False, True]


def table_of_two(diagram: Diagram, node: Node) -> list[Hashable]:
    return [value_at(diagram, node, (one, other)) for one in range(2) for other in range(2)]
