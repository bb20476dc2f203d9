"""The solver against enumeration: a solution solves, and a conflict is one."""

from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from advisor.assess import solver as module
from advisor.assess.diagram import Diagram, Node
from advisor.assess.solver import SHARED, Conflict, Effort, Goal, Key, Solver, TooEntangled
from tests.assess.test_diagram import SIZES, TABLES, from_table, table

LOOSE = st.lists(st.sampled_from("aaab"), min_size=48, max_size=48)
GIVEN = st.dictionaries(st.tuples(st.sampled_from([0, 1, SHARED]), st.integers(0, 3)), st.integers(0, 1), max_size=4)


def solvable(solver: Solver, given: dict[Key, int]) -> bool:
    """Whether any values serve, by trying all of them."""
    keys = sorted({key for goal in solver.goals for key in (solver.key(v, goal.space) for v in range(len(SIZES)))})
    ranges = [[given[key]] if key in given else range(SIZES[key[1]]) for key in keys]
    return any(serves(solver, dict(zip(keys, chosen, strict=True))) for chosen in product(*ranges))


def serves(solver: Solver, values: dict[Key, int]) -> bool:
    for goal in solver.goals:
        fixed = {v: values[key] for v in range(len(SIZES)) if (key := solver.key(v, goal.space)) in values}
        if not set(table(solver.diagram, goal.root, fixed)) <= goal.wanted:
            return False
    return True


def check(solver: Solver, given: dict[Key, int]) -> None:
    found = solver.solve(given)
    if isinstance(found, Conflict):
        assert not solvable(solver, given)
        assert found.keys <= set(given)
        assert not solvable(solver, {key: given[key] for key in found.keys})
    else:
        assert serves(solver, {**given, **found})
        assert all(found[key] == value for key, value in given.items() if key in found)
    assert solver.spaces == {space: {} for space in solver.spaces}


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.one_of(TABLES, LOOSE), st.integers(0, 1)), min_size=1, max_size=5), st.integers(1, 2), GIVEN
)
def test_a_solution_solves_and_a_conflict_is_one(
    functions: list[tuple[list[str], int]], spaces: int, given: dict[Key, int]
) -> None:
    diagram = Diagram(SIZES)
    goals = [
        Goal(from_table(diagram, values), frozenset("a" if number % 2 else "ac"), space % spaces)
        for number, (values, space) in enumerate(functions)
    ]
    solver = Solver(diagram, goals, shared=[0, 1])
    known = {key: value for key, value in given.items() if key in solver.touching}
    check(solver, known)
    check(solver, {})
    check(solver, known)


def test_nothing_to_reach_is_reached() -> None:
    assert Solver(Diagram(SIZES), []).solve({}) == {}


def test_the_preferred_value_is_taken_where_it_serves() -> None:
    diagram = Diagram(SIZES)
    node = diagram.node(3, tuple(diagram.terminal(value != 1) for value in range(4)))
    solver = Solver(diagram, [Goal(node, frozenset({True}))])
    assert solver.solve({}, prefer={(0, 3): 2}) == {(0, 3): 2}
    assert solver.solve({}, prefer={(0, 3): 1}) == {(0, 3): 0}


def test_what_was_chosen_meanwhile_is_not_blamed() -> None:
    """Two goals cannot both be had; a hundred others are about something else."""
    sizes = (2,) * 204
    diagram = Diagram(sizes)
    true, false = diagram.terminal(True), diagram.terminal(False)

    def differ(left: int) -> int:
        return diagram.node(left, (diagram.node(left + 1, (false, true)), diagram.node(left + 1, (true, false))))

    both = [
        diagram.node(202, (diagram.node(203, (a, b)), diagram.node(203, (b, a))))
        for a, b in ((true, false), (false, true))
    ]
    goals = [Goal(node, frozenset({True})) for node in [*(differ(left) for left in range(0, 200, 2)), *both]]
    assert Solver(diagram, goals).solve({}) == Conflict(frozenset())


