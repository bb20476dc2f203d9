"""Which rules share a place: those that ask alike, as long as the place has few keys."""

from typing import Any

from advisor.assess.alike import Comparisons
from advisor.assess.sharing import Sharing, shared


def asking(name: Any, questions: str) -> Sharing:
    return Sharing({question: frozenset({frozenset({"x"})}) for question in questions}, [name])


def ways(asked: Comparisons) -> int:
    """Two answers to each question."""
    return int(2 ** len(asked))


def places(most: int, **rules: str) -> list[str]:
    """The rules of each place and what it asks."""
    found = shared([asking(name, questions) for name, questions in rules.items()], ways, most)
    return [f"{' '.join(map(str, place.members))}: {''.join(sorted(place.asked))}" for place in found]


def test_what_asks_the_same_shares_a_place() -> None:
    assert places(4, b="p", c="r", a="pq", d="qr", e="pq") == ["a e b: pq", "d c: qr"]


def test_a_place_does_not_grow_beyond_what_is_allowed() -> None:
    assert places(4, a="p", b="q", c="r", d="s", e="p") == ["a b e: pq", "c d: rs"]
    assert places(2, a="p", b="q", c="p") == ["a c: p", "b: q"]
    assert places(1, a="pq", b="pq") == ["a: pq", "b: pq"]


def test_a_rule_goes_where_it_adds_least() -> None:
    assert places(4, a="pq", c="r", b="p") == ["a b: pq", "c: r"]
    assert places(8, a="pq", b="rs", c="r", d="p") == ["a d: pq", "b c: rs"]
