"""What a query tells about entries: all its words together, more where they cover more of it or stand side by side.

What words tell and cover are whole numbers and are added up before anything else, so that a question typed letter by
letter, pasted, in another order or form, or asked of a few entries only comes to the very same scores.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from operator import itemgetter

from advisor.search.index import PAIR_LEVELS, Index
from advisor.search.lanes import LEVELS, Lanes, in_wide_lanes, lowest_bytes, widened
from advisor.search.meaning import SAID
from advisor.search.neighbours import Neighbours
from advisor.search.reading import Query
from advisor.search.term import WEIGHT_LEVELS, Term
from advisor.typed import Any

NAMED = 100.0
BACKGROUND = 0.2
SIDE_BY_SIDE = 0.3
COVERING = 0.5
UNIT = WEIGHT_LEVELS * LEVELS
"""What is told counts in."""
BESIDE = SIDE_BY_SIDE / PAIR_LEVELS / WEIGHT_LEVELS
"""What words side by side add, for each level of their field and of the weight of the lighter one."""
CROWD = 4
"""How many times as many entries as are wanted make it worth to leave most of them out."""
KEPT = 16_000_000
"""Bytes of lanes that are kept for the next keystroke."""


class Scorer:
    """Scores the entries of one index; each has a prior, at most 1."""

    def __init__(self, index: Index, prior: Sequence[float]) -> None:
        """Nothing has been typed yet."""
        self.index = index
        self.prior = prior
        self._lowest_prior = min(prior, default=1.0)
        self._lanes = Lanes(len(prior))
        self._told = (1 << 64 * len(prior)) - 1
        self._kept: dict[Term, int] = {}
        self._most = max(2, KEPT // (16 * len(prior) + 1))
        self.neighbours = Neighbours(index.beside)
        self._background: tuple[tuple[Term, ...], Sequence[float]] = ((), ())

    def every(self, query: Query) -> list[float]:
        """The score of each entry."""
        tells, covers = _halves(self._sums(query.terms), len(self.prior))
        scores = self._scores(query, tells, covers, self._also(query), self.prior)
        for number, more in self.neighbours.levels(query.terms + query.background).items():
            if scores[number]:
                scores[number] += BESIDE * more * self.prior[number]
        for number, fit in query.named.items():
            scores[number] += NAMED * fit
        return scores

    def likely(self, query: Query, wanted: int | None, among: int) -> tuple[list[int], list[float], bool]:
        """Entries in order and their scores, for a query that names none; and whether no other entry has a score.

        They are the best of all, and the best so many of the first so many entries; None: all that have a score.
        """
        sums = self._sums(query.terms)
        beside, also = self.neighbours.levels(query.terms + query.background), self._also(query)
        tells, covers = _halves(sums, len(self.prior))
        marks = self._reaching(query, sums, max(also, default=0.0), wanted, among) if wanted is not None else None
        if marks is not None:
            for number in beside:
                marks[number] = 1
        numbers = list(compress(range(len(tells)), tells if marks is None else marks))
        pick = picker(numbers)
        scores = self._scores(query, pick(tells), pick(covers), pick(also) if also else (), pick(self.prior))
        if beside:
            place = {number: at for at, number in enumerate(numbers)}
            for number in beside.keys() & place.keys():
                if scores[place[number]]:
                    scores[place[number]] += BESIDE * beside[number] * self.prior[number]
        return numbers, scores, marks is None

    def _reaching(self, query: Query, sums: int, also: float, wanted: int, among: int) -> bytearray | None:
        """Marks the entries that may be among the best so many, if others can be told from them by what words tell there.

        An entry covers no less of the query than it tells of it, and no more than that of any word, nor than is found of
        the query; the background adds no more than `also`. Pairs of words count beside that.
        """
        weights = sum([term.weight for term in query.terms])
        found = sum([term.weight for term in query.terms if term.meaning.total])
        left_out = max(0, (found * LEVELS).bit_length() - 8)
        tops = lowest_bytes((sums & self._told) >> left_out, len(self.prior))
        if len(tops) - tops.count(0) <= CROWD * wanted:
            return None
        reached = _highest(tops[:among], wanted)
        least = reached << left_out
        surely = least * (1 - COVERING + COVERING * least / (weights * LEVELS)) * self._lowest_prior * (1 - 1e-9)

        def at_most(level: int) -> float:
            most = (level + 1) << left_out
            return (most + also) * (1 - COVERING + COVERING * min(found / weights, most / (SAID * weights)))

        level = bisect_left(range(reached), surely, key=at_most)
        return bytearray(tops.translate(_FROM[level])) if level else None

    def some(self, query: Query, numbers: Sequence[int]) -> list[float]:
        """The scores of these entries, in ascending order, for a query that names none."""
        if not numbers:
            return []
        pick = picker(numbers)
        told, covered = _halves(_picked(query.terms, pick), len(numbers))
        also: Sequence[float] = ()
        if query.background:
            also = _faint(_picked(query.background, pick), len(numbers))
        scores = self._scores(query, told, covered, also, pick(self.prior))
        terms = query.terms + query.background
        if any(self.neighbours.among(terms)):
            place = {number: at for at, number in enumerate(numbers)}
            for number, more in self.neighbours.levels(terms, place).items():
                if scores[place[number]]:
                    scores[place[number]] += BESIDE * more * self.prior[number]
        return scores

    def _also(self, query: Query) -> Sequence[float]:
        """What the words in the background add in each entry; nothing where there are none."""
        if self._background[0] != query.background:
            also = _faint(self._sums(query.background), len(self.prior)) if query.background else ()
            self._background = (query.background, also)
        return self._background[1]

    def _sums(self, terms: Iterable[Term]) -> int:
        sums = 0
        for term in terms:
            kept = self._kept.get(term)
            sums += self._weighed(term) if kept is None else kept
        return sums

    def _weighed(self, term: Term) -> int:
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        wide = term.meaning.wide
        if wide is None:
            there = term.meaning.there
            wide = widened(there, self._lanes.write(self._lanes.up_to(self._lanes.read(there), SAID)))
        sums = self._kept[term] = term.weight * wide
        return sums

    def _scores(
        self, query: Query, told: Iterable[int], covered: Iterable[int], also: Sequence[float], prior: Sequence[float]
    ) -> list[float]:
        least = (1 - COVERING) / UNIT
        rate = COVERING / UNIT / (SAID * sum([term.weight for term in query.terms]) or 1)
        if not query.background:
            return [
                tells * (least + rate * covers) * each if tells else 0.0
                for tells, covers, each in zip(told, covered, prior, strict=True)
            ]
        return [
            (tells + more) * (least + rate * covers) * each if tells else 0.0
            for tells, covers, more, each in zip(told, covered, also, prior, strict=True)
        ]


def picker(numbers: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What takes the values at these places out of others."""
    if len(numbers) > 1:
        return itemgetter(*numbers)
    return lambda values: [values[number] for number in numbers]


