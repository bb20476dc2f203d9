"""What a word of a query may be meant as: words and concepts, and how much the best of them tells in each entry."""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet

from advisor.search.index import Index, unit
from advisor.search.lanes import LEVELS
from advisor.search.synonyms import is_concept
from advisor.search.union import Union
from advisor.search.words import family
from advisor.values import dataclass

FAMILY = 0.75
CONCEPT = 0.8
"""How well another form of a word, or another word for the same thing, fits the word itself."""
FEW = 4
"""A beginning that more words share than this stands for these words alone, without their families and synonyms."""
SAYS_IT = 0.4
"""How much a word tells where it stands once in a text of ordinary length; less than that is a mention in passing."""
SAID = round(SAYS_IT * LEVELS)
SMALL = 250
"""Up to so many entries it is quicker to look at them all than to leave out those that have nothing of a word."""
MEMORY = 4096
LEAST = 64
BYTES = 100_000_000
"""How many meanings are remembered, and in how much memory."""
_ROUNDED_UP = bytes(min(level + 1, 255) if level else 0 for level in range(256))


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """Words and concepts that are looked for together, with where they are found."""

    stands_for: Mapping[str, float]
    """Words and concepts, each with how well it fits, from 0 to 1."""
    units: frozenset[str]
    """What it is in pairs of neighbouring words."""
    families: frozenset[str]
    """The families of the words that it is meant as."""
    there: "array[int]"
    """For each entry how much the best of the words tells there, from 0 to `LEVELS`. In a small pack in wide lanes, and
    then how much of it each covers: every new key adds both up, and most are the beginning of the same word as before."""
    total: int
    """How much of the word all entries together cover: what it tells in each, up to `SAID`."""

    @property
    def coarse(self) -> bytes:
        """How much it tells in each entry, rounded up to the next of the coarse levels."""
        high = slice(1 if sys.byteorder == "little" else 0, None, 2)
        return self.there.tobytes()[high].translate(_ROUNDED_UP)

    @property
    def names(self) -> AbstractSet[str]:
        """The words and concepts."""
        return self.stands_for.keys()


class Meanings:
    """Looks meanings up; each only once."""

    def __init__(self, index: Index) -> None:
        """Work over one index."""
        self._index = index
        self._union = Union(index, _usual_fits, SAID, wide=len(index.entries) <= SMALL)
        self.memory = max(LEAST, min(MEMORY, BYTES // (2 * len(index.entries) + 1)))
        self._found: dict[tuple[tuple[str, ...], tuple[str, ...]], Meaning] = {}
        self._bases: dict[str, tuple[str, str]] = {}

    def of(self, bases: tuple[str, ...], phrase: tuple[str, ...] = ()) -> Meaning:
        """What any of these words is, as looked up; `phrase` holds the concepts of phrases that they are part of."""
        found = self._found.get((bases, phrase))
        if found is None:
            if len(self._found) >= self.memory:
                del self._found[next(iter(self._found))]
            found = self._found[bases, phrase] = self._unite(bases, phrase)
        return found

    def _unite(self, bases: tuple[str, ...], phrase: tuple[str, ...]) -> Meaning:
        fits: dict[str, float] = dict.fromkeys(phrase, CONCEPT)
        known = [self._bases.get(base) or self._base(base) for base in bases]
        stems, units = frozenset([stem for stem, _ in known]), frozenset([*phrase, *[unit for _, unit in known]])
        if len(bases) > FEW:
            fits.update(dict.fromkeys(bases, 1.0))
        else:
            self._with_relatives(fits, bases, [stem for stem, _ in known])
        there, total = self._union.of(fits)
        return Meaning(fits, units, stems, there, total)

    def _base(self, base: str) -> tuple[str, str]:
        """The family of a word, and what it is in pairs."""
        stem = family(base)
        found = self._bases[base] = stem, unit(stem, self._index.synonyms)
        return found

    def _with_relatives(self, fits: dict[str, float], bases: Iterable[str], stems: Iterable[str]) -> None:
        families, concepts_of = self._index.families, self._index.synonyms.of_word
        for base, stem in zip(bases, stems, strict=True):
            fits[base] = 1.0
            for relative in families.get(stem, ()):
                fits.setdefault(relative, FAMILY)
            for concept in concepts_of(stem):
                fits[concept] = CONCEPT


def _usual_fits(name: str) -> Sequence[float]:
    return (CONCEPT,) if is_concept(name) else (1.0, FAMILY)
