"""JSON as a tree: what it says is what YAML would say, and what it cannot say is one line with its place."""

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from advisor.source.error import AdvisorError
from advisor.source.json_tree import parse_json, tree_of
from advisor.source.safe_text import safe_text
from advisor.source.tree import (
    DEEPEST,
    MOST_CHARACTERS,
    MOST_NODES,
    PLAN_BYTES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    parse_tree,
)

TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xD7FF, exclude_categories=["Cc"]), max_size=6)
PLAIN = st.recursive(
    TEXT | st.booleans() | st.none() | st.integers(-(10**6), 10**6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)


def said(node: Node) -> Any:
    """A tree without its places; whether a word was in quotes is told where it makes a difference."""
    match node:
        case Scalar(text, plain):
            return text, plain and text in ("", "true", "false")
        case Sequence(items):
            return [said(item) for item in items]
        case Mapping(entries):
            return {key: said(value) for key, (_, value) in entries.items()}


@settings(max_examples=150)
@given(st.dictionaries(TEXT, PLAIN, max_size=4))
def test_json_says_what_the_same_text_says_as_yaml(value: dict[str, object]) -> None:
    try:
        line = parse_json(json.dumps(value).encode(), "-", 1)
    except AdvisorError as error:
        (problem,) = error.problems
        assert "is here twice" in problem.message  # two keys that look alike once they are safe to show
        return
    assert said(line) == said(tree_of(value, "-"))
    null_free = json.dumps(value).replace("null", '"\\u2400"')
    if value and "null" not in json.dumps(value):
        assert said(line) == said(parse_tree(null_free.encode(), "-"))


def test_every_node_is_on_the_line_it_was_read_from() -> None:
    tree = parse_json(b'{"a": ["b", {"c": 1}]}', "-", 17)
    (key, value) = tree.entries["a"]
    assert isinstance(value, Sequence)
    assert key.plain is False
    assert [(each.line, each.column) for each in (tree, key, value, *value.items)] == [(17, 1)] * 5


def test_data_of_a_program_are_on_no_line() -> None:
    assert (tree_of({}, "plan").line, tree_of({}, "plan").column) == (0, 0)


def test_numbers_stay_as_they_were_written() -> None:
    tree = parse_json(b'{"a": 1.50, "b": 10e400, "c": ' + b"9" * 5000 + b"}", "-", 1)
    assert said(tree) == {"a": ("1.50", False), "b": ("10e400", False), "c": ("9" * 5000, False)}


def test_numbers_and_words_are_told_apart_from_text_in_quotes() -> None:
    tree = parse_json(b'{"a": 1, "b": "1", "c": true, "d": "true", "e": null, "f": "", "g": false}', "-", 1)
    plain = {key: value for key, (_, value) in tree.entries.items()}
    assert {key: (value.text, value.plain) for key, value in plain.items() if isinstance(value, Scalar)} == {
        "a": ("1", True),
        "b": ("1", False),
        "c": ("true", True),
        "d": ("true", False),
        "e": ("", True),
        "f": ("", False),
        "g": ("false", True),
    }
    assert said(tree_of({"a": 2.5, "b": (1, True)}, "-")) == {"a": ("2.5", False), "b": [("1", False), ("true", True)]}


def test_hostile_characters_are_made_visible() -> None:
    tree = parse_json(json.dumps({"\x1b[2J": "\ud800\u202e\x00"}).encode(), "-", 1)
    ((key, value),) = tree.entries.values()
    assert isinstance(value, Scalar)
    assert (key.text, value.text) == (safe_text("\x1b[2J"), safe_text("\ud800\u202e\x00"))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"{", "-:3:2: is not JSON: expecting property name enclosed in double quotes; one line holds one plan"),
        (b'{"a": 1} {}', "-:3:10: is not JSON: extra data; one line holds one plan"),
        (b"", "-:3:1: is not JSON: expecting value; one line holds one plan"),
        (b"[]", "-:3:1: is not an object of keys and values"),
        (b"1", "-:3:1: is not an object of keys and values"),
        (b'{"a": NaN}', "-:3:1: is not JSON: NaN is no value of it"),
        (b'{"a": 1, "b": 2, "a": 3}', "-:3:1: 'a' is here twice; leave one out"),
        (b'{"b": 0, "a": 1, "a": 3}', "-:3:1: 'a' is here twice; leave one out"),
        (b'{"a\\u0000": 1, "a\xe2\x90\x80": 2}', "-:3:1: 'a␀' is here twice; leave one out"),
        (b'{"a": "\xff"}', "-:3:1: is not UTF-8: byte 0xff at offset 7 of the line; save it as UTF-8"),
    ],
)
def test_what_cannot_be_used_is_one_problem_with_its_line(data: bytes, problem: str) -> None:
    assert refusal(data) == problem


def refusal(data: bytes) -> str:
    with pytest.raises(AdvisorError) as caught:
        parse_json(data, "-", 3)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({1: "a"}, "p:4:1: holds a key of the type int; a key has to be text"),
        ({"a": {1}}, "p:4:1: holds a value of the type set; use what JSON can say"),
        (["a"], "p:4:1: is not an object of keys and values"),
    ],
)
def test_data_of_a_program_that_json_cannot_say_are_refused(value: object, problem: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        tree_of(value, "p", 4)
    assert str(caught.value) == problem


def test_lines_stay_lines_and_numbers_are_plain() -> None:
    found = tree_of({"a": "one\ntwo", "b": 2.5}, "p").entries
    assert found["a"][1] == Scalar("one\ntwo", False, 0, 0)
    assert found["b"][1] == Scalar("2.5", True, 0, 0)


def test_what_is_too_large_or_too_deep_is_refused_and_what_is_just_small_enough_is_read() -> None:
    assert refusal(b'{"a": "%s"}' % (b"x" * PLAN_BYTES)) == (
        "-:3:1: is larger than 256 KiB; this is not the plan that was meant"
    )
    parse_json(b'{"a": 1%s}' % (b" " * (PLAN_BYTES - 8)), "-", 3)
    long = "-:3:1: a text is longer than 20,000 characters; shorten it"
    for text in (b'{"a": "%s"}', b'{"%s": 1}'):
        assert refusal(text % (b"x" * (MOST_CHARACTERS + 1))) == long
        parse_json(text % (b"x" * MOST_CHARACTERS), "-", 3)
    deep = "-:3:1: nested more than 16 levels deep; this is not the plan that was meant"
    for levels in (DEEPEST, 100_000):
        assert refusal(b'{"a":' + b"[" * levels + b"]" * levels + b"}") == deep
    parse_json(b'{"a":' + b"[" * (DEEPEST - 1) + b"]" * (DEEPEST - 1) + b"}", "-", 3)
    many = ",".join(["1"] * (MOST_NODES - 1)).encode()
    assert refusal(b'{"a": [' + many + b"]}") == ("-:3:1: more than 20,000 values; this is not the plan that was meant")
    parse_json(b'{"a": [' + many[:-2] + b"]}", "-", 3)
