"""The solver against enumeration: a solution solves, and a conflict is one."""

from itertools import product

from hypothesis import given, settings, strategies as st

from advisor.assess.diagram import Diagram
from advisor.assess.solver import SHARED, Conflict, Goal, Key, Solver
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
