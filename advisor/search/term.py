"""A word of a query, and all it may stand for in the rules.

A known word stands for itself, more weakly for its family and its synonyms. Only an unknown word is taken for the
beginning of one, for two words run together, or for a slip of the finger: what is spelt right is never corrected.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from math import log, sqrt

from advisor.search.index import Index, beginning
from advisor.search.meaning import FEW, SAID, Meaning, Meanings
from advisor.search.spelling import MANY, TWICE, Spelling, likely
from advisor.search.words import IGNORABLE, family, fold, key
from advisor.values import dataclass

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
WEIGHT_LEVELS = 4096
"""What stands for 1 in the weight of a word."""


class How(Enum):
    """How a word of the query was understood."""

    KNOWN = "known"
    BEGINNING = "beginning"
    SPLIT = "run together"
    SLIP = "slip"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A word that says something, and what it is taken for."""

    word: str
    how: How
    meaning: Meaning
    sure: float
    """How sure it is that this was meant, from 0 to 1."""
    tells: float
    """How much it narrows the search: rare words more (inverse document frequency), unsure ones less."""
    weight: int
    """The same as a whole number."""
    asks: float
    """How much an answer owes to it: less than it tells, for a rare word is no more of the question."""


class Terms:
    """Understands words; each only once."""

    def __init__(self, index: Index) -> None:
        """Work over one index."""
        self.index = index
        self._meanings = Meanings(index)
        self.memory = self._meanings.memory
        self._understood: dict[tuple[str, tuple[str, ...]], tuple[Term, ...]] = {}
        self._written = Spelling(word for word in index.vocabulary if len(word) <= YEAR or not word.isdigit())
        self._families = Spelling(sorted(index.families))
        self._ignorable = Spelling(sorted(fold(word) for word in IGNORABLE if len(word) > 2))
        self._begun = self._begin()

    def understand(self, word: str, phrase: tuple[str, ...] = ()) -> tuple[Term, ...]:
        """The terms a folded word stands for: one; two for words run together; none for a slip in an ignorable word.

        `phrase` holds the concepts of the phrases that the word is part of.
        """
        found = self._understood.get((word, phrase))
        if found is None and not phrase:
            found = self._begun.get(word)
        if found is None:
            if len(self._understood) >= self.memory:
                del self._understood[next(iter(self._understood))]
            found = self._understood[word, phrase] = self._understand(word, phrase)
        return found

    def _begin(self) -> Mapping[str, tuple[Term, ...]]:
        """What two letters may be the beginning of, if it is much: every word is typed by them."""
        starts = {word[:2] for word in self.index.vocabulary if len(word) > 1 and not word.isdigit()}
        return {start: self._understand(start, ()) for start in starts if len(self._beginnings(start)) > FEW}

    def known(self, word: str) -> bool:
        """Whether the folded word, or another form of it, is one that the rules or the synonyms use."""
        return family(key(word)) in self.index.families

    def _term(
        self, word: str, how: How, meant: Iterable[str], sure: float = 1.0, phrase: tuple[str, ...] = ()
    ) -> tuple[Term, ...]:
        """The term for a word that is meant as any of the given words, as looked up."""
        meaning = self._meanings.of(tuple(meant), phrase)
        tells = sure * self._tells(meaning.total)
        return (Term(word, how, meaning, sure, tells, round(WEIGHT_LEVELS * tells) or 1, sqrt(tells / sure)),)

    def _understand(self, word: str, phrase: tuple[str, ...]) -> tuple[Term, ...]:
        if phrase or self.known(word):
            return self._term(word, How.KNOWN, [key(word)], phrase=phrase)
        beginnings = self._beginnings(word)
        if beginnings:
            return self._term(word, How.BEGINNING, beginnings, _sure(BEGINNING / len(word)))
        if len(word) < SHORT and any(other[0] == word[0] for other in self._like_ignorable(word)):
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
        if self._like_ignorable(word):
            return ()
        two_slips = self._slips(word, 2) if len(word) > TWICE else ()
        if two_slips:
            return self._term(word, How.SLIP, two_slips, _sure(2 * (SLIP / len(word)) ** 2))
        return self._term(word, How.UNKNOWN, [], 1.0 if len(word) > 2 else _sure(BEGINNING / len(word)))

    def _beginnings(self, word: str) -> Sequence[str]:
        """The keys of the words with that beginning: those of most entries first, and not too many."""
        if len(word) < 2:
            return ()
        if word.isdigit():
            codes = sorted({key(code) for code in self.index.beginning_with(word)})
            return sorted(codes, key=self._entries, reverse=True)[:MANY]
        words, ranks, by_rank = self._ranked
        return [by_rank[rank] for rank in sorted(set(ranks[beginning(words, word)]))[:MANY]]

    def _entries(self, word: str) -> int:
        column = self.index.postings.get(word)
        return len(column.numbers) if column else 0

    @cached_property
    def _ranked(self) -> tuple[Sequence[str], Sequence[int], Sequence[str]]:
        """The known words but numbers, for each the rank of its key, and the keys by rank: those of most entries first."""
        words = [word for word in self.index.vocabulary if not word.isdigit()]
        keys = [key(word) for word in words]
        by_rank = sorted(sorted(set(keys)), key=self._entries, reverse=True)
        rank_of = {word: rank for rank, word in enumerate(by_rank)}
        return words, [rank_of[word] for word in keys], by_rank

    def _like_ignorable(self, word: str) -> Sequence[str]:
        return self._ignorable.near(word, 1, MANY) if len(word) > 2 else ()

    def _slips(self, word: str, slips: int) -> Sequence[str]:
        """The known words that so many slips would have turned into this one; else those of which another form is."""
        near = self._written.near(word, slips, MANY) if len(word) > 2 else ()
        found = [key(other) for other in near if likely(word, other)]
        if not found:
            stem = family(key(word))
            alike = self._families.near(stem, slips, MANY) if len(stem) > 4 else ()
            found = [base for other in alike if likely(stem, other) for base in self.index.families[other]]
        return sorted(set(found))

    def _tells(self, said: int) -> float:
        entries = len(self.index.entries)
        often = said / SAID or 0.5
        return log(1 + (entries - often + 0.5) / (often + 0.5))


def _sure(doubt: float) -> float:
    return max(0.2, 1 - doubt)
