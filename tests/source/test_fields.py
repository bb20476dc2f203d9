"""The fields of a mapping: each is read as what it has to be, and whatever is wrong with it is one line with its place."""

from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest

from advisor.source.error import AdvisorError, Place, Problem
from advisor.source.fields import MOST_PROBLEMS, Fields, Problems, is_empty, names_in
from advisor.source.tree import Mapping, Node, Scalar, Sequence, parse_tree


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


KEYS = ("a", "b", "colour")


def fields_of(text: str, known: tuple[str, ...] = KEYS, required: tuple[str, ...] = ()) -> Fields:
    return Fields(Problems("p"), parse_tree(text.encode(), "p"), "the box", known, required)


def told(fields: Fields) -> list[str]:
    return [str(problem) for problem in fields.problems.found]


def scalar(text: str, *, plain: bool = True) -> Scalar:
    return Scalar(text, plain, 2, 4)


# The keys

CHECKED: dict[str, tuple[str, tuple[str, ...], list[str]]] = {
    "all there": ("a: 1\nb: 2\n", ("a", "b"), []),
    "none that has to be": ("a: 1\n", (), []),
    "a key that is not known": ("a: 1\nzzz: 2\n", (), ["p:2:1: the box has no key 'zzz'; there is a, b, colour"]),
    "a near miss": ("color: red\n", (), ["p:1:1: the box has no key 'color'; did you mean 'colour'?"]),
    "a near miss of one that has to be, told once": (
        "color: red\n",
        ("colour",),
        ["p:1:1: the box has no key 'color'; did you mean 'colour'?"],
    ),
    "a key without a name": ('"": 1\n', (), ["p:1:1: the box has no key without a name; there is a, b, colour"]),
    "one that has to be and is missing": ("b: 1\n", ("a", "b"), ["p:1:1: the box lacks 'a'; add `a: …`"]),
    "one that has to be and is empty": ("b: 1\na:\n", ("a",), ["p:2:1: 'a' has no value"]),
    "one that has to be, in empty quotes": ("a: ''\n", ("a",), []),
    "one that may be, and is empty": ("a:\n", (), []),
    "all that is wrong, at once": (
        "zzz: 1\nb:\n",
        ("a", "b", "colour"),
        [
            "p:1:1: the box has no key 'zzz'; there is a, b, colour",
            "p:1:1: the box lacks 'a'; add `a: …`",
            "p:2:1: 'b' has no value",
            "p:1:1: the box lacks 'colour'; add `colour: …`",
        ],
    ),
}


@pytest.mark.parametrize(("text", "required", "problems"), CHECKED.values(), ids=CHECKED)
def test_keys_are_checked_at_once(text: str, required: tuple[str, ...], problems: list[str]) -> None:
    assert told(fields_of(text, required=required)) == problems


@pytest.mark.parametrize("length", [100, 101])
def test_an_endless_key_is_told_without_looking_for_what_was_meant(length: int) -> None:
    known = ("x" * 99, "b")
    key = "x" * length
    (problem,) = fields_of(f"? {key}\n: 1\n", known).problems.found
    assert problem.message == f"the box has no key '{'x' * 60}…'"
    assert problem.hint == (f"did you mean '{'x' * 99}'?" if length == 100 else "")


@pytest.mark.parametrize(("length", "problems"), [(100, 1), (101, 2)])
def test_an_endless_key_stands_for_none_that_is_missing(length: int, problems: int) -> None:
    known = ("x" * 99,)
    assert len(told(fields_of(f"? {'x' * length}\n: 1\n", known, known))) == problems


NO_MAPPING: dict[str, tuple[Node | None, tuple[str, ...], list[str]]] = {
    "nothing": (None, (), []),
    "an empty value": (scalar(""), (), []),
    "nothing, where something has to be": (None, ("a",), ["p: the box needs `key: value` entries; its keys are a, b"]),
    "a word": (scalar("x"), (), ["p:2:4: the box needs `key: value` entries; its keys are a, b"]),
    "a list": (Sequence((), 2, 4), (), ["p:2:4: the box needs `key: value` entries; its keys are a, b"]),
}


