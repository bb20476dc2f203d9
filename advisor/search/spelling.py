"""The known words that a slip of the finger would have turned into another.

A slip changes the length, the number of digits, the letters that only one of the two words has, and those that only the
other has, by one at most each. That is looked up for all words at once, in integers with a bit a word, and leaves few
whose letters have to be compared in order.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import or_
from typing import TypeVar

from advisor.search.words import family, key

TWICE = 6
"""Words with more letters may have two slips."""
MANY = 12
"""How many words an unknown one may stand for."""
SET = re.compile("1")
Trait = TypeVar("Trait", int, str)


class Spelling:
    """Finds words by their letters; notes them when first asked."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words in order."""
        self._words = words
        self._alike: dict[tuple[int, int, int], int] = {}

    @cached_property
    def _letters(self) -> dict[str, int]:
        return _noted(self._words, set)

    @cached_property
    def _variety(self) -> Sequence[int]:
        """The words of no letter at all, of at most one, and so on."""
        noted = _noted(self._words, lambda word: (len(set(word)),))
        return [*accumulate((noted.get(number, 0) for number in range(max(noted, default=0) + 1)), or_)]

    @cached_property
    def _length(self) -> dict[int, int]:
        return _noted(self._words, lambda word: (len(word),))

    @cached_property
    def _digits(self) -> dict[int, int]:
        return _noted(self._words, lambda word: (_digits(word),))

    def near(self, word: str, slips: int, most: int) -> list[tuple[str, int]]:
        """The words at most so many slips (one or two) away, nearest first, each with how many slips.

        A slip is a letter too many, missing or wrong, or two swapped.
        """
        likely = self._likely(word, slips)
        if not likely:
            return []
        # Imported when a word is first unknown: most searches from the command line never need it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found = extract(word, likely, scorer=OSA.distance, score_cutoff=slips, limit=most)
        return [(other, distance) for other, distance, _ in found]

    def _likely(self, word: str, slips: int) -> list[str]:
        letters, shape = set(word), (len(word), _digits(word), slips)
        among = self._alike.get(shape)
        if among is None:
            among = self._alike[shape] = self._shaped(*shape)
        likely, variety = 0, self._variety
        for missing, these in enumerate(_missing(among, [self._letters.get(letter, 0) for letter in letters], slips)):
            likely |= these & variety[min(len(letters) + slips - missing, len(variety) - 1)]
        bits = f"{likely:b}" if likely else ""
        return [self._words[len(bits) - bit.end()] for bit in SET.finditer(bits)][::-1]

    def _shaped(self, length: int, digits: int, slips: int) -> int:
        long = _between(self._length, length - slips, length + slips)
        return long & _between(self._digits, digits - slips, digits + slips)


class Near:
    """The known words, and the families, that are like an unknown word; both are looked for once."""

    def __init__(self, word: str, written: Spelling, families: Spelling) -> None:
        """Look for nothing yet."""
        self._word = word
        self._stem = family(key(word))
        self._written, self._families = written, families
        self.most = 2 if len(word) > TWICE else 1

    @cached_property
    def _near(self) -> Sequence[tuple[str, int]]:
        return self._written.near(self._word, self.most, MANY) if len(self._word) > 2 else ()

    @cached_property
    def _near_stem(self) -> Sequence[tuple[str, int]]:
        return self._families.near(self._stem, self.most, MANY) if len(self._stem) > 4 else ()

    def words(self, slips: int) -> Sequence[str]:
        """The words that are so many slips away, and likely."""
        return [other for other, far in self._near if far <= slips and _likely(self._word, other)]

    def stems(self, slips: int) -> Sequence[str]:
        """The families that are so many slips away, and likely."""
        return [other for other, far in self._near_stem if far <= slips and _likely(self._stem, other)]


def _noted(words: Sequence[str], traits: Callable[[str], Iterable[Trait]]) -> dict[Trait, int]:
    """For each trait the words that have it: the first word's bit is the lowest."""
    rows: dict[Trait, bytearray] = {}
    for number, word in enumerate(words):
        for trait in traits(word):
            row = rows.get(trait)
            if row is None:
                row = rows[trait] = bytearray(len(words) // 8 + 1)
            row[number >> 3] |= 1 << (number & 7)
    return {trait: int.from_bytes(row, "little") for trait, row in rows.items()}


def _digits(word: str) -> int:
    return 0 if word.isalpha() else sum(map(str.isdigit, word))


def _between(noted: dict[int, int], low: int, high: int) -> int:
    found = 0
    for number in range(low, high + 1):
        found |= noted.get(number, 0)
    return found


def _missing(among: int, having: Iterable[int], most: int) -> Sequence[int]:
    """Those of the words that have all the letters, those that have all but one, and so on."""
    once = twice = thrice = 0
    for these in having:
        lacking = among & ~these
        thrice |= twice & lacking
        twice |= once & lacking
        once |= lacking
    return (among & ~once, once & ~twice, twice & ~thrice)[: most + 1]


def _likely(word: str, other: str) -> bool:
    """Whether a slip is: in a short word a wrong letter makes another word, but rarely is it the first one."""
    return len(word) > 4 or word[0] == other[0] or len(word) != len(other)
