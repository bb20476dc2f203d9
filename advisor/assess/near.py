"""Which rules ask so little, taken together, that the answers themselves can be the key to what they come to.

Rules that share no question need not be looked up together, and those that do may ask of so many that hardly two parts
answer alike. So the rules fall into sets that share none. Where a set asks for too much, the rules that ask its widest
question stay outside, until what is left of it asks for little.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from advisor.assess.asked import packed
from advisor.assess.scale import Member
from advisor.typed import NamedTuple

MOST_NEAR = 1_000
"""To what rules ask that share a place no more sets of answers can be given."""
MOST_TOGETHER = 400
"""The same where the rules share no question, so that they need not share the place: all sets are met sooner."""


class Place(NamedTuple):
    """Rules that are looked up together, and what they ask."""

    questions: tuple[str, ...]
    members: list[Member]


def near(members: Iterable[Member], ways: Callable[[Iterable[str]], int], without: Collection[str]) -> list[Place]:
    """The places of all rules that fit in one and ask nothing of what they have to do without."""
    fitting = [member for member in members if not set(without).intersection(member.table.asks)]
    small = list(_small(fitting, ways))
    places = packed([ways(one.questions) for one in small], MOST_TOGETHER)
    return [_joined([small[at] for at in place]) for place in places]


def _small(members: Iterable[Member], ways: Callable[[Iterable[str]], int]) -> Iterator[Place]:
    for place in _apart(members):
        if ways(place.questions) <= MOST_NEAR:
            yield place
        else:
            widest = max(place.questions, key=lambda each: ways([each]))
            yield from _small([one for one in place.members if widest not in one.table.asks], ways)


def _apart(members: Iterable[Member]) -> list[Place]:
    """Rules in sets that share no question."""
    found: list[Place] = []
    for member in members:
        asks = set(member.table.asks)
        touching = [place for place in found if not asks.isdisjoint(place.questions)]
        found = [place for place in found if asks.isdisjoint(place.questions)]
        found.append(_joined([*touching, Place(member.table.asks, [member])]))
    return found


def _joined(places: Sequence[Place]) -> Place:
    questions = dict.fromkeys(each for place in places for each in place.questions)
    return Place(tuple(questions), [member for place in places for member in place.members])
