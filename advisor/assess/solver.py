"""Finds answers under which each of many rules comes to something that is wanted, or tells which answers stand against it.

The rules' diagrams are never joined, for that can take a million nodes where one way through is found in sixty steps.
Backtracking with conflict sets: a dead end is blamed on the variables that make it one, and whatever else was chosen
meanwhile is skipped on the way back (Prosser, "Hybrid Algorithms for the Constraint Satisfaction Problem", 1993).
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

from advisor.assess.diagram import Diagram, Node
from advisor.values import dataclass, field

Key = tuple[int, int]
"""A variable in a space."""
SHARED = -1
"""The space of variables that have one value everywhere."""


MOST_STEPS = 200_000
"""How many choices one search may make: ten times what the largest plans of a real pack take, and some seconds."""


class TooEntangled(Exception):  # noqa: N818 - the pack's fault; whoever shows an assessment makes an error of it
    """The rules depend on each other in so many ways that a search among their answers would not end in time."""


class Effort:
    """What is left of the steps of one search, which may ask several solvers."""

    def __init__(self) -> None:
        """Begin with all of them."""
        self.left = MOST_STEPS

    def step(self) -> None:
        """Take one. Raises TooEntangled if none is left."""
        self.left -= 1
        if self.left < 0:
            raise TooEntangled


@dataclass(frozen=True, slots=True)
class Goal:
    """A function whose value has to be one of those wanted. Its variables are those of its space, or shared."""

    root: Node
    wanted: frozenset[Hashable]
    space: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why there is no solution: no value of the other variables serves while these keep theirs."""

    keys: frozenset[Key]


@dataclass(slots=True)
class _Choice:
    """A variable being tried: the values that are left, the goals still unsettled, and what its failures blamed."""

    key: Key
    left: Iterator[int]
    unsettled: frozenset[int]
    blamed: set[Key] = field(default_factory=set)


@dataclass(slots=True)
class _Held:
    """Values that were assumed, and the goals that they leave unsettled."""

    values: dict[Key, int]
    unsettled: frozenset[int]


