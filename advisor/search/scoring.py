"""What a query tells about entries: all its words together, more where they cover more of it or stand side by side.

What words tell and cover are whole numbers and are added up before anything else, so that a question typed letter by
letter, pasted, in another order or form, or asked of a few entries only comes to the very same scores.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from operator import itemgetter

from advisor.search.index import PAIR_LEVELS, Index
from advisor.search.lanes import LEVELS, WIDTH, Lanes, in_wide_lanes, lowest_bytes, wide_enough, widened
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
AT_HAND = 2048
_AT_HAND = tuple(range(AT_HAND))
"""Numbers of entries that need not be made for each key."""


class Scorer:
    """Scores the entries of one index; each has a prior, at most 1."""

    def __init__(self, index: Index, prior: Sequence[float]) -> None:
        """Nothing has been typed yet."""
        self.index = index
        self.prior = prior
        self._rules = sum([entry.rule is not None for entry in index.entries])
        self._lowest_prior = min(prior, default=1.0)
        self._lanes = Lanes(len(prior))
        self._numbers: Sequence[int] = range(len(prior)) if len(prior) > AT_HAND else _AT_HAND[: len(prior)]
        self._kept: Mapping[str, dict[Term, int]] = {"I": {}, "Q": {}}
        self._masks: dict[str, int] = {}
        self._most = max(2, KEPT // (24 * len(prior) + 1))
        self.neighbours = Neighbours(index.beside)
        self._background: tuple[tuple[Term, ...], Sequence[int], int] = ((), (), 0)

    def every(self, query: Query) -> list[float]:
        """The score of each entry."""
        weights, prior = sum([term.weight for term in query.terms]), self.prior
        code = wide_enough(LEVELS * weights)
        tells, covers = _halves(self._sums(query.terms, code), len(prior), code)
        scores = _scores(weights, tells, covers, self._also(query)[0], prior)
        for number, more in self.neighbours.every(query.terms + query.background).items():
            if scores[number]:
                scores[number] += BESIDE * more * prior[number]
        for number, fit in query.named.items():
            scores[number] += NAMED * fit
        return scores

    def likely(self, query: Query, wanted: int | None) -> tuple[Sequence[int], list[float], bool]:
        """Entries in order and their scores, for a query that names none; and whether no other entry has a score.

        They are the best of all, and the best so many rules; None: all that have a score.
        """
        weights = sum([term.weight for term in query.terms])
        code = wide_enough(LEVELS * weights)
        sums = self._sums(query.terms, code)
        beside = self.neighbours.every(query.terms + query.background)
        also, most_also = self._also(query)
        tells, covers = _halves(sums, len(self.prior), code)
        marks = None
        if wanted is not None:
            marks = self._reaching(query, sums, code, BACKGROUND * most_also, wanted)
        if marks is not None:
            for number in beside:
                marks[number] = 1
        numbers = list(compress(self._numbers, tells if marks is None else marks))
        pick = picker(numbers)
        scores = _scores(weights, pick(tells), pick(covers), pick(also) if also else (), pick(self.prior))
        if beside:
            at_number = {number: at for at, number in enumerate(numbers)}
            for number, more in beside.items():
                at = at_number.get(number)
                if at is not None and scores[at]:
                    scores[at] += BESIDE * more * self.prior[number]
        return numbers, scores, marks is None

    def _reaching(self, query: Query, sums: int, code: str, also: float, wanted: int) -> bytearray | None:
        """Marks the entries that may be among the best so many, if others can be told from them by what words tell there.

        An entry covers no less of the query than it tells of it, and no more than that of any word, nor than is found of
        the query; the background adds no more than `also`. Pairs of words count beside that.
        """
        weights = sum([term.weight for term in query.terms])
        found = sum([term.weight for term in query.terms if term.meaning.total])
        left_out = max(0, (found * LEVELS).bit_length() - 8)
        tops = lowest_bytes((sums & self._first(code)) >> left_out, len(self.prior), code)
        if len(tops) - tops.count(0) <= CROWD * wanted:
            return None
        reached = _highest(tops[: self._rules], wanted)
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
        weights = sum([term.weight for term in query.terms])
        told, covered = _picked(query.terms, pick, len(numbers))
        also = _picked(query.background, pick, len(numbers))[0] if query.background else ()
        scores = _scores(weights, told, covered, also, pick(self.prior))
        terms = query.terms + query.background
        if any(self.neighbours.among(terms)):
            place = {number: at for at, number in enumerate(numbers)}
            for number, more in self.neighbours.some(terms, place.keys()).items():
                if scores[place[number]]:
                    scores[place[number]] += BESIDE * more * self.prior[number]
        return scores

    def _also(self, query: Query) -> tuple[Sequence[int], int]:
        """What the words in the background tell in each entry, and the most of it; nothing where there are none."""
        if self._background[0] != query.background:
            told: Sequence[int] = ()
            if query.background:
                code = wide_enough(LEVELS * sum([term.weight for term in query.background]))
                told = _halves(self._sums(query.background, code), len(self.prior), code)[0]
            self._background = (query.background, told, max(told, default=0))
        return self._background[1:]

    def _sums(self, terms: Iterable[Term], code: str) -> int:
        sums, weighed = 0, self._kept[code]
        for term in terms:
            kept = weighed.get(term)
            sums += self._weighed(term, code) if kept is None else kept
        return sums

    def _weighed(self, term: Term, code: str) -> int:
        weighed = self._kept[code]
        if len(weighed) >= self._most:
            del weighed[next(iter(weighed))]
        there, lanes = term.meaning.there, self._lanes
        if len(there) > len(self.prior):
            wide = lanes.read(there if code == there.typecode else array(code, there))
        else:
            covered = lanes.up_to(lanes.read(there), SAID)
            wide = widened(there.tobytes() + lanes.write(covered).tobytes(), code)
        sums = weighed[term] = term.weight * wide
        return sums

    def _first(self, code: str) -> int:
        """A mask of the lanes of what is told, which come before those of what is covered."""
        mask = self._masks.get(code)
        if mask is None:
            mask = self._masks[code] = (1 << 8 * WIDTH[code] * len(self.prior)) - 1
        return mask


def _scores(
    weights: int, told: Iterable[int], covered: Iterable[int], also: Sequence[int], prior: Sequence[float]
) -> list[float]:
    least = (1 - COVERING) / UNIT
    rate = COVERING / UNIT / (SAID * weights or 1)
    if not also:
        return [
            (least + rate * covers) * tells * each if tells else 0.0
            for tells, covers, each in zip(told, covered, prior, strict=True)
        ]
    return [
        (least + rate * covers) * (BACKGROUND * more + tells) * each if tells else 0.0
        for tells, covers, more, each in zip(told, covered, also, prior, strict=True)
    ]


def picker(numbers: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What takes the values at these places out of others."""
    if len(numbers) > 1:
        return itemgetter(*numbers)
    return lambda values: [values[number] for number in numbers]


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


def _picked(
    terms: Sequence[Term], pick: Callable[[Sequence[int]], Sequence[int]], entries: int
) -> tuple["array[int]", "array[int]"]:
    """What words tell in each of the entries that are picked, and how much of them each covers."""
    code = wide_enough(LEVELS * sum([term.weight for term in terms]))
    sums = 0
    for term in terms:
        there = pick(term.meaning.there)
        covered = [tells if tells < SAID else SAID for tells in there]  # noqa: FURB136 - min takes thrice as long
        sums += term.weight * widened(array("H", (*there, *covered)).tobytes(), code)
    return _halves(sums, entries, code)


def _halves(sums: int, entries: int, code: str) -> tuple["array[int]", "array[int]"]:
    """What words tell in each entry, and how much of them each covers."""
    numbers = in_wide_lanes(sums, 2 * entries, code)
    return numbers[:entries], numbers[entries:]
