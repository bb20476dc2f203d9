"""Answers as numbers: a bit for every group of options that some rules cannot tell from each other.

The numbers of the options chosen, joined by "or", are that of an answer, and those of the answers added up that of all. To
take what is given apart answer by answer would cost more than all that is looked up afterwards: so a few answers at a time
are turned into their number together, as many as leave the number of sets that can be given small.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import getitem, itemgetter, or_

from advisor.assess.case import Answer
from advisor.assess.compiled import Block
from advisor.typed import Any

MOST_SETS = 1_000
"""Answers are turned into their number together while no more sets of them can be given."""
MOST_ANSWERS = 2_000
"""How many answers to a question, or sets of answers to a few, are remembered with their number."""

Answers = Mapping[str, Answer | None]
"""Question -> its answer; None, or no such question, if it is open."""

Picks = Callable[[Any], Any]
"""Picks some answers of those given."""


class Numbers(dict[Any, int]):
    """The number of each answer to a question that was met so far; None, where it is open, has the number 0."""

    def __init__(self, block: Block, answered: int, options: Mapping[str, int]) -> None:
        """Take the bits that say it was answered, and those of each option."""
        super().__init__({None: 0})
        self._block = block
        self._answered = answered
        self._options = options

    def __missing__(self, answer: Answer) -> int:
        """Read the answer as what it stands for."""
        if len(self) >= MOST_ANSWERS:
            self.clear()
            self[None] = 0
        found = self[answer] = reduce(or_, map(self._options.__getitem__, self._block.read(answer)), self._answered)
        return found


class Sums(dict[Any, int]):
    """The numbers of each set of answers to a few questions that was met so far, added up."""

    def __init__(self, questions: Sequence[str], numbers: Mapping[str, Numbers]) -> None:
        """Take the questions, in the order in which their answers are picked."""
        super().__init__()
        self._numbers = [numbers[each] for each in questions]

    def __missing__(self, key: Any) -> int:
        """Add up what is known of each answer."""
        if len(self) >= MOST_ANSWERS:
            self.clear()
        found = self[key] = sum(map(getitem, self._numbers, key if len(self._numbers) > 1 else (key,)))
        return found


def summed(questions: Sequence[str], numbers: Mapping[str, Numbers], ways: Sequence[int]) -> list[tuple[Picks, Sums]]:
    """What picks a few answers at a time, with their sums; `ways` says how many answers each question may have."""
    places = [[questions[at] for at in place] for place in packed(ways, MOST_SETS)]
    return [(picked(place), Sums(place, numbers)) for place in places]


def packed(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Put things together, by number, whose sizes multiplied are no more than `most`, the largest first."""
    places: list[tuple[int, list[int]]] = []
    for thing in sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True):
        grown = [(size * sizes[thing], [*others, thing]) for size, others in places]
        at = next((at for at, (size, _) in enumerate(grown) if size <= most), len(places))
        places[at : at + 1] = grown[at : at + 1] or [(sizes[thing], [thing])]
    return [things for _, things in places]


def picked(questions: Sequence[str]) -> Picks:
    """What picks the answers to the questions; of one question the answer itself."""
    return itemgetter(*questions) if questions else _nothing


def _nothing(_: object) -> None:
    """The answers to no question."""