class Solver:
    """Solves a set of goals, again and again under different assumptions.

    Where assumptions have most in common, what they share is held meanwhile (`assume`, `release`): only the goals that
    the rest touches are looked at anew. The same variable may have different values in different spaces (the answers
    about two uses), unless it is one of those `shared` (the answers about the bot).
    """

    def __init__(
        self, diagram: Diagram, goals: Iterable[Goal], shared: Collection[int] = (), effort: Effort | None = None
    ) -> None:
        """Index the goals by the variables they depend on; the effort is that of the search this is a part of."""
        self.effort = effort or Effort()
        self.diagram = diagram
        self.goals = tuple(goals)
        self.shared = frozenset(shared)
        self.spaces: dict[int, dict[int, int]] = {goal.space: {} for goal in self.goals}
        self.support = [
            tuple(self.key(variable, goal.space) for variable in sorted(diagram.support(goal.root)))
            for goal in self.goals
        ]
        self.touching: dict[Key, list[int]] = {}
        for number, keys in enumerate(self.support):
            for key in keys:
                self.touching.setdefault(key, []).append(number)
        self.open = [len(keys) for keys in self.support]
        self.prefer: Mapping[Key, int] = {}
        self._held: list[_Held] = []

    def key(self, variable: int, space: int) -> Key:
        """The variable as seen from a space."""
        return (SHARED if variable in self.shared else space, variable)

    def solve(self, given: Mapping[Key, int], prefer: Mapping[Key, int] | None = None) -> dict[Key, int] | Conflict:
        """Values that serve, the given ones among them (what is left out may be anything), or why there are none.

        Raises TooEntangled.
        """
        self.prefer = prefer or {}
        values: dict[Key, int] = {}
        every = range(len(self.goals))
        try:
            self._set_all(values, given)
            conflict = self._search(values, frozenset(every), every)
            return dict(values) if conflict is None else Conflict(conflict)
        finally:
            self._unset_all(values)

    def assume(self, given: Mapping[Key, int]) -> bool:
        """Hold these values beside those held already; False if a goal cannot be reached with them any more."""
        values: dict[Key, int] = {}
        self._set_all(values, given)
        every = range(len(self.goals))
        before = self._held[-1].unsettled if self._held else frozenset(every)
        touched = {number for key in values for number in self.touching[key]} if self._held else every
        unsettled, failed = self._settle(before, touched)
        self._held.append(_Held(values, unsettled))
        return failed is None

    def release(self) -> None:
        """Hold no longer what was assumed last."""
        self._unset_all(self._held.pop().values)

    def serves(self) -> bool:
        """Whether some values serve with those held, every one of which was possible. Raises TooEntangled."""
        self.prefer = {}
        values: dict[Key, int] = {}
        try:
            return self._search(values, self._held[-1].unsettled, ()) is None
        finally:
            self._unset_all(values)

    def _set_all(self, values: dict[Key, int], given: Mapping[Key, int]) -> None:
        for key, value in given.items():
            if key in self.touching:
                self._set(values, key, value)

    def _unset_all(self, values: dict[Key, int]) -> None:
        for key in list(values):
            self._unset(values, key)

    def _set(self, values: dict[Key, int], key: Key, value: int) -> None:
        values[key] = value
        space, variable = key
        for each in self.spaces.values() if space == SHARED else (self.spaces[space],):
            each[variable] = value
        for number in self.touching[key]:
            self.open[number] -= 1

    def _unset(self, values: dict[Key, int], key: Key) -> None:
        del values[key]
        space, variable = key
        for each in self.spaces.values() if space == SHARED else (self.spaces[space],):
            del each[variable]
        for number in self.touching[key]:
            self.open[number] += 1

    def _search(
        self, values: dict[Key, int], unsettled: frozenset[int], touched: Iterable[int]
    ) -> frozenset[Key] | None:
        """Extend the values to a solution and leave it in them: None; or the conflict."""
        unsettled, conflict = self._settled_or_blamed(unsettled, touched)
        choices: list[_Choice] = []
        while unsettled or conflict is not None:
            self.effort.step()
            if conflict is None:
                key = self._next(min(unsettled, key=lambda number: (self.open[number], number)))
                choices.append(_Choice(key, iter(self._order(key)), unsettled))
            elif not self._backtrack(choices, values, conflict):
                return conflict
            choice = choices[-1]
            value = next(choice.left, None)
            if value is None:
                choices.pop()
                conflict = frozenset(choice.blamed - {choice.key})
            else:
                self._set(values, choice.key, value)
                unsettled, conflict = self._settled_or_blamed(choice.unsettled, self.touching[choice.key])
        return None

    def _backtrack(self, choices: list[_Choice], values: dict[Key, int], conflict: frozenset[Key]) -> bool:
        """Go back to the last choice that is to blame; False if none is."""
        while choices:
            choice = choices[-1]
            self._unset(values, choice.key)
            if choice.key in conflict:
                choice.blamed |= conflict
                return True
            choices.pop()
        return False

    def _settled_or_blamed(
        self, unsettled: frozenset[int], touched: Iterable[int]
    ) -> tuple[frozenset[int], frozenset[Key] | None]:
        """The goals that are still not certain, or why one of those touched cannot be reached any more."""
        left, failed = self._settle(unsettled, touched)
        return left, None if failed is None else self._blamed(failed)

    def _settle(self, unsettled: frozenset[int], touched: Iterable[int]) -> tuple[frozenset[int], int | None]:
        """The goals that are still not certain, and one of those touched that cannot be reached any more, if any."""
        settled = set()
        for number in touched:
            if number in unsettled:
                goal = self.goals[number]
                reached = self.diagram.values_under(goal.root, self.spaces[goal.space])
                if reached.isdisjoint(goal.wanted):
                    return unsettled, number
                if reached <= goal.wanted:
                    settled.add(number)
        return unsettled - settled, None

    def _next(self, number: int) -> Key:
        """The first variable without a value on which an unsettled goal depends."""
        goal = self.goals[number]
        node = self.diagram.decide(goal.root, self.spaces[goal.space])
        return self.key(self.diagram.variable(node), goal.space)

    def _order(self, key: Key) -> list[int]:
        sizes = range(self.diagram.sizes[key[1]])
        first = self.prefer.get(key)
        return list(sizes) if first is None else [first, *(value for value in sizes if value != first)]

    def _blamed(self, number: int) -> frozenset[Key]:
        """A set of variables none of which can be left out whose values keep a goal from being reached."""
        goal = self.goals[number]
        space = dict(self.spaces[goal.space])
        kept = []
        for key in self.support[number]:
            value = space.pop(key[1], None)
            if value is not None and not self.diagram.values_under(goal.root, space).isdisjoint(goal.wanted):
                space[key[1]] = value
                kept.append(key)
        return frozenset(kept)
