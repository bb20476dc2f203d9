"""Words of a query that stand side by side in the rules."""

from collections.abc import Iterator, Mapping, Sequence, Set as AbstractSet
from itertools import combinations

from advisor.search.lanes import Column
from advisor.search.term import Term

PAIRS = 4096
"""Pairs of words that are remembered with the columns they meet in."""
ENTRIES = 100_000
"""Entries that are remembered with what pairs of words add there."""


class Neighbours:
    """Finds where words of a query are neighbours; each pair of words only once."""

    def __init__(self, beside: Mapping[str, Mapping[str, Column]]) -> None:
        """Take what stands beside each word in the rules, as `Index.beside` has it."""
        self._beside = beside
        self._met: dict[tuple[Term, Term], Sequence[tuple[Column, int]]] = {}
        self._summed: dict[tuple[Term, Term], Mapping[int, int]] = {}
        self._entries = 0

    def among(self, terms: Sequence[Term]) -> Iterator[tuple[Column, int]]:
        """Where two of the words stand side by side, and what each level of that adds."""
        for pair in combinations(terms, 2):
            met = self._met.get(pair)
            if met is None:
                if len(self._met) >= PAIRS:
                    self._met.clear()
                met = self._met[pair] = self._meet(pair)
            if met:
                yield from met

    def every(self, terms: Sequence[Term]) -> Mapping[int, int]:
        """What the neighbours among the words add, by entry, in all that have any."""
        summed = self._summed
        parts = []
        for pair in combinations(terms, 2):
            part = summed.get(pair)
            if part is None:
                part = self._sum(pair)
            if part:
                parts.append(part)
        if len(parts) < 2:
            return parts[0] if parts else {}
        found = {**parts[0]}
        for part in parts[1:]:
            for number, more in part.items():
                found[number] = found.get(number, 0) + more
        return found

    def some(self, terms: Sequence[Term], among: AbstractSet[int]) -> Mapping[int, int]:
        """The same, in those of some entries that have any."""
        found: dict[int, int] = {}
        for column, weight in self.among(terms):
            levels = column.levels
            for number in among & levels.keys():
                found[number] = found.get(number, 0) + weight * levels[number]
        return found

    def _sum(self, pair: tuple[Term, Term]) -> Mapping[int, int]:
        found: dict[int, int] = {}
        for column, weight in self._meet(pair):
            if found:
                for number, level in column.levels.items():
                    found[number] = found.get(number, 0) + weight * level
            else:
                found = {number: weight * level for number, level in column.levels.items()}
        self._entries += len(found)
        if len(self._summed) >= PAIRS or self._entries > ENTRIES:
            self._summed.clear()
            self._entries = len(found)
        self._summed[pair] = found
        return found

    def _meet(self, pair: tuple[Term, Term]) -> Sequence[tuple[Column, int]]:
        one, other = pair
        few, more = one.meaning.units, other.meaning.units
        if len(more) < len(few):
            few, more = more, few
        found: list[tuple[Column, int]] = []
        for left in few:
            beside = self._beside.get(left)
            if beside and not beside.keys().isdisjoint(more):
                weight = min(one.weight, other.weight)
                found += [(beside[right], weight) for right in beside.keys() & more]
        return found
