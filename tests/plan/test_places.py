"""Where the entries of a plan stand in its file, for who points at lines."""

import pytest

from advisor.plan.places import place_of, places_in
from advisor.source.error import Place
from advisor.source.tree import Scalar, parse_tree

FILE = """\
advisor: 1
policy: lending
name: Summer
bot:
  card: own
safeguards:
  card.needed: {done: true}
uses:
  books:
    activity: borrow
    title: T
    answers: {kind: book, bag: dry}
    safeguards:
      care.weather: {done: true, note: a bag}
  hall: {activity: read}
notes: {card: mine}
"""


def at(line: int, column: int) -> Place:
    return Place("p", line, column)


def place(key: Scalar) -> Place:
    return at(key.line, key.column)


PLACES = {
    ("", ""): at(3, 1),
    ("bot", ""): at(4, 1),
    ("bot", "card"): at(5, 3),
    ("bot", "card.needed"): at(7, 3),
    ("books", ""): at(9, 3),
    ("books", "kind"): at(12, 15),
    ("books", "bag"): at(12, 27),
    ("books", "care.weather"): at(14, 7),
    ("hall", ""): at(15, 3),
}


def test_every_part_answer_and_safeguard_has_its_place() -> None:
    assert places_in(parse_tree(FILE.encode(), "p"), place) == PLACES


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("advisor: 1\n", {("", ""): at(1, 1)}),
        ("policy: x\n", {}),
        ("bot: word\nsafeguards: [x]\nuses: word\n", {("bot", ""): at(1, 1)}),
        ("uses: {a: word, b: {answers: word}, c: [x]}\n", {(id_, ""): at(1, x) for id_, x in zip("abc", (8, 17, 37), strict=True)}),
        ("notes: {a: b}\nlook_again: {c: d}\n", {}),
    ],
)  # fmt: skip
def test_what_is_no_section_has_no_entries(text: str, places: dict[tuple[str, str], Place]) -> None:
    assert places_in(parse_tree(text.encode(), "p"), place) == places


@pytest.mark.parametrize(
    ("part", "names", "found"),
    [
        ("books", ("kind",), at(12, 15)),
        ("books", ("bag", "kind"), at(12, 27)),  # the first one that is there
        ("books", ("days", "kind"), at(12, 15)),
        ("books", ("card",), at(5, 3)),  # the bot's, where the part has none
        ("books", ("card", "kind"), at(5, 3)),
        ("books", ("days",), at(9, 3)),
        ("books", (), at(9, 3)),
        ("attic", ("kind",), at(3, 1)),
    ],
)
def test_a_place_is_that_of_the_first_name_or_else_of_the_part_or_the_plan(
    part: str, names: tuple[str, ...], found: Place
) -> None:
    assert place_of(PLACES, part, *names) == found


def test_the_parts_own_entry_comes_before_the_bots_and_without_any_there_is_none() -> None:
    both = {("bot", "x"): at(1, 1), ("a", "x"): at(2, 1)}
    assert place_of(both, "a", "x") == at(2, 1)
    assert place_of(both, "b", "x") == at(1, 1)
    assert place_of(both, "b", "y") is None
