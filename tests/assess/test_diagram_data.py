"""Compiled policies as data: they come back the same, and whatever else is found in their place is refused."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram
from advisor.assess.diagram_data import diagram_data, read_diagram
from advisor.policy.installed import pack_folders
from advisor.policy.pack import load_pack
from tests.assess.test_diagram import SIZES, TABLES, from_table, table
from tests.strategies import random_policy

LENDING = Path(__file__).parents[1] / "packs" / "lending"
BINARY = (2, 3)
GOOD = [["no", "yes"], [[1, 0, 1, 1], [0, 2, 1]], [3, 2, 0]]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats(0, 3) | st.sampled_from(["", "no", "open"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    max_leaves=12,
)


@pytest.mark.parametrize("folder", [*map(Path, pack_folders()), LENDING], ids=lambda folder: folder.name)
def test_a_compiled_policy_comes_back_the_same_from_json(folder: Path) -> None:
    policy = load_pack(folder)
    compiled = CompiledPolicy(policy)
    text = json.dumps(compiled.to_data())
    again = CompiledPolicy(policy, json.loads(text))
    assert json.dumps(again.to_data()) == text
    assert again.asks == compiled.asks
    for rule in policy.rules:
        both = Diagram(compiled.diagram.sizes)
        assert compiled.diagram.copy(both, compiled.status[rule.id], {}) == again.diagram.copy(
            both, again.status[rule.id], {}
        )


@pytest.mark.parametrize("seed", range(20))
def test_any_compiled_policy_comes_back_the_same(seed: int) -> None:
    policy = random_policy(Random(seed))
    compiled = CompiledPolicy(policy)
    again = CompiledPolicy(policy, compiled.to_data())
    assert again.to_data() == compiled.to_data()
    assert again.asks == compiled.asks


@settings(max_examples=60)
@given(st.lists(TABLES, min_size=1, max_size=3))
def test_functions_keep_their_values(tables: list[list[str]]) -> None:
    diagram = Diagram(SIZES)
    roots = [from_table(diagram, values) for values in tables]
    again, functions = read_diagram(SIZES, diagram_data(diagram, roots, str), str)
    assert [table(again, root) for root in functions] == [table(diagram, root) for root in roots]


def test_data_are_as_small_as_the_functions_need() -> None:
    diagram = Diagram(BINARY)
    no, yes = diagram.terminal("no"), diagram.terminal("yes")
    diagram.terminal("needed nowhere")
    diagram.node(0, (yes, no))
    root = diagram.node(1, (no, yes, yes))
    assert diagram_data(diagram, [root, no], str) == (["no", "yes"], [[1, 0, 1, 1]], [2, 0])


def test_what_is_written_needlessly_large_is_read_reduced() -> None:
    diagram, (same, again, constant) = read_diagram(
        BINARY, [["x", "y"], [[0, 0, 1], [0, 0, 1], [1, 1, 1, 1]], [2, 3, 4]], str
    )
    assert same == again
    assert constant == diagram.terminal("y")


def test_the_data_that_the_next_test_spoils_are_good() -> None:
    diagram, (both, second, never) = read_diagram(BINARY, GOOD, str)
    assert diagram.values(both) == {"no", "yes"}
    assert diagram.support(both) == {0, 1}
    assert diagram.support(second) == {1}
    assert diagram.value(never) == "no"


SPOILED: dict[str, Callable[[Any], object]] = {
    "nothing": lambda _: None,
    "a word": lambda _: "no",
    "a mapping": lambda good: dict(enumerate(good)),
    "a list too few": lambda good: good[:2],
    "a list too many": lambda good: [*good, []],
    "terminals that are no list": lambda good: ["no", good[1], good[2]],
    "a terminal that is no word": lambda good: [["no", 1], good[1], good[2]],
    "a node that is no list": lambda good: [good[0], [[1, 0, 1, 1], 7], good[2]],
    "a node of nothing": lambda good: [good[0], [[1, 0, 1, 1], []], good[2]],
    "a node without children": lambda good: [good[0], [[1, 0, 1, 1], [0]], good[2]],
    "a child too few": lambda good: [good[0], [[1, 0, 1], [0, 2, 1]], good[2]],
    "a child too many": lambda good: [good[0], [[1, 0, 1, 1], [0, 2, 1, 1]], good[2]],
    "an unknown variable": lambda good: [good[0], [[2, 0, 1, 1], [0, 2, 1]], good[2]],
    "a variable below none": lambda good: [good[0], [[-1, 0, 1, 1], [0, 2, 1]], good[2]],
    "a child below none": lambda good: [good[0], [[1, 0, 1, -1], [0, 2, 1]], good[2]],
    "a child that is itself": lambda good: [good[0], [[1, 0, 1, 2], [0, 2, 1]], good[2]],
    "a child that comes later": lambda good: [good[0], [[1, 0, 1, 3], [0, 2, 1]], good[2]],
    "a child out of order": lambda good: [good[0], [[0, 0, 1], [1, 0, 2, 1]], good[2]],
    "a child of the same variable": lambda good: [good[0], [[0, 0, 1], [0, 2, 1]], good[2]],
    "true for a number": lambda good: [good[0], [[1, 0, True, 1], [0, 2, 1]], good[2]],
    "a fraction for a number": lambda good: [good[0], [[1, 0, 1.0, 1], [0, 2, 1]], good[2]],
    "a function that is not there": lambda good: [good[0], good[1], [4]],
    "functions that are no list": lambda good: [good[0], good[1], 2],
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_data_that_are_no_diagram_are_refused(spoil: Callable[[Any], object]) -> None:
    spoiled = spoil(deepcopy(GOOD))
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - what was found, or how Python says that it is too much
        read_diagram(BINARY, spoiled, str)
    assert spoiled is None or caught.value.args[0] is not None


@settings(max_examples=200)
@given(st.lists(JSON, min_size=3, max_size=3) | JSON)
def test_anything_at_all_is_a_diagram_or_refused(data: object) -> None:
    try:
        diagram, roots = read_diagram(BINARY, data, str)
    except ValueError:
        return
    for root in roots:
        diagram.values(root)


def test_the_data_of_another_policy_are_refused() -> None:
    lending = load_pack(LENDING)
    other = load_pack(pack_folders()[0])
    data = CompiledPolicy(lending).to_data()
    with pytest.raises(ValueError):  # noqa: PT011 - whoever asks wants to know no more than that
        CompiledPolicy(other, data)
    terminals, nodes, roots = data
    for spoiled in ((terminals, nodes, roots[1:]), (["sometimes", *terminals[1:]], nodes, roots)):
        with pytest.raises(ValueError):  # noqa: PT011 - as above
            CompiledPolicy(lending, spoiled)
