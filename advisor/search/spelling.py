"""The known words that a slip of the finger would have turned into another.

Of two words with one slip between them, each with one letter left out or as it is, some are the same: so one slip is a
matter of looking up. Two slips change the length, the number of digits, the letters that only one of the words has, and
those that only the other has, by two at most each. That is looked up for all words at once, in integers with a bit a
word, and leaves few whose letters have to be compared in order.
"""

from collections.abc import Callable, Iterable, Sequence, Set as AbstractSet
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from operator import or_
from typing import TypeVar

from advisor.typed import Any

TWICE = 6
"""Words with more letters may have two slips."""
MANY = 12
"""How many words an unknown one may stand for."""
CODE = 2
"""Numbers of more digits than this are noted apart: as parts of ids, large packs have many."""
Trait = TypeVar("Trait", int, str)


class Spelling:
    """Finds words by their letters."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words in order."""
        codes: list[str] = []
        others: list[str] = []
        for word in words:
            (codes if word.isdigit() and len(word) > CODE else others).append(word)
        self._others, self._codes = Letters(others), Letters(codes)

    def near(self, word: str, slips: int, most: int) -> list[str]:
        """The words at most so many slips (one or two) away, nearest first.

        A slip is a letter too many, missing or wrong, or two swapped.
        """
        found = self._others.near(word, slips, most)
        if _digits(word) + slips > CODE:
            found = sorted(found + self._codes.near(word, slips, most))[:most]
        return [other for _, other in found]


class Letters:
    """Notes words by their letters, when first asked."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words in order."""
        self._words = words
        self._alike: dict[tuple[int, int, int], int] = {}
        self._lacked = "", (0, 0, 0)

    def near(self, word: str, slips: int, most: int) -> list[tuple[int, str]]:
        """The words at most so many slips away, nearest first, each after how many slips."""
        if slips == 1:
            return self._one_slip(word)[:most]
        likely = self._likely(word, slips)
        if not likely:
            return []
        extract, distance = _comparing()
        found = extract(word, likely, scorer=distance, score_cutoff=slips, limit=most)
        return [(far, other) for other, far, _ in found]

    def _one_slip(self, word: str) -> list[tuple[int, str]]:
        shortened, forms = self._shortened, _forms(word)
        if shortened.keys().isdisjoint(forms):
            return []
        like = [shortened[form] for form in forms if form in shortened]
        found = {*"\n".join(like).split("\n")}
        return sorted([(int(other != word), other) for other in found if _one_apart(word, other)])

    @cached_property
    def _shortened(self) -> dict[str, str]:
        """For each word, and for each with one letter left out, the words that it comes from, one a line."""
        found: dict[str, str] = {}
        for word in self._words:
            for form in {word, *_shorter(word)}:
                found[form] = f"{found[form]}\n{word}" if form in found else word
        return found

    @cached_property
    def _without(self) -> dict[str, int]:
        """For each letter the words that do not have it."""
        every = self._every
        return {letter: every ^ having for letter, having in _noted(self._words, set).items()}

    @cached_property
    def _every(self) -> int:
        return (1 << len(self._words)) - 1

    @cached_property
    def _variety(self) -> Sequence[int]:
        """The words of no letter at all, of at most one, and so on."""
        noted = _noted(self._words, lambda word: (len(set(word)),))
        return [*accumulate((noted.get(number, 0) for number in range(max(noted, default=0) + 1)), or_)]

    @cached_property
    def _length(self) -> dict[int, int]:
        return _noted(self._words, lambda word: (len(word),))

    @cached_property
    def _of_digits(self) -> dict[int, int]:
        return _noted(self._words, lambda word: (_digits(word),))

    def _likely(self, word: str, slips: int) -> list[str]:
        letters, shape = len(set(word)), (len(word), _digits(word), slips)
        among = self._alike.get(shape)
        if among is None:
            among = self._alike[shape] = self._shaped(*shape)
        likely, variety = 0, self._variety
        once, twice, thrice = (among & lacking for lacking in self._lacking(word))
        for missing, these in enumerate((among ^ once, once ^ twice, twice ^ thrice)[: slips + 1]):
            likely |= these & variety[min(letters + slips - missing, len(variety) - 1)]
        found: list[str] = []
        while likely:
            last = likely.bit_length() - 1
            found.append(self._words[last])
            likely ^= 1 << last
        found.reverse()
        return found

    def _lacking(self, word: str) -> tuple[int, int, int]:
        """The words that lack a letter of this one, two and three; most words are the one before, typed on."""
        before, (once, twice, thrice) = self._lacked
        if not word.startswith(before):
            before, once, twice, thrice = "", 0, 0, 0
        for letter in dict.fromkeys(word[len(before) :]):
            if letter not in before:
                lacking = self._without.get(letter, self._every)
                thrice |= twice & lacking
                twice |= once & lacking
                once |= lacking
        self._lacked = word, (once, twice, thrice)
        return once, twice, thrice

    def _shaped(self, length: int, digits: int, slips: int) -> int:
        long = _between(self._length, length - slips, length + slips)
        return long & _between(self._of_digits, digits - slips, digits + slips)


@cache
def _comparing() -> tuple[Any, Any]:
    """What compares words letter by letter; imported when first needed, which most searches never do."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    return extract, OSA.distance


def _shorter(word: str) -> list[str]:
    """What the word is with one letter left out."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


@lru_cache(maxsize=16)  # a word is looked for among words of several kinds
def _forms(word: str) -> AbstractSet[str]:
    """The word, and what it is with one letter left out."""
    return {word, *_shorter(word)}


def _one_apart(word: str, other: str) -> bool:
    """Whether there is no more than one slip between two words, one of which is shorter only where letters were left out."""
    if len(word) != len(other) or word == other:
        return True
    at = next(at for at, letter in enumerate(word) if letter != other[at])
    return word[at + 1 :] == other[at + 1 :] or (
        word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
    )


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


def likely(word: str, other: str) -> bool:
    """Whether a slip is: in a short word a wrong letter makes another word, but rarely is it the first one."""
    return len(word) > 4 or word[0] == other[0] or len(word) != len(other)
