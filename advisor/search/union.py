"""Where any of several words or concepts is found, and the most that one of them tells in each entry."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

from advisor.search.index import Index
from advisor.search.lanes import COARSE, WIDE, Column, Lanes

SPARSE = 16
FEW = 16
"""A word that so few entries has, or fewer than one of so many, is cheaper entry by entry."""
KEPT = 96_000_000
"""Bytes of lanes that are kept for the next union."""


class Union:
    """Unites the postings of words, each weighed by how well it fits."""

    def __init__(
        self, index: Index, usual: Callable[[str], Iterable[float]], covered: int, *, wide: bool = False
    ) -> None:
        """Work over one index. `usual` are the fits with which a word or concept is looked for, the first most often.

        Of what is told in an entry, up to `covered` counts as covered. With `wide`, for a small pack, that is kept beside
        what is told: lanes are wide and twice as many.
        """
        self._entries = len(index.entries)
        self._lanes = Lanes(2 * self._entries, wide=True) if wide else Lanes(self._entries)
        self._covered, self._wide = covered, wide
        self._postings = index.postings
        self._few = max(FEW, self._entries // SPARSE)
        self._weighed: dict[float, _Weighed] = {}
        self._kept: dict[tuple[str, float], int] = {}
        self._covers: dict[tuple[str, float], int] = {}
        self._most = KEPT // ((2 * WIDE if wide else 2) * self._entries + 1) + 1
        often = [word for word, column in self._postings.items() if len(column.numbers) >= self._few]
        often.sort(key=lambda word: -len(self._postings[word].numbers))
        expected = [(word, fit) for word in often for fit in usual(word)]
        for word, fit in expected[: self._most]:
            self._spread(word, fit, self._postings[word])

    def of(self, fits: Mapping[str, float]) -> tuple["array[int]", int]:
        """For each entry, the most that one of the words tells there; and how much of them all entries cover."""
        if self._wide:
            return self._of_wide(fits)
        united = 0
        dense: list[tuple[str, float]] = []
        sparse: list[tuple[str, float, Column]] = []
        for word, fit in fits.items():
            column = self._postings.get(word)
            if column is None:
                continue
            if len(column.numbers) < self._few:
                sparse.append((word, fit, column))
            else:
                lanes = self._spread(word, fit, column)
                united = self._lanes.larger(united, lanes) if united else lanes
                dense.append((word, fit))
        there = self._lanes.write(united)
        total = self._total(united, dense) if united else 0
        for word, fit, column in sparse:
            total += self._alone(word, fit, column) - self._put(there, column, fit)
        return there, total

    def _of_wide(self, fits: Mapping[str, float]) -> tuple["array[int]", int]:
        """The same for a small pack, with how much of them is covered beside what they tell."""
        united, covered, entries, postings = 0, self._covered, self._entries, self._postings
        sparse: list[tuple[Iterable[int], Iterable[int]]] = []
        for word, fit in fits.items():
            column = postings.get(word)
            if column is None:
                continue
            if len(column.numbers) < self._few:
                sparse.append((column.numbers.tolist(), self._values(column, fit)))
            else:
                lanes = self._kept.get((word, fit)) or self._spread(word, fit, column)
                united = self._lanes.larger(united, lanes) if united else lanes
        there = self._lanes.write(united)
        for numbers, values in sparse:
            for number, value in zip(numbers, values):  # noqa: B905 - as many of one as of the other
                if value > there[number]:
                    there[number] = value
                    there[entries + number] = value if value < covered else covered  # noqa: FURB136 - min takes thrice as long
        return there, sum(there[entries:])

    def _put(self, there: "array[int]", column: Column, fit: float) -> int:
        """Put in what a word tells. Gives how much of it others had covered there, or it covers where others tell more."""
        covered, twice = self._covered, 0
        for number, value in zip(column.numbers.tolist(), self._values(column, fit), strict=True):
            before = there[number]
            if not before:
                there[number] = value
            elif value > before:
                there[number] = value
                twice += before if before < covered else covered  # noqa: FURB136
            else:
                twice += value if value < covered else covered  # noqa: FURB136
        return twice

    def _alone(self, word: str, fit: float, column: Column) -> int:
        """How much all entries cover of a word that few have, by itself."""
        total = self._covers.get((word, fit))
        if total is None:
            if fit == 1:
                lanes = Lanes(len(column))
                total = lanes.total(lanes.up_to(lanes.read(column.values), self._covered))
            else:
                covered = self._covered
                total = sum([value if value < covered else covered for value in self._values(column, fit)])  # noqa: FURB136
            self._covers[word, fit] = total
        return total

    def _total(self, united: int, words: Sequence[tuple[str, float]]) -> int:
        """How much all entries cover of these words, whose lanes are united; that of a single word is remembered."""
        total = self._covers.get(words[0]) if len(words) == 1 else None
        if total is None:
            total = self._lanes.total(self._lanes.up_to(united, self._covered))
            if len(words) == 1:
                self._covers[words[0]] = total
        return total

    def _spread(self, word: str, fit: float, column: Column) -> int:
        lanes = self._kept.get((word, fit))
        if lanes is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            numbers: Iterable[int] = column.numbers
            values = self._values(column, fit)
            if self._wide:
                numbers = [*numbers, *[self._entries + number for number in numbers]]
                values = [*values]
                values += [min(value, self._covered) for value in values]
            lanes = self._kept[word, fit] = self._lanes.spread(numbers, values)
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
