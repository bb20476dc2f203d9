"""Where any of several words or concepts is found, and the most that one of them tells in each entry."""

from array import array
from collections.abc import Callable, Iterable, Mapping

from advisor.search.index import Index
from advisor.search.lanes import COARSE, WIDE, Column, Lanes

SPARSE = 16
FEW = 16
"""A word that so few entries has, or fewer than one of so many, is cheaper entry by entry."""
KEPT = 96_000_000
"""Bytes of lanes that are kept for the next union."""


class Union:
    """Unites the postings of words, each weighed by how well it fits."""

    def __init__(self, index: Index, usual: Callable[[str], Iterable[float]], covered: int = 0) -> None:
        """Work over one index. `usual` are the fits with which a word or concept is looked for, the first most often.

        With `covered`, in a small pack, lanes are wide and twice as many: after what is told in each entry comes how
        much of that counts as covered, up to so much.
        """
        self.entries = len(index.entries)
        self.lanes = Lanes(2 * self.entries, wide=True) if covered else Lanes(self.entries)
        self._covered = covered
        self._postings = index.postings
        self._few = max(FEW, self.entries // SPARSE)
        self._weighed: dict[float, _Weighed] = {}
        self._kept: dict[tuple[str, float], int] = {}
        self._most = KEPT // ((2 * WIDE if covered else 2) * self.entries + 1) + 1
        often = [word for word, column in self._postings.items() if len(column.numbers) >= self._few]
        often.sort(key=lambda word: -len(self._postings[word].numbers))
        expected = [(word, fit) for word in often for fit in usual(word)]
        for word, fit in expected[: self._most]:
            self._spread(word, fit, self._postings[word])

    def of(self, fits: Mapping[str, float]) -> "array[int]":
        """For each entry, the most that one of the words tells there; then maybe how much of it is covered."""
        united = 0
        sparse: list[tuple[float, Column]] = []
        for word, fit in fits.items():
            column = self._postings.get(word)
            if column is None:
                continue
            if len(column.numbers) < self._few:
                sparse.append((fit, column))
            else:
                lanes = self._spread(word, fit, column)
                united = self.lanes.larger(united, lanes) if united else lanes
        there, covered, entries = self.lanes.write(united), self._covered, self.entries
        for fit, column in sparse:
            for number, value in zip(column.numbers.tolist(), self._values(column, fit), strict=True):
                if value > there[number]:
                    there[number] = value
                    if covered:
                        there[entries + number] = value if value < covered else covered  # noqa: FURB136 - min takes thrice as long
        return there

    def _spread(self, word: str, fit: float, column: Column) -> int:
        lanes = self._kept.get((word, fit))
        if lanes is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            numbers, values = column.numbers.tolist(), [*self._values(column, fit)]
            if self._covered:
                numbers += [self.entries + number for number in numbers]
                values += [min(value, self._covered) for value in values]
            lanes = self._kept[word, fit] = self.lanes.spread(numbers, values)
        return lanes

    def _values(self, column: Column, fit: float) -> Iterable[int]:
        values = column.values.tolist()  # a list gives its numbers twice as quickly
        return values if fit == 1 else map(self._weigh(fit).__getitem__, values)

    def _weigh(self, fit: float) -> Mapping[int, int]:
        weighed = self._weighed.get(fit)
        if weighed is None:
            weighed = self._weighed[fit] = _Weighed(fit)
        return weighed


class _Weighed(dict[int, int]):
    """Numbers, weighed, each once; nothing that is there comes to less than the coarse can tell."""

    def __init__(self, fit: float) -> None:
        self._fit = fit

    def __missing__(self, value: int) -> int:
        self[value] = weighed = max(COARSE, round(value * self._fit))
        return weighed
