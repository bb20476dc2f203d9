"""What a query tells about entries: all its words together, more where they cover more of it or stand side by side.

Shares are whole numbers and are added up before anything else, so that a question typed letter by letter, pasted, or
asked of a few entries only comes to the very same scores.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from operator import add

from advisor.search.index import PAIR_LEVELS, Index
from advisor.search.lanes import LEVELS, Column
from advisor.search.reading import Query
from advisor.search.term import COVERED, SAID, WEIGHT_LEVELS, Term

NAMED = 100.0
BACKGROUND = 0.2
SIDE_BY_SIDE = 0.3
COVERING = 0.5
UNIT = WEIGHT_LEVELS * LEVELS
"""What a share counts in."""
PART = (1 << COVERED) - 1
PAIRS = 4096
"""Pairs of words that are remembered with the columns they meet in."""

Shares = list[int]


class Scorer:
    """Scores the entries of one index; each has a prior, at most 1."""

    def __init__(self, index: Index, prior: Sequence[float]) -> None:
        """Nothing has been typed yet."""
        self.index = index
        self.prior = prior
        self._stable: tuple[tuple[Term, ...], Shares] = ((), [0] * len(prior))
        self._meetings: dict[tuple[Term, Term], tuple[Column, ...]] = {}

    def every(self, query: Query) -> list[float]:
        """The score of each entry."""
        back = self._added(query.background, None) if query.background else []
        scores = self._scores(query, self._typed_on(query), back, self.prior)
        for column, weight in self.together(query):
            for number, level in column.items():
                if scores[number]:
                    scores[number] += weight * level * self.prior[number]
        for number, fit in query.named.items():
            scores[number] += NAMED * fit
        return scores

    def some(self, query: Query, numbers: Sequence[int]) -> list[float]:
        """The scores of these entries, in ascending order, for a query that names none."""
        prior = [self.prior[number] for number in numbers]
        shares, back = self._added(query.terms, numbers), self._added(query.background, numbers)
        scores = self._scores(query, shares, back, prior)
        place = {number: at for at, number in enumerate(numbers)}
        for column, weight in self.together(query):
            for number in place.keys() & column.levels.keys():
                if scores[place[number]]:
                    scores[place[number]] += weight * column.levels[number] * self.prior[number]
        return scores

    def together(self, query: Query) -> Iterator[tuple[Column, float]]:
        """Where two words of the query stand side by side, and what each level of that adds."""
        for one, other in combinations(query.terms + query.background, 2):
            columns = self._meetings.get((one, other))
            if columns is None:
                if len(self._meetings) >= PAIRS:
                    self._meetings.clear()
                columns = self._meetings[one, other] = tuple(self._meet(one, other))
            for column in columns:
                yield column, SIDE_BY_SIDE * min(one.tells, other.tells) / PAIR_LEVELS

    def _meet(self, one: Term, other: Term) -> Iterator[Column]:
        for left, right in sorted(product(one.units, other.units)):
            column = self.index.pairs.get((left, right) if left < right else (right, left))
            if column is not None:
                yield column

    def _typed_on(self, query: Query) -> Shares:
        """The shares of the whole query; those of all words but the last are kept for the next keystroke."""
        last = next(reversed(tuple(query.typed)), "")
        stable = tuple(term for term in query.terms if term.word != last)
        if self._stable[0] != stable:
            self._stable = (stable, self._added(stable, None))
        shares = self._stable[1]
        for term in query.terms:
            if term.word == last:
                shares = list(map(add, shares, map(term.shares.__getitem__, term.there)))
        return shares

    def _added(self, terms: Sequence[Term], numbers: Sequence[int] | None) -> Shares:
        shares = [0] * len(self.prior if numbers is None else numbers)
        for term in terms:
            there = term.there if numbers is None else map(term.there.__getitem__, numbers)
            shares = list(map(add, shares, map(term.shares.__getitem__, there)))
        return shares

    def _scores(self, query: Query, shares: Shares, back: Shares, prior: Sequence[float]) -> list[float]:
        least = (1 - COVERING) / UNIT
        rate = COVERING / UNIT / (SAID * sum(term.weight for term in query.terms) or 1)
        if not query.background:
            return [
                (share >> COVERED) * (least + rate * (share & PART)) * each if share else 0.0
                for share, each in zip(shares, prior, strict=True)
            ]
        return [
            ((share >> COVERED) + BACKGROUND * (beside >> COVERED)) * (least + rate * (share & PART)) * each
            if share
            else 0.0
            for share, beside, each in zip(shares, back, prior, strict=True)
        ]
