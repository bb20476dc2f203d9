"""Diagrams as plain data, lists of numbers and words, so that a policy compiled once can be kept beside its pack.

Whatever the data are, reading them gives functions that are reduced and ordered, or ValueError: nodes are made anew and
never taken as they stand. Data are read and never run.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence

from advisor.assess.diagram import Diagram, Node
from advisor.typed import cast

DiagramData = tuple[list[str], list[list[int]], list[int]]
"""Terminals; then nodes, each its variable and its children; then the functions. Terminals count as the first nodes."""


def diagram_data(diagram: Diagram, roots: Iterable[Node], word: Callable[[Hashable], str]) -> DiagramData:
    """The functions at these roots; `word` says what each value of a terminal is called."""
    functions = list(roots)
    used = sorted({node for root in functions for node in diagram.reachable(root)})  # children come before parents
    terminals = [node for node in used if diagram.is_terminal(node)]
    inner = [node for node in used if not diagram.is_terminal(node)]
    number = {node: at for at, node in enumerate([*terminals, *inner])}
    nodes = [[diagram.variable(node), *(number[child] for child in diagram.children(node))] for node in inner]
    return [word(diagram.value(node)) for node in terminals], nodes, [number[root] for root in functions]


def read_diagram(sizes: Sequence[int], data: object, value: Callable[[str], Hashable]) -> tuple[Diagram, list[Node]]:
    """The store and the functions in it; `value` is the way back from `word`. Raises ValueError."""
    words, nodes, roots = _lists(data)  # another number of values is a ValueError as well, here and below
    diagram = Diagram(sizes)
    made = [diagram.terminal(value(_word(word))) for word in _lists(words)]
    for node in _lists(nodes):
        variable, *children = [_number(each) for each in _lists(node)]
        if not 0 <= variable < len(diagram.sizes) or len(children) != diagram.sizes[variable]:
            raise ValueError(node)
        made.append(diagram.node(variable, tuple(_later(diagram, variable, _at(made, child)) for child in children)))
    return diagram, [_at(made, _number(root)) for root in _lists(roots)]


def _lists(data: object) -> list[object]:
    if not isinstance(data, list | tuple):
        raise ValueError(data)  # noqa: TRY004 - one error for data that are no diagram, whatever is wrong with them
    return cast(list[object], data)


def _word(data: object) -> str:
    if not isinstance(data, str):
        raise ValueError(data)  # noqa: TRY004 - as above
    return data


def _number(data: object) -> int:
    if type(data) is not int or data < 0:
        raise ValueError(data)
    return data


def _at(made: Sequence[Node], number: int) -> Node:
    if number >= len(made):
        raise ValueError(number)
    return made[number]


def _later(diagram: Diagram, variable: int, child: Node) -> Node:
    if diagram.variable(child) <= variable:
        raise ValueError(child)
    return child
