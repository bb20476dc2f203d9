"""The best entries for a query without scoring them all.

All entries at once get a bound that no score exceeds, in lanes. Those with the highest bounds are scored; the score of
the last one wanted then says which bounds are still worth a look, and nothing else is. So the best are exactly those
that scoring every entry would give.
"""

from collections.abc import Callable, Iterable
from math import ceil

from advisor.search.fields import WEIGHT
from advisor.search.index import PAIR_LEVELS
from advisor.search.lanes import COARSE, LEVELS, WIDEST, Column, Halves, Lanes, marked
from advisor.search.meaning import LEAST, SAID, Meaning
from advisor.search.reading import Query
from advisor.search.scoring import BACKGROUND, BESIDE, COVERING, UNIT, Scorer

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
LEVEL = 127
"""The highest level of a bound; what is above is the sign of a lesser entry."""


class Best:
    """Finds the best entries of one index."""

    def __init__(self, scorer: Scorer) -> None:
        """Nothing has been typed yet."""
        self._scorer = scorer
        self._lanes = Lanes(len(scorer.prior))
        self._kept: dict[Meaning | Column, Halves] = {}
        self._most = max(LEAST, KEPT // (2 * len(scorer.prior) + 1))
        self._lesser = max([prior for prior in scorer.prior if prior < 1], default=1.0)
        lesser = bytes([LEVEL + 1 if prior < 1 else 0 for prior in scorer.prior])
        self._signs = int.from_bytes(lesser, "little")
        self._likened = bytes([*range(LEVEL + 1), *(int(level * self._lesser) for level in range(LEVEL + 1))])

    def find(self, query: Query, wanted: int, passes: Callable[[int], bool]) -> tuple[list[int], list[float]]:
        """Entries in order and their scores: the best, and the best so many of those that pass, and maybe others."""
        if not any(term.meaning.total for term in query.terms):
            return [], []
        bounds = Bounds(query, self._scorer, self._lanes, self._halves)
        tops = self._lanes.bytes_of(bounds.tops | self._signs)
        found: dict[int, float] = {}
        level = self._level_of(tops, wanted)
        lesser = min(LEVEL, ceil(level / self._lesser))
        looked: set[int] = set()
        while worth := {*range(level, LEVEL + 1), *range(LEVEL + 1 + lesser, 256)} - looked:
            numbers = marked(tops, worth)
            looked |= worth
            found.update(zip(numbers, self._scorer.some(query, numbers), strict=True))
            passed = sorted([score for number, score in found.items() if passes(number)], reverse=True)[:wanted]
            least = passed[-1] if len(passed) == wanted else 0.0
            score = max(least, TRAILING * max(found.values(), default=0.0), TINY)
            down = 0
            if not least:
                # Filters leave few: go down step by step, for further down there may be very many.
                down = min(self._level_of(tops, FARTHER * len(found)), level // 2)
            level, lesser = max(bounds.needed(score), down), max(bounds.needed(score / self._lesser), down)
        numbers = sorted(found)
        return numbers, [found[number] for number in numbers]

    def _level_of(self, tops: bytes, count: int) -> int:
        """A bound that about so many entries reach, or a few more; a lesser entry by as much more as it is lesser."""
        share = count * SURE * SAMPLE // len(tops) + SURE
        sample = sorted(tops[:: max(1, len(tops) // SAMPLE)].translate(self._likened))
        low = max(1, sample[-share] if share < len(sample) else 0)
        under = bytes([value for value, level in enumerate(self._likened) if level < low])
        high, reaching = tops.translate(self._likened, under), 0
        for level in range(LEVEL, low, -1):
            reaching += high.count(level)
            if reaching >= count:
                return level
        return low

    def _halves(self, found: Meaning | Column) -> Halves:
        halves = self._kept.get(found)
        if halves is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            halves = self._kept[found] = self._lanes.halves(
                found.coarse if isinstance(found, Meaning) else self._levels(found)
            )
        return halves

    def _levels(self, column: Column) -> bytes:
        found = bytearray(self._lanes.entries)
        for number, level in column.items():
            found[number] = level
        return bytes(found)


class Bounds:
    """What the scores of the entries cannot exceed, whatever their prior: in lanes of a byte, a level each."""

    def __init__(
        self, query: Query, scorer: Scorer, lanes: Lanes, halves: Callable[[Meaning | Column], Halves]
    ) -> None:
        """Add the weights of the words and of the pairs up, rounded up, entry by entry."""
        weights = sum(term.weight for term in query.terms)
        self._whole = SAID * weights
        self._found = sum(term.weight for term in query.terms if term.meaning.total) / weights
        words = [(float(COARSE * term.weight), term.meaning) for term in query.terms if term.meaning.total]
        faint = [(BACKGROUND * COARSE * term.weight, term.meaning) for term in query.background]
        # What stands side by side adds to a score by itself, what words tell only as far as they cover the query.
        self._most_covered = 1 - COVERING + COVERING * self._found
        beside = BESIDE * UNIT / self._most_covered
        among = scorer.neighbours.among(query.terms + query.background)
        pairs = [(weight * beside, column) for column, weight in among]
        self._pairs = HIGHEST_PAIR * sum(weight for weight, _ in pairs)
        if len(words) == 1 and not faint and not pairs:
            (self._step, meaning), self._rounded = words[0], 0
            self.tops = int.from_bytes(meaning.coarse, "little")
            return
        self._rounded = 1
        scale = (WIDEST - MOST * (len(words) + len(faint) + len(pairs))) / (
            MOST * sum(weight for weight, _ in words + faint) + self._pairs
        )
        sums = _added(words, scale, halves)
        if faint:
            sums = _both(sums, lanes.where(sums, _added(faint, scale, halves)))  # alone they find nothing
        if pairs:
            sums = _both(sums, _added(pairs, scale, halves))
        self.tops, left_out = lanes.tops(sums)
        self._step = (1 << left_out) / scale

    def needed(self, score: float) -> int:
        """The lowest bound that an entry with that score may have."""
        low, high = 0, LEVEL + 1
        while low < high:
            middle = (low + high) // 2
            if self._most(middle) >= score:
                high = middle
            else:
                low = middle + 1
        return low

    def _most(self, level: int) -> float:
        """The highest score with that bound: all of it words that are side by side, or none of it."""
        told = (level + self._rounded) * self._step
        beside = min(self._pairs, told)
        return max(self._covered(told), self._covered(told - beside) + beside * self._most_covered) / UNIT * (1 + 1e-9)

    def _covered(self, told: float) -> float:
        # A word covers no more of the query than it tells, and all of them no more than what is found of the whole.
        return told * (1 - COVERING + COVERING * min(self._found, told / self._whole))


def _added(
    parts: Iterable[tuple[float, Meaning | Column]], scale: float, halves: Callable[[Meaning | Column], Halves]
) -> Halves:
    """What the parts come to with their weights, rounded up."""
    sums = 0, 0
    for weight, found in parts:
        even, odd = halves(found)
        times = ceil(weight * scale)
        sums = _both(sums, (times * even, times * odd))
    return sums


def _both(one: Halves, other: Halves) -> Halves:
    return one[0] + other[0], one[1] + other[1]