def _faint(sums: int, entries: int) -> list[float]:
    """What words in the background add."""
    return [BACKGROUND * tells for tells in _halves(sums, entries)[0]]


def _highest(tops: bytes, count: int) -> int:
    """The highest number that so many of the bytes reach; 0 if fewer are there."""
    low, high = 0, 255
    while low < high:
        middle = (low + high + 1) // 2
        if len(tops.translate(None, _BELOW[middle])) >= count:
            low = middle
        else:
            high = middle - 1
    return low


_BELOW = tuple(bytes(range(level)) for level in range(256))
_FROM = tuple(bytes(level) + b"\x01" * (256 - level) for level in range(256))
"""For each level the bytes below it; and what makes 1 of each byte from there on, and 0 of the others."""


def _picked(terms: Iterable[Term], pick: Callable[[Sequence[int]], Sequence[int]]) -> int:
    """The sums of the entries that are picked."""
    sums = 0
    for term in terms:
        there = pick(term.meaning.there)
        covered = [tells if tells < SAID else SAID for tells in there]  # noqa: FURB136 - min takes thrice as long
        sums += term.weight * widened(array("H", there), array("H", covered))
    return sums


def _halves(sums: int, entries: int) -> tuple["array[int]", "array[int]"]:
    """What words tell in each entry, and how much of them each covers."""
    numbers = in_wide_lanes(sums, 2 * entries)
    return numbers[:entries], numbers[entries:]