# By hand: four variables of two values, and functions of two or three of them

TRUE = frozenset({True})


@pytest.fixture
def diagram() -> Diagram:
    return Diagram((2,) * 12)


def equal(diagram: Diagram, left: int, right: int) -> Node:
    true, false = diagram.terminal(True), diagram.terminal(False)
    return diagram.node(left, (diagram.node(right, (true, false)), diagram.node(right, (false, true))))


def all_of(diagram: Diagram, *variables: int) -> Node:
    node = diagram.terminal(True)
    for variable in sorted(variables, reverse=True):
        node = diagram.node(variable, (diagram.terminal(False), node))
    return node


def test_blame_is_on_no_more_than_it_takes(diagram: Diagram) -> None:
    solver = Solver(diagram, [Goal(equal(diagram, 0, 2), TRUE), Goal(all_of(diagram, 4, 5), TRUE, 1)], shared=[2])
    assert solver.solve({(0, 0): 1, (SHARED, 2): 0, (1, 4): 1}) == Conflict(frozenset({(0, 0), (SHARED, 2)}))
    assert solver.solve({(0, 0): 1, (1, 4): 0}) == Conflict(frozenset({(1, 4)}))
    assert solver.solve({(1, 4): 0, (1, 5): 0}) == Conflict(frozenset({(1, 5)}))
    assert solver.solve({(0, 0): 1, (1, 4): 1}) == {(0, 0): 1, (SHARED, 2): 1, (1, 4): 1, (1, 5): 1}


def test_what_no_goal_asks_for_is_left_out(diagram: Diagram) -> None:
    solver = Solver(diagram, [Goal(all_of(diagram, 0, 1), frozenset({False}))])
    assert solver.solve({(0, 7): 1, (1, 0): 1}) == {(0, 0): 0}
    assert solver.solve({(0, 0): 1}) == {(0, 0): 1, (0, 1): 0}


def test_a_variable_has_a_value_in_each_space_unless_it_is_shared(diagram: Diagram) -> None:
    goals = [Goal(all_of(diagram, 3), TRUE, 0), Goal(all_of(diagram, 3), frozenset({False}), 1)]
    assert Solver(diagram, goals).solve({}) == {(0, 3): 1, (1, 3): 0}
    assert Solver(diagram, goals, shared=[3]).solve({}) == Conflict(frozenset())


def test_an_earlier_choice_is_taken_back_where_it_is_to_blame(diagram: Diagram) -> None:
    """0 equals 1 equals 2, and 2 is one: nought, the first choice, has to go; what lies between is not in the way."""
    goals = [Goal(equal(diagram, *pair), TRUE) for pair in ((0, 1), (8, 9), (1, 2))]
    solver = Solver(diagram, [*goals, Goal(all_of(diagram, 2, 3), TRUE)])
    assert solver.solve({}) == {(0, each): 1 for each in (0, 1, 2, 3)} | {(0, 8): 0, (0, 9): 0}
    assert solver.solve({(0, 8): 1}) == {(0, each): 1 for each in (0, 1, 2, 3, 8, 9)}
    assert solver.solve({(0, 0): 0}) == Conflict(frozenset({(0, 0)}))
    assert solver.open == [2, 2, 2, 2]


def steps(solver: Solver, given: dict[Key, int]) -> int:
    solver.solve(given)
    return module.MOST_STEPS - solver.effort.left


def test_goals_with_the_fewest_open_variables_come_first(diagram: Diagram) -> None:
    """Two goals are at odds; goals with more variables, earlier or later, cost no step."""
    odds = [Goal(equal(diagram, 4, 5), frozenset({wanted})) for wanted in (True, False)]
    alone = steps(Solver(diagram, odds), {})
    assert alone == 10
    large = [Goal(all_of(diagram, *each), frozenset({False})) for each in ((0, 1, 2, 3), (6, 7, 8, 9))]
    assert steps(Solver(diagram, [large[0], *odds, large[1]]), {}) == alone
    assert steps(Solver(diagram, [large[0], *odds, large[1]]), {(0, 0): 1, (0, 6): 1}) == alone


