"""The ways to answer some questions differently so that everything serves, those that differ least first.

They are gone through question by question. As soon as the answers so far keep a goal from being reached, all ways that
begin with them are passed over together; they count as looked at, so that what is found does not depend on it.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice

from advisor.assess.case import Answer
from advisor.assess.solver import Key, Solver
from advisor.policy.model import Question

MOST_WAYS = 100
"""How many ways to change the same answers are looked at; whoever needs one that serves has to look further."""


class Changing:
    """A question that is to be answered differently. How many options another answer puts in or takes out is its distance."""

    def __init__(self, question: Question, answer: Answer) -> None:
        """Take the question and the answer that it has."""
        self.question = question
        self.answer = answer
        self.least, self.most = (1, len(question.options)) if question.several else (2, 2)
        self._numbers: dict[int, int] = {}

    def at(self, distance: int) -> Iterator[Answer]:
        """The other answers at that distance."""
        options = [option.id for option in self.question.options]
        if not self.question.several:
            yield from ((option,) for option in options if option not in self.answer)
            return
        exclusive = {option.id for option in self.question.options if option.exclusive}
        for flipped in combinations(options, distance):
            after = tuple(option for option in options if (option in self.answer) != (option in flipped))
            if after and (len(after) == 1 or exclusive.isdisjoint(after)):
                yield after

    def number(self, distance: int) -> int:
        """How many there are, counted up to `MOST_WAYS`."""
        found = self._numbers.get(distance)
        if found is None:
            found = self._numbers[distance] = sum(1 for _ in islice(self.at(distance), MOST_WAYS))
        return found


class Ways:
    """Other answers to all of some questions, tried on a solver that holds whatever else was answered and can be had."""

    def __init__(
        self, solver: Solver, asked: Sequence[Changing], keyed: Callable[[str, Answer], dict[Key, int]]
    ) -> None:
        """`keyed` gives the values of an answer's variables for the solver."""
        self._solver = solver
        self._asked = asked
        self._keyed = keyed
        self._left = MOST_WAYS
        self._least = [sum(each.least for each in asked[place:]) for place in range(len(asked) + 1)]
        self._most = [sum(each.most for each in asked[place:]) for place in range(len(asked) + 1)]

    def serving(self) -> Iterator[tuple[Answer, ...]]:
        """Those of the nearest ways that serve, in the order of the distances taken together. Raises TooEntangled."""
        for total in range(self._least[0], self._most[0] + 1):
            yield from self._from(0, total)

    def _from(self, place: int, total: int) -> Iterator[tuple[Answer, ...]]:
        """The answers from that question on which serve with those that are held."""
        if place == len(self._asked):
            self._left -= 1
            if self._solver.serves():
                yield ()
            return
        for distance in self._distances(place, total):
            for answer in self._asked[place].at(distance):
                if self._left <= 0:
                    return
                possible = self._solver.assume(self._keyed(self._asked[place].question.id, answer))
                try:
                    if possible:
                        for rest in self._from(place + 1, total - distance):
                            yield (answer, *rest)
                    else:
                        self._left -= self._number(place + 1, total - distance)
                finally:
                    self._solver.release()

    def _distances(self, place: int, total: int) -> range:
        """How far that answer can be from the old one if all from there on are so far together."""
        asked = self._asked[place]
        return range(
            max(asked.least, total - self._most[place + 1]), min(asked.most, total - self._least[place + 1]) + 1
        )

    def _number(self, place: int, total: int) -> int:
        """How many ways there are from that question on, as far as it matters."""
        if place == len(self._asked):
            return 1
        number = 0
        for distance in self._distances(place, total):
            if number < self._left:
                number += self._asked[place].number(distance) * self._number(place + 1, total - distance)
        return number