@pytest.mark.parametrize(("node", "required", "problems"), NO_MAPPING.values(), ids=NO_MAPPING)
def test_what_is_no_mapping_has_no_fields(node: Node | None, required: tuple[str, ...], problems: list[str]) -> None:
    fields = Fields(Problems("p"), node, "the box", ("a", "b"), required)
    assert told(fields) == problems
    assert fields.entries == {}
    assert fields.node is node
    assert fields.at("a") is node
    assert "a" not in fields


def test_a_key_is_written_or_not_whatever_is_behind_it() -> None:
    fields = fields_of("a:\nb: 1\n")
    assert ("a" in fields, "b" in fields, "c" in fields) == (True, True, False)
    assert fields.what == "the box"
    assert fields.node_of("a") is None
    assert fields.node_of("b") == Scalar("1", True, 2, 4)
    assert fields.node_of("c") is None
    assert fields.at("b") == Scalar("b", True, 2, 1)
    assert fields.at("c") is fields.node


EMPTY: dict[str, tuple[Node | None, bool]] = {
    "nothing": (None, True),
    "nothing behind a key": (scalar(""), True),
    "empty quotes": (scalar("", plain=False), False),
    "a word": (scalar("x"), False),
    "an empty list": (Sequence((), 1, 1), False),
    "an empty mapping": (Mapping({}, 1, 1), False),
}


@pytest.mark.parametrize(("node", "empty"), EMPTY.values(), ids=EMPTY)
def test_empty_is_what_says_nothing(node: Node | None, *, empty: bool) -> None:
    assert is_empty(node) is empty


# Their values

Read = Callable[[Fields], Any]
VALUES: dict[str, tuple[Read, str, Any, list[str]]] = {
    "text": (lambda f: f.text("a"), "a: '  two\n\n\n  words '\n", "two\n\nwords", []),
    "text that is missing": (lambda f: f.text("a", "none"), "b: 1\n", "none", []),
    "text that is missing and has no other": (lambda f: f.text("a"), "b: 1\n", "", []),
    "text that is a list": (
        lambda f: f.text("a", "none"),
        "a: [x]\n",
        "none",
        ["p:1:4: 'a' has to be text; quote it if it begins with [ or {"],
    ),
    "a line": (lambda f: f.line("a"), "a: '  two\n\n  words '\n", "two words", []),
    "a line that is missing": (lambda f: f.line("a", "none"), "a:\n", "none", []),
    "a line that is missing and has no other": (lambda f: f.line("a"), "a:\n", "", []),
    "a line that is a mapping": (
        lambda f: f.line("a"),
        "a: {x: y}\n",
        "",
        ["p:1:4: 'a' has to be text; quote it if it begins with [ or {"],
    ),
    "a scalar": (lambda f: f.scalar("a"), "a: x\n", Scalar("x", True, 1, 4), []),
    "no scalar": (lambda f: f.scalar("a"), "b: x\n", None, []),
    "a flag that is missing": (lambda f: f.flag("a"), "b: 1\n", False, []),
    "a flag that is set": (lambda f: f.flag("a"), "a: true\n", True, []),
    "a flag that is not set": (lambda f: f.flag("a"), "a: false\n", False, []),
    "a flag in another word": (lambda f: f.flag("a"), "a: yes\n", True, ["p:1:4: 'a' is 'yes'; write true or false"]),
    "a flag in quotes": (lambda f: f.flag("a"), "a: 'true'\n", True, ["p:1:4: 'a' is 'true'; write true or false"]),
    "no flag in quotes": (lambda f: f.flag("a"), "a: 'false'\n", True, ["p:1:4: 'a' is 'false'; write true or false"]),
    "a word": (lambda f: f.word("colour", Colour, Colour.RED), "colour: blue\n", Colour.BLUE, []),
    "a word that is missing": (lambda f: f.word("colour", Colour, Colour.BLUE), "a: 1\n", Colour.BLUE, []),
    "a word that is none of them": (
        lambda f: f.word("colour", Colour, Colour.BLUE),
        "colour: rad\n",
        Colour.BLUE,
        ["p:1:9: no colour is called 'rad'; did you mean 'red'?"],
    ),
    "items": (
        lambda f: f.items("a"),
        "a: [x, {}]\n",
        (Scalar("x", True, 1, 5), Mapping({}, 1, 8)),
        [],
    ),
    "items that are missing": (lambda f: f.items("a"), "a:\n", (), []),
    "items that are a word": (
        lambda f: f.items("a"),
        "a: x\n",
        (),
        ["p:1:4: 'a' has to be a list; write it as [one, another] or one `- item` a line"],
    ),
    "names": (lambda f: [name.text for name in f.names("a")], "a: [x, y]\n", ["x", "y"], []),
    "names that cannot be": (
        lambda f: [name.text for name in f.names("a")],
        "a: [x, [y], '', z, x]\n",
        ["x", "z"],
        [
            "p:1:8: an entry of 'a' has to be a word",
            "p:1:13: an entry of 'a' has to be a word",
            "p:1:20: 'x' is named twice in 'a'; leave one out",
        ],
    ),
    "lines": (lambda f: f.lines("a"), "a: ['two\n\n  words', y]\n", ("two words", "y"), []),
    "a mapping": (
        lambda f: f.mapping("a"),
        "a: {x: y}\n",
        {"x": (Scalar("x", True, 1, 5), Scalar("y", True, 1, 8))},
        [],
    ),
    "a mapping that is missing": (lambda f: f.mapping("a"), "b: 1\n", {}, []),
    "a mapping that is a list": (
        lambda f: f.mapping("a"),
        "a: [x]\n",
        {},
        ["p:1:4: 'a' has to be `name: value` entries; write a name and a colon instead of each dash or bracket"],
    ),
}