def test_what_is_settled_costs_no_step(diagram: Diagram) -> None:
    goals = [Goal(equal(diagram, 0, 1), TRUE), Goal(all_of(diagram, 2, 3), frozenset({False}))]
    assert steps(Solver(diagram, goals), {(0, 0): 0, (0, 1): 0, (0, 2): 0}) == 0
    assert steps(Solver(diagram, goals), {(0, 0): 0, (0, 2): 0}) == 1
    assert steps(Solver(diagram, goals), {}) == 3


def test_a_search_ends_when_its_steps_are_used_up(diagram: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 2)
    effort = Effort()
    effort.step()
    effort.step()
    with pytest.raises(TooEntangled):
        effort.step()
    with pytest.raises(TooEntangled):
        Solver(diagram, [Goal(all_of(diagram, 0, 1, 2), TRUE)]).solve({})
    enough, shared = Solver(diagram, [Goal(all_of(diagram, 0, 1), frozenset({False}))]), Effort()
    assert enough.solve({}) == {(0, 0): 0}
    assert Solver(diagram, enough.goals, effort=shared).solve({(0, 0): 1}) == {(0, 0): 1, (0, 1): 0}
    assert shared.left == 1


def test_each_value_that_fails_adds_to_the_blame() -> None:
    """A variable of three values, each of which wants another one to be one: all three are to blame that are nought."""
    diagram = Diagram((3, 2, 2, 2))
    true, false = diagram.terminal(True), diagram.terminal(False)
    goals = []
    for value in range(3):
        wants = [true] * 3
        wants[value] = diagram.node(value + 1, (false, true))
        goals.append(Goal(diagram.node(0, tuple(wants)), TRUE))
    given: dict[Key, int] = {(0, 1): 0, (0, 2): 0, (0, 3): 0}
    assert Solver(diagram, goals).solve(given) == Conflict(frozenset(given))
    assert Solver(diagram, goals).solve(given | {(0, 2): 1}) == given | {(0, 2): 1, (0, 0): 1}


def test_a_search_that_was_broken_off_leaves_nothing_behind(diagram: Diagram) -> None:
    solver = Solver(diagram, [Goal(all_of(diagram, 0, 1, 2), TRUE)], shared=[1])
    solver.effort.left = 2
    with pytest.raises(TooEntangled):
        solver.solve({})
    solver.effort.left = 9
    assert solver.solve({(0, 0): 1}) == {(0, 0): 1, (SHARED, 1): 1, (0, 2): 1}
    assert (solver.spaces, solver.open) == ({0: {}}, [3])


def test_what_is_held_stands_while_more_is_tried(diagram: Diagram) -> None:
    """0 equals 1, and 2 or 3 is nought; what was assumed last is released first."""
    goals = [Goal(equal(diagram, 0, 1), TRUE), Goal(all_of(diagram, 2, 3), frozenset({False}))]
    solver = Solver(diagram, goals)
    assert solver.assume({(0, 2): 1, (0, 9): 1})
    assert solver.serves()
    assert solver.assume({(0, 0): 1})
    assert solver.serves()
    assert not solver.assume({(0, 1): 0})
    solver.release()
    assert not solver.assume({(0, 3): 1})
    solver.release()
    assert solver.assume({(0, 1): 1, (0, 3): 0})
    assert solver.serves()
    solver.release()
    solver.release()
    assert solver.assume({(0, 1): 0})
    assert solver.serves()
    solver.release()
    solver.release()
    assert (solver.spaces, solver.open, solver._held) == ({0: {}}, [2, 2], [])
    assert not solver.assume({(0, 0): 0, (0, 1): 1})
    solver.release()
    assert solver.solve({}) == {(0, 0): 0, (0, 1): 0, (0, 2): 0}
