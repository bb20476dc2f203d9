"""Which rules are looked up together: the fewer look-ups the better, as long as they have few keys.

Rules that ask alike share a place. Each is added where the number of sets of answers that have to be told apart grows
least by it, those that tell most apart first, and gets a place of its own where that number would become too large.
"""

from collections.abc import Callable, Iterable

from advisor.assess.alike import Comparisons, both
from advisor.assess.scale import Member
from advisor.typed import NamedTuple


class Sharing(NamedTuple):
    """Rules that are looked up together, and what they ask."""

    asked: Comparisons
    members: list[Member]


def shared(each: Iterable[Sharing], ways: Callable[[Comparisons], int], most: int) -> list[Sharing]:
    """Put those together that can share a place of at most so many ways to answer what is asked."""
    places: list[Sharing] = []
    taken: list[int] = []  # how many ways each place has
    for number, one in sorted([(ways(one.asked), one) for one in each], key=lambda counted: -counted[0]):
        grown = [both(place.asked, one.asked) for place in places]
        needed = list(map(ways, grown))
        growth = [(needed[at] - taken[at], at) for at in range(len(places)) if needed[at] <= most]
        if growth:
            _, at = min(growth)
            places[at] = Sharing(grown[at], [*places[at].members, *one.members])
            taken[at] = needed[at]
        else:
            places.append(one)
            taken.append(number)
    return places