@pytest.mark.parametrize(("read", "text", "value", "problems"), VALUES.values(), ids=VALUES)
def test_a_field_is_read_as_what_it_has_to_be(read: Read, text: str, value: Any, problems: list[str]) -> None:
    fields = fields_of(text)
    assert read(fields) == value
    assert told(fields) == problems


def test_names_may_stand_anywhere() -> None:
    problems = Problems("p")
    assert names_in(problems, [scalar("x"), scalar("y"), scalar("x" * 70)], "the list") == (
        scalar("x"),
        scalar("y"),
        scalar("x" * 70),
    )
    assert names_in(problems, [scalar("\x1b"), scalar("\x1b")], "the list") == (scalar("\x1b"),)
    assert [str(problem) for problem in problems.found] == [
        r"p:2:4: '\x1b' is named twice in 'the list'; leave one out"
    ]


# The problems


def test_a_problem_is_noted_with_its_place_and_kind() -> None:
    problems = Problems("p")
    problems.add(scalar("x"), "is wrong", "mend it", kind="sort")
    problems.warn(None, "is odd", "look", kind="other")
    problems.add(None, "is wrong")
    problems.warn(scalar("x"), "is odd")
    assert problems.found == [
        Problem(Place("p", 2, 4), "is wrong", "mend it", kind="sort"),
        Problem(Place("p"), "is odd", "look", warning=True, kind="other"),
        Problem(Place("p"), "is wrong"),
        Problem(Place("p", 2, 4), "is odd", warning=True),
    ]


def test_more_problems_than_anybody_reads_end_the_reading() -> None:
    problems = Problems("p")
    for _ in range(MOST_PROBLEMS - 1):
        problems.add(None, "is wrong")
    with pytest.raises(AdvisorError) as caught:
        problems.add(None, "is wrong, too")
    assert len(caught.value.problems) == MOST_PROBLEMS
    assert caught.value.problems[-1].message == "is wrong, too"


KNOWN: dict[str, Any] = {
    "a list": ["red", "blue"],
    "something read once": iter(["red", "blue"]),
    "a mapping": {"red": 1, "blue": 2},
}


@pytest.mark.parametrize("known", KNOWN.values(), ids=KNOWN)
def test_names_that_exist_are_kept_and_the_others_told(known: Any) -> None:
    problems = Problems("p")
    names = [scalar("blue"), scalar("rad"), scalar("red"), scalar("")]
    assert problems.resolve(names, "colour", known) == ("blue", "red")
    assert [str(problem) for problem in problems.found] == [
        "p:2:4: there is no colour 'rad'; did you mean 'red'?",
        "p:2:4: there is no colour without a name; there is red, blue",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [("a: x", "write them below it, indented"), ("a: x:y", "write a space behind the colon")],
)
def test_a_word_in_the_place_of_entries_is_told_how_to_become_one(text: str, hint: str) -> None:
    fields = fields_of(text)
    assert fields.mapping("a") == {}
    assert told(fields)[0].endswith(hint)
