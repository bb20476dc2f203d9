"""A word of a query, and all it may stand for in the rules.

A known word stands for itself, more weakly for its family and its synonyms. Only an unknown word is taken for the
beginning of one, for two words run together, or for a slip of the finger: what is spelt right is never corrected.
"""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from heapq import nsmallest
from math import log

from advisor.search.index import Index, unit
from advisor.search.lanes import LEVELS
from advisor.search.spelling import Spelling
from advisor.search.union import Union
from advisor.search.words import IGNORABLE, family, fold, key
from advisor.values import dataclass

FAMILY = 0.75
CONCEPT = 0.8
"""How well another form of a word, or another word for the same thing, fits the word itself."""

SPLIT = 0.9
"""How sure it is that two words run together were meant."""
BEGINNING = 1.5
"""How unsure a beginning is: so many letters' worth of what was typed."""
SLIP = 3.5
"""In a word of so many letters a slip leaves nothing to be sure of; in one twice as long, it hardly matters."""

SHORT = 5
"""Words with fewer letters are mostly those that say nothing, and so are slips in them."""
MANY = 12
FEW = 4
"""A beginning that more words share than this stands for these words alone, without their families and synonyms."""
SAYS_IT = 0.4
"""How much a word tells where it stands once in a text of ordinary length; less than that is a mention in passing."""
SAID = round(SAYS_IT * LEVELS)
WEIGHT_LEVELS = 4096
"""What stands for 1 in the weight of a word."""
COVERED = 40
"""Bits of a share that hold which part of the query it covers; those above them hold what it tells."""


