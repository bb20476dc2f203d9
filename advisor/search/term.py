"""A word of a query, and all it may stand for in the rules.

A known word stands for itself, more weakly for its family and its synonyms. Only an unknown word is taken for the
beginning of one, for two words run together, or for a slip of the finger: what is spelt right is never corrected.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from math import log

from advisor.search.index import Index, Postings, unit
from advisor.search.words import IGNORABLE, family, fold, key

FAMILY = 0.75
CONCEPT = 0.8
SPLIT = 0.9
BEGINNING = 0.7
SLIP = 0.65
SECOND_SLIP = 0.45
MANY = 40
FEW = 4
"""A beginning that more words share than this stands for these words alone, without their families and synonyms."""
SAYS_IT = 0.4
"""How much a word tells where it stands once in a text of ordinary length; less than that is a mention in passing."""


class How(Enum):
    """How a word of the query was understood."""

    KNOWN = "known"
    BEGINNING = "beginning"
    SPLIT = "run together"
    SLIP = "slip"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Term:
    """A word that says something, with where it is found."""

    word: str
    how: How
    stands_for: Mapping[str, float]
    """Words and concepts, each with how well it fits, from 0 to 1."""
    postings: Postings
    tells: float
    """How much it narrows the search: rare words more (inverse document frequency)."""
    units: frozenset[str]

    @cached_property
    def shares(self) -> tuple[tuple[int, float, float], ...]:
        """For each entry: its number, what the word tells there, and which part of the query that covers."""
        tells = self.tells
        return tuple(
            (number, tells * there, tells if there >= SAYS_IT else tells * there / SAYS_IT)
            for number, there in self.postings.items()
        )

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The words and concepts that it may stand for."""
        return frozenset(self.stands_for)


class Terms:
    """Understands words; each only once."""

    def __init__(self, index: Index) -> None:
        """Work over one index."""
        self.index = index
        self._understood: dict[tuple[str, tuple[str, ...]], tuple[Term, ...]] = {}
        self._ignorable = sorted(fold(word) for word in IGNORABLE if len(word) > 2)

    def understand(self, word: str, phrase: tuple[str, ...] = ()) -> tuple[Term, ...]:
        """The terms a folded word stands for: one; two for words run together; none for a slip in an ignorable word.

        `phrase` holds the concepts of the phrases that the word is part of.
        """
        found = self._understood.get((word, phrase))
        if found is None:
            if len(self._understood) >= MEMORY:
                self._understood.clear()
            found = self._understood[word, phrase] = self._understand(word, phrase)
        return found

    def known(self, word: str) -> bool:
        """Whether the folded word, or another form of it, is one that the rules or the synonyms use."""
        return family(key(word)) in self.index.families

    def term(self, word: str, how: How, meant: Iterable[tuple[str, float]], extra: Iterable[str] = ()) -> Term:
        """The term for a word that is meant as the given words, each as likely as its number says."""
        fits: dict[str, float] = dict.fromkeys(extra, CONCEPT)
        units = set(fits)
        bases = list(meant)
        for base, likely in bases:
            stem = family(base)
            units.add(unit(stem, self.index.synonyms))
            _raise(fits, base, likely)
            if len(bases) <= FEW:
                for relative in self.index.families.get(stem, ()):
                    _raise(fits, relative, likely * FAMILY)
                for concept in self.index.synonyms.of_word(stem):
                    _raise(fits, concept, likely * CONCEPT)
        postings = self._union(fits)
        return Term(word, how, fits, postings, self._tells(postings), frozenset(units))

    def _understand(self, word: str, phrase: tuple[str, ...]) -> tuple[Term, ...]:
        base = key(word)
        if phrase or self.known(word):
            return (self.term(word, How.KNOWN, [(base, 1.0)], phrase),)
        beginnings = self._beginnings(word)
        if beginnings:
            return (self.term(word, How.BEGINNING, [(other, BEGINNING) for other in beginnings]),)
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if self.known(left) and self.known(right):
                return tuple(self.term(word, How.SPLIT, [(key(half), SPLIT)]) for half in (left, right))
        slips = self._slips(word)
        if slips:
            return (self.term(word, How.SLIP, slips),)
        if len(word) > 2 and _nearest(word, self._ignorable, 1):
            return ()
        return (self.term(word, How.UNKNOWN, []),)

    def _beginnings(self, word: str) -> Sequence[str]:
        found = {key(other) for other in self.index.beginning_with(word)} if len(word) > 1 else ()
        often = self.index.postings
        return sorted(found, key=lambda other: (-len(often.get(other, ())), other))[:MANY]

    def _slips(self, word: str) -> list[tuple[str, float]]:
        if len(word) < 3:
            return []
        near = _nearest(word, self.index.vocabulary, 2 if len(word) > 7 else 1)
        if len(word) < 5:
            # In a short word a wrong letter is likely to make another word; people rarely get the first one wrong.
            near = [(other, slips) for other, slips in near if other[0] == word[0] or len(other) != len(word)]
        fewest = min((slips for _, slips in near), default=0)
        likely = SLIP if fewest < 2 else SECOND_SLIP
        return [(base, likely) for base in sorted({key(other) for other, slips in near if slips == fewest})]

    def _union(self, fits: Mapping[str, float]) -> Postings:
        found: Postings = {}
        for word, fit in fits.items():
            for entry, tells in self.index.postings.get(word, _NOWHERE).items():
                here = tells * fit
                if entry not in found or here > found[entry]:
                    found[entry] = here
        return found

    def _tells(self, postings: Postings) -> float:
        entries = len(self.index.entries)
        often = sum(min(1.0, tells / SAYS_IT) for tells in postings.values()) or 0.5
        return log(1 + (entries - often + 0.5) / (often + 0.5))


MEMORY = 4096
_NOWHERE: Postings = {}


def _raise(fits: dict[str, float], word: str, fit: float) -> None:
    if fit > fits.get(word, 0.0):
        fits[word] = fit


def _nearest(word: str, known: Sequence[str], within: int) -> list[tuple[str, int]]:
    """The known words at most so many slips (a letter too many, missing, wrong, or two swapped) away."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    # Imported when a word is first unknown: most searches from the command line never need it.
    found = extract(word, known, scorer=OSA.distance, score_cutoff=within, limit=MANY)
    return [(other, int(distance)) for other, distance, _ in found]
