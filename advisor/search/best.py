"""The best entries for a query without scoring them all.

All entries at once get a bound that no score exceeds, in lanes. Those with the highest bounds are scored; the score of
the last one wanted then says which bounds are still worth a look, and nothing else is. So the best are exactly those
that scoring every entry would give.
"""

from collections.abc import Callable
from functools import cached_property
from itertools import chain
from math import ceil

from advisor.search.fields import WEIGHT
from advisor.search.index import PAIR_LEVELS
from advisor.search.lanes import COARSE, LEVELS, TOP, WIDEST, Column, Halves, Lanes
from advisor.search.meaning import LEAST, SAID
from advisor.search.reading import Query
from advisor.search.scoring import BACKGROUND, BESIDE, COVERING, UNIT, Scorer
from advisor.search.term import Term

TRAILING = 0.1
"""Rules that score less than this part of the best are not worth a look."""
TINY = 1e-9
SAMPLE = 1000
"""About so many entries show which bounds are high."""
SURE = 4
"""How much of the sample is taken for each entry wanted, and how many more, so that no fewer than that are found."""
FARTHER = 8
"""How many times as many entries are looked at where the filters left too few."""
MOST = LEVELS // COARSE + 1
HIGHEST_PAIR = int(PAIR_LEVELS * max(WEIGHT.values()))


KEPT = 40_000_000
"""Bytes of lanes that are kept for the next keystroke."""


class Best:
    """Finds the best entries of one index."""

    def __init__(self, scorer: Scorer) -> None:
        """Nothing has been typed yet."""
        self._scorer = scorer
        self._lanes = Lanes(len(scorer.prior))
        self._kept: dict[Term | Column, Halves] = {}
        self._most = max(LEAST, KEPT // (2 * len(scorer.prior) + 1))

    def find(self, query: Query, wanted: int, passes: Callable[[int], bool]) -> tuple[list[int], list[float]]:
        """Entries in order and their scores: the best, and the best so many of those that pass, and maybe others."""
        bounds = Bounds(query, self._scorer, self._lanes, self._halves)
        found: dict[int, float] = {}
        level, reached = bounds.level_of(wanted), WIDEST + 1
        while level < reached:
            numbers = [number for number in bounds.reach(level) if number not in found]
            found.update(zip(numbers, self._scorer.some(query, numbers), strict=True))
            reached = level
            passed = sorted([score for number, score in found.items() if passes(number)], reverse=True)[:wanted]
            least = passed[-1] if len(passed) == wanted else 0.0
            level = bounds.needed(max(least, TRAILING * max(found.values(), default=0.0), TINY))
            if not least:
                # Filters leave few: go down step by step, for further down there may be very many.
                level = max(level, min(bounds.level_of(FARTHER * len(found)), reached // 2))
        numbers = sorted(found)
        return numbers, [found[number] for number in numbers]

    def _halves(self, found: Term | Column) -> Halves:
        halves = self._kept.get(found)
        if halves is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            halves = self._kept[found] = self._lanes.halves(
                found.meaning.coarse if isinstance(found, Term) else self._levels(found)
            )
        return halves

    def _levels(self, column: Column) -> bytes:
        found = bytearray(self._lanes.entries)
        for number, level in column.items():
            found[number] = level
        return bytes(found)


class Bounds:
    """What the scores of the entries cannot exceed."""

    def __init__(self, query: Query, scorer: Scorer, lanes: Lanes, halves: Callable[[Term | Column], Halves]) -> None:
        """Add the weights of the words and of the pairs up, rounded up, entry by entry."""
        self._lanes = lanes
        self._whole = SAID * sum(term.weight for term in query.terms)
        words = [(float(COARSE * term.weight), term) for term in query.terms]
        words += [(BACKGROUND * COARSE * term.weight, term) for term in query.background]
        pairs = [(weight * BESIDE * UNIT, column) for column, weight in scorer.together(query)]
        self._pairs = HIGHEST_PAIR * sum(weight for weight, _ in pairs)
        most = MOST * sum(weight for weight, _ in words) + self._pairs
        self._scale = (WIDEST - MOST * (len(words) + len(pairs))) / most
        self._weights = [(ceil(weight * self._scale), term) for weight, term in words]
        even = odd = 0
        meetings = [(ceil(weight * self._scale), column) for weight, column in pairs]
        for weight, found in chain[tuple[int, Term | Column]](self._weights, meetings):
            some, others = halves(found)
            even += weight * some
            odd += weight * others
        self._sums: Halves = (even, odd)

    @cached_property
    def _tops(self) -> bytes:
        return self._lanes.tops(self._sums)

    def level_of(self, count: int) -> int:
        """A bound that about so many entries reach, or a few more."""
        tops, share = self._tops, count * SURE * SAMPLE // self._lanes.entries + SURE
        sample = sorted(tops[:: max(1, self._lanes.entries // SAMPLE)])
        low = sample[-share] if share < len(sample) else 0
        high = sorted(tops.translate(None, bytes(range(low))))
        return max(1, (high[-count] if count < len(high) else low) << TOP)

    def reach(self, level: int) -> list[int]:
        """The entries whose bound is so high."""
        return self._lanes.marked(self._lanes.at_least(self._sums, level))

    def needed(self, score: float) -> int:
        """The lowest bound that an entry with that score may have."""
        low, high = 1, WIDEST
        while low < high:
            middle = (low + high) // 2
            if self._most(middle) >= score:
                high = middle
            else:
                low = middle + 1
        return low

    def _most(self, level: int) -> float:
        """The highest score with that bound: all of it words that are side by side, or none of it."""
        told = level / self._scale
        beside = min(self._pairs, told)
        return max(self._covered(told), self._covered(told - beside) + beside) / UNIT * (1 + 1e-9)

    def _covered(self, told: float) -> float:
        # A word covers no more of the query than it tells, and all of them no more than the whole.
        return told * (1 - COVERING + COVERING * min(1.0, told / self._whole))
