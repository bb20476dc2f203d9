"""Words of a query that stand side by side in the rules."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from advisor.search.lanes import Column
from advisor.search.term import Term

PAIRS = 4096
"""Pairs of words that are remembered with the columns they meet in."""


class Neighbours:
    """Finds where words of a query are neighbours; each pair of words only once."""

    def __init__(self, beside: Mapping[str, Mapping[str, Column]]) -> None:
        """Take what stands beside each word in the rules, as `Index.beside` has it."""
        self._beside = beside
        self._met: dict[tuple[Term, Term], Sequence[tuple[Column, int]]] = {}

    def among(self, terms: Sequence[Term]) -> Iterator[tuple[Column, int]]:
        """Where two of the words stand side by side, and what each level of that adds."""
        for pair in combinations(terms, 2):
            met = self._met.get(pair)
            if met is None:
                if len(self._met) >= PAIRS:
                    self._met.clear()
                met = self._met[pair] = tuple(self._meet(*pair))
            if met:
                yield from met

    def levels(self, terms: Sequence[Term], among: Mapping[int, object] | None = None) -> Mapping[int, int]:
        """What the neighbours among the words add, by entry; of some entries, or of all that have any."""
        found: dict[int, int] = {}
        for column, weight in self.among(terms):
            if among is None:
                for number, level in zip(column.numbers.tolist(), column.values.tolist(), strict=True):
                    found[number] = found.get(number, 0) + weight * level
            else:
                levels = column.levels
                for number in among.keys() & levels.keys():
                    found[number] = found.get(number, 0) + weight * levels[number]
        return found

    def _meet(self, one: Term, other: Term) -> Iterator[tuple[Column, int]]:
        weight = min(one.weight, other.weight)
        few, more = sorted((one.meaning.units, other.meaning.units), key=len)
        for left in few:
            beside = self._beside.get(left)
            if beside and not more.isdisjoint(beside):
                yield from [(beside[right], weight) for right in more if right in beside]
