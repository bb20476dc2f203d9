"""A function looked at under many answers: every path through its diagram is a bit, every value of a variable a mask.

A value rules out the paths that need another one, so the masks of all values that are given, joined by "and", leave the
paths that are still possible, and where these end is what the function may come to. Finding why a rule comes to
something asks that again for each answer left out: a matter of a few numbers, where walking the diagram is one of many
steps. A diagram can have far more paths than nodes; then it is walked all the same.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import reduce
from operator import and_

from advisor.assess.diagram import Diagram, Node
from advisor.typed import Any

MOST_PATHS = 500
"""How many bits a mask may have."""


Limits = Any
"""What some values leave of a function, in the way of whoever looks at it."""


class Walks:
    """The function of a node, by walking the diagram each time: nothing to prepare, and a walk for every answer."""

    __slots__ = ("_diagram", "_root")

    def __init__(self, diagram: Diagram, root: Node) -> None:
        """Take the node."""
        self._diagram = diagram
        self._root = root

    def limits(self, fixed: Mapping[int, int]) -> Limits:
        """What is left while the fixed variables keep their values."""
        return fixed

    def together(self, limits: Iterable[Limits]) -> Limits:
        """What all of them leave."""
        return {variable: value for fixed in limits for variable, value in fixed.items()}

    def values_under(self, limits: Limits) -> frozenset[Hashable]:
        """The values the function can take there."""
        return self._diagram.values_under(self._root, limits)

    def constant_under(self, limits: Limits) -> bool:
        """Whether that is one value only."""
        return self._diagram.constant_under(self._root, limits)


class Paths:
    """The same by bits. Only variables on which the function depends can be fixed."""

    __slots__ = ("_allowed", "_ends", "_ones")

    def __init__(self, diagram: Diagram, root: Node) -> None:
        """List the paths; a bit more for each, as they are found."""
        self._ones = (1 << diagram.paths(root)) - 1
        self._ends: dict[Hashable, int] = {}
        """value -> the paths that end in it."""
        self._allowed = {
            (variable, value): self._ones
            for variable in diagram.support(root)
            for value in range(diagram.sizes[variable])
        }
        """variable and value -> the paths that do not need another value."""
        found = 0
        way: dict[int, int] = {}

        def walk(node: Node) -> None:
            nonlocal found
            if diagram.is_terminal(node):
                self._add(1 << found, diagram.value(node), way, diagram)
                found += 1
                return
            variable = diagram.variable(node)
            for value, child in enumerate(diagram.children(node)):
                way[variable] = value
                walk(child)
            del way[variable]

        walk(root)

    def _add(self, bit: int, end: Hashable, way: Mapping[int, int], diagram: Diagram) -> None:
        self._ends[end] = self._ends.get(end, 0) | bit
        for variable, needed in way.items():
            for value in range(diagram.sizes[variable]):
                if value != needed:
                    self._allowed[variable, value] ^= bit

    def limits(self, fixed: Mapping[int, int]) -> Limits:
        """What is left while the fixed variables keep their values: the paths."""
        left = self._ones
        for given in fixed.items():
            left &= self._allowed[given]
        return left

    def together(self, limits: Iterable[Limits]) -> Limits:
        """What all of them leave."""
        return reduce(and_, limits, self._ones)

    def values_under(self, limits: Limits) -> frozenset[Hashable]:
        """The values the function can take there."""
        return frozenset([end for end, paths in self._ends.items() if limits & paths])

    def constant_under(self, limits: Limits) -> bool:
        """Whether that is one value only."""
        return any(not limits & ~paths for paths in self._ends.values())


def view(diagram: Diagram, root: Node) -> Paths | Walks:
    """What answers soonest where much is asked."""
    return Paths(diagram, root) if diagram.paths(root) <= MOST_PATHS else Walks(diagram, root)