class How(Enum):
    """How a word of the query was understood."""

    KNOWN = "known"
    BEGINNING = "beginning"
    SPLIT = "run together"
    SLIP = "slip"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Term:
    """A word that says something, with where it is found."""

    word: str
    how: How
    stands_for: Mapping[str, float]
    """Words and concepts, each with how well it fits, from 0 to 1."""
    there: "array[int]"
    """For each entry how much the word tells there, from 0 to `LEVELS`."""
    anywhere: bool
    """Whether any entry has it."""
    tells: float
    """How much it narrows the search: rare words more (inverse document frequency), unsure ones less."""
    sure: float
    """How sure it is that this was meant, from 0 to 1."""
    units: frozenset[str]
    """What it is in pairs of neighbouring words."""
    families: frozenset[str]
    """The families of the words that it is meant as."""

    @cached_property
    def weight(self) -> int:
        """What it tells as a whole number."""
        return round(WEIGHT_LEVELS * self.tells) or 1

    @cached_property
    def shares(self) -> Mapping[int, int]:
        """For each level at which an entry may have it: what it tells there, and which part of the query it covers."""
        return _Shares(self.weight)

    @property
    def coarse(self) -> bytes:
        """How much the word tells in each entry, in 256ths and rounded up."""
        high = slice(1, None, 2) if sys.byteorder == "little" else slice(0, None, 2)
        return self.there.tobytes()[high].translate(_ROUNDED_UP)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The words and concepts that it may stand for."""
        return frozenset(self.stands_for)


class _Shares(dict[int, int]):
    """Shares by level, worked out when first asked for."""

    def __init__(self, weight: int) -> None:
        self._weight = weight

    def __missing__(self, level: int) -> int:
        self[level] = share = (self._weight * level << COVERED) + self._weight * min(level, SAID)
        return share


class Terms:
    """Understands words; each only once."""

    def __init__(self, index: Index) -> None:
        """Work over one index."""
        self.index = index
        self._union = Union(index)
        self._memory = max(LEAST, min(MEMORY, BYTES // (2 * len(index.entries) + 1)))
        self._understood: dict[tuple[str, tuple[str, ...]], tuple[Term, ...]] = {}
        self._written = Spelling(index.vocabulary)
        self._families = Spelling(sorted(index.families))
        self._ignorable = Spelling(sorted(fold(word) for word in IGNORABLE if len(word) > 2))

    def understand(self, word: str, phrase: tuple[str, ...] = ()) -> tuple[Term, ...]:
        """The terms a folded word stands for: one; two for words run together; none for a slip in an ignorable word.

        `phrase` holds the concepts of the phrases that the word is part of.
        """
        found = self._understood.get((word, phrase))
        if found is None:
            if len(self._understood) >= self._memory:
                del self._understood[next(iter(self._understood))]
            found = self._understood[word, phrase] = self._understand(word, phrase)
        return found

    def known(self, word: str) -> bool:
        """Whether the folded word, or another form of it, is one that the rules or the synonyms use."""
        return family(key(word)) in self.index.families

    def _term(
        self, word: str, how: How, meant: Iterable[str], sure: float = 1.0, phrase: Iterable[str] = ()
    ) -> tuple[Term, ...]:
        """The term for a word that is meant as any of the given words, as looked up."""
        fits: dict[str, float] = dict.fromkeys(phrase, CONCEPT)
        units = set(fits)
        bases = list(meant)
        stems = [family(base) for base in bases]
        for base, stem in zip(bases, stems, strict=True):
            units.add(unit(stem, self.index.synonyms))
            fits[base] = 1.0
            if len(bases) <= FEW:
                for relative in self.index.families.get(stem, ()):
                    fits[relative] = max(fits.get(relative, 0.0), FAMILY)
                for concept in self.index.synonyms.of_word(stem):
                    fits[concept] = CONCEPT
        lanes = self._union.of(fits)
        there, tells, anywhere = self._union.lanes.write(lanes), sure * self._tells(lanes), lanes > 0
        return (Term(word, how, fits, there, anywhere, tells, sure, frozenset(units), frozenset(stems)),)

    def _understand(self, word: str, phrase: tuple[str, ...]) -> tuple[Term, ...]:
        if phrase or self.known(word):
            return self._term(word, How.KNOWN, [key(word)], phrase=phrase)
        beginnings = self._beginnings(word)
        if beginnings:
            return self._term(word, How.BEGINNING, beginnings, _sure(BEGINNING / len(word)))
        ignorable = self._ignorable.near(word, 1, MANY) if len(word) > 2 else ()
        if len(word) < SHORT and any(other[0] == word[0] for other in ignorable):
            return ()
        one_slip = self._slips(word, 1)
        if one_slip:
            return self._term(word, How.SLIP, one_slip, _sure((SLIP / len(word)) ** 2))
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if self.known(left) and self.known(right):
                return (
                    *self._term(word, How.SPLIT, [key(left)], SPLIT),
                    *self._term(word, How.SPLIT, [key(right)], SPLIT),
                )
        if ignorable:
            return ()
        two_slips = self._slips(word, 2) if len(word) > 6 else ()
        if two_slips:
            return self._term(word, How.SLIP, two_slips, _sure(2 * (SLIP / len(word)) ** 2))
        return self._term(word, How.UNKNOWN, [], 1.0 if len(word) > 2 else _sure(BEGINNING / len(word)))

    def _beginnings(self, word: str) -> Sequence[str]:
        found = {key(other) for other in self.index.beginning_with(word)} if len(word) > 1 else ()
        often = self.index.postings
        return nsmallest(MANY, found, key=lambda other: (-len(often.get(other, ())), other))

    def _slips(self, word: str, number: int) -> Sequence[str]:
        """The known words that so many slips would have turned into this one; else those of which another form is."""
        if len(word) < 3:
            return ()
        near = [key(other) for other in self._written.near(word, number, MANY) if _likely(word, other)]
        stem = family(key(word))
        if not near and len(stem) > 4:
            stems = self._families.near(stem, number, MANY)
            near = [base for other in stems if _likely(stem, other) for base in self.index.families[other]]
        return sorted(set(near))

    def _tells(self, lanes: int) -> float:
        entries = len(self.index.entries)
        often = self._union.lanes.sum_up_to(lanes, SAID) / SAID or 0.5
        return log(1 + (entries - often + 0.5) / (often + 0.5))


MEMORY = 4096
LEAST = 64
BYTES = 50_000_000
"""How many terms are remembered, and in how much memory."""
_ROUNDED_UP = bytes(min(level + 1, 255) if level else 0 for level in range(256))


def _sure(doubt: float) -> float:
    return max(0.2, 1 - doubt)


def _likely(word: str, other: str) -> bool:
    """Whether a slip is: in a short word a wrong letter makes another word, but rarely is it the first one."""
    return len(word) > 4 or word[0] == other[0] or len(word) != len(other)
