"""What a query tells about entries: all its words together, more where they cover more of it or stand side by side.

What words tell and cover are whole numbers and are added up before anything else, so that a question typed letter by
letter, pasted, in another order or form, or asked of a few entries only comes to the very same scores.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from advisor.search.index import PAIR_LEVELS, Index
from advisor.search.lanes import LEVELS, Column, listed, widened
from advisor.search.reading import Query
from advisor.search.term import SAID, WEIGHT_LEVELS, Term

NAMED = 100.0
BACKGROUND = 0.2
SIDE_BY_SIDE = 0.3
COVERING = 0.5
UNIT = WEIGHT_LEVELS * LEVELS
"""What is told counts in."""
BESIDE = SIDE_BY_SIDE / PAIR_LEVELS / WEIGHT_LEVELS
"""What words side by side add, for each level of their field and of the weight of the lighter one."""
PAIRS = 4096
"""Pairs of words that are remembered with the columns they meet in."""
KEPT = 16_000_000
"""Bytes of lanes that are kept for the next keystroke."""

Sums = tuple[int, int]
"""In wide lanes, for each entry: what the words tell there, and how much of them it covers."""


class Scorer:
    """Scores the entries of one index; each has a prior, at most 1."""

    def __init__(self, index: Index, prior: Sequence[float]) -> None:
        """Nothing has been typed yet."""
        self.index = index
        self.prior = prior
        self._kept: dict[tuple[Term, ...], Sums] = {}
        self._most = max(2, KEPT // (16 * len(prior) + 1))
        self._meetings: dict[tuple[Term, Term], Sequence[tuple[Column, int]]] = {}

    def every(self, query: Query) -> list[float]:
        """The score of each entry."""
        scores = self._scores(query, self._typed_on(query), self._sums(query.background), self.prior)
        for number, more in self._beside(query).items():
            if scores[number]:
                scores[number] += BESIDE * more * self.prior[number]
        for number, fit in query.named.items():
            scores[number] += NAMED * fit
        return scores

    def some(self, query: Query, numbers: Sequence[int]) -> list[float]:
        """The scores of these entries, in ascending order, for a query that names none."""
        prior = [self.prior[number] for number in numbers]
        sums, beside = _added(_among(query.terms, numbers)), _added(_among(query.background, numbers))
        scores = self._scores(query, sums, beside, prior)
        place = {number: at for at, number in enumerate(numbers)}
        for number, more in self._beside(query, place).items():
            if scores[place[number]]:
                scores[place[number]] += BESIDE * more * self.prior[number]
        return scores

    def _beside(self, query: Query, among: Mapping[int, int] | None = None) -> Mapping[int, int]:
        found: dict[int, int] = {}
        for column, weight in self.together(query):
            levels = column.levels
            for number in levels if among is None else among.keys() & levels.keys():
                found[number] = found.get(number, 0) + weight * levels[number]
        return found

    def together(self, query: Query) -> Iterator[tuple[Column, int]]:
        """Where two words of the query stand side by side, and what each level of that adds."""
        for one, other in combinations(query.terms + query.background, 2):
            met = self._meetings.get((one, other))
            if met is None:
                if len(self._meetings) >= PAIRS:
                    self._meetings.clear()
                met = self._meetings[one, other] = tuple(self._meet(one, other))
            if met:
                yield from met

    def _meet(self, one: Term, other: Term) -> Iterator[tuple[Column, int]]:
        weight = min(one.weight, other.weight)
        for left in one.units & self.index.beside.keys():
            beside = self.index.beside[left]
            for right in other.units & beside.keys():
                yield beside[right], weight

    def _typed_on(self, query: Query) -> Sums:
        """The sums of the whole query; those of all words but the last are kept for the next keystroke."""
        last = next(reversed([*query.typed]), "")
        told, covered = self._sums(tuple([term for term in query.terms if term.word != last]))
        for term in query.terms:
            if term.word == last:
                also, more = self._sums((term,))
                told, covered = told + also, covered + more
        return told, covered

    def _sums(self, terms: tuple[Term, ...]) -> Sums:
        sums = self._kept.get(terms)
        if sums is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            sums = self._kept[terms] = _added((term.weight, term.there, term.said) for term in terms)
        return sums

    def _scores(self, query: Query, sums: Sums, beside: Sums, prior: Sequence[float]) -> list[float]:
        least = (1 - COVERING) / UNIT
        rate = COVERING / UNIT / (SAID * sum([term.weight for term in query.terms]) or 1)
        told, covered = (listed(lanes, len(prior)) for lanes in sums)
        if not query.background:
            return [
                tells * (least + rate * covers) * each if tells else 0.0
                for tells, covers, each in zip(told, covered, prior, strict=True)
            ]
        return [
            (tells + BACKGROUND * also) * (least + rate * covers) * each if tells else 0.0
            for tells, covers, also, each in zip(told, covered, listed(beside[0], len(prior)), prior, strict=True)
        ]


def _among(terms: Iterable[Term], numbers: Sequence[int]) -> Iterator[tuple[int, "array[int]", "array[int]"]]:
    for term in terms:
        there, said = (array("H", map(column.__getitem__, numbers)) for column in (term.there, term.said))
        yield term.weight, there, said


def _added(terms: Iterable[tuple[int, "array[int]", "array[int]"]]) -> Sums:
    told = covered = 0
    for weight, there, said in terms:
        told += weight * widened(there)
        covered += weight * widened(said)
    return told, covered
