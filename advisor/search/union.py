"""Where any of several words or concepts is found, and the most that one of them tells in each entry."""

from collections.abc import Iterable, Mapping, Sequence

from advisor.search.index import Index
from advisor.search.lanes import COARSE, Column, Lanes

SPARSE = 32
"""A word that fewer than one of so many entries has is cheaper entry by entry."""
KEPT = 32_000_000
"""Bytes of lanes that are kept for the next union."""


class Union:
    """Unites the postings of words, each weighed by how well it fits."""

    def __init__(self, index: Index) -> None:
        """Work over one index."""
        self.lanes = Lanes(len(index.entries))
        self._postings = index.postings
        self._kept: dict[tuple[str, float], int] = {}
        self._most = KEPT // (2 * len(index.entries) + 1) + 1

    def of(self, fits: Mapping[str, float]) -> int:
        """In the lane of each entry, the most that one of the words tells there."""
        found = [(word, fit, self._postings[word]) for word, fit in fits.items() if word in self._postings]
        few = self.lanes.entries // SPARSE
        united = 0
        for word, fit, column in found:
            if len(column) >= few:
                lanes = self._spread(word, fit, column)
                united = self.lanes.larger(united, lanes) if united else lanes
        sparse = [(fit, column) for _, fit, column in found if len(column) < few]
        return self._with_sparse(united, sparse) if sparse else united

    def _with_sparse(self, united: int, sparse: Iterable[tuple[float, Column]]) -> int:
        there = self.lanes.write(united)
        for fit, column in sparse:
            for number, value in zip(column.numbers, _weighed(column, fit), strict=True):
                there[number] = max(there[number], value)
        return self.lanes.read(there)

    def _spread(self, word: str, fit: float, column: Column) -> int:
        lanes = self._kept.get((word, fit))
        if lanes is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            lanes = self._kept[word, fit] = self.lanes.spread(column, _weighed(column, fit))
        return lanes


def _weighed(column: Column, fit: float) -> Sequence[int]:
    """The column's numbers, weighed; nothing that is there comes to less than the coarse can tell."""
    return column.values if fit == 1 else [max(COARSE, round(value * fit)) for value in column.values]
