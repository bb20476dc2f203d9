"""A word of a query, and all it may stand for in the rules.

A known word stands for itself, more weakly for its family and its synonyms. Only an unknown word is taken for the
beginning of one, for two words run together, or for a slip of the finger: what is spelt right is never corrected.
"""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from math import log, sqrt

from advisor.search.index import Index, unit
from advisor.search.lanes import LEVELS
from advisor.search.spelling import MANY, Near, Spelling
from advisor.search.synonyms import is_concept
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

YEAR = 4
"""Digits of the longest number that people mistype; longer ones are parts of ids, of which large packs have many."""
SHORT = 5
"""Words with fewer letters are mostly those that say nothing, and so are slips in them."""
FEW = 4
"""A beginning that more words share than this stands for these words alone, without their families and synonyms."""
SAYS_IT = 0.4
"""How much a word tells where it stands once in a text of ordinary length; less than that is a mention in passing."""
SAID = round(SAYS_IT * LEVELS)
WEIGHT_LEVELS = 4096
"""What stands for 1 in the weight of a word."""


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
    covers: int
    """The same up to `SAID`, in lanes: how much of the word each entry covers."""
    anywhere: bool
    """Whether any entry has it."""
    tells: float
    """How much it narrows the search: rare words more (inverse document frequency), unsure ones less."""
    weight: int
    """The same as a whole number."""
    sure: float
    """How sure it is that this was meant, from 0 to 1."""
    units: frozenset[str]
    """What it is in pairs of neighbouring words."""
    families: frozenset[str]
    """The families of the words that it is meant as."""

    @cached_property
    def said(self) -> "array[int]":
        """How much of the word each entry covers."""
        return array("H", self.covers.to_bytes(2 * len(self.there), sys.byteorder))

    @cached_property
    def asks(self) -> float:
        """How much an answer owes to it: less than it tells, for a rare word is no more of the question."""
        return sqrt(self.tells / self.sure)

    @property
    def coarse(self) -> bytes:
        """How much the word tells in each entry, in 256ths and rounded up."""
        high = slice(1, None, 2) if sys.byteorder == "little" else slice(0, None, 2)
        return self.there.tobytes()[high].translate(_ROUNDED_UP)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The words and concepts that it may stand for."""
        return frozenset(self.stands_for)


class Terms:
    """Understands words; each only once."""

    def __init__(self, index: Index) -> None:
        """Work over one index."""
        self.index = index
        self._union = Union(index, _usual_fits)
        self._memory = max(LEAST, min(MEMORY, BYTES // (4 * len(index.entries) + 1)))
        self._understood: dict[tuple[str, tuple[str, ...]], tuple[Term, ...]] = {}
        self._written = Spelling([word for word in index.vocabulary if len(word) <= YEAR or not word.isdigit()])
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
        units.update([unit(stem, self.index.synonyms) for stem in stems])
        for base, stem in zip(bases, stems, strict=True) if len(bases) <= FEW else ():
            fits[base] = 1.0
            for relative in self.index.families.get(stem, ()):
                fits[relative] = max(fits.get(relative, 0.0), FAMILY)
            for concept in self.index.synonyms.of_word(stem):
                fits[concept] = CONCEPT
        if len(bases) > FEW:
            fits.update(dict.fromkeys(bases, 1.0))
        lanes, arithmetic = self._union.of(fits), self._union.lanes
        there, covers = arithmetic.write(lanes), arithmetic.up_to(lanes, SAID)
        tells = sure * self._tells(arithmetic.total(covers))
        weight = round(WEIGHT_LEVELS * tells) or 1
        known_as, meant_as = frozenset(units), frozenset(stems)
        return (Term(word, how, fits, there, covers, lanes > 0, tells, weight, sure, known_as, meant_as),)

    def _understand(self, word: str, phrase: tuple[str, ...]) -> tuple[Term, ...]:
        if phrase or self.known(word):
            return self._term(word, How.KNOWN, [key(word)], phrase=phrase)
        beginnings = self._beginnings(word)
        if beginnings:
            return self._term(word, How.BEGINNING, beginnings, _sure(BEGINNING / len(word)))
        if len(word) < SHORT and any(other[0] == word[0] for other in self._like_ignorable(word)):
            return ()
        near = Near(word, self._written, self._families)
        one_slip = self._slips(near, 1)
        if one_slip:
            return self._term(word, How.SLIP, one_slip, _sure((SLIP / len(word)) ** 2))
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if self.known(left) and self.known(right):
                return (
                    *self._term(word, How.SPLIT, [key(left)], SPLIT),
                    *self._term(word, How.SPLIT, [key(right)], SPLIT),
                )
        if self._like_ignorable(word):
            return ()
        two_slips = self._slips(near, 2) if near.most > 1 else ()
        if two_slips:
            return self._term(word, How.SLIP, two_slips, _sure(2 * (SLIP / len(word)) ** 2))
        return self._term(word, How.UNKNOWN, [], 1.0 if len(word) > 2 else _sure(BEGINNING / len(word)))

    def _beginnings(self, word: str) -> Sequence[str]:
        if len(word) < 2:
            return ()
        ranks, by_rank = self._ranked
        return [by_rank[rank] for rank in sorted(set(ranks[self.index.beginning(word)]))[:MANY]]

    @cached_property
    def _ranked(self) -> tuple[Sequence[int], Sequence[str]]:
        """For each known word as it is written the rank of its key, and the keys by rank: those of most entries first."""
        keys, postings = [key(word) for word in self.index.vocabulary], self.index.postings
        by_rank = sorted(set(keys), key=lambda word: (-len(postings.get(word, ())), word))
        rank_of = {word: rank for rank, word in enumerate(by_rank)}
        return [rank_of[word] for word in keys], by_rank

    def _like_ignorable(self, word: str) -> Sequence[str]:
        return [other for other, _ in self._ignorable.near(word, 1, MANY)] if len(word) > 2 else ()

    def _slips(self, near: Near, number: int) -> Sequence[str]:
        """The known words that so many slips would have turned into this one; else those of which another form is."""
        found = [key(other) for other in near.words(number)]
        if not found:
            found = [base for stem in near.stems(number) for base in self.index.families[stem]]
        return sorted(set(found))

    def _tells(self, said: int) -> float:
        entries = len(self.index.entries)
        often = said / SAID or 0.5
        return log(1 + (entries - often + 0.5) / (often + 0.5))


MEMORY = 4096
LEAST = 64
BYTES = 50_000_000
"""How many terms are remembered, and in how much memory."""
_ROUNDED_UP = bytes(min(level + 1, 255) if level else 0 for level in range(256))


def _usual_fits(name: str) -> Sequence[float]:
    return (CONCEPT,) if is_concept(name) else (1.0, FAMILY)


def _sure(doubt: float) -> float:
    return max(0.2, 1 - doubt)
