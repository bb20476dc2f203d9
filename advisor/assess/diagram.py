"""Reduced ordered multi-valued decision diagrams with any terminals, hash-consed.

Equal functions are one node, so "decided" is a comparison with a terminal and "open" is what is left in the graph.
Bryant, "Graph-Based Algorithms for Boolean Function Manipulation" (1986); multi-valued as in Kam et al. (1998).
"""

from collections.abc import (
    Callable,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)

from advisor.typed import cast

Node = int


class TooLarge(Exception):  # noqa: N818 - no fault: whoever set the limit has another way
    """Joining functions took more steps than were allowed."""


class Diagram:
    """A store of nodes over variables 0, 1, 2 … in that order; variable `v` takes the values 0 … `sizes[v]` - 1."""

    def __init__(self, sizes: Sequence[int]) -> None:
        """Begin with no nodes. Joining functions takes as many steps as it takes, until a limit is set."""
        self.sizes = tuple(sizes)
        self._last_step: int | None = None
        self._leaf_level = len(self.sizes)
        self._level: list[int] = []
        self._children: list[tuple[Node, ...]] = []
        self._value: list[Hashable] = []
        self._nodes: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._terminals: dict[Hashable, Node] = {}
        self._applied: dict[tuple[object, Node, Node], Node] = {}
        self._supports: dict[Node, frozenset[int]] = {}
        self.remembered: dict[Hashable, object] = {}
        """What others found about nodes of the store, so that it goes when the store does."""

    @property
    def steps(self) -> int:
        """How many steps joining functions has taken."""
        return len(self._applied)

    def limit(self, steps: int | None) -> None:
        """Let joining functions take so many steps from here on; None: as many as it takes."""
        self._last_step = None if steps is None else len(self._applied) + steps

    def terminal(self, value: Hashable) -> Node:
        """The constant function `value`."""
        key = (type(value), value)  # True and 1 are different constants
        found = self._terminals.get(key)
        if found is None:
            found = self._terminals[key] = self._add(self._leaf_level, (), value)
        return found

    def node(self, variable: int, children: tuple[Node, ...]) -> Node:
        """The function that picks a child by the variable's value."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (variable, children)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = self._add(variable, children, None)
        return found

    def _add(self, level: int, children: tuple[Node, ...], value: Hashable) -> Node:
        self._level.append(level)
        self._children.append(children)
        self._value.append(value)
        return len(self._level) - 1

    def is_terminal(self, node: Node) -> bool:
        """Whether the function is constant."""
        return self._level[node] == self._leaf_level

    def value(self, node: Node) -> Hashable:
        """The value of a terminal."""
        return self._value[node]

    def variable(self, node: Node) -> int:
        """The first variable the function depends on; the number of variables for a terminal."""
        return self._level[node]

    def children(self, node: Node) -> tuple[Node, ...]:
        """What the function becomes under each value of its first variable."""
        return self._children[node]

    def apply(self, operation: Callable[[Hashable, Hashable], Hashable], left: Node, right: Node) -> Node:
        """The function `operation(left, right)`, value by value. Raises TooLarge beyond the store's limit."""
        key = (operation, left, right)
        found = self._applied.get(key)
        if found is not None:
            return found
        level_left, level_right = self._level[left], self._level[right]
        level = min(level_left, level_right)
        if level == self._leaf_level:
            result = self.terminal(operation(self._value[left], self._value[right]))
        else:
            size = self.sizes[level]
            lefts = self._children[left] if level_left == level else (left,) * size
            rights = self._children[right] if level_right == level else (right,) * size
            result = self.node(level, tuple([self.apply(operation, a, b) for a, b in zip(lefts, rights, strict=True)]))
        self._applied[key] = result
        if self._last_step is not None and len(self._applied) > self._last_step:
            raise TooLarge
        return result

    def copy(
        self,
        into: "Diagram",
        node: Node,
        fixed: Mapping[int, int],
        convert: Callable[[Hashable], Hashable] | None = None,
    ) -> Node:
        """The function with some variables fixed and its terminals converted, as a node of another (or this) store."""
        done: dict[Node, Node] = {}

        def walk(current: Node) -> Node:
            found = done.get(current)
            if found is None:
                level = self._level[current]
                if level == self._leaf_level:
                    value = self._value[current]
                    found = into.terminal(convert(value) if convert else value)
                elif level in fixed:
                    found = walk(self._children[current][fixed[level]])
                else:
                    found = into.node(level, tuple(walk(child) for child in self._children[current]))
                done[current] = found
            return found

        return walk(node)

    def decide(self, node: Node, fixed: Mapping[int, int]) -> Node:
        """Follow the fixed variables from the root until a terminal or the first variable that is not fixed."""
        level = self._level[node]
        while level in fixed:
            node = self._children[node][fixed[level]]
            level = self._level[node]
        return node

    def reachable(self, node: Node) -> Iterator[Node]:
        """Every node of the function's graph, each once."""
        seen = {node}
        waiting = [node]
        while waiting:
            current = waiting.pop()
            yield current
            for child in self._children[current]:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)

    def support(self, node: Node) -> frozenset[int]:
        """The variables the function depends on: no more, for the diagram is reduced."""
        found = self._supports.get(node)
        if found is None:
            levels = frozenset(self._level[n] for n in self.reachable(node))
            found = self._supports[node] = levels - {self._leaf_level}
        return found

    def values(self, node: Node) -> frozenset[Hashable]:
        """The values the function can take."""
        return frozenset(self._value[n] for n in self.reachable(node) if self._level[n] == self._leaf_level)

    def paths(self, node: Node) -> int:
        """How many ways lead from the node to terminals."""
        done: dict[Node, int] = {}

        def walk(current: Node) -> int:
            if current not in done:
                done[current] = sum(map(walk, self._children[current])) or 1
            return done[current]

        return walk(node)

    def values_under(self, node: Node, fixed: Mapping[int, int]) -> frozenset[Hashable]:
        """The values the function can take while the fixed variables keep their values; builds no node."""
        seen = {node}
        waiting = [node]
        found: set[Hashable] = set()
        while waiting:
            current = waiting.pop()
            level = self._level[current]
            if level == self._leaf_level:
                found.add(self._value[current])
                continue
            children = self._children[current]
            for child in (children[fixed[level]],) if level in fixed else children:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return frozenset(found)

    def constant_under(self, node: Node, fixed: Mapping[int, int]) -> bool:
        """Whether the function can take one value only while the fixed variables keep theirs; stops at a second one."""
        seen = {node}
        waiting = [node]
        found: Node | None = None
        while waiting:
            current = waiting.pop()
            level = self._level[current]
            if level == self._leaf_level:
                if found is not None:
                    return False
                found = current
                continue
            children = self._children[current]
            for child in (children[fixed[level]],) if level in fixed else children:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return True

    def collapse(self, node: Node, from_variable: int, join: Callable[[Iterable[Hashable]], Hashable]) -> Node:
        """The function of the variables before `from_variable` alone: below, the values are joined into one."""
        done: dict[Node, Node] = {}

        def walk(current: Node) -> Node:
            found = done.get(current)
            if found is None:
                if self._level[current] >= from_variable:
                    found = self.terminal(join(self.values(current)))
                else:
                    found = self.node(self._level[current], tuple(walk(child) for child in self._children[current]))
                done[current] = found
            return found

        return walk(node)

    # Boolean functions have the terminals True and False.

    def both(self, left: Node, right: Node) -> Node:
        """Conjunction of two Boolean functions."""
        return self._joined(_and, left, right, unless=self.terminal(True), ends=self.terminal(False))

    def either(self, left: Node, right: Node) -> Node:
        """Disjunction of two Boolean functions."""
        return self._joined(_or, left, right, unless=self.terminal(False), ends=self.terminal(True))

    def _joined(
        self, operation: Callable[[Hashable, Hashable], bool], left: Node, right: Node, *, unless: Node, ends: Node
    ) -> Node:
        """Joined, where that has to be worked out: not with one constant, which changes nothing, nor the other."""
        if left in (unless, right):
            return right
        if ends in (left, right):
            return ends
        return left if right == unless else self.apply(operation, left, right)

    def negated(self, node: Node) -> Node:
        """Negation of a Boolean function."""
        return self.copy(self, node, {}, _not)

    def choose(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """`then` where the Boolean condition holds, else `otherwise`."""
        if self.is_terminal(condition):  # as most conditions of a rule are
            return then if self._value[condition] else otherwise
        if self.is_terminal(then) and self.is_terminal(otherwise):
            values = self._value[then], self._value[otherwise]
            return self.copy(self, condition, {}, lambda holds: values[0] if holds else values[1])
        picked = self.apply(_keep_if, condition, then)
        return self.apply(_first, picked, otherwise)


_NOTHING = ("nothing",)


def _and(left: Hashable, right: Hashable) -> bool:
    return cast(bool, left) and cast(bool, right)


def _or(left: Hashable, right: Hashable) -> bool:
    return cast(bool, left) or cast(bool, right)


def _not(value: Hashable) -> bool:
    return not value


def _keep_if(condition: Hashable, value: Hashable) -> Hashable:
    return value if condition else _NOTHING


def _first(value: Hashable, otherwise: Hashable) -> Hashable:
    return otherwise if value is _NOTHING else value
