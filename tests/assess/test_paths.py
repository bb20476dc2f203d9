"""Paths as bits say of a function what walking its diagram says."""

from itertools import product
from random import Random

import pytest

from advisor.assess import paths
from advisor.assess.diagram import Diagram, Node
from advisor.assess.paths import Paths, Walks, view

SIZES = (2, 3, 2, 4)


def random_function(random: Random, diagram: Diagram, variable: int = 0) -> Node:
    """Any function of the variables from this one on that takes one of three values."""
    if variable == len(SIZES) or random.random() < 0.15:
        return diagram.terminal(random.choice("abc"))
    children = tuple(random_function(random, diagram, variable + 1) for _ in range(SIZES[variable]))
    return diagram.node(variable, children)


@pytest.mark.parametrize("seed", range(20))
def test_bits_and_walks_agree_under_every_answer(seed: int) -> None:
    diagram = Diagram(SIZES)
    root = random_function(Random(seed), diagram)
    bits, walks = Paths(diagram, root), Walks(diagram, root)
    known = sorted(diagram.support(root))
    for values in product(*([None, *range(SIZES[variable])] for variable in known)):
        fixed = {v: value for v, value in zip(known, values, strict=True) if value is not None}
        each = [{variable: value} for variable, value in fixed.items()]
        left, walked = (looked.together(map(looked.limits, each)) for looked in (bits, walks))
        assert left == bits.limits(fixed)
        assert walked == walks.limits(fixed)
        assert bits.values_under(left) == walks.values_under(walked)
        assert bits.constant_under(left) == walks.constant_under(walked)


def test_a_function_with_too_many_paths_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    diagram = Diagram((2, 2))
    end, other = diagram.terminal(1), diagram.terminal(2)
    root = diagram.node(0, (end, diagram.node(1, (end, other))))
    monkeypatch.setattr(paths, "MOST_PATHS", 3)
    assert isinstance(view(diagram, root), Paths)
    monkeypatch.setattr(paths, "MOST_PATHS", 2)
    walks = view(diagram, root)
    assert isinstance(walks, Walks)
    assert walks.values_under({0: 1}) == {1, 2}
    assert walks.constant_under({0: 0})
